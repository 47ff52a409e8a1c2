"""Changes in words: as a sentence, and as the cells of a table."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from argmap.change.vocabulary import ORDER, ChangeKind
from argmap.messages import around_difference, printable, shown
from argmap.model import AcceptedFinding, Data, Party, Quote, Relation, Source, Wording
from argmap.model.base import RecordBase
from argmap.model.records import Record
from argmap.words import VERBS, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from argmap.change.record import Change

LONGEST: Final = (
    300  # code points of a text that is shown whole; of a longer one, what is around the first difference
)
_NOTHING: Final = "nothing"


def sentence(change: Change) -> str:
    """A change in words, in one line."""
    what = f"{change.record} {shown(change.id)}" if change.id else "the map"
    guess = f" (a guess: {change.score:.0%} alike)" if change.score is not None else ""
    return printable(f"{_TOLD.get(change.kind, _changed)(what, change)}{guess}")


def _appeared(what: str, change: Change) -> str:
    words = in_words(change.after if change.kind is ChangeKind.ADDED else change.before)
    return f"{what} is {change.kind}" + (f": {words}" if words else "")


def _renamed(_: str, change: Change) -> str:
    return f"{change.record} {shown(change.before)} is called {shown(change.after)} now"


def _moved(what: str, change: Change) -> str:
    if change.field == ORDER:
        return f"{what} comes " + ("first" if change.after is None else f"after {shown(change.after)}")
    return f"the quotes of {what} are elsewhere in their sources: {in_words(change.after)}"


def _reworded(what: str, change: Change) -> str:
    if not isinstance(change.before, str):
        return _changed(what, change)
    before, after = around_difference(change.before, change.after, LONGEST)
    named = what if change.field == "text" else f"the {change.field} of {what}"
    return f"{named} is reworded from {_quoted(before) or _NOTHING} to {_quoted(after) or _NOTHING}"


def _reattributed(what: str, change: Change) -> str:
    verb = "held by" if change.field == "by" else "reported through"
    drawn = "drawn by" if change.record == "relation" else verb
    return f"{what} is {drawn} {_parties(change.after)} instead of {_parties(change.before)}"


def _reaimed(what: str, change: Change) -> str:
    if change.field == "kind":
        return f"{what} {VERBS[change.after]} instead of {VERBS[change.before]}"
    verb = "comes from" if change.field == "sources" else "aims at"
    return f"{what} {verb} {_ends(change.after)} instead of {_ends(change.before)}"


def _ends(ids: Sequence[str]) -> str:
    return " and ".join(map(shown, ids)) or _NOTHING


def _changed(what: str, change: Change) -> str:
    name = change.field.replace("_", " ")
    verb = "are" if isinstance(change.after, tuple) else "is"
    where = f"the {name} of {what}"
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        gone, new = _apart(change.before, change.after)
        parts = [f"now have {in_words(new)}"] * bool(new) + [f"no longer have {in_words(gone)}"] * bool(gone)
        return f"{where} " + (" and ".join(parts) or f"{verb} in another order: {in_words(change.after)}")
    if isinstance(change.before, Data) and isinstance(change.after, Data):
        return f"{where} {_keys(change.before, change.after)}"
    before, after = change.before, change.after
    if type(before) is str and type(after) is str:
        before, after = (shown(text) if text else None for text in around_difference(before, after, LONGEST))
    return f"{where} {verb} {in_words(after) or _NOTHING} instead of {in_words(before) or _NOTHING}"


def _apart(before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What only one of two tuples has."""
    gone, new = Counter(before), Counter(after)
    return tuple((gone - new).elements()), tuple((new - gone).elements())


def _keys(before: Data, after: Data) -> str:
    """What differs between two mappings, key by key."""
    parts = [
        f"now say {shown(key)}: {_json(after[key])}"
        for key in after
        if key not in before or before[key] != after[key]
    ]
    return "; ".join([*parts, *(f"no longer say {shown(key)}" for key in before if key not in after)])


_TOLD: Final[Mapping[ChangeKind, Callable[[str, Change], str]]] = {
    ChangeKind.ADDED: _appeared,
    ChangeKind.REMOVED: _appeared,
    ChangeKind.RENAMED: _renamed,
    ChangeKind.MOVED: _moved,
    ChangeKind.REWORDED: _reworded,
    ChangeKind.REATTRIBUTED: _reattributed,
    ChangeKind.REAIMED: _reaimed,
}


def cells(change: Change) -> tuple[str | None, str | None]:
    """What a table shows as before and after."""
    before, after = change.before, change.after
    if isinstance(before, str) and isinstance(after, str):
        before, after = around_difference(before, after, LONGEST)
    return _cell(before), _cell(after)


def _cell(value: Any) -> str | None:
    return None if value is None else value if isinstance(value, str) else in_words(value)


def in_words(value: Any) -> str:  # noqa: PLR0911 - one for each type
    """A value in the words of its author; "" for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(in_words, value))
    if isinstance(value, Relation):
        return f"{_ends(value.sources)} {VERBS[value.kind]} {_ends(value.targets)}"
    if isinstance(value, Record):
        return _quoted(_name_of(value))
    if isinstance(value, Quote):
        return _quoted(value.exact)
    if isinstance(value, Wording):
        return _quoted(value.text)
    if isinstance(value, AcceptedFinding):
        return f"{shown(value.code)} of {_ends(value.ids)}: {value.reason}"
    if isinstance(value, Data):
        return _json(value)
    return str(value) if isinstance(value, (str, RecordBase)) else shown(value)


def _name_of(record: Any) -> str:
    if isinstance(record, Party):
        return record.name
    return record.title if not hasattr(record, "text") or isinstance(record, Source) else text_of(record)


def _json(value: Any) -> str:
    plain = value.thaw() if isinstance(value, Data) else value
    return json.dumps(plain, ensure_ascii=False, default=Data.thaw)


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _parties(value: str | Sequence[str] | None) -> str:
    ids = (value,) if isinstance(value, str) else value or ()
    return ", ".join(map(shown, ids)) or "nobody"
