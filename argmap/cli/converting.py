"""``argmap convert`` and ``argmap formats``: from one format into another."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import click

from argmap.cli.folder import Folder, convert_folder
from argmap.cli.reading import LIMIT, OPTION, about_format, loaded
from argmap.cli.terminal import STANDARD, say, say_bytes, warn
from argmap.errors import UnknownFormatError
from argmap.exchange import LossWarning, dump, dumps
from argmap.exchange.dumping import Lossy, written_as
from argmap.exchange.options import options_from
from argmap.exchange.registry import by_name, must, table
from argmap.filesystem import FileWarning, is_folder, make_folder
from argmap.messages import Hint, counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.exchange.losses import Loss
    from argmap.model import ArgumentMap


MANY: Final = 20  # losses; if there are more, those of a kind share a line
NAMED: Final = 4  # records in such a line


class Wanted(NamedTuple):
    """How maps are read and written: formats and options as the command line names them."""

    from_: str | None
    to: str | None
    lossy: Lossy
    words: tuple[str, ...]
    write_words: tuple[str, ...]


@click.command()
@click.argument("source", metavar="IN", type=click.Path(allow_dash=True, readable=False))
@click.argument("target", metavar="OUT", type=click.Path(allow_dash=True, readable=False))
@click.option("--from", "from_", metavar="FORMAT", help="Format of IN; by suffix by default.")
@LIMIT
@click.option("--to", metavar="FORMAT", help="Format of OUT; by suffix by default.")
@click.option(
    "--lossy",
    type=click.Choice(get_args(Lossy)),
    default="warn",
    show_default=True,
    help="What to do if the format of OUT cannot hold everything.",
)
@OPTION
@click.option(
    "--write-option",
    "write_words",
    metavar="NAME=VALUE",
    multiple=True,
    help="An option of the writer of the format of OUT, such as direction=LR; several times for several.",
)
@click.option("--overwrite", is_flag=True, help="Of a folder: write over files that are in OUT already.")
@click.option("--each", is_flag=True, help="List every loss on a line of its own, however many there are.")
def convert(
    source: str,
    target: str,
    from_: str | None,
    to: str | None,
    lossy: Lossy,
    words: tuple[str, ...],
    write_words: tuple[str, ...],
    overwrite: bool,
    each: bool,
) -> None:
    """Convert a map, or every map in a folder, into another format.

    IN and OUT may be - for standard input and output, the latter with --to.

    Of a folder, all files are converted whose format is known, or with --from all that have its suffix. OUT is then
    a folder as well, with the same folders in it; the files get the suffix of --to. Hidden files and folders are left
    out. What is in OUT already is not written over without --overwrite, and what is in IN never.

    Files whose text is of no known format, or could be of several, are named and skipped.

    Exit status: 0 if all went well, 1 if some files of a folder could not be converted, 2 if IN could not.

    \b
    Examples:
      argmap convert map.argdown map.argmap.json
      argmap convert maps/ converted/ --to argdown
    """
    wanted = Wanted(from_, to, lossy, words, write_words)
    if source == STANDARD or not is_folder(source):
        m = loaded(source, from_, words, "from_")
        write_map(m, target, wanted, listed=True, every=each)
        if target != STANDARD:
            say(printable(f"{target}: written"))
        return
    if to is None:
        raise click.UsageError("a folder needs --to, the format of its new files")
    if target == STANDARD:
        raise click.UsageError("a folder is converted into a folder, not to standard output")
    must(by_name(to), "write")
    options_from(by_name(to), "dumps", write_words)
    if from_ is not None:
        must(by_name(from_), "read")
        options_from(by_name(from_), "loads", words)
    into = Path(target)

    def write(m: ArgumentMap, path: Path) -> None:
        make_folder(path.parent)
        write_map(m, str(path), wanted)

    def read(path: Path) -> ArgumentMap:
        return loaded(str(path), from_, words, "from_", below=source)

    folder = Folder(Path(source), into, from_, by_name(to).suffixes[0], overwrite=overwrite)
    done = convert_folder(folder, read, write)
    for name, why in done.skipped:
        warn(printable(f"{name}: not converted: {why}"))
    for failure in done.failures:
        warn(f"argmap: {failure}")
    say(printable(f"{target}: {done.summary}"))
    sys.exit(1 if done.failures else 0)


@click.command()
def formats() -> None:
    """List the formats, their suffixes, and whether they are read or written.

    \b
    Example:
      argmap formats
    """
    rows = [
        (
            row.name,
            " ".join(row.suffixes),
            " ".join([*["reads"] * row.reads, *["writes"] * row.writes]),
            row.extra and f"argmap[{row.extra}]",
            row.description,
        )
        for row in table()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for cells in rows:
        line = "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
        lines.append(line.rstrip())
    say("\n".join(lines))


def write_map(
    m: ArgumentMap, target: str, wanted: Wanted, *, listed: bool = False, every: bool = False
) -> None:
    """Write a map and report what is lost: in one line, or in several if it is ``listed``."""
    with about_format("to"), warnings.catch_warnings(record=True) as caught:
        for kind in (LossWarning, FileWarning):
            warnings.simplefilter("always", kind)
        if target == STANDARD:
            if wanted.to is None:
                hint = Hint("name it with {format}", format=...)
                raise UnknownFormatError(
                    "it has no suffix that shows a format", path="standard output", hint=hint
                )
            row = by_name(wanted.to)
        else:
            row = written_as(Path(target), wanted.to)
        must(row, "write")
        options = options_from(row, "dumps", wanted.write_words)
        if target == STANDARD:
            say_bytes(dumps(m, format=row.name, lossy=wanted.lossy, **options).encode())
        else:
            dump(m, target, format=row.name, lossy=wanted.lossy, **options)
    for warning in caught:
        lost = warning.message
        if listed and isinstance(lost, LossWarning):
            count = counted(len(lost.losses), "loss", "losses")
            warn(printable(f"{target}: warning: {lost.format} cannot hold everything: {count}"))
            for line in _lines(lost.losses, every=every):
                warn(printable(f"  {line}"))
        elif isinstance(lost, LossWarning):
            warn(printable(f"{target}: warning: {lost}"))
        else:  # it names the file
            warn(printable(f"argmap: warning: {lost}"))


def _lines(losses: tuple[Loss, ...], *, every: bool) -> Iterator[str]:
    """Each loss, or if they are many those of a kind together."""
    if every or len(losses) <= MANY:
        yield from map(str, losses)
        return
    kinds: dict[str, list[str]] = {}
    for loss in losses:
        kind = loss.message if not loss.field or loss.field == "order" else loss.field
        if kind == loss.field:
            kind += " is lost" if loss.message.endswith(" is lost") else " comes back changed"
        kinds.setdefault(kind, []).append(repr(loss.id) if loss.id else "the map")
    for kind, ids in kinds.items():
        more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
        yield f"{', '.join(ids[:NAMED])}{more}: {kind}"
    yield "(--each lists every loss by itself)"
