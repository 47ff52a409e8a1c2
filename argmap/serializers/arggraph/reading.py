"""Reading arggraph: units become quotes of a running text, edges relations, added premises linked ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    in_text,
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
    m = _map(found, report)
    about = {"id": UNTITLED, **found.about}
    residue = difference({"id": about["id"]}, about, notes=PARTS, ordered=False)
    if found.unknown:
        residue["elements"] = found.unknown
    m = with_residue(m, NAME, residue)
    # What the writer makes by itself is not residue, so each part is compared with what it makes.
    for part in _PARTS:
        rows = getattr(found, part)
        same = rows == getattr(document(m), part)
        if part == "added":
            m = m if same and not _through_added(found) else m.replace(*_with_added(m, found))
        elif not same:
            note = {"order": [row["id"] for row in rows]} if part == "edges" else {part: rows}
            m = with_residue(m, NAME, {**residue_of(m, NAME), **note})
    return m


def _map(found: Document, report: Report) -> ArgumentMap:
    source, units = implied_ids(
        {row["id"] for row in (*found.edus, *found.joints, *found.adus, *found.edges)}
    )
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


def _relations(found: Document, report: Report) -> list[Relation]:
    bases = _bases(found)
    into, added = _merged(found, bases)
    units = {row["id"] for row in found.adus}
    relations = []
    for i, row in bases.items():
        kind = _KINDS[row["type"]]
        if kind == "undercut" and row["trg"] in units:
            kind = "attack"
            message = (
                f"edge {shown(i)} undercuts {shown(row['trg'])}, which is not an edge; read as an attack"
            )
            hint, line = "an undercut aims at an edge", found.lines[i]
            report(Diagnostic("undercut-of-a-claim", "warning", message, line=line, ids=(i,), hint=hint))
        sources: list[str] = [into.get(a["src"], a["src"]) for a in (row, *added[i])]
        aim: str = row["trg"]
        target = into.get(aim, aim)
        scheme = EXAMPLE if row["type"] == "exa" else ""
        relation = Relation(i, RelationKind(kind), sources, [target], scheme=scheme)
        made = edge_row(relation, i, sources[0], target)
        residue = difference(made, row, notes=ADDED, ordered=False)
        relations.append(with_residue(relation, NAME, residue))
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
                    f"edge {shown(i)} adds a premise to {shown(row['trg'])}, which is not one relation",
                    line=found.lines[i],
                    found=row["trg"],
                    expected="the id of a sup, exa, reb or und edge",
                    hint="name the edge that the premise belongs to",
                )
            )
    raise_all(problems, INVALID)
    return into, added


def _through_added(found: Document) -> bool:
    """Whether some edge names one that adds a premise, and not the relation it belongs to."""
    added = {row["id"] for row in found.added}
    return any(not added.isdisjoint((row["src"], row["trg"])) for row in _bases(found).values())


def _with_added(m: ArgumentMap, found: Document) -> list[Relation]:
    """The relations of several sources, with the edges that added them."""
    _, added = _merged(found, _bases(found))
    relations = [r for r in m.relations if added[r.id]]
    return [with_residue(r, NAME, {**residue_of(r, NAME), "added": added[r.id]}) for r in relations]
