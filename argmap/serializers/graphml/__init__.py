"""GraphML, which yEd, Gephi, Cytoscape and networkx read: every field an attribute, so that nothing is lost.

Source: http://graphml.graphdrawing.org/specification.html
"""

from argmap.serializers.graphml.reading import loads
from argmap.serializers.graphml.writing import dumps

__all__ = ["dumps", "loads"]
