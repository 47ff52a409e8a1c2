"""Argdown as analysts write it: who says what to whom, quoted word for word and verified as the text is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

import argmap
from argmap import (
    ArgumentMap,
    Claim,
    ClaimKind,
    Diagnostic,
    Evidence,
    EvidenceKind,
    Party,
    Quantity,
    Quote,
    Relation,
)
from argmap.diagnostics import ReadWarning
from argmap.errors import ArgdownError
from argmap.serializers import argdown
from argmap.serializers.argdown import places

ROOT: Final = Path(__file__).parents[2]
SEED: Final = ROOT / "seeds" / "national-assembly-2024-11-30.argdown"
REPORT: Final = (
    "The Assembly called the resolution misleading. Turnout was over 84.5 percent of voters.\n"
    "It was free; it was fair. It was free; it was credible.\n"
)
HEAD: Final = (
    "===\nparties:\n  na: National Assembly\n  ep: {name: European Parliament, role: counterparty}\n"
    "  akp:\n    name: Agence\n    role: reporter\nsources:\n  r: {text: REPORT}\n===\n\n"
).replace("REPORT", '"' + REPORT.replace("\n", "\\n") + '"')


def recovered(text: str, **options: Any) -> tuple[ArgumentMap, tuple[Diagnostic, ...]]:
    return argmap.loads(HEAD + text, format="argdown", on_error="recover", **options)


def read(text: str) -> ArgumentMap:
    """The map of a text in which there is nothing to complain of, and which comes back from its own text."""
    m, notes = recovered(text)
    assert notes == ()
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m
    return m


def one(text: str) -> Claim | Evidence:
    m = read(text)
    assert len(m.statements) == 1
    return m.statements[0]


def complaint(text: str) -> Diagnostic:
    m, notes = recovered(text)
    [note] = notes
    assert note.severity == "error"
    assert m.claims or m.evidence or m.arguments
    with pytest.raises(ArgdownError):
        argmap.loads(HEAD + text, format="argdown")
    return note


# Who


def test_parties_are_declared_in_short_and_at_length() -> None:
    assert read("[A]: a").parties == (
        Party("na", "National Assembly"),
        Party("ep", "European Parliament", role="counterparty"),
        Party("akp", "Agence", role="reporter"),
    )


def test_by_via_and_to_are_parties() -> None:
    claim = one("[A]: a {by: na, via: [akp], to: ep, mentions: [ep, na]}")
    assert claim == Claim("A", "a", by="na", via=("akp",), to=("ep",), mentions=("ep", "na"))


def test_arguments_and_inferences_have_speakers() -> None:
    m = read("<A>: a {by: na}\n\n(1) p\n-- Rule {by: ep, weight: 0.5} --\n(2) c")
    assert m.arguments[0].by == "na"
    assert (m.relations[0].by, m.relations[0].weight, m.relations[0].scheme) == ("ep", 0.5, "Rule")


@pytest.mark.parametrize("key", ["by", "via", "to", "mentions"])
def test_an_unknown_party_is_reported_with_the_nearest(key: str) -> None:
    note = complaint(f"[A]: a\n  {{{key}: nna}}")
    assert (note.code, note.line) == ("bad-data", HEAD.count("\n") + 2)
    assert "unknown party 'nna'" in note.message
    assert note.hint == "did you mean 'na'?"


# What kind of thing


def test_kinds_weights_titles_ids_and_data() -> None:
    claim = one(
        "[A]: a #t {kind: policy, weight: 0.25, title: Long title, id: a1, data: {x: {y: [1]}}, own: 3}"
    )
    assert claim == Claim(
        "a1",
        "a #t",
        kind=ClaimKind.POLICY,
        weight=0.25,
        title="Long title",
        tags=("t",),
        data={"x": {"y": [1]}, "argdown": {"own": 3}},
    )


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_statements_can_be_evidence(kind: EvidenceKind) -> None:
    assert one(f"[E]: e {{evidence: {kind}}}") == Evidence("E", "e", kind=kind)


def test_evidence_of_no_kind() -> None:
    assert one("[E]: e {evidence: true}") == Evidence("E", "e")


def test_wordings_in_data() -> None:
    claim = one("[A]: a {wordings: [other, {text: autre, language: fr, by: na}]}")
    assert [(w.text, w.language, w.by) for w in claim.wordings] == [
        ("other", "", None),
        ("autre", "fr", "na"),
    ]


def test_linked_premises_need_no_argument() -> None:
    m = read("[A]: a\n\n(1) [p]: p\n(2) [q]: q\n-- {linked: true, id: both} --\n(3) [A]")
    assert m.arguments == ()
    assert m.relations == (Relation("both", "support", ("p", "q"), ("A",)),)


def test_sections_have_ids() -> None:
    assert read("# H {id: intro}\n\n[A]: a").sections[0].id == "intro"


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        ("{kind: facts}", "kind: unknown kind 'facts'", "did you mean 'fact'?"),
        ("{evidence: statistics}", "evidence: unknown kind 'statistics'", "did you mean 'statistic'?"),
        ("{weight: heavy}", "weight: found 'heavy' where a number", ""),
        ("{title: 3}", "title: found 3 where text", "quotes"),
        ("{data: [1]}", "data: found", ""),
        ("{id: na}", "id: 'na' is taken", "another"),
        ("{figures: 6}", "figures: a claim has no figures", "evidence"),
        ("{evidence: statistic, figures: over six}", "where a figure is expected", "84.5 percent"),
        ("{evidence: statistic, figures: {unit: x}}", "a figure without a value", "value"),
        ("{evidence: statistic, figures: {value: 1, units: x}}", "unknown key 'units'", "'unit'"),
        ("{wordings: [{txt: a}]}", "where a wording is expected", "text"),
    ],
)
def test_values_that_keys_cannot_hold_are_reported(data: str, message: str, hint: str) -> None:
    note = complaint(f"[A]: a {data}")
    assert (note.code, note.line) == ("bad-data", HEAD.count("\n") + 1)
    assert message in note.message
    assert hint in note.hint


# Quotes


@pytest.mark.parametrize(
    "form",
    [
        'quote: "called the resolution misleading"',
        'quotes: ["called the resolution misleading"]',
        "quote: {exact: called the resolution misleading}",
        "quote: {exact: called the resolution misleading, source: r}",
        "quote: {exact: called the resolution misleading, source: r, start: 13, end: 45}",
    ],
)
def test_quotes_short_and_long(form: str) -> None:
    [quote] = one(f"[A]: a {{{form}}}").quotes
    assert (quote.source, quote.exact, quote.start, quote.end) == (
        "r",
        "called the resolution misleading",
        13,
        45,
    )
    assert REPORT[13:45] == quote.exact


def test_a_repeated_passage_needs_its_number() -> None:
    [quote] = one("[A]: a {quote: {exact: It was free, occurrence: 2}}").quotes
    assert quote.start == REPORT.rindex("It was free")
    note = complaint("[A]: a {quote: It was free}")
    assert note.code == "bad-quote"


def test_fidelity_of_a_quote() -> None:
    [quote] = one("[A]: a {quote: {exact: it was fair, fidelity: imputation}}").quotes
    assert quote.fidelity == "imputation"


def test_absent_words_are_reported_with_the_nearest_passage() -> None:
    note = complaint('[A]: a\n  {by: na,\n   quote: "called the resolution misguiding"}')
    assert (note.code, note.line, note.column) == ("bad-quote", HEAD.count("\n") + 3, 4)
    assert "called the resolution misleading" in note.message
    assert "source 'r'" in note.message
    assert note.snippet.startswith("     quote:")


def test_quotes_name_one_of_several_sources() -> None:
    head = "===\nsources: {a: {text: one two}, b: {text: two three}}\n===\n\n"

    def quotes(data: str) -> tuple[tuple[Quote, ...], tuple[Diagnostic, ...]]:
        m, notes = argmap.loads(f"{head}[A]: a {{quote: {data}}}", format="argdown", on_error="recover")
        return m.claims[0].quotes, notes

    assert [q.source for q in quotes("three")[0]] == ["b"]
    assert [q.source for q in quotes("{exact: two, source: a}")[0]] == ["a"]
    assert "2 sources: a, b" in quotes("two")[1][0].message
    assert "unknown source 'c'" in quotes("{exact: two, source: c}")[1][0].message
    assert "unknown key 'exakt'" in quotes("{exact: two, exakt: c}")[1][0].message


def test_a_quote_without_a_source_is_reported() -> None:
    _, notes = argmap.loads(
        "===\nparties: {a: A}\n===\n\n[A]: a {quote: x}", format="argdown", on_error="recover"
    )
    assert "without a source" in notes[0].message


# Figures


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("over 84.5 percent of voters", Quantity(84.5, "percent", qualifier="over", of="voters")),
        ("84.5 %", Quantity(84.5, "percent")),
        ('"6,317 unions"', Quantity(6317, "unions")),
        ("18", Quantity(18)),
        ('"2024-03"', Quantity("2024-03", "date")),
        ("12 May 2026", Quantity("2026-05-12", "date")),
        ('"Tuesday, May 12th, 2026"', Quantity("2026-05-12", "date")),
        ("Sept. 2026", Quantity("2026-09", "date")),
        ("over 2.3 million euros", Quantity(2300000, "euros", qualifier="over")),
        ("€5 billion", Quantity(5000000000, "€")),
        ("$2.5m", Quantity(2500000, "$")),
        ("1.5bn euros", Quantity(1500000000, "euros")),
        ("5 m", Quantity(5, "m")),
        ('"EUR 5,000 a month"', Quantity(5000, "EUR a month")),
        ("6 000 people", Quantity(6000, "people")),
        ("18 of 20 members", Quantity(18, of="20 members")),
        ("5 out of 10 tenants", Quantity(5, of="10 tenants")),
        ('"5 per cent of 1,200 tenants"', Quantity(5, "percent", of="1,200 tenants")),
        ("10 km2", Quantity(10, "km2")),
        ("5 COVID-19 cases", Quantity(5, "COVID-19 cases")),
        ("5kg", Quantity(5, "kg")),
        (
            "{value: 3, unit: flats, when: 2020, baseline: 2010}",
            Quantity(3, "flats", when="2020", baseline="2010"),
        ),
        (
            "{value: 84.5, unit: percent, qualifier: over, quote: 84.5 percent}",
            Quantity(
                84.5,
                "percent",
                qualifier="over",
                quote=Quote("r", "84.5 percent"),
            ),
        ),
    ],
)
def test_figures_short_and_long(written: str, figure: Quantity) -> None:
    record = one(f"[E]: e {{evidence: statistic, figures: [{written}]}}")
    assert isinstance(record, Evidence)
    [found] = record.figures
    assert (found.value, found.unit, found.qualifier, found.of, found.when, found.baseline) == (
        figure.value, figure.unit, figure.qualifier, figure.of, figure.when, figure.baseline,
    )  # fmt: skip
    assert (found.quote and found.quote.exact) == (figure.quote and figure.quote.exact)


# Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(REPORT)
    return tmp_path


@pytest.mark.parametrize(
    "sources", ["{r: report.txt}", "{r: {file: report.txt, title: Report, language: en}}"]
)
def test_sources_are_read_from_files_next_to_the_text(folder: Path, sources: str) -> None:
    text = f"===\nsources: {sources}\n===\n\n[A]: a {{quote: it was fair}}\n"
    (folder / "a.argdown").write_text(text)
    m = argmap.load(folder / "a.argdown")
    assert (m.sources[0].text, m.sources[0].file) == (REPORT, "report.txt")
    assert m.claims[0].quotes[0].start == REPORT.index("it was fair")
    assert argmap.loads(text, format="argdown", folder=folder) == m
    argmap.dump(m, folder / "b.argdown", folder=folder)
    assert REPORT[:20] not in (folder / "b.argdown").read_text()
    assert argmap.load(folder / "b.argdown") == m
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


def test_a_source_of_a_text_without_a_folder_is_reported() -> None:
    with pytest.warns(ReadWarning, match="source-not-read"):
        argmap.loads("===\nsources: {r: report.txt}\n===\n\n[A]: a\n", format="argdown")


@pytest.mark.parametrize(
    "name", ["../report.txt", "/etc/hostname", "sub/../../report.txt", "c:/x", "none.txt"]
)
def test_sources_are_in_the_folder_of_the_text(folder: Path, name: str) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "a.argdown").write_text(f"===\nsources: {{r: '{name}'}}\n===\n\n[A]: a\n")
    with pytest.raises(ArgdownError) as refused:
        argmap.load(inner / "a.argdown")
    assert [(d.code, d.line) for d in refused.value.diagnostics] == [("bad-sources", 2)]


def test_a_source_that_changed_is_reported(folder: Path) -> None:
    sources = "{r: {file: report.txt, sha256: " + "f" * 64 + "}}"
    _, notes = argmap.loads(
        f"===\nsources: {sources}\n===\n\n[A]: a", format="argdown", on_error="recover", folder=folder
    )
    assert [n.code for n in notes] == ["file-read", "source-changed"]


# Documents that do not use the keys


@pytest.mark.parametrize("head", ["", "===\ntitle: T\n===\n\n"])
def test_keys_are_the_author_s_own_in_other_documents(head: str) -> None:
    m = argmap.loads(f"{head}[A]: a {{by: nobody, id: 3, quote: [x], kind: odd}}", format="argdown")
    assert m.claims == (
        Claim("A", "a", data={"argdown": {"by": "nobody", "id": 3, "quote": ["x"], "kind": "odd"}}),
    )


@pytest.mark.parametrize("key", ["parties: {na: NA}", "sources: {r: {text: x}}", "argmap: {version: 1}"])
def test_any_of_three_keys_makes_keys_count(key: str) -> None:
    assert (
        argmap.loads(f"===\n{key}\n===\n\n[A]: a {{kind: fact}}", format="argdown").claims[0].kind == "fact"
    )


# The real statement


@pytest.mark.parametrize(
    "body",
    [
        "[M]: Text. {by: na, tags: [thesis]}",
        "[M]: Text. {by: na, tags: [thesis]}\n    + [I]: i {by: na}\n    + [P]: p {by: na}\n  - [I]",
        "[M]: Text #main {tags: [b, a]}\n\n[M] #c\n\n[I]: i {tags: [x]}",
    ],
)
def test_tags_in_data_stay_there(body: str) -> None:
    text = f"===\nparties: {{na: NA}}\n===\n\n{body}\n"
    m = argmap.loads(text, format="argdown", on_error="recover").map
    written = argmap.dumps(m, format="argdown")
    assert argmap.loads(written, format="argdown") == m
    assert m.data.thaw() == {}
    claim = m.claims[0]
    edited = argdown.edit(text, m.replace(evolve(claim, by=None, weight=2.0)))
    assert edited.count("tags: [") == text.count("tags: [")
    assert "removeTagsFromText" not in edited
    assert "weight: 2.0" in edited


def test_a_step_may_end_in_any_digit() -> None:
    text = '===\nargmap:\n  version: 1\n===\n\n<A>\n\n(2) p\n-- {id: "A/²"} --\n(3) q\n'
    m, _ = argmap.loads(text, format="argdown", on_error="recover")
    assert argmap.dumps(m, format="argdown") == text.replace("(2) p", "(1) p").replace("(3) q", "(2) q")
    assert argdown.edit(text, m) == text


def test_the_statement_is_its_json_twin() -> None:
    m, notes = argmap.load(SEED, on_error="recover")
    name = SEED.with_suffix(".txt").name
    assert [n.message for n in notes] == [f"source 'report' is read from {name!r}"]
    assert m == argmap.load(SEED.with_suffix(".argmap.json"))
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


def test_the_records_of_the_statement_have_positions() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = places(text, path=SEED)
    lines = text.split("\n")
    m = argmap.load(SEED)
    for record in m.statements:
        line, column = found[record.id]
        assert lines[line - 1][column - 1 :].startswith(f"[{record.id}]:")


def test_one_changed_word_of_a_quote_refuses_the_statement(folder: Path) -> None:
    text = SEED.read_text(encoding="utf-8")
    (folder / "a.argdown").write_text(
        text.replace('"The resolution is based on false', '"The resolution is based on fake')
    )
    report = SEED.with_suffix(".txt")
    (folder / report.name).write_bytes(report.read_bytes())
    with pytest.raises(ArgdownError) as refused:
        argmap.load(folder / "a.argdown")
    [d] = refused.value.diagnostics
    assert d.code == "bad-quote"
    assert "false claims" in d.message
    assert text.split("\n")[(d.line or 0) - 1].strip().startswith("{by: na")


def test_a_dumped_map_names_the_file_of_its_source_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Rents may rise.", encoding="utf-8")
    m = argmap.ArgumentMap.of(argmap.Source.from_file("release", tmp_path / "release.txt"))
    argmap.dump(m, tmp_path / "map.argdown")
    assert "Rents may rise." not in (tmp_path / "map.argdown").read_text(encoding="utf-8")
    assert argmap.load(tmp_path / "map.argdown") == m


def test_quotes_of_a_source_that_is_not_at_hand_have_no_place() -> None:
    text = '===\nsources: {book: {title: A book}}\n===\n\n[Cap]: Rents should be capped. {quote: "a cap on rents"}\n'
    m = argmap.loads(text, format="argdown")
    assert m["Cap"].quotes == (argmap.Quote("book", "a cap on rents"),)  # type: ignore[union-attr]
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


TWO_SOURCES = """===
sources:
  a: {text: tea is tea and good}
  b: {text: tea is bad}
===

[A]: x {%s}
"""


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ('quote: "tea is", source: a', [("a", 0)]),
        ('source: b, quote: "tea is"', [("b", 0)]),
        ("quote: tea, source: a, occurrence: 2", [("a", 7)]),
        ('quote: good, prefix: "and "', [("a", 15)]),
        ("quote: tea, source: a, suffix: ' and'", [("a", 7)]),
        ("quote: tea, source: a, start: 7, end: 10", [("a", 7)]),
        ("quote: [tea is, is], source: b", [("b", 0), ("b", 4)]),
        ("quotes: [good, {exact: good}], source: a", [("a", 15), ("a", 15)]),
        ("quote: {exact: tea, occurrence: 2}, source: a", [("a", 7)]),
    ],
)
def test_keys_of_quotes_count_next_to_the_quote(data: str, places: list[tuple[str, int]]) -> None:
    m = argmap.loads(TWO_SOURCES % data, format="argdown")
    assert [(q.source, q.start) for q in m["A"].quotes] == places  # type: ignore[union-attr]
    assert "argdown" not in m["A"].data
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


def test_the_fidelity_next_to_quotes_is_that_of_each() -> None:
    m = argmap.loads(TWO_SOURCES % "quotes: [tea is, is], source: b, fidelity: paraphrase", format="argdown")
    assert [q.fidelity for q in m["A"].quotes] == ["paraphrase", "paraphrase"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("quote: tea, source: c", "unknown source 'c'"),
        ("quote: [tea is, is], source: b, occurrence: 1", "next to 2 quotes, so it is not known of which"),
        ("quote: {exact: tea, source: a}, source: b", "source is 'a' in the quote and 'b' next to it"),
        ("quote: good, source: a, prefix: 3", "prefix: found 3 where text is expected"),
    ],
)
def test_keys_next_to_quotes_that_fit_none_are_errors(data: str, message: str) -> None:
    _, notes = argmap.loads(TWO_SOURCES % data, format="argdown", on_error="recover")
    (note,) = notes
    assert (note.code, note.severity) == ("bad-quote", "error")
    assert message in note.message


def test_keys_of_quotes_without_a_quote_are_data_of_the_author() -> None:
    m, notes = argmap.loads(TWO_SOURCES % "source: a, start: 3", format="argdown", on_error="recover")
    assert m["A"].data.thaw() == {"argdown": {"source": "a", "start": 3}}
    assert [(n.code, n.severity) for n in notes] == [("unknown-key", "info")]
    quoted = evolve(m.claims[0], quotes=[m.sources[0].quote("good")])
    again = m.replace(quoted)
    assert argmap.loads(argmap.dumps(again, format="argdown"), format="argdown") == again


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("model: 3", "model is 3, expected key: value pairs"),
        ("color: blue", "color is 'blue', expected key: value pairs"),
        ("map: [1]", "map is [1], expected key: value pairs"),
        ("model: {shortcodes: 3}", "model.shortcodes is 3, expected key: value pairs"),
        ("title: 1984", "title is 1984, expected text"),
        ("metadata: 3", "metadata is 3, expected key: value pairs"),
        ("model: {explodeArguments: maybe}", "model.explodeArguments is 'maybe', expected true or false"),
    ],
)
def test_settings_that_mean_nothing_are_reported_and_kept(front: str, message: str) -> None:
    m, notes = argmap.loads(f"===\n{front}\n===\n\n[A]: a\n", format="argdown", on_error="recover")
    assert [(n.code, n.severity) for n in notes] == [("unknown-setting", "warning")]
    assert message in notes[0].message
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown", on_error="recover").map == m


@pytest.mark.parametrize(
    "entry", ["parties: 3", "parties: {a: 3}", "sources: {a: {file: 3}}", "sources: [1]", "argmap: 3"]
)
def test_entries_that_are_of_another_type_are_errors(entry: str) -> None:
    with pytest.raises(ArgdownError):
        argmap.loads(f"===\n{entry}\n===\n\n[A]: a\n", format="argdown")


def test_a_number_that_is_too_large_is_an_error() -> None:
    with pytest.raises(ArgdownError) as refused:
        argmap.loads(f"===\nparties: {{}}\n===\n\n[A]: a {{weight: {'9' * 400}}}\n", format="argdown")
    assert "too large for a number" in str(refused.value.exceptions[0])


@pytest.mark.parametrize("end", ["----\n", "----\n\n[B]: b\n", "-- r --\n----\n", "----\n(2) b\n----\n"])
def test_arguments_whose_structure_has_no_conclusion_are_exploded_as_far_as_they_go(end: str) -> None:
    text = f"===\nmodel: {{explodeArguments: true}}\n===\n\n(1) a\n{end}"
    with pytest.raises(ArgdownError):
        argmap.loads(text, format="argdown")
    assert argmap.loads(text, format="argdown", on_error="recover").map.claims


def test_an_inference_line_may_be_long() -> None:
    long = "x" * 5000
    m = argmap.loads(f"(1) a\n-- {long} {{note: {long}}} --\n(2) b\n", format="argdown")
    assert m.relations[0].scheme == long
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("around 35 people", "about"), ("Approximately 35 people", "about"), ("some 35 people", "about"),
        ("~35 people", "about"),
        ("more than 35 people", "over"), ("fewer than 35 people", "under"), ("less than 35 people", "under"),
        ("at least 35 people", "at least"), ("up to 35 people", "at most"), ("almost 35 people", "nearly"),
    ],
)  # fmt: skip
def test_figures_are_qualified_in_the_words_that_people_use(words: str, qualifier: str) -> None:
    evidence = one(f'[E]: e {{evidence: statistic, figures: ["{words}", {{value: 1, qualifier: around}}]}}')
    assert isinstance(evidence, Evidence)
    assert evidence.figures == (Quantity(35, "people", qualifier=qualifier), Quantity(1, qualifier="about"))


@pytest.mark.parametrize(
    "words",
    [
        "around people",
        "between 3 and 5",
        "1990s",
        "3rd",
        "5k",
        "1e6 people",
        "6,000+ people",
        "5 flats, rooms",
    ],
)
def test_what_is_no_figure_is_refused_with_the_qualifiers(words: str) -> None:
    note = complaint(f'[E]: e {{evidence: statistic, figures: ["{words}"]}}')
    assert "exactly, over, under, about, nearly, at least, at most" in note.hint


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("3-5 people", "each number"), ("3 to 5 people", "each number"), ("1 in 5 tenants", "each number"),
        ("5 flats in 2019", "when it holds"), ("12.5.2026", '"12 May 2026" or "2026-05-12"'),
        ("12/05/2026", "2026-05-12"), ("3 flats, 5 rooms", "each number"),
        ("12 Mai 2026", "2026-05-12"), ("31 February 2026", "2026-05-12"), ("15:30", "each number"),
        ("1.000.000 euros", "each number"), ("1,5 percent", "write 1.5 or 1,500"),
    ],
)  # fmt: skip
def test_words_with_several_numbers_are_no_figure(words: str, hint: str) -> None:
    note = complaint(f'[E]: e {{evidence: statistic, figures: ["{words}"]}}')
    assert f"found '{words}' where a figure is expected" in note.message
    assert hint in note.hint


@pytest.mark.parametrize(
    "written", ["6,317 unions", "over 6,317 unions", "5,000 euros", "60 nights, 1,500 beds"]
)
def test_a_number_that_yaml_split_at_its_comma_is_refused(written: str) -> None:
    note = complaint(f"[E]: e {{evidence: statistic, figures: [{written}]}}")
    assert "may be one number that was split at its comma" in note.message
    assert "put it in quotes, " in note.hint
    assert (
        one(f'[E]: e {{evidence: statistic, figures: ["{written.rsplit(", ", maxsplit=1)[-1]}"]}}').quotes
        == ()
    )


def test_two_numbers_that_might_be_one_come_back_as_two() -> None:
    pair = [Quantity(6, qualifier="over"), Quantity(317, "unions")]
    m = ArgumentMap.of(Party("p"), Evidence("E", "e", figures=pair))
    assert argmap.loads(argmap.dumps(m, format="argdown"), format="argdown") == m
    plain = one("[E]: e {evidence: statistic, figures: [18, 333, 65]}")
    assert isinstance(plain, Evidence)
    assert [f.value for f in plain.figures] == [18, 333, 65]


@pytest.mark.parametrize("data", ["figures: 6,317 unions, evidence: true", "via: akp, ep", 'tags: a, "b c"'])
def test_values_after_a_list_without_brackets_are_named(data: str) -> None:
    _, notes = recovered(f"[E]: e {{by: na, {data}}}")
    (note,) = notes
    assert (note.code, note.severity) == ("unknown-key", "warning")
    assert "has no value" in note.message
    assert "in brackets: " in note.hint
    assert recovered("[E]: e {by: na, important}")[1] == ()


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        ("{by: [na, ep]}", "by: found ['na', 'ep'] where the id of one party is expected", ""),
        ("{by: national assembly}", "unknown party 'national assembly'", "did you mean 'na'?"),
        ("{kind: statistic}", "unknown kind 'statistic'", "write evidence: statistic"),
        ("{evidence: policy}", "unknown kind 'policy'", "write kind: policy"),
    ],
)
def test_what_was_meant_is_said(data: str, message: str, hint: str) -> None:
    note = complaint(f"[E]: e {data}")
    assert message in note.message
    assert hint in note.hint


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("Rents: a question", '"Rents: a question"'),
        ('"Rents": why', """'"Rents": why'"""),
        ('It\'s "it": why', """'It''s "it": why'"""),
    ],
)
def test_a_title_with_a_colon_is_to_be_put_in_quotes(value: str, quoted: str) -> None:
    text = f"===\ntitle: {value}\nauthor: A\n===\n\n[A]: a\n"
    with pytest.raises(ArgdownError) as refused:
        argmap.loads(text, format="argdown")
    (problem,) = refused.value.exceptions
    assert problem.line == 2
    assert "the value of 'title' has a colon in it" in problem.message
    assert problem.hint == f"put it in quotes: title: {quoted}"
    assert argmap.loads(text.replace(value, quoted), format="argdown").title == value.replace("\\", "")
