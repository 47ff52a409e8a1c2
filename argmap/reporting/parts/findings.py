"""What checks find in the map, and what its author accepts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.checks import check
from argmap.messages import counted
from argmap.reporting.content import Grid, Paragraph, Part, Run, TableRow
from argmap.reporting.places import small, strong

if TYPE_CHECKING:
    from argmap.checks import Finding
    from argmap.reporting.content import Block, Flow
    from argmap.reporting.places import Places

TITLE = "Checks"

_SEVERITIES: Final = {"error": "error", "warning": "warning", "info": "note"}


def findings(places: Places) -> Part:
    """Every finding, the accepted ones with their reasons, or that there is none."""
    found = check(places.m, accepted=True)
    counts = [
        counted(sum(f.severity == severity for f in found), word) for severity, word in _SEVERITIES.items()
    ]
    said = f"Quotes, figures, structure and answers were checked: {', '.join(counts)}."
    blocks: list[Block] = [Paragraph((Run(said),))]
    if found:
        caption = "What checks found, in which elements, and why it is accepted where it is."
        rows = tuple(_row(places, finding) for finding in found)
        blocks.append(Grid(("Severity", "What was found", "In"), rows, caption, (0.2, 0.6, 0.2)))
    return Part("findings", TITLE, tuple(blocks))


def _row(places: Places, finding: Finding) -> TableRow:
    what: list[Flow] = [Paragraph((Run(finding.message),))]
    if finding.accepted:
        what.append(Paragraph((small(f"accepted: {finding.accepted.reason}"),)))
    severity: list[Flow] = [
        Paragraph((strong(_SEVERITIES[finding.severity]),)),
        Paragraph((small(finding.code),)),
    ]
    return TableRow((tuple(severity), tuple(what), (Paragraph(places.links(finding.ids)),)))
