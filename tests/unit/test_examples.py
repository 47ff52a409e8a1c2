"""What lies in examples/ is what the code makes now."""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import argmap

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
REPORTS: Final = EXAMPLES / "reports"
NAMES: Final = ("national-assembly", "quay-street")

pytestmark = pytest.mark.engine


def script(name: str) -> Any:
    found = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("jinja2", "docx", "typst"):
        pytest.importorskip(package, reason="the extra report is not installed")
    folder = tmp_path_factory.mktemp("reports")
    script("reports").write(folder)
    return folder


def test_the_hearing_is_as_its_script_makes_it() -> None:
    module = script("quay_street")
    assert argmap.load(module.MAP) == module.hearing
    assert argmap.dumps(module.hearing) == module.MAP.read_text(encoding="utf-8")
    for source in module.hearing.sources:
        assert source.text == (EXAMPLES / "quay-street.txt").read_text(encoding="utf-8")


def test_the_hearing_has_no_findings_but_what_nobody_answers() -> None:
    found = argmap.check(argmap.load(EXAMPLES / "quay-street.argmap.json"))
    assert {finding.code for finding in found} == {"unanswered", "source-uncovered"}


def test_the_picture_of_the_hearing_is_current(same_words: Callable[[str, str], None]) -> None:
    hearing = argmap.load(EXAMPLES / "quay-street.argmap.json")
    drawn = argmap.draw(hearing, layout="dispute", between=("traders", "council")).svg
    same_words(words(drawn), words((EXAMPLES / "quay-street.svg").read_text(encoding="utf-8")))


def test_there_is_nothing_else(made: Path) -> None:
    assert sorted(path.name for path in REPORTS.iterdir()) == sorted(path.name for path in made.iterdir())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_pages_are_current(
    made: Path, name: str, suffix: str, same_words: Callable[[str, str], None]
) -> None:
    for path in (made / f"{name}{suffix}", *made.glob(f"{name}-*.svg")):
        kept = (REPORTS / path.name).read_text(encoding="utf-8")
        same_words(words(path.read_text(encoding="utf-8")), words(kept))


@pytest.mark.parametrize("name", NAMES)
def test_word_documents_are_current(made: Path, name: str, same_words: Callable[[str, str], None]) -> None:
    new, kept = (zipfile.ZipFile(folder / f"{name}.docx") for folder in (made, REPORTS))
    assert new.namelist() == kept.namelist()
    for part in new.namelist():
        if part.endswith((".xml", ".svg")):
            same_words(words(new.read(part).decode()), words(kept.read(part).decode()))


@pytest.mark.parametrize("name", NAMES)
def test_pdfs_are_current(made: Path, name: str) -> None:
    if (pdftotext := shutil.which("pdftotext")) is None:
        pytest.skip("no pdftotext on the PATH")
    read = [
        subprocess.run([pdftotext, folder / f"{name}.pdf", "-"], capture_output=True, check=True).stdout
        for folder in (made, REPORTS)
    ]
    new, kept = ({*re.findall(r"[^\W\d]+", text.decode())} for text in read)
    assert new == kept


def words(markup: str) -> str:
    """The words of a page, and those of its pictures in the order of the alphabet, however their lines are broken."""
    pictures = re.findall(r"<svg.*?</svg>", markup, re.DOTALL)
    rest = re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", markup, flags=re.DOTALL)
    return "\n".join([*_words(rest), *sorted(word for picture in pictures for word in _words(picture))])


def _words(markup: str) -> list[str]:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup)).split()


@pytest.fixture
def same_words() -> Callable[[str, str], None]:
    def compare(new: str, kept: str) -> None:
        assert new == kept, "out of date: python examples/quay_street.py; python examples/reports.py"

    return compare
