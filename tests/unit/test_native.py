"""Native JSON: what it looks like, and one clear error for everything else that may be in a file."""

from __future__ import annotations

import gc
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from argmap.errors import ArgmapError, DuplicateIdError, FormatError, InvalidFileError, InvalidMapError
from argmap.exchange import FORMATS, dumps, loads
from argmap.model import ArgumentMap, Claim, Evidence, Party, Quantity, Quote, Source
from argmap.serializers import native

GOOD = (
    '{\n  "argmap": "1.0",\n  "title": "Rent cap",\n  "parties": [\n    {"id": "council", "role": "speaker"}\n  ],\n'
    '  "claims": [\n    {"id": "cap", "by": "council", "tags": ["law"]}\n  ]\n}\n'
)


def document(**changes: Any) -> str:
    return json.dumps({"argmap": "1.0", **changes})


def refusal(text: Any) -> ArgmapError:
    with pytest.raises(ArgmapError) as caught:
        loads(text)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


def test_the_text_is_small_and_readable() -> None:
    release = Source("release", "Rents may rise.", sha256="")
    m = ArgumentMap.of(
        Party("council", "City council", role="speaker"),
        release,
        Claim("cap", "Cap <rents>…", by="council", quotes=[Quote("release", "Rents", 0, 5)], weight=1),
        Evidence("survey", figures=[Quantity(81, "percent")], data={"aif": {"nodeID": "7", "x": [1, None]}}),
        title="Rent cap",
    )
    assert dumps(m) == (
        "{\n"
        '  "argmap": "1.0",\n'
        '  "title": "Rent cap",\n'
        '  "parties": [\n'
        "    {\n"
        '      "id": "council",\n'
        '      "name": "City council",\n'
        '      "role": "speaker"\n'
        "    }\n"
        "  ],\n"
        '  "sources": [\n'
        "    {\n"
        '      "id": "release",\n'
        '      "text": "Rents may rise."\n'
        "    }\n"
        "  ],\n"
        '  "claims": [\n'
        "    {\n"
        '      "id": "cap",\n'
        '      "text": "Cap <rents>…",\n'
        '      "by": "council",\n'
        '      "quotes": [\n'
        "        {\n"
        '          "source": "release",\n'
        '          "exact": "Rents",\n'
        '          "start": 0,\n'
        '          "end": 5\n'
        "        }\n"
        "      ],\n"
        '      "weight": 1.0\n'
        "    }\n"
        "  ],\n"
        '  "evidence": [\n'
        "    {\n"
        '      "id": "survey",\n'
        '      "figures": [\n'
        "        {\n"
        '          "value": 81,\n'
        '          "unit": "percent"\n'
        "        }\n"
        "      ],\n"
        '      "data": {\n'
        '        "aif": {\n'
        '          "nodeID": "7",\n'
        '          "x": [\n'
        "            1,\n"
        "            null\n"
        "          ]\n"
        "        }\n"
        "      }\n"
        "    }\n"
        "  ]\n"
        "}\n"
    )


def test_a_good_document_is_read_from_str_bytes_and_with_a_byte_order_mark() -> None:
    m = loads(GOOD)
    assert m["cap"] == Claim("cap", by="council", tags=["law"])
    raw = GOOD.encode()
    others = (
        raw,
        bytearray(raw),
        memoryview(raw),
        b"\xef\xbb\xbf" + raw,
        "\ufeff" + GOOD,
        GOOD.encode("utf-16"),
    )
    assert all(native.loads(text) == m for text in others)  # type: ignore[arg-type]


def test_a_truncated_document_is_reported_as_truncated() -> None:
    for size in range(len(GOOD.rstrip())):
        error = refusal(GOOD[:size])
        assert type(error) is FormatError
        assert error.line is not None
        assert error.line <= GOOD[:size].count("\n") + 1
        assert (
            "is the file complete?" in error.hint
            or "nterminated" in error.message
            or "xpecting" in error.message
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: not JSON: expecting value (the text ends too early: is the file complete?)"),
        (
            GOOD[:60],
            "line 5, column 2: not JSON: expecting value (the text ends too early: is the file complete?)",
        ),
        (
            "[]",
            (
                "$: not an argmap document: the key 'argmap' with the format version is missing "
                "(name the format with format= if this is another one)"
            ),
        ),
        (
            '{"claims": []}',
            (
                "$: not an argmap document: the key 'argmap' with the format version is missing "
                "(name the format with format= if this is another one)"
            ),
        ),
        (
            document(argmap="2.0", crystals=[]),
            (
                "$.argmap: written by a newer argmap as version 2.0, this one reads up to 1.0 "
                "(pip install --upgrade argmap)"
            ),
        ),
        (document(argmap="one"), "$.argmap: unknown version 'one'"),
        (document(argmap=f"{'9' * 5000}.0"), f"$.argmap: unknown version '{'9' * 79}…"),
        (document(argmap=1), "not a valid argmap document: 1 problem\n  $.argmap: expected str, got int"),
        (
            document(claims=[{"id": "a"}, {"id": "b", "txet": "x"}]),
            (
                "not a valid argmap document: 1 problem\n  $.claims[1]: unknown key 'txet'; did you mean 'text'? "
                "(what the format has no key for belongs under 'data')"
            ),
        ),
        (
            document(clams=[]),
            (
                "not a valid argmap document: 1 problem\n  $: unknown key 'clams'; did you mean 'claims'? "
                "(what the format has no key for belongs under 'data')"
            ),
        ),
        (
            document(claims=[{"text": "x"}]),
            "not a valid argmap document: 1 problem\n  $.claims[0]: the key 'id' is missing",
        ),
        (
            document(claims=[{"id": ""}]),
            "not a valid argmap document: 1 problem\n  $.claims[0].id: expected str of length >= 1",
        ),
        (
            document(claims=[{"id": "a", "kind": "polcy"}]),
            (
                "not a valid argmap document: 1 problem\n"
                "  $.claims[0].kind: unknown value 'polcy', expected one of: fact, value, policy; "
                "did you mean 'policy'?"
            ),
        ),
        (
            document(claims=[{"id": "a"}, {"id": "a"}]),
            (
                "the records do not make a map: 1 problem\n  $.claims[1].id: id 'a' is given again "
                "(give one of them another id, or use replace() to change the record)"
            ),
        ),
        (
            document(claims=[{"id": "a\n"}]),
            (
                "the records do not make a map: 1 problem\n"
                r"  $.claims[0].id: id 'a\n' is empty or holds a control character"
            ),
        ),
        (
            document(claims=[{"id": "a", "by": "nobody"}]),
            (
                "the records do not make a map: 1 problem\n"
                "  $.claims[0].by: 'a' names the unknown party 'nobody' (add the party to the map)"
            ),
        ),
        (
            '{"argmap": "1.0",\n "title": "\\ud83d"}',
            r"line 2, column 12: not JSON: \ud83d is half of a surrogate pair",
        ),
        (
            '{"argmap": "1.0",\n "title": "\ud83d"}',
            (
                "line 2, column 12: the text holds a lone surrogate, which UTF-8 cannot write "
                "(decode the file again with the right encoding)"
            ),
        ),
        (
            '{"argmap": "1.0",\n "title": "a\0b"}',
            "line 2, column 13: not JSON: invalid control character at",
        ),
        (
            "\0",
            "line 1, column 1: not JSON: expecting value (text of another format is read with format=)",
        ),
        (
            b'{"argmap": "1.0",\n "title": "caf\xe9"}',
            "line 2, column 15: byte 0xe9 is not UTF-8 (save the file as UTF-8)",
        ),
        (
            GOOD.encode("utf-16-be").replace(b"\0", b"\xfe"),
            "line 1, column 1: byte 0xfe is not UTF-8 (save the file as UTF-8)",
        ),
        (
            '{"argmap": "1.0", "data": {"n": NaN}}',
            (
                "line 1, column 33: not JSON: the number NaN is out of range "
                "(JSON knows finite numbers only; write others as strings or null)"
            ),
        ),
        (
            '{"argmap": "1.0", "data": {"n": -Infinity}}',
            (
                "line 1, column 33: not JSON: the number -Infinity is out of range "
                "(JSON knows finite numbers only; write others as strings or null)"
            ),
        ),
        (
            '{"argmap": "1.0",\n "data": {"n": 1e999}}',
            (
                "line 2, column 16: not JSON: the number 1e999 is out of range "
                "(JSON knows finite numbers only; write others as strings or null)"
            ),
        ),
        (
            f'{{"argmap": "1.0",\n "data": {{"n": {"9" * 5000}}}}}',
            (
                f"line 2, column 16: not JSON: the number {'9' * 20} is out of range "
                "(JSON knows finite numbers only; write others as strings or null)"
            ),
        ),
        (
            f'{{"argmap": "1.0",\n "data": {{"n": {"9" * 4290}}}}}',
            (
                "not a valid argmap document: 1 problem\n"
                "  $.data: data holds an integer of thousands of digits (write it as a string)"
            ),
        ),
        (
            f'{{"argmap": "1.0", "data": {{"n": {"[" * 200}{"]" * 200}}}}}',
            "not a valid argmap document: 1 problem\n  $.data: data is nested deeper than 100 levels",
        ),
        (
            f'{{"argmap": "1.0", "data": {{"n": {"[" * 100_000}{"]" * 100_000}}}}}',
            "$: the JSON is nested too deeply (data nests at most 100 levels)",
        ),
        (
            "[" * 100_000,
            "line 1, column 1: not JSON: nested too deeply (data nests at most 100 levels)",
        ),
        (None, "found None where text is expected (load() reads files)"),
        (5, "found an int where text is expected (load() reads files)"),
    ],
)
def test_refusals(text: Any, message: str) -> None:
    assert str(refusal(text)) == message


def test_all_wrong_types_are_reported_at_once_with_their_paths() -> None:
    error = refusal(
        document(
            title=3,
            parties={"id": "p"},
            claims=[
                "cap",
                {"id": "a", "tags": "law", "weight": "heavy", "kind": 3},
                {
                    "id": "b",
                    "quotes": [{"source": "s", "exact": "x"}, {"sauce": "s", "exact": 1, "start": -1}],
                },
                {"id": "c", "wordings": [{"text": "x", "quotes": [{"source": "s", "exact": None}]}]},
            ],
            evidence=[
                {"id": "e", "figures": [{"value": None}, {"value": 1, "quote": 3}, {"value": 1, "quote": {}}]}
            ],
            relations=[{"id": "r"}, {"id": "s", "kind": "suport", "sources": [1]}],
            metadata=[],
            data=3,
        )
    )
    assert isinstance(error, InvalidFileError)
    assert [(p.path, p.message.partition(", expected one of")[0]) for p in error.exceptions] == [
        ("$.title", "expected str, got int"),
        ("$.metadata", "expected object | null, got array"),
        ("$.parties", "expected array, got object"),
        ("$.claims[0]", "expected object, got str"),
        ("$.claims[1].kind", "expected str | null, got int"),
        ("$.claims[1].tags", "expected array, got str"),
        ("$.claims[1].weight", "expected float | null, got str"),
        ("$.claims[2].quotes[1]", "unknown key 'sauce'"),
        ("$.claims[2].quotes[1]", "the key 'source' is missing"),
        ("$.claims[2].quotes[1].exact", "expected str, got int"),
        ("$.claims[2].quotes[1].start", "expected int >= 0"),
        ("$.claims[3].wordings[0].quotes[0].exact", "expected str, got null"),
        ("$.evidence[0].figures[0].value", "expected int | float | str, got null"),
        ("$.evidence[0].figures[1].quote", "expected object | null, got int"),
        ("$.evidence[0].figures[2].quote", "the key 'source' is missing"),
        ("$.evidence[0].figures[2].quote", "the key 'exact' is missing"),
        ("$.relations[0]", "the key 'kind' is missing"),
        ("$.relations[1].kind", "unknown value 'suport'"),
        ("$.relations[1].sources[0]", "expected str, got int"),
        ("$.data", "expected object | null, got int"),
    ]


def test_all_wrong_values_are_reported_at_once_with_their_paths() -> None:
    deep: Any = 1
    for _ in range(150):
        deep = [deep]
    error = refusal(
        document(
            claims=[
                {"id": "a", "data": {"x": deep}},
                {"id": "b", "quotes": [{"source": "s", "exact": "x", "start": 5, "end": 2}]},
                {"id": "c", "wordings": [{"text": ""}, {"text": "x", "data": {"x": deep}}]},
            ],
            evidence=[
                {
                    "id": "e",
                    "figures": [
                        {"value": 1},
                        {"value": "many"},
                        {"value": 1, "quote": {"source": "s", "exact": "", "start": 3}},
                    ],
                }
            ],
            metadata={"x": deep},
        )
    )
    assert isinstance(error, InvalidFileError)
    assert [p.path for p in error.exceptions] == [
        "$.claims[0].data",
        "$.claims[1].quotes[0]",
        "$.claims[2].wordings[1].data",
        "$.evidence[0].figures[2].quote",
        "$.evidence[0].figures[1]",
        "$.metadata",
    ]


def test_problems_of_the_map_have_paths_too() -> None:
    error = refusal(
        document(
            claims=[{"id": "a"}],
            parties=[{"id": "a"}],
            relations=[{"id": "r", "kind": "support", "targets": ["b"]}],
        )
    )
    assert isinstance(error, InvalidMapError)
    assert next((type(p), p.path) for p in error.exceptions) == (DuplicateIdError, "$.claims[0].id")
    assert error.exceptions[1].path == "$.relations[0].targets[0]"


def test_a_megabyte_of_text_is_read() -> None:
    text = "Rents &\n\0" * 120_000
    m = ArgumentMap.of(Source("s", text), Claim("c", text))
    assert loads(dumps(m)) == m


def test_a_newer_minor_version_is_read() -> None:
    assert loads(document(argmap="1.7", claims=[{"id": "a"}])).claims == (Claim("a"),)


@pytest.mark.parametrize("number", [2**63, -(2**64), 10**30, 10**4000, 1e300, -0.0, 5e-324])
def test_numbers_come_back_as_they_went_in(number: float) -> None:
    m = ArgumentMap.of(data={"n": number})
    assert repr(loads(dumps(m)).data["n"]) == repr(number)


def test_reading_leaves_garbage_collection_as_it_was() -> None:
    assert gc.isenabled()
    loads(GOOD)
    refusal("nonsense")
    assert gc.isenabled()
    gc.disable()
    try:
        loads(GOOD)
        assert not gc.isenabled()
    finally:
        gc.enable()


class TestSchema:
    def test_the_shipped_schema_is_current(self) -> None:
        shipped = (
            files("argmap.serializers.native").joinpath("argmap-1.schema.json").read_text(encoding="utf-8")
        )
        assert json.loads(shipped) == native.schema(), (
            "python -m argmap.serializers.native.schema prints the current one"
        )

    def test_is_a_schema(self) -> None:
        Draft202012Validator.check_schema(native.schema())

    def test_describes_every_type_and_field(self) -> None:
        parts = native.schema()["$defs"]
        assert all(part["description"] for part in parts.values())
        assert parts["RelationKind"]["enum"] == sorted(k for k in parts["RelationKind"]["enum"])
        assert parts["Quote"]["properties"]["start"]["anyOf"][0]["minimum"] == 0
        assert parts["Claim"]["additionalProperties"] is False

    @pytest.mark.parametrize(
        "changes",
        [
            {"clams": []},
            {"claims": [{}]},
            {"claims": [{"id": ""}]},
            {"relations": [{"id": "r", "kind": "x"}]},
        ],
    )
    def test_refuses_what_reading_refuses(self, changes: Any) -> None:
        refusal(document(**changes))
        assert not Draft202012Validator(native.schema()).is_valid({"argmap": "1.0", **changes})


def test_unknown_formats_name_the_known_ones() -> None:
    for call in (
        lambda: loads("", format="argmap-jsn"),
        lambda: dumps(ArgumentMap.of(), format="argmap-jsn"),
    ):
        with pytest.raises(ArgmapError) as caught:
            call()
        assert str(caught.value).startswith("unknown format 'argmap-jsn', expected one of: argmap-json")
        assert caught.value.nearest == "argmap-json"
    assert len({row.name for row in FORMATS}) == len(FORMATS)


def test_places_are_those_at_which_records_begin() -> None:
    m = ArgumentMap.of(
        Party("p"), Source("s", 'a "quoted" text {[]}'), Claim("c", "x"), Claim("d", "}{"), title="[1]"
    )
    text = dumps(m)
    places = native.places(text)
    assert {*places} == {r.id for r in m}
    lines = text.splitlines()
    assert all(lines[line - 1][column - 1] == "{" for line, column in places.values())
    assert all(f'"id": "{i}"' in lines[line] for i, (line, _) in places.items())
    assert native.places('{"argmap":"1.0"}') == {}


def test_accepted_findings_that_are_none_are_refused_with_their_paths() -> None:
    text = '{"argmap": "1.0", "claims": [{"id": "c"}], "accepted_findings": [%s]}'
    for row, message in (
        (
            '{"code": "unquoted", "ids": ["c"], "reason": " "}',
            "$.accepted_findings[0]: an accepted finding has no reason",
        ),
        (
            '{"code": "unquoted", "ids": ["d"], "reason": "x"}',
            "$.accepted_findings[0].ids[0]: the accepted finding 'unquoted' names the unknown record 'd'",
        ),
        (
            '{"code": "unquoted", "ids": ["c"]}',
            "$.accepted_findings[0]: the key 'reason' is missing",
        ),
    ):
        with pytest.raises(ArgmapError) as caught:
            loads(text % row)
        assert message in str(caught.value)
