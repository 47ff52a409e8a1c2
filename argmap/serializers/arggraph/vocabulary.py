"""The rows of an arggraph document, and the words that the format and the model share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from argmap.serializers.common.residue import residue_of, sequence, thawed
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from argmap.model import ArgumentMap, Record

Row = dict[str, Any]  # the attributes of an element, and under "" its text

NAME = "arggraph"  # of the format, and of its part of ``data``
INVALID = "not a valid arggraph"
UNTITLED = "untitled"  # the id of a document whose map has no title
TEXT = "text"  # id of the source that holds the running text
UNQUOTED = "unquoted"  # segments whose ids start so have words of the map, not of the text
EXAMPLE = "example"  # the scheme of a support by example
SIDES = {"pro": ("Proponent", "speaker"), "opp": ("Opponent", "counterparty")}
ADDED = ("added",)  # notes in the residue of a relation: the edges that add its further premises
UNGROUNDED = ("ungrounded",)  # of a claim: whether no words of the text belong to it
PARTS = ("elements", "edus", "joints", "grounds", "order")  # of the map: elements, and their order


@frozen
class Document:
    """The elements of a document, in order."""

    about: Row  # the attributes of the root
    edus: list[Row]  # elementary units, with their text under ""
    joints: list[Row]  # of several of them
    adus: list[Row]  # argumentative units
    edges: list[Row]
    unknown: list[str]  # elements that the DTD does not know, as XML
    lines: Mapping[str, int] = field(factory=dict, eq=False)  # where the elements start, by id

    @property
    def grounds(self) -> list[Row]:
        """The segmentation edges."""
        return [row for row in self.edges if row["type"] == "seg"]

    @property
    def added(self) -> list[Row]:
        """The edges that add a premise to another edge."""
        return [row for row in self.edges if row["type"] == "add"]


def in_text(edu: Row) -> bool:
    """Whether a unit's words are part of the running text, not of the annotator."""
    return not edu["id"].startswith(UNQUOTED) and edu.get("implicit") != "true"


def spans_of(edus: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """The places of elementary units in the running text: their words, with a space between them."""
    spans: dict[str, tuple[int, int]] = {}
    start = 0
    for row in filter(in_text, edus):
        spans[row["id"]] = (start, start + len(row[""]))
        start += len(row[""]) + 1
    return spans


def running_text(edus: Iterable[Row]) -> str:
    """The words of elementary units, as far as they are part of the running text."""
    return " ".join(row[""] for row in edus if in_text(row))


def grounded(grounds: Iterable[Row], edus: Container[str]) -> dict[str, list[str]]:
    """The elementary units that each unit is grounded in, directly or by a joint."""
    direct: dict[str, list[str]] = {}
    for row in grounds:
        direct.setdefault(row["trg"], []).append(row["src"])
    return {
        unit: [e for s in sources for e in ([s] if s in edus else direct.get(s, ())) if e in edus]
        for unit, sources in direct.items()
    }


def writable(key: str, value: Any) -> bool:
    """Whether an attribute can be written."""
    return isinstance(value, str) and xml.name(key) == key


def noted_rows(record: Record | ArgumentMap, part: str, *needed: str) -> list[Row]:
    """The rows noted under a key of a residue, as far as they can be written."""
    return [
        thawed(row)
        for row in sequence(residue_of(record, NAME), part)
        if isinstance(row, Mapping)
        and all(writable(k or "text", v) for k, v in row.items())
        and all(row.get(key) for key in needed)
    ]
