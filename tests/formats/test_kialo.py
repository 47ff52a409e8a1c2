from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError, FormatError, InvalidFileError
from argmap.exchange.losses import compared
from argmap.model import ArgumentMap, Claim, Data, Evidence, Quote, Relation, Source
from argmap.serializers import kialo
from argmap.serializers.common.residue import difference
from argmap.serializers.kialo.vocabulary import file_of
from argmap.testing import data, maps

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

OLD = (
    "Discussion Title: Tea or coffee?\n\n"
    "1. Tea is better.\n"
    "1.1. Pro: It is [cheap](http://x.example/a\\(b\\)).\n"
    "1.1.1. Con: Cheap is: not good.\n"
    "and more on that\n"
    "1.2. Con: -> See 1.1.1.\n"
    "1.4. Con: Pro: coffee wakes.\n"
    "2. Coffee is better.\n"
    "2.1. Pro: -> See 1.4.\n"
)
NEW = (
    "Discussion Name:\nTea or coffee?\n\n"
    "1. Thesis:\nTea is better.\n\n"
    "  1.1. Pro:\n  It is cheap [2] [7].\n\n  So they say.\n\n"
    "    1.1.1. Con:\n    Cheap is not good.\n\n"
    "  1.2. Con:\n  -> See 1.1.1.\n\n"
    "Sources:\n[2] https://x.example/a\nTea is\n\nvery cheap.\n[9] https://x.example/b\nNobody reads this.\n[11]\n"
)


def read(text: str) -> tuple[ArgumentMap, list[Diagnostic]]:
    seen: list[Diagnostic] = []
    return kialo.loads(text, report=seen.append), seen


def joined(m: ArgumentMap) -> list[str]:
    return [" ".join((*r.sources, {"support": "+", "attack": "-"}[r.kind], *r.targets)) for r in m.relations]


def test_the_old_style() -> None:
    m, seen = read(OLD)
    assert (seen, m.title, m.data.thaw()) == ([], "Tea or coffee?", {})
    assert [(c.id, c.text) for c in m.claims] == [
        ("1", "Tea is better."),
        ("1.1", "It is [cheap](http://x.example/a\\(b\\))."),
        ("1.1.1", "Cheap is: not good.\nand more on that"),
        ("1.4", "Pro: coffee wakes."),
        ("2", "Coffee is better."),
    ]
    assert joined(m) == ["1.1 + 1", "1.1.1 - 1.1", "1.1.1 - 1", "1.4 - 1", "1.4 + 2"]
    assert kialo.dumps(m) == OLD
    assert kialo.ids(m) == {}


def test_the_new_style() -> None:
    m, seen = read(NEW)
    assert (seen, m.title, m.data.thaw()) == ([], "Tea or coffee?", {})
    assert m["1.1"] == Claim(
        "1.1", "It is cheap [2] [7].\n\nSo they say.", quotes=[Quote("[2]", "Tea is\n\nvery cheap.")]
    )
    assert [(s.id, s.url) for s in m.sources] == [
        ("[2]", "https://x.example/a"), ("[9]", "https://x.example/b"), ("[11]", ""),
    ]  # fmt: skip
    assert m.sources[1].data.thaw() == {"kialo": {"quoted": "Nobody reads this."}}
    assert joined(m) == ["1.1 + 1", "1.1.1 - 1.1", "1.1.1 - 1"]
    assert kialo.dumps(m) == NEW


@pytest.mark.parametrize("text", [OLD, NEW])
def test_both_styles_mean_the_same_and_line_ends_stay(text: str) -> None:
    m, _ = read(text)
    for style in ("old", "new"):
        again = kialo.loads(kialo.dumps(m, style=style))
        assert (again.claims if style == "new" or text == OLD else joined(again)) == (
            m.claims if style == "new" or text == OLD else joined(m)
        )
        assert joined(again) == joined(m)
    windows, _ = read(text.replace("\n", "\r\n"))
    assert windows.claims == m.claims
    assert kialo.dumps(windows) == text.replace("\n", "\r\n")


def test_a_byte_order_mark_and_no_title() -> None:
    m, _ = read("\ufeff1. Tea\n1.1. Con: Coffee")
    assert (m.title, joined(m)) == ("", ["1.1 - 1"])
    assert kialo.loads(kialo.dumps(m)) == m


def test_claims_without_a_side_are_reported() -> None:
    m, seen = read("1. Which?\n1.1. Tea\n1.1.1. Pro: Warm\n")
    assert joined(m) == ["1.1.1 + 1.1"]
    assert [(d.code, d.line, d.ids) for d in seen] == [("no-side", 2, ("1.1",))]


def test_claims_below_a_link_are_below_its_claim_and_reported() -> None:
    m, seen = read("1. A\n1.1. Pro: B\n1.2. Con: -> See 1.1.\n1.2.1. Con: C\n")
    assert joined(m) == ["1.1 + 1", "1.1 - 1", "1.2.1 - 1.1"]
    assert [(d.code, d.line) for d in seen] == [("below-a-link", 4)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "found no discussion"),
        ("hello\n1. A", 1, "found 'hello', expected 'Discussion Title: …'"),
        ("Discussion Name:\nT\n\nhello\n1. Thesis:\nA", 4, "found 'hello'"),
        ("1. A\n1.1. Pro: B\n1.1. Pro: C", 3, "1.1. comes a second time, first in line 2"),
        ("1. A\n1.1.1. Pro: B", 2, "1.1.1. has no claim above it, expected a claim 1.1."),
        ("1. A\n1.1. Pro: -> See 3.", 2, "1.1. is a link to 3., expected the number of a claim"),
        ("1. A\n1.1. Pro: -> See 1.1.", 2, "1.1. is a link that leads back to itself"),
    ],
)
def test_errors_say_what_is_wrong_and_where(text: str, line: int, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        kialo.loads(text)
    assert (caught.value.line, message in str(caught.value)) == (line, True)


def test_several_errors_are_raised_together() -> None:
    with pytest.raises(InvalidFileError) as caught:
        kialo.loads("1. A\n1.1. Pro: -> See 3.\n1.1. Con: B")
    assert len(caught.value.exceptions) == 2


def test_edits_survive() -> None:
    m, _ = read(OLD)
    less = m.without("1.1", cascade=True)
    assert joined(kialo.loads(kialo.dumps(less))) == ["1.1 - 1", "1.4 - 1", "1.4 + 2"]
    assert kialo.ids(less) == {"1.1.1": "1.1", "attack:1.1.1>1": "attack:1.1>1"}
    more = m.add(new := Claim("new", "-> See 1.1."), new.attacks("1"))
    back = kialo.loads(kialo.dumps(more))
    assert back["1.5"].text == "\\-> See 1.1."  # type: ignore[union-attr]
    assert kialo.ids(more) == {"new": "1.5", "attack:new>1": "attack:1.5>1"}


def test_circles_and_diamonds() -> None:
    a, b, c = Claim("a", "A"), Claim("b", "B"), Claim("c", "C")
    m = ArgumentMap.of(a, b, c, a.attacks(b), b.attacks(a), c.supports(a), c.attacks(b), a.attacks(a))
    text = kialo.dumps(m)
    assert text.splitlines()[2:] == [
        "1. A", "1.1. Con: B", "1.1.1. Con: -> See 1.", "1.1.2. Con: -> See 1.2.", "1.2. Pro: C", "1.3. Con: -> See 1.",
    ]  # fmt: skip
    assert sorted(joined(kialo.loads(text))) == sorted(
        ["1 - 1.1", "1.1 - 1", "1.2 + 1", "1.2 - 1.1", "1 - 1"]
    )


@given(maps() | maps(hostile=True), st.sampled_from(["old", "new"]))
def test_round_trip_keeps_everything_that_the_format_holds(m: ArgumentMap, style: Any) -> None:
    made = file_of(m)
    m = evolve(m, data={"kialo": difference(made, {**made, "style": style})})
    assert kialo.dumps(m).startswith("Discussion Name:" if style == "new" else "Discussion Title:")
    back = kialo.loads(kialo.dumps(m))
    ids = kialo.ids(m)
    whole = {r.id: ids.get(r.id, r.id) for r in m}
    assert len(set(whole.values())) == len(whole)
    for old in m.statements:
        new = back[whole[old.id]]
        assert isinstance(new, Claim)
        plain = re.sub(r"[\s\\]+", " ", old.text).strip()
        assert re.sub(r"[\s\\]+", " ", new.text).strip() == plain
        if not re.search(r"[\r\n]|Pro:|Con:|Thesis:|See|Sources", old.text) and old.text.strip():
            assert new.text == old.text
    single = [
        r for r in m.relations if r.kind in ("support", "attack") and len(r.sources) == len(r.targets) == 1
    ]
    nodes = {c.id for c in m.statements}
    held = [r for r in single if nodes.issuperset((*r.sources, *r.targets))]
    for r in held:
        new = back[whole[r.id]]
        assert isinstance(new, Relation)
        assert (new.kind, new.sources, new.targets) == (
            r.kind,
            (whole[r.sources[0]],),
            (whole[r.targets[0]],),
        )
    assert len(back.relations) == len(held)
    assert len(back.claims) == len(nodes)
    assert kialo.loads(kialo.dumps(back)) == back


@given(data(), data())
def test_any_data_is_written_as_a_discussion(about: Data, of_relation: Data) -> None:
    m, _ = read(OLD)
    m = m.replace(evolve(m.relations[2], data={"kialo": of_relation}))
    back = kialo.loads(kialo.dumps(evolve(m, data={"kialo": about})))
    assert [c.text for c in back.claims] == [c.text for c in m.claims]
    assert joined(back) == joined(m)


parts = st.sampled_from(
    [
        "1",
        "1.1",
        "1.2",
        "1.1.1",
        ". ",
        "Pro: ",
        "Con:",
        "Thesis:",
        "-> See ",
        ".",
        "\n",
        "\n",
        "  ",
        "Discussion Name:",
        "Sources:",
        "[1]",
        " x",
        "\r",
    ]
)


@given(
    st.lists(parts, max_size=30).map("".join),
    st.sampled_from(["", "Discussion Title: T\n1. A\n", "Discussion Name:\nT\n\n1. Thesis:\nA\n"]),
)
def test_any_text_is_read_or_refused(text: str, head: str) -> None:
    try:
        m = kialo.loads(head + text)
    except ArgmapError:
        return
    assert isinstance(kialo.dumps(m), str)


sides = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["Pro", "Con"]), st.booleans()), max_size=8)


@given(sides)
def test_round_trip_is_exact_for_trees_of_every_shape(shape: list[tuple[int, str, bool]]) -> None:
    entries = {"1": "1. Tea"}
    claims = ["1"]
    for n, (at, side, link) in enumerate(shape):
        parent = claims[at % len(claims)]
        path = f"{parent}.{sum(p.rpartition('.')[0] == parent for p in entries) + 1}"
        if link:
            entries[path] = f"{path}. {side}: -> See {claims[n % len(claims)]}."
        else:
            entries[path] = f"{path}. {side}: text {n}"
            claims.append(path)
    order = sorted(entries, key=lambda path: [int(n) for n in path.split(".")])
    text = "".join(f"{line}\n" for line in ["Discussion Title: T", "", *(entries[path] for path in order)])
    m, _ = read(text)
    assert kialo.dumps(m) == text
    assert kialo.ids(m) == {}


def test_depth_is_unlimited() -> None:
    deep = 3000
    claims = [Claim(f"c{n}", str(n)) for n in range(deep)]
    m = ArgumentMap.of(*claims, *(b.attacks(a) for a, b in pairwise(claims)))
    assert len(kialo.loads(kialo.dumps(m)).relations) == deep - 1


def test_evidence_and_sources_from_elsewhere() -> None:
    m = ArgumentMap.of(
        Source("s", url="https://x.example"), Source("[1]"), Evidence("e", "E [2]", quotes=[Quote("s", "E")])
    )
    back = kialo.loads(kialo.dumps(m))
    assert kialo.ids(m) == {"s": "[2]", "e": "1"}
    assert back.claims == (Claim("1", "E [2]", quotes=[Quote("[2]", "E")]),)


@pytest.mark.parametrize(
    "text",
    [
        "Discussion Title: Q?\n\n1. Q?\n1.1. Tea.\n1.1.1. Pro: A.\n1.2. Con: B.\n1.3. Milk.\n1.3.1. Con: -> See 1.1.\n",
        "Discussion Name:\nQ?\n\n1. Thesis:\nQ?\n\n  1.1. Thesis:\n  Tea.\n\n    1.1.1. Pro:\n    It helps.\n",
        "Discussion Title: Q?\n\n1. Tea.\n1.1. Con: -> See 2.\n2. Coffee.\n",
    ],
)  # fmt: skip
def test_theses_keep_their_numbers(text: str) -> None:
    m, _ = read(text)
    assert kialo.dumps(m) == text
    assert not list(compared(m, kialo.loads(kialo.dumps(m)), kialo.ids(m)))


@pytest.mark.parametrize("text", [OLD, NEW])
@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends(text: str, end: str) -> None:
    m, seen = read(text.replace("\n", end))
    plain, _ = read(text)
    assert seen == []
    assert (m.claims, m.relations, m.sources, m.title) == (
        plain.claims,
        plain.relations,
        plain.sources,
        plain.title,
    )


def test_chains_of_links_lead_to_one_claim() -> None:
    links = "".join(f"1.{n}. Pro: -> See 1.{n + 1}.\n" for n in range(1, 9))
    m, _ = read(f"Discussion Title: x\n\n1. a\n{links}1.9. Con: b\n")
    assert [c.id for c in m.claims] == ["1", "1.9"]
    assert joined(m) == ["1.9 + 1"] * 8 + ["1.9 - 1"]
    assert len({r.id for r in m.relations}) == 9


def test_circles_of_links_are_refused_each() -> None:
    with pytest.raises(InvalidFileError) as caught:
        read(
            "Discussion Title: x\n\n1. a\n1.1. Pro: -> See 1.2.\n1.2. Pro: -> See 1.1.\n1.3. Pro: -> See 1.9.\n"
        )
    assert [e.line for e in caught.value.exceptions] == [4, 6]
