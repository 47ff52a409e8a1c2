"""Drawing maps into files."""

from __future__ import annotations

import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, overload

from argmap.errors import UnknownFormatError
from argmap.filesystem import write_bytes
from argmap.rendering.diagram import Diagram, SmallTextWarning, draw
from argmap.rendering.numbered.binding import files
from argmap.rendering.numbered.figure import Figure
from argmap.rendering.numbered.figure import figures as figures_of
from argmap.values import file_name, must_be_flag

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.overlay import HasOverlay, Overlay
    from argmap.rendering.output import engines
    from argmap.rendering.style import Style
    from argmap.viewing import View


@overload
def render(
    m: ArgumentMap | View,
    path: str | Path,
    *,
    figures: Literal[False] = False,
    style: str | Style | None = None,
    engine: str | engines.Engine = "auto",
    timeout: float = 10.0,
    overlay: Overlay | HasOverlay | None = None,
    **options: Any,
) -> Diagram: ...


@overload
def render(
    m: ArgumentMap | View,
    path: str | Path,
    *,
    figures: Literal[True],
    min_text: float = 7.0,
    style: str | Style | None = None,
    engine: str | engines.Engine = "auto",
    timeout: float = 10.0,
    overlay: Overlay | HasOverlay | None = None,
    **options: Any,
) -> tuple[Figure, ...]: ...


def render(
    m: ArgumentMap | View,
    path: str | Path,
    *,
    figures: bool = False,
    style: str | Style | None = None,
    engine: str | engines.Engine = "auto",
    timeout: float = 10.0,
    overlay: Overlay | HasOverlay | None = None,
    **options: Any,
) -> Diagram | tuple[Figure, ...]:
    """Draw a map, or a part of one, into a file: .svg, .png, .pdf, .html or .dot by its suffix.

    The arguments are those of ``draw``, or of ``figures``. The figures of a map are the pages of a PDF and follow each
    other in HTML; in other formats each has a file, ``map-1.svg`` and so on for ``map.svg``.

    Args:
        m: The map, or a part of it that ``view`` made.
        path: The file.
        figures: Whether the map falls into numbered figures if it does not fit its page.
        style: As for ``draw``.
        engine: As for ``draw``.
        timeout: As for ``draw``.
        overlay: As for ``draw``.
        **options: Fields of the style that differ; with ``figures`` also ``min_text``.

    Returns:
        The picture, or the figures.

    Warns:
        SmallTextWarning: On its page the text would be smaller than 6 points.
        UserWarning: A picture is not as it should be, as its ``notes`` say.

    Raises:
        UnknownFormatError: No picture is written by that suffix.
        StyleError: An unknown option, a value outside what it allows, or an option that the notation ignores.
        FileError: The file cannot be written.
        RenderError: No engine could draw it.
        MissingExtraError: The format needs an extra; the message has the pip line.
    """
    must_be_flag(figures, "figures")
    if not figures:
        diagram = draw(m, style=style, engine=engine, timeout=timeout, overlay=overlay, **options)
        diagram.save(path)
        return diagram
    name = file_name(path)
    found = figures_of(m, style=style, engine=engine, timeout=timeout, overlay=overlay, **options)
    try:
        written = files(found, name, PurePath(name).suffix.lower())
    except UnknownFormatError as error:
        error.in_file(name)
        raise
    for one, content in written:
        write_bytes(one, content)
    noted: set[str] = set()
    for figure in found:
        for note in figure.diagram.notes:
            if note not in noted:  # what several leave to be desired is said of the first
                warnings.warn(f"{path}, Figure {figure.number}: {note}", stacklevel=2)
        noted.update(figure.diagram.notes)
        if advice := figure.diagram.advice:
            warnings.warn(advice, SmallTextWarning, stacklevel=2)
    return found
