"""What is written as YAML is read back as the same value, by YAML 1.2 and by readers of YAML 1.1."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.errors import FormatError
from argmap.model import Data
from argmap.syntax.yaml import bare_values, loads, typed_keys
from argmap.syntax.yaml_writer import dumps, quoted_otherwise
from argmap.testing import HOSTILE

WORDS = (
    "no", "Yes", "on", "OFF", "y", "N", "~", "null", "Null", "true", "012", "0o17", "0x1F", "0b1", "1e3", "1_000",
    "2020-01-01", "2020-01-01T10:00:00Z", "12:30:45", ".inf", "-.INF", ".NaN", "+1", "-0", ".5", "5.", "1.", "=",
    "<<", "", " ", " lead", "trail ", "-", "- a", "? b", ": c", "a: b", "a:", "a #b", "#b", "[a]", "{a}", "a, b",
    "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "---", "...", "--- a", "...\n", "a\n---\nb", "a\nb", "a\nb\n",
    "a\n\n\n", "\na", "\n", "\n\n", " a\nb", "a \nb", "a\n b\n", "a\n\tb", "\ta", "'", '"', "it's", "’", "über",
    "東京", "👩\u200d👩", "¬app(a1)", "x" * 400, "long " * 60, "k" * 130, "G1 -> G2",
)  # fmt: skip
texts = st.sampled_from(WORDS) | st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]))
leaves = (
    texts
    | st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def same(a: Any, b: Any) -> bool:
    """Equal, with the same order of keys and the same types of numbers."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return (
        a == b and isinstance(a, bool) == isinstance(b, bool) and isinstance(a, float) == isinstance(b, float)
    )


@given(values)
@example([list(WORDS), list(HOSTILE), dict.fromkeys(WORDS, 1), {"a": dict.fromkeys(HOSTILE, "b\nc")}])
@example({w: {"text": w, "list": [w], "deep": [[w], {w: [w, [w]]}]} for w in (*WORDS, *HOSTILE)})
def test_what_is_written_is_read(value: Any) -> None:
    written = dumps(value)
    assert same(loads(written), value)
    assert dumps(loads(written)) == written


@given(st.dictionaries(texts, texts | st.lists(texts), max_size=4))
@example({w: w for w in (*WORDS, *HOSTILE)})
@example({"row": list(WORDS)})
def test_readers_of_yaml_1_1_read_the_same_strings(value: Any) -> None:
    assert yaml.safe_load(dumps(value)) == value


@pytest.mark.parametrize("word", WORDS)
def test_a_word_stays_a_word_wherever_it_stands(word: str) -> None:
    for value in (word, [word], {"k": word}, {word: word}, {"k": [word, {"a": word}]}):
        assert loads(dumps(value)) == value


def test_frozen_data_is_written_as_it_is() -> None:
    assert loads(dumps(Data({"a": ["b", {"c": None}]}))) == {"a": ["b", {"c": None}]}


def test_long_lines_are_not_folded_and_letters_stay_letters() -> None:
    text = "Über alles: " + "words and more words " * 40 + "東京"
    assert text in dumps({"text": text})
    assert len(dumps({"text": text}).splitlines()) == 1


def test_the_outline_is_made_for_reading() -> None:
    value = {"G1": {"text": "One.\nTwo.\n", "supportedBy": ["S1", "S2"], "undeveloped": True, "acp": {}}}
    assert dumps(value) == (
        "G1:\n  text: |\n    One.\n    Two.\n  supportedBy: [S1, S2]\n  undeveloped: true\n  acp: {}\n"
    )


def test_what_could_not_be_read_is_not_written() -> None:
    deep: Any = []
    for _ in range(90):
        deep = [deep]
    with pytest.raises(FormatError, match="nested deeper than 90"):
        dumps(deep)
    assert loads(dumps(deep[0])) == deep[0]
    with pytest.raises(FormatError, match="4000 digits"):
        dumps(10**4001)
    assert loads(dumps(10**3999)) == 10**3999


@pytest.mark.parametrize(
    "key", ["1", "-2", "1.5", "0x1F", "~", "null", "true", "?\n", "'1'", "'null'", "!!int 1", "yes"]
)
@pytest.mark.parametrize("around", ["{0}: x", "a: {{{0}: x, b: y}}", "[a, [{{{0}: [{{{0}: 2}}]}}]]"])
def test_keys_that_are_no_strings_come_back_as_they_were(around: str, key: str) -> None:
    read = loads(around.format(key))
    written = dumps(read, typed=typed_keys(read))
    expected = yaml.safe_load(around.format(key if key != "yes" else "'yes'"))  # a word since YAML 1.2
    assert repr(yaml.safe_load(written)) == repr(expected)
    assert typed_keys(loads(written)) == typed_keys(read)


def test_what_is_said_of_keys_has_to_be_so() -> None:
    typed: list[Any] = [["yes"], ["a"], ["1", "2"], 3, None, [], [{}], ["b", None], "1"]
    assert (
        dumps({"yes": 1, "a": 2, "1": {"2": 3}, "b": []}, typed=typed)
        == "'yes': 1\na: 2\n'1':\n  2: 3\nb: []\n"
    )


MOMENTS = (
    "1989-06-14",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43 Z",
    "12:30:45",
    "190:20:30",
    "1_000",
)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("around", ["{0}", "'{0}'"])
def test_dates_and_times_come_back_as_they_were(moment: str, around: str) -> None:
    text = "a:\n  b: {0}\n  c: [{0}, x]\nd: [[{0}], {{e: {0}}}]\n".replace("{0}", around).format(moment)
    read = loads(text)
    assert read["a"] == {"b": moment, "c": [moment, "x"]}
    written = dumps(read, typed=typed_keys(read), bare=quoted_otherwise(read))
    assert repr(yaml.safe_load(written)) == repr(yaml.safe_load(text))
    assert written.startswith(f"a:\n  b: {around.format(moment)}\n  c: [{around.format(moment)}, x]\n")
    assert bare_values(loads(written)) == bare_values(read)


@given(values, st.lists(st.lists(texts | st.integers(0, 3), max_size=4), max_size=4))
@example(
    {"a": "no", "b": ": ", "c": "- x", "d": "1: 2", "e": "1:", "f": "12"},
    [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]],
)
def test_what_is_said_of_values_has_to_be_so(value: Any, bare: list[Any]) -> None:
    assert same(loads(dumps(value, bare=[[path] if isinstance(path, str) else path for path in bare])), value)


@pytest.mark.parametrize(
    "word", ["0x" + "f" * 3990, "-0x" + "f" * 3990, "0o" + "7" * 3990, "0b" + "1" * 3990, "9" * 4000]
)
def test_very_long_numbers_are_words_or_can_be_written(word: str) -> None:
    found = loads(f"a: {word}")["a"]
    assert isinstance(found, int) != word.startswith(("0x", "-0x"))
    assert loads(dumps([found])) == [found]
    assert Data({"a": found})["a"] == found
