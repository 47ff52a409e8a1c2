"""Elements of a package, in the spelling of its document: what differs from the records that they were read as."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from argmap.model import Relation, RelationKind
from argmap.serializers.sacm.case import tags_of
from argmap.serializers.sacm.vocabulary import (
    DECLARED,
    MARKS,
    TEXT_KEYS,
    set_words,
    text_key,
    texts_of,
    word_of,
)
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from argmap.serializers.sacm.kinds import Part
    from argmap.serializers.sacm.spelling import References, Spelling


def set_attribute(element: Element, key: str, value: str) -> None:
    """Set an attribute, or remove it for no value."""
    if value:
        element.set(key, value)
    elif element.get(key):
        del element.attrib[key]


def put_part(element: Element, record: Part, old: Part, spelling: Spelling) -> None:
    """Write a claim, evidence or argument."""
    if xml.writable(record.title) != old.title:
        put_title(element, record.title, spelling)
    declared = next((t for t in record.tags if t in DECLARED), "")
    if declared != next(iter(tags_of(element)), ""):
        for key in MARKS:
            element.attrib.pop(key, None)
        set_attribute(element, "assertionDeclaration", declared)
    texts = _texts(record)
    if texts != _texts(old):
        _put_texts(element, texts, len(_texts(old)), spelling)


def _put_texts(element: Element, texts: list[tuple[str, str]], before: int, spelling: Spelling) -> None:
    found, key = texts_of(element), text_key(element)
    if len(texts) == 1 and key:
        element.set(key, texts[0][1])
    elif len(texts) == 1 and before == len(found) == 1:
        set_words(found[0], texts[0][1])
    elif len(texts) == 1 and not found and spelling.words.startswith("<"):
        SubElement(element, spelling.words.strip("<>")).text = texts[0][1]
    elif len(texts) == 1 and not found and not spelling.valued:
        element.set(spelling.words, texts[0][1])
    else:
        for name in TEXT_KEYS:
            element.attrib.pop(name, None)
        _remove(element, ("description", "content"))
        around = SubElement(element, "description")
        if spelling.valued:
            around = SubElement(around, "content")
        for language, words in texts:
            about = {"lang": language} if language else {}
            if spelling.valued:
                SubElement(around, "value", {**about, "content": words})
            else:
                SubElement(around, "content", about).text = words


def _texts(record: Part) -> list[tuple[str, str]]:
    """The text and the wordings, each after its language."""
    texts = [("", record.text), *((w.language, w.text) for w in record.wordings)]
    return [(language, xml.writable(words)) for language, words in texts]


def put_title(element: Element, title: str, spelling: Spelling) -> None:
    """Give an element another name, where it has one, or as its document has names."""
    named = next((e for e in element if word_of(e) == "name"), None)
    if named is not None and "name" not in element.attrib:
        set_words(named, title)
    elif spelling.valued and title and "name" not in element.attrib:
        element.insert(0, Element("name", {"content": title}))
    else:
        set_attribute(element, "name", title)


def put_relation(element: Element, record: Relation, old: Relation) -> None:
    """Write whether a relation counts against what it aims at."""
    counter = record.kind is not RelationKind.SUPPORT
    if counter != (old.kind is not RelationKind.SUPPORT):
        set_attribute(element, "isCounter", "true" if counter else "")


def put_ends(element: Element, side: str, ends: Iterable[str], form: References) -> None:
    """Write what a relation joins on a side.

    Args:
        element: The relation.
        side: source, target or reasoning.
        ends: The ids of elements, or their paths.
        form: That of the spelling.
    """
    _remove(element, (side,))
    wanted = list(ends)
    if form in ("path", "ids", "#ids") and not any(any(c.isspace() for c in end) for end in wanted):
        sign = "#" if form == "#ids" else ""
        set_attribute(element, side, " ".join([f"{sign}{end}" for end in wanted]))  # where it was
        return
    element.attrib.pop(side, None)
    for end in wanted:
        SubElement(element, side, {"ref": end} if form == "ref" else {"href": f"#{end}"})


def _remove(element: Element, words: Collection[str]) -> None:
    for child in [e for e in element if word_of(e) in words]:
        element.remove(child)
