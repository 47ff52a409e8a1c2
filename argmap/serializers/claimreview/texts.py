"""The JSON in a text of reviews: all of it, each line, or the scripts of a web page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.errors import FormatError, LimitError
from argmap.serializers.claimreview import pages
from argmap.serializers.claimreview.loose_json import Loose, loads
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.diagnostics import Report

_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class Text(NamedTuple):
    """What a text holds.

    Attributes:
        value: The JSON value; a list where the text has several.
        by_line: Whether each line is a document.
        unread: The way other than JSON-LD in which a web page says more, or "".
    """

    value: Any
    by_line: bool = False
    unread: str = ""


def parsed(text: str, report: Report) -> Text:
    r"""The JSON of a text: all of it, or of each line, or of each script of a web page.

    Lines and scripts that are not JSON are reported, unless all are.

    >>> from argmap.diagnostics import ignored
    >>> parsed('<html><script type="application/ld+json">{"a": 1}</script>', ignored)
    Text(value={'a': 1}, by_line=False, unread='')
    >>> parsed('{"a": 1}\n{"a": 2}\n', ignored)
    Text(value=[{'a': 1}, {'a': 2}], by_line=True, unread='')

    Raises:
        FormatError: There is no JSON in it.
        LimitError: There are more values in it than the limits in force allow.
    """
    if text.lstrip().startswith("<"):
        return _page(text, report)
    try:
        found = loads(text)
    except LimitError:
        raise
    except FormatError as error:
        lines = [(n, line) for n, line in enumerate(_LINE_END.split(text), 1) if line.strip()]
        likely = [line for _, line in lines if line.lstrip()[0] in "{["]
        if len(lines) < 2 or 2 * len(likely) <= len(lines) or len(lines[0][1].strip()) == 1:
            raise
        return _lines(lines, error, report)
    _mended([found.problem] if found.problem else [], report)
    return Text(found.value)


def _lines(lines: Iterable[tuple[int, str]], error: FormatError, report: Report) -> Text:
    """The documents of numbered lines; the error if there are none."""
    values, bad, mended = [], [], []
    for n, line in lines:
        try:
            found = loads(line.rstrip().removesuffix(","))
        except FormatError as problem:
            problem.line = n
            bad.append(problem)
            continue
        values.append(found.value)
        if found.problem is not None:
            found.problem.line = n
            mended.append(found.problem)
    if not any(value and isinstance(value, (dict, list)) for value in values):
        raise error
    _mended(mended, report)
    _left_out(bad, "line-not-read", report)
    return Text(values, by_line=True) if len(values) > 1 else Text(values[0])


def _page(text: str, report: Report) -> Text:
    """The scripts with JSON-LD of a web page."""
    scripts = [*pages.scripts(text)]
    json.refuse_many("".join([script for _, script in scripts]))
    values: list[Any] = []
    bad: list[tuple[int, FormatError]] = []
    mended: list[tuple[int, FormatError]] = []
    for start, script in scripts:
        try:
            found = _script(script)
        except FormatError as error:
            bad.append((start, error))
            continue
        values.append(found.value)
        if found.problem is not None:
            mended.append((start, found.problem))
    _locate(text, [*bad, *mended])
    if not values:
        raise bad[0][1] if bad else _without_scripts(text)
    _mended([error for _, error in mended], report)
    _left_out([error for _, error in bad], "script-not-read", report)
    return Text(values[0] if len(values) == 1 else values, unread=pages.other_markup(text))


def _without_scripts(text: str) -> FormatError:
    other = pages.other_markup(text)
    what = f"a web page that marks its reviews up with {other}" if other else "a web page without JSON-LD"
    message = f"found {what}, expected a script of type application/ld+json"
    return FormatError(message, expected="application/ld+json", hint=hint(other))


def hint(markup: str) -> str:
    """What to do about a web page that says what it says in another way than JSON-LD."""
    return f"{markup} is not read: turn it into JSON-LD first" if markup else ""


def _script(script: str) -> Loose:
    """The JSON of a script, which may be written in entities."""
    bare = pages.unwrapped(script)
    try:
        return loads(bare)
    except FormatError:
        if (plain := pages.without_entities(bare)) == bare:
            raise
        return loads(plain)


def _locate(text: str, problems: Iterable[tuple[int, FormatError]]) -> None:
    """Turn positions in scripts that start at these offsets into positions in the text."""
    begins = [0, *(end.end() for end in _LINE_END.finditer(text))] if problems else []
    for start, error in problems:
        line = bisect_right(begins, start)
        before = start - begins[line - 1] if error.line in (1, None) else 0
        error.line, error.column = line + (error.line or 1) - 1, before + (error.column or 1)


def _left_out(problems: Iterable[FormatError], code: str, report: Report) -> None:
    for error in problems:
        message, where = f"{error.message}; ignored", (error.line, error.column)
        report(Diagnostic(code, "warning", message, *where, hint=error.hint))


def _mended(problems: Iterable[FormatError], report: Report) -> None:
    for error in problems:
        report(Diagnostic("json-mended", "warning", error.message, error.line, error.column, hint=error.hint))
