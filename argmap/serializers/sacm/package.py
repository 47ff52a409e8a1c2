"""Elements of a package, in the spelling of its document: what differs from the records that they were read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from argmap.model import Relation, RelationKind
from argmap.serializers.sacm.addresses import is_path
from argmap.serializers.sacm.case import tags_of
from argmap.serializers.sacm.linking import SIDES
from argmap.serializers.sacm.vocabulary import (
    DECLARED,
    ID_KEYS,
    MARKS,
    TYPE_KEYS,
    Part,
    references,
    set_words,
    text_key,
    texts_of,
    word_of,
)
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from argmap.serializers.sacm.case import Case

_GSN: Final = {
    "claim": "Goal",
    "artifactReference": "Solution",
    "argumentReasoning": "Strategy",
    "assertedInference": "SupportedBy",
    "assertedEvidence": "SupportedBy",
    "assertedContext": "InContextOf",
}


def set_attribute(element: Element, key: str, value: str) -> None:
    """Set an attribute, or remove it for no value."""
    if value:
        element.set(key, value)
    elif element.get(key):
        del element.attrib[key]


class Spelling(NamedTuple):
    """How a document spells its elements.

    Attributes:
        upper: Whether the names of elements start with a capital.
        form: How relations name their ends: by "path" or "ids" in an attribute, or in elements by "href" or "ref".
        id_key: The attribute with the id of an element.
        typed: The name that elements of all types have, the attribute with their type, and the prefix of types;
            "" where names of elements show the type.
        gsn: Whether types are those of Goal Structuring Notation.
        valued: Whether words are in elements called value and name.
    """

    upper: bool
    form: str
    id_key: str
    typed: tuple[str, str, str]
    gsn: bool
    valued: bool

    @classmethod
    def of(cls, case: Case) -> Spelling:
        """The spelling of a document: that of its first elements."""
        every = [e for e, kind in case.kinds.items() if kind.role != "package"]
        written = [ref for e in every for side in SIDES for ref in references(e, side)]
        elements = any("ref" in e.keys() for parent in every for e in parent if word_of(e) in SIDES)  # noqa: SIM118
        form = "ref" if elements else "href"
        if any(is_path(ref) for ref in written):
            form = "path"
        elif any(side in e.keys() for e in every for side in SIDES):  # noqa: SIM118 - elements have children
            form = "ids"
        keys = [key for e in every for key in ID_KEYS if key in e.keys()]  # noqa: SIM118
        types = [
            (
                str(e.tag),
                key,
                e.get(key, "").rpartition(":")[0],
                case.kinds[e].turned or bool(case.kinds[e].shape),
            )
            for e in every
            for key in TYPE_KEYS
            if key in e.keys()  # noqa: SIM118
        ]
        plain = [found for found in types if not found[3]]
        tag, key, prefix, gsn = next(iter(plain or types), ("", "", "", False))
        tags = [xml.local(str(e.tag)) for e in every]
        valued = any(word_of(text) == "value" for e in every for text in texts_of(e))
        valued = valued or any(word_of(child) == "name" for e in every for child in e)
        return cls(
            any(name[:1].isupper() for name in tags),
            form,
            next(iter(keys), "id"),
            (tag, key, prefix),
            gsn,
            valued,
        )

    def new(self, package: Element, tag: str, i: str) -> Element:
        """A new element at the end of a package."""
        capital = tag[0].upper() + tag[1:]
        name, key, prefix = self.typed
        if not name:
            return SubElement(package, capital if self.upper else tag, {self.id_key: i})
        type = _GSN[tag] if self.gsn else capital
        return SubElement(package, name, {key: f"{prefix}:{type}" if prefix else type, self.id_key: i})


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
    elif len(texts) == 1 and not found and not spelling.valued:
        element.set("content", texts[0][1])
    else:
        for name in ("content", "description", "desc"):
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


def put_ends(element: Element, side: str, ends: Iterable[str], form: str) -> None:
    """Write what a relation joins on a side.

    Args:
        element: The relation.
        side: source, target or reasoning.
        ends: The ids of elements, or their paths.
        form: That of the spelling.
    """
    _remove(element, (side,))
    wanted = list(ends)
    if form in ("path", "ids") and not any(any(c.isspace() for c in end) for end in wanted):
        set_attribute(element, side, " ".join(wanted))  # where it was
        return
    element.attrib.pop(side, None)
    for end in wanted:
        SubElement(element, side, {"ref": end} if form == "ref" else {"href": f"#{end}"})


def _remove(element: Element, words: Collection[str]) -> None:
    for child in [e for e in element if word_of(e) in words]:
        element.remove(child)
