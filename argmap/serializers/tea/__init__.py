"""Assurance cases of the Turing assurance platform: its JSON export 1.0, without loss.

Goals, strategies, property claims, modules and contracts become claims, evidence becomes evidence; a child
supports its parent, and a defeater attacks what it names. ``context``, ``assumption``, ``justification``, the types
STRATEGY, MODULE and CONTRACT, and that something is a defeater of nothing, become hints for drawing
(``argmap.appearance``). Everything else that the model has no field for is the residue of its record in
``data["tea"]``, with further keys under their own names (``level``, ``url``, …). Next to it are notes:

- ``id``: as it is in the file, unless it is a UUID;
- ``type``: unless a hint shows it, or it is GOAL at the root, PROPERTY_CLAIM for other claims, EVIDENCE for evidence;
- ``children``: their ids, where the relations do not give them;
- ``root``, of the map: the element at the root, if that is not the one with most elements below it.

Source: json-schema-v1.0 of the platform (draft-07).
"""

from argmap.serializers.tea.reading import loads
from argmap.serializers.tea.renaming import ids
from argmap.serializers.tea.writing import dumps

__all__ = ["dumps", "ids", "loads"]
