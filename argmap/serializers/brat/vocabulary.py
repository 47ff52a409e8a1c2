"""The lines of BRAT: their forms, and the meaning of their labels and types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from argmap.messages import shown
from argmap.model import Claim, Evidence, Quote, Relation, RelationKind
from argmap.serializers.common.residue import patched, residue_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]
NAME = "brat"
TEXT = "text"  # id of the source
SHOWN = 200  # characters of a text that differs from the words of its span, for a message
OWN_TEXT = "ArgmapText"  # type of the note with the text of a claim that differs from that of its span
PLACES = re.compile(r"[0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*")
SPAN = re.compile(rf"(T[0-9]+)\t(\S+) ({PLACES.pattern})\t(.*)")
RELATION = re.compile(r"(R[0-9]+)\t(\S+) Arg1:(\S+) Arg2:(\S+)([\t ]*)")
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
_TYPES = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}
_SUPPORTS = (
    "support",
    "agreement",
    "reason",
    "evidence",
)  # the last two of the corpus of comments on rules (CDCP)
_ATTACKS = ("attack", "disagreement", "rebuttal", "rebuttal attack", "rebut")
_UNDERCUTS = (
    "undercutter",
    "undercutter attack",
    "undercut",
)  # of a span; there are no relations between relations
_STANCES = {"for": RelationKind.SUPPORT, "against": RelationKind.ATTACK}
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


def _stretches(text: str, spans: list[tuple[int, int]], most: int) -> list[str]:
    """The text at some places; cut short if it is longer than so many characters."""
    found = []
    for a, b in spans:
        found.append(text[a : min(b, a + most)])
        most -= len(found[-1])
    return found


def word(name: str) -> str:
    """A label or type without case, hyphens, underscores, blanks and the ending of the plural, to be compared.

    >>> word("Major_Claims"), word("Partial-Attack")
    ('majorclaim', 'partialattack')
    """
    return re.sub(r"[-_\s]", "", name.casefold()).removesuffix("s")


def kinds(support: Iterable[str] = (), attack: Iterable[str] = ()) -> dict[str, RelationKind]:
    """What types of relations mean, with further types for support and attack."""
    found = dict.fromkeys(map(word, _SUPPORTS), RelationKind.SUPPORT)
    found |= dict.fromkeys(map(word, (*_ATTACKS, *_UNDERCUTS)), RelationKind.ATTACK)
    found |= {f"partial{name}": kind for name, kind in found.items()}
    found |= dict.fromkeys(map(word, support), RelationKind.SUPPORT)
    return found | dict.fromkeys(map(word, attack), RelationKind.ATTACK)


_KINDS = kinds()


def kind_of(name: str) -> RelationKind | None:
    """The kind of relation that a type means by itself, if it means support or attack."""
    return _KINDS.get(word(name))


def is_unnamed(name: str) -> bool:
    """Whether a type is no scheme: it says no more than the kind."""
    return word(name) in ("support", "attack")


def stance_of(name: str, value: str | None) -> RelationKind | None:
    """What an attribute of a claim means for the major claims; None if it does not mean a relation."""
    return _STANCES.get(word((value or "").strip())) if word(name) == "stance" else None


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


def made_relation(r: Relation) -> dict[str, str]:
    """The type of a relation alone, and how its line ends."""
    named = LABEL.fullmatch(r.scheme) and kind_of(r.scheme) is r.kind and not is_unnamed(r.scheme)
    return {"type": r.scheme if named else _TYPES.get(r.kind, ""), "tail": "\t"}


def relation_row(r: Relation) -> Json:
    """The type of a relation and the end of its line, with their residue."""

    def accepts(key: str, value: Any) -> bool:
        if key == "type" and isinstance(value, str):
            return kind_of(value) is r.kind and LABEL.fullmatch(value) is not None
        return key == "tail" and isinstance(value, str) and not value.strip("\t ")

    return patched(made_relation(r), residue_of(r, NAME), accepts=accepts)


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
