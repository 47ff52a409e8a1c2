"""Maps to YAML of Carneades 4."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Evidence, RelationKind
from argmap.serializers.common.residue import kept_of, row, strings, table
from argmap.syntax import yaml_writer

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Claim, Relation

NAME: Final = "carneades"
PARTS: Final = ("meta", "statements", "issues", "arguments", "assumptions", "tests")
READ: Final = ("meta", "statements", "arguments")
KEPT: Final = (
    *("issues", "assumptions", "tests", "language", "argument_schemes", "issue_schemes"),
    *("weighing_functions", "references"),
)
ARGUMENT: Final = ("scheme", "conclusion", "premises", "undercutter", "weight")
EVIDENCE: Final = "evidence"  # in the metadata of a statement, which knows no kinds


MISSING: Final = object()


def dumps(map: ArgumentMap) -> str:
    """Write a map as the YAML of Carneades 4.

    Claims and evidence are statements, a relation of support to one of them is an argument, and the first that
    undercuts an argument is its undercutter. There is no place for attacks: the format knows conflict as issues
    between positions only.

    Args:
        map: The map.

    >>> from argmap import ArgumentMap, Claim
    >>> fly, bird = Claim("fly", "Tweety flies."), Claim("bird", "Tweety is a bird.")
    >>> print(dumps(ArgumentMap.of(fly, bird, bird.supports(fly, id="a1"))), end="")
    statements:
      fly: Tweety flies.
      bird: Tweety is a bird.
    arguments:
      a1:
        conclusion: fly
        premises: [bird]
    """
    residue = kept_of(map, NAME)
    held: dict[str, Any] = {r.id: r for r in map.statements}
    order = [i for i in strings(residue, "statement_order") if i in held]
    held = {**{i: held[i] for i in order}, **held}
    document: dict[str, Any] = {}
    if (meta := _written_meta(map, residue)) is not MISSING:
        document["meta"] = meta
    statements = {i: statement_of(r) for i, r in held.items() if not kept_of(r, NAME).get("implied")}
    arguments = _arguments(map, held)
    known = {*held, *strings(residue, "outside")}
    for key, made in (("statements", statements), ("arguments", arguments)):
        if made or key in residue:
            document[key] = made or residue[key]
    document |= {key: _without_gone(key, residue[key], known) for key in KEPT if key in residue}
    document |= {k: v for k, v in table(residue, "more").items() if k not in document}
    first = {key: document[key] for key in strings(residue, "order") or PARTS if key in document}
    return yaml_writer.dumps({**first, **document}, typed=row(residue, "typed_keys"))


def is_id(value: Any) -> bool:
    """Whether a value can name a statement."""
    return value is not None and not isinstance(value, (Mapping, list, tuple, bool))


def words(raw: Any) -> str:
    """The text of a statement, whatever YAML takes it for."""
    return raw if isinstance(raw, str) else json.dumps(raw) if isinstance(raw, (bool, int, float)) else ""


def meta_of(title: str, about: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata as they are written if nothing is remembered of them."""
    return {
        **({"title": title} if title else {}),
        **{k: v for k, v in about.items() if k != "title" or not title},
    }


def _written_meta(map: ArgumentMap, residue: Mapping[str, Any]) -> Any:
    about = map.metadata.thaw()
    meta = meta_of(map.title, about)
    if "meta" not in residue:
        return meta or MISSING
    raw = residue["meta"]
    raw = raw.thaw() if hasattr(raw, "thaw") else raw
    if not isinstance(raw, dict):
        return meta or raw
    if raw.get("title") == "" and not map.title:
        meta["title"] = ""
    return {**{k: meta[k] for k in raw if k in meta}, **meta} or (MISSING if raw else {})


def statement_of(record: Claim | Evidence) -> Any:
    """A statement as it is written: its text, or a mapping."""
    residue = kept_of(record, NAME)
    text: Any = record.text
    if "text" in residue and words(residue["text"]) == text:
        text = residue["text"]
    form = residue.get("statement")
    meta: dict[str, Any] = {"title": record.title} if record.title else {}
    if isinstance(record, Evidence):
        meta["type"] = EVIDENCE
    if not hasattr(form, "items"):
        return {"text": text, "meta": meta} if meta else text
    rest: dict[str, Any] = dict(form or {})
    old = rest.get("meta")
    if isinstance(old, Mapping):
        said = {
            k for k, v in old.items() if (k == "title" and isinstance(v, str)) or (k, v) == ("type", EVIDENCE)
        }
        rest["meta"] = {**{k: meta.get(k, v) for k, v in old.items() if k in meta or k not in said}, **meta}
    elif meta:
        rest["meta"] = meta
    value = {"text": text, **rest}
    order = strings(residue, "order")
    if "order" in residue and "text" not in order and not text:
        del value["text"]
    return {**{k: value[k] for k in order if k in value}, **value}


def _arguments(map: ArgumentMap, held: Mapping[str, Any]) -> dict[str, Any]:
    fits = [
        r
        for r in map.relations
        if r.kind is RelationKind.SUPPORT
        and len(r.targets) == 1
        and r.targets[0] in held
        and all(i in held for i in r.sources)
    ]
    named = {r.id: str(kept_of(r, NAME).get("id", r.id)) for r in fits}
    twice = {i for i, n in Counter(named.values()).items() if n > 1}
    undercutters: dict[str, str] = {}
    for r in map.relations:
        if r.kind is RelationKind.UNDERCUT and len(r.sources) == 1 == len(r.targets) and r.sources[0] in held:
            undercutters.setdefault(r.targets[0], r.sources[0])
    return {
        r.id if named[r.id] in twice else named[r.id]: argument_of(r, undercutters.get(r.id)) for r in fits
    }


def argument_of(relation: Relation, undercutter: Any) -> dict[str, Any]:
    """An argument as it is written."""
    residue = kept_of(relation, NAME)
    value: dict[str, Any] = {"scheme": relation.scheme} if relation.scheme else {}
    value["conclusion"] = relation.targets[0]
    roles = table(residue, "roles")
    stay = {role: i for role, i in roles.items() if str(i) in relation.sources}
    if (
        stay
        and {str(i) for i in stay.values()} == set(relation.sources)
        and len(stay) == len(relation.sources)
    ):
        value["premises"] = stay
    elif relation.sources:
        value["premises"] = list(relation.sources)
    if undercutter is not None:
        value["undercutter"] = undercutter
    if relation.weight is not None:
        value["weight"] = relation.weight
    remembered = table(residue, "argument").items()
    value |= {key: raw for key, raw in remembered if _as_read(key, raw, relation, undercutter)}
    first = {k: value[k] for k in strings(residue, "order") or ARGUMENT if k in value}
    return {**first, **value}


def _as_read(key: str, raw: Any, relation: Relation, undercutter: Any) -> bool:
    """Whether a remembered value still says what the relation says."""
    if key == "conclusion":
        return str(raw) == relation.targets[0]
    if key == "premises":
        row = (
            raw if isinstance(raw, (list, tuple)) else () if raw is None or hasattr(raw, "items") else (raw,)
        )
        return tuple(map(str, row)) == relation.sources
    if key == "undercutter":
        return undercutter is None if raw is None else str(raw) == undercutter
    if key == "scheme":
        return not relation.scheme
    return key != "weight" or relation.weight is None or bool(raw == relation.weight)


def _without_gone(key: str, value: Any, known: set[str]) -> Any:
    """Issues, assumptions and tests without the statements that the map has no more."""
    if key not in ("issues", "assumptions", "tests"):
        return value

    def row(items: Any) -> Any:
        return [i for i in items if not is_id(i) or str(i) in known] if isinstance(items, tuple) else items

    if not hasattr(value, "items"):
        return row(value)
    return {
        name: {k: row(v) if k == "positions" else v for k, v in part.items()}
        if hasattr(part, "items")
        else row(part)
        for name, part in value.items()
    }
