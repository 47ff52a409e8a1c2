"""TGF, the trivial graph format, as solvers of abstract frameworks use it: arguments, ``#``, attacks."""

from __future__ import annotations

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
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from argmap.model import ArgumentMap


def loads(text: str) -> ArgumentMap:
    r"""Read a framework: each argument is a claim, its label the text; each line after ``#`` is an attack.

    The label of an attack is in ``data["tgf"]["label"]``.

    Args:
        text: The TGF text.

    Raises:
        FormatError: No ``#`` line, or an attack without two ends.
        InvalidFileError: Arguments twice, or attacks between arguments that are not listed.

    >>> loads("1 Rents should be capped.\n2\n#\n2 1\n").relations
    (Relation('attack:2>1', 'attack', ('2',), ('1',)),)
    """
    arguments: list[ListedArgument] = []
    attacks: list[ListedAttack] = []
    divided = False
    for n, line in enumerate(text.split("\n"), 1):
        words = line.split(maxsplit=2 if divided else 1)
        if words == ["#"] and not divided:
            divided = True
        elif words and not divided:
            arguments.append(ListedArgument(words[0], n, words[1].rstrip() if words[1:] else ""))
        elif len(words) == 1:
            message = f"found {shown(words[0])} alone after the '#', expected two arguments in a line"
            raise FormatError(message, line=n, found=words[0], expected="two arguments")
        elif words:
            data = {"tgf": {"label": words[2].rstrip()}} if words[2:] else None
            attacks.append(ListedAttack(words[0], words[1], n, data))
    if not divided:
        raise FormatError(
            "there is no line '#' between arguments and attacks",
            line=n,
            expected="TGF",
            hint="even if there are no attacks",
        )
    return framework_map(arguments, attacks)


def dumps(map: ArgumentMap) -> str:
    """Write the claims of a map and the attacks among them; texts are written in one line.

    >>> from argmap import ArgumentMap, Claim
    >>> cap, shrink = Claim("cap", "Rents should be capped."), Claim("shrink")
    >>> print(dumps(ArgumentMap.of(cap, shrink, shrink.attacks(cap))), end="")
    cap Rents should be capped.
    shrink
    #
    shrink cap
    """
    names = _names(map)
    lines = [" ".join([names[c.id], *c.text.split()]) for c in map.claims]
    lines.append("#")
    for r in attacks_of(map):
        label = mapping(r.data, "tgf").get("label")
        words = label.split() if isinstance(label, str) else []
        lines.append(" ".join([names[r.sources[0]], names[r.targets[0]], *words]))
    return "\n".join(lines) + "\n"


def ids(map: ArgumentMap) -> dict[str, str]:
    """The id under which each record comes back: one without white space, attacks called by their ends."""
    return framework_ids(map, _names(map))


def _names(map: ArgumentMap) -> dict[str, str]:
    return legal_ids((c.id for c in map.claims), lambda i: "_".join(i.split()).lstrip("#\ufeff") or "_")
