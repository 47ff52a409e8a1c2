"""What people and programs call relations between arguments, and which kind of relation each of these words means."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.errors import ArgmapError
from argmap.messages import shown
from argmap.model import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Meaning(NamedTuple):
    """What a word says about a relation.

    Attributes:
        kind: The kind of relation.
        reversed: Whether it goes the other way: "attacked by".
        plain: Whether it says no more than the kind.
    """

    kind: RelationKind
    reversed: bool = False
    plain: bool = False


# Verbs with the forms that rules do not give, then other words; the first verb is what the kind is called.
_VERBS: Final[dict[RelationKind, str]] = {
    RelationKind.SUPPORT: (
        "support justify corroborate confirm endorse substantiate strengthen agree favor favour back prove reinforce "
        "validate affirm"
    ),
    RelationKind.ATTACK: (
        "attack oppose rebut refute undermine defeat counter challenge dispute weaken disagree conflict deny disprove "
        "negate invalidate discredit contest reject"
    ),
    RelationKind.UNDERCUT: "undercut",
    RelationKind.ENTAILMENT: "entail imply",
    RelationKind.CONTRADICTION: "contradict",
    RelationKind.REPHRASE: "rephrase restate paraphrase reformulate",
    RelationKind.PREFERENCE: "prefer",
}
_OTHERS: Final[dict[RelationKind, str]] = {
    RelationKind.SUPPORT: (
        "pro pros supporter supporters supportive agreement agreements justification confirmation corroboration "
        "endorsement reason reasons evidence evidences backing for in_favor in_favour in_support "
        "backs_up back_up sup supp +"
    ),
    RelationKind.ATTACK: (
        "con cons contra against object_to objects_to objecting_to "
        "att atk reb opposition opponent rejection objection objections rebuttal rebuttals rebutter refutation "
        "refutations underminer defeater defeaters disagreement disagreements attacker attackers counterargument "
        "counterarguments counterclaim counter_argument counter_arguments counterattack - − –"
    ),
    RelationKind.UNDERCUT: "undercutter undercutters",
    RelationKind.ENTAILMENT: "entailment entailments implication implications",
    RelationKind.CONTRARY: "contrary contraries",
    RelationKind.CONTRADICTION: "contradiction contradictions contradictory contradictories",
    RelationKind.REPHRASE: "rephrasing restatement reformulation semantically_same",
    RelationKind.PREFERENCE: "preference preferences preferred preferable",
    RelationKind.ILLOCUTION: "illocution illocutions",
    RelationKind.TRANSITION: "transition transitions",
}
_PASSIVE: Final = {"undercut": "undercut", "rebut": "rebutted", "prefer": "preferred"}
_DEGREES: Final = frozenset(
    [
        "partial",
        "partially",
        "partly",
        "weak",
        "weakly",
        "strong",
        "strongly",
        "direct",
        "directly",
        "indirect",
        "indirectly",
    ]
)
_ENDINGS: Final = frozenset(
    (
        *("relation", "relations", "relationship", "rel", "link", "edge", "arrow", "argument", "arguments"),
        *("to", "of", "on", "with", "over"),
    )
)
_ENDINGS_OF_ATTACKS: Final = frozenset(("attack", "attacks", "against"))
_SIDES: Final = {"for": RelationKind.SUPPORT, "against": RelationKind.ATTACK}
_POINTS: Final = frozenset(
    [
        "argue",
        "argues",
        "argument",
        "arguments",
        "reason",
        "reasons",
        "evidence",
        "point",
        "points",
        "premise",
        "premises",
        "speaks",
        "counts",
    ]
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_QUOTED: Final = re.compile(r"""(["'])(.*)\1""", re.DOTALL)
_BETWEEN: Final = re.compile(r"[\s_\-‐‑./:]+")
_LONGEST: Final = 60  # code points of a word that names a relation


def meaning(word: str, more: Mapping[str, RelationKind] = MappingProxyType({})) -> Meaning | None:
    """What a word means, without regard to case, hyphens, underscores and blanks; None if it is not known.

    Args:
        word: The label of an edge or a type.
        more: The kinds that a caller gives for words, by what ``folded`` makes of each; these count first.

    >>> [str(m.kind) for m in (meaning("Supports"), meaning("is-attacked_by"), meaning("rebuttal"))]
    ['support', 'attack', 'attack']
    >>> meaning("is-attacked_by").reversed, meaning("cites")
    (True, None)
    >>> meaning("cites", {"cites": RelationKind.SUPPORT}).kind.value
    'support'
    """
    if len(word) > _LONGEST and not more:
        return None
    key = folded(word)
    if key in more:
        return Meaning(more[key])
    return _known(key) if len(word) <= _LONGEST else None


def predicate(word: str) -> RelationKind | None:
    """The kind that a word means which is a sign, a verb in the third person, or the name of a kind; else None.

    >>> predicate("supports"), predicate("+"), predicate("objection"), predicate("attacked by")
    (<RelationKind.SUPPORT: 'support'>, <RelationKind.SUPPORT: 'support'>, None, None)
    """
    return _PREDICATES.get(word.strip().casefold())


@lru_cache(maxsize=1000)
def folded(word: str) -> str:
    """A word as words are compared: "PartialAttack", "partial-attack" and "Partial Attack" are one.

    >>> folded("PartialAttack"), folded(" partial_ATTACK ")
    ('partial attack', 'partial attack')
    """
    stripped = _QUOTED.sub(r"\2", word.strip()).strip()
    parts = _BETWEEN.sub(" ", _CAMEL.sub(" ", stripped)).strip()
    return (parts or stripped).casefold()


def given_words(words: Mapping[RelationKind, str | Iterable[str]]) -> dict[str, RelationKind]:
    """The words that a caller gives for kinds, as ``meaning`` takes them; one word may be alone.

    Raises:
        ArgmapError: What is given for a kind is neither a word nor several.
    """
    found: dict[str, RelationKind] = {}
    for kind, given in words.items():
        if isinstance(given, tuple) and not given:
            continue
        several = [given] if isinstance(given, str) else given
        if not isinstance(several, (list, tuple, set, frozenset)) or not all(
            isinstance(w, str) for w in several
        ):
            message = f"the words for {kind} are {shown(given)}, expected a word or several"
            raise ArgmapError(message, found=given, expected="a word or several")
        found |= {folded(word): kind for word in several}
    return found


@lru_cache(maxsize=1000)
def _known(key: str) -> Meaning | None:
    words = key.split()
    if not words:
        return None
    if len(words) == 1 and key.endswith("by"):
        words = [key.removesuffix("by"), "by"]
    while len(words) > 1 and words[0] in ("is", "are", "was", "were", "being"):
        del words[0]
    plain = True
    while len(words) > 1 and words[0] in _DEGREES:
        del words[0]
        plain = False
    if len(words) == 2 and words[0] in _POINTS and words[1] in _SIDES:
        return Meaning(_SIDES[words[1]])
    if len(words) > 1 and words[-1] == "by":
        kind = _PARTICIPLES.get(" ".join(words[:-1]))
        return Meaning(kind[0], reversed=True, plain=plain and kind[1]) if kind else None
    whole = _ACTIVE.get(" ".join(words))
    if whole is not None:
        return Meaning(whole[0], plain=plain and whole[1])
    found = _ACTIVE.get(" ".join(words[:-1]))
    if found is None:
        return None
    attacks = found[0] in (RelationKind.ATTACK, RelationKind.UNDERCUT) and words[-1] in _ENDINGS_OF_ATTACKS
    return Meaning(found[0]) if attacks or words[-1] in _ENDINGS else None


def _forms(verb: str) -> tuple[str, str, str]:
    """Infinitive, third person and present participle."""
    stem = verb[:-1] if verb.endswith("e") and verb != "agree" else verb
    doubled = verb + verb[-1] if verb in ("rebut", "undercut", "prefer") else stem
    if verb in ("agree", "disagree"):
        doubled = verb
    third = f"{verb[:-1]}ies" if verb.endswith("y") else f"{verb}s"
    return verb, third, f"{doubled}ing"


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y"):
        return f"{verb[:-1]}ied"
    return _PASSIVE.get(verb, f"{verb}ed")


_Known = dict[str, tuple[RelationKind, bool]]
_ACTIVE: Final[_Known] = {
    form: (kind, verb == kind.value)
    for kind, verbs in _VERBS.items()
    for verb in verbs.split()
    for form in _forms(verb)
} | {
    folded(other): (kind, other.rstrip("s") == kind.value)
    for kind, others in _OTHERS.items()
    for other in others.split()
}
_PARTICIPLES: Final[_Known] = {
    _participle(verb): (kind, verb == kind.value) for kind, verbs in _VERBS.items() for verb in verbs.split()
}
_PREDICATES: Final = {
    **{word: kind for word, (kind, is_plain) in _ACTIVE.items() if is_plain},
    **{_forms(verb)[1]: kind for kind, verbs in _VERBS.items() for verb in verbs.split()},
    **{sign: _ACTIVE[sign][0] for sign in ("+", "-", "−", "–")},
}
