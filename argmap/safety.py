"""Safety cases in Goal Structuring Notation: the types of their elements, by their hints, ids and relations.

Source: GSN Community Standard, version 3 (2021); documentation of gsn2x.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.appearance import Appearance
from argmap.model import Argument, Evidence, Utterance
from argmap.model.kinds import ATTACKING, SUPPORTING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap, Relation
    from argmap.model.records import Node

PREFIXES: Final = {  # longest first
    "CSn": "CounterSolution",
    "CG": "CounterGoal",
    "Sn": "Solution",
    "G": "Goal",
    "S": "Strategy",
    "C": "Context",
    "A": "Assumption",
    "J": "Justification",
}
TYPES: Final = frozenset(PREFIXES.values())
OFFERED: Final = frozenset({"Solution", "CounterSolution"})
AROUND: Final = frozenset({"Context", "Assumption", "Justification"})
PREFIX: Final = re.compile("|".join(PREFIXES))
CLEAR: Final = re.compile(f"({'|'.join(PREFIXES)})[^A-Za-z]")


class Implied:
    """The types that elements have by default, by their ids and the relations between them."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._arguing: set[str] = set()
        self._challengers: set[str] = set()
        for r in relations:
            self._arguing.update(r.sources)
            if r.kind in SUPPORTING:
                self._arguing.update(r.targets)
            elif r.kind in ATTACKING:
                self._challengers.update(r.sources)

    def type(self, id: str, *, offered: bool) -> str:
        """The type of an element by its id, or else by what it does.

        A claim named C1 that supports something is no context.
        """
        if clear := CLEAR.match(id):
            type = PREFIXES[clear[1]]
            if (type in OFFERED) == offered and not (type in AROUND and id in self._arguing):
                return type
        name = "Solution" if offered else "Goal"
        return f"Counter{name}" if id in self._challengers else name

    def type_of(self, record: Node) -> str:
        """The type of an element: as its hints have it, or implied; arguments are strategies, utterances context."""
        offered = isinstance(record, Evidence)
        shape = Appearance.of(record).shape
        if shape and (shape in OFFERED) == offered:
            return shape
        if isinstance(record, (Argument, Utterance)):
            return "Strategy" if isinstance(record, Argument) else "Context"
        return self.type(record.id, offered=offered)


def is_case(m: ArgumentMap) -> bool:
    """Whether a map is a safety case: its elements have hints of one, or ids that all show a type (G1, Sn2 …)."""
    elements = m.statements
    if any(_has_part(Appearance.of(e)) for e in elements):
        return True
    return (
        bool(elements) and all(CLEAR.match(e.id) for e in elements) and any(e.id[0] == "G" for e in elements)
    )


def _has_part(hints: Appearance) -> bool:
    """Whether hints are those of an element of a safety case."""
    return any(
        (
            *(hints.shape, hints.counter, hints.undeveloped, hints.defeated, hints.defeated_lines),
            *(hints.context, hints.labels, hints.elsewhere, hints.levels_down),
        )
    )


def types(m: ArgumentMap) -> dict[str, str]:
    """The type of each claim and piece of evidence of a safety case.

    >>> from argmap.model import ArgumentMap, Claim, Evidence
    >>> types(ArgumentMap.of(Claim("G1", "Safe."), Claim("C1", "At home."), Evidence("Sn1", "Report.")))
    {'G1': 'Goal', 'C1': 'Context', 'Sn1': 'Solution'}
    """
    implied = Implied(m.relations)
    return {e.id: implied.type_of(e) for e in m.statements}


def contexts(m: ArgumentMap) -> dict[str, tuple[str, ...]]:
    """The ids of what gives each element its context."""
    named = ((e.id, tuple(i for i in Appearance.of(e).context if isinstance(i, str))) for e in m.statements)
    return {i: ids for i, ids in named if ids}
