"""The syntaxes of RDF: which of them a text is, its graph with errors in our words, and the text of a graph.

Nothing is fetched, and of entities only those are read that are short for a plain text, such as a namespace.
"""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args
from xml.etree import ElementTree as ET

from argmap.errors import ArgmapError, FormatError, LimitError, MissingExtraError, unknown_name
from argmap.limits import HEAVY, exceeded, in_force
from argmap.messages import Hint, position, shown
from argmap.syntax import json, xml
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from argmap.serializers.aif.rows import Row

NODES: Final = "http://www.aifdb.org/nodes/"
AIF: Final = "http://www.arg.dundee.ac.uk/aif#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"

Syntax = Literal["turtle", "json-ld", "xml", "nt", "trig", "nquads"]
_NAMES: Final = MappingProxyType(
    {
        "turtle": "Turtle",
        "json-ld": "JSON-LD",
        "xml": "RDF/XML",
        "nt": "N-Triples",
        "trig": "TriG",
        "nquads": "N-Quads",
    }
)
_SUFFIXES: Final[Mapping[str, Syntax]] = MappingProxyType({".nt": "nt", ".trig": "trig", ".nq": "nquads"})
_STATEMENTS: Final = "statements of subject, predicate and object, each with a full stop at its end"
_EXPECTED: Final = MappingProxyType(
    {
        **dict.fromkeys(("turtle", "nt", "trig", "nquads"), _STATEMENTS),
        "json-ld": "names as strings, values and contexts as objects, each as its keyword with @ demands",
        "xml": "descriptions of resources with their properties in them",
    }
)
_WRITTEN_AS: Final = MappingProxyType({"nt": "nt", "nquads": "nt", "trig": "turtle"})  # these hold those
_QUADS: Final = ("trig", "nquads")
_LIKE_TURTLE: Final = ("turtle", "nt", "trig")  # read by the parser of Turtle, or one made of it
_OTHER_SYNTAX: Final = Hint("if it is another syntax, name it with {syntax}", syntax=...)
_IN_TURTLE: Final = re.compile(r"at line \d+ of .*?:\s+Bad syntax \((.*?)\) at \^ in:", re.DOTALL)
_XML_START: Final = re.compile(
    r"<[?!]|<rdf:|<[^\s<>]+\s+[^\s<>=]+\s*=", re.IGNORECASE
)  # Turtle's have no blanks
_IN_XML: Final = re.compile(r"[^:\s]*:(\d+):(\d+): (.*)", re.DOTALL)


def checked(syntax: str) -> Syntax:
    """The name of a syntax, if it is one.

    Raises:
        ArgmapError: It is not.
    """
    if syntax not in get_args(Syntax):
        raise unknown_name("syntax", syntax, get_args(Syntax), ArgmapError)
    return cast("Syntax", syntax)


def by_suffix(path: Path | None) -> Syntax | None:
    """The syntax that the suffix of a file means, if it means only one."""
    return None if path is None else _SUFFIXES.get(path.suffix.lower())


def guessed(text: str) -> Syntax:
    """The syntax that the first characters of a text suggest."""
    start = text.lstrip("\ufeff \t\r\n")
    if re.match(r"\{|\[\s*(\{|\]\s*$)", start):  # Turtle may start with "[] a …"
        return "json-ld"
    return "xml" if _XML_START.match(start) else "turtle"


# The library


@cache
def rdflib() -> Any:
    """The library.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        import rdflib as library  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtraError("AIF in RDF needs rdflib", hint="pip install 'argmap[rdf]'") from None
    return library


@contextmanager
def quiet() -> Iterator[None]:
    """Silence rdflib: that it is deprecated, or that names hold spaces, does not concern its caller."""
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


# From text to graphs


def parsed(text: str, syntax: Syntax, *, hint: str = _OTHER_SYNTAX) -> Any:
    """The graph of a text; a hint states what to do if it is of another syntax.

    Raises:
        FormatError: It is of another syntax, has a context that would have to be fetched, or declares entities.
        LimitError: It has more statements than the limits in force allow.
        MissingExtraError: rdflib is not installed.
    """
    library, store = rdflib(), _counting_store()
    graph = (
        library.Dataset(store, default_union=True)
        if syntax in _QUADS
        else library.Graph(store, bind_namespaces="none")
    )
    if syntax == "xml":
        text = xml.without_short_entities(text)
        xml.parse(text)  # refuses other entities, and reports where the text is not well-formed
    elif syntax == "json-ld":
        _refuse_fetching(json.loads(text))
    else:
        utf8(text)
        if "\r" in text and "\n" not in text:  # a line end that rdflib does not know
            text = text.replace("\r", "\n")
    try:
        with quiet():
            graph.parse(data=text, format="turtle" if syntax == "nt" else syntax, publicID=NODES)
    except (LimitError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - rdflib's parsers raise whatever they meet
        what, line, column = _explained(error, text, syntax)
        raise FormatError(
            f"not {_NAMES[syntax]}: {what}", line=line, column=column, expected=_EXPECTED[syntax], hint=hint
        ) from None
    return _united(graph) if syntax in _QUADS else graph


def _counting_store() -> Any:
    """A store that holds no more statements than the limits in force allow."""
    from rdflib.plugins.stores.memory import Memory  # noqa: PLC0415 - an extra

    class Counting(Memory):
        """The store that rdflib uses by default."""

        most = in_force().nodes
        found = 0

        def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
            """Keep one more statement."""
            self.found += 1
            if self.found * HEAVY > self.most:
                what = f"found {self.found:,} statements or more, each of which counts as {HEAVY} nodes"
                raise exceeded("nodes", self.most, what)
            super().add(triple, context, quoted)

    return Counting()


def _united(dataset: Any) -> Any:
    """All graphs of a dataset as one."""
    graph = rdflib().Graph(bind_namespaces="none")
    for subject, predicate, value, _ in dataset.quads((None, None, None, None)):
        graph.add((subject, predicate, value))
    return graph


def _explained(error: Exception, text: str, syntax: str) -> tuple[str, int | None, int | None]:
    """The problem that rdflib's parsers report, with line and column; where they crash, what is expected instead."""
    offset = getattr(error, "_i", None)  # the lines that it counts are too many where it looked twice
    if isinstance(error, RecursionError):
        return "nested too deeply", None, None
    if syntax in _LIKE_TURTLE and isinstance(
        error, (IndexError, AssertionError)
    ):  # it reads on after the end
        return "the text ends within a statement or a string", *position(text)
    if syntax in _LIKE_TURTLE and isinstance(offset, int) and (found := _IN_TURTLE.match(str(error))):
        rest = text[offset:].lstrip()
        what = f"found {shown(rest[:20])}" if rest else "the text ends"
        return f"{what}: {_lower(found[1])}", *position(text, len(text) - len(rest))
    if syntax == "xml" and (found := _IN_XML.match(str(error))):
        return _lower(found[3]), int(found[1]), int(found[2]) + 1
    if isinstance(error, ValueError):  # of a name or a language, in words that can be shown
        return _lower(str(error)), None, None
    return f"expected {_EXPECTED[syntax]}", None, None


def _lower(message: str) -> str:
    message = " ".join(message.replace("EOF", "end of the text").split())
    return message[:1].lower() + message[1:]


def _refuse_fetching(value: Any) -> None:
    """Refuse contexts that are elsewhere: rdflib would fetch them."""
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
                        f"the context {shown(context)} is elsewhere and is not fetched",
                        path=f"{path}.@context",
                        found=context,
                        hint="put the context into the file",
                    )


# From graphs to text


def serialized(triples: Iterable[tuple[Any, Any, Any]], syntax: Syntax, nodes: Iterable[Row]) -> str:
    """The text of the triples of nodes, in a fixed order; rdflib writes JSON-LD and XML in any.

    Raises:
        FormatError: XML cannot write a character of some node.
        MissingExtraError: rdflib is not installed.
    """
    graph = rdflib().Graph(bind_namespaces="none")
    for prefix, namespace in (("aif", AIF), ("rdfs", RDFS), ("owl", OWL)):
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    if syntax == "xml":
        _refuse_unwritable(nodes)
        return _sorted_xml(graph.serialize(format="xml"))
    with quiet():
        text: str = graph.serialize(format=_WRITTEN_AS.get(syntax, syntax))
    if _WRITTEN_AS.get(syntax) == "nt":
        return "".join(sorted(line for line in text.splitlines(keepends=True) if line.strip()))
    return _sorted_json(text) if syntax == "json-ld" else text


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
    """JSON-LD with its resources and their properties in a fixed order."""
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
    """RDF/XML with its descriptions and their properties in a fixed order."""
    root, _ = xml.parse(text)
    for description in root:
        description[:] = sorted(description, key=lambda e: (e.tag, sorted(e.attrib.items()), e.text or ""))
    root[:] = sorted(root, key=lambda e: sorted(e.attrib.items()))
    for element in root.iter():
        element.tail = None
    ET.indent(root)
    ET.register_namespace("aif", AIF)
    ET.register_namespace("rdfs", RDFS)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"
