"""Maps to text exports of Kialo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import numbered_ids
from argmap.serializers.common.residue import patched, residue_of
from argmap.serializers.kialo.tree import Entry, entries_of
from argmap.serializers.kialo.vocabulary import (
    BREAK,
    MARK,
    NAME,
    NEW,
    OLD,
    SEE,
    SIDE,
    SOURCE,
    Style,
    file_of,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.model import ArgumentMap, Source


def dumps(map: ArgumentMap, *, style: Style | None = None) -> str:
    """Write a discussion.

    Every claim is below the first claim that it bears on; further relations are written as links. Only
    support and attack from one claim to one other can be written.

    Args:
        map: The map.
        style: ``old`` or ``new``; by default that of the file that was read, else new if there are sources.

    >>> from argmap.model import ArgumentMap, Claim
    >>> tea, helps = Claim("tea", "Drink tea."), Claim("helps", "It helps.")
    >>> print(dumps(ArgumentMap.of(tea, helps, helps.supports(tea), title="Tea?")), end="")
    Discussion Title: Tea?
    <BLANKLINE>
    1. Drink tea.
    1.1. Pro: It helps.
    """
    file = patched(file_of(map), residue_of(map, NAME))
    entries = entries_of(map)
    lines = _new(map, entries) if (style or file["style"]) == "new" else _old(map, entries)
    line_end = "\r\n" if file["crlf"] is True else "\n"
    return "".join(f"{line}\n" for line in lines).replace("\n", line_end)


def marks_of(m: ArgumentMap) -> dict[str, str]:
    """The mark of each source."""
    numbers = numbered_ids("[{}]", {r.id for r in m})
    return {s.id: s.id if MARK.fullmatch(s.id) else next(numbers) for s in m.sources}


def _old(m: ArgumentMap, entries: list[Entry]) -> Iterator[str]:
    yield f"Discussion Title: {one_line(m.title)}"
    yield ""
    for entry in entries:
        lines = BREAK.split(_text(entry))
        if any(OLD.fullmatch(line) for line in lines[1:]) or not lines[-1]:
            lines = [" ".join(lines)]
        head = f"{entry.path}. {entry.side}: " if entry.side else f"{entry.path}. "
        yield f"{head}{lines[0]}"
        yield from lines[1:]


def _new(m: ArgumentMap, entries: list[Entry]) -> Iterator[str]:
    yield "Discussion Name:"
    yield one_line(m.title)
    for entry in entries:
        indent = "  " * entry.path.count(".")
        lines = BREAK.split(_text(entry))
        mistakable = any(NEW.fullmatch(indent + line) or indent + line == "Sources:" for line in lines)
        if mistakable or not lines[-1]:
            lines = [f"\\{lines[0]}".rstrip("\\"), *lines[1:]] if len(lines) == 1 else [" ".join(lines)]
        yield ""
        yield f"{indent}{entry.path}. {entry.side or 'Thesis'}:"
        yield from (line and f"{indent}{line}" for line in lines)
    if m.sources:
        yield from ("", "Sources:")
        marks = marks_of(m)
        quoted_by = _quotes_by_source(m, marks)
        for source in m.sources:
            yield f"{marks[source.id]} {one_line(source.url)}".rstrip(" ")
            if quoted := _quoted(source, quoted_by.get(source.id, "")):
                yield from BREAK.split(quoted)


def _quotes_by_source(m: ArgumentMap, marks: Mapping[str, str]) -> dict[str, str]:
    """The first words that a statement with the mark of a source quotes from it, by the source."""
    found: dict[str, str] = {}
    for statement in m.statements:
        if statement.quotes:
            marked = set(MARK.findall(statement.text))
            for quote in statement.quotes:
                if quote.source is not None and marks.get(quote.source) in marked:
                    found.setdefault(quote.source, quote.exact)
    return found


def _quoted(source: Source, words: str) -> str:
    """The words that the discussion quotes from a source."""
    quoted = words or residue_of(source, NAME).get("quoted")
    lines = BREAK.split(quoted) if isinstance(quoted, str) else []
    return "" if any(SOURCE.fullmatch(line) for line in lines) else "\n".join(lines).strip("\n")


def _text(entry: Entry) -> str:
    if entry.see:
        return f"-> See {entry.see}."
    text = entry.record.text
    aside = not entry.side and "." in entry.path  # its text must not look like a side
    return f"\\{text}" if SEE.fullmatch(text.strip()) or (aside and SIDE.fullmatch(text)) else text
