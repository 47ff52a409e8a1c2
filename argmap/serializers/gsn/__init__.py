"""Safety cases in Goal Structuring Notation, in the YAML of gsn2x, without loss.

Goals, strategies and what gives context become claims, solutions become evidence. ``supportedBy`` points from
the supported to the supporter, a relation of this library the other way. What a picture shows and the model has no
field for (the type where the id does not show it, ``undeveloped``, ``defeated``, ``inContextOf``, ``acp`` …) become
hints for drawing (``argmap.appearance``). Everything else is in ``data["gsn"]`` of its record: the keys of gsn2x as
they are, the texts of layers under ``layers``, and

- ``type``: a type that the notation does not have;
- ``nodeType``, ``text``, ``supportedBy``, ``inContextOf``, ``challenges``: as written, where that is not what
  would be written anyway (a word where a list is usual, references to other files, no text);
- ``unnamed``: that no ``nodeType`` is written where one is usual; ``null``: that nothing is said at all;
- ``outside``: the references that lead to no element of the file, other than to supporters;
- ``order``: the order of the keys, or in the map's own data that of the elements;
- ``typed_keys``, in the map's own data: the paths of keys that are numbers, booleans or null and are read as words.

Source: GSN Community Standard, version 3 (2021); documentation of gsn2x.
"""

from __future__ import annotations

from argmap.serializers.gsn.reading import loads
from argmap.serializers.gsn.writing import dumps, ids

__all__ = ["dumps", "ids", "loads"]
