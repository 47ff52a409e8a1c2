"""The table of formats: who reads and writes what, by name and by file suffix."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from inspect import Parameter, signature
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from argmap.diagnostics import ignored
from argmap.errors import ArgmapError, FormatError, MissingExtraError, UnknownFormatError, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap

ENTRY_POINTS = "argmap.formats"  # the group under which other packages add rows
NO_OPTIONS: Mapping[str, Any] = MappingProxyType({})


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
        lossless: Whether it holds everything that a map holds.
        holds: Fields that reach the text ("claims.text"), where it cannot be read back to see.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str
    description: str
    extra: str = field(default="", kw_only=True)
    reads: bool = field(default=True, kw_only=True)
    writes: bool = field(default=True, kw_only=True)
    lossless: bool = field(default=False, kw_only=True)
    holds: frozenset[str] = field(default=frozenset(), kw_only=True)

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

        Args:
            text: The text.
            options: What the module's ``loads`` is to be told; what it does not take is refused.
            report: Gets the diagnostics, if the module has any.
            recover: Whether to pass over mistakes, if the module can.
            path: The file that the text is from, if the module wants to know.

        Raises:
            FormatError: The text is not of this format.
            UnknownFormatError: It is only written.
            ArgmapError: An option that the format does not have.
            MissingExtraError: What it needs is not installed.
        """
        self.must("read")
        if options:
            self._refuse_unknown("loads", options)
        load = self._module().loads
        known = _keywords(load)
        taken = dict(options)
        if "report" in known:
            taken["report"] = report
        if recover and "recover" in known:
            taken["recover"] = True
        if path is not None and "path" in known:
            taken.setdefault("path", path)
        read: ArgumentMap = self._call(load, text, taken)
        return read

    def dumps(self, map: ArgumentMap, options: Mapping[str, Any] = NO_OPTIONS) -> str:
        """Write a map as text of this format.

        Args:
            map: The map.
            options: What the module's ``dumps`` is to be told; what it does not take is refused.

        Raises:
            UnknownFormatError: It is only read.
            ArgmapError: An option that the format does not have.
            MissingExtraError: What it needs is not installed.
        """
        self.must("write")
        if options:
            self._refuse_unknown("dumps", options)
        written: str = self._call(self._module().dumps, map, options)
        return written

    def places(self, text: str, path: Path | None = None) -> dict[str, tuple[int, int]]:
        """Line and column of each record of a text, by id, where the format's module knows them."""
        find: Callable[..., dict[str, tuple[int, int]]] | None = getattr(self._module(), "places", None)
        return {} if find is None else find(text, path=path)

    def takes(self, function: str) -> frozenset[str]:
        """The keywords that this format's "loads" or "dumps" takes."""
        return _keywords(getattr(self._module(), function))

    def ids(self, map: ArgumentMap) -> dict[str, str]:
        """The id under which each record comes back, where it is another."""
        translate: Callable[[ArgumentMap], dict[str, str]] | None = getattr(self._module(), "ids", None)
        return {} if translate is None else {old: new for old, new in translate(map).items() if old != new}

    def must(self, do: str) -> None:
        """Refuse a format that is not for what is to be done with it: "read" or "write".

        Raises:
            UnknownFormatError: It is only read, or only written.
        """
        if self.reads if do == "read" else self.writes:
            return
        names = ", ".join(row.name for row in table() if (row.reads if do == "read" else row.writes))
        raise UnknownFormatError(
            f"the format {self.name!r} is only {'written' if do == 'read' else 'read'}, expected one of: {names}",
            found=self.name,
            expected=names,
        )

    def _call(self, function: Callable[..., Any], value: Any, options: Mapping[str, Any]) -> Any:
        try:
            return function(value, **options)
        except ModuleNotFoundError as missing:
            raise self._missing(missing) from None
        except ArgmapError:
            raise
        except Exception as error:
            if self in FORMATS:
                raise  # a defect of ours, to be seen as it is
            what = f"{type(error).__name__}: {error}"
            raise FormatError(f"the format {self.name!r} of another package failed: {what}") from error

    def _module(self) -> Any:
        try:
            __import__(self.module)  # decided in C once it is there, unlike ``import_module``
            return sys.modules[self.module]
        except ModuleNotFoundError as missing:
            raise self._missing(missing) from None

    def _missing(self, missing: ModuleNotFoundError) -> Exception:
        if not self.extra:
            return (
                missing
                if self in FORMATS
                else MissingExtraError(f"the format {self.name!r} needs: {missing}")
            )
        return MissingExtraError(
            f"the format {self.name!r} needs {missing.name}", hint=f"pip install 'argmap[{self.extra}]'"
        )

    def _refuse_unknown(self, function: str, options: Mapping[str, Any]) -> None:
        names = sorted(self.takes(function) - {"report", "recover"})
        for name in options:
            if name not in names:
                doing = "reading" if function == "loads" else "writing"
                expected = f"one of: {', '.join(names)}" if names else "none"
                raise ArgmapError(
                    f"{doing} {self.name!r} has no option {shown(name)}, expected {expected}",
                    found=name,
                    expected=", ".join(names),
                    nearest=nearest(name, names),
                )


NATIVE = Format(
    "argmap-json",
    (".argmap.json",),
    "application/vnd.argmap+json",
    "argmap.serializers.native",
    "everything a map holds, the native format",
    lossless=True,
)
DRAWN = frozenset(  # what boxes and arrows show
    {"title", "relations.kind", "relations.sources", "relations.targets", "utterances.text", "utterances.by"}
    | {f"{group}.{name}" for group in ("claims", "evidence", "arguments") for name in ("text", "title", "by")}
)
FORMATS = (
    NATIVE,
    Format(
        "argdown",
        (".argdown", ".ad"),
        "text/argdown",
        "argmap.serializers.argdown",
        "Argdown: arguments and statements in readable text",
        lossless=True,
    ),
    Format(
        "argdown-json",
        (".argdown.json",),
        "application/json",
        "argmap.serializers.argdown_json",
        "what the Argdown tools export as JSON",
    ),
    Format(
        "aif",
        (".aif.json",),
        "application/json",
        "argmap.serializers.aif",
        "Argument Interchange Format as AIFdb exports it",
    ),
    Format(
        "xaif",
        (".xaif.json",),
        "application/json",
        "argmap.serializers.xaif",
        "AIF with participants and the text analysed, as OVA3 saves it",
    ),
    Format(
        "ova",
        (".ova.json",),
        "application/json",
        "argmap.serializers.ova",
        "what OVA2 saves, with places of boxes",
    ),
    Format(
        "aif-rdf",
        (".ttl",),
        "text/turtle",
        "argmap.serializers.aif_rdf",
        "AIF as RDF: Turtle, JSON-LD, RDF/XML",
        extra="rdf",
    ),
    Format(
        "sadface",
        (".sadface.json",),
        "application/json",
        "argmap.serializers.sadface",
        "SADFace: atoms, schemes and spans of texts",
    ),
    Format(
        "arggraph",
        (".arggraph.xml",),
        "application/xml",
        "argmap.serializers.arggraph",
        "argumentative microtexts",
    ),
    Format(
        "brat",
        (".ann",),
        "text/plain",
        "argmap.serializers.brat",
        "BRAT annotations of the text file beside them",
    ),
    Format(
        "kialo",
        (".kialo.txt",),
        "text/plain",
        "argmap.serializers.kialo",
        "Kialo text export: a tree of pro and con",
    ),
    Format(
        "gsn",
        (".gsn.yaml", ".gsn.yml"),
        "application/yaml",
        "argmap.serializers.gsn",
        "safety cases in Goal Structuring Notation, as gsn2x draws them",
    ),
    Format(
        "tea",
        (".tea.json",),
        "application/json",
        "argmap.serializers.tea",
        "assurance cases of the Turing assurance platform",
    ),
    Format(
        "carneades",
        (".caes.yaml", ".caes.yml"),
        "application/yaml",
        "argmap.serializers.carneades",
        "argument graphs of Carneades 4, with proof standards",
    ),
    Format(
        "apx",
        (".apx",),
        "text/plain",
        "argmap.serializers.apx",
        "abstract framework as facts of ASPARTIX: claims and attacks",
    ),
    Format(
        "tgf",
        (".tgf",),
        "text/plain",
        "argmap.serializers.tgf",
        "abstract framework in the trivial graph format: claims and attacks",
    ),
    Format(
        "iccma",
        (".af", ".i23"),
        "text/plain",
        "argmap.serializers.iccma",
        "abstract framework as the ICCMA competitions number it: attacks",
    ),
    Format(
        "graphml",
        (".graphml",),
        "application/graphml+xml",
        "argmap.serializers.graphml",
        "graph with attributes for yEd, Gephi, Cytoscape, networkx",
    ),
    Format(
        "gexf",
        (".gexf",),
        "application/gexf+xml",
        "argmap.serializers.gexf",
        "graph with attributes for Gephi",
    ),
    Format(
        "aml",
        (".aml",),
        "application/xml",
        "argmap.serializers.aml",
        "Araucaria's trees of claims with their text",
    ),
    Format(
        "sacm",
        (".sacm.xml", ".sacm"),
        "application/xml",
        "argmap.serializers.sacm",
        "assurance cases in the XML of OMG SACM",
    ),
    Format(
        "claimreview",
        (".claimreview.json",),
        "application/ld+json",
        "argmap.serializers.claimreview",
        "claims with speaker and verdict, as fact-checkers publish them",
    ),
    Format(
        "mermaid",
        (".mmd", ".mermaid"),
        "text/vnd.mermaid",
        "argmap.serializers.mermaid",
        "flowchart that code forges draw",
        reads=False,
        holds=DRAWN,
    ),
    Format(
        "d2",
        (".d2",),
        "text/plain",
        "argmap.serializers.d2",
        "diagram in the language of D2",
        reads=False,
        holds=DRAWN,
    ),
)


@cache
def _keywords(function: Callable[..., Any]) -> frozenset[str]:
    """The keywords of a function; looking at its signature takes longer than reading a small file."""
    parameters = signature(function).parameters.values()
    return frozenset(p.name for p in parameters if p.kind is Parameter.KEYWORD_ONLY)


@cache
def table() -> tuple[Format, ...]:
    """The formats of argmap, then those that installed packages add under the entry point ``argmap.formats``.

    A package adds a ``Format``, several in a list or tuple, or a function without arguments that gives them.
    It cannot take a name or suffix that is in use; what cannot be used is told in a ``RuntimeWarning``.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - costs more than reading a small map

    rows = list(FORMATS)
    for point in entry_points(group=ENTRY_POINTS):
        try:
            for row in _offered(point.load()):
                _refuse_taken(row, rows)
                rows.append(row)
        except Exception as error:  # noqa: BLE001 - whatever another package does, argmap goes on without it
            said = str(error) if isinstance(error, ArgmapError) else f"{type(error).__name__}: {error}"
            warnings.warn(
                f"the formats that {point.value!r} adds cannot be used: {said}", RuntimeWarning, stacklevel=2
            )
    return tuple(rows)


def _offered(value: Any) -> Iterator[Format]:
    if callable(value):
        value = value()
    for row in value if isinstance(value, (list, tuple)) else (value,):
        if not isinstance(row, Format):
            raise FormatError(f"found a {type(row).__name__} where a Format is expected", found=row)
        yield row


def _refuse_taken(row: Format, rows: Iterable[Format]) -> None:
    for other in rows:
        if row.name == other.name:
            raise FormatError(f"the name {row.name!r} is taken", found=row.name)
        if both := {*row.suffixes} & {*other.suffixes}:
            raise FormatError(f"the suffix {min(both)!r} is that of {other.name!r}", found=min(both))


def by_name(name: str) -> Format:
    """The format of this name.

    Raises:
        UnknownFormatError: No format has it; the error lists the names.
    """
    for rows in (lambda: FORMATS, table):  # other packages are looked for only if need be
        for row in rows():
            if row.name == name:
                return row
    names = [row.name for row in table()]
    raise UnknownFormatError(
        f"unknown format {shown(name)}, expected one of: {', '.join(names)}",
        found=name,
        expected=", ".join(names),
        nearest=nearest(str(name), names),
    )


def by_suffix(file_name: str) -> Format | None:
    """The format that a file's name ends for, the longest suffix first; None if none is known by it."""
    lower = file_name.lower()
    ends = [(len(s), row) for row in table() for s in row.suffixes if lower.endswith(s)]
    return max(ends, key=lambda end: end[0])[1] if ends else None
