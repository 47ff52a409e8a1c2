"""The records of an argument map: frozen values with ids that the author chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from attrs import NOTHING, field, frozen

from argmap.errors import FormatError, RecordError
from argmap.messages import shown
from argmap.model import data as json_data
from argmap.model import fields
from argmap.model.data import EMPTY, Data
from argmap.model.fields import HasId
from argmap.model.keywords import telling
from argmap.model.kinds import ClaimKind, EvidenceKind, Fidelity, Qualifier, RelationKind, Role

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self, Unpack


class Shown:
    """Records print as the call that makes them, without the fields left at their defaults."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[tuple[Any, ...]]

    def __repr__(self) -> str:
        parts, named = [], False
        for a in type(self).__attrs_attrs__:
            value = getattr(self, a.name)
            if value != a.default or a.default is NOTHING:
                text = repr(str(value)) if isinstance(value, str) else repr(value)
                parts.append(f"{a.name}={text}" if named or a.kw_only else text)
            else:
                named = True  # what follows is not at its position
        return f"{type(self).__name__}({', '.join(parts)})"


def _quotes(value: Quote | Iterable[Quote]) -> tuple[Quote, ...]:
    return () if value == () else fields.each(Quote, value)


def _figures(value: Quantity | Iterable[Quantity]) -> tuple[Quantity, ...]:
    return () if value == () else fields.each(Quantity, value)


def _number_or_text(value: float | str) -> int | float | str:
    return fields.words(value) if isinstance(value, str) else fields.number(value, "quantity")


def _wordings(value: str | Wording | Iterable[str | Wording]) -> tuple[Wording, ...]:
    if value == ():
        return ()
    items = (value,) if isinstance(value, (str, Wording)) else fields.records(value)
    return fields.each(Wording, [Wording(v) if isinstance(v, str) else v for v in items])


@telling
@frozen(weakref_slot=False, repr=False)
class Party(Shown):
    """Someone who speaks, is answered, reports or is appealed to.

    Attributes:
        id: The author's name for the party in this map.
        name: The name readers know.
        role: What the party is to the statement: speaker, counterparty, reporter, authority, audience.
        kind: What sort of party it is, in the author's words ("parliament", "news agency").
        note: Anything a reader should know, such as how the source names the party.
        data: What a foreign format says and the model has no field for.

    >>> Party("owners", "Owners' association", role="counterparty").role
    <Role.COUNTERPARTY: 'counterparty'>
    """

    id: str = field(converter=fields.identifier)
    name: str = field(default="", converter=fields.words)
    role: Role | None = field(default=None, converter=fields.role, kw_only=True)
    kind: str = field(default="", converter=fields.words, kw_only=True)
    note: str = field(default="", converter=fields.words, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Quote(Shown):
    """Words of a source and where they stand: a W3C Web Annotation text quote and position selector.

    Attributes:
        source: Id of the source.
        exact: The words as the source has them.
        start: Offset of the first code point in the source's text, or None if the place is not known.
        end: Offset behind the last code point.
        prefix: Some of the text right before, to find the words again after the source was edited.
        suffix: Some of the text right after.
        fidelity: How close the claim's text stays to these words.

    ``source.quote("words")`` makes verified quotes; ``argmap.verify(quote, source)`` checks any quote.
    Source: Web Annotation Data Model, W3C Recommendation 2017, sections 4.2.4 and 4.2.5.
    """

    source: str = field(converter=fields.identifier)
    exact: str = field(converter=fields.words)
    start: int | None = field(default=None, converter=fields.offset)
    end: int | None = field(default=None, converter=fields.offset)
    prefix: str = field(default="", converter=fields.words, kw_only=True)
    suffix: str = field(default="", converter=fields.words, kw_only=True)
    fidelity: Fidelity | None = field(default=None, converter=fields.fidelity, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.start is None) != (self.end is None) or (self.end or 0) < (self.start or 0):
            raise RecordError(
                f"quote spans {self.start} to {self.end}, expected a start and an end not before it, or neither",
                found=(self.start, self.end),
            )


@telling
@frozen(weakref_slot=False, repr=False)
class Quantity(Shown):
    """A figure or date as the words state it.

    Attributes:
        value: A number, or an ISO 8601 calendar date (``"2024-03"``) when ``unit`` is "date".
        unit: What is counted or measured: "percent", "organizations", "date".
        qualifier: exactly, over, under, about, nearly, at least, at most.
        of: What the value is a part or a count of ("registered voters").
        when: The ISO 8601 date or year at which it holds, "" if not stated.
        baseline: What a change is measured from ("2016").
        quote: The words that state the figure.

    >>> Quantity(74.21, "percent", of="professional organizations", when="2024-03", baseline="2016").value
    74.21
    """

    value: int | float | str = field(converter=_number_or_text)
    unit: str = field(default="", converter=fields.words)
    qualifier: Qualifier = field(default=Qualifier.EXACTLY, converter=fields.qualifier, kw_only=True)
    of: str = field(default="", converter=fields.words, kw_only=True)
    when: str = field(default="", converter=fields.words, kw_only=True)
    baseline: str = field(default="", converter=fields.words, kw_only=True)
    quote: Quote | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.value, str):
            if self.unit != "date" or not fields.DATE.fullmatch(self.value):
                raise RecordError(
                    f"quantity {shown(self.value)} is text, expected a number, or a date such as '2024-03-31' "
                    "with unit 'date'",
                    found=self.value,
                )
        elif self.unit == "date":
            raise RecordError(
                f"quantity {shown(self.value)} has the unit 'date', expected a date such as '2024-03-31'",
                found=self.value,
            )
        if self.quote is not None and not isinstance(self.quote, Quote):
            raise RecordError(
                f"found a {type(self.quote).__name__} where a Quote is expected", found=self.quote
            )


@telling
@frozen(weakref_slot=False, repr=False)
class Wording(Shown):
    """One of several ways in which a claim is put: a translation, or another member of its class.

    Attributes:
        text: The words.
        language: BCP 47 tag of the words ("km"), "" for that of the map.
        by: Who puts it so, if not the holder of the claim.
        quotes: Where it is put so.
        tags: Free labels.
        data: What a foreign format says and the model has no field for.
    """

    text: str = field(converter=fields.words)
    language: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=_quotes, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Source(Shown):
    """A text that quotes are traced to.

    Attributes:
        id: The author's name for the source in this map.
        text: The untouched text; offsets count its code points. "" if it is not at hand.
        title: What a reader would cite.
        url: Where it was published.
        publisher: Who published it: the id of a party, or a name.
        date: ISO 8601 date of publication.
        language: BCP 47 tag ("en").
        file: Name of the file that holds the text, as a map beside it would call it; "" if there is none.
        sha256: Digest of the text in UTF-8, taken when the source was made; it tells later whether the
            text was changed. For UTF-8 files it is what ``sha256sum`` prints.
        data: What a foreign format says and the model has no field for.

    >>> release = Source("release", "Rents may rise by no more than three percent a year.")
    >>> release.quote("no more than three percent").start
    18
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    url: str = field(default="", converter=fields.words, kw_only=True)
    publisher: str = field(default="", converter=fields.publisher, kw_only=True)
    date: str = field(default="", converter=fields.words, kw_only=True)
    language: str = field(default="", converter=fields.words, kw_only=True)
    file: str = field(default="", converter=fields.words, kw_only=True)
    sha256: str = field(converter=fields.words, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)

    @sha256.default
    def _digest_of_text(self) -> str:
        return digest(self.text) if self.text else ""

    @classmethod
    def from_file(
        cls, id: str, path: str | Path, *, encoding: str = "utf-8", **described: Unpack[_SourceFields]
    ) -> Self:
        """Read a source's text from a file, untouched: line ends and a byte order mark stay.

        Args:
            id: The source's id in the map.
            path: The file.
            encoding: How the file encodes its text.
            **described: title, url, publisher, date, language, data; ``file`` if it is not the name of the file.

        Raises:
            FileError: The file cannot be read.
            FormatError: Its bytes are not text in ``encoding``.
        """
        from argmap.filesystem import read_bytes  # noqa: PLC0415 - reading files is rare

        raw = read_bytes(path)
        try:
            text = raw.decode(encoding)
        except (ValueError, LookupError) as error:
            raise FormatError(
                f"not text in {encoding}: {error}",
                path=str(path),
                expected=f"{encoding} text",
                hint="name the right one with encoding=, such as 'cp1252' or 'utf-16'",
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
            QuoteError: The words are absent (with the nearest passage), or stand in several places
                and nothing says which (with every place).
        """
        from argmap.quoting.anchoring import quote  # noqa: PLC0415 - finding words stands above the records

        return quote(self, words, prefix=prefix, suffix=suffix, occurrence=occurrence, fidelity=fidelity)


class _SourceFields(TypedDict, total=False):
    title: str
    url: str
    publisher: str | HasId
    date: str
    language: str
    file: str
    data: Mapping[str, Any]


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # noqa: PLC0415 - loads a cryptography library, which maps without sources do without

    return hashlib.sha256(text.encode()).hexdigest()


@telling
@frozen(weakref_slot=False, repr=False)
class Section(Shown):
    """A named group of claims, as the headings of a document make them.

    Attributes:
        id: The author's name for the section in this map.
        title: The heading.
        parent: Id of the enclosing section, or None.
        tags: Free labels.
        data: What a foreign format says and the model has no field for.
    """

    id: str = field(converter=fields.identifier)
    title: str = field(default="", converter=fields.words)
    parent: str | None = field(default=None, converter=fields.reference, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


class RelationFields(TypedDict, total=False):
    """The optional fields of a relation, as its verbs accept them."""

    id: str
    argument: str | HasId | None
    scheme: str
    by: str | HasId | None
    quotes: Quote | Iterable[Quote]
    weight: float | None
    tags: str | Iterable[str]
    data: Mapping[str, Any] | None


class Endpoint(Shown):
    """What relations start from and aim at; its verbs return relations.

    Nothing happens until a relation enters a map, which then checks its endpoints.
    """

    __slots__ = ()
    id: str

    def supports(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason for each target."""
        return link(RelationKind.SUPPORT, [self], targets, **more)

    def supported_by(self, *premises: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Linked premises: all of them together are one reason for this."""
        return link(RelationKind.SUPPORT, premises, [self], **more)

    def attacks(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason against each target."""
        return link(RelationKind.ATTACK, [self], targets, **more)

    def attacked_by(self, *premises: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Linked premises: all of them together are one reason against this."""
        return link(RelationKind.ATTACK, premises, [self], **more)

    def undercuts(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason why an inference (a relation or an argument) does not hold, whatever it concludes."""
        return link(RelationKind.UNDERCUT, [self], targets, **more)

    def entails(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """If this is true, the target must be."""
        return link(RelationKind.ENTAILMENT, [self], targets, **more)

    def contrary_to(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Both cannot be true; both may be false."""
        return link(RelationKind.CONTRARY, [self], targets, **more)

    def contradicts(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """One of both is true and the other false."""
        return link(RelationKind.CONTRADICTION, [self], targets, **more)

    def rephrases(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """The same point in other words."""
        return link(RelationKind.REPHRASE, [self], targets, **more)

    def preferred_to(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Where both cannot stand, this one does."""
        return link(RelationKind.PREFERENCE, [self], targets, **more)


@telling
@frozen(weakref_slot=False, repr=False)
class Statement(Endpoint):
    """What claims and evidence have in common: something held by someone, in words of a source.

    Attributes:
        id: The author's name for it in this map.
        text: What is claimed, in the author's neutral words.
        title: A short name for headings and outlines.
        by: Id of the party that holds it; None if nobody in particular does.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it is addressed to.
        mentions: Ids of the parties it speaks of.
        quotes: The words it stands on.
        tags: Free labels.
        weight: How much it counts before any argument for or against, usually 0 to 1.
        wordings: Other ways in which it is put.
        section: Id of the section it belongs to.
        data: What a foreign format says and the model has no field for.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    mentions: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=_quotes, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    wordings: tuple[Wording, ...] = field(default=(), converter=_wordings, kw_only=True)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Claim(Statement):
    """A proposition that someone holds: of fact, of value or of policy.

    The fields are those of ``Statement``, and:

    Attributes:
        kind: fact, value or policy.

    >>> cap = Claim("cap", "Rents should rise by at most 3% a year.", by="council", kind="policy")
    >>> Claim("shrink", "A cap shrinks the supply of flats.", by="owners", via=["council"]).attacks(cap).id
    'attack:shrink>cap'
    """

    kind: ClaimKind | None = field(default=None, converter=fields.claim_kind, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Evidence(Statement):
    """Something offered in support: a statistic, testimony, an example, a document, a law, an event.

    The fields are those of ``Statement``, and:

    Attributes:
        kind: What it is made of.
        figures: The figures and dates it states.

    >>> survey = Evidence("survey", "81% of tenants feared a rise.", by="council",
    ...                   figures=[Quantity(81, "percent", of="tenants")])
    >>> survey.supports("stay").id
    'support:survey>stay'
    """

    kind: EvidenceKind | None = field(default=None, converter=fields.evidence_kind, kw_only=True)
    figures: tuple[Quantity, ...] = field(default=(), converter=_figures, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Argument(Endpoint):
    """A named argument: its gist, reconstructed by the relations that name it in ``argument``.

    Attributes:
        id: The author's name for it in this map.
        text: The gist.
        title: A short name.
        by: Id of the party that argues so.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it is addressed to.
        quotes: The words it stands on.
        tags: Free labels.
        weight: How much it counts, usually 0 to 1.
        wordings: Other ways in which it is put.
        section: Id of the section it belongs to.
        data: What a foreign format says and the model has no field for.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    title: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=_quotes, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    wordings: tuple[Wording, ...] = field(default=(), converter=_wordings, kw_only=True)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Utterance(Endpoint):
    """A locution of a dialogue: who said which words when.

    Attributes:
        id: The author's name for it in this map.
        text: The words.
        by: Id of the party that spoke.
        via: Ids of the parties through whom it is reported, nearest first.
        to: Ids of the parties it was addressed to.
        when: When it was said, as the source writes it.
        quotes: Where the words stand.
        tags: Free labels.
        section: Id of the section it belongs to.
        data: What a foreign format says and the model has no field for.
    """

    id: str = field(converter=fields.identifier)
    text: str = field(default="", converter=fields.words)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True)
    via: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    to: tuple[str, ...] = field(default=(), converter=fields.references, kw_only=True)
    when: str = field(default="", converter=fields.words, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=_quotes, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    section: str | None = field(default=None, converter=fields.reference, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


@telling
@frozen(weakref_slot=False, repr=False)
class Relation(Endpoint):
    """How some elements of a map bear on others.

    Several sources are linked premises, which count only together; several relations to one target are
    convergent reasons. A source or target may be a relation.

    Attributes:
        id: The author's name for it, or the one its verb derived ("attack:shrink>cap").
        kind: support, attack, undercut, entailment, contrary, contradiction, rephrase, preference,
            illocution, transition.
        sources: Ids of what bears on the targets.
        targets: Ids of what is borne on.
        argument: Id of the argument that this relation is an inference step of.
        scheme: Name of the argumentation scheme or inference rule.
        by: Id of the party that draws the connection, if not the holder of the sources.
        quotes: The words that draw it.
        weight: How strong the step is, usually 0 to 1.
        tags: Free labels.
        data: What a foreign format says and the model has no field for.
    """

    id: str = field(converter=fields.identifier)
    kind: RelationKind = field(converter=fields.relation_kind)
    sources: tuple[str, ...] = field(default=(), converter=fields.references)
    targets: tuple[str, ...] = field(default=(), converter=fields.references)
    argument: str | None = field(default=None, converter=fields.reference, kw_only=True)
    scheme: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True)
    quotes: tuple[Quote, ...] = field(default=(), converter=_quotes, kw_only=True)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=json_data.frozen, kw_only=True)


def link(
    kind: RelationKind,
    sources: Iterable[str | HasId],
    targets: Iterable[str | HasId],
    **more: Unpack[RelationFields],
) -> Relation:
    """A relation whose id says what it joins, unless ``id`` is given."""
    start, aim = fields.references(sources), fields.references(targets)
    rest: dict[str, Any] = {"id": f"{kind}:{'+'.join(start)}>{'+'.join(aim)}", **more}
    return Relation(kind=kind, sources=start, targets=aim, **rest)


Record = Party | Source | Section | Claim | Evidence | Argument | Utterance | Relation
Node = Claim | Evidence | Argument | Utterance

__all__ = [
    "Argument",
    "Claim",
    "Endpoint",
    "Evidence",
    "Node",
    "Party",
    "Quantity",
    "Quote",
    "Record",
    "Relation",
    "Section",
    "Source",
    "Statement",
    "Utterance",
    "Wording",
    "digest",
    "link",
]
