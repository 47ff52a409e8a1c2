"""Which words of the running text each claim stands on: elementary units, and the edges from them."""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from argmap.serializers.arggraph.document import UNQUOTED, Row, grounded, in_text
from argmap.serializers.arggraph.residue import rows, said
from argmap.serializers.common.annotation import most_quoted
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from argmap.model import ArgumentMap, Claim, Evidence, Source

Span = tuple[int, int]
Unit = tuple["Claim | Evidence", str]  # with its name in the document


def grounding(m: ArgumentMap, units: list[Unit], taken: set[str]) -> tuple[list[Row], list[Row], list[Row]]:
    """Elementary units, joints, and the edges from them to the units; their ids are added to ``taken``."""
    source = most_quoted(m)
    text = xml.writable(source.text) if source is not None else ""
    quoted = {u.id: _spans(u, source) for u, _ in units}
    old_edus, old_joints = rows(m, "edus", "id"), rows(m, "joints", "id")
    old = rows(m, "grounds", "id", "src", "trg")
    edus = [row for row in old_edus if "" in row and row["id"] not in taken]
    if not edus or " ".join(row[""] for row in edus if in_text(row)) != text:
        edus = _segments(
            text, [s for u, _ in units if _whole(u, quoted[u.id]) for s in quoted[u.id] or ()], taken
        )
    taken.update(row["id"] for row in edus)

    spans: dict[str, Span] = {}
    start = 0
    for row in edus:
        if in_text(row):
            spans[row["id"]] = (start, start + len(row[""]))
            start += len(row[""]) + 1
    place = {span: i for i, span in reversed(spans.items())}
    words = {row["id"]: row[""] for row in edus}
    parts = grounded(old, words)
    fresh = _fresh(UNQUOTED, taken)
    unchanged: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for unit, name in units:
        own, mine = parts.get(name), quoted[unit.id]
        if (
            own is not None
            and " ".join(words[i] for i in own) == xml.writable(unit.text)
            and [spans[i] for i in own if i in spans] == mine
        ):
            unchanged.add(name)
        elif mine and _whole(unit, mine) and all(span in place for span in mine):
            pairs += [(place[span], name) for span in mine]
        elif unit.text or not said(unit).get("ungrounded"):
            i = next(fresh)
            edus.append({"id": i, "": xml.writable(unit.text)})
            pairs.append((i, name))
    joints = [row for row in old_joints if row["id"] not in taken]
    taken.update(row["id"] for row in joints)
    kept = _still(old, unchanged, {row["id"] for row in joints}, words, taken)
    touched = {r["src"] for r in kept} | {r["trg"] for r in kept}
    used, mentioned = touched | {e for e, _ in pairs}, {r["src"] for r in old}
    return (
        [row for row in edus if row["id"] in spans or row["id"] in used or row["id"] not in mentioned],
        [row for row in joints if row["id"] in touched or row["id"] not in mentioned],
        [*kept, *_numbered(pairs, len(units), taken)],
    )


def _spans(unit: Claim | Evidence, source: Source | None) -> list[Span] | None:
    """Where in the source its quotes stand; None if they do not all stand there."""
    spans = []
    for q in unit.quotes:
        if source is None or q.source != source.id or q.start is None or q.end is None:
            return None
        if source.text[q.start : q.end] != q.exact:
            return None
        spans.append((q.start, q.end))
    return spans


def _whole(unit: Claim | Evidence, spans: list[Span] | None) -> bool:
    """Whether the claim says what it quotes and nothing else."""
    return bool(spans) and " ".join(q.exact for q in unit.quotes) == unit.text


def _segments(text: str, wanted: list[Span], taken: Collection[str]) -> list[Row]:
    """The text in segments: the wanted spans, those first that come first, and what lies between them."""
    spans: list[Span] = []
    for span in dict.fromkeys(wanted):
        at = bisect_left(spans, span)
        after = spans[at][0] if at < len(spans) else len(text)
        if span[0] < span[1] <= after and (at == 0 or spans[at - 1][1] <= span[0]):
            insort(spans, span)
    found: list[str] = []
    here = 0
    for start, end in [*spans, (len(text), len(text))]:
        between = text[here:start].strip(" ")
        found += [between] if between else []
        found += [text[start:end]] if start < end else []
        here = end
    edus: list[Row] = []
    n = 0
    for words in found:
        n += 1
        while f"e{n}" in taken:
            n += 1
        edus.append({"id": f"e{n}", "": words})
    return edus


def _still(
    old: list[Row], unchanged: set[str], joints: set[str], words: Collection[str], taken: set[str]
) -> list[Row]:
    """The edges of the document that still hold, with the ids they had."""
    possible = [
        row
        for row in old
        if (row["trg"] in unchanged or row["trg"] in joints) and (row["src"] in words or row["src"] in joints)
    ]
    led = {row["src"] for row in old} - {row["src"] for row in possible}  # to a claim that changed
    kept = [row for row in possible if row["trg"] not in led]
    kept = [row for row in kept if row["id"] not in taken]
    taken.update(row["id"] for row in kept)
    return kept


def _numbered(pairs: list[tuple[str, str]], units: int, taken: set[str]) -> list[Row]:
    """Edges for pairs, numbered as the corpora number them: from the count of units and one on."""
    first = units + 1
    if any(f"c{n}" in taken for n in range(first, first + len(pairs))):
        numbers = [
            int(i[1:]) for i in taken if i[:1] == "c" and i[1:].isdecimal() and i.isascii() and len(i) < 10
        ]
        first = max(numbers, default=0) + 1
    return [
        {"id": f"c{n}", "src": source, "trg": unit, "type": "seg"}
        for n, (source, unit) in enumerate(pairs, first)
    ]


def _fresh(stem: str, taken: set[str]) -> Iterator[str]:
    """Numbered ids that are not taken; each is from when it is given."""
    for n in itertools.count(1):
        if (found := f"{stem}-{n}") not in taken:
            taken.add(found)
            yield found
