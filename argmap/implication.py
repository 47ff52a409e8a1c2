"""What follows from the structure of arguments: relations that a map implies without stating them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from argmap.ids import unique_id
from argmap.model import Argument, Claim, Evidence, Relation, RelationKind
from argmap.model.kinds import SUPPORTING
from argmap.model.map import must_be_map
from argmap.model.relations import link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from argmap.model import ArgumentMap

# What a relation between statements means for the arguments that they belong to.
_LIFTED = {
    RelationKind.SUPPORT: RelationKind.SUPPORT,
    RelationKind.ENTAILMENT: RelationKind.SUPPORT,
    RelationKind.ATTACK: RelationKind.ATTACK,
    RelationKind.CONTRARY: RelationKind.ATTACK,
    RelationKind.CONTRADICTION: RelationKind.ATTACK,
    RelationKind.UNDERCUT: RelationKind.UNDERCUT,
}


class _Link(NamedTuple):
    """What bears on what, and how."""

    kind: RelationKind
    sources: tuple[str, ...]
    target: str


def implied(map: ArgumentMap) -> tuple[Relation, ...]:
    """The relations that follow from the inference steps of arguments and are not in the map.

    A premise of an argument (a source of a step that no earlier step concludes) supports the argument; the
    argument supports its main conclusion, the target of its last step, or bears on it as that step does. What
    bears on a premise bears on the argument; what the main conclusion bears on, the argument bears on; both
    hold together between arguments. Contraries and contradictions count as attacks from either end,
    entailment as support, and an undercut of a step is one of its argument. An argument whose conclusion
    bears on its own premise does not bear on itself. Linked premises of a relation stay linked.

    These are the implicit relations of Argdown (``deriveImplicitRelations`` of @argdown/core 2.0), for all
    statements and arguments together.

    Args:
        map: The map.

    Returns:
        Each of them once: first what arguments are made of, in the order of the arguments, then what follows
        from each relation, in the order of the relations. Ids name what they join, as those of verbs do; one
        that the map uses for something else gets a number.

    >>> from argmap import Argument, ArgumentMap, Claim, Relation
    >>> a, b, c, d = (Claim(name) for name in "abcd")
    >>> arg = Argument("arg")
    >>> step = Relation("arg/1", "support", [a, b], [c], argument=arg)
    >>> [r.id for r in implied(ArgumentMap.of(a, b, c, d, arg, step, d.attacks(a)))]
    ['support:a>arg', 'support:b>arg', 'support:arg>c', 'attack:d>arg']
    """
    must_be_map(map)
    explicit = {_Link(r.kind, r.sources, t) for r in map.relations if r.argument is None for t in r.targets}
    found: list[Relation] = []
    taken = {r.id for r in map}
    for kind, sources, target in dict.fromkeys(_Structures(map).links()):
        if (kind, sources, target) not in explicit:
            relation = link(kind, sources, [target])
            found.append(evolve(relation, id=unique_id(relation.id, taken, "/")))
            taken.add(found[-1].id)
    return tuple(found)


class _Structures:
    """The arguments of a map by what they are made of."""

    def __init__(self, map: ArgumentMap) -> None:
        self.map = map
        self.steps: dict[str, list[Relation]] = {a.id: [] for a in map.arguments}
        for relation in map.relations:
            if relation.argument is not None:
                self.steps[relation.argument].append(relation)
        self.premises: dict[str, list[str]] = {}  # of each argument
        self.using: dict[str, list[str]] = {}  # the arguments with a statement as premise
        self.concluding: dict[str, list[str]] = {}  # the arguments that a statement is the main conclusion of
        for argument, steps in self.steps.items():
            self.premises[argument] = self._premises(steps)
            for premise in self.premises[argument]:
                self.using.setdefault(premise, []).append(argument)
            if steps and steps[-1].kind in SUPPORTING:
                for conclusion in dict.fromkeys(steps[-1].targets):
                    self.concluding.setdefault(conclusion, []).append(argument)

    def _premises(self, steps: Iterable[Relation]) -> list[str]:
        """The sources of steps that no earlier step concludes, in order."""
        found: dict[str, None] = {}
        concluded: set[str] = set()
        for step in steps:
            new = (i for i in step.sources if i not in concluded and not isinstance(self.map[i], Argument))
            found.update(dict.fromkeys(new))
            concluded.update(step.targets)
        return list(found)

    def links(self) -> Iterator[_Link]:
        """All that follows, some of it more than once."""
        for argument, steps in self.steps.items():
            for premise in self.premises[argument]:
                yield _Link(RelationKind.SUPPORT, (premise,), argument)
            if steps and steps[-1].kind in _LIFTED:
                yield from self._concluded(argument, _LIFTED[steps[-1].kind], steps[-1].targets)
        for relation in self.map.relations:
            if relation.argument is None and relation.kind in _LIFTED:
                for sources, target in _directed(relation):
                    yield from self._lifted(_LIFTED[relation.kind], sources, target)

    def _concluded(self, argument: str, kind: RelationKind, conclusions: tuple[str, ...]) -> Iterator[_Link]:
        """What an argument does to its main conclusion, and to the arguments that use it."""
        for conclusion in conclusions:
            yield _Link(kind, (argument,), conclusion)
            for user in self.using.get(conclusion, ()):
                if user != argument:
                    yield _Link(kind, (argument,), user)

    def _lifted(self, kind: RelationKind, sources: tuple[str, ...], target: str) -> Iterator[_Link]:
        """What a relation means for the arguments at its ends."""
        aimed = self.map[target]
        users: list[str] = []
        if isinstance(aimed, (Claim, Evidence)):
            users = self.using.get(target, [])
        elif isinstance(aimed, Relation) and aimed.argument is not None and kind is RelationKind.UNDERCUT:
            users = [aimed.argument]
        for user in users:
            yield _Link(kind, sources, user)
        if len(sources) != 1:
            return
        for argument in self.concluding.get(sources[0], ()):
            yield _Link(kind, (argument,), target)
            for user in users:
                if user != argument or isinstance(aimed, Relation):
                    yield _Link(kind, (argument,), user)


def _directed(relation: Relation) -> Iterator[tuple[tuple[str, ...], str]]:
    """Sources and target, in both directions where a relation is symmetric."""
    for target in relation.targets:
        yield relation.sources, target
    if relation.kind.symmetric:
        for source in relation.sources:
            yield relation.targets, source
