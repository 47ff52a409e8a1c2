"""The web page of a map in a real browser: picture, source text and elements joined, by mouse, keyboard and link.

Skipped where there is no Chromium or the extra ``browser`` is not installed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    Opened = Callable[..., Page]

SEED: Final = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
WIDE: Final = (1400, 900)
PHONE: Final = (390, 844)
HOSTILE: Final = (
    "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'> ${1} {{1}} <!--"
)

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "map.html"
    argmap.render(argmap.load(SEED), path)
    return path.as_uri()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens an address in a window of a size; when a test ends, no script has failed and nothing was fetched."""
    pages: list[Page] = []
    wrong: list[str] = []

    def open_(address: str, size: tuple[int, int] = WIDE) -> Page:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on(
            "request",
            lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None,
        )
        page.goto(address)
        page.wait_for_timeout(100)
        pages.append(page)
        return page

    yield open_
    for page in pages:
        page.close()
    assert wrong == []


def chosen(page: Page) -> list[str]:
    """The ids of the elements that the page shows as chosen."""
    return page.locator("#the-choice dt strong").all_inner_texts()


def marked(page: Page) -> list[str]:
    """The ids of the cards that are marked."""
    return [
        id.removeprefix("node-")
        for id in page.eval_on_selector_all(".card.chosen", "all => all.map(g => g.id)")
    ]


def words(page: Page) -> str:
    """The marked words of the source text."""
    return "".join(page.eval_on_selector_all(".passage.chosen", "all => all.map(a => a.textContent)"))


def test_a_click_on_a_card_shows_its_words(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.click("#node-C3")
    assert chosen(page) == marked(page) == ["C3"]
    assert "there are no political prisoners in Cambodia" in words(page)
    assert page.locator(".passage.chosen").first.is_visible()
    assert page.evaluate("location.hash") == "#C3"


def test_a_click_on_a_row_of_evidence_shows_that_of_its_card(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.locator("#node-C8 text", has_text="E4").click()
    assert chosen(page) == ["E4"]
    assert marked(page) == ["C8"]
    assert "nearly 2,000 traditional and digital media outlets" in words(page)


def test_a_click_on_a_passage_marks_all_that_quotes_it(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.locator(".passage", has_text="unjustly affect Cambodia’s steadfast").first.click()
    assert chosen(page) == ["C7"]
    page.locator(".passage", has_text="The European Parliament’s calls for").first.click()
    assert sorted(chosen(page)) == sorted(marked(page)) == ["C2", "X2"]


def test_a_link_leads_to_a_box(seed: str, opened: Opened) -> None:
    page = opened(f"{seed}#E11")
    assert chosen(page) == ["E11"]
    assert marked(page) == ["C11"]
    assert page.locator("#node-C11").is_visible()
    page.click("#the-choice .bearing a")
    assert chosen(page) == ["C11"]
    page.keyboard.press("Escape")
    assert chosen(page) == []


def test_all_of_it_can_be_done_with_the_keyboard(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.locator("#node-T1").focus()
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.id")
    assert focused == "node-R1"
    page.keyboard.press("Enter")
    assert chosen(page) == ["R1"]
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.id") == "node-T1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "search"
    page.keyboard.type("turnout")
    page.keyboard.press("Enter")
    assert chosen(page) == ["E9"]
    assert page.evaluate("document.querySelectorAll('.card[tabindex=\"0\"]').length") == 1


def test_folding_hides_a_branch_and_says_how_much(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.click("#node-C10")
    page.keyboard.press("f")
    assert page.locator("#node-C10 .badge text").text_content() == "+4"
    page.click("#node-C7")
    page.click("button[name=fold]")
    assert page.locator("#node-C7 .badge text").text_content() == "+16"
    assert page.locator("#node-C10").evaluate("g => getComputedStyle(g).visibility") == "hidden"
    assert page.locator("#node-C7").get_attribute("aria-expanded") == "false"
    page.click("button[name=unfold]")
    assert page.locator(".away").count() == 0


def test_what_is_behind_a_fold_is_shown_when_it_is_chosen(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.click("#node-C7")
    page.keyboard.press("f")
    page.locator(".passage", has_text="84.59 percent").first.click()
    assert page.locator(".away").count() == 0


def test_filters_and_the_search_fade_the_others(seed: str, opened: Opened) -> None:
    page = opened(seed)
    page.click("summary")
    page.get_by_label("European Parliament", exact=True).uncheck()
    faded = set(page.eval_on_selector_all(".card.faded", "all => all.map(g => g.id)"))
    assert faded == {"node-X1", "node-X2", "node-X3"}
    before = page.locator("g.edge:not(.away)").count()
    page.get_by_label("attacks", exact=True).uncheck()
    assert page.locator("g.edge:not(.away)").count() < before
    page.get_by_label("European Parliament", exact=True).check()
    page.fill("input[name=search]", "election")
    assert page.locator("output").inner_text() == "5 of 31"
    assert not page.locator("#node-C10").evaluate("g => g.classList.contains('faded')")
    assert page.locator("#node-C3").evaluate("g => g.classList.contains('faded')")


def test_it_zooms_and_fits(seed: str, opened: Opened) -> None:
    page = opened(seed)
    width = "document.querySelector('#the-diagram svg').getBoundingClientRect().width"
    first = page.evaluate(width)
    page.click("button[name=in]")
    assert page.evaluate(width) == pytest.approx(first * 1.25, rel=0.01)
    page.click("button[name=fit]")
    assert (
        page.evaluate("document.querySelector('#the-diagram svg').getBoundingClientRect().bottom") <= WIDE[1]
    )


def test_axe_finds_nothing(seed: str, opened: Opened) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    for size in (WIDE, PHONE):
        page = opened(f"{seed}#C7", size)
        found = axe.run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_a_phone_scrolls_in_one_direction_only(seed: str, opened: Opened) -> None:
    page = opened(seed, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.click("#node-R1")
    assert chosen(page) == ["R1"]


def test_without_scripts_all_of_it_is_there(seed: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seed)
    assert page.locator(".box").count() == 31
    assert not page.locator("#the-tools").is_visible()
    assert page.locator("#the-diagram svg").is_visible()
    page.locator("sup a", has_text="C3").click()
    assert page.url.endswith("#C3")
    context.close()


def hostile() -> ArgumentMap:
    party = Party("p", HOSTILE, role="speaker")
    source = Source("s", f"Before. {HOSTILE} After.", title=HOSTILE)
    claims = [
        Claim(HOSTILE, HOSTILE, by=party, quotes=[source.quote(HOSTILE)]),
        Claim("node-x", "Rents."),
        Claim("x", "Fees."),
        Claim("the-map", "An id of the page."),
        Claim("a b", "A space."),
    ]
    joined = [claims[n + 1].supports(claims[n]) for n in range(4)]
    return ArgumentMap.of(party, source, *claims, *joined, claims[0].attacks(joined[1].id), title=HOSTILE)


def test_hostile_text_is_shown_and_never_run(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text(argmap.draw(hostile()).to_html(), encoding="utf-8")
    page = opened((tmp_path / "map.html").as_uri())
    assert page.evaluate("window.hurt") is None
    assert page.locator("h1").inner_text() == HOSTILE
    page.locator(".passage").click()
    assert chosen(page) == [HOSTILE]
    for id in ("node-x", "x", "the-map", "a b"):
        page.evaluate("hash => { location.hash = hash }", "#" + id)
        page.wait_for_timeout(50)
        assert chosen(page) == [id]
        assert marked(page) == [id]
    assert page.evaluate("window.hurt") is None


def test_circles_fold_and_unfold(opened: Opened, tmp_path: Path) -> None:
    a, b, c = Claim("a", "A."), Claim("b", "B."), Claim("c", "C.")
    m = ArgumentMap.of(a, b, c, a.supports(b), b.supports(c), c.supports(a), a.attacks(a))
    argmap.render(m, tmp_path / "map.html")
    page = opened((tmp_path / "map.html").as_uri())
    page.click("#node-a")
    page.keyboard.press("f")
    assert page.locator("#node-a").evaluate("g => getComputedStyle(g).visibility") == "visible"
    assert page.locator("#node-a .badge text").text_content() == "+2"


@pytest.mark.parametrize("style", ["report", "gsn"])
def test_three_hundred_claims_stay_fluid(style: str, opened: Opened, tmp_path: Path) -> None:
    top = Claim("c0", "The claim that everything bears on.")
    claims = [
        Claim(f"c{n}", f"Claim number {n} says something of some length about rents.") for n in range(1, 300)
    ]
    facts = [Evidence(f"e{n}", f"Fact {n}.") for n in range(20)]
    everything = [top, *claims]
    joined = [claim.supports(everything[n // 3]) for n, claim in enumerate(claims)]
    joined += [fact.supports(claims[n]) for n, fact in enumerate(facts)]
    argmap.draw(ArgumentMap.of(*everything, *facts, *joined), style=style, page=None).save(
        tmp_path / "map.html"
    )
    page = opened((tmp_path / "map.html").as_uri())
    page.click("button[name=fit]")
    assert page.locator(".card").count() >= 300
    page.evaluate("location.hash = '#c299'")
    page.wait_for_timeout(100)
    assert chosen(page) == ["c299"]


def test_numbered_figures_share_one_page(opened: Opened, tmp_path: Path) -> None:
    argmap.render(argmap.load(SEED), tmp_path / "map.html", figures=True, page="a4", min_text=9)
    page = opened((tmp_path / "map.html").as_uri())
    assert page.locator("figure").count() > 1
    page.locator("sup a", has_text="C10").click()
    assert chosen(page) == ["C10"]
    assert "C10" in marked(page)
