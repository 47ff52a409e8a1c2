"""Changing the lines of records that have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from argmap.serializers.argdown.mapping.keys import KEYS, OWN
from argmap.serializers.argdown.text.rows import Element, Heading, Inference
from argmap.serializers.argdown.writing.rewording import entitle, infer, restate, reword
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from argmap.model import Record
    from argmap.serializers.argdown.writing.changes import Changes
    from argmap.serializers.argdown.writing.removing import Doomed
    from argmap.serializers.argdown.writing.tree import Line, Tree

_QUOTES: Final = ("quote", "quotes")  # two names of one field


def update(tree: Tree, changes: Changes, *, wide: bool) -> None:
    """Give the lines of a text what their records state now."""
    lines: dict[str, list[Line]] = {}
    for line in tree.lines:
        if isinstance(line.row.item, Inference):
            _update_inference(line, changes)
        elif isinstance(line.row.item, Heading):
            _update_heading(line, changes, wide=wide)
        elif line.record:
            lines.setdefault(line.record, []).append(line)
    for name, node in changes.new.nodes.items():
        if name not in lines:
            continue
        before, after = changes.old.defined(changes.old.nodes[name]), changes.new.defined(node)
        if before.data != after.data:
            _update_data(lines[name], before.data or {}, after.data or {}, node, changes)
        if evolve(before, data=None) != evolve(after, data=None):
            defining = [line for line in lines[name] if id(line.row.item) == changes.definitions.get(name)]
            for line in defining:
                titled = isinstance(line.row.item, Element) and line.titled
                reword(line, after if titled else evolve(after, title=None), changes.spelling, wide=wide)


def _update_data(
    lines: list[Line], before: dict[str, Any], after: dict[str, Any], node: Record, changes: Changes
) -> None:
    """Change the data of a record at the places where the text has them."""
    own = [dict(line.row.item.data) if isinstance(line.row.item.data, dict) else {} for line in lines]
    home = next(
        (n for n, line in enumerate(lines) if id(line.row.item) == changes.definitions.get(node.id)), 0
    )
    touched: set[int] = set()
    for key in dict.fromkeys((*before, *after)):
        if key in before and key in after and before[key] == after[key]:
            continue
        names = _QUOTES if key in _QUOTES else (key,)
        places = [n for n, data in enumerate(own) if any(name in data for name in names)]
        touched.update(places)
        for n in places:
            if key not in after or names is _QUOTES:
                own[n] = {k: v for k, v in own[n].items() if k not in names}
        if key in after:
            for n in (places if places and names is not _QUOTES else places[:1]) or [home]:
                own[n][key] = after[key]
                touched.add(n)
            changes.keyed |= key in KEYS["statement"] and key not in mapping(node.data, OWN)
    for n in touched:
        restate(lines[n], own[n])


def _update_heading(line: Line, changes: Changes, *, wide: bool) -> None:
    old, new = (m.get(line.record) if line.record else None for m in (changes.before, changes.m))
    if old is None or new is None or old == new:
        return
    level = line.row.item.level  # type: ignore[union-attr]
    before = changes.old.heading(old, level, old.id)  # type: ignore[arg-type]
    after = changes.new.heading(new, level, new.id)  # type: ignore[arg-type]
    if before.data != after.data:
        _update_data([line], before.data or {}, after.data or {}, new, changes)
    if evolve(before, data=None) != evolve(after, data=None):
        reword(line, after, changes.spelling, wide=wide)


def _update_inference(line: Line, changes: Changes) -> None:
    old, new = (m.get(line.record) if line.record else None for m in (changes.before, changes.m))
    if old is None or new is None or old == new or not changes.states(line.record):
        return
    before, after = (
        plan.inference(relation, relation.id)  # type: ignore[arg-type]
        for plan, relation in ((changes.old, old), (changes.new, new))
    )
    item = line.row.item
    own = dict(item.data) if isinstance(item.data, dict) else {}
    states, stated = after.data or {}, before.data or {}
    for key in {*states, *stated}:
        if states.get(key) != stated.get(key):
            own.pop(key, None)
            if key in states:
                own[key] = states[key]
                changes.keyed |= key in KEYS["inference"] and key not in mapping(new.data, OWN)
    rules = after.rules if after.rules != before.rules else item.rules  # type: ignore[union-attr]
    if own != (item.data or {}) or rules != item.rules:  # type: ignore[union-attr]
        infer(line, Inference(list(rules), own or None), changes.spelling)


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
