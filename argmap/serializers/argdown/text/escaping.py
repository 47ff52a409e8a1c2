r"""How words are spelled in an Argdown text, so that they are read as the words they are.

Whatever would mean something gets a backslash, but no more than that: "e.g. this" needs none. Where words have
bold, italic or tags in them, or blanks that a reader would skip, several spellings are possible and some do
not mean what they should; these are read again, as this reader and as the reference parser read them, before one is
chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.serializers.argdown.text.notes import Notes
from argmap.serializers.argdown.text.parsing import parse
from argmap.serializers.argdown.text.rows import Element, Spelling
from argmap.serializers.argdown.text.tags import LONGEST, TAG
from argmap.serializers.argdown.text.tokens import NOT_SPACE, SPACE
from argmap.serializers.argdown.text.urls import URL, means_itself

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from argmap.serializers.argdown.text.rows import Mark

# Signs that may mean something, and the second blank after those that swallow all but one.
_SPECIAL: Final = re.compile(r"[\\\[<{*_#/=.:@]|(?<=[\],>(){};\-])[ \t](?=[ \t])")
_BLANKS: Final = re.compile(r"[ \t]*")
_UNFIT: Final = re.compile(r"[)\r]")  # of a URL; that line end would be another one in a Markdown note
_RUN: Final = {sign: re.compile(rf"\{sign}{NOT_SPACE}+?\{sign}") for sign in ".:"}
_NAME: Final = (
    rf"[^\n\r\u2028\u2029]{{1,{LONGEST}}}?"  # longer ones are not read as names, and no end is looked for
)
_MENTION: Final = re.compile(rf"(?:@\[{_NAME}\]|@<{_NAME}>)")
# What would begin a relation, structure or list, or undo the data of the element above, where a line begins.
_LINE_START: Final = re.compile(
    rf"[-+,}}]|\([0-9]+\)|'[' \t]*(?:[-+]|\([0-9]+\)|[0-9]+\.)|(?P<number>[0-9]+)\.(?={SPACE}|\Z)"
)
NOTHING: Final = "\\ "  # where there must be words and are none
_ALWAYS: Final = "\\[<{*_#"
_MEANS: Final = _RUN | {"/": re.compile(r"/[/*]"), "=": re.compile("===")}
# Markers of bold, of bold within bold, of italic, of italic within italic.
_FAMILIES: Final = (
    ("**", "__", "_", "*"),
    ("**", "__", "*", "_"),
    ("__", "**", "*", "_"),
    ("__", "**", "_", "*"),
)


def spelled(
    text: str,
    tags: Collection[str] = (),
    marks: Sequence[Mark] = (),
    *,
    begins: bool = True,
    spelling: Spelling = Spelling(),  # noqa: B008 - it is frozen
) -> str:
    r"""The text with a backslash before whatever would mean something.

    Args:
        text: The words.
        tags: Those that are in the text as tags.
        marks: Bold, italic and links; those that no spelling can state are left out.
        begins: Whether the words begin a line.
        spelling: How the document spells its words.

    >>> spelled("x < 3 and [sic], e.g. in #legal", ["legal"])
    'x \\< 3 and \\[sic], e.g. in #legal'
    """
    if not text.strip(" \t\n\r"):
        return NOTHING
    text = text.replace("\n", " ").replace("\r", " ")  # no spelling states a line break
    tags = frozenset(tags)
    for family in _FAMILIES if marks else ():
        for bare in (False, True):
            words = _begun(_marked(text, tags, marks, family, spelling, bare=bare), begins=begins)
            if _reads_back(words, text, tags, marks, spelling, begins=begins):
                return words
    return _begun(_spelled(text, tags, spelling), begins=begins)


def _begun(words: str, *, begins: bool) -> str:
    """The words with a backslash where they would begin something else than words."""
    match = _LINE_START.match(words) if begins else None
    if match is None:
        return words
    at = match.end("number") if match["number"] else 0
    return f"{words[:at]}\\{words[at:]}"


def _reads_back(
    words: str,
    text: str,
    tags: Collection[str],
    marks: Sequence[Mark],
    spelling: Spelling,
    *,
    begins: bool,
) -> bool:
    """Whether this reader and the reference parser read the words as they are meant."""
    for official in (False, True):
        notes = Notes(words)
        line = words if begins else f"[A]: {words}"
        rows = parse(line, notes, official=official, spelling=spelling).rows
        item = rows[0].item if len(rows) == 1 else None
        if notes.reported or not isinstance(item, Element):
            return False
        have = item.text if official else item.text.strip()
        if (have, sorted(item.marks), set(item.tags)) != (text, sorted(marks), set(tags)):
            return False
    return True


def _marked(
    text: str,
    tags: Collection[str],
    marks: Sequence[Mark],
    family: tuple[str, str, str, str],
    spelling: Spelling,
    *,
    bare: bool,
) -> str:
    """The text with its markers; a family has those for bold, bold in bold, italic, italic in italic.

    If ``bare``, a star or underscore right after a closing marker goes without its backslash, which would keep
    the marker from closing.
    """
    parts: list[str] = []
    at, after = 0, ""
    edges = sorted(_edges(text, marks, family))
    for n, edge in enumerate(edges, 1):
        parts += (_spelled(text, tags, spelling, at, edge.offset, after=after), edge.marker)
        after = "close" if edge.closes or edge.skip > edge.offset else ""
        at = max(at, edge.skip)
        last = n == len(edges) or edges[n].offset > edge.offset
        signs = text[at : at + 1] in ("*", "_") and text[at + 1 : at + 2] in ("", " ")
        if edge.closes and bare and last and signs:
            parts.append(text[at])
            at, after = at + 1, "sign"
    parts.append(_spelled(text, tags, spelling, at, after=after))
    return "".join(parts)


class _Edge(NamedTuple):
    """A marker and its place; those at one place are sorted by rank.

    Attributes:
        offset: Where it is in the text.
        rank: Its place among those of one offset: what closes first, the inner one before the outer one.
        marker: The marker; of a link all of it.
        skip: Where the text goes on after it.
        closes: Whether it closes emphasis.
    """

    offset: int
    rank: tuple[int, int]
    marker: str
    skip: int
    closes: bool


def _edges(text: str, marks: Sequence[Mark], family: tuple[str, str, str, str]) -> Iterator[_Edge]:
    """The markers of a text, in any order."""
    inside: list[tuple[str, int]] = []
    for kind, start, end, url in sorted(marks, key=lambda m: (m[1], -m[2])):
        if not 0 <= start <= end <= len(text):
            continue
        inside = [(k, e) for k, e in inside if e >= end]
        depth = len(inside)
        if kind == "link":
            if "]" not in text[start:end] and not _UNFIT.search(url) and start < end:
                yield _Edge(start, (1, depth), f"[{text[start:end]}]({url})", end, closes=False)
            continue
        nested = sum(k == kind for k, _ in inside)
        marker = family[(0 if kind == "bold" else 2) + nested % 2]
        inside.append((kind, end))
        yield _Edge(start, (1, depth), marker, start, closes=False)
        yield _Edge(end, (0, -depth), marker, end, closes=True)


def _spelled(
    text: str,
    tags: Collection[str],
    spelling: Spelling,
    at: int = 0,
    end: int | None = None,
    *,
    after: str = "",
) -> str:
    """The text between two offsets, after "close" for what ends emphasis or a link, "sign", or "" for words."""
    end = len(text) if end is None else end
    begin, before = at, after
    parts: list[str] = []
    at = _blanks(text, at, end, after, parts)
    tag, after_tag = "", -1
    unfit: set[str] = set()
    while (match := _SPECIAL.search(text, at, end)) is not None:
        place, sign = match.start(), match.group()
        if place > at:
            parts.append(text[at:place])
        if sign in " \t":
            at = _blanks(text, place, end, "sign", parts)
            continue
        whole = _whole(sign, text, place, end, tags, spelling)
        means = sign in _ALWAYS or (sign in _MEANS and _MEANS[sign].match(text, place) is not None)
        means = means or (sign == "." and _in_url(text, place))
        if whole is not None:
            parts.append(whole.group())
            at, after = whole.end(), "sign"
            if sign == "#" and whole[2]:
                tag, after_tag = whole[2], at
        else:
            if means and place == after_tag:  # the backslash would belong to the tag, so it cannot be one
                unfit.add(tag)
            parts.append("\\" + sign if means else sign)
            at, after = place + 1, "escape" if means else "" if sign == "=" else "sign"
        at = _blanks(text, at, end, after, parts)
    if unfit:
        return _spelled(text, frozenset(tags) - unfit, spelling, begin, end, after=before)
    parts.append(text[at:end])
    return "".join(parts)


def _whole(
    sign: str, text: str, place: int, end: int, tags: Collection[str], spelling: Spelling
) -> re.Match[str] | None:
    """The stretch from a sign on that is written as it is: a mention, a tag, or a run such as ``.g.``."""
    if sign == "@":
        return _MENTION.match(text, place, end)
    if sign == "#":
        tag = TAG.match(text, place, end) if tags else None
        return tag if tag is not None and (tag[1] or tag[2]) in tags else None
    if sign not in _RUN or _in_url(text, place):
        return None
    # Such a run means itself, whatever is in it, if it is not a shortcode.
    run = _RUN[sign].match(text, place)
    if run is None or run.end() > end or run.group() in spelling.codes or (tags and "#" in run.group()):
        return None
    return run


def _in_url(text: str, place: int) -> bool:
    """Whether a URL would begin here, for readers that take it as one word, that others read otherwise."""
    url = URL.match(text, place)
    return url is not None and not means_itself(url.group())


def _blanks(text: str, at: int, end: int, after: str, parts: list[str]) -> int:
    """Add the blanks at an offset so that none is skipped; where they end.

    After words all stay. After a backslash and its sign blanks stay, but not tabs; after other signs, tags and the
    like one stays, and after emphasis and links only if it is not a tab. Whatever has a backslash stays.
    """
    if not after:
        return at
    match = _BLANKS.match(text, at, end)
    assert match is not None  # it matches nothing, too
    for n, blank in enumerate(match.group()):
        stays = blank == " " if after == "escape" else n == 0 and (blank == " " or after != "close")
        if not stays:
            parts.append("\\")
            after = "escape"
        parts.append(blank)
    return match.end()


def spelled_rule(rule: str) -> str:
    """A rule of an inference: what would mean something there is less, and commas part rules."""
    rule = rule.replace("\n", " ").replace("\r", " ")  # no spelling states a line break
    if not rule.strip(" \t"):
        return NOTHING
    words = re.sub(r"([\\,{#*_\[<]|-(?=-)|/(?=[/*])|\.(?=\S+?\.)|:(?=\S+?:))", r"\\\1", rule)
    return re.sub(r"(?<=[ \t])[ \t]", r"\\\g<0>", words)
