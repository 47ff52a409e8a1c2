"""The words of evaluation: semantics, labels, and when several extensions accept something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from argmap.errors import RecordError, unknown_name
from argmap.values import Vocabulary

if TYPE_CHECKING:
    from argmap.errors import ArgmapError

Label = Literal["in", "out", "undecided"]
"""What becomes of a claim: it stands, it falls, or neither."""

LABELS: Final[tuple[Label, ...]] = ("undecided", "in", "out")
"""The labels by number: 0, 1 and -1."""


class Semantics(Vocabulary):
    """The semantics of abstract frameworks, by name (Dung 1995; Caminada 2006; Dung, Mancarella and Toni 2007).

    A complete extension accepts what it defends, and nothing that attacks itself or another of it. The grounded
    extension is the smallest one, the preferred ones are the largest. A stable one attacks all that it does not
    accept; a semi-stable one leaves as little undecided as possible. The ideal one is the largest admissible set
    that all preferred ones accept.
    """

    GROUNDED = "grounded"
    COMPLETE = "complete"
    PREFERRED = "preferred"
    STABLE = "stable"
    SEMI_STABLE = "semi-stable"
    IDEAL = "ideal"

    @classmethod
    def unknown(cls, word: object) -> ArgmapError:
        """The error for what is none of them."""
        return unknown_name("semantics", word, cls, RecordError)

    @property
    def single(self) -> bool:
        """Whether there is exactly one extension, whatever the framework."""
        return self in (Semantics.GROUNDED, Semantics.IDEAL)


class Mode(Vocabulary):
    """When something is accepted by several extensions: if each of them accepts it, or if one does."""

    SKEPTICAL = "skeptical"
    CREDULOUS = "credulous"

    @classmethod
    def unknown(cls, word: object) -> Any:
        """The error for what is neither."""
        return unknown_name("kind of acceptance", word, cls, RecordError)
