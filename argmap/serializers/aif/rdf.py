"""AIF as RDF: Turtle, JSON-LD and RDF/XML in the vocabulary of the AIF ontology, through rdflib.

Nodes are individuals of the classes ``aif:I-node``, ``aif:RA-node`` and so on, at ``http://www.aifdb.org/nodes/ID``.
RDF has no order, and this vocabulary has no persons: edges and nodes come back in the order of their ids.

Sources: Rahwan, Zablith and Reed, Laying the foundations for a World Wide Argument Web, Artificial Intelligence 171,
2007; the RDF exporter of AIFdb.
"""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from argmap.diagnostics import ignored
from argmap.errors import ArgmapError, FormatError, MissingExtraError
from argmap.messages import nearest, position, shown
from argmap.model.data import EMPTY
from argmap.serializers.aif.reading import read_records
from argmap.serializers.aif.resolved import resolved, side
from argmap.serializers.aif.rows import Row, Rows, identifier
from argmap.serializers.aif.terms import KINDS, KNOWN, number_of
from argmap.serializers.aif.variant import AIFDB
from argmap.serializers.aif.writing import write
from argmap.syntax import json, xml
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap

Syntax = Literal["turtle", "json-ld", "xml"]

NODES: Final = "http://www.aifdb.org/nodes/"
AIF: Final = "http://www.arg.dundee.ac.uk/aif#"
_NAMESPACES: Final = (AIF, "http://www.arg.tech/aif#")  # newer exports have the second
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
_INDIVIDUAL: Final = "http://www.w3.org/2002/07/owl#NamedIndividual"


def loads(text: str, *, report: Report = ignored, syntax: Syntax | None = None) -> ArgumentMap:
    """Read a map from AIF in RDF.

    Args:
        text: Turtle, JSON-LD or RDF/XML.
        report: Told of what ``aif`` reports.
        syntax: Which of these it is; by its first characters unless said otherwise.

    Raises:
        FormatError: Not RDF, a JSON-LD context that would have to be fetched, or nodes that cannot be read.
        MissingExtraError: rdflib is not installed.
    """
    graph = _parsed(text, _syntax_of(text)) if syntax is None else _parsed(text, _checked(syntax), hint="")
    found: dict[str, tuple[Any, str]] = {}
    for subject, _, kind in graph.triples((None, _uri(_TYPE), None)):
        code = _local(kind).removesuffix("-node")
        if code in KNOWN and code != _local(kind):
            id = _id_of(subject)
            if found.setdefault(id, (subject, code)) != (subject, code):
                raise FormatError(f"the node {shown(id)} is there twice, or of two types", ids=[id])
    if not found and len(graph):
        raise FormatError(
            f"none of the {len(graph)} triples says that something is a node of AIF",
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
    rows = Rows(
        nodes=[
            _described(graph, found[id][0], id, found[id][1])
            for id in sorted(ids, key=lambda i: _rank(found[i][1]))
        ],
        edges=[{"edgeID": str(n), "fromID": a, "toID": b} for n, (a, b) in enumerate(edges)],
    )
    records = read_records(resolved(rows, AIFDB), AIFDB, report)
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
    chosen = _checked(syntax)
    rdflib = _rdflib()
    graph = rdflib.Graph(bind_namespaces="none")
    graph.bind("aif", AIF)
    graph.bind("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
    graph.bind("owl", "http://www.w3.org/2002/07/owl#")
    rows = write(map, AIFDB)
    codes = {str(row["nodeID"]): row["type"] for row in rows.nodes if row.get("type") in KNOWN}
    for row in rows.nodes:
        if row.get("type") in KNOWN:
            for name, value in _said(row):
                graph.add((_at(row["nodeID"]), _uri(name), value))
    for edge in rows.edges:
        start, end = str(edge["fromID"]), str(edge["toID"])
        owner = side(codes, start, end)
        if owner is not None:
            node, out = owner
            name = _predicate(codes[node], codes[end if out else start], out=out)
            graph.add((_at(node), _uri(AIF + name), _at(end if out else start)))
    if chosen == "xml":
        _refuse_unwritable(rows.nodes)
        return _sorted_xml(graph.serialize(format="xml"))
    with _quiet():
        written: str = graph.serialize(format=chosen)
    return _sorted_json(written) if chosen == "json-ld" else written


# Names


def _predicate(code: str, other: str, *, out: bool) -> str:
    """How a scheme node of a type calls what it starts from or aims at."""
    if code == "TA":
        return "EndLocution" if out else "StartLocution"
    if code == "YA":
        return "IllocutionaryContent" if out else "Anchor" if other == "TA" else "Locution"
    return "Conclusion" if out else "Premise"


_IN: Final = frozenset({"Premise", "StartLocution", "Locution", "Anchor"})
_OUT: Final = frozenset({"Conclusion", "EndLocution", "IllocutionaryContent"})


def _edges(graph: Any, id: str, subject: Any) -> Iterator[tuple[str, str]]:
    for _, name, other in graph.triples((subject, None, None)):
        if (local := _local(name)) in _IN:
            yield _id_of(other), id
        elif local in _OUT:
            yield id, _id_of(other)


def _said(row: Row) -> Iterator[tuple[str, Any]]:
    """What a node says of itself, as predicates and objects."""
    rdflib = _rdflib()
    yield _TYPE, _uri(_INDIVIDUAL)
    yield _TYPE, _uri(f"{AIF}{row['type']}-node")
    text = row.get("text")
    if isinstance(text, str):
        yield AIF + "claimText" if row["type"] in ("I", "L") else _LABEL, rdflib.Literal(text)
    for key, name in (("timestamp", "creationDate"), ("scheme", "scheme")):
        if isinstance(row.get(key), str) and (row["type"] in KINDS or key == "timestamp"):
            yield AIF + name, rdflib.Literal(row[key])


def _described(graph: Any, subject: Any, id: str, code: str) -> Row:
    """The row that a node makes."""
    said: dict[str, str] = {}
    for _, name, value in sorted(graph.triples((subject, None, None)), key=str):
        said.setdefault(_local(name) or str(name), str(value))
    row: Row = {"nodeID": id, "text": said.get("claimText", said.get(_LABEL, "")), "type": code}
    if "creationDate" in said:
        row["timestamp"] = said["creationDate"]
    if code in KINDS and "scheme" in said:
        row["scheme"] = said["scheme"]
        if number := number_of(said["scheme"], code):
            row["schemeID"] = number
    return row


def _local(name: Any) -> str:
    """The name within the vocabulary of AIF, "" for names of others."""
    return next((str(name).removeprefix(space) for space in _NAMESPACES if str(name).startswith(space)), "")


def _at(id: object) -> Any:
    return _uri(NODES + quote(str(id), safe=""))


def _id_of(subject: Any) -> str:
    """The id of a node: what follows the address of AIFdb's nodes, else the whole name."""
    name = str(subject)
    return unquote(name.removeprefix(NODES)) if name.startswith(NODES) and name != NODES else name


def _rank(code: str) -> int:
    return ("I", "L").index(code) if code in ("I", "L") else 2


def _natural(id: str) -> tuple[int, int, str]:
    return (0, int(id), "") if id.isascii() and id.isdigit() and len(id) < 20 else (1, 0, id)


# Syntaxes


def _checked(syntax: str) -> str:
    names = get_args(Syntax)
    if syntax not in names:
        raise ArgmapError(
            f"unknown syntax {shown(syntax)}, expected one of: {', '.join(names)}",
            found=syntax,
            expected=", ".join(names),
            nearest=nearest(str(syntax), names),
        )
    return syntax


def _syntax_of(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if re.match(r"\{|\[\s*(\{|\]\s*$)", start):  # Turtle may start with "[] a …"
        return "json-ld"
    return "xml" if start[:5].lower().startswith(("<?xml", "<rdf:", "<!")) else "turtle"


def _parsed(text: str, syntax: str, *, hint: str = "if it is another syntax, name it with syntax=") -> Any:
    rdflib = _rdflib()
    if syntax == "xml":
        xml.parse(text)  # refuses entities, and says where the text is not well-formed
    elif syntax == "json-ld":
        _refuse_fetching(json.loads(text))
    else:
        utf8(text)
    graph = rdflib.Graph(bind_namespaces="none")
    try:
        with _quiet():
            graph.parse(data=text, format=syntax, publicID=NODES)
    except Exception as error:  # noqa: BLE001 - rdflib's parsers raise whatever they meet
        what, line, column = _explained(error, text, syntax)
        raise FormatError(
            f"not {_NAMES[syntax]}: {what}",
            line=line,
            column=column,
            expected=_EXPECTED[syntax],
            hint=hint,
        ) from None
    return graph


_NAMES: Final = MappingProxyType({"turtle": "Turtle", "json-ld": "JSON-LD", "xml": "RDF/XML"})
_EXPECTED: Final = MappingProxyType(
    {
        "turtle": "statements of subject, predicate and object, each with a full stop at its end",
        "json-ld": "names as strings, values and contexts as objects, each as its keyword with @ demands",
        "xml": "descriptions of resources with their properties in them",
    }
)
_IN_TURTLE: Final = re.compile(r"at line \d+ of .*?:\s+Bad syntax \((.*?)\) at \^ in:", re.DOTALL)
_IN_XML: Final = re.compile(r"[^:\s]*:(\d+):(\d+): (.*)", re.DOTALL)


def _explained(error: Exception, text: str, syntax: str) -> tuple[str, int | None, int | None]:
    """What rdflib's parsers say, with line and column; but where they fall over a text, what is expected instead."""
    place = getattr(error, "_i", None)  # the lines that it counts are too many where it looked twice
    if isinstance(error, RecursionError):
        return "nested too deeply", None, None
    if syntax == "turtle" and isinstance(error, (IndexError, AssertionError)):  # it reads on behind the end
        return "the text ends within a statement or a string", *position(text)
    if syntax == "turtle" and isinstance(place, int) and (said := _IN_TURTLE.match(str(error))):
        rest = text[place:].lstrip()
        found = f"found {shown(rest[:20])}" if rest else "the text ends"
        return f"{found}: {_lower(said[1])}", *position(text, len(text) - len(rest))
    if syntax == "xml" and (said := _IN_XML.match(str(error))):
        return _lower(said[3]), int(said[1]), int(said[2]) + 1
    if isinstance(error, ValueError):  # of a name or a language, in words that can be shown
        return _lower(str(error)), None, None
    return f"expected {_EXPECTED[syntax]}", None, None


def _lower(message: str) -> str:
    message = " ".join(message.replace("EOF", "end of the text").split())
    return message[:1].lower() + message[1:]


@contextmanager
def _quiet() -> Iterator[None]:
    """What rdflib warns of and logs is no matter of its caller: that it is deprecated, or names that hold spaces."""
    logger = logging.getLogger("rdflib.term")

    def silent(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.removeFilter(silent)


def _refuse_fetching(value: Any) -> None:
    """Refuse contexts that stand elsewhere: rdflib would fetch them."""
    pending = [("$", value)]
    while pending:
        path, item = pending.pop()
        if isinstance(item, list):
            pending += [(f"{path}[{n}]", inner) for n, inner in enumerate(item)]
        elif isinstance(item, dict):
            pending += [(f"{path}.{key}", inner) for key, inner in item.items()]
            contexts = [item.get("@context")]
            while contexts:
                context = contexts.pop()
                if isinstance(context, list):
                    contexts += context
                elif isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
                    raise FormatError(
                        f"the context {shown(context)} stands elsewhere and is not fetched",
                        path=f"{path}.@context",
                        found=context,
                        hint="put the context into the file",
                    )


def _refuse_unwritable(nodes: Iterable[Row]) -> None:
    for row in nodes:
        for key in ("text", "scheme", "timestamp"):
            value = row.get(key)
            if isinstance(value, str) and (bad := xml.UNWRITABLE.search(value)):
                raise FormatError(
                    f"the {key} of {shown(str(row['nodeID']))} holds {bad.group()!r}, which XML cannot write",
                    ids=[str(row["nodeID"])],
                    found=bad.group(),
                    hint="write Turtle",
                )


def _sorted_json(text: str) -> str:
    """JSON-LD with its resources and what they say in a fixed order; rdflib writes them in any."""
    resources = [
        {
            key: sorted(value, key=str) if isinstance(value, list) else value
            for key, value in sorted(r.items())
        }
        for r in json.loads(text)
    ]
    resources.sort(key=lambda r: str(r["@id"]))
    return json.dumps(resources, indent=2)


def _sorted_xml(text: str) -> str:
    """RDF/XML with its descriptions and what they say in a fixed order; rdflib writes them in any."""
    root, _ = xml.parse(text)
    for description in root:
        description[:] = sorted(description, key=lambda e: (e.tag, sorted(e.attrib.items()), e.text or ""))
    root[:] = sorted(root, key=lambda e: sorted(e.attrib.items()))
    for element in root.iter():
        element.tail = None
    ET.indent(root)
    ET.register_namespace("aif", AIF)
    ET.register_namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#")
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


@cache
def _rdflib() -> Any:
    try:
        import rdflib  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtraError("AIF in RDF needs rdflib", hint="pip install 'argmap[rdf]'") from None
    return rdflib


def _uri(name: str) -> Any:
    return _rdflib().URIRef(name)
