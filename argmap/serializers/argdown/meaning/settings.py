"""What the settings of an Argdown document make of its relations, arguments and sections."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.diagnostics import Severity
from argmap.messages import shown
from argmap.serializers.argdown.meaning.referents import (
    SYMMETRIC,
    Bond,
    End,
    Meaning,
    Member,
    Part,
    Referent,
    Step,
    listed,
    numbered,
)
from argmap.serializers.argdown.text.rows import Heading
from argmap.serializers.common.residue import mapping, sequence, strings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown.text.notes import Notes


def interpret(made: Meaning, settings: Mapping[str, Any], notes: Notes, *, official: bool) -> None:
    """Apply the settings to a meaning, in place and in the order of the reference parser.

    Args:
        made: The meaning of the rows.
        settings: The front matter; ``model`` states whether to read strictly.
        notes: Where problems go.
        official: Whether to repeat the faults of the reference parser.
    """
    model = mapping(settings, "model")
    if model.get("transformArgumentRelations", True):
        _transfer(made, official=official)
    if model.get("mode") == "strict":
        _be_strict(made)
    _drop_redundant(made)
    if model.get("explodeArguments"):
        _explode(made, notes, official=official)
    _regroup(made, settings)


def _regroup(made: Meaning, settings: Mapping[str, Any]) -> None:
    """Replace the sections of headings by those that ``group.regroup`` lists."""
    listed = sequence(mapping(settings, "group"), "regroup")
    if not listed:
        return
    made.sections = []
    for one in (*made.statements.values(), *made.arguments.values()):
        one.section = None
    pending: list[tuple[Any, Part | None, int]] = [(entry, None, 1) for entry in reversed(listed)]
    while pending:
        entry, parent, level = pending.pop()
        if not isinstance(entry, dict):
            continue
        heading = Heading(level, str(entry.get("title") or ""), tags=list(strings(entry, "tags")))
        if "isClosed" in entry:
            heading.data = {"isClosed": entry["isClosed"]}
        part = Part(f"s{len(made.sections)}", heading, parent)
        made.sections.append(part)
        for key, referents in (("statements", made.statements), ("arguments", made.arguments)):
            for title in strings(entry, key):
                if title in referents:
                    referents[title].section = part.id
        pending += [(child, part, level + 1) for child in reversed(sequence(entry, "children"))]


def _reconstructed(end: End) -> Referent | None:
    """The argument at this end of a relation, if it has premises and a conclusion."""
    return end if end.kind == "argument" and end.steps else None


def _transfer(made: Meaning, *, official: bool) -> None:
    """Relations of a reconstructed argument are relations of its conclusion; undercuts of it, of its inference."""
    bonds = []
    known = {bond.key: bond for bond in made.bonds}
    for bond in made.bonds:
        other: Bond | None = None
        reconstructed = _reconstructed(bond.source)
        undercut = _reconstructed(bond.target) if bond.type == "undercut" else None
        if reconstructed is not None and isinstance(last := reconstructed.steps[-1], Member):
            assert last.element.title is not None
            known.pop(bond.key, None)
            _unlist(bond.source, bond)
            bond.source = made.statements[last.element.title]
            other = listed(bond, bond.source) if official else known.get(bond.key)
            if other is None:
                bond.source.relations[id(bond)] = known[bond.key] = bond
            else:
                _unlist(bond.target, bond)
        step = next((s for s in reversed(undercut.steps) if isinstance(s, Step)), None) if undercut else None
        if step is not None and (other is None or official):
            other = _undercut_step(bond, step, known, official=official) or other
        if other is None:
            bonds.append(bond)
        else:
            bond.merge_into(other)
    made.bonds = bonds


def _undercut_step(
    bond: Bond, step: Step, known: dict[tuple[str, int, int], Bond], *, official: bool
) -> Bond | None:
    """Aim an undercut of an argument at its inference; the one that does so already, if there is one."""
    known.pop(bond.key, None)
    if official:
        if step.relations:
            step.relations.popitem()  # it means to take the relation off the argument
    else:
        _unlist(bond.target, bond)
    bond.target = step
    other = known.get(bond.key)
    if official:
        there = step.relations.values()
        other = next((b for b in there if b.source is bond.source and b.type == bond.type), None)
    if other is None:
        step.relations[id(bond)] = known[bond.key] = bond
    else:
        _unlist(bond.source, bond)
    return other


def _be_strict(made: Meaning) -> None:
    """Between statements, support is entailment, and attack is contrariety, which is symmetric."""
    bonds = []
    contrary: dict[frozenset[int], Bond] = {}
    for bond in made.bonds:
        source, target = bond.source, bond.target
        statements = source.kind == target.kind == "statement"
        if statements and bond.type == "support":
            bond.type = "entails"
        elif statements and bond.type == "attack":
            ends = frozenset((id(source), id(target)))
            if ends in contrary:
                _unlist(source, bond)
                _unlist(target, bond)
                bond.into = contrary[ends]
                continue
            bond.type = "contrary"
            contrary[ends] = bond
        bonds.append(bond)
    made.bonds = bonds


def _drop_redundant(made: Meaning) -> None:
    """A statement's attack on an argument adds nothing if it attacks one of its premises."""
    bonds = []
    attacked: dict[
        int, dict[str, tuple[int, Bond]]
    ] = {}  # by identity of a statement: by title, how it attacks others
    premises: dict[int, set[str]] = {}  # by identity of an argument
    for bond in made.bonds:
        source, target = bond.source, bond.target
        if bond.type != "attack" or not isinstance(source, Referent) or not isinstance(target, Referent):
            bonds.append(bond)
            continue
        attack = None
        if source.kind == "statement" and target.kind == "argument" and target.steps:
            if id(target) not in premises:
                premises[id(target)] = _titles_of_premises(target)
            if id(source) not in attacked:
                attacked[id(source)] = _attacked_by(source)
            attack = _first_of(attacked[id(source)], premises[id(target)])
        if attack is None:
            bonds.append(bond)
        else:
            bond.merge_into(attack)
            _unlist(source, bond)
            _unlist(target, bond)
    made.bonds = bonds


def _titles_of_premises(argument: Referent) -> set[str]:
    members = (s for s in argument.steps if isinstance(s, Member) and s.role == "premise")
    return {member.element.title for member in members if member.element.title is not None}


def _attacked_by(statement: Referent) -> dict[str, tuple[int, Bond]]:
    """The statements that one attacks, by title, with the first relation that states it and its number."""
    found: dict[str, tuple[int, Bond]] = {}
    for bond in statement.relations.values():
        if bond.type in SYMMETRIC or (bond.type == "attack" and bond.source is statement):
            other = bond.target if bond.source is statement else bond.source
            if isinstance(other, Referent) and other.kind == "statement":
                found.setdefault(other.title, (len(found), bond))
    return found


def _first_of(attacks: dict[str, tuple[int, Bond]], titles: set[str]) -> Bond | None:
    """The first attack on a statement with one of these titles."""
    shorter = titles if len(titles) < len(attacks) else attacks
    found = [attacks[title] for title in shorter if title in titles and title in attacks]
    return min(found, key=itemgetter(0))[1] if found else None


def _explode(made: Meaning, notes: Notes, *, official: bool) -> None:
    """Make an argument of several steps several arguments, "Title - 1", "Title - 2" and so on, of one step each."""
    exploded: dict[
        int, Referent
    ] = {}  # by identity of an argument, the last of its parts: it has the relations
    members: dict[str, dict[int, Member]] = {}  # by title and identity, of statements that are in these
    for argument in [*made.arguments.values()]:
        pairs = enumerate(zip(argument.steps, argument.steps[1:], strict=False))
        steps = [at for at, (step, after) in pairs if isinstance(step, Step) and isinstance(after, Member)]
        statements = [s for s in argument.steps if isinstance(s, Member)]
        premises = [_premises(argument, at, statements, notes, official=official) for at in steps]
        titles = [f"{argument.title} - {n}" for n in range(1, len(steps) + 1)]
        if len(steps) < 2:
            titles = [argument.title] * len(steps)
        elif taken := [title for title in titles if title in made.arguments]:
            notes.error(
                "second-structure",
                argument.members[0].element.offset if argument.members else 0,
                f"<{argument.title}> cannot be exploded, since there is an argument <{taken[0]}>",
                "give one of them another title",
            )
            continue
        parts = [
            _one_step(made, members, argument, title, at, used)
            for title, at, used in zip(titles, steps, premises, strict=True)
        ]
        if len(parts) > 1:
            made.exploded = True
            del made.arguments[argument.title]
            made.arguments |= {part.title: part for part in parts}
            exploded[id(argument)] = parts[-1]
            for part in parts:
                step = part.steps[-2]
                assert isinstance(step, Step)
                step.argument, step.settled = part, True
    for title, listed_members in members.items():
        made.statements[title].members = [*listed_members.values()]
    for bond in made.bonds:
        bond.source = exploded.get(id(bond.source), bond.source)
        bond.target = exploded.get(id(bond.target), bond.target)


def _premises(
    argument: Referent, at: int, statements: list[Member], notes: Notes, *, official: bool
) -> list[Member]:
    """The premises of an inference, which is at a position of the steps: those that the data name, or those above."""
    step, conclusion = argument.steps[at : at + 2]
    assert isinstance(step, Step)
    assert isinstance(conclusion, Member)
    lists_of_uses = ((step.inference, "uses"), (conclusion.element, "uses"), (step.inference, "from"))
    lists = (what.data.get(key) for what, key in lists_of_uses if isinstance(what.data, dict))
    used = next((numbers for numbers in lists if isinstance(numbers, list)), None)
    if used is None:
        return argument.premises_of(at)
    if (premises := numbered(used, statements, len(statements))) is not None:
        return premises
    notes.report(
        Severity.ERROR if official else Severity.WARNING,
        "uses",
        step.inference.data_offset,
        f"uses: {shown(used)} names statements that are not there",
        f"the statements of this argument are (1) to ({len(statements)})",
    )
    return argument.premises_of(at)


def _one_step(
    made: Meaning,
    members: dict[str, dict[int, Member]],
    argument: Referent,
    title: str,
    at: int,
    premises: list[Member],
) -> Referent:
    """The argument that the inference at a position of another one's steps becomes."""
    statements: list[Member] = []
    for member, role in (*((p, "premise") for p in premises), (argument.steps[at + 1], "main-conclusion")):
        assert isinstance(member, Member)
        statements.append(evolve(member, role=role, argument=title))
        name = str(member.element.title)
        if name not in members:
            members[name] = {id(m): m for m in made.statements[name].members}
        members[name].pop(id(member), None)
        members[name][id(statements[-1])] = statements[-1]
    steps = [*statements[:-1], argument.steps[at], statements[-1]]
    return evolve(argument, title=title, steps=steps, relations={})


def _unlist(end: End, bond: Bond) -> None:
    """Take a relation off an end."""
    end.relations.pop(id(bond), None)
