"""Changing the lines of records that have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.model import Relation, Section
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, KEYS
from argmap.serializers.argdown.text.rows import Element, Heading, Inference
from argmap.serializers.argdown.writing.rewording import entitle, infer, restate, reword
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from argmap.model import Record
    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.removing import Doomed
    from argmap.serializers.argdown.writing.tree import Line, Tree

Stating = Element | Heading | Inference
_KINDS: Final = {Element: "statement", Heading: "heading", Inference: "inference"}
_QUOTES: Final = ("quote", "quotes")  # two names of one field


def update(tree: Tree, changes: Changes) -> None:
    """Give the lines of a text what their records state now."""
    lines: dict[str, list[Line]] = {}
    for line in tree.lines:
        if not isinstance(line.row.item, Element):
            _update_line(line, changes)
        elif line.record:
            lines.setdefault(line.record, []).append(line)
    for name, node in changes.new.nodes.items():
        if name not in lines:
            continue
        before, after = changes.old.defined(changes.old.nodes[name]), changes.new.defined(node)
        _update_data(lines[name], before, after, node, changes)
        if evolve(before, data=None) != evolve(after, data=None):
            defining = [line for line in lines[name] if id(line.row.item) == changes.definitions.get(name)]
            for line in defining:
                reword(line, after if line.titled else evolve(after, title=None), changes.spelling)


def _update_line(line: Line, changes: Changes) -> None:
    """Update a heading or an inference."""
    item, old, new = line.row.item, changes.before.get(line.record), changes.m.get(line.record)
    if old == new and changes.old.keys == changes.new.keys:
        return
    if isinstance(item, Heading) and isinstance(old, Section) and isinstance(new, Section):
        before = changes.old.heading(old, item.level, old.id)
        after = changes.new.heading(new, item.level, new.id)
        _update_data([line], before, after, new, changes)
        if evolve(before, data=None) != evolve(after, data=None):
            reword(line, after, changes.spelling)
    elif isinstance(item, Inference) and isinstance(old, Relation) and isinstance(new, Relation):
        if not changes.states(line.record):
            return
        stated, states = changes.old.inference(old, old.id), changes.new.inference(new, new.id)
        (data,) = _revised([line], stated, states, new, changes)
        rules = states.rules if states.rules != stated.rules else item.rules
        if data != (item.data or {}) or rules != item.rules:
            infer(line, Inference(list(rules), data or None), changes.spelling)


def _update_data(
    lines: list[Line], before: Stating, after: Stating, record: Record, changes: Changes
) -> None:
    for line, data in zip(lines, _revised(lines, before, after, record, changes), strict=True):
        if data != (line.row.item.data or {}):
            restate(line, data, changes.spelling)


def _revised(
    lines: list[Line], before: Stating, after: Stating, record: Record, changes: Changes
) -> list[dict[str, Any]]:
    """The data of the lines of a record, each changed at the places where the text has it."""
    found = [dict(line.row.item.data) if isinstance(line.row.item.data, dict) else {} for line in lines]
    items = [id(line.row.item) for line in lines]
    definition = changes.definitions.get(record.id)
    home = items.index(definition) if definition in items else 0
    stated, states = before.data or {}, after.data or {}
    for key in dict.fromkeys((*stated, *states)):
        if key in stated and key in states and stated[key] == states[key]:
            continue
        names = _QUOTES if key in _QUOTES else (key,)
        places = [n for n, data in enumerate(found) if not data.keys().isdisjoint(names)]
        if key not in states or names is _QUOTES:
            for n in places:
                found[n] = {k: v for k, v in found[n].items() if k not in names}
            places = places[:1]
        if key in states:
            for n in places or [home]:
                found[n][key] = states[key]
            keys = KEYS[_KINDS[type(after)]]
            changes.keyed |= key in keys and key not in mapping(record.data, AUTHOR_DATA)
    return found


def name_untitled(tree: Tree, changes: Changes, lost: Doomed) -> None:
    """Give elements without title the ones that they have by their place, where others would get these.

    Readers count the elements without title, and pass titles that are in the text: what moves needs its title, and
    if one is removed, all after it do.
    """
    removed = False
    moving = 0  # how deep the line is that moves with what is below it
    for line in tree.lines:
        item = line.row.item
        if line.row.depth <= moving:
            moving = 0
        if id(line) in lost.relations and not moving:
            moving = line.row.depth
        if line.titled or not isinstance(item, Element):
            continue
        if line in lost and id(line) not in lost.relations:
            removed = True
        elif (removed or moving) and line.record in changes.new.titles:
            entitle(line, changes.new.titles[line.record])
