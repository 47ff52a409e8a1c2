"""Who accuses whom, and what is answered: the cards of a dispute, in bands of an accusation and its answers.

One side is that of the thesis; the other is the one that it is most in conflict with. What the other side holds and is
in conflict about is a charge; what attacks a charge is an answer to it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from argmap.rendering.placing.tree import CONFLICT, Branch, Growing, Tree

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from argmap.rendering.cards.scene import Cards, Holder
    from argmap.rendering.placing.tree import Step


@frozen
class Band:
    """A charge and what is said to it.

    Attributes:
        charge: The card of the charge, or "" for cards that answer none.
        left: What hangs from it on its own side, with it.
        right: What answers it, hanging from it as well; None if that is elsewhere, or nobody answers.
        silent: Whether nobody answers.
    """

    charge: str
    left: Tree
    right: Tree | None = None
    silent: bool = False


@frozen
class Dispute:
    """A dispute as bands, from top to bottom.

    Attributes:
        tree: All of it.
        others, own: The holders on the left and on the right.
        shared: The part of the cards that these hold.
    """

    tree: Tree
    bands: tuple[Band, ...]
    others: tuple[Holder, ...]
    own: tuple[Holder, ...]
    shared: float

    @property
    def answered(self) -> float:
        """The part of the charges that somebody answers."""
        charges = [band for band in self.bands if band.charge]
        return sum(not band.silent for band in charges) / len(charges)


def dispute_of(scene: Cards, steps: Sequence[Step], between: tuple[str, str] | None = None) -> Dispute | None:
    """The dispute of a scene; None if no side answers another.

    ``between`` are the ids of a party whose charges these are and of one that answers; by default the side that the
    thesis is most in conflict with, and that of the thesis.
    """
    camps = _camps(scene, between)
    pairs = [pair for step in steps if (pair := _conflict(step, camps))]
    sides = _sides(scene, camps, pairs) if between is None else _named(scene, camps, between)
    if sides is None:
        return None
    own, other = sides
    if between is not None:
        pairs = [pair for pair in pairs if {camps[pair[1]], camps[pair[2]]} == {own, other}]
    kept = {card.node for card in scene.shapes if card.main and between is None}
    charges = [node for node in _charges(scene, camps, pairs, other) if node not in kept]
    answers = [(step, a, b) for step, a, b in pairs if b in charges and camps[a] != other]
    if not answers:
        return None
    tree = _tree(scene, steps, charges, answers)
    heard = _heard(steps, camps, other)
    bands = [_band(tree, charge, camps, other, heard) for charge in charges if charge in tree.roots]
    first = _top(tree, next((card.node for card in scene.shapes if card.main), ""))
    bands.sort(key=lambda band: band.charge != first)
    main = {card.node for card in scene.shapes if card.main}
    alone = [root for root in tree.roots if root not in charges]
    groups = [root for root in alone if root in main], [root for root in alone if root not in main]
    around = [Band("", evolve(tree, roots=tuple(roots))) if roots else None for roots in groups]
    found = [band for band in (around[0], *bands, around[1]) if band is not None]
    held = {card.holder: camps[card.node] for card in scene.shapes if card.holder.name}
    return Dispute(
        tree,
        tuple(found),
        tuple(holder for holder, camp in held.items() if camp == other),
        tuple(holder for holder, camp in held.items() if camp == own),
        sum(camp in sides for camp in camps.values()) / len(camps),
    )


def _camps(scene: Cards, between: tuple[str, str] | None) -> dict[str, str]:
    """With whom the holder of each card stands: its side, or itself if both who face each other are of one side."""
    sides = {card.holder.id: card.holder.side for card in scene.shapes}
    apart = between is not None and len({sides.get(i) for i in between}) == 1
    alone = {*(between or ())} if apart else set()
    return {
        card.node: f"\0{card.holder.id}" if card.holder.id in alone else card.holder.side
        for card in scene.shapes
    }


def _named(scene: Cards, camps: Mapping[str, str], between: tuple[str, str]) -> tuple[str, str] | None:
    """The side that answers and the side that is answered, by parties of them."""
    found = {card.holder.id: camps[card.node] for card in scene.shapes}
    other, own = (found.get(i) for i in between)
    return None if other is None or own is None else (own, other)


def _conflict(step: Step, camps: Mapping[str, str]) -> tuple[Step, str, str] | None:
    """The one card that attacks and the one that is attacked, if they are on different sides."""
    if step.kind not in CONFLICT or not len(step.sources) == len(step.targets) == 1:
        return None
    (source,), (target,) = step.sources, step.targets
    if source.node not in camps or target.node not in camps or target.port not in ("", "b"):
        return None
    if camps[source.node] == camps[target.node]:
        return None
    return step, source.node, target.node


def _heard(steps: Sequence[Step], camps: Mapping[str, str], other: str) -> set[str]:
    """The cards that something of another side answers: them, evidence in them, or a step that they take."""
    hubs = {step.hub: step for step in steps if step.hub}
    found: set[str] = set()
    for step in steps:
        if step.kind not in CONFLICT:
            continue
        both = ((step.sources, step.targets), (step.targets, step.sources))
        for froms, aims in both if step.look.tail != "none" else both[:1]:
            if any(camps.get(end.node, other) != other for end in froms):
                for end in aims:
                    onto = hubs[end.node].sources if end.node in hubs else ()
                    found.update(at.node for at in (end, *onto))
    return found


def _sides(
    scene: Cards, camps: Mapping[str, str], pairs: Sequence[tuple[Step, str, str]]
) -> tuple[str, str] | None:
    """The side of the thesis, and the one that it is most in conflict with."""
    own = next((camps[card.node] for card in scene.shapes if card.main and card.holder.side), None)
    if own is None:
        return None
    counts: Counter[str] = Counter()
    for _, a, b in pairs:
        sides = [camps[node] for node in (a, b)]
        if own in sides:
            counts.update(side for side in sides if side not in (own, ""))
    return (own, counts.most_common(1)[0][0]) if counts else None


def _charges(
    scene: Cards, camps: Mapping[str, str], pairs: Sequence[tuple[Step, str, str]], other: str
) -> list[str]:
    """What the other side holds and is in conflict about, in the order of the document."""
    found = set()
    for _, a, b in pairs:
        for charge, answer in ((b, a), (a, b)):
            if camps[charge] == other and camps[answer] != other:
                found.add(charge)
    return [card.node for card in scene.shapes if card.node in found]


def _tree(
    scene: Cards, steps: Sequence[Step], charges: Sequence[str], answers: Sequence[tuple[Step, str, str]]
) -> Tree:
    """A tree with charges as roots and answers right below them: each below the charge that has the fewest."""
    growing = Growing.of(scene, steps)
    for charge in charges:
        growing.root(charge)
    to: Counter[str] = Counter(b for _, _, b in answers)
    order = {card.node: n for n, card in enumerate(scene.shapes)}
    chosen: dict[str, tuple[Step, str]] = {}
    for step, a, b in sorted(answers, key=lambda answer: (to[answer[2]], order[answer[2]])):
        chosen.setdefault(a, (step, b))
    for a in sorted(chosen, key=order.__getitem__):
        step, b = chosen[a]
        if a not in growing.placed and step.relation not in growing.used:
            growing.add(Branch(step, (a,), step.targets[0], b))
    mains = [card.node for card in scene.shapes if card.main]
    for node in mains:
        growing.root(node)
    growing.grow()
    growing.plant(scene, turned=False)
    return growing.tree()


def _band(tree: Tree, charge: str, camps: Mapping[str, str], other: str, heard: Container[str]) -> Band:
    """The two halves of what hangs from a charge."""
    inner = tree.inner.get(charge, ())
    answers = [b for b in inner if b.step.kind in CONFLICT and camps[b.members[0]] != other]
    kept = [b for b in inner if b not in answers]
    left = evolve(tree, roots=(charge,), inner={**tree.inner, charge: kept})
    right = evolve(
        tree, roots=(charge,), inner={**tree.inner, charge: answers}, outer={**tree.outer, charge: ()}
    )
    return Band(charge, left, right if answers else None, charge not in heard)


def _top(tree: Tree, node: str) -> str:
    """The root that a card hangs from in the end, also by way of lines that cards aim at."""
    members: dict[str, str] = {}
    for member, branch in tree.branch.items():
        members.setdefault(branch.step.hub, member)
    while node in tree.branch:
        end = tree.branch[node].end.node
        node = members.get(end, end)
    return node
