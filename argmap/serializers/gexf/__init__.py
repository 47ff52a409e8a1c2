"""GEXF 1.3, the format of Gephi: every field an attribute, so that nothing is lost.

Source: https://gexf.net/schema.html
"""

from argmap.serializers.gexf.reading import loads
from argmap.serializers.gexf.writing import dumps

__all__ = ["dumps", "loads"]
