"""Quotes as analysts write them: a few words, found and verified in the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from argmap.errors import ArgmapError, FormatError, QuoteError, unknown_name
from argmap.messages import nearest, shown
from argmap.model import Quote
from argmap.quoting.anchoring import quote as find_quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.model import Source

MOST_COMPARED: Final = 500  # names, of which the nearest is looked for
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
    found, refused = [], []
    for source in with_text or sources.values():
        try:
            found.append(find_quote(source, words, **selectors))
        except QuoteError as error:
            refused.append(error)
        except TypeError:
            raise FormatError(f"found {shown(selectors)} where the place of a quote is expected") from None
    if len(found) == 1:
        return found[0]
    if found:
        raise FormatError(
            f"the words {shown(words)} are in {len(found)} sources: {', '.join(q.source for q in found)}",
            hint="name the source: {exact: …, source: …}",
        )
    raise next((e for e in refused if e.verdict != "absent"), refused[0])


def write_quote(quote: Quote, sources: Mapping[str, Source]) -> Any:
    """The shortest form that is read back as this quote."""
    plain: dict[str, Any] = {"exact": quote.exact}
    named = {"source": quote.source} if len(sources) > 1 else {}
    fidelity = {"fidelity": str(quote.fidelity)} if quote.fidelity is not None else {}
    forms: list[Any] = [] if fidelity else [quote.exact]
    forms.append(plain | fidelity)
    if named:
        forms.append(plain | named | fidelity)
    source = sources.get(quote.source)
    if (
        source is not None
        and quote.start is not None
        and source.text
        and len(quote.exact) <= len(source.text)
    ):
        before = source.text.count(quote.exact, 0, quote.start)
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
