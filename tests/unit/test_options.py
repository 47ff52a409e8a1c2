"""Options of readers and writers as the command line has them: NAME=VALUE, by the types of their keywords."""

from __future__ import annotations

import shlex
from collections.abc import Sequence  # noqa: TC003 - looked up when it runs
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap
from argmap.cli import main
from argmap.errors import ArgmapError
from argmap.exchange.format import Format
from argmap.exchange.options import options_from
from argmap.exchange.registry import table

if TYPE_CHECKING:
    from click.testing import Result

    from argmap.diagnostics import Report

GRAPH = """<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/><edge source="a" target="b"/>
</graph></graphml>"""


class Side(StrEnum):
    PRO = "pro"
    CON = "con"


def loads(
    text: str,  # noqa: ARG001
    *,
    report: Report | None = None,  # noqa: ARG001
    strict: bool = False,  # noqa: ARG001
    depth: int = 3,  # noqa: ARG001
    share: float | None = None,  # noqa: ARG001
    name: str = "",  # noqa: ARG001
    where: str | Path = "",  # noqa: ARG001
    mode: Literal["old", "new"] = "old",  # noqa: ARG001
    side: Side | None = None,  # noqa: ARG001
    attack: str | tuple[str, ...] = (),  # noqa: ARG001
    levels: list[int] | None = None,  # noqa: ARG001
    words: Sequence[str] = (),  # noqa: ARG001
) -> ArgumentMap:
    return ArgumentMap()


MINE = Format("mine", (".mine",), "text/plain", __name__, "for tests")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {}),
        (["strict=true"], {"strict": True}),
        (["strict=No"], {"strict": False}),
        (["depth=12"], {"depth": 12}),
        (["share=0.5"], {"share": 0.5}),
        (["name=a=b "], {"name": "a=b "}),
        (["name="], {"name": ""}),
        (["where=x"], {"where": "x"}),
        (["mode=new"], {"mode": "new"}),
        (["side=con"], {"side": Side.CON}),
        (["attack=Partial-Attack"], {"attack": ("Partial-Attack",)}),
        (["attack=a", "mode=old", "attack=b"], {"attack": ("a", "b"), "mode": "old"}),
        (["levels=1", "levels=2"], {"levels": [1, 2]}),
        (["words=a"], {"words": ("a",)}),
    ],
)
def test_values_are_of_the_type_of_the_keyword(given: list[str], expected: dict[str, Any]) -> None:
    assert options_from(MINE, "loads", given) == expected


ALL = "attack, depth, levels, mode, name, share, side, strict, where, words"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("strict", f"found 'strict', expected an option as NAME=VALUE; 'mine' has these: {ALL}"),
        ("stric=1", f"reading 'mine' has no option 'stric', expected one of: {ALL}; did you mean 'strict'?"),
        ("report=1", "reading 'mine' has no option 'report'"),
        ("strict=maybe", "the option 'strict' is 'maybe', expected true or false"),
        ("depth=1.5", "the option 'depth' is '1.5', expected a whole number"),
        ("levels=x", "the option 'levels' is 'x', expected a whole number"),
        ("share=nan", "the option 'share' is 'nan', expected a number"),
        (
            "mode=nw",
            "unknown value of the option 'mode': 'nw', expected one of: old, new; did you mean 'new'?",
        ),
        ("side=PRO", "unknown value of the option 'side': 'PRO', expected one of: pro, con"),
    ],
)
def test_mistakes_name_what_there_is(given: str, message: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        options_from(MINE, "loads", [given])
    assert message in str(caught.value)


def test_an_option_with_one_value_is_given_once() -> None:
    with pytest.raises(ArgmapError, match="the option 'name' has one value, found 2: 'a', 'b'"):
        options_from(MINE, "loads", ["name=a", "name=b"])


@pytest.mark.parametrize("row", table(), ids=lambda row: row.name)
def test_the_type_of_every_option_is_known_when_it_runs(row: Format) -> None:
    for function in [*["loads"] * row.reads, *["dumps"] * row.writes]:
        for name, type_ in row.options(function).items():
            annotation = getattr(row._module(), function).__annotations__[name]
            assert type_ is not str or "str" in str(annotation), f"{row.name}: {name} is {annotation}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="argmap")


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("rent.graphml").write_text(GRAPH)
    return "rent.graphml"


def test_every_command_that_reads_takes_them(graph: str) -> None:
    kind = ("--option", "kind=support")
    assert "+ a" in run("outline", graph, *kind).output
    assert "1 relation" in run("check", graph, *kind).output
    assert run("convert", graph, "rent.argdown", *kind).exit_code == 0
    assert "  +> [b]" in Path("rent.argdown").read_text()
    assert run("render", graph, "-o", "rent.dot", "--page", "none", *kind).exit_code == 0


@pytest.mark.parametrize(
    "command", [["check"], ["outline"], ["render", "-o", "x.dot"], ["convert", "x.argdown"]]
)
def test_hints_of_readers_name_them(graph: str, command: list[str]) -> None:
    name, *rest = command
    arguments = [name, graph, *rest]
    assert "name the kind of all with --option kind=…" in run(*arguments).stderr
    wrong = run(*arguments, "--option", "knd=support")
    assert wrong.exit_code == 2
    assert (
        f"argmap: {graph}: reading 'graphml' has no option 'knd', expected one of: attack, " in wrong.stderr
    )


def test_a_folder_is_converted_with_options(graph: str) -> None:
    Path("in").mkdir()
    Path(graph).rename(Path("in", graph))
    options = ("--option", "kind=attack", "--write-option", "direction=LR")
    result = run(
        "convert", "in", "out", "--to", "mermaid", "--from", "graphml", "--lossy", "ignore", *options
    )
    assert result.exit_code == 0
    text = Path("out", "rent.mmd").read_text()
    assert "flowchart LR" in text
    assert "attack" in text
    wrong = run("convert", "in", "out", "--to", "mermaid", "--write-option", "direction=up")
    assert wrong.exit_code == 2
    assert "unknown value of the option 'direction': 'up', expected one of: BT, TB, LR, RL" in wrong.stderr


def test_hints_that_name_words_with_blanks_can_be_copied(tmp_path: Path) -> None:
    path = tmp_path / "rent.graphml"
    path.write_text(GRAPH.replace("/>\n</graph>", ' label="builds on"/>\n</graph>'))
    hint = run("outline", str(path)).stderr
    assert "--option 'support=builds on' or --option 'attack=builds on'" in hint
    assert run("outline", str(path), "--option", "support=builds on").exit_code == 0


@pytest.mark.parametrize("name", ["argdown", "markdown"])
def test_folders_are_paths_or_names_of_them(name: str, tmp_path: Path) -> None:
    text = argmap.dumps(argmap.ArgumentMap.of(argmap.Claim("cap", "x")), format=name, folder=tmp_path)
    for folder in (tmp_path, str(tmp_path)):
        assert argmap.loads(text, format=name, folder=folder).claims
    with pytest.raises(ArgmapError):
        argmap.loads(text, format=name, folder=3)


@pytest.mark.parametrize("words", ["builds;on", "a|b", "$HOME", "it's", "<b>", "*", "why? & how"])
def test_hints_hold_in_a_shell(words: str, tmp_path: Path) -> None:
    path = tmp_path / "rent.graphml"
    label = words.replace("&", "&amp;").replace("<", "&lt;")
    path.write_text(GRAPH.replace("/>\n</graph>", f' label="{label}"/>\n</graph>'))
    hint = run("outline", str(path)).stderr
    options = shlex.split(hint.partition("say what it means with ")[2].partition(" or ")[0])
    assert options == ["--option", f"support={words}"]
    assert run("outline", str(path), *options).exit_code == 0
