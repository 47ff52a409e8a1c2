"""Maps to SACM XML: changes in the document that a map was read from, or a new one."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.errors import FormatError
from argmap.model import ArgumentMap, Relation, RelationKind
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import residue_of
from argmap.serializers.sacm.case import Case
from argmap.serializers.sacm.package import Former, Package, set_attribute
from argmap.serializers.sacm.renaming import written_ids
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
    return xml.write(document_of(map))


class _Base(NamedTuple):
    """The document that changes are made in, with the records that it has and their elements, by id."""

    root: Element
    elements: dict[str, Element]
    records: dict[str, Part | Relation]


def document_of(map: ArgumentMap) -> Element:
    """The document of a map."""
    base = _base(map) or _empty()
    names = written_ids(map)
    parts: list[Part] = [*map.claims, *map.evidence, *map.arguments]
    now: dict[str, Part | Relation] = {names[p.id]: p for p in parts}
    now |= {names[r.id]: r for r in _expressible(map)}
    removed = {base.elements[i] for i, record in base.records.items() if type(now.get(i)) is not type(record)}
    if base.root in removed:
        base, removed = _empty(), set()
    root = base.root
    set_attribute(root, "name", map.title)
    if removed:
        for parent in list(root.iter()):
            for child in [e for e in parent if e in removed]:
                parent.remove(child)
    package = Package(next((e for e in root.iter() if word_of(e) == "argumentpackage"), root), root)
    for i, record in now.items():
        before = base.records.get(i)
        former = (
            Former(base.elements[i], before) if before is not None and type(before) is type(record) else None
        )
        if isinstance(record, Relation):
            package.put_relation(i, record, former, names, now)
        else:
            package.put_part(i, record, former)
    return root


def _base(map: ArgumentMap) -> _Base | None:
    """The document that the map was read from, if it can still be read."""
    root = xml.element_of(residue_of(map, NAME).get("document"), names="written")
    if root is None:
        return None
    try:
        m = (case := Case(root, {})).map()
    except FormatError:
        return None
    records: list[Part | Relation] = [*m.claims, *m.evidence, *m.arguments, *m.relations]
    return _Base(root, case.elements, {r.id: r for r in records})


def _empty() -> _Base:
    root = Element("sacm:AssuranceCasePackage", {"xmlns:sacm": NAMESPACE, "id": "case"})
    SubElement(root, "argumentPackage", id="argument")
    return _Base(root, {}, {})


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
