"""Documents of the right outline with something wrong in them: read or refused with a place, never a crash.

What is read is written again without loss, and where a format promises the same document, it is the same.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from fuzz.mutating import JUNK, broken, cut_and_glued, paths, spoilt
from fuzz.samples import AIF, CONTEXT, JSON, MORE, RDF, TEXT, XML, YAML
from hypothesis import given, settings
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap
from argmap.errors import ArgmapError
from argmap.exchange import FORMATS
from argmap.exchange.registry import by_name

if TYPE_CHECKING:
    from random import Random


def test_every_format_has_a_document_here() -> None:
    assert {*JSON, *YAML, *XML, *TEXT, *RDF} == {row.name for row in FORMATS if row.reads}


def same(format: str, one: str, other: str) -> bool:
    """Whether a document came back, where that is promised: keys in order where the format keeps it."""
    if format in ("aif", "xaif", "ova", "tea"):
        return json.dumps(json.loads(one)) == json.dumps(json.loads(other))
    if format == "argdown-json":  # boxes of what is not there are not drawn
        return bool({**json.loads(one), "map": None} == {**json.loads(other), "map": None})
    if format in ("sadface", "claimreview"):
        return bool(json.loads(one) == json.loads(other))
    if format in YAML:
        return repr(yaml.safe_load(one)) == repr(
            yaml.safe_load(other)
        )  # 1 is neither '1' nor 1.0, as a key either
    return True


def read_or_refused(text: str, format: str) -> ArgumentMap | None:
    """The map, or None if the text is refused and each problem has a place."""
    try:
        return argmap.loads(text, format=format)
    except ArgmapError as error:
        each: list[Any] = getattr(error, "exceptions", [error])
        if any(e.line is None and not e.path for e in each):
            raise
        return None


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", [*JSON, *YAML, *XML, *TEXT])
@settings(max_examples=60)
@given(random=st.randoms(use_true_random=False))
def test_a_broken_document_is_read_whole_or_refused_with_a_position(format: str, random: Random) -> None:
    comes_back_or_is_refused(broken(format, random), format)


def comes_back_or_is_refused(text: str, format: str) -> None:
    m = read_or_refused(text, format)
    if m is None:
        return
    if not by_name(format).writes:
        format = "argmap-json"
    written = argmap.dumps(m, format=format, lossy="ignore")
    assert same(format, written, text)
    again = argmap.loads(written, format=format)
    assert argmap.losses(again, format) == ()


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("syntax", ["turtle", "json-ld", "xml"])
@settings(max_examples=60)
@given(random=st.randoms(use_true_random=False))
def test_broken_rdf_is_read_or_refused_with_an_error_of_argmap(syntax: Any, random: Random) -> None:
    pytest.importorskip("rdflib")
    text = argmap.dumps(
        argmap.loads(json.dumps(AIF), format="aif"), format="aif-rdf", lossy="ignore", syntax=syntax
    )
    if syntax == "json-ld" and random.random() < 0.7:
        text = json.dumps(spoilt([{"@context": CONTEXT}, *json.loads(text)], random, JUNK))
    else:
        text = cut_and_glued(text, random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("socket.getaddrinfo", lambda *_: pytest.fail("asked for an address"))
        try:
            m = argmap.loads(text, format="aif-rdf")
        except ArgmapError as error:
            assert "Error" not in str(error)  # noqa: PT017 - its message, whatever it is
            assert "object has no" not in str(error)  # noqa: PT017
            return
    written = argmap.dumps(m, format="aif-rdf", lossy="ignore")
    assert argmap.losses(argmap.loads(written, format="aif-rdf"), "aif-rdf") == ()


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", ["aif", "xaif", "ova"])
@pytest.mark.parametrize("value", [None, True, 7, "x", ["a"], {"a": 1}], ids=repr)
def test_any_value_can_be_anywhere_in_a_nodeset(format: str, value: object) -> None:
    document = copy.deepcopy(JSON[format])
    objects = [document, *(around[key] for around, key in paths(document) if isinstance(around[key], dict))]
    places = [*paths(document), *((around, key) for around in objects for key in ("by", "x"))]
    for around, key in places:
        before = dict(around) if isinstance(around, dict) else list(around)
        around[key] = value
        comes_back_or_is_refused(json.dumps(document), format)
        around.clear()
        around.update(before) if isinstance(around, dict) else around.extend(before)
    assert document == JSON[format]


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", ["sadface", "tea", *YAML])
@pytest.mark.parametrize("value", [None, 7, "", {"a": 1}], ids=repr)
def test_any_value_can_be_anywhere_in_a_case(format: str, value: object) -> None:
    document = copy.deepcopy(JSON[format]) if format in JSON else yaml.safe_load(YAML[format])
    for around, key in paths(document):
        before = around[key]
        around[key] = value
        text = json.dumps(document) if format in JSON else str(yaml.safe_dump(document, sort_keys=False))
        comes_back_or_is_refused(text, format)
        around[key] = before


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", XML)
@pytest.mark.parametrize("words", ["", "x", " ", "7", "//@a.0"])
def test_any_words_can_be_anywhere_in_a_tree(format: str, words: str) -> None:
    for sample in (XML[format], *MORE.get(format, ())):
        root = ET.fromstring(sample)  # noqa: S314 - a sample of ours
        for element in root.iter():
            for key, before in list(element.attrib.items()):
                element.set(key, words)
                comes_back_or_is_refused(ET.tostring(root, encoding="unicode"), format)
                element.set(key, before)
            element.text, text = words, element.text
            comes_back_or_is_refused(ET.tostring(root, encoding="unicode"), format)
            element.text = text


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@pytest.mark.parametrize("format", [row.name for row in FORMATS if row.reads])
def test_marks_encodings_and_line_ends_change_nothing(format: str) -> None:
    samples = {**{name: json.dumps(d, indent=1) for name, d in JSON.items()}, **YAML, **XML, **TEXT, **RDF}
    if format in RDF:
        pytest.importorskip("rdflib")
    for text in (samples[format], *MORE.get(format, ())):
        usual = argmap.loads(text, format=format)
        for same in ("\ufeff" + text, *(text.encode(e) for e in ("utf-8-sig", "utf-16", "utf-32"))):
            assert argmap.loads(same, format=format) == usual
        for end in ("\r", "\r\n"):
            read = argmap.loads(text.replace("\n", end), format=format)
            assert (read.claims, read.relations) == (usual.claims, usual.relations)
