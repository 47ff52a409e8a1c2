"""Findings that somebody looked at and accepts, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from attrs import field, frozen

from argmap.errors import RecordError
from argmap.model import fields
from argmap.model.base import RecordBase
from argmap.model.fields import DATE, TO_RECORD


class FoundByRule(Protocol):
    """What a rule found, as far as it can be told apart from other findings."""

    @property
    def code(self) -> str:
        """The stable name of the rule."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The records concerned."""

    @property
    def words(self) -> str:
        """The words concerned, "" if it is about the records as a whole."""


def _reason(value: str) -> str:
    text = fields.words(value)
    if not text.strip():
        raise RecordError(
            "an accepted finding has no reason",
            found=value,
            expected="why the finding is accepted",
            hint="say it in a few words, such as 'the denial belongs to another clause'",
        )
    return text


def _date(value: str) -> str:
    text = fields.words(value)
    if text and not DATE.fullmatch(text):
        raise RecordError(
            f"date {text!r} of an accepted finding is none", found=text, expected="an ISO 8601 date or ''"
        )
    return text


@frozen(weakref_slot=False, repr=False)
class AcceptedFinding(RecordBase):
    """A finding of ``check`` that somebody looked at and accepts, with the reason.

    It holds for findings with the same code, about the same records, in the same words: another bad quote of the same
    claim is a finding again, and so is the same quote once its words have changed.

    Attributes:
        code: The stable name of what was found ("quote-cut-negation").
        ids: Ids of the records concerned. When one of them is removed, what was accepted goes with it.
        reason: Why it is accepted; never blank.
        words: The words that the finding is about, "" if it is about the records as a whole.
        by: Who accepted it, in the author's words.
        date: When, as an ISO 8601 date.

    >>> AcceptedFinding("unquoted", ["cap"], "Stated in the interview only.", date="2024-12-02").ids
    ('cap',)
    """

    code: str = field(converter=fields.identifier)
    ids: tuple[str, ...] = field(converter=fields.references, metadata=TO_RECORD)
    reason: str = field(converter=_reason)
    words: str = field(default="", converter=fields.words, kw_only=True)
    by: str = field(default="", converter=fields.words, kw_only=True)
    date: str = field(default="", converter=_date, kw_only=True)

    @property
    def about(self) -> tuple[str, frozenset[str], str]:
        """What tells a finding apart; cycles begin anywhere, so the order of the ids says nothing."""
        return about(self)


def about(found: FoundByRule) -> tuple[str, frozenset[str], str]:
    """What tells a finding apart from others, whether it is accepted or not."""
    return found.code, frozenset(found.ids), found.words


ACCEPTED = fields.holds(AcceptedFinding)


def as_accepted(value: AcceptedFinding | Iterable[AcceptedFinding]) -> tuple[AcceptedFinding, ...]:
    """One accepted finding or several, in order."""
    return fields.each(AcceptedFinding, value)


def accepted(finding: FoundByRule, *, reason: str, by: str = "", date: str = "") -> AcceptedFinding:
    """A finding as one that is accepted."""
    try:
        code, ids, words = finding.code, finding.ids, finding.words
    except AttributeError:
        raise fields.misfit(finding, "a finding of check is", expected="a Finding") from None
    return AcceptedFinding(code, ids, reason, words=words, by=by, date=date)


def united(
    first: Iterable[AcceptedFinding], second: Iterable[AcceptedFinding]
) -> tuple[AcceptedFinding, ...]:
    """Those of both, each finding once; the reasons of the first count."""
    found: dict[object, AcceptedFinding] = {}
    for each in (*first, *second):
        found.setdefault(each.about, each)
    return tuple(found.values())
