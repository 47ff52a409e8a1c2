"""Maps to native JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from argmap.garbage_collection import GarbageCollectionPaused
from argmap.model import AcceptedFinding
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.wire import to_wire
from argmap.serializers.native.document import VERSION, document

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def dumps(map: ArgumentMap) -> str:
    """Write a map as native JSON: one list for each type of record, fields at their defaults left out.

    The same map gives the same text, and the records stay in order.

    >>> from argmap import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("cap", "Rents should be capped."))), end="")
    {
      "argmap": "1.0",
      "claims": [
        {
          "id": "cap",
          "text": "Rents should be capped."
        }
      ]
    }
    """
    with GarbageCollectionPaused():
        made = document()(
            argmap=VERSION,
            title=map.title,
            metadata=map.metadata.thaw() or None,
            data=map.data.thaw() or None,
            accepted_findings=tuple(to_wire(AcceptedFinding, map.accepted_findings)),
            **{name: tuple(to_wire(kind, getattr(map, name))) for kind, name in COLLECTIONS.items()},
        )
        return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
