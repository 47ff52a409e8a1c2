"""The table of formats, and what reading and writing by it promise: options, diagnostics, plugins."""

from __future__ import annotations

import inspect
import pickle
import re
import sys
import warnings
from importlib import metadata
from importlib.util import module_from_spec, spec_from_file_location
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import argmap
from argmap import ArgumentMap, Claim, Diagnostic, Recovered
from argmap.diagnostics import ReadWarning
from argmap.errors import ArgmapError, FormatError, InvalidFileError, MissingExtraError, UnknownFormatError
from argmap.exchange import FORMATS, Format, registry
from argmap.exchange.format import FormatModule
from argmap.exchange.registry import by_name, by_suffix, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "files.md"
ODD = Diagnostic("odd", "warning", "this is odd", 3, 5)
READ_SO = Diagnostic("so", "info", "read so")
BAD = Diagnostic("bad", "error", "this is wrong", 2, 1, hint="fix it")


class Toy:
    """A format of one claim a line; "!" lines are odd, "?" lines are wrong."""

    def loads(
        self,
        text: str,
        *,
        report: Any = None,
        recover: bool = False,
        path: Path | None = None,
        upper: bool = False,
    ) -> ArgumentMap:
        for line in text.splitlines():
            for start, diagnostic in (("!", ODD), ("?", BAD), (".", READ_SO)):
                if line.startswith(start):
                    report(diagnostic)
        lines = [line for line in text.splitlines() if line[:1].isalpha()]
        note = f"{path.name if path else ''} {recover}"
        return ArgumentMap.of(*(Claim(c, c.upper() if upper else "") for c in lines), metadata={"read": note})

    def dumps(self, map: ArgumentMap, *, end: str = "\n") -> str:
        return "".join(c.id + end for c in map.claims)


TOY = Format("toy", (".toy",), "text/x-toy", "toyformat", "one claim a line")


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put rows into the table, with the modules that they name."""

    def put(*rows: Format, module: Any = None) -> None:
        monkeypatch.setitem(sys.modules, "toyformat", module or Toy())
        monkeypatch.setattr(registry, "FORMATS", (*FORMATS, *rows))
        table.cache_clear()

    put(TOY)
    yield put
    monkeypatch.undo()
    table.cache_clear()


CONTRACT = ("loads", "dumps", "ids", "places", "companions", "omits")


class TestRows:
    @pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
    def test_every_module_keeps_the_contract(self, row: Format) -> None:
        module = row._module()
        assert (hasattr(module, "loads"), hasattr(module, "dumps")) == (row.reads, row.writes)
        for function in vars(module).keys() & {*CONTRACT}:
            assert callable(getattr(FormatModule, function))
            first, *options = signature(getattr(module, function)).parameters.values()
            assert first.kind in (first.POSITIONAL_ONLY, first.POSITIONAL_OR_KEYWORD)
            assert all(p.kind is p.KEYWORD_ONLY and p.default is not p.empty for p in options)
            assert inspect.getdoc(getattr(module, function))

    @pytest.mark.parametrize("function", CONTRACT)
    def test_a_type_checker_sees_every_module(self, function: str) -> None:
        path = Path(__file__).parents[1] / "typing" / "formats.py"
        spec = spec_from_file_location("checked_formats", path)
        assert spec
        assert spec.loader
        checked = module_from_spec(spec)
        spec.loader.exec_module(checked)
        offered = {getattr(row._module(), function, None) for row in FORMATS} - {None}
        assert {*getattr(checked, function.upper())} == offered

    @pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
    def test_every_row_describes_its_format(self, row: Format) -> None:
        assert row.reads != bool(row.holds)
        assert row.reads or not row.signs
        assert row.description
        assert "/" in row.media_type

    def test_names_and_suffixes_are_of_one_format_each(self) -> None:
        names = [row.name for row in FORMATS]
        suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
        assert len(set(names)) == len(names)
        assert len(set(suffixes)) == len(suffixes)
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)

    @pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
    def test_each_is_found_by_name_and_by_suffix(self, row: Format) -> None:
        assert by_name(row.name) is row
        assert all(by_suffix(f"A{suffix.upper()}") is row for suffix in row.suffixes)

    def test_unknown_names_come_with_the_nearest(self) -> None:
        with pytest.raises(UnknownFormatError) as caught:
            by_name("argmap-jsn")
        assert caught.value.nearest == "argmap-json"
        with pytest.raises(UnknownFormatError):
            by_name(3)  # type: ignore[arg-type]


def test_the_guide_lists_the_formats_as_they_are() -> None:
    rows = []
    for row in FORMATS:
        suffixes = ", ".join(f"`{suffix}`" for suffix in row.suffixes)
        able = ", ".join([*["read"] * row.reads, *["written"] * row.writes])
        extra = f"; needs `argmap[{row.extra}]`" if row.extra else ""
        rows.append(f"| `{row.name}` | {suffixes} | {able} | {row.description}{extra} |")
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if re.match(r"\| `[a-z]", line) and line.count("|") == 5]
    assert sorted({*rows} ^ {*found}) == [], (
        "each of these rows is missing in docs/guide/files.md, or wrong there"
    )
    assert found == rows, "the rows in docs/guide/files.md are in the order of FORMATS in the registry"


@pytest.mark.parametrize("name", [row.name for row in FORMATS])
def test_every_format_has_a_page_and_examples(name: str) -> None:
    pages = [page.read_text(encoding="utf-8") for page in (GUIDE.parents[1] / "formats").glob("*.md")]
    described = any(re.search(rf"\b{name}\b", page, re.IGNORECASE) for page in pages)
    assert described or name == "argmap-json", f"no page of docs/formats/ is about {name}"
    module = by_name(name).module.rpartition(".")[2]
    tests = "".join(
        test.read_text(encoding="utf-8") for test in (Path(__file__).parents[1] / "formats").glob("test_*.py")
    )
    assert re.search(rf"\b{module}\b", tests), f"no test of tests/formats/ is about {module}"


@pytest.mark.usefixtures("toys")
class TestOptions:
    def test_reach_the_module(self) -> None:
        assert argmap.loads("cap", format="toy", upper=True)["cap"] == Claim("cap", "CAP")
        assert (
            argmap.dumps(ArgumentMap.of(Claim("a"), Claim("b")), format="toy", lossy="ignore", end=";")
            == "a;b;"
        )

    @pytest.mark.parametrize("name", ["uper", "report", "recover"])
    def test_that_are_unknown_are_refused_with_the_known_ones(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "a.toy").touch()
        options: dict[str, Any] = {name: 1}
        calls: tuple[Callable[[], object], ...] = (
            lambda: argmap.loads("", format="toy", **options),
            lambda: argmap.load(tmp_path / "a.toy", **options),
        )
        for call in calls:
            with pytest.raises(
                ArgmapError, match=f"reading 'toy' has no option '{name}', expected one of: path, upper"
            ):
                call()
        with pytest.raises(ArgmapError, match=r"writing 'toy' has no option 'ends', .* did you mean 'end'"):
            argmap.dumps(ArgumentMap.of(), format="toy", ends="")
        with pytest.raises(ArgmapError, match="writing 'argmap-json' has no option 'end', expected none"):
            argmap.dumps(ArgumentMap.of(), end="")

    def test_the_path_reaches_modules_that_look_next_to_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.toy").write_text("cap")
        assert argmap.load(tmp_path / "a.toy").metadata["read"] == "a.toy False"
        assert argmap.loads("cap", format="toy").metadata["read"] == " False"


@pytest.mark.usefixtures("toys")
class TestDiagnostics:
    def test_warnings_of_a_reader_are_one_warning_that_points_at_the_caller(self, tmp_path: Path) -> None:
        path = tmp_path / "a.toy"
        path.write_text("cap\n!\n.\n!")
        calls: dict[str, Callable[[], object]] = {
            str(path): lambda: argmap.load(path),
            "toy": lambda: argmap.loads("!\n!", format="toy"),
        }
        for where, call in calls.items():
            with pytest.warns(ReadWarning) as caught:
                call()
            (warned,) = caught
            assert warned.filename == __file__
            assert isinstance(warned.message, ReadWarning)
            assert warned.message.diagnostics == (ODD, ODD)
            assert str(warned.message).startswith(
                f"{where}: 2 warnings\n  line 3, column 5: warning: this is odd"
            )

    def test_long_lists_are_cut_in_the_message_only(self) -> None:
        warning = ReadWarning("a.toy", (ODD,) * 5)
        assert str(warning).count("this is odd") == 3
        assert str(warning).endswith("\n  and 2 more")
        assert str(ReadWarning("a.toy", (ODD,))).startswith("a.toy: 1 warning\n")
        again = pickle.loads(pickle.dumps(warning))  # noqa: S301
        assert (again.diagnostics, str(again)) == (warning.diagnostics, str(warning))

    def test_information_gives_no_warning(self) -> None:
        assert argmap.loads("cap\n.", format="toy").claims == (Claim("cap"),)

    def test_errors_that_are_reported_are_raised(self, tmp_path: Path) -> None:
        with pytest.raises(FormatError) as caught:
            argmap.loads("cap\n?", format="toy")
        assert str(caught.value) == "line 2, column 1: this is wrong (fix it)"
        (tmp_path / "a.toy").write_text("?\n?")
        with pytest.raises(InvalidFileError) as several:
            argmap.load(tmp_path / "a.toy")
        assert str(several.value).startswith(
            f"{tmp_path / 'a.toy'}: not toy: 2 problems\n  line 2, column 1: this"
        )

    def test_recover_gives_the_map_and_every_diagnostic(self, tmp_path: Path) -> None:
        (tmp_path / "a.toy").write_text("cap\n?\n!\n.")
        for found in (
            argmap.loads("cap\n?\n!\n.", format="toy", on_error="recover"),
            argmap.load(tmp_path / "a.toy", on_error="recover"),
        ):
            assert isinstance(found, Recovered)
            assert found.map.claims == (Claim("cap"),)
            assert str(found.map.metadata["read"]).endswith("True")
            assert found.diagnostics == (BAD, ODD, READ_SO)

    def test_formats_without_recovery_still_raise(self) -> None:
        with pytest.raises(FormatError):
            argmap.loads("{", on_error="recover")
        assert argmap.loads('{"argmap": "1.0"}', on_error="recover") == (ArgumentMap(), ())

    def test_other_ways_are_refused(self) -> None:
        with pytest.raises(
            ArgmapError, match="unknown value of on_error 'ignore', expected one of: raise, recover"
        ):
            argmap.loads("", on_error="ignore")  # type: ignore[call-overload]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_bytes_with_and_without_marks(self, encoding: str, tmp_path: Path) -> None:
        m = ArgumentMap.of(Claim("cap", "ប្រាក់"))
        raw = argmap.dumps(m).encode(encoding)
        (tmp_path / "a.argmap.json").write_bytes(raw)
        assert argmap.loads(raw) == argmap.load(tmp_path / "a.argmap.json") == m

    @pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
    def test_marked_bytes_that_are_not_what_they_say(self, mark: bytes) -> None:
        with pytest.raises(FormatError, match=r"line 1, column 1: the bytes are not UTF-(16|32)"):
            argmap.loads(mark + b"\xd8")

    def test_other_bytes_are_refused_with_their_position(self) -> None:
        with pytest.raises(FormatError, match="line 2, column 2: byte 0xe9 is not UTF-8"):
            argmap.loads(b"a\nb\xe9")


class TestWhatIsOnlyReadOrOnlyWritten:
    def test_is_refused_with_the_formats_that_would_do(self, toys: Callable[..., None]) -> None:
        toys(
            Format("only-in", (".oi",), "text/x", "toyformat", "", writes=False),
            Format("only-out", (".oo",), "text/x", "toyformat", "", reads=False),
        )
        with pytest.raises(UnknownFormatError, match="'only-out' is only written"):
            argmap.loads("", format="only-out")
        with pytest.raises(UnknownFormatError, match="'only-in' is only read") as caught:
            argmap.dumps(ArgumentMap.of(), format="only-in")
        assert "only-out" in caught.value.expected

    def test_missing_parts_name_the_extra(self, toys: Callable[..., None]) -> None:
        def missing(*_: Any) -> None:
            raise ModuleNotFoundError("No module named 'rdflib'", name="rdflib")

        toys(
            Format("toy", (".toy",), "text/x", "toyformat", "", extra="rdf"),
            module=SimpleNamespace(loads=missing, dumps=missing),
        )
        for call in (
            lambda: argmap.loads("", format="toy"),
            lambda: argmap.dumps(ArgumentMap.of(), format="toy"),
        ):
            with pytest.raises(
                MissingExtraError, match=r"'toy' needs rdflib \(pip install 'argmap\[rdf\]'\)"
            ):
                call()


class TestPlugins:
    """What other packages add."""

    @pytest.fixture
    def offer(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], None]]:
        def offered(value: Any) -> None:
            def load() -> Any:
                if isinstance(value, Exception):
                    raise value
                return value

            points = [SimpleNamespace(load=load, value="other:rows")]
            monkeypatch.setattr(
                metadata, "entry_points", lambda group: points if group == "argmap.formats" else []
            )
            monkeypatch.setitem(sys.modules, "toyformat", Toy())
            table.cache_clear()

        yield offered
        monkeypatch.undo()
        table.cache_clear()

    @pytest.mark.parametrize("value", [TOY, [TOY], (TOY,), lambda: TOY, lambda: [TOY]])
    def test_are_used_like_those_of_argmap(
        self, offer: Callable[[Any], None], value: Any, tmp_path: Path
    ) -> None:
        offer(value)
        assert table() == (*FORMATS, TOY)
        (tmp_path / "a.toy").write_text("cap")
        assert argmap.load(tmp_path / "a.toy").claims == (Claim("cap"),)
        argmap.dump(ArgumentMap.of(Claim("cap")), tmp_path / "b.toy", lossy="ignore")
        assert (tmp_path / "b.toy").read_text() == "cap\n"

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (ImportError("no such thing"), "ImportError: no such thing"),
            (None, "found a NoneType where a Format is expected"),
            ([TOY, "x"], "found a str where a Format is expected"),
            (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
            (Format("argmap-json", (".x",), "", "", ""), "the name 'argmap-json' is taken"),
            (
                Format("x", (".argmap.json",), "", "", ""),
                "the suffix '.argmap.json' is that of 'argmap-json'",
            ),
        ],
    )
    def test_that_cannot_be_used_give_one_warning(
        self, offer: Callable[[Any], None], value: Any, reason: str
    ) -> None:
        offer(value)
        with pytest.warns(RuntimeWarning) as caught:
            table()
        assert str(caught[0].message) == f"the formats that 'other:rows' adds cannot be used: {reason}"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert table()[: len(FORMATS)] == FORMATS
        assert argmap.loads('{"argmap": "1.0"}') == ArgumentMap()

    def test_whose_functions_fail_are_named(self, offer: Callable[[Any], None]) -> None:
        offer(Format("broken", (".broken",), "text/x", "toyformat", ""))
        with pytest.raises(FormatError, match="the format 'broken' of another package failed: TypeError"):
            argmap.dumps(ArgumentMap.of(Claim("cap")), format="broken", end=5)

    def test_whose_module_is_not_there_are_named(self, offer: Callable[[Any], None]) -> None:
        offer(Format("broken", (".broken",), "text/x", "no_such_module_anywhere", ""))
        with pytest.raises(MissingExtraError, match="the format 'broken' needs"):
            argmap.loads("", format="broken")
