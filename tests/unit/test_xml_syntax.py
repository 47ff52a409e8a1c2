from __future__ import annotations

import builtins
import socket
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ArgmapError, FormatError, LimitError
from argmap.limits import Limits, imposed
from argmap.syntax import xml
from argmap.testing import hostile_text

if TYPE_CHECKING:
    from argmap.diagnostics import Diagnostic

names = st.sampled_from(("a", "b", "c-d", "é"))
plain = st.text() | hostile_text()


@st.composite
def elements(draw: Any) -> ET.Element:
    open_ = [root := ET.Element(draw(names))]
    for _ in range(draw(st.integers(0, 8))):
        inner = ET.SubElement(draw(st.sampled_from(open_)), draw(names))
        inner.attrib = draw(st.dictionaries(names, plain.map(xml.writable), max_size=2))
        inner.text, inner.tail = draw(plain.map(xml.writable)), draw(plain.map(xml.writable))
        open_.append(inner)
    return root


def flat(root: ET.Element) -> list[tuple[str, dict[str, str], str, str]]:
    return [(e.tag, e.attrib, e.text or "", e.tail or "") for e in root.iter()]


@given(elements(), st.booleans())
def test_round_trip_is_stable(root: ET.Element, cdata: bool) -> None:
    text = xml.write(root, indent="", cdata=frozenset({"a"} if cdata else ()))
    assert flat(xml.parse(text)[0]) == flat(root)
    assert flat(ET.fromstring(text.encode())) == flat(root)  # noqa: S314 - our own text


@given(elements())
def test_indenting_adds_white_space_only(root: ET.Element) -> None:
    read, _ = xml.parse(xml.write(root))
    texts = [(e.text or "").strip() for e in root.iter()]
    assert [(e.text or "").strip() for e in read.iter()] == texts
    for before, after in zip(root.iter(), read.iter(), strict=True):
        assert (after.text or "") == (before.text or "") or (
            not before.text and not (after.text or "").strip()
        )


@given(plain)
def test_unwritable_characters_become_one_character_each(text: str) -> None:
    replaced = xml.writable(text)
    assert len(replaced) == len(text)
    assert all(b in (a, "\ufffd") for a, b in zip(text, replaced, strict=True))
    assert xml.parse(xml.write(_with_text(text)))[0].text == (replaced or None)


def _with_text(text: str) -> ET.Element:
    element = ET.Element("a")
    element.text = text
    return element


@given(st.text("<>&;!?-[]/ax='\"\n\x00\ud800D#") | st.text())
def test_only_argmap_errors_come_out(text: str) -> None:
    for document in (
        text,
        f"<a>{text}</a>",
        f"<!DOCTYPE a [{text}]><a/>",
        f'<!DOCTYPE a SYSTEM "x"><a b="{text}"/>',
    ):
        try:
            xml.parse(document)
        except ArgmapError:
            continue


def test_lines_are_those_of_the_start_tags() -> None:
    root, lines = xml.parse('<?xml version="1.0"?>\n<a>\n  <b\n x="1"/>\r\n<c/></a>')
    assert [lines[e] for e in root.iter()] == [2, 3, 5]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ('<!DOCTYPE a [\n<!ENTITY x "y">]><a>&x;</a>', 2),
        ('<!DOCTYPE a [\n<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>', 2),
        ('<!DOCTYPE a [\n<!ENTITY % x SYSTEM "file:///etc/hosts"> %x;]><a/>', 2),
        (
            '<!DOCTYPE a [<!ENTITY l "ha">\n'
            + "".join(f'<!ENTITY l{n} "' + f"&l{n - 1 or ''};" * 10 + '">' for n in range(1, 10))
            + "]><a>&l9;</a>",
            1,
        ),
        ('<!DOCTYPE a SYSTEM "a.dtd">\n<a>&x;</a>', 2),
        ('<!DOCTYPE a SYSTEM "a.dtd">\n<a b="&x;"/>', 2),
        ("<a>\n&x;</a>", 2),
    ],
)
def test_entities_are_refused(document: str, line: int) -> None:
    with pytest.raises(FormatError) as caught:
        xml.parse(document)
    assert caught.value.line == line
    assert "entity" in str(caught.value)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("something was opened")

    xml.parse("<a/>")  # what is imported on first use is imported now
    monkeypatch.setattr(builtins, "open", forbidden)
    monkeypatch.setattr(socket, "socket", forbidden)
    for system in ("http://127.0.0.1:9/a.dtd", "a.dtd", "file:///etc/hosts"):
        root, _ = xml.parse(f'<!DOCTYPE a SYSTEM "{system}"><a>&lt;<![CDATA[&x;]]></a>')
        assert root.text == "<&x;"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "line 1, column 1: not XML: no element found"),
        (
            "<a>\n<b>",
            "line 2, column 4: not XML: no element found (the text ends too early: is the file complete?)",
        ),
        (
            "<a>&</a>",
            "line 1, column 5: not XML: not well-formed (invalid token) (write & as &amp; and < as &lt; in texts)",
        ),
        ("<a/><b/>", "line 1, column 5: not XML: junk after document element"),
        ("<p:a/>", "line 1, column 1: not XML: unbound prefix"),
        ("<a>\n\ud800</a>", "line 2, column 1: the text holds a lone surrogate, which UTF-8 cannot write"),
    ],
)
def test_errors_say_what_is_wrong_and_where(document: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        xml.parse(document)
    assert str(caught.value).startswith(message)


def test_names_as_written_need_no_declaration() -> None:
    document = '<sacm:a sacm:b="1" xmlns:y="u"><c y:d="x:E"/></sacm:a>\n'
    root, _ = xml.parse(document, names="written")
    assert xml.write(root, declaration="", indent="") == document
    expanded, _ = xml.parse('<y:a xmlns:y="u" y:b="1" c="2"/>')
    assert (expanded.tag, expanded.attrib) == ("{u}a", {"{u}b": "1", "c": "2"})


def test_comments_and_instructions_are_reported() -> None:
    seen: list[Diagnostic] = []
    root, _ = xml.parse(
        "<!DOCTYPE a [<!-- of the type -->]>\n<a>x<!-- why -->y<?go on?>z</a>", report=seen.append
    )
    assert root.text == "xyz"
    assert [(d.code, d.line) for d in seen] == [("comment-dropped", 2), ("processing-instruction-dropped", 2)]


def test_the_declared_encoding_is_ignored() -> None:
    assert xml.parse('<?xml version="1.0" encoding="UTF-16"?><a>é</a>')[0].text == "é"


def test_depth_is_unlimited() -> None:
    deep = 10_000
    root, lines = xml.parse("<a>" * deep + "</a>" * deep)
    assert len(lines) == deep
    text = xml.write(root)
    assert len(list(xml.parse(text)[0].iter())) == deep
    assert len(text) < deep * 250


def test_elements_have_a_limit() -> None:
    text = "<a>" + "<b/>\n" * 5 + "</a>"
    with imposed(Limits(nodes=6)):
        assert len(xml.parse(text)[0]) == 5
    for names in ("expanded", "written"):
        with (
            imposed(Limits(nodes=4)),
            pytest.raises(LimitError, match=r"line 4: .*more elements.*limit is 4"),
        ):
            xml.parse(text, names=names)


@pytest.mark.parametrize(
    ("document", "expanded"),
    [
        (
            '<!DOCTYPE a [<!ENTITY x "b&#x20;c">\n]><a b="&x;">&x;&amp;&y;</a>',
            '<!DOCTYPE a \n><a b="b&#x20;c">b&#x20;c&amp;&y;</a>',
        ),
        (
            "<?a b?><!--&x;-->\n<!DOCTYPE a[<!----><!ENTITY x 'b'><!ENTITY x 'c'>]><a>&x;<!--&x;--><![CDATA[&x;]]></a>",
            "<?a b?><!--&x;-->\n<!DOCTYPE a><a>b<!--&x;--><![CDATA[&x;]]></a>",
        ),
    ],
)
def test_entities_that_are_short_for_a_text_can_be_read(document: str, expanded: str) -> None:
    assert xml.without_short_entities(document) == expanded


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x "b"><!ENTITY y "&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x "b">]><a/>',
        '<!DOCTYPE a [<!ENTITY x "<b/>">]><a>&x;</a>',
        "<!DOCTYPE a [<!ENTITY x 'a\"b'>]><a>&x;</a>",
        '<!DOCTYPE a [<!ELEMENT a ANY><!ENTITY x "b">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "a.dtd" [<!ENTITY x "b">]><a>&x;</a>',
        "<a>&x;</a>",
    ],
)
def test_documents_with_other_declarations_stay_as_they_are(document: str) -> None:
    assert xml.without_short_entities(document) == document


def test_entities_are_limited() -> None:
    document = f'<!DOCTYPE a [<!ENTITY x "{"b" * 1000}">]><a>{"&x;" * 1000}</a>'
    with imposed(Limits(characters=999_999)), pytest.raises(LimitError, match="the limit is 999,999"):
        xml.without_short_entities(document)
    assert xml.without_short_entities(document).count("b") == 1_000_000
