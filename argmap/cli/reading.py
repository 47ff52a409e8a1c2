"""Reading the map that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from argmap.diagnostics import Severity
from argmap.serializers.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import ArgumentMap

MAP = click.argument("map_file", metavar="MAP", type=click.Path(dir_okay=False))
FORMAT = click.option("--format", "-f", help="Name of MAP's format; by its suffix unless said otherwise.")


def loaded(path: str | Path, format: str | None, *, infos: bool = False) -> ArgumentMap:
    """The map of a file; what its reader found odd goes to the error stream, and how it read it if ``infos``."""
    found = read(path, format)
    for said in found.diagnostics:
        if infos or said.severity is not Severity.INFO:
            click.echo(placed(path, said), err=True)
    return found.map


def placed(path: str | Path, said: Diagnostic) -> str:
    """A diagnostic in one line, the place as editors follow it: ``file:line:column``."""
    place = [str(path), *([said.path] if said.line is None and said.path else [])]
    place += [str(n) for n in (said.line, said.column) if n is not None]
    hint = f"; {said.hint}" if said.hint else ""
    return f"{':'.join(place)}: {said.severity}: {said.message}{hint} ({said.code})"
