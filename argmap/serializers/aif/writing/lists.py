"""The other lists of a file: locutions, participants, and the numbers of schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.aif.persons import full_name, only, plain_locution
from argmap.serializers.aif.rows import identifier, plain_fulfilments, scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from argmap.model import Utterance
    from argmap.serializers.aif.persons import Locutions
    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.variant import Variant
    from argmap.serializers.aif.writing.extent import Extent


def _merged(
    found: Iterable[tuple[str, Row]],
    new: Mapping[str, Row],
    edited: Iterable[str],
    holds: Callable[[str], bool],
) -> list[Row]:
    """The rows that were read, as far as they hold, then new ones.

    Args:
        found: The rows that were read, by what they are about. The first of those that do not hold takes over what
            its new one has under the edited keys.
        new: The rows that are new, by what they are about.
        edited: Keys whose values records have.
        holds: Whether rows about a node or a person hold.
    """
    left = dict(new)
    rows = []
    for about, row in found:
        if holds(about):
            rows.append(row)
        elif (instead := left.pop(about, None)) is not None:
            rows.append({**row, **{key: instead[key] for key in edited}})
    return [*rows, *left.values()]


def _about(rows: Iterable[Row], key: str) -> list[tuple[str, Row]]:
    return [(identifier(row.get(key)), row) for row in rows]


def locution_rows(
    utterances: Iterable[Utterance],
    found: Iterable[Row],
    said: Locutions,
    extent: Extent,
    natives: Mapping[str, Any],
    variant: Variant,
) -> list[Row]:
    """The rows of locutions; those that were read hold if they give the speaker and the time of an utterance."""
    edited = set()
    new = {}
    for utterance in utterances:
        id = utterance.id
        person = extent.persons.get(utterance.by or "")
        same_time = person is None or said.times.get(id, "") == utterance.when
        if said.speakers.get(id) != person or not same_time:
            edited.add(id)
            if person is not None:
                new[id] = plain_locution(natives[id], person, utterance.when, variant)
    nodes = extent.nameable - edited
    return _merged(_about(found, "nodeID"), new, ("personID", "start"), nodes.__contains__)


def participant_rows(
    found: Sequence[Row], wanted: Mapping[str, str], said: Mapping[str, str], plain: Iterable[Row]
) -> list[Row]:
    """The rows of participants: those that were read, with the names that parties have by now, and those of others.

    Wanted are the names of parties by person; said are those that locutions give anyway.
    """
    rows = _about(found, "participantID")
    names: dict[str, set[str]] = {}
    for person, row in rows:
        names.setdefault(person, set()).add(full_name(row))
    read_as = {person: only(few) for person, few in names.items()}
    new = {
        person: row
        for person, row in _about(plain, "participantID")
        if (read_as if person in names else said).get(person) != wanted[person]
    }
    return _merged(rows, new, ("firstname", "surname"), lambda i: not i or wanted.get(i) == read_as[i])


def fulfilment_rows(
    found: Iterable[Row],
    extent: Extent,
    nodes: Mapping[str, Row],
    natives: Mapping[str, Any],
    variant: Variant,
) -> list[Row]:
    """The rows with the numbers of schemes: those that were read hold unless a relation has another scheme by now."""
    rows = _about(found, "nodeID")
    numbers = {node: row.get("schemeID") for node, row in reversed(rows)}
    edited = {
        r.id for r in extent.relations if r.scheme != scheme_of(nodes[r.id], variant, numbers.get(r.id))
    }
    plain = _about(plain_fulfilments(extent.relations, natives, variant), "nodeID")
    new = {node: row for node, row in plain if node in edited}
    return _merged(rows, new, ("schemeID",), (extent.nameable - edited).__contains__)
