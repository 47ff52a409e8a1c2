"""JSON of the Turing platform to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.appearance import KEY, is_hint
from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, RelationKind
from argmap.model.fields import CONTROL
from argmap.model.relations import link
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
    from argmap.model import Relation
    from argmap.serializers.common.residue import Json


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
    hints = {node.id: _hints(node, nodes) for node in nodes.values()}
    drafts = [_record(node, hints[node.id]) for node in nodes.values()]
    m = ArgumentMap.of(*drafts, *relations, title=title, metadata={"description": about} if about else None)
    for node in nodes.values():
        _report_node(node, report)
    if document.get("version", VERSION) != VERSION:
        report(
            Diagnostic(
                "unknown-version",
                Severity.WARNING,
                f"version {shown(document['version'])} was read as version {VERSION}",
                path="$.version",
            )
        )
    return _with_residues(m, document, nodes)


def _with_residues(m: ArgumentMap, document: Json, nodes: Mapping[str, _Node]) -> ArgumentMap:
    """The map with the residues of its elements and of the document, next to their notes."""
    first = next(iter(nodes), None)
    root = {"root": first} if first is not None and Tree(m).root != first else {}
    tree = Tree(with_residue(m, NAME, root))
    residue = difference(document_of(m, document["tree"]), document, notes=("root",), keys=HEADS)
    m = m.replace(*(with_residue(m[i], NAME, _residue(node, nodes, tree)) for i, node in nodes.items()))
    return with_residue(m, NAME, root | residue)


def _residue(node: _Node, nodes: Mapping[str, _Node], tree: Tree) -> Json:
    """The residue of an element, next to notes on its id, type and children."""
    notes = dict(residue_of(tree.held[node.id], NAME))
    made = node_of(tree, node.id, node.raw.get("children") or [])
    residue = {key: note for key, note in notes.items() if key == "id"}
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
        if not id and id != 0:
            raise FormatError("the id is empty, expected a UUID", path=f"{path}.id", found=id)
        if isinstance(id, str) and (control := CONTROL.search(id)):
            what = f"id {shown(id)} holds the control character {control[0]!r}"
            raise FormatError(what, path=f"{path}.id", found=id, expected="a UUID")
        self.id = name if isinstance(name, str) and name and str(id) == made_of(name) else str(id)
        self.raw, self.parent, self.path = raw, parent, path
        self.children: list[str] = []
        defeats = raw.get("defeatsElementId")
        self.defeats = None if defeats is None else str(defeats)
        self.defeater = bool(raw.get("isDefeater")) or self.defeats is not None
        description = raw.get("description")
        if not isinstance(description, (str, type(None))):
            raise FormatError(
                f"description is {shown(description)}, expected a string", path=f"{path}.description"
            )
        children = raw.get("children")
        if not isinstance(children, (list, type(None))):
            raise FormatError(
                f"children is {shown(children)}, expected a list", path=f"{path}.children", found=children
            )


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
            problems.append(
                FormatError(
                    f"id {shown(node.id)} is given again; the first is {nodes[node.id].path}",
                    path=f"{path}.id",
                    ids=[node.id],
                    found=node.id,
                    expected="different ids",
                )
            )
            continue
        nodes[node.id] = node
        if parent is not None:
            nodes[parent].children.append(node.id)
        below = [
            (c, node.id, f"{path}.children[{n}]", level + 1) for n, c in enumerate(raw.get("children") or ())
        ]
        pending += reversed(below)
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
        relation = link(kind, [node.id], [target])
        if relation.id in taken:
            relation = link(kind, [node.id], [target], id=unique_id(relation.id, taken))
        taken.add(relation.id)
        relations.append(relation)
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
        value = node.raw.get(key)
        if isinstance(value, list) == (key == "context"):
            texts: list[Any] = value if isinstance(value, list) else [value]
            words = [{"type": shape, "text": text} for text in texts]
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
    try:
        return (Evidence if node.raw.get("type") == "EVIDENCE" else Claim)(
            node.id, text or "", title=title, data=data
        )
    except ArgmapError as problem:
        problem.path = node.path
        raise


def _report_node(node: _Node, report: Report) -> None:
    kind = node.raw.get("type")
    if kind not in TYPES:
        close = nearest(str(kind), TYPES)
        report(
            Diagnostic(
                "unknown-type",
                Severity.WARNING,
                f"unknown type {shown(kind)}; read as a claim",
                path=f"{node.path}.type",
                ids=(node.id,),
                hint=f"did you mean {close}?" if close else "",
            )
        )


def _report_defeater(node: _Node, nodes: Iterable[str], report: Report) -> None:
    named = node.defeats is not None
    what = (
        f"names {shown(node.defeats)}, which is not in the tree" if named else "does not say what it defeats"
    )
    close = nearest(node.defeats, nodes) if node.defeats is not None else None
    report(
        Diagnostic(
            "outside-reference" if named else "defeater-of-nothing",
            Severity.WARNING,
            f"the defeater {shown(node.id)} {what}; kept as written, without a relation",
            path=f"{node.path}.defeatsElementId" if named else node.path,
            ids=(node.id,),
            hint=f"did you mean {close!r}?" if close else "",
        )
    )
