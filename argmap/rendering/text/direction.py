"""Text that runs from right to left: which it is, and the marks that keep its stops and brackets at their own end.

The marks are the isolates of Unicode's bidirectional algorithm. They take no room, and everything that sets text
keeps to them, so a line is right in DOT as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

RIGHT_TO_LEFT: Final = "\u2067"
END: Final = "\u2069"
_LETTER: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_STRETCH: Final = re.compile(
    f"{_LETTER}(?:.*{_LETTER})?(?:[ ]?[0-9][0-9.,:/-]*[0-9]|[ ]?[0-9])?(?:[.!?](?=,))?"
)
_ANY: Final = re.compile(_LETTER)


def runs_left(text: str) -> bool:
    """Whether most letters of a text belong to writing that runs from right to left; the first need not.

    >>> runs_left("(WHO) أكثر من ثلاثة."), runs_left("The word שלום.")
    (True, False)
    """
    if text.isascii() or not _ANY.search(text):
        return False
    ways = Counter(map(unicodedata.bidirectional, text))
    return ways["R"] + ways["AL"] > ways["L"]


def directed(line: str, *, left: bool) -> str:
    """A line with the marks of its direction; none where all letters run to the right.

    Args:
        line: The line.
        left: Whether the text that it is a line of runs from right to left.

    >>> directed("(WHO)", left=True), directed("of «שלום», 2 May", left=False)
    ('\u2067(WHO)\u2069', 'of «\u2067שלום\u2069», 2 May')
    """
    if left:
        return f"{RIGHT_TO_LEFT}{line}{END}" if line else line
    if line.isascii() or not _ANY.search(line):
        return line
    return _STRETCH.sub(lambda found: f"{RIGHT_TO_LEFT}{found[0]}{END}", line, count=1)


def bare(line: str) -> str:
    """A line without those marks."""
    return line.replace(RIGHT_TO_LEFT, "").replace(END, "")
