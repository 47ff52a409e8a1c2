"""Parts of records: quotes, figures, and the other wordings of a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import field, frozen

from argmap.errors import RecordError
from argmap.messages import shown
from argmap.model import fields
from argmap.model.base import RecordBase
from argmap.model.data import EMPTY, Data, as_data
from argmap.model.fields import TO_PARTY, TO_SOURCE
from argmap.model.kinds import Fidelity, Qualifier
from argmap.values import must_be

if TYPE_CHECKING:
    from typing import Self


@frozen(weakref_slot=False, repr=False)
class Quote(RecordBase):
    """Words of a source and their position: a W3C Web Annotation text quote and position selector.

    Attributes:
        source: Id of the source.
        exact: The words as the source has them.
        start: Offset of the first code point in the source's text, or None if the position is not known.
        end: Offset after the last code point.
        prefix: Some of the text right before, to find the words again after the source was edited.
        suffix: Some of the text right after.
        fidelity: How close the claim's text stays to these words.

    ``source.quote("words")`` makes verified quotes; ``argmap.verify(quote, source)`` checks any quote.
    Source: Web Annotation Data Model, W3C Recommendation 2017, sections 4.2.4 and 4.2.5.
    """

    source: str = field(converter=fields.identifier, metadata=TO_SOURCE)
    exact: str = field(converter=fields.words)
    start: int | None = field(default=None, converter=fields.offset)
    end: int | None = field(default=None, converter=fields.offset)
    prefix: str = field(default="", converter=fields.words, kw_only=True)
    suffix: str = field(default="", converter=fields.words, kw_only=True)
    fidelity: Fidelity | None = field(default=None, converter=fields.fidelity, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.start is None) != (self.end is None) or (self.end or 0) < (self.start or 0):
            raise impossible_span(self)


def impossible_span(quote: Quote) -> RecordError:
    """The error for a quote that has only one of start and end, or ends before it starts."""
    return RecordError(
        f"quote spans {shown(quote.start)} to {shown(quote.end)}, "
        "expected a start and an end not before it, or neither",
        found=(quote.start, quote.end),
    )


QUOTES = fields.holds(Quote)


def as_quotes(value: Quote | Iterable[Quote]) -> tuple[Quote, ...]:
    """One quote or several, in order."""
    return fields.each(Quote, value)


def _number_or_text(value: object) -> int | float | str:
    return fields.words(value) if isinstance(value, str) else fields.number(value, "quantity")


@frozen(weakref_slot=False, repr=False)
class Quantity(RecordBase):
    """A figure or date as the words state it.

    Attributes:
        value: A number, or an ISO 8601 calendar date (``"2024-03"``) when ``unit`` is "date".
        unit: What is counted or measured: "percent", "organizations", "date".
        qualifier: exactly, over, under, about, nearly, at least, at most; or words that mean the same, such as
            around, approximately, some, more than, fewer than, almost, up to.
        of: What the value is a part or a count of ("registered voters").
        when: The ISO 8601 date or year at which it holds, "" if not stated.
        baseline: What a change is measured from ("2016").
        quote: The words that state the figure.

    ``str`` gives it in words, and ``Quantity.parse`` reads words.

    >>> Quantity(74.21, "percent", of="professional organizations", when="2024-03", baseline="2016").value
    74.21
    """

    value: int | float | str = field(converter=_number_or_text)
    unit: str = field(default="", converter=fields.words)
    qualifier: Qualifier = field(default=Qualifier.EXACTLY, converter=fields.qualifier, kw_only=True)
    of: str = field(default="", converter=fields.words, kw_only=True)
    when: str = field(default="", converter=fields.words, kw_only=True)
    baseline: str = field(default="", converter=fields.words, kw_only=True)
    quote: Quote | None = field(default=None, kw_only=True, metadata=QUOTES)

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
            raise fields.misfit(self.quote, "a Quote is")

    @classmethod
    def parse(cls, words: str) -> Self:
        """The figure or date that words state.

        Args:
            words: A number with or without a qualifier and a unit, a sum of money, a percentage, or a date.

        Raises:
            FormatError: They state none, or several.

        >>> Quantity.parse("around 35 people")
        Quantity(35, 'people', qualifier='about')
        >>> str(Quantity.parse("more than US$1.5 million"))
        'over US$ 1.5 million'
        """
        must_be(words, str, "text")
        from argmap.model import figures  # noqa: PLC0415 - only figures in words need it

        return cls(**figures.read(words))

    def __str__(self) -> str:
        """The figure as a report prints it: "about 35 people", "12 May 2026"."""
        from argmap.model import figures  # noqa: PLC0415 - likewise

        return figures.written(self)


FIGURES = fields.holds(Quantity)


def as_figures(value: Quantity | Iterable[Quantity]) -> tuple[Quantity, ...]:
    """One figure or several, in order."""
    return fields.each(Quantity, value)


@frozen(weakref_slot=False, repr=False)
class Wording(RecordBase):
    """One of several ways in which a claim is put: a translation, or another member of its class.

    Attributes:
        text: The words.
        language: BCP 47 tag of the words ("km"), "" for that of the map.
        by: Who puts it so, if not the holder of the claim.
        quotes: Where it is put so.
        tags: Free labels.
        data: What a foreign format states beyond the fields of the model.
    """

    text: str = field(converter=fields.words)
    language: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_PARTY)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)


WORDINGS = fields.holds(Wording)


def as_wordings(value: str | Wording | Iterable[str | Wording]) -> tuple[Wording, ...]:
    """One wording or several, in order; plain text is one without further details."""
    if value is fields.NO_ITEMS:
        return fields.NO_ITEMS
    items = (value,) if isinstance(value, (str, Wording)) else fields.several(value, "wordings")
    return fields.each(Wording, [Wording(v) if isinstance(v, str) else v for v in items])
