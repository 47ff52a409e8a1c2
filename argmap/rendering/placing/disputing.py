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
    from collections.abc import Mapping, Sequence

    from argmap.rendering.cards.scene import Card, Cards, Holder
    from argmap.rendering.placing.tree import Step


@frozen
class Band:
    """A charge and what is said to it.

    Attributes:
        charge: The card of the charge, or "" for cards that answer none.
        left: What hangs from it on its own side, with it.
        right: What answers it, hanging from it as well; None if nobody answers.
    """

    charge: str
    left: Tree
    right: Tree | None = None


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
        return sum(band.right is not None for band in charges) / len(charges)


def dispute_of(scene: Cards, steps: Sequence[Step]) -> Dispute | None:
    """The dispute of a scene; None if no side answers another."""
    cards = {card.node: card for card in scene.shapes}
    pairs = [pair for step in steps if (pair := _conflict(step, cards))]
    sides = _sides(scene, cards, pairs)
    if sides is None:
        return None
    own, other = sides
    charges = _charges(cards, pairs, other)
    answers = [(step, a, b) for step, a, b in pairs if b in charges and cards[a].holder.side != other]
    if not answers:
        return None
    tree = _tree(scene, steps, charges, answers)
    bands = [_band(tree, charge, cards, other) for charge in charges if charge in tree.roots]
    thesis = next((card.node for card in scene.shapes if card.main), "")
    first = _top(tree, thesis)
    bands.sort(key=lambda band: band.charge != first)
    alone = [root for root in tree.roots if root not in charges]
    mains = [root for root in alone if cards[root].main]
    rest = [root for root in alone if not cards[root].main]
    around = [Band("", evolve(tree, roots=tuple(roots))) if roots else None for roots in (mains, rest)]
    found = [band for band in (around[0], *bands, around[1]) if band is not None]
    held = list(dict.fromkeys(card.holder for card in scene.shapes if card.holder.name))
    return Dispute(
        tree,
        tuple(found),
        tuple(holder for holder in held if holder.side == other),
        tuple(holder for holder in held if holder.side == own),
        sum(card.holder.side in sides for card in scene.shapes) / len(scene.shapes),
    )


def _conflict(step: Step, cards: Mapping[str, Card]) -> tuple[Step, str, str] | None:
    """The one card that attacks and the one that is attacked, if they are on different sides."""
    if step.kind not in CONFLICT or not len(step.sources) == len(step.targets) == 1:
        return None
    (source,), (target,) = step.sources, step.targets
    if source.node not in cards or target.node not in cards or target.port not in ("", "b"):
        return None
    if cards[source.node].holder.side == cards[target.node].holder.side:
        return None
    return step, source.node, target.node


def _sides(
    scene: Cards, cards: Mapping[str, Card], pairs: Sequence[tuple[Step, str, str]]
) -> tuple[str, str] | None:
    """The side of the thesis, and the one that it is most in conflict with."""
    thesis = next((card for card in scene.shapes if card.main and card.holder.side), None)
    if thesis is None:
        return None
    own = thesis.holder.side
    counts: Counter[str] = Counter()
    for _, a, b in pairs:
        sides = [cards[node].holder.side for node in (a, b)]
        if own in sides:
            counts.update(side for side in sides if side not in (own, ""))
    return (own, counts.most_common(1)[0][0]) if counts else None


def _charges(cards: Mapping[str, Card], pairs: Sequence[tuple[Step, str, str]], other: str) -> list[str]:
    """What the other side holds and is in conflict with the side of the thesis about, in the order of the document."""
    found = set()
    for _, a, b in pairs:
        for charge, answer in ((b, a), (a, b)):
            if cards[charge].holder.side == other and cards[answer].holder.side != other:
                found.add(charge)
    return [node for node in cards if node in found and not cards[node].main]


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


def _band(tree: Tree, charge: str, cards: Mapping[str, Card], other: str) -> Band:
    """The two halves of what hangs from a charge."""
    inner = tree.inner.get(charge, ())
    answers = [b for b in inner if b.step.kind in CONFLICT and cards[b.members[0]].holder.side != other]
    kept = [b for b in inner if b not in answers]
    left = evolve(tree, roots=(charge,), inner={**tree.inner, charge: kept})
    right = evolve(
        tree, roots=(charge,), inner={**tree.inner, charge: answers}, outer={**tree.outer, charge: ()}
    )
    return Band(charge, left, right if answers else None)


def _top(tree: Tree, node: str) -> str:
    """The root that a card hangs from in the end, also by way of lines that cards aim at."""
    members: dict[str, str] = {}
    for member, branch in tree.branch.items():
        members.setdefault(branch.step.hub, member)
    while node in tree.branch:
        end = tree.branch[node].end.node
        node = members.get(end, end)
    return node
