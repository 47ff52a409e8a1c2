"""Tables as commands print them: text, JSON, CSV or Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from argmap.cli.terminal import say, say_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.tables import Table

_FORMS: Final = {
    "json": "Print the rows as JSON.",
    "csv": "Print the rows as comma-separated values in UTF-8, their texts as they are.",
    "markdown": "Print a table in Markdown.",
}


def _only(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """Keep the form that is asked for; there can be one."""
    if wanted:
        if (other := context.params.get("form", "text")) != "text":
            raise click.UsageError(f"--{other} and --{parameter.name} are two forms of one result: name one")
        context.params["form"] = parameter.name
    context.params.setdefault("form", "text")


def as_table(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say in which form its table is printed."""
    for name, help in reversed(_FORMS.items()):
        command = click.option(f"--{name}", is_flag=True, expose_value=False, callback=_only, help=help)(
            command
        )
    return command


def say_table(table: Table[Any], form: str) -> None:
    """Print a table in one of the forms."""
    if form == "csv":
        say_bytes(table.to_csv().encode())
    elif form == "json":
        say(json.dumps(table.rows(), indent=2))
    else:
        say(table.to_markdown() if form == "markdown" else str(table))
