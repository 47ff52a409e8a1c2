"""From Argdown text to a map, with all that is reported of the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from argmap.diagnostics import Severity, ignored
from argmap.errors import ArgdownError, ArgmapError, unknown_name
from argmap.limits import as_error
from argmap.messages import nearest
from argmap.model import ArgumentMap
from argmap.serializers.argdown.mapping import dates, patch, provenance
from argmap.serializers.argdown.mapping.coloring import Coloring, with_hints
from argmap.serializers.argdown.mapping.emphasis import marks_of, with_marks
from argmap.serializers.argdown.mapping.keys import AUTHOR_DATA
from argmap.serializers.argdown.mapping.records import Mapped, records_of
from argmap.serializers.argdown.mapping.tags import tags_apart
from argmap.serializers.argdown.meaning import frontmatter
from argmap.serializers.argdown.meaning.building import understand
from argmap.serializers.argdown.text import yamldata
from argmap.serializers.argdown.text.including import included
from argmap.serializers.argdown.text.notes import Lines, Notes
from argmap.serializers.argdown.text.parsing import parse
from argmap.serializers.argdown.text.rows import strip
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from argmap.diagnostics import Report
    from argmap.serializers.argdown.meaning.frontmatter import Front
    from argmap.serializers.argdown.meaning.referents import Meaning, Referent
    from argmap.serializers.argdown.meaning.source_files import Shelf
    from argmap.serializers.argdown.text.rows import Document

Dialect = Literal["argmap", "official"]
_DIALECTS: Final = ("argmap", "official")
MAX_PROBLEMS: Final = 50  # of one kind that are reported one by one


class Reading(NamedTuple):
    """What came of reading a text.

    Attributes:
        notes: What is reported of it.
        document: Its rows.
        front: What its front matter states.
        meaning: What the rows mean.
        mapped: The records of that, and where each is.
        map: The map; the best that the text allows if there are errors.
    """

    notes: Notes
    document: Document
    front: Front
    meaning: Meaning
    mapped: Mapped
    map: ArgumentMap

    def settled(self, report: Report = ignored, *, recover: bool = False) -> ArgumentMap:
        """The map, when all that is to be said of the text has been reported.

        Raises:
            ArgdownError: There are errors, and nobody asks for the best map in spite of them.
        """
        notes = self.notes.in_order()
        for note in notes:
            report(note)
        errors = [note for note in notes if note.severity is Severity.ERROR]
        if errors and not recover:
            refused = ArgdownError.of("not readable as Argdown", [*map(as_error, errors)])
            refused.diagnostics = tuple(errors)
            raise refused
        return self.map

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Line and column of each record, by id."""
        position = self.notes.lines.position
        return {name: position(offset) for name, offset in self.mapped.places.items()}


def read(
    text: str,
    path: Path | None,
    folder: Shelf | None,
    dialect: Dialect,
    *,
    include: bool = False,
    hidden: bool = False,
    lines: Lines | None = None,
) -> Reading:
    """Read a text.

    Args:
        text: The document.
        path: Where it comes from.
        folder: Where the files of its sources lie, or the sources themselves, by id.
        dialect: How it is read.
        include: Whether other files are put in where it includes them.
        hidden: Whether hidden files are read if it names them.
        lines: Where its offsets are in the file; by default it is all of that.
    """
    if not isinstance(dialect, str) or dialect not in _DIALECTS:
        raise unknown_name("dialect", dialect, _DIALECTS, ArgmapError)
    official = dialect == "official"
    folder = folder if folder is not None else path.parent if path is not None else None
    text = text.removeprefix("\ufeff")
    notes = Notes(text, lines)
    if include:
        text = included(text, folder if isinstance(folder, Path) else None, notes, hidden=hidden)
    document = parse(text, notes, official=official, front=yamldata.front)
    yamldata.read(document, notes)
    front = frontmatter.read(document.front, notes, folder, hidden=hidden)
    provenance.settle(front, notes)
    if not document.rows and not text.strip():
        notes.info("empty-document", 0, "the text is empty")
    if not official:
        strip(document.rows)
    meaning = understand(document.rows, front.settings, notes, official=official)
    if not official:
        _undefined(meaning, notes)
    mapped = records_of(meaning, front, notes)
    made = _made(document, meaning, mapped, front, notes)
    return Reading(notes, document, front, meaning, mapped, made)


def _made(document: Document, meaning: Meaning, mapped: Mapped, front: Front, notes: Notes) -> ArgumentMap:
    """The map; what cannot enter it is reported and left out."""
    records = mapped.records
    if front.patch:
        patch.apply(records, front.patch, notes, document.front_offset)
    data: dict[str, Any] = {**mapping(front.patch, "data")}
    title = front.patch.get("title", front.title)
    metadata = front.patch.get("metadata", front.metadata)
    settings = _settings(front, mapped)
    if settings:
        data[AUTHOR_DATA] = {**settings, **mapping(data, AUTHOR_DATA)}
    data = with_marks(data, marks_of(meaning, mapped))
    data = with_hints(data, Coloring.of(settings).of_map())
    if document.spelling.dates:
        said = [value for listed in records.values() for record in listed for value in dates.stated(record)]
        data = dates.with_dates(data, document.spelling.dates, [settings, metadata, title, said])
    accepted = patch.accepted(front.patch, records, notes, document.front_offset)
    while True:
        try:
            return ArgumentMap(
                **records, title=title, metadata=metadata, data=data, accepted_findings=accepted
            )
        except ArgmapError as error:
            if not _taken_out(error, records, mapped, document, notes):
                return ArgumentMap()
            accepted = patch.within(accepted, records)


def _settings(front: Front, mapped: Mapped) -> dict[str, Any]:
    """The settings of a document, without that the writer took the tags out of the texts."""
    model = front.settings.get("model")
    if not front.keys or front.patch.get("tags") == patch.AUTHOR:
        return front.settings
    if not isinstance(model, dict) or model.get("removeTagsFromText") is not True:
        return front.settings
    model = {k: v for k, v in model.items() if k != "removeTagsFromText"}
    settings = {k: v for k, v in front.settings.items() if k != "model"} | ({"model": model} if model else {})
    nodes = (node for name in ("claims", "evidence", "arguments") for node in mapped.records[name])
    return settings if tags_apart(settings, nodes) else front.settings


def _taken_out(
    error: ArgmapError, records: dict[str, list[Any]], mapped: Mapped, document: Document, notes: Notes
) -> bool:
    """Report what makes no map and take it out of the records; False if nothing can be taken out."""
    problems: tuple[ArgmapError, ...] = getattr(error, "exceptions", (error,))
    refused = {i for p in problems for i in p.ids[:1]}
    for problem in problems[:MAX_PROBLEMS]:
        offset = mapped.places.get(problem.ids[0] if problem.ids else "", document.front_offset)
        notes.error("invalid", min(offset, max(0, len(notes.lines.text) - 1)), problem.message, problem.hint)
    before = sum(map(len, records.values()))
    for name, listed in records.items():
        records[name] = [r for r in listed if r.id not in refused]
    return sum(map(len, records.values())) < before


def _undefined(meaning: Meaning, notes: Notes) -> None:
    """Report titles that are only referred to."""
    for referents, left, right in ((meaning.statements, "[", "]"), (meaning.arguments, "<", ">")):
        named = [r for r in referents.values() if r.named]
        missing = [r for r in named if r.members and r.canonical is None and not r.steps]
        if not missing:
            continue
        known = [r.title for r in named if r.canonical is not None or r.steps]
        for referent in missing[:MAX_PROBLEMS]:
            near = nearest(referent.title, known)
            offset = referent.members[0].element.offset
            message = f"{left}{referent.title}{right} is not defined anywhere; it has no text"
            block = notes.lines.text[offset - 1 : offset] in (
                "",
                "\n",
                "\r",
            )  # which states that there is such a thing
            if near is not None and not block and not referent.data and _is_typo(referent, near):
                notes.warning("undefined-reference", offset, message, f"did you mean {left}{near}{right}?")
            else:
                hint = f"define it: {left}{referent.title}{right}: text"
                notes.info("undefined-reference", offset, message, hint)


def _is_typo(referent: Referent, near: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where something is undefined

    digits = re.compile(r"[0-9]+")
    if digits.findall(referent.title) != digits.findall(near):
        return False
    return bool(OSA.distance(referent.title.lower(), near.lower()) <= max(1, len(near) // 5))
