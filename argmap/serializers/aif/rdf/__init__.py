"""AIF as RDF: Turtle, JSON-LD and RDF/XML in the vocabulary of the AIF ontology, through rdflib.

Nodes are individuals of the classes ``aif:I-node``, ``aif:RA-node`` and so on, at ``http://www.aifdb.org/nodes/ID``.
RDF has no order, and this vocabulary has no persons: edges and nodes come back in the order of their ids.

Sources: Rahwan, Zablith and Reed, Laying the foundations for a World Wide Argument Web, Artificial Intelligence 171,
2007; the RDF exporter of AIFdb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from argmap.diagnostics import ignored
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model.data import EMPTY
from argmap.serializers.aif.extent import extent
from argmap.serializers.aif.rdf.syntaxes import (
    AIF,
    NODES,
    OWL,
    RDFS,
    Syntax,
    checked,
    guessed,
    parsed,
    rdflib,
    serialized,
)
from argmap.serializers.aif.reading import read_records
from argmap.serializers.aif.resolved import resolved, side
from argmap.serializers.aif.rows import AIFDB, Row, Rows, identifier
from argmap.serializers.aif.terms import KINDS, KNOWN, number_of
from argmap.serializers.aif.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap


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
    records = read_records(resolved(_rows_of(graph), AIFDB), report)
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
    rows = write(map, extent(map, AIFDB))
    return serialized(_triples_of(rows), chosen, rows.nodes)


_NAMESPACES: Final = (AIF, "http://www.arg.tech/aif#")  # newer exports have the second
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = f"{RDFS}label"
_IN: Final = frozenset({"Premise", "StartLocution", "Locution", "Anchor"})
_OUT: Final = frozenset({"Conclusion", "EndLocution", "IllocutionaryContent"})


# Reading


def _rows_of(graph: Any) -> Rows:
    """The nodes and edges of a graph, in the order of their ids: RDF has none.

    Raises:
        FormatError: No triple is about a node, a node has two types, or an address gives no id.
    """
    found: dict[str, tuple[Any, str]] = {}
    for subject, _, kind in graph.triples((None, _uri(_TYPE), None)):
        code = _local(kind).removesuffix("-node")
        if code in KNOWN and code != _local(kind):
            id = _id_of(subject)
            if found.setdefault(id, (subject, code)) != (subject, code):
                raise FormatError(f"the node {shown(id)} appears twice, or has two types", ids=[id])
    if not found and len(graph):
        raise FormatError(
            f"none of the {len(graph)} triples states that something is a node of AIF",
            expected=f"resources of the classes {AIF}I-node, {AIF}RA-node and so on",
        )
    ids = sorted(found, key=_natural)
    edges = sorted(
        {edge for id in ids for edge in _edges(graph, id, found[id][0])},
        key=lambda edge: (_natural(edge[0]), _natural(edge[1])),
    )
    for id in (*ids, *(end for edge in edges for end in edge)):
        if not identifier(id):
            raise FormatError(
                f"found {shown(id)} where a node is named, expected a name without control characters",
                found=id,
                expected="the address of a node",
            )
    ids.sort(key=lambda i: ("I", "L").index(found[i][1]) if found[i][1] in ("I", "L") else 2)
    return Rows(
        nodes=[_node(graph, found[id][0], id, found[id][1]) for id in ids],
        edges=[{"edgeID": str(n), "fromID": a, "toID": b} for n, (a, b) in enumerate(edges)],
    )


def _edges(graph: Any, id: str, subject: Any) -> Iterator[tuple[str, str]]:
    for _, name, other in graph.triples((subject, None, None)):
        if (local := _local(name)) in _IN:
            yield _id_of(other), id
        elif local in _OUT:
            yield id, _id_of(other)


def _node(graph: Any, subject: Any, id: str, code: str) -> Row:
    """The row that a node makes."""
    values: dict[str, str] = {}
    for _, name, value in sorted(graph.triples((subject, None, None)), key=str):
        values.setdefault(_local(name) or str(name), str(value))
    row: Row = {"nodeID": id, "text": values.get("claimText", values.get(_LABEL, "")), "type": code}
    if "creationDate" in values:
        row["timestamp"] = values["creationDate"]
    if code in KINDS and "scheme" in values:
        row["scheme"] = values["scheme"]
        if number := number_of(values["scheme"], code):
            row["schemeID"] = number
    return row


def _local(name: Any) -> str:
    """The name within the vocabulary of AIF, "" for names of others."""
    return next((str(name).removeprefix(space) for space in _NAMESPACES if str(name).startswith(space)), "")


def _id_of(subject: Any) -> str:
    """The id of a node: what follows the address of AIFdb's nodes, else the whole name."""
    name = str(subject)
    return unquote(name.removeprefix(NODES)) if name.startswith(NODES) and name != NODES else name


def _natural(id: str) -> tuple[int, int, str]:
    return (0, int(id), "") if id.isascii() and id.isdigit() and len(id) < 20 else (1, 0, id)


# Writing


def _triples_of(rows: Rows) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of nodes of known types and of the edges of their relations."""
    codes = {str(row["nodeID"]): row["type"] for row in rows.nodes if row.get("type") in KNOWN}
    for row in rows.nodes:
        if row.get("type") in KNOWN:
            for name, value in _properties(row):
                yield _at(row["nodeID"]), _uri(name), value
    for edge in rows.edges:
        start, end = str(edge["fromID"]), str(edge["toID"])
        owner = side(codes, start, end)
        if owner is not None:
            node, out = owner
            other = end if out else start
            yield _at(node), _uri(AIF + _predicate(codes[node], codes[other], out=out)), _at(other)


def _predicate(code: str, other: str, *, out: bool) -> str:
    """How a scheme node of a type calls what it starts from or aims at."""
    if code == "TA":
        return "EndLocution" if out else "StartLocution"
    if code == "YA":
        return "IllocutionaryContent" if out else "Anchor" if other == "TA" else "Locution"
    return "Conclusion" if out else "Premise"


def _properties(row: Row) -> Iterator[tuple[str, Any]]:
    """What a node states of itself, as predicates and objects."""
    literal = rdflib().Literal
    yield _TYPE, _uri(f"{OWL}NamedIndividual")
    yield _TYPE, _uri(f"{AIF}{row['type']}-node")
    text = row.get("text")
    if isinstance(text, str):
        yield AIF + "claimText" if row["type"] in ("I", "L") else _LABEL, literal(text)
    for key, name in (("timestamp", "creationDate"), ("scheme", "scheme")):
        if isinstance(row.get(key), str) and (row["type"] in KINDS or key == "timestamp"):
            yield AIF + name, literal(row[key])


def _at(id: object) -> Any:
    return _uri(NODES + quote(str(id), safe=""))


def _uri(name: str) -> Any:
    return rdflib().URIRef(name)
