"""YAML as version 1.2 defines it: core types and dates, duplicate keys refused, positions known.

PyYAML scans and parses (with its C part if installed); what a plain word means is decided here, because
PyYAML reads it as version 1.1 does: ``no`` false, ``012`` ten, ``1e3`` a string, ``12:30:45`` a number.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

import yaml

from argmap.errors import FormatError
from argmap.limits import exceeded, in_force
from argmap.messages import shown

if TYPE_CHECKING:
    from argmap.errors import LimitError
    from argmap.limits import Limits, Name

MAX_DEPTH = 90  # what is read ends in Data, which holds 100 levels
_Loader: Any = getattr(yaml, "CLoader", yaml.Loader)
_EVENTS = {
    yaml.ScalarEvent: "scalar",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "sequence",
    yaml.AliasEvent: "alias",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
}
_A = {"mapping": "a mapping", "sequence": "a sequence", "alias": "an alias"}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WORDS = _NULLS | _TRUE | _FALSE
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"[-+]?0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST_NUMBER = 4000  # digits; Python reads 4300
_LARGEST = 10**_LONGEST_NUMBER
_DATE_OR_TIME = re.compile(r"[-+]?[0-9][-0-9:._+ tTzZ]*")


class Mapping(dict[str, Any]):
    """A mapping of a document that knows the position of each key.

    Attributes:
        places: Line and column of each key, both counted from 1; of ``None`` for the mapping itself.
        typed: The keys that are not strings in the document: numbers, booleans and null, held here as they are
            written; and strings that are dates or times for readers of YAML 1.1.
        bare: Of the mapping that a document is: the paths of values that are such strings without quotes.
    """

    __slots__ = ("bare", "places", "typed")

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str | None, tuple[int, int]] = {}
        self.typed: set[str] = set()
        self.bare: list[tuple[str | int, ...]] = []


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
    loader = _Loader(text)
    try:
        return _built(loader, dates, in_force())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FormatError(
            f"not YAML: {(error.problem or error.context or 'it ends too early').lower()}",
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            hint="put values that hold one of {}[],:#&*!|>'\"%@` in quotes",
        ) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        character = chr(error.character) if isinstance(error.character, int) else error.character
        message = f"not YAML: character {shown(character)} is not allowed"
        raise FormatError.at(before, len(before), message) from None
    finally:
        loader.dispose()


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
            found += ([*path, key] for key in value if key in value.typed)
            pending += ((inner, (*path, key)) for key, inner in value.items())
        elif isinstance(value, list):
            pending += ((inner, (*path, n)) for n, inner in enumerate(value))
    return found


def bare_values(document: Any) -> list[list[str | int]]:
    """The paths of strings without quotes that readers of YAML 1.1 may take for dates, times or numbers.

    >>> bare_values(loads("{a: 1989-06-14, b: '1989-06-14', c: [x, 12:30:45]}"))
    [['a'], ['c', 1]]
    """
    return [[*path] for path in document.bare] if isinstance(document, Mapping) else []


def _built(loader: Any, dates: bool, limits: Limits) -> Any:  # noqa: C901, PLR0912, PLR0915 - one branch for each kind of event
    root: list[Any] = []
    stack: list[tuple[Any, Any, str | None]] = []  # container, its pending key, its anchor
    holder: Any = root
    key: Any = None
    waiting = False  # for the value of ``key``
    anchors: dict[str, Any] = {}
    bare: list[tuple[str | int, ...]] = []
    sizes: dict[str, tuple[int, int]] = {}  # nodes and characters of what an anchor names
    count = letters = added = 0
    most = limits.nodes
    while True:
        event = loader.get_event()
        kind = _EVENTS.get(type(event))
        if kind is None:
            if isinstance(event, yaml.StreamEndEvent):
                if root and isinstance(root[0], Mapping):
                    root[0].bare = bare
                return root[0] if root else None
            if isinstance(event, yaml.DocumentStartEvent) and root:
                raise _wrong(event, "a second document", "one document")
            continue
        if kind == "end":
            value = holder
            holder, key, anchor = stack.pop()
            if anchor:
                anchors[anchor] = value
                nodes, before = sizes[anchor]
                sizes[anchor] = count - nodes + 1, letters - before
        elif kind == "scalar":
            count += 1
            text = event.value
            letters += len(text)
            if type(holder) is Mapping and not waiting:
                key = _key(holder, event)
                waiting = True
                continue
            value = _scalar(event, dates)
            if value is text and text[:1] <= "9" and _is_bare(event) and is_date_or_time(text):
                steps = [*((h, k) for h, k, _ in stack[1:]), (holder, key)]
                bare.append(tuple([k if isinstance(h, Mapping) else len(h) for h, k in steps]))
            if event.anchor:
                anchors[event.anchor] = value
                sizes[event.anchor] = 1, len(text)
        elif type(holder) is Mapping and not waiting:
            raise _wrong(event, f"a key that is {_A[kind]}", "keys are plain words or strings")
        elif kind == "alias":
            value = _alias(event, anchors)
            nodes, more = sizes[event.anchor]
            count += nodes
            letters += more
            added += more
            if added > limits.characters:
                raise _beyond(
                    event, "characters", limits.characters, f"aliases add {added:,} characters or more"
                )
        else:
            count += 1
            inner = _container(event, kind, len(stack))
            stack.append((holder, key, event.anchor))
            if event.anchor:
                sizes[event.anchor] = count, letters
                anchors.pop(event.anchor, None)
            holder, waiting = inner, False
            continue
        if count > most:
            raise _beyond(event, "nodes", most, f"found {count:,} values or more, aliases counted each time")
        if type(holder) is Mapping:
            holder[key] = value
        else:
            holder.append(value)
        waiting = False


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
    if event.tag is None:
        if event.implicit[0]:
            key = key or "null"
            if (key in _WORDS or not key[:1].isalpha()) and _means_more(key):
                holder.typed.add(key)
    elif event.tag in _TAGS:
        holder.typed.add(key)
    if key in holder:
        expected = f"one value for each key; the first is in line {holder.places[key][0]}"
        raise _wrong(event, f"the key {shown(key)} a second time", expected)
    holder.places[key] = _position(event)
    return key


def _means_more(key: str) -> bool:
    """Whether a plain key is something else than a string to some reader."""
    return not isinstance(meaning(key), str) or is_date_or_time(key)


def _is_bare(event: Any) -> bool:
    return event.tag is None and bool(event.implicit[0])


def _alias(event: Any, anchors: dict[str, Any]) -> Any:
    if event.anchor not in anchors:
        raise _wrong(event, f"the alias {shown(event.anchor)} of nothing before it")
    return anchors[event.anchor]


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
    if not event.implicit[0] or (text[:1].isalpha() and text not in _WORDS):
        return text
    if dates and text[:1].isdigit() and (moment := _moment(text)):
        return moment
    value = meaning(text)
    if isinstance(value, float) and not math.isfinite(value):
        raise _wrong(event, f"{text}, which JSON cannot write", "a finite number, or the word in quotes")
    return value


_TYPES: dict[str, Any] = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}
_TAGS = {f"tag:yaml.org,2002:{name}": types for name, types in _TYPES.items()}


def meaning(word: str) -> Any:  # noqa: PLR0911 - one for each type
    """What a plain word means in the core schema of YAML 1.2 (section 10.3.2), as js-yaml reads it.

    >>> [meaning(w) for w in ("yes", "true", "0o17", "1_000", ".5", "")]
    ['yes', True, 15, '1_000', 0.5, None]
    """
    first = word[:1]
    if first.isalpha() or not first:  # most words
        if word in _NULLS:
            return None
        return True if word in _TRUE else False if word in _FALSE else word
    if word == "~":
        return None
    if len(word) > _LONGEST_NUMBER or first not in "-+.0123456789":
        return word
    if _INTEGER.fullmatch(word):
        return int(word)
    if _BASED.fullmatch(word):
        number = int(word, 0)
        return number if -_LARGEST < number < _LARGEST else word
    if _FLOAT.fullmatch(word):
        return float(word)
    return float(word.replace(".", "")) if _SPECIAL.fullmatch(word) else word


def is_date_or_time(word: str) -> bool:
    """Whether a plain word is a string here, and may be a date, a time or a number for readers of YAML 1.1.

    >>> [is_date_or_time(word) for word in ("1989-06-14", "12:30:45", "1_000", "12", "noon")]
    [True, True, True, False, False]
    """
    if not _DATE_OR_TIME.fullmatch(word) or ": " in word or word.endswith((":", " ")):
        return False
    return isinstance(meaning(word), str)


_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
    r"(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?"
)


def _moment(word: str) -> str | None:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - only dates need it

    match = _DATE.fullmatch(word) or _MOMENT.fullmatch(word)
    if match is None:
        return None
    parts = [*match.groups(), *[None] * (11 - match.re.groups)]
    try:
        moment = datetime(*(int(p or 0) for p in parts[:6]), tzinfo=UTC)  # type: ignore[misc,arg-type]
        moment += timedelta(milliseconds=int((parts[6] or "")[:3].ljust(3, "0")))
        if parts[8]:
            shift = timedelta(hours=int(parts[9] or 0), minutes=int(parts[10] or 0))
            moment -= shift if parts[8] == "+" else -shift
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _beyond(event: Any, name: Name, most: int, what: str) -> LimitError:
    error = exceeded(name, most, what)
    error.line, error.column = _position(event)
    return error


def _wrong(event: Any, found: str, expected: str = "") -> FormatError:
    (line, column), message = _position(event), f"not usable YAML: found {found}"
    return FormatError(message, line=line, column=column, expected=expected, hint=expected)
