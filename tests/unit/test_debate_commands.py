"""``argmap responses``, ``quantities`` and ``unsupported``: the tables of the library, in the form asked for."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from argmap import ArgumentMap, Claim, Evidence, Party, Quantity, dump, quantities, responses, unsupported
from argmap.cli import main

if TYPE_CHECKING:
    from pathlib import Path

COUNCIL = Party("council", "City council", role="speaker")
OWNERS = Party("owners", "Owners' association", role="counterparty")
SHRINK = Claim("shrink", "=A cap, “家賃”,\nshrinks | the \x1b[2J supply.", by=OWNERS)
EXEMPT = Claim("exempt", "New buildings are exempt.", by=COUNCIL)
SURVEY = Evidence("survey", "81% fear a rise.", by=COUNCIL, figures=Quantity.parse("81 percent"))
M = ArgumentMap.of(COUNCIL, OWNERS, SHRINK, EXEMPT, SURVEY, EXEMPT.attacks(SHRINK))
TABLES: dict[str, Any] = {"responses": responses, "quantities": quantities, "unsupported": unsupported}


@pytest.fixture(autouse=True)
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    dump(M, "rent.argmap.json")
    return "rent.argmap.json"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", TABLES)
def test_each_form_has_the_rows_of_the_library(command: str) -> None:
    table = TABLES[command](M)
    assert json.loads(run(command, "rent.argmap.json", "--json").stdout) == table.rows()
    as_csv = run(command, "rent.argmap.json", "--csv")
    assert as_csv.stdout_bytes.decode() == table.to_csv()
    assert len(list(csv.reader(StringIO(table.to_csv(), newline="")))) == len(table) + 1
    assert run(command, "rent.argmap.json", "--markdown").stdout == table.to_markdown() + "\n"
    text = run(command, "rent.argmap.json")
    assert text.stdout == f"{table}\n"
    assert text.exit_code == as_csv.exit_code == 0


def test_a_terminal_is_not_obeyed() -> None:
    for form in ((), ("--json",), ("--markdown",)):
        assert "\x1b" not in run("responses", "rent.argmap.json", *form).stdout


def test_any_party_may_be_asked_for() -> None:
    rows = json.loads(run("responses", "rent.argmap.json", "--party", "council", "--json").stdout)
    assert [row["claim"] for row in rows] == ["exempt"]
    wrong = run("responses", "rent.argmap.json", "--party", "councl")
    assert wrong.exit_code == 2
    assert "unknown party 'councl', expected one of: council, owners; did you mean 'council'?" in wrong.stderr


def test_a_map_without_counterparties_is_said_to_have_none() -> None:
    dump(ArgumentMap.of(COUNCIL, EXEMPT), "plain.argmap.json")
    result = run("responses", "plain.argmap.json", "--json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert "no party has the role counterparty (--party names one of: council)" in result.stderr


def test_one_form_at_a_time() -> None:
    result = run("unsupported", "rent.argmap.json", "--json", "--markdown")
    assert result.exit_code == 2
    assert "--json and --markdown are two forms of one result: name one" in result.stderr
