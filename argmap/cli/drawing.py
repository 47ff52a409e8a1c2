"""``argmap render``: pictures for reports."""

from __future__ import annotations

import warnings
from typing import Any

import click

from argmap.cli.reading import FORMAT, MAP, loaded
from argmap.rendering import render as draw
from argmap.rendering.style import PAGES, Direction, EvidenceAs, Orientation


@click.command()
@MAP
@FORMAT
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
def render(
    map_file: str, format: str | None, output: str, page: str, engine: str, timeout: float, **options: Any
) -> None:
    """Draw MAP for a report.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap render map.argmap.json -o map.pdf --page letter --orientation landscape
    """
    m = loaded(map_file, format)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        diagram = draw(
            m, output, engine=engine, timeout=timeout, page=None if page == "none" else page, **options
        )
    for warning in caught:
        click.echo(f"argmap: warning: {warning.message}", err=True)
    width, height = diagram.size
    click.echo(f"{output}: {width:.0f} x {height:.0f} pt, text {diagram.text_size:.1f} pt")
