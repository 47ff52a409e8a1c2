"""What a newcomer gets wrong first, and whether the message helps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import argmap
from argmap import ArgmapError, ArgumentMap, Claim, Evidence, FileError, RecordError, Source

CAP = Claim("cap", "Rents should be capped.")
RENT = ArgumentMap.of(CAP)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_misspelt_keyword_is_reported_with_the_nearest_field() -> None:
    release: Any = Source("release", "Rents rose.")
    with pytest.raises(RecordError, match=r"Claim has no field 'quote', expected one of: id, .*'quotes'\?"):
        Claim("c", quote=[release.quote("Rents rose.")])  # type: ignore[call-arg]
    with pytest.raises(RecordError, match=r"Relation has no field 'argumnt'.*did you mean 'argument'\?"):
        CAP.supports("x", argumnt="a")  # type: ignore[call-arg]
    with pytest.raises(RecordError, match=r"Claim has no field 'txt'.*did you mean 'text'\?"):
        evolve(CAP, txt="Rents.")  # type: ignore[call-arg]


def test_other_mistakes_in_a_call_are_left_to_python() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'id'"):
        Claim(text="Rents rose.")  # type: ignore[call-arg]


def test_plain_words_for_a_quote_or_a_figure_give_a_hint_how_to_make_one() -> None:
    with pytest.raises(RecordError, match=r"found a str where a Quote is expected \(source\.quote\(words\)"):
        Claim("c", quotes=["Rents rose."])  # type: ignore[list-item]
    with pytest.raises(RecordError, match=r"a Quantity is expected \(such as Quantity\(81, 'percent'\)\)"):
        Evidence("e", figures=["81 percent"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "call",
    [
        lambda: argmap.check("rent.json"),  # type: ignore[arg-type]
        lambda: argmap.draw("rent.json"),  # type: ignore[arg-type]
        lambda: argmap.render("rent.json", "rent.svg"),  # type: ignore[call-overload]
        lambda: argmap.outline("rent.json"),  # type: ignore[arg-type]
        lambda: argmap.losses("rent.json", "tgf"),  # type: ignore[arg-type]
        lambda: argmap.dumps("rent.json"),  # type: ignore[arg-type]
        lambda: argmap.dump("rent.json", RENT),  # type: ignore[arg-type]
    ],
)
def test_a_file_name_in_the_place_of_a_map(call: Any) -> None:
    with pytest.raises(
        RecordError, match=r"found a str where an ArgumentMap is expected \(argmap\.load\(path\)"
    ):
        call()


def test_a_missing_file_is_reported_with_the_nearest_name() -> None:
    argmap.dump(RENT, "rent.argmap.json")
    for wrong in ("rent.argmap.jsn", "rents.argmap.json", "rent.argdown"):
        with pytest.raises(FileError, match=r"no such file .*; did you mean 'rent\.argmap\.json'\?"):
            argmap.load(wrong)
    with pytest.raises(FileError) as error:
        argmap.load("nowhere.argmap.json")
    assert error.value.nearest is None
    with pytest.raises(FileError, match="cannot read: no such file"):
        argmap.load("nowhere/rent.argmap.json")


def test_a_missing_folder_is_named() -> None:
    place = Path("out", "rent.argmap.json")
    with pytest.raises(FileError, match=r"cannot write: there is no folder 'out' \(make it first\)"):
        argmap.dump(RENT, place)


def test_an_unknown_suffix_is_reported_with_the_nearest() -> None:
    with pytest.raises(ArgmapError, match=r"did you mean '\.argmap\.json'\? \(or name the format"):
        argmap.dump(RENT, "rent.argmap.jsn")
    with pytest.raises(ArgmapError, match=r"did you mean '\.json'\?"):
        argmap.dump(RENT, "rent.jsn")
    with pytest.raises(ArgmapError, match=r"did you mean 'argmap-json'\?"):
        argmap.dumps(RENT, format="argmap")
    with pytest.raises(ArgmapError, match=r"\(render draws pictures\)"):
        argmap.dump(RENT, "rent.svg")


def test_text_that_is_not_json_may_be_of_another_format() -> None:
    with pytest.raises(ArgmapError, match=r"not JSON: .* \(text of another format is read with format=\)"):
        argmap.loads("[Cap]: Rents should be capped.")


def test_an_unknown_option_of_a_picture_is_reported_once() -> None:
    with pytest.raises(ArgmapError, match=r"^unknown style option 'pagee', .*did you mean 'page'\?"):
        argmap.draw(RENT, pagee="a4")


def test_a_missing_extra_is_reported_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(ArgmapError) as error:
        argmap.draw(RENT).pdf()
    assert str(error.value) == (
        "PDF needs the extra 'pdf', which is not installed (pip install \"argmap[pdf]\")"
    )
