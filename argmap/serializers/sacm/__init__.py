"""SACM assurance cases in XML, as they are found: conformant or not, in any namespace and spelling.

Source: OMG, Structured Assurance Case Metamodel 2.2 and 2.3, argumentation package. What the model has no field
for stays in the document, which is the residue of the map: writing changes in it what the map changed.
"""

from __future__ import annotations

from argmap.serializers.sacm.reading import loads
from argmap.serializers.sacm.writing import dumps, ids

__all__ = ["dumps", "ids", "loads"]
