"""D2 diagrams, written only.

Source: https://d2lang.com/tour/intro
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from argmap.model import RelationKind
from argmap.serializers.common.flowchart import checked_direction, flowchart, one_line

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.serializers.common.flowchart import Arrow

_SHAPES = {"claim": "rectangle", "evidence": "page", "argument": "hexagon", "utterance": "callout"}
_STYLES = {
    RelationKind.SUPPORT: ("->", "#2e7d32", 0),
    RelationKind.ENTAILMENT: ("->", "#1b5e20", 0),
    RelationKind.ATTACK: ("->", "#b3261e", 0),
    RelationKind.UNDERCUT: ("->", "#b3261e", 3),
    RelationKind.CONTRARY: ("<->", "#b3261e", 0),
    RelationKind.CONTRADICTION: ("<->", "#b3261e", 0),
    RelationKind.REPHRASE: ("->", "#5f6368", 3),
    RelationKind.PREFERENCE: ("->", "#6750a4", 0),
    RelationKind.ILLOCUTION: ("->", "#5f6368", 5),
    RelationKind.TRANSITION: ("->", "#5f6368", 5),
}


def dumps(map: ArgumentMap, *, direction: Literal["up", "down", "left", "right"] = "up") -> str:
    """Write a diagram: reasons below what they are for, a word on every line except for support.

    Linked premises meet in a small circle; an undercut aims at the circle of the relation that it is about.

    Args:
        map: The map.
        direction: Where reasons lead: "up", "down", "left" or "right".

    Raises:
        ArgmapError: The direction is none of these.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    direction: up
    # cap
    n0: "Rents should be capped." {shape: rectangle}
    # shrink
    n1: "A cap shrinks supply." {shape: rectangle}
    n1 -> n0: attack {style.stroke: "#b3261e"}
    """
    chart = flowchart(map)
    lines = [f"direction: {checked_direction(direction, ('up', 'down', 'left', 'right'))}"]
    if title := one_line(map.title):
        lines.append(f"title: {quoted(title)} {{shape: text; near: top-center; style.font-size: 28}}")
    for box in chart.boxes:
        lines.append(f"# {one_line(box.id)}")
        lines.append(f"{box.name}: {quoted(*box.lines)} {{shape: {_SHAPES[box.type]}}}")
    for junction in chart.junctions:
        lines.append(f"# {one_line(junction.id)}")
        lines.append(f'{junction.name}: "" {{shape: circle; width: 12; height: 12}}')
    lines += [_line(arrow) for arrow in chart.arrows]
    return "\n".join(lines) + "\n"


def quoted(*lines: str) -> str:
    r"""Lines as one string that D2 reads literally.

    >>> quoted('say "no"', "${x}")
    '"say \\"no\\"\\n\\${x}"'
    """
    text = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for line in lines)
    return f'"{text}"'


def _line(arrow: Arrow) -> str:
    link, colour, dash = _STYLES[arrow.kind]
    style = f'style.stroke: "{colour}"' + (f"; style.stroke-dash: {dash}" if dash else "")
    if not arrow.ends:
        return f"{arrow.source} -- {arrow.target}: {{{style}}}"
    label = "" if arrow.kind is RelationKind.SUPPORT else f"{arrow.kind} "
    return f"{arrow.source} {link} {arrow.target}: {label}{{{style}}}"
