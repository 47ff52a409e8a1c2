"""What a foreign document says and the model has no field for: its residue, in ``data[format]`` of a record.

Two pure functions make one algebra of it. A reader makes the row that its writer would make of the record alone,
and keeps the difference to the row that it found; a writer makes that row again and patches it::

    residue = difference(made, found)  # at reading
    written = patched(made, residue)   # at writing

A row is an object of JSON: a node, an element with its attributes, a whole document. A residue reads like the row,
without what the writer makes by itself: further keys are under their own names, further keys of an object within
the row are within an object. What cannot be expressed so is under the key ``changes``:

- ``instead``: by key, the value made and the value found;
- ``absent``: keys that are made but not found, with their values;
- ``order``: the keys as found, if they come in another order;
- ``verbatim``: keys that would be mistaken here: those called ``changes``, and objects that have such a key.

The laws, as ``tests/property/test_residue_laws.py`` has them:

- ``patched(made, difference(made, found)) == found``, types of numbers and order of keys included;
- ``difference(made, made)`` is empty, and ``patched(made, {})`` is ``made``;
- what was edited counts: where ``made`` has another value than it had, the residue changes nothing of it;
- a residue never makes ``patched`` fail: anyone can write into ``data``. That a reader takes the row is for
  ``accepts``.

Lists are values as others are, replaced as a whole, except those of names that ``lists`` mentions: there, names
that the document has beyond the record stay, removed ones go, new ones follow. Rows within lists are patched one
by one, before the row around them is. An element of XML is a row of its attributes, or its text under one key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec
from attrs import evolve

from argmap.model import Data
from argmap.model.base import RecordBase

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

V = TypeVar("V")
R = TypeVar("R")  # a record or a map

Json = dict[str, Any]
CHANGES: Final = "changes"
_SCALARS: Final = (str, int, bool, type(None))
_new: Final = object.__new__
_set: Final = object.__setattr__


# Of a record


def residue_of(record: Any, format: str) -> Mapping[str, Any]:
    """The residue of a record or map in a format; empty for anything else than a mapping."""
    return mapping(record.data, format)


def with_residue(record: R, format: str, residue: Mapping[str, Any]) -> R:
    """The record or map with a residue instead of the one it has; an empty one leaves no trace.

    >>> from argmap import Claim
    >>> with_residue(Claim("fair", "Rents are fair."), "tea", {"level": 2}).data
    Data({'tea': {'level': 2}})
    """
    plain: Any = record
    others = {key: value for key, value in plain.data.items() if key != format}
    if not residue and len(others) == len(plain.data):
        return record
    data = Data({**others, format: residue} if residue else others)
    changed: R = _with_data(plain, data) if isinstance(plain, RecordBase) else evolve(plain, data=data)
    return changed


def _with_data(record: Any, data: Data) -> Any:
    """The same as ``evolve``, which checks all other values again and takes ten times as long."""
    made = _new(type(record))
    for a in record.__attrs_attrs__:
        _set(made, a.name, getattr(record, a.name))
    _set(made, "data", data)
    return made


# The algebra


def difference(
    made: Mapping[str, Any],
    found: Mapping[str, Any],
    *,
    notes: Collection[str] = (),
    keys: Sequence[str] = (),
    ordered: bool = True,
) -> Json:
    """The residue of a row: what turns the row that was made of the record into the one that was found.

    Args:
        made: The row that the writer makes of the record alone.
        found: The row of the document.
        notes: Keys under which the format keeps notes of its own in the same mapping; further keys of these
            names are put aside.
        keys: The usual order of keys, if the format has one; other keys follow.
        ordered: Whether the order of keys counts.

    >>> made = {"id": "fair", "text": "Rents are fair.", "tags": [], "meta": {"title": "Rents"}}
    >>> found = {"id": "fair", "text": "Rents are fair.", "meta": {"title": "Rents", "page": 7}, "color": "red"}
    >>> residue = difference(made, found)
    >>> residue
    {'meta': {'page': 7}, 'color': 'red', 'changes': {'absent': {'tags': []}}}
    >>> patched(made, residue) == found
    True
    >>> patched({"id": "fair", "text": "Rents fell.", "tags": ["new"]}, residue)
    {'id': 'fair', 'text': 'Rents fell.', 'tags': ['new'], 'meta': {'page': 7}, 'color': 'red'}
    """
    residue: Json = {}
    instead: Json = {}
    verbatim: Json = {}
    for key, value in found.items():
        free = key != CHANGES and key not in notes
        if key not in made:
            (residue if free and not _has_changes(value) else verbatim)[key] = value
        elif not same(made[key], value, ordered=ordered):
            if free and _is_object(made[key]) and _is_object(value):
                residue[key] = difference(made[key], value, ordered=ordered)
            else:
                instead[key] = [made[key], value]
    absent = {key: value for key, value in made.items() if key not in found}
    changes: Json = {"instead": instead, "absent": absent, "verbatim": verbatim}
    changes = {what: rows for what, rows in changes.items() if rows}
    by_itself = [*(k for k in made if k in found), *(k for k in residue if k not in made), *verbatim]
    if ordered and [*in_order(dict.fromkeys(by_itself), keys)] != [*found]:
        changes["order"] = [*found]
    return residue | ({CHANGES: changes} if changes else {})


def patched(
    made: Mapping[str, Any],
    residue: Mapping[str, Any],
    *,
    notes: Collection[str] = (),
    keys: Sequence[str] = (),
    fixed: Collection[str] = (),
    lists: Collection[str] = (),
    accepts: Callable[[str, Any], bool] = lambda _key, _value: True,
) -> Json:
    """The row made of a record with its residue, except where the record was edited since.

    Args:
        made: The row that the writer makes of the record alone.
        residue: What `difference` gave, or anything that someone wrote there.
        notes: Keys that are notes of the format and no part of the row.
        keys: The usual order of keys, as `difference` has it.
        fixed: Keys that are written as made, whatever a residue says.
        lists: Keys whose values are lists of names, which are merged name by name.
        accepts: Whether a reader takes a value under a key; one that it does not take is left as made.

    >>> patched({"id": "fair"}, {"color": "red", "id": "other", "changes": 3})
    {'id': 'fair', 'color': 'red'}
    >>> patched({"by": ["a", "c"]}, {"changes": {"instead": {"by": [["a", "b"], ["b", "x", "a"]]}}}, lists=["by"])
    {'by': ['x', 'a', 'c']}
    """
    if not residue:
        return in_order(made, keys)
    changes = mapping(residue, CHANGES)
    instead, absent = mapping(changes, "instead"), mapping(changes, "absent")
    further = {k: v for k, v in residue.items() if k != CHANGES and k not in notes}
    row: Json = {**made}
    for key in {**further, **instead}:
        if key in made and key not in fixed:
            patch = _patched_names if key in lists else _patched_value
            found = patch(made[key], further.get(key), sequence(instead, key))
            row[key] = found if accepts(key, found) else made[key]
    for key, value in absent.items():
        if key in made and key not in fixed and same(value, made[key]):
            del row[key]
    new = {key: _without_changes(v) for key, v in further.items() if key not in made and not _only_changes(v)}
    new |= {key: thawed(value) for key, value in mapping(changes, "verbatim").items()}
    beyond = {key: _patched_names([], [], sequence(instead, key)) for key in lists if key not in further}
    new |= {key: names for key, names in beyond.items() if names}
    row |= {key: value for key, value in new.items() if key not in made and accepts(key, value)}
    return in_order(row, strings(changes, "order") or keys)


def _patched_value(made: Any, further: Any, pair: Sequence[Any]) -> Any:
    if len(pair) == 2 and same(pair[0], made):
        return thawed(pair[1])
    if _is_object(made) and _is_object(further):
        return patched(made, further)
    return made


def _patched_names(made: Any, further: Any, pair: Sequence[Any]) -> Any:
    """A list of names; a single one may be without a list, as it was found."""
    if not pair and not isinstance(further, (list, tuple, str)):
        return _patched_value(made, further, pair)
    then, found = (thawed(value) for value in pair) if len(pair) == 2 else ([], thawed(further))
    if same(then, made):
        return found
    names = merged(_names(made), _names(then), _names(found))
    listed = isinstance(found if _names(found) else made, list)
    return names if listed or len(names) != 1 else names[0]


def merged(made: Iterable[Any], then: Iterable[Any], found: Iterable[Any]) -> list[Any]:
    """A list of names after an edit: as found, without those removed since and with those added since.

    Names may be numbers in the document, and are compared as words.

    Args:
        made: The names of the record.
        then: The names that the record had when the document was read.
        found: The names in the document.

    >>> merged(["a", "c"], then=["a", "b"], found=["b", "x", "a"])
    ['x', 'a', 'c']
    """
    now, before = {str(name): name for name in made}, {*map(str, then)}
    stay = [name for name in found if str(name) in now or str(name) not in before]
    known = before.union(map(str, stay))
    return stay + [name for word, name in now.items() if word not in known]


def _names(value: Any) -> list[Any]:
    return [*value] if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _has_changes(value: Any) -> bool:
    """Whether an object would be mistaken for one with changes: it or an object in it has a key of this name."""
    pending = [value]
    while pending:
        each = pending.pop()
        if _is_object(each):
            if CHANGES in each:
                return True
            pending += each.values()
    return False


def _only_changes(value: Any) -> bool:
    """Whether nothing is left of an object that the writer made, and that was found with changes in it."""
    return _is_object(value) and value.keys() == {CHANGES}


def _without_changes(value: Any) -> Any:
    """A further object as a value of its own: changes in it have nothing to change any more."""
    return patched({}, value) if _has_changes(value) else thawed(value)


def same(one: Any, other: Any, *, ordered: bool = True) -> bool:
    """Whether two values are the same JSON: types of numbers count, and the order of keys by default.

    >>> same({"a": 1, "b": [True]}, {"b": [True], "a": 1}), same(1, 1.0), same((1,), [1])
    (False, False, True)
    """
    if isinstance(one, _SCALARS) or isinstance(other, _SCALARS):
        return type(one) is type(other) and bool(one == other)
    one, other = thawed(one), thawed(other)
    if one != other:
        return False
    order: Any = None if ordered else "sorted"
    try:
        texts = [msgspec.json.encode(value, order=order) for value in (one, other)]
    except (TypeError, ValueError, RecursionError):  # not JSON, and the same as nothing
        return False
    return texts[0] == texts[1]


# With care: anyone can write into data


def _is_object(value: Any) -> bool:
    return isinstance(value, dict) or type(value) is Data  # ten times as fast as asking for a Mapping


def mapping(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mapping under a key; an empty one for anything else."""
    found = values.get(key)
    return found if found is not None and _is_object(found) else {}


def sequence(values: Mapping[str, Any], key: str) -> tuple[Any, ...]:
    """A list under a key; an empty one for anything else.

    >>> sequence({"order": ("text", "url")}, "order"), sequence({"order": 3}, "order")
    (('text', 'url'), ())
    """
    found = values.get(key)
    return tuple(found) if isinstance(found, (list, tuple)) else ()


def strings(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The strings of a list under a key."""
    return tuple(item for item in sequence(values, key) if isinstance(item, str))


def thawed(value: Any) -> Any:
    """Plain dicts and lists of a value in ``data``."""
    if type(value) is Data:
        return value.thaw()
    return [thawed(v) for v in value] if isinstance(value, tuple) else value


def in_order(values: Mapping[str, V], order: Iterable[str]) -> dict[str, V]:
    """The values whose keys are listed, in that order, then the others.

    >>> in_order({"id": 1, "text": 2, "url": 3}, ["url", "id", "date"])
    {'url': 3, 'id': 1, 'text': 2}
    """
    return {**{key: values[key] for key in order if key in values}, **values}
