"""SADFace JSON: atoms and relation nodes in a graph, with spans of resources. Reads and writes both vocabularies.

Sources: S. Wells, The Open Argumentation Platform (2020); the README, library and validator of SADFace, which
do not agree: version 0.2 knows nodes of type ``scheme``, later ones ``inference`` and ``conflict``.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, InvalidFileError, nearest, shown
from argmap.model import ArgumentMap, Claim, Data, Evidence, Quote, Record, Relation, RelationKind, Source
from argmap.model.fields import CONTROL
from argmap.serializers import jsontext

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]
NAME = "sadface"
_IDS = uuid.UUID("7f0c7d1e-3a5b-4c3e-9d55-0d3a2f6f1a10")  # of the edges that argmap makes
_NODES = ("atom", "scheme", "inference", "conflict")
_CONFLICTS = (RelationKind.ATTACK, RelationKind.UNDERCUT)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from SADFace JSON.

    Atoms become claims, their sources quotes of the resources, relation nodes relations from what leads to
    them to what they lead to. A conflict whose targets are all relations is an undercut.

    Args:
        text: The document.
        report: Told about conflicts whose direction is uncertain, named schemes read as support, edges
            between atoms, and spans that do not hold their words.

    Raises:
        FormatError: Not JSON, or not a SADFace document.
        InvalidFileError: Nodes, edges or resources that cannot be read, each with its path.

    >>> m = loads('''{"metadata": {"core": {}}, "resources": [], "nodes": [
    ...   {"id": "p", "type": "atom", "text": "Tea is cheap."}, {"id": "s", "type": "scheme", "name": "support"},
    ...   {"id": "q", "type": "atom", "text": "Drink tea."}], "edges": [
    ...   {"id": "1", "source_id": "p", "target_id": "s"}, {"id": "2", "source_id": "s", "target_id": "q"}]}''')
    >>> m.relations[0].kind, m.relations[0].sources, m.relations[0].targets
    (<RelationKind.SUPPORT: 'support'>, ('p',), ('q',))
    """
    document = _checked(jsontext.loads(text))
    sources = [_source(row) for row in document["resources"]]
    known = {source.id: source for source in sources}
    claims = [
        _claim(row, f"$.nodes[{n}]", known, report)
        for n, row in enumerate(document["nodes"])
        if row["type"] == "atom"
    ]
    relations = _relations(document, {claim.id for claim in claims}, report)
    core = document["metadata"].get("core")
    title = core.get("title") if isinstance(core, dict) else None
    m = ArgumentMap.of(*sources, *claims, *relations, title=title if isinstance(title, str) else "")
    kept: Json = {"later": True} if _later(document) else {}
    made = _document(evolve(m, data={NAME: kept} if kept else None))
    if document["metadata"] != made["metadata"]:
        kept["metadata"] = document["metadata"]
    if [row["id"] for row in document["nodes"]] != [row["id"] for row in made["nodes"]]:
        kept["order"] = [row["id"] for row in document["nodes"]]
    if document["edges"] != made["edges"]:
        kept["edges"] = document["edges"]
    if extra := {k: v for k, v in document.items() if k not in made}:
        kept["more"] = extra
    return evolve(m, data={NAME: kept} if kept else None)


def dumps(map: ArgumentMap) -> str:
    """Write a map as SADFace JSON, in the vocabulary of version 0.2 unless the map was read in the later one.

    Ids are written as they are; SADFace itself makes UUIDs.

    >>> from argmap.model import ArgumentMap, Claim
    >>> json.loads(dumps(ArgumentMap.of(Claim("p", "Tea is cheap."))))["nodes"]
    [{'id': 'p', 'metadata': {}, 'sources': [], 'text': 'Tea is cheap.', 'type': 'atom'}]
    """
    return json.dumps(_document(map), indent=4, ensure_ascii=False) + "\n"


# Reading


_PARTS = {"resources": ("id",), "nodes": ("id", "type"), "edges": ("id", "source_id", "target_id")}


def _checked(document: Any) -> Json:
    """The document with its four parts, once nothing is wrong in them."""
    if not isinstance(document, dict) or "nodes" not in document:
        raise FormatError(
            "not a SADFace document: the key 'nodes' is missing",
            path="$",
            found=type(document).__name__,
            expected='an object {"metadata": …, "resources": …, "nodes": …, "edges": …}',
        )
    whole: Json = {**document}
    for key, kind in (("edges", list), ("metadata", dict), ("nodes", list), ("resources", list)):
        if whole.get(key) is None:
            whole[key] = kind()
        elif not isinstance(whole[key], kind):
            raise _problem(f"$.{key}", whole[key], "an object" if kind is dict else "an array")
    problems = list(_misshapen(whole)) or [*_wrong_ids(whole), *_wrong_contents(whole)]
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFileError(f"not a valid SADFace document: {len(problems)} problems", problems)
    return whole


def _misshapen(whole: Json) -> Iterable[FormatError]:
    for part, keys in _PARTS.items():
        for n, row in enumerate(whole[part]):
            path = f"$.{part}[{n}]"
            if not isinstance(row, dict):
                yield _problem(path, row, "an object")
                continue
            for key in keys:
                if not isinstance(row.get(key), str) or not row[key]:
                    yield _problem(f"{path}.{key}", row.get(key), "a string")


def _wrong_ids(whole: Json) -> Iterable[FormatError]:
    seen: dict[str, str] = {}
    for part in ("resources", "nodes"):
        for n, row in enumerate(whole[part]):
            path = f"$.{part}[{n}].id"
            if row["id"] in seen:
                yield _problem(path, row["id"], f"another id than that of {seen[row['id']]}")
            if CONTROL.search(row["id"]):
                yield _problem(path, row["id"], "an id without control characters")
            seen[row["id"]] = path
    nodes = {row["id"] for row in whole["nodes"]}
    for n, row in enumerate(whole["edges"]):
        for key in ("source_id", "target_id"):
            if row[key] not in nodes:
                problem = _problem(f"$.edges[{n}].{key}", row[key], "the id of a node")
                problem.nearest = nearest(row[key], nodes)
                yield problem


def _wrong_contents(whole: Json) -> Iterable[FormatError]:
    for n, row in enumerate(whole["nodes"]):
        yield from _astray(row, f"$.nodes[{n}]")
    for n, row in enumerate(whole["resources"]):
        if not isinstance(row.get("content", ""), str):
            yield _problem(f"$.resources[{n}].content", row["content"], "a string")


def _problem(path: str, found: Any, expected: str) -> FormatError:
    return FormatError(
        f"found {shown(found)}, expected {expected}", path=path, found=found, expected=expected
    )


def _astray(row: Json, path: str) -> Iterable[FormatError]:
    if row["type"] not in _NODES:
        yield FormatError(
            f"node {shown(row['id'])} is of unknown type {shown(row['type'])}",
            path=f"{path}.type",
            found=row["type"],
            expected=", ".join(_NODES),
            nearest=nearest(row["type"], _NODES),
            hint=f"one of: {', '.join(_NODES)}",
        )
    elif row["type"] != "atom" and not isinstance(row.get("name"), str):
        yield _problem(f"{path}.name", row.get("name"), "the name of a scheme")
    elif row["type"] == "atom":
        if not isinstance(row.get("text", ""), str):
            yield _problem(f"{path}.text", row["text"], "a string")
        if not isinstance(row.get("sources") or [], list):
            yield _problem(f"{path}.sources", row["sources"], "an array")


def _source(row: Json) -> Source:
    about = row.get("metadata")
    url = about.get("url") if isinstance(about, dict) else None
    source = Source(row["id"], row.get("content", ""), url=url if isinstance(url, str) else "")
    return evolve(source, data=_difference(row, _resource(source)))


def _claim(row: Json, path: str, sources: Json, report: Report) -> Claim:
    quotes = _quotes(row.get("sources"), sources)
    claim = Claim(row["id"], row.get("text", ""), quotes=quotes)
    for n, span in enumerate(row.get("sources") or []):
        problem = _astray_span(span, sources)
        if problem:
            report(
                Diagnostic(
                    "span-astray",
                    "warning",
                    f"{problem}; kept as it is",
                    path=f"{path}.sources[{n}]",
                    ids=(claim.id,),
                )
            )
    return evolve(claim, data=_difference(row, _atom(claim)))


def _quotes(spans: Any, sources: Json) -> list[Quote]:
    """The spans that are quotes of a resource; with their place if the resource is long enough."""
    quotes = []
    for span in spans if isinstance(spans, (list, tuple)) else ():
        if not isinstance(span, (dict, Data)) or not isinstance(span.get("text"), str):
            continue
        source = span.get("resource_id")
        if not isinstance(source, str) or source not in sources:
            continue
        start, length = span.get("offset"), span.get("length")
        if (
            type(start) is not int
            or type(length) is not int
            or not 0 <= start <= start + length
            or start + length > len(sources[source].text)
        ):
            quotes.append(Quote(source, span["text"]))
        else:
            quotes.append(Quote(source, span["text"], start, start + length))
    return quotes


def _astray_span(span: Any, sources: Json) -> str:
    if not isinstance(span, dict):
        return f"found {shown(span)} where a span is expected"
    source = span.get("resource_id")
    if not isinstance(source, str) or source not in sources:
        return f"the span is of {shown(source)}, which is no resource of the document"
    start, length, text = span.get("offset"), span.get("length"), span.get("text")
    if start is None and length is None and isinstance(text, str):
        return ""
    if type(start) is not int or type(length) is not int or not isinstance(text, str):
        return "the span has no text with offset and length"
    there = sources[source].text[start : start + length] if start >= 0 else ""
    return "" if there == text else f"the resource has {shown(there)} where the span says {shown(text)}"


@frozen
class _Meaning:
    kind: RelationKind
    scheme: str
    doubt: str = ""


def _meaning(row: Json) -> _Meaning:
    kind, name = row["type"], row["name"]
    if kind == "conflict":
        return _Meaning(
            RelationKind.ATTACK,
            "" if name == "attack" else name,
            "libraries write conflicts in both directions; read as written, from what leads to it",
        )
    if kind == "inference" or name == "support":
        return _Meaning(RelationKind.SUPPORT, "" if name == "support" else name)
    if name == "conflict":
        return _Meaning(RelationKind.ATTACK, "")
    return _Meaning(RelationKind.SUPPORT, name, f"the scheme {shown(name)} is read as one of support")


def _relations(document: Json, atoms: set[str], report: Report) -> list[Relation]:
    ends: dict[str, tuple[list[str], list[str]]] = {
        row["id"]: ([], []) for row in document["nodes"] if row["type"] != "atom"
    }
    for n, row in enumerate(document["edges"]):
        start, aim = row["source_id"], row["target_id"]
        if start in ends:
            ends[start][1].append(aim)
        elif aim in ends:
            ends[aim][0].append(start)
        else:
            report(
                Diagnostic(
                    "edge-between-atoms",
                    "warning",
                    f"edge {shown(row['id'])} joins two atoms and does not say how; kept, but no relation",
                    path=f"$.edges[{n}]",
                    ids=(start, aim),
                    hint="put a relation node between them",
                )
            )
    relations = []
    later = _later(document)
    for n, row in enumerate(document["nodes"]):
        if row["type"] == "atom":
            continue
        meaning = _meaning(row)
        sources, targets = ends[row["id"]]
        kind = meaning.kind
        if kind is RelationKind.ATTACK and targets and atoms.isdisjoint(targets) and not _plain(row):
            kind = RelationKind.UNDERCUT
        relation = Relation(row["id"], kind, sources, targets, scheme=meaning.scheme)
        made = _node(relation, later=later, atoms=atoms)
        relation = evolve(relation, data=_difference(row, made))
        relations.append(relation)
        if meaning.doubt:
            conflict = row["type"] == "conflict"
            report(
                Diagnostic(
                    "direction-uncertain" if conflict else "scheme-read-as-support",
                    "warning" if conflict else "info",
                    f"node {shown(row['id'])}: {meaning.doubt}",
                    path=f"$.nodes[{n}]",
                    ids=(row["id"],),
                )
            )
    return relations


def _later(document: Json) -> bool:
    """Whether the document has the vocabulary of later versions."""
    return any(row["type"] in ("inference", "conflict") for row in document["nodes"])


def _plain(row: Json) -> bool:
    """Whether argmap wrote an attack on a relation that is no undercut."""
    about = row.get("metadata")
    own = about.get("argmap") if isinstance(about, dict) else None
    return isinstance(own, dict) and own.get("kind") == "attack"


def _difference(row: Json, made: Json) -> Any:
    """What a row says and the writer would not, for ``data``."""
    more = {key: value for key, value in row.items() if key not in made or made[key] != value}
    if absent := [key for key in made if key not in row]:
        more["absent"] = absent
    return {NAME: more} if more else None


# Writing


def _document(m: ArgumentMap) -> Json:
    kept = _kept(m)
    atoms: list[Claim | Evidence] = [*m.claims, *m.evidence]
    held = {c.id for c in atoms}
    possible = {r.id: r for r in m.relations if _expressible(r, held)}
    while lost := [
        i for i, r in possible.items() if any(t not in held and t not in possible for t in r.targets)
    ]:
        for i in lost:
            del possible[i]
    later = kept.get("later") is True
    nodes = [_with_rest(m, _atom(c), c) for c in atoms]
    nodes += [_with_rest(m, _node(r, later=later, atoms=held), r) for r in possible.values()]
    if isinstance(kept.get("order"), list):
        place = {i: n for n, i in enumerate(kept["order"]) if isinstance(i, str)}
        nodes.sort(key=lambda row: place.get(row["id"], len(place)))
    return {
        "edges": _edges(kept.get("edges"), possible.values(), {row["id"] for row in nodes}),
        "metadata": _about(m, kept.get("metadata")),
        "nodes": nodes,
        "resources": [_with_rest(m, _resource(s), s) for s in m.sources],
        **(kept["more"] if isinstance(kept.get("more"), dict) else {}),
    }


def _kept(record: Record | ArgumentMap) -> Json:
    kept: Any = record.data.get(NAME)
    return kept.thaw() if isinstance(kept, Data) else {}


def _expressible(r: Relation, held: set[str]) -> bool:
    if not held.issuperset(r.sources):
        return False
    if r.kind is RelationKind.UNDERCUT:
        return bool(r.targets)
    return r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK)


def _about(m: ArgumentMap, kept: Any) -> Json:
    if not isinstance(kept, dict):
        kept = {
            "core": {
                "analyst_email": "",
                "analyst_name": "",
                "created": "",
                "edited": "",
                "id": str(uuid.uuid5(_IDS, m.title)),
                "version": "0.2",
            }
        }
    core = kept.get("core")
    if (
        isinstance(core, dict)
        and (core.get("title") if isinstance(core.get("title"), str) else "") != m.title
    ):
        core = {k: v for k, v in core.items() if k != "title"}
        return {**kept, "core": {**core, "title": m.title} if m.title else core}
    whole: Json = kept
    return whole


def _atom(claim: Claim | Evidence) -> Json:
    return {
        "id": claim.id,
        "metadata": {},
        "sources": [
            {
                **(
                    {} if q.start is None or q.end is None else {"length": q.end - q.start, "offset": q.start}
                ),
                "resource_id": q.source,
                "text": q.exact,
            }
            for q in claim.quotes
        ],
        "text": claim.text,
        "type": "atom",
    }


def _resource(source: Source) -> Json:
    return {
        "content": source.text,
        "id": source.id,
        "metadata": {"url": source.url} if source.url else {},
        "type": "text",
    }


def _node(r: Relation, *, later: bool, atoms: set[str]) -> Json:
    conflict = r.kind in _CONFLICTS
    plain = r.kind is RelationKind.ATTACK and r.targets and atoms.isdisjoint(r.targets)
    if later or (not conflict and r.scheme in ("conflict", "support")):
        kind = "conflict" if conflict else "inference"
        name = r.scheme or ("attack" if conflict else "support")
    else:
        kind, name = "scheme", "conflict" if conflict else r.scheme or "support"
    about = {"argmap": {"kind": "attack"}} if plain else {}
    return {"id": r.id, "metadata": about, "name": name, "type": kind}


def _with_rest(m: ArgumentMap, made: Json, record: Any) -> Json:
    """A row with what the document had and the model does not know, as far as it still holds."""
    kept = _kept(record)
    absent = kept.pop("absent", ())
    if "sources" in kept and isinstance(record, (Claim, Evidence)):
        known = {source.id: source for source in m.sources}
        if tuple(_quotes(kept["sources"], known)) != record.quotes:
            del kept["sources"]
    if isinstance(record, Relation):
        rest = {**made, **{k: v for k, v in kept.items() if k in ("type", "name")}}
        meaning = _meaning(rest) if rest["type"] in _NODES[1:] and isinstance(rest["name"], str) else None
        conflict = meaning is not None and meaning.kind is RelationKind.ATTACK
        if meaning is None or meaning.scheme != record.scheme or conflict != (record.kind in _CONFLICTS):
            kept.pop("type", None)
            kept.pop("name", None)
    fixed = ("id",) if isinstance(record, Relation) else ("id", "type", "text")
    kept = {k: v for k, v in kept.items() if k not in fixed or k not in made}
    whole = {**made, **kept}
    empty = (
        [k for k in absent if k in whole and not whole[k] and k != "id"] if isinstance(absent, list) else []
    )
    return {k: whole[k] for k in sorted(whole) if k not in empty}


def _edges(kept: Any, relations: Iterable[Relation], nodes: set[str]) -> list[Json]:
    """The edges of the document that are still needed, then those that are new."""
    needed: dict[tuple[str, str], int] = {}
    inner = set()
    for r in relations:
        inner.add(r.id)
        for pair in (*((s, r.id) for s in r.sources), *((r.id, t) for t in r.targets)):
            needed[pair] = needed.get(pair, 0) + 1
    edges: list[Json] = []
    for row in kept if isinstance(kept, list) else ():
        if not isinstance(row, dict) or not all(isinstance(row.get(k), str) and row[k] for k in _EDGE):
            continue
        pair = (row["source_id"], row["target_id"])
        if needed.get(pair):
            needed[pair] -= 1
            edges.append(row)
        elif nodes.issuperset(pair) and inner.isdisjoint(pair):
            edges.append(row)
    for (start, aim), n in needed.items():
        for k in range(n):
            i = str(uuid.uuid5(_IDS, json.dumps([start, aim, k])))
            edges.append({"id": i, "source_id": start, "target_id": aim})
    return edges


_EDGE = ("id", "source_id", "target_id")
