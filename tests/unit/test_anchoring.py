"""Finding quotes, verifying them, finding them again after an edit, and how much of a source they cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import argmap
from argmap import ArgumentMap, Claim, Evidence, Quantity, Quote, Relation, Source, Wording
from argmap.errors import InvalidMapError, QuoteError, UnknownIdError
from argmap.model.sources import digest
from argmap.quoting.anchoring import owned_quotes, reanchor, update_source, verify
from argmap.quoting.coverage import coverage
from argmap.quoting.matching import Passage, Verdict

TEXT = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.txt"
REPORT = Source.from_file("report", TEXT)
RELEASE = Source("release", "Fees were cut. Rents rose. Fees were cut again, and fees were cut once more.")


def refused(source: Source, words: str, **more: Any) -> QuoteError:
    with pytest.raises(QuoteError) as caught:
        source.quote(words, **more)
    return caught.value


def test_a_quote_holds_the_words_their_position_and_the_text_around_them() -> None:
    quote = REPORT.quote("there are no political prisoners")
    assert quote.exact == REPORT.text[quote.start : quote.end] == "there are no political prisoners"
    assert quote.prefix == "nt asserted. It emphasized that "
    assert quote.suffix == " in Cambodia, and the notion tha"
    assert quote.source == "report"
    assert verify(quote, REPORT).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("maintain public order and accountability", "maintain public o\n\nrder and accountability"),
        ("with 18 political parties", "with 18\n\npolitical parties"),
        ("founded on shared values and mutual respect", "founded on shared values an\n\nd mutual respect"),
    ],
)
def test_words_are_found_over_the_paragraph_breaks_inside_them(words: str, found: str) -> None:
    assert REPORT.quote(words).exact == found


def test_a_straight_apostrophe_finds_a_typographic_one_and_the_quote_has_that_of_the_source() -> None:
    quote = REPORT.quote("the resolution's allegations unjustly affect Cambodia's steadfast efforts")
    assert quote.exact == "the resolution’s allegations unjustly affect Cambodia’s steadfast efforts"
    assert verify(quote, REPORT).verdict is Verdict.EXACT


def test_a_typographic_apostrophe_finds_a_straight_one() -> None:
    assert Source("s", "The owners' view.").quote("owners’ view").exact == "owners' view"


def test_fidelity_is_part_of_the_quote() -> None:
    assert REPORT.quote("misleading and biased", fidelity="quotation").fidelity == "quotation"


def test_ambiguous_words_are_refused_with_every_place() -> None:
    error = refused(RELEASE, "were cut")
    assert error.verdict == "ambiguous"
    assert [p.start for p in error.passages] == [5, 32, 57]
    assert "line 1, column 6" in str(error)
    assert "line 1, column 33" in str(error)
    assert "occurrence=" in str(error)
    assert error.ids == ("release",)


def test_of_many_places_five_are_named_and_the_others_counted() -> None:
    error = refused(Source("s", "cut, " * 9), "cut")
    assert "(1: line 1, column 1, 2: line 1, column 6, " in str(error)
    assert "5: line 1, column 21 and 4 more) (name one" in str(error)
    assert len(error.passages) == 9
    few = refused(Source("s", "cut, cut"), "cut")
    assert str(few).startswith(
        "'cut' appears in 2 places of source 's' (1: line 1, column 1, 2: line 1, column 6) ("
    )


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({"occurrence": 1}, 5),
        ({"occurrence": 3}, 57),
        ({"prefix": "and fees "}, 57),
        ({"suffix": " again"}, 32),
        ({"prefix": "Fees ", "occurrence": 2}, 32),
    ],
)
def test_one_of_several_places_is_chosen(more: dict[str, Any], start: int) -> None:
    assert RELEASE.quote("were cut", **more).start == start


def test_an_occurrence_after_the_last_is_refused() -> None:
    assert "3 times" in str(refused(RELEASE, "were cut", occurrence=4))


def test_near_words_are_refused_with_the_passage_and_how_alike_it_is() -> None:
    error = refused(REPORT, "there are few political prisoners in Cambodia")
    assert error.verdict == "near"
    assert error.passages[0].text == "there are no political prisoners in Cambodia"
    assert "'there are no political prisoners in Cambodia' (9" in str(error)
    assert "line 5, column" in str(error)
    assert error.found == "there are few political prisoners in Cambodia"


def test_absent_words_are_refused() -> None:
    error = refused(REPORT, "quantum chromodynamics requires eight gluons")
    assert error.verdict == "absent"
    assert "is not in source 'report'" in str(error)


def test_long_words_are_cut_in_the_message() -> None:
    assert len(str(refused(RELEASE, "x" * 100_000))) < 400


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u00ad"])
def test_words_without_visible_characters_are_refused(words: str) -> None:
    assert "nothing to find" in str(refused(RELEASE, words))


def test_a_source_without_text_gives_a_hint_how_to_add_one() -> None:
    assert "Source.from_file" in str(refused(Source("s"), "words"))


# Verifying


def test_the_stated_position_is_tried_first() -> None:
    match = verify(Quote("release", "were cut", 32, 40), RELEASE)
    assert (match.verdict, match.passages[0].start) == (Verdict.EXACT, 32)


def test_words_at_their_place_are_as_like_as_can_be() -> None:
    for exact, verdict in (("were cut", "exact"), ("were  cut", "normalised")):
        match = verify(Quote("release", exact, 5, 13), RELEASE)
        assert (match.verdict, match.passages) == (verdict, (Passage(5, 13, "were cut", 1.0),))


def test_words_elsewhere_than_stated_are_found() -> None:
    match = verify(Quote("release", "Rents rose", 0, 10), RELEASE)
    assert (match.verdict, match.passages[0].start) == (Verdict.EXACT, 15)


def test_words_that_differ_in_typesetting_are_normalised() -> None:
    start = REPORT.text.index("public o\n\nrder")
    match = verify(Quote("report", "public order and", start, start + 18), REPORT)
    assert match.verdict is Verdict.NORMALISED
    assert match.passages[0].text == "public o\n\nrder and"


@pytest.mark.parametrize(
    ("exact", "verdict"),
    [
        ("were cut", "ambiguous"),
        ("Rents rise", "near"),
        ("gluons", "absent"),
        ("", "absent"),
        ("\u200b", "absent"),
    ],
)
def test_other_verdicts(exact: str, verdict: str) -> None:
    assert verify(Quote("release", exact), RELEASE).verdict == verdict


def test_a_position_after_the_end_of_the_text_is_ignored() -> None:
    assert verify(Quote("release", "Rents rose", 900, 910), RELEASE).passages[0].start == 15


def test_a_quote_is_verified_in_its_own_source_only() -> None:
    with pytest.raises(QuoteError, match="from 'report', not from 'release'"):
        verify(Quote("report", "x"), RELEASE)
    with pytest.raises(QuoteError, match="no text"):
        verify(Quote("release", "x"), Source("release"))


# Edits


def edited(source: Source, old: str, new: str) -> Source:
    assert old in source.text
    return Source(source.id, source.text.replace(old, new, 1))


def test_words_edited_themselves_are_found_by_likeness() -> None:
    quote = RELEASE.quote("Rents rose")
    now = edited(RELEASE, "Rents rose", "Our rents rose")
    assert reanchor(quote, edited(RELEASE, "Rents rose", "Rent rose")).exact == "Rent rose"
    assert verify(quote, now).verdict is Verdict.NEAR


def test_removed_words_are_refused() -> None:
    quote = RELEASE.quote("Rents rose")
    with pytest.raises(QuoteError) as caught:
        reanchor(quote, Source("release", "Nothing of the kind happened."))
    assert caught.value.verdict in ("absent", "near")


def test_moved_words_are_not_confused_with_the_same_words_at_their_old_position() -> None:
    quote = Source("s", "They say: fees were cut.").quote("fees were cut")
    now = Source("s", "We said : fees were cut. They say: fees were cut.")
    assert now.text[quote.start : quote.end] == quote.exact
    assert reanchor(quote, now).start == now.text.rindex("fees")


@pytest.mark.parametrize(
    ("context", "start"),
    [
        ({"prefix": "In May ", "suffix": " once."}, 7),
        ({"suffix": " twice."}, 31),
        ({"suffix": " once."}, 7),
        ({"prefix": "In June "}, 31),
    ],
)
@pytest.mark.parametrize("stated", [(), (0, 10), (90, 99)])
def test_either_side_of_a_quote_tells_places_apart(
    stated: tuple[int, int], context: dict[str, Any], start: int
) -> None:
    source = Source("s", "In May fees rose once. In June fees rose twice.")
    quote = Quote("s", "fees rose", *stated, **context)
    match = verify(quote, source)
    assert (match.verdict, [p.start for p in match.passages]) == ("exact", [start])
    assert reanchor(quote, source).start == start


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("Rents rose in May.", "Rents rose. Rents rose in May.", 18),  # what follows tells them apart
        ("In May rents rose.", "In June rents rose. In May rents rose.", 33),
        ("So rents rose.", "He says rents rose. So rents rose.", 29),  # what goes before
    ],
)
def test_words_move_with_what_is_around_them(old: str, new: str, start: int) -> None:
    quote = Source("s", old).quote("rose")
    assert reanchor(quote, Source("s", new)).start == start


def test_the_text_on_both_sides_must_agree_for_words_to_stay() -> None:
    """Each side alone would leave the quote where the same words were put before it."""
    before, after = (
        Quote("s", "fee", 2, 5, prefix="A ", suffix=" B"),
        Quote("s", "fee", 2, 5, prefix="C ", suffix=" D"),
    )
    source = Source("s", "A fee D. C fee B. A fee B. C fee D.")
    assert reanchor(before, source).start == 20
    assert reanchor(after, source).start == 29


def test_words_whose_surroundings_changed_stay_where_they_are() -> None:
    quote = RELEASE.quote("Rents rose")
    now = edited(RELEASE, "Fees were cut. ", "Fees grew, and ")
    assert reanchor(quote, now).start == quote.start
    assert reanchor(quote, now).prefix == "Fees grew, and "


def test_fidelity_survives_an_edit() -> None:
    quote = RELEASE.quote("Rents rose", fidelity="compression")
    assert reanchor(quote, edited(RELEASE, "Fees", "All fees")).fidelity == "compression"


def everywhere(source: Source) -> ArgumentMap:
    """A map with a quote in every place where one may stand."""
    rose, again = source.quote("Rents rose"), source.quote("cut again")
    claim = Claim("c", "Rents rose.", quotes=[rose], wordings=[Wording("Rents went up.", quotes=[again])])
    fact = Evidence("e", "Cut.", quotes=[again], figures=[Quantity(1, quote=source.quote("once"))])
    relation = Relation("r", "support", ["e"], ["c"], quotes=[rose])
    spoken = argmap.Utterance("u", "Rents rose.", quotes=[rose])
    step = argmap.Argument("a", "So.", quotes=[rose])
    figure = Quantity(1, quote=source.quote("once"))
    source = evolve(source, provenance=argmap.Provenance(figures=figure, quotes=rose))
    return ArgumentMap.of(
        source, claim, fact, relation, spoken, step, title="T", metadata={"k": 1}, data={"x": 2}
    )


def test_update_source_moves_every_quote_and_changes_nothing_else() -> None:
    m = everywhere(RELEASE)
    issued = m["release"].provenance  # type: ignore[union-attr]
    longer = Source("release", "Here is what happened. " + RELEASE.text, provenance=issued)
    after = update_source(m, longer)
    before_quotes, after_quotes = list(owned_quotes(m)), list(owned_quotes(after))
    assert len(before_quotes) == len(after_quotes) == 9
    for (_, old), (_, new) in zip(before_quotes, after_quotes, strict=True):
        assert old.start is not None
        assert (new.start, new.exact) == (old.start + 23, old.exact)
    moved = after["release"].provenance  # type: ignore[union-attr]
    assert update_source(after, evolve(RELEASE, provenance=moved)) == m
    assert (after.title, after.metadata, after.data) == (m.title, m.metadata, m.data)
    assert not argmap.check(after)[1:]  # but for what is unconnected


def test_update_source_lists_every_removed_quote() -> None:
    with pytest.raises(InvalidMapError) as caught:
        update_source(everywhere(RELEASE), Source("release", "Quite another matter: 12345."))
    assert len(caught.value.exceptions) == 7
    assert caught.value.message == "7 quotes are not in the edited source 'release'"
    assert set(caught.value.ids) == {"c", "e", "r", "u", "a", "release"}


def test_quotes_of_other_sources_are_unchanged() -> None:
    other = Source("other", "Rents rose.")
    claim = Claim("c", quotes=[other.quote("Rents rose"), RELEASE.quote("Rents rose")])
    after = update_source(ArgumentMap.of(other, RELEASE, claim), Source("release", "So: Rents rose."))
    assert [q.start for q in after.claims[0].quotes] == [0, 4]


@pytest.mark.parametrize("id", ["nobody", "c"])
def test_only_a_source_of_the_map_can_be_updated(id: str) -> None:
    with pytest.raises(UnknownIdError):
        update_source(ArgumentMap.of(Claim("c", "x")), Source(id, "text"))


# Coverage


def test_coverage_of_a_map_without_quotes_is_nothing() -> None:
    found = coverage(ArgumentMap.of(RELEASE), "release")
    assert (found.share, found.covered, [p.text for p in found.uncovered]) == (0, (), [RELEASE.text])


def test_overlapping_quotes_count_once() -> None:
    claim = Claim("c", quotes=[RELEASE.quote("Rents rose"), RELEASE.quote("cut. Rents rose")])
    found = coverage(ArgumentMap.of(RELEASE, claim), RELEASE)
    assert [p.text for p in found.covered] == ["cut. Rents rose"]
    assert found.share == pytest.approx(13 / len(RELEASE.text.replace(" ", "")))


def test_a_quote_covers_only_its_words() -> None:
    wrong = Quote("release", "Taxes rose.", 0, len(RELEASE.text))
    unplaced = Quote("release", "Rents rose")
    assert coverage(ArgumentMap.of(RELEASE, Claim("c", quotes=[wrong])), RELEASE).share == 0
    found = coverage(ArgumentMap.of(RELEASE, Claim("c", quotes=[unplaced])), RELEASE)
    assert [p.text for p in found.covered] == ["Rents rose"]


def test_a_quote_of_other_words_covers_nothing_and_none_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is alike is no quote; to look for it takes the most time."""

    def refuse(*_: object) -> None:
        raise AssertionError("looked for what is alike")

    source = Source("s", "Rents rose in May.")
    m = ArgumentMap.of(source, Claim("c", "x", quotes=Quote("s", "Rents rise in May.", 0, 18)))
    assert verify(m.claims[0].quotes[0], source).verdict == "near"
    monkeypatch.setattr("argmap.quoting.matching.nearest_passage", refuse)
    assert coverage(m, source).share == 0


def test_passages_set_aside_count_neither_as_text_nor_as_covered() -> None:
    source = Source("s", "The mayor said that rents rose.")
    m = ArgumentMap.of(source, Claim("c", quotes=[source.quote("rents rose.")]))
    found = coverage(m, source, aside=[source.quote("The mayor said that")])
    assert (found.share, [p.text for p in found.covered], found.uncovered) == (1, ["rents rose."], ())


def test_a_passage_set_aside_inside_a_quote_divides_it() -> None:
    source = Source("s", "Rents, he said, rose.")
    m = ArgumentMap.of(source, Claim("c", quotes=[source.quote(source.text)]))
    found = coverage(m, source, aside=[source.quote("he said,")])
    assert [p.text for p in found.covered] == ["Rents, ", " rose."]
    assert found.share == 1


def test_coverage_needs_a_source_with_text() -> None:
    with pytest.raises(QuoteError, match="not a source with a text"):
        coverage(ArgumentMap.of(Claim("c")), "c")
    with pytest.raises(QuoteError, match="not a source with a text"):
        coverage(ArgumentMap.of(Source("s")), "s")
    with pytest.raises(UnknownIdError):
        coverage(ArgumentMap.of(), "s")


# The digest


def test_a_digest_reveals_a_changed_text() -> None:
    changed = Source("release", RELEASE.text + " And then?", sha256=RELEASE.sha256)
    claim = Claim("c", "Rents rose.", quotes=[RELEASE.quote("Rents rose")])
    assert [f.ids for f in argmap.check(ArgumentMap.of(changed, claim), "source-changed")] == [("release",)]
    assert argmap.check(ArgumentMap.of(RELEASE, claim), "source-changed") == ()
    assert digest(RELEASE.text) == RELEASE.sha256


def test_words_stay_where_they_are_if_their_context_is_in_no_place() -> None:
    quote = Source("s", "They say: fees were cut.").quote("fees were cut")
    now = Source("s", "We read : fees were cut. It is true: fees were cut. Are fees were cut?")
    assert now.text[quote.start : quote.end] == quote.exact
    assert reanchor(quote, now).start == quote.start
