"""Records that are made without looking at their values are the records that their types make."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from argmap import ArgumentMap, Claim, Quantity, Quote, Source, Wording
from argmap.errors import ReadOnlyError
from argmap.model.unchecked import sealed, unchecked
from argmap.testing import maps

if TYPE_CHECKING:
    from collections.abc import Iterator


def parts(record: Any) -> Iterator[Any]:
    """A record, and the records that stand in its fields."""
    yield record
    for a in type(record).__attrs_attrs__:
        value = getattr(record, a.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, (Quote, Quantity, Wording)):
                yield from parts(inner)


def same(made: Any, record: Any) -> bool:
    return (
        type(made) is type(record)
        and made == record
        and hash(made) == hash(record)
        and repr(made) == repr(record)
        and pickle.dumps(made) == pickle.dumps(record)
    )


@given(maps())
def test_all_fields(m: ArgumentMap) -> None:
    for record in (part for outer in m for part in parts(outer)):
        kind: Any = type(record)
        names = [a.name for a in kind.__attrs_attrs__]
        (made,) = sealed([unchecked(kind, *names)(*[getattr(record, name) for name in names])], kind)
        assert same(made, record)


def test_fields_that_are_not_named_have_their_defaults() -> None:
    (claim,) = sealed([unchecked(Claim, "text", "id")("Tea is cheap.", "tea")], Claim)
    assert same(claim, Claim("tea", "Tea is cheap."))
    (source,) = sealed([unchecked(Source, "id", "text")("s", "Tea.")], Source)
    assert same(source, Source("s", "Tea."))


def test_a_map_with_its_index() -> None:
    claim = Claim("tea", "Tea is cheap.")
    (m,) = sealed([unchecked(ArgumentMap, "claims", "_index")((claim,), {"tea": claim})], ArgumentMap)
    assert m == ArgumentMap(claims=[claim])
    assert m["tea"] is claim
    assert m.roots == (claim,)


def test_nothing_can_be_set_in_a_sealed_record() -> None:
    (claim,) = sealed([unchecked(Claim, "id")("tea")], Claim)
    with pytest.raises(ReadOnlyError):
        claim.text = "Tea."
    with pytest.raises(ReadOnlyError):
        del claim.text


def test_a_field_without_default_has_to_be_named() -> None:
    with pytest.raises(TypeError):
        unchecked(Claim, "id")()
