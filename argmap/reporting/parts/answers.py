"""Each claim of the other side with its answers, and what nobody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.debate import responses
from argmap.reporting.content import Grid, Paragraph, Part, Run, TableRow
from argmap.reporting.places import small, strong
from argmap.words import VERBS, name_of, names_of

if TYPE_CHECKING:
    from argmap.debate import Answer, Response
    from argmap.reporting.content import Flow, Line
    from argmap.reporting.places import Places

TITLE = "Who answers what"


def answers(places: Places) -> Part | None:
    """The claims of the counterparties, in the order of the map; None if there are none."""
    found = responses(places.m)
    rows = tuple(_row(places, response) for response in found)
    caption = "Each claim of the other side, what answers it, and whether it is answered."
    grid = Grid(("Claim", "Answers", "Answered"), rows, caption, (0.37, 0.37, 0.26))
    return Part("answers", TITLE, (grid,)) if rows else None


def _row(places: Places, response: Response) -> TableRow:
    m = places.m
    via = f", reported by {names_of(m, response.via)}" if response.via else ""
    claim: list[Flow] = [
        Paragraph((*places.links([response.claim]), Run(f" {response.text}"))),
        Paragraph((small(f"{name_of(m, response.held_by)}{via}"),)),
    ]
    given: list[Flow] = [Paragraph(_answer(places, answer)) for answer in response.answers]
    why: list[Flow] = [Paragraph((strong(response.status),))]
    if response.status != "answered":  # otherwise the answers say all of it
        why.append(Paragraph((Run(response.why),)))
    return TableRow((tuple(claim), tuple(given or [Paragraph((Run("none"),))]), tuple(why)))


def _answer(places: Places, answer: Answer) -> Line:
    """An answer: ``C4 attacks X3 (National Assembly; evidence: E3)``."""
    who = names_of(places.m, answer.held_by)
    evidence = (
        (small("evidence: "), *places.links(answer.evidence)) if answer.evidence else (small("no evidence"),)
    )
    return (
        *places.links(answer.given),
        Run(f" {VERBS[answer.kind]} "),
        *places.links([answer.to]),
        small(f" ({who}; " if who else " ("),
        *evidence,
        small(")"),
    )
