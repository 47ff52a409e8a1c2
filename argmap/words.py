"""Elements and sources of a map in words, as cards, outlines, titles and pages have them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final

from argmap.cited import Piece, cited, cited_title
from argmap.messages import counted, listed
from argmap.model import Argument, Claim, Evidence, Relation, RelationKind, Role, Utterance
from argmap.model.dates import written_date

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from argmap.model import ArgumentMap, Provenance, Quantity, Quote, Source
    from argmap.model.records import Node, Record


VERBS: Final[Mapping[RelationKind, str]] = {
    RelationKind.SUPPORT: "supports",
    RelationKind.ATTACK: "attacks",
    RelationKind.UNDERCUT: "undercuts",
    RelationKind.ENTAILMENT: "entails",
    RelationKind.CONTRARY: "is contrary to",
    RelationKind.CONTRADICTION: "contradicts",
    RelationKind.REPHRASE: "rephrases",
    RelationKind.PREFERENCE: "is preferred to",
    RelationKind.ILLOCUTION: "expresses",
    RelationKind.TRANSITION: "follows",
}
"""What the sources of a relation do to its targets."""

PASSIVES: Final[Mapping[RelationKind, str]] = {
    RelationKind.SUPPORT: "supported by",
    RelationKind.ATTACK: "attacked by",
    RelationKind.UNDERCUT: "undercut by",
    RelationKind.ENTAILMENT: "entailed by",
    RelationKind.CONTRARY: "is contrary to",
    RelationKind.CONTRADICTION: "contradicts",
    RelationKind.REPHRASE: "rephrased by",
    RelationKind.PREFERENCE: "ranks below",
    RelationKind.ILLOCUTION: "expressed by",
    RelationKind.TRANSITION: "followed by",
}
"""What the targets of a relation have from its sources."""

_COUNTED: Final[Mapping[type[Record], tuple[str, str]]] = {
    Claim: ("claim", "claims"),
    Evidence: ("piece of evidence", "pieces of evidence"),
    Argument: ("argument", "arguments"),
    Utterance: ("utterance", "utterances"),
    Relation: ("relation", "relations"),
}
CITED: Final = 5  # sources below a picture
_PAGE_END: Final = re.compile("\f")
_PARAGRAPH_END: Final = re.compile(r"(?<=\S)[^\S\n]*\n[^\S\n]*\n\s*")
_LINE_END: Final = re.compile("\n")
_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_STAND_INS: Final = (
    {code: _CONTROL_PICTURES + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {_DELETE: 0x2421}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)
)
_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def describe(m: ArgumentMap, n: Record, *, thesis: bool = False) -> str:
    """An element in words: ``C1, claim by European Parliament, reported by Agency: text``."""
    if isinstance(n, Relation):
        step = f", a step of {n.argument}" if n.argument else ""
        return f"{_ids(n.sources)} {VERBS[n.kind]} {_ids(n.targets)}{step}"
    if not isinstance(n, (Claim, Evidence, Argument, Utterance)):
        return n.id
    kind = kind_of(n, thesis=thesis).lower()
    quotes = "".join(f" “{q.exact}”" for q in n.quotes)
    return f"{n.id}, {kind}{held_by(m, n)}: {text_of(n)}" + (f" Source:{quotes}" if quotes else "")


def held_by(m: ArgumentMap, n: Node, common: tuple[str, ...] = ()) -> str:
    """Who holds an element and through whom it is reported, in words: `` by City council, reported by …``.

    The ``common`` reporters, who report the whole statement, are left out.
    """
    by = f" by {name_of(m, n.by)}" if n.by else ""
    near = nearer(n.via, common)
    return by + (f", reported by {names_of(m, near)}" if near else "")


def nearer(via: tuple[str, ...], common: tuple[str, ...]) -> tuple[str, ...]:
    """The reporters before the common ones; what a reporter states itself need not come through those."""
    return via[: len(via) - len(common)] if common and via[-len(common) :] == common else via


def text_of(n: Node) -> str:
    """What an element says: its text, or else its title or another wording."""
    if n.text or isinstance(n, Utterance):
        return n.text
    return n.title or (n.wordings[0].text if n.wordings else "")


def without_tags(text: str, tags: Container[str]) -> str:
    """A text without those of its element's tags that are at its end, as in texts read from Argdown.

    >>> without_tags("Rents should rise. #pro #(two words)", ("pro", "two words"))
    'Rents should rise.'
    """
    shorter = text.rstrip()
    while (at := shorter.rfind("#")) > 0 and shorter[at - 1].isspace():
        tag = shorter[at + 1 :]
        if (tag[1:-1] if tag.startswith("(") and tag.endswith(")") else tag) not in tags:
            break
        shorter = shorter[:at].rstrip()
    return shorter if len(shorter) < len(text.rstrip()) else text


def kind_of(n: Node, *, thesis: bool = False) -> str:
    """What an element is, in capitals: THESIS, CLAIM, POLICY, DEMAND (a policy that is for others), STATISTIC."""
    if thesis:
        return "THESIS"
    if isinstance(n, Evidence):
        return (n.kind or "evidence").upper()
    if isinstance(n, Claim) and n.kind == "policy":
        return "DEMAND" if any(i != n.by for i in n.to) else "POLICY"
    return type(n).__name__.upper()


def figure_in_words(figure: Quantity) -> str:
    """A figure as a reader says it: what is counted once, where the whole has the word as well.

    >>> from argmap import Quantity
    >>> figure_in_words(Quantity(333, "observers", of="observers from abroad"))
    '333 observers from abroad'
    """
    unit, whole = figure.unit, figure.of
    twice = unit and unit.lower() in whole.lower().split()
    return str(figure).replace(f"{unit} of {whole}", whole, 1) if twice else str(figure)


def theses(m: ArgumentMap) -> set[str]:
    """The claims tagged "thesis"; without any, the roots that a speaker holds; without any, all roots."""
    if tagged := {c.id for c in m.claims if "thesis" in c.tags}:
        return tagged
    speakers = {p.id for p in m.parties if p.role is Role.SPEAKER}
    roots = [r for r in m.roots if isinstance(r, Claim) and (m.incoming(r.id) or m.outgoing(r.id))]
    return {r.id for r in roots if r.by in speakers} or {r.id for r in roots}


def common_via(m: ArgumentMap) -> tuple[str, ...]:
    """The reporters through whom everything comes that they do not state themselves, the farthest last."""
    reporters = {p.id for p in m.parties if p.role is Role.REPORTER}
    chains = {n.via for n in m.nodes if n.by not in reporters}
    common: list[str] = []
    for ids in zip(*(reversed(chain) for chain in chains), strict=False):
        if len(set(ids)) > 1 or ids[0] not in reporters:
            break
        common.insert(0, ids[0])
    return tuple(common)


def name_of(m: ArgumentMap, i: str) -> str:
    """A party's name, or the id itself."""
    party = m.get(i)
    return getattr(party, "name", "") or i


def names_of(m: ArgumentMap, ids: Iterable[str]) -> str:
    """The names of parties, separated by commas."""
    return ", ".join(name_of(m, i) for i in ids)


def _ids(ids: tuple[str, ...]) -> str:
    return " and ".join(ids) or "nothing"


def contents(records: Iterable[Record]) -> list[str]:
    """How many there are of which type among the elements and relations of some records.

    >>> from argmap.model import Claim, Evidence
    >>> contents([Claim("cap"), Evidence("survey"), Claim("stay")])
    ['2 claims', '1 piece of evidence']
    """
    numbers = Counter(map(type, records))
    return [counted(numbers[kind], one, many) for kind, (one, many) in _COUNTED.items() if numbers[kind]]


def visible(text: str) -> str:
    r"""The text with a stand-in for each character that XML forbids or nobody sees.

    Control characters become their pictures (U+2400 to U+2421) or, like lone surrogates and the
    non-characters U+FFFE and U+FFFF, the replacement character U+FFFD. Line feed and tab stay; CR LF and CR
    become LF.

    >>> visible("null\0 and\r\nline")
    'null␀ and\nline'
    """
    if not _HIDDEN.search(text):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_STAND_INS)


class Locator:
    """Finds where in which source a quote is: ``p. 3``, ``para. 3`` or ``line 3``.

    Before that it has the number of the source, ``[2]``, if several have a text. Pages are counted where a text has
    form feeds, paragraphs where it has empty lines, or else lines; in a text of one line there is nothing to count.
    """

    def __init__(self, m: ArgumentMap) -> None:
        """Find the pages, paragraphs or lines of each source."""
        self._numbers = numbers_of(m)
        self._parts = {s.id: parts_of(s.text) for s in m.sources if s.text}

    def __call__(self, quotes: tuple[Quote, ...]) -> str:
        """The position of the first of these quotes whose position is known, or ""."""
        for q in quotes:
            if q.start is not None and q.source in self._parts:
                name, ends = self._parts[q.source]
                place = f"{name} {bisect_right(ends, q.start) + 1}" if ends else ""
                return " ".join(part for part in (self._numbers.get(q.source), place) if part)
        return ""


def parts_of(text: str) -> tuple[str, list[int]]:
    """What places in a text are counted by (``p.``, ``para.``, ``line``), and where each part but the last ends."""
    text = text.rstrip()
    for name, end in (("p.", _PAGE_END), ("para.", _PARAGRAPH_END), ("line", _LINE_END)):
        if ends := [found.end() for found in end.finditer(text)]:
            return name, ends
    return "", []


def language_of(m: ArgumentMap) -> str:
    """The language of the sources as a BCP 47 tag, or "" if they have several or none."""
    languages = {s.language for s in m.sources if s.language}
    return languages.pop() if len(languages) == 1 else ""


def citations(m: ArgumentMap, whole: ArgumentMap) -> tuple[str, ...]:
    """The sources of a part as they are cited below a picture; a single one only if more than its id is known.

    Their numbers are those of the whole.
    """
    several = len(whole.sources) > 1
    known = [s for s in m.sources if several or s.title or s.file or cited(s) or _details(whole, s)]
    return _at_most_a_few(whole, known)


def origins(m: ArgumentMap, whole: ArgumentMap) -> tuple[str, ...]:
    """The sources of a part whose provenance is known, as they are cited, with the numbers of the whole."""
    return _at_most_a_few(whole, [s for s in m.sources if s.provenance is not None])


def _at_most_a_few(m: ArgumentMap, sources: list[Source]) -> tuple[str, ...]:
    numbers = numbers_of(m)
    shown = sources if len(sources) == CITED + 1 else sources[:CITED]
    lines = [citation(m, source, numbers) for source in shown]
    more = len(sources) - len(shown)
    return (*lines, f"{more} more sources.") if more else tuple(lines)


def citation(m: ArgumentMap, source: Source, numbers: Mapping[str, str]) -> str:
    """A source as it is cited: its number among several texts, title, provenance, publisher, date, address.

    Where it says how it is cited, it is: authors (year). Title. Container, pages. Address; then its provenance.
    """
    return "".join(piece.text for piece in citation_pieces(m, source, numbers))


def citation_pieces(m: ArgumentMap, source: Source, numbers: Mapping[str, str]) -> tuple[Piece, ...]:
    """A source as it is cited, in pieces that say what is set in italics and what is an address."""
    number = numbers.get(source.id, "")
    lead = number or ("" if len(m.sources) > 1 or source.provenance is not None else "Source:")
    absent = " Its text is not at hand." if source.id in numbers and not source.text else ""
    stated = cited(source)
    if stated:
        known = origin(m, source.provenance) if source.provenance is not None else ""
        stop = "" if stated[-1].text.endswith((".", "?", "!")) else "."
        end = f"{stop}{f' {known}.' if known else ''}{absent}"
    else:
        details = _details(m, source)
        joint = ": " if source.provenance is not None and details else ", "
        said = joint.join(filter(None, (title_of(source), details)))
        before, address, after = said.rpartition(source.url) if source.url else (said, "", "")
        stated, end = (Piece(before), Piece(address, address=True)), f"{after}.{absent}"
    pieces = (Piece(f"{lead} " if lead else ""), *stated, Piece(end))
    return tuple(piece for piece in pieces if piece.text)


def title_of(source: Source) -> str:
    """What a source is called: its title, or that in its citation, or its id."""
    return source.title or cited_title(source) or source.id


def numbers_of(m: ArgumentMap) -> dict[str, str]:
    """The number of each source, "" if only one has a text; none at all if none has."""
    texts = sum(bool(s.text) for s in m.sources)
    return {s.id: f"[{n}]" if texts > 1 else "" for n, s in enumerate(m.sources, 1)} if texts else {}


def origin(m: ArgumentMap, provenance: Provenance) -> str:
    """Provenance in one line: ``City council to Tenants, Riverside, 4 March 2024, as reported by The Gazette``.

    >>> from argmap.model import ArgumentMap, Provenance, Quantity
    >>> origin(ArgumentMap(), Provenance("council", via="press", figures=Quantity("2024-03-04", "date", of="receipt")))
    'council, 4 March 2024 (receipt), as reported by press'
    """
    to = f"to {_all_of(m, provenance.to)}" if provenance.to else ""
    parties = " ".join(part for part in (_all_of(m, provenance.by), to) if part)
    via = f"as reported by {_all_of(m, provenance.via)}" if provenance.via else ""
    figures = map(str, provenance.figures)
    return ", ".join(part for part in (parties, provenance.place, *figures, via) if part)


def _details(m: ArgumentMap, source: Source) -> str:
    """What is known of a source but for its title; what its provenance states is not repeated."""
    known = source.provenance
    publisher = name_of(m, source.publisher) if source.publisher else ""
    if known is not None and {source.publisher, publisher} & {*known.by, *(name_of(m, i) for i in known.by)}:
        publisher = ""
    stated = [figure.value for figure in known.figures] if known is not None else []
    date = "" if source.date in stated else written_date(source.date)
    return ", ".join(part for part in (known and origin(m, known), publisher, date, source.url) if part)


def _all_of(m: ArgumentMap, ids: tuple[str, ...]) -> str:
    """The names of parties, with "and" before the last."""
    return listed(name_of(m, i) for i in ids)
