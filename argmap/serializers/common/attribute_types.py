"""The types of attributes in graph files, and their values as text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.serializers.common.property_graph import Plain

TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "long", float: "double"}


def written(value: Plain) -> str:
    """A value as text of its type."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def typed(text: str, type_: str) -> Plain:
    """The value that text of a type stands for; the text itself where it stands for none."""
    word = text.strip()
    try:
        if type_ == "boolean" and word.lower() in ("true", "false", "1", "0"):
            return word.lower() in ("true", "1")
        if type_ in ("int", "integer", "long", "short", "byte"):
            return int(word)
        if type_ in ("float", "double") and math.isfinite(number := float(word)):
            return number
    except ValueError:
        pass
    return text
