"""Argdown JSON, what the Argdown tools export: equivalence classes, arguments, relations, sections, tags.

Ends of relations are titles. What the model has no field for (places in the text, colours, the drawn map) is
kept in ``data["argdown-json"]`` of the record that it belongs to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from argmap.diagnostics import ignored
from argmap.serializers.argdown_json.export import document
from argmap.serializers.argdown_json.memory import remembering
from argmap.serializers.argdown_json.outline import outlined
from argmap.serializers.argdown_json.records import records_of
from argmap.serializers.common.garbage_collection import garbage_collection_paused
from argmap.syntax import json as jsontext

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from Argdown's JSON export.

    The map is the one that the Argdown text stands for, except that an export has no front matter and does
    not say how the text was laid out.

    Args:
        text: The JSON text.
        report: Gets every diagnostic: relations whose ends are not there, undercuts of statements.

    Raises:
        FormatError: Not JSON, or not such an export; with its path.

    >>> m = loads('''{"statements": {"Cap": {"members": [{"text": "Rents should be capped. "}]}},
    ...   "arguments": {"Supply": {}}, "relations": [{"relationType": "attack", "from": "Supply",
    ...   "fromType": "argument", "to": "Cap", "toType": "equivalence-class"}]}''')
    >>> m["Cap"].text, m.relations[0].id
    ('Rents should be capped.', 'attack:Supply>Cap')
    """
    with garbage_collection_paused():
        outline = outlined(jsontext.loads(text))
        return remembering(outline, records_of(outline, report))


def dumps(map: ArgumentMap) -> str:
    """Write a map as Argdown's JSON export.

    Claims and evidence become equivalence classes under their titles, or ids where they have none; an id that is
    neither the title nor made of the ends of a relation stands in a key ``id`` of the row. What an export cannot
    say is left out: relations of several sources that are no steps of an argument, parties,
    sources.

    Args:
        map: The map.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> json.loads(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))))["relations"][0]["from"]
    'shrink'
    """
    return json.dumps(document(map), ensure_ascii=False, indent=2) + "\n"


__all__ = ["dumps", "loads"]
