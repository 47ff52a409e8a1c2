"""A package that elements are put into, in the spelling of its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from attrs import define, field

from argmap.model import Evidence, Relation, RelationKind
from argmap.serializers.sacm.vocabulary import (
    DECLARED,
    PARTS,
    SUPPORTS,
    TAGS,
    Part,
    ends_of,
    set_words,
    texts_of,
    word_of,
)
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def set_attribute(element: Element, key: str, value: str) -> None:
    """Set an attribute, or remove it for no value."""
    if value:
        if element.get(key) != value:
            element.set(key, value)
    elif element.get(key):
        del element.attrib[key]


def _name(element: Element, title: str) -> None:
    """Give an element another name, where it has one or as an attribute."""
    named = next((e for e in element if word_of(e) == "name"), None)
    if named is not None and "name" not in element.attrib:
        set_words(named, title)
    else:
        set_attribute(element, "name", title)


class Former(NamedTuple):
    """What the document has for a record: the element, and the record that it was read as."""

    element: Element
    record: Part | Relation


@define
class Package:
    """A package that elements are put into, in the spelling of its document."""

    package: Element
    root: Element
    upper: bool = field(init=False)
    form: Literal["href", "ref"] = field(init=False)

    def __attrs_post_init__(self) -> None:
        every = list(self.root.iter())
        tags = [xml.local(str(e.tag)) for e in every if word_of(e) in (*PARTS, *SUPPORTS)]
        self.upper = any(tag[:1].isupper() for tag in tags)
        self.form = (
            "ref" if any("ref" in e.attrib for e in every if word_of(e) in ("source", "target")) else "href"
        )

    def _new(self, tag: str, i: str) -> Element:
        name = tag[0].upper() + tag[1:] if self.upper else tag
        return SubElement(self.package, name, {"id": i})

    def put_part(self, i: str, record: Part, former: Former | None) -> None:
        """Write a claim, evidence or argument: what differs from the document."""
        element = former.element if former is not None else self._new(TAGS[type(record)], i)
        old = former.record if former is not None else None
        old = None if isinstance(old, Relation) else old
        text = xml.writable(record.text)
        wordings = [(w.language, xml.writable(w.text)) for w in record.wordings]
        if xml.writable(record.title) != (old.title if old is not None else ""):
            _name(element, record.title)
        declared = next((t for t in record.tags if t in DECLARED), "")
        if declared != (old.tags[0] if old is not None and old.tags else ""):
            set_attribute(element, "assertionDeclaration", declared)
        before = [(w.language, w.text) for w in old.wordings] if old is not None else []
        if old is not None and (text, wordings) == (old.text, before):
            return
        texts = texts_of(element)
        if not wordings and (not texts or element.get("content") is not None):
            if text or "content" in element.attrib:
                element.set("content", text)
            return
        if not before and not wordings and len(texts) == 1:
            set_words(texts[0], text)
            return
        element.attrib.pop("content", None)
        for child in [e for e in element if word_of(e) in ("description", "content")]:
            element.remove(child)
        description = SubElement(element, "description")
        for language, words in [("", text), *wordings]:
            SubElement(description, "content", {"lang": language} if language else {}).text = words

    def put_relation(
        self,
        i: str,
        record: Relation,
        former: Former | None,
        names: Mapping[str, str],
        now: Mapping[str, Part | Relation],
    ) -> None:
        """Write a relation: what differs from the document."""
        old = former.record if former is not None else None
        old = old if isinstance(old, Relation) else None
        evidence = record.sources and all(isinstance(now.get(names[s]), Evidence) for s in record.sources)
        tag = "assertedEvidence" if evidence else "assertedInference"
        element = former.element if former is not None else self._new(tag, i)
        counter = record.kind is not RelationKind.SUPPORT
        if old is None or counter != (old.kind is not RelationKind.SUPPORT):
            set_attribute(element, "isCounter", "true" if counter else "")
        sides: dict[str, Iterable[str]] = {
            "source": record.sources,
            "target": record.targets,
            "reasoning": [record.argument] if record.argument else [],
        }
        for side, ends in sides.items():
            wanted = [names[end] for end in ends]
            if ends_of(element, side) == wanted:
                continue
            if old is not None and side == "reasoning" and old.argument == record.argument:
                continue  # the document has more reasoning than the model can hold
            element.attrib.pop(side, None)
            for child in [e for e in element if word_of(e) == side]:
                element.remove(child)
            for end in wanted:
                SubElement(element, side, {self.form: end if self.form == "ref" else f"#{end}"})
