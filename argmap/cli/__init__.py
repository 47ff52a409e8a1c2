"""The command line: thin, over the same functions as the library."""

from __future__ import annotations

from typing import Any

import click

from argmap.cli.checking import check, outline
from argmap.cli.converting import convert, formats
from argmap.cli.drawing import render
from argmap.errors import ArgmapError


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
      argmap convert map.argdown map.argmap.json
      argmap formats
    """


for command in (render, check, outline, convert, formats):
    main.add_command(command)
