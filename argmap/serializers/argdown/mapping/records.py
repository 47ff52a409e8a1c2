"""From the meaning of an Argdown document to a map."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from argmap.errors import ArgmapError
from argmap.ids import FreeIds
from argmap.messages import shown
from argmap.model import Argument, Claim, Evidence, Relation, RelationKind, Section, Wording
from argmap.model.fields import CONTROL
from argmap.serializers.argdown.mapping import keys
from argmap.serializers.argdown.mapping.coloring import Coloring, with_hints
from argmap.serializers.argdown.mapping.keys import RESIDUE, Cited, data_of
from argmap.serializers.argdown.meaning.referents import (
    Bond,
    End,
    Meaning,
    Member,
    Part,
    Referent,
    Step,
    numbered,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.serializers.argdown.meaning.frontmatter import Front
    from argmap.serializers.argdown.text.notes import Notes

KINDS: Final = {
    "support": RelationKind.SUPPORT,
    "attack": RelationKind.ATTACK,
    "undercut": RelationKind.UNDERCUT,
    "entails": RelationKind.ENTAILMENT,
    "contrary": RelationKind.CONTRARY,
    "contradictory": RelationKind.CONTRADICTION,
}


@define
class Mapped:
    """The records of a document, and where each is.

    Attributes:
        records: Lists of records by the names that the map calls them.
        ids: Id of the record of each referent, step, relation and section, by the identity of that object.
        places: Offset of each record in the text, by id.
    """

    records: dict[str, list[Any]]
    ids: dict[int, str]
    places: dict[str, int]


def records_of(meaning: Meaning, front: Front, notes: Notes) -> Mapped:
    """The records that a document means."""
    return _Mapper(meaning, front, notes).run()


class _Mapper:
    """One pass over a meaning."""

    def __init__(self, meaning: Meaning, front: Front, notes: Notes) -> None:
        self.meaning = meaning
        self.front = front
        self.notes = notes
        self.coloring = Coloring.of(front.settings)
        self.cited = Cited(
            {p.id: p.name for p in front.parties}, {s.id: s for s in front.sources}, notes, front.keys
        )
        self.mapped = Mapped({"parties": list(front.parties), "sources": list(front.sources)}, {}, {})
        self.taken = FreeIds([*(p.id for p in front.parties), *(s.id for s in front.sources)], "/")
        self.read: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
        without = front.patch.get("without")
        self.replaced = {i for i in without if isinstance(i, str)} if isinstance(without, list) else set()
        self.bonds: set[int] = set()  # by identity, those that records have been made of
        # Anonymous structures that state so are linked premises, and not arguments.
        self.linked = {id(a) for a in meaning.arguments.values() if front.keys and _is_linked(a)}

    def run(self) -> Mapped:
        meaning, records = self.meaning, self.mapped.records
        referents = [*meaning.statements.values()]
        referents += [a for a in meaning.arguments.values() if id(a) not in self.linked]
        referents.sort(key=_first)
        for referent in referents:
            member = referent.canonical or (referent.members[0] if referent.members else None)
            offset = (member.element.data_offset or member.element.offset) if member else 0
            places = getattr(member.element.data, "places", {}) if member else {}
            self.read[id(referent)] = keys.read(referent.kind, referent.data, self.cited, offset, places)
        self._name(referents)
        records["sections"] = [self._section(part) for part in meaning.sections]
        names = {Claim: "claims", Evidence: "evidence", Argument: "arguments"}
        records.update({name: [] for name in names.values()})
        part_ids = {part.id: self.mapped.ids[id(part)] for part in meaning.sections}
        for referent in referents:
            record = self._node(referent, part_ids)
            if record is not None:
                records[names[type(record)]].append(record)
        records["relations"] = self._relations()
        return self.mapped

    # Names

    def _name(self, referents: list[Referent]) -> None:
        """Give every referent its id: what its data state, else its title, made unique."""
        for referent in referents:
            fields, _ = self.read[id(referent)]
            wanted = fields.pop("id", None)
            if wanted is not None:
                if wanted and wanted not in self.taken and not CONTROL.search(wanted):
                    self._give(referent, wanted, _first(referent))
                    continue
                message = f"id: {shown(wanted)} is taken or cannot be an id"
                self.notes.error("bad-data", _first(referent), message, "give it another one")
            if referent.kind == "statement":
                self._give(referent, self.free(referent.title, "[]"), _first(referent))
        for referent in referents:
            if id(referent) not in self.mapped.ids:
                self._give(referent, self.free(referent.title, "<>"), _first(referent))

    def free(self, title: str, brackets: str) -> str:
        """The id for a title; in brackets if the id is taken."""
        name = CONTROL.sub(" ", title) or brackets
        while name in self.taken:
            name = f"{brackets[0]}{name}{brackets[1]}"
        return name

    def _give(self, what: object, name: str, offset: int) -> None:
        self.taken.take(name)
        self.mapped.ids[id(what)] = name
        self.mapped.places[name] = offset

    # Records

    def _section(self, part: Part) -> Section:
        heading = part.heading
        data = heading.data if isinstance(heading.data, dict) else {}
        fields, author_data = keys.read("heading", data, self.cited, heading.data_offset)
        wanted = fields.get("id")
        self._give(
            part, wanted if wanted and wanted not in self.taken else self.free(part.id, "##"), heading.offset
        )
        parent = self.mapped.ids[id(part.parent)] if part.parent is not None else None
        title = heading.text.strip()
        hints = self.coloring.of_record("section", title, author_data)
        return Section(
            self.mapped.ids[id(part)],
            title,
            parent=parent,
            tags=tuple(heading.tags),
            data=data_of(author_data, with_hints(fields.get("data") or {}, hints)),
        )

    def _node(self, referent: Referent, parts: dict[str, str]) -> Claim | Evidence | Argument | None:
        fields, author_data = self.read[id(referent)]
        name = self.mapped.ids[id(referent)]
        texts = referent.texts
        text = texts[0].text if texts else ""
        title = fields.pop("title", "" if name == referent.title else referent.title)
        tags = tuple(dict.fromkeys((*referent.tags, *fields.pop("tags", ()))))
        if len(texts) > 1:
            others = [Wording(e.text, tags=tuple(e.tags), data=data_of(e.data or {}, {})) for e in texts[1:]]
            fields["wordings"] = (*fields.get("wordings", ()), *others)
        hints = self.coloring.of_record(referent.kind, title or name, author_data)
        fields["data"] = data_of(author_data, with_hints(fields.get("data") or {}, hints))
        make: Any = Claim
        if referent.kind == "argument":
            make = Argument
        elif "evidence" in fields:
            make = Evidence
            fields["kind"] = fields.pop("evidence")
        elif fields.pop("figures", None) is not None and "evidence" not in referent.data:
            message = "figures: a claim has no figures"
            self.notes.error("bad-data", _first(referent), message, "state what it is: evidence: statistic")
        try:
            section = parts.get(referent.section or "")
            return make(name, text, title=title, tags=tags, section=section, **fields)  # type: ignore[no-any-return]
        except ArgmapError as error:
            self.notes.error("bad-data", _first(referent), error.message, error.hint)
            return None

    # Relations

    def _relations(self) -> list[Relation]:
        """The relations in the order of the text; inferences are made first, since undercuts aim at them."""
        by_offset: Any = itemgetter(0)
        steps = [step for argument in self.meaning.arguments.values() for step in _steps(argument)]
        inferences = [(step[0], self._step(*step[1:])) for step in sorted(steps, key=by_offset)]
        bonds = sorted(((bond.offsets[0], bond) for bond in self.meaning.bonds), key=by_offset)
        relations = inferences
        for offset, bond in bonds:
            if isinstance(bond.target, Bond):
                relations += self._with_target(bond)
            elif id(bond) not in self.bonds:
                self.bonds.add(id(bond))
                relations.append((offset, self._bond(bond)))
        return [relation for _, relation in sorted(relations, key=by_offset) if relation is not None]

    def _with_target(self, bond: Bond) -> Iterator[tuple[int, Relation | None]]:
        """The relation that a bond is, after those that it undercuts, unless they are there."""
        pending = [bond]
        while isinstance(end := pending[-1].target, Bond) and id(same(end)) not in self.bonds:
            pending.append(same(end))
        for each in reversed(pending):
            if id(each) not in self.bonds:
                self.bonds.add(id(each))
                yield each.offsets[0], self._bond(each)

    def _bond(self, bond: Bond) -> Relation | None:
        target_end = same(bond.target) if isinstance(bond.target, Bond) else bond.target
        source, target = self.mapped.ids.get(id(bond.source)), self.mapped.ids.get(id(target_end))
        if source is None or target is None:
            return None
        kind = kind_of(bond)
        residue: dict[str, Any] = {}
        if kind is not KINDS[bond.type]:
            residue["type"] = "undercut"
            message = f"an undercut of statement {shown(target)} is read as an attack: only inferences can be undercut"
            hint = "undercut an argument, or the line of an inference or of a reason"
            if f"{kind}:{source}>{target}" not in self.replaced:
                self.notes.warning("undercut-of-statement", bond.offsets[0], message, hint)
        name = f"{kind}:{source}>{target}"
        data = {RESIDUE: residue} if residue else None
        relation = self._relation(name, kind, (source,), target, bond.offsets[0], data=data)
        if relation is not None:
            self.mapped.ids[id(bond)] = relation.id
        return relation

    def _step(self, argument: Referent, at: int, number: int, statements: list[Member]) -> Relation | None:
        """The inference at a position of an argument's steps: its number, and all statements of the argument."""
        step = argument.steps[at]
        assert isinstance(step, Step)
        inference = step.inference
        conclusion = argument.steps[at + 1] if at + 1 < len(argument.steps) else None
        if not isinstance(conclusion, Member):
            return None
        residue: dict[str, Any] = {}
        data = inference.data if isinstance(inference.data, dict) else {}
        fields, author_data = keys.read(
            "inference", data, self.cited, inference.data_offset or inference.offset
        )
        above = premises = argument.premises_of(at)
        used = fields.pop("uses", None) or author_data.get("uses")
        if used is not None and not step.settled:
            premises = self._used(used, step, statements, at - number + 1) or above
            above = above[1:] if number > 1 else above  # the first is the conclusion of another step
            if not {*above} <= {*premises}:
                residue["listed"] = [self._id_of(member) for member in above]
        fields.pop("linked", None)
        linked = id(argument) in self.linked
        scheme = ", ".join(inference.rules)
        if split_rules(scheme) != inference.rules:
            residue["rules"] = list(inference.rules)
        ids = [self._id_of(m) for m in premises]
        target = self._id_of(conclusion)
        wanted = fields.pop("id", None)
        holder = None if linked else self.mapped.ids[id(argument)]
        if wanted is None:
            wanted = f"{RelationKind.SUPPORT}:{'+'.join(ids)}>{target}" if linked else f"{holder}/{number}"
        stated = dict(fields.pop("data", None) or {})
        if residue:
            stated[RESIDUE] = residue
        relation = self._relation(
            wanted,
            RelationKind.SUPPORT,
            tuple(ids),
            target,
            inference.offset,
            argument=holder,
            scheme=scheme,
            data=data_of(author_data, stated),
            **fields,
        )
        if relation is not None:
            self.mapped.ids[id(step)] = relation.id
        return relation

    def _used(self, used: Any, step: Step, statements: list[Member], above: int) -> list[Member] | None:
        """The statements that an inference states to use, of as many as are above it."""
        if found := numbered(used, statements, above):
            return found
        message = f"uses: {shown(used)} names statements that do not precede this inference"
        hint = f"the statements before it are (1) to ({above})"
        self.notes.warning("uses", step.inference.data_offset, message, hint)
        return None

    def _id_of(self, member: Member) -> str:
        assert member.element.title is not None
        return self.mapped.ids[id(self.meaning.statements[member.element.title])]

    def _relation(
        self, name: str, kind: RelationKind, sources: tuple[str, ...], target: str, offset: int, **fields: Any
    ) -> Relation | None:
        name = self.taken.give(name)
        try:
            relation = Relation(name, kind, sources, (target,), **fields)
        except ArgmapError as error:
            self.notes.error("bad-data", offset, error.message, error.hint)
            return None
        self.mapped.places[name] = offset
        return relation


def _steps(argument: Referent) -> Iterator[tuple[int, Referent, int, int, list[Member]]]:
    """The inferences of an argument: offset, argument, position, number, and all statements."""
    statements = [step for step in argument.steps if isinstance(step, Member)]
    number = 0
    for at, step in enumerate(argument.steps):
        if isinstance(step, Step):
            number += 1
            yield step.inference.offset, argument, at, number, statements


def same(bond: Bond) -> Bond:
    """The relation that one turned out to be the same as."""
    while bond.into is not None:
        bond = bond.into
    return bond


def kind_of(bond: Bond) -> RelationKind:
    """The kind of a relation: only inferences, relations and arguments can be undercut."""
    kind = KINDS[bond.type]
    return RelationKind.ATTACK if kind is RelationKind.UNDERCUT and bond.target.kind == "statement" else kind


def _is_linked(argument: Referent) -> bool:
    steps = [s for s in argument.steps if isinstance(s, Step)]
    data = steps[0].inference.data if len(steps) == 1 else None
    return (
        not argument.named and not argument.members and isinstance(data, dict) and data.get("linked") is True
    )


def split_rules(scheme: str) -> list[str]:
    """The rules that a scheme names, one after the other."""
    return scheme.split(", ") if scheme else []


def _first(referent: Referent) -> int:
    """Where a referent is defined, or first named; an argument that has no name where its premises begin."""
    members = referent.members or [s for s in referent.steps[:1] if isinstance(s, Member)]
    if len(members) == 1:
        return members[0].element.offset
    defined = [m.element.offset for m in members if not m.element.reference]
    return min(defined or [m.element.offset for m in members], default=0)


_UNTITLED: Final = re.compile(r"Untitled ([1-9][0-9]{0,17})")


def untitled(name: str) -> int:
    """The number of a generated title, or 0."""
    match = _UNTITLED.fullmatch(name)
    return int(match[1]) if match else 0


__all__ = ["End", "Mapped", "records_of", "split_rules", "untitled"]
