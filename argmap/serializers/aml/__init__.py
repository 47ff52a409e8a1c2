"""Araucaria's Argument Markup Language: one tree of propositions over one text.

Source: C. Reed and G. Rowe, Araucaria: software for argument analysis, diagramming and representation (IJAIT
13:4, 2004); the DTD is known from programs that read the format only, and no real file was at hand.
"""

from __future__ import annotations

from argmap.serializers.aml.reading import loads
from argmap.serializers.aml.renaming import ids
from argmap.serializers.aml.writing import dumps

__all__ = ["dumps", "ids", "loads"]
