"""What the words for relations mean, however they are written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap import RelationKind
from argmap.errors import ArgmapError
from argmap.serializers.common.relation_words import folded, given_words, meaning

WORDS = {
    "support": "support supports Supporting SUPPORT support_ pro Pros justifies agree_with in-favour-of + evidence-for "
    "partial_support weakSupport supportRelation confirms argues_for reason strengthens supports_argument",
    "attack": "attack attacks Attacking con contra against opposes object_to objections rebuts rebuttal refutes "
    "undermine defeats counterargument counter-argument disagrees_with - − partial-attack "
    "PartialAttack rebutting_attack reason_against weakens counterclaim",
    "undercut": "undercut undercuts undercutting Undercutter undercutting_attack",
    "entailment": "entails entailment implies",
    "contrary": "contrary contraries contrary_to",
    "contradiction": "contradicts contradiction Contradictory",
    "rephrase": "rephrase rephrases restates paraphrase",
    "preference": "prefers preference preferred_to",
    "illocution": "illocution",
    "transition": "transitions",
}
BACKWARDS = {
    "support": "supported_by supportedby isSupportedBy is-justified-by",
    "attack": "attackedBy is_attacked_by rebutted-by undermined_by opposed_by",
    "undercut": "undercut_by",
}


@pytest.mark.parametrize(("kind", "word"), [(k, w) for k, words in WORDS.items() for w in words.split()])
def test_words_of_the_field(kind: str, word: str) -> None:
    found = meaning(word)
    assert found is not None
    assert (found.kind, found.reversed) == (kind, False)


@pytest.mark.parametrize(("kind", "word"), [(k, w) for k, words in BACKWARDS.items() for w in words.split()])
def test_by_turns_the_direction(kind: str, word: str) -> None:
    found = meaning(word)
    assert found is not None
    assert (found.kind, found.reversed) == (kind, True)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "",
            " ",
            "cites",
            "does not support",
            "not attack",
            "supported",
            "attacked",
            "because",
            "by",
            "is",
            "object",
        ),
        *("has support", "unsupported", "x" * 1000, "support by", "1", "interacts with", "pro and con"),
    ],
)
def test_other_words_are_not_guessed(word: str) -> None:
    assert meaning(word) is None


def test_plain_words_say_no_more_than_the_kind() -> None:
    plain = {
        word: found.plain
        for word in ("Supports", "pro", "partial support", "attacked-by")
        if (found := meaning(word))
    }
    assert plain == {"Supports": True, "pro": False, "partial support": False, "attacked-by": True}


def test_words_can_be_given() -> None:
    words = given_words({RelationKind.ATTACK: "Pro", RelationKind.SUPPORT: ["cites", "builds-on"]})
    assert meaning("builds on", words) == (RelationKind.SUPPORT, False, False)
    assert meaning("PRO", words) == (RelationKind.ATTACK, False, False)


@pytest.mark.parametrize("given", [3, None, [3], {"cites": 1}])
def test_words_of_another_type_are_refused(given: Any) -> None:
    with pytest.raises(ArgmapError, match="the words for support are"):
        given_words({RelationKind.SUPPORT: given})


SPELLED = st.sampled_from([w for words in WORDS.values() for w in words.split() if len(w) > 1])


@given(SPELLED, st.sampled_from("-_ "), st.booleans())
def test_spelling_does_not_matter(word: str, between: str, upper: bool) -> None:
    other = between.join(folded(word).split())
    assert meaning(other.upper() if upper else other) == meaning(word)


@given(st.text(max_size=80))
def test_any_word_is_known_or_not(word: str) -> None:
    found = meaning(word)
    assert found is None or isinstance(found.kind, RelationKind)
