r"""Text made safe for each place in a DOT file where text can be.

Graphviz reads text differently in every place: it expands ``\N``, ``\G``, ``\E`` and their kin, decodes
entities such as ``&amp;`` even in plain labels, takes text between ``<`` and ``>`` for HTML, and expands
tooltips twice. The rules here were found by drawing thousands of strings with two engines (graphviz-pure 0.2
and Graphviz 2.43) and reading the text back from the SVG; a property test does it again.

``attribute_id`` gives the value of an attribute, which the `graphviz` package quotes; ``html`` a piece of an HTML-like
label.
"""

from __future__ import annotations

import html as markup
import re
from typing import TYPE_CHECKING, Final

from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAFE_URL: Final = re.compile(r"(?:https?://|mailto:|#)\S", re.IGNORECASE)
BREAK: Final = '<br align="left"/>'
"""Ends a line of an HTML-like label at the left."""

_MARKUP: Final = re.compile(r"[&<>\"'\\]")


def html(text: str) -> str:
    r"""Text inside an HTML-like label; line feeds become left-aligning breaks, tabs spaces.

    >>> print(html("R&D\\N <b>"))
    R&amp;D\\N &lt;b&gt;
    """
    return text if _is_plain(text) else _markup(text).replace("\n", BREAK).replace("\t", " ")


def html_lines(lines: Iterable[str], *, bold: bool = False) -> str:
    """Lines of text inside an HTML-like label, each with its break.

    >>> html_lines(["R&D", ""], bold=True)
    '<b>R&amp;D</b><br align="left"/><br align="left"/>'
    """
    strong = "<b>{}</b>" if bold else "{}"
    # Graphviz refuses an element with nothing in it.
    return "".join((strong.format(html(line)) if line else "") + BREAK for line in lines)


def attribute_id(text: str) -> str:
    r"""The value of an `id` attribute; line feeds and tabs become visible as well.

    >>> print(attribute_id('say "hi"'))
    say &quot;hi&quot;
    """
    return text if _is_plain(text) else _markup(text).replace("\n", "␊").replace("\t", "␉")


def is_safe_url(text: str) -> bool:
    """Whether a drawing may link there.

    >>> is_safe_url("#src-c1"), is_safe_url(" data:text/html,x")
    (True, False)
    """
    return _SAFE_URL.match(text) is not None


def _is_plain(text: str) -> bool:
    """Whether a text is the same in all places, as most are."""
    return text.isascii() and text.isprintable() and not _MARKUP.search(text)


def _markup(text: str) -> str:
    return markup.escape(visible(text)).replace("\\", "\\\\")
