"""Reports: their parts, what each format makes of them, templates, and mistakes."""

from __future__ import annotations

import html as markup
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Quantity, ReportError, Source, UnknownFormatError
from argmap.cli import main
from argmap.reporting.assembling import PARTS, document
from argmap.reporting.content import Grid, Paragraph, Picture, Quotation, Run, pictures, plain
from argmap.reporting.fragments import fragment
from argmap.reporting.report import MARGIN, SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.reporting.content import Block, Document, Flow

SEED: Final = Path(__file__).parents[2] / "seeds" / "national-assembly-2024-11-30.argmap.json"
HOSTILE: Final = (
    '</script><script>alert(1)</script> {{ 7 * 7 }} {% for x in y %} #read("/etc/passwd") #eval("1") $x$ '
    "`code` *bold* _it_ [link](javascript:x) | cell | <!-- --> & \\ @ref <w:t> ]]>"
)

pytestmark = pytest.mark.engine


def council_map() -> ArgumentMap:
    council = Party("council", "City council", role="speaker")
    owners = Party("owners", "Owners’ association", role="counterparty")
    source = Source(
        "release",
        "Rents may rise by at most 3 percent.\n\nOwners say that a cap shrinks supply. A survey of 2024 says no.",
        title="Press release",
        url="https://example.org/release",
        language="en",
    )
    cap = Claim(
        "cap",
        "Rents should be capped.",
        by=council,
        quotes=[source.quote("Rents may rise by at most 3 percent.")],
    )
    shrink = Claim(
        "shrink",
        "A cap shrinks supply.",
        by=owners,
        via=[council],
        quotes=[source.quote("a cap shrinks supply")],
    )
    survey = Evidence(
        "survey",
        "A survey found no effect.",
        by=council,
        figures=[Quantity("2024", "date", quote=source.quote("2024"))],
        quotes=[source.quote("A survey of 2024 says no.")],
    )
    return ArgumentMap.of(
        *(council, owners, source, cap, shrink, survey, shrink.attacks(cap), survey.attacks(shrink)),
        title="Rent cap",
    )


def hostile_map() -> ArgumentMap:
    party = Party("p", HOSTILE, role="counterparty", note=HOSTILE)
    source = Source("s", f"Before.\n\n{HOSTILE}\n\nAfter.", title=HOSTILE)
    claim = Claim(HOSTILE, HOSTILE, by=party, quotes=[source.quote(HOSTILE)])
    fact = Evidence("e", HOSTILE, figures=[Quantity(3, HOSTILE, of=HOSTILE)])
    return ArgumentMap.of(party, source, claim, fact, fact.supports(claim), title=HOSTILE)


def flows(block: Block) -> Iterator[Flow]:
    match block:
        case Paragraph() | Quotation():
            yield block
        case Grid():
            yield from (flow for row in block.rows for cell in row.cells for flow in cell)
        case Picture():
            return
        case _:
            yield from (flow for item in getattr(block, "items", ()) for flow in item)


def words(document: Document) -> list[str]:
    """Every paragraph and quotation of a report."""
    found = [flow for part in document.parts for block in part.blocks for flow in flows(block)]
    return [flow.words if isinstance(flow, Quotation) else plain(flow.line) for flow in found]


def anchors(document: Document) -> list[str]:
    blocks = [block for part in document.parts for block in part.blocks]
    rows = [row.anchor for block in blocks if isinstance(block, Grid) for row in block.rows]
    return [a for a in (*rows, *(b.anchor for b in blocks if isinstance(b, Paragraph))) if a]


def targets(document: Document) -> set[str]:
    found = [flow for part in document.parts for block in part.blocks for flow in flows(block)]
    runs = [run for flow in found for run in (flow.place if isinstance(flow, Quotation) else flow.line)]
    return {run.target for run in runs if run.target and not run.is_address}


# What it says


def test_it_has_all_parts_in_their_order() -> None:
    made = document(council_map())
    assert [part.name for part in made.parts] == [p for p in PARTS if p != "provenance"]
    assert made.title == "Rent cap"
    assert made.language == "en"


def test_every_element_of_the_seed_is_in_full_once() -> None:
    m = argmap.load(SEED)
    made = document(m, parts=["claims"])
    said = words(made)
    for n in m.nodes:
        assert said.count(n.text) == 1
        for quote in n.quotes:
            assert " ".join(quote.exact.split()) in said


def test_every_link_leads_to_a_place_of_the_report() -> None:
    for m in (council_map(), argmap.load(SEED)):
        made = document(m)
        places = anchors(made)
        assert len(places) == len(set(places))
        assert targets(made) <= set(places)


def test_tables_have_no_empty_columns() -> None:
    m = ArgumentMap.of(council := Party("council", "Council"), Claim("a", "Rents rise.", by=council))
    made = document(m, parts=["summary", "claims"])
    parties, claims = (block for part in made.parts for block in part.blocks if isinstance(block, Grid))
    assert parties.head == ("Party", "Holds, reports")
    assert claims.head == ("Id", "What it says")
    for grid in (parties, claims):
        assert sum(grid.shares) == pytest.approx(1)
        assert all(len(row.cells) == len(grid.head) == len(grid.shares) for row in grid.rows)


def test_links_lead_only_to_parts_that_are_there() -> None:
    assert targets(document(council_map(), parts=["answers", "quantities"])) == set()


def test_answers_figures_and_passages_are_those_of_the_map() -> None:
    made = {part.name: words_of_part(part) for part in document(council_map()).parts}
    assert any("shrink A cap shrinks supply." in text for text in made["answers"])
    assert any("survey attacks shrink" in text for text in made["answers"])
    assert "answered" in made["answers"]
    assert any("2024" in text for text in made["quantities"])
    assert any("A survey of 2024 says no." in text and "[survey]" in text for text in made["text"])


def words_of_part(part: Any) -> list[str]:
    found = [flow for block in part.blocks for flow in flows(block)]
    return [flow.words if isinstance(flow, Quotation) else plain(flow.line) for flow in found]


def test_a_quote_of_a_live_page_leads_to_its_words() -> None:
    m = council_map()
    (quote,) = m["cap"].quotes  # type: ignore[union-attr]
    address = fragment("https://example.org/release", quote)
    assert address == "https://example.org/release#:~:text=Rents%20may%20rise%20by%20at%20most%203%20percent."
    made = document(m, parts=["claims"])
    runs = [
        run
        for part in made.parts
        for block in part.blocks
        for flow in flows(block)
        if isinstance(flow, Quotation)
        for run in flow.place
    ]
    assert Run("on the page", target=address) in runs


def test_an_empty_map_has_a_report(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        made = argmap.report(ArgumentMap.of(), tmp_path / f"empty{suffix}")
        assert [part.name for part in made.parts] == ["figures", "findings"]


# Each format


def text_of(path: Path) -> str:
    """All words of a written report, for the comparison of formats."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as word:
            xml = word.read("word/document.xml").decode() + word.read("word/footnotes.xml").decode()
        paragraphs = re.sub(r"</w:p>", "\n", xml)
        return markup.unescape(re.sub(r"<[^>]+>", "", paragraphs))
    return path.read_text(encoding="utf-8")


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    m = council_map()
    for suffix in SUFFIXES:
        first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
        for path in (first, second):
            argmap.report(m, path)
        assert first.read_bytes().replace(b"a-1.svg", b"b-1.svg") == second.read_bytes()


def test_word_has_headings_captions_footnotes_and_alternative_texts(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    m = argmap.load(SEED)
    argmap.report(m, tmp_path / "report.docx")
    word = docx.Document(str(tmp_path / "report.docx"))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "In brief"
    assert len(headings) == len(set(headings)) >= 7
    assert word.core_properties.title == m.title
    xml = word.element.xml
    assert xml.count("SEQ Figure") == len(word.inline_shapes) >= 1
    assert all("rgument map. " in shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    assert "asvg:svgBlip" in xml
    assert xml.count("<w:tblHeader/>") == len(word.tables)
    text = text_of(tmp_path / "report.docx")
    for n in m.nodes:
        assert n.text in text
        assert all(" ".join(q.exact.split()) in text for q in n.quotes)
    bookmarks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    with zipfile.ZipFile(tmp_path / "report.docx") as whole:
        links = set(re.findall(r'w:anchor="([^"]+)"', xml + whole.read("word/footnotes.xml").decode()))
    assert links <= bookmarks


def without_breaks(text: str) -> str:
    """Text as it can be compared: without spaces, breaks and hyphens, headers of pages left out."""
    text = re.sub(r"\n\d+ of \d+\n\f(?:What it says In the words of the source\n)?", "", text)
    return re.sub(r"[\s\u00ad-]", "", text)


def test_pdf_has_all_words_and_is_tagged(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    m = argmap.load(SEED)
    argmap.report(m, tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert b"/MarkInfo" in content
    if (pdftotext := shutil.which("pdftotext")) is None:
        pytest.skip("no pdftotext on the PATH")
    read = subprocess.run(
        [pdftotext, "-raw", tmp_path / "report.pdf", "-"], capture_output=True, check=True
    ).stdout
    text = without_breaks(read.decode())
    for n in m.nodes:
        assert without_breaks(n.text) in text
        assert all(without_breaks(q.exact) in text for q in n.quotes)


def test_markdown_has_its_pictures_next_to_it(tmp_path: Path) -> None:
    made = argmap.report(argmap.load(SEED), tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    number = len([*pictures(made)])
    for n in range(1, number + 1):
        assert f"](report-{n}.svg)" in text
        assert (tmp_path / f"report-{n}.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(re.findall(r'<a id="([^"]+)"', text))


def test_hostile_text_is_text_in_every_format(tmp_path: Path) -> None:
    m = hostile_map()
    for suffix in SUFFIXES:
        argmap.report(m, tmp_path / f"report{suffix}", timeout=60.0)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "<script" not in re.sub(r"\\<", "", text)
    assert r"\{\{ 7 \* 7 \}\}" in text
    assert HOSTILE in text_of(tmp_path / "report.docx")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


ARABIC = "يجب تحديد سقف للإيجارات في المدينة."


def test_arabic_runs_from_the_right_in_every_format(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    council = Party("council", "المجلس البلدي")
    m = ArgumentMap.of(council, Claim("cap", ARABIC, by=council), Claim("plain", "Rents rise."))
    for suffix in SUFFIXES:
        argmap.report(m, tmp_path / f"a{suffix}", parts=["claims"])
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert f'<p dir="rtl">{ARABIC}</p>' in page
    assert page.count('dir="rtl"') == 1
    cells = [cell for row in docx.Document(str(tmp_path / "a.docx")).tables[0].rows for cell in row.cells]
    turned = [p.text for cell in cells for p in cell.paragraphs if "<w:bidi/>" in p._p.xml]
    assert turned == [ARABIC]
    (turned_xml,) = (p._p.xml for cell in cells for p in cell.paragraphs if p.text == ARABIC)
    assert turned_xml.index("<w:bidi/>") < turned_xml.index("<w:spacing")  # the order of properties is fixed


def test_a_letter_that_no_font_has_is_warned_of_and_replaced(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    m = ArgumentMap.of(Claim("a", "Private \ue560 letters."))
    with pytest.warns(UserWarning, match="no font has letters such as"):
        argmap.report(m, tmp_path / "a.pdf", parts=["claims"])
    if (pdftotext := shutil.which("pdftotext")) is None:
        pytest.skip("no pdftotext on the PATH")
    read = subprocess.run([pdftotext, tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout
    assert "Private \ufffd letters." in read.decode()


def test_long_words_stay_on_the_page(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    long = Claim("x" * 60, f"See https://example.org/{'path/' * 20} and {'w' * 150}.")
    short = Claim("short-of-thirty-letters-abcd", "A cap keeps tenants.")
    argmap.report(ArgumentMap.of(long, short, short.supports(long), title="T" * 90), tmp_path / "a.pdf")
    if (pdftotext := shutil.which("pdftotext")) is None:
        pytest.skip("no pdftotext on the PATH")
    read = subprocess.run(
        [pdftotext, "-bbox", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    ends = [float(found) for found in re.findall(r'xMax="([\d.]+)"', read)]
    assert len(ends) > 50
    assert max(ends) < 595.3 - MARGIN + 0.5


def test_a_mark_that_pdf_ua_refuses_has_another_in_its_place(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    argmap.report(ArgumentMap.of(Claim("a", "No\ufeffbreak.")), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_khmer_is_printed_where_its_font_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    pytest.importorskip("manimgx_fonts", reason="the extra scripts is not installed")
    words = "ពិដានថ្លៃឈ្នួល"
    argmap.report(ArgumentMap.of(Claim("a", words)), tmp_path / "a.pdf")  # a warning would be an error
    assert b"NotoSansKhmer" in (tmp_path / "a.pdf").read_bytes()


# Templates


@pytest.mark.parametrize(
    ("suffix", "template", "found"),
    [
        (
            ".html",
            "<title>{{ document.title }}</title>{% for part in parts %}<i>{{ part.title }}</i>{% endfor %}",
            "<i>In brief</i>",
        ),
        (".md", "House style\n{% for part in parts %}{{ part.title }}!{% endfor %}\n", "In brief!"),
    ],
)
def test_a_template_of_ones_own(suffix: str, template: str, found: str, tmp_path: Path) -> None:
    own = tmp_path / "own.jinja"
    own.write_text(template, encoding="utf-8")
    argmap.report(council_map(), tmp_path / f"report{suffix}", template=own)
    assert found in (tmp_path / f"report{suffix}").read_text(encoding="utf-8")


def test_a_typst_template_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.typ"
    own.write_text(
        '#set document(title: "x")\n#let report = json("report.json")\n#report.title\n', encoding="utf-8"
    )
    argmap.report(council_map(), tmp_path / "report.pdf", template=own)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_styles_of_a_word_document(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    house = docx.Document()
    house.sections[0].left_margin = 914_400
    house.save(str(tmp_path / "house.docx"))
    argmap.report(council_map(), tmp_path / "report.docx", template=tmp_path / "house.docx")
    assert docx.Document(str(tmp_path / "report.docx")).sections[0].left_margin == 914_400


@pytest.mark.parametrize(
    ("suffix", "template", "message"),
    [
        (".html", "{{ document.name }}", "no attribute 'name'"),
        (".html", "{% for %}", "the template cannot be used"),
        (".md", "{{ 1 / 0 }}", "ZeroDivisionError"),
        (".md", "{{ parts[0]['nothing'] }}", "has no attribute 'nothing'"),
        (".pdf", "#nothing", "unknown variable: nothing"),
        (".docx", "no zip", "the template is no Word document"),
    ],
)
def test_a_template_that_cannot_be_used_says_so(
    suffix: str, template: str, message: str, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.write_text(template, encoding="utf-8")
    with pytest.raises(ReportError, match=re.escape(message)) as caught:
        argmap.report(council_map(), tmp_path / f"report{suffix}", template=own)
    assert str(own) in str(caught.value)
    assert not (tmp_path / f"report{suffix}").exists()


# Mistakes


def test_an_unknown_part_names_the_one_that_is_meant(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"no part 'claim', expected some of: .*; did you mean 'claims'"):
        argmap.report(council_map(), tmp_path / "a.html", parts=["claim"])


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"a\.odt: no report .*\.html, \.pdf, \.docx, \.md"):
        argmap.report(council_map(), tmp_path / "a.odt")


@pytest.mark.parametrize(
    ("suffix", "module"), [(".html", "jinja2"), (".md", "jinja2"), (".pdf", "typst"), (".docx", "docx")]
)
def test_a_missing_extra_has_its_pip_line(
    suffix: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(argmap.MissingExtraError, match=r'pip install "argmap\[report\]"'):
        argmap.report(council_map(), tmp_path / f"a{suffix}")


# The command


def test_the_command_writes_a_report(tmp_path: Path) -> None:
    argmap.dump(council_map(), tmp_path / "map.argmap.json")
    out = tmp_path / "report.html"
    ran = CliRunner().invoke(
        main, ["report", str(tmp_path / "map.argmap.json"), "-o", str(out), "--parts", "summary, claims"]
    )
    assert ran.exit_code == 0, ran.output
    assert "report.html: 2 parts, 0 figures" in ran.output
    assert out.read_text(encoding="utf-8").count("<h2") == 2


def test_the_command_writes_what_the_function_writes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    argmap.report(argmap.load(SEED), tmp_path / "a" / "report.md")
    ran = CliRunner().invoke(main, ["report", str(SEED), "-o", str(tmp_path / "b" / "report.md")])
    assert ran.exit_code == 0, ran.output
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / n).iterdir()} for n in ("a", "b"))
    assert first == second


def test_the_command_explains_a_mistake(tmp_path: Path) -> None:
    argmap.dump(council_map(), tmp_path / "map.argmap.json")
    ran = CliRunner().invoke(
        main,
        ["report", str(tmp_path / "map.argmap.json"), "-o", str(tmp_path / "a.html"), "--parts", "figure"],
    )
    assert ran.exit_code == 2
    assert "did you mean 'figures'" in ran.output


def test_progress_names_each_part(tmp_path: Path) -> None:
    done: list[str] = []
    argmap.report(council_map(), tmp_path / "a.html", progress=done.append)
    assert tuple(done) == PARTS
