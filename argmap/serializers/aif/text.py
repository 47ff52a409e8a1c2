"""The analysed text of xAIF and OVA: HTML with spans at the words of each node."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.diagnostics import Diagnostic
from argmap.messages import counted, shown
from argmap.model import Quote, Source
from argmap.serializers.aif.rows import string
from argmap.serializers.common.residue import residue_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from argmap.diagnostics import Report
    from argmap.model import ArgumentMap
    from argmap.serializers.aif.extent import Extent
    from argmap.serializers.aif.rows import Variant

_TAG: Final = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]*)(\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*|\s[^<>]*|/)?>"""  # quotes may hold ">"
)
_SPAN_ID: Final = re.compile(r"""(?:^|[\s"'])id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))""", re.IGNORECASE)
_PARAGRAPHS: Final = frozenset(
    (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "blockquote",
        "section",
        "article",
        *(f"h{n}" for n in range(1, 7)),
    )
)


class Span(NamedTuple):
    """The position of words of a node, in code points of the text."""

    start: int
    end: int
    node: str


class Unmarked(NamedTuple):
    """The text of HTML.

    Attributes:
        text: The text.
        spans: The positions of words of nodes.
        other: The ids of spans that do not name a node.
        unclosed: The ids of spans that do not end.
    """

    text: str
    spans: list[Span]
    other: list[str]
    unclosed: list[str]


def unmarked(html: str, nodes: Container[str] = (), *, paragraphs: bool = False) -> Unmarked:
    r"""The text of HTML and its spans.

    Spans are called "node7", or "7" if that is the id of one of the nodes. Tags are left out, ``<br>`` is a line end,
    character references are resolved, all else stays as it is.

    Args:
        html: The HTML.
        nodes: The ids of nodes.
        paragraphs: Whether there is a line end between paragraphs as well.

    >>> unmarked('A &amp; <span id="node7">B</span>')[:2]
    ('A & B', [Span(start=4, end=5, node='7')])
    >>> unmarked("<p>A</p><p>B</p>", paragraphs=True).text
    'A\nB'
    """
    plain = _Plain()
    spans: list[Span] = []
    other: list[str] = []
    still_open: list[tuple[str, int]] = []
    at = 0
    for tag in _TAG.finditer(html):
        plain.add(unescape(html[at : tag.start()]))
        at = tag.end()
        name = tag[2].lower()
        if name == "br":
            plain.add("\n")
        elif paragraphs and name in _PARAGRAPHS:
            plain.is_broken = True
        elif name == "span" and not tag[1] and tag[3] != "/":
            found = _SPAN_ID.search(tag[3] or "")
            id = unescape(next(g for g in found.groups() if g is not None)) if found else ""
            still_open.append((id, plain.start()))
        elif name == "span" and tag[1] and still_open:
            id, start = still_open.pop()
            bare = id in nodes and not (id.startswith("node") and id.removeprefix("node") in nodes)
            if (bare or id.startswith("node")) and plain.length > start:
                spans.append(Span(start, plain.length, id if bare else id.removeprefix("node")))
            elif id:
                other.append(id)
    plain.add(unescape(html[at:]))
    return Unmarked("".join(plain.parts), sorted(spans), other, [id for id, _ in still_open if id])


class _Plain:
    """The text of HTML as far as it has been read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.is_broken = False  # whether a paragraph has begun or ended since the last text

    def add(self, text: str) -> None:
        if text and self.is_broken:
            self.is_broken = False
            if self.length and "\n" not in (text[0], self.parts[-1][-1]):
                text = f"\n{text}"
        if text:
            self.parts.append(text)
            self.length += len(text)

    def start(self) -> int:
        """Where words begin that follow here, which are in a line of their own if a paragraph has begun."""
        if self.is_broken and self.length and self.parts[-1][-1] != "\n":
            self.add("\n")
        self.is_broken = False
        return self.length


def marked(text: str, spans: Iterable[Span]) -> str:
    """HTML of a text and its spans; a span that crosses another is left out.

    >>> marked("A & B", [Span(4, 5, "7")])
    'A &amp; <span class="highlighted" id="node7">B</span>'
    """
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    ends: list[int] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while ends and ends[-1] <= span.start:
            ends.pop()
        if ends and span.end > ends[-1]:
            continue
        ends.append(span.end)
        opening.setdefault(span.start, []).append(span.node)
        closing[span.end] = closing.get(span.end, 0) + 1
    parts: list[str] = []
    at = 0
    for cut in sorted({*opening, *closing}):
        parts.append(_escaped(text[at:cut]))
        parts.append("</span>" * closing.get(cut, 0))
        parts += [f'<span class="highlighted" id="node{escape(node)}">' for node in opening.get(cut, ())]
        at = cut
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def html_of(value: Any) -> str:
    """The HTML of a text, which is a string or under ``txt`` of an object; "" for anything else."""
    return string(value.get("txt") if isinstance(value, dict) else value)


def returning_ids(extent: Extent, source: Source | None) -> dict[str, str]:
    """The parties that come back under another id, and the source that is written."""
    return {**extent.ids, **({source.id: source_id(extent.recorded)} if source is not None else {})}


def source_id(nodes: Container[str]) -> str:
    """The id of the source that the text of a file becomes."""
    id = "text"
    while id in nodes:
        id = f"the {id}"
    return id


def read_text(
    html: str, nodes: Container[str], variant: Variant, report: Report, *, placed: Container[str] = ()
) -> tuple[list[Source], dict[str, list[Quote]]]:
    """The source that HTML becomes, and the words of it that each node quotes; others are reported.

    The HTML is kept where the text and the spans of nodes would give another.
    Nodes that are placed give the positions of their words themselves.
    """
    if not html:
        return [], {}
    text, spans, other, unclosed = unmarked(html, nodes, paragraphs=variant.paragraphs)
    id = source_id(nodes)
    quotes: dict[str, list[Quote]] = {}
    for span in spans:
        if span.node in nodes and span.node not in placed:
            words = Quote(id, text[span.start : span.end], span.start, span.end)
            quotes.setdefault(span.node, []).append(words)
    if unknown := [*dict.fromkeys([*other, *(f"node{s.node}" for s in spans if s.node not in nodes)])]:
        report(
            Diagnostic(
                "span-without-node",
                "info",
                f"{counted(len(unknown), 'span')} without a node, such as {shown(unknown[0])}; kept in the HTML",
                ids=(id,),
            )
        )
    if unclosed:
        message = (
            f"{counted(len(unclosed), 'span')} without an end, such as {shown(unclosed[0])}; kept in the HTML"
        )
        report(Diagnostic("span-without-end", "warning", message, ids=(id,)))
    usual = marked(text, [s for s in spans if s.node in nodes and s.node not in placed])
    return [Source(id, text, data=None if html == usual else {variant.name: {"html": html}})], quotes


def write_text(m: ArgumentMap, source: Source, nodes: Collection[str], variant: Variant) -> str:
    """The HTML of a source: as it was read if its text and the spans of these nodes are the same, else new."""
    spans = spans_of(m, source, nodes)
    html = residue_of(source, variant.name).get("html")
    if isinstance(html, str):
        text, found, *_ = unmarked(html, nodes, paragraphs=variant.paragraphs)
        if text == source.text and [s for s in found if s.node in nodes] == sorted(spans):
            return html
    return marked(source.text, spans)


def spans_of(m: ArgumentMap, source: Source, nodes: Container[str]) -> list[Span]:
    """The positions of words of nodes in a source, as far as quotes give them and are right."""
    records: Iterable[Any] = (*m.nodes, *m.relations)
    return [
        Span(quote.start, quote.end, record.id)
        for record in records
        if record.id in nodes
        for quote in record.quotes
        if quote.source == source.id
        and quote.start is not None
        and quote.end is not None
        and quote.start < quote.end
        and source.text[quote.start : quote.end] == quote.exact
    ]


def chosen(m: ArgumentMap, taken: Container[str]) -> Source | None:
    """The one source that a file has room for: the one that was read, or the first that has a text."""
    id = source_id(taken)
    read = m.get(id)
    if read is not None:
        return read if isinstance(read, Source) else None
    return next((s for s in m.sources if s.text), next((s for s in m.sources if s.url), None))


def without_removed(value: Any, nameable: Container[str], keys: Mapping[str, Sequence[str]]) -> Any:
    """An object of lists without the rows that name removed nodes under these keys; anything else as it is."""
    if not isinstance(value, dict):
        return value
    return {
        name: [row for row in rows if all(i in nameable for i in _names(row, keys[name]))]
        if name in keys and isinstance(rows, list)
        else rows
        for name, rows in value.items()
    }


def named(value: Any, keys: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids that rows of an object of lists name under these keys."""
    lists = ((value.get(name), ids) for name, ids in keys.items()) if isinstance(value, dict) else ()
    return [i for rows, ids in lists if isinstance(rows, list) for row in rows for i in _names(row, ids)]


def _names(row: Any, keys: Sequence[str]) -> list[str]:
    return [str(row[key]) for key in keys if row.get(key) is not None] if isinstance(row, dict) else []
