"""LKIF: arguments pro and con, exceptions, denied premises, and what the files say beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import argmap
from argmap.errors import FormatError, InvalidFileError
from argmap.model import Section
from argmap.serializers import lkif

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Diagnostic
    from argmap.model import ArgumentMap


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return lkif.loads(text, report=seen.append), seen


def graph(arguments: str, about: str = "", more: str = "") -> str:
    statements = "".join(f'<statement id="{i}" standard="PE"><s>{i.upper()}</s></statement>' for i in "abc")
    return (
        f'<argument-graph id="g" {about}><statements>{statements}</statements><arguments>{arguments}</arguments>{more}'
        "</argument-graph>"
    )


def document(*graphs: str) -> str:
    return f"<lkif><argument-graphs>{''.join(graphs)}</argument-graphs></lkif>"


def argument(*premises: str, about: str = "", conclusion: str = "a") -> str:
    inside = "".join(f"<premise {p}/>" for p in premises)
    return f'<argument id="x" {about}><conclusion statement="{conclusion}"/><premises>{inside}</premises></argument>'


def joined(m: ArgumentMap) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(r.kind), r.sources, r.targets) for r in m.relations]


@pytest.mark.corpora
def test_every_statement_argument_and_exception_of_real_files_is_there(corpora: Path) -> None:
    maps = [argmap.load(path) for path in sorted((corpora / "caes-lkif").glob("*.xml"))]
    kinds = [r.kind.value for m in maps for r in m.relations]
    assert sum(not c.id.startswith("not:") for m in maps for c in m.claims) == 28
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "support": 13, "attack": 5, "undercut": 3, "contradiction": 1
    }  # fmt: skip


def test_premises_together_support_or_attack_and_exceptions_undercut() -> None:
    m, seen = read(
        document(
            graph(
                argument(
                    'statement="b"',
                    'statement="c" type="exception"',
                    about='direction="con" scheme="s" weight="0.5"',
                ),
                'title="T"',
            )
        )
    )
    assert joined(m) == [("attack", ("b",), ("a",)), ("undercut", ("c",), ("x",))]
    assert (m.title, m.relations[0].scheme, m.relations[0].weight, seen) == ("T", "s", 0.5, [])
    assert m["a"].data["lkif"] == {"standard": "PE"}


def test_a_denied_statement_is_not_taken_for_the_statement() -> None:
    m, seen = read(
        document(graph(argument('statement="b" polarity="negative"', 'statement="c" role="datum"')))
    )
    assert joined(m) == [("contradiction", ("not:b",), ("b",)), ("support", ("not:b", "c"), ("a",))]
    assert m.claims[-1].text == "It is not the case that: B"
    assert [(d.code, d.severity) for d in seen] == [("denied-statement", "info")]
    assert m["x"].data["lkif"]["premises"][1]["role"] == "datum"


def test_several_graphs_are_sections() -> None:
    m, _ = read(document(graph(argument('statement="b"'), 'title="T"'), graph(argument('statement="c"'))))
    assert m.sections == (Section("g", "T"), Section("g#2"))
    assert joined(m) == [("support", ("b",), ("a",)), ("support", ("c#2",), ("a#2",))]
    assert [c.section for c in m.claims] == ["g"] * 3 + ["g#2"] * 3


def test_what_is_not_read_is_kept_and_reported() -> None:
    text = document(
        graph(argument('statement="b"', about='weight="much"'), 'main-issue="a"', "<notes>n</notes>")
    )
    m, seen = read(text.replace("<lkif>", '<lkif version="2.1"><sources/>'))
    assert m.data["lkif"]["version"] == "2.1"
    assert (m.data["lkif"]["main-issue"], m["x"].data["lkif"]["weight"]) == ("a", "much")
    assert [d.code for d in seen] == ["kept-in-data", "kept-in-data"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (argument('statement="z"'), "the premise names the statement 'z', which is not there"),
        (argument('statement="b"', conclusion=""), "the conclusion names no statement"),
        (
            argument('statement="b"', about='direction="up"'),
            "the direction of argument 'x' is 'up', expected pro or con",
        ),
        (argument('statement="b"') * 2, "a second argument has the id 'x'"),
        ("<argument/>", "the argument has the id ''"),
    ],
)
def test_mistakes_have_a_line(wrong: str, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        lkif.loads(document(graph(wrong)))
    assert (caught.value.line, words in str(caught.value)) == (1, True)


def test_all_mistakes_at_once() -> None:
    with pytest.raises(InvalidFileError, match="not an argument graph: 2 problems"):
        lkif.loads(document(graph(argument('statement="z"', 'statement="y"'))))


@pytest.mark.parametrize("text", ["<lkif/>", "<caf/>", "<lkif><argument-graphs/></lkif>"])
def test_other_documents_are_refused(text: str) -> None:
    with pytest.raises(FormatError):
        lkif.loads(text)
