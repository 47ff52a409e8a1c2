"""What a picture shows of an evaluation or a comparison: marks on elements and what they mean, as plain data.

Whatever finds something out about a map makes an overlay of it, and the drawing knows nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Protocol, runtime_checkable

from attrs import field, frozen

from argmap.errors import StyleError
from argmap.messages import shown
from argmap.values import Frozen, Vocabulary, misfit, must_be

LONGEST: Final = 24
"""Characters of the text of a mark, which stands next to the name of a card."""


class Tone(Vocabulary):
    """What a mark says at a glance; it decides the colour, the sign and the frame of the mark."""

    STANDING = "standing"
    FALLEN = "fallen"
    OPEN = "open"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @classmethod
    def unknown(cls, word: object) -> StyleError:
        """The error for what is none of them."""
        known = ", ".join(cls)
        return StyleError(
            f"unknown tone {shown(word)}, expected one of: {known}", path="tone", found=word, expected=known
        )


def _tone(value: str) -> Tone:
    return Tone.of(value)


def _text(mark: object, attribute: Any, value: str) -> None:
    """Refuse what is no text that can stand in a picture."""
    if not isinstance(value, str):
        raise misfit(value, f"text for {attribute.name!r} of a {type(mark).__name__} is", StyleError)


def _short(mark: object, attribute: Any, value: str) -> None:
    _text(mark, attribute, value)
    if not 0 < len(value.strip()) <= LONGEST or not value.isprintable():
        raise StyleError(
            f"the text of a mark is {shown(value)}, expected 1 to {LONGEST} characters in one line",
            path=attribute.name,
            found=value,
            expected=f"1 to {LONGEST} characters in one line",
            hint="longer words go into the note",
        )


@frozen
class Mark(Frozen):
    """What is said of one element.

    Attributes:
        text: A word or a number that is printed on the card: "IN", "0.73", "ADDED".
        tone: standing, fallen, open, added, removed or changed.
        note: Words under the text of the card, such as "was: Rents rose."; "" for none.

    Raises:
        StyleError: A text of no or more than 24 characters or of several lines, or an unknown tone.

    >>> Mark("IN", "standing").tone
    <Tone.STANDING: 'standing'>
    """

    _REFUSAL: ClassVar = StyleError

    text: str = field(validator=_short)
    tone: Tone = field(converter=_tone)
    note: str = field(default="", validator=_text)


def _marks(value: Mapping[str, Mark]) -> Mapping[str, Mark]:
    must_be(value, Mapping, "a Mark for each id")
    for id, mark in value.items():
        must_be(id, str, "an id of an element")
        must_be(mark, Mark, "a Mark for each id")
    return dict(value)


def _meanings(value: Sequence[tuple[Mark, str]]) -> tuple[tuple[Mark, str], ...]:
    must_be(value, (tuple, list), "pairs of a Mark and what it means")
    for pair in value:
        if not isinstance(pair, (tuple, list)) or [*map(type, pair)] != [Mark, str]:
            raise misfit(pair, "a pair of a Mark and what it means is", StyleError)
    return tuple([(mark, meaning) for mark, meaning in value])


@frozen
class Overlay(Frozen):
    """What a picture shows beyond the map: a mark for each of some elements, and what the marks mean.

    Attributes:
        title: What it is about, as the heading of its part of the legend: "Grounded semantics".
        marks: The marks of claims, evidence, arguments, utterances and relations, by id.
        meanings: Marks and what they mean, as the legend says it.
        note: On what all of it stands, a sentence for the legend; "" for none.

    Raises:
        ArgmapError: A field has another type.

    >>> stands = Mark("IN", "standing")
    >>> overlay = Overlay("Grounded semantics", {"cap": stands}, [(stands, "accepted")])
    >>> overlay.meanings[0][1]
    'accepted'
    """

    _REFUSAL: ClassVar = StyleError

    title: str = field(validator=_text)
    marks: Mapping[str, Mark] = field(converter=_marks)
    meanings: tuple[tuple[Mark, str], ...] = field(default=(), converter=_meanings)
    note: str = field(default="", validator=_text)


@runtime_checkable
class HasOverlay(Protocol):
    """A result that a picture can show."""

    def overlay(self) -> Overlay:
        """What a picture shows of it."""
        ...


def as_overlay(value: Overlay | HasOverlay | None) -> Overlay | None:
    """The overlay of a result; None for none.

    Raises:
        StyleError: It is neither an overlay nor a result that has one.
    """
    if value is None or isinstance(value, Overlay):
        return value
    if isinstance(value, HasOverlay) and not isinstance(value, type) and callable(value.overlay):
        found = value.overlay()
        must_be(found, Overlay, "an Overlay")
        return found
    expected = "an Overlay, or a result with a method overlay(),"
    raise misfit(
        value, f"{expected} is", StyleError, expected="an Overlay, or a result with a method overlay()"
    )
