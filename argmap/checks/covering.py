"""A rule about what is left out: passages of a source that no quote covers."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from argmap.checks.placed import placed_quotes
from argmap.checks.rule import Found
from argmap.checks.shown import short
from argmap.messages import counted
from argmap.quoting.coverage import covering
from argmap.quoting.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from argmap.model import ArgumentMap


def sources_are_covered(m: ArgumentMap) -> Iterator[Found]:
    """Each sentence of a source that is quoted is covered by some quote, at least in part."""
    quoted: dict[str, list[tuple[int, int]]] = {}
    for each in placed_quotes(m):
        if (there := each.passage) is not None:
            quoted.setdefault(each.source.id, []).append((there.start, there.end))
    for source in m.sources:
        if source.id not in quoted:
            continue
        found = covering(source, quoted[source.id])
        starts = [p.start for p in found.covered]
        ends = [p.end for p in found.covered]
        left = []
        spans = sentences(source.text)
        for start, end in spans:
            before = bisect_right(starts, end - 1) - 1  # the last passage that begins within or before it
            if before < 0 or ends[before] <= start:
                left.append((start, end))
        if left:
            start, end = left[0]
            yield Found(
                f"no quote covers {len(left)} of {counted(len(spans), 'sentence')} of source {source.id!r} "
                f"({found.share:.0%} of its text is covered), the first being {short(source.text[start:end])}",
                [source.id],
                "argmap.coverage(m, source).uncovered lists the passages",
                source=source.id,
                start=start,
                end=end,
            )
