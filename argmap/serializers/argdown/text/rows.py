"""An Argdown document as a flat list of rows, in the order of its lines.

Relations nest by depth, not by containment, so that nothing here or above recurses.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import Factory, define, frozen

from argmap.serializers.argdown.text.shortcodes import SHORTCODES
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

Mark = tuple[
    str, int, int, str
]  # bold, italic or link; start and end (exclusive) in the text; the link's url

# What a row begins with. Relations of a row at depth d bear on the last row before it at depth d - 1.
TOP: Final = ""  # a block of its own
PREMISE: Final = "("  # a numbered statement of a premise-conclusion structure
INFERENCE: Final = "--"
HEADING: Final = "#"
BULLET: Final = "*"
ORDERED: Final = "1."


@define
class Element:
    """A statement or an argument at one place: defined, referred to, or without a title.

    Attributes:
        kind: "statement" or "argument".
        title: Its title; None for an untitled one.
        reference: Whether only its title is there.
        text: Its words, tags and mentions included.
        marks: Bold, italic and links within the words.
        tags: In the order of their first appearance.
        data: The YAML mapping after it.
        offset: Where in the document it begins.
        data_offset: Where the data begin.
        record: Id of the record that it defines or refers to, where it was made from a map.
    """

    kind: Literal["statement", "argument"]
    title: str | None = None
    reference: bool = False
    text: str = ""
    marks: list[Mark] = Factory(list)
    tags: list[str] = Factory(list)
    data: Any = None
    offset: int = 0
    data_offset: int = 0
    record: str = ""


@define
class Heading:
    """A heading: a section begins. Its fields are as those of elements."""

    level: int
    text: str = ""
    marks: list[Mark] = Factory(list)
    tags: list[str] = Factory(list)
    data: Any = None
    offset: int = 0
    data_offset: int = 0
    record: str = ""


@define
class Inference:
    """The line between premises and conclusion, with the rules that it follows."""

    rules: list[str] = Factory(list)
    data: Any = None
    offset: int = 0
    data_offset: int = 0


@define
class Row:
    """One line of structure: how deep, what sign, what is there.

    Attributes:
        depth: 0 for blocks and what a premise-conclusion structure or list is made of.
        sign: One of the signs above.
        item: What is there.
        first: Whether a premise begins a structure, or an item a list.
        number: What a premise is numbered in the text.
        start: Where in the document it begins, with its indentation and sign.
        apart: Whether a part of the document begins with it: what precedes it has no section or structure in common.
    """

    depth: int
    sign: str
    item: Element | Heading | Inference
    first: bool = False
    number: int = 0
    start: int = 0
    apart: bool = False


@frozen
class Spelling:
    """How a document spells its words.

    Attributes:
        tags_apart: Whether tags are not part of the texts.
        codes: The signs that shortcodes mean: those that all documents know, and those of this one.
        dates: Dates and times in its data that it has without quotes, by value.
    """

    tags_apart: bool = False
    codes: Mapping[str, str] = SHORTCODES
    dates: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def of(cls, model: Any) -> Spelling:
        """As the front matter has it under ``model``.

        >>> Spelling.of({"shortcodes": {":law:": {"unicode": "§"}}}).codes[":law:"]
        '§'
        """
        if not isinstance(model, dict):
            return cls()
        listed = mapping(model, "shortcodes")
        signs = {name: sign.get("unicode") for name, sign in listed.items() if isinstance(sign, dict)}
        codes = SHORTCODES | {name: sign for name, sign in signs.items() if isinstance(sign, str)}
        return cls(model.get("removeTagsFromText") is True, codes)


@define
class Document:
    """A text's front matter and rows.

    Attributes:
        front: The YAML mapping at the top, or None.
        front_offset: Where its text begins.
        spelling: How it spells its words.
        rows: Its lines of structure.
    """

    rows: list[Row]
    front: Any = None
    front_offset: int = 0
    spelling: Spelling = Factory(Spelling)


def strip(rows: list[Row]) -> None:
    """Take the blanks off both ends of the texts."""
    for row in rows:
        item = row.item
        if not isinstance(item, (Element, Heading)) or not item.text:
            continue
        text = item.text.strip()
        if len(text) != len(item.text):
            if item.marks:
                shift, end = len(item.text) - len(item.text.lstrip()), len(text)
                item.marks = [
                    (kind, min(max(0, start - shift), end), max(0, min(end, stop - shift)), url)
                    for kind, start, stop, url in item.marks
                ]
            item.text = text
