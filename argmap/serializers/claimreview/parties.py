"""The parties that authors are."""

from __future__ import annotations

from json import dumps as json_of
from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic
from argmap.messages import shown
from argmap.model import Party
from argmap.serializers.claimreview.contexts import literal
from argmap.serializers.claimreview.documents import place
from argmap.serializers.claimreview.spelling import plain
from argmap.serializers.claimreview.vocabulary import (
    AUTHOR_KEYS,
    FORM,
    IDENTITY,
    NAME,
    NOTES,
    SPELLING,
    TEXT,
    author_form,
    author_object,
)
from argmap.serializers.common.residue import difference, with_residue

if TYPE_CHECKING:
    from argmap.serializers.claimreview.linked_data import Json, Node
    from argmap.serializers.claimreview.records import Records


class Parties:
    """The parties read so far: one for each author that says who it is.

    Attributes:
        read: The parties, in order.
        forms: What each is written as, by id.
    """

    def __init__(self, records: Records, around: set[int]) -> None:
        """Read parties, of which those that are around reviews, or are said to hold them, keep nothing else.

        What is around reviews is kept as the document around them; in each review that names it, it would be kept
        as often as there are reviews.
        """
        self.read: list[Party] = []
        self.forms: dict[str, Any] = {}
        self._records = records
        self._document = records.document
        self._around = around
        self._nameless: dict[str, Diagnostic] = {}
        self._known: dict[Any, Party] = {}  # by what says who an author is
        self._keys: list[Any] = []  # the same, in order

    def take_back(self, count: int) -> None:
        """Forget all parties but the first ones."""
        gone = {party.id for party in self.read[count:]}
        while self._keys and self._known[self._keys[-1]].id in gone:
            del self._known[self._keys.pop()]
        del self.read[count:]

    def announce(self, count: int) -> None:
        """Report the parties after the first ones that have no name."""
        for party in self.read[count:]:
            if party.id in self._nameless:
                self._records.report(self._nameless[party.id])

    def of(self, author: Any, near: Node) -> Party | None:
        """The party that an author of an object is; None if nothing says who that is."""
        if isinstance(word := literal(author), str):
            node = self._document.named(word, near)
            return self._described(node.raw) if node is not None else self._mere_name(author)
        return self._described(author) if isinstance(author, dict) and author else None

    def _mere_name(self, author: Any) -> Party | None:
        i = self._records.id(None, f"party-{len(self.read) + 1}")
        party = self._records.made((), Party, i, literal(author))
        if party is None:
            return None
        residue = {FORM: TEXT} if party.name else {}
        return self._added(with_residue(party, NAME, residue))

    def _described(self, author: Json) -> Party | None:
        node, document = self._document.node(author), self._document
        is_around = id(author) in self._around
        identified = not is_around and any(document.value(node, name) for name in IDENTITY)
        key: Any = node.id or (json_of(author) if identified else id(author))
        if key in self._known:
            return self._known[key]
        name = document.text(node, "name", "legalName", "alternateName")
        name = name or " ".join(filter(None, (document.text(node, n) for n in ("givenName", "familyName"))))
        if not (name.strip() or identified or node.id or is_around):
            return None  # the place of an author, which was left empty
        kinds = document.types(node)
        i = self._records.id(node, f"party-{len(self.read) + 1}")
        party = self._records.made(node.path, Party, i, name, kind=kinds[0] if kinds else "")
        if party is None:
            return None
        residue = {} if is_around else _residue(author, node, party)
        whole: Party | None = self._records.made(node.path, with_residue, party, NAME, residue)
        if whole is None:
            return None
        if not name:
            unknown = node.id and not document.is_described(node)
            what = f"{shown(node.id)} is not described here" if unknown else "has no name"
            message = f"the author {what}; a party without a name is read"
            severity = "info" if identified else "warning"
            self._nameless[i] = Diagnostic(
                "author-without-name", severity, message, path=place(node.path), ids=(i,)
            )
        self._known[key] = self._added(whole)
        self._keys.append(key)
        return whole

    def _added(self, party: Party) -> Party:
        self.read.append(party)
        self.forms[party.id] = author_form(party)
        return party


def _residue(author: Json, node: Node, party: Party) -> Json:
    row, spelling = plain(author, node.keys, AUTHOR_KEYS)
    notes = {SPELLING: spelling} if spelling else {}
    return {**difference(author_object(party), row, notes=NOTES), **notes}
