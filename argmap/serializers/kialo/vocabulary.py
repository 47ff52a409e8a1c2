"""The lines of a Kialo export, in both styles."""

from __future__ import annotations

import re
from typing import Any, Literal

from argmap.model import ArgumentMap, RelationKind

Style = Literal["old", "new"]
NAME = "kialo"
BREAK = re.compile(r"\r\n|\n|\r")
OLD = re.compile(r"([0-9]+(?:\.[0-9]+)*)\. (.*)")
NEW = re.compile(r"( *)([0-9]+(?:\.[0-9]+)*)\. (Thesis|Pro|Con):[ \t]*")
SIDE = re.compile(r"(Pro|Con): ?(.*)", re.DOTALL)
SEE = re.compile(r"-> See ([0-9]+(?:\.[0-9]+)*)\.?")
SOURCE = re.compile(r"\[([0-9]+)\](?: (.*))?")
MARK = re.compile(r"\[[0-9]+\]")
PATH = re.compile(r"(?:(?P<parent>[0-9]+(?:\.[0-9]+)*)\.)?(?P<last>[0-9]{1,9})")
KINDS = {"Pro": RelationKind.SUPPORT, "Con": RelationKind.ATTACK}
SIDES = {kind: side for side, kind in KINDS.items()}


def file_of(map: ArgumentMap) -> dict[str, Any]:
    """The style and line ends of the file that is written of a map by default."""
    return {"style": "new" if map.sources else "old", "crlf": False}


def one_line(text: str) -> str:
    """A text in one line."""
    return BREAK.sub(" ", text)
