"""Quotes as analysts write them: a few words, found and verified in the sources."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from argmap.errors import ArgmapError, FormatError, QuoteError, unknown_name
from argmap.messages import nearest, shown
from argmap.model import Quote
from argmap.quoting.anchoring import quote as find_quote
from argmap.quoting.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.model import Source

MOST_COMPARED: Final = 500  # names, of which the nearest is looked for
MOST_SEARCHED: Final = 100  # sources that are searched closely for the words of a quote that names none
MOST_LISTED: Final = 10  # sources that hold the same words, in a message
MOST_COUNTED: Final = (
    100  # occurrences of words in a source; quotes of words that are more frequent state offsets
)
_QUOTE_KEYS: Final = ("exact", "source", "start", "end", "prefix", "suffix", "occurrence", "fidelity")


def read_quote(value: Any, sources: Mapping[str, Source]) -> Quote:
    """The quote that a string or mapping means.

    Raises:
        ArgmapError: The words are not in the sources, or in several places; unknown keys or sources.
    """
    if isinstance(value, str):
        return _found(value, sources, {})
    if not isinstance(value, dict) or not isinstance(value.get("exact"), str):
        raise FormatError(
            f"found {shown(value)} where a quote is expected",
            hint='write quote: "words", or quote: {exact: "words", …}',
        )
    only(value, _QUOTE_KEYS)
    for key in ("prefix", "suffix"):
        if not isinstance(value.get(key, ""), str):
            raise FormatError(
                f"{key}: found {shown(value[key])} where text is expected", hint="put it in quotes"
            )
    selectors = {k: v for k, v in value.items() if k not in ("exact", "source")}
    if "start" in selectors:
        selectors.pop("occurrence", None)
        return Quote(_source(value.get("source"), sources), value["exact"], **selectors)
    named = {value["source"]: sources[_source(value["source"], sources)]} if "source" in value else sources
    return _found(value["exact"], named, selectors)


def _source(name: Any, sources: Mapping[str, Source]) -> str:
    if name is None and len(sources) == 1:
        return next(iter(sources))
    return declared("source", "sources", name, sources)


def declared(what: str, key: str, name: Any, known: Mapping[str, str | Source]) -> str:
    """The id of a party or source, which must be among those under a key of the front matter.

    Args:
        what: "party" or "source".
        key: The key of the front matter.
        name: What was found.
        known: The names of parties, or the sources, by their ids.
    """
    if not isinstance(name, str):
        raise FormatError(f"found {shown(name)} where the id of one {what} is expected")
    if name in known:
        return name
    few = known if len(known) <= MOST_COMPARED else {}
    raise FormatError(
        f"unknown {what} {shown(name)}",
        nearest=_called(name, few) or nearest(name, few),
        hint=f"declare it under {key}: in the front matter",
    )


def _called(name: str, known: Mapping[str, str | Source]) -> str | None:
    """The id of the party or source that has this for its name or title."""
    titles = {(r if isinstance(r, str) else r.title).casefold(): id for id, r in known.items()}
    return titles.get(name.casefold()) if name else None


def _found(words: str, sources: Mapping[str, Source], selectors: dict[str, Any]) -> Quote:
    if not sources:
        raise FormatError("a quote without a source", hint="declare one under sources: in the front matter")
    with_text = [source for source in sources.values() if source.text]
    only = next(iter(sources.values()))
    if len(sources) == 1 and not with_text:  # its text is not at hand, so the place cannot be known
        return Quote(only.id, words, **{k: v for k, v in selectors.items() if k != "occurrence"})
    searched = with_text or list(sources.values())
    likely = _holding(words, searched) if len(searched) > 1 else searched
    if len(likely) > MOST_SEARCHED:
        raise _in_several(words, likely)
    found, refused = [], []
    for source in likely or searched[:MOST_SEARCHED]:
        try:
            found.append(find_quote(source, words, **selectors))
        except QuoteError as error:
            refused.append(error)
        except TypeError:
            raise FormatError(f"found {shown(selectors)} where the place of a quote is expected") from None
    if len(found) == 1:
        return found[0]
    if found:
        raise _in_several(words, [sources[quote.source] for quote in found])
    raise next((e for e in refused if e.verdict != "absent"), refused[0])


def _holding(words: str, sources: Sequence[Source]) -> list[Source]:
    """The sources whose text has the words somewhere; soon seen, while a close search also finds what is alike."""
    needle = fold(words).text
    texts = tuple(source.text for source in sources)
    each = zip(sources, texts, _folded(texts), strict=True)
    return [source for source, text, folded in each if words in text or needle in folded]


@lru_cache(maxsize=1)
def _folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts folded, once for all the quotes of a document."""
    return tuple(fold(text).text for text in texts)


def _in_several(words: str, sources: Sequence[Source]) -> FormatError:
    names = ", ".join(source.id for source in sources[:MOST_LISTED])
    more = f" and {len(sources) - MOST_LISTED} more" if len(sources) > MOST_LISTED else ""
    return FormatError(
        f"the words {shown(words)} are in {len(sources)} sources: {names}{more}",
        hint="name the source: {exact: …, source: …}",
    )


def write_quote(quote: Quote, sources: Mapping[str, Source]) -> Any:
    """The shortest form that is read back as this quote."""
    plain: dict[str, Any] = {"exact": quote.exact}
    named = {"source": quote.source} if len(sources) > 1 else {}
    fidelity = {"fidelity": str(quote.fidelity)} if quote.fidelity is not None else {}
    forms: list[Any] = []
    if len(sources) <= MOST_SEARCHED:
        forms.append(plain | fidelity if fidelity else quote.exact)
    if named:
        forms.append(plain | named | fidelity)
    source = sources.get(quote.source)
    text, start = source.text if source is not None else "", quote.start
    before = text.count(quote.exact, 0, start) if start is not None else 0
    if start is not None and text and before + text.count(quote.exact, start) <= MOST_COUNTED:
        forms.append(plain | named | {"occurrence": before + 1} | fidelity)
        for form in forms:
            try:
                if read_quote(form, sources) == quote:
                    return form
            except ArgmapError:
                continue
    full = plain | {"source": quote.source, "start": quote.start, "end": quote.end} | fidelity
    return full | {k: v for k, v in (("prefix", quote.prefix), ("suffix", quote.suffix)) if v}


def only(value: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    """Refuse keys of a mapping that are not known."""
    for key in value:
        if key not in keys:
            raise unknown_name("key", key, keys, FormatError)
