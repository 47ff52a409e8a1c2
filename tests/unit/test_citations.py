"""Citations of sources: CSL-JSON and BibTeX, what they become, mistakes, and how they are set."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgmapError, ArgumentMap, Claim, MissingExtraError, Provenance, RecordError, Source
from argmap.cited import cited
from argmap.citing.bibtex import items
from argmap.reporting.assembling import document
from argmap.reporting.content import As, Items, Paragraph
from argmap.testing import hostile_text
from argmap.testing.texts import citations
from argmap.words import citation, numbers_of, title_of

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = r"""
@article{smith2020,
    title = {Rent caps in {Berlin}: a \emph{natural} experiment \& more},
    author = {Smith, Jane Ann and M{\"u}ller, Karl-Heinz and {World Health Organization}},
    journal = housing # " Letters", % a remark
    date = {2020-03-04}, volume = 12, number = {3}, pages = {45--67},
    doi = {10.1000/x\_1}, file = {/home/x/y.pdf},
}
"""
HOUSING = '@string{housing = "Housing"}' + ARTICLE
ITEM = {"type": "book", "title": "Rents", "author": [{"family": "Smith", "given": "Jane"}]}


def said(entry: str | dict[str, Any]) -> str:
    return "".join(piece.text for piece in cited(Source("s", citation=entry)))


# What BibTeX becomes


def test_an_entry_becomes_an_item_and_nothing_of_it_is_lost() -> None:
    assert Source("s", citation=HOUSING).citation.thaw() == {
        "id": "smith2020",
        "type": "article-journal",
        "title": "Rent caps in Berlin: a natural experiment & more",
        "author": [
            {"family": "Smith", "given": "Jane Ann"},
            {"family": "Müller", "given": "Karl-Heinz"},
            {"literal": "World Health Organization"},
        ],
        "container-title": "Housing Letters",
        "issued": {"date-parts": [[2020, 3, 4]]},
        "volume": "12",
        "issue": "3",
        "page": "45–67",
        "DOI": "10.1000/x_1",
        "custom": {"bibtex": {"file": "/home/x/y.pdf"}},
    }


@pytest.mark.parametrize(
    ("fields", "variable", "value"),
    [
        ("year = 2020", "issued", {"date-parts": [[2020]]}),
        ("year = 2020, month = mar, day = 4", "issued", {"date-parts": [[2020, 3, 4]]}),
        ("year = {2020}, month = {March}", "issued", {"date-parts": [[2020, 3]]}),
        ("year = {in press}", "issued", {"literal": "in press"}),
        ("date = {2020-01/2021-02-03}", "issued", {"date-parts": [[2020, 1], [2021, 2, 3]]}),
        ("urldate = {2024-03-04}", "accessed", {"date-parts": [[2024, 3, 4]]}),
        ("year = 2020, month = spring", "issued", {"literal": "spring 2020"}),
        ("subtitle = {A study}", "title", "Rents: A study"),
        ("editor = {van der Berg, Jan}", "editor", [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}
        ]),
        ("howpublished = {\\url{https://example.org/a\\_b}}", "URL", "https://example.org/a_b"),
        ("series = {Studies}, number = 7", "collection-number", "7"),
        ("url = {https://example.org/a%20b~c}", "URL", "https://example.org/a%20b~c"),
        ("note = {\\input{/etc/passwd}}", "note", "\\input{/etc/passwd}"),
        ("note = {50\\% of {\\'e}t{\\'e} --- or so}", "note", "50% of été — or so"),
    ],
)  # fmt: skip
def test_fields_become_variables(fields: str, variable: str, value: object) -> None:
    assert items(f"@book{{key, title = {{Rents}}, {fields}}}")["key"][variable] == value


def test_what_has_no_variable_is_kept() -> None:
    kept = items("@book{k, title={A}, year=2019, date={2020}, publisher={P}, institution={I}, x-mine={7}}")[
        "k"
    ]
    assert kept["custom"] == {"bibtex": {"year": "2019", "institution": "I", "x-mine": "7"}}
    assert items("@podcast{k, title={A}}")["k"] == {
        "id": "k",
        "type": "document",
        "title": "A",
        "custom": {"bibtex": {"type": "podcast"}},
    }


def test_files_of_real_authors_are_read() -> None:
    text = r"""% Encoding: UTF-8
@InProceedings{Osokin2017, author = {Anton Osokin and Shan{-}e{-}Ahmed Raza and Others}, title = {{GANs}},
  year = {2017}, month = {oct}, crossref = {Radford2015}, nonote = {x}, OPTurl = {}, lccn = {7}}
@Misc{Radford2015, author = {Alec Radford}, title = {Learning}, date = {2015-11-19}, publisher = "{IEEE}"}
% the same once more
@article{b, title = {T}, author = {Hr{\\'{o}}b, Asbj{\\o}rn and Korevaar, Dani{\\\"e}l A.}}

@article{b, title = {T},  author = {Hr{\\'{o}}b, Asbj{\\o}rn and Korevaar, Dani{\\\"e}l A.}}
"""
    made = items(text)
    assert list(made) == ["Osokin2017", "Radford2015", "b"]
    assert [name.get("given") for name in made["Osokin2017"]["author"]] == ["Anton", "Shan-e-Ahmed", None]
    assert said(made["Osokin2017"]) == "Osokin, A., Raza, S.-e.-A. et al. (2017). GANs. In Learning. IEEE"
    assert made["Osokin2017"]["issued"] == {"date-parts": [[2017, 10]]}


def test_an_entry_takes_from_the_one_that_its_crossref_names() -> None:
    text = "@inbook{part, title={On caps}, crossref={whole}} @book{whole, title={Rents}, publisher={P}, year=2020}"
    part = items(text)["part"]
    assert (part["title"], part["container-title"], part["publisher"]) == ("On caps", "Rents", "P")


@pytest.mark.parametrize(
    ("text", "line", "message", "nearest"),
    [
        ("\n\n@bok{a, title = {x}}", 3, "unknown type '@bok' of the entry 'a'", "book"),
        ("@book{a,\n  titel = {x}\n}", 2, "unknown field 'titel' of the entry 'a'", "title"),
        ("@book{a, title = {x}", 1, "cannot be read: unexpectedly reached end of file", None),
        ("@book{a, title = {x},\ntitle = {y}}", 1, "duplicate field keys on entry: 'title'", None),
        ("@book{a, title={x}}\n@book{a, title={y}}", 2, "duplicate entry key 'a'", None),
        ("@book{a,\nauthor = {A, B, C, D, E}}", 2, "the name 'A, B, C, D, E' cannot be read", None),
        ("@book{a,\ntitle = {" + "{" * 60 + "}" * 60 + "}}", 2, "nested deeper than 50 levels", None),
        ("@book{a,\ntitle = {\\verb}}", 2, "cannot be read: IndexError", None),
        ("@comment{x}", None, "the text holds no entry of BibTeX", None),
        ("@book{a, title={x}} @book{b, title={y}}", None, "found 2 entries of BibTeX where one", None),
    ],
)
def test_mistakes_of_bibtex_have_a_line(
    text: str, line: int | None, message: str, nearest: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ArgmapError) as caught:
        Source("s", citation=text)
    assert message in str(caught.value)
    assert (caught.value.line, caught.value.nearest) == (line, nearest)
    assert capfd.readouterr().err == ""


def test_every_mistake_of_a_library_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text("@bok{a, title={x}}\n@book{b, titel={x}}\n")
    with pytest.raises(ArgmapError) as caught:
        argmap.bibliography(path)
    assert [e.line for e in caught.value.exceptions] == [1, 2]  # type: ignore[attr-defined]
    assert str(path) in str(caught.value)


@given(st.text(st.sampled_from('@{}",=#\\ \nabook1titleauthoryear%~$'), max_size=80) | hostile_text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        made = items(text)
    except ArgmapError:
        return
    for item in made.values():
        Source("s", citation=item)


def test_the_missing_extra_has_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bibtexparser", None)
    with pytest.raises(MissingExtraError, match=r"BibTeX needs the extra 'report'.*pip install"):
        Source("s", citation=ARTICLE)
    assert Source("s", citation=ITEM).citation["title"] == "Rents"


# CSL-JSON


@pytest.mark.parametrize(
    ("item", "path", "nearest"),
    [
        ({"titel": "x"}, "citation.titel", "title"),
        ({"type": "bok"}, "citation.type", "book"),
        ({"author": "Smith"}, "citation.author", None),
        ({"author": [{"famly": "x"}]}, "citation.author[0].famly", "family"),
        ({"author": ["Smith"]}, "citation.author[0]", None),
        ({"title": ["x"]}, "citation.title", None),
        ({"issued": {"date-parts": [2020]}}, "citation.issued.date-parts", None),
        ({"issued": {"date-parts": [[2020, 1, 1, 1]]}}, "citation.issued.date-parts[0]", None),
        ({"issued": {"date-parts": [["20.5"]]}}, "citation.issued.date-parts[0]", None),
        ({"issued": 2020}, "citation.issued", None),
        ([ITEM], "citation", None),
        ("Smith 2020", "citation", None),
        (3, "citation", None),
    ],
)
def test_mistakes_of_items_have_a_path(item: Any, path: str, nearest: str | None) -> None:
    with pytest.raises(RecordError) as caught:
        Source("s", citation=item)
    assert (caught.value.path, caught.value.nearest) == (path, nearest)


def test_what_registries_add_is_kept() -> None:
    item = {
        "type": "article-journal",
        "title": "Rents",
        "ISSN": ["0028-0836", "1476-4687"],
        "keyword": ["housing"],
        "reference": [{"key": "1"}],
        "published": {"date-parts": [[2020]]},
        "score": 1.0,
        "author": [
            {"name": "WHO", "sequence": "first"},
            {"family": "Smith", "ORCID": "x", "affiliation": []},
        ],
        "issued": {"date-parts": [["2020", 3]]},
        "accessed": {"date-parts": [[None]]},
        "x-of-mine": {"a": [1]},
    }
    assert Source("s", citation=item).citation.thaw() == item
    assert said(item) == "WHO and Smith (2020). Rents"


def test_a_file_of_items_is_read_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text(json.dumps([{"id": "a", **ITEM}, {"id": "b", "citation-key": "smith", **ITEM}]))
    library = argmap.bibliography(path)
    assert list(library) == ["a", "smith"]
    assert Source("s", citation=library["smith"]).citation["title"] == "Rents"
    with pytest.raises(argmap.UnknownIdError, match="no item has the key 'smth'; did you mean 'smith'"):
        library["smth"]
    for text, problem in (("[", "not JSON"), ('[{"titel": 1}]', r"\$\[0\].titel"), ("[1]", "where an item")):
        path.write_text(text)
        with pytest.raises(ArgmapError, match=problem):
            argmap.bibliography(path)
    path.write_bytes(b"\xff")
    with pytest.raises(ArgmapError, match="not text in UTF-8"):
        argmap.bibliography(path)


# What holds it


@given(citations(hostile=True), st.sampled_from(("argmap-json", "argdown", "graphml", "gexf")))
def test_formats_that_hold_everything_hold_citations(item: argmap.Data, format: str) -> None:
    m = ArgumentMap.of(Source("s", "Rents rose.", citation=item), Claim("c", "x"))
    assert argmap.loads(argmap.dumps(m, format=format), format=format) == m


def test_other_formats_report_the_loss() -> None:
    m = ArgumentMap.of(Source("s", "Rents rose.", citation=ITEM), Claim("c", "x"))
    lost = {(loss.id, loss.field) for loss in argmap.losses(m, "sadface")}
    assert lost & {("s", ""), ("s", "citation")}


def test_native_json_and_argdown_refuse_what_is_no_item() -> None:
    with pytest.raises(argmap.InvalidFileError) as caught:
        argmap.loads('{"argmap": "1.0", "sources": [{"id": "s", "citation": {"author": [{"famly": "x"}]}}]}')
    assert [e.path for e in caught.value.exceptions] == ["$.sources[0].citation.author[0].famly"]
    with pytest.raises(argmap.ArgdownError) as refused:
        argmap.loads("===\nsources:\n  s: {citation: {titel: x}}\n===\n[a]: b\n", format="argdown")
    assert "sources, s: unknown variable 'titel' of CSL-JSON; did you mean 'title'?" in str(refused.value)


def test_argdown_reads_bibtex() -> None:
    text = "===\nsources:\n  s:\n    citation: '@book{k, title = {Rents}}'\n===\n[a]: b\n"
    assert argmap.loads(text, format="argdown").sources[0].citation["title"] == "Rents"


def test_a_changed_citation_is_a_change() -> None:
    before, after = (ArgumentMap.of(Source("s", citation={**ITEM, "title": title})) for title in ("A", "B"))
    assert "citation" in str(argmap.diff(before, after))


# How it is set


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            HOUSING,
            (
                "Smith, J. A., Müller, K.-H. and World Health Organization (2020). Rent caps in Berlin: a natural "
                "experiment & more. Housing Letters 12(3), 45–67. https://doi.org/10.1000/x_1"
            ),
        ),
        (
            (
                "@incollection{b, title={What caps do?}, author={Plato}, editor={Doe, J. and Roe, R.}, "
                "date={2021-05}, booktitle={Handbook of Rents}, edition={2}, publisher={Riverside Press}, "
                "address={London}, pages={5-9}}"
            ),
            (
                "Plato (2021). What caps do? In Doe, J. and Roe, R. (eds.), Handbook of Rents (2nd ed., pp. 5–9). "
                "London: Riverside Press"
            ),
        ),
        (
            "@phdthesis{c, title={On caps}, author={Jan van der Berg}, school={University of X}, year=1999}",
            "van der Berg, J. (1999). On caps (PhD thesis). University of X",
        ),
        (
            (
                "@online{d, title={Caps}, author={{City of Riverside}}, url={https://example.org/c}, "
                "urldate={2024-03-04}, date={2024-02-01}}"
            ),
            "City of Riverside (1 February 2024). Caps. https://example.org/c (accessed 4 March 2024)",
        ),
        ("@book{e, title={Caps}, editor={A, B and C, D}, year=2001}", "A, B. and C, D. (eds.) (2001). Caps"),
        ("@book{f, title={Caps}, author={A, B and others}}", "A, B. et al. Caps"),
        (
            "@book{f, title={Caps}, author={A, A and B, B and C, C and D, D and E, E and F, F and G, G}}",
            "A, A., B, B., C, C. et al. Caps",
        ),
        ("@book{g, title={日本}, author={山田, 太郎}, year=2003}", "山田 太郎 (2003). 日本"),
        (r"@misc{j, author={\v{C}rt Gorup}, title={A}}", "Gorup, Č. A"),
        ({"author": [{"family": "Gorup", "given": "C\u030crt"}], "title": "A"}, "Gorup, Č. A"),
        ("@misc{i, author={Martone, M. (ed.)}, title={Data}}", "Martone, M. (ed.). Data"),
        ("@misc{h, title={Letter}, year=2000}", "Letter (2000)"),
        ({"type": "book", "title": "<i>Rents</i> up <b>2</b>", "issued": "2024~"}, "Rents up 2 (2024~)"),
        ({"type": "book", "note": "x"}, ""),
    ],
)
def test_citations_are_set_as_scholars_set_them(entry: str | dict[str, Any], words: str) -> None:
    assert said(entry) == words


@given(citations(hostile=True))
def test_any_item_can_be_set(item: argmap.Data) -> None:
    source = Source("s", citation=item)
    m = ArgumentMap.of(source)
    assert citation(m, source, numbers_of(m)).startswith("Source: ")
    assert title_of(source)


def test_numbers_and_provenance_stay_with_a_citation() -> None:
    paper = Source("paper", "Rents rose.", citation=ITEM, provenance=Provenance("council", place="Riverside"))
    m = ArgumentMap.of(argmap.Party("council", "City council"), Source("s", "Other."), paper)
    assert citation(m, paper, numbers_of(m)) == "[2] Smith, J. Rents. City council, Riverside."
    assert title_of(paper) == "Rents"


def test_a_report_sets_titles_in_italics_and_links_addresses() -> None:
    m = ArgumentMap.of(
        Source("s", "Rents rose.", url="https://example.org/r", citation=ITEM), Claim("c", "x")
    )
    (part,) = document(m, parts=["sources"]).parts
    (block,) = part.blocks
    assert isinstance(block, Items)
    (line,) = block.items[0]
    assert isinstance(line, Paragraph)
    assert [(run.text, run.target) for run in line.line if run.look is As.EMPHASIS] == [("Rents", "")]
    assert [run.target for run in line.line if run.target] == ["https://example.org/r"]
