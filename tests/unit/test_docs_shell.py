"""The shell examples of the documentation do what they show."""

from __future__ import annotations

import re
import shlex
import shutil
from contextlib import chdir
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from argmap.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide" / "cli.md"
README = ROOT / "README.md"


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """Each command of the guide with the output that the guide shows."""
    return [
        (command, output)
        for block in blocks(GUIDE)
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.fixture(scope="module", autouse=True)
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    place = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "seeds", place / "seeds")
    (broken,) = re.findall(
        r"^```text\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    (place / "rent.argdown").write_text(broken, encoding="utf-8")
    with chdir(place):
        yield


@pytest.mark.engine
@pytest.mark.parametrize(("command", "shown"), examples())
def test_the_guide_shows_what_commands_print(command: str, shown: str) -> None:
    program, *arguments = shlex.split(command)
    result = CliRunner().invoke(main, arguments, prog_name=program)
    assert program == "argmap"
    assert OutputChecker().check_output(shown, result.output, ELLIPSIS), result.output
    refused = (shown.startswith("argmap: ") and "warning" not in shown) or ": error: " in shown
    assert result.exit_code == (2 if refused else 0)


def test_the_guide_shows_every_command() -> None:
    shown = {command.split()[1] for command, _ in examples()}
    assert shown >= set(main.commands)


def test_quick_start_is_two_lines_that_stand_alone() -> None:
    section = re.search(r"^## Quick start$(.*?)^## ", README.read_text(), re.DOTALL | re.MULTILINE)
    assert section is not None
    assert section[1].count("```") == 2
    lines = re.findall(r"```sh\n(.*?)\n```", section[1], re.DOTALL)[0].split("\n")
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert "activate" not in line


def test_quick_start_draws_the_seed() -> None:
    first = blocks(README)[0].split("\n")[0]
    program, *arguments = shlex.split(first.rpartition("&& ")[2])
    assert program == ".venv/bin/argmap"
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert Path("statement.svg").read_text(encoding="utf-8").startswith("<?xml")
