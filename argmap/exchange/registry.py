"""The table of formats: who reads and writes what, by name and by file suffix."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from argmap.errors import ArgmapError, FormatError, UnknownFormatError, unknown_name
from argmap.exchange import signs
from argmap.exchange.format import Format
from argmap.exchange.signs import Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENTRY_POINTS = "argmap.formats"  # the group under which other packages add rows

DRAWN = frozenset(  # what boxes and arrows show
    {"title", "relations.kind", "relations.sources", "relations.targets", "utterances.text", "utterances.by"}
    | {f"{group}.{name}" for group in ("claims", "evidence", "arguments") for name in ("text", "title", "by")}
)
ANNOTATED = frozenset(  # what annotations say of the words that elements quote
    {
        f"{group}.{name}"
        for group in ("claims", "evidence", "arguments")
        for name in ("text", "title", "by", "tags")
    }
    | {f"{group}.quotes" for group in ("claims", "evidence", "arguments", "utterances", "relations")}
    | {"title", "claims.kind", "evidence.kind", "utterances.text", "utterances.by"}
    | {f"relations.{name}" for name in ("kind", "sources", "targets", "tags")}
)


def _row(name: str, suffixes: str, media_type: str, description: str, *known_by: Sign, **more: Any) -> Format:
    """The row of a format of argmap, whose module is named as the format unless ``module`` names another."""
    module = f"argmap.serializers.{more.pop('module', name)}"
    return Format(name, tuple(suffixes.split()), media_type, module, description, signs=known_by, **more)


# fmt: off
FORMATS = (
    _row("argmap-json", ".argmap.json", "application/vnd.argmap+json",
         "everything a map holds, the native format",
         Sign("json", signs.has_keys("argmap")), module="native"),
    _row("argdown", ".argdown .ad", "text/argdown",
         "Argdown: arguments and statements in readable text", Sign("own", signs.is_argdown)),
    _row("markdown", ".md .markdown .qmd .rmd", "text/markdown",
         "Markdown, Quarto and Obsidian notes with Argdown in fences", Sign("own", signs.has_fences)),
    _row("argdown-json", ".argdown.json", "application/json",
         "what the Argdown tools export as JSON",
         Sign("json", signs.has_keys("arguments", "statements", "relations", without=("argmap",))),
         module="argdown_json"),
    _row("aif", ".aif.json", "application/json",
         "Argument Interchange Format as AIFdb exports it", Sign("json", signs.is_aif)),
    _row("xaif", ".xaif.json", "application/json",
         "AIF with participants and the text analysed, as OVA3 saves it",
         Sign("json", signs.has_keys("AIF")), module="aif.xaif"),
    _row("ova", ".ova.json", "application/json",
         "what OVA2 saves, with places of boxes", Sign("json", signs.is_ova), module="aif.ova"),
    _row("aif-rdf", ".ttl .nt .nq .trig", "text/turtle",
         "AIF as RDF: Turtle, JSON-LD, RDF/XML, N-Triples",
         Sign("json", signs.is_linked_data("/aif#")), Sign("xml", signs.has_root("RDF")),
         Sign("own", signs.has_triples),
         module="aif.rdf", extra="rdf"),
    _row("sadface", ".sadface.json", "application/json",
         "SADFace: atoms, schemes and spans of texts",
         Sign("json", signs.has_keys("metadata", "resources", "nodes", "edges"))),
    _row("arggraph", ".arggraph.xml", "application/xml",
         "argumentative microtexts", Sign("xml", signs.has_root("arggraph"))),
    _row("brat", ".ann", "text/plain",
         "BRAT annotations of the text file next to them", Sign("own", signs.has_spans)),
    _row("kialo", ".kialo.txt", "text/plain",
         "Kialo text export: a tree of pro and con", Sign("text", signs.starts_with(r"Discussion (Title|Name):"))),
    _row("rationale", ".rtnl", "text/plain",
         "argument maps of Rationale: reasons and objections in boxes", writes=False),
    _row("axl", ".axl", "application/xml",
         "argument maps of Argumentative: trees of reasons and objections",
         Sign("xml", signs.has_root("argument")), writes=False),
    _row("gsn", ".gsn.yaml .gsn.yml", "application/yaml",
         "safety cases in Goal Structuring Notation, as gsn2x draws them", Sign("yaml", signs.is_gsn)),
    _row("tea", ".tea.json", "application/json",
         "assurance cases of the Turing assurance platform", Sign("json", signs.has_keys("case", "tree"))),
    _row("carneades", ".caes.yaml .caes.yml", "application/yaml",
         "argument graphs of Carneades 4, with proof standards", Sign("yaml", signs.is_caes)),
    _row("lkif", ".lkif", "application/xml",
         "argument graphs of Carneades 1 and 2", Sign("xml", signs.has_root("lkif")), writes=False),
    _row("apx", ".apx", "text/plain",
         "abstract framework as facts of ASPARTIX: claims and attacks",
         Sign("text", signs.starts_with(r"(arg|att)\s*\("))),
    _row("tgf", ".tgf", "text/plain",
         "abstract framework in the trivial graph format: claims and attacks", Sign("text", signs.is_tgf)),
    _row("iccma", ".af .i23", "text/plain",
         "abstract framework as the ICCMA competitions number it: attacks", Sign("text", signs.is_iccma)),
    _row("aba", ".aba", "text/plain",
         "assumption-based framework as the ICCMA competitions number it: assumptions, contraries, rules",
         Sign("text", signs.is_aba)),
    _row("graphml", ".graphml", "application/graphml+xml",
         "graph with attributes for yEd, Gephi, Cytoscape, networkx", Sign("xml", signs.has_root("graphml"))),
    _row("gexf", ".gexf", "application/gexf+xml",
         "graph with attributes for Gephi", Sign("xml", signs.has_root("gexf"))),
    _row("drawio", ".drawio .drawio.xml .drawio.svg .dio", "application/vnd.jgraph.mxfile",
         "diagrams of draw.io (diagrams.net): boxes and lines",
         Sign("xml", signs.has_root("mxfile", "mxGraphModel")), writes=False),
    _row("aml", ".aml", "application/xml",
         "Araucaria's trees of claims with their text", Sign("xml", signs.has_root("ARG"))),
    _row("sacm", ".sacm.xml .sacm .sacm2 .argumentation .assurancecase .arm .ode .ddi .integration .dcase .dcase_model",
         "application/xml",
         "assurance cases in the XML of OMG SACM, and GSN, CAE and D-Case", Sign("xml", signs.is_sacm)),
    _row("certware", ".gsn .cae", "application/xml",
         "safety cases of CertWare: trees of goals or claims", Sign("xml", signs.is_certware), writes=False),
    _row("claimreview", ".claimreview.json", "application/ld+json",
         "claims with speaker and verdict, as fact-checkers publish them",
         Sign("json", signs.is_claimreview), Sign("html", signs.has_reviews), Sign("text", signs.is_feed)),
    _row("mermaid", ".mmd .mermaid", "text/vnd.mermaid",
         "flowchart that code forges draw", reads=False, holds=DRAWN),
    _row("d2", ".d2", "text/plain",
         "diagram in the language of D2", reads=False, holds=DRAWN),
    _row("web-annotation", ".annotations.jsonld .annotations.json", "application/ld+json",
         "quotes as W3C web annotations of their sources", module="web_annotation", reads=False, holds=ANNOTATED),
)
# fmt: on
NATIVE = FORMATS[0]
_BY_NAME = {row.name: row for row in FORMATS}
_BY_SUFFIX = {suffix: row for row in FORMATS for suffix in row.suffixes}  # all start with a full stop


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
    if isinstance(name, str):
        if (row := _BY_NAME.get(name)) is not None:
            return row
        for row in table():  # other packages are looked for only if need be
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
    found = lower.find(".")
    while found >= 0 and lower[found:] not in _BY_SUFFIX:
        found = lower.find(".", found + 1)
    ends = [(len(s), row) for row in table()[len(_BY_NAME) :] for s in row.suffixes if lower.endswith(s)]
    if found >= 0:
        ends.append((len(lower) - found, _BY_SUFFIX[lower[found:]]))
    return max(ends, key=lambda end: end[0])[1] if ends else None
