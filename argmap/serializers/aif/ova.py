"""OVA JSON: what OVA2 saves, and the files between it and OVA3.

Two shapes without a specification. OVA2: nodes with ``id``, edges whose ``from`` and ``to`` are copies of whole nodes,
``participants`` and ``analysis``. The other: nodes with ``nodeID``, edges with ``fromID`` and ``toID``. Both have
coordinates and colours, which stay in ``data["ova"]`` with all else that the model has no field for. A map from
elsewhere is written as OVA2.

Sources: what the loader of OVA3 accepts, and the published readers of the Trier corpora.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.diagnostics import Diagnostic, ignored
from argmap.errors import FormatError
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import counted
from argmap.model import Data, Quote
from argmap.serializers.aif.document import document_residue, lists_of, object_of, patched_document
from argmap.serializers.aif.extent import Extent, extent
from argmap.serializers.aif.reading import read_map
from argmap.serializers.aif.resolved import resolved
from argmap.serializers.aif.rows import Row, Rows, Variant, identifier, residue_rows
from argmap.serializers.aif.text import (
    chosen,
    html_of,
    named,
    read_text,
    returning_ids,
    spans_of,
    unmarked,
    without_removed,
    write_text,
)
from argmap.serializers.aif.writing import write
from argmap.serializers.common.residue import residue_of, same, thawed
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap, Source
    from argmap.serializers.aif.resolved import Resolved

OVA2 = Variant(
    "ova",
    order=(
        "nodeID", "x", "y", "color", "text", "type", "scheme", "descriptors", "cqdesc", "visible", "participantID",
        "w", "h", "by",
    ),
    node=MappingProxyType(
        {
            "x": 0, "y": 0, "color": "b", "scheme": "0", "descriptors": {}, "cqdesc": {}, "visible": True,
            "participantID": 0, "w": 200, "h": 50,
        }
    ),
    edge=MappingProxyType({"visible": True}),
    scheme="number",
    numeric=True,
    numbered=True,
    edge_ids=False,
    speaker="participantID",
    text=True,
    declares=True,
)  # fmt: skip
BETWEEN = evolve(
    OVA2,
    order=("nodeID", "type", "scheme", "descriptors", "participantID", "text", "x", "y", "visible", "by"),
    node=MappingProxyType(
        {"scheme": None, "descriptors": {}, "participantID": 0, "x": 0, "y": 0, "visible": True}
    ),
    locution=("start", "end"),
)
_SLOTS = MappingProxyType({"schemefulfillments": ("nodeID",)})
_POSITIONS = ("text_begin", "text_end", "text_length")
_OPTIONAL = ("schemefulfillments", "participants", "locutions")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from OVA JSON, of either shape.

    Args:
        text: The JSON text.
        report: Called for what ``aif`` reports, for spans of the text that name no node, and for positions of
            words that are not in the text.

    Raises:
        FormatError: Not JSON, not OVA, or rows that cannot be read.

    >>> m = loads('{"nodes": [{"id": 1, "x": 3, "text": "tea", "type": "I"}], "edges": [], "analysis": {"txt": ""}}')
    >>> m.claims[0].data["ova"]["x"]
    3
    """
    with GarbageCollectionPaused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    document = object_of(json.loads(text), "nodes")
    lists = lists_of(document, "$", optional=_OPTIONAL)
    between = "nodeID" in lists["nodes"][0] if lists["nodes"] else "locutions" in document
    variant = BETWEEN if between else OVA2
    nodes, edges, people = lists["nodes"], lists["edges"], lists["participants"]
    if not between:
        nodes = [_renamed(row, "id", "nodeID", f"$.nodes[{n}]") for n, row in enumerate(nodes)]
        copies = {identifier(row.get("id")): row for row in lists["nodes"]}
        edges = [_ends_named(row, copies, f"$.edges[{n}]") for n, row in enumerate(edges)]
        people = [
            _renamed(row, "id", "participantID", f"$.participants[{n}]") for n, row in enumerate(people)
        ]
    analysis = document.get("analysis", {})  # a missing one is written again only if there is a text
    around = analysis if isinstance(analysis, dict) else {}
    rows = Rows(nodes, edges, participants=people, locutions=lists["locutions"] if between else [])
    file = resolved(rows, variant)
    sources, quotes = _read_text(around, file, report)
    slots = (row[key] for row in nodes for key in ("descriptors", "cqdesc") if isinstance(row.get(key), dict))
    filled = [i for slot in slots for value in slot.values() if (i := identifier(value))]
    residue = document_residue(document, {**{name: [] for name in _lists(between)}, "analysis": {}})
    html = html_of(around)
    if not same(analysis, {"txt": html}):
        residue["analysis"] = {**around, "txt": ""} if html else analysis
    if between:
        residue["shape"] = "between"
        if lists["schemefulfillments"]:
            residue["schemefulfillments"] = lists["schemefulfillments"]
            filled += named(lists, _SLOTS)
    return read_map(rows, file, report, document=residue, named=filled, sources=sources, quotes=quotes)


def dumps(map: ArgumentMap) -> str:
    """Write a map as OVA JSON: in the shape that it was read from, else as OVA2 saves it.

    Of the sources one is written, with the quotes of its words as spans; arguments, sections, weights and tags have
    no place in OVA. A scheme whose number is not known is the label of its node.

    >>> from argmap import ArgumentMap, Claim, Relation
    >>> m = ArgumentMap.of(Claim("1", "tea"), Claim("2", "cheap"), Relation("3", "support", "2", "1"))
    >>> loads(dumps(m)) == m
    True
    """
    residue = residue_of(map, OVA2.name)
    between = residue.get("shape") == "between"
    variant = BETWEEN if between else OVA2
    written = extent(map, variant)
    rows = write(map, written)
    source = _source(map, written)
    text = _plain_text(residue, source)
    placed = _fix(map, rows, written, source, text)
    lists: Row = {"nodes": rows.nodes, "edges": rows.edges, "participants": rows.participants}
    if between:
        lists |= without_removed(
            {name: residue_rows(residue, name) for name in _SLOTS}, written.nameable, _SLOTS
        )
        lists["locutions"] = rows.locutions
    else:
        lists["nodes"] = [_renamed(row, "nodeID", "id", "$") for row in rows.nodes]
        copies = {identifier(row["id"]): row for row in lists["nodes"]}
        lists["edges"] = [_ends_copied(row, copies) for row in rows.edges]
        lists["participants"] = [_renamed(row, "participantID", "id", "$") for row in rows.participants]
    made = {name: lists[name] for name in _lists(between)}
    made["analysis"] = _written_analysis(map, source, written.recorded - placed, residue)
    return json.dumps(patched_document(made, residue))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The parties and the source that come back under another id.

    >>> from argmap import ArgumentMap, Party
    >>> ids(ArgumentMap.of(Party("7")))
    {'7': 'person 7'}
    """
    written = extent(map, OVA2)
    return returning_ids(written, _source(map, written))


def _lists(between: bool) -> tuple[str, ...]:
    return ("nodes", "edges", *(_OPTIONAL if between else ("participants",)))


# Nodes and edges of OVA2


def _renamed(row: Row, old: str, new: str, path: str) -> Row:
    """The row with another name for one key, in its place."""
    if new in row:
        raise FormatError(
            f"found the key {new!r} next to {old!r}, expected one of them", path=path, found=new
        )
    return {new if key == old else key: value for key, value in row.items()}


def _ends_named(row: Row, copies: Mapping[str, Row], path: str) -> Row:
    """The edge with ids for ends; copies of nodes remain where they differ from the nodes."""
    named_row: Row = {}
    for key, value in row.items():
        if key not in ("from", "to"):
            named_row[key] = value
            continue
        id = value.get("id") if isinstance(value, dict) else None
        if not identifier(id) or f"{key}ID" in row:
            raise FormatError(
                f"the edge's {key!r} names no node",
                path=f"{path}.{key}",
                found=value,
                expected="a node with an id",
            )
        named_row[f"{key}ID"] = id
        if not same(value, copies.get(identifier(id))):
            named_row[f"{key} copy"] = value
    if "from" not in row or "to" not in row:
        raise FormatError("the edge lacks an end", path=path, expected="the keys 'from' and 'to'")
    return named_row


def _ends_copied(row: Row, copies: Mapping[str, Row]) -> Row:
    copied: Row = {}
    for key, value in row.items():
        if key in ("fromID", "toID"):
            name = key.removesuffix("ID")
            copied[name] = row.get(f"{name} copy", copies.get(identifier(value), {"id": value}))
        elif key not in ("from copy", "to copy"):
            copied[key] = value
    return copied


def _fix(m: ArgumentMap, rows: Rows, written: Extent, source: Source | None, text: str) -> set[str]:
    """Remove from nodes the names of removed nodes, and positions that are no longer quoted.

    Returns the ids of the nodes that give the positions of their words themselves.
    """
    quoted: dict[str, list[tuple[int, int]]] = {}
    records, nameable = written.recorded, written.nameable
    for span in spans_of(m, source, records) if source is not None else ():
        quoted.setdefault(span.node, []).append((span.start, span.end))
    placed = set()
    for row in rows.nodes:
        id = identifier(row.get("nodeID"))
        for key in ("descriptors", "cqdesc"):
            if isinstance(row.get(key), dict):
                row[key] = {
                    k: v for k, v in row[key].items() if not identifier(v) or identifier(v) in nameable
                }
        if id in records and source is not None and text == source.text and (places := _positions(row, text)):
            if places == quoted.get(id):
                placed.add(id)
            else:
                for key in _POSITIONS:
                    row.pop(key, None)
    return placed


# The analysed text


def _positions(row: Row, text: str) -> list[tuple[int, int]]:
    """The positions of words of a node in the plain text, as OVA2 counts: a list of starts and one of ends."""
    starts, ends = row.get("text_begin"), row.get("text_end")
    if not isinstance(starts, list) or not isinstance(ends, list) or len(starts) != len(ends):
        return []
    pairs = list(zip(starts, ends, strict=True))
    right = all(type(a) is int and type(b) is int and 0 <= a < b <= len(text) for a, b in pairs)
    return pairs if right else []


def _read_text(analysis: Row, file: Resolved, report: Report) -> tuple[list[Source], dict[str, list[Quote]]]:
    text = unmarked(html_of(analysis)).text
    same_text = text == analysis.get("plain_txt")
    places = {node.id: _positions(node.row, text) for node in file.nodes} if same_text else {}
    placed = {i: found for i, found in places.items() if found}
    sources, quotes = read_text(html_of(analysis), file.recorded, OVA2, report, placed=placed)
    title = analysis.get("documentTitle")
    if sources and isinstance(title, str):
        sources = [evolve(sources[0], title=title)]
    for i, found in placed.items():
        quotes[i] = [Quote(sources[0].id, text[a:b], a, b) for a, b in found]
    wrong = [node.id for node in file.nodes if node.row.get("text_begin") and node.id not in placed]
    if wrong:
        report(
            Diagnostic(
                "place-outside-text",
                "info",
                f"{counted(len(wrong), 'node')} with positions of words outside the plain text, or in one that is not "
                "that of the HTML; kept as found",
                ids=tuple(wrong),
            )
        )
    return sources, quotes


def _source(m: ArgumentMap, written: Extent) -> Source | None:
    """The source that is written: with a text, or with HTML that has none."""
    source = chosen(m, written.recorded)
    return (
        source if source is not None and (source.text or residue_of(source, OVA2.name).get("html")) else None
    )


def _plain_text(residue: Mapping[str, Any], source: Source | None) -> str:
    analysis = residue.get("analysis")
    text = analysis.get("plain_txt") if isinstance(analysis, Data) and source is not None else None
    return text if isinstance(text, str) else ""


def _written_analysis(
    m: ArgumentMap, source: Source | None, nodes: Collection[str], residue: Mapping[str, Any]
) -> Any:
    around = thawed(residue.get("analysis", {"txt": ""}))
    if source is None:
        return around
    around = around if isinstance(around, dict) else {}
    title = around.get("documentTitle")
    if source.title != (title if isinstance(title, str) else ""):
        around["documentTitle"] = source.title
    html = write_text(m, source, nodes, OVA2)
    return {**around, "txt": html} if "txt" in around else {"txt": html, **around}
