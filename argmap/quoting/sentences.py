"""The sentences of a text, roughly: enough to count them, not to take them apart."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b(?:Art|Mrs|Gen|Sen|Rep)\b)[.!?…。！？។]+[\"'”’»)\]]*(?=\s|\Z)|\n\s*\n(?=\s*[^\sa-z])"
)


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Where each sentence begins and ends, without the white space around it.

    A blank line ends one, unless a small letter follows: that is a page break.

    >>> text = "Rents rose. Mr. Lo did not\n\nobject."
    >>> [text[slice(*span)] for span in sentences(text)]
    ['Rents rose.', 'Mr. Lo did not\n\nobject.']
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        piece = text[begin:end]
        if any(c.isalnum() for c in piece):
            start = begin + len(piece) - len(piece.lstrip())
            found.append((start, start + len(piece.strip())))
        begin = end
    return found
