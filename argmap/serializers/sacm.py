"""SACM assurance cases in XML, as they are found: conformant or not, in any namespace and spelling.

Source: OMG, Structured Assurance Case Metamodel 2.2 and 2.3, argumentation package. What the model has no word
for stays in the document, which a map keeps whole: writing changes in it what the map changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import Element, SubElement

from attrs import define, evolve, field

from argmap.diagnostics import Diagnostic, Report, ignored
from argmap.errors import FormatError, InvalidFileError, shown
from argmap.model import Argument, ArgumentMap, Claim, Data, Evidence, Relation, RelationKind, Wording
from argmap.model.fields import CONTROL
from argmap.serializers import xmltext
from argmap.serializers.annotation import apart
from argmap.serializers.matched import free

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Part = Claim | Evidence | Argument
NAME = "sacm"
NAMESPACE = "http://www.omg.org/spec/SACM/2.2/Argumentation"
_PARTS: dict[str, type[Claim | Evidence | Argument]] = {
    "claim": Claim,
    "artifactreference": Evidence,
    "argumentreasoning": Argument,
}
_TAGS = {Claim: "claim", Evidence: "artifactReference", Argument: "argumentReasoning"}
_SUPPORTS = ("assertedinference", "assertedevidence", "assertedartifactsupport")
_CONTEXTS = ("assertedcontext", "assertedartifactcontext")
_DECLARED = ("needsSupport", "assumed", "axiomatic", "defeated", "asCited")
_END_FORMS = ("href", "ref", "xmi:idref", "idref")
_KINDS = (RelationKind.SUPPORT, RelationKind.ATTACK, RelationKind.UNDERCUT)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from SACM XML.

    Claims become claims, artifact references evidence, argument reasoning arguments; asserted inference and
    evidence become support, attack where ``isCounter`` is true, undercut where a counter aims at relations or
    reasoning only. Asserted context is no relation of the model and stays in the document.

    Args:
        text: The document.
        report: Told about what is left in the document only.

    Raises:
        FormatError: Not XML, or nothing of an assurance case in it.
        InvalidFileError: Elements with ids that cannot be, or twice, each with its line.

    >>> m = loads('''<AssuranceCasePackage><claim id="a" content="Safe."/><claim id="b" content="Tested."/>
    ... <assertedInference id="r"><source href="#b"/><target href="#a"/></assertedInference>
    ... </AssuranceCasePackage>''')
    >>> m["a"].text, m.relations[0].sources, m.relations[0].targets
    ('Safe.', ('b',), ('a',))
    """
    root, lines = xmltext.parse(text, names="written", report=report)
    for element in root.iter():  # white space between elements says nothing
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    found = _Found(root, lines, report)
    m = found.map()
    document = xmltext.write(root, declaration="", indent="").strip()
    made = xmltext.write(_written(m), declaration="", indent="").strip()
    return m if document == made else evolve(m, data={NAME: {"document": document}})


def _word(element: Element) -> str:
    return xmltext.local(str(element.tag)).lower()


def _id(element: Element) -> str:
    return element.get("id") or element.get("xmi:id") or element.get("gid") or ""


@define
class _Found:
    """What of a document the model has words for."""

    root: Element
    lines: dict[Element, int]
    report: Report = ignored
    problems: list[FormatError] = field(factory=list)
    elements: dict[str, Element] = field(factory=dict)  # those that are records, by id

    def map(self) -> ArgumentMap:
        every = [e for e in self.root.iter() if _word(e) in (*_PARTS, *_SUPPORTS, *_CONTEXTS)]
        packages = ("assurancecasepackage", "argumentpackage", "argumentation", "modelelement", "xmi")
        if not every and _word(self.root) not in packages:
            raise FormatError(
                f"the document is a <{self.root.tag}> without claims",
                line=self.lines.get(self.root),
                found=self.root.tag,
                expected="an AssuranceCasePackage or an ArgumentPackage",
                hint="name the format with format= if this is another one",
            )
        seen: dict[str, int] = {}
        for element in every:
            i, line = _id(element), self.lines.get(element, 0)
            if not i:
                self._left(element, "no-id", "has no id, so nothing can refer to it")
            elif CONTROL.search(i):
                self._wrong(f"the id {shown(i)} holds a control character", line, "an id without")
            elif i in seen:
                self._wrong(
                    f"the id {shown(i)} comes a second time, first in line {seen[i]}", line, "another id"
                )
            else:
                seen[i] = line
                self.elements[i] = element
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            raise InvalidFileError(
                f"not a valid assurance case: {len(self.problems)} problems", self.problems
            )
        parts = [_part(i, e) for i, e in self.elements.items() if _word(e) in _PARTS]
        return ArgumentMap.of(*parts, *self._relations(), title=self.root.get("name", ""))

    def _relations(self) -> Iterator[Relation]:
        reasons = {i for i, e in self.elements.items() if _word(e) == "argumentreasoning"}
        pending = {i: e for i, e in self.elements.items() if _word(e) in _SUPPORTS}
        for i in [i for i, e in self.elements.items() if _word(e) in _CONTEXTS]:
            self._left(self.elements.pop(i), "context-kept", "says what holds in which context")
        ends = {
            i: (_ends(e, "source"), _ends(e, "target"), _ends(e, "reasoning")) for i, e in pending.items()
        }
        while astray := [i for i in ends if not all(self.elements.keys() >= set(side) for side in ends[i])]:
            for i in astray:
                del ends[i]
                self._left(self.elements.pop(i), "end-missing", "refers to what is not in the document")
        for i, (sources, targets, reasons_of) in ends.items():
            kind = RelationKind.SUPPORT
            if pending[i].get("isCounter", "").strip().lower() in ("true", "1"):
                inner = targets and all(t in ends or t in reasons for t in targets)
                kind = RelationKind.UNDERCUT if inner else RelationKind.ATTACK
            argument = reasons_of[0] if reasons_of and reasons_of[0] in reasons else None
            if reasons_of != ([argument] if argument else []):
                self._left(pending[i], "reasoning-kept", "has reasoning that is not one argumentReasoning")
            yield Relation(i, kind, sources, targets, argument=argument)

    def _left(self, element: Element, code: str, why: str) -> None:
        what = f"<{element.tag}> {shown(_id(element))}"
        self.report(
            Diagnostic(
                code,
                "info" if code == "context-kept" else "warning",
                f"{what} {why}; kept in the document only",
                line=self.lines.get(element),
            )
        )

    def _wrong(self, found: str, line: int, expected: str) -> None:
        self.problems.append(FormatError(f"{found}, expected {expected}", line=line, expected=expected))


def _part(i: str, element: Element) -> Part:
    texts = _texts(element)
    words = [(e.get("lang") or e.get("xml:lang") or "", e.text or "") for e in texts]
    if (content := element.get("content")) is not None:
        words = [("", content)]
    declared = element.get("assertionDeclaration", "")
    more: dict[str, Any] = {"tags": [declared]} if declared in _DECLARED else {}
    if len(words) > 1:
        more["wordings"] = [Wording(text, language=language) for language, text in words[1:]]
    kind = _PARTS[_word(element)]
    return kind(i, words[0][1] if words else "", title=element.get("name", ""), **more)


def _texts(element: Element) -> list[Element]:
    """The elements with the words of a claim: its contents, or those of its first description."""
    own = [e for e in element if _word(e) == "content"]
    if own:
        return own
    description = next((e for e in element if _word(e) == "description"), None)
    if description is None:
        return []
    return [e for e in description if _word(e) == "content"] or [description]


def _ends(element: Element, side: str) -> list[str]:
    """The ids that a relation names on a side, as attribute or in elements."""
    ends = [word.removeprefix("#") for word in element.get(side, "").split()]
    for e in element:
        if _word(e) == side:
            form = next((f for f in _END_FORMS if f in e.keys()), "")  # noqa: SIM118 - elements have children
            ends.append(e.get(form, "").removeprefix("#"))
    return ends


# Writing


def dumps(map: ArgumentMap) -> str:
    """Write a map as SACM XML: the document it was read from with the changes of the map, or a new one.

    Parties, sources and quotes, weights and schemes are not written, nor are relations other than support,
    attack and undercut.

    >>> from argmap.model import ArgumentMap, Claim
    >>> print(dumps(ArgumentMap.of(Claim("a", "It is safe."))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <sacm:AssuranceCasePackage xmlns:sacm="http://www.omg.org/spec/SACM/2.2/Argumentation" id="case">
      <argumentPackage id="argument">
        <claim id="a" content="It is safe."/>
      </argumentPackage>
    </sacm:AssuranceCasePackage>
    """
    return xmltext.write(_written(map))


def ids(map: ArgumentMap) -> dict[str, str]:
    """The ids under which the records come back: those with characters that XML cannot write have others."""
    return {old: new for old, new in apart(map, _names(map)).items() if old != new}


def _names(m: ArgumentMap) -> dict[str, str]:
    taken = {r.id for r in m}
    names = {}
    for r in (*m.claims, *m.evidence, *m.arguments, *m.relations):
        names[r.id] = r.id
        if (plain := xmltext.writable(r.id)) != r.id:
            names[r.id] = free(plain, taken)
            taken.add(names[r.id])
    return names


def _written(m: ArgumentMap, *, anew: bool = False) -> Element:
    root = None if anew else _kept(m)
    old: dict[str, Part | Relation] = {}
    elements: dict[str, Element] = {}
    if root is not None:
        found = _Found(root, {})
        try:
            before = found.map()
        except FormatError:
            root = None
        else:
            elements = found.elements
            was: list[Part | Relation] = [
                *before.claims,
                *before.evidence,
                *before.arguments,
                *before.relations,
            ]
            old = {r.id: r for r in was}
    if root is None:
        root = Element("sacm:AssuranceCasePackage", {"xmlns:sacm": NAMESPACE, "id": "case"})
        SubElement(root, "argumentPackage", id="argument")
    _set(root, "name", m.title)
    names = _names(m)
    now: dict[str, Part | Relation] = {}
    parts: list[Part] = [*m.claims, *m.evidence, *m.arguments]
    now.update({names[p.id]: p for p in parts})
    now.update({names[r.id]: r for r in _expressible(m)})
    gone = {elements[i] for i in old if type(now.get(i)) is not type(old[i])}
    if root in gone:
        return _written(m, anew=True)
    _remove(root, gone)
    package = next((e for e in root.iter() if _word(e) == "argumentpackage"), root)
    house = _House(package, root)
    for i, record in now.items():
        kept = elements.get(i) if type(old.get(i)) is type(record) else None
        if isinstance(record, Relation):
            house.put_relation(i, record, kept, old.get(i), names, now)
        else:
            house.put_part(i, record, kept, old.get(i))
    return root


def _kept(m: ArgumentMap) -> Element | None:
    kept: Any = m.data.get(NAME)
    text = kept.get("document") if isinstance(kept, Data) else None
    if not isinstance(text, str):
        return None
    try:
        return xmltext.parse(text, names="written")[0]
    except FormatError:
        return None


def _expressible(m: ArgumentMap) -> list[Relation]:
    held = {p.id for p in (*m.claims, *m.evidence, *m.arguments)}
    inner = {a.id for a in m.arguments} | {r.id for r in m.relations}
    possible = {r.id: r for r in m.relations if r.kind in _KINDS}
    for r in m.relations:  # a counter of relations only is an undercut in this format
        if r.kind is RelationKind.ATTACK and r.targets and inner.issuperset(r.targets):
            del possible[r.id]
        if r.kind is RelationKind.UNDERCUT and not r.targets:
            del possible[r.id]
    while lost := [
        i
        for i, r in possible.items()
        if any(end not in held and end not in possible for end in (*r.sources, *r.targets))
    ]:
        for i in lost:
            del possible[i]
    return list(possible.values())


def _remove(root: Element, gone: set[Element]) -> None:
    if gone:
        for parent in list(root.iter()):
            for child in [e for e in parent if e in gone]:
                parent.remove(child)


def _set(element: Element, key: str, value: str) -> None:
    if value:
        if element.get(key) != value:
            element.set(key, value)
    elif element.get(key):
        del element.attrib[key]


@define
class _House:
    """A package that elements are put into, in the spelling of its document."""

    package: Element
    root: Element
    upper: bool = field(init=False)
    form: Literal["href", "ref"] = field(init=False)

    def __attrs_post_init__(self) -> None:
        every = list(self.root.iter())
        tags = [xmltext.local(str(e.tag)) for e in every if _word(e) in (*_PARTS, *_SUPPORTS)]
        self.upper = any(tag[:1].isupper() for tag in tags)
        self.form = (
            "ref" if any("ref" in e.attrib for e in every if _word(e) in ("source", "target")) else "href"
        )

    def _new(self, tag: str, i: str) -> Element:
        name = tag[0].upper() + tag[1:] if self.upper else tag
        return SubElement(self.package, name, {"id": i})

    def put_part(self, i: str, record: Part, element: Element | None, old: Any) -> None:
        """Write a claim, evidence or argument: what differs from the document."""
        if element is None:
            element, old = self._new(_TAGS[type(record)], i), None
        text = xmltext.writable(record.text)
        wordings = [(w.language, xmltext.writable(w.text)) for w in record.wordings]
        if xmltext.writable(record.title) != (old.title if old is not None else ""):
            _set(element, "name", record.title)
        declared = next((t for t in record.tags if t in _DECLARED), "")
        if declared != (old.tags[0] if old is not None and old.tags else ""):
            _set(element, "assertionDeclaration", declared)
        before = [(w.language, w.text) for w in old.wordings] if old is not None else []
        if old is not None and (text, wordings) == (old.text, before):
            return
        texts = _texts(element)
        if not wordings and (not texts or element.get("content") is not None):
            if text or "content" in element.attrib:
                element.set("content", text)
            return
        if not before and not wordings and len(texts) == 1:
            texts[0].text = text
            return
        element.attrib.pop("content", None)
        for child in [e for e in element if _word(e) in ("description", "content")]:
            element.remove(child)
        description = SubElement(element, "description")
        for language, words in [("", text), *wordings]:
            SubElement(description, "content", {"lang": language} if language else {}).text = words

    def put_relation(
        self,
        i: str,
        record: Relation,
        element: Element | None,
        old: Any,
        names: dict[str, str],
        now: dict[str, Any],
    ) -> None:
        """Write a relation: what differs from the document."""
        if element is None:
            evidence = record.sources and all(isinstance(now.get(names[s]), Evidence) for s in record.sources)
            element, old = self._new("assertedEvidence" if evidence else "assertedInference", i), None
        counter = record.kind is not RelationKind.SUPPORT
        if old is None or counter != (old.kind is not RelationKind.SUPPORT):
            _set(element, "isCounter", "true" if counter else "")
        sides: dict[str, Iterable[str]] = {
            "source": record.sources,
            "target": record.targets,
            "reasoning": [record.argument] if record.argument else [],
        }
        for side, ends in sides.items():
            wanted = [names[end] for end in ends]
            if _ends(element, side) == wanted:
                continue
            if old is not None and side == "reasoning" and old.argument == record.argument:
                continue  # what the document says is more than the model holds
            element.attrib.pop(side, None)
            for child in [e for e in element if _word(e) == side]:
                element.remove(child)
            for end in wanted:
                SubElement(element, side, {self.form: end if self.form == "ref" else f"#{end}"})
