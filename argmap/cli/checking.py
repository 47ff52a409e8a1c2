"""``argmap check`` and ``argmap outline``: maps as text for people."""

from __future__ import annotations

import sys
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

import click

from argmap.checks import Severity
from argmap.checks import check as findings_of
from argmap.cli.reading import FORMAT, MAP, in_line, loaded, recovered
from argmap.exchange.loading import places
from argmap.outlining import outline as outline_of

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


@click.command()
@MAP
@FORMAT
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings as well.")
def check(map_file: str, format: str | None, strict: bool) -> None:
    """Verify MAP: its quotes against their sources, its figures, its structure.

    All mistakes of a text are told at once, those of Argdown with the line that they stand in.

    Exit status: 0 if there is no error, 1 if there is one, 2 if MAP cannot be read.

    \b
    Example:
      argmap check map.argdown
    """
    m, said = recovered(map_file, format)
    for problem in said:
        click.echo(in_line(map_file, problem), err=True)
        if problem.severity is Severity.ERROR and problem.snippet:
            click.echo(problem.snippet, err=True)
    met = Counter(problem.severity for problem in said)
    if met[Severity.ERROR]:
        told = ", ".join(_count(met[s], s) for s in Severity)
        click.echo(f"argmap: {map_file}: {told}; the map is checked when it has no errors", err=True)
        sys.exit(2)
    findings = findings_of(m)
    where = places(map_file, format) if findings else {}
    placed = [(next((where[i] for i in finding.ids if i in where), ()), finding) for finding in findings]
    for place, finding in sorted(placed, key=itemgetter(0)):
        click.echo(f"{':'.join([map_file, *map(str, place)])}: {finding}")
    counts = Counter(finding.severity for finding in findings)
    click.echo(f"{_checked(m)}: " + ", ".join(_count(counts[s], s) for s in Severity))
    worst = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(counts[s] for s in worst) else 0)


@click.command()
@MAP
@FORMAT
def outline(map_file: str, format: str | None) -> None:
    """Print MAP as an indented text tree.

    \b
    Example:
      argmap outline map.argmap.json
    """
    click.echo(outline_of(loaded(map_file, format)))


def _checked(m: ArgumentMap) -> str:
    quotes = sum(len(s.quotes) for s in m.statements)
    parts = [
        _count(len(m.claims), "claim"),
        f"{len(m.evidence)} evidence",
        _count(len(m.relations), "relation"),
    ]
    return f"{', '.join(parts)}, {_count(quotes, 'quote')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 or what == "info" else f"{number} {what}s"
