"""AIF as RDF: Turtle, JSON-LD and RDF/XML in the vocabulary of the AIF ontology, through rdflib.

Nodes are individuals of the classes ``aif:I-node``, ``aif:RA-node`` and so on, at ``http://www.aifdb.org/nodes/ID``.
RDF has no order, and this vocabulary has no persons: edges and nodes come back in the order of their ids.

Sources: Rahwan, Zablith and Reed, Laying the foundations for a World Wide Argument Web, Artificial Intelligence 171,
2007; the RDF exporter of AIFdb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.diagnostics import ignored
from argmap.model.data import EMPTY
from argmap.serializers.aif.extent import extent
from argmap.serializers.aif.rdf.syntaxes import checked, guessed, parsed, serialized
from argmap.serializers.aif.rdf.vocabulary import rows_of, triples_of
from argmap.serializers.aif.reading import read_records
from argmap.serializers.aif.resolved import resolved
from argmap.serializers.aif.rows import AIFDB
from argmap.serializers.aif.writing import write

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap
    from argmap.serializers.aif.rdf.syntaxes import Syntax


def loads(text: str, *, report: Report = ignored, syntax: Syntax | None = None) -> ArgumentMap:
    """Read a map from AIF in RDF.

    Args:
        text: Turtle, JSON-LD or RDF/XML.
        report: Called for what ``aif`` reports.
        syntax: Which of these it is; by default as its first characters suggest.

    Raises:
        FormatError: Not RDF, a JSON-LD context that would have to be fetched, or nodes that cannot be read.
        MissingExtraError: rdflib is not installed.
    """
    graph = parsed(text, guessed(text)) if syntax is None else parsed(text, checked(syntax), hint="")
    records = read_records(resolved(rows_of(graph), AIFDB), AIFDB, report)
    return records.map(EMPTY)  # RDF has neither ids of edges nor an order


def dumps(map: ArgumentMap, *, syntax: Syntax = "turtle") -> str:
    """Write a map as AIF in RDF.

    Propositions, locutions and relations are written, with their texts, schemes and dates. Persons, quotes, sources,
    weights and the order of nodes have no place in this vocabulary, nor have edges between nodes that no scheme node
    joins.

    Args:
        map: The map.
        syntax: ``turtle``, ``json-ld`` or ``xml``.

    Raises:
        FormatError: XML cannot write a character of some text.
        MissingExtraError: rdflib is not installed.

    >>> from argmap import ArgumentMap, Claim
    >>> m = ArgumentMap.of(Claim("cap", "Rents should be capped."))
    >>> loads(dumps(m)) == m
    True
    """
    chosen = checked(syntax)
    rows = write(map, extent(map, AIFDB), AIFDB)
    return serialized(triples_of(rows), chosen, rows.nodes)
