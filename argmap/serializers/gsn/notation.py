"""The notation itself: types of elements, what their ids say of them, and which keys they have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from argmap.model import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import Relation

NAME: Final = "gsn"
MODULE: Final = "module"
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
_PREFIX: Final = re.compile("|".join(PREFIXES))
_CLEAR: Final = re.compile(f"({'|'.join(PREFIXES)})[^A-Za-z]")
ROWS: Final = ("supportedBy", "inContextOf", "challenges", "defeatedRelation")
LINKS: Final = {"supportedBy": RelationKind.SUPPORT, "challenges": RelationKind.ATTACK}
KEYS: Final = (
    *("nodeType", "text", "supportedBy", "inContextOf", "challenges"),
    *("undeveloped", "defeated", "defeatedRelation", "acp", "url", "classes", "level"),
    *("rankIncrement", "horizontalIndex", "charWrap"),
)


def plain_key(key: str) -> str:
    """A key without what spellings differ in: case, hyphens, a plural.

    >>> plain_key("supported_By"), plain_key("challenge") == plain_key("challenges")
    ('supportedby', True)
    """
    return re.sub(r"[-_ ]", "", key).lower().rstrip("s")


ALIKE: Final = {plain_key(key): key for key in KEYS}


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
        if clear := _CLEAR.match(id):
            type = PREFIXES[clear[1]]
            argues = id in self._joined or id in self._challengers
            if (type in OFFERED) == offered and not (type in AROUND and argues):
                return type
        name = "Solution" if offered else "Goal"
        return f"Counter{name}" if id in self._challengers else name


def by_prefix(id: str) -> str | None:
    """The type that gsn2x takes from an id."""
    found = _PREFIX.match(id)
    return PREFIXES[found[0]] if found else None


def words(raw: Any) -> str:
    """The text of an element, whatever YAML takes it for."""
    return raw if isinstance(raw, str) else json.dumps(raw) if isinstance(raw, (bool, int, float)) else ""


def usual_row(key: str, refs: list[str]) -> Any:
    """References as they are written unless they were read in another form."""
    return refs[0] if key == "challenges" and len(refs) == 1 else refs


def relation_named(ref: str, plain: Mapping[tuple[RelationKind, str, str], str]) -> str | None:
    """The relation that ``A -> B`` means: B supports or challenges A, or else A does B."""
    parts = ref.split("->")
    for n in range(1, len(parts)):
        first, second = "->".join(parts[:n]).strip(), "->".join(parts[n:]).strip()
        for source, target in ((second, first), (first, second)):
            for kind in LINKS.values():
                if (kind, source, target) in plain:
                    return plain[kind, source, target]
    return None


def relation_ref(end: tuple[RelationKind, str, str]) -> str:
    """How a relation of a kind from a source to a target is named: the target first."""
    _, source, target = end
    return f"{target} -> {source}"


def ordered(entry: dict[str, Any], order: Iterable[str]) -> dict[str, Any]:
    """The entry with the keys of ``order`` first."""
    first = {key: entry[key] for key in order if key in entry}
    return {**first, **entry}
