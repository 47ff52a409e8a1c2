"""The words of claims, also those that stand in an expression or in what is cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from argmap.limits import growth
from argmap.serializers.sacm.vocabulary import references, text_key, texts_of, title_of, word_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    Find = Callable[[str], Element | None]

_SEVERAL: Final = re.compile(r"\$<[^<>$]*>\$")
"""What stands in the value of an expression for the values of its elements."""


class Texts:
    """The words of elements, with those of the expressions that they name."""

    def __init__(self, find: Find) -> None:
        """Keep the way to find what a reference leads to."""
        self._find = find
        self._found: dict[Element, list[tuple[str, str]]] = {}
        self._values: dict[Element, str] = {}
        self._growth = growth()

    def of(self, element: Element) -> list[tuple[str, str]]:
        """The words of an element in each language, each after its language; those of what it cites if it has none.

        Raises:
            LimitError: Expressions within expressions make more text than is allowed.
        """
        seen: list[Element] = []
        around: Element | None = element
        while around is not None and around not in self._found:
            self._found[around] = self._own(around)
            seen.append(around)
            if any(words for _, words in self._found[around]):
                break
            cited = [e for ref in references(around, "citedElement") if (e := self._find(ref)) is not None]
            around = cited[0] if cited else None
        if around is not None and any(words for _, words in self._found[around]):
            for citing in seen:
                self._found[citing] = self._found[around]
        return self._found[element]

    def first(self, element: Element) -> str:
        """The words of an element in its first language."""
        return next((words for _, words in self.of(element)), "")

    def _own(self, element: Element) -> list[tuple[str, str]]:
        if key := text_key(element):
            return [("", element.get(key, ""))]
        return [(e.get("lang") or e.get("xml:lang") or "", self._words(e)) for e in texts_of(element)]

    def _words(self, text: Element) -> str:
        if words := words_of(text):
            return words
        found = [e for ref in references(text, "expression") if (e := self._find(ref)) is not None]
        return " ".join([self._value(e) for e in found])

    def _value(self, expression: Element) -> str:
        """The words of an expression, its elements put in."""
        pending = [expression]
        open_: set[Element] = set()
        while pending:
            element = pending[-1]
            if element in self._values:
                pending.pop()
                continue
            inner = [e for ref in references(element, "element") if (e := self._find(ref)) is not None]
            waiting = [e for e in inner if e not in self._values and e not in open_]
            if waiting and element not in open_:
                open_.add(element)
                pending += reversed(waiting)
                continue
            pending.pop()
            self._values[element] = self._put_together(element, inner)
        return self._values[expression]

    def _put_together(self, element: Element, inner: list[Element]) -> str:
        value = element.get("value") or next((words_of(e) for e in element if word_of(e) == "value"), "")
        if inner and (not value or _SEVERAL.search(value)):
            values = [self._values.get(e, "") for e in inner]
            self._growth.by("expressions within expressions", len(values) + sum(map(len, values)))
            words = " ".join(values)
            value = _SEVERAL.sub(lambda _: words, value, count=1) if value else words
        return value or title_of(element)
