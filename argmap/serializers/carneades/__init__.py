"""Argument graphs of Carneades 4, in its YAML, without loss.

Statements become claims and arguments become relations of support, their premises linked; the undercutter of an
argument undercuts that relation. What the model has no field for is in ``data["carneades"]``:

- of a claim: ``statement``, the keys of a statement that is written as a mapping; ``implied``, that arguments
  name the statement and nothing describes it;
- of a relation: ``roles`` of its premises, ``argument`` with its further keys, ``id`` where the relation could
  not have that of the argument;
- of the map: ``issues``, ``assumptions``, ``tests``, ``argument_schemes`` and other parts as they stand;
  ``outside``, what these name that is no statement; ``typed_keys``, the paths of keys that are numbers, booleans
  or null: they are read as words, and ids are words.

Everywhere: ``text``, ``weight``, ``scheme`` … as written where the model has another value, and ``order``, the
order of keys.

Source: documentation and importer of Carneades 4 (MPL-2.0), whose files are the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.carneades.reading import loads
from argmap.serializers.carneades.writing import dumps
from argmap.serializers.common.ids import matched_ids

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

__all__ = ["dumps", "ids", "loads"]


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which records come back: undercuts have none of their own in the format."""
    return matched_ids(map, loads(dumps(map)), {})
