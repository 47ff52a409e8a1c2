"""How records ask to be drawn: plain hints in ``data["drawing"]``, whichever format they come from.

Readers of formats put hints there, pictures and checks read them, writers write those that their format can hold, and
anyone can set them: ``Claim("cap", "Rents should be capped.", data={"drawing": {"color": "#8A3B12"}})``. A hint that is
not what it should be is ignored.

An element may have

- ``color``: the colour of its card, as ``"#8A3B12"``; so may a section;
- ``note``: a remark below its text;
- ``shape``: its type in Goal Structuring Notation, one of ``SHAPES``;
- ``counter``: true if it challenges something, even if no relation says what;
- ``undeveloped``, ``defeated``: true if it is still to be supported, or crossed out;
- ``defeated_lines``: ids of elements; its line to them is marked as defeated;
- ``context``: what gives it context: ids of elements, or texts with their type,
  ``{"type": "Assumption", "text": "The doors are closed."}``;
- ``labels``: words on its lines, each with the ids of the elements that the lines lead to; its own id for the element;
- ``elsewhere``: ids of elements of other files that support it;
- ``levels_down``: by how many levels more it is below what it supports, from 1 to 20.

A section may have ``box``: whether it is drawn as a box. The map may have

- ``box_depth``: how many levels of sections are drawn as boxes, counted from the deepest;
- ``tag_colors``: the colour of what has a tag, alone or with the priority that decides between several tags,
  ``{"energy": "#1B9E77", "cost": {"color": "#D95F02", "priority": 2}}``.

Where ids are expected, one id may be there instead of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from attrs import frozen

KEY: Final = "drawing"

SHAPES: Final = (
    *("Goal", "Strategy", "Solution", "Context", "Assumption", "Justification", "Module", "Contract"),
    *("CounterGoal", "CounterSolution"),
)

DEEPEST: Final = 20  # levels that an element may be further down; nobody means more

_COLOR: Final = re.compile("#[0-9A-Fa-f]{6}")


class InlineContext(NamedTuple):
    """Context that is only a text, and no element of the map.

    Attributes:
        type: Context, Assumption or Justification.
        text: What it says.
    """

    type: str
    text: str


class TagColor(NamedTuple):
    """The colour of what has a tag.

    Attributes:
        color: Such as "#1B9E77".
        priority: Of the tags of an element the first of highest priority counts.
    """

    color: str
    priority: float = 0.0


@frozen
class Appearance:
    """The hints of a record or map, as far as they are what they should be; see the module for what they mean."""

    color: str = ""
    note: str = ""
    shape: str = ""
    counter: bool = False
    undeveloped: bool = False
    defeated: bool = False
    defeated_lines: tuple[str, ...] = ()
    context: tuple[str | InlineContext, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = {}
    elsewhere: tuple[str, ...] = ()
    levels_down: int = 0
    box: bool | None = None
    box_depth: int | None = None
    tag_colors: Mapping[str, TagColor] = {}

    @classmethod
    def of(cls, record: Any) -> Appearance:
        """The hints of a record or map.

        >>> from argmap.model import Claim
        >>> found = Appearance.of(Claim("a", data={"drawing": {"color": "#8A3B12", "undeveloped": "perhaps"}}))
        >>> found.color, found.undeveloped
        ('#8A3B12', False)
        """
        hints = record.data and record.data.get(KEY)  # most records have no data
        if not isinstance(hints, Mapping) or not hints:
            return _PLAIN
        found = {name: read(hints[name]) for name, read in _READERS.items() if name in hints}
        return cls(**{name: value for name, value in found.items() if value is not None})


_PLAIN: Final = Appearance()


def is_hint(name: str, value: Any) -> bool:
    """Whether a value is what the hint of that name should be, so that a reader can hand it on.

    >>> is_hint("undeveloped", True), is_hint("undeveloped", "perhaps")
    (True, False)
    """
    return _READERS[name](value) is not None


def _color(value: Any) -> str | None:
    return value if isinstance(value, str) and _COLOR.fullmatch(value) else None


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _shape(value: Any) -> str | None:
    return value if isinstance(value, str) and value in SHAPES else None


def _mark(value: Any) -> bool | None:
    return True if value is True else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def _levels(value: Any) -> int | None:
    return value if type(value) is int and 0 < value <= DEEPEST else None


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _ids(value: Any) -> tuple[str, ...] | None:
    items = _listed(value)
    good = all(isinstance(i, (str, int, float)) and not isinstance(i, bool) for i in items)
    return tuple(map(str, items)) if good and items else None


def _context(value: Any) -> tuple[str | InlineContext, ...] | None:
    found: list[str | InlineContext] = []
    for item in _listed(value):
        if isinstance(item, Mapping):
            type, text = item.get("type", "Context"), _words(item.get("text"))
            if text is None or type not in ("Context", "Assumption", "Justification"):
                return None
            found.append(InlineContext(type, text))
        elif (ids := _ids(item)) is not None:
            found += ids
        else:
            return None
    return tuple(found) or None


def _labels(value: Any) -> Mapping[str, tuple[str, ...]] | None:
    if not isinstance(value, Mapping) or not value:
        return None
    found = {label: ids for label, named in value.items() if (ids := _ids(named)) is not None}
    return found if len(found) == len(value) else None


def _tag_colors(value: Any) -> Mapping[str, TagColor] | None:
    found: dict[str, TagColor] = {}
    for tag, entry in value.items() if isinstance(value, Mapping) else ():
        of = entry if isinstance(entry, Mapping) else {"color": entry}
        color, priority = _color(of.get("color")), of.get("priority", 0)
        if color is not None and isinstance(priority, (int, float)):
            found[tag] = TagColor(color, float(priority))
    return found or None


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "color": _color,
    "note": _words,
    "shape": _shape,
    "counter": _mark,
    "undeveloped": _mark,
    "defeated": _mark,
    "defeated_lines": _ids,
    "context": _context,
    "labels": _labels,
    "elsewhere": _ids,
    "levels_down": _levels,
    "box": _flag,
    "box_depth": _number,
    "tag_colors": _tag_colors,
}
