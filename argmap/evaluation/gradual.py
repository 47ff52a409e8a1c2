"""How strong each claim is, between 0 and 1: gradual semantics of a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import field, frozen

from argmap.errors import ArgmapError, ArgmapErrorGroup
from argmap.evaluation.acceptance import as_node, words_of
from argmap.evaluation.formulae import FORMULAE, Gradual, Linked
from argmap.evaluation.reading import COUNTED, DIRECTED, Reading, read
from argmap.evaluation.rounds import TOLERANCE, Outcome, network, settled
from argmap.evaluation.situation import elements, ignored_in_words, pairs_of
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import counted, shown
from argmap.model.fields import id_of
from argmap.model.map import must_be_map
from argmap.overlay import Mark, Overlay, Tone
from argmap.tables import Table
from argmap.values import misfit, plain, whole

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Relation
    from argmap.model.fields import HasId
    from argmap.tables import Cell, Columns

UNWEIGHTED: Final = 0.5
ROUNDS: Final = 10_000
VISIBLE: Final = 0.005  # a smaller difference does not show in two digits


@frozen
class Rated:
    """How strong one claim, piece of evidence or argument is: a row of the table of strengths.

    Attributes:
        id: Its id.
        strength: From 0 to 1.
        base: What it counts before anything speaks for or against it.
        held_by: The id of the party that holds it; None if nobody in particular does.
        text: Its words.
    """

    id: str
    strength: float
    base: float
    held_by: str | None
    text: str
    COLUMNS: ClassVar[Columns] = {"id": str, "strength": float, "base": float, "held_by": str, "text": str}

    def row(self) -> dict[str, Cell]:
        """The record as a row of a table, its strength to four digits."""
        strength = round(self.strength, 4)
        return {
            "id": self.id,
            "strength": strength,
            "base": self.base,
            "held_by": self.held_by,
            "text": self.text,
        }


@frozen(repr=False)
class Strength:
    """How strong each claim, piece of evidence and argument of a map is.

    ``print`` shows it as a table with the assumptions below; ``argmap.draw(m, overlay=result)`` puts the numbers into a
    picture.

    Attributes:
        map: The map.
        semantics: By which gradual semantics: df-quad, quadratic-energy, euler or mlp.
        values: A number from 0 to 1 by id.
        converged: Whether the formulae would change no strength by more than the tolerance.
        rounds: How many rounds it took; 1 where nothing bears on itself by way of others.
        residual: By how much the formulae would still change a strength, at most.
        tolerance: The residual that is small enough.
        assumptions: What the numbers stand on, in words.
        warnings: What makes some of them worth less than they look, in words.
    """

    map: ArgumentMap
    semantics: Gradual
    values: dict[str, float]
    converged: bool
    rounds: int
    residual: float
    tolerance: float
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    _reading: Reading = field(eq=False)
    _base: list[float] = field(eq=False)
    _all: list[float] = field(eq=False)

    @property
    def inferences(self) -> dict[str, float]:
        """The strength of each relation that bears on something, from its premises and what undercuts it."""
        return {
            r.id: 1.0 if point < 0 else self._all[point]
            for r, point in zip(self.map.relations, self._reading.stands_for, strict=True)
            if r.kind in COUNTED
        }

    @property
    def table(self) -> Table[Rated]:
        """The strengths as a table, in the order of the map."""
        number = self._reading.number
        rows = [
            Rated(i, value, self._base[number[i]], record.by, words_of(record))
            for i, value in self.values.items()
            for record in [as_node(self.map[i])]
        ]
        return Table(Rated, rows)

    @property
    def title(self) -> str:
        """The semantics in words, such as "Strength by DF-QuAD"."""
        return f"Strength by {FORMULAE[self.semantics].name}"

    def overlay(self) -> Overlay:
        """What a picture shows of it: each number, also of inferences that are weaker than their premises."""
        inferences = self.inferences
        strengths = {**self.values, **inferences}
        weakened = {
            r.id: inferences[r.id]
            for r in self.map.relations
            if r.id in inferences and inferences[r.id] < _expected(r, strengths) - VISIBLE
        }
        marks = {i: Mark(f"{s:.2f}", _tone(s)) for i, s in {**self.values, **weakened}.items()}
        meanings = {
            Tone.STANDING: (Mark("> 0.50", Tone.STANDING), "stronger than one half"),
            Tone.FALLEN: (Mark("< 0.50", Tone.FALLEN), "weaker than one half"),
            Tone.OPEN: (Mark("0.50", Tone.OPEN), "one half"),
        }
        present = {mark.tone for mark in marks.values()}
        rows = [row for tone, row in meanings.items() if tone in present]
        return Overlay(self.title, marks, rows, " ".join([*self.assumptions, *self.warnings]))

    def __repr__(self) -> str:
        """The semantics, and how it was computed."""
        return f"<Strength: {self.title}: {counted(len(self.values), 'value')}, {self._how()}>"

    def __str__(self) -> str:
        """The table, then how it was computed, the assumptions and the warnings."""
        return "\n".join([str(self.table), "", *self._below()])

    def _repr_html_(self) -> str:
        """The table and the assumptions for notebooks."""
        from html import escape  # noqa: PLC0415 - only notebooks need it

        below = "".join(f"<p>{escape(line)}</p>\n" for line in self._below())
        return self.table._repr_html_() + below

    def _below(self) -> list[str]:
        return [f"{self.title}: {self._how()}.", *self.assumptions, *self.warnings]

    def _how(self) -> str:
        if self.rounds == 1:
            return "one pass"
        end = "converged" if self.converged else "not converged"
        return f"{end} in {self.rounds} rounds, residual {self.residual:.1g}"


def strength(
    m: ArgumentMap,
    semantics: str = "df-quad",
    *,
    weights: Mapping[str, float] | None = None,
    linked: str = "min",
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None = None,
    tolerance: float = TOLERANCE,
    rounds: int = ROUNDS,
) -> Strength:
    """How strong each claim is between 0 and 1, from base scores and what speaks for and against it.

    The base score of a claim or piece of evidence is its weight, else 0.5. An inference is as strong as its weakest
    premise, times its own weight, 1 unless it has one, less what undercuts it. Under DF-QuAD reasons combine like
    independent chances, and the net moves the claim that fraction of the way to 1 or 0. One pass suffices where
    nothing bears on itself by way of others. Elsewhere the numbers are computed in rounds, each of which goes half of
    the way, later less, until no number would change by more than the tolerance.

    Args:
        m: The map.
        semantics: df-quad, quadratic-energy, euler or mlp.
        weights: Weights of claims, evidence, arguments and relations for this evaluation, by id, from 0 to 1, in place
            of those of the map.
        linked: How strong linked premises are together: "min", as the weakest, or "product".
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        tolerance: By how much a number may still change.
        rounds: After how many rounds to give up; ``converged`` is then false.

    Raises:
        ArgmapError: An unknown name or id, a weight that is not from 0 to 1.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, stay, shrink = Claim("cap"), Claim("stay", weight=0.75), Claim("shrink", weight=0.5)
    >>> strength(ArgumentMap.of(cap, stay, shrink, stay.supports(cap), shrink.attacks(cap))).values
    {'cap': 0.625, 'stay': 0.75, 'shrink': 0.5}
    """
    must_be_map(m)
    by, joint = Gradual.of(semantics), Linked.of(linked)
    given = _weights(m, weights)
    small, most = _positive(tolerance, "tolerance"), whole(rounds)
    if most is None or most < 1:
        message = f"rounds is {shown(rounds)}, expected a whole number from 1 on"
        raise ArgmapError(message, path="rounds", found=rounds, expected="a whole number from 1 on")
    pairs = None if preferences is None else pairs_of(m, preferences)
    reading = read(m, pairs, given)
    with GarbageCollectionPaused():
        base = _bases(m, reading, given)
        outcome = settled(network(reading, base, FORMULAE[by], joint), small, most)
    strengths = outcome.strengths
    return Strength(
        m,
        by,
        reading.shown(m, strengths),
        outcome.converged,
        outcome.rounds,
        outcome.residual,
        small,
        tuple(_assumptions(reading, joint, given)),
        tuple(_warnings(m, by, base, reading, outcome)),
        reading,
        base,
        strengths,
    )


def _weights(m: ArgumentMap, given: Mapping[str, float] | None) -> dict[str, float]:
    """Weights by id, as numbers."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise misfit(given, "a weight for each id is", ArgmapError, expected="a weight for each id")
    found: dict[str, float] = {}
    for i, weight in given.items():
        found[elements(m, i if isinstance(i, str) else id_of(i))[0]] = _within(i, weight)
    return found


def _within(i: object, weight: object) -> float:
    number = plain(weight)
    if number is None or not 0 <= number <= 1:
        raise _outside(i, weight)
    return float(number)


def _outside(i: object, weight: object) -> ArgmapError:
    return ArgmapError(
        f"the weight of {shown(i)} is {shown(weight)}, expected 0 to 1",
        ids=[i] if isinstance(i, str) else (),
        found=weight,
        expected="a number from 0 to 1",
        hint="weights={id: …} gives another one for this evaluation",
    )


def _positive(value: object, name: str) -> float:
    number = plain(value)
    if number is None or number <= 0:
        message = f"{name} is {shown(value)}, expected a number above 0"
        raise ArgmapError(message, path=name, found=value, expected="a number above 0")
    return float(number)


def _bases(m: ArgumentMap, reading: Reading, given: Mapping[str, float]) -> list[float]:
    """The base score of each point."""
    bases = [1.0] * reading.size
    problems: list[ArgmapError] = []
    for n, node in enumerate(m.nodes):
        weight = given.get(node.id, getattr(node, "weight", None)) if given else getattr(node, "weight", None)
        guard = reading.guards.get(n)
        if weight is not None and not 0 <= weight <= 1:
            problems.append(_outside(node.id, weight))
        elif guard is not None:
            bases[guard] = 1.0 if weight is None else weight
        else:
            bases[n] = UNWEIGHTED if weight is None else weight
    for point, weight in reading.weights.items():
        if not 0 <= weight <= 1:
            problems.append(_outside(reading.named.get(point), weight))
        bases[point] = weight
    if len(problems) > 1:
        raise ArgmapErrorGroup.of("strengths need weights from 0 to 1", problems)
    if problems:
        raise problems[0]
    return bases


def _assumptions(reading: Reading, linked: Linked, given: Mapping[str, float]) -> Iterable[str]:
    yield "Base scores are the weights of claims and evidence, 0.5 where there is none."
    if given:
        yield f"{counted(len(given), 'weight')} given for this evaluation."
    if any(len(premises) > 1 for premises in reading.premises.values()):
        how = "are as strong as the weakest of them" if linked is Linked.MIN else "are multiplied"
        yield f"Linked premises {how}."
    yield "All parties are treated alike: who holds a claim makes no difference."
    if reading.preferences:
        verb = "decides" if reading.preferences == 1 else "decide"
        yield f"{counted(reading.preferences, 'preference')} {verb} where both sides cannot hold."
    yield from ignored_in_words(reading)


def _warnings(
    m: ArgumentMap, by: Gradual, base: list[float], reading: Reading, outcome: Outcome
) -> Iterable[str]:
    """What a reader of the numbers should know."""
    certain = [node.id for n, node in enumerate(m.nodes) if base[n] == 1 and n not in reading.guards]
    hopeless = [node.id for n, node in enumerate(m.nodes) if base[n] == 0]
    if by is Gradual.DF_QUAD and certain:
        bearing = {i for r in m.relations if r.kind in COUNTED for i in r.sources}
        if telling := [i for i in certain if i in bearing]:
            yield (
                f"Of weight 1: {_some(telling)}. Under DF-QuAD one certain reason makes "
                "all others on its side idle; quadratic-energy does not saturate so."
            )
    if by in (Gradual.EULER, Gradual.MLP) and (stuck := [*certain, *hopeless]):
        verb = "keeps its base score" if len(stuck) == 1 else "keep their base scores"
        beyond = ", which is outside the domain of the formula" if by is Gradual.MLP else ""
        yield f"{_some(stuck)} {verb} of 0 or 1 whatever speaks for or against{beyond}."
    if not outcome.converged:
        yield (
            f"Not converged after {outcome.rounds} rounds: the formulae would still change a strength by "
            f"{outcome.residual:.1g}."
        )


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return ", ".join(ids[:5]) + more


def _expected(r: Relation, strengths: dict[str, float]) -> float:
    """How strong a relation is if nothing but its sources bears on it."""
    return min([strengths[i] for i in r.sources if r.kind in DIRECTED], default=1.0)


def _tone(value: float) -> Tone:
    if f"{value:.2f}" == "0.50":
        return Tone.OPEN
    return Tone.STANDING if value > UNWEIGHTED else Tone.FALLEN
