"""The command ``argmap evaluate``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from argmap import ArgumentMap, Claim, dump
from argmap.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(autouse=True)
def _map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cap, shrink, survey, stay = Claim("cap"), Claim("shrink"), Claim("survey"), Claim("stay")
    m = ArgumentMap.of(
        *(cap, shrink, survey, stay), shrink.attacks(cap), survey.contrary_to(shrink), stay.supports(cap)
    )
    dump(m, "rent.argmap.json")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", "rent.argmap.json", *arguments], prog_name="argmap")


def labels(*arguments: str) -> dict[str, str]:
    return {row["id"]: row["label"] for row in json.loads(run(*arguments, "--json").output)["rows"]}


def test_labels_come_with_their_assumptions() -> None:
    assert run().output.splitlines() == [
        "id      label      held_by  text",
        "------  ---------  -------  ----",
        "cap     undecided",
        "shrink  undecided",
        "survey  undecided",
        "stay    in",
        "",
        "Grounded semantics: 1 in, 0 out, 3 undecided.",
        "What has no reasons of its own is taken as it is; all else needs a reason that stands.",
        "All parties are treated alike: who holds a claim makes no difference.",
    ]
    assert json.loads(run("--json").output)["assumptions"] == run().output.splitlines()[-2:]


def test_every_option_counts() -> None:
    undecided = {"cap": "undecided", "shrink": "undecided", "survey": "undecided", "stay": "in"}
    assert labels() == labels("--semantics", "preferred") == undecided
    assert labels("--semantics", "preferred", "--acceptance", "credulous")["cap"] == "in"
    assert labels("--out", "shrink") == {"cap": "in", "shrink": "out", "survey": "in", "stay": "in"}
    assert labels("--in", "shrink")["cap"] == "out"
    assert labels("--taken", "survey", "--taken", "cap")["cap"] == "in"
    assert labels("--taken", "all") == undecided
    assert json.loads(run("--semantics", "stable", "--json").output)["acceptance"] == "skeptical"


def test_strengths_are_printed_on_request() -> None:
    found = json.loads(run("--strength", "quadratic-energy", "--json").output)
    assert (found["semantics"], found["converged"]) == ("quadratic-energy", True)
    assert {row["id"]: row["strength"] for row in found["rows"]}["stay"] == 0.5
    assert "Strength by DF-QuAD: converged in" in run("--strength", "df-quad").output
    assert run("--strength", "mlp", "--csv").output.splitlines()[0] == "id,strength,base,held_by,text"


def test_labels_are_explained_and_upset() -> None:
    assert run("--why", "stay").output == "stay is in: it is taken as it is, and nothing speaks against it.\n"
    assert run("--why", "stay", "--csv").output.splitlines()[0] == "id,label,because,depth"
    assert run("--hinges", "cap").output.splitlines() == ["shrink", "survey", "stay"]
    assert json.loads(run("--hinges", "cap", "--json").output) == [["shrink"], ["survey"], ["stay"]]
    assert run("--hinges", "stay").output == "no set of up to three claims changes it\n"


def test_the_result_is_drawn_on_request() -> None:
    assert run("-o", "map.dot").exit_code == 0
    with open("map.dot", encoding="utf-8") as file:  # noqa: PTH123 - the current folder is the test's
        assert "UNDECIDED" in file.read()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--strength", "euler", "--out", "cap"], "--out is about labels, and --strength asks for strengths"),
        (["--hinges", "cap", "--csv"], "--hinges prints sets and no table"),
        (["--semantics", "preffered"], "did you mean 'preferred'?"),
        (["--taken", "leafs"], "did you mean 'leaves'?"),
        (["--why", "kap"], "unknown id 'kap'; did you mean 'cap'?"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: list[str], message: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    assert found.stderr.startswith("argmap: ")
    assert message in found.stderr
