"""What a map is evaluated on, also in words: what is taken, which preferences count, what is supposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from argmap.errors import ArgmapError
from argmap.evaluation.framework import Framework, Labelling, flattened, grounded
from argmap.evaluation.reading import Reading, read
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import counted, nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, Party, Relation, RelationKind
from argmap.model.fields import HasId, references, several
from argmap.model.records import Node
from argmap.values import misfit

if TYPE_CHECKING:
    from argmap.evaluation.reading import Pair

LEAVES = "leaves"
ALL = "all"
Ids = str | HasId | Iterable[str | HasId]


@frozen(eq=False)
class Situation:
    """A map as it is evaluated.

    Attributes:
        map: The map.
        reading: Its points.
        taken: Whether each point stands without further reason; None if all do.
        framework: The arguments that attack each other.
        grounded: The grounded labelling of them.
        assumptions: What all of it stands on, in words.
        out: What is supposed to fall, by id.
        in_: What is supposed to stand, by id.
    """

    map: ArgumentMap
    reading: Reading
    taken: bytearray | None
    framework: Framework
    grounded: Labelling
    assumptions: tuple[str, ...]
    out: tuple[str, ...] = ()
    in_: tuple[str, ...] = ()


def situation(
    m: ArgumentMap,
    taken: Ids,
    asserted: Ids,
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None,
    out: Ids = (),
    in_: Ids = (),
) -> Situation:
    """A map as it is evaluated.

    Raises:
        ArgmapError: An id is not in the map, or names something that cannot stand or fall.
    """
    pairs = None if preferences is None else pairs_of(m, preferences)
    falling, standing = elements(m, out), elements(m, in_)
    if both := sorted({*falling} & {*standing}):
        raise ArgmapError(f"{both[0]!r} is supposed to be both in and out", ids=both, found=both[0])
    holders = tuple(i for i in references(asserted) if _is_party(m, i))
    rule = taken if isinstance(taken, str) and taken in (LEAVES, ALL) else ""
    named = () if rule else _named(m, taken)
    apart = [i for i in dict.fromkeys((*falling, *standing, *named)) if isinstance(m[i], Relation)]
    with GarbageCollectionPaused():
        reading = read(m, pairs, apart=apart)
        points = _taken(m, reading, rule, named, holders)
        framework = flattened(reading, points, reading.points_of(falling), reading.points_of(standing))
        labelling = grounded(framework)
    words = (
        _taken_in_words(m, rule, named),
        _asserted_in_words(m, holders),
        *_preferences_in_words(reading, pairs),
        *supposed_in_words(falling, standing),
        *ignored_in_words(reading),
    )
    return Situation(m, reading, points, framework, labelling, words, falling, standing)


def elements(m: ArgumentMap, ids: Ids) -> tuple[str, ...]:
    """The ids of elements, each once.

    Raises:
        ArgmapError: One is not in the map, or names no element.
    """
    found = tuple(dict.fromkeys(references(ids)))
    for i in found:
        record = m[i]
        if not isinstance(record, (Node, Relation)):
            what = type(record).__name__.lower()
            message = f"{i!r} is a {what}, which neither stands nor falls"
            raise ArgmapError(
                message, ids=[i], found=i, expected="a claim, evidence, an argument or a relation"
            )
    return found


def pairs_of(m: ArgumentMap, preferences: Iterable[tuple[str | HasId, str | HasId]]) -> list[Pair]:
    """Preferences as pairs of ids.

    Raises:
        ArgmapError: One is no pair of elements of the map.
    """
    found: list[Pair] = []
    for pair in several(preferences, "pairs of ids"):
        ids = () if isinstance(pair, str) else several(pair, "the ids of a preference")
        if len(ids) != 2 or len(ids := elements(m, ids)) != 2:
            message = f"the preference {shown(pair)} is no pair of two ids, the preferred one first"
            raise ArgmapError(message, found=pair, expected="a pair of two ids")
        found.append((ids[0], ids[1]))
    return found


def _is_party(m: ArgumentMap, i: str) -> bool:
    record = m[i]
    if not isinstance(record, Party):
        what = type(record).__name__.lower()
        message = f"{i!r} is a {what}, expected a party whose claims are taken as asserted"
        raise ArgmapError(message, ids=[i], found=i, expected="the id of a party")
    return True


def _named(m: ArgumentMap, taken: Any) -> tuple[str, ...]:
    if isinstance(taken, str) and taken not in m:
        raise ArgmapError(
            f"what is taken is {shown(taken)}, expected 'leaves', 'all' or ids of the map",
            path="taken",
            found=taken,
            expected="'leaves', 'all' or ids of the map",
            nearest=nearest(taken, (LEAVES, ALL, *(s.id for s in m.statements))),
        )
    if isinstance(taken, Mapping):
        raise misfit(taken, "'leaves', 'all' or ids are", ArgmapError, expected="'leaves', 'all' or ids")
    return elements(m, taken)


def _taken(
    m: ArgumentMap, reading: Reading, rule: str, named: Iterable[str], holders: Iterable[str]
) -> bytearray | None:
    """Whether each point stands without further reason."""
    number, guards = reading.number, reading.guards
    if rule == ALL:
        return None
    # Inferences without backing are taken in any case, and arguments with steps rest on these.
    points = bytearray(reading.size) if rule != LEAVES else bytearray(b"\x01" * reading.size)
    points[reading.nodes :] = b"\x01" * (reading.size - reading.nodes)
    for n in reading.supporters:
        points[n] = False
    standing = [*guards.values(), *guards, *(number[i] for i in named)]
    standing += [number[node.id] for holder in holders for node in m.held_by(holder)]
    for n in standing:
        points[n] = True
    return points


def _taken_in_words(m: ArgumentMap, rule: str, named: tuple[str, ...]) -> str:
    if rule == ALL:
        return "Everything stands unless something stands against it; support makes no difference."
    if rule == LEAVES:
        return "What has no reasons of its own is taken as it is; all else needs a reason that stands."
    if not named:
        return "Nothing is taken as it is."
    statements = [i for i in named if isinstance(m[i], (Claim, Evidence))]
    listed = ", ".join(statements[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")
    what = listed if len(named) <= 5 or statements else f"{len(named)} elements"
    return f"Taken as they are: {what}; all else needs a reason that stands."


def _asserted_in_words(m: ArgumentMap, holders: tuple[str, ...]) -> str:
    if not holders:
        return "All parties are treated alike: who holds a claim makes no difference."
    names = " and ".join(getattr(m[i], "name", "") or i for i in holders)
    return f"All that {names} holds is taken as it is, on request; all else is treated alike."


def _preferences_in_words(reading: Reading, given: list[Pair] | None) -> Iterable[str]:
    if reading.preferences:
        whose = "of the map" if given is None else "given for this evaluation"
        one = reading.preferences == 1
        verb = "decides" if one else "decide"
        yield f"{counted(reading.preferences, 'preference')} {whose} {verb} where both sides cannot hold."


def supposed_in_words(out: tuple[str, ...], in_: tuple[str, ...]) -> Iterable[str]:
    """What is supposed, in a sentence."""
    for ids, what in ((out, "out"), (in_, "in")):
        if ids:
            more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
            yield f"Supposed to be {what}: {', '.join(ids[:5])}{more}."


def ignored_in_words(reading: Reading) -> Iterable[str]:
    """What the map states and the evaluation leaves aside, in a sentence."""
    words = {
        RelationKind.REPHRASE: ("rephrasing", "rephrasings"),
        RelationKind.ILLOCUTION: ("illocution", "illocutions"),
        RelationKind.TRANSITION: ("transition", "transitions"),
    }
    kinds = [counted(n, *words[kind]) for kind, n in sorted(reading.ignored.items())]
    if kinds:
        verb = "bears" if sum(reading.ignored.values()) == 1 else "bear"
        yield f"{', '.join(kinds)} {verb} on nothing."
