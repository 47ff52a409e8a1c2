"""Which format a text is of, where the suffix only says its syntax: a look at the outline, never a trial."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from attrs import frozen

from argmap.syntax import json as jsontext
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

SYNTAXES = {
    "json": (".json", ".jsonld"),
    "yaml": (".yaml", ".yml"),
    "xml": (".xml", ".xmi", ".rdf", ".owl"),
    "text": (".txt",),
}


@frozen
class Sign:
    """How the texts of a format can be told from others of the same syntax.

    Attributes:
        format: The format's name.
        syntax: The syntax of its texts: json, yaml, xml or text.
        shows: Whether the outline of a text has the sign.
    """

    format: str
    syntax: str
    shows: Callable[[Any], bool]


def syntax(name: str) -> str | None:
    """The syntax that a file's suffix says, if several formats share that suffix.

    >>> syntax("map.json"), syntax("map.svg")
    ('json', None)
    """
    lower = name.lower()
    return next((s for s, suffixes in SYNTAXES.items() if lower.endswith(suffixes)), None)


def candidates(name: str) -> tuple[str, ...]:
    """The formats that a file's suffix leaves open."""
    return tuple(dict.fromkeys(sign.format for sign in SIGNS if sign.syntax == syntax(name)))


def guess(text: str, name: str) -> tuple[str, ...]:
    """The formats whose sign a text has, of those that the file's suffix leaves open; none if the suffix is no help.

    Args:
        text: The text of the file.
        name: The name of the file.

    Raises:
        FormatError: The text is not of the syntax that the suffix says.

    >>> guess('{"nodes": [], "edges": [], "locutions": []}', "map.json")
    ('aif',)
    """
    said = syntax(name)
    if said is None:
        return ()
    outline = _OUTLINES[said](text)
    found = (sign.format for sign in SIGNS if sign.syntax == said and sign.shows(outline))
    return tuple(dict.fromkeys(found))


# Outlines: the keys of a JSON object with values left as they are; the root of an XML text with its attributes;
# the value of a YAML text; the lines of any other.

_Raw = dict[str, msgspec.Raw]


def _json(text: str) -> _Raw:
    """The keys of the object, or of the first object of an array, with their values not yet decoded."""
    raw = utf8(text)
    try:
        return _keys(raw) if not text.lstrip().startswith("[") else _first(raw)
    except (ValueError, RecursionError):
        jsontext.loads(text)
        return {}  # JSON, but neither objects nor an array of them


def _keys(raw: bytes | msgspec.Raw) -> _Raw:
    return msgspec.json.decode(raw, type=_Raw)


def _first(raw: bytes | msgspec.Raw) -> _Raw:
    items = msgspec.json.decode(raw, type=list[msgspec.Raw])
    return _keys(items[0]) if items else {}


_BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
_ROOT = re.compile(r"\s*<(?:[^\s:/>]+:)?([^\s/>]+)([^>]*)>")


def _xml(text: str) -> tuple[str, str]:
    """The local name of the root element, and its attributes as they stand."""
    place = 0
    while before := _BEFORE_ROOT.match(text, place):
        place = before.end()
    root = _ROOT.match(text, place)
    return (root[1], root[2]) if root else ("", "")


def _yaml(text: str) -> Mapping[str, Any]:
    from argmap.syntax import yaml  # noqa: PLC0415 - loads PyYAML

    value = yaml.loads(text)
    return value if isinstance(value, dict) else {}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_OUTLINES: dict[str, Callable[[str], Any]] = {"json": _json, "yaml": _yaml, "xml": _xml, "text": _lines}


def _is_graph(keys: _Raw) -> bool:
    return {"nodes", "edges"} <= keys.keys() and not {"AIF", "resources", "argmap"} & keys.keys()


def _has_places(keys: _Raw) -> bool:
    """Whether the first node has coordinates, or the text of the analysis is there: OVA's own files."""
    try:
        return "analysis" in keys or "x" in _first(keys["nodes"])
    except ValueError:
        return False


def _is_linked(keys: _Raw, word: bytes) -> bool:
    """Whether this is JSON-LD, and holds a word."""
    return any(key.startswith("@") for key in keys) and any(word in bytes(v) for v in keys.values())


_CAES = {"statements", "arguments", "assumptions", "issues", "argument_schemes", "issue_schemes", "language"}
_GSN = {"text", "supportedBy", "inContextOf", "challenges", "undeveloped", "nodeType"}


def _is_gsn(value: Mapping[str, Any]) -> bool:
    elements = (v for v in value.values() if isinstance(v, dict))
    return not _CAES & value.keys() and any(_GSN & element.keys() for element in elements)


def _is_tgf(lines: list[str]) -> bool:
    return "#" in lines[1:] and all(len(line.split()) > 1 for line in lines[lines.index("#") + 1 :])


def _root(*names: str) -> Callable[[tuple[str, str]], bool]:
    return lambda root: root[0] in names


def _has(*names: str, no: Collection[str] = ()) -> Callable[[_Raw], bool]:
    return lambda keys: keys.keys() >= {*names} and keys.keys().isdisjoint(no)


SIGNS = (
    Sign("argmap-json", "json", _has("argmap")),
    Sign("argdown-json", "json", _has("arguments", "statements", "relations", no=["argmap"])),
    Sign("aif", "json", lambda keys: _is_graph(keys) and not _has_places(keys)),
    Sign("xaif", "json", _has("AIF")),
    Sign("ova", "json", lambda keys: _is_graph(keys) and _has_places(keys)),
    Sign("sadface", "json", _has("metadata", "resources", "nodes", "edges")),
    Sign("tea", "json", _has("case", "tree")),
    Sign(
        "claimreview",
        "json",
        lambda keys: (
            any(k.startswith("@") for k in keys) and any(b"Claim" in bytes(v) for v in keys.values())
        ),
    ),
    Sign("aif-rdf", "json", lambda keys: _is_linked(keys, b"/aif#")),
    Sign("carneades", "yaml", lambda value: bool(_CAES & value.keys())),
    Sign("gsn", "yaml", _is_gsn),
    Sign("arggraph", "xml", _root("arggraph")),
    Sign("aml", "xml", _root("ARG")),
    Sign("aif-rdf", "xml", _root("RDF")),
    Sign("sacm", "xml", lambda root: "sacm" in root[1].lower() or root[0].lower() == "assurancecasepackage"),
    Sign("graphml", "xml", _root("graphml")),
    Sign("gexf", "xml", _root("gexf")),
    Sign(
        "kialo",
        "text",
        lambda lines: lines[:1] and lines[0].startswith(("Discussion Title:", "Discussion Name:")),
    ),
    Sign("apx", "text", lambda lines: bool(lines) and bool(re.match(r"(arg|att)\s*\(", lines[0]))),
    Sign("iccma", "text", lambda lines: any(re.match(r"p\s+af\s", line) for line in lines[:50])),
    Sign("tgf", "text", _is_tgf),
)
