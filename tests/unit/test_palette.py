"""Colours: parties and relations differ for every eye and on a grey print, and words can be read."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, RelationKind, Style, StyleError
from argmap.rendering.cards.scene import scene
from argmap.rendering.colors import contrast, dark, grey, lightness, shade
from argmap.rendering.looks import GREY, NOBODY, PartyLook, RelationLook, look_of
from argmap.rendering.output.engines import draw as drawn
from argmap.rendering.palette import HUES, LEVELS, SIGNS, emblems, shaded
from argmap.rendering.style import named

if TYPE_CHECKING:
    from collections.abc import Callable

Color = pytest.importorskip("coloraide").Color

SIGHTS: Final[dict[str, Callable[[str], Any]]] = {
    "normal": Color,
    "deutan": lambda color: Color(color).filter("deutan").fit("srgb"),
    "protan": lambda color: Color(color).filter("protan").fit("srgb"),
    "tritan": lambda color: Color(color).filter("tritan").fit("srgb"),
    "grey": lambda color: Color(grey(color)),
}
"""How colours are seen: simulations after Brettel, Viénot and Mollon (1997), and a print without colours."""


def enough(look: str, sight: str) -> float:
    """By how much (CIEDE2000) colours must differ that tell something."""
    return 10.0 if look == "color" and sight != "grey" else 8.0


READ: Final = 4.5
"""The contrast that text needs."""

TONES: Final = {look: Style(look=look).tone for look in ("color", "grey", "dark")}
tones = pytest.mark.parametrize("look", TONES)


@cache
def difference(a: str, b: str, sight: str) -> float:
    """CIEDE2000 of two colours as they are seen."""
    see = SIGHTS[sight]
    return float(see(a).delta_e(see(b), method="2000"))


def test_the_differences_are_those_of_the_published_data() -> None:
    """Pairs 1, 7 and 25 of Sharma, Wu and Dalal (2005)."""
    for one, other, expected in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        a, b = Color("lab-d65", one), Color("lab-d65", other)
        assert a.delta_e(b, method="2000", space="lab-d65") == pytest.approx(expected, abs=0.0002)


# Parties


def apart(a: PartyLook, b: PartyLook, sight: str) -> float:
    return max(difference(a.header, b.header, sight), difference(a.border, b.border, sight))


@tones
@pytest.mark.parametrize("sight", SIGHTS)
def test_parties_of_different_shades_differ_for_every_eye(look: str, sight: str) -> None:
    looks = {
        (hue, level): shaded(hue, level).toned(TONES[look])
        for hue in range(len(HUES))
        for level in range(len(LEVELS))
    }
    closest = min((apart(looks[a], looks[b], sight), a, b) for a, b in combinations(looks, 2) if a[1] != b[1])
    assert closest[0] >= enough(look, sight), closest


ROLES: Final = st.sampled_from([None, "speaker", "counterparty", "reporter", "authority", "audience"])
SIDES: Final = st.sampled_from(["", "", "government", "opposition"])


@given(st.lists(st.tuples(ROLES, SIDES), min_size=2, max_size=15))
def test_any_six_parties_have_six_shades_and_all_have_signs_of_their_own(
    kinds: list[tuple[Any, str]],
) -> None:
    m = ArgumentMap.of(*(Party(f"p{n}", role=role, side=side) for n, (role, side) in enumerate(kinds)))
    found = emblems(m, [p.id for p in m.parties], {})
    shades = [round(lightness(emblem.look.header)) for emblem in found.values()]
    assert len({*shades[: len(LEVELS)]}) == min(len(shades), len(LEVELS))
    assert len({emblem.sign for emblem in found.values()}) == len(found) == len(kinds)
    assert len({emblem.look for emblem in found.values()}) == len(found) or len(found) > len(LEVELS)


def test_those_of_one_side_share_a_hue_and_nobody_else_has_it() -> None:
    m = ArgumentMap.of(
        Party("mayor", role="speaker", side="city"), Party("union", role="counterparty"), Party("council", side="city"),
        Party("owners", role="counterparty"), Party("press", role="reporter"), Party("court"), Party("school"),
    )  # fmt: skip
    tints: dict[str, list[str]] = {}
    for i, emblem in emblems(m, [p.id for p in m.parties], {}).items():
        tints.setdefault(emblem.look.tint, []).append(i)
    assert [*tints.values()] == [["mayor", "council"], ["union", "owners"], ["press"], ["court"], ["school"]]


@tones
def test_what_is_written_in_the_colours_of_a_party_can_be_read(look: str) -> None:
    tone = TONES[look]
    for hue in range(len(HUES)):
        for level in range(len(LEVELS)):
            toned = shaded(hue, level).toned(tone)
            assert contrast(toned.ink, toned.header) >= READ
            assert contrast(tone(GREY), toned.tint) >= READ
            assert contrast(tone("#000000"), toned.tint) >= READ
            assert contrast(toned.border, tone("#FFFFFF")) >= 3
    nobody = NOBODY.toned(tone)
    assert contrast(nobody.ink, nobody.header) >= READ


@given(st.integers(0, 0xFFFFFF), st.sampled_from([*TONES]))
def test_cards_in_any_colour_can_be_read_in_every_look(color: int, look: str) -> None:
    toned = look_of(f"#{color:06X}").toned(TONES[look])
    assert contrast(toned.ink, toned.header) >= READ
    assert contrast(toned.border, TONES[look]("#FFFFFF")) >= 2.9


def test_the_engine_has_all_signs_in_its_own_fonts() -> None:
    def picture(sign: str) -> bytes:
        return drawn(
            f'digraph {{ a [shape=plain fontname=Helvetica label="{sign}"] }}', "png", engine="pure"
        ).data

    missing = picture("\U00012000")
    pictures = [picture(sign) for sign in SIGNS]
    assert missing not in pictures
    assert len({*pictures}) == len(SIGNS)
    assert not {*SIGNS} & {*"□◊▯◻◇"}, "these look like a lost letter"


# Looks of one's own

council, owners = Party("council", "City council", role="speaker"), Party("owners", role="counterparty")
mine = PartyLook("#111111", "#222222", "#FFFFFF", "#EEEEEE")


def looks_of(m: ArgumentMap, **options: Any) -> dict[str, PartyLook]:
    return {card.id: card.look for card in scene(m, Style(**options)).shapes}


def test_looks_are_given_by_id_or_in_order() -> None:
    m = ArgumentMap.of(council, owners, Claim("a", by="council"), Claim("b", by="owners"))
    usual = looks_of(m)
    assert looks_of(m, parties={"owners": mine, "elsewhere": mine}) == {"a": usual["a"], "b": mine}
    assert looks_of(m, parties=[mine, usual["a"]]) == {"a": mine, "b": usual["a"]}
    alone = ArgumentMap.of(owners, Claim("b", by="owners"))
    assert looks_of(alone, parties=[mine, usual["a"]]) == {"b": usual["a"]}
    assert looks_of(alone) == {"b": usual["b"]}


@pytest.mark.parametrize("parties", [{"council": "#111111"}, {1: mine}, [], "red"])
def test_what_is_no_look_is_refused(parties: Any) -> None:
    with pytest.raises(StyleError, match="a PartyLook for each id of a party, or one PartyLook or more"):
        Style(parties=parties)


def test_the_legend_has_parties_of_a_side_together_under_its_name() -> None:
    m = ArgumentMap.of(
        *(Party(i, side=side) for i, side in (("a", "left"), ("b", "right"), ("c", ""), ("d", "left"))),
        *(Claim(f"claim {i}", by=i) for i in "abcd"),
    )
    swatches = scene(m, Style()).legend.swatches
    assert [(s.heading, s.words[-1]) for s in swatches] == [
        ("left", "a"),
        ("", "d"),
        ("right", "b"),
        ("", "c"),
    ]
    assert "<b>left</b>" in argmap.draw(m, page=None).dot


# Relations

RELATED: Final = ({"support", "entailment"}, {"attack", "contrary"})
"""Kinds of which one is a stricter form of the other."""


@tones
@pytest.mark.parametrize("sight", SIGHTS)
def test_relations_differ_in_two_ways_for_every_eye(look: str, sight: str) -> None:
    """Of colour, dashes, head and tail; what is a form of the other may differ in one."""
    lines = {kind: Style(look=look).line(kind) for kind in RelationKind}
    for a, b in combinations(RelationKind, 2):
        ways = [
            difference(lines[a].color, lines[b].color, sight) >= enough(look, sight),
            *(getattr(lines[a], part) != getattr(lines[b], part) for part in ("line", "head", "tail")),
        ]
        assert sum(ways) >= (1 if {a, b} in RELATED else 2), (a, b, ways)
    for a, b in combinations((RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.UNDERCUT), 2):
        colors = lines[a].color, lines[b].color
        assert difference(*colors, sight) >= enough(look, sight), (a, b)


@tones
def test_words_on_lines_can_be_read(look: str) -> None:
    for kind in RelationKind:
        assert contrast(Style(look=look).line(kind).color, TONES[look]("#FFFFFF")) >= READ


# Looks of whole pictures


def test_shades_are_as_light_as_they_should_be() -> None:
    for color in HUES:
        for light in (0, 7, 20.5, 50, 81, 100):
            assert lightness(shade(color, light)) == pytest.approx(light, abs=0.6)


def example() -> ArgumentMap:
    cap, supply = (
        Claim("cap", "Cap rents.", by="council"),
        Claim("supply", "Supply shrinks.", by="owners", section="s"),
    )
    survey = Evidence("survey", "81%.", by="council")
    return ArgumentMap.of(
        council, owners, argmap.Section("s", "Supply"), cap, supply, survey, survey.supports(cap),
        against := supply.attacks(cap), Claim("new", "New flats are exempt.").undercuts(against),
        Claim("new", "New flats are exempt.", data={"drawing": {"color": "#1B9E77"}}), title="Rents",
    )  # fmt: skip


@pytest.mark.parametrize("notation", ["report", "gsn"])
def test_every_colour_of_a_picture_is_in_its_look(notation: str) -> None:
    def colors(look: str) -> list[str]:
        return re.findall('"(#[0-9A-F]{6})"', argmap.to_dot(example(), named(notation).but(look=look)))

    usual = colors("color")
    assert len({*usual}) > 5
    assert colors("grey") == [grey(color) for color in usual]
    assert [c for c in colors("dark") if c != dark("#000000")] == [dark(color) for color in usual]
    assert colors("dark").count(dark("#000000")) == 3


def test_looks_of_ones_own_are_toned_too() -> None:
    m = ArgumentMap.of(council, Claim("a", by="council"), Claim("b"), Claim("a").supports("b"))
    red = RelationLook("backs", "->", "#FF0000", "solid", "normal")
    text = argmap.draw(m, look="grey", page=None, parties={"council": mine}, relations={"support": red}).dot
    assert "#FF0000" not in text
    assert grey("#FF0000") in text


def test_a_look_that_is_unknown_names_the_nearest() -> None:
    with pytest.raises(StyleError, match="did you mean 'grey'"):
        Style(look="gray")
