"""Reading the map that a command is about."""

from __future__ import annotations

from contextlib import contextmanager
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.terminal import STANDARD, read_standard_input, warn
from argmap.diagnostics import Severity
from argmap.errors import ArgmapError
from argmap.exchange.loading import opened, opened_bytes, read_opened
from argmap.limits import NAMES, Limits, imposed
from argmap.messages import Hint, printable, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.exchange.loading import Opened
    from argmap.model import ArgumentMap

LONGEST = 18  # digits of a limit
MAP = click.argument("map_file", metavar="MAP", type=click.Path(allow_dash=True, readable=False))


def _impose(context: click.Context, __: click.Parameter, given: tuple[str, ...]) -> None:
    """Read within the limits given, until the command ends."""
    limits: dict[str, Any] = {}
    for each in given:
        name, _, number = each.partition("=")
        digits = number.replace("_", "").replace(",", "")
        if name not in NAMES or not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
            raise click.BadParameter(f"{shown(each)} is not NAME=NUMBER with one of: {', '.join(NAMES)}")
        limits[name] = int(digits)
    context.with_resource(imposed(Limits(**limits)))


LIMIT = click.option(
    "--limit",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_impose,
    expose_value=False,
    help=f"Let a file ask for more: {', '.join(NAMES)}. Several times for several limits.",
)
FORMAT = click.option("--format", "-f", help="Name of MAP's format; by its suffix by default.")
OPTION = click.option(
    "--option",
    "words",
    metavar="NAME=VALUE",
    multiple=True,
    help="An option of the reader of the format, such as kind=support; several times for several.",
)


def as_options(hint: str, command: click.Command, format: str = "format") -> str:
    """A hint with the options of a command, those of a reader as --option takes them.

    Options that the command lacks stay as Python writes them.

    Args:
        hint: The hint.
        command: The command.
        format: The parameter of the command that names the format that the hint is about.
    """
    if not isinstance(hint, Hint):
        return hint
    options = {p.name: p for p in command.params if isinstance(p, click.Option)}

    def spelled(name: str, value: Any) -> str | None:
        if name in hint.of_reader and "words" in options:
            word = f"{name}={_in_words(value)}"
            return f"--option {word if value is ... else quote(word)}"
        if isinstance(value, Limits):
            return " ".join(f"--limit {each}" for each in value.changed) if "limit" in options else None
        option = options.get(format if name == "format" else name)
        if option is None:
            return None
        if option.secondary_opts and value is False:
            return option.secondary_opts[0]
        name = max(option.opts, key=len)
        return name if value is ... or option.is_flag else f"{name} {'none' if value is None else value}"

    return hint.spelled(spelled)


def _in_words(value: Any) -> str:
    return "…" if value is ... else str(value).lower() if isinstance(value, bool) else str(value)


def respell(error: ArgmapError, command: click.Command, format: str = "format") -> None:
    """Give an error, and all problems that it lists, hints with the options of a command."""
    for problem in (error, *getattr(error, "exceptions", ())):
        problem.hint = as_options(problem.hint, command, format)


@contextmanager
def about_format(option: str) -> Iterator[None]:
    """Hints of errors that name a format name it with this option of the running command."""
    try:
        yield
    except ArgmapError as error:
        respell(error, click.get_current_context().command, option)
        raise


def source(path: str, format: str | None, below: str | None = None) -> Opened:
    """The text of a file, or of standard input if the path is ``-``."""
    if path == STANDARD:
        return opened_bytes(read_standard_input(), "<stdin>", format)
    return opened(path, format, below=below)


def loaded(
    path: str,
    format: str | None,
    words: Sequence[str] = (),
    option: str = "format",
    below: str | None = None,
) -> ArgumentMap:
    """The map of a file, or of standard input; warnings of its reader go to the error stream.

    Args:
        path: The file; ``-`` for standard input.
        format: The name of its format; by the suffix by default.
        words: Options of the reader, each NAME=VALUE.
        option: The parameter of the running command that names the format.
        below: The folder that the file must not lead out of.
    """
    with about_format(option):
        return meant(source(path, format, below), words)


def meant(text: Opened, words: Sequence[str] = ()) -> ArgumentMap:
    """The map that a text means; warnings of its reader go to the error stream."""
    found = read_opened(text, "raise", {}, words)
    for diagnostic in found.diagnostics:
        if diagnostic.severity is not Severity.INFO:
            warn(in_line(text.name, diagnostic))
    return found.map


def in_line(path: str | Path, d: Diagnostic) -> str:
    """A diagnostic in one line, its position as editors follow it: ``file:line:column``."""
    position = [str(path), *([d.path] if d.line is None and d.path else [])]
    position += [str(n) for n in (d.line, d.column) if n is not None]
    hint = f"; {as_options(d.hint, click.get_current_context().command)}" if d.hint else ""
    return printable(f"{':'.join(position)}: {d.severity}: {d.message}{hint} ({d.code})")
