"""SADFace JSON to maps."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind, Source
from argmap.serializers.sadface.document import checked
from argmap.serializers.sadface.spans import astray, quotes_of
from argmap.serializers.sadface.vocabulary import NAME, Json, is_later, meaning_of
from argmap.serializers.sadface.writing import atom_of, document_of, node_of, resource_of
from argmap.syntax import json as jsontext


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
    raw = jsontext.loads(text)
    document = checked(raw)
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
    kept: Json = {"later": True} if is_later(document) else {}
    made = document_of(evolve(m, data={NAME: kept} if kept else None))
    if document["metadata"] != made["metadata"]:
        kept["metadata"] = document["metadata"]
    if [row["id"] for row in document["nodes"]] != [row["id"] for row in made["nodes"]]:
        kept["order"] = [row["id"] for row in document["nodes"]]
    if document["edges"] != made["edges"]:
        kept["edges"] = document["edges"]
    if extra := {k: v for k, v in document.items() if k not in made}:
        kept["more"] = extra
    for how, parts in (
        ("absent", document.keys() - raw.keys()),
        ("null", {k for k in raw if raw[k] is None}),
    ):
        if parts := parts & made.keys():
            kept[how] = sorted(parts)
    return evolve(m, data={NAME: kept} if kept else None)


def _source(row: Json) -> Source:
    about = row.get("metadata")
    url = about.get("url") if isinstance(about, dict) else None
    source = Source(row["id"], row.get("content", ""), url=url if isinstance(url, str) else "")
    return evolve(source, data=_difference(row, resource_of(source)))


def _claim(row: Json, path: str, sources: Json, report: Report) -> Claim:
    quotes = quotes_of(row.get("sources"), sources)
    claim = Claim(row["id"], row.get("text", ""), quotes=quotes)
    for n, span in enumerate(row.get("sources") or []):
        problem = astray(span, sources)
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
    return evolve(claim, data=_difference(row, atom_of(claim)))


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
    later = is_later(document)
    for n, row in enumerate(document["nodes"]):
        if row["type"] == "atom":
            continue
        meaning = meaning_of(row)
        sources, targets = ends[row["id"]]
        kind = meaning.kind
        if kind is RelationKind.ATTACK and targets and atoms.isdisjoint(targets) and not _plain(row):
            kind = RelationKind.UNDERCUT
        relation = Relation(row["id"], kind, sources, targets, scheme=meaning.scheme)
        made = node_of(relation, later=later, atoms=atoms)
        relation = evolve(relation, data=_difference(row, made))
        relations.append(relation)
        if meaning.doubt:
            conflict = row["type"] == "conflict"
            report(
                Diagnostic(
                    "direction-uncertain" if conflict else "scheme-read-as-support",
                    "warning",
                    f"node {shown(row['id'])}: {meaning.doubt}",
                    path=f"$.nodes[{n}]",
                    ids=(row["id"],),
                )
            )
    return relations


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
