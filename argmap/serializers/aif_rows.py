"""Rows of AIF and how its dialects spell them: what reading and writing nodes, edges and persons have in common."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import Factory, define, frozen

from argmap.model import Data, RelationKind
from argmap.model.fields import CONTROL
from argmap.serializers.aif_terms import CODES, KINDS, KNOWN, NAMES, number_of, scheme_said

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from argmap.model import Party, Relation, Utterance

Row = dict[str, Any]

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,15}")
_PERSON: Final = re.compile(r"person (0|[1-9][0-9]*)")
KEY_ORDER: Final = "key order"  # in data: the keys of a row, where their order or absence is unusual


@frozen(eq=False)  # one is the same as itself only, which makes it a key of caches
class Dialect:
    """How one format of the family spells nodes, edges and persons.

    Attributes:
        name: The key under which ``data`` holds what the records do not say.
        order: The usual order of a node's keys.
        node: What a new node holds besides id, text, type and scheme.
        edge: What a new edge holds besides its id and its ends.
        locution: What a new row of ``locutions`` holds besides node and person.
        scheme: Where the scheme of a node stands: its name in the node, its number in the node, or its number in
            a list beside the nodes.
        numeric: Whether new edges and persons have integers for ids.
        numbered: Whether new nodes have integers for ids where theirs look like it.
        edge_ids: Whether edges have ids.
        speaker: The key by which nodes of locutions name their person themselves, or "".
        text: Whether there is a source, whose id parties then cannot have.
        declares: Whether every party is among the participants, or only where the locutions do not say the same.
    """

    name: str
    order: tuple[str, ...] = ("nodeID", "text", "type", "timestamp", "scheme", "schemeID", "by")
    node: Mapping[str, Any] = MappingProxyType({})
    edge: Mapping[str, Any] = MappingProxyType({})
    locution: tuple[str, ...] = ("start", "end", "source")
    scheme: Literal["name", "number", "list"] = "name"
    numeric: bool = False
    numbered: bool = False
    edge_ids: bool = True
    speaker: str = ""
    text: bool = False
    declares: bool = False


@define
class Rows:
    """The lists of one file, as JSON objects.

    Attributes:
        nodes: Propositions, locutions and scheme nodes.
        edges: What leads from node to node.
        locutions: Which person a node belongs to.
        participants: Who the persons are.
        fulfilments: The numbers of the nodes' schemes, where they stand beside the nodes.
    """

    nodes: list[Row] = Factory(list)
    edges: list[Row] = Factory(list)
    locutions: list[Row] = Factory(list)
    participants: list[Row] = Factory(list)
    fulfilments: list[Row] = Factory(list)

    def spoken_in(self, dialect: Dialect) -> list[Row]:
        """The rows of the locutions, and those that nodes would be which name their person themselves."""
        key = dialect.speaker
        if not key:
            return self.locutions
        own = [{"nodeID": r["nodeID"], "personID": r.get(key)} for r in self.nodes if r.get("type") == "L"]
        return [*self.locutions, *own]


def same(one: object, other: object) -> bool:
    """Whether two JSON values are written alike: 1 is neither 1.0 nor true, and keys have an order."""
    return one == other and json.dumps(one) == json.dumps(other)


# Whole objects


def left_over(found: Row, made: Row) -> Row:
    """What an object has beyond the lists that are made of records: other keys, null for a list, another order.

    Args:
        found: The object in the file.
        made: The object that would be written, in the usual order; of its values only the types matter.
    """
    rest = {key: value for key, value in found.items() if key not in made}
    nulls = [key for key in made if key in found and found[key] is None]
    kept: Row = {"rest": rest} if rest else {}
    if nulls:
        kept["null"] = nulls
    if list(found) != [*made, *rest]:
        kept["keys"] = list(found)
    return kept


def put_back(made: Row, kept: Mapping[str, Any]) -> Row:
    """The object with what it had beyond the lists; a list that was null or missing is so as long as it is empty."""
    rest, nulls, keys = kept.get("rest"), kept.get("null"), kept.get("keys")
    whole = {**(rest.thaw() if isinstance(rest, Data) else {}), **made}
    for key in nulls if isinstance(nulls, tuple) else ():
        if key in made and not made[key]:
            whole[key] = None
    order = [*made, *(key for key in whole if key not in made)]
    if isinstance(keys, tuple):
        order = [
            *(key for key in keys if key in whole),
            *(key for key in order if key not in keys and whole[key]),
        ]
    return {key: whole[key] for key in order}


def kept_of(data: Mapping[str, Any], dialect: Dialect) -> Mapping[str, Any]:
    """What a reader left, or whatever else stands under the dialect's name."""
    kept = data.get(dialect.name)
    return kept if isinstance(kept, Mapping) else {}


# Nodes and edges


def identifier(value: object) -> str:
    """An id as a string, "" if it cannot be one: files have strings and integers, even for one node."""
    if type(value) is str and value.isascii() and value.isprintable():
        return value  # the usual case, decided in C
    if type(value) is int:
        return str(value) if value.bit_length() < 1000 else ""
    return value if isinstance(value, str) and not CONTROL.search(value) else ""


def native(id: str, *, numeric: bool) -> int | str:
    """An id as a file has it: an integer where the format has integers and the id looks like one."""
    return int(id) if numeric and _NUMBER.fullmatch(id) else id


def plain_node(
    dialect: Dialect, id: str, code: str, text: str, *, scheme: str = "", person: str | None = None
) -> Row:
    """The row that a record makes by itself."""
    row: Row = {"nodeID": native(id, numeric=dialect.numbered), "text": text, "type": code, **dialect.node}
    if person and dialect.speaker:
        row[dialect.speaker] = native(person, numeric=dialect.numeric)
    if scheme and dialect.scheme != "list":
        number = number_of(scheme, code)
        if dialect.scheme == "name":
            row["scheme"] = scheme
        if number is not None:
            row["schemeID" if dialect.scheme == "name" else "scheme"] = number
    return row


_new: Final[Any] = object.__new__
_fill: Final = Data._items.__set__  # type: ignore[attr-defined]  # noqa: SLF001 - freezing costs more than all else


def strings(values: dict[str, Any]) -> Data:
    """``Data`` of strings that a parser gave, and of tuples of them: frozen as they are, without another look."""
    data: Data = _new(Data)
    _fill(data, values)
    return data


def under(name: str, values: dict[str, Any]) -> Data:
    """``Data`` that holds such values under the name of a format."""
    inner, outer = _new(Data), _new(Data)
    _fill(inner, values)
    _fill(outer, {name: inner})
    return outer  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def is_usual(found: tuple[str, ...], plain: tuple[str, ...], order: tuple[str, ...]) -> bool:
    """Whether a row with these keys is what the keys of a plain row and the usual order would give."""
    return list(in_order(dict.fromkeys((*plain, *found)), order)) == [*found]


def text_of(row: Row) -> str:
    """The text of a node, "" if it has none."""
    text = row.get("text")
    return text if isinstance(text, str) else ""


def scheme_of(row: Row, dialect: Dialect, listed: object = None) -> str:
    """The name of a scheme node's scheme, "" if it has none.

    Args:
        row: The node.
        dialect: Where the scheme stands.
        listed: The number that a list beside the nodes gives.
    """
    if dialect.scheme == "name" and "scheme" in row:
        return row["scheme"] if isinstance(row["scheme"], str) else ""
    number = row.get("scheme") if dialect.scheme == "number" else listed
    return NAMES.get(identifier(number)) or scheme_said(row["type"], row.get("text"))


def in_order(row: Row, order: Sequence[str]) -> Row:
    """The row with its keys in the usual order, those that are not usual behind."""
    return {key: row[key] for key in (*(k for k in order if k in row), *(k for k in row if k not in order))}


def ends(relation: Relation) -> Iterable[tuple[str, str]]:
    """The edges that a relation is made of: from its sources to its node, from there to its targets."""
    yield from ((i, relation.id) for i in relation.sources)
    yield from ((relation.id, i) for i in relation.targets)


def plain_edge(number: int, start: object, end: object, dialect: Dialect) -> Row:
    """The row that an end of a relation makes by itself."""
    id = {"edgeID": number if dialect.numeric else str(number)} if dialect.edge_ids else {}
    return {**id, "fromID": start, "toID": end, **dialect.edge}


def compact(row: Row, dialect: Dialect) -> Row | list[Any]:
    """An edge as data holds it: id and ends, where it has no more than any edge of the dialect."""
    id = ("edgeID",) if dialect.edge_ids else ()
    usual = tuple(row) == (*id, "fromID", "toID", *dialect.edge)
    if usual and all(row[key] is value for key, value in dialect.edge.items()):
        return [row.get("edgeID"), row["fromID"], row["toID"]]
    return row


def plain_fulfilments(
    relations: Iterable[Relation], natives: Mapping[str, object], dialect: Dialect
) -> list[Row]:
    """The rows that the schemes of relations make by themselves, where the dialect lists them."""
    if dialect.scheme != "list":
        return []
    numbers = [(r.id, number_of(r.scheme, CODES[r.kind])) for r in relations if r.scheme]
    return [{"nodeID": natives[i], "schemeID": number} for i, number in numbers if number is not None]


def side(codes: Mapping[str, str], start: str, end: str) -> tuple[str, bool] | None:
    """The scheme node whose relation an edge belongs to, and whether the edge leads out of it; None if none.

    An edge between two scheme nodes is an aim of the first. Only where an illocution is anchored in a transition
    (TA to YA) is it a source of the second.
    """
    first, second = codes.get(start, ""), codes.get(end, "")
    if first in KINDS and second in KNOWN and not (first == "TA" and second == "YA"):
        return start, True
    return (end, False) if second in KINDS and first in KNOWN else None


def asserted(relations: Iterable[Relation], speakers: Mapping[str, str | None]) -> dict[str, str]:
    """Who asserts which elements: those that exactly one utterance asserts, and whose speaker is known.

    Args:
        relations: The relations of the map.
        speakers: The speaker of each utterance, or None.
    """
    said: dict[str, set[str]] = {}
    for relation in relations:
        if relation.kind is RelationKind.ILLOCUTION and relation.scheme == "Asserting":
            for target in relation.targets:
                said.setdefault(target, set()).update(i for i in relation.sources if i in speakers)
    found = ((i, speakers[next(iter(by))]) for i, by in said.items() if len(by) == 1)
    return {i: speaker for i, speaker in found if speaker is not None}


# Persons and the source


def source_id(nodes: Container[str]) -> str:
    """The id of the source that the text of a file becomes."""
    id = "text"
    while id in nodes:
        id = f"the {id}"
    return id


def taken_by(nodes: Iterable[str], dialect: Dialect) -> frozenset[str]:
    """The ids that no party can have: those of nodes, and that of the source."""
    taken = frozenset(nodes)
    return taken | {source_id(taken)} if dialect.text else taken


def party_id(person: str, taken: Container[str]) -> str:
    """The id of the party that a person becomes: numbers are those of nodes as well, so "7" is "person 7".

    Args:
        person: What rows call the person.
        taken: The ids of everything else.
    """
    id = f"person {person}" if person.isascii() and person.isdigit() else person
    while id in taken:
        id = f"person {id}"
    return id


def person_from(party: Party, dialect: Dialect) -> str:
    """What rows call a party: the inverse of ``party_id``."""
    said = kept_of(party.data, dialect).get("personID")
    if isinstance(said, str) and identifier(said):
        return said
    number = _PERSON.fullmatch(party.id)
    return number[1] if number else party.id


@frozen
class Locutions:
    """Who said what when, as far as the rows leave no doubt.

    Attributes:
        speakers: The person of each locution that has exactly one.
        times: When it was said, where exactly one time is given.
        persons: Everyone who is named for a locution, in order.
    """

    speakers: Mapping[str, str]
    times: Mapping[str, str]
    persons: tuple[str, ...]


def spoken(rows: Iterable[Row], locutions: Container[str], nobody: Container[str]) -> Locutions:
    """Read rows of locutions. Rows of other nodes say who analysed them, and are passed over.

    Args:
        rows: The rows.
        locutions: The ids of the nodes that are locutions.
        nobody: Numbers that stand for no person.
    """
    persons: dict[str, dict[str, None]] = {}
    times: dict[str, dict[str, None]] = {}
    for row in rows:
        node = identifier(row.get("nodeID"))
        person = identifier(row.get("personID"))
        if node in locutions and person and person not in nobody:
            persons.setdefault(node, {})[person] = None
            start = row.get("start")
            if isinstance(start, str):
                times.setdefault(node, {})[start] = None
    clear = {node: next(iter(said)) for node, said in persons.items() if len(said) == 1}
    return Locutions(
        clear,
        {node: next(iter(times[node])) for node in clear if len(times.get(node, ())) == 1},
        tuple(dict.fromkeys(person for said in persons.values() for person in said)),
    )


def names_said(utterances: Iterable[Utterance]) -> dict[str, str]:
    """The name of each speaker by the custom "Name : words"; "" unless all that they say agrees."""
    names: dict[str, set[str]] = {}
    for utterance in utterances:
        if utterance.by is not None:
            name, colon, _ = utterance.text.partition(" : ")
            names.setdefault(utterance.by, set()).add(name if colon else "")
    return {party: next(iter(said)) if len(said) == 1 else "" for party, said in names.items()}


def full_name(row: Row) -> str:
    """First name and surname of a participant; writers put the word "None" where there is no surname."""
    parts = [row.get("firstname"), row.get("surname")]
    return " ".join(p for p in parts if isinstance(p, str) and p and p != "None")


def plain_participants(
    parties: Iterable[Party],
    persons: Mapping[str, str],
    locutions: Locutions,
    utterances: Iterable[Utterance],
    dialect: Dialect,
) -> list[Row]:
    """The rows that parties make by themselves: none where the locutions give the same parties.

    Args:
        parties: The parties, in order.
        persons: What rows call each of them.
        locutions: What the rows of the locutions say, if nobody is listed.
        utterances: What was said.
        dialect: How the format spells rows.
    """
    known = {person: party for party, person in persons.items()}
    names = names_said(utterances)
    said = [(known.get(person), names.get(known.get(person, ""), "")) for person in locutions.persons]
    listed = [party for party in parties if party.id in persons]
    if not dialect.declares and said == [(party.id, party.name) for party in listed]:
        return []
    return [
        {
            "participantID": native(persons[party.id], numeric=dialect.numeric),
            "firstname": party.name,
            "surname": "",
        }
        for party in listed
    ]


def plain_locution(node: object, person: str, when: str, dialect: Dialect) -> Row:
    """The row that an utterance makes by itself."""
    rest = {key: (when or None) if key == "start" else None for key in dialect.locution}
    return {"nodeID": node, "personID": native(person, numeric=dialect.numeric), **rest}
