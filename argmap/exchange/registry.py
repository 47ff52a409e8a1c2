"""The table of formats: who reads and writes what, by name and by file suffix."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from argmap.errors import ArgmapError, FormatError, UnknownFormatError, unknown_name
from argmap.exchange.format import Format
from argmap.exchange.signs import (
    Sign,
    has_keys,
    has_root,
    is_aif,
    is_apx,
    is_caes,
    is_gsn,
    is_iccma,
    is_linked_data,
    is_ova,
    is_sacm,
    is_tgf,
    starts_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENTRY_POINTS = "argmap.formats"  # the group under which other packages add rows

NATIVE = Format(
    "argmap-json",
    (".argmap.json",),
    "application/vnd.argmap+json",
    "argmap.serializers.native",
    "everything a map holds, the native format",
    lossless=True,
    signs=(Sign("json", has_keys("argmap")),),
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
        signs=(Sign("json", has_keys("arguments", "statements", "relations", without=("argmap",))),),
    ),
    Format(
        "aif",
        (".aif.json",),
        "application/json",
        "argmap.serializers.aif",
        "Argument Interchange Format as AIFdb exports it",
        signs=(Sign("json", is_aif),),
    ),
    Format(
        "xaif",
        (".xaif.json",),
        "application/json",
        "argmap.serializers.aif.xaif",
        "AIF with participants and the text analysed, as OVA3 saves it",
        signs=(Sign("json", has_keys("AIF")),),
    ),
    Format(
        "ova",
        (".ova.json",),
        "application/json",
        "argmap.serializers.aif.ova",
        "what OVA2 saves, with places of boxes",
        signs=(Sign("json", is_ova),),
    ),
    Format(
        "aif-rdf",
        (".ttl",),
        "text/turtle",
        "argmap.serializers.aif.rdf",
        "AIF as RDF: Turtle, JSON-LD, RDF/XML",
        extra="rdf",
        signs=(Sign("json", is_linked_data("/aif#")), Sign("xml", has_root("RDF"))),
    ),
    Format(
        "sadface",
        (".sadface.json",),
        "application/json",
        "argmap.serializers.sadface",
        "SADFace: atoms, schemes and spans of texts",
        signs=(Sign("json", has_keys("metadata", "resources", "nodes", "edges")),),
    ),
    Format(
        "arggraph",
        (".arggraph.xml",),
        "application/xml",
        "argmap.serializers.arggraph",
        "argumentative microtexts",
        signs=(Sign("xml", has_root("arggraph")),),
    ),
    Format(
        "brat",
        (".ann",),
        "text/plain",
        "argmap.serializers.brat",
        "BRAT annotations of the text file next to them",
    ),
    Format(
        "kialo",
        (".kialo.txt",),
        "text/plain",
        "argmap.serializers.kialo",
        "Kialo text export: a tree of pro and con",
        signs=(Sign("text", starts_with("Discussion Title:", "Discussion Name:")),),
    ),
    Format(
        "gsn",
        (".gsn.yaml", ".gsn.yml"),
        "application/yaml",
        "argmap.serializers.gsn",
        "safety cases in Goal Structuring Notation, as gsn2x draws them",
        signs=(Sign("yaml", is_gsn),),
    ),
    Format(
        "tea",
        (".tea.json",),
        "application/json",
        "argmap.serializers.tea",
        "assurance cases of the Turing assurance platform",
        signs=(Sign("json", has_keys("case", "tree")),),
    ),
    Format(
        "carneades",
        (".caes.yaml", ".caes.yml"),
        "application/yaml",
        "argmap.serializers.carneades",
        "argument graphs of Carneades 4, with proof standards",
        signs=(Sign("yaml", is_caes),),
    ),
    Format(
        "apx",
        (".apx",),
        "text/plain",
        "argmap.serializers.apx",
        "abstract framework as facts of ASPARTIX: claims and attacks",
        signs=(Sign("text", is_apx),),
    ),
    Format(
        "tgf",
        (".tgf",),
        "text/plain",
        "argmap.serializers.tgf",
        "abstract framework in the trivial graph format: claims and attacks",
        signs=(Sign("text", is_tgf),),
    ),
    Format(
        "iccma",
        (".af", ".i23"),
        "text/plain",
        "argmap.serializers.iccma",
        "abstract framework as the ICCMA competitions number it: attacks",
        signs=(Sign("text", is_iccma),),
    ),
    Format(
        "graphml",
        (".graphml",),
        "application/graphml+xml",
        "argmap.serializers.graphml",
        "graph with attributes for yEd, Gephi, Cytoscape, networkx",
        signs=(Sign("xml", has_root("graphml")),),
    ),
    Format(
        "gexf",
        (".gexf",),
        "application/gexf+xml",
        "argmap.serializers.gexf",
        "graph with attributes for Gephi",
        signs=(Sign("xml", has_root("gexf")),),
    ),
    Format(
        "aml",
        (".aml",),
        "application/xml",
        "argmap.serializers.aml",
        "Araucaria's trees of claims with their text",
        signs=(Sign("xml", has_root("ARG")),),
    ),
    Format(
        "sacm",
        (".sacm.xml", ".sacm"),
        "application/xml",
        "argmap.serializers.sacm",
        "assurance cases in the XML of OMG SACM",
        signs=(Sign("xml", is_sacm),),
    ),
    Format(
        "claimreview",
        (".claimreview.json",),
        "application/ld+json",
        "argmap.serializers.claimreview",
        "claims with speaker and verdict, as fact-checkers publish them",
        signs=(Sign("json", is_linked_data("Claim")),),
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
def table() -> tuple[Format, ...]:
    """The formats of argmap, then those that installed packages add under the entry point ``argmap.formats``.

    A package adds a ``Format``, several in a list or tuple, or a function without arguments that gives them.
    It cannot take a name or suffix that is in use; what cannot be used is named in a ``RuntimeWarning``.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - costs more than reading a small map

    rows = list(FORMATS)
    for point in entry_points(group=ENTRY_POINTS):
        try:
            for row in _offered(point.load()):
                _refuse_taken(row, rows)
                rows.append(row)
        except Exception as error:  # noqa: BLE001 - whatever another package does, argmap goes on without it
            reason = str(error) if isinstance(error, ArgmapError) else f"{type(error).__name__}: {error}"
            warnings.warn(
                f"the formats that {point.value!r} adds cannot be used: {reason}",
                RuntimeWarning,
                stacklevel=2,
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
    raise unknown_name("format", name, [row.name for row in table()], UnknownFormatError)


def must(row: Format, do: Literal["read", "write"]) -> None:
    """Refuse a format that is not for what is to be done with it.

    Raises:
        UnknownFormatError: It is only read, or only written; the error lists those that are not.
    """
    if row.reads if do == "read" else row.writes:
        return
    names = ", ".join(other.name for other in table() if (other.reads if do == "read" else other.writes))
    raise UnknownFormatError(
        f"the format {row.name!r} is only {'written' if do == 'read' else 'read'}, expected one of: {names}",
        found=row.name,
        expected=names,
    )


def by_suffix(file_name: str) -> Format | None:
    """The format whose suffix a file's name has, the longest first; None if no format has it."""
    lower = file_name.lower()
    ends = [(len(s), row) for row in table() for s in row.suffixes if lower.endswith(s)]
    return max(ends, key=lambda end: end[0])[1] if ends else None
