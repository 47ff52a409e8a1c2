"""Both states of a map in one: the later with what was removed, and marks that tell them apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.change.comparing import under_new_ids
from argmap.change.ordering import inserted, predecessors
from argmap.change.record import telling
from argmap.change.sentences import in_words
from argmap.change.vocabulary import ORDER, ChangeKind
from argmap.ids import FreeIds
from argmap.messages import counted, printable, shown
from argmap.model import Quote
from argmap.model.records import COLLECTIONS, REFERENTS
from argmap.model.references import changed
from argmap.overlay import Mark, Overlay, Tone
from argmap.words import VERBS, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from argmap.change.record import Change
    from argmap.model import ArgumentMap

_ELEMENTS: Final = frozenset(kind.__name__.lower() for kind in REFERENTS["element"])
_MEANINGS: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.ADDED: "only in the later map",
    ChangeKind.REMOVED: "only in the earlier map",
    ChangeKind.REWORDED: "in other words",
    ChangeKind.REATTRIBUTED: "held or reported by others",
    ChangeKind.REAIMED: "joins other elements, or in another way",
    ChangeKind.CHANGED: "other figures, quotes, tags or data",
    ChangeKind.RENAMED: "has another id",
    ChangeKind.MOVED: "in another place",
}
"""What the marks mean, those first which win where an element has several changes."""


def both(changes: Sequence[Change], earlier: ArgumentMap, later: ArgumentMap) -> ArgumentMap:
    """The later map with what was removed since the earlier one, each record after what it came after."""
    kept = _ids_in_both(changes, later)
    renamed = {c.before: c.after for c in changes if c.kind is ChangeKind.RENAMED}
    start = under_new_ids(earlier, renamed | {old: new for old, new in kept.items() if old != new})
    rewritten = {s.id for s in earlier.sources if getattr(later.get(s.id), "text", s.text) != s.text}
    gone = {*kept.values()}
    collections: dict[str, Any] = {}
    for name in COLLECTIONS.values():
        removed = {
            r.id: changed(r, partial(_unplaced, sources=rewritten)) for r in start[name] if r.id in gone
        }
        if removed:
            by_id = {r.id: r for r in getattr(later, name)} | removed
            after = predecessors(r.id for r in start[name])
            order = inserted([r.id for r in getattr(later, name)], {i: after[i] for i in removed})
            collections[name] = tuple([by_id[i] for i in order])
    return evolve(later, **collections) if collections else later


def _ids_in_both(changes: Sequence[Change], later: ArgumentMap) -> dict[str, str]:
    """The id under which each record that was removed is in the map of both states."""
    removed = [c.id for c in changes if c.kind is ChangeKind.REMOVED]
    free = FreeIds([*(r.id for r in later), *(i for i in removed if i not in later)])
    return {i: free.give(i) if i in later else i for i in removed}


def _unplaced(part: Any, sources: AbstractSet[str]) -> Any:
    """A quote of a source whose text is another now, without its position there."""
    if isinstance(part, Quote) and part.source in sources:
        return evolve(part, start=None, end=None)
    return part


def overlay(changes: Sequence[Change], earlier: ArgumentMap, later: ArgumentMap) -> Overlay:
    """The marks of the elements of both states, and what they mean."""
    kept = _ids_in_both(changes, later)
    by_id: dict[str, list[Change]] = {}
    told = telling(changes)
    for change in told:
        if change.record in _ELEMENTS:
            i = kept[change.id] if change.kind is ChangeKind.REMOVED else change.id
            by_id.setdefault(i, []).append(change)
    marks = {i: _mark(those, earlier) for i, those in by_id.items()}
    used = {mark.text for mark in marks.values()}
    rows = [
        (Mark(kind.upper(), _tone(kind)), meaning)
        for kind, meaning in _MEANINGS.items()
        if kind.upper() in used
    ]
    titles = [m.title for m in (earlier, later)]
    title = f"Changes from {titles[0]} to {titles[1]}" if all(titles) and len({*titles}) > 1 else "Changes"
    in_title = ("map", "title") if all(titles) else ()
    others = sum(c.record not in _ELEMENTS and (c.record, c.field) != in_title for c in told)
    be = "is" if others == 1 else "are"
    note = (
        f"{counted(others, 'change')} of parties, sources, sections or the map as a whole {be} not shown."
        if others
        else ""
    )
    return Overlay(title, marks, rows, note)


def _tone(kind: ChangeKind) -> Tone:
    return {ChangeKind.ADDED: Tone.ADDED, ChangeKind.REMOVED: Tone.REMOVED}.get(kind, Tone.CHANGED)


def _mark(changes: Sequence[Change], earlier: ArgumentMap) -> Mark:
    """The mark of an element: the change that matters most, and what was before."""
    kinds = {c.kind for c in changes}
    kind = next(kind for kind in _MEANINGS if kind in kinds)
    in_order = sorted(changes, key=lambda c: c.kind is ChangeKind.RENAMED)
    notes = [printable(note) for c in in_order if (note := _note(c, earlier))]
    return Mark(kind.upper(), _tone(kind), "; ".join(notes))


def _note(change: Change, earlier: ArgumentMap) -> str:
    """What was before a change, for the card."""
    guess = f" (a guess: {change.score:.0%} alike)" if change.score is not None else ""
    match change.kind:
        case ChangeKind.ADDED | ChangeKind.REMOVED:
            return ""
        case ChangeKind.RENAMED:
            return f"was called {shown(change.before)}{guess}"
        case ChangeKind.REATTRIBUTED:
            ids = (change.before,) if isinstance(change.before, str) else change.before or ()
            names = names_of(earlier, ids) or "nobody"
            return f"was {'through ' if change.field == 'via' else 'by '}{names}"
        case ChangeKind.MOVED if change.field == ORDER:
            return "came first" if change.before is None else f"came after {shown(change.before)}"
    words = VERBS[change.before] if change.field == "kind" and change.kind is ChangeKind.REAIMED else ""
    words = words or in_words(change.before) or "nothing"
    if change.field == "text":
        return f"was “{words}”"
    return f"{change.field} {'were' if isinstance(change.before, tuple) else 'was'} {words}"
