r"""Text made safe for each place in a DOT file where text can stand.

Graphviz reads text differently in every place: it expands ``\N``, ``\G``, ``\E`` and their kin, decodes
entities such as ``&amp;`` even in plain labels, takes text between ``<`` and ``>`` for HTML, and expands
tooltips twice. The rules here were found by drawing thousands of strings with two engines (graphviz-pure 0.2
and Graphviz 2.43) and reading the text back from the SVG; a property test does it again.

The results are values of attributes for the `graphviz` package, which quotes them; ``html`` gives a piece of
an HTML-like label.
"""

from __future__ import annotations

import html as markup
import re
from typing import Final
from urllib.parse import quote

import graphviz

from argmap.words import visible

_SAFE_URL: Final = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)
_RESERVED: Final = "%!#$&'()*+,/:;=?@[]~"  # what may stand in an address as it is, besides letters and digits
_MARKUP: Final = re.compile(r"[&<>\"'\\]")


def plain(text: str) -> str:
    r"""A plain label; line feeds become centred line breaks, tabs spaces.

    >>> print(plain("R&D\\N <b>"))
    R&amp;D\\N <b>
    """
    escaped: str = graphviz.escape(visible(text).replace("&", "&amp;").replace("\t", " "))
    label: str = graphviz.nohtml(escaped.replace("\n", r"\n"))
    return label


def html(text: str) -> str:
    r"""Text inside an HTML-like label; line feeds become left-aligning breaks, tabs spaces.

    >>> print(html("R&D\\N <b>"))
    R&amp;D\\N &lt;b&gt;
    """
    return _markup(text, 2).replace("\n", '<br align="left"/>').replace("\t", " ")


def tooltip(text: str) -> str:
    r"""The value of a `tooltip` attribute; line feeds stay.

    >>> print(tooltip("R&D\\N <b>"))
    R&amp;D\\\\N &lt;b&gt;
    """
    return _markup(text, 4).replace("\n", "&#10;")


def attribute_id(text: str) -> str:
    r"""The value of an `id` attribute; line feeds and tabs become visible as well.

    >>> print(attribute_id('say "hi"'))
    say &quot;hi&quot;
    """
    return _markup(text, 2).replace("\n", "␊").replace("\t", "␉")


def url(text: str) -> str | None:
    """The value of a `URL` attribute, or None for an address that a drawing may not link to.

    Links to ``http:``, ``https:`` and ``mailto:`` addresses and to ``#fragments`` are allowed, so that no
    drawing can carry a script. What may not stand in an address is percent-encoded (RFC 3986).

    >>> url("https://example.org/a b?x=1&y=2")
    'https://example.org/a%20b?x=1&amp;y=2'
    >>> url("javascript:alert(1)") is None
    True
    """
    if not is_safe_url(text):
        return None
    return _markup(quote(text, safe=_RESERVED, errors="replace"), 2)


def is_safe_url(text: str) -> bool:
    """Whether a drawing may link there.

    >>> is_safe_url("#src-c1"), is_safe_url(" data:text/html,x")
    (True, False)
    """
    return _SAFE_URL.match(text) is not None


def _markup(text: str, backslashes: int) -> str:
    if text.isascii() and text.isprintable() and not _MARKUP.search(text):
        return text  # the usual case
    return markup.escape(visible(text)).replace("\\", "\\" * backslashes)
