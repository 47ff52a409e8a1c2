"""Plain values written as YAML that every reader reads as the same values.

PyYAML's emitter lays the text out; what has to be quoted is decided here: a string stays bare only if neither
YAML 1.2 nor 1.1 reads it as anything else, so ``no``, ``012``, ``1e3``, ``2020-01-01``, ``on``, ``y`` and
``~`` are quoted. Dates and times that a document has without quotes may stay so.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from argmap.errors import FormatError
from argmap.syntax.yaml import MAX_DEPTH, bare_values
from argmap.syntax.yaml_words import is_date_or_time, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Path = tuple[Any, ...]
LONGEST_LINE: Final = 100  # code points of a list that is written in one line
_DIGITS: Final = 4000  # the reader reads longer numbers as words
_WORDS_OF_1_1: Final = frozenset("yYnN")  # booleans of YAML 1.1 that PyYAML reads as words
_RESOLVER: Final[Any] = Resolver()
_STRING: Final = "tag:yaml.org,2002:str"
_ODD_LINE: Final = re.compile("[\r\x85\u2028\u2029]")  # breaks that a reader would turn into line feeds
_WORD: Final = re.compile("[A-Za-z][A-Za-z0-9_ ().,'/-]*", re.ASCII)
_UNLIMITED: Final = 1 << 30  # columns; folded lines are hard to edit


def dumps(value: Any, *, typed: Iterable[Any] = (), bare: Iterable[Any] = ()) -> str:
    """JSON values as YAML: keys in order, Unicode as it is, long lines unbroken, the same text each time.

    Short lists of simple values are written in one line; text of several lines is written as a block.

    Args:
        value: Mappings with string keys, lists or tuples, strings, finite numbers, booleans and None.
        typed: The paths of keys that are not strings to every reader, as `yaml.typed_keys` gives them.
        bare: The paths of dates and times that are without quotes, as `yaml.bare_values` gives them.

    Raises:
        FormatError: Nesting beyond 90 levels, or an integer of more than 4000 digits, which could not be read.

    >>> print(dumps({"G1": {"text": "Rents are fair.", "supportedBy": ["S1"], "layer1": "no"}}), end="")
    G1:
      text: Rents are fair.
      supportedBy: [S1]
      layer1: 'no'
    """
    stream = io.StringIO()
    emitter: Any = _Emitter(stream, width=_UNLIMITED, allow_unicode=True)
    for event in _events(value, _paths(typed), _paths(bare)):
        emitter.emit(event)
    return stream.getvalue()


class _Emitter(Emitter):
    """An emitter that knows that the colons of times end no key, within brackets either."""

    def analyze_scalar(self, scalar: str) -> Any:
        analysis: Any = super().analyze_scalar(scalar)
        if is_date_or_time(scalar):
            analysis.allow_flow_plain = True
        return analysis


def _paths(paths: Iterable[Any]) -> frozenset[_Path]:
    return frozenset(path for path in map(_hashable, paths) if path)


def _hashable(path: Any) -> tuple[Any, ...]:
    """A path as a tuple; empty for anything else."""
    steps = tuple(path) if isinstance(path, (list, tuple)) else ()
    return steps if all(isinstance(step, (str, int)) for step in steps) else ()


_Item = tuple[Any, bool, _Path]  # a key or a value, whether it is a key, and the path that leads there


def _events(value: Any, typed: frozenset[_Path], bare: frozenset[_Path]) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    # The remaining items of each open container, and the event that closes it.
    stack: list[tuple[Iterator[_Item], yaml.Event]] = []
    pending: Iterator[_Item] = iter(((value, False, ()),))
    closed: yaml.Event
    flow = False
    while True:
        for item, is_key, path in pending:
            if isinstance(item, (list, tuple)):
                flow = _fits_a_line(item)
                opened: yaml.Event = yaml.SequenceStartEvent(None, None, implicit=True, flow_style=flow)
                inner, closed = _values(item, path), yaml.SequenceEndEvent()
            elif hasattr(item, "items"):
                opened = yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
                inner, closed = _pairs(item.items(), path), yaml.MappingEndEvent()
            else:
                if is_key and path in typed and not isinstance(meaning(item), str):
                    yield yaml.ScalarEvent(None, None, (True, False), item)
                elif path in (typed if is_key else bare) and _stays_bare(item):
                    yield yaml.ScalarEvent(None, None, (True, True), item)
                else:
                    yield _scalar(item, is_key=is_key, flow=bool(stack) and flow)
                continue
            if len(stack) >= MAX_DEPTH:
                raise FormatError(f"values nested deeper than {MAX_DEPTH} levels cannot be written as YAML")
            yield opened
            stack.append((pending, closed))
            pending = inner
            break
        else:
            if not stack:
                break
            pending, closed = stack.pop()
            flow = False
            yield closed
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _values(items: Iterable[Any], path: _Path) -> Iterator[_Item]:
    return ((item, False, (*path, n)) for n, item in enumerate(items))


def _pairs(items: Iterable[tuple[str, Any]], path: _Path) -> Iterator[_Item]:
    for key, value in items:
        here = (*path, key)
        yield key, True, here
        yield value, False, here


def _fits_a_line(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list is short and simple enough for one line."""
    used = 0
    for item in items:
        if isinstance(item, (list, tuple)) or hasattr(item, "items"):
            return False
        used += len(item) + 2 if isinstance(item, str) else 10
        if used > LONGEST_LINE or (isinstance(item, str) and "\n" in item):
            return False
    return True


def _scalar(value: Any, *, is_key: bool, flow: bool) -> yaml.ScalarEvent:
    if isinstance(value, str):
        style = _style(value, is_key=is_key, flow=flow)
        return yaml.ScalarEvent(None, None, (style is None, True), value, style=style)
    if value is None or isinstance(value, bool):
        text = "null" if value is None else str(value).lower()
    elif isinstance(value, int):
        if value.bit_length() > 3 * _DIGITS and len(str(value)) > _DIGITS:
            raise FormatError(f"an integer of more than {_DIGITS} digits cannot be written as YAML")
        text = str(value)
    else:
        text = repr(value)
        if "e" in text and "." not in text:
            text = text.replace("e", ".0e")  # without the point, YAML 1.1 reads it as a word
    return yaml.ScalarEvent(None, None, (True, False), text)


def _stays_bare(value: Any) -> bool:
    return isinstance(value, str) and is_date_or_time(value)


def _style(text: str, *, is_key: bool, flow: bool) -> str | None:
    """How a string is quoted: not at all, in quotes, or as a block of lines."""
    if _ODD_LINE.search(text):
        return '"'
    if "\n" in text:
        return '"' if is_key or flow else "|"  # where a block is not possible the emitter takes double quotes
    if _WORD.fullmatch(text) and len(text) > 5 and text[-1] != " ":
        return None  # the usual case: nothing of five letters or more means anything but itself
    if text in _WORDS_OF_1_1 or not isinstance(meaning(text), str):
        return "'"
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return None if tag == _STRING else "'"


def is_quoted(text: str) -> bool:
    """Whether a value is written in quotes, or as a block, where no path says that it is bare.

    >>> is_quoted("12:30:45"), is_quoted("10-12")
    (True, False)
    """
    return _style(text, is_key=False, flow=False) is not None


def quoted_otherwise(document: Any) -> list[list[str | int]]:
    """The paths of values of a document that would be written in quotes, and are without.

    >>> from argmap.syntax.yaml import loads
    >>> quoted_otherwise(loads("{a: 1989-06-14, b: 10-12, c: {d: 12:30:45}}"))
    [['a'], ['c', 'd']]
    """
    found = []
    for path in bare_values(document):
        value = document
        for step in path:
            value = value[step]
        if isinstance(value, str) and is_quoted(value):
            found.append(path)
    return found


def placed_strings(value: Any) -> Iterator[tuple[_Path, str]]:
    """The strings in a value, each with the path that leads there.

    >>> [*placed_strings({"a": ["x", 1]})]
    [(('a', 0), 'x')]
    """
    pending: list[tuple[_Path, Any]] = [((), value)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, (list, tuple)):
            pending += [((*path, n), inner) for n, inner in enumerate(value)]
        elif hasattr(value, "items"):
            pending += [((*path, key), inner) for key, inner in value.items()]
