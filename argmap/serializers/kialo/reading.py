"""Text exports of Kialo to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.ids import unique_ids
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Quote, Relation, Source
from argmap.serializers.common.residue import difference, with_residue
from argmap.serializers.kialo.vocabulary import BREAK, KINDS, MARK, NAME, NEW, OLD, SEE, SIDE, SOURCE, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import RelationKind


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    r"""Read a map from a text export, in either style.

    Claims have their number as id ("1.2.3"); Pro and Con relate them to the claim one level up. An entry
    that is only ``-> See 1.2.3.`` is not a claim but one more relation of claim 1.2.3. Sources of the new style
    become sources, and what is quoted from them quotes of the claims that carry their mark.

    Args:
        text: The export.
        report: Receives a diagnostic for claims below others that are neither Pro nor Con, and for claims below links.

    Raises:
        FormatError: Not a discussion, a number twice, a claim without the one above it, or a link that leads
            nowhere; with the line.
        InvalidFileError: Several of them.

    >>> m = loads("Discussion Title: Tea?\n\n1. Drink tea.\n1.1. Pro: It helps.\n1.1.1. Con: Not me.\n")
    >>> m.title, m["1.1"].text, [(str(r.kind), *r.sources, *r.targets) for r in m.relations]
    ('Tea?', 'It helps.', [('support', '1.1', '1'), ('attack', '1.1.1', '1.1')])
    """
    lines = BREAK.split(text.removeprefix("\ufeff"))
    reading = _Reading(report)
    new = any(NEW.fullmatch(line) or line.startswith("Discussion Name:") for line in lines)
    new = new and not lines[0].startswith("Discussion Title:")
    (reading.new if new else reading.old)(lines)
    m = reading.map()
    found = {"style": "new" if new else "old", "crlf": "\r\n" in text}
    return with_residue(m, NAME, difference(file_of(m), found))


@define
class _Entry:
    """One numbered entry of the tree."""

    number: int
    path: str
    side: str
    lines: list[str]
    text: str = ""

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def see(self) -> str | None:
        match = SEE.fullmatch(self.text.strip()) if self.parent else None
        return match[1] if match else None


@define
class _Reading:
    report: Report
    title: str = ""
    headed: bool = False
    entries: dict[str, _Entry] = field(factory=dict)
    sources: dict[str, tuple[str, list[str]]] = field(factory=dict)  # URL and quoted lines, by mark
    problems: list[FormatError] = field(factory=list)

    def old(self, lines: list[str]) -> None:
        last: _Entry | None = None
        for n, line in enumerate(lines, 1):
            match = OLD.fullmatch(line)
            if match is not None:
                path, text = match.groups()
                side = SIDE.fullmatch(text) if "." in path else None
                last = self._add(_Entry(n, path, side[1] if side else "", [side[2] if side else text]))
            elif last is not None:
                last.lines.append(line)
            elif line.startswith("Discussion Title:"):
                self.headed = True
                self.title = line.removeprefix("Discussion Title:").removeprefix(" ")
            elif line.strip():
                self._wrong(n, f"found {shown(line)}", "'Discussion Title: …' or a claim such as '1. …'")
        for entry in self.entries.values():
            entry.text = "\n".join(entry.lines).rstrip("\n")

    def new(self, lines: list[str]) -> None:
        last: _Entry | None = None
        indent = ""
        start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
        if start < len(lines) and lines[start].startswith("Discussion Name:"):
            self.headed = True
            self.title = lines[start].removeprefix("Discussion Name:").strip()
            start += 1
            if not self.title and start < len(lines) and not NEW.fullmatch(lines[start]):
                self.title = lines[start]
                start += 1
        for n, line in enumerate(lines[start:], start + 1):
            match = NEW.fullmatch(line)
            if match is not None:
                indent = match[1]
                side = "" if match[3] == "Thesis" else match[3]
                last = self._add(_Entry(n, match[2], side, []))
            elif line == "Sources:":
                self._sources(lines[n:])
                break
            elif last is not None:
                last.lines.append(line.removeprefix(indent))
            elif line.strip():
                self._wrong(n, f"found {shown(line)}", "'Discussion Name:' or a claim such as '1. Thesis:'")
        for entry in self.entries.values():
            entry.text = "\n".join(entry.lines).rstrip("\n")

    def _sources(self, lines: list[str]) -> None:
        last = ""
        for line in lines:
            if match := SOURCE.fullmatch(line):
                last = f"[{match[1]}]"
                self.sources.setdefault(last, (match[2] or "", []))
            elif last:
                self.sources[last][1].append(line)

    def _add(self, entry: _Entry) -> _Entry:
        first = self.entries.setdefault(entry.path, entry)
        if first is not entry:
            found = f"{entry.path}. comes a second time, first in line {first.number}"
            self._wrong(entry.number, found, "another number")
        return entry

    def _wrong(self, line: int, found: str, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))

    def map(self) -> ArgumentMap:
        ends: dict[str, str] = {}
        for entry in self.entries.values():
            self._find_end(entry, ends)
        for entry in self.entries.values():
            if entry.parent and entry.parent not in self.entries:
                self._wrong(entry.number, f"{entry.path}. has no claim above it", f"a claim {entry.parent}.")
        if not self.entries and not self.headed and not self.problems:
            expected = "'Discussion Title: …', 'Discussion Name:' or a claim '1. …'"
            self._wrong(1, "found no discussion", expected)
        raise_all(self.problems, "not a discussion")
        sources = {i: (url, "\n".join(quoted).strip("\n")) for i, (url, quoted) in self.sources.items()}
        quotes = {mark: Quote(mark, quoted) for mark, (_, quoted) in sources.items() if quoted}
        claims = []
        for entry in self.entries.values():
            if entry.see is None:
                cited = [quotes[mark] for mark in dict.fromkeys(MARK.findall(entry.text)) if mark in quotes]
                data = {NAME: {"below": ends[entry.parent]}} if entry.parent and not entry.side else None
                claims.append(Claim(entry.path, entry.text, quotes=cited, data=data))
        marked = {q.source for claim in claims for q in claim.quotes}
        uncited = {i: {NAME: {"quoted": quotes[i].exact}} for i in quotes.keys() - marked}
        return ArgumentMap.of(
            *(Source(i, url=url, data=uncited.get(i)) for i, (url, _) in sources.items()),
            *claims,
            *self._relations(ends),
            title=self.title,
        )

    def _find_end(self, entry: _Entry, ends: dict[str, str]) -> None:
        """Find the claim that an entry is or, by links, leads to; also for the links on the way."""
        trail: dict[str, None] = {}
        path = entry.path
        while path not in ends and path in self.entries and path not in trail:
            trail[path] = None
            path = self.entries[path].see or path
        if path not in ends and path not in self.entries:
            self._wrong(entry.number, f"{entry.path}. is a link to {path}.", "the number of a claim")
        elif path in trail and self.entries[path].see is not None:
            self._wrong(
                entry.number, f"{entry.path}. is a link that leads back to itself", "a link to a claim"
            )
        ends.update(dict.fromkeys(trail, ends.get(path, path)))

    def _relations(self, ends: dict[str, str]) -> Iterator[Relation]:
        stated: list[tuple[str, RelationKind, str, dict[str, str]]] = []
        for entry in self.entries.values():
            if not entry.parent:
                continue
            if not entry.side:
                self._report(entry, "no-side", "is neither Pro nor Con; no relation to the claim above it")
                continue
            start, aim, kind = ends[entry.path], ends[entry.parent], KINDS[entry.side]
            link = {"path": entry.path, "see": entry.see} if entry.see else {}
            if aim != entry.parent:
                self._report(entry, "below-a-link", f"is below a link; read as below {aim}.")
            stated.append((start, kind, aim, link))
        wishes = (f"{kind}:{start}>{aim}" for start, kind, aim, _ in stated)
        called = unique_ids(wishes, (*self.entries, *self.sources))
        for i, (start, kind, aim, link) in zip(called, stated, strict=True):
            yield Relation(i, kind, [start], [aim], data={NAME: link} if link else None)

    def _report(self, entry: _Entry, code: str, message: str) -> None:
        path, line = entry.path, entry.number
        self.report(Diagnostic(code, "warning", f"{path}. {message}", line=line, ids=(path,)))
