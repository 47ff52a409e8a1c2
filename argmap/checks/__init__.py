"""Findings about a map: what its sources do not bear out, structure that looks wrong, what nobody answers.

A rule is a row of the table: a code, a severity, and a function from a map to what it found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from argmap.checks.finding import Finding
from argmap.checks.rule import Found, Rule
from argmap.checks.table import RULES, chosen, rules
from argmap.diagnostics import Severity
from argmap.model.map import must_be_map
from argmap.tables import Table
from argmap.values import must_be_flag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import ArgumentMap


def check(
    m: ArgumentMap, rules: str | Rule | Iterable[str | Rule] | None = None, *, accepted: bool = False
) -> Table[Finding]:
    """Everything about a map that its author should look at, errors first.

    An error means that the map states something that its sources do not (a quote that is not there);
    a warning that it probably states something other than was meant. Info is what a careful
    reader may want to know. The map is left as it is.

    Args:
        m: The map.
        rules: Only these: codes ("quote-near"), groups ("sources", "structure", "debate", "safety", "accepted"), and
            rules of your own as ``argmap.checks.Rule``; by default all that are installed.
        accepted: Whether to list findings that the map accepts as well, with ``accepted`` saying why.

    Raises:
        ArgmapError: No rule has that code, and no group that name; or a rule of another package fails.

    >>> from argmap import ArgumentMap, Claim, Quote, Source
    >>> release = Source("release", "We do not say that fees were cut.")
    >>> cut = Claim("cut", "Fees were cut.", by=None, quotes=[release.quote("fees were cut")])
    >>> m = ArgumentMap.of(release, cut)
    >>> print(check(m)[0])
    warning quote-cut-negation: 'cut' quotes 'fees were cut' right after 'not say that' (quote the negation as well)
    >>> m = m.accept_finding(check(m)[0], reason="The council said so elsewhere.")
    >>> check(m) == ()
    True
    """
    must_be_map(m)
    must_be_flag(accepted, "accepted")
    reasons = {each.about: each for each in m.accepted_findings}
    found = []
    for rule in chosen(rules):
        for finding in rule.findings(m):
            reason = reasons.get(finding.about)
            if reason is None:
                found.append(finding)
            elif accepted:
                found.append(evolve(finding, accepted=reason))
    order = list(Severity)
    return Table(Finding, sorted(found, key=lambda finding: order.index(finding.severity)))


__all__ = ["RULES", "Finding", "Found", "Rule", "Severity", "check", "rules"]
