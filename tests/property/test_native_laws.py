"""Native JSON loses nothing, is stable to the byte, and refuses everything else with one kind of error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.errors import ArgmapError, InvalidFileError
from argmap.serializers.native import dumps, loads, schema
from argmap.testing import HOSTILE, hostile_text, maps

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

VALIDATOR: Final = Draft202012Validator(schema())
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | hostile_text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def refused_or_read(text: str | bytes) -> ArgumentMap | None:
    """The map, or None where reading fails as it should; any other error is a failure of the test."""
    try:
        return loads(text)
    except ArgmapError:
        return None


@given(maps(hostile=True))
def test_round_trip_is_the_same_map(m: ArgumentMap) -> None:
    assert loads(dumps(m)) == m
    assert loads(dumps(m).encode()) == m


@given(maps(hostile=True))
def test_the_text_is_stable_to_the_byte(m: ArgumentMap) -> None:
    text = dumps(m)
    assert dumps(loads(text)) == text


@given(maps(hostile=True))
def test_the_text_is_plain_json_that_fits_the_schema(m: ArgumentMap) -> None:
    text = dumps(m)
    assert text.endswith("}\n")
    VALIDATOR.validate(json.loads(text))


@given(maps(hostile=True))
def test_layout_and_key_order_do_not_matter(m: ArgumentMap) -> None:
    document = json.loads(dumps(m))
    backwards = {k: document[k] for k in reversed(document)}
    assert loads(json.dumps(backwards, ensure_ascii=True)) == m


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_with_an_error_of_argmap(raw: bytes) -> None:
    assert refused_or_read(raw) is None


@given(st.text(st.characters(), max_size=100) | JSON.map(json.dumps))
def test_random_text_and_json_are_refused_with_an_error_of_argmap(text: str) -> None:
    assert refused_or_read(text) is None


@given(maps(hostile=True, max_claims=3), st.data())
def test_cut_and_spliced_texts_are_read_or_refused(m: ArgumentMap, data: st.DataObject) -> None:
    raw = dumps(m).encode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    spliced = (
        raw[:start]
        + data.draw(st.binary(max_size=4) | st.sampled_from([b"{", b'"', b"]", b"1e999"]))
        + raw[end:]
    )
    refused_or_read(spliced)


@given(maps(max_claims=3), st.data())
def test_documents_with_one_value_changed_are_read_or_refused(m: ArgumentMap, data: st.DataObject) -> None:
    document = json.loads(dumps(m))
    place, key = data.draw(st.sampled_from(list(_places(document))))
    place[key] = data.draw(JSON)
    read = refused_or_read(json.dumps(document))
    if read is not None:
        assert loads(dumps(read)) == read


@given(maps(max_claims=3), st.sampled_from(["clams", "x", *HOSTILE]), st.data())
def test_an_unknown_key_is_refused_with_its_path(m: ArgumentMap, key: str, data: st.DataObject) -> None:
    document = json.loads(dumps(m))
    records = [
        (f"$.{name}[{n}]", r)
        for name, rs in document.items()
        if isinstance(rs, list)
        for n, r in enumerate(rs)
    ]
    path, place = data.draw(st.sampled_from([("$", document), *records]))
    place[key] = 1
    with pytest.raises(InvalidFileError) as caught:
        loads(json.dumps(document))
    problem = caught.value.exceptions[0]
    assert (problem.path, problem.found) == (path, key)


def _places(value: Any) -> Any:
    """Every place in a JSON value that can be given another value."""
    pending = [value]
    while pending:
        container = pending.pop()
        pairs = list(container.items() if isinstance(container, dict) else enumerate(container))
        yield from ((container, key) for key, _ in pairs)
        pending += [inner for _, inner in pairs if isinstance(inner, (dict, list))]
