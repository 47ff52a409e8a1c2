"""Claims of two statements that are probably about the same."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import field, frozen

from argmap.change.alike import pairs
from argmap.change.shares import DIGITS, as_share, share
from argmap.model.fields import identifier, words
from argmap.model.map import must_be_map
from argmap.tables import Table
from argmap.values import Frozen
from argmap.words import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.change.alike import Scorer
    from argmap.model import ArgumentMap
    from argmap.tables import Cell

THRESHOLD: Final = 0.6
"""How alike two texts must be, from 0 to 1, to be a pair; other authors use other words."""


@frozen
class Pairing(Frozen):
    """A claim or piece of evidence of one map, and one of another that probably says the same.

    Attributes:
        first: Its id in the first map.
        second: The id of the other in the second map.
        score: How alike the two are, from 0 to 1.
        first_text: The text of the first.
        second_text: The text of the second.

    >>> Pairing("cap", "limit", 0.82).score
    0.82
    """

    COLUMNS: ClassVar[Mapping[str, type]] = MappingProxyType(
        {"first": str, "second": str, "score": float, "first_text": str, "second_text": str}
    )

    first: str = field(converter=identifier)
    second: str = field(converter=identifier)
    score: float = field(converter=as_share)
    first_text: str = field(default="", converter=words)
    second_text: str = field(default="", converter=words)

    def row(self) -> dict[str, Cell]:
        """The pairing as a row of a table."""
        return {name: getattr(self, name) for name in self.COLUMNS} | {"score": round(self.score, DIGITS)}


def match(
    a: ArgumentMap, b: ArgumentMap, scorer: Scorer | None = None, *, threshold: float = THRESHOLD
) -> Table[Pairing]:
    """The claims and pieces of evidence of two maps that probably say the same, in the order of the first map.

    Each is in one pair at most: the two most alike are a pair, then the two most alike of the others, and so on. Pairs
    are proposals for people to look at. Texts that say the opposite of each other can be very much alike, and texts
    that say the same not at all. ``union(a, b, pairings=...)`` puts them into a map of both.

    Up to 250,000 pairs of texts all are compared. Of larger maps, a text is compared with the 20 that share most of
    what few of them have, words and up to three words in a row, so that the time grows with the maps and not with
    their product.

    Args:
        a: A map.
        b: Another map, in which the same ids need not mean the same.
        scorer: How much two texts say the same, as a number from 0 to 1, such as the cosine of what a language model
            makes of them. By default how alike their letters are, whatever the order and the case of the words and the
            marks around them: rapidfuzz's token sort ratio.
        threshold: The score from which on two are a pair.

    Raises:
        ArgmapError: The threshold or what the scorer gives is no number from 0 to 1.

    >>> from argmap import ArgumentMap, Claim
    >>> council = ArgumentMap.of(Claim("c1", "Rents rose by 8 percent last year."), Claim("c2", "Flats are dear."))
    >>> owners = ArgumentMap.of(Claim("c1", "Last year, rents rose by only 8 percent."))
    >>> [(p.first, p.second, round(p.score, 2)) for p in match(council, owners)]
    [('c1', 'c1', 0.93)]
    """
    must_be_map(a)
    must_be_map(b)
    least = share(threshold, "threshold")
    ones, others = a.statements, b.statements
    texts = [text_of(s) for s in ones], [text_of(s) for s in others]
    found = pairs(*texts, least, scorer)
    return Table(
        Pairing, [Pairing(ones[i].id, others[j].id, score, texts[0][i], texts[1][j]) for i, j, score in found]
    )
