"""Rules about safety cases: those of gsn2x that a map does not keep by itself. Other maps pass them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.appearance import Appearance
from argmap.checks.finding import Finding
from argmap.diagnostics import Severity
from argmap.model.kinds import ATTACKING, SUPPORTING
from argmap.safety import AROUND, OFFERED, contexts, is_case, types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap

_ARGUED = frozenset({"Goal", "Strategy", "CounterGoal"})


def goals_are_supported_or_undeveloped(m: ArgumentMap) -> Iterator[Finding]:
    """Goals and strategies are supported, or marked as undeveloped, and not both (V02, V03)."""
    if not is_case(m):
        return
    supported = _supported(m)
    for i, type in types(m).items():
        if type not in _ARGUED:
            continue
        hints = Appearance.of(m[i])
        below = i in supported or bool(hints.elsewhere)
        if not below and not hints.undeveloped:
            yield Finding(
                "gsn-unsupported",
                Severity.WARNING,
                f"the {type.lower()} {i!r} is neither supported nor marked as undeveloped",
                [i],
                "add what supports it, or mark it as undeveloped",
            )
        elif below and hints.undeveloped:
            yield Finding(
                "gsn-undeveloped",
                Severity.WARNING,
                f"the {type.lower()} {i!r} is marked as undeveloped although it is supported",
                [i],
            )


def elements_are_joined_as_their_types_allow(m: ArgumentMap) -> Iterator[Finding]:
    """Goals and strategies are supported, by goals, strategies and solutions; context is context (V04)."""
    if not is_case(m):
        return
    kinds = types(m)
    for r in m.relations:
        if r.kind in SUPPORTING:
            ends = [i for i in r.targets if kinds.get(i, "Goal") not in _ARGUED]
            ends += [i for i in r.sources if kinds.get(i) in AROUND]
            for i in ends:
                does = "supports something" if i in r.sources else "is supported"
                yield _misplaced(i, kinds[i], does, r.id)
    for owner, ids in contexts(m).items():
        for i in ids:
            if kinds.get(i, "Context") not in AROUND:
                yield _misplaced(i, kinds[i], f"is the context of {owner!r}", owner)


def _misplaced(i: str, type: str, does: str, other: str) -> Finding:
    ids = dict.fromkeys((i, other))
    return Finding("gsn-misplaced", Severity.WARNING, f"{i!r}, which is of type {type}, {does}", ids)


def what_is_defeated_is_challenged(m: ArgumentMap) -> Iterator[Finding]:
    """What is marked as defeated is challenged (V10), and what challenges is a counter-element (V12)."""
    if not is_case(m):
        return
    kinds = types(m)
    challenges = [r for r in m.relations if r.kind in ATTACKING]
    challenged = {i for r in challenges for i in r.targets}
    for i in kinds:
        if Appearance.of(m[i]).defeated and i not in challenged:
            yield Finding(
                "gsn-unchallenged",
                Severity.WARNING,
                f"{i!r} is marked as defeated, but nothing challenges it",
                [i],
            )
    for r in challenges:
        for i in r.sources:
            if i in kinds and not kinds[i].startswith("Counter"):
                yield Finding(
                    "gsn-challenger",
                    Severity.WARNING,
                    f"{i!r} challenges something, but is of type {kinds[i]}",
                    [i, r.id],
                    "make it a CounterGoal or CounterSolution",
                )


def one_goal_is_on_top(m: ArgumentMap) -> Iterator[Finding]:
    """One element supports nothing, and that is a goal (C01, C02)."""
    if not is_case(m):
        return
    kinds = types(m)
    below = {i for r in m.relations for i in r.sources}
    around = {i for ids in contexts(m).values() for i in ids}
    tops = [i for i in kinds if i not in below and i not in around]
    if not tops and kinds:
        yield Finding("gsn-top", Severity.WARNING, "every element supports another: no goal is on top")
    elif len(tops) > 1:
        shown = ", ".join(map(repr, tops))
        yield Finding(
            "gsn-top", Severity.INFO, f"{len(tops)} elements are on top, support nothing: {shown}", tops
        )
    for i in tops:
        if kinds[i] not in ("Goal", *AROUND) and kinds[i] not in OFFERED:
            yield Finding("gsn-top", Severity.WARNING, f"{i!r} is on top, but is of type {kinds[i]}", [i])


def _supported(m: ArgumentMap) -> set[str]:
    return {i for r in m.relations if r.kind in SUPPORTING for i in r.targets}
