"""YAML of Carneades 4 to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.ids import unique_id
from argmap.messages import nearest, shown
from argmap.model import ArgumentMap, Claim, Evidence, Relation, RelationKind
from argmap.model.fields import CONTROL
from argmap.model.relations import link
from argmap.serializers.carneades.vocabulary import (
    ARGUMENT_NOTES,
    DOCUMENT_NOTES,
    EVIDENCE,
    NAME,
    NAMING,
    PARTS,
    STATEMENT_NOTES,
    is_id,
)
from argmap.serializers.carneades.writing import argument_of, document_of, statement_of
from argmap.serializers.common.residue import difference, with_residue
from argmap.syntax import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    claims, evidence, relations = reader.records()
    m = ArgumentMap(claims=claims, evidence=evidence, relations=relations, title=title, metadata=about)
    return with_residue(m, NAME, _residue(m, document, reader.statements))


def _residue(m: ArgumentMap, document: yaml.Mapping, statements: Mapping[str, Any]) -> Json:
    """The residue of the whole document, next to notes on order, names and keys."""
    made = {"meta": document_of(m, {}).get("meta")}
    made |= {key: document[key] for key in ("statements", "arguments") if document.get(key)}
    made = {key: part for key, part in made.items() if part}
    notes: Json = {
        "outside": [i for i in dict.fromkeys(_named(document)) if i not in statements],
        "statement_order": [*statements],
        "typed_keys": yaml.typed_keys(document),
    }
    if notes["statement_order"] == [r.id for r in m.statements if r.id in statements]:
        notes["statement_order"] = []
    residue = difference(made, document, notes=DOCUMENT_NOTES, keys=PARTS)
    return {key: note for key, note in notes.items() if note} | residue


class _Reader:
    """The parts of a document, and the problems in them."""

    def __init__(self, document: yaml.Mapping, report: Report) -> None:
        self.problems: list[ArgmapError] = []
        self.report = report
        self.places = document.places
        self.statements: dict[str, Any] = self._part(document, "statements")
        self.arguments: dict[str, Any] = self._part(document, "arguments")
        self.implied: dict[str, tuple[int, int]] = {}

    def _part(self, document: yaml.Mapping, key: str) -> Any:
        value = document.get(key)
        if value is None or isinstance(value, yaml.Mapping):
            return value or yaml.Mapping()
        self._wrong(f"{key} is {shown(value)}, expected a mapping of ids", document.places[key])
        return yaml.Mapping()

    def _wrong(self, message: str, place: tuple[int, int], id: str = "") -> None:
        self.problems.append(FormatError(message, line=place[0], column=place[1], ids=[id] if id else []))

    def records(self) -> tuple[list[Claim], list[Evidence], list[Relation]]:
        """Claims, evidence and relations."""
        drafts = [self._draft(id, raw) for id, raw in self.arguments.items()]
        statements = [self._statement(id, raw) for id, raw in self.statements.items()]
        for id, (line, column) in self.implied.items():
            statements.append(self._made(Claim, (line, column), id, data={NAME: {"implied": True}}))
        found = [s for s in statements if s is not None]
        names = {s.id for s in found}
        taken = {*names, *(i for i in self.arguments if i not in names)}
        relation_ids = {i: i if i not in names else unique_id(f"argument:{i}", taken) for i in self.arguments}
        taken |= set(relation_ids.values())
        relations: list[Relation | None] = []
        for (id, raw), draft in zip(self.arguments.items(), drafts, strict=True):
            if draft is None:
                continue
            premises, conclusion, undercutter = draft
            place = self.arguments.places[id]  # type: ignore[attr-defined]
            relations.append(self._relation(id, raw, relation_ids[id], premises, conclusion, place))
            if undercutter is not None:
                cut = link(RelationKind.UNDERCUT, [undercutter], [relation_ids[id]])
                name = unique_id(cut.id, taken)
                taken.add(name)
                relations.append(Relation(name, RelationKind.UNDERCUT, [undercutter], [relation_ids[id]]))
        raise_all(self.problems, "not an argument graph")
        return (
            [s for s in found if isinstance(s, Claim)],
            [s for s in found if isinstance(s, Evidence)],
            [r for r in relations if r is not None],
        )

    def _made(self, kind: Any, place: tuple[int, int], *values: Any, **fields: Any) -> Any:
        try:
            return kind(*values, **fields)
        except ArgmapError as problem:
            problem.line, problem.column = place
            self.problems.append(problem)
            return None

    def _statement(self, id: str, raw: Any) -> Claim | Evidence | None:
        place = self.statements.places[id]  # type: ignore[attr-defined]
        value = raw if isinstance(raw, dict) else {"text": raw}
        text = value.get("text")
        if isinstance(text, (list, dict)):
            self._wrong(f"statement {shown(id)} is {shown(text)}, expected words", place, id)
            return None
        meta = value.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        title = meta.get("title") if isinstance(meta.get("title"), str) else ""
        kind = Evidence if meta.get("type") == EVIDENCE else Claim
        record = self._made(kind, place, id, yaml.scalar_text(text), title=title)
        if record is None:
            return None
        note = {"mapping": True} if isinstance(raw, dict) and raw.keys() == {"text"} else {}
        residue = difference(statement_of(record), value, notes=STATEMENT_NOTES)
        statement: Claim | Evidence = with_residue(record, NAME, note | residue)
        return statement

    def _draft(self, id: str, raw: Any) -> tuple[list[str], str, str | None] | None:
        """Premises, conclusion and undercutter of an argument."""
        place = self.arguments.places[id]  # type: ignore[attr-defined]
        if CONTROL.search(id):
            self._wrong(f"the id {shown(id)} of an argument holds a control character", place, id)
            return None
        if not isinstance(raw, yaml.Mapping):
            self._wrong(f"argument {shown(id)} is {shown(raw)}, expected a mapping", place, id)
            return None
        rows = {"conclusion": [raw.get("conclusion")], "premises": raw.get("premises")}
        rows["undercutter"] = [raw["undercutter"]] if raw.get("undercutter") is not None else None
        if isinstance(rows["premises"], dict):
            rows["premises"] = list(rows["premises"].values())
        for key, row in rows.items():
            bad = row is not None and (not isinstance(row, list) or any(not is_id(i) for i in row))
            if bad:
                where = raw.places.get(key, place)
                what = "no conclusion" if key not in raw else f"the {key} {shown(raw[key])}"
                self._wrong(f"argument {shown(id)} has {what}, expected ids of statements", where, id)
                return None
            if strange := [i for i in row or () if not str(i) or CONTROL.search(str(i))]:
                what = "is empty" if not str(strange[0]) else "holds a control character"
                message = f"the {key} of argument {shown(id)} names {shown(strange[0])}, which {what}"
                self._wrong(message, raw.places.get(key, place), id)
                return None
            for i in row or ():
                self._note(id, key, str(i), raw.places.get(key, place))
        undercutter = rows["undercutter"]
        return (
            [str(i) for i in rows["premises"] or ()],
            str(raw["conclusion"]),
            str(undercutter[0]) if undercutter else None,
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
                line=place[0],
                column=place[1],
                ids=(statement,),
                hint=f"did you mean {close!r}?" if close else "",
            )
        )

    def _relation(
        self,
        id: str,
        raw: dict[str, Any],
        relation_id: str,
        premises: list[str],
        conclusion: str,
        place: tuple[int, int],
    ) -> Relation | None:
        scheme, weight = raw.get("scheme"), raw.get("weight")
        fields: dict[str, Any] = {
            "scheme": scheme if isinstance(scheme, str) else "",
            "weight": weight if isinstance(weight, (int, float)) and not isinstance(weight, bool) else None,
        }
        relation: Relation | None = self._made(
            Relation, place, relation_id, RelationKind.SUPPORT, premises, [conclusion], **fields
        )
        if relation is None:
            return None
        notes: Json = {} if relation_id == id else {"id": id}
        if isinstance(raw.get("premises"), dict):
            notes["roles"] = raw["premises"]
        undercutter = None if raw.get("undercutter") is None else str(raw["undercutter"])
        made = argument_of(with_residue(relation, NAME, notes), undercutter)
        return with_residue(relation, NAME, notes | difference(made, raw, notes=ARGUMENT_NOTES))


def _named(document: Mapping[str, Any]) -> Iterable[str]:
    """The names in issues, assumptions and tests."""
    for _, row in _rows_of(document):
        yield from (str(i) for i in row if is_id(i))


def _rows_of(document: Mapping[str, Any]) -> Iterable[tuple[str, list[Any]]]:
    for key in NAMING:
        part = document.get(key)
        if isinstance(part, list):
            yield key, part
        for inner in part.values() if isinstance(part, dict) else ():
            row = inner.get("positions") if isinstance(inner, dict) else inner
            if isinstance(row, list):
                yield key, row
