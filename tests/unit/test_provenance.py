"""What a map does with the provenance of its sources: follow, remove, rename, read, cover."""

from __future__ import annotations

import pytest
from attrs import evolve

import argmap
from argmap import ArgumentMap, Claim, Party, Provenance, Quantity, Quote, Source
from argmap.errors import ArgmapError, InUseError, InvalidFileError, InvalidMapError, RecordError
from argmap.exchange.registry import FORMATS
from argmap.model.references import renamed

TEXT = "Riverside, 4 March 2024. Rents rose."
ISSUED = Quantity("2024-03-04", "date", quote=Quote("letter", "4 March 2024", 11, 23))
PROVENANCE = Provenance(
    ["council", "mayor"],
    to="tenants",
    via=["gazette"],
    place="Riverside",
    figures=ISSUED,
    quotes=Quote("letter", "Riverside,", 0, 10),
    note="No head.",
)
PARTIES = [Party(i) for i in ("council", "mayor", "tenants", "gazette")]
LETTER = Source("letter", TEXT, provenance=PROVENANCE)
ANSWER = Source("answer", provenance=Provenance("tenants", quotes=Quote("letter", "Rents rose.", 25, 36)))
M = ArgumentMap.of(*PARTIES, LETTER, ANSWER)


def test_fields_take_one_or_several_records_or_ids() -> None:
    assert Provenance(Party("council")).by == Provenance("council").by == ("council",)
    assert PROVENANCE.figures == (ISSUED,)
    assert Source("s").provenance is None
    assert repr(Provenance("council", place="Riverside")) == "Provenance(('council',), place='Riverside')"
    with pytest.raises(RecordError, match="found a str where a Provenance is expected"):
        Source("s", provenance="council")  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="has no field 'plaec', expected one of: by, to, via, place"):
        Provenance(plaec="Riverside")  # type: ignore[call-arg]


def test_what_it_names_must_be_in_the_map() -> None:
    with pytest.raises(InvalidMapError) as caught:
        ArgumentMap.of(
            *PARTIES[1:], LETTER, evolve(ANSWER, provenance=Provenance(quotes=Quote("lettr", "x")))
        )
    assert [(p.path, p.nearest) for p in caught.value.exceptions] == [
        ("$.sources[0].provenance.by[0]", None),
        ("$.sources[1].provenance.quotes[0].source", "letter"),
    ]


def test_removal_takes_what_names_the_removed_out_of_it() -> None:
    with pytest.raises(InUseError, match="cannot remove 'mayor': used by 'letter'"):
        M.without("mayor")
    left = M.without("mayor", "gazette", cascade=True)["letter"]
    assert left == evolve(LETTER, provenance=evolve(PROVENANCE, by="council", via=()))
    with pytest.raises(InUseError, match="cannot remove 'letter': used by 'answer'"):
        M.without("letter")
    assert M.without("letter", cascade=True)["answer"] == evolve(ANSWER, provenance=Provenance("tenants"))
    assert M.without("letter", "answer").sources == ()


def test_a_part_of_a_map_has_the_parties_and_sources_that_it_names() -> None:
    assert [r.id for r in M.subset(["answer"])] == [
        "council",
        "mayor",
        "tenants",
        "gazette",
        "letter",
        "answer",
    ]


def test_it_is_renamed_with_what_it_names() -> None:
    new = renamed(LETTER, {"letter": "brief", "mayor": "bm", "tenants": "t"}).provenance
    quotes = [Quote("brief", "Riverside,", 0, 10)]
    figure = evolve(ISSUED, quote=Quote("brief", "4 March 2024", 11, 23))
    assert new == evolve(PROVENANCE, by=["council", "bm"], to="t", quotes=quotes, figures=figure)


def test_the_words_of_the_date_line_are_covered_by_it() -> None:
    claim = Claim("rose", quotes=[LETTER.quote("Rents rose.")])
    covered = argmap.coverage(ArgumentMap.of(*PARTIES, LETTER, claim), "letter")
    assert [p.text for p in covered.uncovered] == ["."]


@pytest.mark.parametrize("format", ["argmap-json", "argdown"])
def test_both_own_formats_hold_it(format: str) -> None:
    assert argmap.losses(M, format) == ()
    assert argmap.loads(argmap.dumps(M, format=format), format=format) == M
    empty = ArgumentMap.of(Source("s", provenance=Provenance()))
    assert argmap.loads(argmap.dumps(empty, format=format), format=format) == empty


@pytest.mark.parametrize("format", [f.name for f in FORMATS if f.writes])
def test_every_format_keeps_it_or_reports_that_it_is_lost(format: str) -> None:
    claim = Claim("rose", "Rents rose.", quotes=[LETTER.quote("Rents rose.")])
    other = Claim("fell", "Rents fell.", by="tenants")
    m = M.add(claim, other, other.attacks(claim))
    lost = {(loss.id, loss.field) for loss in argmap.losses(m, format)}
    if format in ("argmap-json", "argdown", "markdown", "graphml", "gexf"):
        assert lost == set()
        back = argmap.loads(argmap.dumps(m, format=format), format=format)
        assert back.sources == m.sources
        return
    for i in ("letter", "answer"):
        assert lost & {(i, ""), (i, "provenance")}


@pytest.mark.parametrize(
    ("stated", "path", "message"),
    [
        ('{"by": ["a"], "plaec": "x"}', "", "unknown key 'plaec'"),
        ('{"place": 3}', ".place", "expected str, got int"),
        ('{"figures": [{"value": "soon", "unit": "date"}]}', ".figures[0]", "quantity 'soon' is text"),
    ],
)
def test_mistakes_in_json_have_their_paths(stated: str, path: str, message: str) -> None:
    with pytest.raises(InvalidFileError) as caught:
        argmap.loads(f'{{"argmap": "1.0", "sources": [{{"id": "s", "provenance": {stated}}}]}}')
    (problem,) = caught.value.exceptions
    assert isinstance(problem, ArgmapError)
    assert problem.path == f"$.sources[0].provenance{path}"
    assert message in problem.message


HEAD = """===
sources:
  letter:
    text: Riverside, 4 March 2024. Rents rose.
    provenance: {}
parties: {{council: , mayor: }}
===
"""


def test_it_is_written_in_argdown_as_authors_do() -> None:
    stated = (
        "{by: council, to: [mayor], place: Riverside, "
        'figures: [{value: 2024-03-04, unit: date, quote: "4 March 2024"}], quote: "Riverside,"}'
    )
    m = argmap.loads(HEAD.format(stated), format="argdown")
    letter = Source("letter", TEXT)
    issued = Quantity("2024-03-04", "date", quote=letter.quote("4 March 2024"))
    assert m.sources[0].provenance == Provenance(
        "council", to="mayor", place="Riverside", figures=issued, quotes=letter.quote("Riverside,")
    )
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


@pytest.mark.parametrize(
    ("stated", "code", "column", "message", "hint"),
    [
        ("{by: concil}", "bad-sources", 18, "letter, provenance, by: unknown party 'concil'", "'council'"),
        ("{plaec: x}", "bad-sources", 18, "provenance, plaec: unknown key 'plaec'", "'place'"),
        ("{date: x}", "bad-sources", 18, "provenance, date: unknown key 'date'", "did you mean 'figures'"),
        ("{place: 3}", "bad-sources", 18, "provenance, place: found 3 where text is expected", "quotes"),
        (
            "{figures: [soon]}",
            "bad-sources",
            18,
            "provenance, figures: found 'soon' where a figure",
            "percent",
        ),
        (
            '{by: council, quotes: ["Rents fell"]}',
            "bad-quote",
            31,
            "provenance, quotes: 'Rents fell' is not in",
            "",
        ),
        ("council", "bad-sources", 5, "provenance: found 'council'", "write {by, to, via, place"),
    ],
)
def test_mistakes_in_argdown_are_reported_where_they_are(
    stated: str, code: str, column: int, message: str, hint: str
) -> None:
    _, notes = argmap.loads(HEAD.format(stated), format="argdown", on_error="recover")
    (note,) = notes
    assert (note.code, note.line, note.column) == (code, 5, column)
    assert message in note.message
    assert hint in note.hint


def test_words_are_looked_for_in_the_sources_that_have_a_text() -> None:
    text = (
        "===\nsources:\n  letter: {text: Rents rose.}\n  answer: {title: Answer}\n===\n\n"
        "[A]: Rents rose. {quote: 'Rents rose'}\n\n[B]: Rents fell. {quote: 'Rents fell'}\n"
    )
    m, notes = argmap.loads(text, format="argdown", on_error="recover")
    assert m["A"].quotes[0].source == "letter"  # type: ignore[union-attr]
    (note,) = notes
    assert "'Rents fell' is not in source 'letter'" in note.message
