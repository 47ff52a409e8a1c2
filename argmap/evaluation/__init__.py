"""Which claims stand, on which assumptions, and how strongly: labels and strengths of a map.

A map is read once, as points that stand or fall (``reading``). Labels come from the framework of these points
(``framework``, ``solving``), strengths from formulae over them (``formulae``, ``rounds``).
"""

from argmap.evaluation.acceptance import Acceptance, evaluate, extensions
from argmap.evaluation.explaining import Explanation, why
from argmap.evaluation.gradual import Strength, strength
from argmap.evaluation.probing import hinges, whatif

__all__ = [
    "Acceptance",
    "Explanation",
    "Strength",
    "evaluate",
    "extensions",
    "hinges",
    "strength",
    "whatif",
    "why",
]
