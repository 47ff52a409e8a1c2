"""LKIF, in which Carneades 1 and 2 save argument graphs: statements, and arguments pro and con with their premises.

Source: the files of these programs. What the model has no field for is in ``data["lkif"]``: of a claim the attributes
of its statement (``value``, ``assumption``, ``standard``); of a relation those of its argument, and its ``premises``
where they are more than positive and ordinary; everywhere the ``elements`` that are left, as XML.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import FreeIds
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Relation, RelationKind, Section
from argmap.model.fields import CONTROL
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from xml.etree.ElementTree import Element

NAME: Final = "lkif"
ROOT: Final = "lkif"
_KINDS: Final = {"pro": RelationKind.SUPPORT, "con": RelationKind.ATTACK}
_USUAL: Final = {"polarity": "positive", "type": "ordinary", "role": ""}  # of a premise
_ARGUMENT: Final = ("id", "direction", "scheme", "weight")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from LKIF.

    Statements become claims. The premises of an argument together support its conclusion, or attack it if it is con;
    an exception undercuts the argument. The denial of a statement, as a premise, is a claim of its own that contradicts
    it. Several graphs are sections.

    Args:
        text: The document.
        report: Receives a diagnostic for statements that are denied, and for elements that are kept in data only.

    Raises:
        FormatError: Not XML, or another root than ``<lkif>``.
        InvalidFileError: Statements or arguments without id, or that are not there; each with its line.

    >>> m = loads('''<lkif><argument-graphs><argument-graph id="g"><statements><statement id="s1"><s>Drink tea.</s>
    ... </statement><statement id="s2"><s>It is cheap.</s></statement></statements><arguments>
    ... <argument id="a1" direction="pro"><conclusion statement="s1"/><premises><premise statement="s2"/></premises>
    ... </argument></arguments></argument-graph></argument-graphs></lkif>''')
    >>> m["s1"].text, m["a1"].sources, m["a1"].targets
    ('Drink tea.', ('s2',), ('s1',))
    """
    root, lines = xml.parse(text, root=ROOT, report=report)
    return _Reading(root, lines, report).map()


class _Reading:
    """The records of a document, and the problems in it."""

    def __init__(self, root: Element, lines: Mapping[Element, int], report: Report) -> None:
        self.root = root
        self.lines = lines
        self.report = report
        self.problems: list[ArgmapError] = []
        self.ids = FreeIds()
        self.texts: dict[str, str] = {}
        self.denials: dict[str, str] = {}

    def map(self) -> ArgumentMap:
        graphs = list(_within(self.root, "argument-graphs", "argument-graph"))
        if not graphs:
            message, expected = (
                "the <lkif> has no <argument-graph>",
                "an <argument-graph> in <argument-graphs>",
            )
            raise FormatError(message, line=self.lines[self.root], expected=expected)
        records: list[Any] = []
        for graph in graphs:
            records += self._graph(graph, several=len(graphs) > 1)
        raise_all(self.problems, "not an argument graph")
        data = self._rest(self.root, ("argument-graphs",))
        title = ""
        if len(graphs) == 1:
            data |= self._rest(graphs[0], ("statements", "arguments"), "id", "title")
            title = graphs[0].get("title", "")
        return ArgumentMap.of(*records, title=title, data={NAME: data} if data else {})

    def _graph(self, graph: Element, *, several: bool) -> Iterator[Any]:
        section = None
        if several:
            data = self._rest(graph, ("statements", "arguments"), "id", "title")
            section = self.ids.give(graph.get("id") or "graph")
            yield Section(section, graph.get("title", ""), data={NAME: data} if data else {})
        names: dict[str, str] = {}
        for element in _within(graph, "statements", "statement"):
            if (i := self._id(element, names)) is not None:
                names[element.get("id", "")] = i
                yield self._statement(element, i, section)
        arguments: dict[str, str] = {}
        for element in _within(graph, "arguments", "argument"):
            if (i := self._id(element, arguments)) is not None:
                arguments[element.get("id", "")] = i
                yield from self._argument(element, i, names)

    def _id(self, element: Element, known: Mapping[str, str]) -> str | None:
        """An id for an element, its own if it is free; None with a problem if none is right."""
        own = element.get("id", "")
        if own and own not in known and not CONTROL.search(own):
            return self.ids.give(own)
        what = f"a second {element.tag} has" if own in known else f"the {element.tag} has"
        expected = "an id of its own without control characters"
        self._wrong(element, f"{what} the id {shown(own)}, expected {expected}", own)
        return None

    def _statement(self, element: Element, i: str, section: str | None) -> Claim:
        words = next((e for e in element if e.tag == "s"), None)
        data = self._rest(element, ("s",), "id")
        if words is not None and len(words):
            data["s"] = xml.in_one_line(words)
        self.texts[i] = "" if words is None else "".join(words.itertext())
        return Claim(i, self.texts[i], section=section, data={NAME: data} if data else {})

    def _argument(self, element: Element, i: str, names: Mapping[str, str]) -> Iterator[Claim | Relation]:
        premises = list(_within(element, "premises", "premise"))
        conclusion = next((e for e in element if e.tag == "conclusion"), None)
        direction = element.get("direction", "pro")
        kind = _KINDS.get(direction)
        if kind is None:
            message = f"the direction of argument {shown(i)} is {shown(direction)}, expected pro or con"
            self._wrong(element, message, direction)
        ends = [self._named(e, names) for e in premises]
        target = self._named(element if conclusion is None else conclusion, names)
        if kind is None or target is None or None in ends:
            return
        sources: list[str] = []
        exceptions: list[str] = []
        for premise, end in zip(premises, ends, strict=True):
            if premise.get("polarity") == "negative":
                yield from self._denied(premise, str(end))
                end = self.denials[str(end)]  # noqa: PLW2901 - what the argument starts from
            (exceptions if premise.get("type") == "exception" else sources).append(str(end))
        data = self._rest(element, ("conclusion", "premises"), *_ARGUMENT)
        if any({**_USUAL, **e.attrib} != {**_USUAL, "statement": e.get("statement")} for e in premises):
            data["premises"] = [dict(e.attrib) for e in premises]
        weight = _number(element.get("weight", ""))
        if weight is None and element.get("weight"):
            data["weight"] = element.get("weight")
        scheme = element.get("scheme", "")
        more = {NAME: data} if data else {}
        yield Relation(i, kind, sources, [target], scheme=scheme, weight=weight, data=more)
        for end in exceptions:
            yield Relation(self.ids.give(f"undercut:{end}>{i}"), RelationKind.UNDERCUT, [end], [i])

    def _denied(self, premise: Element, statement: str) -> Iterator[Claim | Relation]:
        """The denial of a statement, once: a claim that contradicts it."""
        if statement in self.denials:
            return
        i = self.denials[statement] = self.ids.give(f"not:{statement}")
        yield Claim(
            i, f"It is not the case that: {self.texts[statement]}", data={NAME: {"denies": statement}}
        )
        name = self.ids.give(f"contradiction:{i}>{statement}")
        yield Relation(name, RelationKind.CONTRADICTION, [i], [statement])
        self._tell(
            "denied-statement",
            premise,
            f"a premise denies {shown(statement)}; read as the claim {shown(i)}",
            i,
        )

    def _named(self, element: Element, names: Mapping[str, str]) -> str | None:
        """The claim that a premise or conclusion names."""
        name = element.get("statement", "")
        if name in names:
            return names[name]
        near = nearest(name, names) if name else None
        what = f"names the statement {shown(name)}, which is not there" if name else "names no statement"
        self._wrong(element, f"the {element.tag} {what}, expected the id of one", name, near)
        return None

    def _wrong(self, element: Element, message: str, found: str, near: str | None = None) -> None:
        self.problems.append(FormatError(message, line=self.lines[element], found=found, nearest=near))

    def _tell(self, code: str, element: Element, message: str, *ids: str) -> None:
        self.report(Diagnostic(code, "info", message, line=self.lines[element], ids=ids))

    def _rest(self, element: Element, known: Collection[str], *keys: str) -> dict[str, Any]:
        """What else an element holds: attributes but these, and elements but those known."""
        found: dict[str, Any] = {
            key: value for key, value in element.attrib.items() if key not in keys and value
        }
        others = [e for e in element if e.tag not in known]
        for other in others:
            self._tell("kept-in-data", other, f"the <{other.tag}> is kept in data only")
        if others:
            found["elements"] = [xml.in_one_line(e) for e in others]
        return found


def _within(element: Element, around: str, tag: str) -> Iterator[Element]:
    return (e for group in element if group.tag == around for e in group if e.tag == tag)


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
