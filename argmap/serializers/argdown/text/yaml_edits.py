"""Changing entries of YAML text, so that all others stay as they are, with their comments and spacing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.errors import FormatError
from argmap.serializers.argdown.text.lines import flow
from argmap.syntax import yaml, yaml_writer
from argmap.syntax.yaml_words import is_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LINE: Final = re.compile(
    r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+\Z"
)
_NO_ENTRY: Final = re.compile(r"[ \t]*(?:#.*)?$")
_STRING: Final = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
_ENTRY: Final = re.compile(
    rf"(?P<key>[ \t]*(?:{_STRING}|\S.*?)[ \t]*:)(?P<blank>[ \t]+|(?=[\r\n]|\Z))"
    rf"(?P<value>(?:{_STRING}|[^\"'#\r\n]|(?<![ \t])#)*?)(?P<comment>[ \t]+#[^\r\n]*)?(?P<end>[\r\n]*)\Z"
)


class _Change(NamedTuple):
    """Lines that take the place of others."""

    start: int
    stop: int
    lines: list[str]


def edited(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    r"""The text of a mapping in block style, with the entries changed in which two values of it differ.

    Args:
        text: The YAML.
        old: What it states, as far as it is considered.
        new: What it shall state.

    Raises:
        FormatError: The text is in another style.

    >>> edited("a: 1  # one\n# two\nb: x\n", {"a": 1, "b": "x"}, {"a": 2, "b": "x", "c": [3]})
    'a: 2  # one\n# two\nb: x\nc: [3]\n'
    """
    value = yaml.loads(text)
    lines = _LINE.findall(text)
    if lines and lines[-1][-1] not in "\r\n":
        lines[-1] += "\n"
    if value is None:
        return "".join([*lines, *_dumped(dict(new), "", lines)])
    changes = sorted(_changes(value, old, new, lines, len(lines)), key=lambda change: change[:2])
    for change in reversed(changes):
        lines[change.start : change.stop] = change.lines
    return "".join(lines)


def _changes(
    value: Any, old: Mapping[str, Any], new: Mapping[str, Any], lines: list[str], end: int
) -> Iterator[_Change]:
    """What has to change in a mapping, which ends before a line."""
    spans, indent = _entries(value, lines, end)
    for key, (start, stop) in spans.items():
        if key not in new:
            if key in old:
                yield _Change(start, stop, [])
        elif key not in old or old[key] != new[key]:
            inner, states = value[key], new[key]
            if (
                isinstance(inner, yaml.Mapping)
                and isinstance(states, dict)
                and states
                and _is_block(inner, start)
            ):
                before = old.get(key)
                yield from _changes(inner, before if isinstance(before, dict) else {}, states, lines, stop)
            else:
                yield _Change(start, stop, _replaced(lines, start, stop, key, states, indent))
    # After what comes into the mappings within: of several changes at one line, the first comes first.
    after = min(start for start, _ in spans.values())
    added: dict[int, list[str]] = {}
    for key in new:
        if key in spans:
            after = spans[key][1]
        elif key not in old or old[key] != new[key]:
            added.setdefault(after, []).extend(_dumped({key: new[key]}, indent, lines))
    yield from (_Change(line, line, new_lines) for line, new_lines in added.items())


def _entries(value: Any, lines: list[str], end: int) -> tuple[dict[str, tuple[int, int]], str]:
    """In which lines each entry of a mapping is, and how far they are indented."""
    places = value.places.items() if isinstance(value, yaml.Mapping) else ()
    found = sorted((line - 1, column - 1, key) for key, (line, column) in places if key is not None)
    if not found or len(found) != len(value) or any(lines[n][:column].strip(" ") for n, column, _ in found):
        raise FormatError("not a mapping in block style")
    stops = [*(line for line, _, _ in found[1:]), end]
    spans = {key: (line, _end(lines, line, stop)) for (line, _, key), stop in zip(found, stops, strict=True)}
    return spans, " " * found[0][1]


def _is_block(inner: yaml.Mapping, start: int) -> bool:
    """Whether a mapping begins below the line of its key."""
    return inner.places[None][0] - 1 > start


def _end(lines: list[str], start: int, stop: int) -> int:
    """Where an entry ends: comments and blank lines after it belong to no entry."""
    while stop > start + 1 and _NO_ENTRY.match(lines[stop - 1].rstrip("\r\n")):
        stop -= 1
    return stop


def _replaced(lines: list[str], start: int, stop: int, key: str, value: Any, indent: str) -> list[str]:
    """The lines of an entry with another value; a comment after its only line stays."""
    found = _dumped({key: value}, indent, lines)
    known = _ENTRY.match(lines[start]) if stop == start + 1 else None
    if known is None or not known["value"]:
        return found
    if len(found) > 1 and known["value"][0] in "{[":
        words = flow(value, bare=still_bare(known["value"], value))
    elif len(found) == 1 and (match := _ENTRY.match(found[0])):
        words = match["value"]
    else:
        return found
    return [f"{known['key']}{known['blank']}{words}{known['comment'] or ''}{known['end']}"]


def still_bare(text: str, new: Any) -> frozenset[tuple[str | int, ...]]:
    """The paths of dates and times that a text has without quotes and that stay as they are.

    >>> still_bare("{from: 1989-06-14, to: 1990-01-01}", {"from": "1989-06-14", "to": "1991-01-01"})
    frozenset({('from',)})
    """
    try:
        document = yaml.loads(text)
    except FormatError:
        return frozenset()
    paths = [tuple(path) for path in yaml.bare_values(document)]
    return frozenset(path for path in paths if _at(document, path) == _at(new, path))


def _at(value: Any, path: Iterable[str | int]) -> Any:
    """The value at a path; None if there is none."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _dumped(value: dict[str, Any], indent: str, lines: list[str]) -> list[str]:
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    bare = [path for path, inner in yaml_writer.placed_strings(value) if is_date(inner)]
    return [f"{indent}{line}{end}" for line in yaml_writer.dumps(value, bare=bare).splitlines()]
