"""The table of rules: for each code, how much it matters, what it is about, and the function that finds it."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from argmap.checks import alike, covering, debate, figures, names, quotes, safety, stated, structure
from argmap.checks.rule import PAGE, Found, Rule
from argmap.errors import ArgmapError
from argmap.messages import nearest, shown
from argmap.model.fields import several
from argmap.values import misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from argmap.model import ArgumentMap

ENTRY_POINTS: Final = "argmap.rules"  # the group under which other packages add rules
GONE: Final = "accepted-finding-gone"


def _accepted_findings_are_found(m: ArgumentMap) -> Iterator[Found]:
    """What was accepted is still found; otherwise it may be forgotten."""
    codes = {each.code: None for each in m.accepted_findings}
    known = {rule.code: rule for rule in rules() if rule.code in codes}
    found = {each.about for rule in known.values() for each in rule.findings(m)}
    for each in m.accepted_findings:
        if each.about not in found:
            of = f" of {', '.join(map(repr, each.ids))}" if each.ids else ""
            why = (
                "is not found any longer"
                if each.code in known
                else "is the code of no rule that is installed"
            )
            yield Found(
                f"{each.code!r} is accepted{of}, but {why}",
                each.ids,
                "take it out of the map",
                words=each.code,
            )


def _rows(
    group: str, *rows: tuple[str, str, str, Callable[[ArgumentMap], Iterable[Found]]]
) -> tuple[Rule, ...]:
    return tuple([Rule(*row, group=group, documentation=f"{PAGE}#{row[0]}") for row in rows])


# fmt: off
RULES: Final[tuple[Rule, ...]] = (
    *_rows("sources",
    ("source-without-text", "warning", "a source whose quotes cannot be verified", quotes.sources_have_texts),
    ("source-changed", "warning", "a text that is not the one its digest was taken of", quotes.sources_are_unchanged),
    ("quote-empty", "error", "a quote without words", quotes.quotes_have_words),
    ("quote-absent", "error", "words that are not in the source", quotes.quotes_are_there),
    ("quote-near", "error", "words that are not in the source; a passage is alike", quotes.quotes_are_exact),
    ("quote-ambiguous", "warning", "words that appear in several places, and none is named",
     quotes.quotes_name_one_place),
    ("quote-moved", "warning", "words that are elsewhere than the quote states", quotes.quotes_are_where_they_say),
    ("quote-unplaced", "info", "words that are there, in a quote without a position", quotes.quotes_have_positions),
    ("quote-surroundings", "info", "a quote around which its source has changed", quotes.quotes_have_surroundings),
    ("quote-cut-negation", "warning", "a cut that leaves a negation outside (English only)",
     quotes.negations_are_quoted),
    ("unquoted", "warning", "a claim or evidence without any quote, in a map with sources", quotes.claims_are_quoted),
    ("figure-not-quoted", "warning", "a figure whose number is not in the words quoted",
     figures.figures_are_in_the_words),
    ("number-not-quoted", "warning", "a number in a record's own text that its quotes contradict, or no source has",
     stated.numbers_are_quoted),
    ("date-not-quoted", "warning", "a date in a record's own text that its quotes contradict", stated.dates_are_quoted),
    ("number-outside-quote", "info", "a number or date in a record's own text that is in other words than those quoted",
     stated.numbers_are_within_the_quotes),
    ("number-not-stated", "info", "a percentage or sum that evidence with figures quotes and does not state",
     stated.quoted_numbers_are_stated),
    ("name-not-quoted", "info", "a name in a record's own text that its sources do not have (English only)",
     names.names_are_in_the_sources),
    ("source-uncovered", "info", "sentences of a source that no quote covers", covering.sources_are_covered),
    ),
    *_rows("structure",
    ("relation-without-ends", "warning", "a relation from nothing or to nothing", structure.relations_have_ends),
    ("self-relation", "warning", "something that bears on itself", structure.nothing_bears_on_itself),
    ("support-and-attack", "warning", "something that both supports and attacks the same, or supports what attacks it",
     structure.nothing_both_supports_and_attacks),
    ("circular-support", "warning", "support that runs in a circle", structure.no_circular_support),
    ("held-and-attacked", "info", "a claim that a party holds, and attacks with another",
     structure.nobody_attacks_their_own_claims),
    ("undercut-of-nothing", "warning", "an undercut that aims at no inference", structure.undercuts_aim_at_inferences),
    ("relation-repeated", "info", "relations that say the same", structure.relations_are_said_once),
    ("no-holder", "info", "a claim without a holder, in a map with a speaker", structure.holders_are_named),
    ("unconnected", "info", "a claim or evidence that no relation touches", structure.everything_is_connected),
    ("no-reasons", "info", "a thesis that is attacked and not supported", structure.theses_have_reasons),
    ("evidence-unused", "info", "evidence that supports nothing", structure.evidence_is_used),
    ("same-text", "info", "records with the same words for the same party", alike.texts_differ),
    ("similar-text", "info", "records with nearly the same words for the same party", alike.texts_are_not_alike),
    ("sentence-as-id", "warning", "a claim or evidence without text whose id looks like its text",
     structure.ids_are_no_sentences),
    ),
    *_rows("debate",
    ("unanswered", "info", "a claim of a counterparty that nobody answers", debate.counterparties_are_answered),
    ("answer-without-evidence", "info", "an answer to a counterparty that rests on no evidence",
     debate.answers_have_evidence),
    ("silent-party", "info", "a speaker or counterparty that holds nothing", debate.parties_speak),
    ("no-reporter", "info", "a claim quoted from what another party issued, without its reporter",
     debate.reports_name_the_reporter),
    ),
    *_rows("safety",
    ("gsn-unsupported", "warning", "a goal or strategy that is neither supported nor undeveloped",
     safety.goals_are_supported),
    ("gsn-undeveloped", "warning", "a goal or strategy that is both supported and undeveloped",
     safety.undeveloped_goals_are_not_supported),
    ("gsn-misplaced", "warning", "context that supports, a solution that is supported, other things as context",
     safety.elements_are_joined_as_their_types_allow),
    ("gsn-unchallenged", "warning", "something defeated that nothing challenges",
     safety.what_is_defeated_is_challenged),
    ("gsn-challenger", "warning", "a challenge by anything else than a counter-goal or counter-solution",
     safety.challengers_are_counter_elements),
    ("gsn-top", "warning", "no element on top of a safety case, or one that is not a goal", safety.a_goal_is_on_top),
    ("gsn-tops", "info", "several elements on top of a safety case", safety.one_element_is_on_top),
    ),
    *_rows("accepted",
    (GONE, "info", "an accepted finding that is not found any longer", _accepted_findings_are_found),
    ),
)
# fmt: on


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of argmap, then those that installed packages add under the entry point ``argmap.rules``.

    A package adds a ``Rule``, several in a list or tuple, or a function without arguments that gives them. It cannot
    take a code that is in use; what cannot be used is named in a ``RuntimeWarning``.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - costs more than checking a small map

    found = list(RULES)
    for point in entry_points(group=ENTRY_POINTS):
        try:
            for rule in _offered(point.load()):
                _refuse_taken(rule, found)
                found.append(rule)
        except Exception as error:  # noqa: BLE001 - whatever another package does, argmap goes on without it
            reason = str(error) if isinstance(error, ArgmapError) else f"{type(error).__name__}: {error}"
            message = f"the rules that {point.value!r} adds cannot be used: {reason}"
            warnings.warn(message, RuntimeWarning, stacklevel=2)
    return tuple(found)


def chosen(names: Any) -> tuple[Rule, ...]:
    """The rules that are asked for: all, or those of these codes and groups, and rules that are given themselves.

    Raises:
        ArgmapError: A name is neither a code nor a group, or two rules have one code.
    """
    if names is None:
        return rules()
    found: dict[str, Rule] = {}
    for name in (names,) if isinstance(names, (str, Rule)) else several(names, "codes of rules"):
        for rule in _named(name):
            if found.setdefault(rule.code, rule) is not rule:
                raise ArgmapError(f"two rules have the code {rule.code!r}", found=rule.code)
    return tuple(found.values())


def _named(name: Any) -> tuple[Rule, ...]:
    if isinstance(name, Rule):
        return (name,)
    if not isinstance(name, str):
        raise misfit(name, "a code, a group or a Rule is", ArgmapError, expected="a code, a group or a Rule")
    found = tuple([rule for rule in rules() if name in (rule.code, rule.group)])
    if not found:
        groups = [*dict.fromkeys(rule.group for rule in rules() if rule.group)]
        expected = f"a code, or one of the groups {', '.join(groups)}"
        raise ArgmapError(
            f"unknown rule {shown(name)}, expected {expected}",
            found=name,
            expected=expected,
            nearest=nearest(name, [*groups, *(rule.code for rule in rules())]),
        )
    return found


def _offered(value: Any) -> Iterator[Rule]:
    if callable(value):
        value = value()
    for rule in value if isinstance(value, (list, tuple)) else (value,):
        if not isinstance(rule, Rule):
            raise misfit(rule, "a Rule is", ArgmapError, expected="a Rule")
        yield rule


def _refuse_taken(rule: Rule, others: Iterable[Rule]) -> None:
    taken = {name for other in others for name in (other.code, other.group)}
    if rule.code in taken:
        raise ArgmapError(f"the code {rule.code!r} is taken", found=rule.code)
