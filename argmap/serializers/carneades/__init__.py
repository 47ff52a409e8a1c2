"""Argument graphs of Carneades 4, in its YAML, without loss.

Statements become claims and arguments become relations of support, their premises linked; the undercutter of an
argument undercuts that relation. What the model has no field for is the residue of its record in
``data["carneades"]``, with the further keys of statements and arguments, and of the map with issues, assumptions,
tests and other parts. Next to it are notes:

- of a claim: ``mapping``, that it is written as a mapping though it has a text only; ``implied``, that arguments
  name the statement and nothing describes it;
- of a relation: ``roles`` of its premises; ``id``, where the relation could not have that of the argument;
- of the map: ``outside``, names in issues, assumptions and tests that are not statements; ``statement_order``, if
  evidence comes between claims; ``typed_keys``, the paths of keys that are numbers, booleans or null: they are read as
  words, and ids are words; ``bare``, the paths of dates and times without quotes.

Source: documentation and importer of Carneades 4 (MPL-2.0), whose files are the test.
"""

from argmap.serializers.carneades.reading import loads
from argmap.serializers.carneades.renaming import ids
from argmap.serializers.carneades.writing import dumps

__all__ = ["dumps", "ids", "loads"]
