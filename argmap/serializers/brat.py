"""BRAT stand-off annotation: spans of a text, relations between them, attributes and notes, one a line.

Source: https://brat.nlplab.org/standoff.html; the labels of the corpora of persuasive essays (Stab and Gurevych
2017) and of online debates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FileError, FormatError, InvalidFileError, shown
from argmap.model import ArgumentMap, Claim, Data, Evidence, Quote, Relation, RelationKind, Source
from argmap.serializers.annotation import apart, running

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.model import Record

Json = dict[str, Any]
Span = tuple[int, int]
NAME = "brat"
TEXT = "text"  # id of the source
OWN_TEXT = "ArgmapText"  # type of the note that holds a claim's text where it is not that of its span
_SPAN = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*)\t(.*)")
_RELATION = re.compile(r"(R[0-9]+)\t(\S+) Arg1:(\S+) Arg2:(\S+)(\t?)")
_ATTRIBUTE = re.compile(r"([AM][0-9]+)\t(\S+) (\S+)(?: (.*))?")
_NOTE = re.compile(r"(#[0-9]+)\t(\S+) (\S+)(?:\t(.*))?")
_OTHER = re.compile(r"(?:\*|[A-Z]+[0-9]*)\t.*")
_BREAK = re.compile(r"\r\n|\n|\r")
_LABEL = re.compile(r"\w[\w-]*")
_IDS = re.compile(r"\b[TR][0-9]+\b")
_EXPECTED = {
    "T": "T1, a TAB, a label with start and end, a TAB, the words",
    "R": "R1, a TAB, a type, Arg1:T1 Arg2:T2",
    "A": "A1, a TAB, a name, an id, maybe a value",
    "M": "M1, a TAB, a name, an id, maybe a value",
    "#": "#1, a TAB, a type, an id, a TAB, the words",
}
_PLAIN = {"supports": RelationKind.SUPPORT, "attacks": RelationKind.ATTACK}
_KINDS = {
    "agreement": RelationKind.SUPPORT,
    "attack": RelationKind.ATTACK,
    "disagreement": RelationKind.ATTACK,
    "rebuttal": RelationKind.ATTACK,
    "rebuttal_attack": RelationKind.ATTACK,
    "support": RelationKind.SUPPORT,
    "undercutter": RelationKind.ATTACK,  # of a span; there are no relations between relations
    "undercutter_attack": RelationKind.ATTACK,
    **_PLAIN,
}
_STANCES = {"For": RelationKind.SUPPORT, "Against": RelationKind.ATTACK}
_MAJOR = "MajorClaim"


def loads(
    text: str, *, source_text: str | None = None, path: Path | None = None, report: Report = ignored
) -> ArgumentMap:
    r"""Read a map from the lines of an ``.ann`` file.

    Spans become claims that quote the text, labelled by a tag; ``Stance`` attributes of claims become relations
    to every ``MajorClaim``. Attributes, notes, events and equivalences are kept in ``data``.

    Args:
        text: The lines.
        source_text: The text that they annotate.
        path: Where the lines came from: the text is looked for beside it, in the file ending with ``.txt``.
        report: Told about spans that do not hold their words, and relations of a type that says neither
            support nor attack.

    Raises:
        FormatError: A line that no annotation looks like, with its number.
        InvalidFileError: Several of them.

    >>> m = loads("T1\tMajorClaim 0 9\tDrink tea\nT2\tClaim 11 19\tIt helps\nA1\tStance T2 For\n",
    ...           source_text="Drink tea. It helps")
    >>> m.relations[0].kind, m.relations[0].sources, m.relations[0].targets
    (<RelationKind.SUPPORT: 'support'>, ('T2',), ('T1',))
    """
    return _Reading(_companion(source_text, path, report), report).read(text)


def _companion(source_text: str | None, path: Path | None, report: Report) -> str | None:
    if source_text is not None or path is None:
        return source_text
    from argmap.filesystem import read_bytes  # noqa: PLC0415 - reading files is rare

    beside = path.with_suffix(".txt")
    try:
        raw = read_bytes(beside)
    except FileError:
        report(
            Diagnostic(
                "text-missing",
                "warning",
                f"the annotated text {beside.name} is not there; spans are not verified",
            )
        )
        return None
    try:
        return raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        report(Diagnostic("text-not-utf-8", "warning", f"{beside.name} is not UTF-8; read as Windows-1252"))
        return raw.decode("cp1252", errors="replace")


@define
class _Reading:
    """The annotations of one file, as far as they were read."""

    source: str | None
    report: Report
    problems: list[FormatError] = field(factory=list)
    places: dict[str, int] = field(factory=dict)  # line of each annotation
    claims: dict[str, Claim | Evidence] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    stances: list[tuple[str, str, str]] = field(factory=list)
    rest: list[str] = field(factory=list)
    times: dict[str, int] = field(factory=dict)

    def read(self, text: str) -> ArgumentMap:
        lines = [(n, line) for n, line in enumerate(_BREAK.split(text), 1) if line.strip()]
        order = [line for _, line in lines]
        for at, (number, line) in enumerate(lines):
            if match := _SPAN.fullmatch(line):
                order[at] = self._first(match[1], number)
                self._span(match, number)
        for at, (number, line) in enumerate(lines):
            if order[at] == line:  # it may speak of spans that come later
                order[at] = self._line(line, number)
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            raise InvalidFileError(f"not valid annotations: {len(self.problems)} problems", self.problems)
        majors = [i for i, claim in self.claims.items() if _MAJOR in claim.tags]
        implied = [
            Relation(f"{a}:{major}", _STANCES[value], [claim], [major], data={NAME: {"stance": a}})
            for a, claim, value in self.stances
            for major in majors
        ]
        cited = self.source is not None or any(c.quotes for c in self.claims.values())
        kept: Json = {"lines": self.rest} if self.rest else {}
        known = {*self.places, *(line.partition("\t")[0] for line in self.rest)}
        named = dict.fromkeys(i for line in self.rest for i in _IDS.findall(_named(line)))
        if astray := [i for i in named if i not in known]:
            kept["astray"] = astray
        m = ArgumentMap.of(
            *([Source(TEXT, self.source or "")] if cited else []),
            *self.claims.values(),
            *self.relations,
            *implied,
            data={NAME: kept} if kept else None,
        )
        return m if list(_lines(m)) == order else evolve(m, data={NAME: {**kept, "order": order}})

    def _first(self, i: str, number: int) -> str:
        if i in self.places:
            first = self.places[i]
            self._wrong(f"the id {shown(i)} comes a second time, first in line {first}", number, "another id")
        self.places[i] = number
        return i

    def _wrong(self, found: str, line: int, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))

    def _span(self, match: re.Match[str], number: int) -> None:
        i, label, _, words = match.groups()
        quotes, problem = _quotes(match[3], words, self.source)
        if problem:
            self.report(
                Diagnostic("span-astray", "warning", f"{i}: {problem}; kept as it is", line=number, ids=(i,))
            )
        kind = Evidence if label == "Evidence" else Claim
        claim = kind(i, words, quotes=quotes, tags=() if label in ("Claim", "Evidence") else (label,))
        if _span_line(claim, i) != match[0]:
            claim = evolve(claim, data={NAME: {"line": match[0]}})
        self.claims[i] = claim

    def _line(self, line: str, number: int) -> str:
        """Read any other line; the result is what the order of lines knows it by."""
        if match := _RELATION.fullmatch(line):
            self._first(match[1], number)
            return match[1] if self._relation(match, number) else self._keep(line)
        if match := _ATTRIBUTE.fullmatch(line):
            self._first(match[1], number)
            claim = self.claims.get(match[3])
            majors = any(_MAJOR in c.tags for c in self.claims.values())
            if (
                match[2] == "Stance"
                and match[4] in _STANCES
                and claim
                and _MAJOR not in claim.tags
                and majors
            ):
                self.stances.append((match[1], match[3], match[4]))
                return match[1]
            return self._keep(line)
        if match := _NOTE.fullmatch(line):
            self._first(match[1], number)
            claim = self.claims.get(match[3])
            if claim is not None and match[2] == OWN_TEXT:
                own = _unescaped(match[4] or "")
                if claim.text != own and _escaped(own) == match[4]:
                    self.claims[match[3]] = evolve(claim, text=own)
                    return match[1]
            return self._keep(line)
        if not _OTHER.fullmatch(line) or line[0] in "TRAM#":
            self._wrong(f"found {shown(line)}", number, _EXPECTED.get(line[0], _EXPECTED["T"]))
        return self._keep(line)

    def _keep(self, line: str) -> str:
        self.rest.append(line)
        self.times[line] = self.times.get(line, 0) + 1
        return _key(line, self.times[line])

    def _relation(self, match: re.Match[str], number: int) -> bool:
        i, name, start, aim, tail = match.groups()
        for end in (start, aim):
            if end not in self.claims and re.fullmatch("T[0-9]+", end):
                self._wrong(f"{i} names {end}, which is not there", number, "the id of a span")
        kind = _kind(name)
        if kind is None or start not in self.claims or aim not in self.claims:
            why = f"is of type {shown(name)}" if kind is None else f"joins {start} and {aim}"
            self.report(
                Diagnostic(
                    "relation-unknown",
                    "warning",
                    f"{i} {why}, which is neither support nor attack of spans; kept, but no relation",
                    line=number,
                    ids=tuple(end for end in (start, aim) if end in self.claims),
                )
            )
            return False
        plain = name in ("supports", "support", "attacks", "attack")
        kept = {"type": name} if name in ("support", "attack") else {}
        if not tail:
            kept["tail"] = ""
        self.relations.append(
            Relation(
                i, kind, [start], [aim], scheme="" if plain else name, data={NAME: kept} if kept else None
            )
        )
        return True


def _quotes(places: str, words: str, source: str | None) -> tuple[list[Quote], str]:
    """Quotes at the places that a span names, and what is wrong with them."""
    spans = [(int(a), int(b)) for a, _, b in (part.partition(" ") for part in places.split(";"))]
    if any(a > b for a, b in spans):
        return [Quote(TEXT, words)], f"{places} ends before it starts"
    if source is not None and any(b > len(source) for _, b in spans) and source:
        return [Quote(TEXT, words)], f"{places} goes beyond the {len(source)} characters of the text"
    there = [source[a:b] for a, b in spans] if source else []
    if there and _one_line(" ".join(there)) == words:
        return [Quote(TEXT, t, a, b) for t, (a, b) in zip(there, spans, strict=True)], ""
    problem = (
        f"the text has {shown(_one_line(' '.join(there)))} where the span says {shown(words)}"
        if there
        else ""
    )
    if len(spans) == 1:
        return [Quote(TEXT, words, *spans[0])], problem
    parts, start = [], 0
    for n, (a, b) in enumerate(spans, 1):
        end = start + b - a if n < len(spans) else len(words)
        parts.append(Quote(TEXT, words[start:end], a, b))
        start += b - a + 1
    if start - 1 != len(words):
        problem = problem or f"the words are not as long as {places}"
    return parts, problem


def _kind(name: str) -> RelationKind | None:
    return _KINDS.get(name.removeprefix("partial_"))


# Writing


def dumps(map: ArgumentMap) -> str:
    r"""Write the lines of an ``.ann`` file; ``source_text(map)`` is the text that they annotate.

    Only claims with a place in that text can be annotated, and only relations from one of them to one other.

    >>> from argmap.model import ArgumentMap, Claim
    >>> tea = Source("s", "Drink tea. It helps.")
    >>> dumps(ArgumentMap.of(tea, Claim("a", "Drink tea.", quotes=[tea.quote("Drink tea.")])))
    'T1\tClaim 0 10\tDrink tea.\n'
    """
    return "".join(f"{line}\n" for line in _lines(map).values())


def source_text(map: ArgumentMap) -> str:
    """The text that the lines annotate, for the file ending with ``.txt``; "" if the map has none."""
    source = _annotated(map)
    return "" if source is None else source.text


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    names = _names(map)
    source = _annotated(map)
    if source is not None:
        names[source.id] = TEXT
    return {old: new for old, new in apart(map, names).items() if old != new}


def _annotated(m: ArgumentMap) -> Source | None:
    cited = {q.source for c in _statements(m) for q in c.quotes if q.start is not None or "line" in _kept(c)}
    return running(m) or next((s for s in m.sources if s.id in cited), None)


def _statements(m: ArgumentMap) -> list[Claim | Evidence]:
    return [*m.claims, *m.evidence]


def _names(m: ArgumentMap) -> dict[str, str]:
    """The ids of the spans and relations that can be written."""
    taken = {r.id for r in m}
    names: dict[str, str] = {}
    numbers = {"T": 0, "R": 0}

    def name(i: str, letter: str) -> str:
        if re.fullmatch(letter + "[0-9]+", i):
            return i
        while True:
            numbers[letter] += 1
            fresh = f"{letter}{numbers[letter]}"
            if fresh not in taken:
                return fresh

    source = _annotated(m)
    for claim in _statements(m):
        here = [source is not None and q.source == source.id for q in claim.quotes]
        if here and all(here) and (all(q.start is not None for q in claim.quotes) or _raw(m, claim)):
            names[claim.id] = name(claim.id, "T")
    spans = set(names)
    covered = {i for _, ids in _stances(m, names).values() for i in ids}
    for r in m.relations:
        joined = len(r.sources) == len(r.targets) == 1 and spans.issuperset((*r.sources, *r.targets))
        if joined and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            names[r.id] = r.id if r.id in covered else name(r.id, "R")
    return names


def _stances(m: ArgumentMap, names: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """The attributes that stand for relations to all major claims, with those relations."""
    spans = [c for c in _statements(m) if c.id in names]
    majors = [c.id for c in spans if _label(c) == _MAJOR]
    groups: dict[str, list[Relation]] = {}
    for r in m.relations:
        a = _kept(r).get("stance")
        if isinstance(a, str) and re.fullmatch("A[0-9]+", a):
            groups.setdefault(a, []).append(r)
    found = {}
    for a, group in groups.items():
        starts, kinds = {r.sources for r in group}, {r.kind for r in group}
        whole = sorted((r.targets, r.id) for r in group) == sorted(((i,), f"{a}:{names[i]}") for i in majors)
        value = next((v for v, kind in _STANCES.items() if kinds == {kind}), None)
        start = next(iter(starts))[:1] if len(starts) == 1 else ()
        if whole and value and start and start[0] in names and start[0] not in majors:
            found[a] = (f"{a}\tStance {names[start[0]]} {value}", [r.id for r in group])
    return found


def _lines(m: ArgumentMap) -> Json:
    """The lines, by what their order knows them by."""
    names = _names(m)
    spans = [c for c in _statements(m) if c.id in names]
    stances = _stances(m, {c.id: names[c.id] for c in spans})
    covered = {i for _, ids in stances.values() for i in ids}
    lines: Json = {}
    notes: list[tuple[str, str]] = []
    for claim in spans:
        i = names[claim.id]
        lines[i] = _raw(m, claim) or _span_line(claim, i)
        if claim.text != lines[i].split("\t", 2)[2]:
            notes.append((i, claim.text))
    for r in m.relations:
        if r.id in names and r.id not in covered:
            lines[names[r.id]] = _relation_line(r, names)
    lines.update({a: line for a, (line, _) in stances.items()})
    about = _kept(m)
    rest = [line for line in about.get("lines", ()) if isinstance(line, str) and not _BREAK.search(line)]
    written = {i for i in lines if _IDS.fullmatch(i)}
    still = {line.partition("\t")[0] for line in rest} | written
    still.update(i for i in about.get("astray", ()) if isinstance(i, str))
    seen: dict[str, int] = {}
    for line in rest:
        i = line.partition("\t")[0]
        if i not in written and still.issuperset(_IDS.findall(_named(line))) and not _claimed(line):
            seen[line] = seen.get(line, 0) + 1
            lines[_key(line, seen[line])] = line
    number = 0
    used = {line.partition("\t")[0] for line in rest}
    for i, text in notes:
        number += 1
        while f"#{number}" in used:
            number += 1
        lines[f"#{number}"] = f"#{number}\t{OWN_TEXT} {i}\t{_escaped(text)}"
    order = {key: n for n, key in enumerate(about.get("order", ())) if isinstance(key, str)}
    return {key: lines[key] for key in sorted(lines, key=lambda key: order.get(key, len(order)))}


def _key(line: str, time: int) -> str:
    """What the order of lines knows a line by that is kept as it is; the same line may come again."""
    return line + "\n" * (time - 1)


def _named(line: str) -> str:
    """The part of a line that names other annotations."""
    i, _, said = line.partition("\t")
    return said if i == "*" or i[:1] in "ER" else " ".join(said.split("\t")[0].split(" ")[1:2])


def _claimed(line: str) -> bool:
    """Whether a line of ``data`` is one that the reader would take for a span, or for none at all."""
    return bool(_SPAN.fullmatch(line)) or not any(
        form.fullmatch(line) for form in (_RELATION, _ATTRIBUTE, _NOTE, _OTHER)
    )


def _raw(m: ArgumentMap, claim: Claim | Evidence) -> str:
    """The line that the claim was read from, if it still says what the claim says."""
    line = _kept(claim).get("line")
    match = _SPAN.fullmatch(line) if isinstance(line, str) else None
    source = _annotated(m)
    if match is None or match[1] != claim.id or match[2] != _label(claim) or source is None:
        return ""
    quotes, _ = _quotes(match[3], match[4], source.text or None)
    return match[0] if [evolve(q, source=source.id) for q in quotes] == list(claim.quotes) else ""


def _label(claim: Claim | Evidence) -> str:
    if isinstance(claim, Evidence):
        return "Evidence"
    return next((t for t in claim.tags if _LABEL.fullmatch(t) and t not in ("Claim", "Evidence")), "Claim")


def _span_line(claim: Claim | Evidence, i: str) -> str:
    places = ";".join(f"{q.start} {q.end}" for q in claim.quotes)
    words = _one_line(" ".join(q.exact for q in claim.quotes))
    return f"{i}\t{_label(claim)} {places}\t{words}"


def _relation_line(r: Relation, names: dict[str, str]) -> str:
    kept = _kept(r)
    name = r.scheme if _kind(r.scheme) is r.kind and _LABEL.fullmatch(r.scheme) else ""
    if name in ("", "supports", "support", "attacks", "attack"):
        plain = next(n for n, kind in _PLAIN.items() if kind is r.kind)
        name = kept["type"] if kept.get("type") == plain[:-1] else plain
    tail = "" if kept.get("tail") == "" else "\t"
    return f"{names[r.id]}\t{name} Arg1:{names[r.sources[0]]} Arg2:{names[r.targets[0]]}{tail}"


def _one_line(text: str) -> str:
    return re.sub("[\t\n\r]", " ", text)


def _escaped(text: str) -> str:
    return re.sub(r"[\\\t\n\r]", lambda m: {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}[m[0]], text)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\tnr])", lambda m: {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}[m[1]], text)


def _kept(record: Record | ArgumentMap) -> Json:
    kept: Any = record.data.get(NAME)
    return kept.thaw() if isinstance(kept, Data) else {}
