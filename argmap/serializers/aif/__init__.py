"""AIF JSON as AIFdb writes it: ``{"nodes": […], "edges": […], "locutions": […]}``.

Propositions (I) become claims, locutions (L) utterances, and scheme nodes (RA, CA, MA, PA, YA, TA) relations, all
under the ids of their nodes. What the model has no field for stays in ``data["aif"]``, so that a file that was
read is written as it was.

Sources: Chesñevar et al., Towards an argument interchange format, Knowledge Engineering Review 21:4, 2006;
Reed et al., AIF+: dialogue in the argument interchange format, COMMA 2008; the exporter of AIFdb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.diagnostics import ignored
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.serializers.aif.document import document_residue, lists_of, object_of, patched_document
from argmap.serializers.aif.extent import extent
from argmap.serializers.aif.plain import read_plain
from argmap.serializers.aif.reading import read_map
from argmap.serializers.aif.resolved import resolved
from argmap.serializers.aif.rows import AIFDB, Row, Rows
from argmap.serializers.aif.writing import write
from argmap.serializers.common.residue import residue_of
from argmap.syntax import json
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap

LARGE = 100_000  # characters from which on looking for garbage takes longer than pausing it
_LISTS = ("nodes", "edges", "locutions")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from AIF JSON.

    Args:
        text: The JSON text.
        report: Called for edges without scheme node, unknown types of nodes, rows of nodes that the file does not
            have, and persons without a clear name.

    Raises:
        FormatError: Not JSON, not a nodeset, or rows that cannot be read.

    >>> loads('{"nodes": [{"nodeID": "1", "text": "we should leave", "type": "I"}], "edges": []}').claims[0].text
    'we should leave'
    """
    if len(text) < LARGE:
        return _either(text, report)
    with GarbageCollectionPaused():
        return _either(text, report)


def _either(text: str, report: Report) -> ArgumentMap:
    plain = read_plain(utf8(text), report)
    return _read(text, report) if plain is None else plain


def _read(text: str, report: Report) -> ArgumentMap:
    """The map of any nodeset."""
    document = object_of(json.loads(text), "nodes")
    lists = lists_of(document, "$", optional=("locutions", "participants"))
    rows = Rows(**lists)
    empty: Row = {name: [] for name in (*_LISTS, *(["participants"] if rows.participants else []))}
    residue = document_residue(document, empty)
    return read_map(rows, resolved(rows, AIFDB), report, document=residue)


def dumps(map: ArgumentMap) -> str:
    """Write a map as AIF JSON.

    Arguments, sections, sources, quotes, weights and tags have no place in AIF, nor do relations that start from
    or aim at an argument. Evidence becomes a proposition.

    >>> from argmap import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("cap", "Rents should be capped."))), end="")
    {"nodes":[{"nodeID":"cap","text":"Rents should be capped.","type":"I"}],"edges":[],"locutions":[]}
    """
    rows = write(map, extent(map, AIFDB))
    lists = {"nodes": rows.nodes, "edges": rows.edges, "locutions": rows.locutions}
    if rows.participants:
        lists["participants"] = rows.participants
    return json.dumps(patched_document(lists, residue_of(map, AIFDB.name)))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The parties that come back under another id: rows know persons by number, and so "7" is "person 7".

    >>> from argmap import ArgumentMap, Party
    >>> ids(ArgumentMap.of(Party("7"), Party("council")))
    {'7': 'person 7'}
    """
    return dict(extent(map, AIFDB).ids)
