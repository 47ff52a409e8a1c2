"""Safety cases in Goal Structuring Notation, in the YAML of gsn2x, without loss.

Goals, strategies and what gives context become claims, solutions become evidence. ``supportedBy`` points from
the supported to the supporter, a relation of this library the other way. What a picture shows and the model has no
field for (the type where the id does not show it, ``undeveloped``, ``defeated``, ``inContextOf``, ``acp`` …) become
hints for drawing (``argmap.appearance``). Everything else is the residue of its
record in ``data["gsn"]``: further keys and the texts of layers under their own names. Next to it are notes:

- ``null``: that the file has nothing but the id of an element;
- ``outside``: the references that lead to no element of the file, other than to supporters;
- ``several``: that ``challenges`` is a list;
- ``spelled``: the names of relations, where they are spelled in another way than usual;
- ``typed_keys``, of the map: the paths of keys that are numbers, booleans or null and are read as words;
- ``bare``, of the map: the paths of dates and times without quotes.

Source: GSN Community Standard, version 3 (2021); documentation of gsn2x.
"""

from argmap.serializers.gsn.reading import loads
from argmap.serializers.gsn.renaming import ids
from argmap.serializers.gsn.writing import dumps

__all__ = ["dumps", "ids", "loads"]
