"""Figures in words: what is printed is read back, and words are one figure or refused."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from argmap import Qualifier, Quantity
from argmap.errors import ArgmapError, FormatError
from argmap.model.kinds import QUALIFIERS
from argmap.testing import quantities

NUMBERS = (
    st.integers(-(10**15), 10**15)
    | st.integers(-(10**6), 10**6).map(lambda n: n / 1000)
    | st.integers(-(10**4), 10**4).map(lambda n: n * 10**6)
    | st.integers(0, 10**5).map(lambda n: n * 10**4)
)
UNITS = st.sampled_from(
    (
        "",
        "percent",
        "people",
        "organizations",
        "km2",
        "US$",
        "€",
        "£",
        "KHR",
        "$ a month",
        "COVID-19 cases",
        "°C",
    )
)
OF = st.sampled_from(("", "voters", "1,200 tenants", "the members of the council"))
DATES = st.dates().map(str).flatmap(lambda date: st.sampled_from((date, date[:7], date[:4])))
WORDS = st.sampled_from(
    (
        *QUALIFIERS,
        "35",
        "1,500",
        "2.5",
        "US$",
        "€",
        "%",
        "percent",
        "people",
        "of",
        "or more",
        "million",
        "and",
        "May",
    )
)


@given(NUMBERS, UNITS, st.sampled_from(Qualifier), OF)
def test_what_is_printed_is_read_back(value: float, unit: str, qualifier: str, of: str) -> None:
    figure = Quantity(value, unit, qualifier=qualifier, of=of)
    assert Quantity.parse(str(figure)) == figure


@given(DATES)
def test_dates_that_are_printed_are_read_back(date: str) -> None:
    figure = Quantity(date, "date")
    assert Quantity.parse(str(figure)) == figure


@given(quantities(hostile=True))
def test_every_figure_is_printed_and_is_no_other_where_it_is_read(figure: Quantity) -> None:
    printed = str(figure)
    assert printed
    try:
        found = Quantity.parse(printed)
    except FormatError:
        return
    if not (figure.when or figure.baseline or figure.of or figure.unit):
        assert found == evolve(figure, quote=None)


@given(st.lists(WORDS | st.text(max_size=3), max_size=6).map(" ".join))
def test_words_are_one_figure_or_refused(words: str) -> None:
    try:
        figure = Quantity.parse(words)
    except FormatError:
        return
    assert Quantity.parse(str(figure)) == figure


@pytest.mark.parametrize(("word", "known"), QUALIFIERS.items())
def test_every_word_of_a_qualifier_is_read(word: str, known: Qualifier) -> None:
    assert Quantity.parse(f"{word} 35 people") == Quantity(35, "people", qualifier=known)
    assert Quantity.parse(f"{word.capitalize()} €3") == Quantity(3, "€", qualifier=known)
    assert Quantity(35, qualifier=word.upper()).qualifier is known
    assert Qualifier(word) is known


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (Quantity(35, "people", qualifier="around"), "about 35 people"),
        (Quantity(6317, "organizations", qualifier="over"), "over 6,317 organizations"),
        (Quantity(1_500_000, "US$"), "US$ 1.5 million"),
        (Quantity(1_234_567_000, "€"), "€ 1,234.567 million"),
        (Quantity(2_000_000_000, "KHR a year"), "KHR 2 billion a year"),
        (Quantity(1_234_567, "€"), "€ 1,234,567"),
        (Quantity(-1_500_000, "$"), "$ -1.5 million"),
        (Quantity(1_500_000, "people"), "1,500,000 people"),
        (Quantity(84.5, "percent", of="voters"), "84.5 percent of voters"),
        (Quantity("2024-03-04", "date"), "4 March 2024"),
        (Quantity("2024-03", "date", of="receipt"), "March 2024 (receipt)"),
        (
            Quantity(74.21, "percent", of="organizations", when="2024-03", baseline="2016"),
            "74.21 percent of organizations (March 2024, compared with 2016)",
        ),
        (Quantity("-0044-03-15", "date"), "-0044-03-15"),
        (Quantity(0), "0"),
    ],
)
def test_figures_are_printed_as_reports_have_them(figure: Quantity, printed: str) -> None:
    assert str(figure) == printed


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("35 people or more", Quantity(35, "people", qualifier="at least")),
        ("35 people or fewer of those asked", Quantity(35, "people", qualifier="at most", of="those asked")),
        ("approx. 35", Quantity(35, qualifier="about")),
        ("c.35", Quantity(35, qualifier="about")),
        ("1.2345 thousand", Quantity(1234.5)),
        ("0.5 million euros", Quantity(500_000, "euros")),
        ("≥3%", Quantity(3, "percent", qualifier="at least")),
        ("A  MINIMUM OF 3".replace("  ", " "), Quantity(3, qualifier="at least")),
    ],
)
def test_figures_are_read_as_people_write_them(words: str, figure: Quantity) -> None:
    assert Quantity.parse(words) == figure


@pytest.mark.parametrize(
    "words", ["", "many", "3-5 people", "between 3 and 5", "a dozen", "1.5.2024", "3, 4", "+"]
)
def test_what_is_no_figure_is_refused_with_the_way_to_state_it(words: str) -> None:
    with pytest.raises(ArgmapError, match="where a figure is expected") as caught:
        Quantity.parse(words)
    assert caught.value.found == words
    assert caught.value.expected == "a number with its unit, or a date"
    assert "Quantity(84.5, 'percent', of='voters')" in caught.value.hint or "write 1.5" in caught.value.hint
