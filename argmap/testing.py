"""Hypothesis strategies for argument maps: for the tests of argmap, and of what is built on it.

Needs ``pip install 'argmap[testing]'``. Where argmap is installed, hypothesis finds ``register`` by itself,
so that ``st.from_type(ArgumentMap)`` and ``st.builds`` know the records as well.

>>> import argmap
>>> from argmap.testing import maps
>>> from hypothesis import given
>>> @given(maps(max_claims=3))
... def test_nothing_is_lost(m):
...     assert argmap.loads(argmap.dumps(m)) == m
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import category

from attrs import frozen

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
    """Tell ``st.from_type`` how to make maps and records; hypothesis calls it when it is imported."""
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

    from hypothesis.strategies import SearchStrategy

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
    "\U0001d518\U0010ffff",
    "  ",
    "Rechtsschutzversicherungsgesellschaft" * 4,
)
_HOSTILE_IDS = tuple(s for s in HOSTILE if not any(category(c) == "Cc" for c in s))
_WORDS = (
    "rents",
    "should",
    "rise",
    "by",
    "at most",
    "three",
    "percent",
    "because",
    "tenants",
    "cannot",
    "pay",
)
_DATES = ("2024", "2024-03", "2024-03-31", "1998-12")


@cache
def hostile_text(*, max_size: int = 4) -> SearchStrategy[str]:
    """Text that breaks careless writers: markup, control characters, many scripts; no lone surrogates.

    Args:
        max_size: How many pieces are put together at most.
    """
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    return st.lists(st.sampled_from(HOSTILE) | anything, max_size=max_size).map("".join)


@cache
def texts(*, hostile: bool = False) -> SearchStrategy[str]:
    """A few plain words; hostile text now and then if asked for."""
    plain = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
    return plain | hostile_text() if hostile else plain


@cache
def identifiers(*, hostile: bool = False) -> SearchStrategy[str]:
    """Ids: non-empty, without control characters."""
    plain = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6)
    return plain | st.sampled_from(_HOSTILE_IDS) if hostile else plain


@cache
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


def parties(*, hostile: bool = False) -> SearchStrategy[Party]:
    """Parties of every role and none."""
    return _settled(Party, _Home(), hostile=hostile)


def sources(*, hostile: bool = False) -> SearchStrategy[Source]:
    """Sources with a few sentences of text, or none."""
    return _settled(Source, _Home(), hostile=hostile)


def claims(
    *,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Claim]:
    """Claims for a map that has these parties, sources and sections: they refer to nothing else."""
    return _settled(Claim, _Home(parties, sources, sections), hostile=hostile)


def evidence(
    *,
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    sections: Sequence[str] = (),
    hostile: bool = False,
) -> SearchStrategy[Evidence]:
    """Evidence with figures, for a map that has these parties, sources and sections."""
    return _settled(Evidence, _Home(parties, sources, sections), hostile=hostile)


def quotes(source: Source, *, hostile: bool = False) -> SearchStrategy[Quote]:
    """Quotes of a source: most verify, some hold other words, some do not say where they stand."""
    home = _Home(sources=[source])
    return _quotes(hostile=hostile).map(home.quote)


def quantities(*, sources: Sequence[Source] = (), hostile: bool = False) -> SearchStrategy[Quantity]:
    """Figures and dates, with the words that state them if there are sources."""
    home = _Home(sources=sources)
    return _figures(hostile=hostile).map(lambda draft: Quantity(**home.settle(draft)))


def relations(
    ids: Sequence[str],
    *,
    inferences: Sequence[str] = (),
    arguments: Sequence[str] = (),
    parties: Sequence[str] = (),
    sources: Sequence[Source] = (),
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    hostile: bool = False,
) -> SearchStrategy[Relation]:
    """Relations between elements: mostly from one to one, also linked, to several, to itself, from nothing.

    Args:
        ids: Ids of the elements that may be joined.
        inferences: Ids of relations and arguments, which alone an undercut may aim at.
        arguments: Ids of arguments that it may be a step of.
        parties: Ids of parties that may draw it.
        sources: Sources that it may quote.
        kinds: The kinds to choose from; undercuts are left out where there is nothing to undercut.
        hostile: Whether ids and texts hold what breaks careless writers.
    """
    home = _Home(parties, sources, (), arguments, ids, inferences)
    possible = tuple([k for k in kinds if k is not RelationKind.UNDERCUT or inferences])
    drafts = _drafts(Relation, kinds=possible, hostile=hostile)
    return st.builds(
        lambda name, draft: Relation(name, **home.settle(draft)), identifiers(hostile=hostile), drafts
    )


def maps(
    *,
    min_claims: int = 0,
    max_claims: int = 6,
    max_relations: int = 6,
    kinds: Sequence[RelationKind] = tuple(RelationKind),
    dialogue: bool = True,
    nested: bool = True,
    quotes: bool = True,
    hostile: bool = False,
) -> SearchStrategy[ArgumentMap]:
    """Valid maps of every shape: empty ones, cycles, self-loops, linked premises, undercuts of undercuts.

    Args:
        min_claims: How many claims at least.
        max_claims: How many claims at most; of evidence and arguments a third as many.
        max_relations: How many relations at most.
        kinds: Kinds of relations to choose from; undercuts come only where there is something to undercut.
        dialogue: Whether there may be utterances, illocutions and transitions.
        nested: Whether relations may start from and aim at relations.
        quotes: Whether there may be sources and quotes.
        hostile: Whether ids and texts hold what breaks careless writers.
    """
    few = max(max_claims // 3, 1)
    most = {
        Party: 3,
        Source: 2 if quotes else 0,
        Section: 3,
        Claim: max_claims,
        Evidence: few,
        Argument: few,
        Utterance: few if dialogue else 0,
        Relation: max_relations,
    }
    speaking = (RelationKind.ILLOCUTION, RelationKind.TRANSITION)
    possible = tuple([k for k in kinds if dialogue or k not in speaking])
    drafts = {
        kind: st.lists(
            _drafts(kind, kinds=possible, hostile=hostile),
            min_size=min_claims if kind is Claim else 0,
            max_size=n if possible or kind is not Relation else 0,
        )
        for kind, n in most.items()
    }
    return st.builds(
        _assembled,
        st.fixed_dictionaries(drafts),
        prefix=st.sampled_from(("", *_HOSTILE_IDS)) if hostile else st.just(""),
        backwards=st.booleans(),
        nested=st.just(nested),
        title=texts(hostile=hostile),
        metadata=data(hostile=hostile),
        data=data(hostile=hostile),
    )


# Strategies are slow to make and quick to draw from. So those below are made once and draw drafts: the fields
# of a record, in which numbers stand for whatever it refers to. A home settles what they mean in one map.


@frozen
class _Home:
    """What the records of one map may refer to."""

    parties: Sequence[str] = ()
    sources: Sequence[Source] = ()
    sections: Sequence[str] = ()
    arguments: Sequence[str] = ()
    ends: Sequence[str] = ()
    inferences: Sequence[str] = ()

    def settle(self, draft: dict[str, Any]) -> dict[str, Any]:
        """The fields with ids and records for numbers, without those that nothing here can fill."""
        undercut = draft.get("kind") is RelationKind.UNDERCUT
        ids = {
            **dict.fromkeys(("by", "via", "to", "mentions"), self.parties),
            **dict.fromkeys(("section", "parent"), self.sections),
            "argument": self.arguments,
            "sources": self.ends,
            "targets": self.inferences if undercut else self.ends,
        }
        parts: dict[str, Any] = {
            "quotes": self.quote,
            "wordings": lambda part: Wording(**self.settle(part)),
            "figures": lambda part: Quantity(**self.settle(part)),
        }
        fields = {}
        for name, value in draft.items():
            if known := ids.get(name):
                several = isinstance(value, list)
                fields[name] = (
                    [known[n % len(known)] for n in value] if several else known[value % len(known)]
                )
            elif name in ("quote", "quotes") and not self.sources:
                continue
            elif name == "quote":
                fields[name] = self.quote(value)
            elif name in parts:
                fields[name] = [parts[name](part) for part in value]
            elif name not in ids:
                fields[name] = value
        return fields

    def quote(self, draft: dict[str, Any]) -> Quote:
        """The quote that a draft means: of one of the sources, inside its text."""
        source = self.sources[draft["source"] % len(self.sources)]
        size = len(source.text)
        start = draft["start"] % (size + 1)
        end = min(start + draft["length"], size)
        exact, fidelity = source.text[start:end], draft["fidelity"]
        if draft["place"] == "unknown" or not exact:
            return Quote(source.id, exact or draft["other"], fidelity=fidelity)
        if draft["place"] == "wrong":
            return Quote(source.id, draft["other"], start, end, fidelity=fidelity)
        prefix = source.text[max(start - draft["around"], 0) : start]
        suffix = source.text[end : end + draft["around"]]
        return Quote(source.id, exact, start, end, prefix=prefix, suffix=suffix, fidelity=fidelity)


def _assembled(
    drafts: dict[Any, list[dict[str, Any]]], *, prefix: str, backwards: bool, nested: bool, **described: Any
) -> ArgumentMap:
    letters = {
        Section: "g",
        Party: "p",
        Source: "s",
        Claim: "c",
        Evidence: "e",
        Argument: "a",
        Utterance: "u",
    }
    ids = {
        kind: [f"{prefix}{letters.get(kind, 'r')}{n + 1}" for n in range(len(found))]
        for kind, found in drafts.items()
    }
    cited = [Source(i, **draft) for i, draft in zip(ids[Source], drafts[Source], strict=True)]
    nodes = [i for kind in (Claim, Evidence, Argument, Utterance) for i in ids[kind]]
    steps = ids[Relation] if nested and nodes else []
    home = _Home(
        parties=ids[Party],
        sources=cited,
        sections=ids[Section],
        arguments=ids[Argument],
        ends=[*nodes, *nodes, *steps],  # most ends are nodes
        inferences=[*ids[Argument], *steps],
    )
    records: list[Any] = list(cited)
    for kind in (Party, Claim, Evidence, Argument, Utterance):
        records += [kind(i, **home.settle(draft)) for i, draft in zip(ids[kind], drafts[kind], strict=True)]
    for n, (i, draft) in enumerate(zip(ids[Section], drafts[Section], strict=True)):
        outer = _Home(sections=ids[Section][:n])  # never within itself
        records.append(Section(i, **outer.settle(draft)))
    for i, draft in zip(ids[Relation], drafts[Relation], strict=True):
        if nodes and (home.inferences or draft["kind"] is not RelationKind.UNDERCUT):
            records.append(Relation(i, **home.settle(draft)))
    return ArgumentMap.of(*(reversed(records) if backwards else records), **described)


def _settled(kind: Any, home: _Home, *, hostile: bool) -> SearchStrategy[Any]:
    """Records of a type, of any id, with fields settled in ``home``."""
    return st.builds(
        lambda name, draft: kind(name, **home.settle(draft)),
        identifiers(hostile=hostile),
        _drafts(kind, hostile=hostile),
    )


@cache
def _drafts(
    kind: Any, *, kinds: tuple[RelationKind, ...] = (), hostile: bool
) -> SearchStrategy[dict[str, Any]]:
    """The fields of records of a type, each left out at will unless the record is nothing without it."""
    words = texts(hostile=hostile)
    one = st.lists(_numbers(), min_size=1, max_size=1)
    ends = st.one_of(
        one, one, one, st.lists(_numbers(), max_size=3)
    )  # one as a rule, several or none at times
    described = {"text": words, "title": words, "data": data(hostile=hostile)}
    tags = _few(st.sampled_from(("housing", "law", "key point", "éco")))
    quoted = {"quotes": _few(_quotes(hostile=hostile))}
    wording = st.fixed_dictionaries(
        {"text": words},
        optional={
            "language": st.sampled_from(("en", "km")),
            "by": _numbers(),
            "tags": tags,
            "data": data(hostile=hostile),
            **quoted,
        },
    )
    said = {
        **described,
        **quoted,
        "by": _numbers(),
        "via": _few(_numbers()),
        "to": _few(_numbers()),
        "section": _numbers(),
        "tags": tags,
    }
    held = {**said, "weight": st.floats(0, 1) | st.integers(-3, 3), "wordings": _few(wording)}
    stated = {**held, "mentions": _few(_numbers())}
    fields: dict[Any, dict[str, SearchStrategy[Any]]] = {
        Party: {
            "name": words,
            "role": st.sampled_from(Role),
            "kind": words,
            "note": words,
            "data": described["data"],
        },
        Source: {
            **described,
            "text": st.lists(words, max_size=5).map("; ".join),
            "url": st.sampled_from(("https://example.org/a?b=1&c=<2>", "urn:x")),
            "publisher": words,
            "date": st.sampled_from(_DATES),
            "language": st.sampled_from(("en", "km", "ar")),
        },
        Section: {"title": words, "parent": _numbers(), "tags": tags, "data": described["data"]},
        Claim: {**stated, "kind": st.sampled_from(ClaimKind)},
        Evidence: {
            **stated,
            "kind": st.sampled_from(EvidenceKind),
            "figures": _few(_figures(hostile=hostile)),
        },
        Argument: held,
        Utterance: {**said, "when": st.sampled_from(_DATES)},
        Relation: {
            **quoted,
            "argument": _numbers(),
            "scheme": words,
            "by": _numbers(),
            "weight": st.floats(0, 1),
            "tags": tags,
            "data": described["data"],
        },
    }
    del fields[Utterance]["title"]
    fixed = {"kind": st.sampled_from(kinds), "sources": ends, "targets": ends} if kind is Relation else {}
    return st.fixed_dictionaries(fixed, optional=fields[kind])


@cache
def _quotes(*, hostile: bool) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "source": _numbers(),
            "start": st.integers(0, 100),
            "length": st.integers(1, 30),
            "around": st.integers(0, 16),
            "place": st.sampled_from(("right", "right", "right", "wrong", "unknown")),
            "other": texts(hostile=hostile),
            "fidelity": st.none() | st.sampled_from(Fidelity),
        }
    )


@cache
def _figures(*, hostile: bool) -> SearchStrategy[dict[str, Any]]:
    words = texts(hostile=hostile)
    number = (
        st.integers(-(10**12), 10**12)
        | st.floats(-1e300, 1e300)
        | st.integers(0, 10_000).map(lambda n: n / 100)
    )
    rest = {
        "qualifier": st.sampled_from(Qualifier),
        "of": words,
        "when": st.sampled_from(_DATES),
        "baseline": words,
        "quote": _quotes(hostile=hostile),
    }
    return st.fixed_dictionaries({"value": number}, optional={"unit": words, **rest}) | st.fixed_dictionaries(
        {"value": st.sampled_from(_DATES), "unit": st.just("date")}, optional=rest
    )


@cache
def _numbers() -> SearchStrategy[int]:
    return st.integers(0, 2) | st.integers(0, 23)  # small ones meet more often: cycles, parallel relations


def _few(items: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(items, max_size=2)


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
