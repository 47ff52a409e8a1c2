"""Assurance cases of the Turing assurance platform: its JSON export 1.0, without loss.

Goals, strategies, property claims, modules and contracts become claims, evidence becomes evidence; a child
supports its parent, and a defeater attacks what it names. ``context``, ``assumption``, ``justification``, the types
STRATEGY, MODULE and CONTRACT, and that something is a defeater of nothing, become hints for drawing
(``argmap.appearance``). Everything else that the model has no field for is in ``data["tea"]`` of its record under its
own key (``level``, ``url``, …), and

- ``type``: unless a hint shows it, or it is GOAL at the root, PROPERTY_CLAIM for other claims, EVIDENCE for evidence;
- ``children``: their ids, where the relations do not tell them;
- ``absent``, ``order``: keys that are usual and not there, and their order; ``more``: unknown keys.

Source: json-schema-v1.0 of the platform (draft-07).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.common.ids import matched_ids
from argmap.serializers.tea.reading import loads
from argmap.serializers.tea.writing import dumps, uuid_of, verbatim

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

__all__ = ["dumps", "ids", "loads"]


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: UUIDs for titled elements, derived ones for relations."""
    held = map.statements
    return matched_ids(
        map,
        loads(dumps(map)),
        {r.id: uuid_of(r.id) for r in held if r.title not in ("", r.id) and not verbatim(r)},
    )
