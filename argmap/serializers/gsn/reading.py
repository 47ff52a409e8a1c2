"""YAML of gsn2x to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.appearance import KEY, SHAPES, is_hint
from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind
from argmap.safety import OFFERED, TYPES, Implied
from argmap.serializers.common.keys import alike
from argmap.serializers.common.residue import difference, residue_of, with_residue
from argmap.serializers.gsn.vocabulary import (
    DRAWN,
    KEYS,
    LINKS,
    MODULE,
    NAME,
    NOTES,
    REFERENCES,
    Link,
    by_prefix,
    relation_named,
    relation_ref,
)
from argmap.serializers.gsn.writing import entries_of, module_of
from argmap.syntax import yaml, yaml_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from argmap.diagnostics import Report


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    r"""Read a safety case from the YAML of gsn2x.

    Args:
        text: The YAML text of one file; references to other files are reported.
        report: Gets a diagnostic for everything that had to be interpreted.

    Raises:
        FormatError: Not YAML, a key twice, or not a mapping of elements; with line and column.
        InvalidFileError: Several such problems.

    >>> m = loads("G1: {text: Rents are fair., supportedBy: Sn1}\nSn1: {text: A survey.}\n")
    >>> [(r.id, r.sources, r.targets) for r in m.relations]
    [('support:Sn1>G1', ('Sn1',), ('G1',))]
    """
    document = yaml.loads(text)
    if not isinstance(document, yaml.Mapping):
        what = {list: "a list", type(None): "nothing"}.get(type(document), "a single value")
        raise FormatError(
            f"found {what} where elements are expected",
            line=_first_line(text),
            found=document,
            expected="a mapping of ids to elements",
            hint="write 'G1: {text: The top goal.}'",
        )
    problems: list[ArgmapError] = []
    elements = {
        id: _Element(id, value, document.places[id], problems)
        for id, value in document.items()
        if id != MODULE
    }
    module = document.get(MODULE, {})
    if not isinstance(module, dict):
        line, column = document.places[MODULE]
        message = f"module is {shown(module)}, expected a mapping"
        problems.append(FormatError(message, line=line, column=column))
    raise_all(problems, "not a safety case")
    joined = _joined(elements, report, modular=MODULE in document)
    implied = Implied(joined)
    records = [r for e in elements.values() if (r := e.record(implied, problems)) is not None]
    raise_all(problems, "not a safety case")
    for finding in (*_type_findings(elements), *_key_findings(elements)):
        report(finding)
    title = module.get("name")
    title = title if isinstance(title, str) else ""
    m = ArgumentMap.of(*records, *joined, title=title)
    return _with_residues(m, document, elements)


def _with_residues(m: ArgumentMap, document: yaml.Mapping, elements: Mapping[str, _Element]) -> ArgumentMap:
    """The map with the residues of its elements and of the document, next to their notes."""
    found = {
        i: difference(made, elements[i].value, notes=NOTES, keys=KEYS) for i, made in entries_of(m).items()
    }
    changed = [with_residue(m[i], NAME, {**residue_of(m[i], NAME), **new}) for i, new in found.items() if new]
    made = module_of(m) | {r.id: document[r.id] for r in m.statements}
    residue = difference(made, document, notes=("typed_keys", "bare"), keys=(MODULE,))
    if typed := yaml.typed_keys(document):
        residue["typed_keys"] = typed
    if bare := yaml_writer.quoted_otherwise(document):
        residue["bare"] = bare
    return with_residue(m.replace(*changed), NAME, residue)


class _Element:
    """An element of the file."""

    def __init__(self, id: str, value: Any, place: tuple[int, int], problems: list[ArgmapError]) -> None:
        self.id = id
        self.place = place
        self.null = value is None
        self.value: Any = {} if value is None else value
        self.outside: dict[str, None] = {}  # in the order of the file
        self.named_relations: dict[str, bool] = {}  # and whether they are spelled as usual
        if not isinstance(self.value, dict):
            message = f"element {shown(id)} is {shown(value)}, expected a mapping such as {{text: …}}"
            problems.append(self._wrong(message))
            self.value = {}
        words = self.value.get("text")
        if isinstance(words, (dict, list)):
            problems.append(self._wrong(f"the text of {shown(id)} is {shown(words)}, expected words", "text"))
        self.refs = {key: self._references(key, problems) for key in REFERENCES if key in self.value}
        named = self.value.get("nodeType")
        self.type = named if isinstance(named, str) else by_prefix(id)

    def line(self, key: str | None = None) -> tuple[int, int]:
        """Line and column of one of its keys, or of the element."""
        return getattr(self.value, "places", {}).get(key, self.place) if key else self.place

    def finding(
        self, code: str, key: str, message: str, hint: str = "", severity: Severity = Severity.WARNING
    ) -> Diagnostic:
        """A diagnostic for one of its keys."""
        line, column = self.line(key)
        return Diagnostic(code, severity, message, line=line, column=column, ids=(self.id,), hint=hint)

    def _wrong(self, message: str, key: str | None = None) -> FormatError:
        line, column = self.line(key)
        return FormatError(message, line=line, column=column, ids=[self.id])

    def _references(self, key: str, problems: list[ArgmapError]) -> list[str]:
        value = self.value[key]
        items = value if isinstance(value, list) else [] if value is None else [value]
        for item in items:
            if item is None or isinstance(item, (dict, list, bool)):
                message = f"{key} of {shown(self.id)} holds {shown(item)}, expected ids"
                problems.append(self._wrong(message, key))
                return []
        return [str(item) for item in items]

    def record(self, implied: Implied, problems: list[ArgmapError]) -> Claim | Evidence | None:
        """Its claim or piece of evidence."""
        kind = Evidence if self.type in OFFERED else Claim
        data = {key: value for key, value in ((KEY, self._hints(implied)), (NAME, self._notes())) if value}
        try:
            return kind(self.id, yaml.scalar_text(self.value.get("text")), data=data)
        except ArgmapError as problem:
            problem.line, problem.column = self.place
            problems.append(problem)
            return None

    def _hints(self, implied: Implied) -> dict[str, Any]:
        """How it asks to be drawn."""
        drawn = ((hint, self.value[key]) for key, hint in DRAWN.items() if key in self.value)
        hints = {hint: value for hint, value in drawn if is_hint(hint, value)}
        if self.type in SHAPES and self.type != implied.type(self.id, offered=self.type in OFFERED):
            hints["shape"] = self.type
        if elsewhere := self._elsewhere():
            hints["elsewhere"] = elsewhere
        return hints

    def _notes(self) -> dict[str, Any]:
        elsewhere = set(self._elsewhere())
        notes = {
            "null": self.null,
            "outside": [i for i in self.outside if i not in elsewhere],
            "several": isinstance(self.value.get("challenges"), list),
            "spelled": [] if all(self.named_relations.values()) else [*self.named_relations],
        }
        return {name: note for name, note in notes.items() if note}

    def _elsewhere(self) -> list[str]:
        """The supporters that are in other files, once each."""
        return [i for i in dict.fromkeys(self.refs.get("supportedBy", ())) if i in self.outside]


def _joined(elements: Mapping[str, _Element], report: Report, *, modular: bool) -> list[Relation]:
    """The relations, in the order of the file; references that lead out of it are reported."""
    taken = set(elements)
    references = [(e, key, ref) for e in elements.values() for key, refs in e.refs.items() for ref in refs]
    plain: dict[Link, str] = {}
    for element, key, ref in references:
        if key in LINKS and ref in elements and (joined := _link(element.id, key, ref)) not in plain:
            plain[joined] = _named(joined, taken)
    usual = {relation_ref(joined) for joined in plain}
    relations: dict[Link, Relation] = {}
    for element, key, ref in references:
        meant = _meant(element.id, key, ref, plain)
        if meant is not None and meant.kind is RelationKind.UNDERCUT:
            element.named_relations[ref] = ref in usual
        if meant in relations:
            message = f"{key} of {shown(element.id)} names {shown(ref)} twice; read as one relation"
            report(element.finding("duplicate-reference", key, message))
        elif meant is not None:
            id = plain.get(meant) or _named(meant, taken)
            relations[meant] = Relation(id, meant.kind, [meant.source], [meant.target])
        elif ref not in elements and ref not in element.outside:
            element.outside[ref] = None
            report(_outside_finding(element, key, ref, elements, modular=modular))
    return list(relations.values())


def _link(id: str, key: str, ref: str) -> Link:
    """The relation of an element to another that it refers to."""
    return Link(LINKS[key], ref, id) if key == "supportedBy" else Link(LINKS[key], id, ref)


def _meant(id: str, key: str, ref: str, plain: Mapping[Link, str]) -> Link | None:
    """The relation that a reference means, to an element or a relation; None for a reference out of the file."""
    if key not in LINKS:
        return None
    if (found := _link(id, key, ref)) in plain:
        return found
    aim = relation_named(ref, plain) if key == "challenges" else None
    return Link(RelationKind.UNDERCUT, id, aim) if aim else None


def _named(joined: Link, taken: set[str]) -> str:
    id = unique_id(f"{joined.kind}:{joined.source}>{joined.target}", taken)
    taken.add(id)
    return id


def _first_line(text: str) -> int:
    """The line where the document begins."""
    for n, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith(("#", "---", "%")):
            return n
    return 1


def _type_findings(elements: Mapping[str, _Element]) -> Iterator[Diagnostic]:
    for element in elements.values():
        if element.type not in TYPES:
            what = f"unknown nodeType {shown(element.type)} of {shown(element.id)}"
            if element.type is None:
                what = f"the id {shown(element.id)} has no known prefix and no nodeType"
            close = nearest(element.type or "", TYPES)
            hint = f"did you mean {close}?" if close else ""
            yield element.finding("unknown-type", "nodeType", f"{what}; read as a goal", hint)


def _key_findings(elements: Mapping[str, _Element]) -> Iterator[Diagnostic]:
    """Findings on keys that are spelled nearly like those of the notation: any other is the name of a layer."""
    for element in elements.values():
        for key in element.value:
            if key not in KEYS and (close := alike(key, KEYS)):
                message = f"{shown(key)} of {shown(element.id)} is read as the text of a layer"
                yield element.finding("unknown-key", key, message, f"did you mean {close}?")


def _outside_finding(
    element: _Element, key: str, ref: str, elements: Iterable[str], *, modular: bool
) -> Diagnostic:
    relation = "->" in ref and key == "challenges"
    close = None if relation or modular else nearest(ref, elements)
    return element.finding(
        "unknown-relation" if relation else "outside-reference",
        key,
        f"{key} of {shown(element.id)} names {shown(ref)}, which is not in this file; kept as written",
        f"did you mean {close!r}?" if close else "",
        Severity.INFO if modular and not relation else Severity.WARNING,
    )
