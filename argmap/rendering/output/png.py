"""PNG files: how many pixels they have, and how large they say that they are on paper.

Word processors take a picture that says nothing to have 72 or 96 dots per inch, so that one for print comes out a yard
wide.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final, NamedTuple

from argmap.errors import RenderError

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEAD: Final = 8 + 25  # the signature, and the first chunk with its length, name and checksum
_METRE: Final = 0.0254  # of an inch
_PER_METRE: Final = 1  # the unit of pHYs


class Pixels(NamedTuple):
    """The size of a picture in pixels."""

    width: int
    height: int


def pixels(png: bytes) -> Pixels:
    """The size of a PNG picture.

    Raises:
        RenderError: It is none.
    """
    if not png.startswith(_SIGNATURE) or len(png) < _HEAD or png[12:16] != b"IHDR":
        raise RenderError("the engine's output is not PNG", found=png[:8], expected="PNG")
    return Pixels(*struct.unpack(">II", png[16:24]))


def with_resolution(png: bytes, dpi: float) -> bytes:
    """The picture with the note that it has so many dots per inch, in place of any other.

    >>> from argmap.rendering.output.engines import draw
    >>> b"pHYs" in with_resolution(draw("digraph { a }", "png").data, 300)
    True
    """
    per_metre = max(round(dpi / _METRE), 1)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, _PER_METRE)
    note = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_HEAD] + note + _without_resolution(png[_HEAD:])


def _without_resolution(chunks: bytes) -> bytes:
    """The chunks up to the pixels without the one that states a resolution."""
    kept, at = [], 0
    while at + 8 <= len(chunks):
        end = at + 12 + int.from_bytes(chunks[at : at + 4], "big")
        name = chunks[at + 4 : at + 8]
        if name == b"IDAT":
            break
        if name != b"pHYs":
            kept.append(chunks[at:end])
        at = end
    return b"".join([*kept, chunks[at:]])
