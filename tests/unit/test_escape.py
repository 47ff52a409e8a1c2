"""Text in its places, one trap each."""

from __future__ import annotations

import pytest

from argmap.rendering.text import escape
from argmap.words import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — text\n\twith 東京 😀", "plain — text\n\twith 東京 😀"),
        ("\0\x1b\x7f", "␀␛␡"),
        ("\x85\x9f\ud800\udfff\ufffe\uffff", "\ufffd" * 6),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_every_character_stays_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_labels() -> None:
    assert escape.html('<b>\\N & "x"') == r"&lt;b&gt;\\N &amp; &quot;x&quot;"
    assert escape.html("a\nb") == 'a<br align="left"/>b'


@pytest.mark.parametrize(
    "address",
    ["https://example.org/?a=1&b=2#c", "HTTP://example.org", "mailto:press@example.org", "#src-c1"],
)
def test_addresses_that_may_be_linked_to(address: str) -> None:
    assert escape.is_safe_url(address)


@pytest.mark.parametrize(
    "address",
    [
        *["", "#", "http://", "//example.org", "example.org", "/etc/passwd", "file:///etc/passwd"],
        *["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "JAVASCRIPT:alert(1)"],
        *["data:text/html,x", "vbscript:x", "\x01https://example.org", " https://example.org"],
    ],
)
def test_addresses_that_may_not_be_linked_to(address: str) -> None:
    assert not escape.is_safe_url(address)
