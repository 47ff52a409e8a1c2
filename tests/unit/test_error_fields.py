"""What errors carry besides their messages, for programs, and that nothing of it is lost in copies."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pytest

import argmap
from argmap import ArgumentMap, Claim, Evidence, Party, Quantity, Quote, Relation, Section, Source
from argmap.diagnostics import Diagnostic, ReadWarning
from argmap.errors import ArgmapError, ArgmapErrorGroup
from argmap.exchange import Loss, LossWarning
from argmap.filesystem import FileWarning
from argmap.messages import Hint
from argmap.model import Data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

for module in pkgutil.walk_packages(argmap.__path__, "argmap."):
    importlib.import_module(module.name)


def below(kind: type[ArgmapError]) -> Iterator[type[ArgmapError]]:
    """A type of error of argmap and all that are derived from it."""
    if kind.__module__.startswith("argmap."):
        yield kind
    for inner in kind.__subclasses__():
        yield from below(inner)


KINDS: Final = sorted(set(below(ArgmapError)), key=lambda kind: kind.__qualname__)
FIELDS: Final = ("path", "ids", "found", "expected", "nearest", "hint", "line", "column")


def pickled(protocol: int, one: Any) -> Any:
    return pickle.loads(pickle.dumps(one, protocol))  # noqa: S301 - our own


COPIES: Final[dict[str, Callable[[Any], Any]]] = {
    **{f"pickle {n}": partial(pickled, n) for n in range(pickle.HIGHEST_PROTOCOL + 1)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}
MORE: Final = {  # fields that some types have besides
    "verdict": "near",
    "passages": (argmap.Passage(4, 8, "fees", 0.9),),
    "losses": (Loss("cap", "weight", "0.5 is lost"),),
    "diagnostics": (Diagnostic("code", "error", "message", 3, 5, snippet="  x\n  ^", hint="do"),),
    "limit": "claims",
    "wanted": (Claim,),
    "listed": 3,
}


def full(kind: type[Any]) -> Any:
    """An error with something in each of its fields."""
    if issubclass(kind, ArgmapErrorGroup):
        error = kind("several problems", [full(ArgmapError), full(argmap.QuoteError)])
    else:
        error = kind("a message")
    error.path, error.ids, error.found = "$.claims[3].by", ("cap", "fee"), ("x", 3)
    error.expected, error.nearest = "an id", "cop"
    error.hint = Hint("name it with {format}", format=...).owned(["format"])
    error.line, error.column = 3, 5
    for name, value in MORE.items():
        if hasattr(kind, name):
            setattr(error, name, value)
    error.add_note("from a pipeline")
    return error


def contents(error: Any) -> dict[str, Any]:
    """All that an error holds, as values that can be compared."""
    if isinstance(error, BaseException):
        return {
            "type": type(error),
            "text": str(error),
            "args": error.args,
            **{name: contents(value) for name, value in vars(error).items()},
            "exceptions": [contents(inner) for inner in getattr(error, "exceptions", ())],
        }
    if isinstance(error, Hint):
        return {"type": Hint, "text": str(error), **{name: getattr(error, name) for name in Hint.__slots__}}
    return error  # type: ignore[no-any-return]


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_every_error_is_copied_with_all_its_fields(kind: type[Any], way: str) -> None:
    error = full(kind)
    again = COPIES[way](error)
    assert contents(again) == contents(error)
    assert {name: getattr(again, name) for name in FIELDS} == {name: getattr(error, name) for name in FIELDS}
    again.in_file("map.json")  # which is an error like any other
    assert str(again).startswith("map.json: $.claims[3].by")


def test_the_types_of_errors_were_found() -> None:
    names = {kind.__name__ for kind in KINDS}
    public = {name for name in argmap.__all__ if name.endswith(("Error", "Group"))}
    assert public <= names


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize(
    "warning",
    [
        ReadWarning("map.argdown", MORE["diagnostics"]),  # type: ignore[arg-type]
        LossWarning("tgf", MORE["losses"]),  # type: ignore[arg-type]
        FileWarning("other names"),
    ],
    ids=lambda warning: type(warning).__name__,
)
def test_every_warning_is_copied_with_all_its_fields(warning: Any, way: str) -> None:
    again = COPIES[way](warning)
    assert type(again) is type(warning)
    assert (str(again), vars(again)) == (str(warning), vars(warning))


# The fields of the errors that users meet most


RELEASE: Final = Source("release", "Rents rose. Fees fell.\nRents rose again.")
CAP: Final = Claim("cap", "Rents should be capped.")
M: Final = ArgumentMap.of(RELEASE, CAP, Party("council"), Section("part"), CAP.attacks("cap"))
STEP: Final = M.relations[0]
THREE: Final[Any] = 3


@pytest.mark.parametrize(
    ("call", "kind", "fields"),
    [
        (lambda: M["cop"], "UnknownIdError", {"found": "cop", "ids": ("cop",), "nearest": "cap"}),
        (lambda: M["zzz"], "UnknownIdError", {"found": "zzz", "ids": ("zzz",), "nearest": None}),
        (lambda: M[THREE], "UnknownIdError", {"found": 3, "ids": (), "expected": "a string"}),
        (
            lambda: M.without("cap"),
            "InUseError",
            {
                "found": ("cap",),
                "ids": ("attack:cap>cap",),
                "hint": "remove those as well, or pass cascade=True",
            },
        ),
        (lambda: Claim(""), "RecordError", {"found": "", "expected": "a non-empty string"}),
        (
            lambda: Claim("a\0"),
            "RecordError",
            {"found": "a\0", "expected": "a string without control characters"},
        ),
        (lambda: Claim(THREE), "RecordError", {"found": 3, "expected": "a string"}),
        (lambda: Claim("a", by=THREE), "RecordError", {"found": 3, "expected": "a record or its id"}),
        (lambda: Claim("a", via=THREE), "RecordError", {"found": 3, "expected": "ids"}),
        (lambda: Claim("a", tags=THREE), "RecordError", {"found": 3, "expected": "strings"}),
        (
            lambda: Claim("a", weight=float("inf")),
            "RecordError",
            {"found": float("inf"), "expected": "a finite number"},
        ),
        (
            lambda: Claim("a", kind="polcy"),
            "RecordError",
            {"found": "polcy", "expected": "fact, value, policy", "nearest": "policy"},
        ),
        (
            lambda: Claim("a", quotes=["x"]),  # type: ignore[list-item]
            "RecordError",
            {"found": "x", "expected": "Quote records", "hint": "source.quote(words) makes one"},
        ),
        (
            lambda: Claim("a", txt="x"),  # type: ignore[call-arg]
            "RecordError",
            {"found": "txt", "nearest": "text"},
        ),
        (
            lambda: Quote("s", "x", THREE / 2, 3),
            "RecordError",
            {"found": 1.5, "expected": "a whole number from 0 on"},
        ),
        (lambda: Quote("s", "x", 3, 1), "RecordError", {"found": (3, 1)}),
        (lambda: Quantity("many"), "RecordError", {"found": "many"}),
        (lambda: Data({"a": {1}}), "RecordError", {"found": {1}}),
        (lambda: Data({"a": float("inf")}), "RecordError", {"found": float("inf"), "hint": "use null"}),
        (lambda: Data(THREE), "RecordError", {"found": 3, "expected": "a mapping"}),
        (
            lambda: Claim("a", "x\ud800"),
            "RecordError",
            {"found": "\ud800", "hint": "decode the text again with the right encoding"},
        ),
        (
            lambda: Claim("a", "x", "y"),  # type: ignore[call-arg]
            "RecordError",
            {"found": ("a", "x", "y"), "expected": "id, text", "hint": "name the others"},
        ),
        (
            lambda: Quantity.parse("1,5 percent"),
            "FormatError",
            {
                "found": "1,5 percent",
                "hint": "a comma separates thousands, and a point decimals: write 1.5 or 1,500",
            },
        ),
        (lambda: Data({3: 1}), "RecordError", {"found": 3, "expected": "a string"}),  # type: ignore[dict-item]
        (lambda: setattr(CAP, "txt", 1), "ReadOnlyError", {"found": "txt", "nearest": "text"}),
        (
            lambda: RELEASE.quote("Fees fall."),
            "QuoteError",
            {
                "found": "Fees fall.",
                "ids": ("release",),
                "verdict": "near",
                "hint": "quote the words as they are there",
            },
        ),
        (
            lambda: RELEASE.quote("Rents rose"),
            "QuoteError",
            {
                "found": "Rents rose",
                "verdict": "ambiguous",
                "hint": "name one with occurrence=, prefix= or suffix=",
            },
        ),
        (
            lambda: RELEASE.quote("Rents rose", occurrence=3),
            "QuoteError",
            {"found": 3, "expected": "an occurrence from 1 to 2", "verdict": "ambiguous"},
        ),
        (
            lambda: RELEASE.quote("Rents", occurrence=0),
            "QuoteError",
            {"found": 0, "expected": "a whole number from 1 on"},
        ),
        (
            lambda: RELEASE.quote("quarks and gluons"),
            "QuoteError",
            {"found": "quarks and gluons", "verdict": "absent", "hint": "quote the source's own words"},
        ),
        (lambda: RELEASE.quote(" \n"), "QuoteError", {"found": " \n", "expected": "words that can be seen"}),
        (
            lambda: Source("s").quote("x"),
            "QuoteError",
            {"found": "x", "ids": ("s",), "hint": "give it one: Source.from_file(id, path)"},
        ),
        (lambda: argmap.verify(Quote("s", "x"), RELEASE), "QuoteError", {"found": "s", "ids": ("release",)}),
        (lambda: argmap.coverage(M, "cap"), "QuoteError", {"ids": ("cap",)}),
        (lambda: argmap.update_source(M, Source("cap")), "UnknownIdError", {"found": "cap", "ids": ("cap",)}),
        (
            lambda: argmap.loads("[1", format="argmap-json"),
            "FormatError",
            {"line": 1, "column": 3},
        ),
        (lambda: argmap.loads(THREE), "FormatError", {"found": 3, "expected": "str or bytes"}),
        (
            lambda: argmap.loads(b"\xff"),
            "FormatError",
            {"found": b"\xff", "expected": "UTF-8", "line": 1, "column": 1},
        ),
        (
            lambda: argmap.loads("", format="argdwn"),
            "UnknownFormatError",
            {"found": "argdwn", "nearest": "argdown"},
        ),
        (
            lambda: argmap.loads("", format="mermaid"),
            "UnknownFormatError",
            {"found": "mermaid"},
        ),
        (
            lambda: argmap.loads("", format="tgf", suport="x"),
            "ArgmapError",
            {"found": "suport", "nearest": "support"},
        ),
        (
            lambda: argmap.loads("", format="argdown", include="no"),
            "ArgmapError",
            {"found": "no", "expected": "True or False"},
        ),
        (
            lambda: argmap.loads("", on_error="recovr"),  # type: ignore[call-overload]
            "ArgmapError",
            {"found": "recovr", "expected": "raise, recover", "nearest": "recover"},
        ),
        (
            lambda: argmap.dumps(M, lossy="warm"),  # type: ignore[arg-type]
            "ArgmapError",
            {"found": "warm", "expected": "warn, error, ignore", "nearest": "warn"},
        ),
        (
            lambda: argmap.dumps(M, format="tgf", lossy="error"),
            "LossyError",
            {"hint": "pass lossy='ignore' to write it all the same"},
        ),
        (lambda: argmap.dumps(THREE), "RecordError", {"found": 3, "expected": "an ArgumentMap"}),
        (
            lambda: argmap.loads("p af 3\n", format="iccma", limits=argmap.Limits(claims=2)),
            "LimitError",
            {"limit": "claims", "expected": "at most 2"},
        ),
        (lambda: argmap.Limits(claims=0), "ArgmapError", {"found": 0}),
        (
            lambda: argmap.draw(M, page="a33"),
            "StyleError",
            {"found": "a33", "path": "page", "nearest": "a3"},
        ),
        (lambda: argmap.draw(M, size=99), "StyleError", {"found": 99, "path": "size", "expected": "4 to 40"}),
        (lambda: argmap.draw(M, siz=9), "StyleError", {"found": "siz", "nearest": "size"}),
    ],
)
def test_errors_have_fields_for_programs(
    call: Callable[[], object], kind: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(ArgmapError) as caught:
        call()
    assert type(caught.value).__name__ == kind
    assert {name: getattr(caught.value, name) for name in fields} == fields
    assert str(caught.value)


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        (
            lambda: M.add(Claim("new", by="councl")),
            {
                "path": "$.claims[1].by",
                "ids": ("new", "councl"),
                "found": "councl",
                "nearest": "council",
                "hint": "",
            },
        ),
        (
            lambda: M.add(Claim("new", by="nobody")),
            {
                "path": "$.claims[1].by",
                "found": "nobody",
                "nearest": None,
                "expected": "the id of a party of this map",
                "hint": "add the party to the map",
            },
        ),
        (
            lambda: M.add(Claim("new", by="release")),
            {"path": "$.claims[1].by", "found": "release", "expected": "the id of a party"},
        ),
        (
            lambda: M.add(Relation("new", "support", "cap", "cop")),
            {"path": "$.relations[1].targets[0]", "found": "cop", "nearest": "cap"},
        ),
        (
            lambda: M.add(CAP.undercuts("cap")),
            {
                "path": "$.relations[1].targets[0]",
                "ids": ("undercut:cap>cap", "cap"),
                "found": "cap",
                "expected": "the id of a relation or an argument",
            },
        ),
        (
            lambda: M.add(Evidence("new", quotes=Quote("release", "x", 3, 99))),
            {
                "path": "$.evidence[0].quotes[0]",
                "ids": ("new", "release"),
                "found": 99,
                "expected": "at most 40",
            },
        ),
        (
            lambda: M.add(Claim("cap", "Rents.")),
            {"path": "argument 1", "ids": ("cap",), "found": Claim("cap", "Rents.")},
        ),
        (
            lambda: M.replace(Section("part", parent="part")),
            {
                "path": "$.sections[0].parent",
                "ids": ("part",),
                "found": "part",
                "expected": "a parent that is not within the section",
            },
        ),
        (lambda: M.replace(Claim("cop")), {"ids": ("cop",), "found": "cop", "nearest": "cap"}),
        (
            lambda: ArgumentMap.of([CAP]),  # type: ignore[arg-type]
            {
                "path": "argument 1",
                "found": [CAP],
                "expected": "Party, Source, Section, Claim, Evidence, Argument, Utterance, Relation",
                "hint": "pass a list as *records",
            },
        ),
        (
            lambda: ArgumentMap(claims=[Party("p")]),
            {"path": "$.claims[0]", "found": Party("p"), "expected": "Claim records"},
        ),
    ],
)
def test_problems_of_maps_have_fields_for_programs(
    call: Callable[[], object], fields: dict[str, Any]
) -> None:
    with pytest.raises(argmap.InvalidMapError) as caught:
        call()
    (problem,) = caught.value.exceptions
    assert {name: getattr(problem, name) for name in fields} == fields
    assert set(caught.value.ids) == set(problem.ids)


def test_errors_of_files_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rent.argmap.json"
    path.write_text('{"argmap": "1.0",\n "claims": [{"id": 3}]}', encoding="utf-8")
    with pytest.raises(argmap.InvalidFileError) as caught:
        argmap.load(path)
    (problem,) = caught.value.exceptions
    assert (caught.value.path, problem.path) == (str(path), "$.claims[0].id")
    assert (problem.found, problem.expected) == ("int", "str")
    with pytest.raises(argmap.FileError) as missing:
        argmap.load(tmp_path / "rant.argmap.json")
    assert (missing.value.path, missing.value.nearest) == (str(tmp_path / "rant.argmap.json"), str(path))
    with pytest.raises(argmap.UnknownFormatError) as unknown:
        argmap.dump(M, tmp_path / "rent.argdwn")
    assert (unknown.value.found, unknown.value.nearest) == (str(tmp_path / "rent.argdwn"), ".argdown")


def test_findings_have_fields_for_programs() -> None:
    m = ArgumentMap.of(RELEASE, Claim("a", "x", quotes=Quote("release", "Fees fall.")))
    (finding,) = [found for found in argmap.check(m) if found.severity == "error"]
    assert (finding.code, finding.ids) == ("quote-near", ("a", "release"))
    assert finding.hint
