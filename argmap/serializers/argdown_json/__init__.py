"""Argdown JSON, what the Argdown tools export: equivalence classes, arguments, relations, sections, tags.

Ends of relations are titles. What the model has no field for (positions in the text, colours, the drawn map) is
the residue of its record, ``data["argdown-json"]``, next to notes: ``members`` and ``pcs``, the occurrences of a
statement or argument, as far as a writer would order them otherwise.
"""

from argmap.serializers.argdown_json.reading import loads
from argmap.serializers.argdown_json.writing import dumps

__all__ = ["dumps", "loads"]
