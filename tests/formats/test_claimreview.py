"""ClaimReview: the statement, its speaker, its reviewer; everything else as it was."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve
from fuzz.mutating import paths
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Party, Source, Wording
from argmap.errors import ArgmapError, FormatError, InvalidFileError, UnknownFormatError
from argmap.testing import maps

if TYPE_CHECKING:
    from pathlib import Path

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
        {"@type": "ClaimReview", "claimReviewed": "a", "itemReviewed": "x", "author": "Checkers"},
        {
            "@type": "ClaimReview",
            "claimReviewed": "a",
            "itemReviewed": {},
            "author": [{"name": "A"}, {"name": "B"}],
        },
        {
            "itemReviewed": {"author": {"name": "", "@type": ["Person"]}},
            "claimReviewed": "a",
            "@type": "ClaimReview",
        },
        {"@type": "ClaimReview", "claimReviewed": "a", "author": {"identifier": 3, "name": "A"}},
        {"@type": "ClaimReview", "claimReviewed": "a", "author": {"@type": None, "name": "A"}},
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
        (c.id, c.text, c.by, tuple(dict.fromkeys(c.via))) for c in m.claims
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
    bad = {**REVIEW, "claimReviewed": 3}
    with pytest.raises(FormatError, match=r"^\$\.claimReviewed: found 3, expected text"):
        read(bad)
    with pytest.raises(InvalidFileError) as caught:
        read([bad, {"@type": "ClaimReview"}])
    assert str(caught.value).endswith("$[1].claimReviewed: found no claimReviewed, expected text")


def test_ignored_parts_are_reported_with_their_path() -> None:
    odd = {
        "@type": "ClaimReview",
        "claimReviewed": "a",
        "author": 3,
        "itemReviewed": {"author": [{"name": "x"}, {"name": "y"}]},
    }
    other = {"@type": "ClaimReview", "claimReviewed": "b", "itemReviewed": "a tweet"}
    graph = {"@graph": [odd, {"@type": "WebPage"}, other]}
    found = argmap.loads(json.dumps(graph), format="claimreview", on_error="recover")
    assert [(d.code, d.path) for d in found.diagnostics] == [
        ("author-not-read", "$['@graph'][0].itemReviewed.author"),
        ("author-not-read", "$['@graph'][0].author"),
        ("item-not-read", "$['@graph'][2].itemReviewed"),
        ("not-a-review", "$['@graph'][1]"),
    ]
    assert written(found.map) == graph


ANN: Final = {"@type": "Person", "name": "Ann"}
TEA: Final = {
    "@type": "ClaimReview",
    "claimReviewed": "Tea is blue.",
    "author": {"@type": "Organization", "name": "Checkers", "url": "https://c.example"},
    "itemReviewed": {"@type": "Claim", "author": ANN},
}
CHECKERS: Final = {"@type": "Organization", "name": "Checkers"}
IN_FULL: Final = "http://schema.org/"
SHAPES: Final[dict[str, Any]] = {
    "a feed": {
        "@context": "http://schema.org",
        "@type": "DataFeed",
        "dataFeedElement": [{"@type": "DataFeedItem", "url": "https://x.example", "item": [TEA]}],
    },
    "a graph with references": {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "Checkers"},
            {**TEA, "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"}},
            {"@type": "Claim", "@id": "#claim", "author": {"@id": "#ann"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann"},
        ],
    },
    "names in full": [
        {
            "@type": [f"{IN_FULL}ClaimReview"],
            f"{IN_FULL}claimReviewed": [{"@value": "Tea is blue."}],
            f"{IN_FULL}author": [{f"{IN_FULL}name": [{"@value": "Checkers"}]}],
            f"{IN_FULL}itemReviewed": [
                {"@type": [f"{IN_FULL}Claim"], f"{IN_FULL}author": [{f"{IN_FULL}name": [{"@value": "Ann"}]}]}
            ],
        }
    ],
    "prefixes and aliases": {
        "@context": [{"s": "https://schema.org/", "kind": "@type"}, {"fact": "s:claimReviewed"}],
        "kind": ["s:Article", "s:ClaimReview"],
        "fact": {"@value": "Tea is blue.", "@language": "en"},
        "s:author": {"s:name": ["Checkers"]},
        "s:itemReviewed": {"kind": "s:Claim", "s:author": {"s:givenName": "Ann"}},
    },
    "aliases of schema.org": {
        "@context": "https://schema.org",
        "type": "ClaimReview",
        "claimReviewed": "Tea is blue.",
        "author": {"type": "Organization", "name": "Checkers"},
        "itemReviewed": {"type": "Claim", "author": {"type": "Person", "id": "x:ann", "name": "Ann"}},
    },
    "names as text": {**TEA, "author": "Checkers", "itemReviewed": {"@type": "Claim", "author": ["Ann"]}},
    "an article": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "x",
        "review": [TEA],
    },
    "a list of items": {
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "item": TEA}],
    },
    "a claim with its review": {
        "@type": "Claim",
        "text": "Tea is blue.",
        "author": ANN,
        "review": {"@type": "ClaimReview", "author": {"name": "Checkers"}},
    },
    "a property in reverse": {
        "@type": "Claim",
        "text": "Tea is blue.",
        "author": {"@list": [ANN]},
        "@reverse": {"itemReviewed": {"@type": "ClaimReview", "author": {"name": "Checkers"}}},
    },
    "documents in a list": [[{"@context": "https://schema.org", "@graph": [TEA]}]],
    "an answer of the API": {
        "claims": [
            {
                "text": "Tea is blue.",
                "claimant": "Ann",
                "claimDate": "2023-12-01T00:00:00Z",
                "claimReview": [
                    {"publisher": {"name": "Checkers", "site": "c.example"}, "textualRating": "No"}
                ],
            }
        ],
        "nextPageToken": "CAE",
    },
    "pages of the API": {
        "claimReviewMarkupPages": [
            {
                "pageUrl": "https://c.example/1",
                "claimReviewAuthor": {"name": "Checkers"},
                "claimReviewMarkups": [{"claimReviewed": "Tea is blue.", "claimAuthor": {"name": "Ann"}}],
            }
        ]
    },
    "objects in parts": {
        "@context": "https://schema.org",
        "@graph": [
            {"@id": "#review", "@type": "ClaimReview", "claimReviewed": "Tea is blue."},
            {"@id": "#review", "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"}},
            {"@id": "#org", "url": "https://c.example"},
            {"@id": "#org", "@type": "Organization", "name": "Checkers"},
            {"@id": "#claim", "author": ANN},
        ],
    },
    "a claim that names its review": {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Claim", "@id": "#c", "text": "Tea is blue.", "author": ANN, "review": {"@id": "#r"}},
            {"@type": "ClaimReview", "@id": "#r", "author": CHECKERS},
        ],
    },
    "a term in reverse": {
        "@context": ["https://schema.org", {"checkedBy": {"@reverse": "schema:itemReviewed"}}],
        "@type": "Claim",
        "name": "Tea is blue.",
        "author": ANN,
        "checkedBy": [{"@type": "ClaimReview", "author": CHECKERS}],
    },
    "a person with claims": {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Ann",
        "url": "https://ann.example",
        "@reverse": {
            "author": {"@type": "Claim", "text": "Tea is blue.", "review": {**TEA, "itemReviewed": []}}
        },
    },
    "addresses that start from a base": {
        "@context": ["https://schema.org", {"@base": "https://c.example/"}],
        "@graph": [{"@id": "https://c.example/org", **CHECKERS}, {**TEA, "author": {"@id": "org"}}],
    },
    "an author as an address with a prefix": {
        "@context": ["https://schema.org", {"c": "https://c.example/", "author": {"@type": "@id"}}],
        "@graph": [
            {"@id": "https://c.example/org", **CHECKERS},
            {"@id": "c:ann", **ANN},
            {**TEA, "author": "c:org", "itemReviewed": {"@type": "Claim", "author": "c:ann"}},
        ],
    },
    "texts by language": {
        "@context": ["https://schema.org", {"name": {"@id": "schema:name", "@container": "@language"}}],
        **{key: value for key, value in TEA.items() if key != "author"},
        "author": {"@type": "Organization", "name": {"en": "Checkers", "de": "Pr\u00fcfer"}},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": {"en": ["Ann"]}}},
    },
    "objects by identifier": {
        "@context": [
            "https://schema.org",
            {"author": {"@id": "schema:author", "@container": ["@id", "@set"]}},
        ],
        **{key: value for key, value in TEA.items() if key != "author"},
        "author": {"https://c.example": CHECKERS},
        "itemReviewed": {"@type": "Claim", "author": {"#ann": ANN}},
    },
    "reviews by number": {
        "@context": ["https://schema.org", {"review": {"@id": "schema:review", "@container": "@index"}}],
        "@type": "WebPage",
        "review": {"1": TEA},
    },
    "an author in a role": {
        **TEA,
        "author": {"@type": "OrganizationRole", "roleName": "checker", "author": CHECKERS},
        "itemReviewed": {"@type": "Claim", "author": [{"@type": "Role", "author": ANN}]},
    },
    "publisher and creator": {
        "@type": "ClaimReview",
        "claimReviewed": "Tea is blue.",
        "publisher": CHECKERS,
        "itemReviewed": {"@type": "Claim", "creator": ANN},
    },
    "a claim and the work that it is in": {
        **TEA,
        "itemReviewed": [
            {"@type": "Claim", "author": ANN},
            {"@type": "CreativeWork", "url": "https://x.example"},
        ],
    },
    "a review of two claims of one person": {
        **TEA,
        "itemReviewed": [{"@type": "Claim", "author": {"@id": "#a", **ANN}}, {"author": {"@id": "#a"}}],
    },
    "an answer about a picture": {
        "results": [
            {
                "claim": {
                    "text": "Tea is blue.",
                    "claimant": "Ann",
                    "claimReview": [{"publisher": {"name": "Checkers", "site": "c.example"}, "url": "u"}],
                }
            }
        ]
    },
    "a list of claims of the API": [
        {"text": "Tea is blue.", "claimant": "Ann", "claimReview": [{"publisher": {"name": "Checkers"}}]}
    ],
}


def said(m: ArgumentMap) -> list[tuple[str, str, list[str]]]:
    """Each claim with the name of its holder and those of its reviewers."""
    names = {party.id: party.name for party in m.parties}
    return [(c.text, names[c.by or ""], [names[i] for i in c.via]) for c in m.claims]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_review_is_found_in_every_shape_of_json_ld(shape: str) -> None:
    found = argmap.loads(json.dumps(SHAPES[shape]), format="claimreview", on_error="recover")
    assert said(found.map) == [("Tea is blue.", "Ann", ["Checkers"])]
    assert not found.diagnostics
    assert json.dumps(written(found.map)) == json.dumps(SHAPES[shape])
    assert argmap.losses(found.map, "claimreview") == ()


WORDS_OF_THE_CLAIM: Final = {
    "a claim with its review",
    "a property in reverse",
    "a claim that names its review",
    "a term in reverse",
    "a person with claims",
}
"""Shapes in which the claim states its words; an edit is written into the review, whose words count."""


@pytest.mark.parametrize("shape", SHAPES)
def test_edits_come_back_in_every_shape(shape: str) -> None:
    m = read(SHAPES[shape])
    (claim,) = m.claims
    changed = m.replace(evolve(claim, text="Tea is green.")).add(Claim("new", "Tea is hot."))
    back = argmap.loads(argmap.dumps(changed, format="claimreview", lossy="ignore"), format="claimreview")
    assert [c.text for c in back.claims] == ["Tea is green.", "Tea is hot."]
    assert said(back.subset([back.claims[0].id]))[0][1:] == ("Ann", ["Checkers"])
    assert "Tea is blue" not in json.dumps(written(changed)) or shape in WORDS_OF_THE_CLAIM
    alone = written(m.without(claim.id))
    assert "ClaimReview" not in json.dumps(alone).replace("claimReviewMarkup", "")


@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, [None], {"a": [1]}, [[{}]]], ids=repr)
@pytest.mark.parametrize("shape", SHAPES)
def test_anything_in_the_place_of_anything_is_refused_or_comes_back(shape: str, junk: Any) -> None:
    places = len(paths(SHAPES[shape]))
    for n in range(places):
        document = json.loads(json.dumps(SHAPES[shape]))
        around, key = paths(document)[n]
        around[key] = junk
        with suppress(ArgmapError):
            assert written(read(document)) == document


def test_names_of_reviewers_in_answers_can_be_edited_and_the_ratings_stay() -> None:
    m = read(SHAPES["an answer of the API"])
    checkers = next(p for p in m.parties if p.name == "Checkers")
    (row,) = written(m.replace(evolve(checkers, name="Fact checkers")))["claims"]
    assert row["claimReview"] == [
        {"publisher": {"name": "Fact checkers", "site": "c.example"}, "textualRating": "No"}
    ]


@pytest.mark.parametrize(
    "reviews",
    [3, [3], {}, {"url": "x"}, [{}, None], {"publisher": {"name": "C"}, "url": "x"}, [[{"url": "x"}]], [{}]],
)
def test_odd_reviews_in_answers_come_back(reviews: Any) -> None:
    document = {"claims": [{"text": "a", "claimReview": reviews}]}
    assert written(read(document)) == document
    assert argmap.losses(read(document), "claimreview") == ()


def test_one_party_may_be_described_once_and_referred_to_elsewhere() -> None:
    described = {"@id": "#org", "@type": "Organization", "name": "Checkers"}
    document = [{**TEA, "author": described}, {**TEA, "author": {"@id": "#org"}}]
    m = read(document)
    assert [p.name for p in m.parties] == ["Ann", "Checkers", "Ann"]
    assert written(m) == document
    nobody = argmap.loads(
        json.dumps({**TEA, "author": {"@id": "#who"}}), format="claimreview", on_error="recover"
    )
    assert [d.code for d in nobody.diagnostics] == ["author-without-name"]


def test_what_cannot_be_read_does_not_refuse_the_rest() -> None:
    document = [TEA, {**TEA, "claimReviewed": None}, {"@type": "ClaimReview", "url": "https://x.example"}]
    found = argmap.loads(json.dumps(document), format="claimreview", on_error="recover")
    assert said(found.map) == [("Tea is blue.", "Ann", ["Checkers"])]
    assert [(d.code, d.severity, d.path) for d in found.diagnostics] == [
        ("not-read", "warning", "$[1].claimReviewed"),
        ("not-read", "warning", "$[2].claimReviewed"),
    ]
    assert written(found.map) == document


def test_what_is_nested_too_deeply_to_be_kept_does_not_refuse_the_rest() -> None:
    deep: Any = {}
    for _ in range(120):
        deep = {"x": deep}
    for bad in (
        {**TEA, "x": deep},
        {**TEA, "claimReviewed": "b", "author": {"name": "A", "x": deep}},
        {"x": deep},
    ):
        found = argmap.loads(json.dumps([TEA, bad]), format="claimreview", on_error="recover")
        assert said(found.map)[0] == ("Tea is blue.", "Ann", ["Checkers"])
        assert "data is nested deeper than 100 levels" in str(found.diagnostics)
        assert (
            argmap.loads(argmap.dumps(found.map, format="claimreview"), format="claimreview").claims[0].text
        )
    with pytest.raises(ArgmapError, match="nested deeper"):
        read({**TEA, "x": deep})
    bad = {**TEA, "author": "B", "x": deep}
    ids = [p.id for p in read([TEA, bad, {**TEA, "author": "C"}]).parties]
    assert ids == ["party-1", "party-2", "party-3", "party-4"]


def test_several_texts_are_wordings() -> None:
    texts = ["Tea is blue.", {"@value": "Tee ist blau.", "@language": "de"}]
    m = read({**TEA, "claimReviewed": texts})
    assert m.claims[0].text == "Tea is blue."
    assert m.claims[0].wordings == (Wording("Tee ist blau.", language="de"),)
    assert written(m) == {**TEA, "claimReviewed": texts}
    german = m.replace(evolve(m.claims[0], data={}))
    assert written(german)["claimReviewed"] == texts


def test_several_authors_of_a_review_are_all_reporters() -> None:
    m = read({**TEA, "author": [{"name": "A"}, {"name": "B"}]})
    assert said(m) == [("Tea is blue.", "Ann", ["A", "B"])]
    assert argmap.losses(m.replace(evolve(m.claims[0], data={})), "claimreview") == ()


def test_works_in_which_a_claim_appeared_are_sources_in_every_form() -> None:
    works = [
        "https://a.example",
        {"@id": "https://b.example"},
        {"@value": "https://c.example"},
        {"url": {"@id": "https://f.example"}},
        {"headline": "Tea!", "publisher": {"name": "Times"}, "datePublished": "2020-01-02"},
        {"headline": "Tea?", "publisher": ["Post"], "datePublished": {"@value": "2020"}},
        "a talk",
    ]
    m = read({**TEA, "itemReviewed": {"@type": "Claim", "appearance": works, "firstAppearance": works[0]}})
    assert [(s.url, s.title, s.publisher, s.date) for s in m.sources] == [
        ("https://a.example", "", "", ""),
        ("https://b.example", "", "", ""),
        ("https://c.example", "", "", ""),
        ("https://f.example", "", "", ""),
        ("", "Tea!", "Times", "2020-01-02"),
        ("", "Tea?", "Post", "2020"),
        ("", "a talk", "", ""),
    ]
    work = {"@type": "CreativeWork", "sameAs": "https://d.example", "name": "Talk", "author": ANN}
    assert [(s.url, s.title) for s in read({**TEA, "itemReviewed": work}).sources] == [
        ("https://d.example", "Talk")
    ]
    address = read({**TEA, "itemReviewed": "https://e.example"})
    assert [s.url for s in address.sources] == ["https://e.example"]


def test_each_line_may_be_a_document() -> None:
    lines = [
        json.dumps(TEA, separators=(",", ":")),
        json.dumps({**TEA, "claimReviewed": "b"}, separators=(",", ":")),
    ]
    text = f"{lines[0]}\n{{oops\n{lines[1]}\n"
    found = argmap.loads(text, format="claimreview", on_error="recover")
    assert [c.text for c in found.map.claims] == ["Tea is blue.", "b"]
    assert [(d.code, d.line) for d in found.diagnostics] == [("line-not-read", 2)]
    assert argmap.dumps(found.map, format="claimreview") == f"{lines[0]}\n{lines[1]}\n"
    with pytest.raises(FormatError, match=r"^line 2, column 1: not JSON"):
        argmap.loads("{\n?\n{}", format="claimreview")


def test_the_scripts_of_a_web_page_are_read() -> None:
    entities = json.dumps({**TEA, "claimReviewed": "A & B"}).replace("&", "&amp;").replace('"', "&quot;")
    page = (
        '<!DOCTYPE html>\n<!-- <script type="application/ld+json">{"@type": "Claim", "text": "no"}</script> -->\n'
        '<script type="application/ld+json">{"a": 1,}</script>\n<script>let a = 1</script>\n'
        f"<SCRIPT id='x' TYPE='application/ld+json; charset=utf-8'>\n//<![CDATA[\n{json.dumps(TEA)}\n//]]>\n</SCRIPT>\n"
        f"<script type=application/ld+json><!-- {entities} --></script>\n"
        '<script type="application/ld+json">{"@type": "WebSite"};</script>'
    )
    found = argmap.loads(page, format="claimreview", on_error="recover")
    assert [c.text for c in found.map.claims] == ["Tea is blue.", "A & B"]
    assert [(d.code, d.line, d.column) for d in found.diagnostics] == [
        ("script-not-read", 3, 44),
        ("not-a-review", None, None),
    ]
    assert argmap.losses(found.map, "claimreview") == ()
    with pytest.raises(FormatError, match="a web page without JSON-LD"):
        argmap.loads("<html>", format="claimreview")
    with pytest.raises(FormatError, match=r"^line 1, column 45: not JSON"):
        argmap.loads('<p><script type="application/ld+json">{"a": ?}</script>', format="claimreview")


def test_files_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    line = json.dumps(TEA)
    texts = {
        "a.json": line,
        "a.jsonld": json.dumps([{"@type": "WebPage"}, TEA]),
        "a.ndjson": f"{line}\n{line}\n",
        "a.jsonl": line,
        "a.html": f'<html><script type="application/ld+json">{line}</script></html>',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        m = argmap.load(tmp_path / name, on_error="recover").map
        assert {c.text for c in m.claims} == {"Tea is blue."}
    (tmp_path / "b.html").write_text("<html></html>")
    with pytest.raises(
        UnknownFormatError, match=r"b\.html: no format is known .*render draws pictures"
    ) as caught:
        argmap.load(tmp_path / "b.html")
    assert str(caught.value).count("b.html") == 1
    with pytest.raises(UnknownFormatError, match="no format is known by the suffix"):
        argmap.dump(m, tmp_path / "b.html")


@given(JSON, JSON, JSON, st.sampled_from(sorted(SHAPES)))
def test_whatever_is_in_data_can_be_written(one: Any, two: Any, three: Any, shape: str) -> None:
    m = read(SHAPES[shape])
    keys = ("document", "places", "lines", "spelling", "itemSpelling", "reviews", "form", "changes")
    records: list[Any] = [m, *m.claims, *m.parties]
    for n, record in enumerate(records):
        with suppress(ArgmapError):
            residue = {
                **record.data.get("claimreview", {}),
                keys[n]: one,
                keys[n + 1]: two,
                keys[n + 2]: three,
            }
            changed = evolve(record, data={"claimreview": residue})
            m = changed if isinstance(changed, ArgumentMap) else m.replace(changed)
    text = argmap.dumps(m, format="claimreview", lossy="ignore")
    with suppress(ArgmapError):
        argmap.loads(text, format="claimreview", on_error="recover")


def test_an_empty_type_of_an_author_comes_back() -> None:
    m = read({"@type": "ClaimReview", "claimReviewed": "x", "author": {"@type": "", "name": "Ann"}})
    assert argmap.losses(m, "claimreview") == ()


@pytest.mark.parametrize(
    "word",
    [
        *("https://schema.org/ClaimReview", "http://www.schema.org/ClaimReview", "//schema.org/ClaimReview"),
        *(
            "schema.org/ClaimReview",
            "https://pending.schema.org/ClaimReview",
            "http://schema.org/#ClaimReview",
        ),
        *(
            "schema:ClaimReview",
            "sdo:ClaimReview",
            "x:ClaimReview",
            "claimReview",
            "Claim Review",
            "CLAIMREVIEW ",
        ),
        *(["Review", "ClaimReview"], {"@id": "http://schema.org/ClaimReview"}, [{"@value": "ClaimReview"}]),
    ],
    ids=str,
)
def test_types_are_known_in_every_spelling(word: Any) -> None:
    claim = {"@type": "claim", "text": "Tea is blue.", "author": ANN}
    document = [{"@type": word, "author": CHECKERS, "itemReviewed": claim}]
    m = read(document)
    assert said(m) == [("Tea is blue.", "Ann", ["Checkers"])]
    assert written(m) == document
    changed = m.replace(evolve(m.claims[0], text="Tea is green."))
    assert "Tea is green." in json.dumps(written(changed))


def test_types_and_keys_of_other_vocabularies_are_none() -> None:
    other = {"@context": {"x": "https://x.example/"}, "@type": "x:Claim", "text": "a"}
    assert said(read([other, TEA])) == said(read([TEA]))


def test_reviews_of_one_claim_are_a_claim_each_and_come_back() -> None:
    reviews = [
        {"@type": "ClaimReview", "author": CHECKERS},
        {"@type": "ClaimReview", "author": {"name": "B"}},
    ]
    inside = {"@type": "Claim", "text": "Tea is blue.", "author": ANN, "review": reviews}
    apart = [{**TEA, "author": r["author"], "itemReviewed": {"@id": "#c"}} for r in reviews]
    named = {"@graph": [*apart, {"@id": "#c", "@type": "Claim", "author": ANN}]}
    for document in (inside, named):
        m = read(document)
        assert said(m) == [("Tea is blue.", "Ann", ["Checkers"]), ("Tea is blue.", "Ann", ["B"])]
        assert len({c.by for c in m.claims}) == 1
        assert written(m) == document
        assert argmap.losses(m, "claimreview") == ()
        renamed = m.replace(evolve(next(p for p in m.parties if p.name == "Ann"), name="Anna"))
        back = read(written(renamed))
        assert [name for _, name, _ in said(back)] == ["Anna", "Anna"]
        assert len({c.by for c in back.claims}) == 1


def test_a_mention_is_not_a_second_review() -> None:
    mention = {"@type": "ClaimReview", "@id": "#r"}
    page = {"@type": "WebPage", "mainEntity": mention, "about": {"@type": "Claim", "@id": "#c"}}
    claim = {"@type": "Claim", "@id": "#c", "author": ANN, "review": [mention]}
    for order in (1, -1):
        document = {"@graph": [page, {**TEA, "@id": "#r", "itemReviewed": claim}][::order]}
        m = read(document)
        assert said(m) == [("Tea is blue.", "Ann", ["Checkers"])]
        assert written(m) == document


def test_authors_without_a_name_are_reported() -> None:
    def codes(author: Any) -> list[tuple[str, str]]:
        text = json.dumps({**TEA, "author": author})
        found = argmap.loads(text, format="claimreview", on_error="recover").diagnostics
        return [(d.code, d.severity) for d in found]

    assert codes({"@id": "#o", "name": ""}) == [("author-without-name", "warning")]
    assert codes({"@type": "Organization", "url": "https://c.example"}) == [("author-without-name", "info")]
    assert codes({"@type": "Organization", "name": ""}) == [("author-not-read", "warning")]
    assert codes([{"name": "A"}, {"name": None}]) == [("author-not-read", "warning")]
    assert read({**TEA, "itemReviewed": {"author": {"@type": "Thing", "name": " "}}}).claims[0].by is None
    assert codes("") == []
    assert read({**TEA, "author": ""}).claims[0].via == ()


def test_an_author_around_the_reviews_is_not_kept_once_more_in_each() -> None:
    reviews = [{**TEA, "claimReviewed": f"Tea is {n}.", "author": "#org"} for n in range(30)]
    document = {"@context": "https://schema.org", "@id": "#org", **CHECKERS, "review": reviews}
    m = read(document)
    assert {tuple(via) for _, _, via in said(m)} == {("Checkers",)}
    assert written(m) == document
    assert len(argmap.dumps(m)) < 50_000


def test_the_words_of_the_claim_count_where_the_review_has_none() -> None:
    claim = {"@type": "Claim", "text": "Tea is blue.", "author": ANN}
    assert [c.text for c in read({**TEA, "claimReviewed": " ", "itemReviewed": claim}).claims] == [
        "Tea is blue."
    ]
    empty = argmap.loads(
        json.dumps({"@type": "ClaimReview", "claimReviewed": ""}), format="claimreview", on_error="recover"
    )
    assert [(d.code, d.severity) for d in empty.diagnostics] == [("no-words", "info")]
    with pytest.raises(
        FormatError, match="found no claimReviewed, expected text; did you mean 'claimreviewed'"
    ):
        read({"@type": "ClaimReview", "claimreviewed": "x"})


def test_the_language_of_the_context_is_that_of_wordings() -> None:
    context = ["https://schema.org", {"@language": "de"}]
    m = read({"@context": context, "@type": "ClaimReview", "claimReviewed": ["Tee", "Tea"]})
    assert m.claims[0].wordings == (Wording("Tea", language="de"),)
    by_language = {"@container": "@language", "@id": "schema:claimReviewed"}
    texts = {"en": ["Tea", "A cup of tea"], "de": "Tee", "@none": "T"}
    document = {"@context": [{"words": by_language}], "@type": "ClaimReview", "words": texts}
    m = read(document)
    assert [(w.text, w.language) for w in m.claims[0].wordings] == [
        ("A cup of tea", "en"),
        ("Tee", "de"),
        ("T", ""),
    ]
    assert written(m) == document


@pytest.mark.parametrize(
    "answer",
    [
        *({}, [], [{}], {"claims": []}, {"results": []}, {"claimReviewMarkupPages": []}, {"@graph": []}),
        *({"nextPageToken": "x"}, {"@type": "DataFeed", "dataFeedElement": []}),
    ],
    ids=str,
)
def test_an_answer_without_claims_is_an_empty_map(answer: Any) -> None:
    m = read(answer)
    assert not [*m]
    assert written(m) == answer


def test_other_answers_are_refused() -> None:
    error = {"error": {"code": 403, "message": "API key not valid", "status": "PERMISSION_DENIED"}}
    with pytest.raises(FormatError, match=r"an answer that something went wrong \('API key not valid'\)"):
        read(error)
    with pytest.raises(FormatError, match="expected an object of type ClaimReview or Claim"):
        read({"@type": "MediaReview", "originalMediaContextDescription": "x"})


def test_a_review_within_another_is_reported() -> None:
    inner = {**TEA, "claimReviewed": "b"}
    with pytest.warns(argmap.ReadWarning, match="found a review or claim within another"):
        m = argmap.loads(json.dumps({**TEA, "hasPart": [inner]}), format="claimreview")
    assert len(m.claims) == 1


def test_works_that_are_reviewed_are_sources_with_any_address_and_date() -> None:
    picture = {"@type": "ImageObject", "contentUrl": "https://x.example/1.png", "uploadDate": "2020-01-02"}
    page = {"@type": "SocialMediaPosting", "mainEntityOfPage": {"@id": "https://x.example/2"}, "name": "Post"}
    m = read({**TEA, "itemReviewed": [{"@type": "Claim", "author": ANN, "appearance": page}, picture]})
    assert [(s.url, s.title, s.date) for s in m.sources] == [
        ("https://x.example/2", "Post", ""),
        ("https://x.example/1.png", "", "2020-01-02"),
    ]


def test_an_identifier_may_be_in_any_form_and_place() -> None:
    for identifier in ("fell", ["fell"], {"@value": "fell"}):
        inside = {**TEA, "itemReviewed": {"@type": "Claim", "identifier": identifier, "author": ANN}}
        alone = {"@type": "Claim", "text": "Tea is blue.", "identifier": identifier}
        named = {
            "@graph": [
                {**TEA, "itemReviewed": {"@id": "#c"}},
                {"@id": "#c", "identifier": identifier, "author": ANN},
            ]
        }
        around = {**alone, "author": ANN, "review": {"@type": "ClaimReview", "author": CHECKERS}}
        several = {
            **inside,
            "itemReviewed": [inside["itemReviewed"], {"@type": "Book", "url": "https://x.example"}],
        }
        by_name = {
            "@graph": [{**TEA, "itemReviewed": "#c"}, {"@id": "#c", "identifier": identifier, "author": ANN}]
        }
        for document in (inside, [inside, TEA], [alone], named, around, several, by_name):
            m = read(document)
            assert m.claims[0].id == "fell"
            assert written(m) == document
            assert argmap.losses(m, "claimreview") == ()
            assert read(written(m.replace(evolve(m.claims[0], text="Tea is hot.")))).claims[0].id == "fell"
        described = {"@id": "#o", "identifier": identifier, "name": "Checkers"}
        for document in (
            {**TEA, "author": described},
            {"@graph": [{**TEA, "author": {"@id": "#o"}}, described]},
        ):
            m = read(document)
            assert m.claims[0].via == ("fell",)
            assert written(m) == document
            assert read(written(m.add(Claim("new", "Tea.", via=["fell"])))).claims[1].via == ("fell",)


def test_what_is_reviewed_stays_when_claims_before_it_are_removed() -> None:
    works = [{"@type": "Claim", "author": ANN}, {"@type": "Book", "url": "https://b.example"}]
    second = [
        {**TEA, "itemReviewed": about} for about in ("https://x.example", works, {"@type": "Claim"}, [])
    ]
    for review in second:
        m = read([TEA, review])
        back = read(written(m.without("claim-1")))
        assert [c.id for c in back.claims] == ["claim-2"]
        assert [s.url for s in back.sources] == [s.url for s in m.sources]


@pytest.mark.parametrize("kind", ["a\x85", " union ", "\x7f\x85"])
def test_kinds_of_parties_keep_the_blanks_around_them(kind: str) -> None:
    m = ArgumentMap.of(Party("p", "Pat", kind=kind), Claim("c", "Tea.", by="p"))
    back = argmap.loads(argmap.dumps(m, format="claimreview", lossy="ignore"), format="claimreview")
    assert [party.kind for party in back.parties] == [kind]
