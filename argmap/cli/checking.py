"""``argmap check`` and ``argmap outline``: maps as text for people."""

from __future__ import annotations

import sys
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import click

from argmap.checks import Severity
from argmap.checks import check as findings_of
from argmap.cli.parts import of_a_part, part
from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, in_line, loaded, source
from argmap.cli.terminal import say, warn
from argmap.exchange.loading import read_opened
from argmap.messages import counted, printable
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

    MAP may be - for standard input.

    Exit status: 0 if there is no error, 1 if there is one, 2 if MAP cannot be read.

    \b
    Example:
      argmap check map.argdown
    """
    text = source(map_file, format)
    m, diagnostics = read_opened(text, "recover", {}, words)
    for diagnostic in diagnostics:
        warn(in_line(text.name, diagnostic))
        if diagnostic.severity is Severity.ERROR and diagnostic.snippet:
            warn(diagnostic.snippet)
    of_text = Counter(diagnostic.severity for diagnostic in diagnostics)
    if of_text[Severity.ERROR]:
        name = printable(text.name)
        warn(f"argmap: {name}: {_severities(of_text)}; the map is checked when it has no errors")
        sys.exit(2)
    findings = findings_of(m)
    positions = text.format.places(text.text, text.path) if findings else {}
    located = [(next((positions[i] for i in f.ids if i in positions), ()), f) for f in findings]
    lines = [
        printable(f"{':'.join([text.name, *map(str, position)])}: {finding}")
        for position, finding in sorted(located, key=itemgetter(0))
    ]
    of_map = Counter(finding.severity for finding in findings)
    say("\n".join([*lines, f"{_contents(m)}: {_severities(of_map)}"]))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(of_map[s] for s in failing) else 0)


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@of_a_part
def outline(map_file: str, format: str | None, words: tuple[str, ...], **options: Any) -> None:
    """Print MAP, or a part of it, as an indented text tree. MAP may be - for standard input.

    \b
    Examples:
      argmap outline map.argmap.json
      argmap outline map.argmap.json --depth 1
    """
    say(outline_of(part(loaded(map_file, format, words), options)))


def _contents(m: ArgumentMap) -> str:
    quotes = sum(1 for _ in owned_quotes(m))
    statements = f"{counted(len(m.claims), 'claim')}, {len(m.evidence)} evidence"
    return f"{statements}, {counted(len(m.relations), 'relation')}, {counted(quotes, 'quote')}"


def _severities(counts: Counter[Severity]) -> str:
    errors, warnings, info = (counts[s] for s in Severity)
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {info} info"
