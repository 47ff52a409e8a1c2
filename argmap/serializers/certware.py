"""CertWare's own files: safety cases as trees of goals (`.gsn`) or of claims (`.cae`), in the XML of Eclipse.

Source: the files and metamodels of CertWare. What the model has no field for is in ``data["certware"]`` of a record:
the ``attributes`` and the ``elements`` that are left, these as XML.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from argmap.appearance import KEY
from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.ids import FreeIds
from argmap.messages import OTHER_FORMAT, counted, shown
from argmap.model import Argument, ArgumentMap, Claim, Evidence, Relation, RelationKind
from argmap.model.fields import CONTROL
from argmap.safety import AROUND, Implied
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

NAME: Final = "certware"
DIAGRAM: Final = "argumentdiagram"
_WORD: Final = re.compile(
    "(goal|strateg(?:y|ie)|claim|argument|solution|evidence|context|assumption|justification)s?$",
    re.IGNORECASE,
)
_SHAPES: Final = {"strategie": "Strategy", "evidence": "Solution", "argument": "Argument", "claim": "Goal"}
_TAGS: Final = {"assumed": "assumed", "toBeSupported": "needsSupport"}
_KNOWN: Final = ("identifier", "content", "description", *_TAGS)


class _Part(NamedTuple):
    id: str
    element: Element
    shape: str
    above: _Part | None


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from a file of CertWare.

    What is within a goal or claim supports it; context, assumptions and justifications become its context. A strategy
    is a claim with that shape, the argument of a claim an argument.

    Args:
        text: The document.
        report: Receives a diagnostic for ids that come twice or are missing, and for elements that are kept in data.

    Raises:
        FormatError: Not XML, or another root than a goal, a claim or a diagram of these.

    >>> m = loads('''<gsn:Goal xmlns:gsn="http://www.certware.net/gsn" identifier="G1" content="Tea is safe.">
    ... <goalContexts identifier="C1" content="At home."/>
    ... <goalSolutions identifier="Sn1" content="Test."/></gsn:Goal>''')
    >>> m["Sn1"].text, m.relations[0].targets, m["G1"].data["drawing"]["context"]
    ('Test.', ('G1',), ('C1',))
    """
    root, lines = xml.parse(text, names="written", report=report)
    xml.drop_white_space(root)
    parts = _parts(root, lines, report)
    relations = _relations(parts)
    implied, contexts = Implied(relations), _contexts(parts)
    records: list[Any] = [_record(part, implied, contexts.get(part.id, [])) for part in parts]
    if left := [child for part in parts for child in part.element if not _shape(child)]:
        message = (
            f"{counted(len(left), 'element')} kept in data only, the first a <{xml.local(str(left[0].tag))}>"
        )
        report(Diagnostic("kept-in-data", "info", message, line=lines[left[0]]))
    return ArgumentMap.of(*records, *relations)


def _shape(element: Element) -> str:
    """The type of an element by the type or name that it has: ``goalContexts`` are context; "" for anything else."""
    return _meant(element.attrib.get("xsi:type") or str(element.tag))


@lru_cache(256)
def _meant(name: str) -> str:
    found = _WORD.search(xml.local(name))
    word = found[1].lower() if found else ""
    return _SHAPES.get(word, word.capitalize())


def _parts(root: Element, lines: Mapping[Element, int], report: Report) -> list[_Part]:
    """The elements of the case in the order of the document, each with the one around it."""
    if xml.local(str(root.tag)).lower() == DIAGRAM:
        tops = [e for e in root if _shape(e)]
    else:
        tops = [root] if _shape(root) else []
    if not tops:
        message = f"the document is a <{xml.local(str(root.tag))}> without goals or claims"
        expected = "a Goal, a Claim or an ArgumentDiagram of CertWare"
        raise FormatError(message, line=lines[root], found=root.tag, expected=expected, hint=OTHER_FORMAT)
    wishes = [e.get("identifier", "") for top in tops for e in top.iter() if _shape(e)]
    problems = []
    free, seen, nameless = FreeIds(wishes), set[str](), 0
    found: list[_Part] = []
    pending: list[tuple[Element, _Part | None]] = [(top, None) for top in reversed(tops)]
    while pending:
        element, above = pending.pop()
        own, shape = element.get("identifier", ""), _shape(element)
        if CONTROL.search(own):
            message = f"the identifier {shown(own)} holds a control character, expected one without"
            problems.append(FormatError(message, line=lines[element], found=own))
        i = own if own and own not in seen else free.give(own or shape)
        seen.add(own)
        if own and i != own:
            message = f"a second <{xml.local(str(element.tag))}> has the identifier {shown(own)}; read as {shown(i)}"
            report(Diagnostic("duplicate-id", "warning", message, line=lines[element], ids=(i,)))
        nameless += not own
        part = _Part(i, element, shape, above)
        found.append(part)
        pending += [(inner, part) for inner in reversed(element) if _shape(inner)]
    raise_all(problems, "not a safety case")
    if nameless:
        report(
            Diagnostic("no-id", "info", f"{counted(nameless, 'element')} without identifier: known by type")
        )
    return found


def _relations(parts: list[_Part]) -> list[Relation]:
    free = FreeIds(part.id for part in parts)
    return [
        Relation(
            free.give(f"support:{part.id}>{part.above.id}"), RelationKind.SUPPORT, [part.id], [part.above.id]
        )
        for part in parts
        if part.above is not None and part.shape not in AROUND
    ]


def _contexts(parts: list[_Part]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in parts:
        if part.above is not None and part.shape in AROUND:
            found.setdefault(part.above.id, []).append(part.id)
    return found


def _record(part: _Part, implied: Implied, context: list[str]) -> Claim | Evidence | Argument:
    element, shape = part.element, part.shape
    type: Any = {"Solution": Evidence, "Argument": Argument}.get(shape, Claim)
    hints: dict[str, Any] = {"context": context} if context else {}
    if type is not Argument and shape != implied.type(part.id, offered=type is Evidence):
        hints["shape"] = shape
    content, description = element.get("content", ""), element.get("description", "")
    rest: dict[str, Any] = {
        "attributes": {key: value for key, value in element.attrib.items() if _is_left(key)},
        "elements": [xml.in_one_line(e) for e in element if not _shape(e)],
    }
    if content and description:
        rest["attributes"]["description"] = description
    data = {KEY: hints, NAME: {key: value for key, value in rest.items() if value}}
    tags = [tag for key, tag in _TAGS.items() if element.get(key, "").lower() == "true"]
    kept = {key: value for key, value in data.items() if value}
    made: Claim | Evidence | Argument = type(part.id, content or description, tags=tags, data=kept)
    return made


def _is_left(key: str) -> bool:
    """Whether an attribute is not read, and none of XMI's own."""
    return key not in _KNOWN and not key.startswith(("xmlns", "xmi:", "xsi:"))
