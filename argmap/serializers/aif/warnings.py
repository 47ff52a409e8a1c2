"""What is told of rows that no record stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic
from argmap.messages import shown
from argmap.serializers.aif.rows import identifier
from argmap.serializers.aif.terms import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.serializers.aif.rows import Rows


def report_lost_rows(
    rows: Rows, codes: Mapping[str, str], loose: Sequence[tuple[str, str]], report: Report
) -> None:
    """Report the rows that no record stands for."""
    if unknown := {i: code for i, code in codes.items() if code not in KNOWN}:
        names = ", ".join(map(shown, dict.fromkeys(unknown.values())))
        report(
            Diagnostic(
                "unknown-node-type",
                "warning",
                f"nodes of a type that is not known ({names}) are kept as they are, without a record",
                ids=tuple(unknown),
                hint=f"known are {', '.join(sorted(KNOWN))}",
            )
        )
    plain = [edge for edge in loose if codes.keys() >= {*edge} and KNOWN.issuperset(map(codes.get, edge))]
    if plain:
        report(
            Diagnostic(
                "edge-without-scheme",
                "warning",
                f"{len(plain)} edge(s) join two nodes without saying how, such as {plain[0][0]} and "
                f"{plain[0][1]}; kept as they are, without a relation",
                ids=tuple(dict.fromkeys(i for edge in plain for i in edge)),
                hint="put a node of type RA, CA, MA, PA, YA or TA between them",
            )
        )
    missing = {i for edge in loose for i in edge if i not in codes}
    missing |= {identifier(row.get("nodeID")) for row in (*rows.locutions, *rows.fulfilments)} - codes.keys()
    if missing:
        report(
            Diagnostic(
                "missing-node",
                "warning",
                f"rows name {len(missing)} node(s) that the file does not have, such as {min(missing)!r}; "
                "kept as they are",
                ids=tuple(sorted(missing)),
            )
        )
