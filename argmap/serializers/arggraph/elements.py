"""The elements of an arggraph document: checked on the way in, valid against the DTD on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import FormatError, raise_all
from argmap.messages import nearest, shown
from argmap.model.fields import CONTROL
from argmap.serializers.arggraph.vocabulary import INVALID, SIDES, Document, Row
from argmap.syntax import xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from argmap.diagnostics import Report

_NEEDED = {"edu": ("id",), "joint": ("id",), "adu": ("id", "type"), "edge": ("id", "src", "trg", "type")}
_TYPES = {"adu": tuple(SIDES), "edge": ("seg", "sup", "exa", "add", "reb", "und")}
_FROM = {"seg": ("edu", "joint")}
_TO = {"seg": ("joint", "adu")}
_ENDS = ("adu", "edge")


def to_xml(document: Document) -> str:
    """The text of a document."""
    from xml.etree.ElementTree import Element, SubElement  # noqa: PLC0415 - only writing needs it

    root = Element("arggraph", document.about)
    for tag in _NEEDED:
        for row in getattr(document, f"{tag}s"):
            element = SubElement(root, tag, {k: v for k, v in row.items() if k})
            element.text = row.get("", "")
    others = map(xml.element_of, document.unknown)
    root.extend(e for e in others if e is not None and e.tag not in _NEEDED)
    return xml.write(root, declaration="<?xml version='1.0' encoding='UTF-8'?>\n", cdata=frozenset({"edu"}))


def read(text: str, report: Report) -> Document:
    """The rows of a document.

    Raises:
        FormatError: Not XML, or not an arggraph.
        InvalidFileError: Several things are wrong, each with its line.
    """
    root, lines = xml.parse(text, root="arggraph", report=report)
    rows: dict[str, list[Row]] = {tag: [] for tag in _NEEDED}
    known: dict[str, Element] = {}
    unknown: list[str] = []
    problems: list[FormatError] = []
    stray = [root.text, *(element.tail for element in root)]
    if any(words and words.strip() for words in stray):
        problems.append(_problem("text between the elements", lines[root], "text in <edu> only"))
    for element in root:
        tag = str(element.tag)
        if tag not in _NEEDED:
            element.tail = None
            unknown.append(xml.in_one_line(element))
            continue
        found = list(_wrong(element, tag, known, lines))
        problems += found
        if not found:
            known[element.get("id", "")] = element
            rows[tag].append({**element.attrib, **({"": element.text or ""} if tag == "edu" else {})})
    if not problems:
        problems += [p for row in rows["edge"] for p in _astray(row, known, lines)]
    raise_all(problems, INVALID)
    where = {name: lines[element] for name, element in known.items()}
    elements = rows["edu"], rows["joint"], rows["adu"], rows["edge"]
    return Document(dict(root.attrib), *elements, unknown, where)


def _problem(found: str, line: int, expected: str, near: str | None = None) -> FormatError:
    return FormatError(f"{found}, expected {expected}", line=line, expected=expected, nearest=near)


def _wrong(
    element: Element, tag: str, known: Mapping[str, Element], lines: Mapping[Element, int]
) -> Iterable[FormatError]:
    line, name, kind = lines[element], element.get("id", ""), element.get("type", "")
    missing = [key for key in _NEEDED[tag] if not element.get(key)]
    if missing:
        yield _problem(f"<{tag}> has no {' and no '.join(missing)}", line, f"a value for {missing[0]}")
    if CONTROL.search(name):
        yield _problem(f"the id {shown(name)} holds a control character", line, "an id without")
    if name in known:
        first = lines[known[name]]
        yield _problem(f"the id {shown(name)} comes a second time, first in line {first}", line, "another id")
    if kind and kind not in (known_types := _TYPES.get(tag, (kind,))):
        found, expected = f"<{tag} id={shown(name)}> is of unknown type {shown(kind)}", ", ".join(known_types)
        yield _problem(found, line, f"one of: {expected}", nearest(kind, known_types))
    if len(element) or (tag != "edu" and (element.text or "").strip()):
        yield _problem(f"<{tag} id={shown(name)}> has content", line, "text only" if tag == "edu" else "none")


def _astray(row: Row, known: Mapping[str, Element], lines: Mapping[Element, int]) -> Iterable[FormatError]:
    for end, allowed in (("src", _FROM.get(row["type"], _ENDS)), ("trg", _TO.get(row["type"], _ENDS))):
        found = known.get(row[end])
        if found is None or found.tag not in allowed or (found.tag == "edge" and found.get("type") == "seg"):
            what = "missing" if found is None else f"of type {found.get('type') or found.tag}"
            yield _problem(
                f"edge {shown(row['id'])} of type {row['type']} has {shown(row[end])} as {end}, which is {what}",
                lines[known[row["id"]]],
                f"the id of an element <{'> or <'.join(allowed)}>{' that is not a seg' if allowed is _ENDS else ''}",
                None if found is not None else nearest(row[end], known),
            )
