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
from argmap.errors import ArgmapError, FormatError, InvalidFileError, LimitError
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
        text = "a Rents  rose.\r\nb\n#\nb a rebuttal argument\n"
        m = argmap.loads(text, format="tgf")
        assert m["a"] == Claim("a", "Rents  rose.")
        assert m["attack:b>a"].data.thaw() == {"tgf": {"label": "rebuttal argument"}}
        assert argmap.dumps(m, format="tgf", lossy="ignore") == "a Rents rose.\nb\n#\nb a rebuttal argument\n"
        assert [loss.field for loss in argmap.losses(m, "tgf")] == ["text"]

    @pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
    def test_line_ends(self, end: str) -> None:
        m = argmap.loads(end.join(["1 Tea is good", "2 It is cheap", "#", "2 1"]), format="tgf")
        assert [c.text for c in m.claims] == ["Tea is good", "It is cheap"]
        assert [r.id for r in m.relations] == ["attack:2>1"]

    @pytest.mark.parametrize(
        ("label", "made"),
        [
            ("support", "support:a>b"),
            ("Supports", "support:a>b"),
            ("pro", "support:a>b"),
            ("con", "attack:a>b"),
            ("supported by", "support:b>a"),
            ("attacked-by", "attack:b>a"),
            ("undercuts", "attack:a>b"),
            ("contradicts", "contradiction:a>b"),
            ('"supports"', "support:a>b"),
            ("0.5", "attack:a>b"),
        ],
    )
    def test_labels_say_the_kind(self, label: str, made: str) -> None:
        m = argmap.loads(f"a\nb\n#\na b {label}\n", format="tgf")
        assert [r.id for r in m.relations] == [made]
        assert argmap.dumps(m, format="tgf", lossy="error") == f"a\nb\n#\na b {label}\n"

    def test_labels_that_mean_nothing_known_are_reported(self) -> None:
        found = argmap.loads("a\nb\n#\na b cites\nb a cites\n", format="tgf", on_error="recover")
        assert [r.id for r in found.map.relations] == ["attack:a>b", "attack:b>a"]
        (d,) = found.diagnostics
        assert (d.code, d.line, d.hint) == (
            "label-unknown",
            4,
            "say what it means with support='cites' or attack='cites'",
        )
        assert (
            argmap.loads("a\nb\n#\na b cites\n", format="tgf", attack="cites").relations[0].kind == "attack"
        )

    def test_labels_can_be_given_a_meaning(self) -> None:
        text = "a\nb\n#\na b cites\na b pro\n"
        m = argmap.loads(text, format="tgf", support="Cites", attack=("pro", "con"))
        assert [r.id for r in m.relations] == ["support:a>b", "attack:a>b"]

    def test_a_label_that_means_another_kind_is_not_written(self) -> None:
        r = Claim("a").attacks("b", data={"tgf": {"label": "support"}})
        text = argmap.dumps(ArgumentMap.of(Claim("a"), Claim("b"), r), format="tgf", lossy="ignore")
        assert text == "a\nb\n#\na b\n"

    def test_changes_of_a_framework_are_named(self) -> None:
        with pytest.raises(FormatError, match="change a framework that is in another file"):
            argmap.loads("+1 2\n-2 1\n", format="tgf")

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

    def test_names_may_be_terms_and_in_single_quotation_marks(self) -> None:
        m = argmap.loads("arg('Big b').arg(f(a,g(b))).arg(it's). att('Big b',f(a,g(b))).", format="apx")
        assert [c.id for c in m.claims] == ["Big b", "f(a,g(b))", "it's"]
        assert m.relations[0].targets == ("f(a,g(b))",)
        assert argmap.losses(m, "apx") == ()
        assert (
            argmap.dumps(ArgumentMap.of(Claim("f(a,1)"), Claim("F(a)")), format="apx")
            == 'arg(f(a,1)).\narg("F(a)").\n'
        )

    @pytest.mark.parametrize(
        "text", ["arg(f(a).", "arg(f((((((((((((((((((((((((((a).", "arg(f(a)b).", "arg(f(a;b))."]
    )
    def test_broken_terms_are_refused(self, text: str) -> None:
        with pytest.raises(FormatError, match="line 1, column 1: found"):
            argmap.loads(text, format="apx")

    def test_a_fact_that_comes_again_is_one(self) -> None:
        text = "arg(a).arg(a).att(a,a).att(a,a).attack(a,a).att(a,a,2).att(a,a,2).support(a,a).support(a,a)."
        m = argmap.loads(text, format="apx")
        assert [(r.id, r.weight) for r in m.relations] == [
            ("attack:a>a", None),
            ("attack:a>a#2", None),
            ("attack:a>a#3", 2),
            ("support:a>a", None),
        ]
        assert argmap.losses(m, "apx") == ()
        twice = ArgumentMap.of(a := Claim("a"), a.attacks(a), a.attacks(a, id="x"))
        assert [loss.id for loss in argmap.losses(twice, "apx")] == ["x"]

    def test_ids_that_are_no_constants_are_in_quotation_marks(self) -> None:
        m = ArgumentMap.of(*[Claim(i) for i in ("a b", "a_b", "a-b", "Cap", "1", "01", "ប្រាក់", "_")])
        text = argmap.dumps(m, format="apx", lossy="ignore")
        names = re.findall(r"arg\((.*)\)", text)
        assert names == ['"a b"', "a_b", '"a-b"', '"Cap"', "1", '"01"', '"ប្រាក់"', '"_"']
        assert argmap.losses(m, "apx") == ()

    def test_capitals_stay_and_an_argument_may_be_listed_again(self) -> None:
        m = argmap.loads("arg(A).\narg(B).\narg(A).\natt(A, B).", format="apx")
        a, b = Claim("A"), Claim("B")
        assert m == ArgumentMap.of(a, b, a.attacks(b))
        assert argmap.losses(m, "apx") == ()

    def test_carriage_returns_end_lines_and_comments(self) -> None:
        m = argmap.loads("\ufeffarg(a).\rarg(b).\r% comment\ratt(a,b).", format="apx")
        assert [r.id for r in m.relations] == ["attack:a>b"]
        with pytest.raises(FormatError, match="line 3, column 1"):
            argmap.loads("arg(a).\r\n%\rx", format="apx")

    @pytest.mark.parametrize(
        ("text", "kind", "weight"),
        [
            ("support(a,b).", "support", None),
            ("sup( a , b ).", "support", None),
            ("attack(a,b).", "attack", None),
            ("pref(a,b).", "preference", None),
            ("att(a,b,3).", "attack", 3),
            ("att(a,b):-5.", "attack", 5),
            ("att(a,b):0.25.", "attack", 0.25),
            ("support(a,b,-1.5).", "support", -1.5),
        ],
    )
    def test_dialects(self, text: str, kind: str, weight: float | None) -> None:
        m = argmap.loads(f"arg(a).arg(b).{text}", format="apx")
        (r,) = m.relations
        assert (r.kind, r.sources, r.targets, r.weight) == (kind, ("a",), ("b",), weight)
        assert argmap.losses(m, "apx") == ()
        assert argmap.dumps(m, format="apx").splitlines()[2] == text.replace(" ", "")

    def test_weights_of_arguments_and_values(self) -> None:
        text = 'arg(a):0.5.\narg(b,2).\nargument(c).\narg(d).\nval(a,life).\nval(d,"Fair play").\n'
        text += 'valpref(life,"Fair play").\n'
        m = argmap.loads(text, format="apx")
        assert [c.weight for c in m.claims] == [0.5, 2, None, None]
        assert m["a"].data["apx"]["val"] == ("life",)
        assert argmap.losses(m, "apx") == ()
        assert argmap.dumps(m, format="apx") == text

    def test_several_arguments_in_one_fact(self) -> None:
        assert [c.id for c in argmap.loads('arg(a;"B b";c).', format="apx").claims] == ["a", "B b", "c"]

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
            ("arg(a):1.\narg(a):2.", "line 2: the argument 'a' comes a second time"),
            ("arg(1..5).", "an interval, which is not read; list each argument"),
            ("+att(a,b).", "facts with a sign change a framework or are uncertain"),
            ("arg(a).\nval(b,life).", "a value is of the argument 'b', which is not listed"),
            ("arg(a;b).\natt(a;b).", "line 2, column 1: found 'att(a;b).'"),
            ("arg(a).\nvalpref(a,b,3).", "line 2, column 1: found 'valpref(a,b,3).'"),
        ],
    )
    def test_refusals(self, text: str, message: str) -> None:
        with pytest.raises(FormatError) as caught:
            argmap.loads(text, format="apx")
        assert message in str(caught.value)


class TestIccma:
    def test_marks_and_line_ends(self) -> None:
        m = argmap.loads("\ufeff# c\rp af 3\r1 2\r\n3 3", format="iccma")
        assert [r.id for r in m.relations] == ["attack:1>2", "attack:3>3"]

    def test_comments_as_in_dimacs(self) -> None:
        assert len(argmap.loads("c all\np af 2\nc\n1 2\n", format="iccma").relations) == 1

    def test_many_arguments_need_leave(self) -> None:
        with pytest.raises(LimitError) as caught:
            argmap.loads("p af 2000000", format="iccma")
        assert (caught.value.line, "Limits(claims=2000000)" in str(caught.value)) == (1, True)
        assert len(argmap.loads("p af 30", format="iccma", limits=argmap.Limits(claims=30)).claims) == 30

    def test_comments_and_empty_lines_are_ignored(self) -> None:
        assert len(argmap.loads("# c\n\np af 3\n# d\n1 2\r\n\n3 3\n", format="iccma").relations) == 2

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "no line 'p af' gives the number of arguments"),
            ("1 2", "line 1: found '1 2', expected 'p af' and the number of arguments"),
            ("p af 999999999", "line 1: 'p af 999999999' asks for 999,999,999 claims, the limit is 200,000"),
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
