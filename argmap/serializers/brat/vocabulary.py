"""The lines of BRAT: their forms, and the meaning of their labels and types."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from argmap.messages import shown
from argmap.model import Claim, Evidence, Quote, Relation, RelationKind
from argmap.serializers.common.relation_words import Meaning, meaning
from argmap.serializers.common.residue import patched, residue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json = dict[str, Any]
NAME = "brat"
TEXT = "text"  # id of the source
SHOWN = 200  # characters of a text that differs from the words of its span, for a message
OWN_TEXT = "ArgmapText"  # type of the note with the text of a claim that differs from that of its span
PLACES = re.compile(r"[0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*")
SPAN = re.compile(rf"(T[0-9]+)\t(\S+) ({PLACES.pattern})\t(.*)")
RELATION = re.compile(r"(R[0-9]+)\t(\S+) (\w+):(\S+) (\w+):(\S+)([\t ]*)")
ATTRIBUTE = re.compile(r"([AM][0-9]+)\t(\S+) (\S+)(?: (.*))?")
NOTE = re.compile(r"(#[0-9]+)\t(\S+) (\S+)(?:\t(.*))?")
OTHER = re.compile(r"(?:\*|[A-Z]+[0-9]*)\t.*")
BREAK = re.compile(
    r"\r\n|\n|\r(?=(?:\*|[A-Z]+[0-9]*|\#[0-9]+)\t|\r|\Z)"
)  # \r in the words of a span is a part of CRLF
LABEL = re.compile(r"\S+")
ID = re.compile(r"\b[TR][0-9]+\b")
EXPECTED = {
    "T": "T1, a TAB, a label with start and end, a TAB, the words",
    "R": "R1, a TAB, a type, Arg1:T1 Arg2:T2",
    "A": "A1, a TAB, a name, an id, maybe a value",
    "M": "M1, a TAB, a name, an id, maybe a value",
    "#": "#1, a TAB, a type, an id, a TAB, the words",
}
_SPAN_PARTS = {"label": LABEL, "places": PLACES, "words": re.compile(r"[^\n]*")}
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_TYPES = {
    RelationKind.SUPPORT: "supports",
    RelationKind.ATTACK: "attacks",
    RelationKind.UNDERCUT: "undercuts",
    RelationKind.ENTAILMENT: "entails",
    RelationKind.CONTRARY: "contrary",
    RelationKind.CONTRADICTION: "contradiction",
    RelationKind.REPHRASE: "rephrases",
    RelationKind.PREFERENCE: "prefers",
}
KINDS = frozenset(_TYPES)
# What corpora mean by words that mean something else elsewhere, or nothing: those of online debates and of comments on
# rules (CDCP); in scientific papers (SciArg), what contradicts a claim lowers its acceptability.
_SUPPORTS = ("support", "agreement", "reason", "evidence")
_ATTACKS = ("attack", "disagreement", "rebuttal", "rebuttal attack", "rebut", "contradict")
_UNDERCUTS = ("undercutter", "undercutter attack", "undercut")
FIRST = ("arg1", "source", "from", "premise", "reason", "child")  # roles of what bears on something
SECOND = ("arg2", "target", "to", "conclusion", "claim", "parent")  # and of what it bears on
ROLES = ("Arg1", "Arg2")
STANCE_VALUES = {RelationKind.SUPPORT: "For", RelationKind.ATTACK: "Against"}
MAJOR = "MajorClaim"
PLAIN_LABELS = ("claim", "evidence")  # labels that are no tags: the type of the record says the same


def quotes_at(places: str, words: str, source: str | None) -> tuple[list[Quote], str]:
    """The quotes at the places of a span, and the problem with them, if there is one."""
    spans = [(int(a), int(b)) for a, _, b in (part.partition(" ") for part in places.split(";"))]
    if any(a > b for a, b in spans):
        return [Quote(TEXT, words)], f"{places} ends before it starts"
    if source is not None and any(b > len(source) for _, b in spans) and source:
        return [Quote(TEXT, words)], f"{places} goes beyond the {len(source)} characters of the text"
    there = _stretches(source, spans, 2 * len(words) + SHOWN) if source else []  # CRLF may be one blank
    joined = " ".join(there)
    if there and _one_line(words) in (_one_line(joined), _one_line(joined.replace("\r\n", "\n"))):
        return [Quote(TEXT, t, a, b) for t, (a, b) in zip(there, spans, strict=True)], ""
    found = shown(_one_line(joined))
    problem = f"the text has {found} where the span has {shown(words)}" if there else ""
    if len(spans) == 1:
        return [Quote(TEXT, words, *spans[0])], problem
    parts, start = [], 0
    for n, (a, b) in enumerate(spans, 1):
        end = start + b - a if n < len(spans) else len(words)
        parts.append(Quote(TEXT, words[start:end], a, b))
        start += b - a + 1
    if start - 1 != len(words):
        problem = problem or f"the words are not as long as {places}"
    return parts, problem


def other_spellings(text: str) -> dict[str, str]:
    """The text as tools change it on the way, by how it differs: line ends, and a mark at its beginning."""
    unmarked = text.removeprefix("\ufeff")
    line_feeds = text.replace("\r\n", "\n")
    found = {
        "without its byte order mark": unmarked,
        "with LF for CRLF": line_feeds,
        "with LF for CRLF and without its byte order mark": line_feeds.removeprefix("\ufeff"),
        "with CRLF for LF": line_feeds.replace("\n", "\r\n"),
    }
    return {how: changed for how, changed in found.items() if changed != text}


def _stretches(text: str, spans: list[tuple[int, int]], most: int) -> list[str]:
    """The text at some places; cut short if it is longer than so many characters."""
    found = []
    for a, b in spans:
        found.append(text[a : min(b, a + most)])
        most -= len(found[-1])
    return found


@lru_cache(maxsize=1000)
def word(name: str) -> str:
    """A label or type without case, hyphens, underscores, blanks and the ending of the plural, to be compared.

    >>> word("Major_Claims"), word("Partial-Attack")
    ('majorclaim', 'partialattack')
    """
    return re.sub(r"[-_\s]", "", name.casefold()).removesuffix("s")


def kinds(given: Mapping[RelationKind, Iterable[str]] = MappingProxyType({})) -> dict[str, RelationKind]:
    """What types of relations mean, with further types that a caller gives."""
    found = dict.fromkeys(map(word, _SUPPORTS), RelationKind.SUPPORT)
    found |= dict.fromkeys(map(word, _ATTACKS), RelationKind.ATTACK)
    found |= dict.fromkeys(map(word, _UNDERCUTS), RelationKind.UNDERCUT)
    found |= {f"partial{name}": kind for name, kind in found.items()}
    for kind, names in given.items():
        found |= dict.fromkeys(map(word, names), kind)
    return found


_KINDS = kinds()


def meaning_of(
    name: str, types: Mapping[str, RelationKind] = _KINDS, *, at_relation: bool = False
) -> Meaning | None:
    """What a type means for a relation that aims at a span or at a relation; None if it is not known.

    >>> meaning_of("Partial-Attack").kind.value, meaning_of("attacked_by").reversed, meaning_of("part_of")
    ('attack', True, None)
    """
    kind = types.get(word(name))
    found = meaning(name) if kind is None else Meaning(kind)
    if found is None or found.kind not in KINDS:
        return None
    if found.kind is RelationKind.UNDERCUT and not at_relation:  # of a span
        return found._replace(kind=RelationKind.ATTACK, plain=False)
    return found


def is_unnamed(name: str, kind: RelationKind) -> bool:
    """Whether a type is no scheme: it says no more than the kind."""
    return word(name) in (word(kind.value), word(_TYPES[kind]))


def is_reversed(name: str) -> bool:
    """Whether a type is that of a relation that leads from its second end to its first."""
    found = meaning_of(name)
    return found is not None and found.reversed


@lru_cache(maxsize=1000)
def in_order(first: str, second: str) -> bool | None:
    """Whether two roles are in the order in which a relation leads; None if they are no roles that are known."""
    roles = first.casefold(), second.casefold()
    if roles[0] in FIRST and roles[1] in SECOND:
        return True
    return False if roles[0] in SECOND and roles[1] in FIRST else None


def stance_of(name: str, value: str | None) -> RelationKind | None:
    """What an attribute of a claim means for the major claims; None if it does not mean a relation."""
    found = meaning((value or "").strip()) if word(name) == "stance" else None
    return found.kind if found is not None and found.kind in STANCE_VALUES and not found.reversed else None


def is_major(label: str) -> bool:
    """Whether a label is that of major claims."""
    return word(label) == word(MAJOR)


def written_lines(text: str) -> list[str]:
    """The lines of a file; a carriage return alone ends a line too, except within the words of a span."""
    return BREAK.split(text) if "\n" in text else text.split("\r")


def key_of(line: str, time: int) -> str:
    """The key of a line in the order of lines, if it has no id; the same line may come several times."""
    return line if time == 1 and "\t" in line else f"{line}\n{time}"


def naming(line: str) -> str:
    """The part of a line that names other annotations."""
    i, _, content = line.partition("\t")
    return content if i == "*" or i[:1] in "ER" else " ".join(content.split("\t")[0].split(" ")[1:2])


def label_of(claim: Claim | Evidence) -> str:
    """The label of a claim."""
    if isinstance(claim, Evidence):
        return "Evidence"
    return next((t for t in claim.tags if LABEL.fullmatch(t) and word(t) not in PLAIN_LABELS), "Claim")


def made_span(claim: Claim | Evidence) -> dict[str, str]:
    """The span of a claim alone."""
    places = ";".join(f"{q.start} {q.end}" for q in claim.quotes)
    words = _one_line(" ".join(q.exact for q in claim.quotes))
    return {"label": label_of(claim), "places": places, "words": words}


def span_row(claim: Claim | Evidence) -> Json:
    """The span of a claim with its residue."""

    def accepts(key: str, value: Any) -> bool:
        if not isinstance(value, str) or key not in made or not _SPAN_PARTS[key].fullmatch(value):
            return False
        return not BREAK.search(value) and (key != "label" or _means(value, made["label"]))

    made = made_span(claim)
    return patched(made, residue_of(claim, NAME), accepts=accepts)


def made_relation(r: Relation, *, at_relation: bool) -> dict[str, str]:
    """The type of a relation alone, the roles of its ends, and how its line ends."""
    named = LABEL.fullmatch(r.scheme) and _is_of(r.scheme, r.kind, at_relation=at_relation)
    name = r.scheme if named and not is_unnamed(r.scheme, r.kind) else _TYPES.get(r.kind, "")
    return {"type": name, "first": ROLES[0], "second": ROLES[1], "tail": "\t"}


def relation_row(r: Relation, *, at_relation: bool) -> Json:
    """The type of a relation, the roles of its ends and the end of its line, with their residue."""

    def accepts(key: str, value: Any) -> bool:
        if not isinstance(value, str):
            return False
        if key == "type":
            return LABEL.fullmatch(value) is not None and _is_of(value, r.kind, at_relation=at_relation)
        if key == "tail":
            return not value.strip("\t ")
        return key in ("first", "second") and value.casefold() in FIRST + SECOND

    made = made_relation(r, at_relation=at_relation)
    residue = residue_of(r, NAME)
    if not residue:
        return made
    row = patched(made, residue, accepts=accepts)
    if in_order(row["first"], row["second"]) is None:
        row["first"], row["second"] = ROLES
    return row


def _is_of(name: str, kind: RelationKind, *, at_relation: bool) -> bool:
    found = meaning_of(name, at_relation=at_relation)
    return found is not None and found.kind is kind


def _one_line(text: str) -> str:
    """Words as the line of their span has them."""
    return re.sub("[\t\n\r]", " ", text)


def text_of(words: str) -> str:
    """The text of a claim by the words in the line of its span, in which a line end may have left its first half."""
    return words.replace("\r ", " ").replace("\r", " ")


def _means(label: str, made: str) -> bool:
    """Whether a label means the type and tag for which another is made."""
    return label == made or (word(label) == word(made) and word(label) in PLAIN_LABELS)


def escaped(text: str) -> str:
    """A text in one line, for a note."""
    return text.translate({ord(c): f"\\{letter}" for letter, c in _ESCAPED.items()})


def unescaped(text: str) -> str:
    """The text of a note."""
    return re.sub(r"\\([\\tnr])", lambda m: _ESCAPED[m[1]], text)
