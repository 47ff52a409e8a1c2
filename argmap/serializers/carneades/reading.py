"""YAML of Carneades 4 to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind
from argmap.model.fields import CONTROL
from argmap.serializers.carneades.vocabulary import (
    ARGUMENT,
    ARGUMENT_NOTES,
    DOCUMENT_NOTES,
    EVIDENCE,
    NAME,
    NAMING,
    PARTS,
    STATEMENT,
    STATEMENT_NOTES,
    is_id,
)
from argmap.serializers.carneades.writing import argument_of, document_of, statement_of
from argmap.serializers.common.keys import report_unknown
from argmap.serializers.common.residue import difference, mapping, with_residue
from argmap.syntax import yaml, yaml_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.diagnostics import Report
    from argmap.serializers.common.residue import Json


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    r"""Read an argument graph from the YAML of Carneades 4.

    Args:
        text: The YAML text.
        report: Gets a diagnostic for everything that had to be interpreted.

    Raises:
        FormatError: Not YAML, a key twice, or not the parts of an argument graph; with line and column.
        InvalidFileError: Several such problems.

    >>> m = loads("statements: {fly: Tweety flies., bird: Tweety is a bird.}\n"
    ...           "arguments: {a1: {conclusion: fly, premises: {minor: bird}}}\n")
    >>> [(r.id, r.sources, r.targets) for r in m.relations]
    [('a1', ('bird',), ('fly',))]
    """
    document = yaml.loads(text)
    if not isinstance(document, yaml.Mapping):
        raise FormatError(
            f"found {shown(document)} where an argument graph is expected",
            line=1,
            found=document,
            expected="a mapping with statements and arguments",
        )
    reader = _Reader(document, report)
    meta = document.get("meta")
    about = dict(meta) if isinstance(meta, dict) else {}
    title = about.pop("title", "")
    if not isinstance(title, str):
        about["title"], title = title, ""
    m = ArgumentMap.of(*reader.records(), title=title, metadata=about)
    inner = [(reader.statements, STATEMENT, "$.statements"), (reader.arguments, ARGUMENT, "$.arguments")]
    rows = [
        (v, known, f"{path}.{i}")
        for part, known, path in inner
        for i, v in part.items()
        if isinstance(v, dict)
    ]
    report_unknown([(document, frozenset(PARTS), "$"), *rows], report, NAME)
    return with_residue(m, NAME, _residue(m, document, reader.statements))


def _residue(m: ArgumentMap, document: yaml.Mapping, statements: Mapping[str, Any]) -> Json:
    """The residue of the whole document, next to notes on order, names and keys."""
    made = document_of(m, {})
    made |= {key: document[key] for key in ("statements", "arguments") if document.get(key)}
    usual = [r.id for r in m.statements if r.id in statements]
    notes: Json = {
        "outside": [i for i in dict.fromkeys(_named(document)) if i not in statements],
        "statement_order": [] if usual == [*statements] else [*statements],
        "typed_keys": yaml.typed_keys(document),
        "bare": yaml_writer.quoted_otherwise(document),
    }
    residue = difference(made, document, notes=DOCUMENT_NOTES, keys=PARTS)
    return {key: note for key, note in notes.items() if note} | residue


class _Argument(NamedTuple):
    """An argument with the ids of statements in it."""

    id: str
    raw: yaml.Mapping
    premises: list[str]
    conclusion: str
    undercutter: str | None


class _Reader:
    """The parts of a document, and the problems in them."""

    def __init__(self, document: yaml.Mapping, report: Report) -> None:
        self.problems: list[ArgmapError] = []
        self.report = report
        self.statements = self._part(document, "statements")
        self.arguments = self._part(document, "arguments")
        self.implied: dict[str, tuple[int, int]] = {}

    def _part(self, document: yaml.Mapping, key: str) -> yaml.Mapping:
        value = document.get(key)
        if isinstance(value, yaml.Mapping):
            return value
        if value is not None:
            self._wrong(f"{key} is {shown(value)}, expected a mapping of ids", document.places[key])
        return yaml.Mapping()

    def _wrong(self, message: str, place: tuple[int, int], id: str = "") -> None:
        self.problems.append(FormatError(message, line=place[0], column=place[1], ids=[id] if id else []))

    def records(self) -> list[Claim | Evidence | Relation]:
        """Claims, evidence and relations."""
        arguments = [self._argument(id, raw) for id, raw in self.arguments.items()]
        statements = [self._statement(id, raw) for id, raw in self.statements.items()]
        for id, place in self.implied.items():
            statements.append(self._made(Claim, place, id, data={NAME: {"implied": True}}))
        found = [s for s in statements if s is not None]
        names = {s.id for s in found}
        taken = names.union(self.arguments)
        ids = {i: i if i not in names else unique_id(f"argument:{i}", taken) for i in self.arguments}
        taken.update(ids.values())
        relations: list[Relation | None] = []
        for argument in arguments:
            if argument is None:
                continue
            id = ids[argument.id]
            relations.append(self._relation(argument, id))
            if argument.undercutter is not None:
                name = unique_id(f"undercut:{argument.undercutter}>{id}", taken)
                taken.add(name)
                relations.append(Relation(name, RelationKind.UNDERCUT, [argument.undercutter], [id]))
        raise_all(self.problems, "not an argument graph")
        return [*found, *(r for r in relations if r is not None)]

    def _made(self, kind: Any, place: tuple[int, int], *values: Any, **fields: Any) -> Any:
        try:
            return kind(*values, **fields)
        except ArgmapError as problem:
            problem.line, problem.column = place
            self.problems.append(problem)
            return None

    def _statement(self, id: str, raw: Any) -> Claim | Evidence | None:
        place = self.statements.places[id]
        value = raw if isinstance(raw, dict) else {"text": raw}
        text, meta = value.get("text"), mapping(value, "meta")
        if isinstance(text, (list, dict)):
            self._wrong(f"statement {shown(id)} is {shown(text)}, expected words", place, id)
            return None
        title = meta.get("title") if isinstance(meta.get("title"), str) else ""
        kind = Evidence if meta.get("type") == EVIDENCE else Claim
        record: Claim | Evidence | None = self._made(kind, place, id, yaml.scalar_text(text), title=title)
        if record is None:
            return None
        note = {"mapping": True} if isinstance(raw, dict) and raw.keys() == {"text"} else {}
        residue = difference(statement_of(record), value, notes=STATEMENT_NOTES)
        return with_residue(record, NAME, note | residue)

    def _argument(self, id: str, raw: Any) -> _Argument | None:
        place = self.arguments.places[id]
        if CONTROL.search(id):
            self._wrong(f"the id {shown(id)} of an argument holds a control character", place, id)
            return None
        if not isinstance(raw, yaml.Mapping):
            self._wrong(f"argument {shown(id)} is {shown(raw)}, expected a mapping", place, id)
            return None
        premises, undercutter = raw.get("premises"), raw.get("undercutter")
        rows = {
            "conclusion": [raw.get("conclusion")],
            "premises": list(premises.values()) if isinstance(premises, dict) else premises,
            "undercutter": None if undercutter is None else [undercutter],
        }
        for key, row in rows.items():
            where = raw.places.get(key, place)
            if row is not None and not (isinstance(row, list) and all(map(is_id, row))):
                what = "no conclusion" if key not in raw else f"the {key} {shown(raw[key])}"
                self._wrong(f"argument {shown(id)} has {what}, expected ids of statements", where, id)
                return None
            for name in map(str, row or ()):
                if not name or CONTROL.search(name):
                    what = "holds a control character" if name else "is empty"
                    message = f"the {key} of argument {shown(id)} names {shown(name)}, which {what}"
                    self._wrong(message, where, id)
                    return None
                self._note(id, key, name, where)
        names = [str(i) for i in rows["premises"] or ()]
        return _Argument(
            id, raw, names, str(raw["conclusion"]), None if undercutter is None else str(undercutter)
        )

    def _note(self, id: str, key: str, statement: str, place: tuple[int, int]) -> None:
        """Report a statement that nothing describes, once."""
        if statement in self.statements or statement in self.implied:
            return
        self.implied[statement] = place
        close = nearest(statement, self.statements)
        self.report(
            Diagnostic(
                "undefined-statement",
                Severity.WARNING,
                f"the {key} of argument {shown(id)} names the statement {shown(statement)}, which is not defined; "
                "read as a claim without text",
                *place,
                ids=(statement,),
                hint=f"did you mean {close!r}?" if close else "",
            )
        )

    def _relation(self, argument: _Argument, id: str) -> Relation | None:
        raw, place = argument.raw, self.arguments.places[argument.id]
        scheme, weight = raw.get("scheme"), raw.get("weight")
        fields: dict[str, Any] = {
            "scheme": scheme if isinstance(scheme, str) else "",
            "weight": weight if isinstance(weight, (int, float)) and not isinstance(weight, bool) else None,
        }
        ends = argument.premises, [argument.conclusion]
        relation: Relation | None = self._made(Relation, place, id, RelationKind.SUPPORT, *ends, **fields)
        if relation is None:
            return None
        notes: Json = {} if id == argument.id else {"id": argument.id}
        if isinstance(raw.get("premises"), dict):
            notes["roles"] = raw["premises"]
        made = argument_of(with_residue(relation, NAME, notes), argument.undercutter)
        return with_residue(relation, NAME, notes | difference(made, raw, notes=ARGUMENT_NOTES))


def _named(document: Mapping[str, Any]) -> Iterator[str]:
    """The names in issues, assumptions and tests."""
    for part in map(document.get, NAMING):
        inside = part.values() if isinstance(part, dict) else ()
        rows = [part, *(inner.get("positions") if isinstance(inner, dict) else inner for inner in inside)]
        for row in rows:
            yield from (str(i) for i in row if is_id(i)) if isinstance(row, list) else ()
