"""What a format is: the contract of its module, and its row in the table, which reads and writes through the module."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

from attrs import field, frozen

from argmap.diagnostics import ignored
from argmap.errors import ArgmapError, FormatError, MissingExtraError, UnknownFormatError
from argmap.exchange.options import refuse_other, type_of, types_of
from argmap.messages import nearest, shown
from argmap.model.map import must_be_map
from argmap.values import file_name, must_be, must_be_flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmap.diagnostics import Report
    from argmap.exchange.signs import Sign
    from argmap.model import ArgumentMap

NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})
_BY_CALLER = frozenset({"report", "recover", "path"})  # options that ``load`` and ``dump`` give


class FormatModule(Protocol):
    """What the module or package of a format offers: ``loads`` or ``dumps`` or both, the rest where it applies.

    Options of ``loads`` and ``dumps`` are keyword-only and have defaults; the caller's options are passed on to them.
    """

    def loads(self, text: str, /) -> ArgumentMap:
        """Read a map from text of the format.

        Three options have one meaning in all formats, and a module that takes one of them gets it from ``load``:

        - ``report: Report = ignored``: called with each ``Diagnostic`` about a text that can be read;
          one of the severity error makes ``load`` fail.
        - ``recover: bool = False``: whether to report mistakes and go on after them.
        - ``path: Path | None = None``: the file, for formats that look for other files next to it.

        Raises:
            FormatError: The text is not of the format, with line and column, or the path in it.
            InvalidFileError: Several such problems.
        """

    def dumps(self, map: ArgumentMap, /) -> str:
        """Write a map as text of the format; the same map gives the same text.

        What the format cannot hold is left out: ``losses`` finds it by reading the text back. The option ``path`` is
        the file that is written.
        """

    def ids(self, map: ArgumentMap, /) -> dict[str, str]:
        """The id under which each record comes back, by its own id; unchanged ids may be left out."""

    def places(self, text: str, /, *, path: Path | None = None) -> dict[str, tuple[int, int]]:
        """Line and column of each record of a text, by id."""

    def companions(self, map: ArgumentMap, /) -> dict[str, tuple[str, str]]:
        """The suffix and the text of each file that belongs next to one of this format, by the option that reads it."""

    def omits(self, map: ArgumentMap, /) -> set[str]:
        """The ids of records that are not in the text although it holds others of their type, if it is only written."""

    def edit(self, text: str, map: ArgumentMap, /, *, path: Path | None = None) -> str:
        """The text from which a map was read, with what has been changed in the map since."""


@frozen
class Format:
    """A row of the table.

    Attributes:
        name: What ``format=`` calls it.
        suffixes: File name endings that mean it and no other; what is written gets the first.
        media_type: Its media type.
        module: Where its ``loads`` and ``dumps`` are.
        description: One line for lists of formats.
        extra: The extra of argmap to install for it, or "".
        reads: Whether there is a ``loads``.
        writes: Whether there is a ``dumps``.
        holds: Fields that reach the text ("claims.text"), where it cannot be read back to see.
        signs: By what its texts are known in files whose suffix several formats share (.json, .yaml, .xml, .txt).
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str
    description: str
    extra: str = field(default="", kw_only=True)
    reads: bool = field(default=True, kw_only=True)
    writes: bool = field(default=True, kw_only=True)
    holds: frozenset[str] = field(default=frozenset(), kw_only=True)
    signs: tuple[Sign, ...] = field(default=(), kw_only=True)

    def loads(
        self,
        text: str,
        options: Mapping[str, Any] = NO_OPTIONS,
        *,
        report: Report = ignored,
        recover: bool = False,
        path: Path | None = None,
    ) -> ArgumentMap:
        """Read a map from text of this format.

        ``report``, ``recover`` and ``path`` reach the module's ``loads`` if it takes them.

        Raises:
            FormatError: The text is not of this format.
            ArgmapError: An option that the format does not have.
            MissingExtraError: What it needs is not installed.
        """
        must_be(text, str, "text")
        if type(options) is not dict or options:
            self.refuse_wrong("loads", options)
        must_be_flag(recover, "recover")
        load = self._offered("loads")
        known = _keywords(load)
        taken = dict(options)
        if "report" in known:
            taken["report"] = report
        if recover and "recover" in known:
            taken["recover"] = True
        if path is not None and "path" in known:
            taken.setdefault("path", path if isinstance(path, Path) else Path(file_name(path)))
        read: ArgumentMap = self._call(load, text, taken)
        return read

    def dumps(self, map: ArgumentMap, options: Mapping[str, Any] = NO_OPTIONS) -> str:
        """Write a map as text of this format.

        Raises:
            ArgmapError: An option that the format does not have.
            MissingExtraError: What it needs is not installed.
        """
        must_be_map(map)
        self.refuse_wrong("dumps", options)
        written: str = self._call(self._offered("dumps"), map, options)
        return written

    def places(self, text: str, path: Path | None = None) -> dict[str, tuple[int, int]]:
        """Line and column of each record of a text, by id; empty if the format's module does not know them."""
        must_be(text, str, "text")
        return self._optional("places", text, path=None if path is None else Path(file_name(path)))

    def takes(self, function: str) -> frozenset[str]:
        """The keywords that this format's "loads" or "dumps" takes."""
        return _keywords(self._offered(function))

    def options(self, function: str) -> dict[str, Any]:
        """The options that a user gives to this format's "loads" or "dumps", and their types."""
        return dict(_types(self._offered(function)))

    def ids(self, map: ArgumentMap) -> dict[str, str]:
        """The id under which each record comes back, if it is another."""
        must_be_map(map)
        return {old: new for old, new in self._optional("ids", map).items() if old != new}

    def companions(self, map: ArgumentMap) -> dict[str, tuple[str, str]]:
        """The suffix and the text of each file that belongs next to one of this format, by the option that reads it."""
        must_be_map(map)
        return self._optional("companions", map)

    def omits(self, map: ArgumentMap) -> set[str]:
        """The ids of records that are not in the text although it holds others of their type."""
        must_be_map(map)
        find: Callable[[ArgumentMap], set[str]] | None = getattr(self._module(), "omits", None)
        return set() if find is None else find(map)

    def edit(self, text: str, map: ArgumentMap, path: Path | None = None) -> str | None:
        """The text from which a map was read, with what has been changed in the map since.

        None if the format's module does not know how to keep the layout of a text.
        """
        must_be(text, str, "text")
        must_be_map(map)
        change: Callable[..., str] | None = getattr(self._module(), "edit", None)
        return (
            None
            if change is None
            else change(text, map, path=None if path is None else Path(file_name(path)))
        )

    def _offered(self, function: str) -> Callable[..., Any]:
        """The function of the module that reads or writes."""
        found: Callable[..., Any] | None = None
        if isinstance(function, str) and function in ("loads", "dumps"):
            found = getattr(self._module(), function, None)
        if found is None:
            message = f"the format {self.name!r} has no function {shown(function)}, expected loads or dumps"
            raise UnknownFormatError(message, found=function, expected="loads or dumps")
        return found

    def _optional(self, function: str, *values: Any, **options: Any) -> dict[str, Any]:
        """What a function of the module gives; nothing if the module does not offer it."""
        call: Callable[..., dict[str, Any]] = getattr(self._module(), function, lambda *_, **__: {})
        return call(*values, **options)

    def _call(self, function: Callable[..., Any], value: Any, options: Mapping[str, Any]) -> Any:
        try:
            return function(value, **options)
        except ModuleNotFoundError as missing:
            raise self._missing(missing) from None
        except ArgmapError:
            raise
        except Exception as error:
            if self._is_own():
                raise  # a defect of argmap, to be seen as it is
            what = f"{type(error).__name__}: {error}"
            raise FormatError(f"the format {self.name!r} of another package failed: {what}") from error

    def _is_own(self) -> bool:
        return self.module.startswith("argmap.serializers.")

    def _module(self) -> FormatModule:
        if (module := sys.modules.get(self.module)) is not None:
            return cast("FormatModule", module)
        try:
            __import__(self.module)
            return cast("FormatModule", sys.modules[self.module])
        except ModuleNotFoundError as missing:
            raise self._missing(missing) from None

    def _missing(self, missing: ModuleNotFoundError) -> Exception:
        if not self.extra:
            return (
                missing if self._is_own() else MissingExtraError(f"the format {self.name!r} needs: {missing}")
            )
        return MissingExtraError(
            f"the format {self.name!r} needs {missing.name}", hint=f"pip install 'argmap[{self.extra}]'"
        )

    def refuse_wrong(self, function: str, options: Mapping[str, Any]) -> None:
        """Refuse options that this format's "loads" or "dumps" does not take, and values of other types.

        Raises:
            ArgmapError: An option that the format does not have, or a value that it cannot have.
        """
        self.refuse_unknown(function, options)
        if options and self._is_own():  # others may declare no types
            offered = self._offered(function)
            for name in [name for name in options if name in _types(offered)]:
                refuse_other(name, options[name], types_of(offered, name))

    def refuse_unknown(self, function: str, options: Mapping[str, Any]) -> None:
        """Refuse options that this format's "loads" or "dumps" does not take.

        Raises:
            ArgmapError: An option that the format does not have; it lists those that there are.
        """
        if options is NO_OPTIONS:
            return
        must_be(options, Mapping, "a mapping of options by name")
        names = sorted(self.takes(function) - {"report", "recover"})
        for name in options:
            if name not in names:
                doing = "reading" if function == "loads" else "writing"
                expected = f"one of: {', '.join(names)}" if names else "none"
                raise ArgmapError(
                    f"{doing} {self.name!r} has no option {shown(name)}, expected {expected}",
                    found=name,
                    expected=", ".join(names),
                    nearest=nearest(str(name), names),
                )


@cache
def _keywords(function: Callable[..., Any]) -> frozenset[str]:
    """The keywords of a function; looking at its signature takes longer than reading a small file."""
    parameters = signature(function).parameters.values()
    return frozenset(p.name for p in parameters if p.kind is Parameter.KEYWORD_ONLY)


@cache
def _types(function: Callable[..., Any]) -> Mapping[str, Any]:
    """The type of each keyword that a user gives to a function."""
    return {name: type_of(function, name) for name in sorted(_keywords(function) - _BY_CALLER)}
