"""The engine's SVG made fit to be published.

Engines name things n1, n2, leave their own mark in comments, ask for fonts that are not there and hide
tooltips in attributes. Here the picture gets a title and a description for screen readers, a spoken form
of every box and arrow, fonts that most machines have, text that keeps its measured width in any of them, and safe
links.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from argmap.errors import RenderError
from argmap.rendering.output.turning import turn
from argmap.rendering.text.direction import RIGHT_TO_LEFT, bare, directed
from argmap.rendering.text.escape import is_safe_url
from argmap.rendering.text.helvetica import is_known
from argmap.rendering.text.metrics import is_measured, text_width
from argmap.rendering.text.scripts import DRAWN, EMOJI, language_of_han, script
from argmap.rendering.text.scripts import families as made_for
from argmap.words import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FAMILIES: Final = "Helvetica, Arial, 'Liberation Sans', Arimo, 'Noto Sans', sans-serif"

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_PREFIXES: Final = {
    f"{{{_SVG}}}": "",
    f"{{{_XLINK}}}": "xlink:",
    "{http://www.w3.org/XML/1998/namespace}": "xml:",
}
_BLANKS: Final = " \u00a0"
_LAST: Final = "sans-serif"
_PART: Final = "graphics-symbol img"
_ROLES: Final = {"cluster": "graphics-object group"}
"""Roles of the WAI-ARIA Graphics Module, and before its time: readers step from card to card and line to line."""

_SIZE: Final = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)(?:pt)?"[^>]*?\sheight="([\d.]+)(?:pt)?"')
_EDGE_LABELS: Final = ("label", "headlabel", "taillabel")
_NUMBERS: Final = re.compile(r"-?[\d.]+")
_INDENT: Final = 5.0  # of text in a card
_OUTLINES: Final = ("polygon", "ellipse", "path")
_CROSS: Final = {"stroke-width": "1.1", "stroke-opacity": "0.5"}
_TEXTUAL: Final = frozenset({"text", "title", "desc"})


def finish(
    svg: bytes,
    *,
    title: str,
    desc: str,
    names: Mapping[str, str],
    lang: str = "",
    crossed: Collection[str] = (),
    mirrored: Collection[str] = (),
    turned: bool = False,
    font: str = "Helvetica",
    prefix: str = "",
) -> str:
    """The published form of an SVG that Graphviz wrote: the same bytes for the same input.

    Args:
        svg: What the engine drew.
        title: What the picture is called; read aloud first and shown over the background.
        desc: What it shows, in a sentence or two.
        names: The spoken form of boxes and arrows, also shown as tooltips. Boxes and clusters go by the
            engine's name for them (``n1``); arrows by their `id`, as two of them may join the same boxes, or
            else by ``n1->n2``. What is not listed has no tooltip but the one given in DOT.
        lang: The language of the text as a BCP 47 tag, if all of it is in one.
        crossed: The boxes that are crossed out, by the engine's name for them.
        mirrored: The boxes whose text runs from right to left, by that name; they are turned around.
        turned: Whether the whole picture is turned around with them.
        font: The family that text is set in where it is there.
        prefix: What all ids begin with.

    Raises:
        RenderError: ``svg`` is not the SVG that Graphviz writes.

    >>> from argmap.rendering.output.engines import draw
    >>> drawing = draw("digraph { n1 [label=Cap] }")
    >>> text = finish(drawing.data, title="Rents", desc="One claim.", names={"n1": "Cap, a claim"})
    >>> "<title>Cap, a claim</title>" in text
    True
    """
    root = _parsed(svg)
    groups = [group for group in root.iter("g") if group.get("class")]
    to_turn = [group for group in groups if group.findtext("title") in mirrored]
    taken = {group.get("id", "") for group in groups}
    for group in groups:
        if group.findtext("title") in crossed:
            _cross_out(group)
        _name(group, names, taken)
    for anchor in list(root.iter("a")):
        _link(anchor)
    _drop_blanks(root)
    inside = {text for group in to_turn for text in group.iter("text")}
    letters = language_of_han("".join(text.text or "" for text in root.iter("text")), lang)
    for element in root.iter():
        if element.tag == "text":
            _set_type(element, families(font), letters, left=element in inside)
        if element.get("stroke") == "transparent":  # Graphviz 2.43; not a colour of SVG 1.1
            element.set("stroke", "none")
    root.set("font-family", families(font))
    _describe(root, title, desc, lang, digest=hashlib.sha256(svg).hexdigest()[:8])
    whole = root.find("g/polygon")
    for group in groups:
        _keep_inside(group, whole)
    turn(groups, to_turn, whole, whole=turned)
    if prefix:
        _prefix_ids(root, prefix)
    _indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def families(font: str) -> str:
    """A font family and what stands in for it, as CSS has them.

    >>> families("Georgia").partition(", Arial")[0]
    "'Georgia', Helvetica"
    """
    return FAMILIES if font == "Helvetica" else f"'{font}', {FAMILIES}"


def size(svg: str) -> tuple[float, float]:
    """Width and height of a finished picture in points.

    >>> size('<svg width="734pt" height="1216.5pt">')
    (734.0, 1216.5)
    """
    found = _SIZE.search(svg)
    if found is None:
        expected = '<svg width="…pt" height="…pt">'
        raise RenderError("the SVG has no width and height in points", expected=expected)
    return float(found[1]), float(found[2])


def _parsed(svg: bytes) -> ET.Element:
    """The tree with the prefixes written out in its names, so that it is written back as it was."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 -- what the engine wrote; expat fetches nothing
    except ET.ParseError as error:
        raise RenderError(f"the engine's SVG is not well-formed XML: {error}") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise RenderError(f"the engine's output is not SVG but {root.tag!r}", found=root.tag)
    for element in root.iter():
        element.tag = _prefixed(element.tag)
        element.attrib = {_prefixed(key): value for key, value in element.attrib.items()}
    root.set("xmlns", _SVG)
    root.set("xmlns:xlink", _XLINK)
    return root


def _prefixed(name: str) -> str:
    namespace, brace, local = name.rpartition("}")
    return _PREFIXES.get(namespace + brace, "") + local


def _name(group: ET.Element, names: Mapping[str, str], taken: set[str]) -> None:
    """Replace the engine's name by the spoken form, and put the tooltip and the ids of cells in order."""
    id, kind = group.get("id", ""), group.get("class", "").split()[0]
    engine_name = group.findtext("title", "")
    for label in group.findall("title"):
        group.remove(label)
    keys = {"graph": (), "edge": (id, engine_name)}.get(kind, (engine_name,))
    spoken = next((names[k] for k in keys if k in names), "")
    if spoken:
        _entitle(group, spoken)
        group.set("role", _ROLES.get(kind, _PART))
    whole = {id, *(f"{id}-{part}" for part in _EDGE_LABELS)} if kind == "edge" else {id}
    for wrapper in group.findall("g" if kind == "graph" else ".//g"):
        anchor = wrapper.find("a")
        if anchor is None or wrapper.get("class"):
            continue
        wrapped = wrapper.attrib.pop("id", "").removeprefix("a_")
        if wrapped in whole:
            tooltip = anchor.get("xlink:title", "")
            markup = tooltip.startswith("<") and tooltip.endswith(">")  # Graphviz's own, of a label
            if spoken or markup:
                anchor.attrib.pop("xlink:title", None)
        elif wrapped and wrapped not in taken:  # around a cell: the id that the cell was given
            wrapper.set("id", wrapped)
            taken.add(wrapped)


def _link(anchor: ET.Element) -> None:
    """Turn the tooltip attribute into a title, which all viewers show, and drop links that are not safe."""
    tooltip = anchor.attrib.pop("xlink:title", "")
    if not is_safe_url(anchor.get("xlink:href", "")):
        anchor.tag = "g"
        anchor.attrib.clear()
    if tooltip:
        _entitle(anchor, tooltip)


def _entitle(element: ET.Element, text: str) -> None:
    title = ET.Element("title")
    title.text = visible(text)
    element.insert(0, title)


def _drop_blanks(root: ET.Element) -> None:
    """Take away text that is nothing but a space, which only moved other text in its line."""
    for parent in root.iter():
        for child in [*parent]:
            if child.tag == "text" and not (child.text or "").strip():
                parent.remove(child)


def _keep_inside(group: ET.Element, whole: ET.Element | None) -> None:
    """Let text begin in its card that the engine took for wider than its cell, and so began it before that."""
    outline = group.find("polygon")
    outline = whole if outline is None else outline
    if outline is None or not group.get("class", "").startswith("node"):
        return
    left = min(float(n) for n in _NUMBERS.findall(outline.get("points", ""))[::2])
    for text in group.iter("text"):
        if text.get("text-anchor") == "start" and float(text.get("x", "0")) < left:
            text.set("x", f"{left + (0 if outline is whole else _INDENT):g}")


def _set_type(text: ET.Element, usual: str, lang: str, *, left: bool) -> None:
    """Fonts for a run of text, and its measured width if that is known for certain."""
    run = text.text or ""
    text.set("xml:space", "preserve")
    text.attrib.pop("font-family", None)
    bold = text.get("font-weight") == "bold"
    known = is_known(run, bold=bold)
    if not known and (own := _own_families(run, lang)):
        text.set("font-family", usual.replace(_LAST, f"{own}, {_LAST}"))
    if RIGHT_TO_LEFT in run and "font-family" not in text.attrib:
        text.set("font-family", usual)
    if left:
        text.text = _as_in_turned(run, known=known)
    elif RIGHT_TO_LEFT not in run:
        text.text = directed(run, left=False)
    if run.strip() and (known or is_measured(bare(run), bold=bold)):
        width = text_width(run, float(text.get("font-size", "14")), bold=bold)
        text.set("textLength", f"{width:.2f}")
        text.set("lengthAdjust", "spacingAndGlyphs")


def _as_in_turned(run: str, *, known: bool) -> str:
    """A run in a card that is turned around: the blanks before it are at its right, those after it at its left."""
    words = run.strip(_BLANKS)
    before = run[: len(run) - len(run.lstrip(_BLANKS))]
    if words.startswith(RIGHT_TO_LEFT):
        return f"{RIGHT_TO_LEFT}{before}{words[1:]}"
    return run[len(before) + len(words) :] + words + before if known else directed(run, left=True)


@lru_cache(maxsize=1000)
def _own_families(run: str, lang: str) -> str:
    """The families of the letters that usual fonts lack, as CSS has them; "" if they lack none."""
    scripts = dict.fromkeys(script(character) for character in run)
    found = dict.fromkeys(family for name in scripts if name for family in made_for(name, lang))
    if any(not is_known(c) and unicodedata.category(c)[0] == "S" and c not in DRAWN for c in run):
        found |= dict.fromkeys(EMOJI)
    return ", ".join(f"'{family}'" for family in found)


def _describe(root: ET.Element, title: str, desc: str, lang: str, *, digest: str) -> None:
    """A title and a description that screen readers find; ids that differ between pictures on one page."""
    root.set("role", "graphics-document document")
    root.set("aria-labelledby", f"title-{digest} desc-{digest}")
    if lang:
        root.set("lang", visible(lang))
        root.set("xml:lang", visible(lang))
    for n, (tag, text) in enumerate((("title", title), ("desc", desc))):
        element = ET.Element(tag, {"id": f"{tag}-{digest}"})
        element.text = visible(text)
        root.insert(n, element)


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    """Put a prefix before all ids, and in what refers to them."""
    own = {id for element in root.iter() if (id := element.get("id"))}
    for element in root.iter():
        if id := element.get("id"):
            element.set("id", prefix + id)
        if names := element.get("aria-labelledby"):
            element.set("aria-labelledby", " ".join(prefix + name for name in names.split()))
        target = element.get("xlink:href", "").removeprefix("#")
        if target in own:
            element.set("xlink:href", f"#{prefix}{target}")


def _indent(root: ET.Element) -> None:
    """One element a line."""
    for element in root.iter():
        element.tail = None if element is root else "\n"
        if element.tag not in _TEXTUAL:
            element.text = "\n" if len(element) else None


def _cross_out(group: ET.Element) -> None:
    """Draw the diagonals of the first shape of a group below its text, as GSN marks what is defeated and DOT cannot."""
    for n, shape in enumerate(group):
        if shape.tag in _OUTLINES:
            a, b, c, d = _corners(shape)
            way = "M{:g},{:g} L{:g},{:g} M{:g},{:g} L{:g},{:g}".format(*a, *c, *b, *d)
            look = {"fill": "none", "stroke": shape.get("stroke", "black"), **_CROSS}
            group.insert(n + 1, ET.Element("path", {**look, "d": way, "class": "defeated"}))
            return


def _corners(shape: ET.Element) -> list[tuple[float, float]]:
    """Those of a four-sided shape, or of the largest rectangle in or around any other, one after the other."""
    if shape.tag == "ellipse":
        x, y, wide, high = (float(shape.get(name, "0")) for name in ("cx", "cy", "rx", "ry"))
        wide, high = wide / math.sqrt(2), high / math.sqrt(2)
        xs, ys = [x - wide, x + wide], [y - high, y + high]
    else:
        numbers = [float(n) for n in _NUMBERS.findall(shape.get("points", shape.get("d", "")))]
        xs, ys = numbers[::2], numbers[1::2]
        corners = list(zip(xs, ys, strict=False))
        if len(corners) == 5 and corners[0] == corners[4]:  # closed: the first comes again
            return corners[:4]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return [(left, top), (left, bottom), (right, bottom), (right, top)]
