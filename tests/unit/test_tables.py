"""Tables as examples show them."""

from __future__ import annotations

import builtins
import operator
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from attrs import frozen

from argmap import ArgmapError, MissingExtraError, ReadOnlyError, Role, Table
from argmap.tables.table import GLANCE

if TYPE_CHECKING:
    from argmap.tables import Cell, Columns


@frozen
class Rent:
    """A row."""

    flat: str | None
    euros: int | None = None
    share: float | None = None
    COLUMNS: ClassVar[Columns] = {"flat": str, "euros": int, "share": float}

    def row(self) -> dict[str, Cell]:
        return {"flat": self.flat, "euros": self.euros, "share": self.share}


RENTS = Table(Rent, [Rent("Mill Lane", 900, 0.3), Rent("Dock Road"), Rent("", 12, 1)])


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def test_numbers_stand_to_the_right_and_nothing_is_nothing() -> None:
    assert str(RENTS).splitlines() == [
        "flat       euros  share",
        "---------  -----  -----",
        "Mill Lane    900    0.3",
        "Dock Road",
        "              12      1",
    ]


def test_an_empty_table_has_its_columns() -> None:
    none = Table(Rent)
    assert len(none) == 0
    assert none.rows() == []
    assert none.columns == ("flat", "euros", "share")
    assert str(none) == "flat  euros  share\n----  -----  -----\nno rows"
    assert none.to_csv() == "flat,euros,share\r\n"
    assert none.to_markdown() == "| flat | euros | share |\n| --- | ---: | ---: |"
    assert "no rows" in none._repr_html_()


def test_wide_letters_keep_their_columns() -> None:
    lines = str(Table(Rent, [Rent("家賃", 900), Rent("e\u0301", 7)])).splitlines()
    assert lines[2:] == [
        "家賃    900",
        "e\u0301         7",
    ]


def test_long_cells_are_wrapped_and_rows_set_apart() -> None:
    lines = str(Table(Rent, [Rent("Rents should rise by at most three percent a year, " * 2, 9), Rent("b")]))
    assert lines.splitlines()[2:] == [
        "Rents should rise by at most three percent a        9",
        "year, Rents should rise by at most three",
        "percent a year,",
        "",
        "b",
    ]


def test_rows_are_blocks_where_columns_have_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert str(
        Table(Rent, [Rent("Rents should rise by at most three percent a year", 9), Rent("b", 0)])
    ).splitlines() == [
        "flat   Rents should rise by at",
        "       most three percent a",
        "       year",
        "euros  9",
        "",
        "flat   b",
        "euros  0",
    ]


def test_a_terminal_is_not_obeyed() -> None:
    text = str(Table(Rent, [Rent("a\x1b[2J\u202eb")]))
    assert "a\\x1b[2J\\u202eb" in text
    assert "\x1b" not in text + repr(Table(Rent, [Rent("\x1b")])) + Table(Rent, [Rent("\x1b")]).to_markdown()


def test_no_value_and_no_text_are_two_things_in_csv() -> None:
    assert RENTS.to_csv() == 'flat,euros,share\r\nMill Lane,900,0.3\r\nDock Road,,\r\n"",12,1\r\n'
    pl = pytest.importorskip("polars")
    frame = pl.read_csv(Table(Rent, [Rent(None, 1), Rent("", 2)]).to_csv().encode())
    assert frame["flat"].to_list() == [None, ""]


def test_a_row_of_one_empty_cell_is_a_row() -> None:
    @frozen
    class Single:
        COLUMNS: ClassVar[Columns] = {"a": str}
        a: str | None = None

        def row(self) -> dict[str, Cell]:
            return {"a": self.a}

    assert Table(Single, [Single(), Single("b")]).to_csv() == 'a\r\n""\r\nb\r\n'


def test_texts_that_look_like_formulas() -> None:
    t = Table(Rent, [Rent('=HYPERLINK("x")', -5)])
    assert '"=HYPERLINK(""x"")",-5,' in t.to_csv()
    assert '"\'=HYPERLINK(""x"")",-5,' in t.to_csv(escape_formulas=True)


def test_the_prompt_and_a_notebook_show_the_first_rows_and_print_all() -> None:
    many = Table(Rent, [Rent(f"flat {n}") for n in range(GLANCE + 2)])
    assert repr(many).endswith(f"flat {GLANCE - 1}\nand 2 more rows; print() shows all")
    assert str(many).endswith(f"flat {GLANCE + 1}")
    assert "and 2 more rows" in many._repr_html_()
    assert f"flat {GLANCE}<" not in many._repr_html_()
    assert repr(RENTS) == str(RENTS)


def test_a_part_of_a_table_is_a_table() -> None:
    part = RENTS[1:]
    assert isinstance(part, Table)
    assert part.columns == RENTS.columns
    assert RENTS[0].flat == "Mill Lane"


def test_words_of_a_vocabulary_are_plain_text() -> None:
    cell = Table(Rent, [Rent(Role.SPEAKER)]).rows()[0]["flat"]
    assert type(cell) is str


@pytest.mark.parametrize("wrong", [3, str, [Rent], "flat"])
def test_what_has_no_columns_makes_no_table(wrong: Any) -> None:
    with pytest.raises(ArgmapError, match="where a type of records with COLUMNS and row\\(\\) is expected"):
        Table(wrong, [])


def test_all_records_are_of_the_type() -> None:
    with pytest.raises(ArgmapError, match="found an int where a Rent is expected"):
        Table(Rent, [Rent("a"), 3])  # type: ignore[type-var]
    with pytest.raises(ArgmapError, match="found an int where Rent records are expected"):
        Table(Rent, 3)  # type: ignore[arg-type]


def test_arrow_keeps_types_also_without_rows() -> None:
    pytest.importorskip("pyarrow")
    for t in (RENTS, RENTS[:0], Table(Rent, [Rent(None)])):
        assert [str(kind) for kind in t.to_arrow().schema.types] == ["string", "int64", "double"]
    assert RENTS.to_arrow()["euros"].to_pylist() == [900, None, 12]


def test_whole_numbers_that_arrow_has_no_room_for_are_refused() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(ArgmapError, match="column 'euros' holds a whole number that is too large for Arrow"):
        Table(Rent, [Rent("a", 2**63)]).to_arrow()


def test_pandas_reads_it() -> None:
    pd = pytest.importorskip("pandas")
    assert list(pd.DataFrame(RENTS.rows()).columns) == ["flat", "euros", "share"]
    pytest.importorskip("pyarrow")
    flats = ["Mill Lane", "Dock Road", ""]
    assert RENTS.to_arrow().to_pandas()["flat"].tolist() == flats
    if hasattr(pd.DataFrame, "from_arrow"):
        assert pd.DataFrame.from_arrow(RENTS)["flat"].tolist() == flats


def test_duckdb_reads_it() -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    found = [("Mill Lane", 900, 0.3)]
    assert duckdb.from_arrow(RENTS).filter("euros > 100").fetchall() == found
    assert duckdb.sql("select * from RENTS where euros > 100").fetchall() == found


def test_nothing_of_a_table_can_be_set() -> None:
    for name in ("kind", "x"):
        with pytest.raises(ReadOnlyError, match=f"a table has no field '{name}' that can be set"):
            setattr(RENTS, name, Rent)
        with pytest.raises(ReadOnlyError, match=f"a table has no field '{name}' that can be deleted"):
            delattr(RENTS, name)


def test_tables_and_lists_are_not_equal() -> None:
    assert list(RENTS) != RENTS
    with pytest.raises(TypeError):
        operator.add(RENTS, [1])
    with pytest.raises(ValueError, match="not in tuple"):
        RENTS.index("Mill Lane")


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r'pip install "argmap\[arrow\]"'):
        RENTS.to_arrow()
