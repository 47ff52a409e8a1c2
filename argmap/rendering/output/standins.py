"""Letters that engines measure wrongly stand aside while a graph is laid out, for Latin ones of the same width.

The engine that comes with argmap has no widths but those of Latin letters, and takes each byte of others for a space;
that of the machine has other fonts on every machine. So it is given words such as "jil.," that are as wide as the text,
and the text is put back into what it made.
"""

from __future__ import annotations

import html
import re
from itertools import product
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.rendering.text.helvetica import estimated, is_known
from argmap.rendering.text.metrics import text_width
from argmap.rendering.text.scripts import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RUN: Final = re.compile(r'(<b>)?(?<=>)([^<>"\n]*[^\x00-\x7f<>"\n][^<>"\n]*)(?=<)')
"""A text in an HTML-like label, which has no quotation marks of its own; all else beyond ASCII is in such marks."""

_DRAWN: Final = re.compile(rb"(?<=>)[^<>]+(?=</text>)")
_PLACED: Final = re.compile(rb'(?<=>)[^<>"\n]+(?=<)')
_WIDE: Final = "n"
_FINE: Final = 2  # wide letters for which narrow ones are taken
_MOST: Final = 7  # of these
_NARROW: Final = {False: ("ijl", "!,./:;I[]ft"), True: ("jl,./I", "!():;[]ft")}
"""Letters of two widths that differ by little, in regular and bold, from which any width can be made."""


@frozen
class Disguise:
    """A DOT text for an engine to lay out, and what stands for what in it."""

    dot: str
    _texts: Mapping[bytes, str] = field(factory=dict)

    @classmethod
    def of(cls, dot: str) -> Disguise:
        """A DOT text in which stand-ins are; as it is if it has Latin, Greek and Cyrillic letters only."""
        if dot.isascii():
            return cls(dot)
        found = {(bool(m[1]), m[2]): "" for m in _RUN.finditer(dot) if _is_measured_wrongly(m[2])}
        if not found:
            return cls(dot)
        taken = {m[2] for m in _RUN.finditer(dot)} | {*re.findall(r"(?<=>)[^<>\"\n]+(?=<)", dot)}
        words: dict[tuple[bool, float], Iterator[str]] = {}  # further ones for texts that are as wide
        for bold, run in found:
            width = round(text_width(_text(run), 1, bold=bold), 2)
            names = words.setdefault((bold, width), _words(width, bold=bold))
            name = found[bold, run] = next(name for name in names if name not in taken)
            taken.add(name)

        def stand_in(m: re.Match[str]) -> str:
            return (m[1] or "") + found.get((bool(m[1]), m[2]), m[2])

        return cls(_RUN.sub(stand_in, dot), {name.encode(): run for (_, run), name in found.items()})

    def off(self, drawn: bytes, format: str) -> bytes:
        """What an engine made of it with its own text."""
        if not self._texts:
            return drawn
        form = _DRAWN if format == "svg" else _PLACED

        def text(m: re.Match[bytes]) -> bytes:
            run = self._texts.get(m[0])
            if run is None:
                return m[0]
            return (html.escape(_text(run), quote=False) if format == "svg" else run).encode()

        return form.sub(text, drawn)


def _is_measured_wrongly(run: str) -> bool:
    return not is_known(_text(run).translate(_AS_ALWAYS))


_AS_ALWAYS: Final = str.maketrans(dict.fromkeys(map(ord, DRAWN), " "))


def _text(run: str) -> str:
    return html.unescape(run).replace("\\\\", "\\")


def _words(width: float, *, bold: bool) -> Iterator[str]:
    """Words of about a width in sizes of the font, all different, the ones that come nearest first."""
    wide = estimated(_WIDE, 1, bold=bold)
    bulk = max(int(width / wide) - _FINE, 0)
    rest = width - bulk * wide
    first, second = _NARROW[bold]
    one, other = (estimated(letters[0], 1, bold=bold) for letters in (first, second))
    tried = sorted(
        ((n, m) for n in range(_MOST) for m in range(_MOST) if 0 < n + m <= _MOST),
        key=lambda counts: (abs(counts[0] * one + counts[1] * other - rest), counts),
    )
    for n, m in tried:
        for letters in product(*[second] * m, *[first] * n):
            yield _WIDE * bulk + "".join(letters)
