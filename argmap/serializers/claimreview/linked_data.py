"""JSON-LD as far as fact-checks need it: objects by their ``@id``, and what is said of them wherever it stands.

Source: https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.serializers.claimreview.contexts import REVERSE, Context, each, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json = dict[str, Any]
Path = tuple[str | int, ...]
INVERSES: Final = dict.fromkeys(("review", "reviews", "subjectOf"), "itemReviewed")  # of claims


class Node(NamedTuple):
    """An object of a document.

    Attributes:
        raw: The object as it is written.
        keys: Its keys by their names in schema.org.
        path: Where in the document it is.
        context: What its terms mean.
        parent: The object around it, or None.
        role: The name of the key under which the object around it has it; "" if there is none.
        id: Its ``@id`` in full; "" if it has none.
        types: The names of its types.
    """

    raw: Json
    keys: dict[str, str]
    path: Path
    context: Context
    parent: Node | None
    role: str
    id: str
    types: tuple[str, ...]

    def get(self, name: str) -> Any:
        """The value under a name; None if there is none."""
        key = self.keys.get(name)
        if key is None:
            return None
        value = self.raw[key]
        if not self.context.has_maps or not isinstance(value, dict):
            return value
        container = self.context.term(key).container
        return _values_of_map(value, container) if container else value

    @property
    def is_reference(self) -> bool:
        """Whether it says nothing but which object is meant, and perhaps of which type that is."""
        return bool(self.id) and self.keys.keys() <= {"@id", "@type", "@context"}


class Document:
    """All objects of a document, and what they say of each other."""

    def __init__(self, value: Any) -> None:
        """Walk through a JSON value."""
        self.nodes = _nodes(value)
        self._by_object = {id(node.raw): node for node in self.nodes}
        self._of_one_id: dict[str, list[Node]] = {}
        self._said: dict[str, Mapping[str, Any]] = {}  # of each @id, under each name
        self._reversed: dict[Any, dict[str, list[Any]]] = {}
        self.used: set[int] = set()  # objects that were looked up by their @id
        for node in self.nodes:
            if node.id:
                self._of_one_id.setdefault(node.id, []).append(node)
        for name, subject, node in self._stated_in_reverse():
            self._reversed.setdefault(subject, {}).setdefault(name, []).append(node.raw)

    def _stated_in_reverse(self) -> Iterator[tuple[str, Any, Node]]:
        """Each property that is stated at its value: its name, whose it is, and the value.

        Such are properties within ``@reverse``, terms that are defined in reverse, and the reviews of a claim.
        """
        for node in self.nodes:
            for name in node.keys:
                if name.startswith(REVERSE):
                    found = [(name.removeprefix(REVERSE), node.get(name))]
                elif name == "@reverse" and isinstance(within := node.get(name), dict):
                    inner = self.node(within)
                    found = [(other, inner.get(other)) for other in inner.keys]
                elif name in INVERSES and "Claim" in self.types(node):
                    found = [(INVERSES[name], node.get(name))]
                else:
                    continue
                for property_, values in found:
                    for value in each(values):
                        if (subject := self._key(value, node)) is not None:
                            yield property_, subject, node

    def _key(self, value: Any, near: Node) -> Any:
        """What the statements on a value are found under: its ``@id``, or the object itself."""
        if isinstance(value, dict):
            node = self._by_object.get(id(value))
            return None if node is None else node.id or id(value)
        return near.context.address(value) if isinstance(value, str) else None

    def node(self, raw: Json) -> Node:
        """The node of an object of this document."""
        return self._by_object[id(raw)]

    def same(self, node: Node) -> Sequence[Node]:
        """All objects that are about the same thing, in the order of the text."""
        return self._of_one_id[node.id] if node.id else (node,)

    def is_described(self, node: Node) -> bool:
        """Whether the document says more of an object than which one is meant."""
        return any(not other.is_reference for other in self.same(node))

    def named(self, word: str, near: Node | None = None) -> Node | None:
        """The object with this ``@id``, as it is written in or near a node, if the document describes it."""
        whole = near.context.address(word) if near is not None else word
        for i in (whole, word):
            for node in self._of_one_id.get(i, ()):
                if not node.is_reference:
                    self.used.add(id(node.raw))
                    return node
        return None

    def value(self, node: Node, name: str) -> Any:
        """What an object says under a name, or else what is said elsewhere about the same thing."""
        found = node.get(name)
        if found is not None and found != []:
            return found
        if node.id and (elsewhere := self._elsewhere(node).get(name)) is not None:
            return elsewhere
        if self._reversed and (stated := self._reversed.get(node.id or id(node.raw))) is not None:
            return stated.get(name, found)
        return found

    def _elsewhere(self, node: Node) -> Mapping[str, Any]:
        """What all objects with the ``@id`` of this one say, under each name what comes first."""
        said = self._said.get(node.id)
        if said is None:
            merged: Json = {}
            others = self._of_one_id[node.id]
            for other in others if len(others) > 1 else ():
                for name in other.keys:
                    if merged.get(name) is None:
                        merged[name] = other.get(name)
                if not other.is_reference:
                    self.used.add(id(other.raw))
            said = self._said[node.id] = merged
        return said

    def types(self, node: Node) -> tuple[str, ...]:
        """The types of an object, or else those that it has elsewhere."""
        if node.types or not node.id:
            return node.types
        self._elsewhere(node)
        return next((other.types for other in self.same(node) if other.types), ())

    def text(self, node: Node, *names: str) -> str:
        """The first text that an object has under one of these names, or ""."""
        for name in names:
            value = self.value(node, name)
            if type(value) is str:  # as usual
                if value:
                    return value
                continue
            for part in each(value):
                if isinstance(found := literal(part), str) and found:
                    return found
        return ""

    def address(self, node: Node, *names: str) -> str:
        """The first address that an object has under one of these names, as text or as an ``@id``; or ""."""
        for name in names:
            for value in each(self.value(node, name)):
                found = literal(value)
                if isinstance(found, dict):
                    other = self._by_object.get(id(found))
                    found = other.id if other is not None else None
                if isinstance(found, str) and found:
                    return found
        return ""


def _values_of_map(value: Json, container: str) -> list[Any]:
    """The values of an object whose keys are languages, numbers, identifiers or types."""
    if container != "@language":
        return [*value.values()]
    return [
        {"@value": literal(v), "@language": tag} if tag != "@none" else v
        for tag, found in value.items()
        for v in each(found)
    ]


def _nodes(value: Any) -> list[Node]:
    """The objects of a JSON value in the order of the text."""
    nodes: list[Node] = []
    pending: list[tuple[Any, Path, Context, Node | None, str, str]] = [(value, (), Context(), None, "", "")]
    while pending:
        item, path, context, parent, role, given = pending.pop()
        if isinstance(item, list):
            inner = [(v, (*path, n), context, parent, role, "") for n, v in enumerate(item) if _holds(v)]
            pending += reversed(inner)
        elif isinstance(item, dict):
            if "@context" in item:
                context = context.within(item["@context"])
            node = _node(item, path, context, parent, role, given)
            nodes.append(node)
            pending += reversed([*_within(node)])
    return nodes


def _within(node: Node) -> Iterator[tuple[Any, Path, Context, Node | None, str, str]]:
    """The values of an object that have objects in them; each with the ``@id`` that its key is, or ""."""
    context = node.context
    for name, key in node.keys.items():
        value = node.raw[key]
        if key == "@context" or not _holds(value):
            continue
        container = context.term(key).container if context.has_maps and isinstance(value, dict) else ""
        if not container:
            yield value, (*node.path, key), context, node, name, ""
        elif container != "@language":
            for word, inner in value.items():
                if _holds(inner):
                    given = word if container == "@id" else ""
                    yield inner, (*node.path, key, word), context, node, name, given


def _node(raw: Json, path: Path, context: Context, parent: Node | None, role: str, given: str) -> Node:
    keys = {context.key(key): key for key in raw}
    i = raw[keys["@id"]] if "@id" in keys else given
    types = context.types(raw[keys["@type"]]) if "@type" in keys else ()
    address = context.address(i) if isinstance(i, str) and i else ""
    return Node(raw, keys, path, context, parent, role, address, types)


def _holds(value: Any) -> bool:
    return isinstance(value, (dict, list))
