"""What an Argdown document means: classes of statements, arguments, sections, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import Factory, define

if TYPE_CHECKING:
    from argmap.serializers.argdown.text.rows import Element, Heading, Inference

SYMMETRIC: Final = frozenset({"contrary", "contradictory"})


@define(eq=False)
class Part:
    """A section of the document: a heading and what is below it."""

    id: str
    heading: Heading
    parent: Part | None = None


@define(eq=False)
class Member:
    """A place where a statement or argument is.

    Attributes:
        element: What is there.
        role: "top-level-statement", "relation-statement", "premise", "intermediary-conclusion",
            "main-conclusion", "argument-description", or "" in a list.
        section: Id of the section around it.
        argument: Title of the argument it is a premise or conclusion of.
    """

    element: Element
    role: str = ""
    section: str | None = None
    argument: str | None = None


@define(eq=False)
class Referent:
    """All the places of one title: an equivalence class of statements, or an argument.

    Attributes:
        kind: "statement" or "argument".
        title: The title, given or generated.
        named: Whether the author gave it.
        members: In the order in which they end.
        steps: Of an argument: its premises, inferences and conclusions in order.
        tags: Of all members.
        data: Of all members, later ones win.
        section: Id of its section.
        roles: What its members are used as.
        relations: Those that start or end at it, by identity.
    """

    kind: Literal["statement", "argument"]
    title: str
    named: bool = True
    members: list[Member] = Factory(list)
    steps: list[Member | Step] = Factory(list)
    tags: list[str] = Factory(list)
    data: dict[str, Any] = Factory(dict)
    section: str | None = None
    roles: set[str] = Factory(set)
    relations: dict[int, Bond] = Factory(dict)
    _texts: list[Element] | None = None

    @property
    def canonical(self) -> Member | None:
        """The member whose words count for all: the last one that is not a reference, unless one claims to be it."""
        chosen = None
        claimed = False
        if len(self.members) == 1:  # as most have
            return None if self.members[0].element.reference else self.members[0]
        for member in self.members:
            if member.element.reference:
                continue
            says_so = isinstance(member.element.data, dict) and bool(member.element.data.get("isCanonical"))
            if says_so or not claimed:
                chosen = member
                claimed = claimed or says_so
        return chosen

    def premises_of(self, at: int) -> list[Member]:
        """The statements between the inference at a position of the steps and the one before it."""
        before = (n for n in range(at - 1, -1, -1) if isinstance(self.steps[n], Step))
        return [s for s in self.steps[next(before, -1) + 1 : at] if isinstance(s, Member)]

    @property
    def texts(self) -> list[Element]:
        """The members that have words, the canonical one first; asked for when all members are known."""
        if self._texts is None:
            first = self.canonical
            ordered = ([] if first is None else [first]) + self.members
            # An element may be a member twice, where an argument was exploded.
            self._texts = [*{id(m.element): m.element for m in ordered if not m.element.reference}.values()]
        return self._texts


@define(eq=False)
class Step:
    """An inference of an argument.

    Attributes:
        inference: Its line.
        argument: The argument.
        settled: Whether its premises are those before it, whatever its data state that it uses.
        relations: Those that aim at it, by identity.
    """

    inference: Inference
    argument: Referent
    settled: bool = False
    relations: dict[int, Bond] = Factory(dict)
    kind: Literal["inference"] = "inference"


@define(eq=False)
class Bond:
    """A relation.

    Attributes:
        type: Its type, in the words of Argdown.
        source: Where it starts.
        target: What it aims at.
        offsets: Where each line is that states it.
        relations: Those that aim at it, by identity.
        into: The one that it is the same as, if it turned out to be another one.
    """

    type: str
    source: End
    target: End
    offsets: list[int]
    relations: dict[int, Bond] = Factory(dict)
    into: Bond | None = None
    kind: Literal["relation"] = "relation"

    @property
    def key(self) -> tuple[str, int, int]:
        """What two relations that are the same have in common."""
        return self.type, id(self.source), id(self.target)

    def merge_into(self, other: Bond) -> None:
        """Be the same relation as another one."""
        other.offsets += self.offsets
        self.into = other


End = Referent | Step | Bond


@define
class Meaning:
    """What a document means.

    Attributes:
        exploded: Whether arguments were made of the steps of others.
    """

    statements: dict[str, Referent] = Factory(dict)
    arguments: dict[str, Referent] = Factory(dict)
    sections: list[Part] = Factory(list)
    bonds: list[Bond] = Factory(list)
    exploded: bool = False


def numbered(numbers: Any, statements: list[Member], of: int) -> list[Member] | None:
    """Those of the first statements that a list of numbers, counted from 1, names; None if it names others, too."""
    if isinstance(numbers, list) and all(type(n) is int and 0 < n <= of for n in numbers):
        return [statements[n - 1] for n in numbers]
    return None


def listed(bond: Bond, end: End) -> Bond | None:
    """The relation of an end that the reference parser takes for this one: it does not look where that starts."""
    return next((b for b in end.relations.values() if b.target is bond.target and b.type == bond.type), None)
