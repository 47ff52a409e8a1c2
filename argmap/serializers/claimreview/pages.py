"""The scripts with JSON-LD of a web page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG: Final = re.compile(r"<!--|<(script|style|textarea|title)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""[\s/]*([^\s/>=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
_TAG_END: Final = re.compile(r"[\s/]*>")
_COMMENT_END: Final = re.compile(r"--!?>")
_ENDS: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
_WRAPPING: Final = re.compile(r"[\s;]*(?:(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?)?")
_UNWRAPPING: Final = re.compile(r"(?:(?://|/\*)\s*)?(?:\]\]>|-->)\s*(?:\*/)?\s*$")
_MARKUP: Final = (
    ("microdata", re.compile(r"\bitemtype\s{0,9}=[^>]{0,99}/(?:Claim|ClaimReview)\b", re.IGNORECASE)),
    ("RDFa", re.compile(r"\btypeof\s{0,9}=[^>]{0,99}\b(?:Claim|ClaimReview)\b", re.IGNORECASE)),
)


def scripts(page: str) -> Iterator[tuple[int, str]]:
    """The scripts with JSON-LD, and where they start; comments and text areas hide what is in them.

    >>> [*scripts("<script type='application/ld+json'>{}</script>")]
    [(35, '{}')]
    """
    offset = 0
    while tag := _TAG.search(page, offset):
        offset = tag.end()
        if tag[1] is None:
            if not (short := re.compile("-?>").match(page, offset)):
                end = _COMMENT_END.search(page, offset)
                offset = end.end() if end else len(page)
            else:
                offset = short.end()
            continue
        kind = ""
        while (found := _ATTRIBUTE.match(page, offset)) is not None:
            if found[1].lower() == "type" and found[2] and not kind:
                kind = html.unescape(found[2].strip("\"'")).partition(";")[0].strip().lower()
            offset = found.end()
        closed = _TAG_END.match(page, offset)
        if closed is None:
            continue
        start = closed.end()
        name = tag[1].lower()
        end = _ENDS[name].search(page, start)
        offset = end.start() if end else len(page)
        if name == "script" and kind == "application/ld+json":
            yield start, page[start:offset]


def unwrapped(script: str) -> str:
    """A script without the comment or CDATA section around it, which are blanks instead.

    >>> unwrapped("//<![CDATA[ [1] //]]>")
    '            [1]'
    """
    begin = _WRAPPING.match(script)
    start = begin.end() if begin else 0
    bare = script[start:].rstrip("; \t\r\n")
    if end := _UNWRAPPING.search(bare, max(0, len(bare) - 20)):
        bare = bare[: end.start()].rstrip("; \t\r\n")
    return " " * start + bare


def without_entities(script: str) -> str:
    """A script in which entities are the characters that they stand for."""
    return html.unescape(script) if "&" in script else script


def other_markup(page: str) -> str:
    """The way other than JSON-LD in which a page marks up reviews of claims; "" if there is none."""
    return next((name for name, sign in _MARKUP if sign.search(page)), "")
