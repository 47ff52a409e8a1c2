"""AML to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, raise_all
from argmap.ids import FreeIds
from argmap.messages import shown
from argmap.model import ArgumentMap, Claim, Party, Relation, RelationKind, Source
from argmap.model.fields import CONTROL
from argmap.model.relations import link
from argmap.serializers.aml.vocabulary import (
    HEADS,
    NAME,
    TEXT,
    claim_of,
    offset_of,
    owners_of,
    prop_row,
    schemes,
)
from argmap.serializers.aml.writing import props_of, text_row
from argmap.serializers.common.residue import difference, with_residue
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from AML.

    Propositions become claims that quote the text, owners parties. What is nested supports what it is nested
    in: linked arguments (LA) together, convergent ones (CA) one by one; a refutation attacks it.

    Args:
        text: The document.
        report: Receives a diagnostic for propositions that are not in the text at their offset, and for those with
            several owners.

    Raises:
        FormatError: Not XML, or not AML.
        InvalidFileError: Elements out of place, each with its line.

    >>> m = loads('''<ARG><TEXT>Take tea. It is cheap.</TEXT><AU>
    ... <PROP identifier="A"><PROPTEXT offset="0">Take tea</PROPTEXT></PROP>
    ... <CA><AU><PROP identifier="B"><PROPTEXT offset="10">It is cheap</PROPTEXT></PROP></AU></CA></AU></ARG>''')
    >>> m.relations[0].sources, m.relations[0].targets, m["B"].quotes[0].start
    (('B',), ('A',), 10)
    """
    root, lines = xml.parse(text, root="ARG", report=report)
    xml.drop_white_space(root)
    return _Reading(root, lines, report).map()


class _Joined(NamedTuple):
    """An inference: "same" shares its CA with the one before, "linked" is alone in its LA."""

    kind: str
    sources: list[str]
    target: str
    note: str = ""


@define
class _Reading:
    root: Element
    lines: dict[Element, int]
    report: Report
    problems: list[FormatError] = field(factory=list)
    props: dict[str, Element] = field(factory=dict)
    taken: FreeIds = field(factory=lambda: FreeIds([TEXT]))

    def map(self) -> ArgumentMap:
        joined = self._checked()
        body = self.root.find("TEXT")
        source = (body.text or "") if body is not None else ""
        parties: dict[str, Party] = {}
        for name in dict.fromkeys(n for e in self.props.values() for n in owners_of(e)[:1]):
            parties[name] = Party(self.taken.give(CONTROL.sub(" ", name)), name)
        claims = [claim_of(i, e, source, parties) for i, e in self.props.items()]
        for claim in claims:
            self._verify(claim, source)
        relations = _relations(joined, self.props, self.taken)
        cited = source or any(c.quotes for c in claims)
        m = ArgumentMap.of(*parties.values(), *([Source(TEXT, source)] if cited else []), *claims, *relations)
        made = props_of(m)
        residues = {i: difference(prop_row(made.get(i)), prop_row(prop)) for i, prop in self.props.items()}
        m = m.replace(*(with_residue(c, NAME, residues[c.id]) for c in claims if residues[c.id]))
        heads = {head: [xml.in_one_line(e) for e in self.root if e.tag == head] for head in HEADS}
        found: dict[str, Any] = {head: elements for head, elements in heads.items() if elements}
        if body is not None:
            found["TEXT"] = xml.in_one_line(body)
        return with_residue(m, NAME, difference(text_row(m), found, ordered=False))

    def _checked(self) -> list[_Joined]:
        units = [e for e in self.root if e.tag == "AU"]
        for e in self.root:
            if e.tag not in (*HEADS, "TEXT", "AU"):
                self._wrong(e, f"found <{e.tag}> in <ARG>", "SCHEMESET, TEXT, EDATA or AU")
        if len(units) > 1:
            self._wrong(units[1], "found a second <AU> in <ARG>", "one")
        joined = self._tree(units[0]) if units and not self.problems else []
        raise_all(self.problems, "not valid AML")
        return joined

    def _wrong(self, element: Element, found: str, expected: str) -> None:
        message, line = f"{found}, expected {expected}", self.lines[element]
        self.problems.append(FormatError(message, line=line, expected=expected))

    def _tree(self, top: Element) -> list[_Joined]:
        """The inferences, in the order of the document."""
        joined: list[_Joined] = []
        first = self._prop(top)
        pending = [(top, first)]
        while pending:
            unit, target = pending.pop()
            below: list[tuple[Element, str]] = []
            refuted = False
            for e in unit:
                if e.tag == "PROP":
                    continue
                if e.tag not in ("REFUTATION", "CA", "LA") or (e.tag == "REFUTATION" and refuted):
                    self._wrong(e, f"found <{e.tag}> in <AU>", "PROP, one REFUTATION, then CA and LA")
                    continue
                refuted = refuted or e.tag == "REFUTATION"
                wrong = [x for x in e if x.tag != "AU"]
                if wrong or len(e) == 0 or (e.tag == "REFUTATION" and len(e) > 1):
                    self._wrong(e, f"<{e.tag}> has other content", "an AU" if refuted else "one AU or more")
                    continue
                inner = [(x, self._prop(x)) for x in e]
                below += inner
                names = [i for _, i in inner]
                if e.tag == "LA":
                    joined.append(_Joined("support", names, target, "linked" if len(names) == 1 else ""))
                else:
                    kind = "attack" if e.tag == "REFUTATION" else "support"
                    joined += [_Joined(kind, [i], target, "same" if n else "") for n, i in enumerate(names)]
            pending += reversed(below)
        return joined

    def _prop(self, unit: Element) -> str:
        props = [e for e in unit if e.tag == "PROP"]
        if len(props) != 1:
            self._wrong(unit, f"<AU> has {len(props)} PROP", "one")
            return ""
        (prop,) = props
        texts = [e for e in prop if e.tag == "PROPTEXT"]
        if len(texts) > 1:
            self._wrong(prop, "<PROP> has several PROPTEXT", "one")
        label = CONTROL.sub(" ", prop.get("identifier") or "") or "P"
        i = self.taken.give(label)
        self.props[i] = prop
        return i

    def _verify(self, claim: Claim, source: str) -> None:
        prop = self.props[claim.id]
        offset, line, ids = offset_of(prop), self.lines[prop], (claim.id,)
        there = source[offset : offset + len(claim.text)] if offset >= 0 else claim.text
        if there != claim.text:
            message = f"the text has {shown(there)} at {offset}, the proposition has {shown(claim.text)}"
            self.report(Diagnostic("span-differs", "warning", message, line=line, ids=ids))
        first, *others = owners_of(prop) or [""]
        if others:
            message = f"{shown(claim.id)} is owned by {shown(first)} and {len(others)} more; read as held by the first"
            self.report(Diagnostic("several-owners", "warning", message, line=line, ids=ids))


def _relations(joined: Iterable[_Joined], props: dict[str, Element], taken: FreeIds) -> list[Relation]:
    relations = []
    for kind, sources, target, note in joined:
        names = schemes(props[target])
        common = [k for k in names if all(k in schemes(props[s]) for s in sources)]
        scheme, data = names[common[0]] if common else "", {NAME: {note: True}} if note else None
        r = link(RelationKind(kind), sources, [target], scheme=scheme, data=data)
        i = taken.give(r.id)
        relations.append(r if r.id == i else evolve(r, id=i))
    return relations
