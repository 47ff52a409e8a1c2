"""Maps to lines of BRAT, and the text that they annotate."""

from __future__ import annotations

import re

from attrs import evolve

from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind, Source
from argmap.serializers.brat.lines import (
    ATTRIBUTE,
    BREAK,
    ID,
    LABEL,
    MAJOR,
    NAME,
    NOTE,
    OTHER,
    OWN_TEXT,
    PLAIN,
    RELATION,
    SPAN,
    STANCES,
    TEXT,
    Json,
    escaped,
    key_of,
    kind_of,
    label_of,
    naming,
    quotes_at,
    span_line,
)
from argmap.serializers.common.annotation import most_quoted
from argmap.serializers.common.ids import distinct_ids
from argmap.serializers.common.residue import plain_of


def dumps(map: ArgumentMap) -> str:
    r"""Write the lines of an ``.ann`` file; ``source_text(map)`` is the text that they annotate.

    Only claims with a place in that text can be annotated, and only relations from one of them to one other.

    >>> from argmap.model import ArgumentMap, Claim
    >>> tea = Source("s", "Drink tea. It helps.")
    >>> dumps(ArgumentMap.of(tea, Claim("a", "Drink tea.", quotes=[tea.quote("Drink tea.")])))
    'T1\tClaim 0 10\tDrink tea.\n'
    """
    return "".join(f"{line}\n" for line in lines_of(map).values())


def source_text(map: ArgumentMap) -> str:
    """The text that the lines annotate, for the file ending with ``.txt``; "" if the map has none."""
    source = _annotated(map)
    return "" if source is None else source.text


def companions(map: ArgumentMap) -> dict[str, tuple[str, str]]:
    """The text that the lines annotate, for the file ending with ``.txt``."""
    text = source_text(map)
    return {"source_text": (".txt", text)} if text else {}


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    names = _names(map)
    source = _annotated(map)
    if source is not None:
        names[source.id] = TEXT
    return distinct_ids(map, names)


def _annotated(m: ArgumentMap) -> Source | None:
    cited = {
        q.source for c in m.statements for q in c.quotes if q.start is not None or "line" in plain_of(c, NAME)
    }
    return most_quoted(m) or next((s for s in m.sources if s.id in cited), None)


def _names(m: ArgumentMap) -> dict[str, str]:
    """The ids of the spans and relations that can be written."""
    taken = {r.id for r in m}
    names: dict[str, str] = {}
    numbers = {"T": 0, "R": 0}

    def name(i: str, letter: str) -> str:
        if re.fullmatch(letter + "[0-9]+", i):
            return i
        while True:
            numbers[letter] += 1
            fresh = f"{letter}{numbers[letter]}"
            if fresh not in taken:
                return fresh

    source = _annotated(m)
    for claim in m.statements:
        here = [source is not None and q.source == source.id for q in claim.quotes]
        if here and all(here) and (all(q.start is not None for q in claim.quotes) or _raw(m, claim)):
            names[claim.id] = name(claim.id, "T")
    spans = set(names)
    covered = {i for _, ids in _stances(m, names).values() for i in ids}
    for r in m.relations:
        joined = len(r.sources) == len(r.targets) == 1 and spans.issuperset((*r.sources, *r.targets))
        if joined and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            names[r.id] = r.id if r.id in covered else name(r.id, "R")
    return names


def _stances(m: ArgumentMap, names: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """The attributes that stand for relations to all major claims, with those relations."""
    spans = [c for c in m.statements if c.id in names]
    majors = [c.id for c in spans if label_of(c) == MAJOR]
    groups: dict[str, list[Relation]] = {}
    for r in m.relations:
        a = plain_of(r, NAME).get("stance")
        if isinstance(a, str) and re.fullmatch("A[0-9]+", a):
            groups.setdefault(a, []).append(r)
    found = {}
    for a, group in groups.items():
        starts, kinds = {r.sources for r in group}, {r.kind for r in group}
        whole = sorted((r.targets, r.id) for r in group) == sorted(((i,), f"{a}:{names[i]}") for i in majors)
        value = next((v for v, kind in STANCES.items() if kinds == {kind}), None)
        start = next(iter(starts))[:1] if len(starts) == 1 else ()
        if whole and value and start and start[0] in names and start[0] not in majors:
            found[a] = (f"{a}\tStance {names[start[0]]} {value}", [r.id for r in group])
    return found


def lines_of(m: ArgumentMap) -> Json:
    """The lines, by what their order knows them by."""
    names = _names(m)
    spans = [c for c in m.statements if c.id in names]
    stances = _stances(m, {c.id: names[c.id] for c in spans})
    covered = {i for _, ids in stances.values() for i in ids}
    lines: Json = {}
    notes: list[tuple[str, str]] = []
    for claim in spans:
        i = names[claim.id]
        lines[i] = _raw(m, claim) or span_line(claim, i)
        if claim.text != lines[i].split("\t", 2)[2]:
            notes.append((i, claim.text))
    for r in m.relations:
        if r.id in names and r.id not in covered:
            lines[names[r.id]] = _relation_line(r, names)
    lines.update({a: line for a, (line, _) in stances.items()})
    about = plain_of(m, NAME)
    rest = [line for line in about.get("lines", ()) if isinstance(line, str) and not BREAK.search(line)]
    written = {i for i in lines if ID.fullmatch(i)}
    still = {line.partition("\t")[0] for line in rest} | written
    still.update(i for i in about.get("astray", ()) if isinstance(i, str))
    seen: dict[str, int] = {}
    for line in rest:
        i = line.partition("\t")[0]
        if i not in written and still.issuperset(ID.findall(naming(line))) and not _claimed(line):
            seen[line] = seen.get(line, 0) + 1
            lines[key_of(line, seen[line])] = line
    number = 0
    used = {line.partition("\t")[0] for line in rest}
    for i, text in notes:
        number += 1
        while f"#{number}" in used:
            number += 1
        lines[f"#{number}"] = f"#{number}\t{OWN_TEXT} {i}\t{escaped(text)}"
    order = {key: n for n, key in enumerate(about.get("order", ())) if isinstance(key, str)}
    return {key: lines[key] for key in sorted(lines, key=lambda key: order.get(key, len(order)))}


def _claimed(line: str) -> bool:
    """Whether a line of ``data`` is one that the reader would take for a span, or for none at all."""
    return bool(SPAN.fullmatch(line)) or not any(
        form.fullmatch(line) for form in (RELATION, ATTRIBUTE, NOTE, OTHER)
    )


def _raw(m: ArgumentMap, claim: Claim | Evidence) -> str:
    """The line that the claim was read from, if it still says what the claim says."""
    line = plain_of(claim, NAME).get("line")
    match = SPAN.fullmatch(line) if isinstance(line, str) else None
    source = _annotated(m)
    if match is None or match[1] != claim.id or match[2] != label_of(claim) or source is None:
        return ""
    quotes, _ = quotes_at(match[3], match[4], source.text or None)
    return match[0] if [evolve(q, source=source.id) for q in quotes] == list(claim.quotes) else ""


def _relation_line(r: Relation, names: dict[str, str]) -> str:
    kept = plain_of(r, NAME)
    name = r.scheme if kind_of(r.scheme) is r.kind and LABEL.fullmatch(r.scheme) else ""
    if name in ("", "supports", "support", "attacks", "attack"):
        plain = next(n for n, kind in PLAIN.items() if kind is r.kind)
        name = kept["type"] if kept.get("type") == plain[:-1] else plain
    tail = "" if kept.get("tail") == "" else "\t"
    return f"{names[r.id]}\t{name} Arg1:{names[r.sources[0]]} Arg2:{names[r.targets[0]]}{tail}"
