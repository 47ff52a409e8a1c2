"""The lines of a Kialo export, in both styles."""

from __future__ import annotations

import re
from typing import Literal

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


def style_of(m: ArgumentMap) -> Style:
    """The style in which a map is written that was not read from a discussion."""
    return "new" if m.sources else "old"


def one_line(text: str) -> str:
    """A text in one line."""
    return BREAK.sub(" ", text)
