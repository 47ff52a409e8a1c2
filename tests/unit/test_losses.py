"""What a format cannot hold is found by comparing what comes back, and reported before it is lost."""

from __future__ import annotations

import pickle
import sys
import warnings
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given

import argmap
from argmap import (
    ArgumentMap,
    Claim,
    Diagnostic,
    Evidence,
    Loss,
    LossWarning,
    Party,
    Quantity,
    Quote,
    Section,
    Source,
    Utterance,
    Wording,
)
from argmap.errors import ArgmapError, FormatError, LossyError
from argmap.exchange import FORMATS, Format, registry
from argmap.exchange.losses import compared, measured
from argmap.exchange.registry import NATIVE, table
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OWNERS = Party("owners")
TEXT = Source("text", "Rents rose.", publisher="owners")
QUOTE = TEXT.quote("Rents")
HOUSING = Section("housing")
CAP = Claim(
    "cap",
    "Cap rents.",
    by="owners",
    quotes=[QUOTE],
    section="housing",
    wordings=[Wording("Cap", by="owners")],
)
RISE = Evidence("rise", figures=[Quantity(3, quote=QUOTE)], via=["owners"])
RENT = ArgumentMap.of(
    OWNERS,
    TEXT,
    HOUSING,
    CAP,
    RISE,
    Utterance("said", to=["owners"]),
    step := RISE.supports(CAP, id="step"),
    CAP.undercuts(step, id="aim"),
    title="Rent cap",
)


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """A format whose functions a test makes up."""

    def put(back: Callable[[ArgumentMap], ArgumentMap] | None = None, **more: Any) -> None:
        written: dict[str, ArgumentMap] = {}

        def dumps(map: ArgumentMap) -> str:
            written["map"] = map
            return "toy"

        functions = {"dumps": dumps, **({"loads": lambda _: back(written["map"])} if back else {})}
        if "ids" in more:
            functions["ids"] = more.pop("ids")
        monkeypatch.setitem(sys.modules, "toyformat", SimpleNamespace(**functions))
        row = Format("toy", (".toy",), "text/x", "toyformat", "", **more)
        monkeypatch.setattr(registry, "FORMATS", (*FORMATS, row))
        table.cache_clear()

    yield put
    monkeypatch.undo()
    table.cache_clear()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: m, []),
        (lambda m: evolve(m, title=""), [("", "title", "'Rent cap' is lost")]),
        (
            lambda m: m.replace(evolve(CAP, text="Cap")),
            [("cap", "text", "'Cap rents.' comes back as 'Cap'")],
        ),
        (lambda m: m.without("aim"), [("aim", "", "the relation is lost")]),
        (
            lambda m: evolve(m, relations=m.relations[::-1]),
            [("", "order", "the relations come back in another order")],
        ),
        (lambda m: m.add(Claim("new")), [("new", "", "the claim was not there before")]),
        (
            lambda m: ArgumentMap.of(*[r for r in m if r.id != "said"], Claim("said"), title=m.title),
            [("said", "", "the utterance is lost: it comes back as Claim")],
        ),
        (
            lambda m: m.replace(evolve(m["step"], weight=1, targets=["said"])),
            [
                ("step", "targets", "'cap' comes back as 'said'"),
                ("step", "weight", "None comes back as 1.0"),
            ],
        ),
    ],
)
def test_what_differs_is_a_loss(
    toys: Callable[..., None],
    change: Callable[[ArgumentMap], ArgumentMap],
    expected: list[tuple[str, str, str]],
) -> None:
    toys(change)
    assert argmap.losses(RENT, "toy") == tuple(Loss(*loss) for loss in expected)


def test_other_ids_are_one_loss_each_and_nothing_else(toys: Callable[..., None]) -> None:
    """Every reference is followed under its new id."""
    new = {r.id: f"n{n}" for n, r in enumerate(RENT)}

    def renamed(m: ArgumentMap) -> ArgumentMap:
        text = argmap.dumps(m)
        for old, name in new.items():
            text = text.replace(f'"{old}"', f'"{name}"')
        return argmap.loads(text)

    # The words of ids are words of nothing else in the document, but for its keys.
    new.pop("text")
    toys(renamed, ids=lambda _: new)
    assert argmap.losses(RENT, "toy") == tuple(Loss(i, "id", f"comes back as {n!r}") for i, n in new.items())
    toys(renamed, ids=lambda _: {})
    assert {loss.message for loss in argmap.losses(RENT, "toy")} > {
        "the claim is lost",
        "the claim was not there before",
    }


def test_formats_that_cannot_be_read_hold_what_their_row_declares(toys: Callable[..., None]) -> None:
    toys(reads=False, holds=frozenset({"claims.text", "claims.by", "relations.kind", "relations.sources"}))
    found = argmap.losses(RENT, "toy")
    assert {(loss.id, loss.field) for loss in found} == {
        ("", "title"),
        ("owners", ""),
        ("text", ""),
        ("housing", ""),
        ("cap", "quotes"),
        ("cap", "section"),
        ("cap", "wordings"),
        ("rise", ""),
        ("said", ""),
        ("step", "targets"),
        ("aim", "targets"),
    }


@given(maps(max_claims=3, max_relations=3, hostile=True))
def test_the_native_format_loses_nothing_measured_or_not(m: ArgumentMap) -> None:
    assert argmap.losses(m, "argmap-json") == ()
    assert measured(m, NATIVE.dumps(m), NATIVE) == ()


@given(maps(max_claims=3, max_relations=3), maps(max_claims=3, max_relations=3))
def test_nothing_is_lost_only_between_equal_maps(a: ArgumentMap, b: ArgumentMap) -> None:
    assert (not list(compared(a, b, {}))) == (a == b)


class TestWriting:
    @pytest.fixture(autouse=True)
    def _lossy(self, toys: Callable[..., None]) -> None:
        toys(lambda m: ArgumentMap.of(*[evolve(c, data={"x": 1}) for c in m.claims]))

    def test_warns_once_and_points_at_the_caller(self, tmp_path: Path) -> None:
        m = ArgumentMap.of(*[Claim(f"c{n}") for n in range(5)])
        for call in (lambda: argmap.dump(m, tmp_path / "a.toy"), lambda: argmap.dumps(m, format="toy")):
            with pytest.warns(LossWarning) as caught:
                call()
            (warned,) = caught
            assert warned.filename == __file__
            assert isinstance(warned.message, LossWarning)
            assert warned.message.losses == argmap.losses(m, "toy")
            assert str(warned.message) == (
                "toy cannot hold everything: 5 losses: 'c0': data: {} comes back as {'x': 1}; "
                "'c1': data: {} comes back as {'x': 1}; 'c2': data: {} comes back as {'x': 1}; "
                "and 2 more"
            )
            again = pickle.loads(pickle.dumps(warned.message))  # noqa: S301
            assert str(again) == str(warned.message)
        assert (tmp_path / "a.toy").read_text() == "toy"

    def test_refuses_if_asked_to_and_writes_nothing(self, tmp_path: Path) -> None:
        m = ArgumentMap.of(Claim("cap"), title="Rent cap")
        for call in (
            lambda: argmap.dump(m, tmp_path / "a.toy", lossy="error"),
            lambda: argmap.dumps(m, format="toy", lossy="error"),
        ):
            with pytest.raises(
                LossyError, match="toy cannot hold everything: 2 losses: the map: title: "
            ) as caught:
                call()
            assert caught.value.losses == argmap.losses(m, "toy")
            assert caught.value.ids == ("cap",)
        assert not list(tmp_path.iterdir())

    def test_is_silent_if_asked_to_and_does_not_measure(
        self, toys: Callable[..., None], tmp_path: Path
    ) -> None:
        looked: list[ArgumentMap] = []

        def look(m: ArgumentMap) -> ArgumentMap:
            looked.append(m)
            return ArgumentMap()

        toys(look)
        assert argmap.dumps(RENT, format="toy", lossy="ignore") == "toy"
        assert not looked
        argmap.dump(RENT, tmp_path / "a.toy", lossy="ignore")
        assert looked == [RENT]  # a file is never one that cannot be read

    def test_gives_no_warning_if_nothing_is_lost(self, toys: Callable[..., None]) -> None:
        toys(lambda m: m)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            argmap.dumps(RENT, format="toy", lossy="error")

    def test_other_ways_are_refused(self) -> None:
        with pytest.raises(
            ArgmapError, match=r"unknown value of lossy 'warning', expected .*; did you mean 'warn'"
        ):
            argmap.dumps(RENT, lossy="warning")  # type: ignore[arg-type]

    def test_text_that_its_own_reader_refuses_is_not_written(
        self, toys: Callable[..., None], tmp_path: Path
    ) -> None:
        def refuse(_: ArgumentMap) -> ArgumentMap:
            raise FormatError("not toy", line=1)

        toys(refuse)
        file = tmp_path / "a.toy"
        file.write_text("before")
        for lossy in ("warn", "error", "ignore"):
            with pytest.raises(
                FormatError, match="what was written as toy cannot be read back: line 1: not toy"
            ) as caught:
                argmap.dump(RENT, file, lossy=lossy)
            assert caught.value.path == str(file)
        with pytest.raises(FormatError, match="cannot be read back"):
            argmap.losses(RENT, "toy")
        assert [f.read_text() for f in tmp_path.iterdir()] == ["before"]

    def test_what_is_written_is_read_as_its_file_will_be(
        self, toys: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Through bytes, whose mark is none of the text, with the options that both sides have, and the path."""
        seen: list[Any] = []

        def loads(text: str, /, *, side: str = "", path: Path | None = None) -> ArgumentMap:
            seen.append((text, side, path))
            return ArgumentMap()

        def dumps(_: ArgumentMap, /, *, side: str = "", other: int = 0) -> str:
            return f"\ufefftoy{side}{other or ''}"

        toys(lambda m: m)
        monkeypatch.setitem(sys.modules, "toyformat", SimpleNamespace(loads=loads, dumps=dumps))
        argmap.dumps(ArgumentMap(), format="toy", side="left", other=1)
        argmap.dump(ArgumentMap(), tmp_path / "a.toy")
        argmap.load(tmp_path / "a.toy")
        assert seen == [("toyleft1", "left", None), *[("toy", "", tmp_path / "a.toy")] * 2]

    @pytest.mark.parametrize("lossy", ["warn", "ignore"])
    def test_mistakes_that_a_reader_reports_are_as_those_it_raises(
        self, toys: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lossy: Any
    ) -> None:
        def loads(_: str, /, *, report: Callable[[Diagnostic], None]) -> ArgumentMap:
            report(Diagnostic("odd", "error", "an odd line", line=1))
            return ArgumentMap()

        toys(lambda m: m)
        monkeypatch.setitem(sys.modules, "toyformat", SimpleNamespace(loads=loads, dumps=lambda _: "toy"))
        with pytest.raises(FormatError, match="cannot be read back: line 1: an odd line"):
            argmap.dump(ArgumentMap(), tmp_path / "a.toy", lossy=lossy)


def test_a_quote_names_its_source_under_the_new_id(toys: Callable[..., None]) -> None:
    toys(
        lambda _: ArgumentMap.of(Source("T1", TEXT.text), Claim("cap", quotes=[Quote("T1", "Rents", 0, 5)])),
        ids=lambda _: {"text": "T1"},
    )
    m = ArgumentMap.of(evolve(TEXT, publisher=""), Claim("cap", quotes=[QUOTE]))
    found = argmap.losses(m, "toy")
    assert [(loss.id, loss.field) for loss in found] == [
        ("text", "id"),
        ("cap", "quotes"),
    ]  # prefix and suffix


def test_lost_values_are_shown_as_their_author_wrote_them() -> None:
    rents = Source("s", "Rents rose.", data={"toy": {"a": [1]}})
    m = ArgumentMap.of(rents, Claim("c", kind="fact", tags=["a", "b"], quotes=[rents.quote("Rents")]))
    lost = {loss.field: loss.message for loss in argmap.losses(m, "d2") if loss.id == "c"}
    assert lost == {
        "kind": "'fact' is lost",
        "tags": "'a', 'b' is lost",
        "quotes": "'Rents' is lost",
    }
