"""From a map to Argdown text, with what the rows cannot state in the front matter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve

from argmap.serializers.argdown.mapping import patch, provenance
from argmap.serializers.argdown.mapping.coloring import Coloring, without_hints
from argmap.serializers.argdown.mapping.dates import dates_of, readable, without_dates, written_in
from argmap.serializers.argdown.mapping.emphasis import Marks, marks_of, without_marks
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA, RESIDUE
from argmap.serializers.argdown.mapping.records import records_of
from argmap.serializers.argdown.meaning import frontmatter
from argmap.serializers.argdown.meaning.building import understand
from argmap.serializers.argdown.meaning.frontmatter import Front
from argmap.serializers.argdown.text import lines, yamldata
from argmap.serializers.argdown.text.notes import Notes
from argmap.serializers.argdown.text.parsing import parse
from argmap.serializers.argdown.text.rows import strip
from argmap.serializers.argdown.writing import layout
from argmap.serializers.argdown.writing.plan import Plan
from argmap.serializers.common.residue import mapping
from argmap.syntax import yaml_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.meaning.source_files import Shelf
    from argmap.serializers.argdown.text.rows import Spelling


def write(m: ArgumentMap, shelf: Shelf | None) -> str:
    """The text of a map.

    Args:
        m: The map.
        shelf: Where the texts of its sources in files are.
    """
    plan = Plan(m)
    body, front, ambiguous = _stated(plan, shelf)
    if ambiguous:  # keys of the author would begin to count
        body, front, _ = _stated(Plan(m, keys=True), shelf)
    head = f"===\n{yaml_text(front, plan.dates)}===\n\n" if front else ""
    return f"{head}{body}\n" if body else head


def _stated(plan: Plan, shelf: Shelf | None) -> tuple[str, dict[str, Any], bool]:
    """The body and the front matter of a plan, and whether keys in it count that should not."""
    rows, spelling = layout.laid_out(plan), plan.spelling
    if plan.dates:
        dates = readable(plan.dates, moments=not (plan.keys or plan.keyed))
        plan.ambiguous = plan.ambiguous or dates != readable(dates, moments=False)
        spelling = evolve(spelling, dates=dates)
    body = "\n".join(lines.lines_of(rows, spelling))
    front = front_matter(plan.m, body, spelling, shelf, keys=plan.keys or plan.keyed)
    return body, front, is_ambiguous(plan, front)


def is_ambiguous(plan: Plan, front: dict[str, Any]) -> bool:
    """Whether a front matter makes keys count that a plan has taken for the author's."""
    return plan.ambiguous and not plan.keys and any(key in front for key in yamldata.KEYED)


def front_matter(
    m: ArgumentMap,
    body: str,
    spelling: Spelling,
    shelf: Shelf | None,
    *,
    keys: bool,
    in_order: Callable[[dict[str, list[Any]], ArgumentMap], ArgumentMap] | None = None,
) -> dict[str, Any]:
    """What the front matter of a map has to state.

    Args:
        m: The map.
        body: The text below it.
        spelling: How it spells the words of that.
        shelf: Where the texts of sources in files are.
        keys: Whether the text needs keys.
        in_order: Of a text that is edited: puts the map in its order, given the records of the body.
    """
    settings, data = _whole(m, *parted(m))
    if (
        in_order is not None
        and mapping(data, RESIDUE)
        and mapping(data, RESIDUE).keys() <= {"marks", "dates"}
    ):
        del data[RESIDUE]  # the lines that have not changed have them
    model = mapping(settings, "model")
    if spelling.tags_apart and "removeTagsFromText" not in model:
        settings = {**settings, "model": {**model, "removeTagsFromText": True}}
        keys = True
    missing: dict[str, Any] = {}
    sources = {s.id: s for s in m.sources}
    origins = {s.id: provenance.entry(s.provenance, sources) for s in m.sources if s.provenance is not None}
    known = dates_of(data)
    above = written_in(frontmatter.write(m, settings, {}, shelf, origins), known)[1] if known else {}
    above = {value: word for value, word in above.items() if yamldata.tells_quotes(word)}
    while True:
        have, marks, dates = read_back(body + "\n", m, settings, spelling, keys=keys or bool(missing))
        left = without_dates(without_marks(data, marks), {**dates, **above})
        missing = ({"data": left} if left else {}) | patch.between(have, in_order(have, m) if in_order else m)
        if keys or not missing:
            break
        keys = True
    front = frontmatter.write(m, settings, missing, shelf, origins)
    if keys and model.get("removeTagsFromText") is True:
        front["argmap"] = {"tags": patch.AUTHOR, **front.get("argmap", {})}
    elif keys and not any(k in front for k in yamldata.KEYED):
        front["argmap"] = {"version": patch.VERSION}
    return front


def parted(m: ArgumentMap) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings in the data of a map, and the rest that the front matter has to state."""
    data = m.data.thaw()
    settings = data.get(AUTHOR_DATA)
    if isinstance(settings, dict) and settings:
        aside = {key: value for key, value in settings.items() if frontmatter.counts(key, value, m)}
        settings = {key: value for key, value in settings.items() if key not in aside}
        data[AUTHOR_DATA] = aside
        if not aside:
            del data[AUTHOR_DATA]
    else:
        settings = {}
    return settings, without_hints(data, Coloring.of(settings).of_map())


def _whole(
    m: ArgumentMap, settings: dict[str, Any], data: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings and the data; where the map has arguments of several steps, to explode them is no setting."""
    model = mapping(settings, "model")
    steps = Counter(r.argument for r in m.relations if r.argument is not None)
    if not model.get("explodeArguments") or all(number == 1 for number in steps.values()):
        return settings, data
    left = {key: value for key, value in model.items() if key != "explodeArguments"}
    settings = {key: value for key, value in settings.items() if key != "model"} | (
        {"model": left} if left else {}
    )
    return settings, {**data, AUTHOR_DATA: {**mapping(data, AUTHOR_DATA), "model": model}}


def read_back(
    body: str, m: ArgumentMap, settings: dict[str, Any], spelling: Spelling, *, keys: bool
) -> tuple[dict[str, list[Any]], Marks, Mapping[str, str]]:
    """The records that a reader will find in a text, the marks of their texts, and dates without quotes.

    Args:
        body: The text; front matter in it is passed.
        m: The map, whose parties and sources the text may name.
        settings: Those of the text.
        spelling: How the text spells its words.
        keys: Whether keys count in it.
    """
    notes = Notes(body)
    document = parse(body, notes, official=False, spelling=spelling)
    document.front = {"argmap": {}} if keys else None
    yamldata.read(document, notes)
    strip(document.rows)
    meaning = understand(document.rows, settings, notes, official=False)
    front = Front("", {}, list(m.parties), list(m.sources), settings, {}, keys)
    mapped = records_of(meaning, front, notes)
    return mapped.records, marks_of(meaning, mapped), document.spelling.dates


def yaml_text(front: dict[str, Any], dates: Mapping[str, str] = lines.NO_DATES) -> str:
    """The text of a front matter, with these dates and times without quotes."""
    bare, words = written_in(front, dates)
    text = yaml_writer.dumps(front, bare=bare)
    if "===" in text:  # it would end the front matter
        text = lines.flow(front, words).replace("===", "\\u003d\\u003d\\u003d") + "\n"
    return text
