"""Which kind of relation an edge is, by what it says itself: its attributes, the words drawn at it, its colour."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from argmap.messages import shown
from argmap.model import Relation, RelationKind
from argmap.serializers.common.property_graph.graph import Edge, Value, written
from argmap.serializers.common.relation_words import Meaning, folded, meaning
from argmap.serializers.common.wire import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.serializers.common.property_graph.foreign import Noticed

# Attributes that say of what kind an edge is, the first that says a known one counts.
NAMES: Final = (
    *("kind", "type", "relation", "relation type", "relationship", "relationship type", "edge type"),
    *("relationtype", "edgetype", "rel", "rel type", "link type", "edge kind", "predicate"),
    *("interaction", "shared interaction", "interaction type", "label", "edge label", "label e", "labels"),
    *("stance", "polarity", "sign", "valence"),
)
_RANKS: Final = {name: rank for rank, name in enumerate(NAMES)}
_SIGNS: Final = frozenset(("stance", "polarity", "sign", "valence"))  # whose values may be numbers
_SIGNED: Final = {
    **dict.fromkeys(("1", "+1", "1.0", "positive", "pos"), RelationKind.SUPPORT),
    **dict.fromkeys(("-1", "-1.0", "negative", "neg"), RelationKind.ATTACK),
}
_DRAWN: Final = "the words drawn at it"


class _Word(NamedTuple):
    """A word of an edge that may say its kind: where it is, whether that is an attribute of it, and what it means."""

    name: str
    text: str
    meaning: Meaning | None
    is_own: bool = True
    is_default: bool = False


@frozen
class Saying:
    """What an edge says of its kind.

    Attributes:
        kind: The kind, or None if it says none that is known.
        reversed: Whether it goes from its second node to its first: "attacked by".
        spent: The attributes that say no more than the kind.
        kept: The attributes that say it in words of their own, or say something else.
        label_spent: Whether the words drawn at it say no more than the kind.
        unknown: What it says if no kind is known by that name, or "".
        words: The words that were understood, or "".
        others: Words that mean another kind.
        where: The attribute that says it, if it is not one that is for that.
    """

    kind: RelationKind | None = None
    reversed: bool = False
    spent: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    label_spent: bool = False
    unknown: str = ""
    words: str = ""
    others: tuple[str, ...] = ()
    where: str = ""

    def report(self, noticed: Noticed, edge: Edge, kind: str) -> None:
        """Report what is odd about an edge that is read as a kind."""
        if self.reversed:
            message = f"edges that say {shown(self.words)} are read as {kind}, from their second node to their first"
            noticed.add("edge-reversed", "info", message, edge.line)
        if self.kind is None and self.unknown:
            message = f"edges that say {shown(self.unknown)} are read as {kind}, and the words are in data"
            noticed.add("edge-kind-given", "info", message, edge.line)
        for other in self.others:
            message = f"edges that say {shown(self.words)} and {shown(other)} are read as {kind}"
            noticed.add("edge-kinds-differ", "warning", message, edge.line)
        if self.where:
            message = f"edges whose attribute {shown(self.where)} says {shown(self.words)} are read as {kind}"
            noticed.add("edge-kind-by-attribute", "info", message, edge.line)
        if self.kind is not None and not self.words:
            message = f"lines in the colour in which Argdown draws {kind} are read as that"
            noticed.add("edge-kind-by-colour", "info", message, edge.line)


def saying(edge: Edge, words: Mapping[str, RelationKind]) -> Saying:
    """What an edge says of its kind, with further words that a caller knows."""
    stated = _stated(edge)
    if len(stated) == 1 and not (words or edge.label or edge.timed or edge.drawn_as):
        _, _, name, value = stated[0]
        if (alone := _alone(name, value)) is not None:
            return alone
    return _saying(edge, [*_usual(edge, stated, words)], words)


@lru_cache(maxsize=1000)
def _alone(name: str, value: Value) -> Saying | None:
    """What an edge says of whose kind one attribute says something known; the usual case, and often the same."""
    found = _Word(name, written(value), _meaning(name, value, {}))
    return None if found.meaning is None else _saying(Edge("", "", {}), [found], {})


def _saying(edge: Edge, said: list[_Word], words: Mapping[str, RelationKind]) -> Saying:
    found = next((word for word in said if word.meaning is not None), None)
    unknown = next((word.text for word in said if word.meaning is None), "")
    if found is None and edge.drawn_as is None:
        found = _unusual(edge, words)
        said += [found] if found is not None else []
    if found is None or found.meaning is None:
        return Saying(edge.drawn_as, unknown=unknown)
    first = found.meaning
    where = "" if says_kind(found.name) or found.name == _DRAWN else found.name
    same = [w for w in said if w.meaning is not None and w.meaning.plain and w.meaning[:2] == first[:2]]
    spent = {w.name for w in same} - {where}
    others = [w for w in said if w.meaning is not None and w.meaning[:2] != first[:2]]
    return Saying(
        first.kind,
        reversed=first.reversed,
        spent=tuple(w.name for w in said if w.is_own and w.name in spent),
        kept=tuple(w.name for w in said if w.is_own and w.name not in spent),
        label_spent=_DRAWN in spent,
        unknown=unknown,
        words=found.text,
        others=tuple(w.text for w in others if not w.is_default),
        where=where,
    )


def says_something(edge: Edge) -> bool:
    """Whether there are words where an edge says its kind."""
    return edge.drawn_as is not None or next(_usual(edge, _stated(edge), {}), None) is not None


def says_kind(name: str) -> bool:
    """Whether an attribute of this name may say of what kind an edge is."""
    return _rank(name) is not None


@lru_cache(maxsize=1000)
def _rank(name: str) -> int | None:
    return _RANKS.get(folded(name))


def _stated(edge: Edge) -> list[tuple[bool, int, str, Value]]:
    """The attributes that may say its kind: by default or not, rank, name and value, in order."""
    defaults = edge.defaults
    found = [
        (name in defaults, rank, name, value)
        for name, value in edge.attributes.items()
        if (rank := _rank(name)) is not None and _may_say(name, value)
    ]
    return sorted(found) if len(found) > 1 else found


def _usual(
    edge: Edge, stated: Iterable[tuple[bool, int, str, Value]], words: Mapping[str, RelationKind]
) -> Iterator[_Word]:
    """What is said where kinds are said, those first that count first: attributes, words drawn, values of a time."""
    for is_default, _, name, value in stated:
        if not is_default:
            yield _Word(name, written(value), _meaning(name, value, words))
    if edge.label:
        yield _Word(_DRAWN, edge.label, meaning(edge.label, words), is_own=False)
    for name, value in edge.timed.items():
        if says_kind(name) and _may_say(name, value):
            yield _Word(name, written(value), _meaning(name, value, words), is_own=False)
    for is_default, _, name, value in stated:
        if is_default:
            yield _Word(name, written(value), _meaning(name, value, words), is_default=True)


def _unusual(edge: Edge, words: Mapping[str, RelationKind]) -> _Word | None:
    """What an attribute of another name says, if no other says something else."""
    fields = fields_of(Relation)
    found = [
        _Word(name, value, known)
        for name, value in edge.attributes.items()
        if isinstance(value, str) and name not in fields and (known := meaning(value, words)) is not None
    ]
    kinds = {word.meaning[:2] for word in found if word.meaning is not None}
    return found[0] if len(kinds) == 1 else None


def _may_say(name: str, value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return not isinstance(value, bool) and folded(name) in _SIGNS


def _meaning(name: str, value: Any, words: Mapping[str, RelationKind]) -> Meaning | None:
    text = written(value)
    if folded(name) in _SIGNS and (kind := _SIGNED.get(text.strip().casefold())) is not None:
        return Meaning(kind)
    return meaning(text, words)
