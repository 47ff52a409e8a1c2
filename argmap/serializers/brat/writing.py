"""Maps to lines of BRAT, and the text that they annotate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.ids import numbered_ids
from argmap.serializers.brat.renaming import annotated, names_of, stances_of
from argmap.serializers.brat.vocabulary import (
    BREAK,
    ID,
    NAME,
    OWN_TEXT,
    SPAN,
    escaped,
    in_order,
    is_reversed,
    key_of,
    naming,
    relation_row,
    span_row,
    text_of,
)
from argmap.serializers.common.residue import residue_of, strings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from argmap.model import ArgumentMap, Relation


def dumps(map: ArgumentMap) -> str:
    r"""Write the lines of an ``.ann`` file; ``source_text(map)`` is the text that they annotate.

    Only claims with a place in that text can be annotated, and only relations from one of them to one other.

    >>> from argmap.model import ArgumentMap, Claim, Source
    >>> tea = Source("s", "Drink tea. It helps.")
    >>> dumps(ArgumentMap.of(tea, Claim("a", "Drink tea.", quotes=[tea.quote("Drink tea.")])))
    'T1\tClaim 0 10\tDrink tea.\n'
    """
    return "".join(f"{line}\n" for line in lines_of(map).values())


def source_text(map: ArgumentMap) -> str:
    """The text that the lines annotate, for the file ending with ``.txt``; "" if the map has none."""
    source = annotated(map)
    return "" if source is None else source.text


def companions(map: ArgumentMap) -> dict[str, tuple[str, str]]:
    """The text that the lines annotate, for the file ending with ``.txt``."""
    text = source_text(map)
    return {"source_text": (".txt", text)} if text else {}


def lines_of(map: ArgumentMap) -> dict[str, str]:
    """The lines, by the keys that their order has."""
    names = names_of(map)
    spans = [c for c in map.statements if c.id in names]
    annotations = {c.id for c in spans}
    stances = stances_of(map, {c.id: names[c.id] for c in spans})
    covered = {i for stance in stances.values() for i in stance.relations}
    lines: dict[str, str] = {}
    notes: dict[str, str] = {}
    for claim in spans:
        i, row = names[claim.id], span_row(claim)
        lines[i] = f"{i}\t{row['label']} {row['places']}\t{row['words']}"
        if claim.text != text_of(row["words"]):
            notes[i] = claim.text
    for r in map.relations:
        if r.id in names and r.id not in covered:
            lines[names[r.id]] = _relation_line(r, names, at_relation=r.targets[0] not in annotations)
    lines |= {a: stance.line for a, stance in stances.items()}
    residue = residue_of(map, NAME)
    others = [line for line in strings(residue, "lines") if _is_other(line)]
    written = {i for i in lines if ID.fullmatch(i)}
    lines |= _still_referring(others, written, strings(residue, "dangling"), strings(residue, "doubled"))
    used = {line.partition("\t")[0] for line in others}
    for (i, text), note in zip(notes.items(), numbered_ids("#{}", used), strict=False):
        lines[note] = f"{note}\t{OWN_TEXT} {i}\t{escaped(text)}"
    order = {key: n for n, key in enumerate(strings(residue, "order"))}
    return {key: lines[key] for key in sorted(lines, key=lambda key: order.get(key, len(order)))}


def _relation_line(r: Relation, names: Mapping[str, str], *, at_relation: bool) -> str:
    row = relation_row(r, at_relation=at_relation)
    ends = [names[r.sources[0]], names[r.targets[0]]]
    if is_reversed(row["type"]) == bool(in_order(row["first"], row["second"])):
        ends.reverse()
    return f"{names[r.id]}\t{row['type']} {row['first']}:{ends[0]} {row['second']}:{ends[1]}{row['tail']}"


def _still_referring(
    others: list[str], written: set[str], dangling: Collection[str], doubled: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The other lines whose annotations are all there, or were missing from the beginning, with their keys."""
    known = {line.partition("\t")[0] for line in others} | written | set(dangling)
    free = set(doubled)
    times: dict[str, int] = {}
    for line in others:
        i = line.partition("\t")[0]
        if (i not in written or i in free) and known.issuperset(ID.findall(naming(line))):
            times[line] = times.get(line, 0) + 1
            yield key_of(line, times[line]), line


def _is_other(line: str) -> bool:
    """Whether a line of ``data`` is a line, and none that would be read as a span."""
    return bool(line.strip()) and not BREAK.search(line) and not SPAN.fullmatch(line)
