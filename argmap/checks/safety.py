"""Rules about safety cases: those of gsn2x that a map does not keep by itself. Other maps pass them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.appearance import Appearance
from argmap.checks.rule import Found
from argmap.model import Evidence
from argmap.model.kinds import ATTACKING, SUPPORTING
from argmap.safety import AROUND, CLEAR, OFFERED, contexts, is_case, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap, Record, Relation

ASSUMED: Final = frozenset({"assumed", "axiomatic"})  # tags of the declarations of SACM
_ARGUED = frozenset({"Goal", "Strategy", "CounterGoal"})


def goals_are_supported(m: ArgumentMap) -> Iterator[Found]:
    """Goals and strategies are supported, or marked as undeveloped (V02)."""
    for i, type in _argued(m):
        if not _is_developed(m, i) and not Appearance.of(m[i]).undeveloped and not _is_assumed(m[i]):
            yield Found(
                f"the {type.lower()} {i!r} is neither supported nor marked as undeveloped",
                [i],
                "add what supports it, or mark it as undeveloped",
            )


def undeveloped_goals_are_not_supported(m: ArgumentMap) -> Iterator[Found]:
    """What is marked as undeveloped is not supported (V03)."""
    for i, type in _argued(m):
        if _is_developed(m, i) and Appearance.of(m[i]).undeveloped:
            yield Found(
                f"the {type.lower()} {i!r} is marked as undeveloped although it is supported",
                [i],
                "remove the mark",
            )


def elements_are_joined_as_their_types_allow(m: ArgumentMap) -> Iterator[Found]:
    """Goals and strategies are supported, by goals, strategies and solutions; context is context (V04)."""
    kinds = _types(m)
    if not kinds:
        return
    for r in m.relations:
        if r.kind in SUPPORTING:
            ends = [i for i in r.targets if kinds.get(i, "Goal") not in _ARGUED]
            ends += [i for i in r.sources if kinds.get(i) in AROUND]
            for i in ends:
                does = "supports something" if i in r.sources else "is supported"
                yield _misplaced(i, kinds[i], does, r.id)
    for owner, ids in contexts(m).items():
        for i in ids:
            if kinds.get(i, "Context") not in AROUND and not _is_only_around(m, i):
                yield _misplaced(i, kinds[i], f"is the context of {owner!r}", owner)


def _misplaced(i: str, type: str, does: str, other: str) -> Found:
    return Found(f"{i!r}, which is of type {type}, {does}", dict.fromkeys((i, other)))


def what_is_defeated_is_challenged(m: ArgumentMap) -> Iterator[Found]:
    """What is marked as defeated is challenged (V10)."""
    kinds = _types(m)
    if not kinds:
        return
    aimed = {i for r in _challenges(m) for i in r.targets}
    for i in kinds:
        if i not in aimed and Appearance.of(m[i]).defeated:
            yield Found(f"{i!r} is marked as defeated, but nothing challenges it", [i])


def challengers_are_counter_elements(m: ArgumentMap) -> Iterator[Found]:
    """What challenges is a counter-element (V12)."""
    kinds = _types(m)
    if not kinds:
        return
    for r in _challenges(m):
        for i in r.sources:
            if i in kinds and not kinds[i].startswith("Counter"):
                yield Found(
                    f"{i!r} challenges something, but is of type {kinds[i]}",
                    [i, r.id],
                    "make it a CounterGoal or CounterSolution",
                )


def a_goal_is_on_top(m: ArgumentMap) -> Iterator[Found]:
    """What supports nothing else is a goal, and there is one (C02)."""
    kinds = _types(m)
    tops = _tops(m, kinds)
    if not tops and kinds:
        yield Found("every element supports another: no goal is on top")
    for i in tops:
        if kinds[i] not in ("Goal", *AROUND) and kinds[i] not in OFFERED:
            yield Found(f"{i!r} is on top, but is of type {kinds[i]}", [i])


def one_element_is_on_top(m: ArgumentMap) -> Iterator[Found]:
    """One element alone supports nothing (C01)."""
    tops = _tops(m, _types(m))
    if len(tops) > 1:
        shown = ", ".join(map(repr, tops))
        yield Found(f"{len(tops)} elements are on top, support nothing: {shown}", tops)


def _types(m: ArgumentMap) -> dict[str, str]:
    """The type of each element of a safety case; none of other maps."""
    return m.cached(_types_of_case)


def _types_of_case(m: ArgumentMap) -> dict[str, str]:
    return dict(types(m)) if is_case(m) else {}


def _argued(m: ArgumentMap) -> Iterator[tuple[str, str]]:
    return ((i, type) for i, type in _types(m).items() if type in _ARGUED)


def _is_assumed(element: Record) -> bool:
    """Whether SACM declares that it needs no support."""
    return not ASSUMED.isdisjoint(getattr(element, "tags", ()))


def _is_only_around(m: ArgumentMap, i: str) -> bool:
    """Whether a document is context alone, as SACM has it; by an id such as Sn1 it is a solution all the same."""
    is_document = isinstance(m[i], Evidence) and CLEAR.match(i) is None
    return is_document and not m.incoming(i) and not m.outgoing(i)


def _is_developed(m: ArgumentMap, i: str) -> bool:
    """Whether something supports it, here or in another file."""
    return any(r.kind in SUPPORTING for r in m.incoming(i)) or bool(Appearance.of(m[i]).elsewhere)


def _challenges(m: ArgumentMap) -> list[Relation]:
    return [r for r in m.relations if r.kind in ATTACKING]


def _tops(m: ArgumentMap, kinds: dict[str, str]) -> list[str]:
    below = {i for r in m.relations for i in r.sources}
    around = {i for ids in contexts(m).values() for i in ids} if kinds else set()
    return [i for i in kinds if i not in below and i not in around]
