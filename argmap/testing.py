"""Hypothesis strategies for argument maps: for the tests of argmap, and of what is built on it.

Needs ``pip install 'argmap[testing]'``. Where argmap is installed, hypothesis finds ``register`` by itself,
so that ``st.from_type(ArgumentMap)`` and ``st.builds`` know the records as well.

>>> from argmap.testing import maps
>>> maps(max_claims=3, hostile=True)
maps(max_claims=3, hostile=True)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import MissingExtraError
from argmap.model import (
    Argument,
    ArgumentMap,
    Claim,
    ClaimKind,
    Data,
    Evidence,
    EvidenceKind,
    Fidelity,
    Party,
    Qualifier,
    Quantity,
    Quote,
    Relation,
    RelationKind,
    Role,
    Section,
    Source,
    Utterance,
    Wording,
)


def register() -> None:
    """Tell ``st.from_type`` how to make maps, records and ``Data``; hypothesis calls it when it is imported."""
    from hypothesis import strategies  # noqa: PLC0415 - see below

    register_type = strategies.register_type_strategy
    register_type(ArgumentMap, lambda _: maps())
    register_type(Party, lambda _: parties())
    register_type(Source, lambda _: sources())
    register_type(Claim, lambda _: claims())
    register_type(Evidence, lambda _: evidence())
    register_type(Quantity, lambda _: quantities())
    register_type(Data, lambda _: data())


# Below register, because importing hypothesis first imports this module by its entry point, to call register.
try:
    from hypothesis import strategies as st
except ModuleNotFoundError:
    raise MissingExtraError("argmap.testing needs hypothesis", hint="pip install 'argmap[testing]'") from None

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

HOSTILE = (
    "<b>",
    "<lambda> <map>",
    "</TD><BR/>",
    "\\",
    "\\N",
    "\\n",
    "&amp;",
    "&#0;",
    '"];x[',
    '"',
    "'",
    "{a|b}",
    "[cap]: +> <+ #tag {x: 1}",
    "// /* */ -- ===",
    '","id":"x',
    "]]>",
    "]{}->--",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x1b[0m",
    "\x7f\x85",
    "\u2028",
    "\ufeff",
    "\u00ad",
    "\u200b",
    "👩\u200d👩\u200d👧",
    "🇰🇭",
    "កម្ពុជា\u17d4",
    "لا يجوز",
    "言い分は、",
    "e\u0301\u0323",
    "Zalgo\u0336\u0489",
    "\u202eabc\u202c",
    "\u2066x\u2069",
    "ﬁ ﬀ Ⅷ",
    "ß İ ǆ",
    "𝔘\U0010ffff",
    "  ",
    "Rechtsschutzversicherungsgesellschaft" * 4,
)
_HOSTILE_IDS = tuple(s for s in HOSTILE if not any(ord(c) < 0xA0 and not c.isprintable() for c in s))
_WORDS = (
    "rents should rise by at most three percent a year because tenants cannot pay more and "
    "the supply of flats shrinks when owners sell so new buildings are exempt"
).split()
_TAGS = ("housing", "law", "key point", "éco")
_DATES = ("2024", "2024-03", "2024-03-31", "1998-12")


def hostile_text(*, max_size: int = 4) -> SearchStrategy[str]:
    """Text that breaks careless writers: markup, quotes, control characters, many scripts; no lone surrogates.

    Args:
        max_size: How many pieces are put together at most.
    """
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    return st.lists(st.sampled_from(HOSTILE) | anything, max_size=max_size).map("".join)


def texts(*, hostile: bool = False) -> SearchStrategy[str]:
    """A few plain words; hostile text now and then if asked for."""
    plain = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
    return plain | hostile_text() if hostile else plain


def identifiers(*, hostile: bool = False) -> SearchStrategy[str]:
    """Ids: non-empty, without control characters."""
    plain = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
    return plain | st.sampled_from(_HOSTILE_IDS) if hostile else plain


def data(*, hostile: bool = False) -> SearchStrategy[Data]:
    """What foreign formats leave behind: nested JSON values."""
    leaves = (
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False, allow_infinity=False)
        | texts(hostile=hostile)
    )
    keys = st.sampled_from(("aif", "note", "x")) | texts(hostile=hostile)
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=4,
    )
    return st.dictionaries(keys, values, max_size=2).map(Data)


def parties(*, id: str | None = None, hostile: bool = False) -> SearchStrategy[Party]:
    """Parties; of any id unless one is given."""
    words = texts(hostile=hostile)
    return _records(
        Party,
        _ids(id, hostile=hostile),
        name=words,
        role=st.sampled_from(Role),
        kind=words,
        note=words,
        data=data(hostile=hostile),
    )


def sources(*, id: str | None = None, hostile: bool = False) -> SearchStrategy[Source]:
    """Sources with a few sentences of text, or none."""
    words = texts(hostile=hostile)
    return _records(
        Source,
        _ids(id, hostile=hostile),
        text=st.lists(words, max_size=5).map("; ".join),
        title=words,
        url=st.sampled_from(("https://example.org/a?b=1&c=<2>", "urn:x")),
        publisher=words,
        date=st.sampled_from(_DATES),
        language=st.sampled_from(("en", "km", "ar")),
        data=data(hostile=hostile),
    )


@st.composite
def quotes(draw: DrawFn, source: Source, *, hostile: bool = False) -> Quote:
    """Quotes of a source: most verify, some hold other words, some do not say where they stand."""
    size = len(source.text)
    start = draw(st.integers(0, max(size - 1, 0)))
    end = min(start + draw(st.integers(1, 30)), size)
    exact = source.text[start:end]
    fidelity = draw(st.none() | st.sampled_from(Fidelity))
    style = draw(st.sampled_from(("verified", "verified", "verified", "elsewhere", "unplaced")))
    if style == "unplaced" or not exact:
        return Quote(source.id, exact or draw(texts(hostile=hostile)), fidelity=fidelity)
    if style == "elsewhere":
        return Quote(source.id, draw(texts(hostile=hostile)), start, end, fidelity=fidelity)
    around = draw(st.integers(0, 16))
    return Quote(
        source.id,
        exact,
        start,
        end,
        prefix=source.text[max(start - around, 0) : start],
        suffix=source.text[end : end + around],
        fidelity=fidelity,
    )


@st.composite
def quantities(draw: DrawFn, *, sources: Sequence[Source] = (), hostile: bool = False) -> Quantity:
    """Figures and dates, with the words that state them if there are sources."""
    words = texts(hostile=hostile)
    if draw(st.booleans()):
        value: Any = draw(
            st.integers(-(10**12), 10**12)
            | st.floats(-1e300, 1e300, allow_nan=False)
            | st.decimals(0, 100, places=2).map(float)
        )
        unit = draw(words.filter(lambda unit: unit != "date"))
    else:
        value, unit = draw(st.sampled_from(_DATES)), "date"
    return draw(
        _records(
            Quantity,
            st.just(value),
            fixed={"unit": st.just(unit)},
            qualifier=st.sampled_from(Qualifier),
            of=words,
            when=st.sampled_from(_DATES),
            baseline=words,
            quote=_quotes_of(sources, hostile=hostile),
        )
    )


def claims(
    *,
    id: str | None = None,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Claim]:
    """Claims that refer only to the parties, sources and sections given; at home in a map that has those."""
    return _records(
        Claim,
        _ids(id, hostile=hostile),
        **_statement(parties, sources, sections, hostile=hostile),
        kind=st.sampled_from(ClaimKind),
    )


def evidence(
    *,
    id: str | None = None,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Evidence]:
    """Evidence with figures, as ``claims`` otherwise."""
    return _records(
        Evidence,
        _ids(id, hostile=hostile),
        **_statement(parties, sources, sections, hostile=hostile),
        kind=st.sampled_from(EvidenceKind),
        figures=_few(quantities(sources=sources, hostile=hostile)),
    )


@st.composite
def relations(
    draw: DrawFn,
    ids: Sequence[str],
    *,
    id: str | None = None,
    inferences: Sequence[str] = (),
    arguments: Sequence[str] = (),
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    hostile: bool = False,
) -> Relation:
    """Relations between elements: mostly from one to one, also linked, to several, to itself, from nothing.

    Args:
        ids: Ids of elements that may be joined.
        id: The relation's id; any unless given.
        inferences: Ids of relations and arguments, which alone an undercut may aim at.
        arguments: Ids of arguments that it may be a step of.
        parties: Ids of parties that may draw it.
        sources: Sources that it may quote.
        kinds: The kinds to choose from; undercuts are left out where there is nothing to undercut.
        hostile: Whether texts are hostile.
    """
    kind = draw(st.sampled_from([k for k in kinds if k is not RelationKind.UNDERCUT or inferences]))
    aims = inferences if kind is RelationKind.UNDERCUT else ids
    return draw(
        _records(
            Relation,
            _ids(id, hostile=hostile),
            fixed={"kind": st.just(kind), "sources": _ends(ids), "targets": _ends(aims)},
            argument=_some(arguments),
            scheme=texts(hostile=hostile),
            by=_some(parties),
            quotes=_few(_quotes_of(sources, hostile=hostile)),
            weight=st.floats(0, 1),
            tags=_few(st.sampled_from(_TAGS)),
            data=data(hostile=hostile),
        )
    )


@st.composite
def maps(
    draw: DrawFn,
    *,
    min_claims: int = 0,
    max_claims: int = 6,
    max_relations: int = 6,
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    dialogue: bool = True,
    nested: bool = True,
    quotes: bool = True,
    hostile: bool = False,
) -> ArgumentMap:
    """Valid maps of every shape: empty ones, cycles, self-loops, linked premises, undercuts of undercuts.

    Args:
        min_claims: How many claims at least.
        max_claims: How many claims at most; there are about as many other nodes as half of that.
        max_relations: How many relations at most.
        kinds: Kinds of relations to choose from.
        dialogue: Whether there may be utterances, illocutions and transitions.
        nested: Whether relations may start from and aim at relations; undercuts then do.
        quotes: Whether there are sources and quotes.
        hostile: Whether ids and texts hold what breaks careless writers.
    """
    if not dialogue:
        kinds = [k for k in kinds if k not in (RelationKind.ILLOCUTION, RelationKind.TRANSITION)]
    few = max(max_claims // 3, 1)

    def named(prefix: str, least: int, most: int) -> list[str]:
        start = draw(st.sampled_from(_HOSTILE_IDS)) if hostile and draw(st.booleans()) else ""
        return [f"{start}{prefix}{n}" for n in range(1, draw(st.integers(least, most)) + 1)]

    party_ids, section_ids = named("p", 0, 3), named("g", 0, 3)
    cited = [draw(sources(id=i, hostile=hostile)) for i in (named("s", 0, 2) if quotes else [])]
    at_home: dict[str, Any] = {"parties": party_ids, "sources": cited, "hostile": hostile}
    arguments = [
        draw(_arguments(i, party_ids, cited, section_ids, hostile=hostile)) for i in named("a", 0, few)
    ]
    nodes = [
        *[draw(claims(id=i, sections=section_ids, **at_home)) for i in named("c", min_claims, max_claims)],
        *[draw(evidence(id=i, sections=section_ids, **at_home)) for i in named("e", 0, few)],
        *arguments,
        *[
            draw(_utterances(i, party_ids, cited, section_ids, hostile=hostile))
            for i in (named("u", 0, few) if dialogue else [])
        ],
    ]
    node_ids = [n.id for n in nodes]
    argument_ids = [a.id for a in arguments]
    relation_ids = named("r", 0, max_relations) if node_ids and kinds else []
    steps = [i for i in relation_ids if nested]
    possible = [k for k in kinds if k is not RelationKind.UNDERCUT or [*steps, *argument_ids]]
    return ArgumentMap.of(
        *[draw(parties(id=i, hostile=hostile)) for i in party_ids],
        *cited,
        *draw(_sections(section_ids, hostile=hostile)),
        *nodes,
        *[
            draw(
                relations(
                    # Nodes first and twice, so that examples shrink to them and most ends are nodes.
                    [*node_ids, *node_ids, *steps],
                    id=i,
                    inferences=[*steps, *argument_ids],
                    arguments=argument_ids,
                    kinds=possible,
                    **at_home,
                )
            )
            for i in (relation_ids if possible else [])
        ],
        title=draw(texts(hostile=hostile)),
        metadata=draw(data(hostile=hostile)),
        data=draw(data(hostile=hostile)),
    )


@st.composite
def _sections(draw: DrawFn, ids: Sequence[str], *, hostile: bool) -> list[Section]:
    """Sections in any order, each within one of an earlier id, or at the top."""
    made = [
        draw(
            _records(
                Section,
                st.just(i),
                title=texts(hostile=hostile),
                parent=_some(ids[:n]),
                tags=_few(st.sampled_from(_TAGS)),
                data=data(hostile=hostile),
            )
        )
        for n, i in enumerate(ids)
    ]
    return draw(st.permutations(made))


def _arguments(
    id: str, parties: Sequence[str], sources: Sequence[Source], sections: Sequence[str], *, hostile: bool
) -> SearchStrategy[Argument]:
    fields = _statement(parties, sources, sections, hostile=hostile)
    del fields["mentions"]
    return _records(Argument, st.just(id), **fields)


def _utterances(
    id: str, parties: Sequence[str], sources: Sequence[Source], sections: Sequence[str], *, hostile: bool
) -> SearchStrategy[Utterance]:
    fields = _statement(parties, sources, sections, hostile=hostile)
    for name in ("mentions", "title", "weight", "wordings"):
        del fields[name]
    return _records(Utterance, st.just(id), when=st.sampled_from(_DATES), **fields)


def _statement(
    parties: Sequence[str], sources: Sequence[Source], sections: Sequence[str], *, hostile: bool
) -> dict[str, Any]:
    words = texts(hostile=hostile)
    quoted = _few(_quotes_of(sources, hostile=hostile))
    return {
        "text": words,
        "title": words,
        "by": _some(parties),
        "via": _few(_some(parties)),
        "to": _few(_some(parties)),
        "mentions": _few(_some(parties)),
        "quotes": quoted,
        "tags": _few(st.sampled_from(_TAGS)),
        "weight": st.floats(0, 1) | st.integers(-3, 3),
        "wordings": _few(
            _records(
                Wording,
                words,
                language=st.sampled_from(("en", "km")),
                by=_some(parties),
                quotes=quoted,
                tags=_few(st.sampled_from(_TAGS)),
                data=data(hostile=hostile),
            )
        ),
        "section": _some(sections),
        "data": data(hostile=hostile),
    }


def _records(
    kind: Any, first: SearchStrategy[Any], /, *, fixed: dict[str, Any] | None = None, **optional: Any
) -> SearchStrategy[Any]:
    """Records of a type: its first field, what is fixed, and the other fields given or left out at will."""
    possible = {name: values for name, values in optional.items() if not values.is_empty}
    rest = st.fixed_dictionaries(fixed or {}, optional=possible)
    return st.builds(lambda start, fields: kind(start, **fields), first, rest)


def _ids(id: str | None, *, hostile: bool) -> SearchStrategy[str]:
    return identifiers(hostile=hostile) if id is None else st.just(id)


def _some(ids: Sequence[str]) -> SearchStrategy[str]:
    return st.sampled_from(ids) if ids else st.nothing()


def _few(items: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return items if items.is_empty else st.lists(items, max_size=2)


def _ends(ids: Sequence[str]) -> SearchStrategy[list[str]]:
    """The ends of a relation on one side: one as a rule, at times several or none."""
    one = st.lists(_some(ids), min_size=1, max_size=1)
    return st.one_of(one, one, one, st.lists(_some(ids), max_size=3))


def _quotes_of(sources: Sequence[Source], *, hostile: bool) -> SearchStrategy[Quote]:
    return st.one_of([quotes(source, hostile=hostile) for source in sources])


__all__ = [
    "HOSTILE",
    "claims",
    "data",
    "evidence",
    "hostile_text",
    "identifiers",
    "maps",
    "parties",
    "quantities",
    "quotes",
    "register",
    "relations",
    "sources",
    "texts",
]
