"""``argmap outline``: maps as text for people."""

from __future__ import annotations

from typing import Any

import click

from argmap.cli.parts import of_a_part, part
from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, loaded
from argmap.cli.terminal import say
from argmap.outlining import outline as outline_of


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
