"""ClaimReview: the statement, its speaker, its reviewer; everything else as it was."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Party, Source
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.testing import maps

REVIEW: Final = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "datePublished": "2024-05-01",
    "url": "https://checkers.example/rents",
    "claimReviewed": "Rents fell by half.",
    "author": {"@type": "Organization", "name": "Checkers", "url": "https://checkers.example"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "The mayor", "jobTitle": "Mayor"},
        "datePublished": "2024-04-28",
        "appearance": [
            {"@type": "NewsArticle", "url": "https://news.example/1", "headline": "Rents fall"},
            "https://x.example/2",
        ],
        "firstAppearance": {"@type": "CreativeWork", "url": "https://news.example/1"},
    },
}


def read(value: Any) -> ArgumentMap:
    return argmap.loads(json.dumps(value), format="claimreview", on_error="recover").map


def written(m: ArgumentMap) -> Any:
    return json.loads(argmap.dumps(m, format="claimreview", lossy="ignore"))


def test_a_review_is_a_claim_with_speaker_reviewer_and_sources() -> None:
    m = read(REVIEW)
    (claim,) = m.claims
    assert (claim.text, m[claim.by or ""].name, [m[i].name for i in claim.via]) == (  # type: ignore[union-attr]
        "Rents fell by half.",
        "The mayor",
        ["Checkers"],
    )
    assert [p.kind for p in m.parties] == ["Person", "Organization"]
    assert m.sources == (
        Source("source-1", url="https://news.example/1", title="Rents fall"),
        Source("source-2", url="https://x.example/2"),
    )
    assert claim.data["claimreview"]["reviewRating"]["alternateName"] == "False"
    assert argmap.losses(m, "claimreview") == ()


@pytest.mark.parametrize(
    "value",
    [
        REVIEW,
        [REVIEW],
        [REVIEW, {**REVIEW, "claimReviewed": "Other."}],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW], "x": 1},
        {"@graph": []},
        [],
        [{"@type": "WebPage"}, REVIEW, 3],
        {"@type": "Claim", "text": "Rents fell.", "identifier": "fell", "author": {"name": "A"}},
        {"@type": ["ClaimReview", "Article"], "claimReviewed": "", "itemReviewed": None, "author": None},
        {"@type": "ClaimReview", "itemReviewed": "x", "author": "Checkers"},
        {"@type": "ClaimReview", "itemReviewed": {}, "author": [{"name": "A"}, {"name": "B"}]},
        {
            "itemReviewed": {"author": {"name": "", "@type": ["Person"]}},
            "claimReviewed": "a",
            "@type": "ClaimReview",
        },
        {"@type": "ClaimReview", "claimReviewed": "a", "author": {"identifier": 3, "name": "A"}},
        {"@type": "ClaimReview", "claimReviewed": "a", "author": {"identifier": "a\u0000"}},
        {"@type": "ClaimReview", "claimReviewed": "a", "form": "Claim", "changes": {"absent": {"form": 1}}},
        {"@type": "Claim", "text": "a", "form": "Claim"},
    ],
)
def test_documents_are_written_as_they_were_read(value: Any) -> None:
    assert json.dumps(written(read(value))) == json.dumps(value)  # keys in order


def test_the_same_name_is_not_the_same_party_but_the_same_address_is() -> None:
    nameless = {**REVIEW, "author": {"name": "Checkers"}}
    assert [p.name for p in read([REVIEW, REVIEW]).parties] == ["The mayor", "Checkers", "The mayor"]
    assert [p.name for p in read([nameless, nameless]).parties] == ["The mayor", "Checkers"] * 2


def test_edits_are_written_and_nothing_else_changes() -> None:
    m = read(REVIEW)
    (claim,) = m.claims
    changed = m.replace(evolve(claim, text="Rents fell."), evolve(m.parties[0], name="Mayor")).add(
        Party("press")
    )
    changed = changed.replace(evolve(changed.claims[0], via=["press"]))
    expected = json.loads(json.dumps(REVIEW))
    expected["claimReviewed"] = "Rents fell."
    expected["itemReviewed"]["author"]["name"] = "Mayor"
    expected["author"] = {"identifier": "press"}
    assert written(changed) == expected
    alone = m.replace(evolve(claim, by=None, via=()))
    assert "author" not in written(alone)
    assert "author" not in written(alone)["itemReviewed"]
    assert written(m.add(Claim("second")))[1]["itemReviewed"]["identifier"] == "second"


@given(maps(hostile=True))
def test_claims_their_holders_and_reporters_come_back_and_nothing_is_added(m: ArgumentMap) -> None:
    back = argmap.loads(argmap.dumps(m, format="claimreview", lossy="ignore"), format="claimreview")
    assert [(c.id, c.text, c.by, c.via) for c in back.claims] == [
        (c.id, c.text, c.by, c.via[:1]) for c in m.claims
    ]
    for party in back.parties:
        old = m[party.id]
        assert (party.name, party.kind) == (old.name, old.kind)  # type: ignore[union-attr]
    assert all(not r.data for r in back)
    assert not [loss for loss in argmap.losses(m, "claimreview") if "not there before" in loss.message]


JSON: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.just("Claim")
    | st.just("ClaimReview"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@graph",
                    "claimReviewed",
                    "author",
                    "name",
                    "itemReviewed",
                    "identifier",
                    "appearance",
                    "url",
                    "text",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    JSON
    | st.fixed_dictionaries(
        {"@type": st.sampled_from(["Claim", "ClaimReview"])},
        optional=dict.fromkeys(("author", "itemReviewed", "claimReviewed", "text", "identifier"), JSON),
    )
)
def test_any_json_is_written_as_it_was_read_or_refused(value: Any) -> None:
    with suppress(ArgmapError):
        m = read(value)
        assert written(m) == value
        assert argmap.losses(m, "claimreview") == ()


def test_refusals() -> None:
    with pytest.raises(FormatError, match="expected an object of type ClaimReview or Claim"):
        read({"@type": "Recipe"})
    with pytest.raises(InvalidFileError) as caught:
        read([REVIEW, {**REVIEW, "claimReviewed": 3}])
    assert str(caught.value).endswith("$[1].claimReviewed: found 3, expected text")


def test_ignored_parts_are_reported_with_their_path() -> None:
    odd = {
        "@type": "ClaimReview",
        "author": "Ann",
        "itemReviewed": {"author": [{"name": "x"}, {"name": "y"}]},
    }
    graph = {"@graph": [odd, {"@type": "WebPage"}, {"@type": "ClaimReview", "itemReviewed": "a tweet"}]}
    found = argmap.loads(json.dumps(graph), format="claimreview", on_error="recover")
    assert [(d.code, d.path) for d in found.diagnostics] == [
        ("author-not-read", "$['@graph'][0].author"),
        ("author-not-read", "$['@graph'][0].itemReviewed.author"),
        ("item-not-read", "$['@graph'][2].itemReviewed"),
        ("not-a-review", "$['@graph'][1]"),
    ]
    assert written(found.map) == graph


def test_an_empty_type_of_an_author_comes_back() -> None:
    m = read({"@type": "ClaimReview", "claimReviewed": "x", "author": {"@type": "", "name": "Ann"}})
    assert argmap.losses(m, "claimreview") == ()
