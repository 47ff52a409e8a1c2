"""An export with its rows checked: statements and arguments, the tree of sections, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import Factory, frozen

from argmap.errors import FormatError
from argmap.messages import nearest, shown
from argmap.serializers.argdown_json.checking import checked, rows, table
from argmap.serializers.argdown_json.structures import fitting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from argmap.serializers.argdown_json.vocabulary import Row


@frozen(eq=False)
class Element:
    """A row of ``statements`` or ``arguments``.

    Attributes:
        title: Its key.
        row: The row.
        path: Its place in the document.
        members: Its members.
        texts: By position, which text a member has: 0 for the canonical one; not for references.
        pcs: Of an argument: the rows of its structure.
    """

    title: str
    row: Row
    path: str
    members: Sequence[Row]
    texts: Mapping[int, int]
    pcs: Sequence[Row] = ()


@frozen(eq=False)
class Heading:
    """A row of ``sections``.

    Attributes:
        row: The row.
        path: Its place in the document.
        name: What the document calls it.
        parent: The position of the one around it.
        level: Its depth, from 1.
    """

    row: Row
    path: str
    name: str
    parent: int | None
    level: int


@frozen(eq=False)
class Export:
    """An export whose rows are where they belong.

    Attributes:
        document: The whole document.
        statements: Its statements by title.
        arguments: Its arguments by title.
        headings: Its sections, each before those within it.
        relations: Its relations.
    """

    document: Row
    statements: Mapping[str, Element]
    arguments: Mapping[str, Element]
    headings: Sequence[Heading] = Factory(tuple)
    relations: Sequence[Row] = Factory(tuple)


def checked_export(value: Any) -> Export:
    """A JSON value as an export, or an error for a value of the wrong type, with its path."""
    document = table(value, "$")
    return Export(
        document,
        statements={g.title: g for g in _groups(document, "statements")},
        arguments={g.title: g for g in _groups(document, "arguments")},
        headings=[*_headings(document)],
        relations=rows(document, "relations", "$"),
    )


def data_of(row: Row) -> Row:
    """The author's data of a row."""
    data = row.get("data")
    return data if isinstance(data, dict) else {}


def uses_added(inference: Row, at: int) -> bool:
    """Whether our writer added ``uses`` to the data of the inference above the statement at a position."""
    return inference.get("usesAdded") is True and fitting(data_of(inference).get("uses"), at)


def in_order(elements: Collection[Element]) -> list[Element]:
    """By their positions in the text, if all have one; else as they come."""
    positions = {element.title: _position(element) for element in elements}
    return sorted(elements, key=lambda e: positions[e.title]) if all(positions.values()) else [*elements]


def _groups(document: Row, name: str) -> Iterator[Element]:
    if name not in document:
        raise FormatError(
            f"no {name!r}, expected the JSON export of Argdown",
            path="$",
            expected=name,
            nearest=nearest(name, document),
        )
    for title, value in table(document[name], f"$.{name}").items():
        path = f"$.{name}[{shown(title)}]"
        row = table(value, path)
        members = [checked(m, f"{path}.members[{n}]") for n, m in enumerate(rows(row, "members", path))]
        pcs = rows(row, "pcs", path) if name == "arguments" else []
        checked(row, path)
        yield Element(title, row, path, members, _texts(members), pcs)


def _texts(members: Sequence[Row]) -> dict[int, int]:
    """Number the texts: first the canonical one, then the others in order."""
    defined = [n for n, member in enumerate(members) if not member.get("isReference")]
    if not defined:
        return {}
    chosen = [n for n in defined if data_of(members[n]).get("isCanonical")] or defined
    others = [n for n in defined if n != chosen[-1]]
    return {n: which for which, n in enumerate((chosen[-1], *others))}


def _headings(document: Row) -> Iterator[Heading]:
    """Every section, each before those within it."""
    top = enumerate(rows(document, "sections", "$"))
    pending: list[tuple[Row, str, int | None, int]] = [(row, f"$.sections[{n}]", None, 1) for n, row in top]
    pending.reverse()
    seen: set[str] = set()
    while pending:
        row, path, parent, level = pending.pop()
        checked(row, path)
        name = row.get("id", "")
        if not isinstance(name, str) or name in seen:
            raise FormatError(f"found {shown(name)}, expected a unique id", path=f"{path}.id", found=name)
        seen.add(name)
        at = len(seen) - 1
        yield Heading(row, path, row.get("id", f"s{at + 1}"), parent, level)
        children = enumerate(rows(row, "children", path))
        pending += [(child, f"{path}.children[{n}]", at, level + 1) for n, child in children][::-1]


def _position(element: Element) -> tuple[int, int] | tuple[()]:
    """Line and column where an element is defined, or first named; nothing if one of them is unknown."""
    defined = [m for m in element.members if not m.get("isReference")] or element.members or element.pcs[:1]
    lines = [(m.get("startLine"), m.get("startColumn")) for m in defined]
    positions = [(line, column) for line, column in lines if type(line) is int and type(column) is int]
    return min(positions) if positions and len(positions) == len(lines) else ()
