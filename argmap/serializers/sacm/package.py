"""Elements of a package, in the spelling of its document: what differs from the records that they were read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.model import Relation, RelationKind
from argmap.serializers.sacm.vocabulary import (
    DECLARED,
    PARTS,
    SUPPORTS,
    Part,
    ends_of,
    set_words,
    texts_of,
    word_of,
)
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def set_attribute(element: Element, key: str, value: str) -> None:
    """Set an attribute, or remove it for no value."""
    if value:
        element.set(key, value)
    elif element.get(key):
        del element.attrib[key]


class Package(NamedTuple):
    """A package that elements are put into, in the spelling of its document."""

    element: Element
    upper: bool  # whether the names of elements start with a capital
    form: str  # the attribute by which relations name their ends, "href" or "ref"

    @classmethod
    def of(cls, root: Element) -> Package:
        """The first package of a document, or the document itself."""
        every = [(word_of(e), e) for e in root.iter()]
        package = next((e for word, e in every if word == "argumentpackage"), root)
        tags = [xml.local(e.tag) for word, e in every if word in (*PARTS, *SUPPORTS)]
        refs = any("ref" in e.attrib for word, e in every if word in ("source", "target"))
        return cls(package, any(tag[:1].isupper() for tag in tags), "ref" if refs else "href")

    def new(self, tag: str, i: str) -> Element:
        """A new element at the end."""
        name = tag[0].upper() + tag[1:] if self.upper else tag
        return SubElement(self.element, name, {"id": i})

    def put_relation(
        self, element: Element, record: Relation, old: Relation, names: Mapping[str, str]
    ) -> None:
        """Write a relation, by the names of its ends."""
        counter = record.kind is not RelationKind.SUPPORT
        if counter != (old.kind is not RelationKind.SUPPORT):
            set_attribute(element, "isCounter", "true" if counter else "")
        sides = {"source": record.sources, "target": record.targets, "reasoning": _reasoning(record)}
        for side, ends in sides.items():
            wanted = [names[end] for end in ends]
            # The document may have more reasoning than the model can hold.
            if ends_of(element, side) == wanted or (side == "reasoning" and ends == _reasoning(old)):
                continue
            element.attrib.pop(side, None)
            _remove(element, (side,))
            for end in wanted:
                SubElement(element, side, {self.form: end if self.form == "ref" else f"#{end}"})


def put_part(element: Element, record: Part, old: Part) -> None:
    """Write a claim, evidence or argument."""
    if xml.writable(record.title) != old.title:
        _name(element, record.title)
    declared = next((t for t in record.tags if t in DECLARED), "")
    if declared != next(iter(old.tags), ""):
        set_attribute(element, "assertionDeclaration", declared)
    texts, before, found = _texts(record), _texts(old), texts_of(element)
    if texts == before:
        return
    single = len(texts) == 1
    if single and (not found or "content" in element.attrib):
        element.set("content", texts[0][1])
    elif single and len(before) == len(found) == 1:
        set_words(found[0], texts[0][1])
    else:
        element.attrib.pop("content", None)
        _remove(element, ("description", "content"))
        description = SubElement(element, "description")
        for language, words in texts:
            SubElement(description, "content", {"lang": language} if language else {}).text = words


def _texts(record: Part) -> list[tuple[str, str]]:
    """The text and the wordings, each after its language."""
    texts = [("", record.text), *((w.language, w.text) for w in record.wordings)]
    return [(language, xml.writable(words)) for language, words in texts]


def _reasoning(record: Relation) -> tuple[str, ...]:
    return (record.argument,) if record.argument else ()


def _name(element: Element, title: str) -> None:
    """Give an element another name, where it has one or as an attribute."""
    named = next((e for e in element if word_of(e) == "name"), None)
    if named is not None and "name" not in element.attrib:
        set_words(named, title)
    else:
        set_attribute(element, "name", title)


def _remove(element: Element, words: Collection[str]) -> None:
    for child in [e for e in element if word_of(e) in words]:
        element.remove(child)
