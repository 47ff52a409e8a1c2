"""Which card hangs below which: a tree of cards for layouts that read from top to bottom.

Every card is hung once, below what it bears on if that can be; an accusation may hang below its answer instead. What a
tree cannot show becomes a row in both cards.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from argmap.model.kinds import RelationKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.rendering.cards.lines import End, Line
    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.looks import RelationLook

CONFLICT: Final = frozenset(
    {RelationKind.ATTACK, RelationKind.UNDERCUT, RelationKind.CONTRARY, RelationKind.CONTRADICTION}
)


@frozen
class Step:
    """A relation as the picture has it.

    Attributes:
        sources, targets: Its ends; the node of an end is a card, or the dot of another relation.
        hub: Its own dot, or "" if a line can join its ends.
        lines: Its lines by their positions in the scene, under the node at the end that is no dot of its own.
    """

    relation: str
    kind: RelationKind
    look: RelationLook
    sources: tuple[End, ...]
    targets: tuple[End, ...]
    hub: str
    lines: Mapping[str, int]


@frozen
class Branch:
    """Cards that hang below another by one relation; several if they count together.

    Attributes:
        members: The cards, in the order of the document.
        end: What they hang from: a card, a row of it, or the dot of a relation.
        aim: The name of what the relation has there; not that of the card if a row stands for another relation.
        backwards: Whether they are what the relation bears on, and the card above is its source.
    """

    step: Step
    members: tuple[str, ...]
    end: End
    aim: str
    backwards: bool = False


@frozen
class Tree:
    """What hangs where.

    Attributes:
        roots: The cards that hang below nothing, in the order of reading.
        inner: By card, what hangs from its claim, in the order of the document.
        outer: By card, what hangs from rows of it.
        onto: By dot of a relation, what hangs from it.
        branch: By card, the branch that it is a member of.
        aimed: By relation that only rows tell of, the port of the row that something hangs from.
    """

    roots: tuple[str, ...]
    inner: Mapping[str, Sequence[Branch]]
    outer: Mapping[str, Sequence[Branch]]
    onto: Mapping[str, Sequence[Branch]]
    branch: Mapping[str, Branch]
    aimed: Mapping[str, str]


def steps_of(scene: Cards) -> list[Step]:
    """The relations of a scene, in its order."""
    hubs = {junction.relation: junction.node for junction in scene.junctions}
    found: dict[str, tuple[dict[End, int], dict[End, int]]] = {}
    first: dict[str, Line] = {}
    for n, line in enumerate(scene.lines):
        first.setdefault(line.relation, line)
        sources, targets = found.setdefault(line.relation, ({}, {}))
        if line.tail:
            sources[line.start] = n
        if line.head:
            targets[line.end] = n
    steps = []
    for relation, (sources, targets) in found.items():
        line = first[relation]
        lines = {end.node: n for ends in (targets, sources) for end, n in ends.items()}
        step = Step(relation, line.kind, line.look, (*sources,), (*targets,), hubs.get(relation, ""), lines)
        steps.append(step)
    return steps


def tree_of(scene: Cards, steps: Sequence[Step]) -> Tree:
    """The tree of a scene: theses first, everything as near to them as it can be."""
    growing = Growing.of(scene, steps)
    for card in scene.shapes:
        if card.main:
            growing.root(card.node)
            growing.grow()
    growing.plant(scene, turned=True)
    return growing.tree()


@define
class Growing:
    """A tree while cards are hung into it.

    Attributes:
        order: The cards, in the order of the document.
        main: The theses.
        into, out: By card or dot, the steps that aim at it and come from it.
        branch: By card, the branch that it hangs by.
        placed: The cards that have a place.
        used: The relations of branches.
        left: By relation, how many of its sources have no place yet.
        queue: Cards and dots below which nothing has been hung yet.
        answered: Cards of which it is open whether what they bear on hangs below them.
        aside: Steps all of whose sources have a place.
        aimed: By relation that only rows tell of, the port of the row that something hangs from.
    """

    order: dict[str, int]
    main: set[str]
    into: dict[str, list[Step]]
    out: dict[str, list[Step]]
    roots: list[str] = field(factory=list)
    branches: list[Branch] = field(factory=list)
    branch: dict[str, Branch] = field(factory=dict)
    placed: dict[str, None] = field(factory=dict)
    used: set[str] = field(factory=set)
    left: dict[str, int] = field(factory=dict)
    queue: deque[str] = field(factory=deque)
    answered: deque[str] = field(factory=deque)
    aside: deque[Step] = field(factory=deque)
    aimed: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, scene: Cards, steps: Sequence[Step]) -> Growing:
        """A tree without cards."""
        into: dict[str, list[Step]] = {}
        out: dict[str, list[Step]] = {}
        for step in steps:
            for node in dict.fromkeys(end.node for end in step.targets):
                into.setdefault(node, []).append(step)
            for node in dict.fromkeys(end.node for end in step.sources):
                out.setdefault(node, []).append(step)
        order = {card.node: n for n, card in enumerate(scene.shapes)}
        growing = cls(order, {card.node for card in scene.shapes if card.main}, into, out)
        for step in steps:
            growing.left[step.relation] = sum(end.node in order for end in step.sources)
        return growing

    def root(self, node: str) -> None:
        """Begin a tree with a card, unless it hangs somewhere."""
        if node not in self.placed:
            self.roots.append(node)
            self.place(node)

    def place(self, node: str) -> None:
        """Give a card its place."""
        self.placed[node] = None
        self.queue.append(node)
        self.answered.append(node)
        for step in self.out.get(node, ()):
            self.left[step.relation] -= 1
            if not self.left[step.relation] and step.hub:
                self.aside.append(step)

    def grow(self) -> None:
        """Hang everything below what it bears on, the nearest first."""
        while self.queue:
            node = self.queue.popleft()
            for step in self.into.get(node, ()):
                end = next(end for end in step.targets if end.node == node)
                self.hang(step, end, node)

    def hang(self, step: Step, end: End, aim: str) -> None:
        """Hang the sources of a step that hang nowhere yet from one of its ends."""
        if step.relation in self.used:
            return
        members = {end.node for end in step.sources} - self.placed.keys()
        cards = sorted(members & self.order.keys(), key=self.order.__getitem__)
        if cards:
            self.add(Branch(step, tuple(cards), end, aim))

    def add(self, branch: Branch) -> None:
        """Hang a branch."""
        self.used.add(branch.step.relation)
        self.branches.append(branch)
        for node in branch.members:
            self.branch[node] = branch
            self.place(node)
        if branch.step.hub:
            self.queue.append(branch.step.hub)

    def plant(self, scene: Cards, *, turned: bool) -> None:
        """Hang all that is left, below new roots where need be: first those that bear on nothing."""
        self.answer(turned=turned)
        nodes = [card.node for card in scene.shapes]
        for node in (*(n for n in nodes if n not in self.out), *nodes):
            self.root(node)
            self.answer(turned=turned)

    def answer(self, *, turned: bool) -> None:
        """Hang what answers are given to below the answers, what theses bear on below those, and so on."""
        self.grow()
        while self.answered or self.aside:
            if self.answered:
                node = self.answered.popleft()
                if turned:
                    self.turn(node)
            else:
                self.set_aside(self.aside.popleft())
            self.grow()

    def turn(self, node: str) -> None:
        """Hang below a card what it bears on, if that is an answer or the card a thesis."""
        for step in self.out.get(node, ()):
            simple = len(step.sources) == len(step.targets) == 1 and step.relation not in self.used
            if simple and (step.kind in CONFLICT or node in self.main):
                (source,), (target,) = step.sources, step.targets
                free = target.node in self.order and target.node not in self.placed
                if free and target.port in ("", "b"):
                    self.add(Branch(step, (target.node,), source, source.node, backwards=True))

    def set_aside(self, step: Step) -> None:
        """Hang what aims at a step that the tree does not show from the row that tells of it."""
        aims = self.into.get(step.hub, ())
        if step.relation in self.used or not aims:
            return
        card = next(end.node for end in step.sources if end.node in self.order)
        port = f"m{len(self.aimed)}"
        for other in aims:
            end = step.sources[0]._replace(node=card, port=port)
            before = len(self.branches)
            self.hang(other, end, step.hub)
            if len(self.branches) > before:
                self.aimed[step.relation] = port

    def tree(self) -> Tree:
        """The tree as it is now."""
        inner: dict[str, list[Branch]] = {}
        outer: dict[str, list[Branch]] = {}
        onto: dict[str, list[Branch]] = {}
        for branch in sorted(self.branches, key=lambda b: self.order[b.members[0]]):
            node, port = branch.end
            if node not in self.order:
                onto.setdefault(node, []).append(branch)
            elif port in ("", "b") or branch.backwards:
                inner.setdefault(node, []).append(branch)
            else:
                outer.setdefault(node, []).append(branch)
        for branches in outer.values():  # what aims at lower rows first, so that lines do not cross
            branches.sort(key=lambda b: -_row(b.end))
        return Tree(tuple(self.roots), inner, outer, onto, self.branch, self.aimed)


def _row(end: End) -> int:
    """How far down a card a row is: those about relations are below those of evidence."""
    return int(end.port[1:]) + (1_000_000 if end.port[0] == "m" else 0)
