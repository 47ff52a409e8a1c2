"""The command line: thin, over the same functions as the library."""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from argmap.checks import Severity
from argmap.checks import check as findings_of
from argmap.errors import ArgmapError
from argmap.rendering import outline as outline_of
from argmap.rendering import render as draw
from argmap.rendering.style import PAGES, Direction, EvidenceAs, Orientation
from argmap.serializers import load

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

_MAP = click.argument("map_file", metavar="MAP", type=click.Path(dir_okay=False))


class _Commands(click.Group):
    """Commands whose errors are messages: exit status 2, nothing of Python's."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and report what the user can mend."""
        try:
            return super().invoke(ctx)
        except ArgmapError as error:
            click.echo(f"argmap: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="argmap")
def main() -> None:
    """Argument maps whose every box is traced to the words it came from.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap check map.argmap.json
      argmap outline map.argmap.json
    """


@main.command()
@_MAP
@click.option(
    "-o", "--output", required=True, help="Where the picture goes: .svg, .png, .pdf, .html or .dot."
)
@click.option(
    "--page", type=click.Choice([*PAGES, "none"]), default="a4", show_default=True, help="Paper to fit."
)
@click.option(
    "--orientation", type=click.Choice([str(o) for o in Orientation]), default="auto", show_default=True
)
@click.option(
    "--direction",
    type=click.Choice([str(d) for d in Direction]),
    default="auto",
    show_default=True,
    help="Where reasons stand.",
)
@click.option(
    "--evidence", type=click.Choice([str(e) for e in EvidenceAs]), default="rows", show_default=True
)
@click.option("--labels/--no-labels", default=False, help="Put a word on lines other than support.")
@click.option("--engine", type=click.Choice(["auto", "pure", "system"]), default="auto", show_default=True)
@click.option("--timeout", type=float, default=30.0, show_default=True, help="Seconds for one layout.")
def render(map_file: str, output: str, page: str, engine: str, timeout: float, **options: Any) -> None:
    """Draw MAP for a report.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap render map.argmap.json -o map.pdf --page letter --orientation landscape
    """
    m = load(map_file)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        diagram = draw(
            m, output, engine=engine, timeout=timeout, page=None if page == "none" else page, **options
        )
    for warning in caught:
        click.echo(f"argmap: warning: {warning.message}", err=True)
    width, height = diagram.size
    click.echo(f"{output}: {width:.0f} x {height:.0f} pt, text {diagram.text_size:.1f} pt")


@main.command()
@_MAP
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings as well.")
def check(map_file: str, strict: bool) -> None:
    """Verify MAP: its quotes against their sources, its figures, its structure.

    Exit status: 0 if there is no error, 1 if there is one, 2 if MAP cannot be read.

    \b
    Example:
      argmap check map.argmap.json
    """
    m = load(map_file)
    findings = findings_of(m)
    for finding in findings:
        click.echo(f"{map_file}: {finding}")
    counts = Counter(finding.severity for finding in findings)
    click.echo(f"{_checked(m)}: " + ", ".join(_count(counts[s], s) for s in Severity))
    worst = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    sys.exit(1 if any(counts[s] for s in worst) else 0)


@main.command()
@_MAP
def outline(map_file: str) -> None:
    """Print MAP as an indented text tree.

    \b
    Example:
      argmap outline map.argmap.json
    """
    click.echo(outline_of(load(map_file)))


def _checked(m: ArgumentMap) -> str:
    quotes = sum(len(s.quotes) for s in (*m.claims, *m.evidence))
    parts = [
        _count(len(m.claims), "claim"),
        f"{len(m.evidence)} evidence",
        _count(len(m.relations), "relation"),
    ]
    return f"{', '.join(parts)}, {_count(quotes, 'quote')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 or what == "info" else f"{number} {what}s"
