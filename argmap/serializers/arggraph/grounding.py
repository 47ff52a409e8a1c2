"""The words of the running text that each claim is grounded in: elementary units, and the edges from them."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

from argmap.ids import numbered_ids
from argmap.serializers.arggraph.vocabulary import (
    NAME,
    UNQUOTED,
    Row,
    grounded,
    noted_rows,
    running_text,
    spans_of,
)
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.residue import residue_of
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection

    from argmap.model import ArgumentMap, Claim, Evidence, Source

Span = tuple[int, int]


class Unit(NamedTuple):
    """A claim, and its name in the document."""

    claim: Claim | Evidence
    name: str


class Grounding(NamedTuple):
    """Elementary units, joints of them, and the edges from both to argumentative units."""

    edus: list[Row]
    joints: list[Row]
    edges: list[Row]


def grounding(m: ArgumentMap, units: list[Unit], taken: set[str]) -> Grounding:
    """Elementary units, joints, and the edges from them to the units; their ids are added to ``taken``."""
    source = most_quoted(m)
    text = xml.writable(source.text) if source is not None else ""
    quoted = {u.id: _spans(u, source) for u, _ in units}
    old_edus, old_joints = noted_rows(m, "edus", "id"), noted_rows(m, "joints", "id")
    old = noted_rows(m, "grounds", "id", "src", "trg")
    edus = [row for row in old_edus if "" in row and row["id"] not in taken]
    if not edus or running_text(edus) != text:
        wanted = [s for u, _ in units if _whole(u, quoted[u.id]) for s in quoted[u.id] or ()]
        edus = _segments(text, wanted, taken)
    taken.update(row["id"] for row in edus)

    spans = spans_of(edus)
    place = {span: i for i, span in reversed(spans.items())}
    words = {row["id"]: row[""] for row in edus}
    parts = grounded(old, words)
    numbered = numbered_ids(f"{UNQUOTED}-{{}}", taken)
    unchanged: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for unit, name in units:
        grounds, mine = parts.get(name), quoted[unit.id]
        if (
            grounds is not None
            and " ".join(words[i] for i in grounds) == xml.writable(unit.text)
            and [spans[i] for i in grounds if i in spans] == mine
        ):
            unchanged.add(name)
        elif mine and _whole(unit, mine) and all(span in place for span in mine):
            pairs += [(place[span], name) for span in mine]
        elif unit.text or not residue_of(unit, NAME).get("ungrounded"):
            i = next(numbered)
            edus.append({"id": i, "": xml.writable(unit.text)})
            pairs.append((i, name))
    joints = [row for row in old_joints if row["id"] not in taken]
    taken.update(row["id"] for row in joints)
    edges = _still_valid(old, unchanged, {row["id"] for row in joints}, words, taken)
    touched = {r["src"] for r in edges} | {r["trg"] for r in edges}
    used, mentioned = touched | {e for e, _ in pairs}, {r["src"] for r in old}
    return Grounding(
        [row for row in edus if row["id"] in spans or row["id"] in used or row["id"] not in mentioned],
        [row for row in joints if row["id"] in touched or row["id"] not in mentioned],
        [*edges, *_numbered(pairs, len(units), taken)],
    )


def _spans(unit: Claim | Evidence, source: Source | None) -> list[Span] | None:
    """The places of its quotes in the source; None if they are not all there."""
    spans = []
    for q in unit.quotes:
        if source is None or q.source != source.id or q.start is None or q.end is None:
            return None
        if source.text[q.start : q.end] != q.exact:
            return None
        spans.append((q.start, q.end))
    return spans


def _whole(unit: Claim | Evidence, spans: list[Span] | None) -> bool:
    """Whether the text of a claim is what it quotes and nothing else."""
    return bool(spans) and " ".join(q.exact for q in unit.quotes) == unit.text


def _segments(text: str, wanted: list[Span], taken: set[str]) -> list[Row]:
    """The text in segments: the wanted spans, but none that overlaps an earlier one, and the words between."""
    spans: list[Span] = []
    for span in dict.fromkeys(wanted):
        at = bisect_left(spans, span)
        after = spans[at][0] if at < len(spans) else len(text)
        if span[0] < span[1] <= after and (at == 0 or spans[at - 1][1] <= span[0]):
            insort(spans, span)
    found: list[str] = []
    here = 0
    for start, end in [*spans, (len(text), len(text))]:
        found += filter(None, (text[here:start].strip(" "), text[start:end]))
        here = end
    return [{"id": i, "": words} for words, i in zip(found, numbered_ids("e{}", taken), strict=False)]


def _still_valid(
    old: list[Row], unchanged: set[str], joints: set[str], words: Collection[str], taken: set[str]
) -> list[Row]:
    """The edges of the document that are still valid, with the ids they had."""
    starts, aims = joints.union(words), joints | unchanged
    possible = [row for row in old if row["trg"] in aims and row["src"] in starts]
    led = {row["src"] for row in old} - {row["src"] for row in possible}  # to a claim that changed
    edges = [row for row in possible if row["trg"] not in led and row["id"] not in taken]
    taken.update(row["id"] for row in edges)
    return edges


def _numbered(pairs: list[tuple[str, str]], units: int, taken: set[str]) -> list[Row]:
    """Edges for pairs, numbered as the corpora number them: from the count of units and one on."""
    first = units + 1
    if any(f"c{n}" in taken for n in range(first, first + len(pairs))):
        numbers = [int(i[1:]) for i in taken if re.fullmatch("c[0-9]{1,8}", i)]
        first = max(numbers, default=0) + 1
    return [
        {"id": f"c{n}", "src": source, "trg": unit, "type": "seg"}
        for n, (source, unit) in enumerate(pairs, first)
    ]
