"""What pictures show: cards, rows, junctions, lines, legend, page; what the words for readers who listen say."""

from __future__ import annotations

import re
import shutil
import warnings
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import argmap
from argmap import (
    Argument,
    ArgumentMap,
    Claim,
    Evidence,
    Page,
    Party,
    Provenance,
    Quantity,
    Quote,
    Relation,
    SmallTextWarning,
    Source,
    Style,
    StyleError,
    draw,
    outline,
    render,
)
from argmap.errors import FileError, RenderError, UnknownFormatError
from argmap.rendering.cards.dot import columns
from argmap.rendering.cards.scene import Cards, scene
from argmap.rendering.colors import dark
from argmap.rendering.looks import RELATIONS, RelationLook
from argmap.rendering.notations import to_dot
from argmap.rendering.output import engines
from argmap.rendering.output.engines import ENGINES, Drawing
from argmap.rendering.palette import shaded
from argmap.rendering.style import Orientation

SEED = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
SVG = "{http://www.w3.org/2000/svg}"

council = Party("council", "City council", role="speaker")
owners = Party("owners", "Owners", role="counterparty")
paper = Party("paper", "Daily Paper", role="reporter")
cap = Claim("cap", "Rents should be capped.", by=council, kind="policy")
stay = Claim("stay", "A cap keeps tenants.", by=council)
shrink = Claim("shrink", "A cap shrinks supply.", by=owners)
survey = Evidence("survey", "81% feared a rise.", by=council, kind="statistic")
rise = Evidence("rise", "Rents rose by 9%.", by=owners)
law = Evidence("law", "The law allows it.", by=council, kind="law")


def shown(*records: Any, **options: Any) -> Cards:
    return scene(ArgumentMap.of(*_parties(records), *records), Style(**options))


def _parties(records: tuple[Any, ...]) -> list[Party]:
    wanted = {i for r in records for i in (getattr(r, "by", None), *getattr(r, "via", ()))}
    given = {r.id for r in records}
    return [p for p in (council, owners, paper) if p.id in wanted - given]


def texts(svg: str) -> str:
    root = ET.fromstring(svg)  # noqa: S314 -- our own
    return " ".join(t.text or "" for t in root.iter(f"{SVG}text"))


# Evidence


def test_evidence_for_one_claim_is_a_row_of_its_card() -> None:
    p = shown(cap, survey, rise, survey.supports(cap), rise.supports(cap))
    (card,) = p.shapes
    assert [(r.id, r.joined) for r in card.rows] == [("survey", False), ("rise", False)]
    assert p.lines == ()
    assert p.legend.lines == ()  # the legend explains no line that is not there
    assert p.legend.notes == ("Shaded rows: evidence for the claim above.",)


def test_linked_evidence_is_together_wherever_it_is_in_the_map() -> None:
    p = shown(cap, survey, rise, law, cap.supported_by(survey, law), rise.supports(cap))
    assert [(r.id, r.joined) for r in p.shapes[0].rows] == [("survey", False), ("law", True), ("rise", False)]
    drawn = draw(ArgumentMap.of(council, owners, cap, survey, law, cap.supported_by(survey, law)), page=None)
    assert "+ law" in texts(drawn.svg)


def test_an_undercut_of_folded_evidence_aims_at_its_row() -> None:
    link = survey.supports(cap)
    p = shown(cap, survey, rise, shrink, rise.supports(cap), link, shrink.undercuts(link))
    (line,) = p.lines
    assert line.end == ("n0", "r0")
    assert line.look.word == "undercuts"


def test_evidence_that_others_bear_on_keeps_its_card() -> None:
    assert [c.id for c in shown(cap, survey, survey.supports(cap), rise, rise.supports(survey)).shapes] == [
        "cap", "survey", "rise",
    ]  # fmt: skip
    assert len(shown(cap, stay, survey, survey.supports(cap), survey.supports(stay)).shapes) == 3


def test_evidence_as_cards_and_hidden() -> None:
    records = (cap, survey, survey.supports(cap))
    assert [c.kind for c in shown(*records, evidence="cards").shapes] == ["THESIS", "STATISTIC"]
    hidden = shown(*records, evidence="hidden")
    assert [c.id for c in hidden.shapes] == ["cap"]
    assert (hidden.lines, hidden.legend.lines, hidden.junctions) == ((), (), ())


def test_the_visible_part_of_a_relation_with_a_hidden_end_is_drawn() -> None:
    linked = cap.supported_by(stay, survey)
    p = shown(cap, stay, survey, shrink, linked, shrink.undercuts(linked), evidence="hidden")
    assert [j for j, _, _ in p.junctions] == ["j0"]
    assert {line.start[0] for line in p.lines} == {"n1", "n2", "j0"}
    alone = shown(cap, stay, survey, cap.supported_by(stay, survey), evidence="hidden")
    assert [(line.start[0], line.end[0]) for line in alone.lines] == [("n1", "n0")]
    assert alone.junctions == ()


def test_what_aims_at_a_hidden_step_is_hidden_with_it() -> None:
    link = survey.supports(cap)
    first = shrink.undercuts(link)
    p = shown(cap, survey, shrink, stay, link, first, stay.undercuts(first), evidence="hidden")
    assert (p.lines, p.junctions, p.legend.lines) == ((), (), ())
    assert len(p.shapes) == 3


# Lines


def test_linked_premises_and_steps_that_are_aimed_at_meet_in_a_dot() -> None:
    step = shrink.attacks(cap)
    p = shown(cap, stay, shrink, step, stay.undercuts(step))
    assert [j for j, _, _ in p.junctions] == ["j0"]
    assert [(line.start[0], line.end[0], line.head) for line in p.lines] == [
        ("n2", "j0", False),
        ("j0", "n0", True),
        ("n1", "j0", True),
    ]
    assert "Dot: what meets there counts together." in p.legend.notes
    assert len(shown(cap, stay, shrink, cap.supported_by(stay, shrink)).junctions) == 1


def test_symmetric_lines_have_a_head_at_both_ends() -> None:
    d = draw(ArgumentMap.of(Claim("a"), Claim("b"), Claim("a").contradicts("b")), page=None)
    assert "arrowhead=diamond arrowtail=diamond dir=both" in d.dot


def test_a_line_from_a_card_to_itself_is_drawn() -> None:
    d = draw(ArgumentMap.of(Claim("a", "x"), Claim("a").attacks("a")), page=None)
    assert "n0 -> n0" in to_dot(d.map)
    assert 'class="edge"' in d.svg


def test_labels_name_lines_other_than_support() -> None:
    m = ArgumentMap.of(*(Claim(i) for i in "abc"), Claim("a").attacks("b"), Claim("c").supports("b"))
    plain, labelled = draw(m, legend=False, page=None), draw(m, legend=False, labels=True, page=None)
    assert "attacks" not in texts(plain.svg)
    assert "attacks" in texts(labelled.svg)
    assert "supports" not in texts(labelled.svg)


@pytest.mark.parametrize("kind", list(RELATIONS))
def test_the_legend_explains_the_lines_that_occur_and_no_others(kind: str) -> None:
    target = Argument("t", "x") if kind == "undercut" else Claim("t", "x")
    p = shown(Claim("a", "x"), target, Relation("r", kind, ["a"], ["t"]))
    assert [look.word for look in p.legend.lines] == [RELATIONS[kind].word]  # type: ignore[index]


# Parties


def test_only_parties_that_hold_something_are_in_the_legend() -> None:
    p = shown(cap, owners)
    assert [s.words for s in p.legend.swatches] == ["● City council"]
    assert shown(Claim("a", "x")).legend.swatches == ()


def test_the_speaker_and_the_counterparty_have_the_first_looks() -> None:
    other = Party("other", "Other")
    m = ArgumentMap.of(other, owners, council, Claim("x", by=other), cap, shrink)
    looks = {s.words: s.look for s in scene(m, Style()).legend.swatches}
    assert looks == {"● City council": shaded(0, 4), "■ Owners": shaded(1, 0), "▲ Other": shaded(2, 1)}


def test_thirty_parties_look_different() -> None:
    parties = [Party(f"p{n}", f"P{n}") for n in range(30)]
    claims = [Claim(f"c{n}", by=p) for n, p in enumerate(parties)]
    swatches = scene(ArgumentMap.of(*parties, *claims), Style()).legend.swatches
    assert len({(s.words[0], s.look.header, s.look.ink) for s in swatches}) == 30


def test_reported_cards_name_the_reporter_and_are_dashed() -> None:
    m = ArgumentMap.of(council, owners, Claim("a", "x", by=owners, via=[council]), cap)
    d = draw(m, page=None)
    assert [c.reported for c in scene(m, d.style).shapes] == ["City council", ""]
    assert "as reported by City council" in texts(d.svg)
    assert d.dot.count('style="dashed"') == 1
    assert "Dashed border" in texts(d.svg)


def test_the_reporter_of_everything_is_named_once() -> None:
    near, far = Claim("a", by=owners, via=[council, paper]), Claim("b", by=council, via=[paper])
    p = shown(near, far, paper)
    assert "All as reported by Daily Paper." in p.legend.notes
    assert [c.reported for c in p.shapes] == ["City council", ""]
    own = Claim("c", by=paper, via=[owners])
    assert [c.reported for c in shown(near, far, own, paper).shapes] == ["City council", "", "Owners"]
    assert "reported by Owners" in outline(ArgumentMap.of(council, owners, paper, near, far, own))


# Theses


def test_theses_are_tagged_claims_or_else_roots_of_the_speaker_or_else_roots() -> None:
    def main(*records: Any) -> list[str]:
        return [c.id for c in shown(*records).shapes if c.main]

    tagged = Claim("t", "x", tags=["thesis"])
    other = Claim("other", "y", by=owners)
    steps = (stay.supports(cap), shrink.supports(other))
    assert main(cap, stay, shrink, other, *steps, tagged) == ["t"]
    assert main(cap, stay, shrink, other, *steps) == ["cap"]
    assert main(other, shrink, shrink.supports(other)) == ["other"]
    assert main(Claim("alone", "x")) == []


# Pages


def seed() -> ArgumentMap:
    return argmap.load(SEED)


@pytest.mark.parametrize("page", ["a4", "letter"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_picture_fits_its_page(page: str, orientation: str) -> None:
    style = Style(page=page, orientation=orientation, direction="below", card_width=150)
    d = draw(seed(), style=style)
    assert style.page
    wide, high = style.page.room(Orientation(orientation))
    assert d.size[0] <= wide + 0.01
    assert d.size[1] <= high + 0.01
    assert d._laid.orientation == orientation
    assert d.main_text_size == pytest.approx(9 * d.size[0] / d._laid.width, abs=0.01)
    assert f'width="{d.size[0]:g}pt" height="{d.size[1]:g}pt"' in d.svg


def test_without_a_page_nothing_shrinks() -> None:
    d = draw(seed(), page=None)
    assert (d.main_text_size, d.text_size, d.advice) == (9.0, 7.2, "")
    assert d.size == (d._laid.width, d._laid.height)


def test_a_page_may_be_given_with_its_long_side_first() -> None:
    assert Page("slide", 960, 540).room(Orientation.LANDSCAPE) == (888, 468)


def test_the_real_statement_can_be_read_on_its_page(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        d = render(seed(), tmp_path / "map.svg")
    assert d.text_size >= 6


def test_text_too_small_to_read_gives_a_warning_with_advice(tmp_path: Path) -> None:
    chain: list[Claim | Evidence] = [Evidence("c0", "x"), *(Claim(f"c{n}", "x") for n in range(1, 60))]
    steps = [b.supports(a) for a, b in pairwise(chain)]
    with pytest.warns(SmallTextWarning, match=r"below 6 pt: .*figures=True.*evidence='hidden'.*page=None"):
        d = render(ArgumentMap.of(*chain, *steps), tmp_path / "map.svg", layout="network")
    assert "layout='columns'" in d.advice
    assert "groups" not in d.advice
    assert d.text_size < 6
    assert (tmp_path / "map.svg").exists()


# What may be asked for


@pytest.mark.parametrize(
    ("options", "nearest"),
    [
        ({"pge": "a4"}, "page"),
        ({"page": "leter"}, "letter"),
        ({"direction": "rigth"}, "right"),
        ({"evidence": "row"}, "rows"),
        ({"orientation": "portrai"}, "portrait"),
        ({"relations": {"atack": RELATIONS["attack"]}}, "attack"),  # type: ignore[index]
    ],
)
def test_unknown_options_name_the_nearest(options: dict[str, Any], nearest: str) -> None:
    with pytest.raises(StyleError) as caught:
        draw(ArgumentMap.of(), **options)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    "options",
    [
        {"page": 4}, {"page": ["a4"]}, {"card_width": 10}, {"card_width": "wide"}, {"size": True},
        {"max_lines": 0}, {"max_lines": 2.5}, {"labels": "no"}, {"legend": None}, {"font": 'x"'},
        {"parties": []}, {"parties": "blue"}, {"parties": 3}, {"relations": {"attack": "red"}},
        {"relations": [1]}, {"direction": None}, {"direction": []},
    ],
)  # fmt: skip
def test_wrong_values_are_style_errors(options: dict[str, Any]) -> None:
    with pytest.raises(StyleError):
        draw(ArgumentMap.of(), **options)


@pytest.mark.parametrize("sides", [(-1, 500), (500, float("nan")), (100, 500, 40), ("8in", 500)])
def test_pages_have_room(sides: tuple[Any, ...]) -> None:
    with pytest.raises(StyleError):
        Page("p", *sides)


def test_a_look_can_be_changed_alone() -> None:
    look = RelationLook("denies", "xx", "#123456", "solid", "dot")
    d = draw(
        ArgumentMap.of(Claim("a"), Claim("b"), Claim("a").attacks("b")), relations={"attack": look}, page=None
    )
    assert 'color="#123456"' in d.dot
    assert "denies" in texts(d.svg)


# Files and notebooks


def test_an_unknown_suffix_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"'\.gif'.*\.svg"):
        render(ArgumentMap.of(), tmp_path / "map.gif", engine=Broken())


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_text("old")
    with pytest.raises(RenderError):
        render(ArgumentMap.of(Claim("a")), path, engine=Broken())
    assert path.read_text() == "old"
    with pytest.raises(FileError):
        render(ArgumentMap.of(), tmp_path / "none" / "map.svg")
    assert list(tmp_path.iterdir()) == [path]


class Broken:
    name = "broken"
    formats = ("svg", "png", "pdf")

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> engines.Drawing:
        raise RenderError(f"broken for {format}, {len(dot)} {timeout} {dpi}")


def test_a_notebook_without_an_engine_shows_the_outline_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    m = ArgumentMap.of(council, cap)
    whole = draw(m, page=None)._repr_mimebundle_()
    assert set(whole) == {"image/svg+xml", "text/plain"}
    monkeypatch.setattr(engines, "ENGINES", {"auto": Broken()})
    bundle = draw(m)._repr_mimebundle_()
    assert set(bundle) == {"text/plain"}
    assert bundle["text/plain"].startswith("(not drawn: broken for svg")
    assert whole["text/plain"] == outline(m) in bundle["text/plain"]


# Words for those who listen


def test_every_box_is_named_in_words() -> None:
    m = ArgumentMap.of(
        council, owners, cap, shrink, survey, survey.supports(cap), step := shrink.attacks(cap)
    )
    root = ET.fromstring(draw(m.add(stay, stay.undercuts(step)), page=None).svg)  # noqa: S314
    assert root.get("role") == "graphics-document document"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == "Argument map"
    assert desc.text == (
        "Argument map of 3 claims, 1 piece of evidence, 3 relations, held by City council, Owners."
    )
    names = [
        g.findtext(f"{SVG}title") or "" for g in root.iter(f"{SVG}g") if "node" in (g.get("class") or "")
    ]
    assert names[0] == (
        "cap, thesis by City council: Rents should be capped.\nsurvey, statistic by City council: 81% feared a rise."
    )
    assert "shrink, claim by Owners: A cap shrinks supply." in names
    assert "shrink attacks cap" in names


def test_an_empty_map_has_a_note() -> None:
    d = draw(ArgumentMap.of(), page=None)
    assert texts(d.svg) == "(no claims)"
    assert "Argument map of nothing." in d.svg
    assert outline(ArgumentMap.of()) == "(no claims)"


@pytest.mark.parametrize("title", [" ", "\t", "\u2028"])
def test_a_blank_title_is_left_out(title: str) -> None:
    assert draw(ArgumentMap.of(Claim("a", "x"), title=title), page=None).svg


@pytest.mark.parametrize("style", ["report", "gsn"])
def test_empty_lines_in_bold_text_are_drawn(style: str) -> None:
    m = ArgumentMap.of(Claim("a", "Above.\n\nBelow."), title="One.\n\nTwo.")
    assert "Below." in texts(draw(m, page=None, style=style).svg)


def test_text_stays_inside_its_box() -> None:
    d = draw(seed(), page=None, card_width=190)
    width = 190 / d._laid.unit
    root = ET.fromstring(d.svg)  # noqa: S314
    cards = [g for g in root.iter(f"{SVG}g") if (g.get("class") or "").startswith("node card")]
    lengths = [float(t.get("textLength", "0")) for g in cards for t in g.iter(f"{SVG}text")]
    assert len(lengths) > 100
    assert sum(n > 0 for n in lengths) > 0.8 * len(lengths)
    assert max(lengths) <= width


def test_a_megabyte_of_text_is_cut_and_whole_in_the_tooltip() -> None:
    text = "word " * 200_000
    d = draw(ArgumentMap.of(Claim("a", text)), page=None)
    assert d.size[1] < 400
    assert "word…" in texts(d.svg)
    assert text.strip() in d.svg


def test_locators_name_the_line_and_of_several_sources_the_source() -> None:
    one, two = Source("one", "Rents.\nFees."), Source("two", "Taxes.", title="Second")
    claim = Claim("a", quotes=[one.quote("Fees")])
    assert shown(one, claim).shapes[0].locator == "line 2"
    assert [c.locator for c in shown(one, two, claim, Claim("b", quotes=[two.quote("Taxes")])).shapes] == [
        "[1] line 2",
        "[2]",  # a text of one line
    ]
    assert shown(one, claim, locators=False).shapes[0].locator == ""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rents.\nFees.\nTaxes.", ["line 1", "line 2", "line 3"]),
        ("\n\nRents.\nFees.\n\n \nTaxes.\n", ["para. 1", "para. 1", "para. 2"]),
        ("Rents.\n\nFees.\fTaxes.\f", ["p. 1", "p. 1", "p. 2"]),
        ("Rents. Fees. Taxes.", ["", "", ""]),
        ("\nRents. Fees. Taxes.\n", ["", "", ""]),  # all on line 2
    ],
)
def test_locators_count_pages_or_paragraphs_or_lines_unless_all_are_in_one(
    text: str, places: list[str]
) -> None:
    source = Source("s", text)
    claims = [Claim(word, quotes=[source.quote(word)]) for word in ("Rents", "Fees", "Taxes")]
    assert [c.locator for c in shown(source, *claims).shapes] == places


def test_a_source_of_which_nothing_is_known_is_not_cited() -> None:
    text = Source("text", "Rents and fees.\n")
    fees = Claim("a", quotes=[text.quote("fees")])
    assert shown(text, fees).shapes[0].locator == ""
    assert shown(text, fees).legend.sources == ()
    assert shown(Source("text", text.text, date="2024"), fees).legend.sources == ("Source: text, 2024.",)
    assert shown(Source("text", text.text, title="text"), fees).legend.sources == ("Source: text.",)
    assert shown(Source("text", text.text, file="text.txt"), fees).legend.sources == ("Source: text.",)
    item = {"type": "book", "title": "Rents"}
    assert shown(Source("text", text.text, citation=item), fees).legend.sources == ("Source: Rents.",)
    assert shown(text, Source("b", "x"), fees).legend.sources == ("[1] text.", "[2] b.")


def test_of_sources_one_of_which_has_a_text_none_is_numbered() -> None:
    text, absent = Source("text", "Rents.\nFees."), Source("absent", title="A letter", date="2024-05")
    drawn = shown(text, absent, Claim("a", quotes=[text.quote("Fees")]))
    assert drawn.shapes[0].locator == "line 2"
    assert drawn.legend.sources == ("text.", "A letter, May 2024. Its text is not at hand.")


def test_of_many_sources_a_few_are_cited() -> None:
    assert len(shown(*(Source(f"s{n}") for n in range(6))).legend.sources) == 6
    assert shown(*(Source(f"s{n}") for n in range(9))).legend.sources[4:] == ("s4.", "4 more sources.")


# Provenance

COUNCIL, TENANTS, GAZETTE = (
    Party("council", "City council"),
    Party("tenants"),
    Party("gazette", "The Gazette"),
)
LETTER = Source(
    "letter",
    "Riverside, 4 March 2024. Rents rose.",
    title="Letter",
    publisher="council",
    date="2024-03-04",
    provenance=Provenance(
        COUNCIL,
        to=[TENANTS, GAZETTE],
        via=GAZETTE,
        place="Riverside",
        figures=[
            Quantity("2024-03-04", "date"),
            Quantity("2024-03", "date", of="receipt"),
            Quantity(1200, "copies"),
        ],
        quotes=[Quote("letter", "Riverside, 4 March 2024.", 0, 24)],
        note="The letter has no head.",
    ),
)
ISSUED = (
    "Letter: City council to tenants and The Gazette, Riverside, 4 March 2024, March 2024 (receipt), 1,200 copies, "
    "as reported by The Gazette."
)
ROSE = Claim("rose", "Rents rose.", by=COUNCIL, quotes=[LETTER.quote("Rents rose.")])
ISSUED_MAP = ArgumentMap.of(COUNCIL, TENANTS, GAZETTE, LETTER, ROSE)


def test_the_caption_states_provenance_in_one_line() -> None:
    assert shown(*ISSUED_MAP).legend.sources == (ISSUED,)
    assert shown(*ISSUED_MAP, sources=False).legend.sources == ()
    elsewhere = evolve(LETTER, publisher="The Daily", date="2024-06-01", url="https://example.org")
    cited = shown(*ISSUED_MAP.replace(elsewhere)).legend.sources[0]
    assert cited == f"{ISSUED[:-1]}, The Daily, 1 June 2024, https://example.org."
    assert shown(Source("a", title="A", provenance=Provenance())).legend.sources == ("A.",)


@pytest.mark.parametrize("style", ["report", "gsn"])
def test_every_notation_draws_provenance(style: str) -> None:
    d = draw(ISSUED_MAP, style=style, page=None)
    words = re.sub(r"[\s\u00a0]+", " ", texts(d.svg))
    assert "as reported by" in words
    assert "Riverside, 4 March 2024" in words
    assert "Riverside" in d.dot


def test_the_description_the_outline_and_the_page_state_provenance(tmp_path: Path) -> None:
    d = draw(ISSUED_MAP, page=None)
    assert f"held by City council. {ISSUED}</desc>" in d.svg
    assert outline(ISSUED_MAP).splitlines()[0] == ISSUED
    d.save(tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert (
        f"<li>{ISSUED} The letter has no head.<blockquote>“Riverside, 4 March 2024.” <cite>Letter</cite>"
        in page
    )


# The outline


def test_the_outline_distinguishes_attacks_on_a_step_and_on_its_source() -> None:
    step = stay.supports(cap)
    m = ArgumentMap.of(council, owners, cap, stay, shrink, step, shrink.attacks(step.id))
    assert outline(m).splitlines()[-1] == "    [-] shrink, claim by Owners: A cap shrinks supply."
    undercut = ArgumentMap.of(council, owners, cap, stay, shrink, step, shrink.undercuts(step))
    assert outline(undercut).splitlines()[-1].startswith("    ~ shrink")


def test_the_outline_of_a_long_chain_stays_small() -> None:
    claims = [Claim(f"c{n}", "x") for n in range(2_000)]
    steps = [b.supports(a) for a, b in pairwise(claims)]
    text = outline(ArgumentMap.of(*claims, *steps))
    assert len(text) < 300_000
    assert text.splitlines()[-1] == "  " * 40 + "(1999) + c1999, claim: x"


def test_the_outline_shows_steps_without_ends() -> None:
    m = ArgumentMap.of(
        Claim("a", "x"), Relation("r", "attack", [], ["a"]), Relation("s", "support", ["a"], [])
    )
    lines = outline(m).splitlines()
    assert lines[1:] == ["  - r: nothing attacks a", "s: a supports nothing"]


def test_the_outline_marks_cycles_and_repeated_elements() -> None:
    m = ArgumentMap.of(*(Claim(i, i) for i in "ab"), Claim("a").supports("b"), Claim("b").supports("a"))
    assert re.findall(r"\((.*)\)", outline(m)) == ["cycle"]


def test_cards_without_lines_are_in_columns() -> None:
    a, b, c = Claim("a", "A."), Claim("b", "B."), Claim("c", "C.")
    alone = [Claim(f"x{n}", f"{n}.") for n in range(5)]
    p = scene(ArgumentMap.of(a, b, c, b.supports(a), c.supports(b), *alone), Style())
    assert columns(p) == [["n3", "n4", "n5"], ["n6", "n7"]]
    text = to_dot(ArgumentMap.of(a, b, c, b.supports(a), c.supports(b), *alone))
    assert text.count("style=invis") == 3
    assert "{ rank=sink; n0; n3; n6 }" in text
    nine = scene(ArgumentMap.of(*(Claim(f"x{n}") for n in range(9))), Style())
    assert [len(column) for column in columns(nine)] == [3, 3, 3]


def test_a_web_page_shows_its_title_once(tmp_path: Path) -> None:
    m = ArgumentMap.of(Claim("a", "Rents."), title="Rent cap")
    for titled, heading in ((True, '<h1 class="heard">Rent cap</h1>'), (False, "<h1>Rent cap</h1>")):
        draw(m, page=None, title=titled).save(tmp_path / "map.html")
        assert heading in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_steps_name_their_argument() -> None:
    a, b, c, homes = Claim("a"), Claim("b"), Claim("c"), Argument("homes", "A cap keeps tenants.")
    linked = a.supported_by(b, c, argument=homes)
    m = ArgumentMap.of(a, b, c, homes, linked)
    assert [line.label for line in scene(m, Style(labels=True)).lines if line.label] == ["homes"]
    assert not any(line.label for line in scene(m, Style()).lines)
    assert "b and c supports a, a step of homes" in draw(m, page=None).svg
    touched = m.add(homes.attacks(b))
    assert [line.label for line in scene(touched, Style(labels=True)).lines if line.label] == ["attacks"]


def test_a_web_page_shows_where_quotes_are(tmp_path: Path) -> None:
    source = Source("release", "Rents.\nFees.", title="Release")
    draw(ArgumentMap.of(source, Claim("a", quotes=[source.quote("Fees")])), page=None).save(
        tmp_path / "map.html"
    )
    assert "“Fees” <cite>Release</cite>, line 2</blockquote>" in (tmp_path / "map.html").read_text("utf-8")


def test_a_web_page_says_what_was_read_into_the_words(tmp_path: Path) -> None:
    source = Source("release", "Rents.\nFees.", title="Release")
    read = Claim("a", quotes=[source.quote("Fees", fidelity="interpretation")])
    draw(ArgumentMap.of(source, read), page=None).save(tmp_path / "map.html")
    assert ", line 2 (interpretation)</blockquote>" in (tmp_path / "map.html").read_text("utf-8")


class Counting:
    """An engine that counts the layouts it draws."""

    name = "counting"
    formats = ("svg",)

    def __init__(self) -> None:
        self.count = 0

    def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
        self.count += 1
        return ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)


@pytest.mark.engine
def test_layouts_are_compared_for_a_page_only() -> None:
    m = ArgumentMap.of(
        *[c for n in range(4) for c in (Claim(f"c{n}"), Claim(f"c{n}").supports("c0")) if n or c.id == "c0"]
    )
    on_a_page, without = Counting(), Counting()
    assert draw(m, direction="below", engine=on_a_page).svg
    assert draw(m, direction="below", page=None, engine=without).svg
    assert (without.count, on_a_page.count > 1) == (1, True)


# What can be read


def test_text_size_is_that_of_the_smallest_text_that_is_drawn() -> None:
    d = draw(seed())
    drawn = {float(size) for size in re.findall(r'<text[^>]*font-size="([\d.]+)"', d.svg)}
    drawn_width = d._laid.width / d._laid.unit
    assert d.text_size == pytest.approx(min(drawn) * d.size[0] / drawn_width, abs=0.01)
    assert d.text_size < d.main_text_size < max(drawn)


def test_one_card_alone_has_small_text_in_its_header() -> None:
    d = draw(ArgumentMap.of(Claim("a", "x")), page=None)
    assert (d.text_size, d.main_text_size) == (7.2, 9.0)


LONG = "The owners of flats say that a cap on rents shrinks the supply. " * 3


@pytest.mark.parametrize("style", ["report", "gsn"])
def test_a_text_that_is_cut_gives_a_warning_that_names_it(style: str, tmp_path: Path) -> None:
    m = ArgumentMap.of(Claim("{a}", LONG), Claim("b", "Short."), Claim("c", "Rents …"), title="Long " * 80)
    d = draw(m, max_lines=2, page=None, style=style)
    assert d.cut == ("", "{a}")
    with pytest.warns(
        UserWarning, match=r"texts are cut after 2 lines, those of the title, '\{a\}': .*max_lines="
    ):
        d.save(tmp_path / "map.svg")
    whole = draw(ArgumentMap.of(Claim("{a}", LONG), Claim("c", "Rents …")), page=None, style=style)
    assert (whole.cut, whole.notes) == ((), ())


def test_many_cut_texts_are_counted() -> None:
    m = ArgumentMap.of(*(Claim(f"c{n}", LONG) for n in range(8)))
    (note,) = draw(m, max_lines=1, page=None).notes
    assert "those of 'c0', 'c1', 'c2', 'c3', 'c4' and 3 more: " in note


def test_evidence_in_a_row_that_is_cut_names_its_card() -> None:
    long = evolve(survey, text=LONG)
    assert draw(ArgumentMap.of(cap, council, long, long.supports(cap)), max_lines=2, page=None).cut == (
        "cap",
    )


# What cards say around their texts


def test_ids_are_shown_or_not_or_are_numbers() -> None:
    def labels(ids: str) -> list[str]:
        (first, second) = shown(cap, stay, survey, survey.supports(stay), ids=ids).shapes
        return [first.label, second.label, second.rows[0].label]

    assert (labels("all"), labels("none"), labels("numbers")) == (
        ["cap", "stay", "survey"],
        [""] * 3,
        ["1", "2", "3"],
    )
    svg = draw(ArgumentMap.of(council, cap, stay, survey, survey.supports(stay)), page=None, ids="none").svg
    assert "survey" not in texts(svg)
    assert 'id="node-stay"' in svg
    assert "<title>stay, " in svg


def test_titles_and_figures_are_shown_if_they_are_wanted() -> None:
    titled = Claim("a", "Rents should be capped.", title="The cap"), Claim("b", title="Supply")
    figure = Evidence("e", "Most feared a rise.", figures=[Quantity(81, "percent", of="tenants")])
    m = ArgumentMap.of(*titled, figure, figure.supports("a"))
    plain, full = (texts(draw(m, page=None, headings=on, quantities=on).svg) for on in (False, True))
    assert "The cap" not in plain
    assert "81" not in plain
    assert "The cap Rents should be capped." in full
    assert "81 percent of tenants" in full
    assert full.count("Supply") == 1


def test_hidden_evidence_leaves_a_mark() -> None:
    m = ArgumentMap.of(cap, stay, survey, council, survey.supports(stay), Evidence("alone", "x"))
    cards = scene(m, Style(evidence="hidden")).shapes
    said = [(c.id, *c.chips) for c in cards]
    assert said == [("cap",), ("stay", "+1 piece of evidence")]


def test_a_policy_is_a_demand_if_another_is_to_act() -> None:
    def kind(**fields: Any) -> str:
        (card,) = shown(owners, Claim("a", "x", kind="policy", by="council", **fields)).shapes
        return card.kind

    assert (kind(), kind(to=["council"]), kind(to=["owners"])) == ("POLICY", "POLICY", "DEMAND")


def test_the_font_is_that_of_the_svg_the_page_and_the_pdf() -> None:
    d = draw(ArgumentMap.of(Claim("a", "Rents.")), page=None, font="DejaVu Sans Mono")
    assert """font-family="'DejaVu Sans Mono', Helvetica,""" in d.svg
    assert "font: 16px/1.45 'DejaVu Sans Mono', Helvetica" in d.content(".html").decode()
    assert b"DejaVuSansMono" in d.pdf()  # which typst brings
    usual = draw(ArgumentMap.of(Claim("a", "Rents.")), page=None)
    assert 'font-family="Helvetica, Arial' in usual.svg
    assert b"DejaVu" not in usual.pdf()


def test_a_dark_picture_has_a_dark_page() -> None:
    m = ArgumentMap.of(Claim("a", "Rents."))
    assert "color: #222222; background: #FFFFFF" in draw(m).content(".html").decode()
    assert f"background: {dark('#FFFFFF')}" in draw(m, look="dark").content(".html").decode()


no_dot = pytest.mark.skipif(not shutil.which("dot"), reason="no Graphviz")


@pytest.mark.parametrize("engine", ["pure", pytest.param("system", marks=no_dot)])
@pytest.mark.parametrize("layout", ["network", "columns"])
def test_lines_of_a_card_are_as_far_apart_in_every_face(layout: str, engine: str) -> None:
    long = {n: evolve(n, text=LONG) for n in (cap, stay, shrink, survey)}
    m = ArgumentMap.of(
        council, owners, *long.values(), stay.supports(cap), shrink.attacks(cap), survey.supports(stay)
    )
    root = ET.fromstring(draw(m, layout=layout, page=None, engine=engine).svg)  # noqa: S314
    apart = set()
    for group in root.iter(f"{SVG}g"):
        if (group.get("class") or "").startswith("node card"):
            lines = sorted(
                {(float(t.get("y", "")), float(t.get("font-size", ""))) for t in group.iter(f"{SVG}text")}
            )
            gaps = [(a[1], round(b[0] - a[0], 1)) for a, b in pairwise(lines) if a[1] == b[1]]
            apart |= {gap for gap in gaps if gap[1] < 13}  # within a text
    assert apart == {(size, round(size * 1.2)) for size in (10.0, 8.0)}


# The frame


def frames(svg: str) -> dict[str, tuple[float, float, float, float]]:
    """Left, right, top and bottom of groups: of each word around the cards, and of each line, by number."""
    found = {}
    for n, group in enumerate(ET.fromstring(svg).iter(f"{SVG}g")):  # noqa: S314
        kind = (group.get("class") or "").split()
        if kind[:1] == ["edge"] or (kind[1:] and kind[1] in ("title", "party", "key", "notes")):
            paths = " ".join(
                p.get("d", "") + p.get("points", "") for p in group.iter() if p.tag != f"{SVG}text"
            )
            points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", paths)]
            for t in group.iter(f"{SVG}text"):
                x, y, wide = (float(t.get(name, "0")) for name in ("x", "y", "textLength"))
                points += [(x, y), (x + wide, y - 6)]
            xs, ys = zip(*points, strict=True)
            found[f"{kind[-1]}{n}"] = (min(xs), max(xs), min(ys), max(ys))
    return found


@pytest.mark.parametrize("engine", ["pure", pytest.param("system", marks=no_dot)])
@pytest.mark.parametrize("direction", ["right", "left", "below", "above"])
def test_no_line_runs_through_the_title_or_the_legend(direction: str, engine: str) -> None:
    d = draw(every_kind(), direction=direction, engine=engine)
    found = frames(d.svg)
    lines = [box for name, box in found.items() if name.startswith("edge")]
    samples = [box for name, box in found.items() if name.startswith("sample")]
    words = [box for name, box in found.items() if not name.startswith(("edge", "sample"))]
    assert len(samples) == len(d._scene.legend.lines) == 7
    assert len(lines) >= 8
    assert len(words) > len(samples)
    for left, right, top, bottom in words:
        for a, b, c, e in lines:
            assert b < left or right < a or e < top or bottom < c


def every_kind() -> ArgumentMap:
    kinds = ("support", "attack", "entailment", "contrary", "contradiction", "rephrase")
    claims = [Claim(f"c{n}", "A city toll improves traffic.", by=council) for n in range(len(kinds) + 2)]
    relations = [Relation(kind, kind, [f"c{n + 1}"], ["c0"]) for n, kind in enumerate(kinds)]
    doubt = Relation("doubt", "undercut", ["c7"], ["support"])
    return ArgumentMap.of(council, *claims, *relations, doubt, title="Every kind of relation there is")


def test_cards_are_drawn_in_the_order_of_the_map_between_title_and_legend() -> None:
    d = draw(every_kind(), layout="network", page=None)
    classes = re.findall(r'class="(node \w+|edge)', d.svg)
    words = [name for name in classes if name != "edge"]
    assert words[0] == "node title"
    assert words[1:9] == ["node card"] * 8
    assert set(words[10:]) <= {"node party", "node key", "node notes"}
    assert re.findall(r'id="node-(c\d)"', d.svg) == [f"c{n}" for n in range(8)]


def test_the_size_of_text_enlarges_the_whole_picture() -> None:
    m = every_kind()
    usual, large = (draw(m, layout="network", page=None, size=size) for size in (9, 18))
    assert large.main_text_size == 2 * usual.main_text_size == 18
    assert large.size == pytest.approx([2 * side for side in usual.size], rel=0.01)
    assert large.to_dot().startswith("digraph argmap {\n\tgraph [size=")
    assert usual.to_dot().startswith("digraph argmap {\n\tgraph [layout=nop2")


def test_an_engine_that_does_not_tell_where_things_are_draws_all_by_itself() -> None:
    class Plain:
        name, formats = "plain", ("svg", "png")

        def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:
            return ENGINES["pure"].draw(dot, format, timeout=timeout, dpi=dpi)

    d = draw(every_kind(), layout="network", page=None, engine=Plain())
    assert "labelloc" in d.to_dot()
    assert "Every kind of relation" in texts(d.svg)
    assert d.to_png(dpi=30).startswith(b"\x89PNG")
