"""Laws of breaking lines."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from argmap.rendering.text.breaking import SPACELESS
from argmap.rendering.text.direction import bare
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.wrapping import HYPHEN, clusters, wrap

PIECES = [
    *"abWil.,;/-_?&=…—“”\n\t \u00a0\u200b\u3000",
    *[
        "the",
        "council",
        "Rindfleischetikettierung",
        "υπερασπιστής",
        "https://example.org/a-b?c=d",
        "\r\n",
        "\u2028",
        "3.5%",
    ],
    *[
        "e\u0301",
        "\u0301",
        "\U0001f468\u200d\U0001f469",
        "\u200d",
        "\ufe0f",
        "\U0001f1e9",
        "\U0001f44d\U0001f3fd",
    ],
    *["家賃", "。", "「", "」", "한국", "ក្រុំ", "\u17d2", "น้ำ", "क्षि", "سلام", "မြန်မာ", "เกาะ", "ឋា", "ັ"],
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)
widths = st.floats(1, 250)
sizes = st.floats(5, 20)


def ink(text: str) -> str:
    """What is neither white space nor the hyphen of a broken word nor a mark of direction."""
    return "".join(c for c in bare(text) if not c.isspace() and c != HYPHEN)


@given(texts, widths, sizes, st.booleans(), st.none() | st.integers(1, 4))
def test_no_line_is_too_wide(text: str, width: float, size: float, bold: bool, most: int | None) -> None:
    for line in wrap(text, width, size, bold=bold, max_lines=most).lines:
        words = bare(line)
        alone = len(list(clusters(words.removesuffix("…")))) <= 1
        spaceless = (
            SPACELESS.search(words) is not None
        )  # whose syllables, and widths next to each other, differ
        assert alone or spaceless or text_width(words, size, bold=bold) <= width + 1e-5


@given(texts, widths, sizes, st.booleans())
def test_nothing_is_lost_or_added(text: str, width: float, size: float, bold: bool) -> None:
    lines, cut = wrap(text, width, size, bold=bold)
    assert not cut
    assert ink("".join(lines)) == ink(text)


@given(texts, widths, sizes, st.integers(1, 4))
def test_what_is_cut_is_the_end(text: str, width: float, size: float, most: int) -> None:
    lines, cut = wrap(text, width, size, max_lines=most)
    assert len(lines) <= most
    if cut:
        assert bare(lines[-1]).endswith("…")
        assert ink(text).startswith(ink("".join(lines)).removesuffix("…"))
    else:
        assert lines == wrap(text, width, size).lines


@given(texts, sizes)
def test_a_wide_line_keeps_the_paragraphs(text: str, size: float) -> None:
    lines = wrap(text, 1e6, size).lines
    again = wrap("\n".join(map(bare, lines)), 1e6, size).lines
    assert again == lines


@given(texts, widths)
def test_clusters_stay_whole(text: str, width: float) -> None:
    """Every line is made of whole clusters of the text."""
    word = ink(text).replace("\u200b", "")
    borders = {0}
    for cluster in clusters(word):
        borders.add(max(borders) + len(cluster))
    end = 0
    for line in wrap(word, width, 9).lines:
        end += len(bare(line).removesuffix(HYPHEN))
        assert end in borders


@given(
    st.sampled_from(["Rindfleischetikettierungsgesetz", "antidisestablishmentarianism", "неподчиняемость"]),
    widths,
)
def test_broken_words_have_hyphens_where_these_fit(word: str, width: float) -> None:
    for line in wrap(word, width, 9).lines[:-1]:
        assert line.endswith(HYPHEN) or text_width(f"{line}{HYPHEN}", 9) > width
        assert len(line) > 3 or width < 40


@given(texts)
def test_clusters_make_up_the_text(text: str) -> None:
    parts = list(clusters(text))
    assert "".join(parts) == text
    assert all(parts)
    assert not any(unicodedata.category(part[0]).startswith("M") for part in parts[1:])


@given(texts, widths, sizes)
def test_lines_have_no_white_space_around_them(text: str, width: float, size: float) -> None:
    assert all(line == line.strip(" \t\n\r\u3000") for line in map(bare, wrap(text, width, size).lines))
