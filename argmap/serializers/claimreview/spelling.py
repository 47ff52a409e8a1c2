"""Rows under the plain names of schema.org, and back in the spelling of their document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.claimreview.contexts import Context
from argmap.serializers.common.residue import mapping, strings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.serializers.claimreview.linked_data import Json

_KEYS, _LISTS = "keys", "lists"
_PLAIN = Context()


def plain(raw: Json, keys: Mapping[str, str], names: Collection[str]) -> tuple[Json, Json]:
    """A row under plain names with single values outside lists, and its spelling.

    Args:
        raw: The object as it is written.
        keys: Its keys by name.
        names: The names that are made plain; others stay as they are written.

    >>> raw = {"s:author": [{"s:name": "Ann"}], "s:url": ["x"]}
    >>> plain(raw, {"author": "s:author", "url": "s:url"}, ["author"])
    ({'author': {'s:name': 'Ann'}, 's:url': ['x']}, {'keys': {'author': 's:author'}, 'lists': ['author']})
    """
    written = {name: keys[name] for name in names if keys.get(name, name) != name and name not in raw}
    named = {key: name for name, key in written.items()}
    row, lists = {}, []
    for key, value in raw.items():
        name = named.get(key, key)
        alone = type(value) is list and len(value) == 1 and isinstance(value[0], (str, dict))
        if alone and name in names:
            lists.append(name)
        row[name] = value[0] if alone and name in names else value
    spelling: Json = {_KEYS: written, _LISTS: lists}
    return row, {what: value for what, value in spelling.items() if value}


def spelled(row: Json, spelling: Mapping[str, Any], *, at_home: bool) -> Json:
    """A row in a spelling.

    Args:
        row: The row under plain names.
        spelling: What `plain` gave, or anything that someone wrote there.
        at_home: Whether the row is written in the document that it was read from; elsewhere, only spellings
            that need no context are used.

    >>> row = {"author": {"s:name": "Ann"}}
    >>> spelled(row, {"keys": {"author": "s:author"}, "lists": ["author"]}, at_home=True)
    {'s:author': [{'s:name': 'Ann'}]}
    >>> spelled(row, {"keys": {"author": "s:author"}, "lists": ["author"]}, at_home=False)
    {'author': [{'s:name': 'Ann'}]}
    """
    keys, lists = mapping(spelling, _KEYS), strings(spelling, _LISTS)
    if not keys and not lists:
        return row
    found: Json = {}
    for name, value in row.items():
        key = keys.get(name, name)
        usable = isinstance(key, str) and key not in row and (at_home or _PLAIN.name(key) == name)
        wrapped = name in lists and isinstance(value, (str, dict))
        found[key if usable else name] = [value] if wrapped else value
    return found
