"""How wide a line of text is.

Layout engines measure text each in their own way (hard-coded tables, the fonts of the machine), so boxes come
out differently on every machine. argmap measures text itself and gives the engine fixed sizes: by the widths of
Helvetica, which are the same everywhere, and what those lack by setting it in the fonts of installed packages.
"""

from __future__ import annotations

from argmap.rendering.text.helvetica import estimated, is_known
from argmap.rendering.text.scripts import stretches
from argmap.rendering.text.shaping import shaped


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in points.

    Without kerning, so a line that is really set comes out the same or a little narrower. Italics are as wide
    as upright letters in Helvetica. Line breaks in ``text`` do not count.

    Args:
        text: One line of text.
        size: Font size in points.
        bold: Whether the text is set in bold.

    >>> round(text_width("Rents should rise.", 9), 1)
    72.0
    """
    if text.isascii() or is_known(text, bold=bold):
        return estimated(text, size, bold=bold)
    width = 0.0
    for script, part in stretches(text):
        found = shaped(part, script, bold=bold) if script else None
        width += estimated(part, size, bold=bold) if found is None else found * size
    return width


def is_measured(text: str, *, bold: bool = False) -> bool:
    """Whether ``text_width`` is certain: by the table, or in a font that is there.

    >>> is_measured("Café"), is_measured("●")
    (True, False)
    """
    return all(
        is_known(part, bold=bold) if not script else shaped(part, script, bold=bold) is not None
        for script, part in stretches(text)
    )
