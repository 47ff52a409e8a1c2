"""Abstract frameworks: APX, TGF and the numbers of ICCMA."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, RelationKind
from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.testing import HOSTILE, maps

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: Final = ("tgf", "apx", "iccma")
COUNTS: Final = {
    "bas1": (7, 8),
    "even_cycle1": (2, 2),
    "even_cycle2": (4, 4),
    "irrelevant1": (5, 4),
    "odd_cycle1": (3, 3),
    "reinstatement1": (3, 2),
    "simple_attack1": (2, 1),
    "unattacked1": (1, 0),
}

every_format = pytest.mark.parametrize("format", FORMATS)


@st.composite
def attacks(draw: st.DrawFn) -> ArgumentMap:
    """Frameworks of claims with legal ids for all formats: numbers in order."""
    claims = [Claim(str(n + 1)) for n in range(draw(st.integers(0, 5)))]
    pairs = draw(st.sets(st.tuples(st.sampled_from(claims), st.sampled_from(claims)))) if claims else set()
    return ArgumentMap.of(
        *claims, *[a.attacks(b) for a, b in sorted(pairs, key=lambda p: (p[0].id, p[1].id))]
    )


@every_format
@given(attacks())
def test_frameworks_lose_nothing(format: str, m: ArgumentMap) -> None:
    assert argmap.loads(argmap.dumps(m, format=format, lossy="error"), format=format) == m


@every_format
@given(maps(hostile=True))
def test_claims_and_their_attacks_come_back_and_nothing_is_added(format: str, m: ArgumentMap) -> None:
    back = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format)
    assert len(back.claims) == len(m.claims)
    own = {c.id: n for n, c in enumerate(m.claims)}
    new = {c.id: n for n, c in enumerate(back.claims)}
    expected = [
        (own[r.sources[0]], own[r.targets[0]])
        for r in m.relations
        if r.kind is RelationKind.ATTACK
        and len(r.sources) == len(r.targets) == 1
        and {*r.sources, *r.targets} <= own.keys()
    ]
    assert [(new[r.sources[0]], new[r.targets[0]]) for r in back.relations] == expected
    assert {r.kind for r in back.relations} <= {RelationKind.ATTACK}
    lost = argmap.losses(m, format)
    assert not [loss for loss in lost if "not there before" in loss.message]
    lost_records = {loss.id for loss in lost if not loss.field}
    assert lost_records == {r.id for r in m} - own.keys() - {
        r.id
        for r in m.relations
        if r.kind is RelationKind.ATTACK
        and len(r.sources) == len(r.targets) == 1
        and {*r.sources, *r.targets} <= own.keys()
    }


PIECES = st.sampled_from(
    [
        "arg(a).",
        "att(a,a).",
        "arg",
        "(",
        ")",
        ",",
        ".",
        "%",
        '"',
        "p af ",
        "1",
        "2 1",
        "#",
        "\n",
        " ",
        *HOSTILE,
    ]
)


@every_format
@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_text_is_read_or_refused(format: str, text: str) -> None:
    with suppress(ArgmapError):
        argmap.loads(text, format=format)


@pytest.mark.corpora
@pytest.mark.parametrize("name", COUNTS)
def test_real_frameworks(name: str, corpora: Path) -> None:
    path = corpora / "af-tgf" / f"{name}.tgf"
    m = argmap.load(path)
    assert (len(m.claims), len(m.relations)) == COUNTS[name]
    nodes, _, edges = path.read_text().partition("#")
    assert [c.id for c in m.claims] == nodes.split()
    ends = edges.split()
    assert [(r.sources[0], r.targets[0]) for r in m.relations] == list(
        zip(ends[::2], ends[1::2], strict=True)
    )
    assert argmap.dumps(m, format="tgf", lossy="error").split() == path.read_text().split()
    for format in ("apx", "iccma"):
        again = argmap.loads(argmap.dumps(m, format=format, lossy="ignore"), format=format)
        assert (len(again.claims), len(again.relations)) == COUNTS[name]


class TestTgf:
    def test_labels_are_texts_and_those_of_attacks_are_in_data(self) -> None:
        text = "a Rents  rose.\r\nb\n#\nb a refutes it\n"
        m = argmap.loads(text, format="tgf")
        assert m["a"] == Claim("a", "Rents  rose.")
        assert m["attack:b>a"].data.thaw() == {"tgf": {"label": "refutes it"}}
        assert argmap.dumps(m, format="tgf", lossy="ignore") == "a Rents rose.\nb\n#\nb a refutes it\n"
        assert [loss.field for loss in argmap.losses(m, "tgf")] == ["text"]

    def test_attacks_that_come_twice_are_two(self) -> None:
        m = argmap.loads("a\n#\na a\na a\n", format="tgf")
        assert [r.id for r in m.relations] == ["attack:a>a", "attack:a>a#2"]
        assert argmap.losses(m, "tgf") == ()

    def test_a_byte_order_mark_in_an_id_is_not_written(self) -> None:
        m = ArgumentMap.of(Claim("\ufeffa"))
        assert argmap.dumps(m, format="tgf", lossy="ignore") == "a\n#\n"
        assert [loss.field for loss in argmap.losses(m, "tgf")] == ["id"]

    def test_an_argument_may_be_called_like_an_attack(self) -> None:
        m = argmap.loads("a\nattack:a>a\n#\na a\n", format="tgf")
        assert [r.id for r in m.relations] == ["attack:a>a#2"]
        assert argmap.losses(m, "tgf") == ()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a\nb\n", "there is no line '#' between"),
            ("a\n#\na\n", "line 3: found 'a' alone after the '#', expected two arguments in a line"),
            ("a\n\na\n#\n", "line 3: the argument 'a' comes a second time"),
            (
                "cap\n#\ncap capp\n",
                "line 3: an attack names the argument 'capp', which is not listed; did you mean 'cap'",
            ),
            ("a\x00\n#\n", r"line 1: id 'a\x00' holds the control character"),
        ],
    )
    def test_refusals(self, text: str, message: str) -> None:
        with pytest.raises(FormatError) as caught:
            argmap.loads(text, format="tgf")
        assert message in str(caught.value)


class TestApx:
    def test_facts_may_be_anywhere_and_in_any_order(self) -> None:
        m = argmap.loads('% all\natt(a , "Big b\\"").arg( a ).\n  arg("Big b\\"") . % end', format="apx")
        assert [c.id for c in m.claims] == ["a", 'Big b"']
        assert m.relations[0].targets == ('Big b"',)

    def test_ids_become_constants_that_differ(self) -> None:
        m = ArgumentMap.of(*[Claim(i) for i in ("a b", "a_b", "a-b", "Cap", "1", "01", "ប្រាក់", "_")])
        text = argmap.dumps(m, format="apx", lossy="ignore")
        names = re.findall(r"arg\((.*)\)", text)
        assert len(set(names)) == len(m.claims)
        assert all(re.fullmatch("[a-z][A-Za-z0-9_]*|0|[1-9][0-9]*", name) for name in names)
        assert names[:5] == ["a_b_2", "a_b", "a_b_3", "a_Cap", "1"]
        assert {loss.field for loss in argmap.losses(m, "apx")} == {"id"}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "arg(a).\n enf(a).",
                "line 2, column 2: found 'enf(a).', expected 'arg(name).' or 'att(name,name).'",
            ),
            ("arg(a)", "line 1, column 1: found 'arg(a)'"),
            ("arg(a,b).", "found 'arg(a,b).'"),
            ("arg(a).\natt(a,b).", "line 2: an attack names the argument 'b'"),
            ("% c\narg(a).\narg(a).", "line 3: the argument 'a' comes a second time"),
        ],
    )
    def test_refusals(self, text: str, message: str) -> None:
        with pytest.raises(FormatError) as caught:
            argmap.loads(text, format="apx")
        assert message in str(caught.value)


class TestIccma:
    def test_comments_and_empty_lines_are_ignored(self) -> None:
        assert len(argmap.loads("# c\n\np af 3\n# d\n1 2\r\n\n3 3\n", format="iccma").relations) == 2

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "no line 'p af' gives the number of arguments"),
            ("1 2", "line 1: found '1 2', expected 'p af' and the number of arguments"),
            ("p af 999999999", "expected 'p af' and the number of arguments, up to 2,000,000"),
            ("p af 2\n1 2 3", "line 2: found '1 2 3', expected the numbers of two arguments"),
            ("p af 2\n0 1", "line 2: found '0 1'"),
            ("p af 2\n1 3", "line 2: an attack names the argument '3'"),
        ],
    )
    def test_refusals(self, text: str, message: str) -> None:
        with pytest.raises(FormatError) as caught:
            argmap.loads(text, format="iccma")
        assert message in str(caught.value)
        assert isinstance(caught.value, InvalidFileError) == ("attack" in message)
