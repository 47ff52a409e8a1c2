"""The nodes of xAIF and OVA whose words quotes can place: those that become records.

The text may mark nodes of unknown types as well; such marks stay in the HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.serializers.aif.rows import identifier, type_of
from argmap.serializers.aif.terms import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.writing import Written


def read_as_records(nodes: Iterable[Row]) -> set[str]:
    """The ids of the rows that become records."""
    return {identifier(row.get("nodeID")) for row in nodes if type_of(row) in KNOWN}


def written_from_records(w: Written) -> set[str]:
    """The ids of the rows that come from records."""
    return {i for i, code in w.codes.items() if code}
