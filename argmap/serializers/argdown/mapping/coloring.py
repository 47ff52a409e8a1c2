"""What Argdown's settings and data state of colours and boxes, as hints for drawing.

The settings and data themselves stay as they are in ``data["argdown"]``: a document colours by title, tag or number,
and a picture needs the colour. So these hints are derived when a document is read, and those are not written.

Source: the ColorPlugin and GroupPlugin of Argdown 2 for where a colour may be and which one counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from argmap.appearance import KEY
from argmap.serializers.common.residue import mapping

SCHEME: Final = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#666666")
"""What numbers mean in a document that brings no list of colours: Argdown's default scheme."""

BY_TITLE: Final = {"statement": "statementColors", "argument": "argumentColors", "section": "groupColors"}
_HEX: Final = re.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")

Hints = dict[str, Any]


@frozen
class Coloring:
    """The settings of a document.

    Attributes:
        colors: Its `color` settings.
        groups: Its `group` settings.
        scheme: What numbers mean.
    """

    colors: Mapping[str, Any]
    groups: Mapping[str, Any]
    scheme: tuple[str, ...]

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Coloring:
        """Those among the settings of a front matter.

        >>> Coloring.of({"color": {"tagColors": {"pro": 0}}}).of_map()
        {'tag_colors': {'pro': '#1b9e77'}}
        """
        colors = mapping(settings, "color")
        listed = colors.get("colorScheme")
        is_list = isinstance(listed, Sequence) and not isinstance(listed, str)
        return cls(colors, mapping(settings, "group"), tuple(map(str, listed)) if is_list else SCHEME)  # type: ignore[arg-type]

    def of_map(self) -> Hints:
        """The hints of the map."""
        hints: Hints = {}
        if type(depth := self.groups.get("groupDepth")) is int:
            hints["box_depth"] = depth
        by_tag = {} if self.colors.get("colorizeByTag") is False else mapping(self.colors, "tagColors")
        tags = {tag: self._of_tag(value) for tag, value in by_tag.items()}
        if tags := {tag: entry for tag, entry in tags.items() if entry}:
            hints["tag_colors"] = tags
        return hints

    def _of_tag(self, value: Any) -> Any:
        entry = value if isinstance(value, Mapping) else {}
        color = self._color(entry.get("color") if entry else value)
        priority = entry.get("priority")
        if not color or not isinstance(priority, (int, float)):
            return color
        return {"color": color, "priority": float(priority)}

    def of_record(self, kind: str, title: str, author_data: Any) -> Hints:
        """The hints of a "statement", "argument" or "section".

        Args:
            kind: What it is.
            title: Its title.
            author_data: Its data.
        """
        if not author_data and not self.colors:
            return {}
        data = author_data if isinstance(author_data, Mapping) else {}
        color = "" if self.colors.get("ignoreColorData") is True else self._color(data.get("color"))
        color = color or self._color(mapping(self.colors, BY_TITLE[kind]).get(title))
        hints: Hints = {"color": color} if color else {}
        if kind == "section" and isinstance(data.get("isGroup"), bool):
            hints["box"] = data["isGroup"]
        return hints

    def _color(self, value: Any) -> str:
        """A colour as documents write it, "#1b9e77", "#abc" or a position in the scheme; "" for anything else."""
        if type(value) is int and 0 <= value < len(self.scheme):
            value = self.scheme[value]
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            return ""
        return value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])


def with_hints(data: dict[str, Any], derived: Hints) -> dict[str, Any]:
    """The data of a record or map with the derived hints, unless others are there, or None for no hints."""
    if not derived:
        return data
    if KEY in data:
        return {k: v for k, v in data.items() if k != KEY or v is not None}
    return {**data, KEY: derived}


def without_hints(data: dict[str, Any], derived: Hints) -> dict[str, Any]:
    """The data from which ``with_hints`` makes these."""
    if not derived:
        return data
    if KEY not in data:
        return {**data, KEY: None}
    return {k: v for k, v in data.items() if k != KEY or v != derived}
