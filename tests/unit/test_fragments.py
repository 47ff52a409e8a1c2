"""Text fragments: what a browser would find by the address of a quote."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import Quote, Source
from argmap.reporting.fragments import fragment

PAGE = "https://example.org/a"
WORDS = st.sampled_from(
    ("rents", "rose", "Rents", "in", "May,", "a-b", "50%", "x & y", "(so)", "état", "again.")
)
TEXTS = st.lists(WORDS | st.sampled_from(("\n\n", "\n")), min_size=1, max_size=30).map(" ".join)


def directive(text: str, start: int, end: int) -> str:
    return fragment(PAGE, Quote("s", text[start:end], start, end), text).removeprefix(f"{PAGE}#:~:text=")


def browsed(text: str, found: str) -> tuple[int, int] | None:
    """What a browser finds: the first whole words that fit, in any case and with any space."""
    parts = found.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    inner = ["" if not part else r"\s+".join(map(re.escape, unquote(part).split())) for part in parts]
    before = r"\s+".join(map(re.escape, prefix.split())) + r"\s*" if prefix else ""
    after = r"\s*" + r"\s+".join(map(re.escape, suffix.split())) if suffix else ""
    bound = r"(?:(?<!\w)|(?!\w))"  # no word goes on over it
    whole = f"{'' if before else bound}{{}}{bound}"
    start = re.search(f"{before}(?P<it>{whole.format(inner[0])}){after}", text, re.IGNORECASE)
    if start is None:
        return None
    if len(inner) == 1:
        return start.span("it")
    end = re.compile(inner[1], re.IGNORECASE).search(text, start.end("it"))
    return (start.start("it"), end.end()) if end else None


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Rents, it says, may rise", "it says, may", "it%20says%2C%20may"),
        ("A long-term cap & more", "long-term cap & more", "long%2Dterm%20cap%20%26%20more"),
        ("Its parents may rise early", "rents may ris", "parents%20may%20rise"),
        ("One two.\n\nThree four.", "two.\n\nThree", "two.,Three"),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k l", "a%20b%20c%20d%20e,h%20i%20j%20k%20l"),
        ("家賃は上がった。", "上がった", "%E4%B8%8A%E3%81%8C%E3%81%A3%E3%81%9F"),
        ("Line\nbreak here", "Line\nbreak", "Line%20break"),
    ],
)
def test_words_are_encoded_and_completed(text: str, words: str, found: str) -> None:
    start = text.index(words)
    assert directive(text, start, start + len(words)) == found


def test_words_that_come_several_times_have_what_is_around_them() -> None:
    text = "Rents rose. In May, rents rose again."
    assert directive(text, 20, 30) == "May%2C-,rents%20rose"
    assert directive(text, 0, 10) == "Rents%20rose,-.%20In"
    assert browsed(text, directive(text, 20, 30)) == (20, 30)
    assert browsed(text, directive(text, 0, 10)) == (0, 10)


def test_a_range_ends_where_the_quote_does() -> None:
    text = "First we met in the hall. Then they met in the hall at noon.\n\nAll of us went to meet in the hall at noon."
    quote = text[:60] + text[60:]
    found = directive(text, 0, len(quote))
    assert browsed(text, found) == (0, len(text))


def test_a_page_with_a_fragment_keeps_it() -> None:
    quote = Source("s", "Rents rose.").quote("Rents rose")
    assert fragment(f"{PAGE}#part", quote) == f"{PAGE}#part:~:text=Rents%20rose"
    assert fragment(f"{PAGE}#part:~:text=x", quote) == f"{PAGE}#part:~:text=Rents%20rose"
    assert fragment(PAGE, Quote("s", " \n ")) == PAGE


@given(TEXTS, st.data())
def test_a_browser_finds_words_at_least_as_long_as_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = directive(text, start, end)
    words = text[start:end].strip()
    if not any(map(str.isalnum, words)):
        return
    assert re.fullmatch(r"[\w.~%,-]+", found, re.ASCII)
    place = browsed(text, found)
    assert place is not None
    if text.casefold().count(words.casefold()) == 1:
        begins = text.index(words)
        assert place[0] <= begins
        assert place[1] >= begins + len(words)
