"""JSON-LD as far as fact-checks need it: names in every spelling, values in every form, objects by their ``@id``.

Source: https://www.w3.org/TR/json-ld11/. Contexts at other addresses are not fetched; that of schema.org is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = dict[str, Any]
Path = tuple[str | int, ...]
_SCHEMA: Final = re.compile(r"https?://(?:www\.)?schema\.org/(?!/)")
_KEYWORDS: Final = {"type": "@type", "id": "@id"}  # as the context of schema.org has them
_LISTS: Final = ("@list", "@set")
_LONGEST_CHAIN: Final = 8  # of terms that are defined by other terms


class Context:
    """What the terms of a part of a document mean."""

    def __init__(self, terms: Mapping[str, str] = _KEYWORDS, around: Context | None = None) -> None:
        """The terms with what each stands for, and the context of the object around."""
        self.terms = terms
        self.around = around
        self._names: dict[str, str] = {}

    def within(self, value: Any) -> Context:
        """The context of an object that states one of its own."""
        terms = {}
        for part in each(value):
            for term, meaning in part.items() if isinstance(part, dict) else ():
                stands_for = meaning.get("@id") if isinstance(meaning, dict) else meaning
                if isinstance(stands_for, str) and not term.startswith("@"):
                    terms[term] = stands_for
        return Context(terms, self) if terms else self

    def meaning(self, term: str) -> str | None:
        """What a term stands for; None if it is not defined."""
        context: Context | None = self
        while context is not None:
            if term in context.terms:
                return context.terms[term]
            context = context.around
        return None

    def expanded(self, word: str) -> str:
        """A word with terms and prefixes replaced by what they stand for."""
        for _ in range(_LONGEST_CHAIN):
            prefix, colon, local = word.partition(":")
            whole = self.meaning(word)
            if whole is None and colon and not local.startswith("//"):
                start = self.meaning(prefix)
                whole = None if start is None else start + local
            if whole is None or whole == word:
                break
            word = whole
        return word

    def name(self, word: str) -> str:
        """The name that schema.org has for a key or type, or a keyword; any other word as it is.

        >>> context = Context().within({"s": "http://schema.org/", "kind": "@type"})
        >>> [context.name(word) for word in ("s:author", "kind", "https://schema.org/Claim", "schema:url", "url")]
        ['author', '@type', 'Claim', 'url', 'url']
        """
        found = self._names.get(word)
        if found is None:
            whole = self.expanded(word)
            found = self._names[word] = _SCHEMA.sub("", whole, count=1).removeprefix("schema:")
        return found


class Node(NamedTuple):
    """An object of a document.

    Attributes:
        raw: The object as it is written.
        keys: Its keys by their names in schema.org.
        path: Where in the document it is.
        context: What its terms mean.
        parent: The object around it, or None.
        role: The name of the key under which the object around it has it; "" if there is none.
        id: Its ``@id``, with prefixes replaced; "" if it has none.
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
        return self.raw[self.keys[name]] if name in self.keys else None


class Document:
    """All objects of a document, and what they say of each other."""

    def __init__(self, value: Any) -> None:
        """Walk through a JSON value."""
        self.nodes = _nodes(value)
        self._by_object = {id(node.raw): node for node in self.nodes}
        self._described: dict[str, Node] = {}
        self.used: set[int] = set()  # objects that were looked up by their @id
        for node in self.nodes:
            if node.id and len(node.raw) > 1:
                self._described.setdefault(node.id, node)

    def node(self, raw: Json) -> Node:
        """The node of an object of this document."""
        return self._by_object[id(raw)]

    def described(self, node: Node) -> Node | None:
        """The object elsewhere in the document that says more about the same thing."""
        found = self._described.get(node.id) if node.id else None
        if found is None or found is node:
            return None
        self.used.add(id(found.raw))
        return found

    def named(self, word: str) -> Node | None:
        """The object with this ``@id``."""
        found = self._described.get(word)
        if found is not None:
            self.used.add(id(found.raw))
        return found

    def value(self, node: Node, name: str) -> Any:
        """What an object says under a name, or else what is said elsewhere about the same thing."""
        found = node.get(name)
        if found is None and (other := self.described(node)) is not None:
            return other.get(name)
        return found

    def text(self, node: Node, *names: str) -> str:
        """The first text that an object has under one of these names, or ""."""
        for name in names:
            for value in each(self.value(node, name)):
                if isinstance(found := literal(value), str) and found:
                    return found
        return ""

    def address(self, node: Node, *names: str) -> str:
        """The first address that an object has under one of these names, as text or as an ``@id``; or ""."""
        for name in names:
            for value in each(self.value(node, name)):
                found = literal(value)
                found = self.node(found).id if isinstance(found, dict) else found
                if isinstance(found, str) and found:
                    return found
        return ""


def each(value: Any) -> list[Any]:
    """The values of a property: one, those of a list or set, none for null.

    >>> each("a"), each(["a", {"@list": ["b"]}, None]), each(None)
    (['a'], ['a', 'b'], [])
    """
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    found, pending = [], [value]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += reversed(value)
        elif isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _LISTS:
            pending += value.values()
        elif value is not None:
            found.append(value)
    return found


def literal(value: Any) -> Any:
    """What a value object holds; any other value as it is."""
    return value["@value"] if isinstance(value, dict) and "@value" in value else value


def language(value: Any) -> str:
    """The language tag of a value object, or ""."""
    found = value.get("@language") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _nodes(value: Any) -> list[Node]:
    """The objects of a JSON value in the order of the text."""
    nodes: list[Node] = []
    pending: list[tuple[Any, Path, Context, Node | None, str]] = [(value, (), Context(), None, "")]
    while pending:
        item, path, context, parent, role = pending.pop()
        inner: Iterable[tuple[Any, Path, Context, Node | None, str]] = ()
        if isinstance(item, list):
            inner = [(v, (*path, n), context, parent, role) for n, v in enumerate(item) if _holds(v)]
        elif isinstance(item, dict):
            if "@context" in item:
                context = context.within(item["@context"])
            names = {key: context.name(key) for key in item}
            node = _node(item, names, path, context, parent, role)
            nodes.append(node)
            inner = [
                (v, (*path, k), context, node, names[k])
                for k, v in item.items()
                if k != "@context" and _holds(v)
            ]
        pending += reversed([*inner])
    return nodes


def _node(
    raw: Json, names: Mapping[str, str], path: Path, context: Context, parent: Node | None, role: str
) -> Node:
    keys = {name: key for key, name in names.items()}
    i = raw[keys["@id"]] if "@id" in keys else None
    found = raw[keys["@type"]] if "@type" in keys else None
    types = tuple([context.name(t) for t in each(found) if isinstance(t, str)])
    return Node(
        raw, keys, path, context, parent, role, context.expanded(i) if isinstance(i, str) else "", types
    )


def _holds(value: Any) -> bool:
    return isinstance(value, (dict, list))
