"""``argmap diff``: what changed between two maps."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from argmap.change import diff as difference
from argmap.change.difference import THRESHOLD
from argmap.cli.reading import FORMAT, LIMIT, OPTION, loaded
from argmap.cli.terminal import say
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING: Final = os.devnull
"""What programs that compare files name in the place of one that is not there."""


@click.command()
@click.argument("earlier", metavar="A", type=click.Path(allow_dash=True, readable=False))
@click.argument("later", metavar="B", type=click.Path(allow_dash=True, readable=False))
@FORMAT
@LIMIT
@OPTION
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
    words: tuple[str, ...],
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
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown are two forms of one result: name one")
    d = difference(*(_read(name, format, words) for name in (earlier, later)), threshold=_share(threshold))
    say((d.to_json() if as_json else d.to_markdown() if markdown else str(d)).rstrip("\n"))
    sys.exit(1 if d else 0)


def _read(name: str, format: str | None, words: Sequence[str]) -> ArgumentMap:
    return ArgumentMap() if name == NOTHING else loaded(name, format, words)


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
