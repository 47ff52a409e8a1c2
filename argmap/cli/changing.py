"""``argmap diff`` and ``argmap merge``: what changed between two maps, and two edits of one map together."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from argmap.change import diff as difference
from argmap.change import merge as merged
from argmap.change.difference import THRESHOLD
from argmap.cli.converting import Wanted, write_map
from argmap.cli.reading import FORMAT, LIMIT, OPTION, meant, source
from argmap.cli.terminal import STANDARD, say, say_bytes, warn
from argmap.errors import ArgmapError
from argmap.exchange.registry import by_suffix
from argmap.filesystem import write_text
from argmap.messages import printable
from argmap.model import ArgumentMap
from argmap.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.change import Diff
    from argmap.exchange.loading import Opened

AS: Final = click.option(
    "--as",
    "place",
    metavar="PATH",
    type=click.Path(readable=False),
    help="Read the files as if they were this one, which has another name: for its format and the files that it names.",
)
NOTHING: Final = os.devnull
"""What programs that compare files name in the place of one that is not there."""


@click.command()
@click.argument("earlier", metavar="A", type=click.Path(allow_dash=True, readable=False))
@click.argument("later", metavar="B", type=click.Path(allow_dash=True, readable=False))
@FORMAT
@AS
@LIMIT
@OPTION
@click.option(
    "--output", "-o", metavar="FILE", help="Draw both maps in one picture, with what changed on its cards."
)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--markdown", is_flag=True, help="Print the changes as a table in Markdown.")
@click.option(
    "--threshold",
    metavar="NUMBER|none",
    default=str(THRESHOLD),
    show_default=True,
    help="How alike two texts must be, from 0 to 1, for a record to be taken for one with another id; none for never.",
)
def diff(
    earlier: str,
    later: str,
    format: str | None,
    place: str | None,
    words: tuple[str, ...],
    output: str | None,
    as_json: bool,
    markdown: bool,
    threshold: str,
) -> None:
    """Show what is different in map B, compared with map A.

    A or B may be - for standard input. The null device of the system is a map without anything in it.

    Exit status: 0 if there is no difference, 1 if there is one, 2 if a map cannot be read.

    \b
    Examples:
      argmap diff yesterday.argdown today.argdown
      argmap diff yesterday.argmap.json today.argmap.json --json
      argmap diff yesterday.argdown today.argdown -o changes.pdf
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown are two forms of one result: name one")
    maps = [
        ArgumentMap() if name == NOTHING else _map_of(_opened(name, format, place), words)
        for name in (earlier, later)
    ]
    d = difference(*maps, threshold=_share(threshold))
    if output is not None:
        _draw(d, output)
    say((d.to_json() if as_json else d.to_markdown() if markdown else str(d)).rstrip("\n"))
    sys.exit(1 if d else 0)


def _draw(d: Diff, output: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        render(d.both(), output, overlay=d)
    for warning in caught:
        warn(printable(f"argmap: warning: {warning.message}"))


@click.command()
@click.argument("base", metavar="BASE", type=click.Path(readable=False))
@click.argument("ours", metavar="OURS", type=click.Path(readable=False))
@click.argument("theirs", metavar="THEIRS", type=click.Path(readable=False))
@click.option(
    "--output", "-o", metavar="OUT", default=STANDARD, help="The file to write; standard output by default."
)
@FORMAT
@AS
@LIMIT
@OPTION
def merge(
    base: str,
    ours: str,
    theirs: str,
    output: str,
    format: str | None,
    place: str | None,
    words: tuple[str, ...],
) -> None:
    """Bring together OURS and THEIRS, two edits of BASE.

    Where the two are in conflict, the result is as OURS has it, except that nothing is removed that the other changed
    or needs; each conflict is a line on the error stream. Of Argdown, the text of OURS is kept but for the lines that
    have to change.

    An empty file is a map without anything in it.

    Exit status: 0 if there is no conflict, 1 if there are some, 2 if a map cannot be read.

    \b
    Examples:
      argmap merge base.argdown ours.argdown theirs.argdown -o merged.argdown
      argmap merge %O %A %B -o %A --as %P      (as a merge driver of git)
    """
    texts = [_opened(name, format, place) for name in (base, ours, theirs)]
    found = merged(*(_map_of(text, words) for text in texts))
    _write(found.map, texts[1], output)
    for conflict in found.conflicts:
        warn(printable(f"argmap: conflict: {conflict}"))
    sys.exit(1 if found.conflicts else 0)


def _opened(name: str, format: str | None, place: str | None) -> Opened:
    """The text of a file, read as if it were at another place if one is named."""
    if place is None:
        return source(name, format)
    row = by_suffix(place) if format is None else None
    return source(name, format if row is None else row.name)._replace(path=Path(place))


def _map_of(text: Opened, words: Sequence[str]) -> ArgumentMap:
    return meant(text, words) if text.text else ArgumentMap()


def _write(m: ArgumentMap, ours: Opened, output: str) -> None:
    """Write a map in the layout of a text, if its format has one and the output is of that format."""
    row = (None if output == STANDARD else by_suffix(output)) or ours.format
    text = row.edit(ours.text, m, ours.path) if row is ours.format and ours.text else None
    if text is None:
        write_map(m, output, Wanted(None, row.name, "warn", (), ()))
    elif output == STANDARD:
        say_bytes(text.encode())
    else:
        write_text(output, text)


def _share(word: str) -> float | None:
    """The number that an option names; whether it is one that fits is for the function to say."""
    if word.lower() == "none":
        return None
    try:
        return float(word)
    except ValueError:
        raise ArgmapError(
            f"found {word!r} for '--threshold'", found=word, expected="a number from 0 to 1, or none"
        ) from None
