"""What is said on a card about what the picture leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.messages import counted
from argmap.model import Evidence
from argmap.rendering.style import EvidenceAs
from argmap.viewing import view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.rendering.style import Style
    from argmap.viewing import View


def shown_of(part: View, style: Style) -> View:
    """The part of a map that a style shows, as it may hide evidence."""
    return view(part, evidence=False) if style.evidence is EvidenceAs.HIDDEN else part


def chips(part: View) -> Mapping[str, tuple[str, ...]]:
    """By id, the chips of the cards behind which something is left out: how much that is.

    >>> from argmap import ArgumentMap, Claim, Evidence, View, view
    >>> cap, survey = Claim("cap"), Evidence("survey")
    >>> chips(view(ArgumentMap.of(cap, survey, survey.supports(cap)), evidence=False))["cap"]
    ('+1 piece of evidence',)
    """
    return {i: (_more(part, ids),) for i, ids in part.behind.items()}


def _more(part: View, ids: tuple[str, ...]) -> str:
    if all(isinstance(part.whole[i], Evidence) for i in ids):
        return f"+{counted(len(ids), 'piece of evidence', 'pieces of evidence')}"
    return f"+{len(ids)} more"


def left_out(part: View) -> tuple[str, ...]:
    """For the legend of a part, how much of the whole it is; nothing if it is all of it."""
    here, there = len(part.map.nodes), len(part.whole.nodes)
    if here == there:
        return ()
    sign = " “+” counts what is left out behind a card." if part.behind else ""
    return (f"A part of the map: {here} of {there} elements.{sign}",)
