"""A process that ends engines when argmap ends before them, however it ends: also if it is killed and can do nothing.

It is a shell that waits at a pipe which only argmap holds. When that pipe closes, it kills the process groups that it
was told of and was not told to forget. It is there while something is drawn, and no longer.
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
class _Warden:
    """A shell that watches, and how many need it."""

    process: subprocess.Popen[bytes]
    needed: int = 0

    def tell(self, what: str, group: int) -> None:
        """Tell it of a group; if it was killed itself, nobody watches."""
        if self.process.stdin is not None:
            with suppress(OSError, ValueError):
                self.process.stdin.write(f"{what} {group}\n".encode())


class _Post:
    """Where the warden is, if there is one: one for all threads of a process, and none in a process forked off."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.warden: _Warden | None = None

    def forsake(self) -> None:
        """Begin anew: the warden is another process's, and must not wait for this one."""
        self.lock = threading.Lock()
        left, self.warden = self.warden, None
        if left is not None and left.process.stdin is not None:
            left.process.stdin.close()
            left.process.returncode = 0  # it is not a child of this process


_POST: Final = _Post()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POST.forsake)


@contextmanager
def on_duty() -> Iterator[_Warden | None]:
    """Keep one warden for everything that is drawn meanwhile; None where it cannot be had."""
    with _POST.lock:
        if _POST.warden is None:
            _POST.warden = _started()
        if (warden := _POST.warden) is not None:
            warden.needed += 1
    try:
        yield warden
    finally:
        if warden is not None:
            with _POST.lock:
                warden.needed -= 1
                over = not warden.needed
                if over and _POST.warden is warden:
                    _POST.warden = None
            if over:
                _dismiss(warden)


@contextmanager
def watched(group: int) -> Iterator[None]:
    """Have a group of processes killed if argmap ends within this block."""
    with on_duty() as warden:
        if warden is not None:
            warden.tell("watch", group)
        try:
            yield
        finally:
            if warden is not None:
                warden.tell("forget", group)


def _started() -> _Warden | None:
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
    return _Warden(process)


def _dismiss(warden: _Warden) -> None:
    """End it, which has nothing left to watch; a process forked off just now may hold its pipe as well."""
    warden.process.kill()
    if warden.process.stdin is not None:
        warden.process.stdin.close()
    warden.process.wait()
