"""Maps to text exports of Kialo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.common.residue import plain_of
from argmap.serializers.kialo.lines import (
    BREAK,
    MARK,
    NAME,
    NEW,
    OLD,
    SEE,
    SIDE,
    SOURCE,
    Style,
    one_line,
    style_of,
)
from argmap.serializers.kialo.tree import Entry, entries_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Source


def dumps(map: ArgumentMap, *, style: Style | None = None) -> str:
    """Write a discussion.

    Every claim stands below the first claim that it bears on; further relations are written as links. Only
    support and attack from one claim to one other can be written.

    Args:
        map: The map.
        style: ``old`` or ``new``; if None the one that the map was read in, else new if there are sources.

    >>> from argmap.model import ArgumentMap, Claim
    >>> tea, helps = Claim("tea", "Drink tea."), Claim("helps", "It helps.")
    >>> print(dumps(ArgumentMap.of(tea, helps, helps.supports(tea), title="Tea?")), end="")
    Discussion Title: Tea?
    <BLANKLINE>
    1. Drink tea.
    1.1. Pro: It helps.
    """
    told: Any = plain_of(map, NAME).get("style")
    style = style or (told if told in ("old", "new") else style_of(map))
    entries = entries_of(map)
    lines = list(_new(map, entries) if style == "new" else _old(map, entries))
    return "".join(f"{line}\n" for line in lines).replace(
        "\n", "\r\n" if plain_of(map, NAME).get("crlf") is True else "\n"
    )


def marks_of(m: ArgumentMap) -> dict[str, str]:
    """The mark of each source."""
    marks = {s.id: s.id for s in m.sources if MARK.fullmatch(s.id)}
    n = 0
    for s in m.sources:
        while s.id not in marks:
            n += 1
            if f"[{n}]" not in m:
                marks[s.id] = f"[{n}]"
    return marks


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
        if (
            any(NEW.fullmatch(indent + line) or indent + line == "Sources:" for line in lines)
            or not lines[-1]
        ):
            lines = [f"\\{lines[0]}".rstrip("\\"), *lines[1:]] if len(lines) == 1 else [" ".join(lines)]
        yield ""
        yield f"{indent}{entry.path}. {entry.side or 'Thesis'}:"
        yield from (f"{indent}{line}".rstrip(" ") if not line else f"{indent}{line}" for line in lines)
    if m.sources:
        yield from ("", "Sources:")
        marks = marks_of(m)
        for source in m.sources:
            yield f"{marks[source.id]} {one_line(source.url)}".rstrip(" ")
            if quoted := _quoted(m, source, marks[source.id]):
                yield from BREAK.split(quoted)


def _quoted(m: ArgumentMap, source: Source, mark: str) -> str:
    """What the discussion quotes from a source."""
    quotes = (
        q.exact
        for c in m.statements
        if mark in MARK.findall(c.text)
        for q in c.quotes
        if q.source == source.id
    )
    quoted = next(quotes, None) or plain_of(source, NAME).get("quoted")
    lines = BREAK.split(quoted) if isinstance(quoted, str) else []
    return "" if any(SOURCE.fullmatch(line) for line in lines) else "\n".join(lines).strip("\n")


def _text(entry: Entry) -> str:
    if entry.see:
        return f"-> See {entry.see}."
    text = entry.record.text
    aside = not entry.side and "." in entry.path  # its text must not look like a side
    return f"\\{text}" if SEE.fullmatch(text.strip()) or (aside and SIDE.fullmatch(text)) else text
