"""A process that ends engines when argmap ends before them, however it ends: also if it is killed and can do nothing.

It is a shell that waits at a pipe which only argmap holds. When that pipe closes, it kills the process groups
that it watches. It is there while something is drawn, and no longer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELL: Final = shutil.which("sh", path=os.defpath) if os.name == "posix" else None
"""The shell of the machine; None where there is none, so that nothing watches."""

_SCRIPT: Final = """
trap '' HUP INT TERM
running=
while read -r what group; do
  others=
  for other in $running; do [ "$other" = "$group" ] || others="$others $other"; done
  [ "$what" = forget ] && running=$others || running="$others $group"
done
for group in $running; do kill -s KILL -- "-$group"; done
"""


@define
class _Watchdog:
    """A shell that watches, and how many need it."""

    process: subprocess.Popen[bytes]
    needed: int = 0

    def tell(self, what: str, group: int) -> None:
        """Tell it of a group; if it was killed itself, nobody watches."""
        if self.process.stdin is not None:
            with suppress(OSError, ValueError):
                self.process.stdin.write(f"{what} {group}\n".encode())


class _Running:
    """Where the watchdog is, if there is one: one for all threads of a process, and none in a process forked off."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.watchdog: _Watchdog | None = None

    def forget(self) -> None:
        """Have none: the one there is belongs to another process, and must not wait for this one."""
        self.lock = threading.Lock()
        left, self.watchdog = self.watchdog, None
        if left is not None and left.process.stdin is not None:
            left.process.stdin.close()
            left.process.returncode = 0  # it is not a child of this process


_RUNNING: Final = _Running()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_RUNNING.forget)


@contextmanager
def running_watchdog() -> Iterator[_Watchdog | None]:
    """Keep one watchdog for everything that is drawn meanwhile; None where it cannot be had."""
    with _RUNNING.lock:
        if _RUNNING.watchdog is None:
            _RUNNING.watchdog = _started()
        if (watchdog := _RUNNING.watchdog) is not None:
            watchdog.needed += 1
    try:
        yield watchdog
    finally:
        if watchdog is not None:
            with _RUNNING.lock:
                watchdog.needed -= 1
                over = not watchdog.needed
                if over and _RUNNING.watchdog is watchdog:
                    _RUNNING.watchdog = None
            if over:
                _dismiss(watchdog)


@contextmanager
def watched(group: int) -> Iterator[None]:
    """Have a group of processes killed if argmap ends within this block."""
    with running_watchdog() as watchdog:
        if watchdog is not None:
            watchdog.tell("watch", group)
        try:
            yield
        finally:
            if watchdog is not None:
                watchdog.tell("forget", group)


def _started() -> _Watchdog | None:
    if SHELL is None:
        return None
    try:
        process = subprocess.Popen(  # noqa: S603 -- the shell of the machine, with the script above
            [SHELL, "-c", _SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env={},
            start_new_session=True,
        )
    except OSError:
        return None
    return _Watchdog(process)


def _dismiss(watchdog: _Watchdog) -> None:
    """End it, which has nothing left to watch; a process forked off just now may hold its pipe as well."""
    watchdog.process.kill()
    if watchdog.process.stdin is not None:
        watchdog.process.stdin.close()
    watchdog.process.wait()
