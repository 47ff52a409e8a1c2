"""From the rows of a document to the records of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import frozen

from argmap.diagnostics import Diagnostic
from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import Argument, ArgumentMap, Claim, Relation, RelationKind, Section, Wording
from argmap.serializers.argdown.mapping.coloring import Coloring, with_hints
from argmap.serializers.argdown.mapping.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping.records import KINDS, split_rules
from argmap.serializers.argdown_json.checking import checked, made, one_of, table, unknown
from argmap.serializers.argdown_json.naming import Ids, Namer, identified
from argmap.serializers.argdown_json.outline import data_of, in_order, uses_added
from argmap.serializers.argdown_json.ranges import marks_in
from argmap.serializers.argdown_json.structures import steps_of
from argmap.serializers.argdown_json.vocabulary import CLASS, ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from argmap.diagnostics import Report
    from argmap.serializers.argdown_json.outline import Group, Outline
    from argmap.serializers.argdown_json.vocabulary import Row

N = TypeVar("N", Claim, Argument)


@frozen(eq=False)
class Records:
    """What a document means.

    Attributes:
        map: The map, without any memory of the document.
        ids: The ids of its records, by where they stand in the document.
        unplaced: The positions of relations that are no relations of the map.
    """

    map: ArgumentMap
    ids: Ids
    unplaced: tuple[int, ...]


def records_of(outline: Outline, report: Report) -> Records:
    """The records of a document.

    Args:
        outline: The document.
        report: Gets the diagnostics of what was read otherwise than it stands there.

    Raises:
        FormatError: A title that is not there, an unknown kind of relation or end; with its path.
    """
    name, ids = Namer([*identified(outline)]), Ids()
    statements, arguments = in_order(outline.statements.values()), in_order(outline.arguments.values())
    ids.statements.update((g.title, name(g.title, "[]", g.row)) for g in statements)
    ids.arguments.update((g.title, name(g.title, "<>", g.row)) for g in arguments)
    sections = [*_sections(outline, name, ids)]
    within: dict[str, str] = {}
    for heading, section in zip(outline.headings, sections, strict=True):
        within.setdefault(heading.own, section.id)
    claims = [_node(Claim, group, ids.statements[group.title], within) for group in statements]
    named = [_node(Argument, group, ids.arguments[group.title], within) for group in arguments]
    steps = [s for group in arguments for s in _steps(outline, group, name, ids)]
    relations = [*steps, *_bonds(outline, name, ids, report)]
    marked = dict(_marks(statements, ids.statements))
    marked |= _marks(arguments, ids.arguments)
    m = made(
        ArgumentMap,
        "$",
        sections=sections,
        claims=claims,
        arguments=named,
        relations=relations,
        data={LAYOUT: {"marks": marked}} if marked else {},
    )
    return Records(m, ids, tuple(n for n in range(len(outline.relations)) if n not in ids.relations))


def _sections(outline: Outline, name: Namer, ids: Ids) -> Iterator[Section]:
    for heading in outline.headings:
        ids.sections.append(name(heading.own, "##"))
        yield made(
            Section,
            heading.path,
            ids.sections[-1],
            str(heading.row.get("title", "")).strip(),
            parent=None if heading.parent is None else ids.sections[heading.parent],
            tags=heading.row.get("tags", ()),
            data=_own(heading.row, "section"),
        )


def _node(kind: type[N], group: Group, name: str, within: Mapping[str, str]) -> N:
    row = group.row
    members = [group.members[n] for n in group.texts]  # the one that stands for all comes first
    wordings = [
        made(Wording, group.path, _words(member), tags=member.get("tags", ()), data=_own(member))
        for member in members[1:]
    ]
    section = row.get("section")
    return made(
        kind,
        group.path,
        name,
        _words(members[0]) if members else "",
        title="" if name == group.title else group.title,
        tags=row.get("tags", ()),
        wordings=wordings,
        section=within.get(section) if isinstance(section, str) else None,
        data=_own(row, "argument" if kind is Argument else "statement"),
    )


def _words(member: Row) -> str:
    text: str = member.get("text", "")
    return text.strip()


def _marks(groups: list[Group], ids: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    for group in groups:
        found = {str(which): marks_in(group.members[n]) for n, which in group.texts.items()}
        if any(found.values()):
            yield ids[group.title], {which: marks for which, marks in found.items() if marks}


def _steps(outline: Outline, group: Group, name: Namer, ids: Ids) -> Iterator[Relation]:
    """The inferences of an argument."""
    rows: list[tuple[str, bool]] = []
    inferences: list[tuple[Row, Row]] = []
    uses: dict[int, Any] = {}
    for n, row in enumerate(group.pcs):
        path = f"{group.path}.pcs[{n}]"
        title = checked(row, path).get("title")
        if title not in ids.statements:
            unknown(title, "the title of a statement", outline.statements, f"{path}.title")
        rows.append((ids.statements[title], "inference" in row))
        if "inference" in row:
            inference = checked(table(row["inference"], f"{path}.inference"), f"{path}.inference")
            own = data_of(inference)
            uses[n] = own.get("uses")
            if uses_added(inference, n):
                own = {k: v for k, v in own.items() if k != "uses"}
            inferences.append((inference, {OWN: own} if own else {}))
    argument = ids.arguments[group.title]
    for number, ((sources, target), (inference, data)) in enumerate(
        zip(steps_of(rows, uses), inferences, strict=True), 1
    ):
        rules = inference.get("inferenceRules", [])
        scheme = ", ".join(rules)
        if split_rules(scheme) != rules:
            data[LAYOUT] = {"rules": rules}
        ids.steps[group.title, number] = name(f"{argument}/{number}", row=inference)
        yield made(
            Relation,
            group.path,
            ids.steps[group.title, number],
            RelationKind.SUPPORT,
            sources,
            (target,),
            argument=argument,
            scheme=scheme,
            data=data,
        )


def _bonds(outline: Outline, name: Namer, ids: Ids, report: Report) -> Iterator[Relation]:
    """The relations that are no inferences."""
    for n, row in enumerate(outline.relations):
        path = f"$.relations[{n}]"
        kind, data = KINDS[one_of(row, "relationType", KINDS, path)], {}
        source, target = (_end(outline, row, which, ids, path) for which in ("from", "to"))
        if source is None or target is None or row.get("fromType") == "inference":
            message = (
                "an end of this relation is not in the document; it is kept, but is no relation of the map"
            )
            report(Diagnostic("missing-end", "warning", message, path=path))
            continue
        if kind is RelationKind.UNDERCUT and row.get("toType") == CLASS:
            kind, data = RelationKind.ATTACK, {LAYOUT: {"type": "undercut"}}
            message = f"an undercut of the statement {shown(target)} is read as an attack"
            hint = "undercut an argument, or the inference of one"
            report(Diagnostic("undercut-of-statement", "warning", message, path=path, hint=hint))
        ids.relations[n] = name(f"{kind}:{source}>{target}", row=row)
        yield made(Relation, path, ids.relations[n], kind, (source,), (target,), data=data)


def _end(outline: Outline, row: Row, which: str, ids: Ids, path: str) -> str | None:
    if which not in row:
        return None  # the original forgets the argument of some inferences
    title = row[which]
    if not isinstance(title, str):
        raise FormatError(f"found {shown(title)}, expected a title", path=f"{path}.{which}", found=title)
    kind = one_of(row, f"{which}Type", ENDS, path)
    if kind != "inference":
        return (ids.arguments if kind == "argument" else ids.statements).get(title)
    group, at = outline.arguments.get(title), row.get("conclusionIndex")
    if group is None or type(at) is not int or not 0 <= at < len(group.pcs):
        return None
    number = sum("inference" in r for r in group.pcs[: at + 1])
    return ids.steps[title, number] if "inference" in group.pcs[at] else None


def _own(row: Row, kind: str = "") -> Row:
    own = data_of(row)
    hints = _COLORING.of_record(kind, "", own) if kind else {}
    return with_hints({OWN: dict(own)} if own else {}, hints)


_COLORING: Final = Coloring.of({})  # an export has no settings
