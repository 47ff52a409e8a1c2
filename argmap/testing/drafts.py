"""Drafts of records: their fields as the types declare them, in which numbers represent what they refer to.

Strategies are slow to make and quick to draw from. So these are made once; a pool settles what the numbers mean in one
map.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from attrs import NOTHING
from hypothesis import strategies as st

from argmap.model import Data, Fidelity, Quantity, Quote, Relation, RelationKind, Source
from argmap.model.references import part_fields, reference_fields
from argmap.testing.texts import citations, data, texts

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_DATES: Final = ("2024", "2024-03", "2024-03-31", "1998-12")
_NAMED: Final[dict[str, SearchStrategy[Any]]] = {  # texts that mean something to formats
    "date": st.sampled_from(_DATES),
    "when": st.sampled_from(_DATES),
    "language": st.sampled_from(("en", "km", "ar")),
    "url": st.sampled_from(("https://example.org/a?b=1&c=<2>", "urn:x")),
    "tags": st.lists(st.sampled_from(("housing", "law", "key point", "éco")), max_size=2),
    "code": st.sampled_from(("unquoted", "quote-near")),
    "reason": st.sampled_from(("It is so.", "Siehe dort: «dort»")),
    "weight": st.floats(0, 1) | st.integers(-3, 3),
}
_FOLLOWING: Final = {"id", "file", "sha256"}  # the map gives ids, and the text of a source its digest


@cache
def drafts(
    kind: Any, *, kinds: tuple[RelationKind, ...] = (), hostile: bool
) -> SearchStrategy[dict[str, Any]]:
    """The fields of records of a type, each left out at will unless the record is nothing without it."""
    if kind is Quote:
        return quote_drafts(hostile=hostile)
    fields = _fields(kind, hostile=hostile)
    if kind is Quantity:
        return _figures(fields)
    required = {a.name for a in kind.__attrs_attrs__ if a.default is NOTHING}
    if kind is Source:
        fields["text"] = st.lists(texts(hostile=hostile), max_size=5).map("; ".join)
    if kind is Relation:
        one = st.lists(numbers(), min_size=1, max_size=1)
        ends = st.one_of(
            one, one, one, st.lists(numbers(), max_size=3)
        )  # mostly one, sometimes several or none
        fields |= {"kind": st.sampled_from(kinds), "sources": ends, "targets": ends}
        required |= {"sources", "targets"}
    return st.fixed_dictionaries(
        {name: drawn for name, drawn in fields.items() if name in required},
        optional={name: drawn for name, drawn in fields.items() if name not in required},
    )


def _fields(kind: Any, *, hostile: bool) -> dict[str, SearchStrategy[Any]]:
    """A strategy for each field of a type of record, as its declaration says."""
    referring = {f.name: f for f in reference_fields(kind)}
    parts = {f.name: f for f in part_fields(kind)}
    fields: dict[str, SearchStrategy[Any]] = {}
    for name, hint in get_type_hints(kind).items():
        kinds = [h for h in (hint, *get_args(hint)) if isinstance(h, type)]
        vocabulary = next((h for h in kinds if issubclass(h, StrEnum)), None)
        if name in referring:
            fields[name] = few(numbers()) if referring[name].several else numbers()
        elif name in parts:
            inner = drafts(parts[name].of, hostile=hostile)
            fields[name] = few(inner) if parts[name].several else inner
        elif vocabulary is not None:
            fields[name] = st.sampled_from(vocabulary)
        elif name == "citation":
            fields[name] = citations(hostile=hostile)
        elif name in _NAMED:
            fields[name] = _NAMED[name]
        elif hint is Data:
            fields[name] = data(hostile=hostile)
        elif hint is str and name not in _FOLLOWING:
            fields[name] = texts(hostile=hostile)
    return fields


@cache
def quote_drafts(*, hostile: bool) -> SearchStrategy[dict[str, Any]]:
    """Where a quote begins and how long it is, for a source that is not known yet."""
    return st.fixed_dictionaries(
        {
            "source": numbers(),
            "start": st.integers(0, 100),
            "length": st.integers(1, 30),
            "around": st.integers(0, 16),
            "position": st.sampled_from(("right", "right", "right", "wrong", "unknown")),
            "other": texts(hostile=hostile),
            "fidelity": st.none() | st.sampled_from(Fidelity),
        }
    )


def _figures(fields: dict[str, SearchStrategy[Any]]) -> SearchStrategy[dict[str, Any]]:
    number = (
        st.integers(-(10**12), 10**12)
        | st.floats(-1e300, 1e300)
        | st.integers(0, 10_000).map(lambda n: n / 100)
    )
    counted = st.fixed_dictionaries({"value": number}, optional=fields)
    dated = {"value": st.sampled_from(_DATES), "unit": st.just("date")}
    return counted | st.fixed_dictionaries(dated, optional={n: f for n, f in fields.items() if n != "unit"})


@cache
def numbers() -> SearchStrategy[int]:
    """Numbers that represent references; small ones meet more often: cycles, parallel relations."""
    return st.integers(0, 2) | st.integers(0, 23)


def few(items: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    """None, one or two."""
    return st.lists(items, max_size=2)
