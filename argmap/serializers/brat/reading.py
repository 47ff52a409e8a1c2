"""Lines of BRAT to maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Evidence, Party, Relation, RelationKind, Source
from argmap.serializers.brat.companions import Part, parts_of, text_next_to
from argmap.serializers.brat.vocabulary import (
    ATTRIBUTE,
    BREAK,
    EXPECTED,
    ID,
    MAJOR,
    NAME,
    NOTE,
    OTHER,
    OWN_TEXT,
    RELATION,
    SPAN,
    STANCES,
    TEXT,
    UNNAMED,
    escaped,
    key_of,
    kind_of,
    made_relation,
    made_span,
    naming,
    quotes_at,
    unescaped,
)
from argmap.serializers.brat.writing import lines_of
from argmap.serializers.common.residue import difference, with_residue

if TYPE_CHECKING:
    from pathlib import Path


def loads(
    text: str,
    *,
    source_text: str | None = None,
    metadata: str | None = None,
    path: Path | None = None,
    report: Report = ignored,
) -> ArgumentMap:
    r"""Read a map from the lines of an ``.ann`` file.

    Spans become claims that quote the text, labelled by a tag; ``Stance`` attributes of claims become relations
    to every ``MajorClaim``. Attributes, notes, events and equivalences are in ``data``.

    Args:
        text: The lines.
        source_text: The text that they annotate.
        metadata: Who wrote which part of it, as the corpora of online debates have it: ``Content``, the id of
            a reply, its author, start and end.
        path: The file of the lines: by default the text is that of the file next to it ending with ``.txt``, and
            the metadata are those of the file ending with ``.metadata``.
        report: Receives a diagnostic for spans that do not hold their words or cannot be verified, stances read as
            relations, unknown authors, and relations of a type that means neither support nor attack.

    Raises:
        FormatError: A line that is not an annotation, with its number.
        InvalidFileError: Several of them.

    >>> m = loads("T1\tMajorClaim 0 9\tDrink tea\nT2\tClaim 11 19\tIt helps\nA1\tStance T2 For\n",
    ...           source_text="Drink tea. It helps")
    >>> m.relations[0].kind, m.relations[0].sources, m.relations[0].targets
    (<RelationKind.SUPPORT: 'support'>, ('T2',), ('T1',))
    """
    if source_text is None:
        source_text = text_next_to(path, ".txt", report)
        if source_text is None and SPAN.search(text):
            where = "was not given" if path is None else f"{path.with_suffix('.txt').name} is missing"
            message = f"the annotated text {where}; spans are not verified"
            report(Diagnostic("text-missing", "info" if path is None else "warning", message))
    if metadata is None:
        metadata = text_next_to(path, ".metadata", report)
    return _Reading(source_text, parts_of(metadata or "", report), report).read(text)


class _Stance(NamedTuple):
    """An attribute that means relations of a claim to all major claims."""

    id: str
    claim: str
    value: str


@define
class _Reading:
    """The annotations of one file, as far as they were read."""

    source: str | None
    parts: list[Part]
    report: Report
    problems: list[FormatError] = field(factory=list)
    lines: dict[str, int] = field(factory=dict)  # of the annotations, by id
    claims: dict[str, Claim | Evidence] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    majors: list[str] = field(factory=list)
    stances: list[_Stance] = field(factory=list)
    others: list[str] = field(factory=list)  # lines without a meaning in the model
    times: dict[str, int] = field(factory=dict)

    def read(self, text: str) -> ArgumentMap:
        lines = [(n, line) for n, line in enumerate(BREAK.split(text), 1) if line.strip()]
        order = [line for _, line in lines]
        for at, (number, line) in enumerate(lines):
            if match := SPAN.fullmatch(line):
                order[at] = self._id(match[1], number)
                self._span(match, number)
        self.majors = [i for i, claim in self.claims.items() if MAJOR in claim.tags]
        for at, (number, line) in enumerate(lines):
            if order[at] == line:  # it may refer to spans that come later
                order[at] = self._line(line, number)
        raise_all(self.problems, "not valid annotations")
        implied = [r for stance in self.stances for r in self._implied(stance)]
        parties = self._authors()
        cited = self.source is not None or any(c.quotes for c in self.claims.values())
        residue = {"lines": self.others} if self.others else {}
        known = {*self.lines, *(line.partition("\t")[0] for line in self.others)}
        named = dict.fromkeys(i for line in self.others for i in ID.findall(naming(line)))
        if dangling := [i for i in named if i not in known]:
            residue["dangling"] = dangling
        m = ArgumentMap.of(
            *([Source(TEXT, self.source or "")] if cited else []),
            *parties,
            *self.claims.values(),
            *self.relations,
            *implied,
            data={NAME: residue} if residue else None,
        )
        return m if [*lines_of(m)] == order else with_residue(m, NAME, {**residue, "order": order})

    def _implied(self, stance: _Stance) -> list[Relation]:
        a, claim, value = stance
        kind, data, ids = STANCES[value], {NAME: {"stance": a}}, (claim, *self.majors)
        relation = "supporting" if kind is RelationKind.SUPPORT else "attacking"
        message = f"{a}: the stance {value} of {claim} is read as {relation} {', '.join(self.majors)}"
        self.report(Diagnostic("stance-read", "info", message, line=self.lines[a], ids=ids))
        return [Relation(f"{a}:{major}", kind, [claim], [major], data=data) for major in self.majors]

    def _authors(self) -> list[Party]:
        """Record for each claim who wrote the part of the text that it is in; the authors."""
        authors = dict.fromkeys(p.author for p in self.parts if p.author)
        taken = {*self.lines, TEXT}
        parties = {name: Party(unique_id(name, taken), name) for name in authors}
        for i, claim in self.claims.items():
            spans = [(q.start, q.end) for q in claim.quotes if q.start is not None and q.end is not None]
            within = {p.author for p in self.parts for a, b in spans if p.start <= a and b <= p.end}
            if len(spans) == len(claim.quotes) and len(within) == 1 and (name := within.pop()):
                self.claims[i] = evolve(claim, by=parties[name].id)
            elif self.parts:
                message = f"{i} is not in a part of one known author; nobody is recorded as holding it"
                self.report(Diagnostic("no-author", "info", message, line=self.lines[i], ids=(i,)))
        return list(parties.values())

    def _id(self, i: str, number: int) -> str:
        if i in self.lines:
            first = self.lines[i]
            self._wrong(f"the id {shown(i)} comes a second time, first in line {first}", number, "another id")
        self.lines[i] = number
        return i

    def _wrong(self, found: str, line: int, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))

    def _span(self, match: re.Match[str], number: int) -> None:
        i, label, places, words = match.groups()
        quotes, problem = quotes_at(places, words, self.source)
        if problem:
            message = f"{i}: {problem}; left as it is"
            self.report(Diagnostic("span-differs", "warning", message, line=number, ids=(i,)))
        kind = Evidence if label == "Evidence" else Claim
        claim = kind(i, words, quotes=quotes, tags=() if label in ("Claim", "Evidence") else (label,))
        found = {"label": label, "places": places, "words": words}
        self.claims[i] = with_residue(claim, NAME, difference(made_span(claim), found))

    def _line(self, line: str, number: int) -> str:
        """Read any other line; the result is its key in the order of lines."""
        for form, read in ((RELATION, self._relation), (ATTRIBUTE, self._attribute), (NOTE, self._note)):
            if match := form.fullmatch(line):
                i = self._id(match[1], number)
                return i if read(match, number) else self._other(line)
        if not OTHER.fullmatch(line) or line[0] in "TRAM#":
            self._wrong(f"found {shown(line)}", number, EXPECTED.get(line[0], EXPECTED["T"]))
        return self._other(line)

    def _attribute(self, match: re.Match[str], number: int) -> bool:
        a, name, i, value = match.groups()
        if name != "Stance" or i not in self.claims:
            return False
        if value in STANCES and self.majors and i not in self.majors:
            self.stances.append(_Stance(a, i, value))
            return True
        why = "is neither For nor Against" if value not in STANCES else "has no MajorClaim to bear on"
        message = f"{a}: the stance of {i} {why}; not read as a relation"
        self.report(Diagnostic("stance-not-read", "warning", message, line=number, ids=(i,)))
        return False

    def _note(self, match: re.Match[str], number: int) -> bool:  # noqa: ARG002 - as the other lines are read
        _, name, i, content = match.groups()
        claim, text = self.claims.get(i), unescaped(content or "")
        if claim is None or name != OWN_TEXT or claim.text == text or escaped(text) != content:
            return False
        self.claims[i] = evolve(claim, text=text)
        return True

    def _other(self, line: str) -> str:
        self.others.append(line)
        self.times[line] = self.times.get(line, 0) + 1
        return key_of(line, self.times[line])

    def _relation(self, match: re.Match[str], number: int) -> bool:
        i, name, start, aim, tail = match.groups()
        for end in (start, aim):
            if end not in self.claims and re.fullmatch("T[0-9]+", end):
                self._wrong(f"{i} names {end}, which is missing", number, "the id of a span")
        kind = kind_of(name)
        if kind is None or start not in self.claims or aim not in self.claims:
            why = f"is of type {shown(name)}" if kind is None else f"joins {start} and {aim}"
            message = f"{i} {why}, which is neither support nor attack of spans; not read as a relation"
            ids = tuple(end for end in (start, aim) if end in self.claims)
            self.report(Diagnostic("relation-unknown", "warning", message, line=number, ids=ids))
            return False
        relation = Relation(i, kind, [start], [aim], scheme="" if name in UNNAMED else name)
        residue = difference(made_relation(relation), {"type": name, "tail": tail})
        self.relations.append(with_residue(relation, NAME, residue))
        return True
