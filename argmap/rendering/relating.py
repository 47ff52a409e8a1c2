"""Relations in words, as rows of cards: what a picture has no line for, and what an overlay marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from argmap.model import Relation
    from argmap.rendering.badges import Badge
    from argmap.rendering.looks import RelationLook

_FIRST: Final = 4  # words of a text that stand for its name


class Mention(NamedTuple):
    """What a row of a card says of a relation.

    Attributes:
        look: That of the relation.
        words: "attacks X2, together with C3".
        port: What lines aim at by this name, or "".
        badge: The mark that an overlay gives the relation.
    """

    look: RelationLook
    words: str
    port: str = ""
    badge: Badge | None = None


class Place(NamedTuple):
    """Where a row is: the name of the card, and the port if something aims at the row."""

    card: str
    port: str = ""


class _Key(NamedTuple):
    port: str
    verb: str
    together: str


def _commas(names: Sequence[str]) -> str:
    return ", ".join(names)


@frozen
class Rows:
    """Rows while they are collected: what is said by the same words of several elements is one row.

    Attributes:
        listed: What several elements are called.
    """

    listed: Callable[[Sequence[str]], str] = _commas
    _found: dict[str, dict[_Key, tuple[RelationLook, list[str]]]] = field(factory=dict, init=False)

    def add(
        self, place: Place, look: RelationLook, verb: str, others: Iterable[str], together: Sequence[str] = ()
    ) -> None:
        """Say on a card that something is done to others, or by them, together with more."""
        key = _Key(place.port, verb, self.listed(together))
        row = self._found.setdefault(place.card, {}).setdefault(key, (look, []))
        row[1].extend(i for i in others if i not in row[1])

    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """The rows by card, those that something aims at last."""
        return {
            card: tuple(
                Mention(look, said(key.verb, self.listed(others), key.together), key.port)
                for key, (look, others) in sorted(rows.items(), key=lambda row: row[0].port)
            )
            for card, rows in self._found.items()
        }


def said(verb: str, others: str, together: str = "") -> str:
    """A relation from one of its ends.

    >>> said("attacks", "X2", "C3")
    'attacks X2, together with C3'
    """
    return f"{verb} {others or 'nothing'}{f', together with {together}' if together else ''}"


def joined(sources: Iterable[str], targets: Iterable[str]) -> str:
    """A relation by its ends.

    >>> joined(["a", "b"], ["c"])
    'a + b → c'
    """
    return " → ".join(" + ".join(side) or "nothing" for side in (sources, targets))


def step_of(r: Relation) -> str:
    """A relation by the ids of its ends."""
    return joined(r.sources, r.targets)


def called(name: str, text: str) -> str:
    """What an element is called where it is only named: its name, or else the first words of its text."""
    words = text.split()
    return name or f"“{' '.join(words[:_FIRST])}{'…' if len(words) > _FIRST else ''}”"
