"""APX, the facts that ASPARTIX and other solvers read: ``arg(a).`` and ``att(a,b).``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.frameworks import (
    ListedArgument,
    ListedAttack,
    attacks_of,
    framework_ids,
    framework_map,
)
from argmap.serializers.common.ids import legal_ids

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

_CONSTANT = re.compile(r"[a-z][A-Za-z0-9_]*|0|[1-9][0-9]*")  # capitals would be variables
_SPACE = re.compile(r"(?:\s|%[^\n]*)*")
_NAME = r'\s*([^\s(),%"]+|"(?:[^"\\\n]|\\.)*")\s*'
_FACT = re.compile(rf"(?:arg\s*\({_NAME}|att\s*\({_NAME},{_NAME})\)\s*\.")


def loads(text: str) -> ArgumentMap:
    r"""Read a framework: each ``arg`` is a claim without text, each ``att`` an attack, in any order.

    Args:
        text: The facts; ``%`` starts a comment.

    Raises:
        FormatError: Anything but these facts, with line and column.
        InvalidFileError: Arguments twice, or attacks between arguments that are not listed.

    >>> loads("arg(a). arg(b).\natt(b,a).").relations
    (Relation('attack:b>a', 'attack', ('b',), ('a',)),)
    """
    arguments: list[ListedArgument] = []
    attacks: list[ListedAttack] = []
    offset = line = 0
    while True:
        start = _SPACE.match(text, offset).end()  # type: ignore[union-attr]
        line += text.count("\n", offset, start)
        if start == len(text):
            return framework_map(arguments, attacks)
        fact = _FACT.match(text, start)
        if fact is None:
            found, expected = text[start : start + 40].partition("\n")[0], "'arg(name).' or 'att(name,name).'"
            message = f"found {shown(found)}, expected {expected}"
            raise FormatError.at(text, start, message, found=found, expected=expected)
        if fact[1] is not None:
            arguments.append(ListedArgument(_bare(fact[1]), line + 1))
        else:
            attacks.append(ListedAttack(_bare(fact[2]), _bare(fact[3]), line + 1))
        offset = fact.end()
        line += text.count("\n", start, offset)


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map and the attacks among them, without texts.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap"), Claim("Shrink!")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    arg(cap).
    arg(a_Shrink_).
    att(a_Shrink_,cap).
    """
    names = _names(map)
    facts = [f"arg({names[c.id]}).\n" for c in map.claims]
    facts += [f"att({names[r.sources[0]]},{names[r.targets[0]]}).\n" for r in attacks_of(map)]
    return "".join(facts)


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: a constant of answer set programs, attacks called by their ends."""
    return framework_ids(map, _names(map))


def _names(map: ArgumentMap) -> dict[str, str]:
    return legal_ids((c.id for c in map.claims), _constant)


def _constant(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return plain if _CONSTANT.fullmatch(plain) else f"a_{plain}"


def _bare(name: str) -> str:
    """A name without its quotation marks."""
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') else name
