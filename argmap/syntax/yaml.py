"""YAML as version 1.2 defines it: core types and dates, duplicate keys refused, positions known.

PyYAML scans and parses (with its C part if installed); what a plain word means is decided here, because
PyYAML reads it as version 1.1 does: ``no`` false, ``012`` ten, ``1e3`` a string, ``12:30:45`` a number.
"""

from __future__ import annotations

import json
import math
import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import yaml

from argmap.errors import FormatError, LimitError
from argmap.limits import exceeded, growth, in_force
from argmap.messages import shown
from argmap.syntax.encoding import utf8
from argmap.syntax.yaml_words import is_date_or_time, is_word, meaning, moment

if TYPE_CHECKING:
    from argmap.limits import Limits, Name

MAX_DEPTH = 90  # what is read ends in Data, which holds 100 levels
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)
_BREAK = r"\r\n|[\n\r\x85\u2028\u2029]"
_ENTRY = re.compile(r"[ \t]*(?:- )?([\w\-. ]{1,40}):[ ]+(.{1,200}?)[ \t]*\Z")

_LOOKED_AT: ContextVar[tuple[str, Any] | None] = ContextVar("looked at", default=None)


class Mapping(dict[str, Any]):
    """A mapping of a document that knows the position of each key.

    Attributes:
        places: Line and column of each key, both counted from 1; of ``None`` for the mapping itself.
        typed: The keys that are not strings in the document: numbers, booleans and null, held here as they are
            written; and strings that are dates or times for readers of YAML 1.1.
        bare: Of the mapping that a document is: the paths of values that are such strings without quotes.
        words: Of the same mapping: the dates and times that it has without quotes by their values, moments included.
    """

    __slots__ = ("bare", "places", "typed", "words")

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str | None, tuple[int, int]] = {}
        self.typed: set[str] = set()
        self.bare: list[tuple[str | int, ...]] = []
        self.words: dict[str, str] = {}


_CONTAINERS = (Mapping, list)


def loads(text: str, *, dates: bool = False) -> Any:
    """The value of the one document in ``text``: plain JSON values, mappings as `Mapping`.

    Args:
        text: The YAML text.
        dates: Whether to write what looks like a time stamp the way JavaScript writes dates
            ("2020-01-01T00:00:00.000Z"); by default it stays text.

    Raises:
        LimitError: It has more nodes than the limits in force allow, or its aliases add more characters to it.
        FormatError: Not YAML, a duplicate key, a key that is not a scalar, an unknown tag, nesting beyond
            90 levels; with line and column.

    >>> loads("{a: no, b: 012, c: [1e3, ~], d: 2020-01-01}")
    {'a': 'no', 'b': 12, 'c': [1000.0, None], 'd': '2020-01-01'}
    """
    seen = _LOOKED_AT.get()
    if seen is not None:
        _LOOKED_AT.set(None)  # the reader may change the value
        if seen[0] is text and not dates:
            return seen[1]
    if not text.isascii():
        utf8(text)
    loader = _Loader(str(text))  # the parser in C takes no types derived from text
    try:
        return _built(loader, dates, in_force())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "it ends too early").lower()
        hint = "put values that hold one of {}[],:#&*!|>'\"%@` in quotes"
        if mark is not None and problem.startswith("mapping values are not allowed"):
            problem, hint = _colon(text, mark.line) or (problem, hint)
        raise FormatError(
            f"not YAML: {problem}",
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            hint=hint,
        ) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        character = chr(error.character) if isinstance(error.character, int) else error.character
        message = f"not YAML: character {shown(character)} is not allowed"
        raise FormatError.at(before, len(before), message) from None
    finally:
        loader.dispose()


def look(text: str) -> Any:
    """The value of a document whose format is being found out: the reader's ``loads`` of it does not parse it again.

    Raises:
        LimitError: As `loads`.
        FormatError: As `loads`.
    """
    value = loads(text)
    _LOOKED_AT.set((text, value))
    return value


def _colon(text: str, line: int) -> tuple[str, str] | None:
    """What to say of a line whose value has a colon and a blank in it, as in ``title: Rents: a question``."""
    lines = re.split(_BREAK, text)
    entry = _ENTRY.match(lines[line]) if line < len(lines) else None
    if entry is None:
        return None
    key, value = entry.groups()
    words = f'"{value}"'
    if '"' in value or "\\" in value:
        words = "'" + value.replace("'", "''") + "'"
    return f"the value of {shown(key)} has a colon in it and no quotes", f"put it in quotes: {key}: {words}"


def scalar_text(value: Any) -> str:
    """The words of a scalar, as YAML writes them; none for null and anything else.

    >>> scalar_text("no"), scalar_text(False), scalar_text(1.5), scalar_text(None)
    ('no', 'false', '1.5', '')
    """
    return value if isinstance(value, str) else json.dumps(value) if isinstance(value, (int, float)) else ""


def typed_keys(document: Any) -> list[list[str | int]]:
    """The paths of keys that are not strings to every reader, as the keys and indices that lead there.

    >>> typed_keys(loads("{a: [x, {1: y, '2': z}], null: w}"))
    [['null'], ['a', 1, '1']]
    """
    found: list[list[str | int]] = []
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(document, ())]
    while pending:
        value, path = pending.pop()
        if isinstance(value, Mapping):
            if value.typed:
                found += ([*path, key] for key in value if key in value.typed)
            pending += [(inner, (*path, k)) for k, inner in value.items() if type(inner) in _CONTAINERS]
        elif isinstance(value, list):
            pending += [(inner, (*path, n)) for n, inner in enumerate(value) if type(inner) in _CONTAINERS]
    return found


def bare_values(document: Any) -> list[list[str | int]]:
    """The paths of strings without quotes that readers of YAML 1.1 may take for dates, times or numbers.

    >>> bare_values(loads("{a: 1989-06-14, b: '1989-06-14', c: [x, 12:30:45]}"))
    [['a'], ['c', 1]]
    """
    return [[*path] for path in document.bare] if isinstance(document, Mapping) else []


def _built(loader: Any, dates: bool, limits: Limits) -> Any:
    building = _Building(dates, limits)
    takes = {
        yaml.ScalarEvent: building.take_scalar,
        yaml.MappingStartEvent: building.open,
        yaml.SequenceStartEvent: building.open,
        yaml.AliasEvent: building.take_alias,
        yaml.MappingEndEvent: building.close,
        yaml.SequenceEndEvent: building.close,
    }
    while True:
        event = loader.get_event()
        take = takes.get(type(event))
        if take is not None:
            take(event)
        elif isinstance(event, yaml.StreamEndEvent):
            return building.document()
        elif isinstance(event, yaml.DocumentStartEvent) and building.root:
            raise _wrong(event, "a second document", "one document")


class _Building:
    """A document as far as its events have come.

    Attributes:
        root: The document, in a list of one; empty before it begins.
        holder: The innermost container that is open.
        key: The key whose value comes next, if the holder is a mapping and ``waiting``.
        stack: What encloses the holder: container, its key, and the holder's anchor.
        most: How many values there may be.
        nodes: Values so far, those of aliases counted each time.
        characters: Characters since the first anchor, likewise.
        growth: What aliases add, also in other documents of the text.
        sizes: Values and characters of what each anchor names.
    """

    def __init__(self, dates: bool, limits: Limits) -> None:
        self.dates = dates
        self.most = limits.nodes
        self.root: list[Any] = []
        self.holder: Any = self.root
        self.key: Any = None
        self.waiting = False
        self.stack: list[tuple[Any, Any, str | None]] = []
        self.anchors: dict[str, Any] = {}
        self.bare: list[tuple[str | int, ...]] = []
        self.nodes = self.characters = 0
        self.growth = growth()
        self.words: dict[str, str] = {}
        self.sizes: dict[str, tuple[int, int]] = {}

    def document(self) -> Any:
        if self.root and isinstance(self.root[0], Mapping):
            self.root[0].bare, self.root[0].words = self.bare, self.words
        return self.root[0] if self.root else None

    def _put(self, value: Any, event: Any) -> None:
        if self.nodes > self.most:
            raise _beyond(event, "nodes", self.most, f"found {self.nodes:,} values or more")
        if type(self.holder) is Mapping:
            self.holder[self.key] = value
        else:
            self.holder.append(value)
        self.waiting = False

    def take_scalar(self, event: Any) -> None:
        text = event.value
        holder = self.holder
        self.nodes += 1
        if self.sizes:  # else nothing can stand for it again
            self.characters += len(text)
        if type(holder) is Mapping and not self.waiting:
            self.key = _key(holder, event)
            self.waiting = True
            return
        plain = event.tag is None and event.implicit[0]
        value = text if plain and is_word(text) else _scalar(event, self.dates)
        if plain and text[:1] <= "9" and type(value) is str and is_date_or_time(text):
            self.words.setdefault(value, text)
            if value is text:
                steps = [*((h, k) for h, k, _ in self.stack[1:]), (holder, self.key)]
                self.bare.append(tuple([k if isinstance(h, Mapping) else len(h) for h, k in steps]))
        if event.anchor:
            self.anchors[event.anchor] = value
            self.sizes[event.anchor] = 1, len(text)
        self._put(value, event)

    def open(self, event: Any) -> None:
        kind = "mapping" if type(event) is yaml.MappingStartEvent else "sequence"
        self._refuse_as_key(event, f"a {kind}")
        self.nodes += 1
        inner = _container(event, kind, len(self.stack))
        self.stack.append((self.holder, self.key, event.anchor))
        if event.anchor:
            self.sizes[event.anchor] = self.nodes, self.characters  # as far as they are before it
            self.anchors.pop(event.anchor, None)
        self.holder, self.waiting = inner, False

    def close(self, event: Any) -> None:
        value = self.holder
        self.holder, self.key, anchor = self.stack.pop()
        if anchor:
            self.anchors[anchor] = value
            nodes, characters = self.sizes[anchor]
            self.sizes[anchor] = self.nodes - nodes + 1, self.characters - characters
        self._put(value, event)

    def take_alias(self, event: Any) -> None:
        self._refuse_as_key(event, "an alias")
        if event.anchor not in self.anchors:
            raise _wrong(event, f"the alias {shown(event.anchor)} of nothing before it")
        nodes, characters = self.sizes[event.anchor]
        self.nodes += nodes
        self.characters += characters
        try:
            self.growth.by("aliases", characters, nodes)
        except LimitError as error:
            error.line, error.column = _position(event)
            raise
        self._put(self.anchors[event.anchor], event)

    def _refuse_as_key(self, event: Any, what: str) -> None:
        if isinstance(self.holder, Mapping) and not self.waiting:
            raise _wrong(event, f"a key that is {what}", "keys are plain words or strings")


def _container(event: Any, kind: str, depth: int) -> Mapping | list[Any]:
    """The mapping or list that an event opens, empty as yet."""
    if depth >= MAX_DEPTH:
        raise _wrong(event, f"nesting deeper than {MAX_DEPTH} levels")
    if event.tag not in (None, "!", f"tag:yaml.org,2002:{'map' if kind == 'mapping' else 'seq'}"):
        raise _wrong(event, f"the tag {shown(event.tag)}", "no tag")
    if kind == "sequence":
        return []
    mapping = Mapping()
    mapping.places[None] = _position(event)
    return mapping


def _key(holder: Mapping, event: Any) -> str:
    key: str = event.value
    if event.tag is None and event.implicit[0]:
        key = key or "null"
        if not is_word(key) and (not isinstance(meaning(key), str) or is_date_or_time(key)):
            holder.typed.add(key)
    elif event.tag in _TAGS:
        holder.typed.add(key)
    if key in holder:
        expected = f"one value for each key; the first is in line {holder.places[key][0]}"
        raise _wrong(event, f"the key {shown(key)} a second time", expected)
    holder.places[key] = _position(event)
    return key


def _scalar(event: Any, dates: bool) -> Any:
    text: str = event.value
    tag = event.tag
    if tag is not None:
        if tag in ("!", "tag:yaml.org,2002:str"):
            return text
        if tag not in _TAGS:
            raise _wrong(event, f"the tag {shown(tag)}", "no tag")
        value = meaning(text)
        if not isinstance(value, _TAGS[tag]):
            raise _wrong(event, f"{shown(text)} with the tag {tag.rpartition(':')[2]}")
        return value
    if not event.implicit[0]:
        return text
    if dates and text[:1].isdigit() and (time := moment(text)):
        return time
    value = meaning(text)
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(event, f"{text}, which JSON cannot write", "a finite number, or the word in quotes")
    return value


_TYPES: dict[str, Any] = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}
_TAGS = {f"tag:yaml.org,2002:{name}": types for name, types in _TYPES.items()}


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _beyond(event: Any, name: Name, most: int, what: str) -> LimitError:
    error = exceeded(name, most, what)
    error.line, error.column = _position(event)
    return error


def _wrong(event: Any, found: str, expected: str = "") -> FormatError:
    (line, column), message = _position(event), f"not usable YAML: found {found}"
    return FormatError(message, line=line, column=column, expected=expected, hint=expected)
