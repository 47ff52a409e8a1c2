"""Which claims stand: the labels of a map, and the extensions behind them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Final, cast

from attrs import evolve, field, frozen

from argmap.errors import ArgmapError
from argmap.evaluation.framework import IN, UNDECIDED
from argmap.evaluation.names import LABELS, Label, Mode, Semantics
from argmap.evaluation.reading import COUNTED, DIRECTED
from argmap.evaluation.situation import LEAVES, Situation, situation
from argmap.evaluation.solving import Chooser, Rest, ideal, statuses
from argmap.messages import shown
from argmap.model.fields import offset
from argmap.model.map import must_be_map
from argmap.overlay import Mark, Overlay, Tone
from argmap.tables import Table
from argmap.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.evaluation.situation import Ids
    from argmap.model import ArgumentMap, Relation
    from argmap.model.fields import HasId
    from argmap.model.records import Node, Record
    from argmap.tables import Cell, Columns

MARKS: Final[dict[Label, Mark]] = {
    "in": Mark("IN", Tone.STANDING),
    "out": Mark("OUT", Tone.FALLEN),
    "undecided": Mark("UNDECIDED", Tone.OPEN),
}


@frozen
class Standing:
    """What becomes of one claim, piece of evidence or argument: a row of the table of an evaluation.

    Attributes:
        id: Its id.
        label: in, out or undecided.
        held_by: The id of the party that holds it; None if nobody in particular does.
        text: Its words.
    """

    id: str
    label: Label
    held_by: str | None
    text: str
    COLUMNS: ClassVar[Columns] = {"id": str, "label": str, "held_by": str, "text": str}

    def row(self) -> dict[str, Cell]:
        """The record as a row of a table."""
        return {"id": self.id, "label": self.label, "held_by": self.held_by, "text": self.text}


@frozen
class LabelChange:
    """A label that is another than without what is supposed: a row of ``Acceptance.changed``.

    Attributes:
        id: The id of the claim, evidence or argument.
        before: Its label in the map as it is.
        after: Its label in the situation that is supposed.
        text: Its words.
    """

    id: str
    before: Label
    after: Label
    text: str
    COLUMNS: ClassVar[Columns] = {"id": str, "before": str, "after": str, "text": str}

    def row(self) -> dict[str, Cell]:
        """The record as a row of a table."""
        return {"id": self.id, "before": self.before, "after": self.after, "text": self.text}


@frozen(repr=False)
class Acceptance:
    """Which claims stand: a label for each claim, piece of evidence and argument of a map.

    ``print`` shows it as a table with the assumptions below. ``argmap.why(result, id)`` explains a label, and
    ``argmap.draw(m, overlay=result)`` puts the labels into a picture.

    Attributes:
        map: The map.
        semantics: By which semantics: grounded, complete, preferred, stable, semi-stable or ideal.
        acceptance: skeptical or credulous, where a semantics may have several extensions.
        labels: "in", "out" or "undecided" by id.
        assumptions: What the labels stand on, in words.
    """

    map: ArgumentMap
    semantics: Semantics
    acceptance: Mode
    labels: dict[str, Label]
    assumptions: tuple[str, ...]
    _situation: Situation = field(eq=False)
    _all: list[int] = field(eq=False)
    _before: Acceptance | None = field(default=None, eq=False)

    @property
    def inferences(self) -> dict[str, Label]:
        """The label of each relation that bears on what stands; in if the step can be taken."""
        reading = self._situation.reading
        return {
            r.id: "in" if point < 0 else LABELS[self._all[point]]
            for r, point in zip(self.map.relations, reading.stands_for, strict=True)
            if r.kind in COUNTED
        }

    @property
    def table(self) -> Table[Standing]:
        """The labels as a table, in the order of the map."""
        rows = [
            Standing(i, label, record.by, words_of(record))
            for i, label in self.labels.items()
            for record in [as_node(self.map[i])]
        ]
        return Table(Standing, rows)

    @property
    def changed(self) -> Table[LabelChange]:
        """The labels that differ from those of the map as it is; none unless something is supposed."""
        before = self.labels if self._before is None else self._before.labels
        rows = [
            LabelChange(i, before[i], label, words_of(as_node(self.map[i])))
            for i, label in self.labels.items()
            if before[i] != label
        ]
        return Table(LabelChange, rows)

    @property
    def title(self) -> str:
        """The semantics in words, such as "Preferred semantics, skeptical"."""
        name = f"{str(self.semantics).capitalize()} semantics"
        return name if self.semantics.single else f"{name}, {self.acceptance}"

    def overlay(self) -> Overlay:
        """What a picture shows of it: a mark for each label, and for each inference that fails by itself."""
        meanings = {
            "in": "stands",
            "out": "falls: something that stands speaks against it, or all of its reasons fall",
            "undecided": "neither stands nor falls",
        }
        inferences = self.inferences
        labels = {**self.labels, **inferences}
        failing = {
            r.id: inferences[r.id]
            for r in self.map.relations
            if r.id in inferences and _RANK[inferences[r.id]] < _expected(r, labels)
        }
        marked = {**self.labels, **failing}
        present = set(marked.values())
        return Overlay(
            self.title,
            {i: MARKS[label] for i, label in marked.items()},
            [(MARKS[label], meanings[label]) for label in MARKS if label in present],
            " ".join(self.assumptions),
        )

    def __repr__(self) -> str:
        """The semantics and how many labels there are of each kind."""
        return f"<Acceptance: {self.title}: {self._counts()}>"

    def __str__(self) -> str:
        """The table, then the assumptions."""
        lines = [f"{self.title}: {self._counts()}.", *self.assumptions]
        return "\n".join([str(self.table), "", *lines])

    def _repr_html_(self) -> str:
        """The table and the assumptions for notebooks."""
        from html import escape  # noqa: PLC0415 - only notebooks need it

        lines = [f"{self.title}: {self._counts()}.", *self.assumptions]
        return self.table._repr_html_() + "".join(f"<p>{escape(line)}</p>\n" for line in lines)

    def _counts(self) -> str:
        labels = list(self.labels.values())
        return ", ".join(f"{labels.count(label)} {label}" for label in MARKS)


def evaluate(
    m: ArgumentMap,
    semantics: str = "grounded",
    taken: Ids = LEAVES,
    *,
    acceptance: str = "skeptical",
    asserted: Ids = (),
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None = None,
    timeout: float | None = None,
) -> Acceptance:
    """Which claims stand, on stated assumptions.

    The map is read as arguments that attack each other (Dung 1995). A claim is *in* if it is taken as it is or a
    reason for it stands, and all that speaks against it falls; it is *out* if something against it stands, or all
    its reasons fall; else it is *undecided*, as are claims that fight each other with nothing to decide between them.
    Who holds a claim makes no difference unless ``asserted`` says so. That a claim is in says nothing about its
    truth: only that what is in the map, and was taken, leaves it standing.

    Args:
        m: The map.
        semantics: grounded, the most cautious one, linear in the size of the map; or complete, preferred, stable,
            semi-stable or ideal, for which ``pip install 'argmap[sat]'`` is needed.
        taken: What stands without further reason: "leaves", the claims and evidence that have no reasons of their own;
            "all", so that support makes no difference, as in a plain abstract framework; or ids.
        acceptance: Where there are several extensions: "skeptical", what all of them agree on, or "credulous", what
            one of them accepts. Each label is decided by itself; nothing is enumerated.
        asserted: Parties all of whose claims are taken as well.
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        timeout: Seconds that the solver may take.

    Raises:
        ArgmapError: An unknown name or id, or no answer in time.
        MissingExtraError: Another semantics than grounded, and python-sat is not installed.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink, exempt = Claim("cap"), Claim("shrink"), Claim("exempt")
    >>> evaluate(ArgumentMap.of(cap, shrink, exempt, shrink.attacks(cap), exempt.attacks(shrink))).labels
    {'cap': 'in', 'shrink': 'out', 'exempt': 'in'}
    """
    must_be_map(m)
    by, mode = Semantics.of(semantics), Mode.of(acceptance)
    return judged(situation(m, taken, asserted, preferences), by, mode, seconds(timeout))


def extensions(
    m: ArgumentMap,
    semantics: str = "preferred",
    taken: Ids = LEAVES,
    *,
    limit: int | None = None,
    asserted: Ids = (),
    preferences: Iterable[tuple[str | HasId, str | HasId]] | None = None,
    timeout: float | None = None,
) -> Iterator[frozenset[str]]:
    """The sets of claims that can be held together, one at a time, as they are found.

    There may be very many of them: the iterator is lazy, and whoever stops asking stops the search.

    Args:
        m: The map.
        semantics: preferred, or complete, stable, semi-stable, ideal, grounded.
        taken: What stands without further reason, as in ``evaluate``.
        limit: How many at most.
        asserted: Parties all of whose claims are taken as well.
        preferences: Pairs of ids, the preferred one first, in place of the preferences of the map.
        timeout: Seconds that the solver may take for all of them.

    Returns:
        Sets of ids of claims, evidence and arguments, each set once.

    Raises:
        ArgmapError: An unknown name or id, or, while iterating, no answer in time.
        MissingExtraError: Another semantics than grounded, and python-sat is not installed.

    >>> from argmap import ArgumentMap, Claim
    >>> rise, fall = Claim("rise"), Claim("fall")
    >>> sorted(map(sorted, extensions(ArgumentMap.of(rise, fall, rise.contrary_to(fall)))))
    [['fall'], ['rise']]
    """
    must_be_map(m)
    by, most = Semantics.of(semantics), offset(limit)
    found = situation(m, taken, asserted, preferences)
    rest = None if by is Semantics.GROUNDED else _rest(found, by, seconds(timeout))
    return _limited(_sets(found, by, rest), most)


_RANK: Final[dict[Label, int]] = {"out": 0, "undecided": 1, "in": 2}


def _expected(r: Relation, labels: dict[str, Label]) -> int:
    """The rank of the label that a relation has if nothing but its sources bears on it."""
    return min([_RANK[labels[i]] for i in r.sources if r.kind in DIRECTED], default=_RANK["in"])


def as_node(record: Record) -> Node:
    """What has a label: a node, as relations have labels elsewhere."""
    return cast("Node", record)


def words_of(node: Node) -> str:
    """The text of a node, or its title."""
    return node.text or str(getattr(node, "title", ""))


def judged(found: Situation, by: Semantics, mode: Mode, timeout: float | None) -> Acceptance:
    """The labels of a situation."""
    labels, words = found.grounded.labels, []
    if by is not Semantics.GROUNDED:
        rest = _rest(found, by, timeout)
        try:
            answer = ideal(rest) if by is Semantics.IDEAL else statuses(rest, by, mode)
        finally:
            rest.close()
        labels = list(labels)
        if answer is None:
            words = [f"There is no {by} extension, so nothing is decided."]
            labels = [UNDECIDED] * len(labels)
        else:
            for a, label in zip(rest.arguments, answer, strict=True):
                labels[a] = label
    return Acceptance(
        found.map,
        by,
        mode,
        _named(found, labels),
        (*words, *found.assumptions),
        found,
        labels,
    )


def supposing(after: Acceptance, before: Acceptance) -> Acceptance:
    """The labels of a situation that is supposed, next to those of the map as it is."""
    return evolve(after, before=before)


def seconds(timeout: float | None) -> float | None:
    """A time limit.

    Raises:
        ArgmapError: It is no number of seconds above 0.
    """
    if timeout is None:
        return None
    number = plain(timeout)
    if number is None or number <= 0:
        message = f"timeout is {shown(timeout)}, expected more than 0 s"
        raise ArgmapError(message, path="timeout", found=timeout, expected="more than 0 s")
    return float(min(number, math.inf))


def _rest(found: Situation, by: Semantics, timeout: float | None) -> Rest:
    return Rest(found.framework, found.grounded, timeout=timeout, stable=by is Semantics.STABLE)


def _named(found: Situation, labels: list[int]) -> dict[str, Label]:
    return found.reading.shown(found.map, [LABELS[label] for label in labels[: found.reading.nodes]])


def _sets(found: Situation, by: Semantics, rest: Rest | None) -> Iterator[frozenset[str]]:
    """The extensions as sets of ids; two that accept the same claims by different inferences are one."""
    ids = {n: i for i, n in found.reading.shown(found.map, range(found.reading.nodes)).items()}
    always = frozenset([i for a, i in ids.items() if found.grounded.labels[a] == IN])
    if rest is None:
        yield always
        return
    own = [ids.get(a) for a in rest.arguments]
    try:
        if by is Semantics.IDEAL:
            yield always.union(i for i, label in zip(own, ideal(rest), strict=True) if i and label == IN)
            return
        seen = set()
        for model in Chooser(rest, by).each():
            accepted = always.union([i for a in model.ins if (i := own[a])])
            if accepted not in seen:
                seen.add(accepted)
                yield accepted
    finally:
        rest.close()


def _limited(sets: Iterator[frozenset[str]], most: int | None) -> Iterator[frozenset[str]]:
    """So many of them; the search ends with the last."""
    for n, found in enumerate(sets, 1):
        if most is not None and n > most:
            return
        yield found
        if n == most:
            return
