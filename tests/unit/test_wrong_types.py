"""Values of every type in every argument of every public function: each is taken, or refused by an error of argmap.

The functions and their arguments are found by looking at the package, so a new one is tried as soon as it is there. Two
things stay errors of Python: arguments that are missing or have names that a function does not know, and keys of
``Data``, which is a mapping as a dict is.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import os
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import argmap
import argmap.testing
from argmap import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    Data,
    Diagram,
    Evidence,
    Limits,
    Mark,
    Overlay,
    Page,
    Party,
    Provenance,
    Quantity,
    Quote,
    Relation,
    Role,
    Section,
    Source,
    Style,
    Utterance,
    View,
    Wording,
)
from argmap.checks import Finding
from argmap.diagnostics import Diagnostic
from argmap.errors import ArgmapError, QuoteError, RecordError, StyleError
from argmap.exchange import FORMATS, Format
from argmap.exchange.registry import by_name
from argmap.model.relations import RelationFields
from argmap.model.sources import _SourceFields
from argmap.quoting import matching
from argmap.rendering.looks import PartyLook, RelationLook
from argmap.rendering.output import engines
from argmap.rendering.style import Orientation
from argmap.serializers import argdown, markdown
from argmap.values import plain, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RELEASE: Final = Source("release", "Rents rise. They should not.")
RISE: Final = Claim("rise", "Rents rise.", by="council", quotes=[RELEASE.quote("Rents rise.")])
WRONG: Final = Claim("wrong", "They should not.")
STEP: Final = WRONG.attacks(RISE)
SURVEY: Final = Evidence("survey", "81% fear it.", figures=[Quantity(81, "percent")])
ACCEPTED: Final = AcceptedFinding("unquoted", ["wrong"], "Said in the interview.")
M: Final = ArgumentMap.of(
    Party("council", "City council", role="speaker"),
    Party("owners", "Owners' association"),
    *(RELEASE, RISE, WRONG, SURVEY, STEP, SURVEY.supports(WRONG)),
    *(Section("part", "Part"), Argument("arg", "So."), Utterance("said", "So.", by="council")),
)


class Array(list[Any]):
    """As numpy's arrays are: compared item by item, neither true nor false, without a hash."""

    def __eq__(self, other: object) -> Any:
        return Array([item == other for item in self])

    def __ne__(self, other: object) -> Any:
        return Array([item != other for item in self])

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an array is ambiguous")

    __hash__ = None


class Evil:
    """Nothing can be asked of it."""

    def _no(self, *_: object) -> Any:
        raise TypeError("no")

    __repr__ = __eq__ = __hash__ = __bool__ = _no


@frozen
class Named:
    """It has an id, of whatever type."""

    id: Any


@frozen
class Rowed:
    """It can be a row of a table."""

    COLUMNS = {"id": str}  # noqa: RUF012 - as others may write it

    def row(self) -> dict[str, str]:
        return {"id": "rise"}


def installed(module: str) -> Any:
    """A module that argmap does without, or None."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def numpy_values() -> dict[str, Callable[[], Any]]:
    """What numpy and pandas make, where they are installed."""
    np, pd = installed("numpy"), installed("pandas")
    if np is None or pd is None:
        return {}
    return {
        "array": lambda: np.array([1, 2]),
        "array of words": lambda: np.array(["rise", "wrong"]),
        "empty array": lambda: np.array([]),
        "array without dimensions": lambda: np.array(3),
        "numpy's integer": lambda: np.int64(3),
        "numpy's float": lambda: np.float32(1.5),
        "numpy's nan": lambda: np.float64("nan"),
        "numpy's true": lambda: np.True_,
        "numpy's text": lambda: np.str_("rise"),
        "column": lambda: pd.Series(["rise", "wrong"]),
        "table": lambda: pd.DataFrame({"id": ["rise"]}),
        "missing": lambda: pd.NA,
        "no time": lambda: pd.NaT,
    }


VALUES: Final[dict[str, Callable[[], Any]]] = {
    "None": lambda: None,
    "true": lambda: True,
    "zero": lambda: 0,
    "minus one": lambda: -1,
    "three": lambda: 3,
    "endless": lambda: 10**5000,
    "half": lambda: 0.5,
    "nan": lambda: float("nan"),
    "infinite": lambda: float("inf"),
    "huge": lambda: 1e308,
    "decimal": lambda: Decimal("1.5"),
    "signalling nan": lambda: Decimal("sNaN"),
    "huge decimal": lambda: Decimal("1E+1000000"),
    "fraction": lambda: Fraction(1, 3),
    "complex": lambda: 1j,
    "empty": str,
    "word": lambda: "word",
    "id": lambda: "rise",
    "control": lambda: "a\nb",
    "nul": lambda: "a\0b",
    "surrogate": lambda: "\ud800",
    "bytes": lambda: b"rise",
    "bytearray": lambda: bytearray(b"rise"),
    "memory": lambda: memoryview(b"rise"),
    "path": lambda: Path("nowhere"),
    "path with nul": lambda: Path("a\0b"),
    "list": list,
    "list of words": lambda: ["rise"],
    "list of None": lambda: [None],
    "list of lists": lambda: [[]],
    "tuple": lambda: (3,),
    "dict": dict,
    "dict of words": lambda: {"x": 1},
    "dict of numbers": lambda: {1: 2},
    "set": lambda: {"rise"},
    "generator": lambda: (word for word in ("rise",)),
    "range": lambda: range(3),
    "array-like": lambda: Array(["rise", "wrong"]),
    "object": object,
    "evil": Evil,
    "number as id": lambda: Named(3),
    "evil as id": lambda: Named(Evil()),
    "type": lambda: Claim,
    "function": lambda: print,
    "module": lambda: os,
    "map": lambda: M,
    "claim": lambda: RISE,
    "relation": lambda: STEP,
    "quote": lambda: RISE.quotes[0],
    "figure": lambda: Quantity(1),
    "source": lambda: RELEASE,
    "data": lambda: Data({"x": 1}),
    "date": lambda: dt.date(2024, 1, 1),
    "role": lambda: Role.SPEAKER,
    "error": lambda: ValueError("x"),
    "graph": nx.Graph,
    "style": Style,
    **numpy_values(),
}

INSTANCES: Final[dict[type, Any]] = {
    type(one): one
    for one in (
        *M,
        M,
        *RISE.quotes,
        *SURVEY.figures,
        ACCEPTED,
        Wording("Rents go up."),
        Provenance(),
        Data({"x": 1}),
        Diagram(M),
        View(M),
        argmap.merge(M, M, M),
        argmap.Pairing("rise", "wrong", 0.5),
        argmap.diff(M, M.replace(Claim("wrong", "They should."))),
        Page("a5", 420, 595),
        Style(),
        Limits(),
        Mark("IN", "standing"),
        Overlay("Standing", {}),
        argmap.evaluate(M),
        argmap.strength(M),
        argmap.why(argmap.evaluate(M), "rise"),
        FORMATS[1],
    )
}
OPERATORS: Final = ("__getitem__", "__contains__")
AS_A_DICT: Final = {"Data.get", "Data.__getitem__", "Data.__contains__"}


def is_named(module: Any, one: Any) -> bool:
    return inspect.isfunction(one) and one.__name__ in module.__all__


BEYOND: Final = (
    *(matching.find, matching.nearest_passage, matching.cut_negation, engines.draw, by_name),
    *(PartyLook, RelationLook, Format),
    *(one for module in (argdown, markdown) for one in vars(module).values() if is_named(module, one)),
    *(
        getattr(argmap.testing, name)
        for name in argmap.testing.__all__
        if name not in ("HOSTILE", "register")
    ),
)
"""Public functions that the package itself does not name."""

GOOD: Final[dict[str, Any]] = {
    "m": M,
    "map": M,
    "a": M,
    "b": M.without(STEP),
    "base": M,
    "ours": M.without(STEP),
    "theirs": M,
    "changes": (),
    "conflicts": (),
    "first": "rise",
    "second": "wrong",
    "score": 0.5,
    "view": M,
    "source": RELEASE,
    "quote": RISE.quotes[0],
    "g": nx.DiGraph(),
    "style": Style(),
    "text": "[rise]: Rents rise.",
    "words": "Rents",
    "id": "new",
    "name": "new",
    "code": "new",
    "message": "m",
    "title": "t",
    "field": "text",
    "element": "rise",
    "party": "council",
    "claim": "rise",
    "held_by": "council",
    "via": (),
    "status": "answered",
    "why": "w",
    "answers": (),
    "own": (),
    "argument": "arg",
    "ids": ["rise"],
    "kind": "support",
    "severity": "error",
    "reason": "It is so.",
    "finding": ACCEPTED,
    "verdict": "exact",
    "format": "argdown",
    "value": 3,
    "exact": "Rents",
    "start": 0,
    "end": 5,
    "share": 0.5,
    "covered": (),
    "uncovered": (),
    "width": 420,
    "height": 595,
    "orientation": "portrait",
    "suffix": ".dot",
    "derive": repr,
    "item": "rise",
    "diagnostics": (),
    "aside": (),
    "dot": "digraph {}",
    "word": "w",
    "sample": "-",
    "line": "solid",
    "border": "#000000",
    "header": "#000000",
    "ink": "#000000",
    "tint": "#000000",
    "color": "#000000",
    "head": "tee",
    "suffixes": (".new",),
    "media_type": "text/x",
    "module": "new",
    "description": "d",
    "function": "loads",
    "options": {},
    "values": {},
    "sources": (),
    "targets": (),
    "report": print,
    "number": 1,
    "caption": "c",
    "alt": "a",
    "diagram": Diagram(M),
    "tone": "standing",
    "marks": {},
    "semantics": "grounded",
    "labels": {},
    "assumptions": (),
    "result": argmap.evaluate(M),
    "acceptance": "skeptical",
    "situation": None,
    "all": (),
    "grounded": None,
    "label": "in",
    "steps": (),
    "converged": True,
    "rounds": 1,
    "residual": 0.0,
    "tolerance": 1e-9,
    "warnings": (),
    "reading": None,
}
SPECIAL: Final[dict[str, Any]] = {
    "hinges.id": "rise",
    "why.id": "rise",
    "Strength.base": (),
    "Quote.source": "release",
    "from_json.text": '{"changes": []}',
    "renamed.ids": {"rise": "rising"},
    "Table.kind": Rowed,
    "dispute.a": "council",
    "dispute.b": "owners",
    "ArgumentMap.__getitem__.id": "rise",
    "Quantity.parse.words": "around 35 people",
    "Page.name": "a5",
    "RelationLook.width": 1.5,
    "find.text": RELEASE.text,
    "nearest_passage.text": RELEASE.text,
    "cut_negation.text": RELEASE.text,
    "Diagnostic.line": 1,
    "without.cascade": True,
    **{
        f"markdown.{name}.text": "```argdown\n[rise]: Rents rise.\n```\n"
        for name in ("edit", "loads", "maps")
    },
    "registry.by_name.name": "argdown",
    "RelationLook.tail": "none",
    "loads.format": "argdown",
    "takes.function": "loads",
}
FIELDS: Final = tuple(RelationFields.__annotations__)
NAMED: Final = {  # what is named in place of **options
    "draw": tuple(inspect.signature(Style).parameters),
    "render": tuple(inspect.signature(Style).parameters),
    "Style.but": tuple(inspect.signature(Style).parameters),
    "Source.from_file": tuple(_SourceFields.__annotations__),
}


def public() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function, type and method with its name; methods of an example."""
    named = [(name, getattr(argmap, name)) for name in argmap.__all__]
    beyond = [(f"{one.__module__.rpartition('.')[2]}.{one.__name__}", one) for one in BEYOND]
    for called, one in (*named, *beyond):
        if not callable(one) or (inspect.isclass(one) and issubclass(one, (Exception, Enum))):
            continue
        yield called, one
        if inspect.isclass(one) and one in INSTANCES:
            for name in dir(one):
                found = inspect.getattr_static(one, name)
                method = inspect.isfunction(found) or isinstance(found, (classmethod, staticmethod))
                full = f"{called}.{name}"
                if method and (not name.startswith("_") or name in OPERATORS) and full not in AS_A_DICT:
                    yield full, getattr(INSTANCES[one], name)


FUNCTIONS: Final = dict(public())
WITH_ARGUMENTS: Final = sorted(name for name, one in FUNCTIONS.items() if inspect.signature(one).parameters)


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to read from and to write into, which is the current one."""
    here, there = Path.cwd(), tmp_path_factory.mktemp("wrong")
    there.joinpath("old.argdown").write_text(GOOD["text"], encoding="utf-8")
    there.joinpath("old.json").write_text('[{"id": "a", "type": "book", "title": "Rents"}]', encoding="utf-8")
    os.chdir(there)
    yield there
    os.chdir(here)


def file_for(name: str) -> str:
    known = {
        "bibliography": "old.json",
        "load": "old.argdown",
        "from_file": "old.argdown",
        "dump": "new.argdown",
        "report": "new.html",
    }
    return known.get(name, "new.dot")


def arguments(name: str) -> tuple[list[Any], dict[str, Any], str]:
    """What a function is called with when nothing is wrong: by position, by name, and how further values are taken."""
    by_position: list[Any] = []
    by_name: dict[str, Any] = {}
    several = ""
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            several = parameter.name
        elif parameter.kind is not parameter.VAR_KEYWORD:
            value = good(name, parameter)
            if parameter.kind is parameter.POSITIONAL_ONLY:
                by_position.append(value)
            else:
                by_name[parameter.name] = value
    return by_position, by_name, several


def good(name: str, parameter: inspect.Parameter) -> Any:
    short = name.rpartition(".")[2]
    for key in (f"{name}.{parameter.name}", f"{short}.{parameter.name}"):
        if key in SPECIAL:
            return SPECIAL[key]
    if parameter.default is not parameter.empty:
        return parameter.default
    return file_for(short) if parameter.name == "path" else GOOD[parameter.name]


def calls(name: str) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """The function as one of each of its arguments, given the rest."""
    one = FUNCTIONS[name]
    by_position, by_name, several = arguments(name)
    named = (*by_name, *NAMED.get(name, ()))
    if several in ("targets", "premises"):
        named = (*named, *FIELDS)
    for key in dict.fromkeys(named):
        ends = ["rise"] if several and key in FIELDS else []
        yield key, partial(as_named, one, key, [*by_position, *ends], by_name)
    if several:
        yield f"*{several}", partial(one, *by_position, **by_name)
    for n in range(len(by_position)):
        yield str(n), partial(as_number, one, n, by_position, by_name)


def as_named(
    one: Callable[..., Any], key: str, by_position: list[Any], by_name: dict[str, Any], value: Any
) -> Any:
    return one(*by_position, **{**by_name, key: value})


def as_number(
    one: Callable[..., Any], n: int, by_position: list[Any], by_name: dict[str, Any], value: Any
) -> Any:
    return one(*by_position[:n], value, *by_position[n + 1 :], **by_name)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_what_is_right_is_taken(name: str) -> None:
    """Else the next test would see refusals of something else."""
    by_position, by_name, several = arguments(name)
    ends = ["rise"] if several in ("targets", "premises", "ids") else []
    FUNCTIONS[name](*by_position, *ends, **by_name)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", WITH_ARGUMENTS)
def test_every_value_is_taken_or_refused_by_argmap(name: str) -> None:
    foreign = []
    for argument, call in calls(name):
        for described, make in VALUES.items():
            try:
                if refusal(call, make()) == "":
                    foreign.append(f"{argument}={described}: no message")
            except Exception as error:  # noqa: BLE001 - all that is not argmap's is what is looked for
                foreign.append(f"{argument}={described}: {type(error).__name__}")
    assert not foreign


def refusal(call: Callable[..., Any], *values: Any, **named: Any) -> str | None:
    """The message of the error of argmap; None if all is taken."""
    try:
        call(*values, **named)
    except ArgmapError as error:
        return str(error)
    return None


@pytest.mark.filterwarnings("ignore")
@given(st.data())
def test_several_wrong_values_at_once_are_refused_as_well(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(WITH_ARGUMENTS))
    by_position, by_name, _ = arguments(name)
    wrong = st.sampled_from(sorted(VALUES)).map(lambda described: VALUES[described]())
    by_name |= data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(by_name, wrong)))
    values = [data.draw(st.just(value) | wrong) for value in by_position]
    assert refusal(FUNCTIONS[name], *values, **by_name) != ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_options_of_formats_are_taken_or_refused_by_argmap(row: Format) -> None:
    text = argmap.dumps(M, format=row.name, lossy="ignore") if row.writes else ""
    functions: dict[str, Callable[..., Any]] = {}
    if row.reads and row.writes:
        functions["loads"] = lambda **options: argmap.loads(text, format=row.name, **options)
    if row.writes:
        functions["dumps"] = lambda **options: argmap.dumps(M, format=row.name, **options)
    for function, call in functions.items():
        for option in row.options(function):
            for described, make in VALUES.items():
                assert refusal(call, **{option: make()}) != "", (option, described)


@pytest.mark.parametrize("vocabulary", [Role, Orientation, argmap.Severity, argmap.Verdict, argmap.Qualifier])
@pytest.mark.parametrize("value", [None, 3, "spekr", [], {}, 1.5, b"x", object()])
def test_words_that_a_vocabulary_lacks_are_errors_that_list_those_it_has(
    vocabulary: Any, value: object
) -> None:
    with pytest.raises(ArgmapError) as caught:
        vocabulary(value)
    assert caught.value.expected == ", ".join(vocabulary)
    assert caught.value.found is value


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_every_format_takes_texts_and_maps_only(row: Format) -> None:
    functions: list[Callable[..., Any]] = [row.ids, row.companions, row.places]
    functions += [row.loads] if row.reads else []
    functions += [row.dumps] if row.writes else []
    for function in functions:
        for described, make in VALUES.items():
            assert refusal(function, make()) != "", (function.__name__, described)


# What is refused, and in which words

THREE: Final[Any] = 3
HEAVY: Final[Any] = "heavy"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: argmap.load(THREE), "found an int where the path of a file is expected"),
        (
            lambda: argmap.load(StringIO("x")),  # type: ignore[call-overload]
            "found a StringIO where the path of a file is expected (pass its name, or to loads() what it reads)",
        ),
        (lambda: argmap.loads(THREE), "found an int where text is expected (load() reads files)"),
        (lambda: argmap.coverage(M, THREE), "found an int where a record or its id is expected"),
        (lambda: M.attackers(THREE), "found an int where a record or its id is expected"),
        (lambda: M[THREE], "found an int where an id is expected"),
        (
            lambda: M.without("rise", cascade=THREE),
            "found an int where True or False for 'cascade' is expected",
        ),
        (lambda: RELEASE.quote(THREE), "found an int where text is expected"),
        (
            lambda: RELEASE.quote("Rents", occurrence=THREE / 2),
            "occurrence 1.5 of 'Rents': occurrences count from 1",
        ),
        (lambda: argmap.verify(THREE, RELEASE), "found an int where a Quote is expected"),
        (lambda: argmap.to_networkx(THREE), "found an int where an ArgumentMap is expected"),
        (lambda: argmap.from_networkx(THREE), "found an int where a graph of networkx is expected"),
        (
            lambda: argmap.draw(M, timeout="x"),  # type: ignore[arg-type]
            "timeout is 'x', expected more than 0 s, at most a day",
        ),
        (lambda: argmap.draw(M).png(dpi=float("nan")), "dpi: dpi is nan, expected 1 to 100000"),
        (lambda: argmap.draw(M, style=THREE), "style: unknown style 3, expected one of: report, gsn"),
        (
            lambda: argmap.draw(M, engine=THREE),
            "unknown layout engine 3, expected one of: auto, pure, system",
        ),
        (lambda: Data(THREE), "data must be a mapping of JSON values, not int"),
        (lambda: Claim("a", tags={"law": 1}), "found a dict where strings are expected"),
        (lambda: Claim("a", tags=b"law"), "found a bytes where strings are expected"),  # type: ignore[arg-type]
        (lambda: Claim("a", kind=THREE), "unknown kind of claim 3, expected one of: fact, value, policy"),
        (
            lambda: argmap.loads("", format="argdown", include="no"),
            "the option 'include' is 'no', expected True or False",
        ),
        (
            lambda: argmap.testing.maps(max_claims=THREE / 2),
            "max_claims is 1.5, expected a whole number from 0 to 10000",
        ),
    ],
)
def test_refusals_say_what_was_found_and_what_is_expected(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ArgmapError) as caught:
        call()
    assert str(caught.value) == message
    assert caught.value.expected


# Numbers of any kind are numbers, and sequences of any kind sequences


def kinds_of_number() -> list[Any]:
    np = installed("numpy")
    others = [] if np is None else [np.int64, np.uint8, np.float32, np.float64]
    return [int, float, Decimal, Fraction, *others]


@pytest.mark.parametrize("kind", kinds_of_number())
def test_numbers_of_any_kind_are_numbers(kind: Any) -> None:
    claim = Claim("a", weight=kind(3))
    assert (claim.weight, type(claim.weight)) == (3.0, float)
    assert type(Quantity(kind(3)).value) in (int, float)
    assert Quantity(kind(3)) == Quantity(3)
    assert Data({"n": kind(3)}).thaw() == {"n": 3}
    assert Style(size=kind(8)) == Style(size=8)
    assert Page("x", kind(200), 200).width == 200
    diagram = argmap.draw(M, timeout=kind(30), page=None)
    assert type(diagram.timeout) in (int, float)
    assert diagram.png(dpi=kind(40)) == diagram.png(dpi=40)


def test_whole_numbers_of_any_kind_are_offsets() -> None:
    np = pytest.importorskip("numpy")
    quote = Quote("release", "Rents", np.int64(0), np.int32(5))
    assert (type(quote.start), type(quote.end)) == (int, int)
    assert argmap.dumps(ArgumentMap.of(RELEASE, Claim("a", quotes=quote)))
    assert RELEASE.quote("e", occurrence=np.int64(2)) == RELEASE.quote("e", occurrence=2)
    assert Limits(claims=np.int64(5)) == Limits(claims=5)
    assert Style(max_lines=np.int64(5)) == Style(max_lines=5)


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.fractions())
def test_decimals_and_fractions_become_the_nearest_number(number: Any) -> None:
    found = plain(number)
    try:
        nearest = float(number)
    except OverflowError:
        nearest = float("inf")
    assert found is None if abs(nearest) == float("inf") else found in (nearest, number)


@given(st.integers() | st.floats() | st.booleans() | st.complex_numbers() | st.text())
def test_only_finite_numbers_are_plain_and_only_integers_whole(value: Any) -> None:
    is_number = type(value) in (int, float) and abs(value) < 1.8e308
    assert (plain(value) is not None) == is_number
    assert whole(value) == (value if type(value) is int else None)


@pytest.mark.parametrize("several", [list, tuple, iter, dict.fromkeys, Array, "numpy.array", "pandas.Series"])
def test_sequences_of_any_kind_are_sequences(several: Any) -> None:
    if isinstance(several, str):
        module, _, name = several.partition(".")
        several = getattr(pytest.importorskip(module), name)
    words = ["law", "housing"]
    claim = Claim("a", tags=several(words), via=several(words), wordings=several(words))
    assert claim == Claim("a", tags=words, via=words, wordings=words)
    assert {type(tag) for tag in claim.tags} == {str}
    assert M.subset(several(["rise", "wrong"])) == M.subset(["rise", "wrong"])


@pytest.mark.parametrize("none", [Array, "numpy.array", "pandas.Series"])
def test_empty_sequences_of_any_kind_are_empty(none: Any) -> None:
    if isinstance(none, str):
        module, _, name = none.partition(".")
        none = getattr(pytest.importorskip(module), name)
    fields = dict.fromkeys(("tags", "via", "quotes", "wordings"), none([]))
    assert Claim("a", **fields) == Claim("a")


# What stays as Python has it


def test_arguments_that_are_missing_or_unknown_are_errors_of_python() -> None:
    with pytest.raises(TypeError):
        argmap.load()  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        argmap.outline(M, depth=3)  # type: ignore[call-arg]
    with pytest.raises(KeyError):
        Data({"x": 1})["y"]


def test_errors_are_of_the_part_that_refuses() -> None:
    with pytest.raises(RecordError):
        Claim("a", weight=HEAVY)
    with pytest.raises(StyleError):
        argmap.draw(M, card_width="wide")
    with pytest.raises(QuoteError):
        RELEASE.quote("Rents", occurrence=-1)
    with pytest.raises(RecordError):
        Finding("code", "eror", "message")
    with pytest.raises(RecordError):
        Diagnostic("code", "", "message")
    assert Relation("r", "support", "a", "b").sources == ("a",)
