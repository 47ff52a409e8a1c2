"""What the XML of other programs states beyond nodes, edges and attributes: kept as plain values, or counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from argmap.diagnostics import Diagnostic, Severity
from argmap.messages import shown
from argmap.syntax.xml import in_one_line, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.diagnostics import Report


class Noticed:
    """What is noticed about many elements: one diagnostic for each kind of thing, where it comes first."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._found: dict[tuple[str, str, str], list[Any]] = {}

    def add(
        self, code: str, severity: str, message: str, line: int | None = None, *, example: str = ""
    ) -> None:
        """Count one thing; the example of the first is added to the message."""
        found = self._found.setdefault((code, severity, message), [line, example, 0])
        found[2] += 1

    def report(self, report: Report) -> None:
        """Report each thing once, with the times that it comes."""
        for (code, severity, message), (line, example, times) in self._found.items():
            often = f" ({times} times)" if times > 1 else ""
            report(Diagnostic(code, Severity(severity), f"{message}{example}{often}", line=line))


def left_out(part: Element, lines: Mapping[Element, int], noticed: Noticed) -> None:
    """Notice an element that is left out."""
    message = f"an element {shown(local(part.tag))} is left out"
    noticed.add("element-dropped", "warning", message, lines[part])


def further_attributes(element: Element, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The attributes of an element that a reader does not know, by their local names."""
    if known.issuperset(element.attrib):  # the usual case, decided in C
        return
    for name, value in element.items():
        plain = local(name)
        if plain not in known and plain != "schemaLocation":
            yield plain, value


def as_value(element: Element) -> Any:
    """An element as a value: its text, its attributes, or its XML without namespaces if there is more to it."""
    text = (element.text or "").strip()
    if len(element) == 0 and not element.attrib:
        return text
    if len(element) == 0 and not text:
        return {local(name): value for name, value in element.items()}
    return in_one_line(without_namespaces(element))


def without_namespaces(element: Element) -> Element:
    """A copy of an element whose names are without namespaces."""
    copy = _named(element)
    pending = [(element, copy)]
    while pending:
        original, made = pending.pop()
        for child in original:
            inner = _named(child)
            made.append(inner)
            pending.append((child, inner))
    return copy


def _named(element: Element) -> Element:
    made = Element(local(element.tag), {local(name): value for name, value in element.items()})
    made.text = element.text if element.text and (element.text.strip() or not len(element)) else None
    made.tail = element.tail if element.tail and element.tail.strip() else None
    return made
