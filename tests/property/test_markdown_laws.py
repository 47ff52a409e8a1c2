"""Laws of notes: what is outside of the fences never changes, and a place in a fence is one of the note."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from attrs import evolve
from fuzz.grammar import document
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap import ArgmapError, ArgumentMap, Claim
from argmap.serializers import argdown, markdown
from argmap.serializers.markdown.fences import note_of
from argmap.serializers.markdown.joined import NoteLines, joined
from argmap.testing import maps

if TYPE_CHECKING:
    from random import Random

    from hypothesis.strategies import DrawFn

PREFIXES: Final = ("", "> ", ">", "  ", "- ", "1. ", "> - ", "- > ", "> > ", "* * ", "-\t", "10) ", "   ")
PROSE: Final = (
    "", "a", "# b", "    code", "```yaml\na: 1\n```", "````md\n```argdown\n[No]\n```\n````", "~~~\n~~~", "<p>c</p>",
    "<!--\n```argdown\n[No]\n```\n-->", "- d", "> e", "| f |", "***", "[g]: h", "`i` ~~~ j", "\tk\x0c\u2028l", "---",
    "\0",
)  # fmt: skip
INFOS: Final = ("argdown", "argdown-map", " argdown-source {#a}", "{.argdown #b}", "{argdown}", "ARGDOWN x=y")
ENDS: Final = ("\n", "\r\n", "\r")
LINE_END: Final = re.compile(r"\r\n|\r|\n")


class Made(NamedTuple):
    """A note, and what is in it.

    Attributes:
        text: The note.
        fences: The Argdown in its fences.
        around: What is outside of the lines within them, piece by piece.
    """

    text: str
    fences: list[str]
    around: list[str]


@st.composite
def notes(draw: DrawFn) -> Made:
    """Notes with fences in prose, quotes and lists."""
    end = draw(st.sampled_from(ENDS))
    texts = draw(st.lists(st.randoms(use_true_random=False).map(_argdown), min_size=1, max_size=3))
    around, inside = [""], []
    if draw(st.booleans()):
        around[-1] += f"\ufeff---{end}a: |{end} ```argdown{end}---{end}"
    for text in texts:
        for prose in draw(st.lists(st.sampled_from(PROSE), max_size=3)):
            around[-1] += LINE_END.sub(end, f"{prose}\n\n")
        around[-1] += f"{end}words{end}{end}"  # end what is open
        prefix = draw(st.sampled_from(PREFIXES))
        sign = draw(st.sampled_from("`~")) * max(3, _longest(text) + 1)
        within = re.sub(r"[^\s>]", " ", prefix)
        lines = LINE_END.split(text)[:-1]
        around[-1] += f"{prefix}{sign}{draw(st.sampled_from(INFOS))}{end}"
        inside.append([_line(within, line) + end for line in lines])
        around.append(f"{within}{sign}{end}")
    around[-1] += draw(st.sampled_from(PROSE))
    pieces = [piece for n, lines in enumerate(inside) for piece in (around[n], *lines)]
    return Made("".join([*pieces, around[-1]]), [_normal(text) for text in texts], around)


def _line(prefix: str, line: str) -> str:
    if not line:
        return prefix.rstrip()
    return f"{prefix} {line}" if prefix.endswith(">") and line[0] in " \t" else prefix + line


def _argdown(random: Random) -> str:
    """Argdown from a grammar, without what an executable cell would take for options."""
    text = document(random).encode("utf-8", "replace").decode().replace("#|", "")
    return f"{LINE_END.sub(chr(10), text)}\n"


def _normal(text: str) -> str:
    return LINE_END.sub("\n", text)


def _longest(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+|~+", text)), default=0)


@given(notes())
def test_all_fences_are_found_with_all_that_is_in_them(note: Made) -> None:
    assert [fence.text for fence in markdown.fences(note.text)] == note.fences


@given(notes(), st.data())
def test_one_fence_means_what_its_argdown_means_with_the_places_of_the_note(
    note: Made, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, len(note.fences)))
    text = note.fences[number - 1]
    alone = argmap.loads(text.removeprefix("\ufeff"), format="argdown", on_error="recover")
    found = argmap.loads(note.text, format="markdown", fence=number, on_error="recover")
    assert found.map == alone.map
    fence = markdown.fences(note.text)[number - 1]
    own = [d for d in found.diagnostics if d.code != "no-fence"]
    assert [(d.code, d.severity) for d in own] == [(d.code, d.severity) for d in alone.diagnostics]
    rows = note_of(note.text).rows
    for here, there in zip(own, alone.diagnostics, strict=True):
        assert here.line is not None
        assert there.line is not None
        assert here.line - fence.first == there.line
        line = LINE_END.split(text)[there.line - 1]
        assert here.column is not None
        assert there.column is not None
        if there.column <= len(line):
            assert rows[here.line - 1].text[here.column - 1 :] == line[there.column - 1 :]


@given(notes(), st.sampled_from(["", "\ufeff", "> ```argdown\n> ```\n\n"]))
def test_every_character_of_the_fences_is_where_its_place_is(note: Made, before: str) -> None:
    read = note_of(before + note.text)
    text = joined(read.fences)
    places = NoteLines(text, read, read.fences)
    for offset, sign in enumerate(places.text):
        line, column = places.position(offset)
        row = read.rows[line - 1].text
        inside = any(f.first < line <= f.first + len(f.contents) for f in read.fences)
        if inside and sign not in "\n ":
            assert row[column - 1] == sign


@given(notes(), st.randoms(use_true_random=False))
def test_an_edit_changes_nothing_outside_of_the_fences_and_means_the_map(note: Made, random: Random) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            m = argmap.loads(note.text, format="markdown")
        except ArgmapError:
            return
        new = Claim("new claim", random.choice(("Tea.", "```", "~~~~ a", "a\nb", "> c", "- d")))
        edited = m.add(new)
        if m.claims and random.random() < 0.5:
            edited = edited.add(new.supports(random.choice(m.claims)))
        if m.claims and random.random() < 0.5:
            edited = edited.without(random.choice(m.claims).id, cascade=True)
        again = markdown.edit(note.text, edited)
        back = argmap.loads(again, format="markdown")
    # A new claim without a section goes to that of what it bears on.
    states, meant = (
        {r.id: evolve(r, section=None) if isinstance(r, Claim) and r.id == new.id else r for r in records}
        for records in (back, edited)
    )
    assert states == meant
    assert (back.title, back.metadata) == (edited.title, edited.metadata)
    at = 0
    for piece in note.around:  # in this order, each after the one before
        place = again.find(_opening_shortened(piece), at)
        assert place >= at, piece
        at = place
    assert again.startswith(note.around[0])
    assert again.endswith(note.around[-1])


def _opening_shortened(piece: str) -> str:
    """A piece, of which the marks of a fence at its ends may have grown."""
    return re.sub(r"(?:`{3,}|~{3,})[^`~]*\Z", "", re.sub(r"\A[ >]*(?:`{3,}|~{3,})", "", piece))


@given(maps())
def test_a_map_is_written_as_argdown_is_in_a_fence(m: ArgumentMap) -> None:
    text = markdown.dumps(m)
    (fence,) = markdown.fences(text)
    assert fence.text.removesuffix("\n") == _normal(argdown.dumps(m)).removesuffix("\n")
    assert text.startswith("`")
    assert text.endswith("`\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert argmap.loads(text, format="markdown") == argmap.loads(argdown.dumps(m), format="argdown") == m


@pytest.mark.filterwarnings("ignore::argmap.ReadWarning")
@given(
    st.text(st.sampled_from("`~> -\t\n\r[]A:+1.{}#|=<!/\0\ufeffargdown")), st.randoms(use_true_random=False)
)
def test_any_text_is_read_or_refused_and_an_edit_means_its_map(text: str, random: Random) -> None:
    opening = random.choice(("```argdown\n", "> ~~~argdown\r\n", "- ```{argdown}\n", "", "<!--\n", "1. "))
    note = f"{opening}{text}\n```argdown\n[A]: a\n```\n{text}"
    with suppress(ArgmapError):
        m = argmap.loads(note, format="markdown").add(Claim("new", "New."))
        back = argmap.loads(markdown.edit(note, m), format="markdown")
        assert {record.id: record for record in back} == {record.id: record for record in m}
