"""The object of the package graphviz, with and without a Graphviz on the machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import graphviz
import pytest

from argmap import ArgumentMap, Claim, StyleError, to_dot, to_graphviz

MAP = ArgumentMap.of(Claim("cap", 'Rents should be "capped" at <3%>.'))


@pytest.mark.parametrize("style", [None, "report", "gsn"])
def test_it_holds_the_dot_text(style: str | None) -> None:
    source = to_graphviz(MAP, style)
    assert isinstance(source, graphviz.Source)
    assert source.source == to_dot(MAP, style)


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(StyleError, match="unknown style 'gns'"):
        to_graphviz(MAP, "gns")


@pytest.mark.engine
@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
@pytest.mark.parametrize("style", ["report", "gsn"])
def test_the_graphviz_of_the_machine_draws_it(style: str) -> None:
    root = ET.fromstring(to_graphviz(MAP, style).pipe(format="svg", quiet=True))  # noqa: S314 -- our own
    text = "".join(t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert 'Rents should be "capped"' in text.replace("\u00a0", " ")


def test_without_a_graphviz_the_package_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    source = to_graphviz(MAP)
    assert source.source
    with pytest.raises(graphviz.ExecutableNotFound, match="dot"):
        source.pipe(format="svg")


def test_importing_argmap_loads_no_graphviz() -> None:
    program = "import sys, argmap; argmap.ArgumentMap.of(argmap.Claim('a')); print('graphviz' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert answer.strip() == "False"
