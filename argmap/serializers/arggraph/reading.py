"""Reading arggraph: units become quotes of a running text, edges relations, added premises linked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Party, Quote, Relation, RelationKind, Source
from argmap.serializers.arggraph.elements import read
from argmap.serializers.arggraph.vocabulary import (
    ADDED,
    EXAMPLE,
    INVALID,
    NAME,
    PARTS,
    SIDES,
    UNGROUNDED,
    UNTITLED,
    Document,
    Row,
    grounded,
    running_text,
    spans_of,
)
from argmap.serializers.arggraph.writing import document, edge_row, implied_ids
from argmap.serializers.common.residue import difference, residue_of, with_residue

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = {"sup": "support", "exa": "support", "reb": "attack", "und": "undercut"}
_PARTS = ("added", "edus", "joints", "grounds", "edges")  # each depends on those before it


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from arggraph XML.

    Elementary units become the segments of one source, argumentative units claims that quote them, held by
    the proponent or the opponent; an ``add`` edge makes its unit a linked premise of the relation it names.

    Args:
        text: The document.
        report: Receives a diagnostic for comments that are left out, and for undercuts of elements other than edges.

    Raises:
        FormatError: Not XML, or not an ``arggraph``.
        InvalidFileError: Elements without id, of unknown type or with impossible ends, each with its line.

    >>> m = loads('''<arggraph id="tea"><edu id="e1">Tea is cheap.</edu><adu id="a1" type="pro"/>
    ... <edge id="c1" src="e1" trg="a1" type="seg"/></arggraph>''')
    >>> m["a1"].text, m["a1"].by, m.sources[0].text
    ('Tea is cheap.', 'pro', 'Tea is cheap.')
    """
    found = read(text, report)
    merged = _merged(found)
    m = _map(found, merged, report)
    about = {"id": UNTITLED, **found.about}
    residue = difference({"id": about["id"]}, about, notes=PARTS, ordered=False)
    if found.unknown:
        residue["elements"] = found.unknown
    m = with_residue(m, NAME, residue)
    # What the writer makes by itself is not residue, so each part is compared with what it makes.
    written, of = document(m), m
    for part in _PARTS:
        if of is not m:
            written, of = document(m), m
        rows = getattr(found, part)
        same = rows == getattr(written, part)
        if part == "added":
            through = any(row[end] in merged.into for row in merged.bases.values() for end in ("src", "trg"))
            m = m if same and not through else _with_added(m, merged)
        elif not same:
            note = {"order": [row["id"] for row in rows]} if part == "edges" else {part: rows}
            m = with_residue(m, NAME, {**residue_of(m, NAME), **note})
    return m


class _Merged(NamedTuple):
    """The edges that are relations, and those that add premises to them."""

    bases: dict[str, Row]  # by id
    into: dict[str, str]  # the relation that each added premise belongs to
    added: dict[str, list[Row]]  # the added premises of each relation


def _map(found: Document, merged: _Merged, report: Report) -> ArgumentMap:
    source, units = implied_ids(
        {row["id"] for row in (*found.edus, *found.joints, *found.adus, *found.edges)}
    )
    spans = spans_of(found.edus)
    words: dict[str, str] = {row["id"]: row[""] for row in found.edus}
    places = {i: Quote(source, w, *spans[i]) if i in spans else w for i, w in words.items()}
    parts = grounded(found.grounds, places)
    claims = [_claim(row, [places[i] for i in parts.get(row["id"], ())], units) for row in found.adus]
    sides = {row["type"] for row in found.adus}
    title = found.about.get("id", UNTITLED)
    return ArgumentMap.of(
        *(Party(units[side], name, role=role) for side, (name, role) in SIDES.items() if side in sides),
        *([Source(source, running_text(found.edus))] if spans else []),
        *claims,
        *_relations(found, merged, report),
        title="" if title == UNTITLED else title,
    )


def _claim(row: Row, words: list[Quote | str], units: Mapping[str, str]) -> Claim:
    residue = difference({k: row[k] for k in ("id", "type")}, row, notes=UNGROUNDED, ordered=False)
    if not words:
        residue["ungrounded"] = True
    claim = Claim(
        row["id"],
        " ".join(w.exact if isinstance(w, Quote) else w for w in words),
        by=units[row["type"]],
        quotes=[w for w in words if isinstance(w, Quote)],
    )
    return with_residue(claim, NAME, residue)


def _relations(found: Document, merged: _Merged, report: Report) -> list[Relation]:
    bases, into, added = merged
    units = {row["id"] for row in found.adus}
    relations = []
    for i, row in bases.items():
        kind, aim = _KINDS[row["type"]], str(row["trg"])
        if kind == "undercut" and aim in units:
            kind = "attack"
            message = f"edge {shown(i)} undercuts {shown(aim)}, which is not an edge; read as an attack"
            hint, line = "an undercut aims at an edge", found.lines[i]
            report(Diagnostic("undercut-of-a-claim", "warning", message, line=line, ids=(i,), hint=hint))
        sources: list[str] = [into.get(a["src"], a["src"]) for a in (row, *added[i])]
        target = into.get(aim, aim)
        scheme = EXAMPLE if row["type"] == "exa" else ""
        relation = Relation(i, RelationKind(kind), sources, [target], scheme=scheme)
        made = edge_row(relation, i, sources[0], target)
        residue = difference(made, row, notes=ADDED, ordered=False)
        relations.append(with_residue(relation, NAME, residue))
    return relations


def _merged(found: Document) -> _Merged:
    bases = {row["id"]: row for row in found.edges if row["type"] not in ("seg", "add")}
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
            error = FormatError(
                f"edge {shown(i)} adds a premise to {shown(row['trg'])}, which is not one relation",
                line=found.lines[i],
                found=row["trg"],
                expected="the id of a sup, exa, reb or und edge",
                hint="name the edge that the premise belongs to",
            )
            problems.append(error)
    raise_all(problems, INVALID)
    return _Merged(bases, into, added)


def _with_added(m: ArgumentMap, merged: _Merged) -> ArgumentMap:
    """The map whose relations of several sources know the edges that added them."""
    added = ((r, merged.added[r.id]) for r in m.relations if merged.added[r.id])
    return m.replace(*(with_residue(r, NAME, {**residue_of(r, NAME), "added": rows}) for r, rows in added))
