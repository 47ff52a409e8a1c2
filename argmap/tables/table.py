"""Records that show themselves as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar, overload

from argmap.errors import ArgmapError, MissingExtraError, ReadOnlyError
from argmap.messages import counted, shown
from argmap.tables import markup, separated, terminal
from argmap.values import misfit, must_be_flag

if TYPE_CHECKING:
    from collections.abc import Sequence as _Base
    from typing import Self, SupportsIndex
else:  # polars takes a tuple, or what Python knows as a sequence, for values without columns, and looks no further
    _Base = Generic

Cell = str | int | float | bool | None
"""What a cell of a table may hold; None where there is no value."""

Columns = Mapping[str, type]
"""The name of each column, in order, and what its cells hold: str, int, float or bool."""

GLANCE: Final = 100
"""How many rows a table shows of itself where nobody asked for all of them."""

_NEEDED: Final = "a type of records with COLUMNS and row()"
_INSTEAD: Final = "Table(type, records) makes another one"


class Row(Protocol):
    """A record that can be a row of a table.

    Attributes:
        COLUMNS: The name of each column and what its cells hold.
    """

    COLUMNS: ClassVar[Columns]

    def row(self) -> dict[str, Cell]:
        """The record as a cell for each column; None where it has no value."""
        ...


Record = TypeVar("Record", bound=Row, covariant=True)  # noqa: PLC0105 - as readers know it


class Table(_Base[Record]):
    """Records of one type that show themselves as a table.

    It is used as a tuple is: it never changes, has an order and a length, is sliced and compared, and is equal to a
    tuple of the same records. ``print`` shows all of it, as wide as the terminal or else 80 letters wide; a notebook
    and the prompt of Python show its first rows. With the extra ``arrow``, ``polars.DataFrame(table)``,
    ``pandas.DataFrame.from_arrow(table)``, ``pyarrow.table(table)`` and DuckDB read it with the types of its
    columns; without it, ``table.rows()`` gives dicts.

    Args:
        kind: The type of the records; it names the columns, also of a table without rows.
        records: The records.

    Raises:
        ArgmapError: The type has no columns, or a record is of another type.

    >>> from attrs import frozen
    >>> @frozen
    ... class Rent:
    ...     flat: str
    ...     euros: int | None
    ...     COLUMNS = {"flat": str, "euros": int}
    ...     def row(self):
    ...         return {"flat": self.flat, "euros": self.euros}
    >>> rents = Table(Rent, [Rent("Mill Lane", 900), Rent("Dock Road", None)])
    >>> print(rents)
    flat       euros
    ---------  -----
    Mill Lane    900
    Dock Road
    >>> rents.rows()[1]
    {'flat': 'Dock Road', 'euros': None}
    >>> print(rents.to_markdown())
    | flat | euros |
    | --- | ---: |
    | Mill Lane | 900 |
    | Dock Road |  |
    """

    __slots__ = ("__weakref__", "_records", "kind")
    kind: type[Record]
    _records: tuple[Record, ...]

    def __init__(self, kind: type[Record], records: Iterable[Record] = ()) -> None:
        """Check that the records are of the type."""
        columns = getattr(kind, "COLUMNS", None) if isinstance(kind, type) else None
        if not isinstance(columns, Mapping) or not callable(getattr(kind, "row", None)):
            raise misfit(kind, f"{_NEEDED} is", ArgmapError, expected=_NEEDED)
        what = f"{kind.__name__} records"
        items: Iterable[Record] | None = None
        with suppress(TypeError):
            items = iter(records)
        if items is None:
            raise misfit(records, f"{what} are", ArgmapError, expected=what)
        found = tuple(items)
        for record in found:
            if not isinstance(record, kind):
                raise misfit(record, f"a {kind.__name__} is", ArgmapError, expected=what)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "_records", found)

    def __setattr__(self, name: str, value: object) -> None:
        raise ReadOnlyError(f"a table has no field {shown(name)} that can be set", found=name, hint=_INSTEAD)

    def __delattr__(self, name: str) -> None:
        raise ReadOnlyError(
            f"a table has no field {shown(name)} that can be deleted", found=name, hint=_INSTEAD
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.kind, self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __reversed__(self) -> Iterator[Record]:
        return reversed(self._records)

    def __contains__(self, item: object) -> bool:
        return item in self._records

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Table):
            return self._records == other._records
        return self._records == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._records)

    def __add__(self, other: Iterable[Any]) -> tuple[Any, ...]:
        """A tuple of these and other records."""
        return (*self._records, *other) if isinstance(other, (tuple, Table)) else NotImplemented

    def __radd__(self, other: tuple[Any, ...]) -> tuple[Any, ...]:
        """A tuple of other records and these."""
        return (*other, *self._records) if isinstance(other, tuple) else NotImplemented

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize) -> int:
        """The position of a record.

        Raises:
            ValueError: The table does not hold it.
        """
        return self._records.index(value, start, stop)

    def count(self, value: Any) -> int:
        """How often the table holds a record."""
        return self._records.count(value)

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Record: ...
    @overload
    def __getitem__(self, index: slice, /) -> Self: ...
    def __getitem__(self, index: Any, /) -> Any:
        """A record, or some of them as a table."""
        found = self._records[index]
        return type(self)(self.kind, found) if isinstance(index, slice) else found

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.kind.COLUMNS)

    def rows(self) -> list[dict[str, Cell]]:
        """Each record as a dict from column to cell: plain text, numbers, true, false and None, as JSON has them."""
        return [dict(zip(self.columns, cells, strict=True)) for cells in self._cells()]

    def __str__(self) -> str:
        """All rows as text, as wide as the terminal, or else 80 letters wide.

        Where the columns do not fit next to each other, each row is a block with a line for each cell that has a
        value.
        """
        return self._text(len(self))

    def __repr__(self) -> str:
        """The first rows as text, and how many more there are."""
        return self._text(GLANCE)

    def _text(self, most: int) -> str:
        width = _width_of_terminal()
        text = terminal.table(self.columns, self._cells(most), width, self._numeric())
        return f"{text}\n{_more(len(self) - most)}" if len(self) > most else text

    def _repr_html_(self) -> str:
        """The first rows for notebooks, and how many more there are."""
        more = _more(len(self) - GLANCE) if len(self) > GLANCE else ""
        return markup.html(self.columns, self._cells(GLANCE), self._numeric(), more)

    def to_markdown(self) -> str:
        r"""All rows as a table of GitHub Flavored Markdown, which Pandoc and MyST read as well.

        Marks of Markdown and HTML in a cell are escaped, so that they are read as they are; a line break is ``<br>``,
        and control characters, those that turn the direction of text among them, are written as escapes (``\x1b``).
        """
        return markup.markdown(self.columns, self._cells(), self._numeric())

    def to_csv(self, *, escape_formulas: bool = False) -> str:
        """All rows as comma-separated values after RFC 4180, the names of the columns first; lines end with CR LF.

        A cell without a value is empty, and an empty text is ``""``. Texts are written as they are, also those that
        begin with ``=``, ``+``, ``-`` or ``@``, which a spreadsheet takes for formulas.

        Args:
            escape_formulas: Put an apostrophe before such texts, for a table of foreign texts that is to be opened
                in a spreadsheet; other programs see the apostrophe.
        """
        must_be_flag(escape_formulas, "escape_formulas")
        return separated.csv(self.columns, self._cells(), formulas=not escape_formulas)

    def to_arrow(self) -> Any:
        """All rows as a ``pyarrow.Table``, which polars, pandas and DuckDB take.

        Each column has its type also where all its cells are empty. Numbers of a column of floats are floats.

        Raises:
            MissingExtraError: pyarrow is not installed.
            ArgmapError: A whole number does not fit into 64 bits.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415 - large, and optional
        except ImportError:
            hint = 'pip install "argmap[arrow]"'
            raise MissingExtraError(
                "tables of Arrow need pyarrow, which is not installed", hint=hint
            ) from None
        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        schema = pa.schema([(name, types[kind]) for name, kind in self.kind.COLUMNS.items()])
        by_column = list(zip(*self._cells(), strict=True)) or [()] * len(schema)
        arrays = []
        for field, cells in zip(schema, by_column, strict=True):
            try:
                numbers = (
                    [None if c is None else float(c) for c in cells]
                    if pa.types.is_floating(field.type)
                    else cells
                )
                arrays.append(pa.array(numbers, field.type))
            except (OverflowError, pa.ArrowInvalid):
                message = f"column {field.name!r} holds a whole number that is too large for Arrow"
                raise ArgmapError(message, expected="whole numbers of at most 64 bits") from None
        return pa.Table.from_arrays(arrays, schema=schema)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """All rows as an Arrow stream: ``to_arrow`` for whatever reads the interface of Arrow."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _cells(self, most: int | None = None) -> list[tuple[Cell, ...]]:
        """The cells of each row, or of so many; words of a vocabulary are plain text."""
        found = []
        kinds = self.kind.COLUMNS
        for record in self._records[:most]:
            row = record.row()
            found.append(tuple([_plain(row[name]) for name in kinds]))
        return found

    def _numeric(self) -> tuple[bool, ...]:
        return tuple([kind in (int, float) for kind in self.kind.COLUMNS.values()])


def _plain(cell: Cell) -> Cell:
    return str(cell) if isinstance(cell, str) and type(cell) is not str else cell


def _more(number: int) -> str:
    return f"and {counted(number, 'more row')}; print() shows all"


def _width_of_terminal() -> int:
    """As wide as the terminal that text is printed to; without one, 80."""
    import shutil  # noqa: PLC0415 - only tables that are printed need it

    return shutil.get_terminal_size((terminal.WIDTH, 0)).columns
