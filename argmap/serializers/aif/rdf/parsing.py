"""From text to a graph, with errors in our words; nothing is fetched, and no entities are expanded."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import FormatError
from argmap.messages import Hint, position, shown
from argmap.serializers.aif.rdf.syntaxes import quiet, rdflib
from argmap.serializers.aif.rdf.vocabulary import NODES
from argmap.syntax import json, xml
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from argmap.serializers.aif.rdf.syntaxes import Syntax

_NAMES: Final = MappingProxyType({"turtle": "Turtle", "json-ld": "JSON-LD", "xml": "RDF/XML"})
_EXPECTED: Final = MappingProxyType(
    {
        "turtle": "statements of subject, predicate and object, each with a full stop at its end",
        "json-ld": "names as strings, values and contexts as objects, each as its keyword with @ demands",
        "xml": "descriptions of resources with their properties in them",
    }
)
_OTHER_SYNTAX: Final = Hint("if it is another syntax, name it with {syntax}", syntax=...)
_IN_TURTLE: Final = re.compile(r"at line \d+ of .*?:\s+Bad syntax \((.*?)\) at \^ in:", re.DOTALL)
_IN_XML: Final = re.compile(r"[^:\s]*:(\d+):(\d+): (.*)", re.DOTALL)


def parsed(text: str, syntax: Syntax, *, hint: str = _OTHER_SYNTAX) -> Any:
    """The graph of a text.

    Args:
        text: The text.
        syntax: Its syntax.
        hint: What to do if it is not of this syntax.

    Raises:
        FormatError: It is not, or has a context that would have to be fetched, or declares entities.
        MissingExtraError: rdflib is not installed.
    """
    graph = rdflib().Graph(bind_namespaces="none")
    if syntax == "xml":
        xml.parse(text)  # refuses entities, and reports where the text is not well-formed
    elif syntax == "json-ld":
        _refuse_fetching(json.loads(text))
    else:
        utf8(text)
    try:
        with quiet():
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


def _explained(error: Exception, text: str, syntax: str) -> tuple[str, int | None, int | None]:
    """The problem that rdflib's parsers report, with line and column; where they crash, what is expected instead."""
    offset = getattr(error, "_i", None)  # the lines that it counts are too many where it looked twice
    if isinstance(error, RecursionError):
        return "nested too deeply", None, None
    if syntax == "turtle" and isinstance(error, (IndexError, AssertionError)):  # it reads on after the end
        return "the text ends within a statement or a string", *position(text)
    if syntax == "turtle" and isinstance(offset, int) and (found := _IN_TURTLE.match(str(error))):
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
