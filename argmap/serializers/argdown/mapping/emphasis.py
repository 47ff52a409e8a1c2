"""Bold, italic and links of texts, which the data of a map keep under its residue as ``marks``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown.mapping.keys import RESIDUE
from argmap.serializers.argdown.text.rows import Heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from argmap.serializers.argdown.mapping.records import Mapped
    from argmap.serializers.argdown.meaning.referents import Meaning
    from argmap.serializers.argdown.text.rows import Element

Marks = dict[
    str, Any
]  # by id of the record, by number of its text: the length of that and what is marked in it


def marks_of(meaning: Meaning, mapped: Mapped) -> Marks:
    """Bold, italic and links of each text, with the length of the text that they belong to."""
    found: Marks = {}
    for referent in (*meaning.statements.values(), *meaning.arguments.values()):
        for which, element in enumerate(referent.texts):
            if id(referent) in mapped.ids and (entry := _entry(element)):
                found.setdefault(mapped.ids[id(referent)], {})[str(which)] = entry
    for part in meaning.sections:
        if entry := _entry(part.heading):
            found[mapped.ids[id(part)]] = {"0": entry}
    return found


def _entry(item: Element | Heading) -> list[Any]:
    """The length of a text and what is marked in it; nothing if nothing is."""
    marks = [list(mark) for mark in item.marks if mark[1] < mark[2]]
    return [len(item.text.strip() if isinstance(item, Heading) else item.text), *marks] if marks else []


def with_marks(data: Mapping[str, Any], found: Marks) -> dict[str, Any]:
    """The data of a map with the marks of its text; those that the data state themselves count first."""
    residue = data.get(RESIDUE, {})
    if not isinstance(residue, dict) or not isinstance(known := residue.get("marks", {}), dict):
        return {**data}
    marks = found | {
        name: found.get(name, {}) | texts for name, texts in known.items() if isinstance(texts, dict)
    }
    if not marks:
        return {**data}
    # in the order of ids, wherever the text or the front matter has them
    in_order = {name: dict(sorted(texts.items())) for name, texts in sorted(marks.items())}
    return {**data, RESIDUE: {**residue, "marks": in_order}}


def without_marks(data: Mapping[str, Any], found: Marks) -> dict[str, Any]:
    """The data of a map without the marks that its text has: what has to be stated so that ``with_marks`` restores it.

    >>> data = {"argdown-residue": {"marks": {"cap": {"0": [4, ["bold", 0, 1, ""]], "1": []}}}}
    >>> without_marks(data, {"cap": {"0": [4, ["bold", 0, 1, ""]]}})
    {'argdown-residue': {'marks': {'cap': {'1': []}}}}
    """
    residue = data.get(RESIDUE)
    if not isinstance(residue, dict) or not isinstance(known := residue.get("marks"), dict):
        return {**data}
    left = {
        name: texts if not isinstance(texts, dict) else _without(texts, found.get(name, {}))
        for name, texts in known.items()
    }
    left = {name: texts for name, texts in left.items() if texts != {} or name not in found}
    less = {key: value for key, value in residue.items() if key != "marks"} | (
        {"marks": left} if left else {}
    )
    stated = {key: value for key, value in data.items() if key != RESIDUE} | ({RESIDUE: less} if less else {})
    return stated if with_marks(stated, found) == data else {**data}


def _without(texts: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    return {which: entry for which, entry in texts.items() if which not in found or found[which] != entry}
