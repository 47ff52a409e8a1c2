"""The map itself: an immutable value made of records, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import evolve, field, frozen

from argmap.errors import ArgmapError
from argmap.messages import counted
from argmap.model import fields
from argmap.model.accepted import ACCEPTED, AcceptedFinding, FoundByRule, accepted, as_accepted, united
from argmap.model.data import EMPTY, Data, as_data
from argmap.model.elements import Argument, Claim, Evidence, Utterance
from argmap.model.fields import HasId
from argmap.model.kinds import ATTACKING, SUPPORTING, Role
from argmap.model.problems import TWO_MAPS, clash, duplicate, in_use, not_a_record, raise_invalid, unknown_id
from argmap.model.records import COLLECTIONS, Node, Record
from argmap.model.references import cited, citing, detached, renamed
from argmap.model.relations import Relation
from argmap.model.renaming import new_ids, renamed_records
from argmap.model.sources import Party, Section, Source
from argmap.model.validation import indexed, misplaced_in, problems_of, problems_of_accepted
from argmap.values import Frozen, misfit, must_be_flag

if TYPE_CHECKING:
    from typing import Self


Derived = TypeVar("Derived")


@frozen(weakref_slot=True, repr=False)
class ArgumentMap(Frozen):
    """Claims, evidence, arguments and utterances, the relations between them, and who and what they cite.

    A map is a value: it is equal to a map with the same records in the same order, can be hashed and
    pickled, and never changes; ``add``, ``without``, ``replace``, ``subset`` and ``|`` return new maps.
    All ids of a map are different, whatever they name. Cycles, self-loops, duplicate texts, empty maps
    and maps of several components are legal.

    Attributes:
        parties: Who speaks, is answered, reports or is appealed to, in order; so are all that follow.
        sources: The texts that quotes are traced to.
        sections: Named collections of claims.
        claims: What is held.
        evidence: What is offered in support.
        arguments: Named arguments.
        utterances: The locutions of a dialogue.
        relations: How all of these bear on each other.
        title: What the map is called.
        metadata: What is known about the map itself (author, date, licence), JSON values.
        data: What a foreign format states beyond the fields of the model.
        accepted_findings: Findings of ``check`` that somebody looked at and accepts, with the reasons.

    Raises:
        InvalidMapError: Records that do not make a map; it lists every problem with its path.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> council = Party("council", "City council", role="speaker")
    >>> cap = Claim("cap", "Rents should rise by at most 3% a year.", by=council)
    >>> shrink = Claim("shrink", "A cap shrinks the supply of flats.", via=[council])
    >>> m = ArgumentMap.of(council, cap, shrink, shrink.attacks(cap), title="Rent cap")
    >>> [c.id for c in m.attackers("cap")]
    ['shrink']
    """

    _BY_NAME: ClassVar = fields.MADE_BY["records"]
    _INSTEAD: ClassVar = "add, without and replace give another map, and so does attrs.evolve(…, {}=…)"

    parties: tuple[Party, ...] = field(default=(), converter=fields.records)
    sources: tuple[Source, ...] = field(default=(), converter=fields.records)
    sections: tuple[Section, ...] = field(default=(), converter=fields.records)
    claims: tuple[Claim, ...] = field(default=(), converter=fields.records)
    evidence: tuple[Evidence, ...] = field(default=(), converter=fields.records)
    arguments: tuple[Argument, ...] = field(default=(), converter=fields.records)
    utterances: tuple[Utterance, ...] = field(default=(), converter=fields.records)
    relations: tuple[Relation, ...] = field(default=(), converter=fields.records)
    title: str = field(default="", converter=fields.words)
    metadata: Data = field(default=EMPTY, converter=as_data)
    data: Data = field(default=EMPTY, converter=as_data)
    accepted_findings: tuple[AcceptedFinding, ...] = field(
        default=(), converter=as_accepted, kw_only=True, metadata=ACCEPTED
    )
    _index: dict[str, Record] = field(init=False, eq=False, repr=False)
    _derived: dict[Any, Any] = field(init=False, eq=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        collections = self._collections()
        problems = misplaced_in(collections)
        if not problems:
            index, problems = indexed(collections)
            problems += problems_of(collections, index)
            problems += problems_of_accepted(self.accepted_findings, index)
            object.__setattr__(self, "_index", index)
        raise_invalid(problems)

    @classmethod
    def of(
        cls,
        *records: Record,
        title: str = "",
        metadata: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        accepted_findings: Iterable[AcceptedFinding] = (),
    ) -> Self:
        """A map of these records, sorted by type, else in the order given.

        The same record twice is the same as once.

        Raises:
            InvalidMapError: Records that do not make a map; it lists every problem with its path.
        """
        collections, problems = _sorted(records, {})
        raise_invalid(problems)
        described = {
            "title": title,
            "metadata": metadata,
            "data": data,
            "accepted_findings": accepted_findings,
        }
        return cls(**cast("dict[str, Any]", {**collections, **described}))

    # Editing

    def add(self, *records: Record) -> Self:
        """This map with more records; one that it already holds makes no difference.

        The work grows with the whole map, so collect in a list and add once.

        Raises:
            InvalidMapError: An id names another record already, or a reference leads nowhere.
        """
        collections, problems = _sorted(records, self._index)
        start = {name: len(getattr(self, name)) for name in collections}
        index = self._index.copy()
        for new in collections.values():
            index.update((r.id, r) for r in new)
        raise_invalid([*problems, *problems_of(collections, index, start)])
        if not any(collections.values()):
            return self
        return self._with({n: (*getattr(self, n), *new) for n, new in collections.items() if new}, index)

    def without(self, *ids: str | HasId, cascade: bool = False) -> Self:
        """This map without the records of these ids.

        Args:
            *ids: Ids, or the records themselves.
            cascade: Remove the relations that use them as well, and the relations that use those;
                attribution to a removed party, quotes of a removed source and membership of a
                removed section or argument are removed from the other records.

        Raises:
            InUseError: Something else in the map refers to them and ``cascade`` is false; the error
                lists the ids of what refers to them.
            UnknownIdError: An id is not in the map.
        """
        must_be_flag(cascade, "cascade")
        named = dict.fromkeys(self[i].id for i in fields.references(ids))
        removed = set(named)
        affected = {
            i for kind, name in COLLECTIONS.items() for i in citing(kind, getattr(self, name), removed)
        }
        if not cascade and (users := [r.id for r in self if r.id in affected - removed]):
            raise in_use(named, users)
        if cascade:
            removed = self._with_dependents(named)
        left = {
            name: tuple([detached(r, removed) if r.id in affected else r for r in rs if r.id not in removed])
            for name, rs in self._collections().items()
        }
        index = {r.id: r for records in left.values() for r in records}
        return self._with({**left, **self._accepted_within(index)}, index)

    def replace(self, *records: Record) -> Self:
        """This map with these records in the places of those with the same ids.

        Raises:
            InvalidMapError: The new records do not fit the map, are of another type than the old
                ones, have ids that the map does not know, or two of them have the same.
        """
        given, problems = _sorted(records, {})
        new = {r.id: r for records_of_type in given.values() for r in records_of_type}
        for i, record in new.items():
            old = self._index.get(i)
            if old is None:
                problems.append(unknown_id(i, self._index))
            elif type(old) is not type(record):
                problems.append(duplicate(old, record))
        raise_invalid(problems)
        changed = {
            name: tuple([new.get(r.id, r) for r in getattr(self, name)])
            for name, replaced in given.items()
            if replaced
        }
        index = {**self._index, **new}
        whole = {**self._collections(), **changed}
        # A shorter source may end before the quotes of records that are not replaced.
        if any(True for _ in problems_of(whole if given["sources"] else given, index)):
            raise_invalid(list(problems_of(whole, index)))  # again, for the positions in the map
        return self._with(changed, index)

    def renamed(self, ids: Mapping[str, str] | None = None, *, prefix: str = "") -> Self:
        """This map with other ids, in all that refers to them as well.

        A relation whose id names what it joins ("attack:shrink>cap") is renamed with that, unless ``ids`` has an id
        for it. What ``data`` says of ids is left as it is.

        Args:
            ids: The new id of each record that gets one, by its old id.
            prefix: What goes before the ids of all others.

        Raises:
            UnknownIdError: An old id is not in the map.
            InvalidMapError: Two records would have the same id, or something would be no id; it lists every problem.

        >>> from argmap import ArgumentMap, Claim
        >>> cap, shrink = Claim("cap"), Claim("shrink")
        >>> m = ArgumentMap.of(cap, shrink, shrink.attacks(cap))
        >>> [r.id for r in m.renamed({"cap": "limit"})], [r.id for r in m.renamed(prefix="a-")]
        (['limit', 'shrink', 'attack:shrink>limit'], ['a-cap', 'a-shrink', 'attack:a-shrink>a-cap'])
        """
        new = new_ids(self._index, {} if ids is None else ids, prefix)
        if not new:
            return self
        made: dict[str, tuple[Any, ...]] = {**renamed_records(self._collections(), self._index, new)}
        index = {r.id: r for records in made.values() for r in records}
        made["accepted_findings"] = tuple([renamed(each, new) for each in self.accepted_findings])
        return self._with(made, index)

    def subset(self, ids: Iterable[str | HasId]) -> Self:
        """The part of this map around the elements with these ids.

        Relations whose ends are all within are part of it; a relation named in ``ids`` brings its ends, and a
        step of an argument brings the argument. Parties, sources and sections come with what refers to them.

        Raises:
            UnknownIdError: An id is not in the map.
        """
        within = {self[i].id for i in fields.references(ids)}
        ends_within: dict[str, int] = {}
        pending = list(within)
        while pending:
            i = pending.pop()
            found = cited(self._index[i])
            for relation in {r.id: r for side in self._relations_of(i) for r in side}.values():
                ends_within[relation.id] = ends_within.get(relation.id, 0) + 1
                if ends_within[relation.id] == len({*relation.sources, *relation.targets}):
                    found.add(relation.id)
            found -= within
            within |= found
            pending += found
        part = {name: tuple([r for r in rs if r.id in within]) for name, rs in self._collections().items()}
        index = {r.id: r for records in part.values() for r in records}
        return self._with({**part, **self._accepted_within(index)}, index)

    def __or__(self, other: ArgumentMap) -> Self:
        """Both maps in one: the records of this, then those that only the other has.

        The title, the metadata and what was accepted in this map win where both have them.

        Raises:
            InvalidMapError: The two have different records under one id; it shows what differs in each.
        """
        if not isinstance(other, ArgumentMap):
            return NotImplemented
        shared = [(self._index[r.id], r) for r in other if r.id in self._index]
        raise_invalid([clash(mine, theirs) for mine, theirs in shared if mine != theirs], TWO_MAPS)
        grown = self.add(*[r for r in other if r.id not in self._index])
        return evolve(
            grown,
            title=self.title or other.title,
            metadata=Data({**other.metadata, **self.metadata}),
            data=Data({**other.data, **self.data}),
            accepted_findings=united(self.accepted_findings, other.accepted_findings),
        )

    def accept_finding(self, finding: FoundByRule, *, reason: str, by: str = "", date: str = "") -> Self:
        """This map with a finding of ``check`` accepted; one that was accepted before has the new reason.

        Args:
            finding: The finding.
            reason: Why it is accepted; not blank.
            by: Who accepts it, in the author's words.
            date: When, as an ISO 8601 date.

        Raises:
            RecordError: The reason is blank, or the date is none.
            InvalidMapError: The finding is about records of another map.
        """
        new = accepted(finding, reason=reason, by=by, date=date)
        before = {each.about: each for each in self.accepted_findings}
        return evolve(self, accepted_findings=tuple({**before, new.about: new}.values()))

    # Looking up

    def __getitem__(self, id: str) -> Record:
        """The record with this id, whatever its type.

        Raises:
            UnknownIdError: No record has it; the error names the nearest id.
        """
        try:
            return self._index[id]
        except (KeyError, TypeError):
            raise unknown_id(id, self._index) from None

    def get(self, id: str) -> Record | None:
        """The record with this id, or None."""
        return self._index.get(id if isinstance(id, str) else _id(id))

    def __contains__(self, item: object) -> bool:
        """Whether the map has this id, or this very record."""
        if isinstance(item, str):
            return item in self._index
        return isinstance(item, Record) and self._index.get(item.id) == item

    def __iter__(self) -> Iterator[Record]:
        """Every record, by type in the order of the fields."""
        for records in self._collections().values():
            yield from records

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The claims, evidence, arguments and utterances, which are argued for or against, as relations are."""
        return (*self.claims, *self.evidence, *self.arguments, *self.utterances)

    @property
    def statements(self) -> tuple[Claim | Evidence, ...]:
        """The claims, then the evidence."""
        return (*self.claims, *self.evidence)

    @property
    def counterparties(self) -> tuple[Party, ...]:
        """The parties that the statement answers."""
        return tuple([p for p in self.parties if p.role is Role.COUNTERPARTY])

    @property
    def roots(self) -> tuple[Claim | Evidence, ...]:
        """What the argument is about, the claims and evidence that bear on nothing else in the map."""
        return tuple(
            [s for s in self.statements if all(t == s.id for r in self.outgoing(s.id) for t in r.targets)]
        )

    def held_by(self, party: str | HasId) -> tuple[Claim | Evidence | Argument | Utterance, ...]:
        """What a party holds, whoever reports it.

        Raises:
            UnknownIdError: The party is not in the map.
        """
        holder = self[_id(party)].id
        return tuple([n for n in self.nodes if n.by == holder])

    def cached(self, derive: Callable[[ArgumentMap], Derived]) -> Derived:
        """``derive(self)``, computed once for each function and cached as long as the map, which never changes."""
        try:
            derived: Derived = self._derived[derive]
        except (KeyError, TypeError):
            if not callable(derive):
                raise misfit(derive, "a function of the map is", ArgmapError) from None
            derived = self._derived[derive] = derive(self)
        return derived

    def incoming(self, element: str | HasId) -> tuple[Relation, ...]:
        """The relations that aim at an element, in order."""
        return tuple(self._relations_of(element)[1])

    def outgoing(self, element: str | HasId) -> tuple[Relation, ...]:
        """The relations that start from an element, in order."""
        return tuple(self._relations_of(element)[0])

    def supporters(self, element: str | HasId) -> tuple[Record, ...]:
        """The elements that support or entail it, in the order of the relations."""
        return self._records(i for r in self.incoming(element) if r.kind in SUPPORTING for i in r.sources)

    def attackers(self, element: str | HasId) -> tuple[Record, ...]:
        """The elements that attack, undercut, contradict or are contrary to it, in the order of the relations."""
        incoming, outgoing = self.incoming(element), self.outgoing(element)
        direct = [r for r in incoming if r.kind in ATTACKING or r.kind.symmetric]
        mirrored = [i for r in outgoing if r.kind.symmetric for i in r.targets]
        return self._records([*(i for r in direct for i in r.sources), *mirrored])

    def steps(self, argument: str | HasId) -> tuple[Relation, ...]:
        """The inference steps that reconstruct an argument, in order.

        Raises:
            UnknownIdError: The argument is not in the map.
        """
        named = self[_id(argument)].id
        return tuple([r for r in self.relations if r.argument == named])

    # Showing

    def __repr__(self) -> str:
        counts = ", ".join(
            counted(len(records), kind.__name__.lower(), name)
            for kind, name in COLLECTIONS.items()
            if (records := getattr(self, name))
        )
        return f"<ArgumentMap {self.title!r}: {counts or 'empty'}>"

    def __str__(self) -> str:
        """The outline: an indented text tree."""
        from argmap.outlining import outline  # noqa: PLC0415 - drawing is above the model

        return outline(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The picture for notebooks, and always the outline as plain text."""
        from argmap.rendering.diagram import Diagram  # noqa: PLC0415 - drawing is above the model

        return Diagram(self)._repr_mimebundle_(include, exclude)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # nothing in it can change

    def __getstate__(self) -> dict[str, Any]:
        return {a.name: getattr(self, a.name) for a in type(self).__attrs_attrs__ if a.init}

    def __setstate__(self, state: dict[str, Any], index: dict[str, Record] | None = None) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_index", indexed(self._collections())[0] if index is None else index)
        object.__setattr__(self, "_derived", {})

    # Inside

    def _collections(self) -> dict[str, tuple[Record, ...]]:
        return {name: getattr(self, name) for name in COLLECTIONS.values()}

    def _with(self, collections: Mapping[str, tuple[Any, ...]], index: dict[str, Record]) -> Self:
        # The records that stay were checked when this map was made, so only new ones have to be.
        changed = object.__new__(type(self))
        changed.__setstate__({**self.__getstate__(), **collections}, index)
        return changed

    def _accepted_within(self, ids: Container[str]) -> dict[str, tuple[AcceptedFinding, ...]]:
        """What was accepted about these records alone."""
        return {
            "accepted_findings": tuple([a for a in self.accepted_findings if all(i in ids for i in a.ids)])
        }

    def _relations_of(self, element: str | HasId) -> tuple[Sequence[Relation], Sequence[Relation]]:
        return self.cached(_linked).get(self[_id(element)].id, ([], []))

    def _records(self, ids: Iterable[str]) -> tuple[Record, ...]:
        return tuple([self._index[i] for i in dict.fromkeys(ids)])

    def _with_dependents(self, ids: Iterable[str]) -> set[str]:
        """The ids, and those of the relations that join what they name, and of the relations that join those."""
        found = set(ids)
        pending = list(found)
        while pending:
            joining = {r.id for side in self._relations_of(pending.pop()) for r in side} - found
            found |= joining
            pending += joining
        return found


def _linked(m: ArgumentMap) -> dict[str, tuple[list[Relation], list[Relation]]]:
    """For each element that relations touch, those that start from it and those that aim at it."""
    links: dict[str, tuple[list[Relation], list[Relation]]] = {}
    for relation in m.relations:
        for i in dict.fromkeys(relation.sources):
            links.setdefault(i, ([], []))[0].append(relation)
        for i in dict.fromkeys(relation.targets):
            links.setdefault(i, ([], []))[1].append(relation)
    return links


def _id(value: str | HasId) -> str:
    return value if isinstance(value, str) else fields.identifier(fields.id_of(value))


def _sorted(
    records: Iterable[Record], known: Mapping[str, Record]
) -> tuple[dict[str, list[Record]], list[ArgmapError]]:
    """The records that are not known yet, by collection, and the ids that would name two things."""
    collections: dict[str, list[Record]] = {name: [] for name in COLLECTIONS.values()}
    seen: dict[str, Record] = {}
    problems: list[ArgmapError] = []
    for n, record in enumerate(records):
        name = COLLECTIONS.get(type(record))
        if name is None:
            problems.append(not_a_record(record, f"argument {n + 1}"))
            continue
        first = known.get(record.id) or seen.get(record.id)
        if first is None:
            seen[record.id] = record
            collections[name].append(record)
        elif first != record:
            problems.append(duplicate(first, record, f"argument {n + 1}"))
    return collections, problems


def must_be_map(value: object) -> None:
    """Refuse anything else than a map, such as the name of the file that holds one.

    Raises:
        RecordError: It is something else.
    """
    if not isinstance(value, ArgumentMap):
        hint = "argmap.load(path) reads one from a file" if isinstance(value, (str, PathLike)) else ""
        if isinstance(value, (Record, list, tuple)):
            hint = fields.MADE_BY["records"]
        raise fields.misfit(value, "an ArgumentMap is", expected="an ArgumentMap", hint=hint)
