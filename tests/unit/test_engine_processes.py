"""Engines as processes: they end with argmap, have limits, and what they leave behind is not waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from argmap.errors import RenderError
from argmap.rendering.output import engines, watchdog
from argmap.rendering.output.engines import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GRAPH = "digraph { n1 -> n2 }"
SPIN = "while :; do :; done"
PATIENCE = 20.0  # seconds; a bound for what is at once, not a measurement

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")


def alive(process: int) -> bool:
    """Whether it still runs; one that nobody has waited for yet is dead as well."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def ends(*processes: int) -> bool:
    return eventually(lambda: not any(map(alive, processes)))


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def children_of(process: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                found.add(int(stat.parent.name))
    return found


class StandIn:
    """A shell script in the place of graphviz-pure, and the processes that it wrote down."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "graphviz-pure"
        self.notes = folder / "pids"

    def set(self, script: str) -> None:
        """The script; ``$pids`` is the file for processes."""
        self.program.write_text(f"#!/bin/sh\nPATH={os.defpath}\npids='{self.notes}'\n{script}\n")
        self.program.chmod(0o755)

    @property
    def pids(self) -> list[int]:
        return [int(line) for line in self.notes.read_text().split()] if self.notes.exists() else []


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    made = StandIn(tmp_path)
    monkeypatch.setattr(engines, "_pure_programs", lambda: iter([str(made.program)]))
    yield made
    for pid in filter(alive, made.pids):
        os.kill(pid, signal.SIGKILL)


DRAWING = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it, as & does
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # as nohup does
from argmap.rendering.output import engines, watchdog
engines._pure_programs = lambda: iter([sys.argv[1]])
{more}
engines.draw("digraph {{ n1 -> n2 }}", timeout={timeout})
"""


def drawing(stand_in: StandIn, timeout: float = 600, more: str = "") -> subprocess.Popen[bytes]:
    """Another argmap, which draws with the stand-in and has come so far that this wrote down its process."""
    code = DRAWING.format(more=more, timeout=timeout)
    process = subprocess.Popen([sys.executable, "-c", code, str(stand_in.program)], stderr=subprocess.DEVNULL)
    assert eventually(lambda: bool(stand_in.pids))
    return process


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGHUP])
def test_an_engine_ends_with_its_parent_however_that_ends(stand_in: StandIn, how: signal.Signals) -> None:
    stand_in.set(f'cat >/dev/null; sleep 600 <&- >&- 2>&- & echo $! >> "$pids"; echo $$ >> "$pids"; {SPIN}')
    parent = drawing(stand_in)
    assert eventually(lambda: len(stand_in.pids) == 2)
    helpers = children_of(parent.pid)
    assert set(stand_in.pids) & helpers
    parent.send_signal(how)
    parent.wait(PATIENCE)
    assert ends(*stand_in.pids, *helpers)


@pytest.mark.engine
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_graphviz_itself_ends_with_its_parent(how: signal.Signals) -> None:
    code = (
        "from argmap.rendering.output.engines import draw\n"
        "import sys\n"
        "lines = ''.join(f'n{i} -> n{(i * 7919 + k * 131) % 900};' for i in range(900) for k in range(3))\n"
        "print('begun', flush=True)\n"
        "draw('digraph {' + lines + '}', timeout=600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert eventually(lambda: len(children_of(parent.pid)) == 2)  # the engine and the watchdog
        engine = children_of(parent.pid)
        parent.send_signal(how)
        parent.wait(PATIENCE)
    assert ends(*engine)


def test_several_threads_share_a_warden_and_leave_nothing(stand_in: StandIn) -> None:
    stand_in.set('cat >/dev/null; cut -d " " -f 4 /proc/$$/stat >/dev/null; sleep 0.2; echo picture')
    before = children_of(os.getpid())
    threads = [threading.Thread(target=draw, args=(GRAPH,)) for _ in range(4)]
    seen: set[str] = set()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for child in children_of(os.getpid()) - before:
            with suppress(OSError):
                if "running=" in Path(f"/proc/{child}/cmdline").read_text():
                    seen.add(str(child))
        time.sleep(0.005)
    assert len(seen) == 1
    assert children_of(os.getpid()) == before
    assert watchdog._RUNNING.watchdog is None


def test_what_was_drawn_is_not_killed_later(stand_in: StandIn) -> None:
    """The watchdog forgets a group that has ended: its number may be another's by now."""
    stand_in.set("cat >/dev/null; echo picture")
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as other:
        with watchdog.running_watchdog() as watching:
            assert watching is not None
            with watchdog.watched(other.pid):
                pass
            assert watching.process.stdin is not None
            watching.process.stdin.close()
            watching.process.wait(PATIENCE)
        assert alive(other.pid)
        with watchdog.running_watchdog() as watching, watchdog.watched(other.pid):
            assert watching is not None
            assert watching.process.stdin is not None
            watching.process.stdin.close()
            watching.process.wait(PATIENCE)
        assert ends(other.pid)


def test_a_process_forked_off_keeps_no_engine_alive(stand_in: StandIn) -> None:
    """It has a copy of the pipe at which the watchdog waits, and closes it."""
    stand_in.set(f'cat >/dev/null; echo $$ >> "$pids"; {SPIN}')
    fork = "import os, threading, time\ndef fork():\n    time.sleep(0.5)\n    os.fork() or time.sleep(600)\n"
    parent = drawing(stand_in, more=f"{fork}threading.Thread(target=fork, daemon=True).start()")
    assert eventually(lambda: len(children_of(parent.pid)) == 3)
    children = children_of(parent.pid)
    (forked,) = {
        child
        for child in children - {*stand_in.pids}
        if "running=" not in Path(f"/proc/{child}/cmdline").read_text()
    }
    parent.kill()
    parent.wait(PATIENCE)
    try:
        assert ends(*children - {forked})
    finally:
        os.kill(forked, signal.SIGKILL)


def test_a_process_forked_off_draws_by_itself(stand_in: StandIn) -> None:
    stand_in.set("cat >/dev/null; echo picture")
    with watchdog.running_watchdog() as ours:
        child = os.fork()
        if not child:  # no assertion here: what it raises would run the tests of this file once more
            with watchdog.running_watchdog() as another:
                fine = another is not ours and draw(GRAPH).data == b"picture\n"
            os._exit(0 if fine else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert draw(GRAPH).data == b"picture\n"
        assert ours is not None
        assert ours.process.poll() is None


def test_without_a_warden_the_limit_of_the_processor_ends_an_engine(stand_in: StandIn) -> None:
    stand_in.set(f'cat >/dev/null; echo $$ >> "$pids"; {SPIN}')
    parent = drawing(stand_in, timeout=0.5, more="watchdog.SHELL = None")
    assert children_of(parent.pid) == {*stand_in.pids}
    parent.kill()
    parent.wait(PATIENCE)
    assert ends(*stand_in.pids)  # after two or three seconds of its own


@pytest.mark.parametrize("from_outside", [True, False])
def test_the_processor_has_a_limit_just_after_the_timeout(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, from_outside: bool
) -> None:
    stand_in.set("cat >/dev/null; ulimit -S -t; ulimit -H -t; ulimit -c")
    if not from_outside:  # as on macOS
        monkeypatch.setattr(engines, "_FROM_OUTSIDE", False)
        monkeypatch.setattr(engines, "_limit", lambda *_: None)
    assert draw(GRAPH, timeout=30).data.split() == [b"21", b"22", b"0"]
    (stand_in.program.parent / "odd name").mkdir()
    program = stand_in.program.rename(stand_in.program.parent / "odd name" / "graphviz pure")
    monkeypatch.setattr(engines, "_pure_programs", lambda: iter([str(program)]))
    assert draw(GRAPH, "png", timeout=30).data.split()[0] == b"21"


def test_limits_of_others_that_are_narrower_stay(stand_in: StandIn) -> None:
    stand_in.set("cat >/dev/null; ulimit -S -t; ulimit -H -t; ulimit -v")
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (9, 11))\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 40))\n"
        f"{DRAWING.format(more='', timeout=30)}".replace("engines.draw(", "picture = engines.draw(")
        + "print(picture.data.decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(stand_in.program)], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["9", "11", str(1 << 20)]


def test_an_engine_that_is_out_of_its_time_is_one_that_is_too_slow(stand_in: StandIn) -> None:
    """Several threads use it up before the timeout."""
    stand_in.set('case "$*" in *nslimit*) echo cheap;; *) kill -s XCPU $$;; esac')
    assert draw(GRAPH).data == b"cheap\n"
    stand_in.set("kill -s XCPU $$")
    with pytest.raises(RenderError, match="without an end"):
        draw(GRAPH)


def test_a_child_that_holds_the_pipes_does_not_outlast_the_timeout(stand_in: StandIn) -> None:
    stand_in.set('cat >/dev/null; sleep 600 & echo $! >> "$pids"; sleep 600')
    with pytest.raises(RenderError, match="without an end"):
        draw(GRAPH, timeout=0.6)
    assert len(stand_in.pids) == 2
    assert ends(*stand_in.pids)


@pytest.mark.skipif(sys.platform == "darwin", reason="it cannot be found out there")
@pytest.mark.parametrize("child", ["sleep 600", "setsid sleep 600"])
def test_what_was_drawn_counts_also_if_a_child_is_left_that_holds_the_pipes(
    stand_in: StandIn, child: str
) -> None:
    stand_in.set(f'cat >/dev/null; {child} & echo $! >> "$pids"; echo picture; echo odd >&2')
    drawing = draw(GRAPH, timeout=0.6)
    assert (drawing.data, drawing.notes) == (b"picture\n", ("odd",))
    assert len(stand_in.pids) == 1
    assert child != "sleep 600" or ends(*stand_in.pids)
    stand_in.set(f'cat >/dev/null; {child} & echo $! >> "$pids"; echo bad >&2; exit 1')
    with pytest.raises(RenderError, match="could not read the graph: bad"):
        draw(GRAPH, timeout=0.6)


def test_a_child_that_left_the_group_and_holds_the_pipes_is_not_waited_for(stand_in: StandIn) -> None:
    stand_in.set('cat >/dev/null; setsid sleep 600 & echo $! >> "$pids"; sleep 600')
    raised: list[BaseException] = []

    def drawn() -> None:
        try:
            draw(GRAPH, timeout=0.6)
        except RenderError as error:
            raised.append(error)

    thread = threading.Thread(target=drawn, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert [type(error) for error in raised] == [engines.TooSlowError]


def test_an_interrupted_drawing_leaves_no_process(stand_in: StandIn) -> None:
    stand_in.set(f'cat >/dev/null; echo $$ >> "$pids"; {SPIN}')
    parent = drawing(stand_in)
    helpers = children_of(parent.pid)
    parent.send_signal(signal.SIGINT)
    parent.wait(PATIENCE)
    assert ends(*helpers)
