"""Araucaria's Argument Markup Language: one tree of propositions over one text.

Source: C. Reed and G. Rowe, Araucaria: software for argument analysis, diagramming and representation (IJAIT
13:4, 2004); the DTD is known from programs that read the format only, and no real file was at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, InvalidFileError, shown
from argmap.model import ArgumentMap, Claim, Data, Evidence, Party, Quote, Relation, RelationKind, Source
from argmap.model.fields import CONTROL
from argmap.model.records import link
from argmap.serializers import xmltext
from argmap.serializers.annotation import running
from argmap.serializers.matched import free, matched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from argmap.model import Record

Statement = Claim | Evidence
NAME = "aml"
TEXT = "text"  # id of the source
MISSING = "missing"  # tag of a premise that the text leaves unsaid
DOCTYPE = '<!DOCTYPE ARG SYSTEM "argument.dtd">'
_HEADS = ("SCHEMESET", "EDATA")


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from AML.

    Propositions become claims that quote the text, owners parties. What is nested supports what it is nested
    in: linked arguments (LA) together, convergent ones (CA) one by one; a refutation attacks it.

    Args:
        text: The document.
        report: Told about propositions that the text does not hold at their offset.

    Raises:
        FormatError: Not XML, or not AML.
        InvalidFileError: Elements out of place, each with its line.

    >>> m = loads('''<ARG><TEXT>Take tea. It is cheap.</TEXT><AU>
    ... <PROP identifier="A"><PROPTEXT offset="0">Take tea</PROPTEXT></PROP>
    ... <CA><AU><PROP identifier="B"><PROPTEXT offset="10">It is cheap</PROPTEXT></PROP></AU></CA></AU></ARG>''')
    >>> m.relations[0].sources, m.relations[0].targets, m["B"].quotes[0].start
    (('B',), ('A',), 10)
    """
    root, lines = xmltext.parse(text, report=report)
    if root.tag != "ARG":
        raise FormatError(
            f"the document is a <{root.tag}>, expected an <ARG>",
            line=lines[root],
            found=root.tag,
            expected="ARG",
            hint="name the format with format= if this is another one",
        )
    return _Reading(root, lines, report).map()


_Joined = tuple[str, list[str], str, str]  # kind, sources, target, and what is unusual about the element


@define
class _Reading:
    root: Element
    lines: dict[Element, int]
    report: Report
    problems: list[FormatError] = field(factory=list)
    props: dict[str, Element] = field(factory=dict)
    taken: set[str] = field(factory=lambda: {TEXT})

    def map(self) -> ArgumentMap:
        joined = self._checked()
        body = self.root.find("TEXT")
        source = (body.text or "") if body is not None else ""
        owners = dict.fromkeys(n for e in self.props.values() for n in _owners(e)[:1])
        taken = {*self.props, TEXT}
        parties: dict[str, Party] = {}
        for name in owners:
            parties[name] = Party(free(CONTROL.sub(" ", name), taken), name)
            taken.add(parties[name].id)
        claims = [_claim(i, e, source, parties) for i, e in self.props.items()]
        for claim in claims:
            self._verify(claim, source)
        relations = _relations(joined, self.props, taken)
        cited = source or any(c.quotes for c in claims)
        m = ArgumentMap.of(*parties.values(), *([Source(TEXT, source)] if cited else []), *claims, *relations)
        kept: dict[str, Any] = {}
        for head in _HEADS:
            found = [_xml(e) for e in self.root if e.tag == head]
            if found:
                kept[head] = found
        if body is not None and (len(body) or body.attrib):
            kept["TEXT"] = _xml(body)
        made = _props(m)
        apart = [
            evolve(c, data={NAME: {"prop": _xml(self.props[c.id])}})
            for c in claims
            if c.id not in made or _flat(made[c.id]) != _flat(self.props[c.id])
        ]
        return evolve(m.replace(*apart), data={NAME: kept} if kept else None)

    def _checked(self) -> list[_Joined]:
        units = [e for e in self.root if e.tag == "AU"]
        for e in self.root:
            if e.tag not in (*_HEADS, "TEXT", "AU"):
                self._wrong(e, f"found <{e.tag}> in <ARG>", "SCHEMESET, TEXT, EDATA or AU")
        if len(units) > 1:
            self._wrong(units[1], "found a second <AU> in <ARG>", "one")
        joined = self._tree(units[0]) if units and not self.problems else []
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            raise InvalidFileError(f"not valid AML: {len(self.problems)} problems", self.problems)
        return joined

    def _wrong(self, element: Element, found: str, expected: str) -> None:
        self.problems.append(
            FormatError(f"{found}, expected {expected}", line=self.lines[element], expected=expected)
        )

    def _tree(self, top: Element) -> list[_Joined]:
        """What is joined how; "same" shares its CA with the one before, "linked" is alone in its LA."""
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
                    joined.append(("support", names, target, "linked" if len(names) == 1 else ""))
                else:
                    kind = "attack" if e.tag == "REFUTATION" else "support"
                    joined += [(kind, [i], target, "same" if n else "") for n, i in enumerate(names)]
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
        i = free(label, self.taken)
        self.taken.add(i)
        self.props[i] = prop
        return i

    def _verify(self, claim: Claim, source: str) -> None:
        prop = self.props[claim.id]
        offset = _offset(prop)
        there = source[offset : offset + len(claim.text)] if offset >= 0 else claim.text
        if there != claim.text:
            self.report(
                Diagnostic(
                    "span-astray",
                    "warning",
                    f"the text has {shown(there)} at {offset}, the proposition says {shown(claim.text)}",
                    line=self.lines[prop],
                    ids=(claim.id,),
                )
            )


def _xml(element: Element) -> str:
    """An element in one line, without the white space between elements."""
    copy = xmltext.parse(xmltext.write(element, declaration="", indent="").strip())[0]
    for e in copy.iter():
        if len(e) and not (e.text or "").strip():
            e.text = None
        if not (e.tail or "").strip():
            e.tail = None
    return xmltext.write(copy, declaration="", indent="").strip()


def _flat(element: Element) -> list[tuple[str, dict[str, str], str]]:
    """An element as far as its white space between elements does not count."""
    words = [(e, (e.text or "") if not len(e) or (e.text or "").strip() else "") for e in element.iter()]
    return [(str(e.tag), e.attrib, text) for e, text in words]


def _owners(prop: Element) -> list[str]:
    return [name for e in prop if e.tag == "OWNER" and (name := e.get("name"))]


def _offset(prop: Element) -> int:
    text = prop.find("PROPTEXT")
    value = text.get("offset", "") if text is not None else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1


def _claim(i: str, prop: Element, source: str, parties: dict[str, Party]) -> Claim:
    body = prop.find("PROPTEXT")
    text = (body.text or "") if body is not None else ""
    offset, quotes = _offset(prop), []
    if offset >= 0 and text:
        inside = offset + len(text) <= len(source) or not source
        quotes = [Quote(TEXT, text, offset, offset + len(text)) if inside else Quote(TEXT, text)]
    owner = next(iter(_owners(prop)), None)
    by = parties.get(owner) if owner is not None else None
    return Claim(i, text, by=by, quotes=quotes, tags=[MISSING] if prop.get("missing") == "yes" else ())


def _schemes(prop: Element) -> dict[str, str]:
    return {e.get("schid", ""): e.get("scheme", "").strip() for e in prop if e.tag == "INSCHEME"}


def _relations(joined: Iterable[_Joined], props: dict[str, Element], taken: set[str]) -> list[Relation]:
    relations = []
    for kind, sources, target, form in joined:
        names = _schemes(props[target])
        common = [k for k in names if all(k in _schemes(props[s]) for s in sources)]
        r = link(
            RelationKind(kind),
            sources,
            [target],
            scheme=names[common[0]] if common else "",
            data={NAME: {form: True}} if form else None,
        )
        r = evolve(r, id=free(r.id, taken))
        taken.add(r.id)
        relations.append(r)
    return relations


# Writing


def dumps(map: ArgumentMap) -> str:
    """Write the tree of the map's first root as AML.

    AML holds one tree: no claim in two places, no cycle, no attack on an inference, one refutation for a
    claim. What does not fit is left out.

    >>> tea, cheap = Claim("A", "Take tea."), Claim("B", "It is cheap.")
    >>> print(dumps(ArgumentMap.of(tea, cheap, cheap.supports(tea))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE ARG SYSTEM "argument.dtd">
    <ARG>
      <TEXT/>
      <AU>
        <PROP identifier="A" missing="no">
          <PROPTEXT offset="-1">Take tea.</PROPTEXT>
        </PROP>
        <CA>
          <AU>
            <PROP identifier="B" missing="no">
              <PROPTEXT offset="-1">It is cheap.</PROPTEXT>
            </PROP>
          </AU>
        </CA>
      </AU>
    </ARG>
    """
    kept = _kept(map)
    root = Element("ARG")
    heads = {head: [_parsed(x) for x in _strings(kept.get(head))] for head in (*_HEADS, "TEXT")}
    root.extend(e for e in heads["SCHEMESET"] if e is not None and e.tag == "SCHEMESET")
    source = running(map)
    body = next((e for e in heads["TEXT"] if e is not None and e.tag == "TEXT"), None)
    if body is None or (body.text or "") != (source.text if source else ""):
        body = Element("TEXT")
        body.text = source.text if source is not None else None
    root.append(body)
    root.extend(e for e in heads["EDATA"] if e is not None and e.tag == "EDATA")
    top, tree = _tree(map)
    props = _props(map)
    if top is not None:
        units = {top: SubElement(root, "AU")}
        units[top].append(props[top])
        for r in tree:
            _put(r, units, props)
    return xmltext.write(root, doctype=DOCTYPE)


def _put(r: Relation, units: dict[str, Element], props: dict[str, Element]) -> None:
    unit = units[r.targets[0]]
    if r.kind is RelationKind.ATTACK:
        around = Element("REFUTATION")
        unit.insert(1, around)
    elif _kept(r).get("same") is True and unit[-1].tag == "CA" and len(r.sources) == 1:
        around = unit[-1]
    else:
        around = SubElement(unit, "LA" if len(r.sources) > 1 or _kept(r).get("linked") is True else "CA")
    for s in r.sources:
        units[s] = SubElement(around, "AU")
        units[s].append(props[s])


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back, where they are others."""
    back = loads(dumps(map))
    taken = {r.id for r in map}
    nodes: dict[str, str] = {}
    for i, found in zip(_order(map), back.claims, strict=True):
        nodes[i] = found.id
    names = _owner_names(map)
    parties = {p.name: p.id for p in back.parties}
    for i, name in names.items():
        nodes[i] = parties.get(xmltext.writable(name), i)
    source = running(map)
    if source is not None:
        nodes[source.id] = TEXT
    given = {old: new for old, new in nodes.items() if old != new}
    for i in {*given.values()} & taken - nodes.keys():
        given[i] = free(i, taken | set(given.values()))
    return matched(map, back, given)


def _kept(record: Record | ArgumentMap) -> dict[str, Any]:
    kept: Any = record.data.get(NAME)
    return kept.thaw() if isinstance(kept, Data) else {}


def _strings(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def _parsed(text: str) -> Element | None:
    try:
        return xmltext.parse(text)[0]
    except FormatError:
        return None


def _statements(m: ArgumentMap) -> dict[str, Statement]:
    every: list[Statement] = [*m.claims, *m.evidence]
    return {c.id: c for c in every}


def _tree(m: ArgumentMap) -> tuple[str | None, list[Relation]]:
    """The claim at the top, and the relations below it in the order in which they are written."""
    claims = _statements(m)
    roots = [r.id for r in m.roots] or list(claims)
    if not roots:
        return None, []
    seen, refuted = {roots[0]}, set()
    below: dict[str, list[Relation]] = {}
    for r in m.relations:
        if len(r.targets) == 1 and r.kind in (RelationKind.SUPPORT, RelationKind.ATTACK):
            below.setdefault(r.targets[0], []).append(r)
    tree: list[Relation] = []
    pending = [roots[0]]
    while pending:
        target = pending.pop()
        inner: list[str] = []
        for r in below.get(target, ()):
            attack = r.kind is RelationKind.ATTACK
            fresh = all(s in claims and s not in seen for s in r.sources) and len({*r.sources}) == len(
                r.sources
            )
            if not fresh or not r.sources or (attack and (target in refuted or len(r.sources) > 1)):
                continue
            if attack:
                refuted.add(target)
            tree.append(r)
            seen.update(r.sources)
            inner = [*r.sources, *inner] if attack else [*inner, *r.sources]
        pending += reversed(inner)
    return roots[0], tree


def _order(m: ArgumentMap) -> list[str]:
    """The claims in the order in which they come back."""
    top, tree = _tree(m)
    below: dict[str, list[Relation]] = {}
    for r in tree:
        below.setdefault(r.targets[0], []).append(r)
    order: list[str] = [] if top is None else [top]
    pending = [] if top is None else [top]
    while pending:
        inner: list[str] = []
        for r in sorted(below.get(pending.pop(), ()), key=lambda r: r.kind is not RelationKind.ATTACK):
            inner += r.sources
        order += inner
        pending += reversed(inner)
    return order


def _owner_names(m: ArgumentMap) -> dict[str, str]:
    """The name of each party: its own if no other has it, else its id."""
    names: dict[str, str] = {}
    for p in m.parties:
        names[p.id] = p.name if p.name and p.name not in names.values() else p.id
    return names


def _props(m: ArgumentMap) -> dict[str, Element]:
    """The element of each claim of the tree."""
    claims, owners, source = _statements(m), _owner_names(m), running(m)
    top, tree = _tree(m)
    props: dict[str, Element] = {}
    raw: set[str] = set()
    for i in dict.fromkeys([*([] if top is None else [top]), *(s for r in tree for s in r.sources)]):
        claim = claims[i]
        props[i] = _prop(claim, owners, source)
        kept = _parsed(_kept(claim).get("prop", "")) if isinstance(_kept(claim).get("prop"), str) else None
        if kept is not None and kept.tag == "PROP" and _same(kept, claim, owners, source):
            props[i] = kept
            raw.add(i)
    n = 0
    for r in tree:
        if r.scheme.strip() and raw.isdisjoint((*r.sources, *r.targets)):
            n += 1
            for i in (*r.targets, *r.sources):
                SubElement(props[i], "INSCHEME", scheme=r.scheme, schid=str(n))
    return props


def _prop(claim: Statement, owners: dict[str, str], source: Source | None) -> Element:
    prop = Element("PROP", identifier=claim.id, missing="yes" if MISSING in claim.tags else "no")
    offset = -1
    if source is not None and len(claim.quotes) == 1:
        (q,) = claim.quotes
        if q.source == source.id and q.exact == claim.text and q.start is not None and q.end is not None:
            offset = q.start if q.end - q.start == len(claim.text) > 0 else -1
    SubElement(prop, "PROPTEXT", offset=str(offset)).text = claim.text
    if claim.by is not None:
        SubElement(prop, "OWNER", name=owners[claim.by])
    return prop


def _same(prop: Element, claim: Statement, owners: dict[str, str], source: Source | None) -> bool:
    """Whether the element that a claim was read from still says what the claim says."""
    name = owners[claim.by] if claim.by is not None else None
    read = _claim(claim.id, prop, source.text if source else "", {})
    quotes = [evolve(q, source=source.id) for q in read.quotes] if source is not None else list(read.quotes)
    told = next(iter(_owners(prop)), None)
    return (read.text, quotes, MISSING in read.tags, told) == (
        claim.text,
        list(claim.quotes),
        MISSING in claim.tags,
        name,
    )
