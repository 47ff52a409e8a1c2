"""How a document spells its elements: their names and types, ids, words, and what relations lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple
from xml.etree.ElementTree import SubElement

from argmap.serializers.sacm.addresses import is_path
from argmap.serializers.sacm.kinds import JOINING, PLAIN, PLAIN_TYPE, TYPE_KEYS, is_of_dcase, is_old
from argmap.serializers.sacm.vocabulary import ID_KEYS, SIDES, TEXT_KEYS, references, texts_of, word_of
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from argmap.serializers.sacm.case import Case
    from argmap.serializers.sacm.kinds import Kind

References = Literal["path", "ids", "#ids", "href", "ref"]
_GSN: Final = {
    "claim": "Goal",
    "artifactReference": "Solution",
    "argumentReasoning": "Strategy",
    "assertedInference": "SupportedBy",
    "assertedEvidence": "SupportedBy",
    "assertedContext": "InContextOf",
}
_DCASE: Final = {**_GSN, "artifactReference": "Evidence"}
_OLD_SACM: Final = {"artifactReference": "InformationElement"}
_OLD_DCASE: Final = {
    **_DCASE,
    **dict.fromkeys(("assertedInference", "assertedEvidence"), "DcaseLink001"),
    "assertedContext": "DcaseLink002",
}
_JOINING: Final = {
    "rootBasicNode": "rootBasicLink",
    "node": "link",
}  # the names of parts, and of what joins them


class Typed(NamedTuple):
    """The name that elements of several types have, the attribute with their type, and the prefix of types."""

    name: str = ""
    key: str = ""
    prefix: str = ""


class Spelling(NamedTuple):
    """How a document spells its elements.

    Attributes:
        upper: Whether the names of elements start with a capital.
        form: How relations name their ends: by "path", "ids" or "#ids" in an attribute, or in elements by "href" or
            "ref".
        id_key: The attribute with the id of an element.
        named_by: The attribute with the id that relations name.
        parts: How parts show their types, if their names do not.
        relations: The same of relations.
        types: The types by the names of SACM's elements, if they are others.
        words: The attribute with the words of a part, or the name of the element in "<>".
        valued: Whether words are in elements called value and name.
    """

    upper: bool
    form: References
    id_key: str
    named_by: str
    parts: Typed
    relations: Typed
    types: Mapping[str, str]
    words: str
    valued: bool

    @classmethod
    def of(cls, case: Case) -> Spelling:
        """The spelling of a document: that of its first elements."""
        every = {e: kind for e, kind in case.kinds.items() if kind.role == "part" or kind.role in JOINING}
        parts, relations, types = _typed(every)
        if is_of_dcase(case.root):
            types = _OLD_DCASE if "/2010/" in "".join(case.root.attrib.values()) else _DCASE
        elif is_old(case.root):
            types = _OLD_SACM
        id_key = next((key for e in every for key in ID_KEYS if key in e.attrib), "id")
        return cls(
            any(xml.local(str(e.tag))[:1].isupper() for e in every),
            _form(every),
            id_key,
            _named_by(every, case) or id_key,
            parts,
            relations,
            types,
            _words([e for e, kind in every.items() if kind.role == "part"]),
            any(word_of(text) == "value" for e in every for text in texts_of(e))
            or any(word_of(child) == "name" for e in every for child in e),
        )

    def new(self, package: Element, tag: str, i: str) -> Element:
        """A new element at the end of a package."""
        capital = tag[0].upper() + tag[1:]
        typed = self.relations if tag.startswith("asserted") else self.parts
        ids = {self.named_by: i, self.id_key: i}
        if not typed.name:
            return SubElement(package, capital if self.upper else tag, ids)
        around = next((e for e in package if word_of(e) == f"{xml.local(typed.name)}s"), package)
        type = self.types.get(tag, capital)
        shown = f"{typed.prefix}:{type}" if typed.prefix else type
        return SubElement(around, typed.name, {typed.key: shown, **ids})


def _typed(every: Mapping[Element, Kind]) -> tuple[Typed, Typed, Mapping[str, str]]:
    """How parts and relations show their types, and whether these are those of Goal Structuring Notation."""
    found = {
        e: Typed(str(e.tag), key, e.get(key, "").rpartition(":")[0])
        for e in every
        for key in (*TYPE_KEYS, PLAIN_TYPE)
        if key in e.attrib and (key != PLAIN_TYPE or xml.local(str(e.tag)) in PLAIN)
    }
    plain = {e: typed for e, typed in found.items() if not (every[e].turned or every[e].shape)}
    shown = plain or found
    part = next((typed for e, typed in shown.items() if every[e].role == "part"), Typed())
    relation = next((typed for e, typed in shown.items() if every[e].role in JOINING), Typed())
    if not relation.name and part.name:
        relation = part._replace(name=_renamed(part.name, _JOINING))
    if not part.name and relation.name:
        part = relation._replace(name=_renamed(relation.name, {new: old for old, new in _JOINING.items()}))
    return part, relation, {} if plain or not found else _GSN


def _renamed(name: str, names: Mapping[str, str]) -> str:
    prefix, colon, word = name.rpartition(":")
    return f"{prefix}{colon}{names.get(word, word)}"


def _form(every: Iterable[Element]) -> References:
    """How relations name their ends."""
    elements = list(every)
    written = [ref for e in elements for side in SIDES for ref in references(e, side)]
    if any(is_path(ref) for ref in written):
        return "path"
    if any(side in e.attrib for e in elements for side in SIDES):
        return "#ids" if any(ref.startswith("#") for ref in written) else "ids"
    named = any("ref" in e.attrib for parent in elements for e in parent if word_of(e) in SIDES)
    return "ref" if named else "href"


def _named_by(relations: Iterable[Element], case: Case) -> str:
    """The attribute with the id that the first reference names, or ""."""
    for element in relations:
        for side in SIDES:
            for reference in references(element, side):
                if not is_path(reference) and (end := case.addresses.find(reference)) is not None:
                    return next((key for key in ID_KEYS if end.get(key) == reference.removeprefix("#")), "")
    return ""


def _words(parts: Iterable[Element]) -> str:
    """Where parts have their words, if it is not the usual attribute."""
    for part in parts:
        if key := next((key for key in TEXT_KEYS if key in part.attrib), None):
            return key
        if (texts := texts_of(part)) and word_of(texts[0]) == "description":
            return f"<{texts[0].tag}>"
    return TEXT_KEYS[0]
