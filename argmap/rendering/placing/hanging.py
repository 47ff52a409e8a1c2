"""A tree of cards as a hanging list: cards in the order of reading, how far each is indented, and where rails run.

A rail runs down from what cards hang from, at the left of them. Those of a claim are in the gutter that its indented
cards leave; those of a row, or of the dot on a line, are next to the cards that hang from it, which stand below the
card itself.
Lengths are those of the setting of cards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.rendering.placing.tree import Branch, Tree

EDGE: Final = 6.0  # from the left of a card to its outermost rail
APART: Final = 8.0  # between two rails of a card
CLEAR: Final = 7.0  # from the innermost rail to the cards that hang from it
BOTH: Final = 14.0  # more than that for a line with heads at both ends that leads straight to a card
SLOT: Final = 7.0  # between rails next to cards
STACKED: Final = 14.0  # from the left of a card to the line of an only card, which is right below
BESIDE: Final = STACKED + 8  # from there to words beside that line


@frozen
class Rail:
    """What a line runs down for: cards that hang from one end by one kind of relation.

    Attributes:
        branches: What hangs from it, from top to bottom.
        x: Where it runs.
        owner: The position of the card that it begins at.
        port: The row that it begins at, or "" for the foot of the card.
        joint: The dot that it begins at, or "".
        last: The position of the last card that it reaches.
        stacked: Whether it is the short line of an only card.
        beside: Whether it begins at the right of the card, not at its foot.
    """

    branches: tuple[Branch, ...]
    x: float
    owner: int
    port: str
    joint: str
    last: int
    stacked: bool = False
    beside: bool = False


@frozen
class Hanging:
    """Cards in the order of reading.

    Attributes:
        nodes: Their names.
        lefts: How far each is indented.
        above: For each the position of the card that it hangs from, or -1.
        only: Whether each is the only card below the one before.
        rails: Where lines run.
        brackets: By relation of several cards, where the line runs that joins them.
        joints: By dot, where it is.
    """

    nodes: tuple[str, ...]
    lefts: tuple[float, ...]
    above: tuple[int, ...]
    only: tuple[bool, ...]
    rails: tuple[Rail, ...]
    brackets: Mapping[str, float]
    joints: Mapping[str, float]


def hanging_of(tree: Tree, *, stacked: bool = False, absent: str = "", spread: float = 0) -> Hanging:
    """The hanging list of a tree.

    Args:
        tree: What hangs where.
        stacked: Whether an only card is right below its own without an indentation.
        absent: A card that is elsewhere, so that nothing can be right below it.
        spread: How much further right than usual everything is that hangs from a claim: the width of cards, where
            reasons are right of what they bear on.
    """
    listing = _Listing(tree, _order(tree))
    listing.count()
    listing.indent(stacked=stacked, absent=absent, spread=spread)
    return listing.hanging()


def _order(tree: Tree) -> list[str]:
    """The cards in the order of reading: each, what hangs from it, and then what hangs from its rows and its line."""
    nodes: list[str] = []
    waiting: list[tuple[str, str]] = [("card", root) for root in reversed(tree.roots)]
    while waiting:
        what, name = waiting.pop()
        if what == "hub":
            waiting += _members(tree, tree.onto.get(name, ()))
            continue
        nodes.append(name)
        waiting += _members(tree, tree.outer.get(name, ()))
        waiting += _members(tree, tree.inner.get(name, ()))
    return nodes


def _members(tree: Tree, branches: Sequence[Branch]) -> list[tuple[str, str]]:
    """The cards of branches and the dots of their relations, the last one first."""
    found = []
    for branch in reversed(branches):
        if branch.step.hub in tree.onto:
            found.append(("hub", branch.step.hub))
        found += (("card", node) for node in reversed(branch.members))
    return found


def _rails(branches: Sequence[Branch]) -> list[list[Branch]]:
    """Branches by what they hang from and how."""
    groups: dict[tuple[object, ...], list[Branch]] = {}
    for branch in branches:
        groups.setdefault((branch.end, branch.step.kind, branch.step.look, branch.backwards), []).append(
            branch
        )
    return list(groups.values())


@define
class _Listing:
    """The hanging list while it is made."""

    tree: Tree
    nodes: list[str]
    at: dict[str, int] = field(init=False)
    beside: dict[str, int] = field(factory=dict)  # by card, the rails next to it
    around: dict[str, int] = field(factory=dict)  # by relation, the rails next to its cards
    slot: dict[int, int] = field(factory=dict)  # by the first branch of a rail
    left: dict[str, float] = field(factory=dict)
    above: dict[str, str] = field(factory=dict)
    only: set[str] = field(factory=set)
    rails: list[Rail] = field(factory=list)
    brackets: dict[str, float] = field(factory=dict)
    joints: dict[str, float] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.at = {node: n for n, node in enumerate(self.nodes)}

    def count(self) -> None:
        """How many rails run next to each card, from the last card to the first, as those within come later."""
        for node in reversed(self.nodes):
            self.beside[node] = self._slots(0, self.tree.outer.get(node, ()))
            branch = self.tree.branch.get(node)
            if branch is not None and branch.members[0] == node:
                beside = max(self.beside[member] for member in branch.members)
                beside += len(branch.members) > 1
                onto = self.tree.onto.get(branch.step.hub, ()) if branch.step.hub else ()
                self.around[branch.step.relation] = self._slots(beside, onto)

    def _slots(self, taken: int, branches: Sequence[Branch]) -> int:
        for rail in _rails(branches):
            taken = max(taken, *(self.around[branch.step.relation] for branch in rail)) + 1
            self.slot[id(rail[0])] = taken
        return taken

    def indent(self, *, stacked: bool, absent: str, spread: float) -> None:
        """Where each card begins, and the rails of what hangs from it, from the first card to the last."""
        for node in self.nodes:
            if node not in self.left:
                self.left[node] = self.beside[node] * SLOT
            beside = bool(spread) or node == absent
            inner = self.tree.inner.get(node, ())
            self._within(node, inner, stacked=stacked and not beside, beside=beside, spread=spread)
            self._beside(node, self.tree.outer.get(node, ()))
            branch = self.tree.branch.get(node)
            if branch is not None and branch.members[0] == node:
                self._meet(branch)

    def _within(
        self, node: str, branches: Sequence[Branch], *, stacked: bool, beside: bool, spread: float
    ) -> None:
        """Indent what hangs from the claim of a card."""
        if not branches:
            return
        left, rails, first = self.left[node], _rails(branches), branches[0].members[0]
        lone = len(branches) == 1 and len(branches[0].members) == 1
        if lone and self.at[first] == self.at[node] + 1:
            self.only.add(first)
        headed = branches[0].step.look.tail != "none"  # at both ends, which needs more room
        if stacked and lone and not headed and not self.around[branches[0].step.relation]:
            self._hang(branches[0], node, left)
            self._rail(branches, left + STACKED, node, stacked=True)
            return
        around = max(self.around[branch.step.relation] for branch in branches)
        left += spread
        inside = left + EDGE + (len(rails) - 1) * APART + around * SLOT + CLEAR
        if beside and any(branch.step.look.tail != "none" for branch in branches):
            inside += BOTH
        for branch in branches:
            self._hang(branch, node, inside)
        # The innermost rail is the one that ends first, or begins first at the side of the card: it is crossed least.
        rails.sort(key=lambda rail: -self.at[rail[0 if beside else -1].members[0]])
        for n, rail in enumerate(rails):
            self._rail(rail, left + EDGE + n * APART, node, beside=beside)

    def _beside(self, node: str, branches: Sequence[Branch], joint: str = "") -> None:
        """Put what hangs from a row of a card, or from the dot on its line, below the card itself."""
        for rail in _rails(branches):
            for branch in rail:
                self._hang(branch, node, self.left[node])
            port = "" if joint else rail[0].end.port
            self._rail(rail, self._next_to(node, self.slot[id(rail[0])]), node, port=port, joint=joint)

    def _next_to(self, node: str, slot: int) -> float:
        return self.left[node] - CLEAR - (slot - 1) * SLOT

    def _meet(self, branch: Branch) -> None:
        """Where the cards of a branch meet, and what aims at that."""
        first, hub = branch.members[0], branch.step.hub
        if len(branch.members) > 1:
            beside = max(self.beside[member] for member in branch.members)
            self.brackets[branch.step.relation] = self.joints[hub] = self._next_to(first, beside + 1)
        if onto := self.tree.onto.get(hub):
            self.joints[hub] = self._next_to(first, self.slot[id(_rails(onto)[0][0])])
            self._beside(first, onto, hub)

    def _hang(self, branch: Branch, above: str, left: float) -> None:
        for member in branch.members:
            self.left[member] = left
            self.above[member] = above

    def _rail(
        self,
        rail: Sequence[Branch],
        x: float,
        node: str,
        *,
        port: str = "",
        joint: str = "",
        stacked: bool = False,
        beside: bool = False,
    ) -> None:
        last = self.at[rail[-1].members[0]]
        self.rails.append(Rail(tuple(rail), x, self.at[node], port, joint, last, stacked, beside))

    def hanging(self) -> Hanging:
        return Hanging(
            tuple(self.nodes),
            tuple(self.left[node] for node in self.nodes),
            tuple(self.at[self.above[node]] if node in self.above else -1 for node in self.nodes),
            tuple(node in self.only for node in self.nodes),
            tuple(self.rails),
            self.brackets,
            self.joints,
        )
