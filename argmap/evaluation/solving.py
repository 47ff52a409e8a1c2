"""Labellings of a framework beyond the grounded one, found by a SAT solver (python-sat).

What the grounded labelling decides is the same in every complete one, so only the undecided rest is given to the
solver. Each of its arguments has a variable for "in" and one for "out"; the models of the clauses are the complete
labellings. The number of clauses is linear in the number of attacks.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.errors import ArgmapError, MissingExtraError
from argmap.evaluation.framework import IN, OUT, UNDECIDED
from argmap.evaluation.names import Mode, Semantics
from argmap.messages import Hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from argmap.evaluation.framework import Framework, Labelling

SOLVER: Final = "glucose4"
SLICE: Final = 2_000  # conflicts; some tenths of a second


@frozen
class Model:
    """A labelling of the undecided arguments: those that are in and those that are out, by their numbers here."""

    ins: frozenset[int]
    outs: frozenset[int]

    @property
    def decided(self) -> frozenset[int]:
        """The arguments that are in or out."""
        return self.ins | self.outs


class Rest:
    """The arguments that the grounded labelling leaves undecided, as clauses.

    Attributes:
        arguments: Their numbers in the framework; here they are counted from 0.
        attackers: The attackers of each among them.
    """

    def __init__(
        self, framework: Framework, grounded: Labelling, *, timeout: float | None, stable: bool
    ) -> None:
        """Give the solver the clauses; with ``stable``, every argument is in or out.

        Raises:
            MissingExtraError: python-sat is not installed.
        """
        self.arguments = [a for a, label in enumerate(grounded.labels) if label == UNDECIDED]
        local = {a: n for n, a in enumerate(self.arguments)}
        self.attackers = [[local[b] for b in framework.attackers[a] if b in local] for a in self.arguments]
        self.timeout = timeout
        self.ends = None if timeout is None else monotonic() + timeout
        self.last = 2 * len(self.arguments)
        self.solver = _solver()(name=SOLVER, bootstrap_with=self._clauses(stable=stable))
        self.solver.set_phases([in_(a) for a in range(len(self.arguments))])

    def _clauses(self, *, stable: bool) -> Iterator[list[int]]:
        for a, attackers in enumerate(self.attackers):
            yield [-in_(a), -out(a)]
            yield [in_(a), *(-out(b) for b in attackers)]
            yield [-out(a), *(in_(b) for b in attackers)]
            for b in attackers:
                yield [-in_(a), out(b)]
                yield [-in_(b), out(a)]
            if stable:
                yield [in_(a), out(a)]

    def close(self) -> None:
        """Free the memory of the solver."""
        self.solver.delete()

    def fresh(self) -> int:
        """A new variable."""
        self.last += 1
        return self.last

    def add(self, clause: Iterable[int]) -> None:
        """Ask for models of one more clause."""
        self.solver.add_clause(list(clause))

    def model(self, assumptions: Iterable[int] = ()) -> Model | None:
        """A labelling in which these literals hold, or None.

        Raises:
            ArgmapError: The time is over.
        """
        if not self._solved(list(assumptions)):
            return None
        signs: list[int] = self.solver.get_model() or []
        every = range(len(self.arguments))
        return Model(
            frozenset([a for a in every if signs[2 * a] > 0]),
            frozenset([a for a in every if signs[2 * a + 1] > 0]),
        )

    def _solved(self, assumptions: list[int]) -> bool:
        """Ask in slices, so that the clock and Ctrl-C are heard; what the solver has learned, it keeps."""
        while True:
            if self.ends is not None and monotonic() > self.ends:
                raise out_of_time(self.timeout)
            self.solver.conf_budget(SLICE)
            found: bool | None = self.solver.solve_limited(assumptions=assumptions)
            if found is not None:
                return found


def out_of_time(timeout: float | None) -> ArgmapError:
    """The error for an answer that took too long."""
    hint = Hint("ask for less, or give it more time with {timeout}", timeout=...)
    return ArgmapError(f"no answer within {timeout:g} s", found=timeout, expected="more time", hint=hint)


def in_(a: int) -> int:
    """The variable for "this argument is in"."""
    return 2 * a + 1


def out(a: int) -> int:
    """The variable for "this argument is out"."""
    return 2 * a + 2


def _solver() -> Any:
    try:
        from pysat.solvers import Solver  # noqa: PLC0415 - an extra
    except ImportError:
        message = "semantics other than grounded need python-sat, which is not installed"
        raise MissingExtraError(message, hint="pip install 'argmap[sat]'") from None
    return Solver


class Chooser:
    """The labellings of one semantics among the complete ones."""

    def __init__(self, rest: Rest, semantics: Semantics) -> None:
        """Give the solver a variable for "decided" where the semantics needs it."""
        self.rest, self.semantics = rest, semantics
        self.every = range(len(rest.arguments))
        self.decided: list[int] = []
        if semantics is Semantics.SEMI_STABLE:
            self.decided = [rest.fresh() for _ in self.every]
            for a, d in zip(self.every, self.decided, strict=True):
                rest.add([-d, in_(a), out(a)])
                rest.add([d, -in_(a)])
                rest.add([d, -out(a)])

    def each(self) -> Iterator[Model]:
        """All of them, one at a time."""
        while (model := self.one()) is not None:
            if self.semantics is Semantics.SEMI_STABLE:
                yield from self._as_decided_as(model)
                continue
            yield model
            others = [in_(a) for a in self.every if a not in model.ins]
            if self.semantics is not Semantics.PREFERRED:
                others += [-in_(a) for a in model.ins]
            self.rest.add(others)

    def one(self, literal: int | None = None) -> Model | None:
        """One of them in which a literal holds, if any; a decision, which enumerates nothing."""
        if self.semantics is Semantics.PREFERRED:
            return self._preferred(literal)
        if self.semantics is Semantics.SEMI_STABLE:
            return self._semi_stable(literal)
        return self.rest.model(() if literal is None else [literal])

    def _preferred(self, literal: int | None) -> Model | None:
        """What is in or out stays so when a labelling grows, so only what is to be neither must be looked for."""
        if literal is None or literal > 0:
            found = self.rest.model(() if literal is None else [literal])
            return None if found is None else self.grown(found)
        asked = self.rest.fresh()
        while (found := self.rest.model([asked, literal])) is not None:
            model = self.grown(found, [literal])
            if self.rest.model([-literal, *map(in_, model.ins)]) is None:
                self.rest.add([-asked])
                return model
            self.rest.add([-asked, *(in_(a) for a in self.every if a not in model.ins)])
        self.rest.add([-asked])
        return None

    def _semi_stable(self, literal: int | None) -> Model | None:
        """A range that cannot grow is looked through for the literal, and then left out."""
        asked = self.rest.fresh()
        wanted = () if literal is None else (literal,)
        while (found := self.rest.model([asked, *wanted])) is not None:
            model = self._ranging(found)
            if literal is not None:
                range_of = [self.decided[a] for a in model.decided]
                held = self.rest.model([literal, *range_of])
                if held is None:
                    self.rest.add([-asked, *(self.decided[a] for a in self.every if a not in model.decided)])
                    continue
                model = held
            self.rest.add([-asked])
            return model
        self.rest.add([-asked])
        return None

    def _as_decided_as(self, model: Model) -> Iterator[Model]:
        """All labellings that decide the same arguments, which are as many as can be; they are left out afterwards."""
        same = [self.decided[a] for a in model.decided]
        found: Model | None = model
        while found is not None:
            yield found
            self.rest.add(in_(a) if a not in found.ins else -in_(a) for a in self.every)
            found = self.rest.model(same)
        self.rest.add(self.decided[a] for a in self.every if a not in model.decided)

    def grown(self, model: Model, assumptions: Iterable[int] = ()) -> Model:
        """A labelling that accepts at least the same and as much as possible, in which these literals hold."""
        return self._larger(model, [in_(a) for a in self.every], lambda found: found.ins, assumptions)

    def _ranging(self, model: Model) -> Model:
        """A labelling that decides at least the same arguments, and as many as possible."""
        return self._larger(model, self.decided, lambda found: found.decided, ())

    def _larger(
        self,
        model: Model,
        variables: list[int],
        part: Callable[[Model], frozenset[int]],
        assumptions: Iterable[int],
    ) -> Model:
        kept = list(assumptions)
        while True:
            selector, had = self.rest.fresh(), part(model)
            self.rest.add([-selector, *(v for a, v in enumerate(variables) if a not in had)])
            larger = self.rest.model([*kept, selector, *(variables[a] for a in had)])
            self.rest.add([-selector])
            if larger is None:
                return model
            model = larger


def statuses(rest: Rest, semantics: Semantics, mode: Mode) -> list[int] | None:
    """The label of each argument over all labellings of a semantics; None if there are no such labellings.

    Skeptically, an argument is in if it is in everywhere, and out if it is out everywhere. Credulously, it is in if it
    is in somewhere, and else out if it is out somewhere. Each answer is a decision, and each labelling that is found
    on the way answers for all arguments that it can.
    """
    choose = Chooser(rest, semantics)
    first = choose.one()
    if first is None:
        return None
    if mode is Mode.CREDULOUS:
        return _credulous(choose, first)
    ins, outs = set(first.ins), set(first.outs)
    for candidates, literal in ((ins, in_), (outs, out)):
        for a in sorted(candidates):
            if a in candidates and (found := choose.one(-literal(a))) is not None:
                ins &= found.ins
                outs &= found.outs
    return [IN if a in ins else OUT if a in outs else UNDECIDED for a in choose.every]


def _credulous(choose: Chooser, first: Model) -> list[int]:
    ins, outs = set(first.ins), set(first.outs)
    for found_so_far, literal in ((ins, in_), (outs, out)):
        for a in choose.every:
            if a not in ins and a not in found_so_far and (found := choose.one(literal(a))) is not None:
                ins |= found.ins
                outs |= found.outs
    return [IN if a in ins else OUT if a in outs else UNDECIDED for a in choose.every]


def ideal(rest: Rest) -> list[int]:
    """The ideal labelling: the largest admissible set among what some labelling accepts and none of those attacks.

    After Dung, Mancarella, Toni 2007: start with all that is accepted somewhere and that nothing accepted anywhere
    attacks, and take away what the others do not defend until all are defended.
    """
    choose = Chooser(rest, Semantics.COMPLETE)
    found = choose.one()
    somewhere = {a for a, label in enumerate(_credulous(choose, found)) if label == IN} if found else set()
    inside = {a for a in somewhere if somewhere.isdisjoint(rest.attackers[a])}
    attacked: list[list[int]] = [[] for _ in choose.every]
    for a, attackers in enumerate(rest.attackers):
        for b in attackers:
            attacked[b].append(a)
    defenders = [len(inside.intersection(attackers)) for attackers in rest.attackers]  # against each argument
    falling = [a for a in inside if any(not defenders[b] for b in rest.attackers[a])]
    inside.difference_update(falling)
    for a in falling:  # which grows meanwhile
        for b in attacked[a]:
            defenders[b] -= 1
            if not defenders[b]:
                lost = [c for c in attacked[b] if c in inside]
                inside.difference_update(lost)
                falling += lost
    beaten = {b for a in inside for b in attacked[a]}
    return [IN if a in inside else OUT if a in beaten else UNDECIDED for a in choose.every]
