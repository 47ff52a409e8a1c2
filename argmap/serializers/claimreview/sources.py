"""The works in which claims appeared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Source
from argmap.serializers.claimreview.contexts import each, literal

if TYPE_CHECKING:
    from argmap.serializers.claimreview.finding import Found
    from argmap.serializers.claimreview.linked_data import Node
    from argmap.serializers.claimreview.records import Records

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:\S|//|www\.", re.ASCII)
_APPEARANCES: Final = ("appearance", "firstAppearance", "claimFirstAppearance", "claimAppearances")


_OTHER_ADDRESSES: Final = ("sameAs", "contentUrl", "mainEntityOfPage", "embedUrl")
_DATES: Final = ("datePublished", "uploadDate", "dateCreated")


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
        if not item.works and (address := address_in(self._document.value(item.node, "itemReviewed"))):
            self._work(address, item.node)
        for about in item.works:
            for name in _APPEARANCES:
                for work in each(self._document.value(about, name)):
                    self._work(work, about)
            types = self._document.types(about)
            if types and "Claim" not in types and "ClaimReview" not in types:
                self._work(about.raw, about)

    def _work(self, work: Any, near: Node) -> None:
        text, node = literal(work), None
        if isinstance(text, str):
            node = self._document.named(text, near)
        elif isinstance(work, dict):
            node = self._document.node(work)
        if node is None:
            about = {"url" if address_in(text) else "title": text} if isinstance(text, str) else {}
        else:
            about = self._described(node)
        url = about.get("url", "")
        if url in self._addresses or not (url or about.get("title")):
            return
        source = self._records.made(
            (), Source, self._records.id(None, f"source-{len(self.read) + 1}"), **about
        )
        if source is not None:
            self.read.append(source)
            self._addresses.update([url] if url else [])

    def _described(self, node: Node) -> dict[str, str]:
        """What a work says of itself."""
        document = self._document
        publisher = each(document.value(node, "publisher"))
        by = literal(publisher[0]) if publisher else ""
        if isinstance(by, dict):
            by = document.text(document.node(by), "name")
        return {
            "url": document.address(node, "url") or node.id or document.address(node, *_OTHER_ADDRESSES),
            "title": document.text(node, "headline", "name"),
            "date": document.text(node, *_DATES),
            "publisher": by if isinstance(by, str) else "",
        }


def address_in(value: Any) -> str:
    """A single address, or ""."""
    text = literal(value)
    return text if isinstance(text, str) and _ADDRESS.match(text) else ""
