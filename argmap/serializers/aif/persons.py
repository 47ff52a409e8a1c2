"""Persons: who they are, who said what, and the rows that parties make by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.messages import shown
from argmap.model import Party, RelationKind
from argmap.serializers.aif.rows import identifier, native
from argmap.serializers.aif.terms import force_of
from argmap.serializers.aif.text import source_id
from argmap.serializers.common.residue import residue_of, with_residue

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import Relation, Utterance
    from argmap.serializers.aif.rows import Row, Variant


_PERSON: Final = re.compile(r"person (0|[1-9][0-9]*)")


def taken_by(nodes: Iterable[str], variant: Variant) -> frozenset[str]:
    """The ids that no party can have: those of nodes, and that of the source."""
    taken = frozenset(nodes)
    return taken | {source_id(taken)} if variant.text else taken


def party_id(person: str, taken: Container[str]) -> str:
    """The id of the party that a person becomes: numbers are those of nodes as well, so "7" is "person 7"."""
    id = f"person {person}" if person.isascii() and person.isdigit() else person
    while id in taken:
        id = f"person {id}"
    return id


def party_ids(persons: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """The ids of the parties that persons become, each its own: "7" and "person 7" are two persons."""
    ids: dict[str, str] = {}
    used = set(taken)
    for person in persons:
        ids[person] = party_id(person, used)
        used.add(ids[person])
    return ids


def person_from(party: Party, variant: Variant) -> str:
    """What rows call a party: the inverse of ``party_id``."""
    person = residue_of(party, variant.name).get("personID")
    if isinstance(person, str) and identifier(person):
        return person
    number = _PERSON.fullmatch(party.id)
    return number[1] if number else party.id


class Remark(NamedTuple):
    """A row of a locution: its node and its person, "" where the row does not name one, and when it starts."""

    node: str
    person: str
    start: Any


class Locutions(NamedTuple):
    """Who said what when, as far as the rows leave no doubt.

    Attributes:
        speakers: The person of each locution that has exactly one.
        times: When it was said, where exactly one time is given.
        persons: Everyone who is named for a locution, in order.
    """

    speakers: Mapping[str, str]
    times: Mapping[str, str]
    persons: tuple[str, ...]


def said_in(remarks: Iterable[Remark], locutions: Container[str], nobody: Container[str]) -> Locutions:
    """Who said what. Rows of other nodes state who analysed them, and are ignored.

    The ids in ``nobody`` are no persons.
    """
    persons: dict[str, dict[str, None]] = {}
    times: dict[str, dict[str, None]] = {}
    for node, person, start in remarks:
        if node in locutions and person and person not in nobody:
            persons.setdefault(node, {})[person] = None
            if isinstance(start, str):
                times.setdefault(node, {})[start] = None
    clear = {node: person for node, named in persons.items() if (person := only(named))}
    return Locutions(
        clear,
        {node: when for node in clear if (when := only(times.get(node, ())))},
        tuple(dict.fromkeys(person for named in persons.values() for person in named)),
    )


def only(values: Collection[str]) -> str:
    """The one value; "" if there are none or several."""
    return next(iter(values)) if len(values) == 1 else ""


def names_by_custom(utterances: Iterable[Utterance]) -> dict[str, str]:
    """The name of each speaker by the custom "Name : words"; "" unless all their texts agree."""
    names: dict[str, set[str]] = {}
    for utterance in utterances:
        if utterance.by is not None:
            name, colon, _ = utterance.text.partition(" : ")
            names.setdefault(utterance.by, set()).add(name if colon else "")
    return {party: only(few) for party, few in names.items()}


def full_name(row: Row) -> str:
    """First name and surname of a participant; writers put the word "None" where there is no surname."""
    parts = [row.get("firstname"), row.get("surname")]
    return " ".join(p for p in parts if isinstance(p, str) and p and p != "None")


def parties_of(
    listed: Mapping[str, Sequence[str]],
    ids: Mapping[str, str],
    utterances: Sequence[Utterance],
    variant: Variant,
    report: Report,
) -> tuple[Party, ...]:
    """The parties that persons become: those that the file lists, then those that its locutions name."""
    by_custom = names_by_custom(utterances)
    parties = []
    for person, id in ids.items():
        names = listed.get(person, (by_custom.get(id, ""),))
        name = only(names)
        if not name:
            found = (
                f"the names {', '.join(map(shown, names))}"
                if any(names)
                else "no name"
                if person in listed
                else "no name that all texts agree on"
            )
            what = f"person {shown(person)} has {found}, read as no name"
            report(Diagnostic("unnamed-person", "info", what, ids=(id,)))
        party = Party(id, name)
        spelled = {} if person_from(party, variant) == person else {"personID": person}
        parties.append(with_residue(party, variant.name, spelled))
    return tuple(parties)


def asserted(relations: Iterable[Relation], speakers: Mapping[str, str | None]) -> dict[str, str]:
    """Who holds which elements: those that one speaker asserts, if the speakers of all who assert them are known.

    Where nothing asserts an element, illocutions count that say no more than that something is put forward.
    """
    said: dict[str, set[str]] = {}
    put_forward: dict[str, set[str]] = {}
    for relation in relations:
        if relation.kind is RelationKind.ILLOCUTION and (force := force_of(relation.scheme)) is not None:
            for target in relation.targets:
                by = (said if force == "asserted" else put_forward).setdefault(target, set())
                by.update(i for i in relation.sources if i in speakers)
    chosen = {**put_forward, **said}
    by_speaker = {i: {speakers[utterance] for utterance in by} for i, by in chosen.items()}
    return {
        i: speaker
        for i, few in by_speaker.items()
        if len(few) == 1 and (speaker := next(iter(few))) is not None
    }


def plain_participants(
    parties: Iterable[Party],
    persons: Mapping[str, str],
    locutions: Locutions,
    utterances: Iterable[Utterance],
    variant: Variant,
) -> list[Row]:
    """The rows that parties make by themselves: none where the locutions give the same parties."""
    known = {person: party for party, person in persons.items()}
    names = names_by_custom(utterances)
    said = [(known.get(person), names.get(known.get(person, ""), "")) for person in locutions.persons]
    listed = [party for party in parties if party.id in persons]
    if not variant.declares and said == [(party.id, party.name) for party in listed]:
        return []
    return [
        {
            "participantID": native(persons[party.id], numeric=variant.numeric),
            "firstname": party.name,
            "surname": "",
        }
        for party in listed
    ]


def plain_locution(node: object, person: str, when: str, variant: Variant) -> Row:
    """The row that an utterance makes by itself."""
    others = {key: (when or None) if key == "start" else None for key in variant.locution}
    return {"nodeID": node, "personID": native(person, numeric=variant.numeric), **others}
