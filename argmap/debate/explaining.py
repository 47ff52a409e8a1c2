"""Why a claim counts as answered, in words."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.messages import listed
from argmap.model import Relation
from argmap.words import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.debate.answers import Answer
    from argmap.model import ArgumentMap

NAMED: Final = 4
"""How many ids a sentence names; more are counted."""


class Place(Enum):
    """Where an answer meets a claim."""

    ITSELF = auto()
    REPHRASED = auto()
    STEP_TO = auto()
    REASON = auto()
    PREMISE = auto()
    STEP_FROM = auto()
    BEHIND = auto()


_ROLES: Final = {
    Place.ITSELF: "which says the same",
    Place.REPHRASED: "in which others rephrase it",
    Place.STEP_TO: "which leads to it",
    Place.REASON: "a reason for it",
    Place.PREMISE: "one of {} linked reasons for it",
    Place.STEP_FROM: "which leads from it",
    Place.BEHIND: "on which a reason for it rests",
}
"""What an element that is answered is to the claim, unless it is the claim."""


@frozen
class Aim:
    """A place where a claim may be answered, and the answers there.

    Attributes:
        place: Which.
        id: Id of the element.
        answers: What bears against it.
        linked: How many premises a reason is one of.
    """

    place: Place
    id: str
    answers: Sequence[Answer] = field(eq=False)
    linked: int = 1


def explained(m: ArgumentMap, claim: str, others: Sequence[Aim], own: Sequence[Aim]) -> str:
    """Why a claim is answered, partly answered or unanswered.

    Args:
        m: The map.
        claim: Its id.
        others: The places where another side answers.
        own: Those where its own side bears against it.
    """
    against = dict.fromkeys(_linked(a.given) for aim in own for a in aim.answers)
    if not others:
        return (
            f"only its own side bears against it, with {_some(against)}" if against else "nobody answers it"
        )
    clauses = [clause for aim in others for clause in _clauses(m, claim, aim)]
    if not any(aim.place is Place.ITSELF for aim in others):
        clauses[0] = f"not answered itself, but {clauses[0]}"
    turned = [
        f"{_linked(a.given)} is attacked in turn by {_some(a.attacked_by)}"
        for a in {a.given: a for aim in others for a in aim.answers}.values()
        if a.attacked_by
    ]
    beside = [f"its own side bears against it with {_some(against)}, which is no answer"] if against else []
    return "; ".join([*_cut(clauses), *_cut(turned), *beside])


def _clauses(m: ArgumentMap, claim: str, aim: Aim) -> Iterator[str]:
    """Who answers there with what, and on what evidence."""
    groups: dict[tuple[tuple[str, ...], str], dict[tuple[str, ...], list[Answer]]] = {}
    for answer in aim.answers:
        groups.setdefault((answer.held_by, answer.to), {}).setdefault(answer.evidence, []).append(answer)
    for (held_by, to), by_evidence in groups.items():
        who = names_of(m, held_by) or "somebody unnamed"
        what = [
            f"with {_some(dict.fromkeys(_linked(a.given) for a in answers))}, "
            + (f"on evidence {_some(evidence)}" if evidence else "without evidence")
            for evidence, answers in by_evidence.items()
        ]
        yield f"{who} answers {_aimed_at(m, claim, aim, to)} {', and '.join(_cut(what))}"


def _aimed_at(m: ArgumentMap, claim: str, aim: Aim, to: str) -> str:
    """What an answer aims at, seen from the claim."""
    if to == claim:
        return "it"
    found = m[to]
    if isinstance(found, Relation) and aim.place is Place.ITSELF:
        return f"its step from {_linked(found.sources)}"
    if isinstance(found, Relation) and aim.place is Place.STEP_TO:
        return f"the step from {_linked(found.sources)} to it"
    if isinstance(found, Relation) and aim.place is Place.STEP_FROM:
        return f"the step from it to {_some(_named(m, i) for i in found.targets)}"
    return f"{_named(m, to)}, {_ROLES[aim.place].format(aim.linked)},"


def _named(m: ArgumentMap, i: str) -> str:
    """An element by its id; a relation by what it joins."""
    found = m[i]
    if not isinstance(found, Relation):
        return i
    return f"the step from {_linked(found.sources)} to {_linked(found.targets)}"


def _linked(ids: Sequence[str]) -> str:
    return _some(ids) if len(ids) > NAMED else "+".join(ids) or "nothing"


def _some(ids: Iterable[str]) -> str:
    """Ids in a sentence: a few, and how many more."""
    names = list(ids)
    if len(names) > NAMED:
        return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
    return listed(names) or "nothing"


def _cut(clauses: Sequence[str]) -> list[str]:
    """A few clauses, and how many more."""
    more = len(clauses) - NAMED
    return [*clauses] if more <= 0 else [*clauses[: NAMED - 1], f"{more + 1} more"]
