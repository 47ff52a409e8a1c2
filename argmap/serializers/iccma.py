"""The numbered frameworks of the ICCMA competitions since 2023: ``p af 3``, then ``1 2`` for each attack.

Source: https://iccma2023.github.io/rules.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.serializers.common.frameworks import (
    ListedArgument,
    ListedRelation,
    claims_asked_for,
    framework_ids,
    framework_map,
    lines_of,
    relations_of,
)

if TYPE_CHECKING:
    from argmap.model import ArgumentMap

_HEAD = re.compile(r"p\s+af\s+([0-9]{1,9})")
_PAIR = re.compile(r"([1-9][0-9]{0,8})\s+([1-9][0-9]{0,8})")


def loads(text: str) -> ArgumentMap:
    r"""Read a framework: its arguments are claims whose ids are the numbers from 1 on.

    Args:
        text: The text; lines that start with ``#``, or with ``c`` alone, are comments.

    Raises:
        LimitError: More arguments than the limits allow claims that a number alone makes.
        FormatError: No "p af" line, or a line that is not a pair of numbers.
        InvalidFileError: Attacks of numbers that are too large.

    >>> loads("p af 2\n2 1\n").relations
    (Relation('attack:2>1', 'attack', ('2',), ('1',)),)
    """
    count: int | None = None
    head = 0
    attacks: list[ListedRelation] = []
    for n, raw in enumerate(lines_of(text.removeprefix("\ufeff")), 1):
        line = raw.strip()
        if (
            not line or line.startswith("#") or line.split(maxsplit=1)[0] == "c"
        ):  # the latter in files like DIMACS
            continue
        if count is None:
            first = _HEAD.fullmatch(line)
            if first is None:
                raise _wrong(line, n, "'p af' and the number of arguments")
            count, head = claims_asked_for(first, n), n
        elif pair := _PAIR.fullmatch(line):
            attacks.append(ListedRelation(pair[1], pair[2], n))
        else:
            raise _wrong(line, n, "the numbers of two arguments")
    if count is None:
        raise FormatError("no line 'p af' gives the number of arguments", line=n, expected="ICCMA 2023")
    return framework_map([ListedArgument(str(i + 1), head) for i in range(count)], attacks)


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map as numbers, and the attacks among them.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap"), Claim("shrink")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    p af 2
    2 1
    """
    names = _names(map)
    lines = [f"{names[r.sources[0]]} {names[r.targets[0]]}\n" for r in relations_of(map)]
    return f"p af {len(names)}\n{''.join(lines)}"


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: the number of the claim, attacks called by their ends."""
    return framework_ids(_names(map), relations_of(map))


def _names(map: ArgumentMap) -> dict[str, str]:
    return {claim.id: str(n) for n, claim in enumerate(map.claims, 1)}


def _wrong(line: str, n: int, expected: str) -> FormatError:
    return FormatError(f"found {shown(line)}, expected {expected}", line=n, found=line, expected=expected)
