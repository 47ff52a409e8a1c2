"""Strategies for what records hold: texts, ids and JSON values, plain or such as break careless writers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from hypothesis import strategies as st

from argmap.model import Data
from argmap.model.records import COLLECTIONS
from argmap.testing.given import count
from argmap.values import must_be_flag

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

# fmt: off
HOSTILE = (
    "<b>", "<lambda> <map>", "</TD><BR/>", "&amp;", "&#0;", "]]>",
    "\\", "\\N", "\\n", '"];x[', '"', "'", '","id":"x', "{a|b}", "]{}->--",
    "[cap]: +> <+ #tag {x: 1}", "// /* */ -- ===",
    "  ", "\n", "\r\n", "\t", "\x00", "\x1b[0m", "\x7f\x85", "\u2028", "\ufeff", "\u00ad", "\u200b",
    "👩\u200d👩\u200d👧", "🇰🇭", "កម្ពុជា\u17d4", "لا يجوز", "言い分は、", "\u202eabc\u202c", "\u2066x\u2069",
    "e\u0301\u0323", "Zalgo\u0336\u0489", "ﬁ ﬀ Ⅷ", "ß İ ǆ", "\U0001d518\U0010ffff",
    "Rechtsschutzversicherungsgesellschaft" * 4,
)
HOSTILE_IDS = tuple(s for s in HOSTILE if not any(category(c) == "Cc" for c in s))
_WORDS = (
    "rents", "should", "rise", "by", "at most", "three", "percent", "because", "tenants", "cannot", "pay",
)
# fmt: on
# What keys in data are mistaken for: names of fields, and those under which formats keep what is theirs.
_FIELDS = tuple(
    sorted({a.name for kind in COLLECTIONS for a in kind.__attrs_attrs__} | {"quote", "label", "name"})
)
_NAMESPACES = (
    *("argdown",) * 3, "argdown-residue", "argdown-json", "argmap", "drawing", "aif", "sadface", "gsn", "graphml",
)  # fmt: skip


def hostile_text(*, max_size: int = 4) -> SearchStrategy[str]:
    """Text that breaks careless writers: markup, control characters, many scripts; no lone surrogates.

    Args:
        max_size: How many pieces are put together at most.
    """
    return _hostile_text(count(max_size, "max_size"))


@cache
def _hostile_text(max_size: int) -> SearchStrategy[str]:
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    return st.lists(st.sampled_from(HOSTILE) | anything, max_size=max_size).map("".join)


def texts(*, hostile: bool = False) -> SearchStrategy[str]:
    """A few plain words; hostile text now and then if asked for."""
    must_be_flag(hostile, "hostile")
    return _texts(hostile=hostile)


@cache
def _texts(*, hostile: bool) -> SearchStrategy[str]:
    plain = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)
    return plain | hostile_text() if hostile else plain


def identifiers(*, hostile: bool = False) -> SearchStrategy[str]:
    """Ids: non-empty, without control characters."""
    must_be_flag(hostile, "hostile")
    return _identifiers(hostile=hostile)


@cache
def _identifiers(*, hostile: bool) -> SearchStrategy[str]:
    plain = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6)
    return plain | st.sampled_from(HOSTILE_IDS) if hostile else plain


def data(*, hostile: bool = False) -> SearchStrategy[Data]:
    """What foreign formats state beyond the model: nested JSON values."""
    must_be_flag(hostile, "hostile")
    return _data(hostile=hostile)


@cache
def _data(*, hostile: bool) -> SearchStrategy[Data]:
    leaves = (
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False, allow_infinity=False)
        | texts(hostile=hostile)
    )
    keys = st.sampled_from(("aif", "note", "x")) | texts(hostile=hostile)
    if hostile:
        keys |= st.sampled_from(_FIELDS)
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=4,
    )
    found = st.dictionaries(keys, values, max_size=2)
    if hostile:
        author = st.dictionaries(st.sampled_from(_FIELDS), values, min_size=1, max_size=3)
        of_others = st.dictionaries(st.sampled_from(_NAMESPACES), author | found | values, max_size=2)
        found = found | st.tuples(found, of_others).map(lambda both: both[0] | both[1])
    return found.map(Data)


@cache
def citations(*, hostile: bool) -> SearchStrategy[Data]:
    """Items of CSL-JSON, with the variables that most of them have."""
    words = texts(hostile=hostile)
    name = st.fixed_dictionaries({"family": words}, optional={"given": words, "suffix": words}) | (
        st.fixed_dictionaries({"literal": words})
    )
    number = st.integers(-3000, 3000) | st.sampled_from(("2024", ""))
    date = st.fixed_dictionaries({"date-parts": st.lists(st.lists(number, max_size=3), max_size=2)}) | words
    named = st.sampled_from(
        ("title", "container-title", "publisher", "volume", "page", "DOI", "URL", "edition")
    )
    item = st.fixed_dictionaries(
        {"type": st.sampled_from(("book", "article-journal", "chapter", "webpage", "report"))},
        optional={"author": st.lists(name, max_size=8), "editor": st.lists(name, max_size=2), "issued": date},
    )
    return st.just(Data()) | st.tuples(
        item, st.dictionaries(named, words | st.integers(0, 99), max_size=4)
    ).map(lambda both: Data(both[0] | both[1]))
