"""The terms of AIF: types of nodes, schemes and their numbers, and what the label of a node means."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from argmap.model import RelationKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Analogy": "1", "CauseToEffect": "4", "Commitment": "6", "CorrelationToCause": "7",
        "Example": "14", "ExpertOpinion": "15", "FalsificationOfHypothesis": "16", "FearAppeal": "17",
        "Ignorance": "19", "InconsistentCommitment": "20", "PopularOpinion": "23",
        "PopularPractice": "25", "PositionToKnow": "26", "PracticalReasoning": "28", "Sign": "30",
        "VerbalClassification": "31", "ModusPonens": "35", "EstablishedRule": "61",
        "ExceptionalCase": "62", "Default Conflict": "71", "Default Inference": "72",
        "AssertiveQuestioning": "73", "Asserting": "74", "Analysing": "75", "Conceding": "76",
        "Agreeing": "77", "Disagreeing": "78", "Challenging": "79", "Arguing": "80",
        "Default Transition": "82", "RhetoricalQuestioning": "85", "RhetoricalChallenging": "86",
        "AssertiveChallenging": "87", "PopularConceding": "88", "PureQuestioning": "91",
        "PureChallenging": "92", "Affirming": "93", "Disaffirming": "94", "Restating": "101",
        "Default Rephrase": "144", "Directive Questioning": "147", "Ironic Asserting": "148",
        "Ad hominem": "157", "Ad verecundiam": "159", "ArgumentFromAuthority": "160", "Order": "166",
        "Default Illocuting": "168", "Offering": "176", "Rejecting": "178", "Hypothesising": "410",
        "Evaluation": "481", "Evaluating": "482", "Alternative Giving": "483",
    }
)  # fmt: skip
"""The schemes of AIFdb and their numbers, as far as files show them."""

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {**{number: name for name, number in NUMBERS.items()}, "172": "Ad hominem"}  # 157 is that of dialogue
)
"""The names of the schemes by number."""

_SCHEME_NODES: Final = (
    ("RA", RelationKind.SUPPORT, "Default Inference"),
    ("CA", RelationKind.ATTACK, "Default Conflict"),
    ("MA", RelationKind.REPHRASE, "Default Rephrase"),
    ("PA", RelationKind.PREFERENCE, "Default Preference"),
    ("YA", RelationKind.ILLOCUTION, "Default Illocuting"),
    ("TA", RelationKind.TRANSITION, "Default Transition"),
)
# AIF has one type for all inferences and one for all conflicts; here the label tells them apart.
_BY_LABEL: Final = MappingProxyType(
    {
        ("RA", "Entailment"): RelationKind.ENTAILMENT,
        ("CA", "Contrary"): RelationKind.CONTRARY,
        ("CA", "Contradiction"): RelationKind.CONTRADICTION,
        ("CA", "Attack"): RelationKind.ATTACK,
        ("CA", "Undercut"): RelationKind.UNDERCUT,
    }
)

KINDS: Final[Mapping[str, RelationKind]] = MappingProxyType({code: kind for code, kind, _ in _SCHEME_NODES})
"""What the types of scheme nodes mean."""

CODES: Final[Mapping[RelationKind, str]] = MappingProxyType(
    {kind: code for (code, _), kind in _BY_LABEL.items()} | {kind: code for code, kind in KINDS.items()}
)
"""The type of the scheme node that a relation becomes."""

Code = Literal["I", "L", "RA", "CA", "MA", "PA", "YA", "TA"]
"""The types of nodes that become records."""

KNOWN: Final[frozenset[str]] = frozenset(get_args(Code))
"""The same as a set."""

_DEFAULTS: Final = MappingProxyType({code: label for code, _, label in _SCHEME_NODES})
_LABELS: Final = MappingProxyType({kind: label for (_, label), kind in _BY_LABEL.items()})
_MEANINGLESS: Final = re.compile(r"[A-Z]{2}(_[0-9a-f]+)?")  # "RA", "YA_9dbaadae": labels of old dumps
_INFERENCES: Final = frozenset({"RA", "CA"})


def number_of(scheme: str, code: str) -> str | None:
    """The number of a scheme in AIFdb, if it is known."""
    return "172" if scheme == "Ad hominem" and code == "CA" else NUMBERS.get(scheme)


def kind_of(code: str, label: object, aimed: Sequence[str]) -> RelationKind:
    """The kind of a scheme node: by its label if that names one, else by its type and the types it aims at.

    A conflict that aims at inferences only is an undercut.

    >>> kind_of("CA", "CA", ["RA"])
    <RelationKind.UNDERCUT: 'undercut'>
    """
    labelled = _BY_LABEL.get((code, label)) if isinstance(label, str) else None
    if labelled is RelationKind.UNDERCUT and not KINDS.keys() >= set(aimed):
        labelled = None
    if labelled is not None:
        return labelled
    undercuts = code == "CA" and aimed and _INFERENCES.issuperset(aimed)
    return RelationKind.UNDERCUT if undercuts else KINDS[code]


def scheme_in_label(code: str, label: object) -> str:
    """The scheme that a label names where nothing else does; "" if the label is that of any such node."""
    if not isinstance(label, str) or label == _DEFAULTS[code] or (code, label) in _BY_LABEL:
        return ""
    return "" if _MEANINGLESS.fullmatch(label) else label


def label_of(kind: RelationKind, aimed: Sequence[str], scheme: str) -> str:
    """The label of a new scheme node: its scheme, or what any such node is called."""
    code = CODES[kind]
    for label in (scheme, _DEFAULTS[code]):
        if label and kind_of(code, label, aimed) is kind:
            return label
    return _LABELS[kind]


_SPACES: Final = re.compile(r"[-_\s]")


def _plain(scheme: str) -> str:
    return _SPACES.sub("", scheme.casefold())


_FORCES: Final = frozenset(map(_plain, (*NUMBERS, "Questioning"))) - {"defaultillocuting"}


@lru_cache(maxsize=1024)
def force_of(scheme: str) -> Literal["asserted", "put forward"] | None:
    """What an illocution makes of a proposition: asserted, or put forward in no particular way; None for all others.

    Schemes of illocutions that are not known count as the default one.

    >>> force_of("Asserting"), force_of(""), force_of("Default Illocution"), force_of("Pure Questioning")
    ('asserted', 'put forward', 'put forward', None)
    """
    plain = _plain(scheme)
    return "asserted" if plain == "asserting" else None if plain in _FORCES else "put forward"
