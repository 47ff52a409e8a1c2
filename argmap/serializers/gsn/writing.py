"""Maps to YAML of gsn2x."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.appearance import KEY, Appearance, is_hint
from argmap.ids import unique_id
from argmap.model import Claim, Evidence, RelationKind
from argmap.safety import OFFERED, TYPES, Implied
from argmap.serializers.common.ids import matched_ids
from argmap.serializers.common.residue import kept_of, row, strings, table
from argmap.serializers.gsn.notation import (
    DRAWN,
    KEYS,
    LINKS,
    MODULE,
    NAME,
    ROWS,
    by_prefix,
    ordered,
    relation_named,
    relation_ref,
    usual_row,
    words,
)
from argmap.serializers.gsn.reading import loads
from argmap.syntax import yaml_writer

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from argmap.model import ArgumentMap, Relation


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
    names = _names(map)
    held = _held(map)
    rows, kept = _rows(map, held, names)
    implied = Implied(kept)
    document: dict[str, Any] = {}
    residue = kept_of(map, NAME)
    if (module := _module(map, residue)) is not None:
        document[MODULE] = module
    here = {names.get(i, i) for i in held}
    for i, record in held.items():
        document[names.get(i, i)] = _entry(record, rows.get(i, {}), here, implied)
    return yaml_writer.dumps(ordered(document, strings(residue, "order")), typed=row(residue, "typed_keys"))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: relations have none of their own in the format."""
    return matched_ids(map, loads(dumps(map)), _names(map))


def _held(map: ArgumentMap) -> dict[str, Claim | Evidence]:
    return {**{c.id: c for c in map.claims}, **{e.id: e for e in map.evidence}}


def _names(map: ArgumentMap) -> dict[str, str]:
    """The key of what cannot have its id as its key: ``module`` says what the file is."""
    held = _held(map)
    return {MODULE: unique_id(f"{MODULE}_", {r.id for r in map})} if MODULE in held else {}


def _rows(
    map: ArgumentMap, held: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[dict[str, dict[str, list[str]]], list[Relation]]:
    """The references of each element, and the relations that they express."""
    rows: dict[str, dict[str, list[str]]] = {}
    kept: list[Relation] = []
    plain: dict[tuple[RelationKind, str, str], str] = {}
    single = [r for r in map.relations if len(r.sources) == 1 == len(r.targets) and r.sources[0] in held]
    for r in single:
        (source,), (target,) = r.sources, r.targets
        end = (r.kind, names.get(source, source), names.get(target, target))
        supports = r.kind is RelationKind.SUPPORT
        challenges = r.kind is RelationKind.ATTACK and _may_challenge(held[source], rows)
        if target in held and end not in plain and (supports or challenges):
            plain[end] = r.id
            owner, key, ref = (target, "supportedBy", end[1]) if supports else (source, "challenges", end[2])
            rows.setdefault(owner, {}).setdefault(key, []).append(ref)
            kept.append(r)
    ends = {id: end for end, id in plain.items()}
    taken = {names.get(i, i) for i in held}
    for r in single:
        (source,), (target,) = r.sources, r.targets
        if r.kind is RelationKind.UNDERCUT and target in ends and _may_challenge(held[source], rows):
            ref = relation_ref(ends[target])
            row = rows.setdefault(source, {}).setdefault("challenges", [])
            if ref not in taken and ref not in row and relation_named(ref, plain) == target:
                own = [
                    i for i in _spelt(held[source]) if i not in taken and relation_named(i, plain) == target
                ]
                row += own or [ref]
                kept.append(r)
    return rows, kept


def _spelt(record: Any) -> list[str]:
    """The relations that an element was read to challenge, in the words of its file."""
    raw = kept_of(record, NAME).get("challenges")
    items = raw if isinstance(raw, tuple) else (raw,)
    return [i for i in dict.fromkeys(i for i in items if isinstance(i, str)) if "->" in i]


def _may_challenge(record: Any, rows: Mapping[str, Mapping[str, list[str]]]) -> bool:
    """An element challenges one thing, unless it was read with a list."""
    several = isinstance(kept_of(record, NAME).get("challenges"), tuple)
    return several or not rows.get(record.id, {}).get("challenges")


def _module(map: ArgumentMap, residue: Mapping[str, Any]) -> dict[str, Any] | None:
    module = residue.get("module")
    if not hasattr(module, "items"):
        return {"name": map.title} if map.title else None
    written: dict[str, Any] = dict(module or {})
    name = written.get("name")
    if name != map.title and (map.title or isinstance(name, str)):
        written.pop("name", None)
        return {"name": map.title, **written} if map.title else written
    return written


def _entry(
    record: Claim | Evidence, rows: Mapping[str, list[str]], here: set[str], implied: Implied
) -> dict[str, Any] | None:
    """An element as the file has it; None where nothing is said of it."""
    residue = kept_of(record, NAME)
    hints, drawing = Appearance.of(record), table(record.data, KEY)
    outside = {*strings(residue, "outside"), *hints.elsewhere}
    entry: dict[str, Any] = {}
    _put(entry, "nodeType", _node_type(record, residue, hints, implied))
    if "text" in residue and record.text == words(residue["text"]):
        entry["text"] = residue["text"]
    elif record.text:
        entry["text"] = record.text
    for key in KEYS[2:]:
        value = residue.get(key, _MISSING)
        if key in DRAWN and is_hint(DRAWN[key], drawing.get(DRAWN[key], _MISSING)):
            value = drawing[DRAWN[key]]
        if key in ROWS:
            known = rows.get(key, ()) if key in LINKS else here
            now = [*rows.get(key, ()), *(hints.elsewhere if key == "supportedBy" else ())]
            value = _row(key, value, now, known, outside)
        _put(entry, key, value)
    for key, value in table(residue, "layers").items():
        entry.setdefault(key, value)
    if not entry and residue.get("null"):
        return None
    return ordered(entry, strings(residue, "order"))


def _put(entry: dict[str, Any], key: str, value: Any) -> None:
    if value is not _MISSING:
        entry[key] = value


def _node_type(
    record: Claim | Evidence, residue: Mapping[str, Any], hints: Appearance, implied: Implied
) -> Any:
    offered = isinstance(record, Evidence)
    view = implied.type(record.id, offered=offered)
    type = hints.shape if hints.shape in TYPES else residue.get("type", view)
    if not isinstance(type, str) or (type in OFFERED) != offered:
        type = view
    if hints.counter and f"Counter{type}" in TYPES:
        type = f"Counter{type}"
    written = residue.get("nodeType", _MISSING)
    if written is not _MISSING and (written == type or not isinstance(written, str)):
        return written
    return _MISSING if type == by_prefix(record.id) or residue.get("unnamed") else type


_MISSING: Final = object()


def _row(key: str, raw: Any, now: list[str], known: Container[str], outside: set[str]) -> Any:
    """References in the form in which they were read, without what is gone and with what is new."""
    if raw is _MISSING:
        return usual_row(key, now) if now else _MISSING
    items = list(raw) if isinstance(raw, tuple) else [] if raw is None else [raw]
    kept = [item for item in items if str(item) in known or str(item) in outside]
    seen = set(map(str, kept))
    kept += [i for i in now if i not in seen]
    if not kept:
        return _MISSING if items else raw
    return kept[0] if len(kept) == 1 and not isinstance(raw, tuple) and raw is not None else kept
