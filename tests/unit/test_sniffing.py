"""Texts show their format if the suffix only shows the syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap import ArgumentMap
from argmap.errors import FormatError, UnknownFormatError
from argmap.exchange import FORMATS
from argmap.exchange.registry import by_suffix
from argmap.exchange.sniffing import SYNTAXES, candidates, guess, recognized

if TYPE_CHECKING:
    from pathlib import Path

SEEN = [
    ("a.json", '{"argmap": "1.0"}', "argmap-json"),
    (
        "a.JSON",
        ' {"claims": [], "argmap": "1.0", "arguments": [], "statements": [], "relations": []}',
        "argmap-json",
    ),
    (
        "a.json",
        '{"arguments": {}, "statements": {}, "relations": [], "sections": [], "tags": {}}',
        "argdown-json",
    ),
    ("a.json", '{"nodes": [], "edges": [], "locutions": []}', "aif"),
    ("a.json", '{"nodes": [{"nodeID": "1", "text": "a", "type": "I"}], "edges": []}', "aif"),
    ("a.json", '{"AIF": {"nodes": [], "edges": []}, "text": "", "OVA": {}}', "xaif"),
    ("a.json", '{"nodes": [{"id": 1, "x": 3, "y": 4}], "edges": []}', "ova"),
    ("a.json", '{"nodes": [], "edges": [], "analysis": {}}', "ova"),
    ("a.json", '{"metadata": {}, "resources": [], "nodes": [], "edges": []}', "sadface"),
    ("a.json", '{"version": "1.0", "exportedAt": "", "case": {}, "tree": {}}', "tea"),
    ("a.jsonld", '{"@context": "https://schema.org", "@type": "ClaimReview"}', "claimreview"),
    ("a.json", '[{"@context": "https://schema.org", "@type": "ClaimReview"}]', "claimreview"),
    ("a.json", '{"claims": [{"text": "a", "claimReview": []}], "nextPageToken": "b"}', "claimreview"),
    ("a.json", '[null, {"@type": "WebPage"}, {"@type": "ClaimReview"}]', "claimreview"),
    ("a.json", '{"claimReviewMarkupPages": []}', "claimreview"),
    ("a.json", '{"type": "ClaimReview", "claimReviewed": "a"}', "claimreview"),
    ("a.ndjson", '{"claimReviewed": "a"}\n{"claimReviewed": "b"}\n', "claimreview"),
    ("a.jsonl", '{"@type": "ClaimReview"}\n\n{"@type": "ClaimReview"}', "claimreview"),
    ("a.html", '<script type=\'application/ld+json\'>{"@type": "ClaimReview"}</script>', "claimreview"),
    ("a.xhtml", '<div itemtype="http://schema.org/ClaimReview">', "claimreview"),
    ("a.json", '{"results": [{"claim": {"text": "a", "claimReview": []}}]}', "claimreview"),
    ("a.txt", '{"@type": "ClaimReview"}\n{"@type": "ClaimReview"}', "claimreview"),
    ("a.jsonld", '[{"@id": "a", "@type": ["http://www.arg.dundee.ac.uk/aif#I-node"]}]', "aif-rdf"),
    ("a.yaml", "statements:\n  a: b\narguments: {}\n", "carneades"),
    ("a.yml", "{assumptions: [a]}", "carneades"),
    ("a.yaml", "G1:\n  text: a\n  supportedBy: [G2]\n", "gsn"),
    ("a.yaml", "{G1: {text: Tea is safe}}", "gsn"),
    ("a.xml", '<?xml version="1.0"?>\n<!DOCTYPE arggraph SYSTEM "a.dtd">\n<arggraph id="a">', "arggraph"),
    ("a.xml", "<!-- <aml> -->\n<!DOCTYPE ARG [<!ELEMENT ARG ANY>]>\n<ARG>", "aml"),
    ("a.rdf", '<rdf:RDF xmlns:rdf="x">', "aif-rdf"),
    ("a.xml", '<sacm:AssuranceCasePackage xmlns:sacm="x">', "sacm"),
    ("a.xml", '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"/>', "graphml"),
    ("a.xml", "<gexf>", "gexf"),
    ("a.xml", '<mxfile host="app.diagrams.net">', "drawio"),
    ("a.xml", '<mxGraphModel dx="1">', "drawio"),
    ("a.txt", "\nDiscussion Title: Tea\n\n1. a", "kialo"),
    ("a.txt", "arg(a).\natt(a,a).", "apx"),
    ("a.xml", "<argument><author/></argument>", "axl"),
    ("a.xml", "<lkif version='2.1'/>", "lkif"),
    ("a.xml", '<gsn:Goal xmlns:gsn="http://www.certware.net/gsn"/>', "certware"),
    ("a.txt", "# comment\np af 3\n1 2", "iccma"),
    ("a.txt", "# comment\np aba 3\na 1", "aba"),
    ("a.txt", "1\n2\n#\n1 2\n", "tgf"),
]
OWN = [
    ("[Cap]: Rents should be capped.\n  + <Stay>: A cap keeps tenants.", "argdown"),
    ("===\ntitle: Rents\n===\n\n# Rents\n\n<Stay>\n\n(1) A cap keeps tenants.", "argdown"),
    ("A cap keeps tenants.\n  +> [Cap]", "argdown"),
    ("# Notes\n\n```argdown\n[Cap]: Rents.\n```\n", "markdown"),
    ("~~~ {.argdown}\n[Cap]\n~~~", "markdown"),
    ("T1\tClaim 0 5\tRents\n", "brat"),
    ("@prefix aif: <http://www.arg.dundee.ac.uk/aif#> .\n<a> a aif:I-node .", "aif-rdf"),
    (
        "<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.arg.dundee.ac.uk/aif#I-node> .",
        "aif-rdf",
    ),
]
"""Texts of formats whose suffix no other has."""


@pytest.mark.parametrize(("name", "text", "format"), SEEN)
def test_texts_are_known_by_their_top_level(name: str, text: str, format: str) -> None:
    assert guess(text, name) == (format,)


@pytest.mark.parametrize(("text", "format"), [*OWN, *((text, format) for _, text, format in SEEN)])
def test_texts_without_a_name_are_known_by_a_look(text: str, format: str) -> None:
    assert recognized(text) == (format,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rents rose.",
        "{}",
        "[3]",
        "{",
        "<!DOCTYPE html>\n<html>\n</html>",
        "<foo>\n</foo>",
        "# Rents",
        "- a\n- b",
        "a: b",
        "[link](https://a.org)",
    ],
)
def test_a_look_does_not_guess(text: str) -> None:
    assert recognized(text) == ()


def test_every_sign_is_tried_here() -> None:
    assert {(row.name, sign.syntax) for row in FORMATS for sign in row.signs} == {
        (format, next(s for s, ends in SYNTAXES.items() if name.lower().endswith(ends)))
        for name, _, format in SEEN
    } | {(format, "own") for _, format in OWN}


FOLDERS = {
    "aif": {"aif"},
    "argdown": {"argdown-json"},
    "arggraph": {"arggraph"},
    "axl": {"axl"},
    "caes-lkif": {"lkif"},
    "caes-yaml": {"carneades", "none"},
    "gsn2x": {"gsn", "none"},
    "sacm": {"sacm"},
    "sadface": {"sadface"},
    "tea": {"tea", "none"},
}


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FOLDERS)
def test_real_files_are_known(folder: str, corpora: Path) -> None:
    """Of the folders whose files have shared suffixes; "none" are schemas and files without arguments."""
    found = {
        path.name: guess(path.read_text(encoding="utf-8-sig"), path.name)
        for path in sorted((corpora / folder).rglob("*"))
        if path.suffix in (".json", ".xml", ".yaml", ".yml")
    }
    assert found
    assert {format for formats in found.values() for format in formats or ("none",)} <= FOLDERS[folder]
    assert all(len(formats) <= 1 for formats in found.values())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "{}"),
        ("a.json", "[]"),
        ("a.json", "[3]"),
        ("a.json", "3"),
        ("a.json", '{"nodes": 3}'),
        ("a.yaml", ""),
        ("a.yaml", "- a"),
        ("a.yaml", "a: b"),
        ("a.xml", ""),
        ("a.xml", "<html>"),
        ("a.xml", "no xml"),
        ("a.html", "<html>"),
        ("a.htm", '<script type="application/ld+json">{"@type": "Recipe"}</script>'),
        ("a.txt", ""),
        ("a.txt", "Rents rose."),
        ("a.txt", "a\n#\nheading"),
        ("a.doc", '{"argmap": "1.0"}'),
        ("", '{"argmap": "1.0"}'),
    ],
)
def test_other_texts_are_of_no_format(name: str, text: str) -> None:
    assert guess(text, name) == ()


def test_graphs_with_malformed_nodes_are_recognised() -> None:
    for nodes in ("3", "[3]", '"x"', "null", "{}"):
        assert guess(f'{{"nodes": {nodes}, "edges": []}}', "a.json") == ("aif",)


def test_broken_texts_are_reported_with_their_position() -> None:
    with pytest.raises(FormatError, match="line 2, column 1: not JSON"):
        guess('{"nodes": [],\n', "a.json")
    with pytest.raises(FormatError, match="line 2, column 1: not YAML"):
        guess("[a", "a.yaml")


def test_shared_suffixes_belong_to_no_format() -> None:
    for suffixes in SYNTAXES.values():
        for suffix in suffixes:
            assert by_suffix(f"a{suffix}") is None


def test_shared_suffixes_are_read_by_sniffing_and_only_json_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"argmap": "1.0", "title": "Rent cap"}')
    assert argmap.load(path).title == "Rent cap"
    argmap.dump(ArgumentMap.of(title="Fees"), path)
    assert argmap.load(path).title == "Fees"
    with pytest.raises(UnknownFormatError) as caught:
        argmap.dump(ArgumentMap.of(), tmp_path / "a.yaml")
    assert ": several formats are written with the suffix of this file: " in str(caught.value)
    assert "gsn" in caught.value.expected
    path.write_text('{"a": 1}')
    with pytest.raises(UnknownFormatError) as unsure:
        argmap.load(path)
    assert str(unsure.value) == (
        f"{path}: the text is none of: {', '.join(candidates('a.json'))} (name it with format=)"
    )
    path.write_text('{"case": {}, "tree": {}, "AIF": {}}')
    with pytest.raises(UnknownFormatError, match="the text could be of several formats: xaif, tea"):
        argmap.load(path)
