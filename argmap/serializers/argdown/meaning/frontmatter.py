"""The front matter of an Argdown text: what the document is, who speaks, what is quoted, and settings."""

from __future__ import annotations

from functools import partial
from types import NoneType
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from argmap.errors import ArgmapError, unknown_name
from argmap.messages import shown
from argmap.model import Data, Party, Source
from argmap.serializers.argdown.meaning.source_files import is_there, taken
from argmap.serializers.argdown.text.notes import did_you_mean
from argmap.serializers.argdown.text.yamldata import KEYED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from argmap.model import ArgumentMap
    from argmap.serializers.argdown.meaning.source_files import Shelf
    from argmap.serializers.argdown.text.notes import Notes

ABOUT: Final = ("subTitle", "author", "date", "abstract")  # of the document: they are the map's metadata
ENTRIES: Final = ("title", *ABOUT, "metadata", "parties", "sources", "argmap")
SETTINGS: Final = (
    "parser", "data", "model", "selection", "map", "group", "color", "images", "json", "dot", "html", "vizJs",
    "dagre", "webComponent", "saveAs", "process", "processes", "inputPath", "outputPath", "outputSuffix",
    "sourceHighlighter", "explodeArguments", "logLevel",
)  # fmt: skip
_VALUES: Final = {
    ("model", "mode"): ("loose", "strict"),
    ("selection", "statementSelectionMode"): (
        "all",
        "with-title",
        "top-level",
        "with-relations",
        "not-used-in-argument",
        "with-more-than-one-relation",
    ),
    ("map", "statementLabelMode"): ("hide-untitled", "title", "text", "none"),
    ("map", "argumentLabelMode"): ("hide-untitled", "title", "text", "none"),
    ("data", "frontMatterSettingsMode"): ("priority", "default", "ignore"),
}
# Settings that have entries, or are true or false; all others may be anything.
_MAPPINGS: Final = frozenset(SETTINGS) - {
    "process", "inputPath", "outputPath", "outputSuffix", "explodeArguments", "logLevel", "sourceHighlighter",
}  # fmt: skip
_FLAGS: Final = ("removeTagsFromText", "transformArgumentRelations", "explodeArguments")
_PARTY: Final = ("name", "role", "side", "kind", "note", "data")
_SOURCE: Final = (
    "file", "text", "title", "url", "publisher", "date", "language", "sha256", "provenance", "citation",
    "data",
)  # fmt: skip


@define
class Front:
    """What the front matter states.

    Attributes:
        title: The document's title.
        metadata: What else it states of itself.
        parties: Who speaks, is answered, reports.
        sources: The texts that are quoted.
        settings: What other programs read.
        patch: What the rows cannot state, under ``argmap:``.
        keys: Whether data keys count in this document.
        provenance: What it states of the provenance of sources, and where, by their ids.
    """

    title: str
    metadata: dict[str, Any]
    parties: list[Party]
    sources: list[Source]
    settings: dict[str, Any]
    patch: dict[str, Any]
    keys: bool
    provenance: dict[str, tuple[Any, int]] = field(factory=dict)


def read(front: Any, notes: Notes, shelf: Shelf | None, *, hidden: bool = False) -> Front:
    """Sort the keys of a front matter.

    Args:
        front: Its YAML mapping, or None.
        notes: Where problems go.
        shelf: Where the texts of sources in files are; without it they have none.
        hidden: Whether to read hidden ones.
    """
    front = front if isinstance(front, dict) else {}
    places = getattr(front, "places", {})
    made = Front("", {}, [], [], {}, {}, any(k in front for k in KEYED))

    def at(key: str) -> int:
        return int(places.get(key, (0, 0))[0])

    for key, value in front.items():
        if key == "title" and isinstance(value, str):
            made.title = value
        elif key in ABOUT:
            made.metadata[key] = value
        elif key == "metadata" and isinstance(value, dict):
            made.metadata |= value
        elif key == "parties":
            made.parties = _records(value, at(key), notes, "parties", _party)
        elif key == "sources":
            _set_apart(value, at(key), made.provenance)
            source = partial(_source, shelf=shelf, hidden=hidden, notes=notes, offset=at(key))
            made.sources = _records(value, at(key), notes, "sources", source)
        elif key == "argmap":
            made.patch = _patch(value, at(key), notes)
        else:
            made.settings[key] = value
            if key not in SETTINGS:
                _report_key(key, value, at(key), notes)
    _check_settings(made.settings, at, notes)
    return made


def _report_key(key: Any, value: Any, offset: int, notes: Notes) -> None:
    """Report a key that is no setting, or has a value that it cannot have; it is kept, and has no effect."""
    if key == "title":
        message = f"title is {shown(value)}, expected text; it has no effect"
        hint = f"put it in quotes: title: {shown(str(value))}"
    elif key == "metadata":
        message, hint = f"metadata is {shown(value)}, expected key: value pairs; it has no effect", ""
    else:
        message = f"unknown key {shown(key)} in the front matter; it is written again as it is"
        hint = did_you_mean(key, (*ENTRIES, *SETTINGS))
    if key not in ("title", "metadata") or value is not None:
        notes.warning("unknown-setting", offset, message, hint)


def _check_settings(settings: dict[str, Any], at: Callable[[str], int], notes: Notes) -> None:
    """Report settings with values that mean nothing; they are kept, and have no effect."""
    model: Any = settings.get("model") if isinstance(settings.get("model"), dict) else {}
    odd = [
        (key, key, v)
        for key, v in settings.items()
        if key in _MAPPINGS and not isinstance(v, (dict, NoneType))
    ]
    if not isinstance(model.get("shortcodes", {}), dict):
        odd.append(("model", "model.shortcodes", model["shortcodes"]))
    for section, name, value in odd:
        message = f"{name} is {shown(value)}, expected key: value pairs; it has no effect"
        notes.warning(
            "unknown-setting", at(section), message, f"write {name.rpartition('.')[2]}: {{key: value}}"
        )
    for name in _FLAGS:
        if not isinstance(model.get(name, False), (bool, NoneType)):
            message = f"model.{name} is {shown(model[name])}, expected true or false"
            notes.warning("unknown-setting", at("model"), message)
    for (section, key), known in _VALUES.items():
        value = settings[section].get(key) if isinstance(settings.get(section), dict) else None
        if value is not None and value not in known:
            message = f"{section}.{key} is {shown(value)}, expected one of: {', '.join(known)}"
            notes.warning("unknown-setting", at(section), message, did_you_mean(value, known))


def _patch(value: Any, offset: int, notes: Notes) -> dict[str, Any]:
    if isinstance(value, dict):
        return dict(value)
    if value is not None:
        notes.error("bad-patch", offset, f"argmap: found {shown(value)} where key: value pairs are expected")
    return {}


def _records(value: Any, offset: int, notes: Notes, what: str, make: Any) -> list[Any]:
    if not isinstance(value, dict):
        notes.error(f"bad-{what}", offset, f"{what} must be listed as id: name, or id: {{name: …}}")
        return []
    made = []
    for key, entry in value.items():
        try:
            made.append(make(key, entry))
        except ArgmapError as error:
            place = getattr(value, "places", {}).get(key, (offset, 0))[0]
            notes.refused(f"bad-{what}", place, f"{what}, {key}", error)
    return made


def _set_apart(sources: Any, offset: int, provenance: dict[str, tuple[Any, int]]) -> None:
    """Note what is stated of the provenance of sources: it may name what is not read yet."""
    for id, entry in sources.items() if isinstance(sources, dict) else ():
        if isinstance(entry, dict) and "provenance" in entry:
            place = getattr(entry, "places", {}).get("provenance", (offset, 0))[0]
            provenance[id] = entry["provenance"], place


def _fields(entry: Any, known: tuple[str, ...], short: str) -> dict[str, Any]:
    if entry is None:
        return {}
    if isinstance(entry, str):
        return {short: entry}
    if not isinstance(entry, dict):
        raise ArgmapError(f"found {shown(entry)}", hint=f"write a {short}, or {{{', '.join(known)}}}")
    for key in entry:
        if key not in known:
            raise unknown_name("key", key, known, ArgmapError)
    return dict(entry)


def _party(id: str, entry: Any) -> Party:
    return Party(id, **_fields(entry, _PARTY, "name"))


def _source(id: str, entry: Any, *, shelf: Shelf | None, hidden: bool, notes: Notes, offset: int) -> Source:
    fields = _fields(entry, _SOURCE, "file")
    fields.pop("provenance", None)
    name = fields.get("file", "")
    if not isinstance(name, str):
        raise ArgmapError(f"file: found {shown(name)} where the name of a file is expected")
    if name and "text" not in fields:
        return taken(id, fields, shelf, notes, offset, hidden=hidden)
    if not name:
        fields.pop("file", None)
    return Source(id, **fields)


def counts(key: str, value: Any, m: ArgumentMap) -> bool:
    """Whether a setting would be taken for what the front matter of a map states itself."""
    if key == "title":
        return isinstance(value, str) or bool(m.title)
    if key == "metadata":
        return isinstance(value, dict) or any(name not in ABOUT for name in m.metadata)
    return key in ENTRIES


def write(
    m: ArgumentMap,
    settings: dict[str, Any],
    patch: dict[str, Any],
    shelf: Shelf | None,
    provenance: Mapping[str, dict[str, Any]],
) -> dict[str, Any]:
    """The front matter that states what the rows do not; ``provenance`` is what it states of that of sources."""
    front: dict[str, Any] = {}
    if m.title:
        front["title"] = m.title
    metadata = m.metadata.thaw()
    front |= {k: metadata.pop(k) for k in ABOUT if k in metadata}
    if metadata:
        front["metadata"] = metadata
    front |= {k: v for k, v in settings.items() if k not in front}
    if m.parties:
        front["parties"] = {p.id: _entry(p, _PARTY, "name") for p in m.parties}
    if m.sources:
        front["sources"] = {s.id: _source_entry(s, shelf, provenance.get(s.id)) for s in m.sources}
    if patch:
        front["argmap"] = patch
    return front


def _entry(record: Any, known: tuple[str, ...], short: str) -> Any:
    fields: dict[str, Any] = {}
    for name in known:
        value = getattr(record, name)
        if value and name != "provenance":
            fields[name] = value.thaw() if isinstance(value, Data) else str(value)
    return fields[short] if list(fields) == [short] else (fields or None)


def _source_entry(source: Source, shelf: Shelf | None, provenance: dict[str, Any] | None) -> Any:
    fields = _entry(source, _SOURCE, "file")
    fields = {"file": fields} if isinstance(fields, str) else dict(fields or {})
    if provenance is not None:
        fields["provenance"] = provenance
    if is_there(source, shelf):
        fields.pop("text", None)
        fields.pop("sha256", None)
        return fields["file"] if list(fields) == ["file"] else fields
    if source.text and source.sha256 == Source(source.id, source.text).sha256:
        fields.pop("sha256", None)
    elif source.text:
        fields["sha256"] = source.sha256  # also if it is empty: a reader would take that of the text
    if not source.text and source.file:
        fields["text"] = ""
    return fields or None
