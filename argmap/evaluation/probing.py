"""What would become of the labels if something were otherwise."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from argmap.errors import ArgmapError
from argmap.evaluation.acceptance import Acceptance, judged, seconds, supposing
from argmap.evaluation.framework import OUT, Framework, Labelling, grounded
from argmap.evaluation.names import Mode, Semantics
from argmap.evaluation.situation import LEAVES, elements, situation
from argmap.evaluation.solving import out_of_time
from argmap.messages import shown
from argmap.model import Relation
from argmap.model.fields import id_of, offset
from argmap.model.map import must_be_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.evaluation.situation import Ids
    from argmap.model import ArgumentMap
    from argmap.model.fields import HasId

SIZE: Final = 3


def whatif(
    m: ArgumentMap,
    out: Ids = (),
    in_: Ids = (),
    semantics: str = "grounded",
    taken: Ids = LEAVES,
    *,
    acceptance: str = "skeptical",
    asserted: Ids = (),
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None = None,
    timeout: float | None = None,
) -> Acceptance:
    """Which claims would stand if some fell and others stood, whatever speaks for and against them.

    Args:
        m: The map.
        out: Ids of claims, evidence, arguments or relations that are supposed to fall.
        in_: Ids of those that are supposed to stand.
        semantics: As in ``evaluate``; so are all that follow.
        taken: What stands without further reason.
        acceptance: skeptical or credulous.
        asserted: Parties all of whose claims are taken as well.
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        timeout: Seconds that the solver may take.

    Returns:
        The labels; ``changed`` has those that differ from the labels of the map as it is.

    Raises:
        ArgmapError: An unknown name or id, or something that is supposed to be both.
        MissingExtraError: Another semantics than grounded, and python-sat is not installed.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, survey = Claim("cap"), Claim("stay"), Claim("survey")
    >>> m = ArgumentMap.of(cap, stay, survey, stay.supports(cap), survey.supports(stay))
    >>> whatif(m, out=["survey"]).labels
    {'cap': 'out', 'stay': 'out', 'survey': 'out'}
    """
    must_be_map(m)
    by, mode, limit = Semantics.of(semantics), Mode.of(acceptance), seconds(timeout)
    before = judged(situation(m, taken, asserted, preferences), by, mode, limit)
    return supposing(judged(situation(m, taken, asserted, preferences, out, in_), by, mode, limit), before)


def hinges(
    m: ArgumentMap,
    id: str | HasId,
    taken: Ids = LEAVES,
    *,
    size: int = SIZE,
    limit: int | None = None,
    asserted: Ids = (),
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None = None,
    timeout: float | None = None,
) -> Iterator[frozenset[str]]:
    """What would have to be false: the smallest sets of claims whose fall changes a label.

    The labels are those of the grounded semantics. Each set is minimal: if any claim of it stood, the label would be
    what it is. The iterator is lazy, as large sets may take long to find.

    Args:
        m: The map.
        id: The claim, evidence or argument whose label is to change.
        taken: What stands without further reason, as in ``evaluate``.
        size: How many claims a set may have at most.
        limit: How many sets at most.
        asserted: Parties all of whose claims are taken as well.
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        timeout: Seconds that the search may take.

    Returns:
        Sets of ids, the smallest first, all that there are up to the size; the claim itself is in none.

    Raises:
        ArgmapError: An unknown id, an impossible number, or, while iterating, no answer in time.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, fair, survey = Claim("cap"), Claim("stay"), Claim("fair"), Claim("survey")
    >>> m = ArgumentMap.of(cap, stay, fair, survey, stay.supports(cap), fair.supports(cap), survey.supports(stay))
    >>> [sorted(found) for found in hinges(m, "cap")]
    [['fair', 'stay'], ['fair', 'survey']]
    """
    must_be_map(m)
    target = elements(m, id if isinstance(id, str) else id_of(id))[0]
    if isinstance(m[target], Relation):
        message = f"{target!r} is a relation, expected a claim, evidence or an argument"
        raise ArgmapError(message, ids=[target], found=target, expected="a claim, evidence or an argument")
    largest, most = offset(size), offset(limit)
    if largest is None:
        raise ArgmapError(
            f"size is {shown(size)}, expected a whole number", found=size, expected="a whole number"
        )
    found = situation(m, taken, asserted, preferences)
    number, guards = found.reading.number, found.reading.guards
    names = {guards.get(number[node.id], number[node.id]): node.id for node in m.nodes if node.id != target}
    return _Search(found.framework, number[target], names, seconds(timeout)).sets(largest, most)


class _Search:
    """Sets of claims whose fall changes a label, by size (after Reiter's hitting sets, 1987).

    A label holds as long as all hold that it was derived from. So a set that changes it must let fall a claim of that
    derivation; if one such claim is not enough, another one is in the derivation that the label has then.
    """

    def __init__(
        self, framework: Framework, target: int, names: dict[int, str], timeout: float | None
    ) -> None:
        self.timeout = timeout
        self.ends = None if timeout is None else monotonic() + timeout
        arguments = [target]  # and all that bears on it
        local = {target: 0}
        for a in arguments:  # which grows meanwhile
            for b in framework.attackers[a]:
                if b not in local:
                    local[b] = len(arguments)
                    arguments.append(b)
        self.attackers = [[local[b] for b in framework.attackers[a]] for a in arguments]
        self.names = {n: names[a] for n, a in enumerate(arguments) if a in names}

    def sets(self, size: int, most: int | None) -> Iterator[frozenset[str]]:
        """The sets of at most so many claims, at most so many of them."""
        label = self._labelled(frozenset()).labels[0]
        found: list[frozenset[int]] = []
        level = {frozenset[int](): None}
        for _ in range(size + 1):
            larger: dict[frozenset[int], None] = {}
            for fallen in level:
                if most is not None and len(found) >= most:
                    return
                if any(smaller <= fallen for smaller in found):
                    continue
                labelling = self._labelled(fallen)
                if labelling.labels[0] != label:
                    found.append(fallen)
                    yield frozenset(self.names[a] for a in fallen)
                elif len(fallen) < size:
                    larger.update(dict.fromkeys(fallen | {a} for a in self._derivation(labelling)))
            level = larger

    def _labelled(self, fallen: frozenset[int]) -> Labelling:
        """The grounded labelling if some claims fall."""
        if self.ends is not None and monotonic() > self.ends:
            raise out_of_time(self.timeout)
        attackers = [*self.attackers, []]
        for a in fallen:
            attackers[a] = [len(attackers) - 1]
        return grounded(Framework(attackers))

    def _derivation(self, labelling: Labelling) -> Iterator[int]:
        """The claims that the label was derived from and that have not fallen."""
        reached = {0}
        pending = [0]
        for a in pending:  # which grows meanwhile
            if a in self.names and labelling.labels[a] != OUT:
                yield a
            is_out = labelling.labels[a] == OUT
            rests_on = [labelling.because[a]] if is_out else self.attackers[a]
            for b in rests_on:
                if b not in reached and b < len(self.attackers):
                    reached.add(b)
                    pending.append(b)
