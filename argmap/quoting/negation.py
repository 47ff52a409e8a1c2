"""Quotations that are cut so that a denial stays outside them. English only.

This looks at words, not at grammar: it flags a cut for a person to look at and proves nothing. What it knows
is in the three patterns below. What it ignores: negation by prefix ("unfounded"), irony, conditions
("if", "unless"), and denials in another sentence.
"""

from __future__ import annotations

import re
from typing import Final

_REACH_WORDS = 12
_REACH_CHARACTERS = 400  # bounds the work; twelve English words seldom fill a quarter of it
_AHEAD = 16  # room for the conjunction that the quotation may begin with

_APOSTROPHE = "'\u2019"
_CLOSING = "\"'\u2019\u201d)\\]\u00bb"

# Scope ends with the clause. ", and that" goes on with what is denied; other ", and" begins something new. A
# blank line before a small letter is a page break in mid-sentence, not a paragraph.
_CLAUSE_END = re.compile(
    rf"""[.!?;:][{_CLOSING}]*(?=\s|\Z)
      | \n\s*\n(?=\s*[^\sa-z])
      | \bbut\b
      | ,\s+(?:so|yet|while|whereas|although|because|since|which|who)\b
      | ,\s+and\b(?!\s+that\b)""",
    re.VERBOSE,
)

# Cues that reach to the end of their clause.
_CLAUSAL = rf"""
    (?<!\bor\s) (?<!,\s) not \b (?! \s+ (?:only|just|merely|simply|solely|least|surprisingly) \b)
  | never | cannot | \w+n[{_APOSTROPHE}]t
  | nobody | no[ -]one | nothing | nowhere | neither | nor | none \b (?! \s+ the \s+ less)
  | hardly | scarcely | barely | rarely | seldom | far \s+ from | unable \s+ to | fail(?:s|ed|ing)? \s+ to
  | den(?:y|ies|ied|ying) | refus(?:e|es|ed|ing) | unlikely \s+ (?:that|to)
  | (?:disput|doubt|reject|rebut|refut|dismiss)(?:e|s|es|ed|ing)? \s+ (?:[^\W\d_]+\s+){{0,5}}? that
  | (?:false|untrue|wrong|incorrect|baseless|unfounded) \s+ (?:[^\W\d_]+\s+){{0,2}}? that
  | falsely | (?:myth|lie) \s+ that
"""
# Cues that reach over a phrase only, so that a comma ends them: "without delay, fees were cut", "the council,
# not the state, cut fees".
_PHRASAL = r"(?<=,\s) not | without | no \b (?! \s+ (?:doubt|wonder|matter) \b)"
_CUE = re.compile(
    rf"(?<![\w{_APOSTROPHE}-]) (?: (?P<phrasal>{_PHRASAL}) | {_CLAUSAL} ) \b (?!-)",
    re.VERBOSE | re.IGNORECASE,
)

_DENYING: Final = re.compile(
    r"(?:den|refus|disput|doubt|reject|rebut|refut|dismiss|false|untrue|wrong|incorrect|baseless|unfounded|myth|lie)",
    re.IGNORECASE,
)
"""Cues that say what is denied right behind them, commas or not."""

_TAKEN_BACK = re.compile(
    rf"""\s*,?[{_CLOSING}]*,?\s+ (?:(?:which|that|this)\s+)? (?:is|are|was|were)\s+ (?:\w+ly\s+)?
        (?: not\s+(?:true|so|right|correct|the\s+case) | false | untrue | wrong | incorrect
          | baseless | unfounded | groundless | a\s+(?:lie|myth|falsehood) ) \b""",
    re.VERBOSE | re.IGNORECASE,
)


# What begins a clause of its own, whatever is denied before it; "because" and "if" may be denied as well.
_OWN_CLAUSE: Final = re.compile(
    r"\s*(?:unless|although|though|even\s+though|whereas|while|nevertheless|"
    r"for\s+(?:this|that|these|those|it|they|he|she|we|the|a|an|such|there)\b(?=\s+\w+))\b",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(rf"(?:,[{_CLOSING}]*|\s[–—-]|\band)\s*\Z")
_COMMA: Final = re.compile(rf",[{_CLOSING}]*\s*\Z")
_SUBORDINATE: Final = re.compile(
    r"[\W_]*(?:(?:and|but)\s+)?(?:although|though|even\s+(?:though|if)|while|whereas|because|since|as|if|when|unless|"
    r"after|before|until|once|where)\b",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\b(?:say|said|think|thought|believe|claim|agree|accept|mean|know|that|true|so|case|right)\b",
    re.IGNORECASE,
)
# A subject and its verb: "computer games should", "the cap is"; not "raise wages", which goes on with what is denied.
_SENTENCE: Final = re.compile(
    r"\s*(?:(?!(?:and|or|nor|that|which|who|to|by|in|on|at|of)\b)[\w'’-]+\s+){1,5}?"
    r"(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did)\b",
    re.IGNORECASE,
)


def _begins_again(clause: str, between: str, text: str, start: int) -> bool:
    """Whether a clause of its own begins at ``start``, so that a denial before it does not reach it.

    It does after one comma, a dash or "and" that ends what is denied, if a subject and a verb follow; after a comma
    that ends a clause with "although" or "because" in any case. After two commas what is between them may be an
    aside, and after a verb of saying what follows may be what is said.

    Args:
        clause: What comes before the denial in its clause.
        between: What is between the denial and ``start``.
        text: The text.
        start: Where the quotation begins.
    """
    if _OWN_CLAUSE.match(text, start) and _SAYS.search(between) is None:
        return True
    if between.count(",") <= 1 and _COMMA.search(between) and _SUBORDINATE.match(clause):
        return True
    if _BREAK.search(between) is None or between.count(",") > 1 or _SAYS.search(between):
        return False
    return _SENTENCE.match(text, start, start + _REACH_CHARACTERS) is not None


def denial_before(text: str, start: int) -> tuple[int, int] | None:
    """The words from a negation that governs ``start`` up to it: in the same clause, at most 12 words back.

    >>> text = "We do not say that fees were cut."
    >>> text[slice(*denial_before(text, text.index("fees")))]
    'not say that'
    """
    floor = max(0, start - _REACH_CHARACTERS)
    for end in _CLAUSE_END.finditer(text, floor, start + _AHEAD):
        if end.start() <= start:
            floor = min(end.end(), start)
    words = [word.start() for word in re.finditer(r"\S+", text[floor:start])]
    if len(words) > _REACH_WORDS:
        floor += words[-_REACH_WORDS]
    for cue in _CUE.finditer(text, floor, start):
        between = text[cue.end() : start]
        if cue["phrasal"] and "," in between:
            continue
        if between.count(")") > between.count("("):  # an aside that is over: "(but not the state)"
            continue
        if not _DENYING.match(cue[0]) and _begins_again(text[floor : cue.start()], between, text, start):
            continue
        return cue.start(), cue.end() + len(between.rstrip())
    return None


def denial_after(text: str, end: int) -> tuple[int, int] | None:
    """The words right after ``end`` that take back what comes before it.

    >>> text = "That fees were cut is simply not true."
    >>> text[slice(*denial_after(text, text.index(" is")))]
    'is simply not true'
    """
    denial = _TAKEN_BACK.match(text, end, end + _REACH_CHARACTERS)
    if denial is None:
        return None
    words = denial[0]
    return denial.end() - len(words.lstrip(" \t\r\n,")), denial.end()
