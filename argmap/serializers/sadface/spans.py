"""Spans of resources as quotes, and the problems in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.messages import shown
from argmap.model import Quote

if TYPE_CHECKING:
    from argmap.serializers.sadface.vocabulary import Json


def read_span(span: Any, sources: Json) -> tuple[Quote | None, str]:
    """The quote that a span is, if it can be one, and the problem in it; "" if there is none."""
    if not isinstance(span, dict):
        return None, f"found {shown(span)} where a span is expected"
    source, words, start, length = (span.get(key) for key in ("resource_id", "text", "offset", "length"))
    if not isinstance(source, str) or source not in sources:
        return None, f"the span is of {shown(source)}, which is not a resource of the document"
    if not isinstance(words, str):
        return None, "the span has no text with offset and length"
    if type(start) is not int or type(length) is not int:
        without = start is None and length is None
        return Quote(source, words), "" if without else "the span has no text with offset and length"
    text, end = sources[source].text, start + length
    position = (start, end) if 0 <= start <= end <= len(text) else ()
    there = text[start:end] if start >= 0 else ""
    differs = f"the resource has {shown(there)} instead of the words of the span, {shown(words)}"
    return Quote(source, words, *position), "" if there == words else differs
