"""The records of a graph while it is read: their fields, and what is wrong or odd about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from argmap.errors import ArgmapError, FormatError
from argmap.messages import Hint, nearest, shown
from argmap.model import AcceptedFinding, Relation
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.property_graph.fitting import MISFIT, fitted
from argmap.serializers.common.property_graph.foreign import Noticed
from argmap.serializers.common.property_graph.graph import AS_JSON, Edge
from argmap.serializers.common.wire import fields_of, from_wire, wire
from argmap.syntax import json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.serializers.common.property_graph.graph import Node, Value

Json = dict[str, Any]
BY_JSON = ("data", "metadata")
SUGGESTIONS = 20  # looking for the nearest name takes as long as the graph is large


class Row(NamedTuple):
    """The fields of a record, the line of its element, and for a relation its place among the others."""

    fields: Json
    line: int | None = None
    order: Any = None


class Rows:
    """The rows of all records, by type.

    Attributes:
        format: The name under which ``data`` holds what is not of the model.
        noticed: What is odd about the document.
        problems: What is wrong with it.
        without_direction: The lines of edges without a direction.
        of: The rows of each type of record.
        ids: The id of each node, by its name.
        relations: The fields of relations that are nodes, by name.
        junctions: The lines of those that another program draws so, by name; any edge at them is an end.
        known: The ids that fields refer to, by what the fields call them.
        own_ids: The attributes "id" of edges that are of one alone.
    """

    def __init__(self, format: str) -> None:
        """No rows yet."""
        self.format = format
        self.noticed = Noticed()
        self.problems: list[ArgmapError] = []
        self.without_direction: list[int | None] = []
        self.of: dict[Any, list[Row]] = {kind: [] for kind in (*COLLECTIONS, AcceptedFinding)}
        self.ids: dict[str, str] = {}
        self.relations: dict[str, Json] = {}
        self.junctions: dict[str, int | None] = {}
        self.known: dict[str, set[str]] = {
            "party": set(),
            "source": set(),
            "section": set(),
            "argument": set(),
        }
        self.own_ids: set[str] = set()
        self._suggestions = SUGGESTIONS

    def add(
        self, kind: Any, fields: Json, foreign: Mapping[str, Any], line: int | None, order: Any = None
    ) -> None:
        """Add the row of a record, with what its element states beyond the model."""
        self.put_in_data(fields, foreign)
        self.of[kind].append(Row(fields, line, order))

    def put_in_data(self, fields: Json, foreign: Mapping[str, Any]) -> None:
        """Add what is not of the model to what a record has of the format."""
        if foreign:
            data = fields.get("data")
            data = data if isinstance(data, dict) else {}
            before = data.get(self.format)
            fields["data"] = {
                **data,
                self.format: {**(before if isinstance(before, dict) else {}), **foreign},
            }

    def from_json(self, attributes: Mapping[str, Value], line: int | None, *, quiet: bool = False) -> Json:
        """The fields that are more than text or numbers, from their one attribute."""
        text = attributes.get(AS_JSON)
        if not is_ours(AS_JSON, text):
            return {}
        try:
            read = json.loads(str(text))
        except FormatError as error:
            if not quiet:
                self.wrong(f"the attribute {AS_JSON!r} is {error.message}", line)
            return {}
        return read if isinstance(read, dict) else {}

    def fields(self, attributes: Json, kind: Any, owner: Node | Edge) -> tuple[Json, Json]:
        """Attributes as fields, and those that are no fields, or not such as the field of their name may be."""
        fields = self.from_json(attributes, owner.line)
        foreign: Json = dict(owner.further)
        has = fields_of(kind)
        for name, value in attributes.items():
            if is_ours(name, value):
                continue
            if name not in has or name in BY_JSON:
                foreign[name] = value
                continue
            is_own = name != "id" or (kind is Relation and str(value) in self.own_ids)
            fit = fitted(kind, name, value, self.known) if is_own else MISFIT
            if fit is not MISFIT:
                fields[name] = fit
            else:
                foreign[name] = value
                if name != "id" or isinstance(owner, Edge):  # those of nodes are noticed together
                    self.misfit(kind.__name__.lower(), name, value, owner.line)
        return fields, foreign

    def misfit(self, what: str, name: str, value: Value, line: int | None) -> None:
        """Notice an attribute that is not what argmap calls so."""
        article = "an" if what[0] in "aeiou" else "a"
        message = f"an attribute {name!r} of {article} {what} is not what argmap calls so, and is in data: "
        self.noticed.add("attribute-in-data", "warning", message, line, example=shown(value))

    def records(self, kind: Any) -> Iterable[Any]:
        """The records of a type; none if one of them is wrong."""
        structs, lines = [], []
        for row in self.of[kind]:
            try:
                structs.append(msgspec.convert(row.fields, wire(kind)))
                lines.append(row.line)
            except msgspec.ValidationError as error:
                what = str(error).replace("`", "")
                self.wrong(f"not {kind.__name__.lower()}: {what[:1].lower()}{what[1:]}", row.line)
        problems: list[tuple[int, ArgmapError]] = []
        records = from_wire(kind, structs, problems)
        for n, problem in problems:
            problem.line = lines[n]
            self.problems.append(problem)
        return () if problems else records

    def wrong(self, message: str, line: int | None, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(FormatError(message, line=line, hint=hint))

    def missing(self, name: str, there: Iterable[str], line: int | None) -> None:
        """Add the problem that an edge names a node that is missing."""
        self._suggestions -= 1
        error = FormatError(
            f"an edge names the node {shown(name)}, which is missing",
            line=line,
            found=name,
            nearest=nearest(name, there) if self._suggestions >= 0 else None,
        )
        self.problems.append(error)

    def undirected(self, edges: int) -> list[FormatError]:
        """The problem that so many edges, or some of them, have no direction; none if all have one."""
        n = len(self.without_direction)
        if not n:
            return []
        what = "the graph is undirected" if n == edges else f"{n} of {edges} edges have no direction"
        hint = Hint("pass {directed} if edges go from their first node to their second", directed=True)
        message, line = f"{what}, so what bears on what is unknown", self.without_direction[0]
        return [FormatError(message, line=line, expected="a directed graph", hint=hint)]

    def taken(self) -> set[str]:
        """The ids of all records that are no relations."""
        return {*self.ids.values(), *(i for ids in self.known.values() for i in ids)}


def is_ours(name: str, value: object) -> bool:
    """Whether an attribute is ours, with the fields that are more than text or numbers."""
    return name == AS_JSON and isinstance(value, str) and value.lstrip().startswith("{")
