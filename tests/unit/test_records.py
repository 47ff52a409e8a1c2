"""Records take what is convenient, store what is frozen, and say what they refuse."""

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from argmap import Limits, Style, draw, view
from argmap.errors import ArgmapError, FileError, FormatError, ReadOnlyError, RecordError, StyleError
from argmap.model import (
    ArgumentMap,
    Claim,
    ClaimKind,
    Data,
    Evidence,
    Party,
    Quantity,
    Quote,
    Relation,
    RelationKind,
    Role,
    Section,
    Source,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNCIL = Party("council", "City council", role="speaker")
CAP = Claim("cap", "Rents should rise by at most 3% a year.", by=COUNCIL, kind="policy")

WrongClaim: Any = Claim  # for arguments that the type checker would refuse
WrongQuantity: Any = Quantity
WrongStyle: Any = Style
WrongLimits: Any = Limits


def test_plain_strings_become_members_and_records_become_ids() -> None:
    assert CAP.kind == "policy"
    assert type(CAP.kind) is ClaimKind
    assert (CAP.by, Claim("c", via=COUNCIL).via, Claim("c", to=[COUNCIL, "x"]).to) == (
        "council",
        ("council",),
        ("council", "x"),
    )
    assert Section("b", parent=Section("a")).parent == "a"
    assert Source("s", publisher=COUNCIL).publisher == "council"
    assert COUNCIL.role is Role.SPEAKER


def test_one_value_stands_for_a_tuple_of_one() -> None:
    quote = Quote("s", "words")
    claim = Claim("c", quotes=quote, tags="law", wordings="in other words")
    assert (claim.quotes, claim.tags, claim.wordings) == ((quote,), ("law",), (Wording("in other words"),))
    assert Evidence("e", figures=Quantity(3)).figures == (Quantity(3),)


def test_lists_and_iterators_become_tuples() -> None:
    assert Claim("c", tags=iter(["a", "b"])).tags == ("a", "b")
    assert hash(Claim("c", wordings=[Wording("x", quotes=[Quote("s", "x")])]))


@pytest.mark.parametrize(
    ("relation", "described"),
    [
        (CAP.supports("a", "b"), ("support:cap>a+b", "support", ("cap",), ("a", "b"))),
        (CAP.supported_by("a", "b"), ("support:a+b>cap", "support", ("a", "b"), ("cap",))),
        (CAP.attacks("a"), ("attack:cap>a", "attack", ("cap",), ("a",))),
        (CAP.attacked_by("a"), ("attack:a>cap", "attack", ("a",), ("cap",))),
        (CAP.undercuts("a"), ("undercut:cap>a", "undercut", ("cap",), ("a",))),
        (CAP.entails("a"), ("entailment:cap>a", "entailment", ("cap",), ("a",))),
        (CAP.contrary_to("a"), ("contrary:cap>a", "contrary", ("cap",), ("a",))),
        (CAP.contradicts("a"), ("contradiction:cap>a", "contradiction", ("cap",), ("a",))),
        (CAP.rephrases("a"), ("rephrase:cap>a", "rephrase", ("cap",), ("a",))),
        (CAP.preferred_to("a"), ("preference:cap>a", "preference", ("cap",), ("a",))),
    ],
)
def test_verbs_return_relations_with_derived_ids(relation: Relation, described: tuple[Any, ...]) -> None:
    assert (relation.id, relation.kind, relation.sources, relation.targets) == described


def test_verbs_take_the_fields_of_relations() -> None:
    step = CAP.supports("stay", id="step", scheme="Practical reasoning", by=COUNCIL, weight=1)
    assert (step.id, step.scheme, step.by, step.weight) == ("step", "Practical reasoning", "council", 1.0)
    assert step.undercuts(CAP.attacks("x")).targets == ("attack:cap>x",)


def test_only_contraries_and_contradictions_are_symmetric() -> None:
    assert [k for k in RelationKind if k.symmetric] == ["contrary", "contradiction"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Claim(""), "id is empty"),
        (lambda: Claim("a\nb"), r"id 'a\nb' holds the control character '\n'"),
        (lambda: Claim("\x85"), r"id '\x85' holds the control character '\x85'"),
        (lambda: WrongClaim(3), "id must be a string, not int"),
        (lambda: WrongClaim("c", 3), "text must be a string, not int"),
        (
            lambda: Claim("c", "\ud800"),
            (
                "text holds a lone surrogate at offset 0, which UTF-8 cannot write "
                "(decode the text again with the right encoding)"
            ),
        ),
        (
            lambda: Claim("c", kind="polcy"),
            "unknown kind of claim 'polcy', expected one of: fact, value, policy; did you mean 'policy'?",
        ),
        (
            lambda: Party("p", role="speker"),
            (
                "unknown role 'speker', expected one of: speaker, counterparty, reporter, authority, audience; "
                "did you mean 'speaker'?"
            ),
        ),
        (lambda: WrongClaim("c", by=3), "found an int where a record or its id is expected"),
        (lambda: WrongClaim("c", via=3), "found an int where ids are expected"),
        (lambda: WrongClaim("c", wordings=3), "found an int where wordings are expected"),
        (
            lambda: WrongClaim("c", quotes=["words"]),
            "found a str where a Quote is expected (source.quote(words) makes one)",
        ),
        (lambda: WrongClaim("c", weight="1"), "weight must be a finite number, not '1'"),
        (lambda: Claim("c", weight=True), "weight must be a finite number, not True"),
        (lambda: Claim("c", weight=float("nan")), "weight must be a finite number, not nan"),
        (lambda: Claim("c", weight=10**400), f"weight must be a finite number, not 1{'0' * 79}…"),
        (lambda: Claim("c", weight=10**5000), "weight must be a finite number, not <int without end>"),
        (lambda: Quote("s", "x", -1, 3), "offset must be 0 or more code points, not -1"),
        (lambda: Quote("s", "x", True, 3), "offset must be 0 or more code points, not True"),
        (
            lambda: Quote("s", "x", 3),
            "quote spans 3 to None, expected a start and an end not before it, or neither",
        ),
        (
            lambda: Quote("s", "x", 3, 2),
            "quote spans 3 to 2, expected a start and an end not before it, or neither",
        ),
        (
            lambda: Quantity("many"),
            "quantity 'many' is text, expected a number, or a date such as '2024-03-31' with unit 'date'",
        ),
        (
            lambda: Quantity("2024-13", "date"),
            "quantity '2024-13' is text, expected a number, or a date such as '2024-03-31' with unit 'date'",
        ),
        (
            lambda: Quantity("٢٠٢٤", "date"),
            "quantity '٢٠٢٤' is text, expected a number, or a date such as '2024-03-31' with unit 'date'",
        ),
        (
            lambda: Quantity(2024, "date"),
            "quantity 2024 has the unit 'date', expected a date such as '2024-03-31'",
        ),
        (lambda: Quantity(True), "quantity must be a finite number, not True"),
        (lambda: Quantity(float("inf")), "quantity must be a finite number, not inf"),
        (lambda: WrongQuantity(1, quote="words"), "found a str where a Quote is expected"),
        (lambda: WrongClaim("c", data=[1]), "data must be a mapping of JSON values, not list"),
        (
            lambda: Relation("r", "suport"),
            (
                f"unknown kind of relation 'suport', expected one of: {', '.join(RelationKind)}; "
                "did you mean 'support'?"
            ),
        ),
    ],
)
def test_refused_values_are_named(make: Callable[[], object], message: str) -> None:
    with pytest.raises(RecordError) as caught:
        make()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda: setattr(CAP, "text", "Rents rise."),
            "the field 'text' of Claim cannot be set (attrs.evolve(…, text=…) makes another one)",
        ),
        (
            lambda: delattr(Quote("s", "x"), "exact"),
            "the field 'exact' of Quote cannot be set (attrs.evolve(…, exact=…) makes another one)",
        ),
        (
            lambda: setattr(CAP, "txt", "x"),
            "Claim has no field 'txt', and no field can be set; did you mean 'text'?",
        ),
        (
            lambda: setattr(ArgumentMap.of(), "title", "Rents"),
            (
                "the field 'title' of ArgumentMap cannot be set "
                "(add, without and replace give another map, and so does attrs.evolve(…, title=…))"
            ),
        ),
        (
            lambda: setattr(Style(), "size", 10.0),
            "the field 'size' of Style cannot be set (style.but(size=…) makes another one)",
        ),
        (
            lambda: setattr(draw(ArgumentMap()), "style", "gsn"),
            "the field 'style' of Diagram cannot be set (draw(map, style=…) makes another one)",
        ),
        (
            lambda: setattr(view(ArgumentMap()), "map", 1),
            "the field 'map' of View cannot be set (attrs.evolve(…, map=…) makes another one)",
        ),
        (
            lambda: setattr(Limits(), "claims", 10),
            "the field 'claims' of Limits cannot be set (attrs.evolve(…, claims=…) makes another one)",
        ),
        (
            lambda: setattr(CAP.data, "note", 1),
            "data cannot be changed: 'note' (Data({**data, key: value}) makes other data)",
        ),
    ],
)
def test_what_cannot_be_set_says_how_another_is_made(change: Callable[[], None], message: str) -> None:
    with pytest.raises(ReadOnlyError) as caught:
        change()
    assert str(caught.value) == message
    assert isinstance(caught.value, AttributeError)


def test_more_values_than_a_record_takes_are_counted() -> None:
    with pytest.raises(RecordError) as caught:
        WrongClaim("cap", "Rents should rise.", "Rents")
    assert str(caught.value) == "Claim takes 2 values by position (id, text), found 3 (name the others)"
    with pytest.raises(TypeError, match="missing"):
        WrongClaim()


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (lambda: WrongStyle(sise=9), StyleError, "Style has no field 'sise', expected one of: page,"),
        (
            lambda: WrongLimits(9),
            ArgmapError,
            "Limits takes no values by position, found 1 (name the others)",
        ),
    ],
)
def test_other_values_name_their_fields_too(
    make: Callable[[], object], kind: type[ArgmapError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        make()
    assert str(caught.value).startswith(message)


def test_a_message_does_not_repeat_a_megabyte() -> None:
    with pytest.raises(RecordError) as caught:
        Claim("c", kind="x" * 1_000_000)
    assert len(str(caught.value)) < 200
    assert len(caught.value.found) == 1_000_000


@pytest.mark.parametrize("value", ["2024", "2024-03", "2024-03-31", "-0044-03-15"])
def test_dates_are_quantities(value: str) -> None:
    assert Quantity(value, "date").value == value


def test_numbers_of_other_types_become_plain_ones() -> None:
    class Celsius(float):
        pass

    class Count(int):
        pass

    assert type(Quantity(Celsius(1.5)).value) is float
    assert type(Quantity(Count(2)).value) is int
    assert [type(v) for v in Data({"a": Celsius(1.5), "b": Count(2), "c": True}).values()] == [
        float,
        int,
        bool,
    ]


class TestData:
    def test_is_frozen_all_the_way_down(self) -> None:
        values = {"a": [1, {"b": [2]}]}
        data = Data(values)
        values["a"].append(3)
        assert data == Data({"a": [1, {"b": [2]}]})
        assert data["a"] == (1, Data({"b": [2]}))
        assert data.thaw() == {"a": [1, {"b": [2]}]}
        assert hash(data) == hash(Data({"a": [1, {"b": [2]}]}))
        assert pickle.loads(pickle.dumps(data)) == data  # noqa: S301 - our own

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({1: 2}, "data key 1 is not a string"),
            ({"a": {1}}, "data holds a set, which JSON cannot write"),
            ({"a": float("nan")}, "data holds nan, which JSON cannot write (use null)"),
            ({"a": 10**5000}, "data holds an integer of thousands of digits (write it as a string)"),
            ({"a": b"x"}, "data holds a bytes, which JSON cannot write"),
            (
                {"\udfff": 1},
                (
                    "text holds a lone surrogate at offset 0, which UTF-8 cannot write "
                    "(decode the text again with the right encoding)"
                ),
            ),
        ],
    )
    def test_holds_json_only(self, values: Any, message: str) -> None:
        with pytest.raises(RecordError) as caught:
            Data(values)
        assert str(caught.value) == message

    def test_nests_a_hundred_levels_and_no_more(self) -> None:
        value: Any = None
        for _ in range(99):
            value = [value]
        deep = Data({"a": value})
        assert hash(deep) == hash(Data(deep.thaw()))
        with pytest.raises(RecordError, match="deeper than 100 levels"):
            Data({"a": [value]})
        ring: list[Any] = []
        ring.append(ring)
        with pytest.raises(RecordError, match="deeper than 100 levels"):
            Data({"a": ring})


class TestRepr:
    def test_leaves_defaults_out(self) -> None:
        assert repr(CAP) == (
            "Claim('cap', 'Rents should rise by at most 3% a year.', by='council', kind='policy')"
        )

    def test_names_what_follows_a_default_left_out(self) -> None:
        assert repr(Relation("r", "support", (), ["a"])) == "Relation('r', 'support', targets=('a',))"


class TestSource:
    def test_takes_the_digest_of_its_text(self) -> None:
        assert Source("s", "é").sha256 == hashlib.sha256("é".encode()).hexdigest()
        assert Source("s").sha256 == ""

    def test_reads_a_file_untouched(self, tmp_path: Path) -> None:
        path = tmp_path / "release.txt"
        path.write_bytes("\ufeffa\r\nb\r".encode())
        source = Source.from_file("s", path, title="Release", publisher=COUNCIL)
        assert (source.text, source.title, source.publisher) == ("\ufeffa\r\nb\r", "Release", "council")
        assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_reads_other_encodings_on_request(self, tmp_path: Path) -> None:
        path = tmp_path / "release.txt"
        path.write_bytes("café".encode("cp1252"))
        assert Source.from_file("s", path, encoding="cp1252").text == "café"

    @pytest.mark.parametrize("encoding", ["utf-8", "nonsense", "rot13", "punycode\0", "idna"])
    def test_bytes_that_are_not_text_name_the_file(self, encoding: str, tmp_path: Path) -> None:
        path = tmp_path / "release.txt"
        path.write_bytes(b"caf\xe9")
        with pytest.raises(FormatError) as caught:
            Source.from_file("s", path, encoding=encoding)
        assert caught.value.path == str(path)

    @pytest.mark.parametrize("name", ["missing.txt", ".", "nul\0.txt"])
    def test_files_that_cannot_be_read_name_themselves(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="cannot read"):
            Source.from_file("s", f"{tmp_path}/{name}")


def test_record_errors_are_value_errors_too() -> None:
    assert issubclass(RecordError, (ArgmapError, ValueError))
