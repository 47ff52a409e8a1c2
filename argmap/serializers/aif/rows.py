"""Rows of nodes and edges: how each format spells them, their values, and those that records make by themselves."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import Factory, define, frozen

from argmap.model import Data
from argmap.model.fields import CONTROL
from argmap.serializers.aif.terms import CODES, NAMES, number_of, scheme_in_label
from argmap.serializers.common.residue import sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import Relation


@frozen(eq=False)  # one is the same as itself only, which makes it a key of caches
class Variant:
    """How one format of the family spells nodes, edges and persons.

    Attributes:
        name: The key of residues in ``data``.
        order: The usual order of a node's keys.
        node: What a new node holds besides id, text, type and scheme.
        edge: What a new edge holds besides its id and its ends.
        locution: What a new row of ``locutions`` holds besides node and person.
        scheme: Where the scheme of a node is: its name in the node, its number in the node, or its number in a list
            next to the nodes.
        numeric: Whether new edges and persons have integers for ids.
        numbered: Whether new nodes have integers for ids where theirs look like it.
        edge_ids: Whether edges have ids.
        speaker: The key by which nodes of locutions name their person themselves, or "".
        text: Whether there is a source, whose id parties then cannot have.
        paragraphs: Whether paragraphs of the text are lines of the source.
        declares: Whether every party is among the participants, or only where the locutions give others.
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
    paragraphs: bool = False


AIFDB: Final = Variant("aif", edge=MappingProxyType({"formEdgeID": None}))
"""AIF JSON as AIFdb writes it."""


Row = dict[str, Any]
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,15}")
_EXACT: Final = 2**53  # up to here, numbers of JavaScript are whole
UNREADABLE: Final = "rows cannot be read"
KEY_ORDER: Final = "key order"  # in data: the keys of a row, where their order or absence is unusual


@define
class Rows:
    """The lists of one file, as JSON objects, under the names and in the order of xAIF.

    Attributes:
        nodes: Propositions, locutions and scheme nodes.
        edges: What leads from node to node.
        schemefulfillments: The numbers of the nodes' schemes, where a list has them.
        participants: Who the persons are.
        locutions: Which person a node belongs to.
    """

    nodes: list[Row] = Factory(list)
    edges: list[Row] = Factory(list)
    schemefulfillments: list[Row] = Factory(list)
    participants: list[Row] = Factory(list)
    locutions: list[Row] = Factory(list)


def identifier(value: object) -> str:
    """An id as a string, "" if it cannot be one: files have strings and whole numbers, even for one node."""
    if type(value) is str and value.isascii() and value.isprintable():
        return value  # the usual case, decided in C
    if type(value) is int:
        return str(value) if value.bit_length() < 1000 else ""
    if type(value) is float and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))  # tables write whole numbers so
    return value if isinstance(value, str) and not CONTROL.search(value) else ""


def native(id: str, *, numeric: bool) -> int | str:
    """An id as a file has it: an integer where the format has integers and the id looks like one."""
    return int(id) if numeric and _NUMBER.fullmatch(id) else id


def string(value: object) -> str:
    """The value if it is a string, else "": any JSON value can be there."""
    return value if isinstance(value, str) else ""


def scheme_of(row: Row, variant: Variant, listed: object = None) -> str:
    """The name of a scheme node's scheme, "" if it has none; a list next to the nodes may give its number."""
    if variant.scheme == "name" and "scheme" in row:
        return string(row["scheme"])
    number = row.get("scheme") if variant.scheme == "number" else listed
    return NAMES.get(identifier(number)) or scheme_in_label(row["type"], row.get("text"))


def residue_rows(residue: Mapping[str, Any], name: str) -> list[Row]:
    """The rows of a list in the residue of a map."""
    return [row.thaw() for row in sequence(residue, name) if isinstance(row, Data)]


def plain_node(
    variant: Variant, id: str, code: str, text: str, *, scheme: str = "", person: str | None = None
) -> Row:
    """The row that a record makes by itself."""
    row: Row = {"nodeID": native(id, numeric=variant.numbered), "text": text, "type": code, **variant.node}
    if person and variant.speaker:
        row[variant.speaker] = native(person, numeric=variant.numeric)
    if scheme and variant.scheme != "list":
        number = number_of(scheme, code)
        if variant.scheme == "name":
            row["scheme"] = scheme
        if number is not None:
            row["schemeID" if variant.scheme == "name" else "scheme"] = number
    return row


def plain_edge(number: int, start: object, end: object, variant: Variant) -> Row:
    """The row that an end of a relation makes by itself."""
    id = {"edgeID": number if variant.numeric else str(number)} if variant.edge_ids else {}
    return {**id, "fromID": start, "toID": end, **variant.edge}


def plain_fulfilments(
    relations: Iterable[Relation], natives: Mapping[str, object], variant: Variant
) -> list[Row]:
    """The rows that the schemes of relations make by themselves, where the variant lists them."""
    if variant.scheme != "list":
        return []
    numbers = [(r.id, number_of(r.scheme, CODES[r.kind])) for r in relations if r.scheme]
    return [{"nodeID": natives[i], "schemeID": number} for i, number in numbers if number is not None]


def compact(row: Row, variant: Variant) -> Row | list[Any]:
    """An edge as data holds it: id and ends, where it has no more than any edge of the variant.

    An id that is a list or an object stays in its row, because three plain values are how a short edge is recognized.
    """
    id = ("edgeID",) if variant.edge_ids else ()
    usual = tuple(row) == (*id, "fromID", "toID", *variant.edge) and not isinstance(
        row.get("edgeID"), (list, dict)
    )
    if usual and all(row[key] is value for key, value in variant.edge.items()):
        return [row.get("edgeID"), row["fromID"], row["toID"]]
    return row


def ends(relation: Relation) -> Iterable[tuple[str, str]]:
    """The edges that a relation is made of: from its sources to its node, from there to its targets."""
    yield from ((i, relation.id) for i in relation.sources)
    yield from ((relation.id, i) for i in relation.targets)
