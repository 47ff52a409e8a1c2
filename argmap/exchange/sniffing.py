"""Which format a text is of, where the suffix only shows its syntax: a look at the top level, never a trial."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import FormatError
from argmap.exchange.registry import FORMATS, table
from argmap.exchange.signs import Root, keys_of
from argmap.syntax import json
from argmap.syntax.encoding import utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from argmap.exchange.format import Format
    from argmap.exchange.signs import Keys, Sign, Syntax

SYNTAXES: Final[dict[Syntax, tuple[str, ...]]] = {
    "json": (".json", ".jsonld", ".ndjson", ".jsonl"),
    "yaml": (".yaml", ".yml"),
    "xml": (".xml", ".xmi", ".model", ".rdf", ".owl"),
    "html": (".html", ".htm", ".xhtml"),
    "text": (".txt",),
}
"""The suffixes that several formats share, by the syntax that they mean."""


def syntax(name: str) -> Syntax | None:
    """The syntax that a file's suffix means, if several formats share that suffix.

    >>> syntax("map.json"), syntax("map.svg")
    ('json', None)
    """
    lower = name.lower()
    return next((s for s, suffixes in SYNTAXES.items() if lower.endswith(suffixes)), None)


def candidates(name: str) -> tuple[str, ...]:
    """The formats that a file's suffix leaves open."""
    return tuple([format for format, _ in _signs(syntax(name))])


def guess(text: str, name: str) -> tuple[str, ...]:
    """The formats whose sign a text has, of those that the file's suffix leaves open; none if the suffix is no help.

    Args:
        text: The text of the file.
        name: The name of the file.

    Raises:
        FormatError: The text is not of the syntax that the suffix means.

    >>> guess('{"nodes": [], "edges": [], "locutions": []}', "map.json")
    ('aif',)
    """
    found = syntax(name)
    if found is None:
        return ()
    return _on(found, _TOP_LEVEL[found](text))


def recognized(text: str) -> tuple[str, ...]:
    """The formats that a text is of by a look at it alone, where it has no name; several, or none, if that cannot tell.

    >>> recognized("[Cap]: Rents should be capped.")
    ('argdown',)
    """
    start = text.lstrip()[:1]
    if start and start in "{[" and (keys := _unless_broken(_json, text)) is not None:
        return _on("json", keys) or _on("text", _lines(text))
    if start == "<" and (found := _on("xml", _xml(text)) or _on("html", text)):
        return found
    if found := _on("own", text) or _on("text", _lines(text)):
        return found
    value = _unless_broken(_yaml, text)
    return () if value is None else _on("yaml", value)


def _on(syntax: Syntax, top: Any) -> tuple[str, ...]:
    return tuple([format for format, sign in _signs(syntax) if sign.is_on(top)])


def _unless_broken(look: Callable[[str], Any], text: str) -> Any:
    try:
        return look(text)
    except FormatError:
        return None


def _signs(syntax: Syntax | None) -> Sequence[tuple[str, Sign]]:
    own, others = _OWN.get(syntax, []), table()[_FIRST_OTHER:]
    return [*own, *_signs_in(others, syntax)] if others else own


def _signs_in(rows: Iterable[Format], syntax: Syntax | None) -> list[tuple[str, Sign]]:
    return [(row.name, sign) for row in rows for sign in row.signs if sign.syntax == syntax]


_FIRST_OTHER: Final = len(FORMATS)  # row of the table that is of another package
_OWN: Final[dict[Syntax | None, list[tuple[str, Sign]]]] = {
    each: _signs_in(FORMATS, each) for each in (*SYNTAXES, "own")
}


def _json(text: str) -> Keys:
    try:
        return keys_of(utf8(text))
    except (ValueError, RecursionError):
        if (found := _first_of_lines(text)) is not None:
            return found
        json.loads(text)
        return {}  # JSON, but neither objects nor an array of them


def _first_of_lines(text: str) -> Keys | None:
    """The keys of the first line of a text that has a JSON object on each line; None for any other."""
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    first, second = [*lines[:2], "", ""][:2]
    if not first.startswith("{") or not second.lstrip().startswith("{"):
        return None
    try:
        return keys_of(utf8(first))
    except (ValueError, RecursionError):
        return None


_BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
_ROOT = re.compile(r"\s*<(?:[^\s:/>]+:)?([^\s/>]+)([^>]*)>")


def _xml(text: str) -> Root:
    offset = 0
    while before := _BEFORE_ROOT.match(text, offset):
        offset = before.end()
    root = _ROOT.match(text, offset)
    return Root(root[1], root[2]) if root else Root("", "")


def _yaml(text: str) -> Mapping[str, Any]:
    from argmap.syntax import yaml  # noqa: PLC0415 - loads PyYAML

    value = yaml.look(text)
    return value if isinstance(value, dict) else {}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_TOP_LEVEL: Final[dict[Syntax, Callable[[str], Any]]] = {
    "json": _json,
    "yaml": _yaml,
    "xml": _xml,
    "html": str,
    "text": _lines,
}
