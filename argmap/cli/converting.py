"""``argmap convert`` and ``argmap formats``: from one format into another."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import click

from argmap.cli.reading import LIMIT, OPTION, about_format, loaded
from argmap.errors import ArgmapError, FileError, UnknownFormatError
from argmap.exchange import LossWarning, dump
from argmap.exchange.dumping import Lossy, written_as
from argmap.exchange.options import options_from
from argmap.exchange.registry import by_name, by_suffix, must, table
from argmap.exchange.sniffing import SYNTAXES, candidates, syntax
from argmap.filesystem import make_folder
from argmap.messages import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.exchange.losses import Loss
    from argmap.model import ArgumentMap


MANY: Final = 20  # losses; if there are more, those of a kind share a line
NAMED: Final = 4  # records in such a line


class _Wanted(NamedTuple):
    """How maps are read and written: formats and options as the command line names them."""

    from_: str | None
    to: str | None
    lossy: Lossy
    words: tuple[str, ...]
    write_words: tuple[str, ...]


@click.command()
@click.argument("source", metavar="IN", type=click.Path())
@click.argument("target", metavar="OUT", type=click.Path())
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
@click.option("--each", is_flag=True, help="List every loss on a line of its own, however many there are.")
def convert(
    source: str,
    target: str,
    from_: str | None,
    to: str | None,
    lossy: Lossy,
    words: tuple[str, ...],
    write_words: tuple[str, ...],
    each: bool,
) -> None:
    """Convert a map, or every map in a folder, into another format.

    Of a folder, all files are converted whose format is known, or with --from all that have its suffix. OUT is then
    a folder as well, with the same folders in it; the files get the suffix of --to.

    Files whose text is of no known format, or could be of several, are named and skipped.

    Exit status: 0 if all went well, 1 if some files of a folder could not be converted, 2 if IN could not.

    \b
    Examples:
      argmap convert map.argdown map.argmap.json
      argmap convert maps/ converted/ --to argdown
    """
    wanted = _Wanted(from_, to, lossy, words, write_words)
    if not Path(source).is_dir():
        _write(loaded(source, from_, words, "from_"), Path(target), wanted, listed=True, every=each)
        click.echo(f"{target}: written")
        return
    if to is None:
        raise click.UsageError("a folder needs --to, the format of its new files")
    must(by_name(to), "write")
    options_from(by_name(to), "dumps", write_words)
    if from_ is not None:
        must(by_name(from_), "read")
        options_from(by_name(from_), "loads", words)
    failures = _convert_folder(Path(source), Path(target), wanted, by_name(to).suffixes[0])
    for failure in failures:
        click.echo(f"argmap: {failure}", err=True)
    sys.exit(1 if failures else 0)


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
    for cells in rows:
        line = "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
        click.echo(line.rstrip())


def _write(
    m: ArgumentMap, target: Path, wanted: _Wanted, *, listed: bool = False, every: bool = False
) -> None:
    """Write a map and report what is lost: in one line, or in several if it is ``listed``."""
    with about_format("to"), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LossWarning)
        row = written_as(target, wanted.to)
        must(row, "write")
        options = options_from(row, "dumps", wanted.write_words)
        dump(m, target, format=row.name, lossy=wanted.lossy, **options)
    for warning in caught:
        lost = warning.message
        if listed and isinstance(lost, LossWarning):
            count = counted(len(lost.losses), "loss", "losses")
            click.echo(f"{target}: warning: {lost.format} cannot hold everything: {count}", err=True)
            for line in _lines(lost.losses, every=every):
                click.echo(f"  {line}", err=True)
        else:
            click.echo(f"{target}: warning: {lost}", err=True)


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


def _convert_folder(source: Path, target: Path, wanted: _Wanted, suffix: str) -> list[str]:
    """Convert what can be converted; the messages of what cannot."""
    outside = [path for path in _files(source) if source == target or not path.is_relative_to(target)]
    files = [path for path in outside if _could_be(path.name, wanted.from_)]
    taken = {path.resolve(): path for path in files}
    failures: list[str] = []
    skipped: list[UnknownFormatError] = []
    done: set[Path] = set()
    watched = sys.stderr.isatty()
    with click.progressbar(files, file=sys.stderr) if watched else nullcontext(files) as bar:
        for path in bar:
            out = target / path.relative_to(source).with_name(_stem(path.name) + suffix)
            try:
                m = loaded(path, wanted.from_, wanted.words, "from_")
                first = taken.setdefault(out.resolve(), path)
                if first is not path or out.resolve() == path.resolve():
                    raise FileError(f"not written: {first} takes this name", path=str(out))
                make_folder(out.parent)
                _write(m, out, wanted)
                done.add(path)
            except UnknownFormatError as error:
                skipped.append(error)
            except ArgmapError as error:
                failures.append(str(error))
    converted = {(path.parent, _stem(path.name)) for path in done}
    for unknown in skipped:
        # a file next to one that was converted, and of the same name, is a part of it
        if (Path(unknown.path).parent, _stem(Path(unknown.path).name)) not in converted:
            click.echo(f"{unknown.path}: not converted: {unknown.message}", err=True)
    unread = f", {len(skipped)} of no known format" if skipped else ""
    failed = f", {len(failures)} failed" if failures else ""
    click.echo(f"{target}: {len(done)} of {len(files)} files written{unread}{failed}")
    return failures


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _could_be(name: str, format: str | None) -> bool:
    """Whether a file may be of a format, or of any, as far as its suffix shows."""
    row = by_suffix(name)
    if format is None:
        return row is not None or syntax(name) is not None
    return row.name == by_name(format).name if row else format in candidates(name)


def _stem(name: str) -> str:
    """The name of a file without the suffix that shows its format."""
    row = by_suffix(name)
    known = row.suffixes if row else tuple(s for group in SYNTAXES.values() for s in group)
    longest = max((s for s in known if name.lower().endswith(s)), key=len, default="")
    return name[: len(name) - len(longest)]
