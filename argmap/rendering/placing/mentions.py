"""What a tree of cards cannot show by a line, as rows in the cards at both ends: "attacks X2", "attacked by C3"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.rendering.relating import Place, Rows, called, joined
from argmap.words import PASSIVES, VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.rendering.cards.lines import End
    from argmap.rendering.cards.scene import Cards
    from argmap.rendering.placing.tree import Branch, Step, Tree
    from argmap.rendering.relating import Mention


def mentions_of(scene: Cards, steps: Sequence[Step], tree: Tree) -> dict[str, tuple[Mention, ...]]:
    """By card, the rows about relations that the tree does not show, or not with all of their ends."""
    drawn: dict[str, Branch] = {}
    for branches in (*tree.inner.values(), *tree.outer.values(), *tree.onto.values()):
        drawn |= {branch.step.relation: branch for branch in branches}
    names = _Names(scene, steps)
    rows = Rows()
    for step in steps:
        branch = drawn.get(step.relation)
        sources, targets = _seen(step, branch)
        _at_sources(rows, names, step, sources, targets, tree.aimed.get(step.relation, ""))
        _at_targets(rows, names, step, sources, targets)
    return rows.mentions()


def _seen(step: Step, branch: Branch | None) -> tuple[set[End], set[End]]:
    """The sources and targets that a line shows."""
    if branch is None:
        return set(), set()
    members = set(branch.members)
    near, far = (step.targets, step.sources) if branch.backwards else (step.sources, step.targets)
    hung = {end for end in near if end.node in members}
    above = {branch.end} if branch.end in far else {end for end in far if end.node == branch.aim}
    return (above, hung) if branch.backwards else (hung, above)


def _at_sources(
    rows: Rows, names: _Names, step: Step, sources: set[End], targets: set[End], port: str
) -> None:
    for end in step.sources:
        place = names.place(end, "" if end in sources else port)
        missed = [t for t in step.targets if end not in sources or t not in targets]
        others = [s for s in step.sources if s != end and (end not in sources or s not in sources)]
        if place and (missed or others or not step.targets):
            verb, aims = names.lead(end) + step.look.word, map(names.of, missed or step.targets)
            rows.add(place, step.look, verb, aims, [*map(names.of, others)])


def _at_targets(rows: Rows, names: _Names, step: Step, sources: set[End], targets: set[End]) -> None:
    passive = PASSIVES[step.kind]
    if step.look.word != VERBS[step.kind]:
        passive = f"{step.look.word} (from):"
    for end in step.targets:
        place = names.place(end, "")
        missed = [s for s in step.sources if end not in targets or s not in sources]
        others = [s for s in step.sources if s not in missed]
        if place and (missed or not step.sources):
            more = [*map(names.of, others)] if end in targets else []
            rows.add(place, step.look, names.lead(end) + passive, map(names.of, missed), more)


class _Names:
    """What ends of relations are called, and in which card something is said of them."""

    def __init__(self, scene: Cards, steps: Sequence[Step]) -> None:
        self._cards = {card.node: card for card in scene.shapes}
        self._steps = {step.hub: step for step in steps if step.hub}
        self._bare = {dot.node: dot.relation for dot in scene.junctions}  # of relations without ends, too

    def of(self, end: End) -> str:
        """What a card or a row is called; of a relation, what its ends are."""
        if card := self._cards.get(end.node):
            said = card.rows[int(end.port[1:])] if end.port.startswith("r") else card
            return called(said.label, said.text)
        step = self._steps.get(end.node)
        if step is None:
            return self._bare[end.node]
        return joined(map(self._id, step.sources), map(self._id, step.targets))

    def _id(self, end: End) -> str:
        return self.of(end) if end.node in self._cards else self._bare[end.node]

    def place(self, end: End, port: str) -> Place | None:
        """The card that a row about an end is in; of a relation, the first of its cards."""
        waiting, seen = [end], {end.node}
        while waiting:
            at = waiting.pop()
            if at.node in self._cards:
                return Place(at.node, port if at == end else "")
            step = self._steps.get(at.node)
            if step is None:
                continue
            more = [e for e in (*step.sources, *step.targets) if e.node not in seen]
            seen.update(e.node for e in more)
            waiting += reversed(more)
        return None

    def lead(self, end: End) -> str:
        """What a row says first if it is not about the whole card."""
        if end.node not in self._cards or end.port.startswith("r"):
            return f"{self.of(end)}: "
        return ""
