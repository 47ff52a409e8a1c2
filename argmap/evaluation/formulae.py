"""The formulae of gradual semantics: how reasons for and against add up, and how the sum moves a base score.

s is a strength, w a base score, a what reasons add up to. Each formula takes numbers, and arrays of numpy as well.

- DF-QuAD: Rago, Toni, Aurisicchio, Baroni, KR 2016.
- Quadratic energy: Potyka, KR 2018.
- Euler-based: Amgoud, Ben-Naim, ECSQARU 2017.
- MLP-based: Potyka, AAAI 2021.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.errors import RecordError, unknown_name
from argmap.values import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FARTHEST: Final = 700.0  # the exponent beyond which e^x does not fit a number


class Gradual(Vocabulary):
    """The gradual semantics, by name."""

    DF_QUAD = "df-quad"
    QUADRATIC_ENERGY = "quadratic-energy"
    EULER = "euler"
    MLP = "mlp"

    @classmethod
    def unknown(cls, word: object) -> Any:
        """The error for what is none of them."""
        return unknown_name("gradual semantics", word, cls, RecordError)


class Linked(Vocabulary):
    """How strong linked premises are together: as the weakest of them, or as all of them multiplied."""

    MIN = "min"
    PRODUCT = "product"


@frozen
class Formula:
    """One gradual semantics.

    Attributes:
        name: Its name in sentences.
        multiplies: Whether reasons combine as independent chances do; else their strengths are added.
        influence: The strength, from w, a and a function for e^x.
    """

    name: str
    multiplies: bool
    influence: Callable[[Any, Any, Callable[[Any], Any]], Any]


def _df_quad(w: Any, a: Any, _: Callable[[Any], Any]) -> Any:
    return w + (1 - w) * (abs(a) + a) / 2 - w * (abs(a) - a) / 2


def _quadratic_energy(w: Any, a: Any, _: Callable[[Any], Any]) -> Any:
    up, down = (abs(a) + a) / 2, (abs(a) - a) / 2
    return w + (1 - w) * up**2 / (1 + up**2) - w * down**2 / (1 + down**2)


def _euler(w: Any, a: Any, exp: Callable[[Any], Any]) -> Any:
    return 1 - (1 - w**2) / (1 + w * exp(a))


def _mlp(w: Any, a: Any, exp: Callable[[Any], Any]) -> Any:
    return w / (w + (1 - w) * exp(-a))  # sigmoid(ln(w / (1 - w)) + a), also where w is 0 or 1


FORMULAE: Final = {
    Gradual.DF_QUAD: Formula("DF-QuAD", True, _df_quad),
    Gradual.QUADRATIC_ENERGY: Formula("Quadratic energy", False, _quadratic_energy),
    Gradual.EULER: Formula("Euler-based", False, _euler),
    Gradual.MLP: Formula("MLP-based", False, _mlp),
}


def exponential(x: float) -> float:
    """e^x, as large as a number can be."""
    return math.exp(max(-FARTHEST, min(FARTHEST, x)))


def strength_of(formula: Formula, w: float, supporters: Iterable[float], attackers: Iterable[float]) -> float:
    """The strength of what has this base score, and supporters and attackers of these strengths.

    >>> strength_of(FORMULAE[Gradual.DF_QUAD], 0.5, [0.5, 0.5], [])
    0.875
    """
    if formula.multiplies:
        a = 1.0
        for s in attackers:
            a *= 1 - s
        b = 1.0
        for s in supporters:
            b *= 1 - s
        a -= b
    else:
        a = sum(supporters) - sum(attackers)
    strength: float = formula.influence(w, a, exponential)
    return strength
