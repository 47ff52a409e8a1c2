"""Doing something again whenever a file, or one that it names, is saved."""

from __future__ import annotations

import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from argmap.cli.terminal import warn
from argmap.errors import ArgmapError
from argmap.filesystem import changed_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.model import ArgumentMap

INTERVAL: Final = 0.3  # seconds between two looks at a watched file


def named_by(path: str, m: ArgumentMap) -> tuple[str, ...]:
    """The files of the sources that the map of a file names."""
    return tuple(str(PurePath(path).parent / source.file) for source in m.sources if source.file)


def watched(paths: tuple[str, ...], once: Callable[[], tuple[str, ...]]) -> None:
    """Do it now, and again whenever one of the files or one of those that they name changes, which ``once`` tells.

    Errors in it are reported, and it is watched on.
    """
    seen: dict[str, object] = dict.fromkeys(paths, "")
    try:
        while True:
            now: dict[str, object] = {file: changed_at(file) for file in seen}
            if now != seen:
                seen = now
                try:
                    others = once()
                except ArgmapError as error:
                    warn(f"argmap: {error}")
                else:
                    seen = {file: now.get(file) or changed_at(file) for file in (*paths, *others)}
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        return
