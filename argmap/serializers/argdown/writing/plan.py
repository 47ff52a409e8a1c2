"""What the rows of an Argdown text state of each record of a map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from argmap.model import Argument, Claim, Evidence, Section
from argmap.model.data import EMPTY
from argmap.model.fields import CONTROL
from argmap.serializers.argdown.mapping import keys
from argmap.serializers.argdown.mapping.coloring import Coloring, without_hints
from argmap.serializers.argdown.mapping.dates import dates_of
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.argdown.mapping.records import split_rules
from argmap.serializers.argdown.mapping.tags import tags_apart
from argmap.serializers.argdown.text.rows import Element, Heading, Inference, Spelling
from argmap.serializers.argdown.text.tags import is_tag, tags_in
from argmap.serializers.common.residue import mapping, sequence, strings, thawed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from argmap.model import ArgumentMap, Record, Relation
    from argmap.serializers.argdown.text.rows import Mark

Node = Claim | Evidence | Argument
_NO_TITLE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Plan:
    """What rows state of each record of a map: its title, text and data.

    Attributes:
        m: The map.
        elsewhere: Tags of a record that are at other places of its title than the one that defines it, by id.
        sources: Its sources by id.
        nodes: Its claims, evidence and arguments by id.
        spelling: How the text will spell its words.
        titles: Their titles in the text; all different for statements, and for arguments.
        named: Whether a reader gives them their ids for these titles.
        marks: Emphasis and links of their texts.
        regrouped: Whether the settings state what is in which section, and not headings.
        keys: Whether keys count in the text in any case.
        keyed: Whether anything needed a key.
        ambiguous: Whether the author's data have keys that would be taken for others if keys counted.
    """

    def __init__(
        self,
        m: ArgumentMap,
        *,
        titles: Mapping[str, str] = EMPTY,
        elsewhere: Mapping[str, Collection[str]] = EMPTY,
        spelling: Spelling | None = None,
        keys: bool = False,
    ) -> None:
        """Plan the rows of a map.

        Args:
            m: The map.
            titles: Those that are given, by id.
            elsewhere: As the attribute.
            spelling: How the text spells its words already.
            keys: As the attribute; they always count if there are parties or sources.
        """
        self.m = m
        self.keys = keys or bool(m.parties or m.sources)
        self.ambiguous = False
        self.elsewhere = elsewhere
        self.keyed = False
        self.sources = {s.id: s for s in m.sources}
        self.coloring = Coloring.of(mapping(m.data, AUTHOR_DATA))
        nodes: list[Node] = [*m.statements, *m.arguments]
        self.nodes: dict[str, Node] = {r.id: r for r in nodes}
        self.titles: dict[str, str] = {}
        self.named: dict[str, bool] = {}
        self.marks = mapping(mapping(m.data, RESIDUE), "marks")
        self.dates = dates_of(m.data)
        settings = mapping(m.data, AUTHOR_DATA)
        self.regrouped = bool(sequence(mapping(settings, "group"), "regroup"))
        self.spelling = spelling or Spelling(
            tags_apart(settings, nodes), Spelling.of(thawed(mapping(settings, "model"))).codes
        )
        fixed = {p.id for p in m.parties} | {s.id for s in m.sources}
        self._entitle(m.statements, "[]", fixed, titles)
        self._entitle(m.arguments, "<>", fixed | {r.id for r in m.statements}, titles)

    def _entitle(
        self, nodes: Collection[Node], brackets: str, taken: set[str], given: Mapping[str, str]
    ) -> None:
        used = {given[node.id] for node in nodes if node.id in given} if given else set()
        n = 0
        for node in nodes:
            if node.id in given:
                self.titles[node.id] = given[node.id]
                self.named[node.id] = _name(given[node.id], brackets, taken) == node.id
                continue
            choices = (node.title, node.id, CONTROL.sub(" ", node.id).strip(" -+_!<>[]"))
            title = next((c for c in choices if c and c not in used and _legal(c, brackets)), "")
            while not title or title in used:
                n += 1
                title = f"{'Statement' if brackets == '[]' else 'Argument'} {n}"
            used.add(title)
            self.titles[node.id] = title
            self.named[node.id] = _name(title, brackets, taken) == node.id

    def defined(self, node: Node, *, reference: bool = False) -> Element:
        """The element that defines a record, or refers to it."""
        kind: Literal["statement", "argument"] = "argument" if isinstance(node, Argument) else "statement"
        title = self.titles[node.id]
        if reference:
            return Element(kind, title, reference=True, record=node.id)
        data: dict[str, Any] = {}
        tags, apart = self.split_tags(node.text, node.tags, self.elsewhere.get(node.id, ()))
        if not self.named[node.id]:
            data["id"] = node.id
        if node.title != ("" if node.id == title else title):
            data["title"] = node.title
        if apart:
            data["tags"] = apart
        data = self.data_of(kind, node, data)
        text = node.text if node.text.strip() else ""  # blanks alone are not words
        element = Element(kind, title, text=text, tags=tags, data=data or None, record=node.id)
        element.marks = self.marks_of(node.id, 0, node.text)
        return element

    def data_of(self, kind: str, record: Record, stated: dict[str, Any]) -> dict[str, Any]:
        """The data of a record: ``stated`` and what else the keys state, then the author's own."""
        more, own = keys.write(record, self.sources)
        if data := without_hints(more.pop("data", {}), self._hints(record, own)):
            more["data"] = data
        stated |= more
        self.keyed = self.keyed or bool(stated)
        made, ambiguous = keys.together(kind, stated, own, count=self.keys)
        self.ambiguous = self.ambiguous or ambiguous
        return made

    def _hints(self, record: Record, own: dict[str, Any]) -> dict[str, Any]:
        """The hints for drawing that a reader derives for a record."""
        if isinstance(record, Section):
            return self.coloring.of_record("section", record.title, own)
        if not isinstance(record, (Claim, Evidence, Argument)):
            return {}
        kind = "argument" if isinstance(record, Argument) else "statement"
        return self.coloring.of_record(kind, record.title or record.id, own)

    def split_tags(
        self, text: str, tags: tuple[str, ...], elsewhere: Collection[str] = ()
    ) -> tuple[list[str], list[str]]:
        """The tags to write as such, and those to state in the data.

        Args:
            text: The words.
            tags: The tags.
            elsewhere: Those that are at other places of the title.
        """
        if not tags:
            return [], []
        if self.spelling.tags_apart or not text:
            good = all(map(is_tag, tags)) and len(set(tags)) == len(tags)
            return (list(tags), []) if good else ([], list(tags))
        in_text = tags_in(text)
        within = [t for t in tags if t in in_text]
        left = [t for t in tags if t not in in_text and t not in elsewhere]
        # In the data of a title that is at one place, all are in their order.
        return within, left if elsewhere or (*within, *left) == tags else list(tags)

    def marks_of(self, name: str, which: int, text: str) -> list[Mark]:
        """Bold, italic and links of a text, if it is still the one they were read in."""
        length, *marks = sequence(mapping(self.marks, name), str(which)) or (None,)
        return [mark for mark in marks if _is_mark(mark)] if length == len(text) else []

    def heading(self, section: Section, level: int, default: str) -> Heading:
        """The heading of a section."""
        data = self.data_of("heading", section, {} if section.id == default else {"id": section.id})
        heading = Heading(level, section.title, tags=list(section.tags), data=data or None, record=section.id)
        heading.marks = self.marks_of(section.id, 0, section.title)
        return heading

    def inference(
        self, relation: Relation, default: str, *, linked: bool = False, uses: list[int] | None = None
    ) -> Inference:
        """The line of an inference."""
        data: dict[str, Any] = {"linked": True} if linked else {}
        if relation.id != default:
            data["id"] = relation.id
        own = thawed(mapping(relation.data, AUTHOR_DATA).get("uses"))
        if uses is not None and (self.keys or own != uses):
            data["uses"] = uses
        if relation.tags:
            data["tags"] = list(relation.tags)
        data = self.data_of("inference", relation, data)
        rules = strings(mapping(relation.data, RESIDUE), "rules") or split_rules(relation.scheme)
        return Inference(list(rules), data or None)


def _is_mark(mark: Any) -> bool:
    return isinstance(mark, tuple) and list(map(type, mark)) == [str, int, int, str]


def _name(title: str, brackets: str, taken: Collection[str]) -> str:
    """The id that a reader gives for a title."""
    name = CONTROL.sub(" ", title)
    while name in taken:
        name = f"{brackets[0]}{name}{brackets[1]}"
    return name


def _legal(title: str, brackets: str) -> bool:
    """Whether a title can be written, referred to, and stays what it is."""
    if _NO_TITLE.search(title) or brackets[1] in title or title[0] == "-" or not title.strip():
        return False
    return brackets == "[]" or not (title[0] in "+_" or title.startswith("!--"))
