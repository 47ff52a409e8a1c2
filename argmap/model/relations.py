"""Relations, and the verbs by which elements of a map make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from attrs import field, frozen

from argmap.model import fields
from argmap.model.base import RecordBase
from argmap.model.data import EMPTY, Data, as_data
from argmap.model.fields import TO_ARGUMENT, TO_ELEMENT, TO_PARTY, HasId
from argmap.model.kinds import RelationKind
from argmap.model.parts import QUOTES, Quote, as_quotes

if TYPE_CHECKING:
    from typing import Unpack


class RelationFields(TypedDict, total=False):
    """The optional fields of a relation, as its verbs accept them."""

    id: str
    argument: str | HasId | None
    scheme: str
    by: str | HasId | None
    quotes: Quote | Iterable[Quote]
    weight: float | None
    tags: str | Iterable[str]
    data: Mapping[str, Any] | None


class Endpoint(RecordBase):
    """What relations start from and aim at; its verbs return relations.

    Nothing happens until a relation enters a map, which then checks its endpoints.
    """

    __slots__ = ()
    id: str

    def supports(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason for each target."""
        return link(RelationKind.SUPPORT, [self], targets, **more)

    def supported_by(self, *premises: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Linked premises: all of them together are one reason for this."""
        return link(RelationKind.SUPPORT, premises, [self], **more)

    def attacks(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason against each target."""
        return link(RelationKind.ATTACK, [self], targets, **more)

    def attacked_by(self, *premises: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Linked premises: all of them together are one reason against this."""
        return link(RelationKind.ATTACK, premises, [self], **more)

    def undercuts(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """A reason why an inference (a relation or an argument) does not hold, whatever it concludes."""
        return link(RelationKind.UNDERCUT, [self], targets, **more)

    def entails(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """If this is true, the target must be."""
        return link(RelationKind.ENTAILMENT, [self], targets, **more)

    def contrary_to(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Both cannot be true; both may be false."""
        return link(RelationKind.CONTRARY, [self], targets, **more)

    def contradicts(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """One of both is true and the other false."""
        return link(RelationKind.CONTRADICTION, [self], targets, **more)

    def rephrases(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """The same point in other words."""
        return link(RelationKind.REPHRASE, [self], targets, **more)

    def preferred_to(self, *targets: str | HasId, **more: Unpack[RelationFields]) -> Relation:
        """Where both cannot hold, this one does."""
        return link(RelationKind.PREFERENCE, [self], targets, **more)


@frozen(weakref_slot=False, repr=False)
class Relation(Endpoint):
    """How some elements of a map bear on others.

    Several sources are linked premises, which count only together; several relations to one target are
    convergent reasons. A source or target may be a relation.

    Attributes:
        id: The author's name for it, or the one its verb derived ("attack:shrink>cap").
        kind: support, attack, undercut, entailment, contrary, contradiction, rephrase, preference,
            illocution, transition.
        sources: Ids of what bears on the targets.
        targets: Ids of what is borne on.
        argument: Id of the argument that this relation is an inference step of.
        scheme: Name of the argumentation scheme or inference rule.
        by: Id of the party that draws the connection, if not the holder of the sources.
        quotes: The words that draw it.
        weight: How strong the step is, usually 0 to 1.
        tags: Free labels.
        data: What a foreign format states beyond the fields of the model.
    """

    id: str = field(converter=fields.identifier)
    kind: RelationKind = field(converter=fields.relation_kind)
    sources: tuple[str, ...] = field(default=(), converter=fields.references, metadata=TO_ELEMENT)
    targets: tuple[str, ...] = field(default=(), converter=fields.references, metadata=TO_ELEMENT)
    argument: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_ARGUMENT)
    scheme: str = field(default="", converter=fields.words, kw_only=True)
    by: str | None = field(default=None, converter=fields.reference, kw_only=True, metadata=TO_PARTY)
    quotes: tuple[Quote, ...] = field(default=(), converter=as_quotes, kw_only=True, metadata=QUOTES)
    weight: float | None = field(default=None, converter=fields.weight, kw_only=True)
    tags: tuple[str, ...] = field(default=(), converter=fields.strings, kw_only=True)
    data: Data = field(default=EMPTY, converter=as_data, kw_only=True)


def link(
    kind: RelationKind,
    sources: Iterable[str | HasId],
    targets: Iterable[str | HasId],
    **more: Unpack[RelationFields],
) -> Relation:
    """A relation whose id names what it joins, unless ``id`` is given."""
    start, aim = fields.references(sources), fields.references(targets)
    named: dict[str, Any] = {"id": derived_id(kind, start, aim), **more}
    return Relation(kind=kind, sources=start, targets=aim, **named)


def derived_id(kind: RelationKind, sources: Iterable[str], targets: Iterable[str]) -> str:
    """The id of a relation that names what it joins: ``attack:shrink>cap``."""
    return f"{kind}:{'+'.join(sources)}>{'+'.join(targets)}"


def junctions(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """The relations that join other than one element with one, or are an end of another of these relations.

    A drawing or a plain graph needs a place for them, because a line cannot join what they join.

    >>> from argmap.model import Claim
    >>> a, b, c = Claim("a"), Claim("b"), Claim("c")
    >>> step = a.supports(b)
    >>> [r.id for r in junctions([step, c.attacks(b), c.undercuts(step)])]
    ['support:a>b']
    """
    every = tuple(relations)
    ends = {i for r in every for i in (*r.sources, *r.targets)}
    return tuple([r for r in every if len(r.sources) != 1 or len(r.targets) != 1 or r.id in ends])
