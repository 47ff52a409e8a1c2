"""Spans of resources, and problems in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.messages import shown
from argmap.model import Quote

if TYPE_CHECKING:
    from argmap.serializers.sadface.vocabulary import Json


def quotes_of(spans: list[Any], sources: Json) -> list[Quote]:
    """The spans that are quotes of a resource; with their position if the resource is long enough."""
    quotes = []
    for span in spans:
        row = span if isinstance(span, dict) else {}
        source, words, start, length = (row.get(key) for key in ("resource_id", "text", "offset", "length"))
        if not isinstance(source, str) or source not in sources or not isinstance(words, str):
            continue
        if type(start) is type(length) is int and 0 <= start <= start + length <= len(sources[source].text):
            quotes.append(Quote(source, words, start, start + length))
        else:
            quotes.append(Quote(source, words))
    return quotes


def span_problem(span: Any, sources: Json) -> str:
    """The problem in a span; '' if there is none."""
    if not isinstance(span, dict):
        return f"found {shown(span)} where a span is expected"
    source = span.get("resource_id")
    if not isinstance(source, str) or source not in sources:
        return f"the span is of {shown(source)}, which is not a resource of the document"
    start, length, text = span.get("offset"), span.get("length"), span.get("text")
    if start is None and length is None and isinstance(text, str):
        return ""
    if type(start) is not int or type(length) is not int or not isinstance(text, str):
        return "the span has no text with offset and length"
    there = sources[source].text[start : start + length] if start >= 0 else ""
    differs = f"the resource has {shown(there)} instead of the words of the span, {shown(text)}"
    return "" if there == text else differs
