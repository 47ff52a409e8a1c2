"""Parties, sources and sections: whom and what the elements of a map refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import field, frozen

from argmap.errors import FormatError
from argmap.messages import Hint
from argmap.model import fields
from argmap.model.base import RecordBase
from argmap.model.citation import as_citation
from argmap.model.data import EMPTY, Data, as_data
from argmap.model.fields import TO_PARTY_OR_NAME, TO_SECTION, HasId
from argmap.model.kinds import Role
from argmap.model.parts import Quote
from argmap.model.provenance import PROVENANCE, Provenance, as_provenance
from argmap.values import must_be, must_be_flag

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self, Unpack


@frozen(weakref_slot=False, repr=False)
class Party(RecordBase):
    """Someone who speaks, is answered, reports or is appealed to.

    Attributes:
        id: The author's name for the party in this map.
        name: The name readers know.
        role: What the party is to the statement: speaker, counterparty, reporter, authority, audience.
        side: With whom it stands, in the author's words ("government", "tenants"); parties of one side look alike in
            pictures. "" if that is not said: then those of one role do.
        kind: What sort of party it is, in the author's words ("parliament", "news agency").
        note: Anything a reader should know, such as how the source names the party.
        data: What a foreign format states beyond the fields of the model.

    >>> Party("owners", "Owners' association", role="counterparty").role
    <Role.COUNTERPARTY: 'counterparty'>
    """

    id: str = field(converter=fields.identifier)
    name: str = field(default="", converter=fields.words)
    role: Role | None = field(default=None, converter=fields.role, kw_only=True)
    side: str = field(default="", converter=fields.words, kw_only=True)
    kind: str = field(default="", converter=fields.words, kw_only=True)
    note: str = field(default="", converter=fields.words, kw_only=True)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)


@frozen(weakref_slot=False, repr=False)
class Source(RecordBase):
    """A text that quotes are traced to.

    Attributes:
        id: The author's name for the source in this map.
        text: The untouched text; offsets count its code points. "" if it is not at hand.
        title: What a reader would cite.
        url: Where it was published.
        publisher: Who published it: the id of a party, or a name.
        date: ISO 8601 date of publication.
        language: BCP 47 tag ("en").
        file: Name of the file that holds the text, relative to the map; "" if there is none.
        sha256: Digest of the text in UTF-8, taken when the source was made; it shows later whether the
            text was changed. For UTF-8 files it is what ``sha256sum`` prints.
        provenance: Who issued what it holds, where, when, to whom, and through whom it reached us; None if unknown.
        citation: How it is cited: an item of CSL-JSON, as reference managers export it. An entry of BibTeX or BibLaTeX
            becomes such an item, which needs the extra ``report``.
        data: What a foreign format states beyond the fields of the model.

    >>> release = Source("release", "Rents may rise by no more than three percent a year.")
    >>> release.quote("no more than three percent").start
    18
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    url: str = field(default="", converter=fields.words, kw_only=True)
    publisher: str = field(default="", converter=fields.publisher, kw_only=True, metadata=TO_PARTY_OR_NAME)
    date: str = field(default="", converter=fields.words, kw_only=True)
    language: str = field(default="", converter=fields.words, kw_only=True)
    file: str = field(default="", converter=fields.words, kw_only=True)
    sha256: str = field(converter=fields.words, kw_only=True)
    provenance: Provenance | None = field(
        default=None, converter=as_provenance, kw_only=True, metadata=PROVENANCE
    )
    citation: Data = field(default=EMPTY, converter=as_citation, kw_only=True)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)

    @sha256.default
    def _digest_of_text(self) -> str:
        return digest(self.text) if self.text else ""

    @classmethod
    def from_file(
        cls,
        id: str,
        path: str | Path,
        *,
        encoding: str = "utf-8",
        below: str | Path | None = None,
        hidden: bool = False,
        **described: Unpack[_SourceFields],
    ) -> Self:
        """Read a source's text from a file, untouched: line ends and a byte order mark stay.

        Args:
            id: The source's id in the map.
            path: The file.
            encoding: How the file encodes its text.
            below: The folder that the file must lie in, or below it, after links have been followed, for names that
                come from others; by default it may be anywhere.
            hidden: Whether to read files below that folder that are hidden or in hidden folders.
            **described: title, url, publisher, date, language, provenance, citation, data; ``file`` if it is not
                the name of the file.

        Raises:
            FileError: The file cannot be read, or does not lie where it must.
            LimitError: It is larger than the limits in force allow.
            FormatError: Its bytes are not text in ``encoding``.
        """
        from argmap.filesystem import read_bytes  # noqa: PLC0415 - reading files is rare

        must_be(encoding, str, "the name of an encoding")
        must_be_flag(hidden, "hidden")
        raw = read_bytes(path, below=below, hidden=hidden)
        try:
            text = raw.decode(encoding)
        except (ValueError, LookupError) as error:
            raise FormatError(
                f"not text in {encoding}: {error}",
                path=str(path),
                expected=f"{encoding} text",
                hint=Hint("name the right one with {encoding}, such as 'cp1252' or 'utf-16'", encoding=...),
            ) from None
        from pathlib import PurePath  # noqa: PLC0415 - see above

        described.setdefault("file", PurePath(path).name)
        return cls(id, text, **described)

    def quote(
        self,
        words: str,
        *,
        prefix: str = "",
        suffix: str = "",
        occurrence: int | None = None,
        fidelity: str | None = None,
    ) -> Quote:
        """Find ``words`` in the text and return them as a verified quote.

        White space, typographic quotes and dashes and Unicode compatibility forms may differ;
        the quote holds the words as the source has them.

        Args:
            words: The words to find.
            prefix: Text right before them, to tell several places apart.
            suffix: Text right after them.
            occurrence: Which of several places is meant, counted from 1.
            fidelity: How close the claim's text stays to these words.

        Raises:
            QuoteError: The words are absent (with the nearest passage), or appear in several places
                and nothing chooses one (with every place).
        """
        from argmap.quoting.anchoring import quote  # noqa: PLC0415 - finding words is above the records

        return quote(self, words, prefix=prefix, suffix=suffix, occurrence=occurrence, fidelity=fidelity)


class _SourceFields(TypedDict, total=False):
    title: str
    url: str
    publisher: str | HasId
    date: str
    language: str
    file: str
    provenance: Provenance | None
    citation: Mapping[str, Any] | str | None
    data: Mapping[str, Any]


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # noqa: PLC0415 - loads a cryptography library, which maps without sources do without

    return hashlib.sha256(text.encode()).hexdigest()


@frozen(weakref_slot=False, repr=False)
class Section(RecordBase):
    """A named group of claims, as the headings of a document make them.

    Attributes:
        id: The author's name for the section in this map.
        title: The heading.
        parent: Id of the enclosing section, or None.
        tags: Free labels.
        data: What a foreign format states beyond the fields of the model.
    """

    id: str = field(converter=fields.identifier)
    title: str = field(default="", converter=fields.words)
    parent: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_SECTION)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)
