"""What a report holds, in blocks that every format can set: headings, paragraphs, lists, tables, pictures.

All text is plain text. What it looks like, and how it is kept from being read as markup, is up to each format.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from argmap.rendering.text.direction import runs_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.rendering import Figure


class As(StrEnum):
    """How a run of text is set apart."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    SMALL = "small"
    MARKED = "marked"


@frozen
class Run:
    """A run of text in a line.

    Attributes:
        text: The words.
        look: How they are set apart.
        target: Where they lead: an anchor in the report, or an address that begins with http; "" for nowhere.
    """

    text: str
    look: As = As.PLAIN
    target: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it leads out of the report."""
        return self.target.startswith(("http://", "https://"))


Line = tuple[Run, ...]


@frozen
class Paragraph:
    """A line of text; ``anchor`` names the place, for what leads there."""

    line: Line
    anchor: str = ""


@frozen
class Quotation:
    """Words of a source, in quotation marks, and where they stand in it."""

    words: str
    place: Line = ()


Flow = Paragraph | Quotation


@frozen
class Items:
    """A list whose items are flows of paragraphs."""

    items: tuple[tuple[Flow, ...], ...]


@frozen
class TableRow:
    """A row of a table; ``anchor`` names the place. The first cell is the heading of the row."""

    cells: tuple[tuple[Flow, ...], ...]
    anchor: str = ""


@frozen
class Grid:
    """A table with a row of headings.

    Attributes:
        head: The heading of each column.
        rows: The rows below.
        caption: What the table shows, in a sentence.
        shares: How wide each column is, in parts of the whole.
        number: Its number among the tables of a report.
    """

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    caption: str
    shares: tuple[float, ...]
    number: int = 0


@frozen
class Picture:
    """A numbered figure; ``anchors`` name, by id of an element, where the report has it in full."""

    figure: Figure
    anchors: dict[str, str] = field(eq=False, factory=dict)


@frozen
class Heading:
    """A heading inside a part, one level below the part's own."""

    text: str


Block = Paragraph | Quotation | Items | Grid | Picture | Heading


@frozen
class Part:
    """A part of a report under a heading of its own.

    Attributes:
        name: What ``parts=`` calls it.
        title: Its heading.
        blocks: What it holds.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]


@frozen
class Document:
    """A whole report.

    Attributes:
        title: What it is called.
        language: The language of its texts as a BCP 47 tag, "" if it is not known.
        description: What it is, in a sentence, for catalogues and search engines.
        parts: In their order.
    """

    title: str
    language: str
    description: str
    parts: tuple[Part, ...]


def plain(line: Line) -> str:
    """The words of a line.

    >>> plain((Run("Rents", As.STRONG), Run(" rose.")))
    'Rents rose.'
    """
    return "".join(run.text for run in line)


def without_empty_columns(grid: Grid) -> Grid:
    """A table without the columns in which no row has anything, the others wider."""
    kept = [k for k in range(len(grid.head)) if k == 0 or any(_says(row.cells[k]) for row in grid.rows)]
    room = sum(grid.shares[k] for k in kept)
    return evolve(
        grid,
        head=tuple(grid.head[k] for k in kept),
        rows=tuple(evolve(row, cells=tuple(row.cells[k] for k in kept)) for row in grid.rows),
        shares=tuple(grid.shares[k] / room for k in kept),
    )


def _says(cell: tuple[Flow, ...]) -> bool:
    return any(isinstance(flow, Quotation) or plain(flow.line) for flow in cell)


def is_turned(flow: Flow) -> bool:
    """Whether its words run from right to left; those in the background are the report's, and do not count."""
    if isinstance(flow, Quotation):
        return runs_left(flow.words)
    return runs_left("".join(run.text for run in flow.line if run.look is not As.SMALL))


def pictures(document: Document) -> Iterator[Picture]:
    """The figures of a report, in their order."""
    return (block for part in document.parts for block in part.blocks if isinstance(block, Picture))
