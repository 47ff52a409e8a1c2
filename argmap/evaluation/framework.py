"""Abstract frameworks: arguments that attack each other (Dung 1995), and their grounded labelling.

A reading becomes a framework of linear size. A point is an argument that its attackers attack. Where a point needs
several premises, each premise has a stand-in that attacks the point and that the premise attacks. A point that is not
taken is attacked by a stand-in for "nothing backs it", which its supporters attack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from argmap.evaluation.reading import Reading

IN: Final = 1
OUT: Final = -1
UNDECIDED: Final = 0


@frozen(eq=False)
class Framework:
    """Arguments by number, and who attacks whom; no attack is in it twice.

    Attributes:
        attackers: The attackers of each argument.
        denials: Where the stand-ins for "this premise does not stand" begin, after the points.
        backings: Where the stand-ins for "nothing backs this" begin, after those.
    """

    attackers: list[list[int]]
    denials: int = 0
    backings: int = 0

    def attacked(self) -> list[list[int]]:
        """What each argument attacks."""
        found: list[list[int]] = [[] for _ in self.attackers]
        for target, attackers in enumerate(self.attackers):
            for a in attackers:
                found[a].append(target)
        return found


@frozen(eq=False)
class Labelling:
    """A labelling of all arguments.

    Attributes:
        labels: IN, OUT or UNDECIDED for each argument.
        because: An attacker that is in, for each argument that is out; else -1.
    """

    labels: list[int]
    because: list[int]


def flattened(
    reading: Reading, taken: Sequence[bool | int] | None, out: Iterable[int] = (), in_: Iterable[int] = ()
) -> Framework:
    """The framework of a reading; its first arguments are the points, by the same numbers.

    Args:
        reading: The reading.
        taken: Whether each point stands without further reason; all of them if it is None.
        out: Points that fall whatever speaks for them.
        in_: Points that stand whatever speaks against them.
    """
    attackers: list[list[int]] = [[] for _ in range(reading.size)]
    for point, against in reading.attackers.items():
        attackers[point] = list(dict.fromkeys(against)) if len(against) > 1 else [*against]
    denied: dict[int, int] = {}
    for point, premises in reading.premises.items():
        attackers[point] += [_denial(p, denied, attackers) for p in premises]
    backings = len(attackers)
    if taken is not None:
        for point in range(reading.size):
            if not taken[point]:
                backing = reading.supporters.get(point, ())
                attackers[point].append(len(attackers))
                attackers.append(list(dict.fromkeys(backing)) if len(backing) > 1 else [*backing])
    for point in in_:
        attackers[point] = []
    for point in out:
        attackers[point] = [len(attackers)]
        attackers.append([])
    return Framework(attackers, reading.size, backings)


def _denial(point: int, denied: dict[int, int], attackers: list[list[int]]) -> int:
    """The stand-in for "this does not stand"."""
    found = denied.get(point)
    if found is None:
        found = denied[point] = len(attackers)
        attackers.append([point])
    return found


def grounded(framework: Framework) -> Labelling:
    """The grounded labelling, in linear time: in is what nothing attacks or what only attacks that are out attack."""
    attacked = framework.attacked()
    left = [len(a) for a in framework.attackers]
    labels = [UNDECIDED] * len(left)
    because = [-1] * len(left)
    queue = [a for a, n in enumerate(left) if not n]
    for a in queue:
        labels[a] = IN
    for a in queue:  # which grows meanwhile
        for b in attacked[a]:
            if labels[b] == UNDECIDED:
                labels[b] = OUT
                because[b] = a
                for c in attacked[b]:
                    left[c] -= 1
                    if not left[c] and labels[c] == UNDECIDED:
                        labels[c] = IN
                        queue.append(c)
    return Labelling(labels, because)
