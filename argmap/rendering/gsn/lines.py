"""The lines of a safety case: what supports, what gives context, what challenges."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from argmap.rendering.looks import RelationLook

INK: Final = "#222222"
CHALLENGE: Final = "#8A3B12"

SUPPORTED: Final = RelationLook("is supported by", "——►", INK, "solid", "normal", width=1.1)
IN_CONTEXT: Final = RelationLook("in context of", "——>", INK, "solid", "empty", width=0.9)
CHALLENGES: Final = RelationLook("challenges", "– –►", CHALLENGE, "dashed", "normal", width=1.2)


Arrow = Literal["end", "start", "none", "context"]


@frozen
class Line:
    """A line from what is above to what is below, or next to it.

    Attributes:
        start: Node where the line is tied to the layout: the supported, or whose context it is.
        end: The supporter, the context, or what challenges.
        look: How it is drawn.
        arrow: At which end the arrowhead is; "context" is at the end, of a line that does not count for the levels.
        side: Whether both are on one level: 1 puts the end to the right, -1 to the left, 0 anywhere below.
        label: A word on the line.
        spoken: What screen readers read of it.
        levels_down: By how many levels more the end is below the start, as its hint asks for.
    """

    start: str
    end: str
    look: RelationLook
    arrow: Arrow
    side: int
    label: str
    spoken: str
    levels_down: int = 0

    @property
    def crowded(self) -> str:
        """The supported, or "" if it is no support below it."""
        return self.start if not self.side and self.arrow == "end" else ""

    @property
    def expresses(self) -> bool:
        """Safety cases have no utterances next to what they express."""
        return False
