"""What the relations of a document join, and which of them can be relations of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from argmap.diagnostics import Diagnostic
from argmap.messages import shown
from argmap.model import Argument
from argmap.safety import AROUND
from argmap.serializers.sacm.addresses import file_of
from argmap.serializers.sacm.directions import Directed, Directions, directions
from argmap.serializers.sacm.kinds import JOINING, is_of_dcase, type_of
from argmap.serializers.sacm.vocabulary import SIDES, id_of, references, word_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from argmap.serializers.sacm.addresses import Addresses
    from argmap.serializers.sacm.kinds import Kind

    Left = Callable[[Element, str, str], None]

MOST_PAIRS: Final = 10_000  # of context and what has it, that one relation may make
_DESCRIBES: Final = ("describedInference", "describes")


@frozen
class Links:
    """The relations of a document, by their elements.

    Attributes:
        joined: Support and attack whose ends are all parts or such relations.
        contexts: What gives context to parts.
        directions: Which way all of them lead.
        reasons: The one element that says how a relation argues, by relation.
        undeveloped: What is joined to a mark of what is still to be supported.
    """

    joined: Mapping[Element, Directed]
    contexts: Mapping[Element, Directed]
    directions: Directions
    reasons: Mapping[Element, Element]
    undeveloped: frozenset[Element]

    def ends(self, relation: Directed) -> tuple[list[Element], list[Element]]:
        """What supports or gives context, and what is supported or has context."""
        sources, targets = list(relation.sources), list(relation.targets)
        return (targets, sources) if self.directions.of[relation.element] else (sources, targets)


def links_of(kinds: Mapping[Element, Kind], addresses: Addresses, left: Left) -> Links:
    """The relations of a document; the rest is handed to ``left``, with a code and the reason."""
    parts = {e for e, kind in kinds.items() if kind.role == "part"}
    found = dict(_resolved(kinds, addresses, left))
    undeveloped = _undeveloped(found, kinds)
    _leave_unknown(kinds, addresses, left)
    joined = {e: r for e, r in found.items() if r.kind.role != "context"}
    known = parts | joined.keys()
    for element in _without_ends(joined, parts):
        left(element, "end-missing", _missing(joined.pop(element), known))
    contexts = {}
    for element, relation in found.items():
        if relation.kind.role != "context":
            continue
        if not parts.issuperset((*relation.sources, *relation.targets)):
            left(element, "context-not-read", "gives context to what is no part of the argument")
        elif len(relation.sources) * len(relation.targets) > MOST_PAIRS:
            left(element, "context-not-read", "gives too many parts too much context")
        else:
            contexts[element] = relation
    kept = {**joined, **contexts}
    reasons = _reasons(joined, kinds, addresses, left)
    return Links(joined, contexts, directions(kept.values(), kinds), reasons, undeveloped)


def _resolved(
    kinds: Mapping[Element, Kind], addresses: Addresses, left: Left
) -> Iterator[tuple[Element, Directed]]:
    for element, kind in kinds.items():
        if kind.role == "other":
            left(element, "no-relation", "joins what it joins in a way that the model does not have")
        if kind.role not in JOINING:
            continue
        written = {side: _references(element, side, addresses) for side in SIDES}
        ends = {side: [(ref, addresses.find(ref)) for ref in refs] for side, refs in written.items()}
        lost = [ref for pairs in ends.values() for ref, end in pairs if end is None]
        if lost:
            other = file_of(lost[0])
            where = (
                f"into another file, {shown(other)}" if other else "to something that is not in the document"
            )
            left(element, "end-missing", f"refers {where}: {shown(lost[0])}")
            continue
        sources, targets = ([e for _, e in ends[side] if e is not None] for side in SIDES)
        if kind.role == "link":
            around = any(end in kinds and kinds[end].shape in AROUND for end in (*sources, *targets))
            kind = kind._replace(role="context" if around else "support")  # noqa: PLW2901 - what it is after all
        yield element, Directed(element, kind, sources, targets)


def _undeveloped(found: dict[Element, Directed], kinds: Mapping[Element, Kind]) -> frozenset[Element]:
    """Take out the relations that join parts to a mark of what is still to be supported; the parts."""
    marks = {e for e, kind in kinds.items() if kind.role == "undeveloped"}
    if not marks:
        return frozenset()
    marking = [r for r in found.values() if not marks.isdisjoint((*r.sources, *r.targets))]
    for relation in marking:
        del found[relation.element]
    return frozenset(e for r in marking for e in (*r.sources, *r.targets) if e not in marks)


def _leave_unknown(kinds: Mapping[Element, Kind], addresses: Addresses, left: Left) -> None:
    """Hand what joins parts and is of no known type to ``left``, and nodes of D-Case that are of none."""
    of_dcase = is_of_dcase(addresses.root)
    unknown = {e: word_of(e) for e in addresses.places if e not in kinds}
    joining = {addresses.places[e].around for e, word in unknown.items() if word in SIDES}
    for element, word in unknown.items():
        if of_dcase and word in ("rootbasicnode", "node"):
            left(element, "unknown-type", f"is of the type {shown(_stated(element))}, which is not known")
        elif element in joining or "source" in element.attrib or "target" in element.attrib:
            ends = [addresses.find(ref) for side in SIDES for ref in _references(element, side, addresses)]
            if any(end in kinds and kinds[end].role == "part" for end in ends if end is not None):
                what = f"joins parts, and its type {shown(_stated(element))} is not known"
                left(element, "unknown-type", what)


def _stated(element: Element) -> str:
    return type_of(element) or element.get("type") or word_of(element)


def _references(element: Element, side: str, addresses: Addresses) -> list[str]:
    """The references on a side; an id may hold blanks, where an attribute is not several references."""
    whole = element.get(side, "").strip()
    if " " in whole and addresses.find(whole) is not None:
        return [whole]
    return references(element, side)


def _without_ends(joined: Mapping[Element, Directed], parts: set[Element]) -> list[Element]:
    """The relations with an end that is neither a part nor a relation that stays, in the order of the document."""
    aimed: dict[Element, list[Element]] = {}
    removed: dict[Element, None] = {}
    for element, relation in joined.items():
        for end in (*relation.sources, *relation.targets):
            if end in joined:
                aimed.setdefault(end, []).append(element)
            elif end not in parts:
                removed[element] = None
    pending = [*removed]
    while pending:
        for element in aimed.get(pending.pop(), ()):
            if element not in removed:
                removed[element] = None
                pending.append(element)
    return [element for element in joined if element in removed]


def _missing(relation: Directed, known: set[Element]) -> str:
    end = next((e for e in (*relation.sources, *relation.targets) if e not in known), None)
    if end is None:
        return "joins a relation that is not read"
    return f"joins a <{end.tag}> {shown(id_of(end))}, which is no part of the argument"


def _reasons(
    joined: Mapping[Element, Directed], kinds: Mapping[Element, Kind], addresses: Addresses, left: Left
) -> dict[Element, Element]:
    described = _described(kinds, addresses)
    found: dict[Element, Element] = {}
    for element in joined:
        named = [addresses.find(ref) for ref in references(element, "reasoning")] or described.get(
            element, []
        )
        reason = named[0] if len(named) == 1 else None
        if reason is not None and _can_be_reason(kinds.get(reason)):
            found[element] = reason
        elif named:
            left(element, "reasoning-not-read", "has reasoning that is not one argumentReasoning")
    return found


def _can_be_reason(kind: Kind | None) -> bool:
    return kind is not None and (kind.part is Argument or kind.shape == "Strategy")


def _described(kinds: Mapping[Element, Kind], addresses: Addresses) -> dict[Element, list[Element | None]]:
    """The reasoning of relations that names them itself, as SACM 1.0 has it."""
    found: dict[Element, list[Element | None]] = {}
    for element, kind in kinds.items():
        if _can_be_reason(kind):
            for key in _DESCRIBES:
                for ref in references(element, key):
                    if (relation := addresses.find(ref)) is not None:
                        found.setdefault(relation, []).append(element)
    return found


def direction_diagnostics(links: Links, lines: Mapping[Element, int]) -> Iterable[Diagnostic]:
    """Reports that relations lead the other way than their names are read."""
    every = [*links.joined.values(), *links.contexts.values()]
    for named in (False, True):
        other = [r for r in every if r.kind.turned is named and links.directions.of[r.element] is not named]
        if other:
            first = other[0].element
            lead = (
                "from what supports to what it supports"
                if named
                else "from the supported to what supports it"
            )
            message = f"{len(other)} relations lead {lead}, as their ends show, the first a <{first.tag}>"
            yield Diagnostic("direction", "info", message, line=lines.get(first))
