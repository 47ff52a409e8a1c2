"""``argmap render``: pictures for reports."""

from __future__ import annotations

import time
import warnings
from typing import TYPE_CHECKING, Any, Final

import click

from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, as_options, loaded
from argmap.errors import ArgmapError
from argmap.filesystem import changed_at
from argmap.rendering import render as draw
from argmap.rendering.style import PAGES, STYLES, Direction, EvidenceAs, Orientation, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.model import ArgumentMap

_DEFAULT: Final = Style()
INTERVAL: Final = 0.3  # seconds between two looks at a watched file


def _choice(name: str, values: Iterable[str], help: str | None = None) -> Callable[[Any], Any]:
    """An option with a few values, the first by default."""
    names = [*map(str, values)]
    return click.option(f"--{name}", type=click.Choice(names), default=names[0], show_default=True, help=help)


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@click.option(
    "-o", "--output", required=True, help="Where the picture goes: .svg, .png, .pdf, .html or .dot."
)
@_choice("page", [*PAGES, "none"], "Paper to fit.")
@_choice("orientation", Orientation)
@_choice("direction", Direction, "Where reasons are.")
@click.option("--card-width", type=float, help="Width of every card in points; by default what fits best.")
@click.option("--font", default=_DEFAULT.font, show_default=True, help="One font family.")
@click.option("--size", default=_DEFAULT.size, show_default=True, help="Size of a claim's text in points.")
@click.option("--max-lines", default=_DEFAULT.max_lines, show_default=True, help="The most lines of a text.")
@_choice("evidence", EvidenceAs)
@click.option("--groups/--no-groups", default=True, help="Draw sections as boxes around their cards.")
@click.option(
    "--labels/--no-labels",
    default=False,
    help="Put a word on lines other than support, and arguments on their steps.",
)
@click.option("--locators/--no-locators", default=True, help="Show on which line of the source words are.")
@click.option("--title/--no-title", default=True, help="Show the title of the map.")
@click.option("--legend/--no-legend", default=True, help="Explain parties and lines below the picture.")
@click.option("--sources/--no-sources", default=True, help="Name the sources below the picture.")
@_choice("engine", ["auto", "pure", "system"])
@_choice("style", STYLES, "The look of the picture.")
@click.option("--timeout", default=30.0, show_default=True, help="Seconds for one layout.")
@click.option("--watch", is_flag=True, help="Draw again whenever MAP is saved, until Ctrl-C.")
def render(
    map_file: str,
    format: str | None,
    words: tuple[str, ...],
    output: str,
    page: str,
    watch: bool,
    **options: Any,
) -> None:
    """Draw MAP for a report.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap render map.argmap.json -o map.pdf --page letter --orientation landscape
      argmap render map.argdown -o map.svg --watch
    """
    options["page"] = None if page == "none" else page

    def once() -> None:
        _drawn(loaded(map_file, format, words), map_file, output, options)

    if watch:
        _watched(map_file, once)
    else:
        once()


def _drawn(m: ArgumentMap, map_file: str, output: str, options: dict[str, Any]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        diagram = draw(m, output, **options)
    for warning in caught:
        advice = as_options(warning.message.args[0], click.get_current_context().command)  # type: ignore[union-attr]
        click.echo(f"argmap: warning: {advice}", err=True)
    if not m.nodes:
        click.echo(f"argmap: warning: {map_file} holds nothing to draw", err=True)
    width, height = diagram.size
    click.echo(f"{output}: {width:.0f} x {height:.0f} pt, text {diagram.text_size:.1f} pt")


def _watched(path: str, once: Callable[[], None]) -> None:
    """Do it now, and again whenever the file changes; errors in it are reported, and it is watched on."""
    seen: object = ""
    try:
        while True:
            now = changed_at(path)
            if now != seen:
                seen = now
                try:
                    once()
                except ArgmapError as error:
                    click.echo(f"argmap: {error}", err=True)
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return
