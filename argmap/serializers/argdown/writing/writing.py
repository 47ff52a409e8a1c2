"""From a map to Argdown text: laid out as it was or anew, with what is missing in the front matter."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from argmap.serializers.argdown.mapping import patch
from argmap.serializers.argdown.mapping.coloring import Coloring, without_hints
from argmap.serializers.argdown.mapping.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping.records import records_of
from argmap.serializers.argdown.meaning import frontmatter
from argmap.serializers.argdown.meaning.building import understand
from argmap.serializers.argdown.text import lines, yamldata
from argmap.serializers.argdown.text.notes import Notes
from argmap.serializers.argdown.text.parsing import parse
from argmap.serializers.argdown.text.rows import strip
from argmap.serializers.argdown.writing import layout, recall
from argmap.serializers.argdown.writing.plan import Plan
from argmap.syntax import yaml_writer

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.text.rows import Row


@frozen
class Written:
    """A map as text.

    Attributes:
        head: The front matter, or "".
        blocks: The paragraphs below it.
        have: The records that a reader finds in the blocks.
        mended: How many of them the front matter has to put right.
    """

    head: str
    blocks: list[str]
    have: dict[str, list[Any]]
    mended: int

    @property
    def text(self) -> str:
        """All of it."""
        return self.head + ("\n\n".join(self.blocks) + "\n" if self.blocks else "")


def write(m: ArgumentMap, folder: Path | None) -> Written:
    """The text of a map: of the layouts that can be had the one that leaves the least to the front matter.

    Args:
        m: The map.
        folder: Where the files of its sources lie.
    """
    best: Written | None = None
    for rows_of in (
        recall.remembered,
        lambda plan: recall.remembered(plan, data_too=False),
        layout.fresh,
    ):
        plan = Plan(m, again=rows_of is not layout.fresh)
        rows = rows_of(plan)
        if rows is None:
            continue
        written = _written(m, plan, rows, folder)
        if written.mended and rows_of is not layout.fresh:
            rows = layout.completed(plan, rows, written.have)
            written = min(written, _written(m, plan, rows, folder), key=attrgetter("mended"))
        if best is None or written.mended < best.mended:
            best = written
        if not best.mended:
            break
    assert best is not None  # any map can be laid out anew
    return best


def _written(m: ArgumentMap, plan: Plan, rows: list[Row], folder: Path | None) -> Written:
    """The text of rows with its front matter."""
    body = "\n".join(lines.lines_of(rows, plan.spelling))
    data = m.data.thaw()
    settings = data.pop(OWN, None)
    if settings is not None and not (isinstance(settings, dict) and settings and _are_settings(settings)):
        data[OWN] = settings
        settings = None
    settings = settings or {}
    kept = data.pop(LAYOUT, None)
    if isinstance(kept, dict) and not set(kept) <= {"outline", "marks", "tags"}:
        data[LAYOUT] = kept
    data = without_hints(data, Coloring.of(settings).of_map())
    keys = plan.keyed or bool(m.parties or m.sources)
    mended: dict[str, Any] = {"data": data} if data else {}
    model = settings.get("model") or {}
    if plan.spelling.tags_apart and "removeTagsFromText" not in model:
        settings = {**settings, "model": {**model, "removeTagsFromText": True}}
        keys = True
    while True:
        have = _read_back(body, plan, settings, keys=keys or bool(mended))
        mended |= patch.between(have, m)
        if keys or not mended:
            break
        keys = True
    front = frontmatter.write(m, settings, mended, folder)
    if keys and model.get("removeTagsFromText") is True:
        front["argmap"] = {"tags": patch.AUTHOR, **front.get("argmap", {})}
    elif keys and not any(k in front for k in yamldata.OURS):
        front["argmap"] = {"version": patch.VERSION}
    head = f"===\n{_yaml(front)}===\n\n" if front else ""
    entries = sum(len(entries) for name, entries in mended.items() if name not in ("data", "order"))
    return Written(head, body.split("\n\n") if body else [], have, entries)


def _are_settings(settings: dict[str, Any]) -> bool:
    return not any(key in frontmatter.OURS for key in settings)


def _read_back(body: str, plan: Plan, settings: dict[str, Any], *, keys: bool) -> dict[str, list[Any]]:
    """The records that a reader will find in the body of a text."""
    m = plan.m
    body += "\n"
    notes = Notes(body)
    document = parse(body, notes, official=False, spelling=plan.spelling)
    document.front = {"argmap": {}} if keys else None
    yamldata.read(document, notes)
    strip(document.rows)
    meaning = understand(document.rows, settings, notes, official=False)
    front = frontmatter.Front("", {}, list(m.parties), list(m.sources), settings, {}, keys)
    return records_of(meaning, front, notes).records


def _yaml(front: dict[str, Any]) -> str:
    text = yaml_writer.dumps(front)
    if "===" in text:  # it would end the front matter
        text = lines.flow(front).replace("===", "\\u003d\\u003d\\u003d") + "\n"
    return text
