"""The options that ask for a part of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from argmap.viewing import view

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.model import ArgumentMap
    from argmap.viewing import View

_OPTIONS: Final = (
    click.option("--root", metavar="ID", help="Only an element and all that bears on it."),
    click.option("--depth", type=int, help="Only what is so many steps away from the root, or from the top."),
    click.option(
        "--party", metavar="ID", help="Only what a party holds, whom it answers and who answers it."
    ),
    click.option(
        "--between",
        nargs=2,
        metavar="ID ID",
        help="Only the exchange of two parties, who face each other in a dispute.",
    ),
    click.option("--tag", help="Only what has a tag."),
    click.option("--section", metavar="ID", help="Only what is in a section."),
    click.option("--around", metavar="ID", help="Only an element and what is near it."),
    click.option("--hops", type=int, default=1, show_default=True, help="How near that has to be."),
)
NAMES: Final = ("root", "depth", "party", "between", "tag", "section", "around", "hops")


def of_a_part(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that ask for a part."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def part(m: ArgumentMap, options: dict[str, Any]) -> View:
    """The part that options of the command ask for, which are taken out of them; all of the map if there are none."""
    return view(m, **{name: options.pop(name) for name in NAMES})
