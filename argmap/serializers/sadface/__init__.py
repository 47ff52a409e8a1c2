"""SADFace JSON: atoms and relation nodes in a graph, with spans of resources. Reads and writes both vocabularies.

Sources: S. Wells, The Open Argumentation Platform (2020); the README, library and validator of SADFace, which
do not agree: version 0.2 knows nodes of type ``scheme``, later ones ``inference`` and ``conflict``.
"""

from argmap.serializers.sadface.reading import loads
from argmap.serializers.sadface.writing import dumps

__all__ = ["dumps", "loads"]
