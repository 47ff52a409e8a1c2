"""The text around reviews: JSON, a document on each line, or the scripts of a web page; and where reviews are in it."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.errors import FormatError
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.diagnostics import Report
    from argmap.serializers.claimreview.linked_data import Path

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_TAG: Final = re.compile(r"<!--|<script\b([^<>]*)>", re.IGNORECASE)
_IS_JSON: Final = re.compile(r"""\btype\s{0,9}=\s{0,9}["']?\s{0,9}application/ld\+json""", re.IGNORECASE)
_SCRIPT_END: Final = re.compile(r"</script", re.IGNORECASE)
_WRAPPING: Final = re.compile(r"[\s;]*(?:(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?)?")
_UNWRAPPING: Final = re.compile(r"(?:(?://|/\*)\s*)?(?:\]\]>|-->)\s*(?:\*/)?\s*$")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Text(NamedTuple):
    """What a text holds.

    Attributes:
        value: The JSON value; a list where the text has several.
        by_line: Whether each line is a document.
    """

    value: Any
    by_line: bool = False


def parsed(text: str, report: Report) -> Text:
    r"""The JSON of a text: all of it, or of each line, or of each script of a web page.

    Lines and scripts that are not JSON are reported, unless all are.

    >>> from argmap.diagnostics import ignored
    >>> parsed('<html><script type="application/ld+json">{"a": 1}</script>', ignored)
    Text(value={'a': 1}, by_line=False)
    >>> parsed('{"a": 1}\n{"a": 2}\n', ignored)
    Text(value=[{'a': 1}, {'a': 2}], by_line=True)

    Raises:
        FormatError: There is no JSON in it.
    """
    if text.lstrip().startswith("<"):
        return _page(text, report)
    try:
        return Text(json.loads(text))
    except FormatError:
        lines = [(n, line) for n, line in enumerate(_LINE_END.split(text), 1) if line.strip()]
        likely = [line for _, line in lines if line.lstrip()[0] in "{["]
        if len(lines) < 2 or 2 * len(likely) <= len(lines):
            raise
        values, problems = [], []
        for n, line in lines:
            try:
                values.append(json.loads(line))
            except FormatError as error:
                error.line = n
                problems.append(error)
        if len(values) <= len(problems):
            raise
        _report(problems, "line-not-read", report)
        return Text(values, by_line=True)


def _page(text: str, report: Report) -> Text:
    """The scripts with JSON-LD of a web page."""
    values, problems = [], []
    for start, script in _scripts(text):
        try:
            values.append(_script(script))
        except FormatError as error:
            problems.append((start, error))
    _locate(text, problems)
    if not values:
        if problems:
            raise problems[0][1]
        message = "found a web page without JSON-LD, expected a script of type application/ld+json"
        raise FormatError(message, expected="application/ld+json")
    _report([error for _, error in problems], "script-not-read", report)
    return Text(values[0] if len(values) == 1 else values)


def _locate(text: str, problems: Iterable[tuple[int, FormatError]]) -> None:
    """Turn positions in scripts that start at these offsets into positions in the text."""
    begins = [0, *(end.end() for end in _LINE_END.finditer(text))] if problems else []
    for start, error in problems:
        line = bisect_right(begins, start)
        before = start - begins[line - 1] if error.line in (1, None) else 0
        error.line, error.column = line + (error.line or 1) - 1, before + (error.column or 1)


def _report(problems: Iterable[FormatError], code: str, report: Report) -> None:
    for error in problems:
        message = f"{error.message}; ignored"
        where = error.line, error.column
        report(Diagnostic(code, "warning", message, *where, hint=error.hint))


def _scripts(text: str) -> Iterator[tuple[int, str]]:
    """The scripts with JSON-LD, and where they start; comments hide what is in them."""
    offset = 0
    while tag := _TAG.search(text, offset):
        if tag[0] == "<!--":
            end = text.find("-->", tag.end())
            offset = len(text) if end < 0 else end + 3
            continue
        found = _SCRIPT_END.search(text, tag.end())
        offset = found.start() if found else len(text)
        if _IS_JSON.search(tag[1]):
            yield tag.end(), text[tag.end() : offset]


def _script(script: str) -> Any:
    """The JSON of a script, which may be wrapped in a comment or a CDATA section, or be written in entities."""
    begin = _WRAPPING.match(script)
    start = begin.end() if begin else 0
    bare = script[start:].rstrip("; \t\r\n")
    if end := _UNWRAPPING.search(bare, max(0, len(bare) - 20)):
        bare = bare[: end.start()].rstrip("; \t\r\n")
    try:
        return json.loads(" " * start + bare)
    except FormatError:
        if "&" not in bare:
            raise
        return json.loads(" " * start + html.unescape(bare))


# Where the reviews are


def place(path: Iterable[str | int]) -> str:
    """A path in words.

    >>> place(["@graph", 3, "author"])
    "$['@graph'][3].author"
    """
    parts = (f".{p}" if isinstance(p, str) and _PLAIN_KEY.fullmatch(p) else f"[{p!r}]" for p in path)
    return "$" + "".join(parts)


def emptied(value: Any, paths: Iterable[Path]) -> Any:
    """The document with null where the reviews were; it is changed in place."""
    for path in paths:
        if not path:
            return None
        around = value
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = None
    return value


class _Removed:
    """Stands where a review was that the map does not have any more."""


def filled(value: Any, items: Iterable[tuple[Sequence[Any], Any]], removed: Iterable[Sequence[Any]]) -> Any:
    """The document with reviews where they were, and without those that were removed; it is changed in place.

    >>> filled([{"x": None}, None, None], [((0, "x"), "a"), ((2,), "c")], [(1,)])
    [{'x': 'a'}, 'c']
    """
    root = [value]
    shortened: dict[int, list[Any]] = {}
    for path, item in [*items, *((path, _Removed) for path in removed)]:
        around, last = _around(root, path)
        if item is not _Removed:
            around[last] = item
        elif isinstance(around, dict):
            del around[last]
        else:
            around[last] = _Removed
            shortened[id(around)] = around
    for around in shortened.values():
        around[:] = [v for v in around if v is not _Removed]
    return root[0] if root else []


def has_room(value: Any, path: Sequence[Any]) -> bool:
    """Whether a path leads to a place that was emptied."""
    try:
        around, last = _around([value], path)
    except (LookupError, TypeError):
        return False
    return around[last] is None


def _around(root: list[Any], path: Sequence[Any]) -> tuple[Any, Any]:
    """The list or object in which the last step of a path leads on, and that step."""
    around: Any = root
    steps: list[Any] = [0, *path]
    for step in steps[:-1]:
        around = around[_step(around, step)]
    last = _step(around, steps[-1])
    around[last]
    return around, last


def _step(around: Any, step: Any) -> Any:
    if isinstance(around, list) and type(step) is int and step >= 0:
        return step
    if isinstance(around, dict) and isinstance(step, str):
        return step
    raise LookupError(step)
