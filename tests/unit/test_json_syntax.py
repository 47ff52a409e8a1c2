"""JSON is read as its standard defines it, and anything else is refused with its position."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import FormatError, LimitError
from argmap.limits import Limits, imposed
from argmap.syntax.json import dumps, loads
from argmap.testing import HOSTILE

PIECES = st.sampled_from(
    [*'{}[],:"\\ \n0-1.eE', "null", "true", "NaN", '"a"', "\\u", "\\ud800", '{"a":1,', '"a":2}', *HOSTILE]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text())
def test_text_is_a_value_or_a_format_error(text: str) -> None:
    try:
        value = loads(text)
    except FormatError as caught:
        error = caught
    else:
        assert value == json.loads(text)
        return
    assert error.line is not None
    assert error.column is not None
    assert 1 <= error.line <= text.count("\n") + 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_values_come_back(value: Any) -> None:
    try:
        text = json.dumps(value, ensure_ascii=True)
        text.encode()
    except ValueError:
        return
    if "\\ud" not in text:
        assert loads(text) == value
    assert json.dumps(loads(json.dumps({"b": 1, "a": 2}))) == '{"b": 1, "a": 2}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"a": 1,\n "b": {"a": 2},\n "\\u0061": 3}',
            "line 3, column 2: the key 'a' comes a second time in one object (the first is in line 1)",
        ),
        (
            '[{"a": "x:"}, {"b": 1, "b" : 2}]',
            "line 1, column 24: the key 'b' comes a second time in one object",
        ),
        (
            '{"}": ["{", {"\\"": 1, "\\"": 2}]}',
            "line 1, column 23: the key '\"' comes a second time in one object",
        ),
        ("[NaN]", "line 1, column 2: not JSON: the number NaN is out of range"),
        ("[1,\n -Infinity]", "line 2, column 2: not JSON: "),
        ("[1e999]", "line 1, column 2: not JSON: the number 1e999 is out of range"),
        ('["a",\n"\\ud800"]', "line 2, column 2: not JSON: \\ud800 is half of a surrogate pair"),
        ('["\ud800"]', "line 1, column 3: the text holds a lone surrogate"),
        ('["a\nb"]', "line 1, column 4: not JSON: invalid control character at"),
        (
            "[" * 100_000 + "]" * 100_000,
            "line 1, column 1: not JSON: nested too deeply (data nests at most 100 levels)",
        ),
        ('{"a":' * 100_000, "line 1, column 1: not JSON: nested too deeply"),
        ("", "line 1, column 1: not JSON: expecting value (the text ends too early: is the file complete?)"),
        ("{} {}", "line 1, column 4: not JSON: extra data"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        loads(text)
    assert str(caught.value).startswith(message)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_written_text_has_letters_as_they_are_and_a_line_end() -> None:
    value = {"name": "Zo\u00eb \u2019", "pages": [1, 2.0, None, True], "far": 1e16}
    assert dumps(value) == '{"name":"Zo\u00eb \u2019","pages":[1,2.0,null,true],"far":1e+16}\n'
    assert dumps({"a": [1]}, indent=2) == '{\n  "a": [\n    1\n  ]\n}\n'
    assert loads(dumps(value)) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('[{,"\\', max_size=4),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('[{,"\\', max_size=4), inner),
)


def _values(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_values, inner))


@given(JSON)
def test_the_limit_of_values_counts_them_and_not_the_signs_in_strings(value: Any) -> None:
    """An empty list or object counts as one more, since whatever is in it would."""
    text = dumps(value)
    count = _values(value)
    empty = len(re.findall(r"\[\]|\{\}", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)))
    with imposed(Limits(nodes=count + empty)):
        assert loads(text) == value
    if count > 1:
        with imposed(Limits(nodes=count - 1)), pytest.raises(LimitError):
            loads(text)
