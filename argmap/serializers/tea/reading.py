"""JSON of the Turing platform to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.appearance import KEY, is_hint
from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind
from argmap.model.fields import CONTROL
from argmap.serializers.common.keys import report_unknown
from argmap.serializers.common.residue import difference, residue_of, with_residue
from argmap.serializers.tea.tree import Tree
from argmap.serializers.tea.vocabulary import (
    AROUND,
    DRAWN,
    HEADS,
    KEYS,
    LEVELS,
    NAME,
    NOTES,
    NOTHING,
    TYPES,
    VERSION,
    made_of,
    title_and_description,
    uuid_of,
)
from argmap.serializers.tea.writing import document_of, node_of
from argmap.syntax import json as jsontext

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from argmap.diagnostics import Report
    from argmap.serializers.common.residue import Json


_KEYS = frozenset(KEYS)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read an assurance case from the platform's JSON.

    Args:
        text: The JSON text.
        report: Gets a diagnostic for everything that had to be interpreted.

    Raises:
        FormatError: Not JSON, or not a tree of nodes with different ids; with its path.
        InvalidFileError: Several such problems.

    >>> m = loads('{"version": "1.0", "case": {"name": "Tea"}, "tree": {"id": "g", "type": "GOAL", "description": '
    ...           '"Safe.", "children": [{"id": "e", "type": "EVIDENCE", "description": "A test."}]}}')
    >>> m.title, [r.id for r in m.relations]
    ('Tea', ['support:e>g'])
    """
    document = jsontext.loads(text)
    if not isinstance(document, dict) or not isinstance(document.get("tree"), dict):
        raise FormatError("not an assurance case: there is no tree", path="$.tree", expected="an object")
    title, about = title_and_description(document.get("case"))
    nodes = _nodes(document["tree"])
    relations = _relations(nodes, report)
    drafts = [_record(node, _hints(node, nodes)) for node in nodes.values()]
    m = ArgumentMap.of(*drafts, *relations, title=title, metadata={"description": about} if about else None)
    for node in nodes.values():
        _report_type(node, report)
    if document.get("version", VERSION) != VERSION:
        message = f"version {shown(document['version'])} was read as version {VERSION}"
        report(Diagnostic("unknown-version", Severity.WARNING, message, path="$.version"))
    rows = [(document, frozenset(HEADS), "$"), *((n.raw, _KEYS, n.path) for n in nodes.values())]
    report_unknown(rows, report, NAME)
    return _with_residues(m, document, nodes)


def _with_residues(m: ArgumentMap, document: Json, nodes: Mapping[str, _Node]) -> ArgumentMap:
    """The map with the residues of its elements and of the document, next to their notes."""
    tree, first = Tree(m), next(iter(nodes), None)
    root = {"root": first} if tree.root != first else {}
    tree.root = first
    residue = difference(document_of(m, document["tree"]), document, notes=("root",), keys=HEADS)
    m = m.replace(*(with_residue(m[i], NAME, _residue(node, nodes, tree)) for i, node in nodes.items()))
    return with_residue(m, NAME, root | residue)


def _residue(node: _Node, nodes: Mapping[str, _Node], tree: Tree) -> Json:
    """The residue of an element, next to notes on its id, type and children."""
    notes = residue_of(tree.held[node.id], NAME)
    made = node_of(tree, node.id, node.raw.get("children") or [])
    residue: Json = {"id": notes["id"]} if "id" in notes else {}
    if isinstance(notes.get("type"), str) and notes["type"] != tree.usual_type(node.id):
        residue["type"] = notes["type"]
    if node.children != [c for c in tree.children.get(node.id, ()) if nodes[c].parent == node.id]:
        residue["children"] = node.children
    return residue | difference(made, node.raw, notes=NOTES, keys=KEYS)


class _Node:
    """A node of the tree, and its place."""

    def __init__(self, raw: Any, parent: str | None, path: str) -> None:
        if not isinstance(raw, dict):
            raise FormatError(f"found {shown(raw)} where a node is expected", path=path, expected="an object")
        name, id = raw.get("name"), raw.get("id")
        if isinstance(id, bool) or not isinstance(id, (str, int)):
            raise FormatError(f"id is {shown(id)}, expected a string", path=f"{path}.id", found=id)
        if id == "":
            raise FormatError("the id is empty, expected a UUID", path=f"{path}.id", found=id)
        if control := CONTROL.search(str(id)):
            what = f"id {shown(id)} holds the control character {control[0]!r}"
            raise FormatError(what, path=f"{path}.id", found=id, expected="a UUID")
        for key, kind, expected in (("description", str, "a string"), ("children", list, "a list")):
            value = raw.get(key)
            if value is not None and not isinstance(value, kind):
                what = f"{key} is {shown(value)}, expected {expected}"
                raise FormatError(what, path=f"{path}.{key}", found=value)
        self.id = name if isinstance(name, str) and name and str(id) == made_of(name) else str(id)
        self.raw, self.parent, self.path = raw, parent, path
        self.children: list[str] = []
        defeats = raw.get("defeatsElementId")
        self.defeats = None if defeats is None else str(defeats)
        self.defeater = bool(raw.get("isDefeater")) or self.defeats is not None


def _nodes(tree: dict[str, Any]) -> dict[str, _Node]:
    """The nodes, each before its children."""
    nodes: dict[str, _Node] = {}
    pending: list[tuple[Any, str | None, str, int]] = [(tree, None, "$.tree", 1)]
    if tree.get("id") == NOTHING and not tree.get("children"):
        return nodes
    problems: list[FormatError] = []
    while pending:
        raw, parent, path, level = pending.pop()
        if level > LEVELS:
            problems.append(FormatError(f"the tree has more than {LEVELS} levels", path="$.tree"))
            break
        try:
            node = _Node(raw, parent, path)
        except FormatError as problem:
            problems.append(problem)
            continue
        if node.id in nodes:
            what = f"id {shown(node.id)} is given again; the first is {nodes[node.id].path}"
            fields: Any = {"ids": [node.id], "found": node.id, "expected": "different ids"}
            problems.append(FormatError(what, path=f"{path}.id", **fields))
            continue
        nodes[node.id] = node
        if parent is not None:
            nodes[parent].children.append(node.id)
        children = enumerate(raw.get("children") or ())
        pending += [(c, node.id, f"{path}.children[{n}]", level + 1) for n, c in children][::-1]
    raise_all(problems, "not an assurance case")
    return nodes


def _relations(nodes: Mapping[str, _Node], report: Report) -> list[Relation]:
    taken = set(nodes)
    named = {str(node.raw["id"]): node.id for node in nodes.values()}
    relations = []
    for node in nodes.values():
        if node.defeats is not None:
            node.defeats = named.get(node.defeats, node.defeats)
        if node.defeats is not None and node.defeats in nodes:
            kind, target = RelationKind.ATTACK, node.defeats
        elif node.parent is not None and not node.defeater:
            kind, target = RelationKind.SUPPORT, node.parent
        else:
            if node.defeater:
                _report_defeater(node, nodes, report)
            continue
        id = unique_id(f"{kind}:{node.id}>{target}", taken)
        taken.add(id)
        relations.append(Relation(id, kind, [node.id], [target]))
    return relations


def _hints(node: _Node, nodes: Container[str]) -> dict[str, Any]:
    """How a node asks to be drawn."""
    hints: dict[str, Any] = {}
    if isinstance(type := node.raw.get("type"), str) and type in DRAWN:
        hints["shape"] = DRAWN[type]
    if node.raw.get("isDefeater") is True and node.defeats not in nodes:
        hints["counter"] = True
    context: list[dict[str, str]] = []
    for key, shape in AROUND.items():
        value: Any = node.raw.get(key)
        if isinstance(value, list) == (key == "context"):
            words = [{"type": shape, "text": text} for text in (value if key == "context" else [value])]
            context += words if is_hint("context", words) else []
    return hints | ({"context": context} if context else {})


def _record(node: _Node, hints: Mapping[str, Any]) -> Claim | Evidence:
    """The claim or piece of evidence of a node, with notes only."""
    name, text = node.raw.get("name"), node.raw.get("description")
    title = name if isinstance(name, str) and name != node.id else ""
    notes = {key: node.raw[key] for key in ("type", "isDefeater", "defeatsElementId") if key in node.raw}
    if node.raw["id"] != uuid_of(node.id):
        notes["id"] = node.raw["id"]
    data = {key: value for key, value in ((KEY, hints), (NAME, notes)) if value}
    kind = Evidence if node.raw.get("type") == "EVIDENCE" else Claim
    try:
        return kind(node.id, text or "", title=title, data=data)
    except ArgmapError as problem:
        problem.path = node.path
        raise


def _report_type(node: _Node, report: Report) -> None:
    kind = node.raw.get("type")
    if kind not in TYPES:
        close = nearest(str(kind), TYPES)
        hint = f"did you mean {close}?" if close else ""
        message, path = f"unknown type {shown(kind)}; read as a claim", f"{node.path}.type"
        report(Diagnostic("unknown-type", Severity.WARNING, message, path=path, ids=(node.id,), hint=hint))


def _report_defeater(node: _Node, nodes: Iterable[str], report: Report) -> None:
    if node.defeats is None:
        code, path, close = "defeater-of-nothing", node.path, None
        what = "does not say what it defeats"
    else:
        code, path, close = "outside-reference", f"{node.path}.defeatsElementId", nearest(node.defeats, nodes)
        what = f"names {shown(node.defeats)}, which is not in the tree"
    message = f"the defeater {shown(node.id)} {what}; kept as written, without a relation"
    hint = f"did you mean {close!r}?" if close else ""
    report(Diagnostic(code, Severity.WARNING, message, path=path, ids=(node.id,), hint=hint))
