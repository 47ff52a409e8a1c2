"""Records from the rows of an AIF file; what the records do not say stays in ``data``.

In a record that is what its node has beyond it. In the map: the order of nodes and edges, rows of locutions,
participants and schemes, and the ids that rows name although the file has no such node.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import Factory, define

from argmap.diagnostics import Diagnostic
from argmap.errors import ArgmapError, FormatError, InvalidFileError, shown
from argmap.model import ArgumentMap, Claim, Data, Party, Quote, Relation, Source, Utterance
from argmap.model.data import EMPTY
from argmap.serializers.aif_rows import (
    KEY_ORDER,
    Dialect,
    Row,
    Rows,
    asserted,
    compact,
    ends,
    full_name,
    identifier,
    is_usual,
    names_said,
    party_id,
    person_from,
    plain_edge,
    plain_fulfilments,
    plain_locution,
    plain_node,
    plain_participants,
    same,
    scheme_of,
    side,
    spoken,
    taken_by,
    text_of,
    under,
)
from argmap.serializers.aif_terms import KINDS, KNOWN, kind_of, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from argmap.diagnostics import Report


@define
class Parts:
    """The records of one file, the types of its nodes by id, and what these do not say."""

    parties: list[Party] = Factory(list)
    claims: list[Claim] = Factory(list)
    utterances: list[Utterance] = Factory(list)
    relations: list[Relation] = Factory(list)
    codes: dict[str, str] = Factory(dict)
    kept: dict[str, Any] = Factory(dict)

    def miss(self, ids: Iterable[str]) -> None:
        """Remember ids that rows name, so that these rows stay although no node has the id."""
        missing = [i for i in dict.fromkeys((*self.kept.get("missing", ()), *ids)) if i not in self.codes]
        if missing:
            self.kept["missing"] = missing

    def map(self, dialect: Dialect, sources: Sequence[Source] = ()) -> ArgumentMap:
        """The map that the records make."""
        return ArgumentMap(
            parties=self.parties,
            sources=sources,
            claims=self.claims,
            utterances=self.utterances,
            relations=self.relations,
            data=self._data(dialect),
        )

    def _data(self, dialect: Dialect) -> Data:
        if not self.kept:
            return EMPTY
        edges = self.kept.get("edges", [])
        if not all(type(row) is list and [*map(type, row)] == [str, str, str] for row in edges):
            return Data({dialect.name: self.kept})
        short = {name: value for name, value in self.kept.items() if name != "edges"}
        frozen = Data(short)
        quick = {"edges": tuple(map(tuple, edges))} if "edges" in self.kept else {}
        return under(dialect.name, {**quick, **frozen})


def object_of(value: object, key: str) -> Row:
    """The object that a file is.

    Raises:
        FormatError: It is something else, or has not the key that tells the format.
    """
    if isinstance(value, dict) and key in value:
        return value
    found = f"an object without the key {key!r}" if isinstance(value, dict) else f"a {type(value).__name__}"
    raise FormatError(
        f"found {found}, expected an object with {key!r}", path="$", expected=f"the key {key!r}"
    )


def lists_of(
    document: Row, path: str, *, required: Iterable[str] = ("nodes", "edges"), optional: Iterable[str] = ()
) -> dict[str, list[Row]]:
    """The lists of objects in a document by name; empty where an optional one is missing or null.

    Raises:
        FormatError: A list that is missing, or is something else; several are an InvalidFileError.
    """
    needed = tuple(required)
    lists: dict[str, list[Row]] = {}
    problems: list[ArgmapError] = []
    for name in (*needed, *optional):
        value = document.get(name)
        lists[name] = value if isinstance(value, list) else []
        if isinstance(value, list):
            problems += [
                FormatError(
                    f"found {shown(row)} where an object is expected", path=f"{path}.{name}[{n}]", found=row
                )
                for n, row in enumerate(value)
                if type(row) is not dict
            ]
        elif value is not None or name in needed:
            found = f"found {shown(value)}" if name in document else "the key is missing"
            problems.append(
                FormatError(f"{found}, expected a list of objects", path=f"{path}.{name}", found=value)
            )
    _refuse(problems)
    return lists


def read(
    rows: Rows,
    dialect: Dialect,
    report: Report,
    *,
    quotes: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> Parts:
    """The records that rows make.

    Args:
        rows: The lists of the file.
        dialect: How the format spells them.
        report: Told of what had to be interpreted.
        quotes: The words of the source that nodes stand on.

    Raises:
        FormatError: A row without an id, an id that cannot be one, or an id twice; several are an
            InvalidFileError.
    """
    codes = _codes(rows.nodes)
    sources, targets, loose = _ends(rows.edges, codes)
    declared = dict.fromkeys(identifier(row.get("participantID")) for row in rows.participants)
    locutions = [i for i, code in codes.items() if code == "L"] if rows.locutions or dialect.speaker else []
    said = spoken(rows.spoken_in(dialect), frozenset(locutions), {"0"} - declared.keys())
    taken = taken_by(codes, dialect)
    ids = {person: party_id(person, taken) for person in (*declared, *said.persons) if person}
    numbers = {identifier(row.get("nodeID")): row.get("schemeID") for row in reversed(rows.fulfilments)}
    parts = Parts(codes=codes)
    shared: dict[Any, Data] = {}
    for row in rows.nodes:
        id = identifier(row["nodeID"])
        code = codes[id]
        if code in KINDS:
            aims = targets.get(id, ())
            aimed = [codes[i] for i in aims]
            scheme = scheme_of(row, dialect, numbers.get(id))
            kind = kind_of(code, row.get("text"), aimed)
            plain = plain_node(dialect, id, code, label_of(kind, aimed, scheme), scheme=scheme)
            rest = rest_of(row, plain, dialect, shared)
            parts.relations.append(
                Relation(
                    id,
                    kind,
                    tuple(sources.get(id, ())),
                    tuple(aims),
                    scheme=scheme,
                    quotes=quotes.get(id, ()),
                    data=rest,
                )
            )
        elif code == "L":
            text = text_of(row)
            speaker = said.speakers.get(id)
            parts.utterances.append(
                Utterance(
                    id,
                    text,
                    by=None if speaker is None else ids[speaker],
                    when=said.times.get(id, ""),
                    quotes=quotes.get(id, ()),
                    data=rest_of(row, plain_node(dialect, id, code, text, person=speaker), dialect, shared),
                )
            )
    holders = asserted(parts.relations, {u.id: u.by for u in parts.utterances})
    for row in rows.nodes:
        id = identifier(row["nodeID"])
        if codes[id] == "I":
            text = text_of(row)
            plain = plain_node(dialect, id, "I", text)
            by = holders.get(id)
            if by is not None and row.get("by", "") is None:  # see ``aif_writing``: nobody is to be derived
                by, plain["by"] = None, None
            parts.claims.append(
                Claim(
                    id,
                    text,
                    by=by,
                    quotes=quotes.get(id, ()),
                    data=rest_of(row, plain, dialect, shared),
                )
            )
    parts.parties = parties_of(rows.participants, ids, parts.utterances, dialect, report)
    _keep(parts, rows, codes, dialect)
    _tell(rows, codes, loose, report)
    return parts


def _refuse(problems: Sequence[ArgmapError]) -> None:
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFileError(f"{len(problems)} rows cannot be read", problems)


def _codes(nodes: Sequence[Row]) -> dict[str, str]:
    """The type of each node by id, in order."""
    codes: dict[str, str] = {}
    problems: list[ArgmapError] = []
    for n, row in enumerate(nodes):
        id = identifier(row.get("nodeID"))
        code = row.get("type")
        what = (
            f"found {shown(row.get('nodeID'))} for nodeID, expected a string or an integer"
            if not id
            else f"a second node has the nodeID {shown(id)}"
            if id in codes
            else f"the key {KEY_ORDER!r} cannot be kept"
            if KEY_ORDER in row
            else ""
        )
        if what:
            problems.append(FormatError(what, path=f"$.nodes[{n}]", ids=[id] if id else []))
        codes[id] = code if isinstance(code, str) else ""
    _refuse(problems)
    return codes


_Lists = dict[str, list[str]]


def _ends(edges: Sequence[Row], codes: Mapping[str, str]) -> tuple[_Lists, _Lists, list[tuple[str, str]]]:
    """The sources and the targets of each scheme node, and the edges that belong to none."""
    sources: _Lists = {}
    targets: _Lists = {}
    loose: list[tuple[str, str]] = []
    problems: list[ArgmapError] = []
    for n, row in enumerate(edges):
        start, end = identifier(row.get("fromID")), identifier(row.get("toID"))
        if not start or not end:
            name = "toID" if start else "fromID"
            problems.append(
                FormatError(
                    f"found {shown(row.get(name))} for {name}, expected a string or an integer",
                    path=f"$.edges[{n}]",
                    found=row.get(name),
                )
            )
        elif (owner := side(codes, start, end)) is None:
            loose.append((start, end))
        elif owner[1]:
            targets.setdefault(start, []).append(end)
        else:
            sources.setdefault(end, []).append(start)
    _refuse(problems)
    return sources, targets, loose


def rest_of(row: Row, plain: Row, dialect: Dialect, shared: dict[Any, Data]) -> Data:
    """What a node has beyond its record; equal remainders are one value."""
    rest = {k: v for k, v in row.items() if k not in plain or not (v is plain[k] or same(v, plain[k]))}
    if not is_usual(tuple(row), tuple(plain), dialect.order):
        rest[KEY_ORDER] = list(row)
    if ("schemeID" in rest or KEY_ORDER in rest) and "scheme" in row:
        rest["scheme"] = row["scheme"]  # whose number it is
    if not rest:
        return EMPTY
    if not all(type(v) is str for v in rest.values()):
        return Data({dialect.name: rest})
    key = tuple(rest.items())
    if key not in shared:
        shared[key] = under(dialect.name, rest)
    return shared[key]


def parties_of(
    participants: Sequence[Row],
    ids: Mapping[str, str],
    utterances: Sequence[Utterance],
    dialect: Dialect,
    report: Report,
) -> list[Party]:
    """Those that the file lists, then those that its locutions name."""
    listed: dict[str, dict[str, None]] = {}
    for row in participants:
        if person := identifier(row.get("participantID")):
            listed.setdefault(person, {})[full_name(row)] = None
    by_custom = names_said(utterances)
    parties = []
    for person, id in ids.items():
        names = listed.get(person)
        name = by_custom.get(id, "") if names is None else next(iter(names)) if len(names) == 1 else ""
        if not name:
            report(
                Diagnostic(
                    "unnamed-person",
                    "info",
                    f"person {shown(person)} has "
                    + (
                        f"the names {', '.join(map(shown, names))}"
                        if names
                        else "no name that all texts agree on"
                    )
                    + ", read as no name",
                    ids=(id,),
                )
            )
        party = Party(id, name)
        if person_from(party, dialect) != person:
            party = Party(id, name, data={dialect.name: {"personID": person}})
        parties.append(party)
    return parties


def _keep(parts: Parts, rows: Rows, codes: Mapping[str, str], dialect: Dialect) -> None:
    """Keep each list whose rows or order the records would not give by themselves."""
    nodes = [i if code in KNOWN else row for row, (i, code) in zip(rows.nodes, codes.items(), strict=True)]
    kept: dict[str, list[Any]] = {"edges": [compact(row, dialect) for row in rows.edges]}
    usual: dict[str, list[Any]] = {"edges": []}
    if rows.edges and str(rows.edges[0].get("edgeID", 1)) == "1":
        natives = {identifier(row["nodeID"]): row["nodeID"] for row in rows.nodes}
        made = (edge for relation in parts.relations for edge in ends(relation))
        usual["edges"] = [
            compact(plain_edge(n, natives[start], natives[end], dialect), dialect)
            for n, (start, end) in enumerate(made, 1)
        ]
    if parts.utterances or list(codes.values()) != sorted(codes.values(), key="I".__ne__):
        kept["nodes"] = nodes
        usual["nodes"] = [r.id for group in (parts.claims, parts.utterances, parts.relations) for r in group]
    elif not KNOWN.issuperset(codes.values()):
        kept["nodes"] = nodes
    if rows.locutions or rows.participants or parts.parties or dialect.scheme == "list":
        people = {party.id: person_from(party, dialect) for party in parts.parties}
        natives = {identifier(row["nodeID"]): row["nodeID"] for row in rows.nodes}
        kept["locutions"] = rows.locutions
        usual["locutions"] = [
            plain_locution(natives[u.id], people[u.by], u.when, dialect)
            for u in parts.utterances
            if u.by is not None and not dialect.speaker
        ]
        said = spoken(rows.spoken_in(dialect), {u.id for u in parts.utterances}, {"0"})
        kept["participants"] = rows.participants
        usual["participants"] = plain_participants(parts.parties, people, said, parts.utterances, dialect)
        kept["schemefulfillments"] = rows.fulfilments
        usual["schemefulfillments"] = plain_fulfilments(parts.relations, natives, dialect)
    for name, found in kept.items():
        if found != usual.get(name, []) or not same(found, usual.get(name, [])):
            parts.kept[name] = found
    parts.miss(identifier(row.get(key)) for row in rows.edges for key in ("fromID", "toID"))
    parts.miss(identifier(row.get("nodeID")) for row in (*rows.locutions, *rows.fulfilments))


def _tell(rows: Rows, codes: Mapping[str, str], loose: Sequence[tuple[str, str]], report: Report) -> None:
    """Report the rows that no record stands for."""
    if unknown := {i: code for i, code in codes.items() if code not in KNOWN}:
        names = ", ".join(map(shown, dict.fromkeys(unknown.values())))
        report(
            Diagnostic(
                "unknown-node-type",
                "warning",
                f"nodes of a type that is not known ({names}) are kept as they are, without a record",
                ids=tuple(unknown),
                hint=f"known are {', '.join(sorted(KNOWN))}",
            )
        )
    plain = [edge for edge in loose if codes.keys() >= {*edge} and KNOWN.issuperset(map(codes.get, edge))]
    if plain:
        report(
            Diagnostic(
                "edge-without-scheme",
                "warning",
                f"{len(plain)} edge(s) join two nodes without saying how, such as {plain[0][0]} and "
                f"{plain[0][1]}; kept as they are, without a relation",
                ids=tuple(dict.fromkeys(i for edge in plain for i in edge)),
                hint="put a node of type RA, CA, MA, PA, YA or TA between them",
            )
        )
    missing = {i for edge in loose for i in edge if i not in codes}
    missing |= {identifier(row.get("nodeID")) for row in (*rows.locutions, *rows.fulfilments)} - codes.keys()
    if missing:
        report(
            Diagnostic(
                "missing-node",
                "warning",
                f"rows name {len(missing)} node(s) that the file does not have, such as {min(missing)!r}; "
                "kept as they are",
                ids=tuple(sorted(missing)),
            )
        )
