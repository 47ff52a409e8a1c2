"""``argmap report``: the finished document."""

from __future__ import annotations

import sys
from typing import Any

import click

from argmap.cli.drawing import advised
from argmap.cli.reading import FORMAT, LIMIT, MAP, OPTION, loaded
from argmap.cli.terminal import say
from argmap.messages import counted, printable
from argmap.reporting.assembling import PARTS
from argmap.reporting.content import pictures
from argmap.reporting.report import report as report_of


@click.command()
@MAP
@FORMAT
@LIMIT
@OPTION
@click.option("-o", "--output", required=True, help="Where the report goes: .html, .pdf, .docx or .md.")
@click.option(
    "--parts", help=f"Its parts in the order wanted, separated by commas; all by default: {', '.join(PARTS)}."
)
@click.option("--template", help="A file instead of argmap's own: for Jinja, typst, or a Word document.")
@click.option("--page", default="a4", show_default=True, help="Paper, as for render.")
@click.option("--min-text", default=7.0, show_default=True, help="The smallest text of figures in points.")
@click.option("--language", help="Language of the report as a BCP 47 tag; that of the sources by default.")
@click.option("--timeout", default=10.0, show_default=True, help="Seconds for one picture.")
def report(
    map_file: str,
    format: str | None,
    words: tuple[str, ...],
    output: str,
    parts: str | None,
    **options: Any,
) -> None:
    """Write a report on MAP: in brief, in figures, in tables, with its sources.

    MAP may be - for standard input, with --format.

    \b
    Examples:
      argmap report map.argmap.json -o report.html
      argmap report map.argmap.json -o report.pdf --parts summary,figures,answers
      argmap report map.argmap.json -o report.docx --template house-style.docx
    """
    wanted = None if parts is None else [name.strip() for name in parts.split(",") if name.strip()]
    m = loaded(map_file, format, words)
    with click.progressbar(
        length=len(wanted or PARTS), label="report", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        made = report_of(m, output, parts=wanted, progress=lambda _: bar.update(1), **options)
    noted: set[str] = set()
    for picture in pictures(made):
        figure = picture.figure
        new = [note for note in figure.diagram.notes if note not in noted]
        noted.update(new)
        advised((*new, figure.diagram.advice), f"Figure {figure.number}: ")
    number = len([*pictures(made)])
    say(printable(f"{output}: {counted(len(made.parts), 'part')}, {counted(number, 'figure')}"))
