"""AXL, the files of the program Argumentative, and its XML export: a tree of reasons, objections and helpers.

Source: the program's files and their reader. What the model has no field for is in ``data["axl"]``: of each claim and
of the map, the ``attributes`` and, by name, the ``elements`` that are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.appearance import KEY
from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

NAME: Final = "axl"
ROOT: Final = "argument"
TOP: Final = "premise"
HELPER: Final = "helper"
KINDS: Final = {"reason": RelationKind.SUPPORT, "objection": RelationKind.ATTACK}
_NODES: Final = (TOP, HELPER, *KINDS)
_ABOUT: Final = ("author", "created", "modified")


class _Node(NamedTuple):
    id: str
    element: Element
    above: str | None
    relation: str | None  # that of the node above, which helpers join


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from AXL.

    Every box becomes a claim. A reason supports the box around it, an objection attacks it; helpers of a reason or
    objection count together with it. Comments become remarks that pictures show.

    Args:
        text: The document.
        report: Receives a diagnostic for helpers that help nothing, and for comments of XML.

    Raises:
        FormatError: Not XML, or another root than ``<argument>``.

    >>> m = loads('''<argument><premise><title>Drink tea.</title><reason><title>It is cheap.</title>
    ... <helper><title>Cheap is good.</title></helper></reason></premise></argument>''')
    >>> m["1"].text, m.relations[0].sources, m.relations[0].targets
    ('It is cheap.', ('1', '2'), ('top',))
    """
    root, lines = xml.parse(text, root=ROOT, report=report)
    claims: list[Claim] = []
    joined: dict[str, tuple[RelationKind, list[str], str]] = {}
    for node in _nodes(root, lines):
        element = node.element
        claims.append(_claim(node))
        kind = KINDS.get(element.tag)
        if kind is not None and node.above is not None:
            joined[node.id] = kind, [node.id], node.above
        elif node.relation in joined:
            joined[str(node.relation)][1].append(node.id)
        elif element.tag != TOP or node.above is not None:
            what = "helps no reason or objection" if element.tag == HELPER else "is no reason"
            message = f"the {element.tag} {shown(_words(element, 'title'))} {what}; joined to nothing"
            line = lines[element]
            report(Diagnostic("no-relation", "warning", message, line=line, ids=(node.id,)))
    relations = [
        Relation(f"{kind}:{i}>{above}", kind, ids, [above]) for i, (kind, ids, above) in joined.items()
    ]
    about = {key: words for key in _ABOUT if (words := _words(root, key))}
    data = _rest(root, (*_ABOUT, "title"))
    return ArgumentMap(
        claims=claims,
        relations=relations,
        title=_words(root, "title"),
        metadata=about,
        data={NAME: data} if data else {},
    )


def _nodes(root: Element, lines: Mapping[Element, int]) -> list[_Node]:
    """The boxes in the order of the document, which numbers them; each comes after the one around it."""
    tops = [e for e in root if e.tag in _NODES]
    if not tops:
        message = "the <argument> has no <premise>"
        raise FormatError(message, line=lines[root], expected="a <premise> with a <title>")
    found: list[_Node] = []
    pending: list[tuple[Element, _Node | None]] = [(top, None) for top in reversed(tops)]
    while pending:
        element, above = pending.pop()
        # A helper of a helper helps what that helps.
        relation = above and (above.relation if above.element.tag == HELPER else above.id)
        node = _Node(str(len(found)) if found else "top", element, above and above.id, relation)
        found.append(node)
        pending += [(inner, node) for inner in reversed(element) if inner.tag in _NODES]
    return found


def _claim(node: _Node) -> Claim:
    element = node.element
    data: dict[str, Any] = {}
    if comment := _words(element, "comment"):
        data[KEY] = {"note": comment}
    if rest := _rest(element, ("title", "comment")):
        data[NAME] = rest
    return Claim(node.id, _words(element, "title"), data=data)


def _words(element: Element, tag: str) -> str:
    return next((e.text or "" for e in element if e.tag == tag), "")


def _rest(element: Element, known: tuple[str, ...]) -> dict[str, Any]:
    """What else an element holds: its attributes, and elements by name, as words or as XML."""
    elements: dict[str, list[str]] = {}
    seen: set[str] = set()
    for child in element:
        plain = not len(child) and not child.attrib
        if child.tag in _NODES or (plain and child.tag in known and child.tag not in seen):
            seen.add(child.tag)
            continue
        seen.add(child.tag)
        value = (child.text or "").strip() if plain else xml.in_one_line(child)
        if value:
            elements.setdefault(child.tag, []).append(value)
    single = {tag: values[0] if len(values) == 1 else values for tag, values in elements.items()}
    found = {"attributes": dict(element.attrib), "elements": single}
    return {key: value for key, value in found.items() if value}
