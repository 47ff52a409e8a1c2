"""How the marks of an overlay look: a word in a frame, which sign, ground and border tell apart without colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from argmap.overlay import Tone
from argmap.rendering.colors import WHITE
from argmap.rendering.looks import GREY, PartyLook
from argmap.rendering.scene import Key
from argmap.rendering.text.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import ArgumentMap
    from argmap.overlay import Mark, Overlay
    from argmap.rendering.looks import RelationLook
    from argmap.rendering.style import Style

FAINT: Final = "#8A8A8A"
"""The colour of lines that are there no more."""

_IMPLIED: Final = "Relations are marked where that differs from what they come from."
_TOLD: Final = 6  # different marks, such as numbers, of which more are not counted
_AROUND: Final = 8  # of a word, with the border


class _Form(NamedTuple):
    sign: str
    color: str
    line: str
    filled: bool


_FORMS: Final[Mapping[Tone, _Form]] = {
    Tone.STANDING: _Form("", "#0B5D45", "solid", True),
    Tone.FALLEN: _Form("×", "#A01527", "dashed", False),
    Tone.OPEN: _Form("?", "#4A4A4A", "solid", False),
    Tone.ADDED: _Form("+", "#0B5D45", "solid", True),
    Tone.REMOVED: _Form("−", "#A01527", "dashed", False),
    Tone.CHANGED: _Form("≠", "#4A2C7D", "solid", False),
}


class Badge(NamedTuple):
    """A mark as it is drawn.

    Attributes:
        words: Its sign and its text.
        border, fill, ink: Colours of its frame, ground and words.
        line: How its frame is drawn: solid or dashed.
        note: Words under the text of the card, or "".
        gone: Whether what it is on is there no more.
    """

    words: str
    border: str
    fill: str
    ink: str
    line: str
    note: str = ""
    gone: bool = False

    def width(self, size: float) -> int:
        """How wide it is in all, with words of a size."""
        return round(text_width(self.words, size, bold=True)) + _AROUND


def badge_of(mark: Mark, style: Style) -> Badge:
    """A mark as a style draws it.

    >>> from argmap import Mark, Style
    >>> badge_of(Mark("OUT", "fallen"), Style()).words
    '× OUT'
    """
    form = _FORMS[mark.tone]
    color, ground = style.tone(form.color), style.tone(WHITE)
    return Badge(
        f"{form.sign} {mark.text.strip()}".lstrip(),
        ground if form.filled else color,  # so that it stands out from a header as dark as it is
        color if form.filled else ground,
        ground if form.filled else color,
        form.line,
        mark.note.strip(),
        mark.tone is Tone.REMOVED,
    )


def gone(style: Style) -> PartyLook:
    """The look of a card that is there no more: nothing in it is filled."""
    white = style.tone(WHITE)
    ink = style.tone(GREY)
    return PartyLook(ink, white, ink, white)


def faint(look: RelationLook, style: Style) -> RelationLook:
    """The look of a line that is there no more."""
    return evolve(look, color=style.tone(FAINT), width=look.width * 0.6)


def key_of(overlay: Overlay | None, style: Style, *, implied: bool = False) -> Key | None:
    """What a legend says of an overlay; of marks that are ``implied``, too."""
    if overlay is None:
        return None
    note = " ".join(filter(None, (overlay.note.strip(), _IMPLIED * implied)))
    meanings = ((badge_of(mark, style), words.strip()) for mark, words in overlay.meanings)
    return Key(overlay.title.strip(), tuple(meanings), note)


def in_words(overlay: Overlay | None, m: ArgumentMap) -> str:
    """How many elements of a map have which mark, in a sentence; "" if there is nothing to tell.

    >>> from argmap import ArgumentMap, Claim, Mark, Overlay
    >>> m = ArgumentMap.of(Claim("cap"), Claim("stay"))
    >>> in_words(Overlay("Grounded semantics", {"cap": Mark("IN", "standing")}), m)
    'Grounded semantics: 1 IN.'
    """
    if overlay is None:
        return ""
    counts = Counter(mark.text.strip() for i, mark in overlay.marks.items() if i in m)
    told = ", ".join(f"{count} {text}" for text, count in counts.items()) if len(counts) <= _TOLD else ""
    return f"{': '.join(filter(None, (overlay.title.strip(), told)))}."
