"""Small inputs as other people's tools and hands write them, next to the project: each is read as it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

import argmap
from argmap import Claim
from argmap.errors import FormatError, LimitError
from argmap.serializers import argdown

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


class Meant(NamedTuple):
    """What a file means.

    Attributes:
        relations: Kind, sources and targets of each relation.
        texts: The texts of claims and arguments by id; those without text are left out.
        reported: The codes of warnings and errors.
        options: What the reader is given.
    """

    relations: list[tuple[str, str, str]]
    texts: dict[str, str]
    reported: list[str] = []  # noqa: RUF012 - never changed
    options: dict[str, Any] = {}  # noqa: RUF012


TEA: Final = {"a": "Tea is good", "b": "It is cheap"}
KETTLE: Final = {"C1": "The kettle is safe", "C2": "Nobody is burnt"}
BLUE: Final = {"claim-1": "Tea is blue."}
MEANT: Final = {
    "01-emf-paths.sacm.xml": Meant([("support", "C2", "C1")], KETTLE),
    "02-emf-expression.sacm.xml": Meant([], {"C1": "The kettle is safe"}),
    "04-arm-identifier.sacm.xml": Meant([("support", "C2", "C1")], KETTLE),
    "05-dup-gid.sacm.xml": Meant([("support", "C2", "C1")], KETTLE, ["duplicate-id"]),
    "06-abstrct-labels.ann": Meant(
        [("support", "T2", "T1"), ("attack", "T3", "T1"), ("attack", "T3", "T2")],
        {"T1": "Tea is better", "T2": "it is cheap.", "T3": "Cheap is bad."},
    ),
    "07-bom.ann": Meant([], {"T1": "Tea is better."}),
    "08-reference-then-block.argdown": Meant(
        [("support", "Price", "Tea"), ("support", "Taste", "Tea"), ("attack", "Bitter", "Taste")],
        {"Tea": "Tea is better.", "Price": "It is cheap.", "Bitter": "It is bitter."},
        ["missing-empty-line", "missing-empty-line"],
    ),
    "09-url-fragment.argdown": Meant(
        [], {"Tea": "Tea is old, see https://example.org/wiki/Tea#History for more."}
    ),
    "10-premises-without-empty-line.argdown": Meant(
        [("support", "Untitled 1 Untitled 2", "Untitled 3")],
        {
            "Untitled 1": "What is cheap is good.",
            "Untitled 2": "Tea is cheap.",
            "Untitled 3": "Tea is good.",
            "Price": "Tea is cheap.",
        },
        ["missing-empty-line"],
    ),
    "11-datafeed.claimreview.json": Meant([], BLUE),
    "13-author-by-id.claimreview.json": Meant([], BLUE),
    "14-type-spelling.claimreview.json": Meant([], BLUE),
    "15-one-null-refuses-all.claimreview.json": Meant([], BLUE, ["not-read", "not-read"]),
    "17-attribute-id.graphml": Meant(
        [("support", "n1", "n0")],
        {"n0": "Tea is good", "n1": "It is cheap", "n2": "It is warm"},
        ["attribute-in-data", "attribute-in-data"],
    ),
    "19-kind-over-label.graphml": Meant(
        [("support", "cheap", "tea"), ("attack", "bitter", "tea")], {}, options={"kind": "support"}
    ),
    "20-edge-kind.gexf": Meant(
        [("support", "1", "0")],
        {"0": "Tea is good", "1": "It is cheap"},
        ["attribute-in-data"],
        {"kind": "support"},
    ),
    "21-silent-gexf.gexf": Meant([("support", "b", "a")], TEA),
    "23-blank-nodes.ttl": Meant(
        [("support", "urn:b", "urn:a")], {"urn:a": "Tea is good", "urn:b": "It is cheap"}
    ),
    "24-cr.apx": Meant([("attack", "a", "b")], {}),
    "24-cr.tgf": Meant([("attack", "2", "1")], {"1": "Tea is good", "2": "It is cheap"}),
    "27-google-api.claimreview.json": Meant([], BLUE),
    "29-capitals.apx": Meant([("attack", "A", "B")], {}),
    "30-front-matter-comments.argdown": Meant(
        [("support", "B", "A")], {"A": "Tea is good.", "B": "It is cheap."}
    ),
    "robustness/06-stars.argdown": Meant([], {"Untitled 1": "*" * 25}),
    "robustness/09-aif-type-object.aif.json": Meant([], {}, ["unknown-node-type"]),
}


def claim_of(m: argmap.ArgumentMap, id: str) -> Claim:
    return next(claim for claim in m.claims if claim.id == id)


@pytest.mark.parametrize("name", MEANT)
def test_an_input_is_read_as_it_is_meant(name: str, inputs: Path) -> None:
    meant = MEANT[name]
    m, diagnostics = argmap.load(inputs / name, on_error="recover", **meant.options)
    assert [(r.kind, " ".join(r.sources), " ".join(r.targets)) for r in m.relations] == meant.relations
    assert {
        **{c.id: c.text for c in m.claims if c.text},
        **{a.id: a.text for a in m.arguments if a.text},
    } == meant.texts
    assert [d.code for d in diagnostics if d.severity != "info"] == meant.reported
    assert argmap.load(inputs / name, on_error="recover", **meant.options).map == m


@pytest.mark.parametrize(
    ("name", "by", "via"),
    [
        ("11-datafeed.claimreview.json", "Ann", ["Checkers"]),
        ("13-author-by-id.claimreview.json", "Ann", ["Checkers"]),
        ("27-google-api.claimreview.json", "Ann", ["Checkers"]),
    ],
)
def test_parties_have_their_names(name: str, by: str, via: list[str], inputs: Path) -> None:
    m = argmap.load(inputs / name)
    (claim,) = m.claims
    names = {party.id: party.name for party in m.parties}
    assert (names[claim.by or ""], [names[party] for party in claim.via]) == (by, via)


def test_what_a_graph_file_holds_beyond_the_model_is_in_data(inputs: Path) -> None:
    m = argmap.load(inputs / "21-silent-gexf.gexf")
    kept = claim_of(m, "a").data.thaw()["gexf"]
    assert [point["value"] for point in kept["score"]] == [1.0, 2.0]
    assert (kept["start"], kept["pid"], kept["note"], kept["note#2"]) == (
        "2024-01-01",
        "b",
        "first",
        "second",
    )
    assert m.data.thaw()["gexf"]["meta"]["description"] == "About tea"


def test_a_second_text_of_a_node_is_a_wording(inputs: Path) -> None:
    (wording,) = claim_of(argmap.load(inputs / "23-blank-nodes.ttl"), "urn:a").wordings
    assert (wording.text, wording.language) == ("Tee ist gut", "de")


def test_a_byte_order_mark_counts_as_a_character(inputs: Path) -> None:
    m = argmap.load(inputs / "07-bom.ann")
    (quote,) = claim_of(m, "T1").quotes
    assert (quote.start, quote.end, quote.exact) == (1, 15, "Tea is better.")
    assert [f for f in argmap.check(m) if f.severity == "error"] == []


def test_a_new_claim_changes_two_lines(inputs: Path) -> None:
    text = (inputs / "30-front-matter-comments.argdown").read_text(encoding="utf-8")
    m = argmap.loads(text, format="argdown")
    claim = Claim("C", "It is warm.", section="s1")
    edited = argdown.edit(text, m.add(claim, claim.supports("A")))
    old, new = text.splitlines(), edited.splitlines()
    assert [line for line in old if line not in new] == []
    assert len(new) - len(old) <= 2
    assert claim_of(argmap.loads(edited, format="argdown"), "C").text == "It is warm."


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("robustness/04-iccma-12-bytes.af", LimitError, "asks for 2,000,000 claims"),
        ("robustness/05-explode.argdown", FormatError, "a premise-conclusion structure without conclusion"),
        ("robustness/namespace.gexf", FormatError, "namespace"),
    ],
)
def test_what_is_refused_says_why(
    name: str, error: type[argmap.ArgmapError], words: str, inputs: Path
) -> None:
    with pytest.raises(error) as refused:
        argmap.load(inputs / name)
    assert words in str(refused.value)
