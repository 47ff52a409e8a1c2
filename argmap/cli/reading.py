"""Reading the map that a command is about."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from argmap.diagnostics import Severity
from argmap.errors import ArgmapError
from argmap.exchange.loading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.exchange.loading import Recovered
    from argmap.model import ArgumentMap

MAP = click.argument("map_file", metavar="MAP", type=click.Path(dir_okay=False))
FORMAT = click.option("--format", "-f", help="Name of MAP's format; by its suffix unless said otherwise.")


# What hints of the library call by its name in Python, and what it is here.
OPTIONS: Final = {
    "lossy='warn' or lossy='ignore'": "--lossy warn or --lossy ignore",
    "draw parts with m.subset([...])": "split the map",
    'evidence="hidden"': "--evidence hidden",
    "groups=False": "--no-groups",
    "a larger page=Page(...), ": "",
    "page=None": "--page none",
    "with render": "with argmap render",
}


def as_options(hint: str, format: str = "--format") -> str:
    """A hint with options of the command in place of arguments."""
    for argument, option in {"format=": format, **OPTIONS}.items():
        hint = hint.replace(argument, option)
    return hint


@contextmanager
def hinting(format: str) -> Iterator[None]:
    """Hints of errors name options, and this one for the format."""
    try:
        yield
    except ArgmapError as error:
        error.hint = as_options(error.hint, format)
        raise


def loaded(path: str | Path, format: str | None, option: str = "--format") -> ArgumentMap:
    """The map of a file; what its reader found odd goes to the error stream."""
    with hinting(option):
        found = read(path, format)
    for said in found.diagnostics:
        if said.severity is not Severity.INFO:
            click.echo(in_line(path, said), err=True)
    return found.map


def recovered(path: str | Path, format: str | None) -> Recovered:
    """The map of a file as far as it can be read, and all that was met."""
    with hinting("--format"):
        return read(path, format, "recover")


def in_line(path: str | Path, said: Diagnostic) -> str:
    """A diagnostic in one line, the place as editors follow it: ``file:line:column``."""
    place = [str(path), *([said.path] if said.line is None and said.path else [])]
    place += [str(n) for n in (said.line, said.column) if n is not None]
    hint = f"; {said.hint}" if said.hint else ""
    return f"{':'.join(place)}: {said.severity}: {said.message}{hint} ({said.code})"
