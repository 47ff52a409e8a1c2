"""Mermaid flowcharts, which code forges and note-taking programs draw; written only.

Source: https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

from argmap.model import RelationKind
from argmap.serializers.common.flowchart import checked_direction, flowchart, one_line

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.serializers.common.flowchart import Arrow, Box

_SHAPES = {"claim": '["{}"]', "evidence": '(["{}"])', "argument": '{{{{"{}"}}}}', "utterance": '>"{}"]'}
_HEADS = {
    RelationKind.ATTACK: "--x",
    RelationKind.UNDERCUT: "-.-x",
    RelationKind.ENTAILMENT: "==>",
    RelationKind.CONTRARY: "x--x",
    RelationKind.CONTRADICTION: "x--x",
    RelationKind.REPHRASE: "-.->",
    RelationKind.PREFERENCE: "--o",
    RelationKind.ILLOCUTION: "-.->",
    RelationKind.TRANSITION: "-.->",
}
_SPECIAL = re.compile(r"[^\w .,!?()/'\u00a0-\U0010ffff-]|`|_")
_LIST = re.compile(r"^([0-9]*)([-.)])")  # at the start of a line, where Markdown would see a list
NOTHING = "#160;"  # an empty label would not be read


def dumps(map: ArgumentMap, *, direction: Literal["BT", "TB", "LR", "RL"] = "BT") -> str:
    """Write a flowchart: reasons below what they are for, a word on every line except for support.

    Linked premises meet in a small circle; an undercut aims at the circle of the relation that it is about.

    Args:
        map: The map.
        direction: Where reasons lead: "BT" upwards, "TB" downwards, "LR" to the right, "RL" to the left.

    Raises:
        ArgmapError: The direction is none of these.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink", "A cap shrinks supply.")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    flowchart BT
      n0["Rents should be capped."]
      n1["A cap shrinks supply."]
      n1 --x|attack| n0
      %% n0 is cap
      %% n1 is shrink
    """
    chart = flowchart(map)
    lines = ["---", f"title: {json.dumps(one_line(map.title))}", "---"] if map.title else []
    lines.append(f"flowchart {checked_direction(direction, ('BT', 'TB', 'LR', 'RL'))}")
    lines += [f"  {box.name}{_SHAPES[box.type].format(_label(box))}" for box in chart.boxes]
    lines += [f'  {junction.name}(("{NOTHING}"))' for junction in chart.junctions]
    lines += [f"  {arrow.source} {_line(arrow)} {arrow.target}" for arrow in chart.arrows]
    named = [*((box.name, box.id) for box in chart.boxes), *chart.junctions]
    lines += [f"  %% {name} is {escaped(id)}" for name, id in named]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text for a label: whatever could mean something to Mermaid, HTML or Markdown as a numbered entity.

    >>> escaped('say "<b>"')
    'say #34;#60;b#62;#34;'
    """
    safe = _SPECIAL.sub(_entity, one_line(text))
    return _LIST.sub(lambda match: f"{match[1]}{_entity(match[2])}", safe)


def _entity(character: re.Match[str] | str) -> str:
    return f"#{ord(character if isinstance(character, str) else character[0])};"


def _label(box: Box) -> str:
    return "<br/>".join(escaped(line) for line in box.lines) or NOTHING


def _line(arrow: Arrow) -> str:
    if not arrow.ends:
        return "---"
    head = _HEADS.get(arrow.kind)
    return f"{head}|{arrow.kind}|" if head else "-->"
