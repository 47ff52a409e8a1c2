"""Labels: what each kind of relation means for what stands, what is taken, and how a result shows itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import argmap
from argmap import Argument, ArgumentMap, Claim, Evidence, Party, Relation, Utterance, evaluate
from argmap.errors import ArgmapError, UnknownIdError
from argmap.overlay import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

A, B, C, D, E = (Claim(name) for name in "abcde")
STEP = A.supports(B)


def labels(*records: Any, **options: Any) -> str:
    """The labels of a, b, … in one word: ``+`` in, ``-`` out, ``?`` undecided."""
    nodes = [r for r in records if not isinstance(r, Relation)]
    found = evaluate(ArgumentMap.of(*records), **options).labels
    return "".join({"in": "+", "out": "-", "undecided": "?"}[found[n.id]] for n in nodes)


CASES: list[tuple[str, Callable[[], str], str]] = [
    ("what nothing bears on stands", lambda: labels(A, Evidence("x")), "++"),
    ("an attack that stands", lambda: labels(A, B, A.attacks(B)), "+-"),
    ("an attack that falls", lambda: labels(A, B, C, A.attacks(B), B.attacks(C)), "+-+"),
    ("a reason that stands", lambda: labels(A, B, A.supports(B)), "++"),
    ("the only reason falls", lambda: labels(A, B, C, A.attacks(B), B.supports(C)), "+--"),
    (
        "one reason of two falls",
        lambda: labels(A, B, C, D, A.attacks(B), B.supports(C), D.supports(C)),
        "+-++",
    ),
    ("one premise of two falls", lambda: labels(A, B, C, D, A.attacks(B), C.supported_by(B, D)), "+--+"),
    ("linked premises that stand", lambda: labels(B, C, D, C.supported_by(B, D)), "+++"),
    ("linked attackers", lambda: labels(A, B, C, C.attacked_by(A, B)), "++-"),
    ("one of linked attackers falls", lambda: labels(A, B, C, D, D.attacks(A), C.attacked_by(A, B)), "-+++"),
    ("entailment is a reason", lambda: labels(A, B, C, A.attacks(B), B.entails(C)), "+--"),
    ("contraries exclude each other", lambda: labels(A, B, A.contrary_to(B)), "??"),
    ("so do contradictories", lambda: labels(A, B, A.contradicts(B)), "??"),
    (
        "that one must be true makes none stand",
        lambda: labels(A, B, C, C.attacks(A), A.contradicts(B)),
        "-++",
    ),
    (
        "what excludes another falls with its foe",
        lambda: labels(A, B, C, C.attacks(A), A.contrary_to(B)),
        "-++",
    ),
    ("several contraries", lambda: labels(A, B, C, A.contrary_to(B, C)), "???"),
    ("a preference decides", lambda: labels(A, B, A.contrary_to(B), A.preferred_to(B)), "+-"),
    ("it takes an attack away", lambda: labels(A, B, A.attacks(B), B.preferred_to(A)), "++"),
    ("it bears on conflicts only", lambda: labels(A, B, B.preferred_to(A)), "++"),
    (
        "an undercut succeeds all the same",
        lambda: labels(
            A,
            B,
            C,
            A.supports(B),
            C.undercuts("support:a>b"),
            Relation("p", "preference", ["support:a>b"], ["c"]),
        ),
        "+-+",
    ),
    (
        "preferences that contradict each other decide nothing",
        lambda: labels(A, B, A.contrary_to(B), A.preferred_to(B), B.preferred_to(A)),
        "??",
    ),
    ("a rephrase bears on nothing", lambda: labels(A, B, C, A.attacks(B), B.rephrases(C)), "+-+"),
    ("self-attack", lambda: labels(A, A.attacks(A)), "?"),
    ("self-support", lambda: labels(A, A.supports(A)), "?"),
    ("a circle of reasons", lambda: labels(A, B, A.supports(B), B.supports(A)), "??"),
    ("an even circle of attacks", lambda: labels(A, B, A.attacks(B), B.attacks(A)), "??"),
    ("an odd one", lambda: labels(A, B, C, A.attacks(B), B.attacks(C), C.attacks(A)), "???"),
    ("several targets", lambda: labels(A, B, C, A.attacks(B, C)), "+--"),
    ("a reason from nothing", lambda: labels(A, Relation("r", "support", [], ["a"])), "+"),
    ("a reason against, from nothing", lambda: labels(A, Relation("r", "attack", [], ["a"])), "-"),
    ("a relation to nothing", lambda: labels(A, Relation("r", "attack", ["a"], [])), "+"),
    (
        "the same attack twice",
        lambda: labels(A, B, C, A.attacks(B), A.attacks(B, id="r"), B.attacks(C)),
        "+-+",
    ),
]


@pytest.mark.parametrize(("found", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind_of_relation_means_what_the_guide_says(found: Callable[[], str], expected: str) -> None:
    assert found() == expected


def test_an_undercut_aims_at_the_inference_only() -> None:
    step = A.supports(B)
    assert labels(A, B, C, step, C.undercuts(step)) == "+-+"
    found = evaluate(ArgumentMap.of(A, B, C, step, undercut := C.undercuts(step)))
    assert found.inferences == {step.id: "out", undercut.id: "in"}


def test_an_undercut_of_an_undercut_gives_the_inference_back() -> None:
    step = A.supports(B)
    undercut = C.undercuts(step)
    counter = D.undercuts(undercut)
    assert labels(A, B, C, D, step, undercut, D.undercuts(undercut)) == "++++"
    assert labels(A, B, C, D, E, step, undercut, counter, E.attacks(counter)) == "+-+++"


def test_an_inference_may_have_reasons_and_be_a_reason() -> None:
    step = A.supports(B)
    backed = (A, B, C, D, step, C.supports(step))
    assert labels(*backed) == "++++"
    assert labels(*backed, D.attacks(C)) == "+--+"  # its backing falls
    assert labels(A, B, C, step, Relation("r", "attack", [step.id], ["c"])) == "++-"


def test_undercutting_an_argument_takes_its_steps_and_not_their_premises() -> None:
    arg = Argument("arg")
    steps = (
        Relation("arg/1", "support", ["a"], ["b"], argument=arg),
        Relation("arg/2", "support", ["b"], ["c"], argument=arg),
    )
    assert labels(A, B, C, D, arg, *steps) == "+++++"
    assert labels(A, B, C, D, arg, *steps, D.undercuts(arg)) == "+--+-"
    assert labels(A, B, C, D, arg, *steps, D.attacks(A)) == "---+-"
    assert labels(A, B, C, D, arg, *steps, D.undercuts("arg/2")) == "++-+-"
    assert labels(A, B, C, D, arg, *steps, D.supports(arg), E.attacks(D), E) == "+++-++"
    assert labels(A, B, C, arg, *steps, Relation("r", "attack", ["arg"], ["d"]), D) == "++++-"


def test_an_argument_without_steps_is_like_a_claim() -> None:
    arg = Argument("arg")
    assert labels(A, arg, arg.supports(A)) == "++"
    assert labels(A, B, arg, arg.supports(A), B.attacks(arg)) == "-+-"


def test_a_relation_can_be_attacked_and_a_contrary_disputed() -> None:
    contrary = A.contrary_to(B)
    assert labels(A, B, C, contrary, C.attacks(contrary)) == "+++"
    assert evaluate(ArgumentMap.of(A, B, contrary)).inferences == {contrary.id: "in"}
    preference = A.preferred_to(B)
    assert labels(A, B, C, contrary, preference, C.attacks(preference)) == "??+"


def test_of_several_claims_that_exclude_another_one_must_fall() -> None:
    together = Relation("r", "contrary", ["a", "b", "c"], ["d"])
    assert labels(A, B, C, D, together) == "????"
    assert labels(A, B, C, D, E, together, E.attacks(B)) == "+-+++"
    sets = set(argmap.extensions(ArgumentMap.of(A, B, C, D, together)))
    assert sets == {frozenset("abcd") - {i} for i in "abcd"}


def test_a_preferred_reason_beats_a_reason_against_the_same() -> None:
    pro, con = A.supports(C), B.attacks(C)
    assert labels(A, B, C, pro, con) == "++-"
    assert labels(A, B, C, pro, con, pro.preferred_to(con)) == "+++"
    assert labels(A, B, C, D, pro, con, pro.preferred_to(con), D.attacks(A)) == "-+-+"
    assert labels(A, B, C, pro, con, preferences=[(pro, con)]) == "+++"


def test_preferences_of_the_call_replace_those_of_the_map() -> None:
    records = (A, B, A.contrary_to(B), A.preferred_to(B))
    assert labels(*records, preferences=[("b", A)]) == "-+"
    assert labels(*records, preferences=()) == "??"


def test_what_is_taken_is_said_by_the_call() -> None:
    m = (A, B, C, A.supports(B), B.attacks(C))
    assert labels(*m) == "++-"
    assert labels(*m, taken="all") == "++-"
    assert labels(*m, taken=[]) == "---"
    assert labels(*m, taken=["c"]) == "--+"
    assert labels(*m, taken="c") == "--+"
    assert labels(*m, taken=[A, C]) == "++-"
    assert labels(A, B, C, C.attacks(A), A.supports(B), taken="all") == "-++"


def test_a_party_may_be_taken_at_its_word_on_request_only() -> None:
    left, right = Party("left", "The Left"), Party("right")
    a, b, c = Claim("a", by="left"), Claim("b", by="right"), Claim("c", by="right")
    m = ArgumentMap.of(left, right, a, b, c, c.supports(b), b.attacks(a), a.attacks(c))
    assert set(evaluate(m).labels.values()) == {"undecided"}
    found = evaluate(m, asserted="right")
    assert found.labels == {"a": "out", "b": "in", "c": "in"}
    assert (
        "All that right holds is taken as it is, on request; all else is treated alike." in found.assumptions
    )
    assert "All parties are treated alike: who holds a claim makes no difference." in evaluate(m).assumptions


def test_only_utterances_that_relations_join_have_labels() -> None:
    said, heard = Utterance("said", "So."), Utterance("heard", "No.")
    m = ArgumentMap.of(A, said, heard, Relation("i", "illocution", ["said"], ["a"]), heard.attacks(A))
    assert evaluate(m).labels == {"a": "out", "heard": "in"}
    assert "1 illocution bears on nothing." in evaluate(m).assumptions


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"semantics": "groundet"}, "unknown semantics 'groundet'"),
        (
            {"taken": "leafs"},
            "what is taken is 'leafs', expected 'leaves', 'all' or ids of the map; did you mean 'leaves'",
        ),
        ({"taken": ["x"]}, "unknown id 'x'"),
        ({"taken": ["p"]}, "'p' is a party, which neither stands nor falls"),
        ({"asserted": ["a"]}, "'a' is a claim, expected a party"),
        ({"acceptance": "lazy"}, "unknown kind of acceptance 'lazy'"),
        ({"preferences": [("a", "b", "a")]}, "is no pair of two ids"),
        ({"preferences": [("a", "a")]}, "is no pair of two ids"),
        ({"preferences": ["ab"]}, "is no pair of two ids"),
        ({"timeout": 0}, "timeout is 0, expected more than 0 s"),
    ],
)
def test_what_is_wrong_is_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgmapError, match=message):
        evaluate(ArgumentMap.of(A, B, Party("p")), **options)


def test_a_result_shows_itself_as_a_table_with_its_assumptions() -> None:
    council = Party("council", "City council")
    m = ArgumentMap.of(
        council, Claim("cap", "Rents rise.", by="council"), Claim("b", title="B"), B.attacks("cap")
    )
    found = evaluate(m)
    assert found.table.rows() == [
        {"id": "cap", "label": "out", "held_by": "council", "text": "Rents rise."},
        {"id": "b", "label": "in", "held_by": None, "text": "B"},
    ]
    assert repr(found) == "<Acceptance: Grounded semantics: 1 in, 1 out, 0 undecided>"
    assert str(found).endswith("All parties are treated alike: who holds a claim makes no difference.")
    assert "<table" in found._repr_html_()
    assert evaluate(m, "preferred").title == "Preferred semantics, skeptical"
    assert evaluate(m, "ideal").title == "Ideal semantics"
    assert len(found.changed) == 0


def test_labels_can_be_drawn() -> None:
    m = ArgumentMap.of(A, B, C, A.attacks(B), C.attacks(C))
    found = evaluate(m).overlay()
    assert {i: (mark.text, mark.tone) for i, mark in found.marks.items()} == {
        "a": ("IN", Tone.STANDING),
        "b": ("OUT", Tone.FALLEN),
        "c": ("UNDECIDED", Tone.OPEN),
    }
    assert [mark.text for mark, _ in found.meanings] == ["IN", "OUT", "UNDECIDED"]
    assert "All parties are treated alike" in found.note
    assert "OUT" in argmap.draw(m, overlay=evaluate(m)).svg
    supported = ArgumentMap.of(A, B, A.supports(B))
    assert ">0.75<" in argmap.draw(supported, overlay=argmap.strength(supported)).svg


def test_an_inference_that_fails_by_itself_is_marked() -> None:
    disputed = A.contrary_to(D, id="r")
    m = ArgumentMap.of(A, B, C, D, E, STEP, C.undercuts(STEP), disputed, E.attacks(disputed))
    result = evaluate(m)
    assert {i: mark.text for i, mark in result.overlay().marks.items() if isinstance(m[i], Relation)} == {
        STEP.id: "OUT",
        "r": "OUT",
    }
    assert {i for i in argmap.strength(m).overlay().marks if isinstance(m[i], Relation)} == {STEP.id, "r"}


def test_depth_is_no_limit() -> None:
    claims = [Claim(f"c{n}") for n in range(50_000)]
    m = ArgumentMap.of(*claims, *(a.attacks(b) for a, b in pairwise(claims)))
    found = evaluate(m)
    assert found.labels["c49999"] == "out"
    assert len(argmap.why(found, "c49999").steps) == 50_000
    assert next(argmap.hinges(m, "c49999", limit=1)) == {"c49998"}


# Explanations


def test_each_sentence_says_what_a_label_rests_on() -> None:
    step = A.supports(B)
    m = ArgumentMap.of(A, B, C, D, step, C.undercuts(step), D.attacks(C))
    assert str(argmap.why(evaluate(m), "b")) == (
        "b is in: support:a>b supports it and is in, and nothing speaks against it.\n"
        "  support:a>b is in: a is in, and c, which speaks against it, is out.\n"
        "    a is in: it is taken as it is, and nothing speaks against it.\n"
        "    c is out: d speaks against it and is in.\n"
        "      d is in: it is taken as it is, and nothing speaks against it."
    )


def test_loops_in_explanations_end() -> None:
    m = ArgumentMap.of(A, B, C, A.attacks(B), B.attacks(A), B.supports(C))
    assert [str(step) for step in argmap.why(evaluate(m), C).steps] == [
        "c is undecided: no reason for it is in, and b is undecided.",
        "b is undecided: a speaks against it and is undecided.",
        "a is undecided: b speaks against it and is undecided.",
    ]


@pytest.mark.parametrize(
    ("records", "id", "because"),
    [
        ((A, B, C, A.attacks(B), B.supports(C)), "c", "its only reason, b, is out"),
        ((A, B, C, D, A.attacks(B, D), C.supported_by(B, D)), "support:b+d>c", "b, which it needs, is out"),
        ((A, B, A.attacks(B)), "attack:a>b", "it stands or falls with its source a"),
        ((A, B, A.contrary_to(B)), "contrary:a>b", "nothing speaks against it"),
        ((A, B, C, A.attacks(A), C.supported_by(A, B)), "support:a+b>c", "a, which it needs, is undecided"),
        ((A, B, A.contrary_to(B), A.preferred_to(B)), "a", "it is taken as it is, and the attack of b, "),
    ],
)
def test_reasons_are_of_each_kind(records: Any, id: str, because: str) -> None:
    steps = argmap.why(evaluate(ArgumentMap.of(*records)), id).steps
    assert steps[0].because.startswith(because)


def test_a_preference_explains_why_an_attack_falls() -> None:
    m = ArgumentMap.of(A, B, A.attacks(B), B.preferred_to(A))
    assert str(argmap.why(evaluate(m), "b")) == (
        "b is in: it is taken as it is, and the attack of a, which speaks against it, is out.\n"
        "  the attack of a is out: preference:b>a speaks against it and is in.\n"
        "    preference:b>a is in: it is taken as it is, and nothing speaks against it."
    )


def test_other_semantics_say_how_many_extensions_agree() -> None:
    m = ArgumentMap.of(A, B, C, A.attacks(B), B.attacks(A), A.attacks(C), B.attacks(C))
    skeptical, credulous = evaluate(m, "preferred"), evaluate(m, "preferred", acceptance="credulous")
    assert argmap.why(skeptical, "c").steps[0].because == "every preferred extension rejects it"
    assert argmap.why(credulous, "a").steps[0].because == "a preferred extension accepts it"
    assert argmap.why(skeptical, "a").steps[0].because.startswith("not every preferred extension accepts it")
    assert "ideal" in argmap.why(evaluate(m, "ideal"), "a").steps[0].because


def test_what_is_no_result_or_not_in_it_cannot_be_explained() -> None:
    m = ArgumentMap.of(A, Party("p"))
    with pytest.raises(ArgmapError, match="an Acceptance, the result of evaluate"):
        argmap.why(m, "a")  # type: ignore[arg-type]
    with pytest.raises(UnknownIdError):
        argmap.why(evaluate(m), "x")
    with pytest.raises(ArgmapError, match="neither stands nor falls"):
        argmap.why(evaluate(m), "p")


# What if


def test_what_is_supposed_holds_whatever_speaks_against_it() -> None:
    step = A.supports(B)
    m = ArgumentMap.of(A, B, C, step, B.attacks(C))
    assert argmap.whatif(m, out=["a"]).labels == {"a": "out", "b": "out", "c": "in"}
    assert argmap.whatif(m, in_=[C]).labels == {"a": "in", "b": "in", "c": "in"}
    assert argmap.whatif(m, out=[step]).labels == {"a": "in", "b": "out", "c": "in"}
    found = argmap.whatif(m, out="a", in_=["c"])
    assert found.changed.rows() == [
        {"id": "a", "before": "in", "after": "out", "text": ""},
        {"id": "b", "before": "in", "after": "out", "text": ""},
        {"id": "c", "before": "out", "after": "in", "text": ""},
    ]
    assert {"Supposed to be out: a.", "Supposed to be in: c."} <= set(found.assumptions)
    assert argmap.why(found, "a").steps[0].because == "that is supposed"
    with pytest.raises(ArgmapError, match="both in and out"):
        argmap.whatif(m, out=["a"], in_=["a"])


def test_an_argument_falls_with_all_its_steps() -> None:
    arg = Argument("arg")
    m = ArgumentMap.of(A, B, arg, Relation("arg/1", "support", ["a"], ["b"], argument=arg))
    assert argmap.whatif(m, out=["arg"]).labels == {"a": "in", "b": "out", "arg": "out"}
    assert [set(found) for found in argmap.hinges(m, "b")] == [{"a"}, {"arg"}]


def test_what_a_label_hinges_on_comes_smallest_first() -> None:
    m = ArgumentMap.of(A, B, C, D, E, B.supports(A), C.supports(A), D.supports(C), E.attacks(D))
    assert [sorted(found) for found in argmap.hinges(m, "a")] == [["b"]]
    assert [sorted(found) for found in argmap.hinges(m, "d")] == [["e"]]
    m = m.add(D.supports(B))
    assert [sorted(found) for found in argmap.hinges(m, "a")] == [["e"]]
    assert list(argmap.hinges(ArgumentMap.of(A, B, C, A.attacks(C), B.attacks(C)), "c", size=1)) == []
    assert list(argmap.hinges(m, "a", limit=0)) == []
    needed = [Claim(f"c{n}") for n in range(100)]
    reasons = [(Claim(f"{k}{c.id}"), c) for c in needed for k in range(4)]
    steps = [A.supported_by(*needed), *(reason.supports(c) for reason, c in reasons)]
    large = ArgumentMap.of(A, *needed, *(reason for reason, _ in reasons), *steps)
    assert len(list(argmap.hinges(large, "a", limit=100, timeout=60))) == 100
    with pytest.raises(ArgmapError, match="no answer within"):
        list(argmap.hinges(large, "a", timeout=0.01))
    with pytest.raises(ArgmapError, match="'support:b>a' is a relation"):
        argmap.hinges(m, "support:b>a")
