"""What the records of one map can refer to, and records made of drafts, in which numbers represent references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from argmap.model import Quote, RelationKind, Source
from argmap.model.references import part_fields, reference_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model.fields import Referent


@frozen
class Pool:
    """What the records of one map can refer to: ids, and the sources with their texts.

    Attributes:
        ids: The ids, by what they are of; an element is whatever relations may join.
        sources: The sources.
        inferences: Ids of relations and arguments, which alone an undercut may aim at.
    """

    ids: Mapping[Referent, Sequence[str]] = field(factory=dict)
    sources: Sequence[Source] = ()
    inferences: Sequence[str] = ()

    def settled(self, kind: Any, draft: dict[str, Any]) -> dict[str, Any]:
        """The fields of a record with ids and records for numbers, without those that nothing here can fill."""
        settled = dict(draft)
        for reference in reference_fields(kind):
            if reference.name not in draft:
                continue
            undercut = reference.name == "targets" and draft["kind"] is RelationKind.UNDERCUT
            ids = self.inferences if undercut else self.ids.get(reference.of)
            numbers = settled.pop(reference.name)
            if ids:
                several = [ids[n % len(ids)] for n in (numbers if reference.several else [numbers])]
                settled[reference.name] = several if reference.several else several[0]
        for part in part_fields(kind):
            if part.name in draft:
                inner = settled.pop(part.name)
                made = [self.part(part.of, d) for d in (inner if part.several else [inner])]
                if made and None not in made:
                    settled[part.name] = made if part.several else made[0]
        return settled

    def part(self, kind: Any, draft: dict[str, Any]) -> Any:
        """The record inside another that a draft means; None for a quote where there are no sources."""
        if kind is Quote:
            return self.quote(draft) if self.sources else None
        return kind(**self.settled(kind, draft))

    def quote(self, draft: dict[str, Any]) -> Quote:
        """The quote that a draft means: of one of the sources, inside its text."""
        source = self.sources[draft["source"] % len(self.sources)]
        size = len(source.text)
        start = draft["start"] % (size + 1)
        end = min(start + draft["length"], size)
        exact, fidelity = source.text[start:end], draft["fidelity"]
        if draft["position"] == "unknown" or not exact:
            return Quote(source.id, exact or draft["other"], fidelity=fidelity)
        if draft["position"] == "wrong":
            return Quote(source.id, draft["other"], start, end, fidelity=fidelity)
        prefix = source.text[max(start - draft["around"], 0) : start]
        suffix = source.text[end : end + draft["around"]]
        return Quote(source.id, exact, start, end, prefix=prefix, suffix=suffix, fidelity=fidelity)
