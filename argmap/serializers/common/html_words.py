"""Words in the HTML that drawing programs put into boxes."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

# Tags within a word or a line; all others end a line.
_WITHIN: Final = re.compile(
    r"</?(?:a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|tt|u)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_TAG: Final = re.compile(r"</?[A-Za-z!][^<>]*>")


def words_of(html: str) -> str:
    """The words of HTML in one line.

    >>> words_of("<b>Rents</b> rose<br>by 3&nbsp;%<div>in <i>May</i>.</div>")
    'Rents rose by 3 % in May.'
    """
    return " ".join(unescape(_TAG.sub(" ", _WITHIN.sub("", html))).split())
