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

_SAFE_URL: Final = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)
_RESERVED: Final = "%!#$&'()*+,/:;=?@[]~"  # what may stand in an address as it is, besides letters and digits
_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_STAND_INS: Final = (
    {code: _CONTROL_PICTURES + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {_DELETE: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)
)
_MARKUP: Final = re.compile(r"[&<>\"'\\]")
_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    r"""The text with a stand-in for each character that XML forbids or nobody sees.

    Control characters become their pictures (U+2400 to U+2421) or, like lone surrogates and the
    non-characters U+FFFE and U+FFFF, the replacement character U+FFFD. Line feed and tab stay; CR LF and CR
    become LF. Every place below applies this to its text.

    >>> visible("null\0 and\r\nline")
    'null␀ and\nline'
    """
    if not _HIDDEN.search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_STAND_INS)


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
