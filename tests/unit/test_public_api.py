"""The names that users build on, and what importing them costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Final

import pytest

import argmap
from argmap.errors import ArgmapError

RECORDS: Final = (
    "Argument ArgumentMap Claim Data Evidence Party Provenance Quantity Quote Relation Section Source Statement "
    "Utterance Wording"
)
KINDS: Final = "ClaimKind EvidenceKind Fidelity Qualifier RelationKind Role"
ERRORS: Final = (
    "ArgdownError ArgmapError ArgmapErrorGroup DuplicateIdError FileError FormatError InUseError InvalidFileError "
    "InvalidMapError LimitError LossyError MissingExtraError NoMapError QuoteError ReadOnlyError RecordError "
    "RenderError ReportError StyleError UnknownFormatError UnknownIdError"
)
FUNCTIONS: Final = (
    "about ancestors bibliography check components coverage descendants diff dispute draw dump dumps figures "
    "from_networkx implied load loads losses match merge outline quantities reanchor render report responses to_dot "
    "to_graphviz to_networkx topological_order union unsupported update_source verify view"
)
RESULTS: Final = (
    "AcceptedFinding Coverage Diagnostic Diagram Diff Figure Finding Limits Loss LossWarning Mark Match Merge Overlay "
    "Page Pairing Passage ReadWarning Recovered Response Severity SmallTextWarning Style Table Verdict View"
)
EVALUATION: Final = "Acceptance Explanation Strength evaluate extensions hinges strength whatif why"
INTENDED: Final = {*f"{RECORDS} {KINDS} {ERRORS} {FUNCTIONS} {RESULTS} {EVALUATION}".split(), "__version__"}


def test_the_names_are_those_intended() -> None:
    assert set(argmap.__all__) == INTENDED
    assert len(argmap.__all__) == len(INTENDED)
    assert dir(argmap) == sorted(INTENDED)


@pytest.mark.parametrize("name", sorted(INTENDED - {"__version__"}))
def test_every_name_is_there_and_described(name: str) -> None:
    value = getattr(argmap, name)
    assert value.__name__ == name
    assert value.__module__.startswith("argmap.")
    assert inspect.getdoc(value)


def test_the_version_is_that_of_the_package() -> None:
    assert argmap.__version__[0].isdigit()


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="module 'argmap' has no attribute 'rendr'"):
        argmap.rendr  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", ERRORS.split())
def test_every_error_is_an_argmap_error(name: str) -> None:
    assert issubclass(getattr(argmap, name), ArgmapError)


def loaded_by(code: str) -> set[str]:
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {name.partition(".")[0] for name in printed.splitlines()[-1].split()}


def test_importing_loads_nothing_heavy() -> None:
    heavy = {"networkx", "graphviz", "graphviz_pure", "hypothesis", "msgspec", "rapidfuzz", "click", "numpy"}
    loaded = loaded_by("import argmap")
    assert "argmap" in loaded
    assert not loaded & heavy


def test_making_a_map_loads_nothing_heavy_either() -> None:
    code = (
        "from argmap import *\nc = Claim('c'); m = ArgumentMap.of(c, c.supports(c)).add(Party('p')); m.roots"
    )
    loaded = loaded_by(code.replace("import *", "import ArgumentMap, Claim, Party"))
    assert not loaded & {
        "networkx",
        "graphviz",
        "graphviz_pure",
        "hypothesis",
        "msgspec",
        "rapidfuzz",
        "click",
    }


def test_reading_and_writing_load_neither_graphs_nor_pictures() -> None:
    loaded = loaded_by(
        "from argmap import *\nimport argmap; argmap.loads(argmap.dumps(argmap.ArgumentMap.of()))".partition(
            "\n"
        )[2]
    )
    assert "msgspec" in loaded
    assert not loaded & {"networkx", "graphviz", "graphviz_pure", "hypothesis", "click"}
