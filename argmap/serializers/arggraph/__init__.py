"""Argumentative microtexts XML ("arggraph"): text segments, claims of two sides, relations.

Source: A. Peldszus and M. Stede, From argument diagrams to argumentation mining in texts (2013), and the DTD.
"""

from __future__ import annotations

from argmap.serializers.arggraph.reading import loads
from argmap.serializers.arggraph.writing import dumps, ids

__all__ = ["dumps", "ids", "loads"]
