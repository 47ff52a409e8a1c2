"""What a file may ask for has limits, and the error says how to raise them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.errors import ArgmapError, ArgmapErrorGroup, LimitError, RecordError
from argmap.exchange import load, loads
from argmap.limits import NAMES, UNLIMITED, Limits, exceeded, imposed, in_force

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Limits(bytes=20)
TGF = "a\nb\n#\na b\n"


def test_the_limits_are_shown_where_they_are_not_the_usual_ones() -> None:
    assert repr(Limits()) == "Limits()"
    assert repr(Limits(claims=7, bytes=9)) == "Limits(bytes=9, claims=7)"
    assert Limits(claims=7).changed == ("claims=7",)


@pytest.mark.parametrize("value", [0, -1, True, 1.0, "7", None])
def test_a_limit_is_a_whole_number(value: object) -> None:
    with pytest.raises(ArgmapError, match=r"the limit nodes is .*expected a whole number from 1 on"):
        Limits(nodes=value)  # type: ignore[arg-type]


def test_limits_are_in_force_during_one_call_only(tmp_path: Path) -> None:
    path = tmp_path / "rent.tgf"
    path.write_text(TGF * 3)
    with pytest.raises(LimitError):
        load(path, limits=SMALL)
    assert in_force() == Limits()
    with imposed(SMALL):
        with imposed(None):
            assert in_force() is SMALL
        with imposed(UNLIMITED):
            assert in_force() is UNLIMITED
        assert in_force() is SMALL
    assert in_force() == Limits()


def test_what_is_too_large_says_how_to_read_it(tmp_path: Path) -> None:
    path = tmp_path / "rent.tgf"
    path.write_text(TGF + " " * 20)
    with pytest.raises(LimitError) as caught:
        load(path, limits=SMALL)
    assert str(caught.value) == (
        f"{path}: the file has 30 bytes, the limit is 20 "
        "(if the file is to be trusted, read it with limits=Limits(bytes=30))"
    )
    assert caught.value.limit == "bytes"
    assert load(path, limits=Limits(bytes=30)).claims
    again = copy(caught.value)
    assert (str(again), again.limit) == (str(caught.value), "bytes")
    for text in (TGF + " " * 20, (TGF + " " * 20).encode()):
        with pytest.raises(LimitError, match="the text has 30 bytes or more, the limit is 20"):
            loads(text, format="tgf", limits=SMALL)
        assert loads(text, format="tgf", limits=Limits(bytes=30)).claims


def test_other_things_than_limits_are_refused() -> None:
    with pytest.raises(ArgmapError, match="limits are 7, expected Limits"):
        loads(TGF, format="tgf", limits=7)  # type: ignore[call-overload]


@pytest.mark.parametrize("name", NAMES)
def test_where_nobody_knows_what_is_needed_ten_times_as_much_is_suggested(name: str) -> None:
    error = exceeded(name, 5, "found more")  # type: ignore[arg-type]
    assert f"limits=Limits({name}=50)" in str(error)


def test_the_command_line_spells_limits_as_an_option(tmp_path: Path) -> None:
    path = tmp_path / "rent.tgf"
    path.write_text(TGF + " " * 20)
    for command in (["check"], ["outline"]):
        result = CliRunner().invoke(main, [*command, str(path), "--limit", "bytes=20"])
        assert result.exit_code == 2
        assert "read it with --limit bytes=30)" in result.output
        result = CliRunner().invoke(
            main, [*command, str(path), "--limit", "bytes=30", "--limit", "nodes=1_000"]
        )
        assert result.exit_code == 0, result.output
    assert in_force() == Limits()


@pytest.mark.parametrize("given", ["bytes", "byte=3", "bytes=", "bytes=x", "bytes=²", f"bytes={'9' * 5000}"])
def test_the_command_line_names_the_limits_that_there_are(given: str) -> None:
    result = CliRunner().invoke(main, ["outline", "x.tgf", "--limit", given])
    assert result.exit_code == 2
    assert "is not NAME=NUMBER with one of: bytes, characters, nodes, claims, problems" in result.output


def test_a_message_lists_so_many_problems_and_counts_the_others() -> None:
    group = ArgmapErrorGroup.of("not a map", [RecordError(f"problem {n}") for n in range(150)])
    assert str(group).splitlines()[:2] == ["not a map: 150 problems", "  problem 0"]
    assert str(group).splitlines()[-2:] == ["  problem 99", "  and 50 more"]
    assert len(group.exceptions) == 150
    with pytest.raises(ArgmapErrorGroup) as caught:
        loads("a\n#\nx y\nx y\n", format="tgf", limits=Limits(problems=2))
    assert len(caught.value.exceptions) == 4
    assert len(str(caught.value).splitlines()) == 4
    assert str(caught.value).endswith("\n  and 2 more")


@pytest.mark.parametrize("record", ["{}", '{"id": ""}', '{"id": "a", "x": 1}', "7"])
def test_a_document_of_mistakes_is_not_explained_to_its_end(record: str) -> None:
    """Three bytes make a problem, and each costs a thousand times as much to explain."""
    text = f'{{"argmap": "1.0", "claims": [{", ".join([record] * 500)}]}}'
    with pytest.raises(ArgmapErrorGroup) as caught:
        loads(text)
    assert caught.value.message == "not a valid argmap document: more than 100 problems"
    assert len(caught.value.exceptions) == 100
    with pytest.raises(ArgmapErrorGroup, match="document: 500 problems"):
        loads(text, limits=Limits(problems=500))


def test_no_name_makes_a_message_endless() -> None:
    group = ArgmapErrorGroup.of("not a map", [RecordError("x" * 1_000_000)] * 100)
    assert len(str(group)) < 300_000
