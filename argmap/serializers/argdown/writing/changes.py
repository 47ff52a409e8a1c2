"""How a map differs from the one that its text means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, evolve

from argmap.model import Argument, Relation, RelationKind
from argmap.serializers.argdown.meaning.referents import Member, Step
from argmap.serializers.argdown.writing.plan import Plan
from argmap.serializers.argdown.writing.premises import Revision, revision
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.mapping.reading import Reading
    from argmap.serializers.argdown.text.rows import Element, Spelling

PLACED: Final = ("sections", "claims", "evidence", "arguments", "relations")
"""The records whose order is that of the text."""


@define
class Changes:
    """A map, and what its text meant before.

    Attributes:
        before: The map that the text means.
        m: The map that it shall mean.
        old: What rows state of the records of the first.
        new: What they state of those of the second.
        spelling: How the text spells its words.
        definitions: The element that defines a record, by identity, by the id of the record.
        intact: The arguments, by identity, whose premises, inferences and conclusions are as they were.
        revisions: How the steps of those among them differ that have other premises.
        ordered: The kinds of records that the map orders itself, and not the text.
        settings: Those of the text, under ``model``.
        arguments: Ids of the arguments of the text, by identity.
        structured: Ids of the arguments that have premises and conclusions.
        keyed: Whether the text needs a key that it did not need before.
    """

    before: ArgumentMap
    m: ArgumentMap
    old: Plan
    new: Plan
    spelling: Spelling
    definitions: dict[str, int]
    intact: set[int]
    ordered: set[str]
    settings: Mapping[str, Any]
    arguments: dict[int, str]
    structured: set[str]
    revisions: dict[int, Revision] = Factory(dict)
    keyed: bool = False

    @classmethod
    def between(cls, reading: Reading, m: ArgumentMap, *, keys: bool) -> Changes:
        """How a map differs from what was read; ``keys`` if keys count in its text."""
        before, meaning, ids = reading.map, reading.meaning, reading.mapped.ids
        spelling, settings = reading.document.spelling, reading.front.settings
        titles: dict[str, str] = {}
        elsewhere: dict[str, set[str]] = {}
        definitions: dict[str, int] = {}
        for referent in (*meaning.statements.values(), *meaning.arguments.values()):
            name = ids.get(id(referent))
            if name is None:
                continue
            titles[name] = referent.title
            member = referent.canonical or next(iter(referent.members), None)
            others = [o for o in referent.members if o is not member]
            elsewhere[name] = {tag for other in others for tag in other.element.tags}
            if member is not None:
                definitions[name] = id(member.element)
        old, new = (
            Plan(one, titles=titles, elsewhere=elsewhere, spelling=spelling, keys=count)
            for one, count in ((before, reading.front.keys), (m, reading.front.keys or keys))
        )
        changes = cls(
            before,
            m,
            old,
            new,
            spelling,
            definitions,
            intact=set(),
            ordered={name for name in PLACED if reordered(getattr(before, name), getattr(m, name))},
            settings=mapping(settings, "model"),
            arguments={id(a): ids.get(id(a), "") for a in meaning.arguments.values()},
            structured={r.argument for r in m.relations if r.argument is not None},
        )
        changes.ordered |= set(mapping(reading.front.patch, "order"))
        steps: dict[str | None, list[str]] = {}
        for relation in m.relations:
            steps.setdefault(relation.argument, []).append(relation.id)
        statements = {
            title for node, title in new.titles.items() if not isinstance(new.nodes[node], Argument)
        }
        for argument in meaning.arguments.values():
            name = ids.get(id(argument))
            kept = None if name is None else steps.get(name, [])
            if changes._is_intact(argument, ids, kept, statements):
                changes.intact.add(id(argument))
            elif id(argument) in ids and (found := revision(argument, ids, before, m)) is not None:
                changes.intact.add(id(argument))
                changes.revisions[id(argument)] = found
        return changes

    def _is_intact(
        self, argument: Any, ids: Mapping[int, str], kept: list[str] | None, statements: set[str]
    ) -> bool:
        """Whether the map still has the steps of an argument, which are ``kept`` if it is in the map, as they were."""
        steps = [ids.get(id(step), "") for step in argument.steps if isinstance(step, Step)]
        members = [step.element.title for step in argument.steps if isinstance(step, Member)]
        if kept is not None and steps != kept:
            return False
        return all(map(self.states, steps)) and statements.issuperset(members)

    def states(self, relation: str) -> bool:
        """Whether a relation of the text is one of the map, between the same records; as is what it undercuts."""
        old, new = (m.get(relation) for m in (self.before, self.m))
        if old is None or new is None or _ends(old) != _ends(new):
            return False
        undercut = old.targets if isinstance(old, Relation) and old.kind is RelationKind.UNDERCUT else ()
        return all(_ends(self.before.get(i)) == _ends(self.m.get(i)) for i in undercut)

    def element(self, name: str, *, defines: bool) -> Element:
        """A new element that defines a record, or refers to it."""
        element = self.new.defined(self.new.nodes[name], reference=not defines)
        if defines:
            self.definitions[name] = id(element)
        return element

    def in_order(self, have: dict[str, list[Any]], m: ArgumentMap) -> ArgumentMap:
        """A map with its records in the order of a text, unless it orders them itself."""
        changed: dict[str, Any] = {}
        for name in PLACED:
            place = {record.id: n for n, record in enumerate(have.get(name, ()))}
            records = getattr(m, name)
            there = tuple(sorted(records, key=lambda record: place.get(record.id, len(place))))
            if name not in self.ordered and there != records:
                changed[name] = there
        return evolve(m, **changed) if changed else m


def with_sections(m: ArgumentMap, before: ArgumentMap) -> ArgumentMap:
    """A map whose new elements are in the section of what they are related to, if they name none.

    A line of theirs is below that element, and belongs to the section that it is in.
    """
    if not before.sections:
        return m
    sections = {n.id: n.section for n in m.nodes if n.section is not None}
    waiting = {n.id for n in m.nodes if n.section is None and n.id not in before}
    related: dict[str, list[str]] = {}
    for ends in (r.sources + r.targets for r in m.relations):
        for i in ends if not waiting.isdisjoint(ends) else ():
            related.setdefault(i, []).extend(ends)
    settled = [i for i in related if i in sections]
    for i in settled:  # which grows meanwhile
        for new in waiting.intersection(related[i]):
            sections[new] = sections[i]
            settled.append(new)
        waiting.difference_update(related[i])
    found = {i: sections[i] for i in settled if i not in before}
    return m.replace(
        *(evolve(n, section=found[n.id]) for n in m.nodes if n.id in found and n.section is None)
    )


def _ends(relation: Any) -> tuple[Any, ...]:
    if not hasattr(relation, "targets"):
        return ()
    return relation.kind, relation.sources, relation.targets, relation.argument


def reordered(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Whether the records that are in both are in another order."""
    old, new = ({record.id for record in records} for records in (before, after))
    return [r.id for r in before if r.id in new] != [r.id for r in after if r.id in old]
