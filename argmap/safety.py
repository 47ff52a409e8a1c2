"""Safety cases in Goal Structuring Notation: the types of their elements, as data, ids and relations say them.

Source: GSN Community Standard, version 3 (2021); documentation of gsn2x.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Evidence, RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap, Relation

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
    """The types of elements that nobody has to write, as the relations between them show."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._joined: set[str] = set()
        self._challengers: set[str] = set()
        for r in relations:
            if r.kind is RelationKind.SUPPORT:
                self._joined.update(r.sources, r.targets)
            else:
                self._challengers.update(r.sources)

    def type(self, id: str, *, offered: bool) -> str:
        """The type of an element by its id, or else by what it does.

        A claim named C1 that supports something is no context.
        """
        if clear := CLEAR.match(id):
            type = PREFIXES[clear[1]]
            argues = id in self._joined or id in self._challengers
            if (type in OFFERED) == offered and not (type in AROUND and argues):
                return type
        name = "Solution" if offered else "Goal"
        return f"Counter{name}" if id in self._challengers else name


def said(record: Any) -> Mapping[str, Any]:
    """What a file of gsn2x said of a record or map beyond the model."""
    found = record.data.get("gsn")
    return found if isinstance(found, Mapping) else {}


def listed(value: Any) -> tuple[str, ...]:
    """The ids that a value of ``data`` names: one, or a list of them."""
    items = value if isinstance(value, (list, tuple)) else () if value is None else (value,)
    return tuple(str(i) for i in items if not isinstance(i, (Mapping, list, tuple, bool)) and i is not None)


def is_case(m: ArgumentMap) -> bool:
    """Whether a map is a safety case: read from gsn2x, or with ids that all say a type (G1, Sn2 …)."""
    elements = m.statements
    if any(said(record) for record in (m, *elements)):
        return True
    return (
        bool(elements) and all(CLEAR.match(e.id) for e in elements) and any(e.id[0] == "G" for e in elements)
    )


def types(m: ArgumentMap) -> dict[str, str]:
    """The type of each claim and piece of evidence of a safety case.

    >>> from argmap.model import ArgumentMap, Claim, Evidence
    >>> types(ArgumentMap.of(Claim("G1", "Safe."), Claim("C1", "At home."), Evidence("Sn1", "Report.")))
    {'G1': 'Goal', 'C1': 'Context', 'Sn1': 'Solution'}
    """
    implied = Implied(m.relations)
    found = {}
    for e in m.statements:
        told = said(e).get("type")
        found[e.id] = (
            told if isinstance(told, str) and told else implied.type(e.id, offered=isinstance(e, Evidence))
        )
    return found


def contexts(m: ArgumentMap) -> dict[str, tuple[str, ...]]:
    """What is named as the context of each element."""
    named = ((e.id, listed(said(e).get("inContextOf"))) for e in m.statements)
    return {i: ids for i, ids in named if ids}
