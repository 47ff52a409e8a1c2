"""From a map to the rows of a document: as its text was laid out, or as people would lay it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from argmap.model import Argument, Claim, Evidence, Relation, RelationKind
from argmap.model.fields import CONTROL
from argmap.serializers.argdown import keys
from argmap.serializers.argdown.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping import split_rules, untitled
from argmap.serializers.argdown.rows import (
    HEADING,
    INFERENCE,
    PREMISE,
    TOP,
    Element,
    Heading,
    Inference,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from argmap.model import Party, Record, Section, Source
    from argmap.serializers.argdown.mapping import Mapped
    from argmap.serializers.argdown.meaning import Meaning

Node = Claim | Evidence | Argument

DEEPEST: Final = 6  # levels of definitions within definitions; what is deeper gets a block of its own
_SIGNS: Final = {  # below its target, below its source
    RelationKind.SUPPORT: ("+", "+>"),
    RelationKind.ENTAILMENT: ("+", "+>"),
    RelationKind.ATTACK: ("-", "->"),
    RelationKind.CONTRARY: ("-", "->"),
    RelationKind.UNDERCUT: ("_", "_>"),
    RelationKind.CONTRADICTION: ("><", "><"),
}
_NO_TITLE: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Records(Protocol):
    """What is laid out: a map, or the records of one that is not made yet."""

    @property
    def parties(self) -> Sequence[Party]:
        """As of a map; so are the others."""

    @property
    def sources(self) -> Sequence[Source]: ...  # noqa: D102
    @property
    def sections(self) -> Sequence[Section]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[Claim]: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[Evidence]: ...  # noqa: D102
    @property
    def arguments(self) -> Sequence[Argument]: ...  # noqa: D102
    @property
    def relations(self) -> Sequence[Relation]: ...  # noqa: D102
    @property
    def data(self) -> Mapping[str, Any]: ...  # noqa: D102


class Plan:
    """What rows say of each record of a map: its title, text and data.

    Attributes:
        m: The map.
        bare: Whether data are left out, because only the structure is asked for.
        again: Whether the text is laid out as it was, so that tags stand where they stood.
        nodes: Its claims, evidence and arguments by id.
        titles: Their titles in the text; all different for statements, and for arguments.
        keyed: Whether anything needed one of our keys.
    """

    def __init__(self, m: Records, *, bare: bool = False, again: bool = False) -> None:
        self.m = m
        self.bare = bare
        self.again = again
        self.keyed = False
        self.sources = {s.id: s for s in m.sources}
        self.nodes: dict[str, Node] = {r.id: r for r in (*m.claims, *m.evidence, *m.arguments)}
        self.titles: dict[str, str] = {}
        self.named: dict[str, bool] = {}
        layout = m.data.get(LAYOUT)
        marks = layout.get("marks") if hasattr(layout, "get") else None
        self.marks: Any = marks if hasattr(marks, "get") else {}
        self.tags_apart = tags_apart(m, again=again)
        fixed = {r.id for r in (*m.parties, *m.sources)}
        self._entitle([*m.claims, *m.evidence], "[]", fixed)
        self._entitle(m.arguments, "<>", fixed | {r.id for r in (*m.claims, *m.evidence)})

    def _entitle(self, nodes: Iterable[Node], brackets: str, taken: set[str]) -> None:
        used: set[str] = set()
        for node in nodes:
            choices = (node.title, node.id, CONTROL.sub(" ", node.id).strip(" -+_!<>[]"))
            title = next((c for c in choices if c and c not in used and _legal(c, brackets)), "")
            n = 1
            while not title or title in used:
                title, n = f"{'Statement' if brackets == '[]' else 'Argument'} {n}", n + 1
            used.add(title)
            name = CONTROL.sub(" ", title)
            while name in taken:
                name = f"{brackets[0]}{name}{brackets[1]}"
            self.titles[node.id] = title
            self.named[node.id] = name == node.id

    def defined(self, node: Node, *, reference: bool = False) -> Element:
        """The element that defines a record, or refers to it."""
        kind: Literal["statement", "argument"] = "argument" if isinstance(node, Argument) else "statement"
        title = self.titles[node.id]
        if reference:
            return Element(kind, title, reference=True, record=node.id)
        data: dict[str, Any] = {}
        tags, apart = self.split_tags(node.text, node.tags)
        if not self.bare:
            if not self.named[node.id]:
                data["id"] = node.id
            if node.title != ("" if node.id == title else title):
                data["title"] = node.title
            if apart:
                data["tags"] = list(node.tags)
            data = self.data_of(node, data)
        element = Element(kind, title, text=node.text, tags=tags, data=data or None, record=node.id)
        element.marks = self.marks_of(node.id, 0, node.text)
        return element

    def data_of(self, record: Record, said: dict[str, Any]) -> dict[str, Any]:
        """The data of a record: ``said`` and what else our keys say, then the author's own."""
        more, own = keys.write(record, self.sources)
        if self.again:
            more.pop("wordings", None)  # they stand in places of their own
        said |= more
        self.keyed = self.keyed or bool(said)
        return said | {k: v for k, v in own.items() if k not in said}

    def split_tags(self, text: str, tags: tuple[str, ...]) -> tuple[list[str], bool]:
        """The tags to write as such, and whether all must be said in the data instead."""
        if not tags:
            return [], False
        if self.tags_apart:
            good = all(_tag_can_stand(t) for t in tags) and len(set(tags)) == len(tags)
            return (list(tags), False) if good else ([], True)
        within = [t for t in tags if f"#{t}" in text or f"#({t})" in text]
        return within, len(within) != len(tags) and not self.again

    def marks_of(self, name: str, which: int, text: str) -> list[Any]:
        """Bold, italic and links of a text, if it is still the one they were read in."""
        kept = self.marks.get(name)
        entry = kept.get(str(which)) if hasattr(kept, "get") else None
        if not isinstance(entry, tuple) or not entry or entry[0] != len(text):
            return []
        return [tuple(mark) for mark in entry[1:] if isinstance(mark, tuple) and len(mark) == 4]

    def heading(self, section: Section, level: int, default: str) -> Heading:
        """The heading of a section."""
        data: dict[str, Any] = {}
        if not self.bare:
            data = self.data_of(section, {} if section.id == default else {"id": section.id})
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
        if uses is not None:
            data["uses"] = uses
        if relation.tags:
            data["tags"] = list(relation.tags)
        data = {} if self.bare else self.data_of(relation, data)
        layout = relation.data.get(LAYOUT)
        rules = layout.get("rules") if hasattr(layout, "get") else None
        known = rules if isinstance(rules, tuple) else split_rules(relation.scheme)
        return Inference([str(r) for r in known], data or None)


def tags_apart(m: Records, *, again: bool = False) -> bool:
    """Whether tags stand apart from the texts: the front matter says so, or a tag is not in its text."""
    settings = m.data.get(OWN)
    model = settings.get("model") if hasattr(settings, "get") else None
    if hasattr(model, "get") and "removeTagsFromText" in model:
        return model["removeTagsFromText"] is True
    return not again and any(
        f"#{tag}" not in node.text and f"#({tag})" not in node.text
        for node in (*m.claims, *m.evidence, *m.arguments)
        for tag in node.tags
    )


def _legal(title: str, brackets: str) -> bool:
    """Whether a title can be written, referred to, and stays what it is."""
    if _NO_TITLE.search(title) or brackets[1] in title or title[0] == "-" or not title.strip():
        return False
    return brackets == "[]" or not (title[0] in "+_" or title.startswith("!--"))


_TAG: Final = re.compile(r"[a-zA-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+")


def _tag_can_stand(tag: str) -> bool:
    return bool(tag) and ")" not in tag and "\n" not in tag and "\r" not in tag


# Laying out anew


def fresh(plan: Plan) -> list[Row]:
    """Rows as people would write them: theses first, reasons and objections indented below."""
    rows = list(_Layout(plan).rows())
    return _without_generated_titles(rows)


def _without_generated_titles(rows: list[Row]) -> list[Row]:
    """Leave out titles such as "Untitled 3", where a reader will give the same again."""
    elements = [row.item for row in rows if isinstance(row.item, Element)]
    numbered = [e for e in elements if untitled(e.title or "")]
    if not numbered or any(e.reference and e.text for e in numbered):
        return rows
    counter = 0
    kept: list[Row] = []
    nameless: list[Element] = []
    for n, row in enumerate(rows):
        item = row.item
        if isinstance(item, Element) and untitled(item.title or ""):
            counter += 1
            structured = n + 1 < len(rows) and rows[n + 1].first and rows[n + 1].sign == PREMISE
            if untitled(item.title or "") != counter:
                return rows
            if item.kind == "argument":
                before = kept[-1].item if kept else None
                alone = row.sign == TOP and not item.text and not item.data and not item.tags and structured
                if not alone or (
                    isinstance(before, Element) and before.kind == "argument" and kept[-1].depth == 0
                ):
                    return rows
                continue
            if item.reference or not item.text:
                return rows
            nameless.append(item)
        elif row.sign == PREMISE and row.first and not _belongs(kept):
            counter += 1
        kept.append(row)
    for element in nameless:
        element.title = None
    return kept


def _belongs(rows: list[Row]) -> bool:
    """Whether a structure that begins now belongs to the argument of the block before."""
    last = next((row for row in reversed(rows) if row.depth == 0), None)
    return (
        last is not None
        and last.sign == TOP
        and isinstance(last.item, Element)
        and last.item.kind == "argument"
    )


class _Layout:
    """One walk over a map, in the order of its records."""

    def __init__(self, plan: Plan) -> None:
        self.m = m = plan.m
        self.plan = plan
        self.defined: set[str] = set()
        self.said: set[str] = set()
        self.counter = 0
        nodes = self.plan.nodes
        self.touching: dict[str, list[Relation]] = {}
        self.steps: dict[str, list[Relation]] = {}
        self.linked: dict[str, list[Relation]] = {}
        for relation in m.relations:
            ends = (*relation.sources, *relation.targets)
            if relation.argument is not None:
                if self._is_step(relation):
                    self.steps.setdefault(relation.argument, []).append(relation)
            elif len(relation.sources) == len(relation.targets) == 1 and all(e in nodes for e in ends):
                if relation.kind in _SIGNS:
                    for end in dict.fromkeys(ends):
                        self.touching.setdefault(end, []).append(relation)
            elif (
                relation.kind is RelationKind.SUPPORT
                and len(relation.targets) == 1
                and len(relation.sources) > 1
                and all(isinstance(nodes.get(e), (Claim, Evidence)) for e in ends)
            ):
                for end in set(ends):
                    self.linked.setdefault(end, []).append(relation)
        self.undercuts: dict[str, list[Relation]] = {}
        steps = {r.id for group in self.steps.values() for r in group}
        for relation in m.relations:
            if (
                relation.kind is RelationKind.UNDERCUT
                and relation.argument is None
                and len(relation.sources) == len(relation.targets) == 1
                and relation.targets[0] in steps
                and relation.sources[0] in nodes
            ):
                self.undercuts.setdefault(relation.targets[0], []).append(relation)
        self.turn = {
            name: iter([n.id for n in getattr(m, name)]) for name in ("claims", "evidence", "arguments")
        }
        self.next = {name: next(turn, None) for name, turn in self.turn.items()}

    def _is_step(self, relation: Relation) -> bool:
        nodes = self.plan.nodes
        return (
            relation.kind is RelationKind.SUPPORT
            and len(relation.targets) == 1
            and bool(relation.sources)
            and len(set(relation.sources)) == len(relation.sources)
            and all(
                isinstance(nodes.get(e), (Claim, Evidence)) for e in (*relation.sources, *relation.targets)
            )
        )

    def rows(self) -> Iterator[Row]:
        """All rows."""
        by_section: dict[str | None, list[Node]] = {}
        for node in self.plan.nodes.values():
            by_section.setdefault(node.section, []).append(node)
        yield from self._blocks(by_section.get(None, []))
        levels: dict[str | None, int] = {None: 0}
        for n, section in enumerate(self.m.sections, 1):
            levels[section.id] = levels.get(section.parent, 0) + 1
            yield Row(0, HEADING, self.plan.heading(section, levels[section.id], f"s{n}"))
            yield from self._blocks(by_section.get(section.id, []))

    def _blocks(self, nodes: list[Node]) -> Iterator[Row]:
        for node in nodes:
            yield from self._block(node)

    def _block(self, node: Node) -> Iterator[Row]:
        """A block of its own: the definition, what bears on it, and an argument's structure."""
        begun = node.id in self.defined
        rows = list(self._tree(node, Row(0, TOP, self._element(node))))
        steps = self.steps.get(node.id, []) if isinstance(node, Argument) and not begun else []
        if not begun or len(rows) > 1:
            yield from rows
        if steps:
            later: list[Node] = []
            yield from self._structure(node.id, steps, later)
            for statement in later:
                yield from self._again(statement)
        for row in [r for r in rows if isinstance(r.item, Element)]:
            for relation in self._complete(row):
                yield from self._linked(relation)

    def _again(self, node: Node) -> Iterator[Row]:
        """A block for what bears on a statement that is defined already."""
        rows = list(self._tree(node, Row(0, TOP, self.plan.defined(node, reference=True))))
        if len(rows) > 1:
            yield from rows

    def _element(self, node: Node) -> Element:
        reference = node.id in self.defined
        if not reference:
            self._define(node)
        return self.plan.defined(node, reference=reference)

    def _define(self, node: Node) -> None:
        self.defined.add(node.id)
        name = _group(node)
        while self.next[name] in self.defined:
            self.next[name] = next(self.turn[name], None)

    def _tree(self, node: Node, first: Row) -> Iterator[Row]:
        """A definition and, indented below it, the relations whose other end can stand there."""
        yield first
        stack: list[tuple[Node, int, Iterator[Relation]]] = [(node, 0, iter(self.touching.get(node.id, ())))]
        while stack:
            here, depth, relations = stack[-1]
            relation = next(relations, None)
            if relation is None:
                stack.pop()
                continue
            if relation.id in self.said:
                continue
            source, target = relation.sources[0], relation.targets[0]
            below_target = target == here.id
            other = self.plan.nodes[source if below_target else target]
            sign = _SIGNS[relation.kind][0 if below_target else 1]
            if sign == "><" and (isinstance(other, Argument) or isinstance(here, Argument)):
                continue
            known = other.id in self.defined
            if not known and not (
                other.id == self.next[_group(other)]
                and other.section == node.section
                and depth + 1 < DEEPEST
                and not (isinstance(other, Argument) and other.id in self.steps)
            ):
                continue
            self.said.add(relation.id)
            for _ in range(_occurrences(relation) - 1):
                yield Row(depth + 1, sign, self.plan.defined(other, reference=True))
            yield Row(depth + 1, sign, self._element(other))
            if not known:
                stack.append((other, depth + 1, iter(self.touching.get(other.id, ()))))

    def _structure(self, argument: str, steps: list[Relation], later: list[Node]) -> Iterator[Row]:
        """The premises, inferences and conclusions of an argument."""
        listed: list[str] = []
        begin = 0
        for n, step in enumerate(steps, 1):
            for source in step.sources:
                if source not in listed:
                    yield self._numbered(source, listed, later)
            uses = [listed.index(s) + 1 for s in step.sources]
            default = list(range(begin + 1, len(listed) + 1))
            yield Row(
                0,
                INFERENCE,
                self.plan.inference(step, f"{argument}/{n}", uses=None if uses == default else uses),
            )
            for undercut in self.undercuts.get(step.id, ()):
                other = self.plan.nodes[undercut.sources[0]]
                if other.id in self.defined or other.id == self.next[_group(other)]:
                    self.said.add(undercut.id)
                    yield Row(1, "_", self._element(other))
            begin = len(listed)
            yield self._numbered(step.targets[0], listed, later)

    def _numbered(self, name: str, listed: list[str], later: list[Node]) -> Row:
        node = self.plan.nodes[name]
        if name not in self.defined:
            later.append(node)
        listed.append(name)
        return Row(0, PREMISE, self._element(node), len(listed) == 1, len(listed))

    def _complete(self, row: Row) -> Iterator[Relation]:
        """The linked premises whose last member is defined now."""
        assert isinstance(row.item, Element)
        if row.item.kind == "argument":
            return
        for relation in self.linked.get(row.item.record, ()):
            if relation.id not in self.said and all(
                e in self.defined for e in (*relation.sources, *relation.targets)
            ):
                self.said.add(relation.id)
                yield relation

    def _linked(self, relation: Relation) -> Iterator[Row]:
        """Linked premises of no argument: a structure of their own."""
        listed: list[str] = []
        for source in relation.sources:
            yield self._numbered(source, listed, [])
        default = f"{relation.kind}:{'+'.join(relation.sources)}>{relation.targets[0]}"
        yield Row(0, INFERENCE, self.plan.inference(relation, default, linked=True))
        yield self._numbered(relation.targets[0], listed, [])


def _group(node: Node) -> str:
    return {Claim: "claims", Evidence: "evidence", Argument: "arguments"}[type(node)]


def _occurrences(relation: Relation) -> int:
    layout = relation.data.get(LAYOUT)
    count = layout.get("occurrences") if hasattr(layout, "get") else None
    return count if type(count) is int and 1 < count < 1000 else 1


# Laying out as it was


def skeleton(rows: list[Row], mapped: Mapped, meaning: Meaning) -> list[Any]:
    """What the text of a document leaves to its map's memory: where which record stood."""
    found: list[Any] = []
    parts = iter(meaning.sections)
    owners = {id(m.element): g for g in _groups(meaning) for m in g.members}
    textless: set[str] = set()
    places = {id(element): n for g in _groups(meaning) for n, element in enumerate(g.texts)}
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            part = next(parts, None)
            found.append([item.level, HEADING, mapped.ids.get(id(part), "") if part else ""])
            continue
        if isinstance(item, Inference):
            found.append([0, INFERENCE])
            continue
        group = owners[id(item)]
        name = mapped.ids.get(id(group), group.title)
        which = places.get(id(item), -1)
        if which == -1 and not group.texts and name not in textless:
            textless.add(name)
            which = 0
        entry: list[Any] = [row.depth, row.sign, name, which]
        more: dict[str, Any] = {}
        if row.first:
            more["first"] = True
        own = item.data if isinstance(item.data, dict) else {}
        if (which == -1 and own) or (which == 0 and own != group.data):
            more["data"] = own
        if item.tags and (which == -1 or (which == 0 and not group.texts and item.tags != group.tags)):
            more["tags"] = list(item.tags)
        elif which == 0 and not group.texts and group.tags and not item.tags:
            more["tags"] = []
        if row.number and row.sign == PREMISE:
            more["number"] = row.number
        if not group.named:
            more["untitled"] = True
        if more:
            entry.append(more)
        found.append(entry)
    return found


def _groups(meaning: Meaning) -> list[Any]:
    return [*meaning.statements.values(), *meaning.arguments.values()]


def planned(rows: list[Row]) -> list[Any]:
    """The skeleton of rows that were made from a map."""
    found: list[Any] = []
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            found.append([item.level, HEADING, item.record])
        elif isinstance(item, Inference):
            found.append([0, INFERENCE])
        else:
            entry: list[Any] = [row.depth, row.sign, item.record, -1 if item.reference else 0]
            more: dict[str, Any] = {"first": True} if row.first else {}
            if row.sign == PREMISE:
                more["number"] = row.number
            if item.title is None:
                more["untitled"] = True
            found.append([*entry, more] if more else entry)
    return found


def remembered(plan: Plan, *, data_too: bool = True) -> list[Row] | None:
    """The rows of the text that the map was read from, with what the map says now; None if it has changed too much.

    Args:
        plan: The map.
        data_too: Whether data that stood in several places of a title go back there.
    """
    m = plan.m
    layout = m.data.get(LAYOUT)
    outline = layout.get("outline") if hasattr(layout, "get") else None
    if not isinstance(outline, tuple):
        return None
    steps = _remembered_steps(m)
    sections = {s.id: (s, n) for n, s in enumerate(m.sections, 1)}
    rows: list[Row] = []
    argument: str | None = None
    block: str | None = None
    for entry in outline:
        if not isinstance(entry, tuple) or len(entry) < 2:
            return None
        depth, sign = entry[0], entry[1]
        if sign == HEADING:
            if len(entry) < 3 or entry[2] not in sections or type(depth) is not int or depth < 1:
                return None
            section, n = sections.pop(entry[2])
            rows.append(Row(0, HEADING, plan.heading(section, depth, f"s{n}")))
            block = None
            continue
        if sign == INFERENCE:
            step = next(steps.get(argument, iter(())), None)
            if step is None:
                return None
            linked = argument is None
            number = int(step.id.rpartition("/")[2]) if step.id.rpartition("/")[2].isdigit() else 0
            default = f"{argument}/{number}" if number else ""
            rows.append(Row(0, INFERENCE, plan.inference(step, default, linked=linked)))
            continue
        if (
            len(entry) < 4
            or not isinstance(entry[2], str)
            or type(depth) is not int
            or type(entry[3]) is not int
        ):
            return None
        more = entry[4] if len(entry) > 4 and hasattr(entry[4], "get") else {}
        node = plan.nodes.get(entry[2])
        if node is None:
            return None
        element = _remembered(plan, node, entry[3], more, data_too=data_too)
        if element is None:
            return None
        if sign == TOP and depth == 0:
            block = node.id if isinstance(node, Argument) else None
        if sign == PREMISE and more.get("first"):
            argument = block if block is not None else _anonymous(steps, plan)
            block = None
        number = more.get("number")
        rows.append(Row(depth, sign, element, bool(more.get("first")), number if type(number) is int else 0))
    return rows


def _remembered_steps(m: Records) -> dict[str | None, Iterator[Relation]]:
    steps: dict[str | None, list[Relation]] = {}
    for relation in m.relations:
        if relation.kind is RelationKind.SUPPORT and (
            relation.argument is not None or len(relation.sources) > 1
        ):
            steps.setdefault(relation.argument, []).append(relation)
    return {name: iter(group) for name, group in steps.items()}


def _anonymous(steps: dict[str | None, Iterator[Relation]], plan: Plan) -> str | None:
    """The next argument that no block names: those stand in the order in which they were read."""
    for node in plan.nodes.values():
        if (
            isinstance(node, Argument)
            and untitled(node.id)
            and node.id in steps
            and node.id not in _used(plan)
        ):
            _used(plan).add(node.id)
            return node.id
    return None


def _used(plan: Plan) -> set[str]:
    used: set[str] = plan.__dict__.setdefault("used", set())
    return used


def _remembered(plan: Plan, node: Node, which: int, more: Any, *, data_too: bool) -> Element | None:
    kind: Literal["statement", "argument"] = "argument" if isinstance(node, Argument) else "statement"
    data = more.get("data") if data_too else None
    if which == 0:
        element = plan.defined(node)
        if not node.text:
            tags = more.get("tags")
            element.tags = [str(t) for t in (tags if isinstance(tags, tuple) else node.tags)]
        if hasattr(data, "thaw"):
            element.data = data.thaw() or None
    elif which == -1:
        element = plan.defined(node, reference=True)
        tags = more.get("tags")
        element.tags = [str(t) for t in tags] if isinstance(tags, tuple) else []
        element.data = data.thaw() if hasattr(data, "thaw") else None
    else:
        if which > len(node.wordings):
            return None
        wording = node.wordings[which - 1]
        own = wording.data.get(OWN)
        tags, _ = plan.split_tags(wording.text, wording.tags)
        element = Element(kind, plan.titles[node.id], text=wording.text, tags=tags)
        element.data = own.thaw() if hasattr(own, "thaw") and own else None
        element.marks = plan.marks_of(node.id, which, wording.text)
    if more.get("untitled"):
        element.title = None
    return element
