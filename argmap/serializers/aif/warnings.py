"""Warnings of rows that do not become records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.diagnostics import Diagnostic
from argmap.messages import counted, shown
from argmap.serializers.aif.terms import KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection

    from argmap.diagnostics import Report
    from argmap.serializers.aif.resolved import Resolved


def report_lost_rows(file: Resolved, missing: Collection[str], report: Report) -> None:
    """Report the rows that do not become records, and the ids of nodes that the file does not have."""
    codes = file.codes
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
    plain = [edge for edge in file.loose if KNOWN.issuperset(codes.get(i, "") for i in edge)]
    if plain:
        report(
            Diagnostic(
                "edge-without-scheme",
                "warning",
                f"{counted(len(plain), 'edge')} without a scheme node between two nodes, such as {plain[0][0]} and "
                f"{plain[0][1]}; kept as found, without a relation",
                ids=tuple(dict.fromkeys(i for edge in plain for i in edge)),
                hint="put a node of type RA, CA, MA, PA, YA or TA between them",
            )
        )
    if missing:
        report(
            Diagnostic(
                "missing-node",
                "warning",
                f"rows name {counted(len(missing), 'node')} that the file does not have, such as "
                f"{min(missing)!r}; kept as found",
                ids=tuple(sorted(missing)),
            )
        )
