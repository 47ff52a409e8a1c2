"""AIF as RDF: Turtle, JSON-LD, RDF/XML and N-Triples in the vocabulary of the AIF ontology, through rdflib.

Nodes are individuals of the classes ``aif:I-node``, ``aif:RA-node`` and so on, at ``http://www.aifdb.org/nodes/ID``.
Blank nodes get names of what is said of them.
RDF has no order, and this vocabulary has no persons: edges and nodes come back in the order of their ids.

Sources: Rahwan, Zablith and Reed, Laying the foundations for a World Wide Argument Web, Artificial Intelligence 171,
2007; the RDF exporter of AIFdb.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from attrs import evolve

from argmap.diagnostics import Diagnostic, ignored
from argmap.errors import FormatError
from argmap.messages import counted, shown
from argmap.model import Wording
from argmap.model.data import EMPTY
from argmap.serializers.aif.extent import extent
from argmap.serializers.aif.rdf.blank import blank_names, described
from argmap.serializers.aif.rdf.syntaxes import (
    AIF,
    NODES,
    OWL,
    RDFS,
    Syntax,
    by_suffix,
    checked,
    guessed,
    parsed,
    rdflib,
    serialized,
)
from argmap.serializers.aif.rdf.vocabulary import code_of, end_of, is_read, local_name, property_of
from argmap.serializers.aif.reading import read_records
from argmap.serializers.aif.resolved import resolved, side
from argmap.serializers.aif.rows import AIFDB, Row, Rows, identifier, string
from argmap.serializers.aif.terms import KINDS, KNOWN, number_of
from argmap.serializers.aif.writing import write
from argmap.serializers.common.residue import residue_of, with_residue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap, Claim


def loads(
    text: str, *, report: Report = ignored, syntax: Syntax | None = None, path: Path | None = None
) -> ArgumentMap:
    """Read a map from AIF in RDF.

    Further texts of a claim are wordings, with their languages.

    Args:
        text: Turtle, JSON-LD, RDF/XML, N-Triples, TriG or N-Quads; of the last two, all graphs are one.
        report: Called for what ``aif`` reports, and for further texts of locutions and scheme nodes.
        syntax: Which of these it is; by default as the suffix of the file or its first characters suggest.
        path: The file that is read.

    Raises:
        FormatError: Not RDF, a JSON-LD context that would have to be fetched, or nodes that cannot be read.
        MissingExtraError: rdflib is not installed.
    """
    chosen = by_suffix(path) or guessed(text) if syntax is None else checked(syntax)
    graph = parsed(text, chosen) if syntax is None else parsed(text, chosen, hint="")
    nodes = _Nodes(graph)
    records = read_records(resolved(_rows_of(nodes), AIFDB), report)
    nodes.report_unread(report)
    return _with_texts(records.map(EMPTY), nodes, report)  # RDF has neither ids of edges nor an order


def dumps(map: ArgumentMap, *, syntax: Syntax | None = None, path: Path | None = None) -> str:
    """Write a map as AIF in RDF.

    Propositions with their wordings, locutions and relations are written, with texts, schemes and dates. Persons,
    quotes, sources, weights and the order of nodes have no place in this vocabulary, nor have edges between nodes
    that no scheme node joins.

    Args:
        map: The map.
        syntax: ``turtle``, ``json-ld``, ``xml``, ``nt``, ``trig`` or ``nquads``; by default as the suffix of the
            file says, else Turtle.
        path: The file that is written.

    Raises:
        FormatError: XML cannot write a character of some text.
        MissingExtraError: rdflib is not installed.

    >>> from argmap import ArgumentMap, Claim
    >>> m = ArgumentMap.of(Claim("cap", "Rents should be capped."))
    >>> loads(dumps(m)) == m
    True
    """
    chosen = checked(syntax) if syntax is not None else by_suffix(path) or "turtle"
    rows = write(map, extent(map, AIFDB))
    spoken = {c.id: tag for c in map.statements if (tag := _language(residue_of(c, NAME).get("language")))}
    triples = chain(_triples_of(rows, spoken), _wordings_of(map, spoken))
    return serialized(triples, chosen, rows.nodes)


NAME: Final = "aif-rdf"  # of the residue of a claim: the language of its text
_TAG: Final = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = f"{_RDF}type"
_LABEL: Final = f"{RDFS}label"


# Reading


class _Nodes:
    """The nodes of a graph, under our ids."""

    def __init__(self, graph: Any) -> None:
        """Find the resources that are nodes.

        Raises:
            FormatError: No triple is about a node, or a node has two types.
        """
        self.graph = graph
        named = (_id_of(term) for s, _, o in graph for term in (s, o) if isinstance(term, rdflib().URIRef))
        self._blank = blank_names(graph, rdflib().BNode, named)
        self.found: dict[str, tuple[Any, str]] = {}
        for subject, _, kind in sorted(graph.triples((None, _uri(_TYPE), None)), key=str):
            if code := code_of(kind):
                id = self.id(subject)
                if self.found.setdefault(id, (subject, code)) != (subject, code):
                    raise FormatError(f"the node {shown(id)} appears twice, or has two types", ids=[id])
        if not self.found and len(graph):
            raise FormatError(
                f"none of the {len(graph)} triples states that something is a node of AIF",
                expected=f"resources of the classes {AIF}I-node, {AIF}RA-node and so on",
            )

    def id(self, term: Any) -> str:
        """The id of a resource."""
        return self._blank[term] if term in self._blank else _id_of(term)

    def edges(self) -> Iterator[tuple[str, str]]:
        """What nodes start from and aim at, as they state it themselves or the others of them."""
        codes = {id: code for id, (_, code) in self.found.items()}
        for id, (subject, _) in self.found.items():
            for _, name, value in self.graph.triples((subject, None, None)):
                if (end := end_of(name)) is None:
                    continue
                for each in self._members(value):
                    other = self.id(each)
                    turned = end.is_stated_of(codes[id], codes.get(other, ""))
                    yield (id, other) if end.leads_out is not turned else (other, id)

    def _members(self, value: Any) -> Iterator[Any]:
        """The members of a list of RDF; any other value by itself."""
        seen = set()
        first, rest = _uri(f"{_RDF}first"), _uri(f"{_RDF}rest")
        while (member := self.graph.value(value, first)) is not None and value not in seen:
            seen.add(value)
            yield member
            value = self.graph.value(value, rest)
        if not seen and str(value) != f"{_RDF}nil":
            yield value

    def report_unread(self, report: Report) -> None:
        """Report what is said of nodes in words of AIF that are not read, and in those of others."""
        unread: dict[bool, dict[str, str]] = {True: {}, False: {}}
        for id, (subject, _) in self.found.items():
            said = [*self.graph.triples((subject, None, None))]
            texts = [str(value) for _, name, value in said if property_of(name) == "claimText"]
            for _, name, value in sorted(said, key=_without_language_first):
                what = value if str(name) == _TYPE else name
                if is_read(what) or any(text.startswith(str(value)) for text in texts):
                    continue
                unread[bool(local_name(what))].setdefault(str(what), f"{shown(str(value))} of {shown(id)}")
        for ours, found in unread.items():
            if found:
                name, where = next(iter(found.items()))
                what = counted(
                    len(found), "property or class of nodes is", "properties and classes of nodes are"
                )
                message = f"{what} not read, such as {shown(name)} ({where})"
                report(Diagnostic("statements-not-read", "warning" if ours else "info", message))

    def row(self, id: str) -> Row:
        """The row that a node makes."""
        subject, code = self.found[id]
        values: dict[str, str] = {}
        for _, name, value in sorted(self.graph.triples((subject, None, None)), key=_without_language_first):
            if value not in self._blank:
                values.setdefault(property_of(name) or str(name), str(value))
        texts = self.texts(id)
        text = texts[0][0] if texts else values.get(_LABEL, "")
        row: Row = {"nodeID": id, "text": text, "type": code}
        if "creationDate" in values:
            row["timestamp"] = values["creationDate"]
        if code in KINDS and "scheme" in values:
            row["scheme"] = values["scheme"]
            if number := number_of(values["scheme"], code):
                row["schemeID"] = number
        return row

    def texts(self, id: str) -> list[tuple[str, str]]:
        """The texts of a node with their languages: first the one that is its label, then those without language."""
        triples = [*self.graph.triples((self.found[id][0], None, None))]
        labels = {value for _, name, value in triples if str(name) == _LABEL}
        named = [t for t in triples if property_of(t[1]) == "claimText" and t[2] not in self._blank]
        ordered = sorted(named, key=lambda t: (t[2] not in labels, *_without_language_first(t)))
        return [(str(text), str(getattr(text, "language", None) or "")) for _, _, text in ordered]


def _without_language_first(triple: tuple[Any, Any, Any]) -> tuple[Any, ...]:
    _, name, value = triple
    return str(name), bool(getattr(value, "language", None)), *described(value)[1:]


def _rows_of(nodes: _Nodes) -> Rows:
    """The nodes and edges of a graph, in the order of their ids: RDF has none.

    Raises:
        FormatError: An address gives no id.
    """
    found = nodes.found
    ids = sorted(found, key=_natural)
    edges = sorted(
        {*nodes.edges()},
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
        nodes=[nodes.row(id) for id in ids],
        edges=[{"edgeID": str(n), "fromID": a, "toID": b} for n, (a, b) in enumerate(edges)],
    )


def _with_texts(m: ArgumentMap, nodes: _Nodes, report: Report) -> ArgumentMap:
    """The map with the further texts of claims as wordings, and the languages of texts."""
    changed: list[Claim] = []
    for claim in m.claims:
        (_, language), *others = nodes.texts(claim.id) or [("", "")]
        if others:
            claim = evolve(claim, wordings=[Wording(text, language=tag) for text, tag in others])  # noqa: PLW2901
        if language or others:
            changed.append(with_residue(claim, NAME, {"language": language} if language else {}))
    for node in (*m.utterances, *m.relations):
        if len(texts := nodes.texts(node.id)) > 1:
            message = f"{shown(node.id)} has {len(texts)} texts, of which {shown(texts[0][0])} is read"
            report(Diagnostic("several-texts", "warning", message, ids=(node.id,)))
    return m.replace(*changed) if changed else m


def _id_of(subject: Any) -> str:
    """The id of a node: what follows the address of AIFdb's nodes, else the whole name."""
    name = str(subject)
    return unquote(name.removeprefix(NODES)) if name.startswith(NODES) and name != NODES else name


def _natural(id: str) -> tuple[int, int, str]:
    return (0, int(id), "") if id.isascii() and id.isdigit() and len(id) < 20 else (1, 0, id)


# Writing


def _wordings_of(m: ArgumentMap, spoken: Mapping[str, str]) -> Iterator[tuple[Any, Any, Any]]:
    """The wordings of claims; a label says which text is the first."""
    literal = rdflib().Literal
    for claim in m.statements:
        first = claim.text, spoken.get(claim.id)
        others = [(w.text, _language(w.language)) for w in claim.wordings]
        others = [text for text in others if text != first]
        for text, language in others:
            yield _at(claim.id), _uri(f"{AIF}claimText"), literal(text, lang=language)
        if others:
            yield _at(claim.id), _uri(_LABEL), literal(first[0], lang=first[1])


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and _TAG.fullmatch(value) else None


def _triples_of(rows: Rows, spoken: Mapping[str, str]) -> Iterator[tuple[Any, Any, Any]]:
    """The triples of nodes of known types and of the edges of their relations."""
    codes = {str(row["nodeID"]): row["type"] for row in rows.nodes if string(row.get("type")) in KNOWN}
    for row in rows.nodes:
        if string(row.get("type")) in KNOWN:
            for name, value in _properties(row, spoken.get(str(row["nodeID"]))):
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


def _properties(row: Row, language: str | None) -> Iterator[tuple[str, Any]]:
    """What a node states of itself, as predicates and objects."""
    literal = rdflib().Literal
    yield _TYPE, _uri(f"{OWL}NamedIndividual")
    yield _TYPE, _uri(f"{AIF}{row['type']}-node")
    text = row.get("text")
    if isinstance(text, str):
        yield AIF + "claimText" if row["type"] in ("I", "L") else _LABEL, literal(text, lang=language)
    for key, name in (("timestamp", "creationDate"), ("scheme", "scheme")):
        if isinstance(row.get(key), str) and (row["type"] in KINDS or key == "timestamp"):
            yield AIF + name, literal(row[key])


def _at(id: object) -> Any:
    return _uri(NODES + quote(str(id), safe=""))


def _uri(name: str) -> Any:
    return rdflib().URIRef(name)
