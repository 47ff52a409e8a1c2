"""Kialo's text export: a numbered tree of claims for and against, in the old style and in the new one.

There is no specification; what is known comes from exports (2018 to 2024).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, InvalidFileError, shown
from argmap.model import ArgumentMap, Claim, Data, Evidence, Quote, Relation, RelationKind, Source
from argmap.serializers.matched import free, matched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import Record

Style = Literal["old", "new"]
NAME = "kialo"
_BREAK = re.compile(r"\r\n|\n|\r")
_OLD = re.compile(r"([0-9]+(?:\.[0-9]+)*)\. (.*)")
_NEW = re.compile(r"( *)([0-9]+(?:\.[0-9]+)*)\. (Thesis|Pro|Con):[ \t]*")
_SIDE = re.compile(r"(Pro|Con): ?(.*)", re.DOTALL)
_SEE = re.compile(r"-> See ([0-9]+(?:\.[0-9]+)*)\.?")
_SOURCE = re.compile(r"\[([0-9]+)\](?: (.*))?")
_MARK = re.compile(r"\[[0-9]+\]")
_PATH = re.compile(r"(?:(?P<parent>[0-9]+(?:\.[0-9]+)*)\.)?(?P<last>[0-9]{1,9})")
_KINDS = {"Pro": RelationKind.SUPPORT, "Con": RelationKind.ATTACK}
_SIDES = {kind: side for side, kind in _KINDS.items()}


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    r"""Read a map from a text export, in either style.

    Claims have their number as id ("1.2.3"); Pro and Con relate them to the claim one level up. A claim that
    only says ``-> See 1.2.3.`` is no claim but another relation of that one. Sources of the new style become
    sources, and what is quoted from them quotes of the claims that carry their mark.

    Args:
        text: The export.
        report: Told about claims below others that are neither Pro nor Con, and links with claims below them.

    Raises:
        FormatError: Not a discussion, a number twice, a claim without the one above it, or a link that leads
            nowhere; with the line.
        InvalidFileError: Several of them.

    >>> m = loads("Discussion Title: Tea?\n\n1. Drink tea.\n1.1. Pro: It helps.\n1.1.1. Con: Not me.\n")
    >>> m.title, m["1.1"].text, [(str(r.kind), *r.sources, *r.targets) for r in m.relations]
    ('Tea?', 'It helps.', [('support', '1.1', '1'), ('attack', '1.1.1', '1.1')])
    """
    lines = _BREAK.split(text.removeprefix("\ufeff"))
    reading = _Reading(report)
    new = any(_NEW.fullmatch(line) or line.startswith("Discussion Name:") for line in lines)
    new = new and not lines[0].startswith("Discussion Title:")
    (reading.new if new else reading.old)(lines)
    m = reading.map()
    kept: dict[str, Any] = {}
    if ("new" if new else "old") != _style(m):
        kept["style"] = "new" if new else "old"
    if "\r\n" in text:
        kept["crlf"] = True
    return evolve(m, data={NAME: kept} if kept else None)


@define
class _Line:
    """One numbered entry of the tree."""

    number: int
    path: str
    side: str
    text: str

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def see(self) -> str | None:
        match = _SEE.fullmatch(self.text.strip()) if self.parent else None
        return match[1] if match else None


@define
class _Reading:
    report: Report
    title: str = ""
    headed: bool = False
    entries: dict[str, _Line] = field(factory=dict)
    sources: dict[str, tuple[str, str]] = field(factory=dict)
    problems: list[FormatError] = field(factory=list)

    def old(self, lines: list[str]) -> None:
        last: _Line | None = None
        for n, line in enumerate(lines, 1):
            match = _OLD.fullmatch(line)
            if match is not None:
                path, text = match.groups()
                side = _SIDE.fullmatch(text) if "." in path else None
                last = self._add(_Line(n, path, side[1] if side else "", side[2] if side else text))
            elif last is not None:
                last.text += f"\n{line}"
            elif line.startswith("Discussion Title:"):
                self.headed = True
                self.title = line.removeprefix("Discussion Title:").removeprefix(" ")
            elif line.strip():
                self._wrong(n, f"found {shown(line)}", "'Discussion Title: …' or a claim such as '1. …'")
        for entry in self.entries.values():
            entry.text = entry.text.rstrip("\n")

    def new(self, lines: list[str]) -> None:
        last: _Line | None = None
        indent, rest = "", list(enumerate(lines, 1))
        while rest and not rest[0][1].strip():
            rest.pop(0)
        if rest and rest[0][1].startswith("Discussion Name:"):
            self.headed = True
            own = rest.pop(0)[1].removeprefix("Discussion Name:").strip()
            self.title = own or (rest.pop(0)[1] if rest and not _NEW.fullmatch(rest[0][1]) else "")
        for at, (n, line) in enumerate(rest):
            match = _NEW.fullmatch(line)
            if match is not None:
                indent = match[1]
                side = "" if match[3] == "Thesis" else match[3]
                last = self._add(_Line(n, match[2], side, ""))
            elif line == "Sources:":
                self._sources([text for _, text in rest[at + 1 :]])
                break
            elif last is not None:
                last.text += f"\n{line.removeprefix(indent)}"
            elif line.strip():
                self._wrong(n, f"found {shown(line)}", "'Discussion Name:' or a claim such as '1. Thesis:'")
        for entry in self.entries.values():
            entry.text = entry.text.removeprefix("\n").rstrip("\n")

    def _sources(self, lines: list[str]) -> None:
        last = ""
        for line in lines:
            if match := _SOURCE.fullmatch(line):
                last = f"[{match[1]}]"
                self.sources.setdefault(last, (match[2] or "", ""))
            elif last:
                url, quoted = self.sources[last]
                self.sources[last] = (url, f"{quoted}\n{line}")

    def _add(self, entry: _Line) -> _Line:
        if entry.path in self.entries:
            first = self.entries[entry.path].number
            self._wrong(
                entry.number, f"{entry.path}. comes a second time, first in line {first}", "another number"
            )
        else:
            self.entries[entry.path] = entry
        return entry

    def _wrong(self, line: int, found: str, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))

    def map(self) -> ArgumentMap:
        ends = {path: self._end(entry) for path, entry in self.entries.items()}
        for entry in self.entries.values():
            if entry.parent and entry.parent not in self.entries:
                self._wrong(entry.number, f"{entry.path}. has nothing above it", f"a claim {entry.parent}.")
        if not self.entries and not self.headed and not self.problems:
            self._wrong(
                1, "found no discussion", "'Discussion Title: …', 'Discussion Name:' or a claim '1. …'"
            )
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            raise InvalidFileError(f"not a discussion: {len(self.problems)} problems", self.problems)
        sources = {i: (url, quoted.strip("\n")) for i, (url, quoted) in self.sources.items()}
        claims = [
            Claim(
                entry.path,
                entry.text,
                quotes=[
                    Quote(mark, sources[mark][1])
                    for mark in dict.fromkeys(_MARK.findall(entry.text))
                    if sources.get(mark, ("", ""))[1]
                ],
            )
            for entry in self.entries.values()
            if entry.see is None
        ]
        marked = {q.source for claim in claims for q in claim.quotes}
        return ArgumentMap.of(
            *(
                Source(i, url=url, data={NAME: {"quoted": quoted}} if quoted and i not in marked else None)
                for i, (url, quoted) in sources.items()
            ),
            *claims,
            *self._relations(ends),
            title=self.title,
        )

    def _end(self, entry: _Line) -> str:
        """The claim that an entry is or, by links, leads to."""
        path, trail = entry.path, {""}
        while path not in trail:
            trail.add(path)
            if path not in self.entries:
                self._wrong(entry.number, f"{entry.path}. is a link to {path}.", "a claim that is there")
                return path
            see = self.entries[path].see
            if see is None:
                return path
            path = see
        self._wrong(entry.number, f"{entry.path}. is a link that leads back to itself", "a link to a claim")
        return path

    def _relations(self, ends: dict[str, str]) -> Iterator[Relation]:
        taken = set(self.entries) | set(self.sources)
        for entry in self.entries.values():
            if not entry.parent:
                continue
            if not entry.side:
                self._report(entry, "no-side", "is neither Pro nor Con; no relation to the claim above it")
                continue
            start, aim, kind = ends[entry.path], ends[entry.parent], _KINDS[entry.side]
            kept = {"path": entry.path, "see": entry.see} if entry.see else {}
            if aim != entry.parent:
                self._report(entry, "below-a-link", f"is below a link; read as below {aim}.")
            i = free(f"{kind}:{start}>{aim}", taken)
            taken.add(i)
            yield Relation(i, kind, [start], [aim], data={NAME: kept} if kept else None)

    def _report(self, entry: _Line, code: str, message: str) -> None:
        self.report(
            Diagnostic(code, "warning", f"{entry.path}. {message}", line=entry.number, ids=(entry.path,))
        )


# Writing


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
    told: Any = _kept(map).get("style")
    style = style or (told if told in ("old", "new") else _style(map))
    entries = _entries(map)
    lines = list(_new(map, entries) if style == "new" else _old(map, entries))
    return "".join(f"{line}\n" for line in lines).replace(
        "\n", "\r\n" if _kept(map).get("crlf") is True else "\n"
    )


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    nodes = {entry.record.id: entry.path for entry in _entries(map) if not entry.see}
    names = _marks(map)
    return matched(map, loads(dumps(map)), {**nodes, **names})


@define
class _Entry:
    path: str
    side: str
    record: Claim | Evidence
    see: str = ""  # the number that it is a link to


def _kept(record: Record | ArgumentMap) -> dict[str, Any]:
    kept: Any = record.data.get(NAME)
    return kept.thaw() if isinstance(kept, Data) else {}


def _style(m: ArgumentMap) -> Style:
    return "new" if m.sources else "old"


def _entries(m: ArgumentMap) -> list[_Entry]:
    """The tree in order, with links for what a tree cannot hold."""
    claims: dict[str, Claim | Evidence] = {c.id: c for c in (*m.claims, *m.evidence)}  # type: ignore[misc]
    possible = [
        r
        for r in m.relations
        if r.kind in _SIDES and len(r.sources) == len(r.targets) == 1
        if r.sources[0] in claims and r.targets[0] in claims
    ]
    own: dict[str, Relation] = {}
    for r in sorted(possible, key=lambda r: "see" in _kept(r)):
        own.setdefault(r.sources[0], r)
    done: set[str] = set()
    for i in claims:  # where they go round in a circle, the first claim on the way is a thesis
        trail: dict[str, None] = {}
        here = i
        while here in own and here not in done and here not in trail:
            trail[here] = None
            here = own[here].targets[0]
        if here in trail:
            del own[here]
        done.update(trail)
    below: dict[str, list[Relation]] = {}
    for s in possible:
        below.setdefault(s.targets[0], []).append(s)
    found: list[_Entry] = []
    paths: dict[str, str] = {}
    links: list[tuple[_Entry, str]] = []
    last: dict[str, int] = {}
    pending: list[tuple[str, Relation | None, str]] = [
        ("", None, i) for i in reversed(claims) if i not in own
    ]
    while pending:
        parent, by, i = pending.pop()
        link = by is not None and own.get(i) is not by
        wish = str(_kept(by).get("path", "")) if by is not None and link else i
        path = _numbered(wish, parent, last)
        entry = _Entry(path, _SIDES[by.kind] if by is not None else "", claims[i])
        found.append(entry)
        if link:
            links.append((entry, i))
            continue
        paths[i] = path
        pending += [(path, s, s.sources[0]) for s in reversed(below.get(i, ()))]
    for entry, i in links:
        entry.see = paths[i]
    return found


def _numbered(wish: str, parent: str, last: dict[str, int]) -> str:
    """The number that was wished for if it fits behind its elder siblings, else the next."""
    match = _PATH.fullmatch(wish)
    n = last.get(parent, 0) + 1
    if match and (match["parent"] or "") == parent and int(match["last"]) >= n and match["last"][0] != "0":
        n = int(match["last"])
    last[parent] = n
    return f"{parent}.{n}" if parent else str(n)


def _marks(m: ArgumentMap) -> dict[str, str]:
    """The mark of each source."""
    marks = {s.id: s.id for s in m.sources if _MARK.fullmatch(s.id)}
    n = 0
    for s in m.sources:
        while s.id not in marks:
            n += 1
            if f"[{n}]" not in m:
                marks[s.id] = f"[{n}]"
    return marks


def _old(m: ArgumentMap, entries: list[_Entry]) -> Iterator[str]:
    yield f"Discussion Title: {_one_line(m.title)}"
    yield ""
    for entry in entries:
        lines = _BREAK.split(_text(entry))
        if any(_OLD.fullmatch(line) for line in lines[1:]) or not lines[-1]:
            lines = [" ".join(lines)]
        head = f"{entry.path}. {entry.side}: " if entry.side else f"{entry.path}. "
        yield f"{head}{lines[0]}"
        yield from lines[1:]


def _new(m: ArgumentMap, entries: list[_Entry]) -> Iterator[str]:
    yield "Discussion Name:"
    yield _one_line(m.title)
    for entry in entries:
        indent = "  " * entry.path.count(".")
        lines = _BREAK.split(_text(entry))
        if (
            any(_NEW.fullmatch(indent + line) or indent + line == "Sources:" for line in lines)
            or not lines[-1]
        ):
            lines = [f"\\{lines[0]}".rstrip("\\"), *lines[1:]] if len(lines) == 1 else [" ".join(lines)]
        yield ""
        yield f"{indent}{entry.path}. {entry.side or 'Thesis'}:"
        yield from (f"{indent}{line}".rstrip(" ") if not line else f"{indent}{line}" for line in lines)
    if m.sources:
        yield from ("", "Sources:")
        marks = _marks(m)
        for source in m.sources:
            yield f"{marks[source.id]} {_one_line(source.url)}".rstrip(" ")
            if quoted := _quoted(m, source, marks[source.id]):
                yield from _BREAK.split(quoted)


def _quoted(m: ArgumentMap, source: Source, mark: str) -> str:
    """What the discussion quotes from a source."""
    quotes = (
        q.exact
        for c in (*m.claims, *m.evidence)
        if mark in _MARK.findall(c.text)
        for q in c.quotes
        if q.source == source.id
    )
    quoted = next(quotes, None) or _kept(source).get("quoted")
    lines = _BREAK.split(quoted) if isinstance(quoted, str) else []
    return "" if any(_SOURCE.fullmatch(line) for line in lines) else "\n".join(lines).strip("\n")


def _text(entry: _Entry) -> str:
    if entry.see:
        return f"-> See {entry.see}."
    return f"\\{entry.record.text}" if _SEE.fullmatch(entry.record.text.strip()) else entry.record.text


def _one_line(text: str) -> str:
    return _BREAK.sub(" ", text)
