"""Names of blank nodes, made of what a graph says of them: the same graph gives the same names, whatever its order.

Nodes are divided into classes by what is said of them, and classes by the classes of their neighbours, until nothing
divides them further. Nodes that remain alike are told apart one by one, each time with its neighbours.
"""

from __future__ import annotations

import hashlib
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DIGITS: Final = 12  # of the digest in a name
_Links = list[
    tuple[str, Any]
]  # the predicate, after "<" or ">" for its direction, and the node at the other end


def blank_names(triples: Iterable[tuple[Any, Any, Any]], blank: type, taken: Iterable[str]) -> dict[Any, str]:
    """A name for each blank node.

    Args:
        triples: The graph.
        blank: The type of blank nodes.
        taken: Names that other nodes have.
    """
    said: dict[Any, list[str]] = {}
    links: dict[Any, _Links] = {}
    for subject, predicate, value in triples:
        ends = [(">", subject, value), ("<", value, subject)]
        for direction, node, other in ends:
            if isinstance(node, blank):
                own = said.setdefault(node, [])
                if isinstance(other, blank):
                    links.setdefault(node, []).append((f"{direction}{predicate}", other))
                else:
                    own.append(f"{direction}{predicate} {' '.join(described(other))}")
    first = {node: _digest(sorted(lines)) for node, lines in said.items()}
    second = {
        node: _digest([first[node], *sorted(f"{name} {first[other]}" for name, other in links.get(node, ()))])
        for node in said
    }
    names: dict[Any, str] = {}
    used = set(taken)
    numbers: dict[str, Iterator[int]] = {}
    for node in _ordered(second, links):
        name = wish = f"blank-{second[node][:DIGITS]}"
        while name in used:
            name = f"{wish}-{next(numbers.setdefault(wish, count(2)))}"
        names[node] = name
        used.add(name)
    return names


def described(term: Any) -> tuple[str, ...]:
    """What a name or a literal says, in words that can be compared: rdflib does not write every name."""
    parts = (getattr(term, name, None) or "" for name in ("language", "datatype"))
    return (type(term).__name__, str(term), *map(str, parts))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _ordered(colours: Mapping[Any, str], links: Mapping[Any, _Links]) -> list[Any]:
    """The nodes in an order that depends on their colours and links only, as far as these tell them apart."""
    ranks = {colour: n for n, colour in enumerate(sorted(set(colours.values())))}
    classes = _Classes({node: ranks[colour] for node, colour in colours.items()})
    classes.refine(colours, links)
    while (node := classes.one_of_several()) is not None:
        classes.split_off(node)
        classes.refine([node], links)
    return sorted(colours, key=classes.of.__getitem__)


class _Classes:
    """Nodes in classes that have numbers."""

    def __init__(self, of: dict[Any, int]) -> None:
        self.of = of
        self.members: dict[int, dict[Any, None]] = {}
        for node, number in of.items():
            self.members.setdefault(number, {})[node] = None
        self._next = len(self.members)
        self._several = [number for number, members in self.members.items() if len(members) > 1]
        heapify(self._several)

    def one_of_several(self) -> Any:
        """The first node of the first class that has several; None if all classes have one."""
        while self._several and len(self.members[self._several[0]]) < 2:
            heappop(self._several)
        return next(iter(self.members[self._several[0]])) if self._several else None

    def split_off(self, node: Any) -> None:
        """Give a node a class of its own."""
        self._move([node], self.of[node])

    def refine(self, changed: Iterable[Any], links: Mapping[Any, _Links]) -> None:
        """Divide classes by their links to nodes whose class has changed, and so on."""
        while changed:
            seen: dict[Any, list[tuple[str, int]]] = {}
            for node in changed:
                for name, other in links.get(node, ()):
                    seen.setdefault(other, []).append((name, self.of[node]))
            touched: dict[int, dict[tuple[Any, ...], list[Any]]] = {}
            for node, found in seen.items():
                touched.setdefault(self.of[node], {}).setdefault(tuple(sorted(found)), []).append(node)
            changed = [node for number in sorted(touched) for node in self._divide(number, touched[number])]

    def _divide(self, number: int, groups: dict[tuple[Any, ...], list[Any]]) -> list[Any]:
        """Give groups of a class numbers of their own, all but the largest; those that moved."""
        rest = len(self.members[number]) - sum(map(len, groups.values()))
        sizes = {(): rest} | {key: len(group) for key, group in groups.items()}
        stays = max(sorted(sizes), key=sizes.__getitem__)
        moved: list[Any] = []
        if stays and rest:  # what was not touched leaves
            touched = {node for group in groups.values() for node in group}
            groups = {**groups, (): [node for node in self.members[number] if node not in touched]}
        for key in sorted(groups):
            if key != stays:
                moved += groups[key]
                self._move(groups[key], number)
        return moved

    def _move(self, nodes: list[Any], number: int) -> None:
        for node in nodes:
            del self.members[number][node]
            self.of[node] = self._next
        self.members[self._next] = dict.fromkeys(nodes)
        if len(nodes) > 1:
            heappush(self._several, self._next)
        self._next += 1
