"""xAIF, the JSON of OVA3: AIF with participants, numbers of schemes, and the text that was analysed.

``{"AIF": {nodes, edges, schemefulfillments, participants, locutions, …}, "text": …, "OVA": …, "dialog": …}``. Nodes
become records as in ``aif``; the text becomes a source, and its spans quotes. What the model has no field for stays
in ``data["xaif"]``.

Sources: README files of arg-tech/xaif and arg-tech/aif-arg-datasets; what OVA3 saves. The writers disagree.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import asdict

from argmap.diagnostics import Diagnostic, ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import shown
from argmap.model import Source
from argmap.serializers.aif.document import document_residue, lists_of, object_of, patched_document
from argmap.serializers.aif.extent import Extent, extent
from argmap.serializers.aif.reading import read_map
from argmap.serializers.aif.resolved import resolved
from argmap.serializers.aif.rows import Row, Rows, Variant, residue_rows
from argmap.serializers.aif.text import (
    chosen,
    html_of,
    named,
    read_text,
    returning_ids,
    source_id,
    without_removed,
    write_text,
)
from argmap.serializers.aif.writing import write
from argmap.serializers.common.residue import residue_of, same, thawed
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap

VARIANT = Variant(
    "xaif",
    order=("nodeID", "text", "type", "by"),
    locution=("start", "end"),
    scheme="list",
    numeric=True,
    text=True,
    declares=True,
    paragraphs=True,
)
_SLOTS = MappingProxyType(
    dict.fromkeys(("descriptorfulfillments", "cqdescriptorfulfillments"), ("nodeID", "selectedID"))
)
_LAYOUT = MappingProxyType({"nodes": ("nodeID",), "edges": ("fromID", "toID")})
_OPTIONAL = ("schemefulfillments", "participants", "locutions", *_SLOTS)
_INNER = ("nodes", "edges", *_OPTIONAL)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from xAIF.

    Args:
        text: The JSON text.
        report: Called for what ``aif`` reports, for spans of the text that name no node or do not end, and for
            a text that is neither HTML nor an object with it or its address.

    Raises:
        FormatError: Not JSON, not xAIF, or rows that cannot be read.

    >>> m = loads('{"AIF": {"nodes": [{"nodeID": 1, "text": "tea", "type": "I"}], "edges": []},'
    ...           ' "text": "Tea? <span id=node1>Tea</span>!"}')
    >>> m.claims[0].quotes
    (Quote('text', 'Tea', 5, 8),)
    """
    with GarbageCollectionPaused():
        return _read(text, report)


def _read(text: str, report: Report) -> ArgumentMap:
    document = object_of(json.loads(text), "AIF")
    inner = document["AIF"]
    if not isinstance(inner, dict):
        inner = object_of(inner, "nodes")
    lists = lists_of(inner, "$.AIF", required=(), optional=_INNER)
    rows = Rows(**{name: found for name, found in lists.items() if name not in _SLOTS})
    file = resolved(rows, VARIANT)
    nodes = file.recorded
    around = document.get("text", "")
    sources, quotes = read_text(html_of(around), nodes, VARIANT, report)
    if isinstance(around, dict) and isinstance(around.get("url"), str) and not sources:
        sources = [Source(source_id(nodes), url=around["url"])]
    if not sources and any(around.values() if isinstance(around, dict) else [around]):
        message = (
            f"found {shown(around)} for the text, expected HTML, or an object with txt or url; kept as found"
        )
        report(Diagnostic("text-not-read", "warning", message, path="$.text"))
    residue: Row = {name: lists[name] for name in _SLOTS if lists[name]}
    residue |= document_residue(document, {"AIF": {name: [] for name in _INNER}, "text": ""})
    if not isinstance(around, str) and not (sources and same(around, {"url": sources[0].url})):
        residue["text"] = around if html_of(around) == "" else {**around, "txt": ""}
    placed = (i for key in ("OVA", "ova") for i in named(document.get(key), _LAYOUT))
    ids = (*named(lists, _SLOTS), *placed)
    return read_map(rows, file, report, document=residue, named=ids, sources=sources, quotes=quotes)


def dumps(map: ArgumentMap) -> str:
    """Write a map as xAIF.

    Of the sources one is written, with the quotes of its words as spans; arguments, sections, weights and tags have
    no place in xAIF. A scheme whose number is not known is the label of its node.

    >>> from argmap import ArgumentMap, Claim, Source
    >>> release = Source("text", "Rents may rise.")
    >>> cap = Claim("cap", "Rents rise.", quotes=[release.quote("Rents")])
    >>> loads(dumps(ArgumentMap.of(release, cap))).claims[0].quotes
    (Quote('text', 'Rents', 0, 5),)
    """
    written = extent(map, VARIANT)
    rows = write(map, written)
    residue = residue_of(map, VARIANT.name)
    slots = {name: residue_rows(residue, name) for name in _SLOTS}
    lists = asdict(rows, recurse=False) | without_removed(slots, written.nameable, _SLOTS)
    whole = patched_document({"AIF": lists, "text": _written_text(map, written, residue)}, residue)
    for key in ("OVA", "ova"):
        if key in whole:
            whole[key] = without_removed(whole[key], written.nameable, _LAYOUT)
    return json.dumps(whole)


def ids(map: ArgumentMap) -> dict[str, str]:
    """The parties and the source that come back under another id.

    >>> from argmap import ArgumentMap, Source
    >>> ids(ArgumentMap.of(Source("release", "Rents may rise.")))
    {'release': 'text'}
    """
    written = extent(map, VARIANT)
    return returning_ids(written, chosen(map, written.recorded))


def _written_text(m: ArgumentMap, written: Extent, residue: Mapping[str, Any]) -> Any:
    around = thawed(residue.get("text", ""))
    nodes = written.recorded
    source = chosen(m, nodes)
    if source is None:
        if isinstance(around, dict) and isinstance(around.get("url"), str):
            del around["url"]  # of a source that was removed
        return around
    html = write_text(m, source, nodes, VARIANT)
    if isinstance(around, dict) and "txt" in around:
        return {**around, "txt": html}
    if source.url and not source.text:
        return {**around, "url": source.url} if isinstance(around, dict) else {"url": source.url}
    return html
