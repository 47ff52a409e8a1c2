"""A map from the rows of a file: ids are resolved, nodes become records, and the residue stays in ``data``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from argmap.serializers.aif.records import records_of
from argmap.serializers.aif.residue import RowMaker, list_residues, map_residue
from argmap.serializers.aif.warnings import report_lost_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap, Quote, Source
    from argmap.serializers.aif.records import Records
    from argmap.serializers.aif.resolved import Resolved
    from argmap.serializers.aif.rows import Rows
    from argmap.serializers.aif.variant import Variant


def read_records(
    file: Resolved,
    variant: Variant,
    report: Report,
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> Records:
    """The records of a file; what has none is reported.

    Args:
        file: The rows of the file under our ids.
        variant: How the format spells rows.
        report: Called for what had to be interpreted.
        quotes: The quotes of nodes.
    """
    records = records_of(
        file, RowMaker(variant), variant, report, {i: tuple(found) for i, found in quotes.items()}
    )
    report_lost_rows(file, file.missing(), report)
    return records


def read_map(
    rows: Rows,
    file: Resolved,
    variant: Variant,
    report: Report,
    *,
    document: Mapping[str, Any],
    named: Iterable[str] = (),
    sources: Sequence[Source] = (),
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> ArgumentMap:
    """The map of a file, with its residue.

    Args:
        rows: The rows of the file.
        file: The same under our ids.
        variant: How the format spells rows.
        report: Called for what had to be interpreted.
        document: The residue of the document around the rows.
        named: Ids that the document names; those without a node are kept, so that what names them stays.
        sources: The text that was analysed.
        quotes: Its words that nodes quote.
    """
    records = read_records(file, variant, report, quotes)
    missing = file.missing(named)
    residue = {
        **list_residues(records, file, rows, variant),
        **({"missing": missing} if missing else {}),
        **document,
    }
    return records.map(map_residue(residue, variant), sources=tuple(sources))
