"""Lines of BRAT to maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.filesystem import with_suffix
from argmap.ids import numbered_ids, unique_id
from argmap.messages import Hint, shown
from argmap.model import ArgumentMap, Claim, Evidence, Party, Relation, RelationKind, Source
from argmap.serializers.brat.companions import Authors, Part, parts_of, text_next_to
from argmap.serializers.brat.vocabulary import (
    ATTRIBUTE,
    EXPECTED,
    ID,
    NAME,
    NOTE,
    OTHER,
    OWN_TEXT,
    PLAIN_LABELS,
    RELATION,
    SPAN,
    STANCE_VALUES,
    TEXT,
    escaped,
    in_order,
    is_major,
    is_unnamed,
    key_of,
    kinds,
    made_relation,
    made_span,
    meaning_of,
    naming,
    other_spellings,
    quotes_at,
    stance_of,
    text_of,
    unescaped,
    word,
    written_lines,
)
from argmap.serializers.brat.writing import lines_of
from argmap.serializers.common.relations import with_all_ends
from argmap.serializers.common.residue import difference, with_residue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_AT_RELATION = re.compile(r":R[0-9]+\b")


def loads(
    text: str,
    *,
    source_text: str | None = None,
    metadata: str | None = None,
    support: tuple[str, ...] = (),
    attack: tuple[str, ...] = (),
    undercut: tuple[str, ...] = (),
    rephrase: tuple[str, ...] = (),
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
        support: Further types of relations that mean support. Labels and types are compared without case, hyphens,
            underscores and the ending of the plural.
        attack: Further types of relations that mean attack.
        undercut: Further types that mean undercut, of relations, or attack, of spans.
        rephrase: Further types that mean rephrase.
        path: The file of the lines: by default the text is that of the file next to it ending with ``.txt``, and
            the metadata are those of the file ending with ``.metadata``.
        report: Receives a diagnostic for spans that do not hold their words or cannot be verified, stances read as
            relations, unknown authors, relations of an unknown type, ids that come a second time, and lines that are
            no annotations.

    Raises:
        ArgmapError: ``support`` and the like are not names.
        FormatError: The only line is not an annotation.
        InvalidFileError: No line is an annotation.

    >>> m = loads("T1\tMajorClaim 0 9\tDrink tea\nT2\tClaim 11 19\tIt helps\nA1\tStance T2 For\n",
    ...           source_text="Drink tea. It helps")
    >>> m.relations[0].kind, m.relations[0].sources, m.relations[0].targets
    (<RelationKind.SUPPORT: 'support'>, ('T2',), ('T1',))
    """
    if source_text is None:
        source_text = text_next_to(path, ".txt", report)
        if source_text is None and SPAN.search(text):
            where = "was not given" if path is None else f"{with_suffix(path, '.txt').name} is missing"
            message = f"the annotated text {where}; spans are not verified"
            report(Diagnostic("text-missing", "info" if path is None else "warning", message))
    if metadata is None:
        metadata = text_next_to(path, ".metadata", report)
    seen: list[Diagnostic] = []
    parts = parts_of(metadata or "", report)
    given = {"support": support, "attack": attack, "undercut": undercut, "rephrase": rephrase}
    types = kinds({RelationKind(kind): _several(names) for kind, names in given.items()})
    m = _Reading(source_text, parts, seen.append, types).read(text)
    for diagnostic in sorted(seen, key=lambda d: d.line or 0):
        report(diagnostic)
    return m


def _several(given: object) -> tuple[str, ...]:
    """The names that an option gives: one or several."""
    names = (given,) if isinstance(given, str) else given
    if not isinstance(names, (tuple, list)) or not all(isinstance(name, str) for name in names):
        raise ArgmapError(
            f"found {shown(given)}, expected types of relations, such as ('Partial-Attack',)", found=given
        )
    return tuple(names)


class _Stance(NamedTuple):
    """An attribute that means relations of a claim to all major claims."""

    id: str
    claim: str
    kind: RelationKind
    words: tuple[str, str]  # name and value of the attribute, as they are written


@define
class _Reading:
    """The annotations of one file, as far as they were read."""

    source: str | None
    parts: list[Part]
    report: Report
    types: dict[str, RelationKind]
    problems: list[FormatError] = field(factory=list)
    lines: dict[str, int] = field(factory=dict)  # of the annotations, by id
    claims: dict[str, Claim | Evidence] = field(factory=dict)
    relations: list[Relation] = field(factory=list)
    majors: list[str] = field(factory=list)
    stances: list[_Stance] = field(factory=list)
    others: list[str] = field(factory=list)  # lines without a meaning in the model
    times: dict[str, int] = field(factory=dict)
    text: str = ""
    free: dict[str, Iterator[str]] = field(factory=dict)  # ids that nothing has or names, by their letter
    joining: AbstractSet[str] = frozenset()  # relations that others may join
    spellings: dict[str, str] | None = None  # of the text, by how they differ; made once a span does not fit

    def read(self, text: str) -> ArgumentMap:
        lines = [(n, line) for n, line in enumerate(written_lines(text), 1) if line.strip()]
        order = [line for _, line in lines]
        self.text = text
        for at, (number, line) in enumerate(lines):
            if match := SPAN.fullmatch(line):
                order[at] = self._id(match[1], number)
                self._span(order[at], match, number)
        self.majors = [i for i, claim in self.claims.items() if any(map(is_major, claim.tags))]
        if any(line.startswith("R") and _AT_RELATION.search(line) for line in order):
            self.joining = self._joining(order)
        for at, (number, line) in enumerate(lines):
            if order[at] == line:  # it may refer to spans that come later
                order[at] = self._line(line, number)
        self._refuse_none(len(lines))
        implied = [r for stance in self.stances for r in self._implied(stance)]
        parties = self._authors()
        cited = self.source is not None or any(c.quotes for c in self.claims.values())
        residue = {"lines": self.others} if self.others else {}
        known = {*self.lines, *(line.partition("\t")[0] for line in self.others)}
        named = dict.fromkeys(i for line in self.others for i in ID.findall(naming(line)))
        if dangling := [i for i in named if i not in known]:
            residue["dangling"] = dangling
        beginnings = dict.fromkeys(line.partition("\t")[0] for line in self.others)
        if doubled := [i for i in beginnings if i in self.lines and ID.fullmatch(i)]:
            residue["doubled"] = doubled
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
        a, claim, kind, words = stance
        value, ids = words[1], (claim, *self.majors)
        spelled = {} if words == ("Stance", STANCE_VALUES[kind]) else {"words": words}
        data = {NAME: {"stance": a, **spelled}}
        relation = "supporting" if kind is RelationKind.SUPPORT else "attacking"
        message = f"{a}: the stance {value} of {claim} is read as {relation} {', '.join(self.majors)}"
        self.report(Diagnostic("stance-read", "info", message, line=self.lines[a], ids=ids))
        return [Relation(f"{a}:{major}", kind, [claim], [major], data=data) for major in self.majors]

    def _authors(self) -> list[Party]:
        """Record for each claim who wrote the part of the text that it is in; the authors."""
        authors = dict.fromkeys(p.author for p in self.parts if p.author)
        taken = {*self.lines, TEXT}
        parties = {name: Party(unique_id(name, taken), name) for name in authors}
        wrote = Authors(self.parts)
        for i, claim in self.claims.items():
            spans = [(q.start, q.end) for q in claim.quotes if q.start is not None and q.end is not None]
            within = {author for a, b in spans for author in wrote.of(a, b)}
            if len(spans) == len(claim.quotes) and len(within) == 1 and (name := within.pop()):
                self.claims[i] = evolve(claim, by=parties[name].id)
            elif self.parts:
                message = f"{i} is not in a part of one known author; nobody is recorded as holding it"
                self.report(Diagnostic("no-author", "info", message, line=self.lines[i], ids=(i,)))
        return list(parties.values())

    def _refuse_none(self, lines: int) -> None:
        """Refuse a text in which no line is an annotation; report those that are not."""
        if len(self.problems) == lines:
            raise_all(self.problems, "not valid annotations")
        for problem in self.problems:
            message = f"{problem.message}; kept, and not read"
            self.report(Diagnostic("line-not-read", "warning", message, line=problem.line))

    def _id(self, i: str, number: int) -> str:
        """The id of an annotation: another one if it was there before."""
        if i in self.lines:
            new = self._free_id(i[0]) if i[0] in "TRA" else i
            so = "kept, and not read" if new == i else f"read as {new}"
            message = f"the id {shown(i)} comes a second time, first in line {self.lines[i]}; {so}"
            self.report(
                Diagnostic("doubled-id", "warning", message, line=number, ids=() if new == i else (new,))
            )
            if new == i:
                return i
            i = new
        self.lines[i] = number
        return i

    def _free_id(self, letter: str) -> str:
        if letter not in self.free:
            taken = {*re.findall(rf"\b{letter}[0-9]+\b", self.text)}
            self.free[letter] = numbered_ids(f"{letter}{{}}", taken)
        return next(self.free[letter])

    def _span(self, i: str, match: re.Match[str], number: int) -> None:
        _, label, places, words = match.groups()
        quotes, problem = quotes_at(places, words, self.source)
        if problem:
            message, hint = f"{i}: {problem}; left as it is", self._where_it_fits(places, words)
            self.report(Diagnostic("span-differs", "warning", message, line=number, ids=(i,), hint=hint))
        kind = Evidence if word(label) == "evidence" else Claim
        tags = () if word(label) in PLAIN_LABELS else (label,)
        claim = kind(i, text_of(words), quotes=quotes, tags=tags)
        found = {"label": label, "places": places, "words": words}
        made = made_span(claim)
        self.claims[i] = claim if found == made else with_residue(claim, NAME, difference(made, found))

    def _where_it_fits(self, places: str, words: str) -> str:
        """A hint at the other spelling of the text in which a span has its words, if there is one."""
        if self.spellings is None:
            self.spellings = other_spellings(self.source or "")
        fits = (how for how, text in self.spellings.items() if not quotes_at(places, words, text)[1])
        how = next(fits, "")
        return f"it has them in the text {how}; is this the file that was annotated?" if how else ""

    def _line(self, line: str, number: int) -> str:
        """Read any other line; the result is its key in the order of lines."""
        for form, read in ((RELATION, self._relation), (ATTRIBUTE, self._attribute), (NOTE, self._note)):
            if match := form.fullmatch(line):
                if form is RELATION and in_order(match[3], match[5]) is None:
                    continue
                before = match[1] in self.lines
                i = self._id(match[1], number)
                if before and i == match[1]:
                    return self._other(line)
                return i if read(i, match, number) else self._other(line)
        if not OTHER.fullmatch(line) or line[0] in "TRAM#":
            expected = EXPECTED.get(line[0], EXPECTED["T"])
            message = f"found {shown(line)}, expected {expected}"
            self.problems.append(FormatError(message, line=number, expected=expected))
        return self._other(line)

    def _attribute(self, a: str, match: re.Match[str], number: int) -> bool:
        _, name, i, value = match.groups()
        if a[0] != "A" or word(name) != "stance" or i not in self.claims:
            return False
        kind = stance_of(name, value)
        if kind is not None and self.majors and i not in self.majors:
            self.stances.append(_Stance(a, i, kind, (name, value)))
            return True
        why = "is neither For nor Against" if kind is None else "has no MajorClaim to bear on"
        message = f"{a}: the stance of {i} {why}; not read as a relation"
        self.report(Diagnostic("stance-not-read", "warning", message, line=number, ids=(i,)))
        return False

    def _note(self, _: str, match: re.Match[str], __: int) -> bool:
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

    def _relation(self, i: str, match: re.Match[str], number: int) -> bool:
        _, name, first, start, second, aim, tail = match.groups()
        if not in_order(first, second):
            start, aim = aim, start
        found = meaning_of(name, self.types, at_relation=aim in self.joining)
        gone = [end for end in (start, aim) if end not in self.claims and end not in self.joining]
        if found is None or gone:
            self._report_unread(i, name, (start, aim), gone, number, is_known=found is not None)
            return False
        if found.reversed:
            start, aim = aim, start
        relation = Relation(
            i, found.kind, [start], [aim], scheme="" if is_unnamed(name, found.kind) else name
        )
        made = made_relation(relation, at_relation=aim in self.joining)
        row = {"type": name, "first": first, "second": second, "tail": tail}
        kept = relation if row == made else with_residue(relation, NAME, difference(made, row))
        self.relations.append(kept)
        return True

    def _report_unread(
        self, i: str, name: str, ends: tuple[str, str], gone: list[str], number: int, *, is_known: bool
    ) -> None:
        """Report a relation of an unknown type, or of what is not there or no span."""
        missing = next((end for end in gone if re.fullmatch("[TR][0-9]+", end)), "")
        hint = Hint("")
        if missing:
            message = f"{i} names {missing}, which is missing or not read; not read as a relation"
        elif is_known:
            message = f"{i} joins {ends[0]} and {ends[1]}, which are not both spans; not read as a relation"
        else:
            message = f"{i} is of type {shown(name)}, which is no known kind of relation; not read as one"
            hint = Hint(
                "say what it means with {support}, {attack} or {rephrase}",
                support=name,
                attack=name,
                rephrase=name,
            )
        there = tuple(end for end in ends if end not in gone)
        code = "span-missing" if missing else "relation-unknown"
        self.report(Diagnostic(code, "warning", message, line=number, ids=there, hint=hint))

    def _joining(self, lines: Iterable[str]) -> AbstractSet[str]:
        """The relations that are read, where some join others; none if they all join spans."""
        found: dict[str, Relation | None] = {}
        for line in lines:
            match = RELATION.fullmatch(line)
            if match is not None and in_order(match[3], match[5]) is not None and match[1] not in found:
                i, meant = match[1], meaning_of(match[2], self.types, at_relation=True)
                found[i] = None if meant is None else Relation(i, meant.kind, [match[4]], [match[6]])
        return with_all_ends([r for r in found.values() if r is not None], self.claims).keys()
