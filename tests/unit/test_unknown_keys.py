"""Keys that a format does not have: kept, reported once, and a warning where a known key may be meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from fuzz.samples import JSON, YAML

import argmap

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

SPELLINGS = {
    "tea": ("chilren", "children"),
    "sadface": ("Source", "sources"),
    "carneades": ("premisses", "premises"),
}


def reported(text: str, format: str) -> list[Diagnostic]:
    return [
        d
        for d in argmap.loads(text, format=format, on_error="recover").diagnostics
        if d.code == "unknown-key"
    ]


def with_key(format: str, key: str) -> str:
    document = json.loads(json.dumps(JSON[format])) if format in JSON else yaml.safe_load(YAML[format])
    if format == "tea":
        document["tree"][key] = []
    elif format == "sadface":
        document["nodes"][0][key] = document["nodes"][1][key] = 7
    else:
        document["arguments"]["a1"][key] = []
    return json.dumps(document) if format in JSON else str(yaml.safe_dump(document))


@pytest.mark.parametrize("format", SPELLINGS)
def test_others_are_information_and_come_back(format: str) -> None:
    text = with_key(format, "colour")
    found = reported(text, format)
    assert [(d.severity, d.hint) for d in found] == [("info", "")]
    assert found[0].path or found[0].line
    m = argmap.loads(text, format=format, on_error="recover").map
    assert "colour" in argmap.dumps(m, format=format)


@pytest.mark.parametrize("format", SPELLINGS)
def test_misspelt_ones_are_a_warning_that_names_the_key(format: str) -> None:
    wrong, right = SPELLINGS[format]
    assert [(d.severity, d.hint) for d in reported(with_key(format, wrong), format)] == [
        ("warning", f"did you mean {right}?")
    ]


@pytest.mark.parametrize("format", SPELLINGS)
def test_nothing_is_said_of_those_that_it_has(format: str) -> None:
    assert reported(json.dumps(JSON[format]) if format in JSON else YAML[format], format) == []


def test_layers_of_gsn_are_free_and_misspelt_keys_a_warning() -> None:
    text = "G1: {text: Safe, layer: x, suportedBy: [G2], level1: y}\nG2: {text: Sub}\n"
    assert [d.hint for d in reported(text, "gsn")] == ["did you mean supportedBy?", "did you mean level?"]
