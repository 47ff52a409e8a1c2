"""The ids of records: those of their elements, made different, and made up where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.diagnostics import Diagnostic
from argmap.errors import FormatError
from argmap.ids import FreeIds
from argmap.messages import counted, shown
from argmap.model.fields import CONTROL
from argmap.serializers.sacm.vocabulary import id_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from argmap.diagnostics import Report
    from argmap.serializers.sacm.kinds import Kind
    from argmap.serializers.sacm.linking import Links

LONGEST_NAME: Final = 40  # characters of a name that an element without id is known by


def named(
    elements: Iterable[Element],
    kinds: Mapping[Element, Kind],
    links: Links,
    lines: Mapping[Element, int],
    report: Report,
) -> tuple[dict[Element, str], list[FormatError]]:
    """The ids of elements that become records, in their order, and what is wrong with ids.

    What joins elements and becomes no record keeps its id as well.
    """
    every = list(elements)
    records = set(every)
    ids: dict[Element, str] = {}
    first: dict[str, Element] = {}
    doubled: dict[Element, str] = {}
    nameless: list[Element] = []
    problems: list[FormatError] = []
    for element, kind in kinds.items():
        if element not in records:
            if kind.role not in ("part", "package") and (i := id_of(element)):
                first.setdefault(i, element)
            continue
        if not (i := id_of(element)):
            nameless.append(element)
        elif CONTROL.search(i):
            message = f"the id {shown(i)} holds a control character, expected an id without"
            problems.append(FormatError(message, line=lines.get(element), expected="an id without"))
        elif i in first:
            doubled[element] = i
        else:
            first[i] = element
            ids[element] = i
    free = FreeIds(first)
    for element, i in doubled.items():
        ids[element] = free.give(i)
        report(_doubled(element, i, ids[element], lines, lines.get(first[i])))
    for element in nameless:
        ids[element] = free.give(_wish(element, kinds[element], links, ids))
    if nameless:
        message = f"{counted(len(nameless), 'element')} without id: known by name, or by what they join"
        report(Diagnostic("no-id", "info", message, line=lines.get(nameless[0])))
    return {e: ids[e] for e in every if e in ids}, problems


def _doubled(
    element: Element, i: str, new: str, lines: Mapping[Element, int], first: int | None
) -> Diagnostic:
    where = f" in line {first}" if first else ""
    message = f"<{element.tag}> has the id {shown(i)} of the element{where}; read as {shown(new)}"
    return Diagnostic("duplicate-id", "warning", message, line=lines.get(element), ids=(new,))


def _wish(element: Element, kind: Kind, links: Links, ids: Mapping[Element, str]) -> str:
    """What an element without id is called: by its name, or by what it joins, or by its type."""
    if element in links.joined:
        sources, targets = (
            "+".join([ids.get(e, "relation") for e in side]) for side in links.ends(links.joined[element])
        )
        return f"{kind.role}:{sources}>{targets}"
    name = title_of(element).strip()
    if name and len(name) <= LONGEST_NAME and not CONTROL.search(name):
        return name
    return kind.shape or (kind.part.__name__ if kind.part else "Package")
