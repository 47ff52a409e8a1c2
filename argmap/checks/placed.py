"""Where the quotes of a map are in their sources, looked for once for all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.model import Source
from argmap.quoting.anchoring import locate, owned_quotes
from argmap.quoting.matching import Verdict

if TYPE_CHECKING:
    from argmap.model import ArgumentMap, Quote, Record
    from argmap.quoting.matching import Match, Passage


class Placed(NamedTuple):
    """A quote and where it is.

    Attributes:
        owner: The record that it belongs to.
        quote: The quote.
        source: Its source, which has a text.
        match: How well the words match, and where.
    """

    owner: Record
    quote: Quote
    source: Source
    match: Match

    @property
    def passage(self) -> Passage | None:
        """The one place where its words are, or None."""
        found = self.match.verdict in (Verdict.EXACT, Verdict.NORMALISED)
        return self.match.passages[0] if found else None


def placed_quotes(m: ArgumentMap) -> tuple[Placed, ...]:
    """Every quote of a source with a text, in the order of the map."""
    return m.cached(_placed)


def _placed(m: ArgumentMap) -> tuple[Placed, ...]:
    found: list[tuple[int, Placed]] = []
    quotes = enumerate(owned_quotes(m))
    # One source after the other, as the folded text of a few is kept.
    for n, (owner, quote) in sorted(quotes, key=lambda each: each[1][1].source):
        source = m[quote.source]
        if isinstance(source, Source) and source.text:
            found.append((n, Placed(owner, quote, source, locate(quote, source))))
    return tuple([each for _, each in sorted(found, key=lambda pair: pair[0])])
