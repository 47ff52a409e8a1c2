"""``argmap responses``, ``quantities`` and ``unsupported``: who answers what, what is counted, what has no reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, loaded
from argmap.cli.tables import as_table, say_table
from argmap.cli.terminal import warn
from argmap.debate import quantities as quantities_of
from argmap.debate import responses as responses_of
from argmap.debate import unsupported as unsupported_of
from argmap.messages import printable

if TYPE_CHECKING:
    from collections.abc import Callable


def _of_a_map(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what it needs to read a map and to print a table."""
    for option in (as_table, OPTION, LIMIT, FORMAT, MAP):
        command = option(command)
    return command


@click.command()
@_of_a_map
@click.option(
    "--party", metavar="ID", help="The claims of this party; by default those of the counterparties."
)
def responses(
    map_file: str, format: str | None, words: tuple[str, ...], party: str | None, form: str
) -> None:
    """Print each claim of a counterparty in MAP: what answers it, whether it is answered, and why.

    MAP may be - for standard input.

    \b
    Examples:
      argmap responses map.argmap.json
      argmap responses map.argmap.json --party council --csv > answers.csv
    """
    m = loaded(map_file, format, words)
    if party is None and not m.counterparties:
        known = ", ".join(p.id for p in m.parties)
        hint = f"--party names one of: {known}" if known else "it has no parties"
        warn(printable(f"argmap: {map_file}: no party has the role counterparty ({hint})"))
    say_table(responses_of(m, party), form)


@click.command()
@_of_a_map
def quantities(map_file: str, format: str | None, words: tuple[str, ...], form: str) -> None:
    """Print every figure and date in MAP: what it is of, whose, in which words, and where they are.

    MAP may be - for standard input.

    \b
    Example:
      argmap quantities map.argmap.json --csv > figures.csv
    """
    say_table(quantities_of(loaded(map_file, format, words)), form)


@click.command()
@_of_a_map
def unsupported(map_file: str, format: str | None, words: tuple[str, ...], form: str) -> None:
    """Print the claims in MAP that have neither a reason nor evidence, and who holds them.

    MAP may be - for standard input.

    \b
    Example:
      argmap unsupported map.argmap.json
    """
    say_table(unsupported_of(loaded(map_file, format, words)), form)
