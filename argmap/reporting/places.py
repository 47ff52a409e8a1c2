"""Where things are in a report: the anchors of elements and of passages, and the words that lead there."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from argmap.model import Relation, Source
from argmap.reporting.content import As, Quotation, Run
from argmap.reporting.fragments import fragment
from argmap.words import numbers_of, parts_of, theses, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.model import ArgumentMap, Quote
    from argmap.reporting.content import Line

_WEB: Final = re.compile(r"https?://\S+\Z", re.IGNORECASE)


@frozen
class Places:
    """Where everything of a map is in its report.

    Attributes:
        m: The map.
        boxes: By id of each element, the anchor of where it is in full, "" if it is nowhere.
        theses: The ids of the theses.
        text: Whether the report holds the texts of the sources.
    """

    m: ArgumentMap
    boxes: Mapping[str, str]
    theses: frozenset[str]
    text: bool
    _numbers: Mapping[str, str] = field(repr=False)
    _parts: Mapping[str, tuple[int, str, list[int]]] = field(repr=False)

    @classmethod
    def of(cls, m: ArgumentMap, *, linked: bool = True, text: bool = True) -> Places:
        """The places of a map.

        Args:
            m: The map.
            linked: Whether the report has the elements in full, so that links lead there.
            text: Whether it has the texts of the sources.
        """
        return cls(
            m=m,
            boxes={n.id: f"box-{k}" if linked else "" for k, n in enumerate(m.nodes, 1)},
            theses=frozenset(theses(m)),
            text=text,
            numbers=numbers_of(m),
            parts={s.id: (k, *parts_of(s.text)) for k, s in enumerate(m.sources, 1) if s.text},
        )

    def links(self, ids: Iterable[str]) -> Line:
        """Elements by their ids, each leading to where it is in full; relations by what they join."""
        runs: list[Run] = []
        for i in dict.fromkeys(ids):
            runs += [Run(", ")] if runs else []
            runs += self._named(i)
        return tuple(runs)

    def _named(self, i: str) -> Iterator[Run]:
        found = self.m.get(i)
        if not isinstance(found, Relation):
            yield Run(i, target=self.boxes.get(i, ""))
            return
        yield Run("the step ")
        for ids, between in ((found.sources, " → "), (found.targets, "")):
            for n, end in enumerate(ids):
                yield Run(" + ") if n else Run("")
                yield Run(end, target=self.boxes.get(end, ""))
            yield Run(between if ids else f"nothing{between}")

    def quotation(self, quote: Quote) -> Quotation:
        """A quote with its place: number or title of the source, page or paragraph, what was done to the words."""
        source = self.m[quote.source]
        known = quote.source in self._parts  # of a single text, no name is needed
        name = self._numbers.get(quote.source, "") or (
            "" if known or not isinstance(source, Source) else title_of(source)
        )
        anchor, place = self._place(quote)
        runs = [Run(" ".join(filter(None, (name, place))), target=anchor)]
        if quote.fidelity:
            runs.append(Run(f", {quote.fidelity}"))
        url = getattr(source, "url", "")
        if _WEB.match(url):
            runs += [Run(" · "), Run("on the page", target=fragment(url, quote, getattr(source, "text", "")))]
        return Quotation(" ".join(quote.exact.split()), tuple(run for run in runs if run.text))

    def anchor(self, source: Source, number: int) -> str:
        """The anchor of a paragraph of a source's text."""
        return f"text-{self._parts[source.id][0]}-{number}"

    def _place(self, quote: Quote) -> tuple[str, str]:
        if quote.start is None or quote.source not in self._parts:
            return "", ""
        k, name, ends = self._parts[quote.source]
        number = bisect_right(ends, quote.start) + 1
        return (f"text-{k}-{number}" if self.text else ""), (f"{name}\u00a0{number}" if name else "")


def joined(lines: Iterable[Line], between: Run) -> Line:
    """Lines as one, with a run between each two."""
    runs: list[Run] = []
    for line in lines:
        runs += [between, *line] if runs else line
    return tuple(runs)


def strong(text: str) -> Run:
    """A run of bold text."""
    return Run(text, As.STRONG)


def small(text: str) -> Run:
    """A run of text in the background."""
    return Run(text, As.SMALL)
