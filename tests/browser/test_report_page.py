"""The report of a map as a web page in a real browser: for readers who look, who listen, and on paper."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import argmap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEED: Final = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
SIZES: Final = {"wide": (1400, 900), "phone": (390, 844)}

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> str:
    pytest.importorskip("jinja2", reason="the extra report is not installed")
    path = tmp_path_factory.mktemp("report") / "report.html"
    argmap.report(argmap.load(SEED), path)
    return path.as_uri()


def opened(browser: Browser, address: str, size: str, scheme: str = "light") -> Page:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(seed: str, browser: Browser, size: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = opened(browser, seed, size, scheme)
    found = axe.run(page).response["violations"]
    page.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_headings_descend_one_level_at_a_time(seed: str, browser: Browser) -> None:
    page = opened(browser, seed, "wide")
    levels = page.eval_on_selector_all("h1, h2, h3", "all => all.map(h => Number(h.tagName[1]))")
    page.close()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_link_inside_leads_somewhere(seed: str, browser: Browser) -> None:
    page = opened(browser, seed, "wide")
    lost = page.eval_on_selector_all(
        "a[href^='#']", "all => all.map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"
    )
    page.close()
    assert lost == []


def test_it_is_no_wider_than_a_phone(seed: str, browser: Browser) -> None:
    page = opened(browser, seed, "phone")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= SIZES["phone"][0]


def test_the_first_printed_page_is_not_blank(seed: str, browser: Browser) -> None:
    page = opened(browser, seed, "wide")
    page.emulate_media(media="print")
    top = page.locator("h1").evaluate("h => h.getBoundingClientRect().top")
    figure = page.locator("figure svg").first.evaluate("svg => svg.getBoundingClientRect().height")
    page.close()
    assert top < 100
    assert figure < 215 / 25.4 * 96 + 1


def test_a_screen_reader_gets_landmarks_pictures_with_words_and_tables_with_headings(
    seed: str, browser: Browser
) -> None:
    page = opened(browser, seed, "wide")
    landmarks = page.eval_on_selector_all("header, nav, main", "all => all.map(e => e.tagName)")
    parts = page.eval_on_selector_all(
        "main > section",
        "all => all.map(e => document.getElementById(e.getAttribute('aria-labelledby')).textContent)",
    )
    pictures = page.eval_on_selector_all(
        "figure svg",
        "all => all.map(e => [e.getAttribute('role'), e.querySelector('title, desc')?.textContent])",
    )
    tables = page.eval_on_selector_all(
        "table",
        "all => all.map(t => [t.caption.textContent, t.tHead.querySelectorAll('th[scope=col]').length,"
        " [...t.tBodies[0].rows].every(r => r.cells[0].scope == 'row'"
        " && r.cells.length == t.tHead.rows[0].cells.length)])",
    )
    page.close()
    assert landmarks == ["HEADER", "NAV", "MAIN"]
    assert parts[0] == "In brief"
    assert len(parts) == len({*parts}) == 10
    assert [role for role, _ in pictures] == ["graphics-document document"] * len(pictures)
    assert all(words for _, words in pictures)
    assert [caption.split(".")[0] for caption, _, _ in tables] == [
        f"Table {n}" for n in range(1, len(tables) + 1)
    ]
    assert all(columns >= 2 and complete for _, columns, complete in tables)


def test_pictures_are_neither_tiny_nor_huge(seed: str, browser: Browser) -> None:
    for size in SIZES:
        page = opened(browser, seed, size)
        ratios = page.eval_on_selector_all(
            "figure svg",
            "all => all.map(e => e.getBoundingClientRect().width / e.width.baseVal.valueInSpecifiedUnits)",
        )
        page.close()
        assert all(1.1 < ratio < 2 for ratio in ratios)  # pixels of the screen a point of the paper
