"""Engines: real ones on small graphs, and small programs that misbehave as engines do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import signal
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from argmap.errors import ArgmapError, RenderError, StyleError, UnknownFormatError
from argmap.rendering.output import engines
from argmap.rendering.output.engines import Drawing, draw

if TYPE_CHECKING:
    from collections.abc import Callable

GRAPH = "digraph { n1 -> n2 }"
MAGIC = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "dot": b"digraph"}

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
real = pytest.mark.parametrize(
    "engine",
    [
        "pure",
        pytest.param(
            "system", marks=pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz here")
        ),
    ],
)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a shell script in the place of graphviz-pure."""

    def install(script: str) -> Path:
        program = tmp_path / "graphviz-pure"
        program.write_text(f"#!/bin/sh\nPATH={os.defpath}\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(engines, "_pure_programs", lambda: iter([str(program)]))
        return tmp_path

    return install


@pytest.mark.engine
@real
def test_every_engine_draws_its_formats(engine: str) -> None:
    for form in engines.ENGINES[engine].formats:
        drawing = draw(GRAPH, form, engine=engine)
        assert drawing.data.startswith(MAGIC[form])
        assert drawing.engine == engine
        assert drawing.notes == ()


@pytest.mark.engine
def test_the_same_graph_gives_the_same_bytes() -> None:
    assert draw(GRAPH) == draw(GRAPH)
    assert draw(GRAPH).engine == "pure"


@pytest.mark.engine
def test_a_picture_in_pixels_has_the_resolution_asked_for() -> None:
    coarse, fine = (int.from_bytes(draw(GRAPH, "png", dpi=dpi).data[16:20]) for dpi in (72, 144))
    assert abs(fine - 2 * coarse) <= 2


@pytest.mark.engine
@real
@pytest.mark.parametrize(
    ("dot", "message"),
    [
        ("digraph {", "syntax error"),
        ("", "drew nothing"),
        ("digraph { n1 [label=<<b>>] }", "could not read"),  # rc 1, and yet a picture with the node's name
        ("\ud800 {", "could not read"),
    ],
)
def test_failures_are_reported(engine: str, dot: str, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        draw(dot, engine=engine, timeout=20)


@pytest.mark.engine
@real
def test_warnings_about_the_width_of_text_are_ignored(engine: str) -> None:
    """Cells have fixed sizes, whatever the engine thinks of the text."""
    cell = '<td fixedsize="true" width="30" height="10">a — long រាជរដ្ឋាភិបាល 東京</td>'
    dot = f'digraph {{ n1 [shape=plain fontname="Nowhere" label=<<table><tr>{cell}</tr></table>>] }}'
    assert draw(dot, engine=engine).notes == ()


@pytest.mark.engine
@real
def test_other_warnings_are_passed_on(engine: str) -> None:
    assert draw("digraph { n1:nowhere -> n2 }", engine=engine).notes == (
        "Warning: node n1, port nowhere unrecognized",
    )


@pytest.mark.engine
@real
def test_both_engines_know_the_cheaper_settings(engine: str) -> None:
    program = next(engines._pure_programs()) if engine == "pure" else "dot"
    dot = b"digraph { splines=ortho n1 -> n2 -> n3 -> n1 }"
    _, notes = engines._run(engine, [program, "-Tsvg", *engines._CHEAPER], dot, 20)
    assert notes == ()


@posix
def test_a_slow_layout_is_tried_once_more_with_less_care(stand_in: Callable[[str], Path]) -> None:
    stand_in('case "$*" in *nslimit*line*) echo cheap;; *) sleep 60;; esac')
    drawing = draw(GRAPH, timeout=0.6)
    assert drawing.data == b"cheap\n"
    assert drawing.notes == (
        "the layout took more than 0.4 s; this one has straight lines and more crossings",
    )


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_layout_without_end_is_stopped_with_its_children(stand_in: Callable[[str], Path]) -> None:
    folder = stand_in('sleep 60 <&- >&- 2>&- & echo $! >> "${0%/*}/children"; wait')
    with pytest.raises(
        RenderError, match=r"without an end.*straight lines.*timeout=.*fold evidence.*subset.*\.dot"
    ):
        draw(GRAPH, timeout=0.3)
    children = [int(line) for line in (folder / "children").read_text().split()]
    assert len(children) == 2
    deadline = time.monotonic() + 10  # the system takes a moment to bury them; they would sleep for a minute
    while any(map(_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(_alive, children))


def _alive(process: int) -> bool:
    """Whether it still runs; one that nobody has waited for yet is dead as well."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@posix
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("cat >/dev/null; kill -SEGV $$", "SIGSEGV"),
        ("cat >/dev/null; echo picture; echo 'Error: bad label' >&2; exit 1", "bad label"),
        ("cat >/dev/null; exit 3", "gave no reason"),
        ("cat >/dev/null", "drew nothing"),
        ("exit 3", "gave no reason"),  # without reading its input
    ],
)
def test_a_program_that_fails(stand_in: Callable[[str], Path], script: str, message: str) -> None:
    stand_in(script)
    with pytest.raises(RenderError, match=message):
        draw(GRAPH + " " * 200_000, engine="pure")


@posix
def test_repeated_warnings_are_passed_on_once(stand_in: Callable[[str], Path]) -> None:
    stand_in("echo picture; printf 'odd\\n\\nodd\\nWarning: cell size too small for content\\neven\\n' >&2")
    assert draw(GRAPH) == Drawing(b"picture\n", "pure", ("odd", "even"))


@pytest.mark.engine
@real
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_layout_that_takes_too_much_memory_is_stopped(engine: str) -> None:
    with pytest.raises(RenderError, match="crashed: SIG"):
        draw("digraph { node [peripheries=100000000] n1 }", engine=engine, timeout=60)


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_memory_has_a_limit(stand_in: Callable[[str], Path]) -> None:
    stand_in("cat >/dev/null; ulimit -v")
    assert int(draw(GRAPH).data) <= 2 * 1024**2  # in KiB


@posix
def test_where_one_engine_does_not_start_the_next_is_asked(
    stand_in: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    system = stand_in("echo system") / "dot"
    (tmp_path / "graphviz-pure").rename(system)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert draw(GRAPH).data == b"system\n"
    system.chmod(0o644)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match=r"does not start.*no Graphviz.*apt install graphviz, brew install"):
        draw(GRAPH)


def test_the_error_for_a_missing_engine_names_the_command_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "_pure_programs", lambda: iter(()))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match="pip install graphviz-pure"):
        draw(GRAPH, engine="pure")
    with pytest.raises(RenderError, match="apt install graphviz") as caught:
        draw(GRAPH, "pdf")
    assert caught.value.found == "auto"


@pytest.mark.parametrize("place", ["scripts", "user", "record", "path"])
def test_the_program_is_found_wherever_pip_put_it(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Path(next(engines._pure_programs())).resolve()
    here, elsewhere = str(program.parent), "/nonexistent"
    scripts, users = (here if place == p else elsewhere for p in ("scripts", "user"))
    monkeypatch.setattr(sysconfig, "get_path", lambda _, scheme="": users if scheme else scripts)
    monkeypatch.setenv("PATH", here if place == "path" else elsewhere)
    if place != "record":
        monkeypatch.setattr(importlib.metadata, "files", lambda _: None)
    (found,) = engines._pure_programs()
    assert Path(found).samefile(program)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        ({"engine": "sytem"}, StyleError, "did you mean 'system'"),
        ({"format": "pgn"}, UnknownFormatError, "did you mean 'png'"),
        ({"format": "pdf", "engine": "pure"}, UnknownFormatError, "does not draw pdf"),
        ({"timeout": 0}, StyleError, "timeout is 0"),
        ({"timeout": float("nan")}, StyleError, "timeout is nan"),
        ({"timeout": float("inf")}, StyleError, "timeout is inf"),
    ],
)
def test_options_are_checked(call: dict[str, object], kind: type[ArgmapError], message: str) -> None:
    with pytest.raises(kind, match=message):
        draw(GRAPH, **call)  # type: ignore[arg-type]


def test_a_user_can_bring_an_engine() -> None:
    class Echo:
        name = "echo"
        formats = ("svg",)

        def draw(self, dot: str, format: str, *, timeout: float, dpi: float) -> Drawing:  # noqa: ARG002
            return Drawing(dot.encode(), self.name)

    assert draw(GRAPH, engine=Echo()).data == GRAPH.encode()
    with pytest.raises(UnknownFormatError, match="'echo' does not draw png"):
        draw(GRAPH, "png", engine=Echo())


def test_signals_have_names() -> None:
    with pytest.raises(RenderError, match="SIGKILL"):
        engines._refuse("pure", -signal.SIGKILL, b"", ())
