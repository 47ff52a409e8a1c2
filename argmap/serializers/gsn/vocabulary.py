"""The notation in YAML: the keys of elements, and how they name elements and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.model import RelationKind
from argmap.safety import PREFIX, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping


NAME: Final = "gsn"
MODULE: Final = "module"
REFERENCES: Final = ("supportedBy", "inContextOf", "challenges", "defeatedRelation")
NOTES: Final = ("null", "outside", "several", "spelled")  # next to the residue of an element
LINKS: Final = {"supportedBy": RelationKind.SUPPORT, "challenges": RelationKind.ATTACK}
KEYS: Final = (
    *("nodeType", "text", "supportedBy", "inContextOf", "challenges"),
    *("undeveloped", "defeated", "defeatedRelation", "acp", "url", "classes", "level"),
    *("rankIncrement", "horizontalIndex", "charWrap"),
)


# Keys that say how an element is drawn: the names of the hints that they become, where these can say it.
DRAWN: Final = {
    "undeveloped": "undeveloped",
    "defeated": "defeated",
    "defeatedRelation": "defeated_lines",
    "inContextOf": "context",
    "acp": "labels",
    "rankIncrement": "levels_down",
}


class Link(NamedTuple):
    """A relation with one source and one target, as references have it."""

    kind: RelationKind
    source: str
    target: str


def by_prefix(id: str) -> str | None:
    """The type that gsn2x takes from an id."""
    found = PREFIX.match(id)
    return PREFIXES[found[0]] if found else None


def relation_named(ref: str, plain: Mapping[Link, str]) -> str | None:
    """The relation that ``A -> B`` means: B supports or challenges A, or else A does B."""
    parts = ref.split("->")
    for n in range(1, len(parts)):
        first, second = "->".join(parts[:n]).strip(), "->".join(parts[n:]).strip()
        for source, target in ((second, first), (first, second)):
            for kind in LINKS.values():
                if (link := Link(kind, source, target)) in plain:
                    return plain[link]
    return None


def relation_ref(link: Link) -> str:
    """How a relation is named: the target first."""
    return f"{link.target} -> {link.source}"
