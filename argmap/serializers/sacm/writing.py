"""Maps to SACM XML: changes in the document that a map was read from, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.appearance import Appearance
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap, Evidence, Relation, RelationKind
from argmap.serializers.common.ids import distinct_ids, legal_ids
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import residue_of
from argmap.serializers.sacm.case import Case
from argmap.serializers.sacm.changes import Changes
from argmap.serializers.sacm.package import put_part, put_relation, put_title
from argmap.serializers.sacm.vocabulary import KINDS, NAME, NAMESPACE, ROOT, ROOT_ID, TAGS, title_of
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.sacm.kinds import Part


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


# What new elements differ from.
_BLANK: dict[Any, Any] = {kind: kind("new") for kind in TAGS}
_BLANK[Relation] = Relation("new", RelationKind.SUPPORT, [], [])


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back: those with characters that XML cannot write have others."""
    return distinct_ids(map, _written_ids(map))


def _written_ids(map: ArgumentMap) -> dict[str, str]:
    """The ids of the records that the format can hold."""
    records = (*map.claims, *map.evidence, *map.arguments, *map.relations)
    return legal_ids((r.id for r in records), xml.writable)


class _Base(NamedTuple):
    """The document that changes are made in, and the records that it has, by id."""

    case: Case
    records: dict[str, Part | Relation]


def document_of(map: ArgumentMap) -> Element:
    """The document of a map."""
    base = _base(map) or _empty()
    names = _written_ids(map)
    parts: list[Part] = [*map.claims, *map.evidence, *map.arguments]
    now: dict[str, Part | Relation] = {names[p.id]: p for p in parts}
    now |= {names[r.id]: r for r in _expressible(map)}
    gone = [i for i, record in base.records.items() if type(now.get(i)) is not type(record)]
    removed = {base.case.elements[i] for i in gone}
    if base.case.root in removed:
        base, removed = _empty(), set()
    changes = Changes(base.case, removed, now)
    if map.title != title_of(changes.root):
        put_title(changes.root, xml.writable(map.title), changes.spelling)
    for i, record in now.items():
        before = base.records.get(i)
        known = type(before) is type(record)
        old: Any = before if known else _BLANK[type(record)]
        element = base.case.elements[i] if known else changes.new(_tag(record, map), i, _section(record))
        changes.named[i] = element
        if isinstance(record, Relation):
            put_relation(element, record, old)
            changes.join(element, _ends(record, names), _ends(old, {}), known=known)
        else:
            put_part(element, record, old, changes.spelling)
            changes.put_context(i, _context(record, names), _context(old, {}))
    return changes.finished()


def _tag(record: Part | Relation, map: ArgumentMap) -> str:
    if not isinstance(record, Relation):
        return TAGS[type(record)]
    evidence = record.sources and all(isinstance(map.get(i), Evidence) for i in record.sources)
    return "assertedEvidence" if evidence else "assertedInference"


def _section(record: Part | Relation) -> str | None:
    return None if isinstance(record, Relation) else record.section


def _ends(record: Relation, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of what a relation joins, by side."""
    sides = {
        "source": record.sources,
        "target": record.targets,
        "reasoning": (record.argument,) if record.argument else (),
    }
    return {side: [names.get(end, end) for end in ends] for side, ends in sides.items()}


def _context(record: Part, names: Mapping[str, str]) -> list[str]:
    """The names of what gives a part its context; texts are not written."""
    return [names.get(i, i) for i in Appearance.of(record).context if isinstance(i, str)]


def _base(map: ArgumentMap) -> _Base | None:
    """The document that the map was read from, if it can still be read."""
    root = xml.element_of(residue_of(map, NAME).get("document"), names="written")
    if root is None:
        return None
    try:
        m = (case := Case(root, {})).map()
    except ArgmapError:
        return None
    records: list[Part | Relation] = [*m.claims, *m.evidence, *m.arguments, *m.relations]
    return _Base(case, {r.id: r for r in records})


def _empty() -> _Base:
    root = Element(ROOT, {"xmlns:sacm": NAMESPACE, "id": ROOT_ID})
    SubElement(root, "argumentPackage", id="argument")
    case = Case(root, {})
    case.map()
    return _Base(case, {})


def _expressible(m: ArgumentMap) -> list[Relation]:
    held = {p.id for p in (*m.claims, *m.evidence, *m.arguments)}
    inner = {a.id for a in m.arguments} | {r.id for r in m.relations}
    possible = (r for r in m.relations if r.kind in KINDS and _comes_back(r, inner))
    return list(with_all_ends(possible, held).values())


def _comes_back(r: Relation, inner: set[str]) -> bool:
    """Whether it is read as what it is: a counter of relations only is an undercut in this format."""
    if r.kind is RelationKind.ATTACK:
        return not r.targets or not inner.issuperset(r.targets)
    return r.kind is not RelationKind.UNDERCUT or bool(r.targets)
