"""Sections as boxes, colours that a document sets, texts without the tags at their end."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import ArgumentMap, Claim, Evidence, Party, Section, Style, StyleError, draw
from argmap.rendering.cards.boxes import DEEPEST
from argmap.rendering.cards.dot import dot
from argmap.rendering.cards.scene import Cards, scene
from argmap.rendering.colors import contrast, legible, mixed
from argmap.rendering.fitting import Fitted, _merit, fit
from argmap.rendering.looks import NOBODY, look_of
from argmap.rendering.timing import Clock
from argmap.serializers import native
from argmap.serializers.argdown import dumps, loads
from argmap.serializers.argdown.mapping.coloring import Coloring
from argmap.words import without_tags

TOWN = """
# Town

[Closure]: The centre should be closed. #aim
    + <Air>
    - <Shops>

## Health

<Air>: Less nitrogen dioxide. #health #(two words)

### Doubts

<Ring>: Traffic moves to the ring road. #health
    -> <Air>

## Trade

<Shops>: Shops lose customers.
"""


def town(settings: str = "") -> ArgumentMap:
    m = loads(f"===\n{settings}\n===\n{TOWN}" if settings else TOWN)
    assert isinstance(m, ArgumentMap)
    return m


def boxes(m: ArgumentMap, **options: Any) -> dict[str, tuple[int, set[str]]]:
    p = scene(m, Style(**options))
    ids = {card.node: card.id for card in p.shapes}
    return {g.title: (g.level, {ids.get(n, n) for n in g.nodes}) for g in p.boxes}


def sections(*titles: str) -> list[Section]:
    """Each within the one before."""
    return [Section(t, t, parent=titles[n - 1] if n else None) for n, t in enumerate(titles)]


# Boxes


def test_the_two_deepest_levels_are_boxes_and_higher_ones_are_not() -> None:
    assert boxes(town()) == {"Health": (0, {"Air"}), "Doubts": (1, {"Ring"}), "Trade": (0, {"Shops"})}


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        ("0", {}),
        ("1", {"Doubts": (0, {"Ring"})}),
        # three levels: the heading of the whole document is around everything and left out
        ("3", {"Health": (0, {"Air"}), "Doubts": (1, {"Ring"}), "Trade": (0, {"Shops"})}),
        ("99", {"Health": (0, {"Air"}), "Doubts": (1, {"Ring"}), "Trade": (0, {"Shops"})}),
        ("deep", {"Health": (0, {"Air"}), "Doubts": (1, {"Ring"}), "Trade": (0, {"Shops"})}),
    ],
)
def test_group_depth_counts_from_the_deepest_level(depth: str, expected: dict[str, Any]) -> None:
    assert boxes(town(f"group: {{groupDepth: {depth}}}")) == expected


def test_the_deepest_level_is_that_of_a_section_with_cards() -> None:
    a, b, c, d = sections("a", "b", "c", "d")
    m = ArgumentMap.of(a, b, c, d, Claim("x", section="a"), Claim("y", section="b"), Claim("z"))
    assert boxes(m) == {"a": (0, {"x"}), "b": (1, {"y"})}


def test_the_hint_of_a_section_decides_whether_it_is_a_box() -> None:
    yes, no = ({"drawing": {"box": box}} for box in (True, False))
    a = Section("a", "A", data=yes)
    b = Section("b", "B", parent="a", data=no)
    c = Section("c", "C", parent="b")
    d = Section("d", "D", parent="c")
    m = ArgumentMap.of(
        a, b, c, d, Claim("w", section="a"), Claim("x", section="b"), Claim("y", section="d"), Claim("z")
    )
    assert boxes(m) == {"A": (0, {"w", "x"}), "C": (1, set()), "D": (2, {"y"})}


def test_a_box_around_everything_is_left_out_with_all_that_frame_it() -> None:
    a, b, c = sections("a", "b", "c")
    x, y = Claim("x", section="c"), Claim("y", section="c")
    assert boxes(ArgumentMap.of(a, b, c, x, y)) == {}
    assert boxes(ArgumentMap.of(a, b, c, x, y, Claim("z", section="b"))) == {"c": (0, {"x", "y"})}
    assert boxes(ArgumentMap.of(a, b, c, x, y, Claim("z"))) == {"b": (0, set()), "c": (1, {"x", "y"})}


def test_groups_can_be_switched_off_and_the_option_is_checked() -> None:
    assert boxes(town(), groups=False) == {}
    assert "cluster_g" not in draw(town(), groups=False, page=None).dot
    with pytest.raises(StyleError, match="groups"):
        Style(groups="yes")  # type: ignore[arg-type]


def test_empty_sections_change_nothing() -> None:
    x, y = Claim("x", "One."), Claim("y", "Two.")
    plain, with_sections = (ArgumentMap.of(*s, x, y, y.supports(x)) for s in ([], sections("a", "b")))
    assert draw(plain, page=None).dot == draw(with_sections, page=None).dot


def test_hidden_evidence_has_no_box_and_a_row_is_with_its_claim() -> None:
    a, b = Section("a", "A"), Section("b", "B")
    x, e, z = Claim("x", section="a"), Evidence("e", section="b"), Claim("z")
    m = ArgumentMap.of(a, b, x, e, z, e.supports(x))
    assert boxes(m) == {"A": (0, {"x"})}
    assert boxes(m, evidence="hidden") == {"A": (0, {"x"})}
    assert boxes(m, evidence="cards") == {"A": (0, {"x"}), "B": (0, {"e"})}


def test_a_junction_is_in_the_box_of_all_that_meets_in_it() -> None:
    a, b = sections("a", "b")
    x, y, z = Claim("x", section="b"), Claim("y", section="b"), Claim("z", section="b")
    w, loose = Claim("w", section="a"), Claim("loose")
    m = ArgumentMap.of(
        a, b, x, y, z, w, loose, x.supported_by(y, z), w.supported_by(x, y), loose.supported_by(w, z)
    )
    assert boxes(m) == {"a": (0, {"w", "j1"}), "b": (1, {"x", "y", "z", "j0"})}


def test_boxes_are_nested_only_so_deep() -> None:
    names = [f"s{n}" for n in range(3000)]
    m = ArgumentMap.of(
        *sections(*names), *(Claim(f"c{n}", section=i) for n, i in enumerate(names)), Claim("z"),
        data={"drawing": {"box_depth": 5000}},
    )  # fmt: skip
    assert [level for level, _ in boxes(m).values()] == list(range(DEEPEST))


@given(st.data())
def test_every_card_is_in_one_box_at_most_and_boxes_nest(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    hints = st.sampled_from([{}, {"drawing": {"box": True}}, {"drawing": {"box": False}}])
    made = [
        Section(
            f"s{n}",
            f"s{n}",
            parent=data.draw(st.sampled_from([None, *(f"s{k}" for k in range(n))])),
            data=data.draw(hints),
        )
        for n in range(count)
    ]
    places = data.draw(st.lists(st.sampled_from([None, *(s.id for s in made)]), max_size=8))
    m = ArgumentMap.of(*reversed(made), *(Claim(f"c{n}", section=i) for n, i in enumerate(places)))
    p = scene(m, Style())
    held = [node for group in p.boxes for node in group.nodes]
    assert len(held) == len(set(held))
    levels = [-1, *(g.level for g in p.boxes)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    dot = draw(m, page=None).dot
    assert dot.count("{") == dot.count("}")
    if p.boxes:
        outermost = [g for g in p.boxes if g.level == 0]
        assert len(outermost) > 1 or len(held) < len(p.shapes)  # never a box around everything


@pytest.mark.parametrize("direction", ["right", "left", "below", "above"])
@pytest.mark.parametrize(
    "engine",
    [
        "pure",
        pytest.param(
            "system", marks=pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
        ),
    ],
)
def test_cards_are_inside_their_boxes_and_the_heading_on_top(direction: str, engine: str) -> None:
    svg = draw(town(), direction=direction, engine=engine, page=None).svg
    for title, card in (("Health", "Air"), ("Doubts", "Ring"), ("Trade", "Shops")):
        box = _extent(re.search(rf'class="cluster"[^>]*>\s*<title>{title}</title>(.*?)</g>', svg, re.DOTALL))
        inside = _extent(re.search(rf'id="node-{card}" class="node card"[^>]*>(.*?)</g>', svg, re.DOTALL))
        assert box[0] <= inside[0] <= inside[1] <= box[1]
        assert box[2] <= inside[2] <= inside[3] <= box[3]
        heading = re.search(rf'<text [^>]*\by="([-\d.]+)"[^>]*>{title}</text>', svg)
        assert heading
        assert box[2] <= float(heading[1]) <= inside[2]


def _extent(found: re.Match[str] | None) -> tuple[float, float, float, float]:
    assert found
    points = re.findall(r'points="([^"]*)"', found[1])
    pairs = [tuple(map(float, pair.split(","))) for some in points for pair in some.split()]
    return (
        min(x for x, _ in pairs),
        max(x for x, _ in pairs),
        min(y for _, y in pairs),
        max(y for _, y in pairs),
    )


def test_lines_that_run_up_and_down_through_headings_count_against_a_layout() -> None:
    def fitted_in(direction: str, style: Style) -> Fitted:
        return fit(scene(town(), style), style.but(direction=direction), dot, clock=Clock(60), least=6.0)

    fitted = {d: fitted_in(d, Style()) for d in ("right", "below")}
    assert [fitted[d].struck for d in ("right", "below")] == [False, True]
    assert not fitted_in("below", Style(groups=False)).struck
    assert _merit(fitted["below"]) < _merit(evolve(fitted["below"], struck=False))


def test_any_heading_can_be_drawn() -> None:
    for title in ("", " ", '<b>&\\N"', "long " * 200, "日本語の見出し"):
        m = ArgumentMap.of(Section("a", title), Claim("x", section="a"), Claim("y"))
        assert 'class="cluster"' in draw(m, page=None).svg


# Colours


def shown(m: ArgumentMap, **options: Any) -> Cards:
    return scene(m, Style(**options))


def tagged(m: ArgumentMap) -> list[str]:
    """The tags that the legend explains."""
    return [
        s.words.removeprefix("tagged ") for s in shown(m).legend.swatches if s.words.startswith("tagged ")
    ]


def looks(m: ArgumentMap) -> dict[str, str]:
    return {card.id: card.look.header for card in shown(m).shapes if card.look != NOBODY}


def header(color: str) -> str:
    return look_of(color).header


def test_without_settings_tags_have_no_colour() -> None:
    assert looks(town()) == {}
    assert tagged(town()) == []


def test_a_tag_with_a_colour_colours_its_cards_and_is_in_the_legend() -> None:
    m = town("color: {tagColors: {health: '#1b9e77', unused: 3}}")
    assert looks(m) == {"Air": header("#1b9e77"), "Ring": header("#1b9e77")}
    assert tagged(m) == ["health"]
    svg = draw(m, page=None).svg
    assert "tagged health" in svg
    assert "tagged unused" not in svg
    assert "Other header colours" not in svg


def test_argdown_data_come_before_titles_and_titles_before_tags() -> None:
    colors = "tagColors: {t: '#111111'}, statementColors: {B: '#222222', C: '#222222'}, argumentColors: {D: '#333333'}"
    body = "[a]: A #t\n\n[B]: B #t\n\n[C]: C #t {color: '#444444'}\n\n<D>: D #t\n\n<E>: E\n"
    m = loads(f"===\ncolor: {{{colors}}}\n===\n\n{body}")
    assert looks(m) == {
        "a": header("#111111"), "B": header("#222222"), "C": header("#444444"), "D": header("#333333")
    }  # fmt: skip
    assert "Other header colours: chosen by the author." in shown(m).legend.notes
    other = loads(f"===\ncolor: {{{colors}, ignoreColorData: true, colorizeByTag: false}}\n===\n\n{body}")
    assert looks(other) == {"B": header("#222222"), "C": header("#222222"), "D": header("#333333")}


def elements(m: ArgumentMap) -> list[Any]:
    return [*m.sections, *m.claims]


COLORED = """===
group: {groupDepth: 3}
color: {tagColors: {t: 1, u: {color: 2, priority: 3}}, statementColors: {B: '#222222'}}
===

# S {isGroup: false, color: 3}

[A]: a #t {color: '#abc'}

[B]: b #t
"""


def test_argdown_settings_become_hints_that_are_written_once() -> None:
    m = loads(COLORED)
    assert m.data["drawing"] == {
        "box_depth": 3, "tag_colors": {"t": "#d95f02", "u": {"color": "#7570b3", "priority": 3.0}}
    }  # fmt: skip
    assert [r.data["drawing"] for r in elements(m)] == [
        {"color": "#e7298a", "box": False}, {"color": "#aabbcc"}, {"color": "#222222"}
    ]  # fmt: skip
    assert "drawing" not in dumps(m)
    assert loads(dumps(m)) == m


def test_a_hint_that_was_changed_or_removed_counts_in_argdown_too() -> None:
    m = loads(COLORED)
    (a, _) = m.claims
    colored = m.replace(evolve(a, data={**a.data, "drawing": {"color": "#000000"}}))
    assert loads(dumps(colored)) == colored
    assert dumps(colored).count("drawing") == 1
    without = [evolve(r, data={k: v for k, v in r.data.items() if k != "drawing"}) for r in elements(m)]
    plain = ArgumentMap.of(*without, data={"argdown": m.data["argdown"]})
    assert loads(dumps(plain)) == plain
    assert looks(plain) == looks(loads(dumps(plain))) == {}


def test_a_colour_and_a_note_can_be_set_by_hand_and_survive_in_native_json() -> None:
    m = ArgumentMap.of(Claim("a", "A.", data={"drawing": {"color": "#8A3B12", "note": "see there"}}))
    (card,) = shown(native.loads(native.dumps(m))).shapes
    assert (card.look.header, card.note) == (header("#8A3B12"), "see there")


def test_the_tag_of_highest_priority_counts_or_else_the_first() -> None:
    colors = {"p": "#1b9e77", "q": {"color": "#d95f02"}, "r": {"color": "#aabbcc", "priority": 2}}
    m = ArgumentMap.of(
        Claim("a", tags=["q", "p"]), Claim("b", tags=["p", "q", "r"]), Claim("c", tags=["none", "q"]),
        data={"drawing": {"tag_colors": colors}},
    )  # fmt: skip
    assert looks(m) == {"a": header("#d95f02"), "b": header("#aabbcc"), "c": header("#d95f02")}
    assert tagged(m) == ["q", "r"]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (None, "#d95f02"),
        ("colorbrewer-category10", "#d95f02"),
        ("no such scheme", "#d95f02"),
        (["#000000", "#123456"], "#123456"),
    ],
)
def test_numbers_are_positions_in_the_scheme(scheme: Any, expected: str) -> None:
    colors = {"colorScheme": scheme, "tagColors": {"t": 1}}
    settings = {"color": {k: v for k, v in colors.items() if v is not None}}
    assert Coloring.of(settings).of_map() == {"tag_colors": {"t": expected}}


@pytest.mark.parametrize(
    "value", [-1, 8, 99, True, None, 1.5, "red", "#12", "#12345", "1", [], {}, {"color": "x"}]
)
def test_anything_but_a_colour_is_ignored(value: Any) -> None:
    assert Coloring.of({"color": {"tagColors": {"t": value}}}).of_map() == {}
    m = ArgumentMap.of(Claim("a", tags=["t"]), data={"drawing": {"tag_colors": {"t": value}}})
    assert looks(m) == {}


@pytest.mark.parametrize("junk", [7, "x", [], {"color": 3}, {"tag_colors": {"t": [1]}}, {"box": []}])
def test_foreign_data_of_any_shape_can_be_drawn(junk: Any) -> None:
    data = {"drawing": junk}
    m = ArgumentMap.of(
        Section("s", "S", data=data), Claim("a", tags=["t"], section="s", data=data), Claim("b"), data=data
    )
    assert [g.title for g in shown(m).boxes] == ["S"]


def test_a_section_may_have_a_colour() -> None:
    m = ArgumentMap.of(
        Section("a", "A", data={"drawing": {"color": "#a6761d"}}),
        Section("b", "B", data={"drawing": {"color": "#1b9e77"}}), Section("c", "C"),
        Claim("x", section="a"), Claim("y", section="b"), Claim("z", section="c"),
    )  # fmt: skip
    fills = [g.fill for g in shown(m).boxes]
    assert fills[:2] == [mixed("#a6761d", "#FFFFFF", 0.86), mixed("#1b9e77", "#FFFFFF", 0.86)]
    assert len(set(fills)) == 3


def test_a_party_is_still_named_on_a_card_that_the_document_colours() -> None:
    council = Party("council", "City council", role="speaker")
    m = ArgumentMap.of(
        council, Claim("a", tags=["t"], by=council), data={"drawing": {"tag_colors": {"t": "#1b9e77"}}}
    )
    (card,) = shown(m).shapes
    assert (card.holder.name, card.look.header) == ("City council", header("#1b9e77"))


def test_lines_keep_their_own_colours() -> None:
    text = "===\ncolor: {{{}}}\n===\n\n[x]: X\n  - [y]: Y #t\n"
    colors = "tagColors: {t: 0}, relationColors: {attack: '#00ff00'}"
    plain, colored = loads(text.format("")), loads(text.format(colors))
    assert shown(plain).lines == shown(colored).lines


@given(st.integers(0, 0xFFFFFF))
def test_text_and_borders_stand_out_in_any_colour(value: int) -> None:
    look = look_of(f"#{value:06x}")
    assert contrast(look.ink, look.header) >= 7
    assert contrast("#000000", look.tint) >= 4.5
    assert contrast(look.border, "#FFFFFF") >= 3
    fill = mixed(f"#{value:06x}", "#FFFFFF", 0.86)
    assert contrast(legible(mixed(f"#{value:06x}", "#000000", 0.4), fill, 7.0), fill) >= 7


# Tags at the end of a text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A text. #pro", "A text."),
        ("A text. #pro #(two words)  ", "A text."),
        ("A text. #(pro)\n#con", "A text."),
        ("A #pro text.", "A #pro text."),
        ("A text. #other", "A text. #other"),
        ("A text. #other #pro", "A text. #other"),
        ("A text.#pro", "A text.#pro"),
        ("Number #1. ", "Number #1. "),
        ("#pro", "#pro"),
        ("", ""),
    ],
)
def test_only_tags_of_the_element_are_removed_from_the_end(text: str, expected: str) -> None:
    assert without_tags(text, ("pro", "con", "two words")) == expected


def test_cards_show_tags_once() -> None:
    (air,) = (card for card in shown(town()).shapes if card.id == "Air")
    assert (air.text, air.note) == ("Less nitrogen dioxide.", "health, two words")
    assert "#health" in town()["Air"].text  # type: ignore[union-attr]
