"""From a map to the rows of a document, as people would lay it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from argmap.model import Argument, Claim, Evidence, RelationKind
from argmap.serializers.argdown.mapping.keys import RESIDUE
from argmap.serializers.argdown.mapping.records import untitled
from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, PREMISE, TOP, Element, Heading, Row
from argmap.serializers.common.residue import mapping, strings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from argmap.model import Relation
    from argmap.serializers.argdown.writing.plan import Node, Plan

DEEPEST: Final = 6  # levels of definitions within definitions; what is deeper gets a block of its own
SIGNS: Final = {  # below its target, below its source
    RelationKind.SUPPORT: ("+", "+>"),
    RelationKind.ENTAILMENT: ("+", "+>"),
    RelationKind.ATTACK: ("-", "->"),
    RelationKind.CONTRARY: ("-", "->"),
    RelationKind.UNDERCUT: ("_", "_>"),
    RelationKind.CONTRADICTION: ("", "><"),  # a reader takes what is above for the source
}


def signs_of(relation: Relation) -> tuple[str, str]:
    """What a relation is written with below its target, and below its source; "" if it cannot be there."""
    undercuts = (
        mapping(relation.data, RESIDUE).get("type") == "undercut" and relation.kind is RelationKind.ATTACK
    )
    return SIGNS[RelationKind.UNDERCUT if undercuts else relation.kind]


def laid_out(plan: Plan) -> list[Row]:
    """Rows as people would write them: theses first, reasons and objections indented below."""
    rows = list(_Layout(plan).rows())
    return _without_generated_titles(rows)


def completed(
    plan: Plan, rows: list[Row], stated: Collection[str], structured: Collection[str], again: Collection[str]
) -> list[Row]:
    """Rows that are there already, with what they lack at the end of each section.

    Args:
        plan: The map.
        rows: The rows.
        stated: Ids of the relations that they state.
        structured: Ids of the arguments whose premises and conclusions they have.
        again: Ids of those whose premises and conclusions come first.
    """
    rest = _Layout(plan)
    rest.stated |= set(stated)
    rest.structured |= set(structured)
    rest.inferred = any(row.sign == INFERENCE for row in rows)
    for name in structured:  # some have no title in the rows
        if name in plan.nodes:
            rest.define(plan.nodes[name])
    present: dict[str | None, list[Row]] = {None: []}
    section: str | None = None
    for row in rows:
        section = None if row.apart else section
        if isinstance(row.item, Heading) and row.item.record:
            section = row.item.record
        elif isinstance(row.item, Element) and row.item.record in plan.nodes:
            rest.define(plan.nodes[row.item.record])
        present.setdefault(section, []).append(row)
    begun = [row for name in again if name in plan.nodes for row in rest.block(plan.nodes[name])]
    return [*begun, *rest.rows(present)]


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
                alone = row.sign == TOP and not item.text and not item.data and not item.tags and structured
                if not alone or (kept and kept[-1].depth == 0 and is_argument(kept[-1])):
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
    return last is not None and last.sign == TOP and is_argument(last)


def is_argument(row: Row) -> bool:
    """Whether an argument is defined or referred to in a row."""
    return isinstance(row.item, Element) and row.item.kind == "argument"


class _Numbers:
    """The numbers of the statements of one structure so far."""

    def __init__(self) -> None:
        self.last = 0
        self.of: defaultdict[str, list[int]] = defaultdict(list)


class _Layout:
    """One walk over a map, in the order of its records."""

    def __init__(self, plan: Plan) -> None:
        self.m = m = plan.m
        self.plan = plan
        self.defined: set[str] = set()
        self.stated: set[str] = set()
        self.structured: set[str] = set()
        self.counter = 0
        nodes = self.plan.nodes
        self.touching: dict[str, list[Relation]] = {}
        self.steps: dict[str, list[Relation]] = {}
        self.undercuts: dict[str, list[Relation]] = {}
        self.linked: dict[str, list[Relation]] = {}
        self.lacking: dict[str, list[str]] = {}
        # By argument: as long as these are not defined, its statements do not all come next.
        self.awaited: dict[str, tuple[str, ...]] = {}
        for relation in m.relations:
            ends = (*relation.sources, *relation.targets)
            inferred = self._is_inferred(relation)
            single = len(relation.sources) == len(relation.targets) == 1
            if relation.argument is not None:
                if inferred:
                    self.steps.setdefault(relation.argument, []).append(relation)
            elif inferred and len(relation.sources) > 1:
                self.lacking[relation.id] = list(dict.fromkeys(ends))
                for end in self.lacking[relation.id]:
                    self.linked.setdefault(end, []).append(relation)
            elif single and all(e in nodes for e in ends):
                contradicts = relation.kind is RelationKind.CONTRADICTION
                if relation.kind in SIGNS and not (contradicts and isinstance(nodes[ends[1]], Argument)):
                    for end in dict.fromkeys(ends):
                        self.touching.setdefault(end, []).append(relation)
            elif single and relation.kind is RelationKind.UNDERCUT and ends[0] in nodes:
                self.undercuts.setdefault(ends[1], []).append(relation)
        self.relations = {relation.id: relation for relation in m.relations}
        self.inferred = (
            False  # whether an inference is above: the reference parser takes later undercuts for its own
        )
        self.turn = {
            name: iter([n.id for n in getattr(m, name)]) for name in ("claims", "evidence", "arguments")
        }
        self.next = {name: next(turn, None) for name, turn in self.turn.items()}
        self.place = {n.id: at for group in (m.claims, m.evidence) for at, n in enumerate(group)}
        self.position = {relation.id: n for n, relation in enumerate(m.relations)}
        self.listed = {
            argument: dict.fromkeys(name for step in steps for name in (*step.sources, *step.targets))
            for argument, steps in self.steps.items()
        }

    def _is_inferred(self, relation: Relation) -> bool:
        """Whether premises and a conclusion can state a relation."""
        return (
            relation.kind is RelationKind.SUPPORT
            and len(relation.targets) == 1
            and bool(relation.sources)
            and all(map(self._is_statement, (*relation.sources, *relation.targets)))
        )

    def _is_statement(self, name: str) -> bool:
        return isinstance(self.plan.nodes.get(name), (Claim, Evidence))

    def rows(self, present: Mapping[str | None, list[Row]] | None = None) -> Iterator[Row]:
        """All rows.

        Args:
            present: By section, those that are there already; they come first in it.
        """
        by_section: dict[str | None, list[Node]] = {}
        for node in self.plan.nodes.values():
            by_section.setdefault(self._section(node), []).append(node)
        present = present or {}
        yield from present.get(None, ())
        yield from self._blocks(by_section.get(None, []))
        levels: dict[str | None, int] = {None: 0}
        for n, section in enumerate(() if self.plan.regrouped else self.m.sections, 1):
            levels[section.id] = levels.get(section.parent, 0) + 1
            if section.id in present:
                yield from present[section.id]
            else:
                yield Row(0, HEADING, self.plan.heading(section, levels[section.id], f"s{n}"))
            yield from self._blocks(by_section.get(section.id, []))
        yield from self._left_undercuts()

    def _section(self, node: Node) -> str | None:
        """The section that a record is written in."""
        return None if self.plan.regrouped else node.section

    def _blocks(self, nodes: list[Node]) -> Iterator[Row]:
        for node in nodes:
            argument = self.plan.nodes.get(self.next["arguments"] or "")
            if (
                argument is not None
                and self._section(argument) == self._section(node)
                and self._begins_with(argument, node)
            ):
                yield from self.block(argument)
            yield from self.block(node)

    def _begins_with(self, argument: Node, statement: Node) -> bool:
        """Whether the statements of an argument come next, this one first, so that they can be defined in it."""
        listed = self.listed.get(argument.id, {})
        if statement.id not in listed or (
            statement.id in self.defined and statement.id != self.steps[argument.id][0].sources[0]
        ):
            return False
        awaited = self.awaited.get(argument.id)
        if awaited and self.defined.isdisjoint(awaited):
            return False
        coming = {name: self.place.get(self.next[name] or "", 0) for name in ("claims", "evidence")}
        for name in listed:
            node = self.plan.nodes[name]
            if name in self.defined:
                continue
            group = _collection(node)
            if self._section(node) != self._section(argument):
                self.awaited[argument.id] = (name,)
                return False
            if self.place[name] != coming[group]:
                between = getattr(self.m, group)[coming[group]].id
                self.awaited[argument.id] = () if between in self.defined else (name, between)
                return False
            coming[group] += 1
        return True

    def block(self, node: Node) -> Iterator[Row]:
        """A block of its own: the definition, what bears on it, and an argument's structure."""
        begun = node.id in self.defined
        rows = list(self._tree(node, Row(0, TOP, self._element(node))))
        steps = []
        if isinstance(node, Argument) and node.id not in self.structured:
            self.structured.add(node.id)
            steps = self.steps.get(node.id, [])
        if not begun or len(rows) > 1 or steps:
            yield from rows
        if steps:
            later: list[Node] = []
            yield from self._structure(node.id, steps, later)
            for statement in later:
                yield from self._again(statement)
        for item in [row.item for row in rows if isinstance(row.item, Element)]:
            for relation in self._complete(item.record):
                yield from self._linked(relation)

    def _again(self, node: Node) -> Iterator[Row]:
        """A block for what bears on a statement that is defined already."""
        rows = list(self._tree(node, Row(0, TOP, self.plan.defined(node, reference=True))))
        if len(rows) > 1:
            yield from rows

    def _element(self, node: Node) -> Element:
        reference = node.id in self.defined
        if not reference:
            self.define(node)
        return self.plan.defined(node, reference=reference)

    def define(self, node: Node) -> None:
        """Note that a record is defined from here on."""
        self.defined.add(node.id)
        name = _collection(node)
        while self.next[name] in self.defined:
            self.next[name] = next(self.turn[name], None)

    def _tree(self, node: Node, first: Row) -> Iterator[Row]:
        """A definition and, indented below it, the relations whose other end can be there."""
        yield first
        stack: list[tuple[Node, int, Iterator[Relation]]] = [(node, 0, iter(self.touching.get(node.id, ())))]
        while stack:
            here, depth, relations = stack[-1]
            relation = next(relations, None)
            if relation is None:
                stack.pop()
                continue
            if relation.id in self.stated:
                continue
            source, target = relation.sources[0], relation.targets[0]
            signs = signs_of(relation)
            below_target = target == here.id and not (source == target and not signs[0])
            other = self.plan.nodes[source if below_target else target]
            sign = signs[0 if below_target else 1]
            if not sign:
                continue
            above = other is not here and any(other is node for node, _, _ in stack)
            if above and not self._comes_next(relation, other):
                continue  # it follows below that, in its turn
            known = other.id in self.defined
            new = not known and self._can_define(other, node, depth + 1) and self._comes_next(relation, other)
            if not known and not new and signs[0]:
                continue  # below the other one there will be a place for it
            if (
                depth
                and sign == "_"
                and relation.kind is RelationKind.ATTACK
                and not isinstance(here, Argument)
            ):
                continue  # below a reason it would undercut that
            self.stated.add(relation.id)
            element = self._element(other) if known or new else self.plan.defined(other, reference=True)
            yield Row(depth + 1, sign, element)
            if below_target and self._is_statement(other.id):
                yield from self._undercut(relation, node, depth + 2)
            if new:
                stack.append((other, depth + 1, iter(self.touching.get(other.id, ()))))

    def _undercut(self, relation: Relation, first: Node, depth: int) -> Iterator[Row]:
        """Below the line of a relation whose reason is a statement: its undercuts, and those of them."""
        pending = [] if self.inferred else [(u, depth) for u in reversed(self.undercuts.get(relation.id, ()))]
        while pending:
            undercut, at = pending.pop()
            if undercut.id in self.stated:
                continue
            self.stated.add(undercut.id)
            other = self.plan.nodes[undercut.sources[0]]
            here = other.id in self.defined or self._can_define(other, first, at)
            yield Row(at, "_", self._element(other) if here else self.plan.defined(other, reference=True))
            if self._is_statement(other.id):
                pending += [(u, at + 1) for u in reversed(self.undercuts.get(undercut.id, ()))]

    def _left_undercuts(self) -> Iterator[Row]:
        """Undercuts of relations for which there was no place below these: for other readers, of their reasons.

        This reader takes them for something else, so the front matter states what they are.
        """
        for name, undercuts in self.undercuts.items():
            relation = self.relations.get(name)
            reason = self.plan.nodes.get(relation.sources[0]) if relation and relation.sources else None
            if reason is None or self.relations[name].argument is not None:
                continue
            for undercut in undercuts:
                other = self.plan.nodes[undercut.sources[0]]
                if undercut.id not in self.stated and other is not reason:
                    self.stated.add(undercut.id)
                    yield Row(0, TOP, self.plan.defined(other, reference=True))
                    yield Row(1, "_>", self.plan.defined(reason, reference=True))

    def _can_define(self, node: Node, first: Node, depth: int) -> bool:
        """Whether a record can be defined in the block of another one, in the order of the map."""
        return (
            node.id == self.next[_collection(node)]
            and self._section(node) == self._section(first)
            and depth < DEEPEST
            and not (isinstance(node, Argument) and node.id in self.steps)
        )

    def _comes_next(self, relation: Relation, node: Node) -> bool:
        """Whether a relation is the first that a record has left; else a block of its own has all of them in order."""
        if next(r for r in self.touching[node.id] if r.id not in self.stated) is not relation:
            return False
        argument = self.plan.nodes.get(self.next["arguments"] or "")
        if argument is None or self._section(argument) != self._section(node):
            return True
        if not self._begins_with(argument, node):
            return True
        return self.position[relation.id] < self.position[self.steps[argument.id][0].id]

    def _structure(self, argument: str, steps: list[Relation], later: list[Node]) -> Iterator[Row]:
        """The premises, inferences and conclusions of an argument."""
        listed = _Numbers()
        begin = 0
        for n, step in enumerate(steps, 1):
            unused = strings(mapping(step.data, RESIDUE), "listed")
            for name in unused:
                if name not in listed.of and self._is_statement(name):
                    yield self._numbered(name, listed, later)
            uses: list[int] = []
            used: Counter[str] = Counter()
            for source in step.sources:
                if used[source] == len(listed.of[source]):
                    yield self._numbered(source, listed, later)
                uses.append(listed.of[source][used[source]])
                used[source] += 1
            default = list(range(begin + 1, listed.last + 1))
            self.inferred = True
            yield Row(
                0,
                INFERENCE,
                self.plan.inference(step, f"{argument}/{n}", uses=None if uses == default else uses),
            )
            yield from self._undercut_step(step)
            begin = listed.last
            yield self._numbered(step.targets[0], listed, later)

    def _undercut_step(self, step: Relation) -> Iterator[Row]:
        """The undercuts of an inference, below its line."""
        for undercut in self.undercuts.get(step.id, ()):
            if undercut.id not in self.stated:
                other = self.plan.nodes[undercut.sources[0]]
                self.stated.add(undercut.id)
                here = other.id in self.defined or other.id == self.next[_collection(other)]
                yield Row(1, "_", self._element(other) if here else self.plan.defined(other, reference=True))

    def _numbered(self, name: str, listed: _Numbers, later: list[Node]) -> Row:
        node = self.plan.nodes[name]
        if name not in self.defined:
            later.append(node)
        listed.last += 1
        listed.of[name].append(listed.last)
        return Row(0, PREMISE, self._element(node), listed.last == 1, listed.last)

    def _complete(self, name: str) -> Iterator[Relation]:
        """The linked premises of a record whose last member is defined now."""
        for relation in self.linked.get(name, ()):
            lacking = self.lacking[relation.id]
            while lacking and lacking[-1] in self.defined:
                lacking.pop()
            if relation.id not in self.stated and not lacking:
                self.stated.add(relation.id)
                yield relation

    def _linked(self, relation: Relation) -> Iterator[Row]:
        """Linked premises of no argument: a structure of their own."""
        listed = _Numbers()
        for source in relation.sources:
            yield self._numbered(source, listed, [])
        default = f"{relation.kind}:{'+'.join(relation.sources)}>{relation.targets[0]}"
        self.inferred = True
        yield Row(0, INFERENCE, self.plan.inference(relation, default, linked=True))
        yield from self._undercut_step(relation)
        yield self._numbered(relation.targets[0], listed, [])


def _collection(node: Node) -> str:
    return {Claim: "claims", Evidence: "evidence", Argument: "arguments"}[type(node)]
