"""The works in which claims appeared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Source
from argmap.serializers.claimreview.linked_data import each, literal

if TYPE_CHECKING:
    from argmap.serializers.claimreview.finding import Found
    from argmap.serializers.claimreview.records import Records

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:\S|//|www\.", re.ASCII)
_APPEARANCES: Final = ("appearance", "firstAppearance", "claimFirstAppearance", "claimAppearances")


class Sources:
    """The sources read so far: one for each address, and each work without one.

    Attributes:
        read: The sources, in order.
    """

    def __init__(self, records: Records) -> None:
        self.read: list[Source] = []
        self._records = records
        self._document = records.document
        self._addresses: set[str] = set()

    def appeared_in(self, item: Found) -> None:
        """Record the works in which a claim appeared."""
        about = item.about
        if about is None:
            if address := address_in(self._document.value(item.node, "itemReviewed")):
                self._work(address)
            return
        for name in _APPEARANCES:
            for work in each(self._document.value(about, name)):
                self._work(work)
        if about.types and "Claim" not in about.types and "ClaimReview" not in about.types:
            self._work(about.raw)

    def _work(self, work: Any) -> None:
        text, node = literal(work), None
        if isinstance(text, str):
            node = self._document.named(text)
        elif isinstance(work, dict):
            node = self._document.node(work)
        if node is None:
            about = {"url" if address_in(text) else "title": text} if isinstance(text, str) else {}
        else:
            publisher = each(self._document.value(node, "publisher"))
            by = self._document.node(publisher[0]) if publisher and isinstance(publisher[0], dict) else None
            about = {
                "url": self._document.address(node, "url")
                or node.id
                or self._document.address(node, "sameAs"),
                "title": self._document.text(node, "headline", "name"),
                "date": self._document.text(node, "datePublished"),
                "publisher": self._document.text(by, "name") if by else "",
            }
        url = about.get("url", "")
        if url in self._addresses or not (url or about.get("title")):
            return
        source = self._records.made(
            (), Source, self._records.id(None, f"source-{len(self.read) + 1}"), **about
        )
        if source is not None:
            self.read.append(source)
            self._addresses.update([url] if url else [])


def address_in(value: Any) -> str:
    """A single address, or ""."""
    text = literal(value)
    return text if isinstance(text, str) and _ADDRESS.match(text) else ""
