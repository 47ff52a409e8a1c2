"""Findings about a map: quotes that are not in their sources, structure that looks wrong, figures without words.

A rule is a generator function from a map to findings; the tuple below is the list of rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.checks import figures, quotes, safety, structure
from argmap.checks.finding import Finding
from argmap.diagnostics import Severity
from argmap.model.map import must_be_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from argmap.model import ArgumentMap

RULES: Final[tuple[Callable[[ArgumentMap], Iterator[Finding]], ...]] = (
    quotes.sources_unchanged,
    quotes.quotes_are_in_sources,
    quotes.negations_are_quoted,
    quotes.claims_are_quoted,
    figures.figures_are_in_the_words,
    structure.relations_have_ends,
    structure.nothing_bears_on_itself,
    structure.nothing_both_supports_and_attacks,
    structure.no_circular_support,
    structure.holders_are_named,
    structure.everything_is_connected,
    structure.texts_differ,
    structure.ids_are_no_sentences,
    safety.goals_are_supported_or_undeveloped,
    safety.elements_are_joined_as_their_types_allow,
    safety.what_is_defeated_is_challenged,
    safety.one_goal_is_on_top,
)


def check(m: ArgumentMap) -> tuple[Finding, ...]:
    """Everything about a map that its author should look at, errors first.

    An error means that the map states something that its sources do not (a quote that is not there);
    a warning that it probably states something other than was meant; information is what a careful
    reader may want to know. The map is left as it is.

    >>> from argmap import ArgumentMap, Claim, Quote, Source
    >>> release = Source("release", "We do not say that fees were cut.")
    >>> cut = Claim("cut", "Fees were cut.", by=None, quotes=[release.quote("fees were cut")])
    >>> print(check(ArgumentMap.of(release, cut))[0])
    warning quote-cut-negation: 'cut' quotes 'fees were cut' right after 'not say that' (quote the negation as well)
    """
    must_be_map(m)
    order = list(Severity)
    found = [finding for rule in RULES for finding in rule(m)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


__all__ = ["RULES", "Finding", "Severity", "check"]
