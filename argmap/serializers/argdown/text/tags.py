"""Tags: how they are spelled, and which are in words."""

from __future__ import annotations

import re
from typing import Final

from argmap.serializers.argdown.text.urls import AS_URL, url_end

LONGEST: Final = (
    400  # code points in brackets of tags, titles and links; else looking for ends takes too long
)
TAG: Final = re.compile(
    rf"#(?:\(([^)]{{1,{LONGEST}}})\)|([a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+))"
)
_TAG_OR_URL: Final = re.compile(AS_URL + TAG.pattern)


def tags_in(text: str) -> frozenset[str]:
    """The tags in words; in a URL there are none.

    >>> sorted(tags_in("#tea and #(green tea), see https://example.org/#History"))
    ['green tea', 'tea']
    """
    found: set[str] = set()
    match = _TAG_OR_URL.search(text) if "#" in text else None
    while match is not None:
        end = match.end()
        if match["url"]:
            end = max(url_end(text, match.start(), end), match.start() + 1)
        else:
            found.add(match[2] or match[3])
        match = _TAG_OR_URL.search(text, end)
    return frozenset(found)


def is_tag(tag: str) -> bool:
    """Whether words can be written as a tag."""
    return TAG.fullmatch(f"#({tag})") is not None and "\n" not in tag and "\r" not in tag


def spelled_tag(tag: str) -> str:
    """A tag as such.

    >>> spelled_tag("legal"), spelled_tag("two words")
    ('#legal', '#(two words)')
    """
    match = TAG.fullmatch(f"#{tag}")
    return f"#{tag}" if match and match[2] == tag else f"#({tag})"
