"""What the layout of a text leaves to its map's memory: where which record stood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown.text.rows import HEADING, INFERENCE, PREMISE, Heading, Inference

if TYPE_CHECKING:
    from argmap.serializers.argdown.mapping.records import Mapped
    from argmap.serializers.argdown.meaning.referents import Meaning, Part
    from argmap.serializers.argdown.text.rows import Row


def skeleton(  # noqa: C901 - a line for each exception
    rows: list[Row], mapped: Mapped, meaning: Meaning, *, apart: bool
) -> list[Any]:
    """What the text of a document leaves to its map's memory: where which record stood.

    Args:
        rows: Its rows.
        mapped: The records that they stand for.
        meaning: What they mean.
        apart: Whether tags stand behind the texts, and not in them.
    """
    found: list[Any] = []
    parts = {id(part.heading): part for part in meaning.sections}
    owners = {id(m.element): g for g in _groups(meaning) for m in g.members}
    textless: set[str] = set()
    places = {id(element): n for g in _groups(meaning) for n, element in enumerate(g.texts)}
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            found.append(_stood(item, parts.get(id(item)), mapped))
            continue
        if isinstance(item, Inference):
            found.append([0, INFERENCE])
            continue
        group = owners[id(item)]
        name = mapped.ids.get(id(group), group.title)
        which = places.get(id(item), -1)
        if which == -1 and not group.texts and name not in textless:
            textless.add(name)
            which = 0
        entry: list[Any] = [row.depth, row.sign, name, which]
        more: dict[str, Any] = {}
        if row.first:
            more["first"] = True
        own = item.data if isinstance(item.data, dict) else {}
        if (which == -1 and own) or (which == 0 and own != group.data):
            more["data"] = own
        if (
            item.tags
            if which == -1
            else which == 0 and (apart or not group.texts) and item.tags != group.tags
        ):
            more["tags"] = list(item.tags)
        if group.named and which >= 0 and not item.text and not item.reference:
            more["empty"] = True
        if row.number and row.sign == PREMISE:
            more["number"] = row.number
        if not group.named:
            more["untitled"] = True
        if more:
            entry.append(more)
        found.append(entry)
    return found


def _stood(heading: Heading, part: Part | None, mapped: Mapped) -> list[Any]:
    """The entry of a heading; without a section if the front matter groups the elements otherwise."""
    if part is not None:
        return [heading.level, HEADING, mapped.ids[id(part)]]
    words = {"text": heading.text, "tags": list(heading.tags), "data": heading.data}
    return [heading.level, HEADING, "", {k: v for k, v in words.items() if v}]


def _groups(meaning: Meaning) -> list[Any]:
    return [*meaning.statements.values(), *meaning.arguments.values()]


def planned(rows: list[Row]) -> list[Any]:
    """The skeleton of rows that were made from a map."""
    found: list[Any] = []
    for row in rows:
        item = row.item
        if isinstance(item, Heading):
            found.append([item.level, HEADING, item.record])
        elif isinstance(item, Inference):
            found.append([0, INFERENCE])
        else:
            entry: list[Any] = [row.depth, row.sign, item.record, -1 if item.reference else 0]
            more: dict[str, Any] = {"first": True} if row.first else {}
            if row.sign == PREMISE:
                more["number"] = row.number
            if item.title is None:
                more["untitled"] = True
            found.append([*entry, more] if more else entry)
    return found
