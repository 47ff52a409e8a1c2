"""A field says what its ids refer to, and everything that follows, renames or removes references knows by that."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest
from attrs import field, frozen

import argmap.model
from argmap import AcceptedFinding, ArgumentMap, Claim, Party, Provenance, Quantity, Quote, Source, Wording
from argmap.errors import InvalidMapError, RecordError, UnknownIdError
from argmap.model import fields
from argmap.model.fields import TO_PARTY, TO_SOURCE, refers_to
from argmap.model.parts import QUOTES, as_quotes
from argmap.model.records import COLLECTIONS, Record
from argmap.model.references import cited, detached, part_fields, reference_fields, renamed
from argmap.model.validation import problems_in, sound

PARTS = (Quote, Quantity, Wording, Provenance)
KINDS: list[Any] = [*COLLECTIONS, *PARTS, AcceptedFinding]


@frozen
class Review:
    """A record of another package: that its fields are declared is all that it does."""

    id: str = field(converter=fields.identifier)
    reviewer: str | None = field(default=None, converter=fields.reference, metadata=TO_PARTY)
    readers: tuple[str, ...] = field(default=(), converter=fields.references, metadata=TO_PARTY)
    reviewed: str | None = field(default=None, converter=fields.reference, metadata=TO_SOURCE)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, metadata=QUOTES)


REVIEW: Any = Review("r", "ana", ["ana", "bo"], "book", [Quote("book", "rents"), Quote("letter", "fees")])
INDEX: dict[str, Record] = {
    r.id: r for r in (Party("ana"), Party("bo"), Source("book", "rents"), Source("letter", "fees"))
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_holds_ids_or_records_declares_it(kind: Any) -> None:
    hints = get_type_hints(kind)
    referring = {f.name for f in reference_fields(kind, or_names=True)}
    holding = {f.name: f.of for f in part_fields(kind)}
    for a in kind.__attrs_attrs__:
        if a.converter in (fields.reference, fields.references, fields.publisher):
            assert a.name in referring
        parts = [p for p in PARTS if p in get_args(hints[a.name])]
        assert [holding[a.name]] * len(parts) == parts if parts else a.name not in holding


@pytest.mark.parametrize("kind", KINDS)
def test_whether_a_field_holds_several_is_what_its_type_says(kind: Any) -> None:
    hints = get_type_hints(kind)
    several = {f.name: f.several for f in reference_fields(kind, or_names=True)} | {
        f.name: f.several for f in part_fields(kind)
    }
    assert several == {name: getattr(hints[name], "__origin__", None) is tuple for name in several}


def test_declared_references_are_followed() -> None:
    assert cited(REVIEW) == {"ana", "bo", "book", "letter"}


def test_declared_references_are_validated() -> None:
    assert sound(Review, [REVIEW], INDEX)
    assert list(problems_in(REVIEW, REVIEW, INDEX, "$")) == []
    index = {i: Claim("bo") if i == "bo" else r for i, r in INDEX.items() if i not in ("ana", "letter")}
    assert not sound(Review, [REVIEW], index)
    problems = list(problems_in(REVIEW, REVIEW, index, "$"))
    assert [(type(p), p.path) for p in problems] == [
        (UnknownIdError, "$.reviewer"),
        (UnknownIdError, "$.readers[0]"),
        (RecordError, "$.readers[1]"),
        (UnknownIdError, "$.quotes[1].source"),
    ]


def test_declared_references_are_removed() -> None:
    assert detached(REVIEW, {"ana", "letter"}) == Review("r", None, ["bo"], "book", [Quote("book", "rents")])
    assert detached(REVIEW, {"elsewhere"}) is not None
    assert detached(REVIEW, set()) == REVIEW


def test_declared_references_are_renamed() -> None:
    ids = {"r": "r2", "ana": "anna", "letter": "post"}
    quotes = [Quote("book", "rents"), Quote("post", "fees")]
    assert renamed(REVIEW, ids) == Review("r2", "anna", ["anna", "bo"], "book", quotes)


def test_a_publisher_may_be_a_name_that_nothing_knows() -> None:
    named = Source("s", publisher="The Daily")
    assert cited(named) == set()
    assert renamed(named, {"The Daily": "x"}) == Source("s", publisher="x")
    assert detached(named, {"The Daily"}) == named


def test_the_model_exports_every_type_of_record() -> None:
    assert {kind.__name__ for kind in KINDS} <= {*argmap.model.__all__}


def test_a_field_for_a_name_or_an_id_is_renamed_and_nothing_else() -> None:
    """Nobody has to know a name, so it is neither looked up nor removed; as an id it gets the new one."""
    assert reference_fields(Source) == ()
    (publisher,) = reference_fields(Source, or_names=True)
    assert (publisher.name, publisher.of, publisher.several) == ("publisher", "party", False)
    paper = Source("paper", publisher="council")
    assert cited(paper) == set()
    assert detached(paper, {"council"}) is paper
    assert renamed(paper, {"council": "city"}).publisher == "city"
    assert [f.name for f in reference_fields(Claim)] == [
        f.name for f in reference_fields(Claim, or_names=True)
    ]


def test_a_publisher_may_be_a_name_or_a_party_and_outlives_the_party() -> None:
    council, paper = Party("council"), Source("paper", publisher="council")
    m = ArgumentMap.of(council, paper, Source("post", publisher="The Post"))
    assert m.without("council")["paper"] == paper
    assert [s.publisher for s in m.subset(["paper"]).sources] == ["council"]
    with pytest.raises(InvalidMapError):
        ArgumentMap.of(Claim("c", by="council"))


@pytest.mark.parametrize("or_name", [True, False])
def test_what_a_field_refers_to_is_in_its_metadata(*, or_name: bool) -> None:
    assert refers_to("party", or_name=or_name) == {"refers_to": "party", "or_name": or_name}
    assert refers_to("party") == {"refers_to": "party", "or_name": False}
