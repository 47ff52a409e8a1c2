"""Reading arggraph: units become quotes of a running text, edges relations, added premises linked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Party, Quote, Relation, RelationKind, Source
from argmap.serializers.arggraph.document import (
    EXAMPLE,
    INVALID,
    NAME,
    SIDES,
    UNTITLED,
    Document,
    Row,
    grounded,
    in_text,
    read,
)
from argmap.serializers.arggraph.residue import said
from argmap.serializers.arggraph.writing import document, names

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = {"sup": "support", "exa": "support", "reb": "attack", "und": "undercut"}
_PARTS = ("added", "edus", "joints", "grounds", "edges")  # each rests on those before it


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from arggraph XML.

    Elementary units become the segments of one source, argumentative units claims that quote them, held by
    the proponent or the opponent; an ``add`` edge makes its unit a linked premise of the relation it names.

    Args:
        text: The document.
        report: Told about comments that are left out and undercuts of what is no edge.

    Raises:
        FormatError: Not XML, or not an ``arggraph``.
        InvalidFileError: Elements without id, of unknown type or with impossible ends, each with its line.

    >>> m = loads('''<arggraph id="tea"><edu id="e1">Tea is cheap.</edu><adu id="a1" type="pro"/>
    ... <edge id="c1" src="e1" trg="a1" type="seg"/></arggraph>''')
    >>> m["a1"].text, m["a1"].by, m.sources[0].text
    ('Tea is cheap.', 'pro', 'Tea is cheap.')
    """
    found = read(text, report)
    m = _map(found, report)
    kept: dict[str, Any] = {k: v for k, v in found.about.items() if k != "id"}
    if found.unknown:
        kept["elements"] = found.unknown
    m = evolve(m, data={NAME: kept} if kept else None)
    # What the writer would do by itself need not be kept: so it is asked, part by part.
    for part in _PARTS:
        rows = getattr(found, part)
        if rows == getattr(document(m), part) and not (part == "added" and _through_added(m)):
            continue
        if part == "added":
            m = m.replace(*_with_added(m, found))
        else:
            kept["order" if part == "edges" else part] = (
                [row["id"] for row in rows] if part == "edges" else rows
            )
            m = evolve(m, data={NAME: kept})
    return m


def _map(found: Document, report: Report) -> ArgumentMap:
    source, units = names({row["id"] for row in (*found.edus, *found.joints, *found.adus, *found.edges)})
    places: dict[str, Quote | str] = {}
    words: list[str] = []
    start = 0
    for row in found.edus:
        if in_text(row):
            end = start + len(row[""])
            places[row["id"]] = Quote(source, row[""], start, end)
            words.append(row[""])
            start = end + 1
        else:
            places[row["id"]] = row[""]
    parts = grounded(found.grounds, places)
    claims = [_claim(row, [places[i] for i in parts.get(row["id"], ())], units) for row in found.adus]
    sides = {row["type"] for row in found.adus}
    title = found.about.get("id", UNTITLED)
    return ArgumentMap.of(
        *(Party(units[side], name, role=role) for side, (name, role) in SIDES.items() if side in sides),
        *([Source(source, " ".join(words))] if words else []),
        *claims,
        *_relations(found, report),
        title="" if title == UNTITLED else title,
    )


def _claim(row: Row, words: list[Quote | str], units: Mapping[str, str]) -> Claim:
    more = {k: v for k, v in row.items() if k not in ("id", "type")}
    if not words:
        more["ungrounded"] = True
    return Claim(
        row["id"],
        " ".join(w.exact if isinstance(w, Quote) else w for w in words),
        by=units[row["type"]],
        quotes=[w for w in words if isinstance(w, Quote)],
        data={NAME: more} if more else None,
    )


def _relations(found: Document, report: Report) -> list[Relation]:
    bases = _bases(found)
    into, added = _merged(found, bases)
    units = {row["id"] for row in found.adus}
    relations = []
    for i, row in bases.items():
        kind = _KINDS[row["type"]]
        more = {k: v for k, v in row.items() if k not in ("id", "src", "trg", "type")}
        if kind == "undercut" and row["trg"] in units:
            kind, more["type"] = "attack", "und"
            report(
                Diagnostic(
                    "undercut-of-a-claim",
                    "warning",
                    f"edge {shown(i)} undercuts {shown(row['trg'])}, which is no edge; read as an attack",
                    line=found.lines[i],
                    ids=(i,),
                    hint="an undercut aims at an edge",
                )
            )
        more.update({end: row[end] for end in ("src", "trg") if row[end] in into})
        aim: str = row["trg"]
        starts: list[str] = [a["src"] for a in (row, *added[i])]
        relations.append(
            Relation(
                i,
                RelationKind(kind),
                [into.get(start, start) for start in starts],
                [into.get(aim, aim)],
                scheme=EXAMPLE if row["type"] == "exa" else "",
                data={NAME: more} if more else None,
            )
        )
    return relations


def _bases(found: Document) -> dict[str, Row]:
    return {row["id"]: row for row in found.edges if row["type"] not in ("seg", "add")}


def _merged(found: Document, bases: Mapping[str, Row]) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """The relation that each added premise belongs to, and the added premises of each relation."""
    starting: dict[str, list[str]] = {}
    for i, row in bases.items():
        starting.setdefault(row["src"], []).append(i)
    adds = {row["id"]: row for row in found.added}
    into: dict[str, str] = {}
    added: dict[str, list[Row]] = {i: [] for i in bases}
    problems = []
    for i, row in adds.items():
        aim, trail = row["trg"], {i}
        while aim in adds and aim not in trail:
            trail.add(aim)
            aim = adds[aim]["trg"]
        if len(starting.get(aim, ())) == 1:  # the DTD speaks of units, the corpora name edges
            aim = starting[aim][0]
        if aim in bases:
            into[i] = aim
            added[aim].append(row)
        else:
            problems.append(
                FormatError(
                    f"edge {shown(i)} adds a premise to {shown(row['trg'])}, which is no one relation",
                    line=found.lines[i],
                    found=row["trg"],
                    expected="the id of a sup, exa, reb or und edge",
                    hint="name the edge that the premise belongs to",
                )
            )
    raise_all(problems, INVALID)
    return into, added


def _through_added(m: ArgumentMap) -> bool:
    """Whether some edge names one that adds a premise, and not the relation it belongs to."""
    return any(not said(r).keys().isdisjoint(("src", "trg")) for r in m.relations)


def _with_added(m: ArgumentMap, found: Document) -> list[Relation]:
    """The relations of several sources, with the edges that added them."""
    _, added = _merged(found, _bases(found))
    return [evolve(r, data={NAME: {**said(r), "added": added[r.id]}}) for r in m.relations if added[r.id]]
