"""What the references of an XMI document lead to: paths by position, as Eclipse writes them, and ids.

Source: Eclipse Modeling Framework, XMI serialization. ``//@argumentPackage.0/@argumentationElement.1`` is the second
``argumentationElement`` of the first ``argumentPackage`` of the root; ``/1/@claim.0`` starts at the second root of a
document that has several within ``xmi:XMI``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from argmap.serializers.sacm.vocabulary import ID_KEYS
from argmap.syntax import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_STEP = re.compile(r"@([^/.@]+)(?:\.(\d{1,9}))?")


_IDS = frozenset(ID_KEYS)


class Place(NamedTuple):
    """Where an element is: the element around it, and its number among those there of the same name."""

    around: Element
    number: int


class Addresses:
    """The elements of a document by path and by id."""

    def __init__(self, root: Element) -> None:
        """Look at all elements once."""
        self.root = root
        self.places: dict[Element, Place] = {}
        self._children: dict[Element, dict[str, list[Element]]] = {}
        self._by_id: dict[str, Element] = {}
        for element in root.iter():
            for key, value in element.attrib.items():
                if key in _IDS and value:
                    self._by_id.setdefault(value, element)
            if not len(element):
                continue
            named = self._children[element] = {}
            for child in element:
                alike = named.setdefault(xml.local(str(child.tag)), [])
                self.places[child] = Place(element, len(alike))
                alike.append(child)
        self._several = xml.local(str(root.tag)).lower() == "xmi"

    def find(self, reference: str) -> Element | None:
        """The element that a reference leads to; None if there is none in this document."""
        word = reference.removeprefix("#")
        if (found := self._by_id.get(word)) is not None:
            return found
        return self._walk(word) if word.startswith("/") else None

    def _walk(self, path: str) -> Element | None:
        start, *steps = path[1:].split("/")
        if not self._several:
            found = self.root if start in ("", "0") else None
        else:
            number = int(start) if start.isdigit() and len(start) < 10 else 0
            found = self.root[number] if number < len(self.root) else None
        for step in steps:
            match = _STEP.fullmatch(step)
            if found is None or match is None:
                return None
            alike, number = self._children.get(found, {}).get(match[1], []), int(match[2] or 0)
            found = alike[number] if number < len(alike) else None
        return found

    def path(self, element: Element) -> str:
        """The path of an element."""
        steps: list[str] = []
        top = self.root
        while (place := self.places.get(element)) is not None:
            if self._several and place.around is top:
                return "/".join([f"/{list(top).index(element)}", *reversed(steps)])
            steps.append(f"@{xml.local(str(element.tag))}.{place.number}")
            element = place.around
        return "/".join(["/", *reversed(steps)])


def is_path(reference: str) -> bool:
    """Whether a reference is a path in its document."""
    return reference.removeprefix("#").startswith("/")


def file_of(reference: str) -> str:
    """The other file that a reference leads into, or ""."""
    before, sign, _ = reference.partition("#")
    return before if sign else ""
