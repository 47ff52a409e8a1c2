"""From a map to the rows of an Argdown JSON export, with what a reader kept of the rows it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from argmap.model import Argument, Claim, Evidence, Relation, RelationKind
from argmap.serializers.argdown.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping import KINDS, split_rules
from argmap.serializers.kept import row as kept_row
from argmap.serializers.kept import strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from argmap.model import ArgumentMap, Section

FORMAT: Final = "argdown-json"
TYPES: Final = {kind: name for name, kind in KINDS.items()}
CLASS: Final = "equivalence-class"
TOP: Final = "top-level-statement"
DESCRIPTION: Final = "argument-description"
_FLAGS: Final = {
    "premise": "isUsedAsPremise",
    "intermediary-conclusion": "isUsedAsIntermediaryConclusion",
    "main-conclusion": "isUsedAsMainConclusion",
    TOP: "isUsedAsTopLevelStatement",
    "relation-statement": "isUsedAsRelationStatement",
}
_MENTIONED: Final = re.compile(
    r"(?P<tag>#(?:\((?P<words>[^)]+)\)|(?P<word>[A-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+))[ \t]?)"
    r"|@\[(?P<statement>.+?)\][ \t]?|@<(?P<argument>.+?)>[ \t]?"
)

Node = Claim | Evidence | Argument
Row = dict[str, Any]


def difference(made: Row, found: Row) -> Row:
    """What must be kept to make ``found`` from ``made``."""
    changed = {
        k: v for k, v in found.items() if k not in made or made[k] != v or type(made[k]) is not type(v)
    }
    missing = [k for k in made if k not in found]
    return ({"set": changed} if changed else {}) | ({"unset": missing} if missing else {})


def mended(made: Row, kept: Mapping[str, Any]) -> Row:
    """``made`` with what was kept."""
    gone = set(strings(kept, "unset"))
    return {k: v for k, v in made.items() if k not in gone} | {
        k: thawed(v) for k, v in table(kept, "set").items()
    }


def steps_of(rows: Sequence[tuple[str, bool]], uses: Mapping[int, Any]) -> list[tuple[tuple[str, ...], str]]:
    """The premises and conclusions of the inferences in a premise-conclusion structure.

    Args:
        rows: What stands there in order, and whether it is a conclusion.
        uses: For conclusions, by their positions, the statements (counted from 1) that they are inferred from.
    """
    found = []
    begin = 0
    for at, (what, concluded) in enumerate(rows):
        if not concluded:
            continue
        used = uses.get(at)
        if used is not None and fitting(used, at):
            premises = tuple(rows[n - 1][0] for n in used)
        else:
            premises = tuple(name for name, _ in rows[begin:at])
        found.append((premises, what))
        begin = at
    return found


def fitting(used: Any, at: int) -> bool:
    """Whether these are positions of statements before the one at this position."""
    return (
        isinstance(used, (list, tuple)) and bool(used) and all(type(n) is int and 0 < n <= at for n in used)
    )


class Writer:
    """The rows of a map.

    Attributes:
        m: The map.
        kept: By id, what a reader kept of the row of each record.
        titles: By id, the titles of statements and of arguments.
        keys: Kinds and titles of all statements and arguments.
    """

    def __init__(self, m: ArgumentMap, kept: dict[str, Any] | None = None) -> None:
        self.m = m
        self.kept: Mapping[str, Any] = (
            kept if kept is not None else {r.id: table(r.data, FORMAT) for r in m if FORMAT in r.data}
        )
        self.titles: dict[str, str] = {}
        self.keys: set[tuple[str, str]] = set()
        self._entitle("statement", [*m.claims, *m.evidence])
        self._entitle("argument", m.arguments)
        self.section_ids: dict[str | None, Any] = {}
        for section in m.sections:
            own = table(table(self.kept, section.id), "set").get("id", section.id)
            self.section_ids[section.id] = own
        marks = table(table(m.data, LAYOUT), "marks")
        self.marks: Mapping[str, Any] = marks
        self._structures()

    def _entitle(self, kind: str, nodes: Iterable[Node]) -> None:
        nodes = list(nodes)
        used = {n.id for n in nodes if not n.title}
        for node in nodes:
            title = node.title or node.id
            n = 2
            if node.title and title in used:
                title = node.id
            while node.title and title in used:
                title, n = f"{node.id}/{n}", n + 1
            used.add(title)
            self.titles[node.id] = title
            self.keys.add((kind, title))

    # Premise-conclusion structures

    def _structures(self) -> None:
        """The rows of all structures, and for each statement where it stands in them."""
        self.steps: dict[str, list[Relation]] = {a.id: [] for a in self.m.arguments}
        for relation in self.m.relations:
            if relation.argument is not None and self._is_step(relation):
                self.steps[relation.argument].append(relation)
        self.step_rows: dict[str, tuple[str, int, int]] = {}  # argument, place of the conclusion, number
        self.undercuts: dict[str, list[Row]] = {}
        self.touching: dict[str, list[Row]] = {}
        self.plans: dict[str, list[Row]] = {a.id: self._plan(a) for a in self.m.arguments}
        self.rows: dict[str, list[Row]] = {}
        self.places: dict[str, list[tuple[str, int]]] = {}
        self.relations: list[Row] = []
        for relation in self.m.relations:
            made = self.relation(relation)
            if made is None:
                continue
            self.relations.append(made)
            if made["toType"] == "inference":
                self.undercuts.setdefault(relation.targets[0], []).append(made)
            for end in dict.fromkeys((*relation.sources, *relation.targets)):
                self.touching.setdefault(end, []).append(made)
        for argument in self.m.arguments:
            self.set_rows(argument)

    def set_rows(self, argument: Argument) -> None:
        """Make the rows of an argument's structure, after what is kept of it is known."""
        self.rows[argument.id] = self._pcs(argument)
        for n, entry in enumerate(self.plans[argument.id]):
            at = self.places.setdefault(entry["statement"], [])
            if (argument.id, n) not in at:
                at.append((argument.id, n))

    def _is_step(self, relation: Relation) -> bool:
        return (
            relation.kind is RelationKind.SUPPORT
            and len(relation.targets) == 1
            and bool(relation.sources)
            and all(isinstance(self.m[e], (Claim, Evidence)) for e in (*relation.sources, *relation.targets))
        )

    def _plan(self, argument: Argument) -> list[Row]:
        """What stands in a structure: as it was, if that still means the same, or as it comes."""
        steps = self.steps[argument.id]
        entries = [dict(e) for e in kept_row(table(self.kept, argument.id), "pcs") if isinstance(e, Mapping)]
        concluding = iter(steps)
        for entry in entries:
            entry.pop("step", None)
            if entry.get("concluded"):
                entry["step"] = next(concluding, None)
        if not entries or not self._fits(entries, steps):
            entries = self.laid_out(steps)
        number = 0
        for at, entry in enumerate(entries):
            step = entry.get("step")
            if step is not None:
                number += 1
                self.step_rows[step.id] = (argument.id, at, number)
        return entries

    def _fits(self, entries: list[Row], steps: list[Relation]) -> bool:
        uses: dict[int, Any] = {}
        for at, entry in enumerate(entries):
            statement = self.m.get(entry["statement"]) if isinstance(entry.get("statement"), str) else None
            if not isinstance(statement, (Claim, Evidence)):
                return False
            if "wording" in entry and not self._has(statement, entry["wording"]):
                return False
            if entry.get("step") is not None:
                uses[at] = entry.get("uses") or table(entry["step"].data, OWN).get("uses")
        rows = [(e["statement"], bool(e.get("concluded"))) for e in entries]
        return steps_of(rows, uses) == [(s.sources, s.targets[0]) for s in steps]

    @staticmethod
    def _has(node: Node, wording: Any) -> bool:
        return type(wording) is int and 0 <= wording <= len(node.wordings)

    @staticmethod
    def laid_out(steps: list[Relation]) -> list[Row]:
        """The rows of a structure that says these steps, as they come."""
        rows: list[Row] = []
        first: dict[str, int] = {}
        begin = 0
        for step in steps:
            for source in step.sources:
                if source not in first:
                    rows.append({"statement": source})
                    first[source] = len(rows)
            natural = tuple(r["statement"] for r in rows[begin:])
            said = table(step.data, OWN).get("uses")
            entry: Row = {"statement": step.targets[0], "concluded": True, "step": step}
            told = fitting(said, len(rows))
            same = said is not None and told and tuple(rows[n - 1]["statement"] for n in said) == step.sources
            if not same and (told or natural != step.sources):
                entry["uses"] = [first[s] for s in step.sources]
            begin = len(rows)
            rows.append(entry)
            first.setdefault(step.targets[0], len(rows))
        return rows

    def _pcs(self, argument: Argument) -> list[Row]:
        entries = self.plans[argument.id]
        last = max((n for n, e in enumerate(entries) if e.get("concluded")), default=-1)
        return [
            mended(self.structured(argument, entry, main=at == last), entry)
            for at, entry in enumerate(entries)
        ]

    def structured(self, argument: Argument, entry: Mapping[str, Any], *, main: bool) -> Row:
        """The row of a premise or conclusion, without what was kept of it."""
        role = (
            "premise"
            if not entry.get("concluded")
            else "main-conclusion"
            if main
            else "intermediary-conclusion"
        )
        statement: Any = self.m[entry["statement"]]
        made = self.place(statement, entry, role)
        if argument.section is not None:
            made["section"] = self.section_ids[argument.section]
        made["argumentTitle"] = self.titles[argument.id]
        step = entry.get("step")
        if step is not None:
            made["inference"] = mended(self.inference(step, entry.get("uses")), table(self.kept, step.id))
        return made

    def inference(self, step: Relation, uses: list[int] | None = None) -> Row:
        """The inference of a step, without what was kept of it."""
        argument, at, number = self.step_rows[step.id]
        rules = table(step.data, LAYOUT).get("rules")
        known = [str(r) for r in rules] if isinstance(rules, tuple) else split_rules(step.scheme)
        made: Row = {
            "type": "inference",
            "relations": self.undercuts.get(step.id, []),
            "inferenceRules": known,
        }
        data = self._own(step)
        if uses is not None:
            data["uses"] = list(uses)
        if data:
            made["data"] = data
        if step.id != f"{argument}/{number}":
            made["id"] = step.id
        return made | {"conclusionIndex": at, "argumentTitle": self.titles[argument]}

    # Statements and arguments

    def place(self, node: Node, entry: Mapping[str, Any], role: str | None) -> Row:
        """One place where a statement or an argument stands, without what was kept of it."""
        made: Row = {"type": "statement", "title": self.titles[node.id]}
        if role is not None:
            made["role"] = role
        if role in (TOP, DESCRIPTION):
            made["isTopLevel"] = True
        which = entry.get("wording")
        if which is None:
            made["isReference"] = True
            if isinstance(node, Argument):
                made["text"] = ""
        else:
            made |= self._worded(node, which, entry)
        if node.section is not None:
            made["section"] = self.section_ids[node.section]
        return made

    def _worded(self, node: Node, which: int, entry: Mapping[str, Any]) -> Row:
        words = node if which == 0 else node.wordings[which - 1]
        pad = strings(entry, "pad")
        before, after = pad if len(pad) == 2 else ("", "")
        text = before + words.text + after
        made: Row = {"text": text} if text or isinstance(node, Argument) else {}
        ranges = self._ranges(node, which, text, len(before))
        if ranges:
            made["ranges"] = ranges
        if words.tags:
            made["tags"] = list(words.tags)
        data = self._own(words)
        if data:
            made["data"] = data
        return made

    def _ranges(self, node: Node, which: int, text: str, shift: int) -> list[Row]:
        found: list[tuple[int, int, Row]] = []
        for match in _MENTIONED.finditer(text):
            kind = match.lastgroup
            name = match["words"] or match["word"]
            if kind in ("statement", "argument"):
                found.append((*match.span(), {"type": f"{kind}-mention", "title": match[kind]}))
            elif name in node.tags:
                found.append((*match.span(), {"type": "tag", "tag": name}))
        marks = table(self.marks, node.id).get(str(which))
        if isinstance(marks, tuple) and marks and marks[0] == len(text.strip()):
            for mark in marks[1:]:
                if isinstance(mark, tuple) and len(mark) == 4 and all(type(n) is int for n in mark[1:3]):
                    more = {"url": mark[3]} if mark[3] else {}
                    found.append((mark[1] + shift, mark[2] + shift, {"type": mark[0], **more}))
        found.sort(key=lambda entry: entry[:2])
        return [made | {"start": utf16(text, a), "stop": utf16(text, b) - 1} for a, b, made in found]

    @staticmethod
    def _own(record: Any) -> Row:
        own = record.data.get(OWN)
        return thawed(own) if isinstance(own, Mapping) else {}

    def members(self, node: Node) -> list[Row]:
        """Every place where a statement or an argument stands."""
        entries = self._places(node)
        made = []
        for entry in entries:
            at = self._structured(node, entry)
            if at is not None:
                row = self.rows[at[0]][at[1]]
            else:
                row = self.place(node, entry, DESCRIPTION if isinstance(node, Argument) else TOP)
                if entry.get("pcs") is True and isinstance(node, Argument):
                    row["pcs"] = self.rows[node.id]
            made.append(mended(row, entry))
        return made

    def _structured(self, node: Node, entry: Mapping[str, Any]) -> tuple[str, int] | None:
        """Where in which structure an entry stands."""
        if "row" not in entry:
            return None
        at = (entry.get("argument"), entry["row"])
        return at if at in self.places.get(node.id, ()) else None  # type: ignore[return-value]

    def _places(self, node: Node) -> list[Mapping[str, Any]]:
        entries = [e for e in kept_row(table(self.kept, node.id), "members") if isinstance(e, Mapping)]
        here = [] if isinstance(node, Argument) else self.places.get(node.id, [])
        if entries:
            inside = [at for e in entries if (at := self._structured(node, e)) is not None]
            lost = sum("row" in e for e in entries) - len(inside)
            worded = [e["wording"] for e in entries if "wording" in e and "row" not in e]
            worded += [w for a, n in here if (w := self.plans[a][n].get("wording")) is not None]
            whole = sorted(worded, key=repr) == sorted(self._wanted(node, worded), key=repr)
            if whole and not lost and sorted(inside) == sorted(here):
                return entries
        said = {self.plans[a][n].get("wording") for a, n in here}
        wanted = [n for n in self._wanted(node, []) if n not in said]
        fresh: list[Mapping[str, Any]] = [{"wording": n} for n in sorted(wanted, key=lambda n: (n == 0, n))]
        rows: list[Mapping[str, Any]] = [{"argument": a, "row": n} for a, n in here]
        if not fresh and not rows:
            return [{}]
        # The last text stands for all.
        return [*fresh, *rows] if 0 in said else [*rows, *fresh]

    @staticmethod
    def _wanted(node: Node, worded: Sequence[Any]) -> list[int]:
        """The texts of a record that must stand somewhere."""
        more = list(range(1, len(node.wordings) + 1))
        return [0, *more] if node.text or more or 0 in worded else []

    def element(self, node: Node) -> Row:
        """The row of a statement or an argument, without what was kept of it beside its members."""
        is_argument = isinstance(node, Argument)
        made: Row = {
            "type": "argument" if is_argument else CLASS,
            "title": self.titles[node.id],
            **({"id": node.id} if node.id != self.titles[node.id] else {}),
            "relations": self.touching.get(node.id, []),
            "members": self.members(node),
        }
        if is_argument:
            made["pcs"] = self.rows[node.id]
        else:
            roles = [row.get("role") for row in made["members"]]
            made |= {flag: True for role, flag in _FLAGS.items() if role in roles}
            if "main-conclusion" in roles:
                made.setdefault("isUsedAsIntermediaryConclusion", False)
        if node.section is not None:
            made["section"] = self.section_ids[node.section]
        if node.tags:
            made["tags"] = list(node.tags)
        data = self._own(node)
        return made | ({"data": data} if data else {})

    # Relations, sections, tags

    def relation(self, relation: Relation) -> Row | None:
        """The row of a relation; None for a step, and for what an export cannot say."""
        one = len(relation.sources) == len(relation.targets) == 1
        if relation.argument is not None or relation.kind not in TYPES or not one:
            return None
        kind = TYPES[relation.kind]
        if kind == "attack" and table(relation.data, LAYOUT).get("type") == "undercut":
            kind = "undercut"
        source, target = relation.sources[0], relation.targets[0]
        if source not in self.titles:
            return None
        made: Row = {"type": "relation", "relationType": kind, "from": self.titles[source]}
        made["fromType"] = "argument" if isinstance(self.m[source], Argument) else CLASS
        if target in self.titles:
            made |= {
                "to": self.titles[target],
                "toType": "argument" if isinstance(self.m[target], Argument) else CLASS,
            }
        elif target in self.step_rows:
            argument, at, _ = self.step_rows[target]
            made |= {"to": self.titles[argument], "toType": "inference", "conclusionIndex": at}
        else:
            return None
        if relation.id != f"{relation.kind}:{source}>{target}":
            made["id"] = relation.id
        return mended(made, {k: v for k, v in table(self.kept, relation.id).items() if k in ("set", "unset")})

    def section(self, section: Section, level: int) -> Row:
        """The row of a section, without what was kept of it."""
        made: Row = {
            "type": "section",
            "id": section.id,
            "level": level,
            "title": section.title,
            "children": [],
        }
        if section.tags:
            made["tags"] = list(section.tags)
        made["ranges"] = []
        data = self._own(section)
        if data:
            made["data"] = data
        if section.parent is not None:
            made["parent"] = self.section_ids[section.parent]
        return made

    def tree(self) -> Iterator[tuple[Section, int]]:
        """The sections and their levels, each before those within it."""
        children: dict[str | None, list[Section]] = {}
        for section in self.m.sections:
            children.setdefault(section.parent, []).append(section)
        pending = [(section, 1) for section in reversed(children.get(None, []))]
        while pending:
            section, level = pending.pop()
            yield section, level
            pending += [(child, level + 1) for child in reversed(children.get(section.id, []))]

    def sections(self) -> list[Row]:
        """The tree of sections."""
        roots: list[Row] = []
        made: dict[str, Row] = {}
        for section, level in self.tree():
            row = mended(self.section(section, level), table(self.kept, section.id))
            made[section.id] = row
            above = made[section.parent] if section.parent is not None else None
            (roots if above is None else above.setdefault("children", [])).append(row)
        return roots

    def tags(self) -> Row:
        """The table of tags, in the order in which records have them."""
        tagged: list[Section | Node] = [section for section, _ in self.tree()]
        tagged += [*self.m.claims, *self.m.evidence, *self.m.arguments]
        known = dict.fromkeys(tag for record in tagged for tag in record.tags)
        return {
            tag: {
                "tag": tag,
                "cssClass": f"tag-{re.sub(r'[^a-z0-9]+', '-', tag.lower())}",
                "occurrenceIndex": n,
            }
            for n, tag in enumerate(known)
        }

    def document(self) -> Row:
        """The whole export."""
        kept = table(self.m.data, FORMAT)
        made = self.body()
        for tag, row in table(kept, "tags").items():
            if tag in made["tags"] and isinstance(row, Mapping):
                made["tags"][tag] = mended(made["tags"][tag], row)
        for entry in kept_row(kept, "relations"):
            if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[0], int):
                made["relations"].insert(entry[0], thawed(entry[1]))
        drawn = thawed(kept.get("map"))
        if isinstance(drawn, dict):
            made["map"] = self._drawn(drawn)
        return mended(made, kept)

    def body(self) -> Row:
        """The whole export, without what was kept of the map itself."""
        statements: list[Node] = [*self.m.claims, *self.m.evidence]
        nodes = [(r, mended(self.element(r), self._beside(r))) for r in statements]
        arguments = [(r, mended(self.element(r), self._beside(r))) for r in self.m.arguments]
        return {
            "arguments": {self.titles[r.id]: row for r, row in arguments},
            "statements": {self.titles[r.id]: row for r, row in nodes},
            "relations": list(self.relations),
            "sections": self.sections(),
            "tags": self.tags(),
        }

    def _beside(self, node: Node) -> Mapping[str, Any]:
        return {k: v for k, v in table(self.kept, node.id).items() if k in ("set", "unset")}

    def _drawn(self, drawn: Row) -> Row:
        """A kept drawing, without the boxes of what is gone and their arrows."""
        known = {"statement-map-node": "statement", "argument-map-node": "argument"}
        there: list[Any] = []
        pending = [drawn]
        while pending:
            box = pending.pop()
            for name in ("nodes", "children"):
                boxes = box.get(name)
                if isinstance(boxes, list):
                    box[name] = [
                        b
                        for b in boxes
                        if not isinstance(b, dict)
                        or b.get("type") not in known
                        or (known[b["type"]], b.get("title")) in self.keys
                    ]
                    inner = [b for b in box[name] if isinstance(b, dict)]
                    there += [b.get("id") for b in inner]
                    pending += inner
        edges = drawn.get("edges")
        if isinstance(edges, list):
            drawn["edges"] = [
                e
                for e in edges
                if not isinstance(e, dict) or (e.get("from") in there and e.get("to") in there)
            ]
        return drawn


def utf16(text: str, at: int) -> int:
    """The offset in UTF-16 units of a code point of a text."""
    return at + sum(c > "\uffff" for c in text[:at])
