"""The texts in which reviews of claims come: web pages, lines, JSON with mistakes, other encodings, packed files."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, Final

import pytest

import argmap
from argmap import Limits
from argmap.errors import FormatError, LimitError, UnknownFormatError

if TYPE_CHECKING:
    from pathlib import Path

TEA: Final = {"@type": "ClaimReview", "claimReviewed": "Tea is blue.", "author": {"name": "Checkers"}}
LINE: Final = json.dumps(TEA)
TYPE: Final = 'type="application/ld+json"'


def texts(text: str) -> list[str]:
    """The claims of a text."""
    found = argmap.loads(text, format="claimreview", on_error="recover").map
    assert argmap.loads(text, format="claimreview", on_error="recover").map == found
    assert argmap.losses(found, "claimreview") == ()
    return [claim.text for claim in found.claims]


def codes(text: str) -> list[tuple[str, int | None, int | None]]:
    """What is reported of a text, and where."""
    found = argmap.loads(text, format="claimreview", on_error="recover").diagnostics
    return [(d.code, d.line, d.column) for d in found]


def script(content: str = LINE, attributes: str = TYPE) -> str:
    return f"<script {attributes}>{content}</script>"


@pytest.mark.parametrize(
    "attributes",
    [
        TYPE,
        "TYPE='Application/LD+JSON'",
        "type=application/ld+json",
        'class="a" data-x="a > b < c" type = "application/ld+json; charset=utf-8"',
        "async\ntype\n=\n'application/ld+json'\nid='x'",
        'type="application/ld&#43;json"/',
    ],
)
def test_a_script_is_known_by_its_type(attributes: str) -> None:
    assert texts(f"<html>{script(attributes=attributes)}") == ["Tea is blue."]


@pytest.mark.parametrize(
    "page",
    [
        "<html>",
        f"<!-- {script()} -->",
        f"<textarea>{script()}</textarea>",
        script(attributes=f'type="text/plain" data-{TYPE}'),
        script(attributes="type='application/json'"),
        f"<script>let a = '{script()[:-9]}<\\/script>'</script>",
        f"<script {TYPE}",
    ],
)
def test_other_scripts_are_not_read(page: str) -> None:
    with pytest.raises(FormatError, match="found a web page without JSON-LD, expected a script of type"):
        texts(page)


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!-- a --!>", "<!-- <!-- -->", "<!-- a -- b > -->"])
def test_comments_end_where_browsers_end_them(comment: str) -> None:
    assert texts(f"<html>{comment}{script()}") == ["Tea is blue."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"<![CDATA[{LINE}]]>", "Tea is blue."),
        (f"/*<![CDATA[*/\n{LINE}\n/*]]>*/", "Tea is blue."),
        (f"<!--\n{LINE}\n//-->", "Tea is blue."),
        (LINE.replace('"', "&quot;").replace("blue", "&amp;"), "Tea is &."),
        (LINE.replace("blue", "&amp;"), "Tea is &amp;."),
        (LINE.replace("blue", "<\\/script>"), "Tea is </script>."),
    ],
)
def test_what_scripts_are_wrapped_in(content: str, words: str) -> None:
    assert texts(f"<html>{script(content)}") == [words]


@pytest.mark.parametrize(
    ("bad", "words", "column"),
    [
        ("Tea\nis", "Tea\nis", 4),
        ("Tea\tis", "Tea\tis", 4),
        ("Tea \\ud83d", "Tea \ufffd", 5),
        ("Tea \\ud83c\\udf75 \\\\ud83d \\ude00", "Tea \U0001f375 \\ud83d \ufffd", 26),
        ('x", "claimReviewed": "Tea', "Tea", 5),
        ('Tea", "x": [NaN, -Infinity, 1e999], "y": "z', "Tea", 13),
    ],
)
def test_small_mistakes_of_json_are_mended_and_reported(bad: str, words: str, column: int) -> None:
    text = LINE.replace("Tea is blue.", bad)
    start = text.index(bad)
    for whole, before in (
        (text, 0),
        (f"[{LINE},\n{text}]", -1),
        (f"<p>{script(text)}", 3 + len(script("")) - 9),
    ):
        assert texts(whole)[-1:] == [words]
        ((code, line, at),) = codes(whole)
        assert (code, line) == ("json-mended", 2 if before < 0 else 1)
        assert at == start + column + max(before, 0)
    assert texts(f"{LINE}\n{text if chr(10) not in text else LINE}\n")[0] == "Tea is blue."


def test_broken_scripts_and_lines_are_reported_and_the_rest_is_read() -> None:
    page = f"<html>\n{script('{')}\n{script()}{script('')}"
    assert texts(page) == ["Tea is blue."]
    assert codes(page) == [("script-not-read", 2, 37), ("script-not-read", 3, 36 + len(script()))]
    for lines in (
        f"\ufeff\n{LINE}\n\n{LINE[:-5]}\n{LINE[:-7]}\n",
        f"{LINE}\r\n{LINE[:-5]}\r\n",
        f"{LINE},\r{LINE[:-5]}\r",
    ):
        assert texts(lines) == ["Tea is blue."]
        assert {code for code, _, _ in codes(lines)} == {"line-not-read"}
    assert texts(f"[{LINE}]\n{LINE},\n{{}}\n") == ["Tea is blue."] * 2
    with pytest.raises(FormatError, match=r"^line 2, column 3: not JSON"):
        texts("{\n  ?\n}")


def test_other_markup_is_named() -> None:
    microdata = (
        '<div itemscope itemtype="http://schema.org/ClaimReview"><b itemprop="claimReviewed">Tea</b></div>'
    )
    with pytest.raises(
        FormatError, match=r"marks its reviews up with microdata, .*\(microdata is not read: turn it"
    ):
        texts(f"<html>{microdata}")
    with pytest.raises(FormatError, match="RDFa is not read"):
        texts('<p vocab="http://schema.org/" typeof="ClaimReview">')
    with pytest.raises(FormatError, match=r"found \{'@type': 'WebSite'\}, .*microdata is not read"):
        texts("<html>" + script('{"@type": "WebSite"}') + microdata)
    assert texts(f"<html>{script()}{microdata}") == ["Tea is blue."]


def test_limits_hold_in_pages_and_lines() -> None:
    for text in (f"{LINE}\n" * 50, f"<html>{script() * 50}", f"[{', '.join([LINE] * 50)}]"):
        with pytest.raises(LimitError):
            argmap.loads(text, format="claimreview", limits=Limits(nodes=100))


BLUE: Final = json.dumps({**TEA, "claimReviewed": "Thé «bleu» €"}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<html><meta charset="utf-8">', "utf-8"),
        ("<html><head><meta charset=iso-8859-1>", "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15" />', "iso-8859-15"),
        ("<?xml version='1.0' encoding='windows-1252'?>\n<html>", "cp1252"),
        ("<html><title>x</title><meta name=a><META CHARSET='macintosh'>", "mac_roman"),
        ("<html><meta charset=latin1>", "utf-8"),
        ("<html>", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"{head}{script(BLUE)}".encode(encoding))
    assert [c.text for c in argmap.load(path).claims] == ["Thé «bleu» €"]


@pytest.mark.parametrize("name", ["utf-7", "rot13", "unicode_escape", "idna", "undefined", "x", "utf-8", "é"])
def test_other_encodings_are_refused(name: str) -> None:
    page = f"<html><meta charset={name}>{script(BLUE)}".encode("cp1252")
    with pytest.raises(FormatError, match="is not UTF-8"):
        argmap.loads(page, format="claimreview")


def test_packed_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.claimreview.json").write_bytes(gzip.compress(LINE.encode()))
    with pytest.raises(FormatError, match=r"they are packed with gzip \(unpack the file first\)"):
        argmap.load(tmp_path / "a.claimreview.json")
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(LINE.encode()))
    with pytest.raises(UnknownFormatError, match=r"no format is known by the suffix.*\(unpack it first\)"):
        argmap.load(tmp_path / "a.json.gz")


def test_feeds_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    answer: Any = {"results": [{"claim": {"text": "Tea is blue.", "claimReview": [{"url": "x"}]}}]}
    for name, text in {
        "a.json": json.dumps(answer),
        "a.txt": f"{script()}\n{script()}\n",
        "b.txt": f"{LINE}\n{LINE}\n",
        "a.xhtml": f"<html>{script()}",
    }.items():
        (tmp_path / name).write_text(text)
        assert {c.text for c in argmap.load(tmp_path / name).claims} == {"Tea is blue."}
