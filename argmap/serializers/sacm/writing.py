"""Maps to SACM XML: changes in the document that a map was read from, or a new one."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from argmap.errors import FormatError
from argmap.ids import unique_id
from argmap.model import ArgumentMap, Data, Relation, RelationKind
from argmap.serializers.common.ids import distinct_ids
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.sacm.content import Content
from argmap.serializers.sacm.package import Package, set_attribute
from argmap.serializers.sacm.vocabulary import KINDS, NAME, NAMESPACE, Part, word_of
from argmap.syntax import xml


def dumps(map: ArgumentMap) -> str:
    """Write a map as SACM XML: the document it was read from with the changes of the map, or a new one.

    Parties, sources and quotes, weights and schemes are not written, nor are relations other than support,
    attack and undercut.

    >>> from argmap.model import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("a", "It is safe."))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <sacm:AssuranceCasePackage xmlns:sacm="http://www.omg.org/spec/SACM/2.2/Argumentation" id="case">
      <argumentPackage id="argument">
        <claim id="a" content="It is safe."/>
      </argumentPackage>
    </sacm:AssuranceCasePackage>
    """
    return xml.write(written(map))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back: those with characters that XML cannot write have others."""
    return distinct_ids(map, _names(map))


def _names(m: ArgumentMap) -> dict[str, str]:
    taken = {r.id for r in m}
    names = {}
    for r in (*m.claims, *m.evidence, *m.arguments, *m.relations):
        names[r.id] = r.id
        if (plain := xml.writable(r.id)) != r.id:
            names[r.id] = unique_id(plain, taken)
            taken.add(names[r.id])
    return names


def written(m: ArgumentMap, *, anew: bool = False) -> Element:
    """The document of a map."""
    root = None if anew else _kept(m)
    old: dict[str, Part | Relation] = {}
    elements: dict[str, Element] = {}
    if root is not None:
        found = Content(root, {})
        try:
            before = found.map()
        except FormatError:
            root = None
        else:
            elements = found.elements
            was: list[Part | Relation] = [
                *before.claims,
                *before.evidence,
                *before.arguments,
                *before.relations,
            ]
            old = {r.id: r for r in was}
    if root is None:
        root = Element("sacm:AssuranceCasePackage", {"xmlns:sacm": NAMESPACE, "id": "case"})
        SubElement(root, "argumentPackage", id="argument")
    set_attribute(root, "name", m.title)
    names = _names(m)
    now: dict[str, Part | Relation] = {}
    parts: list[Part] = [*m.claims, *m.evidence, *m.arguments]
    now.update({names[p.id]: p for p in parts})
    now.update({names[r.id]: r for r in _expressible(m)})
    gone = {elements[i] for i in old if type(now.get(i)) is not type(old[i])}
    if root in gone:
        return written(m, anew=True)
    _remove(root, gone)
    package = next((e for e in root.iter() if word_of(e) == "argumentpackage"), root)
    house = Package(package, root)
    for i, record in now.items():
        kept = elements.get(i) if type(old.get(i)) is type(record) else None
        if isinstance(record, Relation):
            house.put_relation(i, record, kept, old.get(i), names, now)
        else:
            house.put_part(i, record, kept, old.get(i))
    return root


def _kept(m: ArgumentMap) -> Element | None:
    kept: Any = m.data.get(NAME)
    text = kept.get("document") if isinstance(kept, Data) else None
    if not isinstance(text, str):
        return None
    try:
        return xml.parse(text, names="written")[0]
    except FormatError:
        return None


def _expressible(m: ArgumentMap) -> list[Relation]:
    held = {p.id for p in (*m.claims, *m.evidence, *m.arguments)}
    inner = {a.id for a in m.arguments} | {r.id for r in m.relations}
    return list(
        with_all_ends((r for r in m.relations if r.kind in KINDS and _comes_back(r, inner)), held).values()
    )


def _comes_back(r: Relation, inner: set[str]) -> bool:
    """Whether it is read as what it is: a counter of relations only is an undercut in this format."""
    if r.kind is RelationKind.ATTACK:
        return not r.targets or not inner.issuperset(r.targets)
    return r.kind is not RelationKind.UNDERCUT or bool(r.targets)


def _remove(root: Element, gone: set[Element]) -> None:
    if gone:
        for parent in list(root.iter()):
            for child in [e for e in parent if e in gone]:
                parent.remove(child)
