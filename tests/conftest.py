"""What all tests share: how hard hypothesis looks, the text of the real statement, the real maps."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).parents[1]
CORPORA: Final = ROOT.parent / "shared" / "corpora"
INPUTS: Final = ROOT.parent / "shared" / "failures"
CHROMIUM: Final = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)  # whole maps are large values
# Whoever runs the tests to see them pass gets the same examples each time; thorough looks elsewhere each time.
settings.register_profile(
    "dev", max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The statement that the project began with, untouched."""
    return (ROOT / "seeds" / "national-assembly-2024-11-30.txt").read_bytes().decode()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The real maps next to the project, which it may not ship."""
    if not CORPORA.is_dir():
        pytest.skip(f"no real maps in {CORPORA}")
    return CORPORA


@pytest.fixture(scope="session")
def inputs() -> Path:
    """Small inputs as other tools and people write them, next to the project."""
    if not INPUTS.is_dir():
        pytest.skip(f"no inputs in {INPUTS}")
    return INPUTS


@pytest.fixture(scope="session")
def reference_parser(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Callable[[str], Any]]]:
    """Ask the reference parser of Argdown: a script for node that answers each line of JSON with one gives a function.

    ARGMAP_ARGDOWN_ORACLE names a folder with oracle.cjs and node_modules, which the script gets as its argument.
    """
    folder, node = os.environ.get("ARGMAP_ARGDOWN_ORACLE"), shutil.which("node")
    if not folder or not node or not (Path(folder) / "oracle.cjs").is_file():
        pytest.skip("no reference parser: ARGMAP_ARGDOWN_ORACLE names no folder with oracle.cjs")
    home = Path(folder).resolve()
    with ExitStack() as processes:

        def asking(script: str) -> Callable[[str], Any]:
            server = tmp_path_factory.mktemp("oracle") / "server.cjs"
            server.write_text(script)
            process = processes.enter_context(
                subprocess.Popen(
                    [node, str(server), str(home)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
            )
            assert process.stdin
            assert process.stdout
            into, out = process.stdin, process.stdout
            processes.callback(into.close)

            def ask(text: str) -> Any:
                into.write(json.dumps(text) + "\n")
                into.flush()
                return json.loads(out.readline())

            return ask

        yield asking


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; tests that need it are skipped where it is not."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on the PATH")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
