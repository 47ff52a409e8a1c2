"""The claims that nothing supports."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from argmap.debate.answers import listed
from argmap.debate.reasons import reasons
from argmap.model.map import must_be_map
from argmap.tables import Table
from argmap.words import text_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.tables import Cell, Columns


@frozen
class UnsupportedClaim:
    """A claim that nothing supports.

    Attributes:
        claim: Its id.
        text: What it says.
        held_by: Id of the party that holds it; None if nobody in particular does.
        via: Ids of the parties through whom it is reported, nearest first.
        bears_on: Ids of what it bears on.
    """

    claim: str
    text: str
    held_by: str | None
    via: tuple[str, ...]
    bears_on: tuple[str, ...]

    COLUMNS: ClassVar[Columns] = dict.fromkeys(("claim", "text", "held_by", "via", "bears_on"), str)

    def row(self) -> dict[str, Cell]:
        """The fields; several ids are separated by commas."""
        return {
            "claim": self.claim,
            "text": self.text,
            "held_by": self.held_by,
            "via": listed(self.via),
            "bears_on": listed(self.bears_on),
        }


def unsupported(m: ArgumentMap) -> Table[UnsupportedClaim]:
    """The claims for which the map has neither a reason nor evidence, in its order.

    Nothing supports or entails them, no argument concludes them, and the same holds of what rephrases them. Quotes
    are no reasons: they show that something was said. So these are the claims at which reasons end, other than
    ``roots``, at which they arrive. What only answers something is among them, and what is attacked may be.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> owners = Party("owners", "Owners' association")
    >>> shrink = Claim("shrink", "A cap shrinks the supply of flats.", by=owners)
    >>> builders = Claim("builders", "Builders stay away.", by=owners)
    >>> for claim in unsupported(ArgumentMap.of(owners, shrink, builders, builders.supports(shrink))):
    ...     print(claim.claim, claim.held_by, claim.bears_on)
    builders owners ('shrink',)
    """
    must_be_map(m)
    graph = reasons(m)
    return Table(
        UnsupportedClaim,
        (
            UnsupportedClaim(
                claim=c.id,
                text=text_of(c),
                held_by=c.by,
                via=c.via,
                bears_on=tuple(dict.fromkeys(i for r in m.outgoing(c.id) for i in r.targets)),
            )
            for c in m.claims
            if graph.of(c.id) not in graph.before
        ),
    )
