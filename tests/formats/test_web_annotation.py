"""Web annotations: what the W3C model requires of them, and what they say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgmapError, ArgumentMap, Claim, Evidence, Party, Provenance, Quantity, Source, Wording
from argmap.model.references import quotes_in
from argmap.serializers import web_annotation
from argmap.serializers.web_annotation import dumps
from argmap.testing import maps

IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+")
MOTIVATIONS = {"describing", "linking", "tagging", "classifying"}  # of the vocabulary, those in use

RELEASE = Source("release", "Rents may rise. Owners object.", url="https://example.org/release")
CAP = Claim(
    "cap",
    "Rents should be capped.",
    by="council",
    kind="policy",
    title="Cap",
    tags=["housing"],
    quotes=RELEASE.quote("Rents may rise.", fidelity="paraphrase"),
    wordings=Wording("Mieten deckeln.", language="de", by="owners", quotes=RELEASE.quote("Rents")),
)
SHRINK = Claim("shrink", "A cap shrinks supply.", quotes=RELEASE.quote("Owners object."))
ATTACK = SHRINK.attacks(CAP, quotes=RELEASE.quote("object"))
MAP = ArgumentMap.of(
    Party("council", "City council"), Party("owners"), RELEASE, CAP, SHRINK, ATTACK, title="Cap"
)


def notes(m: ArgumentMap, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dumps(m, **options))["items"]
    return found


def bodies(note: dict[str, Any]) -> list[dict[str, Any]]:
    return note["body"] if isinstance(note["body"], list) else [note["body"]]


def check_selector(selector: dict[str, Any]) -> None:
    if selector["type"] == "TextQuoteSelector":
        assert isinstance(selector["exact"], str)
        assert selector.keys() <= {"type", "exact", "prefix", "suffix"}
    else:
        assert selector["type"] == "TextPositionSelector"
        assert 0 <= selector["start"] <= selector["end"]


def check_note(note: dict[str, Any]) -> None:
    assert IRI.fullmatch(note["id"])
    assert note["type"] == "Annotation"
    assert note["motivation"] in MOTIVATIONS
    for body in bodies(note):
        assert body["purpose"] in MOTIVATIONS
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str)
            assert body["format"] == "text/plain"
        else:
            assert body["type"] == "SpecificResource"
            assert IRI.fullmatch(body["source"])
    target = note["target"]
    assert target["type"] == "SpecificResource"
    assert IRI.fullmatch(target["source"])
    selectors = target["selector"]
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        check_selector(selector)


@given(maps(hostile=True), st.sampled_from(("", "https://example.org/notes/")))
def test_a_page_is_as_the_model_requires(m: ArgumentMap, base: str) -> None:
    text = dumps(m, base=base)
    assert text == dumps(m, base=base)
    page = json.loads(text)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert IRI.fullmatch(page["id"])
    assert page["partOf"]["type"] == "AnnotationCollection"
    assert IRI.fullmatch(page["partOf"]["id"])
    for note in page["items"]:
        check_note(note)
    names = [note["id"] for note in page["items"]]
    assert len(names) == len(set(names)) == page["partOf"]["total"]


@given(maps(hostile=True))
def test_every_quote_is_there_once_and_what_is_not_is_a_loss(m: ArgumentMap) -> None:
    quoted = [q.exact for record in (*m.sources, *m.nodes, *m.relations) for q in quotes_in(record)]
    found = [note["target"]["selector"] for note in notes(m)]
    exact = [(s[0] if isinstance(s, list) else s)["exact"] for s in found]
    assert sorted(exact) == sorted(quoted)
    lost = {loss.id for loss in argmap.losses(m, "web-annotation") if not loss.field}
    bare = {record.id for record in (*m.nodes, *m.relations) if not [*quotes_in(record)]}
    assert bare <= lost


def test_an_element_describes_its_words() -> None:
    first, second, *_ = notes(MAP, base="https://example.org/notes/")
    text, tag, fidelity = first["body"]
    assert text == {
        "id": "https://example.org/notes/element/cap",
        "type": "TextualBody",
        "value": "Rents should be capped.",
        "format": "text/plain",
        "purpose": "describing",
        "dcterms:identifier": "cap",
        "dcterms:type": ["claim", "policy"],
        "dcterms:title": "Cap",
        "schema:author": {"schema:name": "City council", "dcterms:identifier": "council"},
    }
    assert (tag["value"], tag["purpose"]) == ("housing", "tagging")
    assert (fidelity["value"], fidelity["purpose"]) == ("paraphrase", "classifying")
    assert first["target"]["source"] == RELEASE.url
    assert [s["type"] for s in first["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    wording = bodies(second)[0]
    assert (wording["value"], wording["language"]) == ("Mieten deckeln.", "de")
    assert wording["schema:author"]["dcterms:identifier"] == "owners"


def test_a_relation_links_what_it_joins() -> None:
    note = notes(MAP, base="https://example.org/notes/")[-1]
    assert note["motivation"] == "linking"
    assert [body["source"].rpartition("/")[2] for body in note["body"] if "source" in body] == [
        "shrink",
        "cap",
    ]


def test_figures_and_provenance_have_annotations_of_their_own() -> None:
    text = Source("s", "Riverside. 81 percent.")
    source = Source(
        "s", text.text, title="Letter", provenance=Provenance("c", quotes=text.quote("Riverside."))
    )
    survey = Evidence("e", "Many.", figures=Quantity(81, "percent", quote=text.quote("81 percent")))
    found = [bodies(note)[0]["value"] for note in notes(ArgumentMap.of(Party("c"), source, survey))]
    assert found == ["Where Letter comes from", "81 percent"]


def test_a_source_without_an_address_is_named_by_its_text() -> None:
    text, absent = Source("s", "Rents rose."), Source("t", url="no address")
    m = ArgumentMap.of(text, absent, Claim("c", "x", quotes=[text.quote("Rents"), argmap.Quote("t", "y")]))
    named, other = (note["target"]["source"] for note in notes(m))
    assert named.startswith("ni:///sha-256;")
    assert other.startswith("urn:uuid:")


def test_names_never_meet() -> None:
    ids = ["page", "collection", "note", "note/1", "note/1/note", "element", "a/b", "a%2Fb", "1"]
    m = ArgumentMap.of(RELEASE, *(Claim(i, "x", quotes=[RELEASE.quote("Rents")] * 2) for i in ids))
    page = json.loads(dumps(m, base="https://example.org/notes/"))
    names = [page["id"], page["partOf"]["id"], *(note["id"] for note in page["items"])]
    elements = {note["body"]["id"] for note in page["items"]}
    assert len({*names} | elements) == len(names) + len(elements)
    assert len(elements) == len(ids)


def test_a_base_that_is_no_address_is_refused() -> None:
    with pytest.raises(ArgmapError, match="base is 'notes', expected an absolute IRI"):
        dumps(MAP, base="notes")


def test_losses_name_what_is_left_out() -> None:
    bare = Claim("bare", "Nothing quoted.")
    lost = {(loss.id, loss.field) for loss in argmap.losses(MAP.add(bare), "web-annotation")}
    assert ("bare", "") in lost
    assert ("cap", "") not in lost
    assert ("cap", "wordings") in lost
    assert web_annotation.omits(MAP) == set()
