"""SADFace JSON to maps."""

from __future__ import annotations

from typing import Any

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Quote, Relation, RelationKind, Source
from argmap.serializers.common.keys import report_unknown
from argmap.serializers.common.residue import difference, mapping, with_residue
from argmap.serializers.sadface.checking import checked
from argmap.serializers.sadface.vocabulary import KEYS, LISTS, NAME, NOTES, Json, is_later, meaning_of
from argmap.serializers.sadface.writing import atom_of, document_of, metadata_of, node_of, resource_of
from argmap.syntax import json as jsontext


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from SADFace JSON.

    Atoms become claims, their sources quotes of the resources, relation nodes relations from what leads to
    them to what they lead to. A conflict whose targets are all relations is an undercut.

    Args:
        text: The document.
        report: Gets a diagnostic for conflicts whose direction is uncertain, named schemes read as support, edges
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
    parts = ((row, KEYS[part], f"$.{part}[{n}]") for part in LISTS for n, row in enumerate(document[part]))
    report_unknown([(raw, KEYS["document"], "$"), *parts], report, NAME)
    title = mapping(document["metadata"], "core").get("title")
    m = ArgumentMap.of(*sources, *claims, *relations, title=title if isinstance(title, str) else "")
    return with_residue(m, NAME, _residue(m, document, raw))


def _residue(m: ArgumentMap, document: Json, raw: Json) -> Json:
    """The residue of the whole document, next to notes on its vocabulary, metadata, edges and order of nodes."""
    notes: Json = {"later": True} if is_later(document) else {}
    made = document_of(with_residue(m, NAME, notes))
    if document["metadata"] != made["metadata"]:
        notes["metadata"] = difference(metadata_of(m), document["metadata"])
    if document["edges"] != made["edges"]:
        notes["edges"] = document["edges"]
    order = [row["id"] for row in document["nodes"]]
    if order != [row["id"] for row in made["nodes"]]:
        notes["order"] = order
    parts = {key: document[key] for key in made}
    return notes | difference(parts, raw, notes=NOTES, ordered=False)


def _source(row: Json) -> Source:
    url = mapping(row, "metadata").get("url")
    source = Source(row["id"], row.get("content", ""), url=url if isinstance(url, str) else "")
    return with_residue(source, NAME, difference(resource_of(source), row, ordered=False))


def _claim(row: Json, path: str, sources: Json, report: Report) -> Claim:
    spans = [_read_span(span, sources) for span in row.get("sources") or []]
    quotes = [quote for quote, _ in spans if quote is not None]
    claim = Claim(row["id"], row.get("text", ""), quotes=quotes)
    for n, (_, problem) in enumerate(spans):
        if problem:
            message, where = f"{problem}; kept as written", f"{path}.sources[{n}]"
            report(Diagnostic("span-differs", "warning", message, path=where, ids=(claim.id,)))
    return with_residue(claim, NAME, difference(atom_of(claim), row, ordered=False))


def _read_span(span: Any, sources: Json) -> tuple[Quote | None, str]:
    """The quote that a span is, if it can be one, and the problem in it; "" if there is none."""
    if not isinstance(span, dict):
        return None, f"found {shown(span)} where a span is expected"
    source, words, start, length = (span.get(key) for key in ("resource_id", "text", "offset", "length"))
    if not isinstance(source, str) or source not in sources:
        return None, f"the span is of {shown(source)}, which is not a resource of the document"
    if not isinstance(words, str):
        return None, "the span has no text with offset and length"
    if type(start) is not int or type(length) is not int:
        without = start is None and length is None
        return Quote(source, words), "" if without else "the span has no text with offset and length"
    text, end = sources[source].text, start + length
    position = (start, end) if 0 <= start <= end <= len(text) else ()
    there = text[start:end] if start >= 0 else ""
    differs = f"the resource has {shown(there)} instead of the words of the span, {shown(words)}"
    return Quote(source, words, *position), "" if there == words else differs


def _ends(document: Json, report: Report) -> dict[str, tuple[list[str], list[str]]]:
    """The sources and targets of each relation node; edges between atoms are reported."""
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
            message = f"edge {shown(row['id'])} joins two atoms and does not state how; kept as it is"
            about: Any = {
                "path": f"$.edges[{n}]",
                "ids": (start, aim),
                "hint": "put a relation node between them",
            }
            report(Diagnostic("edge-between-atoms", "warning", message, **about))
    return ends


def _relations(document: Json, atoms: set[str], report: Report) -> list[Relation]:
    ends = _ends(document, report)
    relations = []
    later = is_later(document)
    for n, row in enumerate(document["nodes"]):
        if row["type"] == "atom":
            continue
        kind, scheme, doubt = meaning_of(row)
        sources, targets = ends[row["id"]]
        of_relations = bool(targets) and atoms.isdisjoint(targets)
        if kind is RelationKind.ATTACK and of_relations and not _is_plain_attack(row):
            kind = RelationKind.UNDERCUT
        relation = Relation(row["id"], kind, sources, targets, scheme=scheme)
        made = node_of(relation, later=later, atoms=atoms)
        relations.append(with_residue(relation, NAME, difference(made, row, ordered=False)))
        if doubt:
            code = "direction-uncertain" if row["type"] == "conflict" else "scheme-read-as-support"
            message = f"node {shown(row['id'])}: {doubt}"
            report(Diagnostic(code, "warning", message, path=f"$.nodes[{n}]", ids=(row["id"],)))
    return relations


def _is_plain_attack(row: Json) -> bool:
    """Whether argmap wrote an attack on a relation that is not an undercut."""
    return mapping(mapping(row, "metadata"), "argmap").get("kind") == "attack"
