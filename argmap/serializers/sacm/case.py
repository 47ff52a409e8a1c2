"""The records of an assurance case, and their elements."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, field

from argmap.appearance import KEY
from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.messages import OTHER_FORMAT, shown
from argmap.model import Argument, ArgumentMap, Evidence, Relation, RelationKind, Section, Wording
from argmap.safety import Implied
from argmap.serializers.sacm.addresses import Addresses
from argmap.serializers.sacm.kinds import Kind, Part, kinds_of
from argmap.serializers.sacm.linking import Links, direction_diagnostics, links_of
from argmap.serializers.sacm.naming import named
from argmap.serializers.sacm.texts import Texts
from argmap.serializers.sacm.vocabulary import DECLARED, MARKS, ROOTS, id_of, title_of, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

TRUE: Final = ("true", "1")


@define(slots=False)
class Case:
    """An assurance case: a document, and what its elements are.

    Attributes:
        elements: The elements of records, by id; there once the map is.
    """

    root: Element
    lines: dict[Element, int]
    report: Report = ignored
    elements: dict[str, Element] = field(factory=dict, init=False)

    @cached_property
    def addresses(self) -> Addresses:
        """What references lead to."""
        return Addresses(self.root)

    @cached_property
    def kinds(self) -> dict[Element, Kind]:
        """What each element of the argument is."""
        return kinds_of(self.root)

    @cached_property
    def links(self) -> Links:
        """The relations; those that cannot be read are reported."""
        return links_of(self.kinds, self.addresses, self._left)

    @cached_property
    def packages(self) -> dict[Element, Element | None]:
        """The packages that are sections, with the package around each: none if all is in one."""
        around = self._around
        used = {p for e, kind in self.kinds.items() if kind.role == "part" and (p := around[e]) is not None}
        pending = [*used]
        while pending:
            outer = around[pending.pop()]
            if outer is not None and outer not in used:
                used.add(outer)
                pending.append(outer)
        return {e: around[e] for e in self.kinds if e in used} if len(used) > 1 else {}

    @cached_property
    def _around(self) -> dict[Element, Element | None]:
        """The nearest package around each element."""
        found: dict[Element, Element | None] = {self.root: None}
        for element in self.root.iter():
            if (place := self.addresses.places.get(element)) is not None:
                outer = self.kinds.get(place.around)
                inside = outer is not None and outer.role == "package"
                found[element] = place.around if inside else found[place.around]
        return found

    def map(self, data: Mapping[str, Any] | None = None) -> ArgumentMap:
        """The map, with this data; a diagnostic reports each element that is in the document only.

        Raises:
            FormatError: No assurance case, or an id with a control character.
            LimitError: Expressions within expressions make too long a text.
        """
        self._refuse_others()
        becoming = [
            e
            for e, kind in self.kinds.items()
            if kind.role == "part" or e in self.links.joined or e in self.packages
        ]
        for found in direction_diagnostics(self.links, self.lines):
            self.report(found)
        ids, problems = named(becoming, self.kinds, self.links, self.lines, self.report)
        raise_all(problems, "not a valid assurance case")
        self.elements = {i: e for e, i in ids.items()}
        relations = self._relations(ids)
        parts = self._parts(ids, relations)
        records = [*self._sections(ids), *parts, *relations]
        return ArgumentMap.of(*records, title=title_of(self.root), data=data)

    def _refuse_others(self) -> None:
        if self.kinds or word_of(self.root) in ROOTS:
            return
        raise FormatError(
            f"the document is a <{self.root.tag}> without claims",
            line=self.lines.get(self.root),
            found=self.root.tag,
            expected="an AssuranceCasePackage or an ArgumentPackage",
            hint=OTHER_FORMAT,
        )

    def _sections(self, ids: Mapping[Element, str]) -> list[Section]:
        return [
            Section(
                ids[e],
                title_of(e) or self._texts.first(e),
                parent=ids.get(outer) if outer is not None else None,
            )
            for e, outer in self.packages.items()
        ]

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.addresses.find)

    def _relations(self, ids: Mapping[Element, str]) -> list[Relation]:
        inner = {e for e, kind in self.kinds.items() if kind.part is Argument}
        inner.update(self.links.joined, self.links.reasons.values())
        found = []
        for element, relation in self.links.joined.items():
            sources, targets = self.links.ends(relation)
            kind = RelationKind.SUPPORT
            if relation.kind.role == "attack" or element.get("isCounter", "").strip().lower() in TRUE:
                undercut = targets and inner.issuperset(targets)
                kind = RelationKind.UNDERCUT if undercut else RelationKind.ATTACK
            reason = self.links.reasons.get(element)
            argument = None if reason is None else ids[reason]
            ends = [[ids[e] for e in side] for side in (sources, targets)]
            found.append(Relation(ids[element], kind, *ends, argument=argument))
        return found

    def _parts(self, ids: Mapping[Element, str], relations: Iterable[Relation]) -> list[Part]:
        implied, contexts = Implied(relations), self.contexts(ids)
        reasons = set(self.links.reasons.values())
        found: list[Part] = []
        for element, i in ids.items():
            kind = self.kinds[element]
            if kind.part is None:
                continue
            type = Argument if element in reasons else kind.part
            hints: dict[str, Any] = {}
            if context := contexts.get(element):
                hints["context"] = context
            if element.get("undeveloped", "").lower() in TRUE or element in self.links.undeveloped:
                hints["undeveloped"] = True
            if (
                kind.shape
                and type is not Argument
                and kind.shape != implied.type(i, offered=type is Evidence)
            ):
                hints["shape"] = kind.shape
            part = type(
                i, title=title_of(element), data={KEY: hints} if hints else {}, **self._fields(element)
            )
            package = self._around[element]
            section = ids[package] if package in self.packages and package is not None else None
            found.append(evolve(part, section=section) if section else part)
        return found

    def _fields(self, element: Element) -> dict[str, Any]:
        """The words and tags of a part."""
        (_, text), *others = self._texts.of(element) or [("", "")]
        wordings = [Wording(words, language=language) for language, words in others]
        return {"text": text, "wordings": wordings, "tags": tags_of(element)}

    def contexts(self, ids: Mapping[Element, str]) -> dict[Element, list[str]]:
        """The ids of what gives each part its context."""
        found: dict[Element, dict[str, None]] = {}
        for relation in self.links.contexts.values():
            sources, targets = self.links.ends(relation)
            for target in targets:
                found.setdefault(target, {}).update(dict.fromkeys([ids[e] for e in sources]))
        return {e: [*named] for e, named in found.items()}

    def _left(self, element: Element, code: str, why: str) -> None:
        named = shown(id_of(element))
        message, line = f"<{element.tag}> {named} {why}; left in the document only", self.lines.get(element)
        self.report(Diagnostic(code, "info" if code == "context-not-read" else "warning", message, line=line))


def tags_of(element: Element) -> list[str]:
    """How an element is declared."""
    declared = element.get("assertionDeclaration", "")
    if declared in DECLARED:
        return [declared]
    return [tag for key, tag in MARKS.items() if element.get(key, "").lower() in TRUE]
