"""What holds of every table: as text, HTML, Markdown, CSV and Arrow it has each of its cells, whatever they hold."""

from __future__ import annotations

import copy
import csv
import pickle
from collections import Counter
from html.parser import HTMLParser
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from argmap import Table
from argmap.tables.terminal import lines_of, measured, table, wrap
from argmap.testing.texts import hostile_text

if TYPE_CHECKING:
    from argmap.tables import Cell, Columns


@frozen
class Kept:
    """A row of a cell of each type."""

    note: str | None
    many: int | None
    much: float | None
    sure: bool | None
    held_by: str = ""
    COLUMNS: ClassVar[Columns] = {"note": str, "many": int, "much": float, "sure": bool, "held_by": str}

    def row(self) -> dict[str, Cell]:
        return {name: getattr(self, name) for name in self.COLUMNS}


TEXTS = hostile_text(max_size=6)
ROWS = st.builds(
    Kept,
    st.none() | TEXTS,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.booleans(),
    TEXTS,
)
TABLES = st.lists(ROWS, max_size=5).map(lambda records: Table(Kept, records))


def seen(text: str) -> str:
    """Text as a page shows it: white space of any kind is one space, and none at either end."""
    return " ".join(text.split())


def as_shown(t: Table[Kept]) -> list[list[str]]:
    return [[seen(" ".join(lines_of(cell))) for cell in row.values()] for row in t.rows()]


@given(TABLES, st.integers(-6, 6), st.integers(-6, 6))
def test_a_table_is_used_as_the_tuple_of_its_records(t: Table[Kept], i: int, k: int) -> None:
    records = tuple(t)
    assert t == records
    assert records == t
    assert (t != records) is (records != t) is False
    assert hash(t) == hash(records)
    assert (len(t), bool(t)) == (len(records), bool(records))
    assert tuple(reversed(t)) == records[::-1]
    assert t[i:k] == records[i:k]
    assert t + records == records + t == records * 2
    for n, record in enumerate(records):
        assert t[n] == record
        assert record in t
        assert (t.index(record), t.count(record)) == (records.index(record), records.count(record))
    for again in (pickle.loads(pickle.dumps(t)), copy.deepcopy(t), t[:]):  # noqa: S301 - our own
        assert again == t
        assert again.columns == t.columns
        assert again.rows() == t.rows()


@given(TABLES)
def test_rows_have_the_cells_of_each_record(t: Table[Kept]) -> None:
    assert t.rows() == [record.row() for record in t]
    assert t.columns == ("note", "many", "much", "sure", "held_by")


@given(TABLES)
def test_csv_comes_back_as_it_was(t: Table[Kept]) -> None:
    back = list(csv.reader(StringIO(t.to_csv(), newline=""), strict=True))
    words = {True: "true", False: "false", None: ""}
    assert back[0] == list(t.columns)
    assert back[1:] == [
        [words[c] if c is None or isinstance(c, bool) else str(c) for c in row.values()] for row in t.rows()
    ]


@given(TEXTS)
def test_formulas_are_escaped_on_request_only(text: str) -> None:
    def back(*, escape: bool) -> str:
        t = Table(Kept, [Kept(text, None, None, None)])
        return next(csv.reader(StringIO(t.to_csv(escape_formulas=escape).partition("\r\n")[2], newline="")))[
            0
        ]

    assert back(escape=False) == text
    assert back(escape=True) in {text, f"'{text}"}
    assert back(escape=True)[:1] not in {*"=+-@\t\r"}


class _Cells(HTMLParser):
    """The text of each cell of each row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.within = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"table", "thead", "tbody", "tr", "th", "td", "br", "p"}, (tag, attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.within = True
        elif tag == "br":
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.within:
            self.rows[-1][-1] += data


@given(TABLES)
def test_html_shows_each_cell_as_it_is(t: Table[Kept]) -> None:
    head, *rows = _Cells(t._repr_html_()).rows
    assert head == list(t.columns)
    assert [[seen(cell) for cell in row] for row in rows] == as_shown(t)


@given(TABLES)
def test_markdown_shows_each_cell_as_it_is(t: Table[Kept]) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(t.to_markdown())
    head, *rows = _Cells(html).rows
    assert head == list(t.columns)
    assert [[seen(cell) for cell in row] for row in rows] == as_shown(t)


@given(TABLES, st.integers(1, 200))
def test_text_has_each_letter_of_each_cell(t: Table[Kept], width: int) -> None:
    rows = [tuple(row.values()) for row in t.rows()]
    lines = table(t.columns, rows, width, [False] * 5).split("\n")
    as_blocks = len(lines) < 2 or not lines[1].startswith("----")
    shown = Counter("".join(lines if as_blocks else lines[2:]).replace(" ", ""))
    cells = [(name, "".join(lines_of(cell))) for row in t.rows() for name, cell in row.items()]
    expected = Counter("".join(text for _, text in cells).replace(" ", ""))
    if as_blocks and rows:
        names = [name for name, text in cells if text.strip(" ")]
        empty = [row for row in t.rows() if not any("".join(lines_of(c)).strip(" ") for c in row.values())]
        expected += Counter("".join(names)) + Counter("note" * len(empty))
    assert not rows or shown == expected


@given(TABLES, st.integers(60, 200))
def test_text_is_no_wider_than_the_terminal(t: Table[Kept], width: int) -> None:
    rows = [tuple(row.values()) for row in t.rows()]
    text = table(t.columns, rows, width, [False, True, True, False, False])
    assert all(measured(line) <= width for line in text.split("\n"))
    assert all(line.isprintable() or not line.isascii() for line in text.split("\n"))


@given(TEXTS, st.integers(1, 40))
def test_lines_are_broken_so_that_they_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(measured(line) <= max(width, 2) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TABLES)
def test_arrow_has_the_types_and_the_cells(t: Table[Kept]) -> None:
    pa = pytest.importorskip("pyarrow")
    for arrow in (t.to_arrow(), pa.table(t), pa.RecordBatchReader.from_stream(t).read_all()):
        assert arrow.to_pylist() == t.rows()
        assert [str(kind) for kind in arrow.schema.types] == ["string", "int64", "double", "bool", "string"]


@given(TABLES)
def test_polars_reads_what_arrow_says(t: Table[Kept]) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(t)
    assert frame.to_dicts() == t.rows()
    assert [str(kind) for kind in frame.dtypes] == ["String", "Int64", "Float64", "Boolean", "String"]
    assert frame.columns == list(t.columns)
