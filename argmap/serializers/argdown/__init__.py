"""Argdown, the language in which people write argument maps as text (argdown.org).

``loads`` goes from text to tokens (lexing), rows (parsing), what they mean (meaning) and the map (mapping);
``dumps`` goes back from the map to rows (layout) and text (writing). What Argdown has no syntax for stands in
YAML data under the names in ``keys``, and what even those cannot say in the front matter, by ``patch``.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Literal

from argmap.diagnostics import Diagnostic, Severity, ignored
from argmap.errors import ArgdownError, ArgmapError, FormatError, nearest, shown
from argmap.model import ArgumentMap, Data
from argmap.model.validation import GROUPS
from argmap.serializers import yamltext
from argmap.serializers.argdown import frontmatter, layout, memory, patch, writing, yamldata
from argmap.serializers.argdown.including import included
from argmap.serializers.argdown.keys import LAYOUT, OWN
from argmap.serializers.argdown.mapping import Mapped, records_of
from argmap.serializers.argdown.meaning import Group, Meaning, understand
from argmap.serializers.argdown.notes import Lines, Notes
from argmap.serializers.argdown.parsing import parse
from argmap.serializers.argdown.plan import Plan, tags_apart
from argmap.serializers.argdown.rows import Element, Heading
from argmap.serializers.collector import paused

if TYPE_CHECKING:
    from pathlib import Path

    from argmap.diagnostics import Report
    from argmap.serializers.argdown.rows import Document, Row

Dialect = Literal["argmap", "official"]
_DIALECTS: Final = ("argmap", "official")
MAX_PROBLEMS: Final = 50  # of one kind that are told one by one


def loads(
    text: str,
    *,
    report: Report = ignored,
    path: Path | None = None,
    folder: Path | None = None,
    dialect: Dialect = "argmap",
    include: bool = False,
    recover: bool = False,
) -> ArgumentMap:
    r"""Read a map from Argdown text.

    Args:
        text: The document.
        report: Gets every diagnostic.
        path: Where the text comes from.
        folder: Where the files of its sources lie; that of ``path`` unless said otherwise.
        dialect: "argmap" keeps ordinary prose that the original parser damages, and says so; "official"
            reads exactly as @argdown/core 2.0 does.
        include: Whether ``@include(file)`` is replaced by that file, which must lie in the folder.
        recover: Whether to give the best map that the text allows when there are errors.

    Raises:
        ArgdownError: The text cannot be read as it stands; it lists every problem.

    >>> m = loads("[Cap]: Rents should be capped.\n  - [Shrink]: A cap shrinks the supply of flats.")
    >>> [relation.id for relation in m.relations]
    ['attack:Shrink>Cap']
    """
    with paused():
        notes, _, made = _read(text, path, folder, dialect, include=include)
    said = notes.in_order()
    for note in said:
        report(note)
    errors = [note for note in said if note.severity is Severity.ERROR]
    if errors and not recover:
        raise _refused(errors)
    return made


def places(text: str, *, path: Path | None = None) -> dict[str, tuple[int, int]]:
    """Where each record of a text stands: line and column by id, both counted from 1.

    >>> places("[Cap]: Rents should be capped.")
    {'Cap': (1, 1)}
    """
    notes, mapped, _ = _read(text, path, None, "argmap", include=False)
    return {name: notes.lines.position(offset) for name, offset in mapped.places.items()}


def _read(
    text: str, path: Path | None, folder: Path | None, dialect: Dialect, *, include: bool
) -> tuple[Notes, Mapped, ArgumentMap]:
    if dialect not in _DIALECTS:
        raise ArgmapError(
            f"dialect is {shown(dialect)}, expected 'argmap' or 'official'",
            found=dialect,
            nearest=nearest(str(dialect), _DIALECTS),
        )
    official = dialect == "official"
    folder = folder if folder is not None else path.parent if path is not None else None
    text = text.removeprefix("\ufeff")
    notes = Notes(text)
    if include:
        text = included(text, folder, notes)
        notes.lines = Lines(text)
    document = parse(text, notes, official=official, front=yamldata.front)
    yamldata.read(document, notes)
    front = frontmatter.read(document.front, notes, folder)
    if not document.rows and not text.strip():
        notes.info("empty-document", 0, "the text is empty")
    if not official:
        _tidy(document.rows)
    meaning = understand(document.rows, front.settings, notes, official=official)
    if not official:
        _undefined(meaning, notes)
    mapped = records_of(meaning, front, notes)
    return notes, mapped, _made(document, meaning, mapped, front, notes)


def _made(
    document: Document, meaning: Meaning, mapped: Mapped, front: frontmatter.Front, notes: Notes
) -> ArgumentMap:
    """The map; what cannot enter it is reported and left out."""
    records = mapped.records
    if front.patch:
        patch.apply(records, front.patch, notes, document.front_offset)
    data: dict[str, Any] = {}
    more = front.patch.get("data")
    if isinstance(more, dict):
        data |= more
    title = front.patch.get("title", front.title)
    metadata = front.patch.get("metadata", front.metadata)
    settings, kept = _remembered(document, meaning, mapped, front)
    if settings:
        data[OWN] = settings
    if kept:
        data[LAYOUT] = kept
    while True:
        try:
            return ArgumentMap(**records, title=title, metadata=metadata, data=data)
        except ArgmapError as error:
            if not _taken_out(error, records, mapped, document, notes):
                return ArgumentMap()


def _remembered(
    document: Document, meaning: Meaning, mapped: Mapped, front: frontmatter.Front
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings of a document, and of its layout what the writer would not do by itself."""
    marks = _marks(meaning, mapped)
    kept: dict[str, Any] = {"marks": marks} if marks else {}
    settings, apart = front.settings, _without_apart(front)
    laid = SimpleNamespace(**_NO_RECORDS | mapped.records, data=Data({OWN: apart} if apart else {}))
    if apart is not None and tags_apart(laid):
        settings = apart
    laid.data = Data({OWN: settings} if settings else {})
    outline = memory.skeleton(document.rows, mapped, meaning, apart=document.spelling.tags_apart)
    if outline != memory.planned(layout.fresh(Plan(laid, bare=True))):
        kept["outline"] = outline
        if settings is apart:
            kept["tags"] = "apart"
    return settings, kept


def _without_apart(front: frontmatter.Front) -> dict[str, Any] | None:
    """The settings without that the writer took the tags out of the texts; None if it did not."""
    model = front.settings.get("model")
    if not front.keys or front.patch.get("tags") == patch.AUTHOR:
        return None
    if not isinstance(model, dict) or model.get("removeTagsFromText") is not True:
        return None
    model = {k: v for k, v in model.items() if k != "removeTagsFromText"}
    return {k: v for k, v in front.settings.items() if k != "model"} | ({"model": model} if model else {})


_NO_RECORDS: Final[dict[str, Any]] = {name: [] for name in GROUPS.values()}


def _taken_out(
    error: ArgmapError, records: dict[str, list[Any]], mapped: Mapped, document: Document, notes: Notes
) -> bool:
    """Report what makes no map and take it out of the records; False if nothing can be taken out."""
    problems: tuple[ArgmapError, ...] = getattr(error, "exceptions", (error,))
    gone = {i for p in problems for i in p.ids[:1]}
    for problem in problems[:MAX_PROBLEMS]:
        offset = mapped.places.get(problem.ids[0] if problem.ids else "", document.front_offset)
        notes.error("invalid", min(offset, max(0, len(notes.lines.text) - 1)), problem.message, problem.hint)
    before = sum(map(len, records.values()))
    for name, group in records.items():
        records[name] = [r for r in group if r.id not in gone]
    return sum(map(len, records.values())) < before


def _marks(meaning: Meaning, mapped: Mapped) -> dict[str, Any]:
    """Bold, italic and links of each text, with the length of the text that they belong to."""
    found: dict[str, Any] = {}
    for group in (*meaning.statements.values(), *meaning.arguments.values()):
        for which, element in enumerate(group.texts):
            if element.marks and id(group) in mapped.ids:
                entry = [len(element.text), *map(list, element.marks)]
                found.setdefault(mapped.ids[id(group)], {})[str(which)] = entry
    for part in meaning.sections:
        if part.heading.marks:
            found[mapped.ids[id(part)]] = {
                "0": [len(part.heading.text.strip()), *map(list, part.heading.marks)]
            }
    return found


def _tidy(rows: list[Row]) -> None:
    """Take the blanks off both ends of the texts."""
    for row in rows:
        item = row.item
        if not isinstance(item, (Element, Heading)) or not item.text:
            continue
        text = item.text.strip()
        if len(text) != len(item.text):
            if item.marks:
                shift, end = len(item.text) - len(item.text.lstrip()), len(text)
                item.marks = [
                    (kind, max(0, start - shift), min(end, stop - shift), url)
                    for kind, start, stop, url in item.marks
                ]
            item.text = text


def _undefined(meaning: Meaning, notes: Notes) -> None:
    """Report titles that are only referred to."""
    for groups, left, right in ((meaning.statements, "[", "]"), (meaning.arguments, "<", ">")):
        missing = [
            g for g in groups.values() if g.named and g.members and g.canonical is None and not g.steps
        ]
        if not missing:
            continue
        known = [g.title for g in groups.values() if g.named and (g.canonical is not None or g.steps)]
        for group in missing[:MAX_PROBLEMS]:
            near = nearest(group.title, known)
            offset = group.members[0].element.offset
            message = f"{left}{group.title}{right} is not defined anywhere; it is kept without a text"
            block = notes.lines.position(offset)[1] == 1  # which says that there is such a thing
            if near is not None and not block and _is_typo(group, near):
                notes.warning("undefined-reference", offset, message, f"did you mean {left}{near}{right}?")
            else:
                notes.info(
                    "undefined-reference", offset, message, f"define it: {left}{group.title}{right}: text"
                )


def _is_typo(group: Group, near: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only where something is undefined

    digits = re.compile(r"[0-9]+")
    if digits.findall(group.title) != digits.findall(near):
        return False
    return bool(OSA.distance(group.title.lower(), near.lower()) <= max(1, len(near) // 5))


def _refused(errors: list[Diagnostic]) -> ArgdownError:
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    problems = [FormatError(e.message, line=e.line, column=e.column, hint=e.hint, ids=e.ids) for e in errors]
    refused = ArgdownError(f"not readable as Argdown: {count}", problems)
    refused.diagnostics = tuple(errors)
    return refused


def dumps(map: ArgumentMap, *, path: Path | None = None, folder: Path | None = None) -> str:
    """Write a map as Argdown text.

    A map that was read from Argdown keeps its layout as far as it still fits; any other is laid out anew. What
    the text cannot say stands in the front matter under ``argmap:``, so that every map comes back as it was.

    Args:
        map: The map.
        path: Where the text will stand.
        folder: Where the files of its sources lie; that of ``path`` unless said otherwise. A source whose
            file there holds its text is named, any other is written with its text.

    >>> from argmap import Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    [cap]: Rents should be capped.
      - [shrink]: A cap shrinks supply.
    """
    folder = folder if folder is not None else path.parent if path is not None else None
    best: tuple[int, str] | None = None
    for rows_of in (
        memory.remembered,
        lambda plan: memory.remembered(plan, data_too=False),
        layout.fresh,
    ):
        plan = Plan(map, again=rows_of is not layout.fresh)
        rows = rows_of(plan)
        if rows is None:
            continue
        written, mended = _written(map, plan, rows, folder)
        if best is None or mended < best[0]:
            best = (mended, written)
        if not mended:
            break
    assert best is not None  # any map can be laid out anew
    return best[1]


def _written(m: ArgumentMap, plan: Plan, rows: list[Row], folder: Path | None) -> tuple[str, int]:
    """The text of rows with its front matter, and how much the front matter had to put right."""
    body = "\n".join(writing.lines_of(rows, plan.spelling))
    data = m.data.thaw()
    settings = data.pop(OWN, None)
    if settings is not None and not (isinstance(settings, dict) and settings and _are_settings(settings)):
        data[OWN] = settings
        settings = None
    settings = settings or {}
    kept = data.pop(LAYOUT, None)
    if isinstance(kept, dict) and not set(kept) <= {"outline", "marks", "tags"}:
        data[LAYOUT] = kept
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
    return f"{head}{body}\n" if body else head, len(mended)


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
    _tidy(document.rows)
    meaning = understand(document.rows, settings, notes, official=False)
    front = frontmatter.Front("", {}, list(m.parties), list(m.sources), settings, {}, keys)
    return records_of(meaning, front, notes).records


def _yaml(front: dict[str, Any]) -> str:
    text = yamltext.dumps(front)
    if "===" in text:  # it would end the front matter
        text = writing.flow(front).replace("===", "\\u003d\\u003d\\u003d") + "\n"
    return text


__all__ = ["dumps", "loads", "places"]
