"""Argdown JSON to maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from argmap.diagnostics import Diagnostic, ignored
from argmap.errors import FormatError
from argmap.garbage_collection import GarbageCollectionPaused
from argmap.messages import nearest, shown
from argmap.model import Argument, ArgumentMap, Claim, Relation, RelationKind, Section, Wording
from argmap.serializers.argdown.mapping.coloring import Coloring, with_hints
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.argdown.mapping.records import KINDS, split_rules
from argmap.serializers.argdown_json.checking import checked, one_of, record_at, table
from argmap.serializers.argdown_json.export import checked_export, data_of, in_order, uses_added
from argmap.serializers.argdown_json.naming import Ids, Namer, identified
from argmap.serializers.argdown_json.ranges import marks_in
from argmap.serializers.argdown_json.residue import with_residues
from argmap.serializers.argdown_json.structures import steps_of
from argmap.serializers.argdown_json.vocabulary import CLASS, ENDS
from argmap.syntax import json as jsontext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.diagnostics import Report
    from argmap.serializers.argdown_json.export import Element, Export
    from argmap.serializers.argdown_json.vocabulary import Row

N = TypeVar("N", Claim, Argument)


def loads(text: str, *, report: Report = ignored) -> ArgumentMap:
    """Read a map from Argdown's JSON export.

    The map is the one of the Argdown text, except that an export has neither front matter nor the layout of
    the text.

    Args:
        text: The JSON text.
        report: Gets every diagnostic: relations whose ends are missing, undercuts of statements.

    Raises:
        FormatError: Not JSON, or not such an export; with the path.

    >>> m = loads('''{"statements": {"Cap": {"members": [{"text": "Rents should be capped. "}]}},
    ...   "arguments": {"Supply": {}}, "relations": [{"relationType": "attack", "from": "Supply",
    ...   "fromType": "argument", "to": "Cap", "toType": "equivalence-class"}]}''')
    >>> m["Cap"].text, m.relations[0].id
    ('Rents should be capped.', 'attack:Supply>Cap')
    """
    with GarbageCollectionPaused():
        export = checked_export(jsontext.loads(text))
        return with_residues(export, *_records(export, report))


def _records(export: Export, report: Report) -> tuple[ArgumentMap, Ids]:
    """The records of a document without its residue, and their ids by their places in it."""
    name, ids = Namer([*identified(export)]), Ids()
    statements, arguments = in_order(export.statements.values()), in_order(export.arguments.values())
    ids.statements.update((g.title, name(g.title, "[]", g.row)) for g in statements)
    ids.arguments.update((g.title, name(g.title, "<>", g.row)) for g in arguments)
    sections = [*_sections(export, name, ids)]
    within: dict[str, str] = {}
    for heading, section in zip(export.headings, sections, strict=True):
        within.setdefault(heading.name, section.id)
    claims = [_node(Claim, element, ids.statements[element.title], within) for element in statements]
    named = [_node(Argument, element, ids.arguments[element.title], within) for element in arguments]
    steps = [s for element in arguments for s in _steps(export, element, name, ids)]
    relations = [*steps, *_plain_relations(export, name, ids, report)]
    marked = dict((*_marks(statements, ids.statements), *_marks(arguments, ids.arguments)))
    data = {RESIDUE: {"marks": marked}} if marked else {}
    nodes = {"claims": claims, "arguments": named}
    return record_at(ArgumentMap, "$", sections=sections, relations=relations, data=data, **nodes), ids


def _sections(export: Export, name: Namer, ids: Ids) -> Iterator[Section]:
    for heading in export.headings:
        ids.sections.append(name(heading.name, "##"))
        yield record_at(
            Section,
            heading.path,
            ids.sections[-1],
            str(heading.row.get("title", "")).strip(),
            parent=None if heading.parent is None else ids.sections[heading.parent],
            tags=heading.row.get("tags", ()),
            data=_data(heading.row, "section"),
        )


def _node(kind: type[N], element: Element, name: str, within: Mapping[str, str]) -> N:
    row = element.row
    members = [element.members[n] for n in element.texts]  # the canonical one comes first
    wordings = [
        record_at(Wording, element.path, _words(member), tags=member.get("tags", ()), data=_data(member))
        for member in members[1:]
    ]
    section = row.get("section")
    return record_at(
        kind,
        element.path,
        name,
        _words(members[0]) if members else "",
        title="" if name == element.title else element.title,
        tags=row.get("tags", ()),
        wordings=wordings,
        section=within.get(section) if isinstance(section, str) else None,
        data=_data(row, "argument" if kind is Argument else "statement"),
    )


def _words(member: Row) -> str:
    text: str = member.get("text", "")
    return text.strip()


def _marks(elements: list[Element], ids: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    for element in elements:
        found = {str(which): marks_in(element.members[n]) for n, which in element.texts.items()}
        if any(found.values()):
            yield ids[element.title], {which: marks for which, marks in found.items() if marks}


def _steps(export: Export, element: Element, name: Namer, ids: Ids) -> Iterator[Relation]:
    """The inferences of an argument."""
    rows: list[tuple[str, bool]] = []  # the statements, and whether they are conclusions
    inferences: list[tuple[Row, Row]] = []  # with the data of their relations
    uses: dict[int, Any] = {}  # by the positions of conclusions
    for n, row in enumerate(element.pcs):
        path = f"{element.path}.pcs[{n}]"
        title = checked(row, path).get("title")
        if title not in ids.statements:
            raise FormatError(
                f"found {shown(title)}, expected the title of a statement",
                path=f"{path}.title",
                found=title,
                nearest=nearest(str(title), export.statements),
            )
        rows.append((ids.statements[title], "inference" in row))
        if "inference" in row:
            inference = checked(table(row["inference"], f"{path}.inference"), f"{path}.inference")
            data = data_of(inference)
            uses[n] = data.get("uses")
            if uses_added(inference, n):
                data = {k: v for k, v in data.items() if k != "uses"}
            inferences.append((inference, {AUTHOR_DATA: data} if data else {}))
    argument = ids.arguments[element.title]
    steps = zip(steps_of(rows, uses), inferences, strict=True)
    for number, ((sources, target), (inference, data)) in enumerate(steps, 1):
        rules = inference.get("inferenceRules", [])
        scheme = ", ".join(rules)
        if split_rules(scheme) != rules:
            data[RESIDUE] = {"rules": rules}
        ids.steps[element.title, number] = id = name(f"{argument}/{number}", row=inference)
        step = (id, RelationKind.SUPPORT, sources, (target,))
        yield record_at(Relation, element.path, *step, argument=argument, scheme=scheme, data=data)


def _plain_relations(export: Export, name: Namer, ids: Ids, report: Report) -> Iterator[Relation]:
    """The relations that are not inferences."""
    for n, row in enumerate(export.relations):
        path = f"$.relations[{n}]"
        kind, data = KINDS[one_of(row, "relationType", KINDS, path)], {}
        source, target = (_end(export, row, which, ids, path) for which in ("from", "to"))
        if source is None or target is None or row.get("fromType") == "inference":
            message = "an end of this relation is not in the document; kept as written, without a relation of the map"
            report(Diagnostic("missing-end", "warning", message, path=path))
            continue
        if kind is RelationKind.UNDERCUT and row.get("toType") == CLASS:
            kind, data = RelationKind.ATTACK, {RESIDUE: {"type": "undercut"}}
            message = f"an undercut of the statement {shown(target)} is read as an attack"
            hint = "undercut an argument, or the inference of one"
            report(Diagnostic("undercut-of-statement", "warning", message, path=path, hint=hint))
        ids.relations[n] = name(f"{kind}:{source}>{target}", row=row)
        yield record_at(Relation, path, ids.relations[n], kind, (source,), (target,), data=data)


def _end(export: Export, row: Row, which: str, ids: Ids, path: str) -> str | None:
    if which not in row:
        return None  # the Argdown tools forget the argument of some inferences
    title = row[which]
    if not isinstance(title, str):
        raise FormatError(f"found {shown(title)}, expected a title", path=f"{path}.{which}", found=title)
    kind = one_of(row, f"{which}Type", ENDS, path)
    if kind != "inference":
        return (ids.arguments if kind == "argument" else ids.statements).get(title)
    element, at = export.arguments.get(title), row.get("conclusionIndex")
    if element is None or type(at) is not int or not 0 <= at < len(element.pcs):
        return None
    number = sum("inference" in r for r in element.pcs[: at + 1])
    return ids.steps[title, number] if "inference" in element.pcs[at] else None


def _data(row: Row, kind: str = "") -> Row:
    data = data_of(row)
    hints = _COLORING.of_record(kind, "", data) if kind else {}
    return with_hints({AUTHOR_DATA: data} if data else {}, hints)


_COLORING: Final = Coloring.of({})  # an export has no settings
