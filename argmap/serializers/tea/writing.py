"""Maps to JSON of the Turing platform."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

from argmap.appearance import Appearance, InlineContext
from argmap.model import Evidence, RelationKind
from argmap.safety import is_case, types
from argmap.serializers.common.residue import kept_of, strings, table, thawed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap, Relation

NAME: Final = "tea"
VERSION: Final = "1.0"
UNTITLED: Final = "Untitled"  # a case must have a name
NO_DATE: Final = "1970-01-01T00:00:00.000Z"  # and a date, which maps do not have
LEVELS: Final = 400  # of a tree; JSON parsers go little deeper
TYPES: Final = ("GOAL", "STRATEGY", "PROPERTY_CLAIM", "EVIDENCE", "MODULE", "CONTRACT")
KEYS: Final = (
    *("id", "type", "name", "description", "inSandbox", "role", "context", "assumption", "justification"),
    *("level", "url", "moduleReferenceId", "moduleEmbedType", "modulePublicSummary", "comments"),
    *("fromPattern", "modifiedFromPattern", "isDefeater", "defeatsElementId", "children"),
)
DRAWN: Final = {
    "STRATEGY": "Strategy",
    "MODULE": "Module",
    "CONTRACT": "Contract",
}  # types with a shape of their own
AROUND: Final = {"context": "Context", "assumption": "Assumption", "justification": "Justification"}
HEADS: Final = ("version", "exportedAt", "case", "tree")
_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NOTHING: Final = str(uuid5(NAMESPACE_URL, "argmap:nothing"))  # the root of a tree of nothing


def dumps(map: ArgumentMap) -> str:
    """Write a map as the platform's JSON: its largest tree of support and attack, with the claim at its root.

    The format holds one tree. What supports several claims is written below the first of them; linked
    premises, undercuts and what does not hang on the root have no place. Ids that are no UUIDs get one, made
    from the id, which stands as the name if there is no title.
    """
    residue = kept_of(map, NAME)
    tree = Tree(map)
    about = map.metadata.get("description")
    told = (map.title, about if isinstance(about, str) else "")
    case: Any = case_of(*told)
    if "case" in residue:
        old = thawed(residue["case"])
        case = old if told_by(old) == told else {**(old if isinstance(old, dict) else {}), **case}
    head = {
        "version": residue.get("version", VERSION),
        "exportedAt": residue.get("exportedAt", NO_DATE),
        "case": case,
        "tree": tree.written(),
        **table(residue, "more"),
    }
    text: bytes = msgspec.json.format(msgspec.json.encode(_formed(head, residue)), indent=2)
    return text.decode() + "\n"


class Tree:
    """Which element hangs on which, as far as a tree can show it."""

    def __init__(self, map: ArgumentMap) -> None:
        self.held: dict[str, Any] = {r.id: r for r in map.statements}
        self.shapes = types(map) if is_case(map) else {}
        self.defeats: dict[str, str] = {}
        pairs = [
            (r, r.sources[0], r.targets[0])
            for r in map.relations
            if len(r.sources) == 1 == len(r.targets)
            and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK)
            and r.sources[0] in self.held
            and r.targets[0] in self.held
        ]
        for r, source, target in pairs:
            if r.kind is RelationKind.ATTACK:
                self.defeats.setdefault(source, target)
        self.children: dict[str, list[str]] = self._below(pairs)
        root = kept_of(map, NAME).get("root")
        self.root: str | None = root if root in self.held else self._largest()

    def _below(self, pairs: Iterable[tuple[Relation, str, str]]) -> dict[str, list[str]]:
        """The children of each element: what supports it, and what attacks it."""
        below: dict[str, dict[str, None]] = {}
        for r, source, target in pairs:
            attacks = r.kind is RelationKind.ATTACK
            if self._is_defeater(source) == attacks and (not attacks or self.defeats[source] == target):
                below.setdefault(target, {})[source] = None
        placed: dict[str, str] = {}
        listed: dict[str, list[str]] = {}
        for id, record in self.held.items():
            for child in strings(kept_of(record, NAME), "children"):
                may = child in self.held and (self._is_defeater(child) or child in below.get(id, ()))
                if may and child not in placed:
                    placed[child] = id
                    listed.setdefault(id, []).append(child)
        return {
            id: [*listed.get(id, ()), *(c for c in below.get(id, ()) if c not in placed)]
            for id in self.held
            if id in below or id in listed
        }

    def _is_defeater(self, id: str) -> bool:
        residue = kept_of(self.held[id], NAME)
        return (
            id in self.defeats
            or Appearance.of(self.held[id]).counter
            or bool(residue.get("isDefeater"))
            or residue.get("defeatsElementId") is not None
        )

    def _largest(self) -> str | None:
        """The element with the most below it that hangs on nothing itself."""
        hanging = {c for children in self.children.values() for c in children}
        best, most = next(iter(self.held), None), 0
        seen: set[str] = set()
        for id in self.held:
            if id not in hanging:
                size, pending = 0, [id]
                while pending:
                    size += 1
                    new = [c for c in self.children.get(pending.pop(), ()) if c not in seen]
                    seen.update(new)
                    pending += new
                if size > most:
                    best, most = id, size
        return best

    def usual_type(self, id: str) -> str:
        """The type of an element of which none is remembered."""
        if isinstance(self.held[id], Evidence):
            return "EVIDENCE"
        drawn = next((type for type, shape in DRAWN.items() if shape == self.shapes.get(id)), None)
        return drawn or ("GOAL" if id == self.root else "PROPERTY_CLAIM")

    def entry(self, id: str) -> dict[str, Any]:
        """A node without its children, as it is written if nothing is remembered of it."""
        record = self.held[id]
        residue = kept_of(record, NAME)
        offered = isinstance(record, Evidence)
        hints, type = Appearance.of(record), residue.get("type")
        if not isinstance(type, str) or (type == "EVIDENCE") != offered or hints.shape in DRAWN.values():
            type = self.usual_type(id)
        entry: dict[str, Any] = {"id": self._written_id(id), "type": type}
        if record.title or entry["id"] != id:
            entry["name"] = record.title or id
        entry |= {"description": record.text, "inSandbox": False}
        if type == "GOAL":
            entry["role"] = "TOP_LEVEL" if id == self.root else "SUPPORTING"
        for key, shape in AROUND.items():
            if words := [c.text for c in hints.context if isinstance(c, InlineContext) and c.type == shape]:
                entry[key] = words if key == "context" else "\n".join(words)
        if id in self.defeats:
            entry |= {"isDefeater": True, "defeatsElementId": self._written_id(self.defeats[id])}
        elif hints.counter:
            entry["isDefeater"] = True
        return entry

    def written(self) -> dict[str, Any]:
        """The nested nodes, from the root down, each once."""
        if self.root is None:
            return {"id": NOTHING, "type": "GOAL", "description": "", "inSandbox": False, "children": []}
        top: list[Any] = []
        pending = [(self.root, top, 1)]
        seen = {self.root}
        while pending:
            id, siblings, level = pending.pop()
            below: list[Any] = []
            new = [c for c in self.children.get(id, ()) if c not in seen] if level < LEVELS else []
            siblings.append(self._node(id, below, bare=not new))
            seen.update(new)
            pending += [(c, below, level + 1) for c in reversed(new)]
        root: dict[str, Any] = top[0]
        return root

    def _node(self, id: str, below: list[Any], *, bare: bool) -> dict[str, Any]:
        record = self.held[id]
        residue = kept_of(record, NAME)
        entry = self.entry(id)
        for key in KEYS:
            if (
                key in residue
                and self._still(key, record, residue[key])
                and not (key in AROUND and key in entry)
            ):
                entry[key] = residue[key]
        children = None if residue.get("childless") and bare else below
        entry = {**{key: entry[key] for key in KEYS if key in entry}, "children": children}
        if not bare:
            residue = {**residue, "absent": [k for k in strings(residue, "absent") if k != "children"]}
        return _formed(
            {**entry, **{k: v for k, v in table(residue, "more").items() if k not in entry}}, residue
        )

    def _still(self, key: str, record: Any, value: Any) -> bool:
        """Whether a remembered value is to be written, and not overtaken by a change of the record."""
        if key in ("id", "children"):
            return False
        if key == "type":
            return not isinstance(value, str)
        if key == "name":
            return not record.title
        if key == "description":
            return not record.text
        return key != "defeatsElementId" or record.id not in self.defeats

    def _written_id(self, id: str) -> Any:
        record = self.held[id]
        return kept_of(record, NAME).get("id", id) if verbatim(record) else uuid_of(id)


def verbatim(record: Any) -> bool:
    """Whether the id was read from a file, or is a UUID."""
    return str(kept_of(record, NAME).get("id", "")) == record.id or _UUID.fullmatch(record.id) is not None


def uuid_of(id: str) -> str:
    """An id as the format wants it."""
    return id if _UUID.fullmatch(id) else made_of(id)


def made_of(id: str) -> str:
    """The UUID that is made of an id."""
    return str(uuid5(NAMESPACE_URL, f"argmap:{id}"))


def case_of(title: str, about: str) -> dict[str, Any]:
    """What is said of a case as a whole."""
    return {"name": title or UNTITLED, "description": about}


def told_by(case: Any) -> tuple[str, str]:
    """Title and description of a case."""
    values = [case.get(key) if isinstance(case, dict) else "" for key in ("name", "description")]
    name, about = (value if isinstance(value, str) else "" for value in values)
    return "" if name == UNTITLED else name, about


def _formed(entry: dict[str, Any], residue: Mapping[str, Any]) -> dict[str, Any]:
    """The entry in the order in which it was read, without what was not there."""
    gone = set(strings(residue, "absent"))
    kept = {k: thawed(v) for k, v in entry.items() if k not in gone}
    return {**{k: kept[k] for k in strings(residue, "order") if k in kept}, **kept}
