"""YAML 1.2: the meaning of plain words, the positions of keys, refusals; and js-yaml agrees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from argmap.errors import FormatError, LimitError
from argmap.limits import Limits, imposed
from argmap.syntax.yaml import MAX_DEPTH, Mapping, loads, look
from argmap.syntax.yaml_words import meaning

# Words and what they mean in the core schema, section 10.3.2.
MEANINGS: Final[dict[str, Any]] = {
    "~": None, "null": None, "Null": None, "NULL": None, "nULL": "nULL",
    "true": True, "True": True, "FALSE": False, "tRUE": "tRUE",
    "yes": "yes", "No": "No", "on": "on", "OFF": "OFF", "y": "y", "n": "n",
    "0": 0, "-0": 0, "+7": 7, "12": 12, "012": 12, "0o17": 15, "0x1F": 31, "0b11": 3, "1_000": "1_000",
    "1e3": 1000.0, "1.5": 1.5, ".5": 0.5, "5.": 5.0, "-1.5e-3": -0.0015, "1.2.3": "1.2.3", "12:30:45": "12:30:45",
    "2020-01-01": "2020-01-01", "1-2": "1-2", "6,317": "6,317", "84.5%": "84.5%", "v1": "v1", "-": "-", ".": ".",
    "+": "+", "1e": "1e", "e3": "e3", "über": "über", "=": "=", "<<": "<<",
}  # fmt: skip


@pytest.mark.parametrize("word", MEANINGS)
def test_what_a_plain_word_means(word: str) -> None:
    found = meaning(word)
    assert found == MEANINGS[word]
    assert type(found) is type(MEANINGS[word])


@pytest.mark.parametrize("word", sorted(set(MEANINGS) - {"-", "=", "<<"}))
def test_words_in_documents(word: str) -> None:
    assert loads(f"a: {word}") == {"a": MEANINGS[word]}
    assert loads(f"[\"{word}\", '{word}']") == [word, word]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-01-01", "2020-01-01T00:00:00.000Z"),
        ("2020-01-01T10:00:00Z", "2020-01-01T10:00:00.000Z"),
        ("2020-01-01 10:00:00.25 +01:30", "2020-01-01T08:30:00.250Z"),
        ("2020-01-01t10:00:00-05", "2020-01-01T15:00:00.000Z"),
        ("2020-1-1", "2020-1-1"),
        ("2020-02-31", "2020-02-31"),
        ("2020-01", "2020-01"),
        ('"2020-01-01"', "2020-01-01"),
    ],
)
def test_dates_are_words_or_moments(text: str, moment: str) -> None:
    assert loads(f"d: {text}", dates=True) == {"d": moment}
    assert loads(f"d: {text}") == {"d": text.strip('"')}


def test_an_empty_document_is_null() -> None:
    assert loads("") is None
    assert loads("# only a comment\n") is None
    assert loads("{x}") == {"x": None}


def test_a_document_that_was_looked_at_is_parsed_once_and_given_once() -> None:
    text = "a: {b: 1}"
    seen = look(text)
    read = loads(text)
    assert read is seen
    read["a"]["b"] = 2  # as a reader may do
    assert loads(text) == {"a": {"b": 1}}


def test_a_look_is_of_that_text_and_of_no_dates() -> None:
    text, other = "a: 2020-01-01", "a: 2020-01-02"
    look(text)
    assert loads(other) == {"a": "2020-01-02"}
    look(text)
    assert loads(text, dates=True) == {"a": "2020-01-01T00:00:00.000Z"}


def test_positions_of_keys() -> None:
    found = loads("a: 1\nbb:\n  c: {d: 2,\n      e: 3}\n")
    assert isinstance(found, Mapping)
    assert found.places == {None: (1, 1), "a": (1, 1), "bb": (2, 1)}
    assert found["bb"].places == {None: (3, 3), "c": (3, 3)}
    assert found["bb"]["c"].places == {None: (3, 6), "d": (3, 7), "e": (4, 7)}


def test_aliases_are_the_values_of_their_anchors() -> None:
    assert loads("a: &x [1, {b: 2}]\nc: *x\nd: &y word\ne: *y") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": "word",
        "e": "word",
    }


def test_block_scalars_keep_their_lines() -> None:
    assert loads("a: |\n  one\n  two\nb: >-\n  one\n  two\n") == {"a": "one\ntwo\n", "b": "one two"}


def test_nesting_up_to_the_limit_is_read() -> None:
    assert loads("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(FormatError, match=f"nesting deeper than {MAX_DEPTH}") as refused:
        loads("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
    assert (refused.value.line, refused.value.column) == (1, MAX_DEPTH + 1)


def test_deeper_nesting_is_refused() -> None:
    for text in ("[" * 100_000, "{a: " * 20_000, "- " * 20_000 + "a", "? " * 5000):
        with pytest.raises(FormatError):
            loads(text)


def test_aliases_that_unfold_to_millions_of_values_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(
        LimitError, match=r"column \d+: aliases add [\d,]+ values or more, .*the limit is 10,000,000"
    ):
        loads("\n".join(lines))


def test_what_aliases_name_counts_with_all_that_is_in_it() -> None:
    text = "a: &a [xy, {k: z}]\nb: [*a, *a]\n"  # 1 mapping, 2 keys, 5 values of a, 1 list, 2 x 5 values
    with imposed(Limits(nodes=100, characters=8)):
        assert loads(text) == {"a": ["xy", {"k": "z"}], "b": [["xy", {"k": "z"}]] * 2}
    with (
        imposed(Limits(nodes=99)),
        pytest.raises(LimitError, match=r"line 2, column 9: aliases add 10 values"),
    ):
        loads(text)
    with imposed(Limits(nodes=8)), pytest.raises(LimitError, match=r"line 2, column 5: found 10 values"):
        loads(text.replace("*", "").replace("&a", ""))
    with (
        imposed(Limits(characters=7)),
        pytest.raises(LimitError, match=r"line 2, column 9: aliases add 8 char"),
    ):
        loads(text)


def test_long_words_by_aliases_are_refused_before_they_are_made() -> None:
    text = f"x: [&a {'x' * 100_000}{', *a' * 20_000}]"
    with pytest.raises(
        LimitError, match="aliases add 20,100,000 characters or more, the limit is 20,000,000"
    ):
        loads(text)


@pytest.mark.parametrize(
    ("text", "words", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3", "the key 'a' a second time", 3, 1),
        ("x: {b: 1, b: 2}", "the key 'b' a second time", 1, 11),
        ("a: [1, 2\nb: 3", "not yaml", 2, 2),
        ("a: b: c", "not yaml", 1, 5),
        ("a: *x", "the alias 'x' of nothing", 1, 4),
        ("a: &x [*x]", "the alias 'x' of nothing", 1, 8),
        ("[a]: b", "a key that is a sequence", 1, 1),
        ("{{a: 1}: b}", "a key that is a mapping", 1, 2),
        ("a: &x b\n*x : c", "a key that is an alias", 2, 1),
        ("a: !!python/object:x y", "the tag", 1, 4),
        ("a: !mine [b]", "the tag '!mine'", 1, 4),
        ("a: !!int word", "with the tag int", 1, 4),
        ("a: .nan", "which JSON cannot write", 1, 4),
        ("a: -.inf", "which JSON cannot write", 1, 4),
        ("a\n---\nb", "a second document", 2, 1),
        ("a: 1\n\tb: 2", "not yaml", 2, 1),
        ("a: \x07", "not allowed", 1, 4),
    ],
)
def test_errors_say_what_is_refused_and_where(text: str, words: str, line: int, column: int) -> None:
    with pytest.raises(FormatError) as refused:
        loads(text)
    assert words.lower() in str(refused.value).lower()
    assert (refused.value.line, refused.value.column) == (line, column)


def test_tags_of_the_core_schema_are_known() -> None:
    assert loads("[!!str 1, !!int 0x10, !!float 1, !!bool true, !!null ~]") == ["1", 16, 1, True, None]


def test_numbers_of_thousands_of_digits_are_words() -> None:
    assert loads(f"a: {'9' * 5000}") == {"a": "9" * 5000}
    assert loads(f"a: {'9' * 300}") == {"a": int("9" * 300)}


# js-yaml is the parser of the reference implementation of Argdown


DOCUMENTS: Final = (
    *(f"a: {w}" for w in MEANINGS if w not in ("-", "<<")),
    "{a: no, b: 012, c: [1e3, ~], d: '2020-01-01'}",
    "{x, y: [], z: {}}",
    "a: |\n  one\n  two\nb: >-\n  one\n  two\n",
    "- a\n- - b\n  - c\n- {d: e}",
    "a: &x [1, {b: 2}]\nc: *x",
    "a: 'it''s'\nb: \"tab\\there \\u00e9\"",
    "a: b # comment\nc: d#no\n",
    "url: http://x.org/a:b\ntime: 12:30",
    "a: 1\na: 2", "[", "a: b: c", "a: *x", "", "word", "a: .inf", "a:\n  - b\n c: d", "{a: 1", "a: @x", "a: `x`", "%x",
    "a: 1_000", "1: a", "a: 0o8", "a: 08", "a: 0xg", "a: 1.e3", "a: -", "a: 0b2",
)  # fmt: skip


@pytest.fixture(scope="module")
def js_yaml() -> dict[str, Any]:
    """What js-yaml makes of each document: its value, or an error."""
    folder = os.environ.get("ARGMAP_ARGDOWN_ORACLE")
    node = shutil.which("node")
    if not folder or not node or not (Path(folder) / "node_modules" / "js-yaml").is_dir():
        pytest.skip("no js-yaml: ARGMAP_ARGDOWN_ORACLE names no folder with node_modules/js-yaml")
    script = (
        "const y = require('js-yaml'); const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "const say = t => { try { const v = y.load(t); "
        "return Number.isFinite(v && v.a) || typeof (v && v.a) !== 'number'"
        " ? {value: v === undefined ? null : v} : {error: 1}; } catch (e) { return {error: 1}; } };"
        "console.log(JSON.stringify(Object.fromEntries(texts.map(t => [t, say(t)]))));"
    )
    done = subprocess.run(
        [node, "-e", script],
        input=json.dumps(DOCUMENTS),
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("text", DOCUMENTS)
def test_js_yaml_reads_the_same(text: str, js_yaml: dict[str, Any]) -> None:
    theirs = js_yaml[text]
    try:
        ours = loads(text, dates=True)
    except FormatError:
        assert "error" in theirs
    else:
        assert "error" not in theirs
        assert ours == theirs["value"]
