"""``argmap render``: pictures for reports."""

from __future__ import annotations

import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import click

from argmap.cli.parts import of_a_part, part
from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, as_options, loaded
from argmap.cli.terminal import STANDARD, say, say_bytes, warn
from argmap.cli.watching import named_by, watched
from argmap.errors import RenderError, StyleError, UnknownFormatError
from argmap.filesystem import write_bytes
from argmap.messages import printable
from argmap.rendering import draw
from argmap.rendering import figures as figures_of
from argmap.rendering.diagram import SUFFIXES
from argmap.rendering.numbered.binding import TOGETHER, files
from argmap.rendering.style import (
    PAGES,
    STYLES,
    Direction,
    EvidenceAs,
    Ids,
    LayoutAs,
    Look,
    Orientation,
    Page,
    Style,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from argmap.viewing import View

_DEFAULT: Final = Style()


def _choice(name: str, values: Iterable[str], help: str | None = None) -> Callable[[Any], Any]:
    """An option with a few values, the first by default."""
    names = [*map(str, values)]
    return click.option(f"--{name}", type=click.Choice(names), default=names[0], show_default=True, help=help)


def page_named(_: click.Context, __: click.Parameter, given: str) -> Page | None:
    """The page that is asked for."""
    try:
        return Style(page=None if given == "none" else given).page
    except StyleError as error:
        raise click.BadParameter(error.message) from None


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@click.option(
    *("-o", "--output"),
    required=True,
    help="Where the picture goes: .svg, .png, .pdf, .html or .dot; - for standard output.",
)
@click.option(
    "--to",
    type=click.Choice([suffix[1:] for suffix in SUFFIXES]),
    help="Format of the picture; by the suffix by default, svg for standard output.",
)
@of_a_part
@click.option(
    "--page",
    default="a4",
    show_default=True,
    callback=page_named,
    help=f"Paper to fit: {', '.join(PAGES)}, two sides such as 160x90mm, or none.",
)
@click.option("--width", help="Width of the text that the picture stands in: 16cm, 160mm, 6.3in, 453pt.")
@_choice("orientation", Orientation)
@_choice("layout", LayoutAs, "A network, cards below each other in columns, or charges and answers.")
@_choice("direction", Direction, "Where reasons are in a network.")
@click.option("--card-width", type=float, help="Width of every card in points; by default what fits best.")
@click.option("--font", default=_DEFAULT.font, show_default=True, help="One font family.")
@click.option("--size", default=_DEFAULT.size, show_default=True, help="Size of a claim's text in points.")
@click.option(
    "--dpi",
    default=_DEFAULT.dpi,
    show_default=True,
    help="Dots per inch of PNG pictures as they are printed.",
)
@click.option("--max-lines", default=_DEFAULT.max_lines, show_default=True, help="The most lines of a text.")
@_choice("evidence", EvidenceAs)
@_choice("look", Look, "In colour, in greys, or on a dark ground.")
@click.option("--groups/--no-groups", default=True, help="Draw sections as boxes around their cards.")
@click.option(
    "--labels/--no-labels",
    default=False,
    help="Put a word on lines other than support, and arguments on their steps.",
)
@_choice("ids", Ids, "What elements are called.")
@click.option("--headings/--no-headings", default=False, help="Show the titles of claims above their texts.")
@click.option("--quantities/--no-quantities", default=False, help="Show the figures of evidence.")
@click.option("--locators/--no-locators", default=True, help="Show where in the source words are.")
@click.option("--title/--no-title", default=True, help="Show the title of the map.")
@click.option("--legend/--no-legend", default=True, help="Explain parties and lines below the picture.")
@click.option("--sources/--no-sources", default=True, help="Name the sources below the picture.")
@_choice("engine", ["auto", "pure", "system"])
@_choice("style", STYLES, "The look of the picture.")
@click.option("--timeout", default=10.0, show_default=True, help="Seconds for one picture.")
@click.option("--figures", is_flag=True, help="Make numbered figures of what does not fit its page.")
@click.option("--min-text", type=float, help="The smallest text of figures in points; 7 by default.")
@click.option(
    "--watch", is_flag=True, help="Draw again whenever MAP or a source of it is saved, until Ctrl-C."
)
def render(
    map_file: str,
    format: str | None,
    words: tuple[str, ...],
    output: str,
    to: str | None,
    watch: bool,
    figures: bool,
    min_text: float | None,
    **options: Any,
) -> None:
    """Draw MAP for a report. MAP may be - for standard input.

    \b
    Examples:
      argmap render map.argmap.json -o map.svg
      argmap render map.argmap.json -o map.pdf --page letter --orientation landscape
      argmap render map.argmap.json -o c2.svg --root C2 --depth 2
      argmap render map.argmap.json -o map.pdf --figures
      argmap render map.argdown -o map.svg --watch
    """
    if watch and STANDARD in (map_file, output):
        raise click.UsageError("--watch needs files, not standard input or output")
    if min_text is not None:
        if not figures:
            raise click.UsageError("--min-text goes with --figures")
        options["min_text"] = min_text

    def once() -> tuple[str, ...]:
        asked = options.copy()
        facing = options["between"] if options["layout"] == LayoutAs.DISPUTE else None
        m = loaded(map_file, format, words)
        shown = part(m, asked)
        asked["between"] = facing
        if not shown.map.nodes:
            what = "the part" if m.nodes else map_file
            warn(printable(f"argmap: warning: {what} holds nothing to draw"))
        (_printed if figures else _drawn)(shown, output, to, asked)
        return named_by(map_file, m)

    if watch:
        watched((map_file,), once)
    else:
        once()


def _suffix(output: str, to: str | None) -> str:
    return f".{to}" if to else ".svg" if output == STANDARD else PurePath(output).suffix.lower()


def advised(texts: Iterable[str], about: str = "") -> None:
    """Print warnings, their options as those of the command."""
    for text in texts:
        if text:
            spelled = as_options(text, click.get_current_context().command)
            warn(printable(f"argmap: warning: {about}{spelled}"))


def _messages(caught: Iterable[warnings.WarningMessage]) -> list[str]:
    """What warnings say, each once."""
    found = (warning.message.args[0] for warning in caught if isinstance(warning.message, Warning))
    return [*dict.fromkeys(found)]


def _printed(shown: View, output: str, to: str | None, options: dict[str, Any]) -> None:
    """Write numbered figures."""
    suffix = _suffix(output, to)
    if output == STANDARD and suffix not in TOGETHER:
        raise click.UsageError(
            "--figures makes several files: name one with -o, or add --to pdf or --to html"
        )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = figures_of(shown, **options)
        try:
            written = files(found, output, suffix)
        except UnknownFormatError as error:
            error.in_file(output)
            raise
    for name, content in written:
        if output == STANDARD:
            say_bytes(content)
        else:
            write_bytes(name, content)
    advised(_messages(caught))
    names = [name for name, _ in written] * (len(found) if len(written) == 1 else 1)
    noted: set[str] = set()
    for name, figure in zip(names, found, strict=True):
        new = [note for note in figure.diagram.notes if note not in noted]
        noted.update(new)
        advised((*new, figure.diagram.advice), f"Figure {figure.number}: ")
        if output != STANDARD:
            width, height = figure.diagram.size
            text = f"the smallest text {figure.diagram.text_size:.1f} pt"
            say(printable(f"{name}: Figure {figure.number}, {width:.0f} x {height:.0f} pt, {text}"))


def _drawn(shown: View, output: str, to: str | None, options: dict[str, Any]) -> None:
    """Write one picture."""
    suffix = _suffix(output, to)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        diagram = draw(shown, **options)
        try:
            content = diagram.content(suffix)
        except UnknownFormatError as error:
            error.in_file(output)
            raise
        if output == STANDARD:
            say_bytes(content)
        else:
            write_bytes(output, content)
    advised((*_messages(caught), *diagram.notes, diagram.advice))
    try:
        width, height = diagram.size
        text = f"text {diagram.main_text_size:.1f} pt, the smallest {diagram.text_size:.1f} pt"
        done = printable(f"{output}: {width:.0f} x {height:.0f} pt, {text}")
    except RenderError as error:  # the DOT text of a map that is too large
        done = printable(f"{output}: not laid out: {error.message}")
    if output != STANDARD:
        say(done)
