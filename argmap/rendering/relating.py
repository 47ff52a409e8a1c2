"""Relations in words, where a picture has no line for them: what bears on what, together with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.model import Relation


def step_of(r: Relation) -> str:
    """A relation by its ends: ``a + b → c``."""
    return f"{' + '.join(r.sources) or 'nothing'} → {' + '.join(r.targets) or 'nothing'}"
