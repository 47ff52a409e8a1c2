"""The records of an assurance case, and their elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.messages import OTHER_FORMAT, shown
from argmap.model import ArgumentMap, Relation, RelationKind, Wording
from argmap.model.fields import CONTROL
from argmap.serializers.sacm.vocabulary import (
    CONTEXTS,
    DECLARED,
    PARTS,
    SUPPORTS,
    Part,
    ends_of,
    id_of,
    texts_of,
    title_of,
    word_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


@define
class Case:
    """The records of an assurance case, and their elements."""

    root: Element
    lines: dict[Element, int]
    report: Report = ignored
    problems: list[FormatError] = field(factory=list)
    elements: dict[str, Element] = field(factory=dict)  # of records, by id

    def map(self) -> ArgumentMap:
        """The map; a diagnostic reports each element that is in the document only."""
        every = [e for e in self.root.iter() if word_of(e) in (*PARTS, *SUPPORTS, *CONTEXTS)]
        packages = ("assurancecasepackage", "argumentpackage", "argumentation", "modelelement", "xmi")
        if not every and word_of(self.root) not in packages:
            raise FormatError(
                f"the document is a <{self.root.tag}> without claims",
                line=self.lines.get(self.root),
                found=self.root.tag,
                expected="an AssuranceCasePackage or an ArgumentPackage",
                hint=OTHER_FORMAT,
            )
        seen: dict[str, int] = {}
        for element in every:
            i, line = id_of(element), self.lines.get(element, 0)
            if not i:
                self._left(element, "no-id", "has no id, so nothing can refer to it")
            elif CONTROL.search(i):
                self._wrong(f"the id {shown(i)} holds a control character", line, "an id without")
            elif i in seen:
                found = f"the id {shown(i)} comes a second time, first in line {seen[i]}"
                self._wrong(found, line, "another id")
            else:
                seen[i] = line
                self.elements[i] = element
        raise_all(self.problems, "not a valid assurance case")
        parts = [_part(i, e) for i, e in self.elements.items() if word_of(e) in PARTS]
        return ArgumentMap.of(*parts, *self._relations(), title=self.root.get("name", ""))

    def _relations(self) -> Iterator[Relation]:
        reasons = {i for i, e in self.elements.items() if word_of(e) == "argumentreasoning"}
        pending = {i: e for i, e in self.elements.items() if word_of(e) in SUPPORTS}
        for i in [i for i, e in self.elements.items() if word_of(e) in CONTEXTS]:
            self._left(self.elements.pop(i), "context-not-read", "relates a claim to its context")
        sides = ("source", "target", "reasoning")
        ends = {i: [ends_of(e, side) for side in sides] for i, e in pending.items()}
        while dangling := [i for i in ends if not all(self.elements.keys() >= set(side) for side in ends[i])]:
            for i in dangling:
                del ends[i]
                why = "refers to something that is not in the document"
                self._left(self.elements.pop(i), "end-missing", why)
        for i, (sources, targets, reasons_of) in ends.items():
            kind = RelationKind.SUPPORT
            if pending[i].get("isCounter", "").strip().lower() in ("true", "1"):
                inner = targets and all(t in ends or t in reasons for t in targets)
                kind = RelationKind.UNDERCUT if inner else RelationKind.ATTACK
            argument = reasons_of[0] if reasons_of and reasons_of[0] in reasons else None
            if reasons_of != ([argument] if argument else []):
                why = "has reasoning that is not one argumentReasoning"
                self._left(pending[i], "reasoning-not-read", why)
            yield Relation(i, kind, sources, targets, argument=argument)

    def _left(self, element: Element, code: str, why: str) -> None:
        what = f"<{element.tag}> {shown(id_of(element))}"
        message, line = f"{what} {why}; left in the document only", self.lines.get(element)
        self.report(Diagnostic(code, "info" if code == "context-not-read" else "warning", message, line=line))

    def _wrong(self, found: str, line: int, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))


def _part(i: str, element: Element) -> Part:
    texts = texts_of(element)
    words = [(e.get("lang") or e.get("xml:lang") or "", words_of(e)) for e in texts]
    if (content := element.get("content")) is not None:
        words = [("", content)]
    declared = element.get("assertionDeclaration", "")
    fields: dict[str, Any] = {"tags": [declared]} if declared in DECLARED else {}
    if len(words) > 1:
        fields["wordings"] = [Wording(text, language=language) for language, text in words[1:]]
    kind = PARTS[word_of(element)]
    return kind(i, words[0][1] if words else "", title=title_of(element), **fields)
