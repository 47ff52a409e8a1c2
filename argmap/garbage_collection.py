"""Pausing Python's garbage collection while hundreds of thousands of records are made."""

from __future__ import annotations

import gc


class GarbageCollectionPaused:
    """No garbage collection within: all new records stay in use, so looking for garbage only costs time.

    A class, since a generator takes as long as a small file does to read.
    """

    __slots__ = ("_was_on",)

    def __enter__(self) -> None:
        """Stop looking for garbage."""
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        """Look for garbage as before."""
        if self._was_on:
            gc.enable()
