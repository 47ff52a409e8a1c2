"""Maps to YAML of gsn2x."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.appearance import KEY, Appearance, is_hint
from argmap.ids import unique_id
from argmap.model import Evidence, RelationKind
from argmap.safety import OFFERED, TYPES, Implied
from argmap.serializers.common.residue import mapping, patched, residue_of, sequence, strings, thawed
from argmap.serializers.gsn.vocabulary import (
    DRAWN,
    KEYS,
    LINKS,
    MODULE,
    NAME,
    NOTES,
    REFERENCES,
    Link,
    by_prefix,
    relation_named,
    relation_ref,
)
from argmap.syntax import yaml_writer
from argmap.syntax.yaml import scalar_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.model import ArgumentMap, Claim, Relation
    from argmap.serializers.common.residue import Json


def dumps(map: ArgumentMap) -> str:
    """Write a map as the YAML of gsn2x.

    Claims and evidence are written with what they support and challenge one by one; linked premises, other
    kinds of relations, parties, sources and arguments have no place. An element whose id does not say its
    type gets a ``nodeType``.

    >>> from argmap import ArgumentMap, Claim, Evidence
    >>> fair, survey = Claim("G1", "Rents are fair."), Evidence("survey", "81% agree.")
    >>> print(dumps(ArgumentMap.of(fair, survey, survey.supports(fair))), end="")
    G1:
      text: Rents are fair.
      supportedBy: [survey]
    survey:
      nodeType: Solution
      text: 81% agree.
    """
    names, entries, residue = names_of(map), entries_of(map), residue_of(map, NAME)
    document = module_of(map) | {names.get(r.id, r.id): _patched(entries[r.id], r) for r in map.statements}
    document = patched(
        document,
        residue,
        notes=("typed_keys", "bare"),
        keys=(MODULE,),
        fixed=document.keys() - {MODULE},
        accepts=lambda key, _: key == MODULE,
    )
    return yaml_writer.dumps(document, typed=sequence(residue, "typed_keys"), bare=sequence(residue, "bare"))


def module_of(map: ArgumentMap) -> Json:
    """The module of a map, if it has a title: without residue."""
    return {MODULE: {"name": map.title}} if map.title else {}


def entries_of(map: ArgumentMap) -> dict[str, Json]:
    """The elements of a map, without their residues."""
    names, held = names_of(map), {r.id: r for r in map.statements}
    references, expressed = _references(map, held, names)
    implied = Implied(expressed)
    here = {names.get(i, i) for i in held}
    return {i: _entry(record, references.get(i, {}), here, implied) for i, record in held.items()}


def names_of(map: ArgumentMap) -> dict[str, str]:
    """The key of an element that cannot have its id as its key: ``module`` is the key of the file itself."""
    named = any(r.id == MODULE for r in map.statements)
    return {MODULE: unique_id(f"{MODULE}_", {r.id for r in map})} if named else {}


def _references(
    map: ArgumentMap, held: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[dict[str, dict[str, list[str]]], list[Relation]]:
    """The references of each element, and the relations that they express."""
    references: dict[str, dict[str, list[str]]] = {}
    expressed: list[Relation] = []

    def express(r: Relation, owner: str, key: str, refs: list[str]) -> None:
        references.setdefault(owner, {}).setdefault(key, []).extend(refs)
        expressed.append(r)

    plain: dict[Link, str] = {}
    single = [r for r in map.relations if len(r.sources) == 1 == len(r.targets) and r.sources[0] in held]
    for r in single:
        (source,), (target,) = r.sources, r.targets
        link = Link(r.kind, names.get(source, source), names.get(target, target))
        if target not in held or link in plain:
            continue
        if r.kind is RelationKind.SUPPORT:
            plain[link] = r.id
            express(r, target, "supportedBy", [link.source])
        elif r.kind is RelationKind.ATTACK and _may_challenge(held[source], references):
            plain[link] = r.id
            express(r, source, "challenges", [link.target])
    links = {id: link for link, id in plain.items()}
    taken = {names.get(i, i) for i in held}

    def is_named(id: str, ref: str) -> bool:
        return ref not in taken and relation_named(ref, plain) == id

    for r in single:
        (source,), (target,) = r.sources, r.targets
        if r.kind is RelationKind.UNDERCUT and target in links and _may_challenge(held[source], references):
            ref = relation_ref(links[target])
            if is_named(target, ref) and ref not in references.get(source, {}).get("challenges", ()):
                spelled = strings(residue_of(held[source], NAME), "spelled")
                express(r, source, "challenges", [i for i in spelled if is_named(target, i)] or [ref])
    return references, expressed


def _may_challenge(record: Any, references: Mapping[str, Mapping[str, list[str]]]) -> bool:
    """An element challenges one thing, unless it was read with a list."""
    return bool(residue_of(record, NAME).get("several")) or not references.get(record.id, {}).get(
        "challenges"
    )


def _entry(
    record: Claim | Evidence, references: Mapping[str, list[str]], here: set[str], implied: Implied
) -> Json:
    hints, drawing, residue = Appearance.of(record), mapping(record.data, KEY), residue_of(record, NAME)
    outside = set(strings(residue, "outside"))
    made: Json = {"nodeType": _node_type(record, hints, implied), "text": record.text or None}
    for key, hint in DRAWN.items():
        if hint in drawing and is_hint(hint, value := drawing[hint]):
            made[key] = _within(thawed(value), here, outside) if key in REFERENCES else thawed(value)
    supporters = [*hints.elsewhere, *references.get("supportedBy", ())]
    challenged = references.get("challenges", [])
    single = len(challenged) == 1 and not residue.get("several")
    made |= {
        "supportedBy": [*dict.fromkeys(supporters)],
        "challenges": challenged[0] if single else challenged,
    }
    return {key: made[key] for key in KEYS if made.get(key) not in (None, [])}


def _within(refs: Any, *known: Collection[str]) -> Any:
    """References without those to removed elements; None if no other is left."""
    stay = [
        ref for ref in (refs if isinstance(refs, list) else [refs]) if any(str(ref) in ids for ids in known)
    ]
    return (stay if isinstance(refs, list) else refs) if stay else None


def _node_type(record: Claim | Evidence, hints: Appearance, implied: Implied) -> str | None:
    """The type of an element, if its id does not show it."""
    offered = isinstance(record, Evidence)
    type = hints.shape
    if type not in TYPES or (type in OFFERED) != offered:
        type = implied.type(record.id, offered=offered)
    if hints.counter and f"Counter{type}" in TYPES:
        type = f"Counter{type}"
    return None if type == by_prefix(record.id) else type


def _patched(made: Json, record: Claim | Evidence) -> Json | None:
    """An element with its residue; None for one that has nothing but its id."""

    def accepts(key: str, value: Any) -> bool:
        return key != "text" or scalar_text(value) == record.text

    residue = residue_of(record, NAME)
    row = patched(made, residue, notes=NOTES, keys=KEYS, lists=tuple(LINKS), accepts=accepts)
    return row if row or not residue.get("null") else None
