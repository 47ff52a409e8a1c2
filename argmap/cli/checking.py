"""``argmap check`` and ``argmap outline``: maps as text for people."""

from __future__ import annotations

import sys
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

import click

from argmap.checks import Severity
from argmap.checks import check as findings_of
from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, in_line, loaded
from argmap.exchange.loading import places, read
from argmap.messages import counted
from argmap.outlining import outline as outline_of
from argmap.quoting.anchoring import owned_quotes

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings as well.")
def check(map_file: str, format: str | None, words: tuple[str, ...], strict: bool) -> None:
    """Verify MAP: its quotes against their sources, its figures, its structure.

    All mistakes of a text are reported at once, those of Argdown with their lines.

    Exit status: 0 if there is no error, 1 if there is one, 2 if MAP cannot be read.

    \b
    Example:
      argmap check map.argdown
    """
    m, diagnostics = read(map_file, format, "recover", {}, words)
    for diagnostic in diagnostics:
        click.echo(in_line(map_file, diagnostic), err=True)
        if diagnostic.severity is Severity.ERROR and diagnostic.snippet:
            click.echo(diagnostic.snippet, err=True)
    of_text = Counter(diagnostic.severity for diagnostic in diagnostics)
    if of_text[Severity.ERROR]:
        click.echo(
            f"argmap: {map_file}: {_severities(of_text)}; the map is checked when it has no errors", err=True
        )
        sys.exit(2)
    findings = findings_of(m)
    positions = places(map_file, format) if findings else {}
    located = [(next((positions[i] for i in f.ids if i in positions), ()), f) for f in findings]
    for position, finding in sorted(located, key=itemgetter(0)):
        click.echo(f"{':'.join([map_file, *map(str, position)])}: {finding}")
    of_map = Counter(finding.severity for finding in findings)
    click.echo(f"{_contents(m)}: {_severities(of_map)}")
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(of_map[s] for s in failing) else 0)


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
def outline(map_file: str, format: str | None, words: tuple[str, ...]) -> None:
    """Print MAP as an indented text tree.

    \b
    Example:
      argmap outline map.argmap.json
    """
    click.echo(outline_of(loaded(map_file, format, words)))


def _contents(m: ArgumentMap) -> str:
    quotes = sum(1 for _ in owned_quotes(m))
    statements = f"{counted(len(m.claims), 'claim')}, {len(m.evidence)} evidence"
    return f"{statements}, {counted(len(m.relations), 'relation')}, {counted(quotes, 'quote')}"


def _severities(counts: Counter[Severity]) -> str:
    errors, warnings, info = (counts[s] for s in Severity)
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {info} info"
