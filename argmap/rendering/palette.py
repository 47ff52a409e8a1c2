"""Which party looks how: a hue for each side, a shade and a sign for each party.

Sides differ in hue and parties in lightness. Six steps of lightness are as far apart as the eye needs, whatever the
hue, so that six parties differ on a grey print and for every colour-blind reader; a test computes by how much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from argmap.model import Role
from argmap.rendering.colors import WHITE, shade
from argmap.rendering.looks import PartyLook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import ArgumentMap, Party

HUES: Final = ("#2F6DA8", "#AC6630", "#2E8B8B", "#A89040", "#96607F", "#777777")
"""Blue, rust, teal, ochre, plum, grey: what the colours of a side are made of, by white or black in it."""

LEVELS: Final = (100.0, 81.0, 64.5, 49.5, 35.5, 20.5)
"""How light headers are, from white (L* of CIE 1976)."""

SIGNS: Final = "●■▲▼♦►◄○▬†‡§"
"""What stands before names of parties: signs that usual fonts have, and none that looks like a lost letter."""

_SHADES: Final = (  # positions in LEVELS, the first choice first
    (4, 3, 5, 2, 1, 0),  # of the side of the speaker: dark headers
    (0, 1, 2, 3, 5, 4),  # of the side that is answered: white and light ones
    (1, 2, 3, 5, 0, 4),  # of all others
)
_DARK: Final = 3  # from here on headers have white letters
_BORDER: Final = 36.0
_INK: Final = 10.0
_TINT: Final = 95.0


class Emblem(NamedTuple):
    """What distinguishes a party from all others: a sign before its name, its colours, and the side it stands on."""

    sign: str
    look: PartyLook
    side: str


def emblems(
    m: ArgumentMap, ids: Iterable[str], given: Mapping[str, PartyLook] | Sequence[PartyLook]
) -> dict[str, Emblem]:
    """By id, the emblems of parties of a map, in the order in which they are given out.

    The first speaker comes first and the first counterparty next, whether they are among the ``ids`` or not, so that
    parts of one map look alike. Looks that are ``given`` by id count for these parties; those given by position
    are used in turn, the second for a counterparty even where nobody speaks.
    """
    used = {*ids}
    speaker, counterparty = (
        next((p for p in m.parties if p.role is role), None) for role in (Role.SPEAKER, Role.COUNTERPARTY)
    )
    firsts = [p for p in (speaker, counterparty) if p is not None]
    others = [p for p in m.parties if p.id in used and p not in firsts]
    if isinstance(given, Sequence):
        places = [speaker, counterparty, *others]
        looks = {p.id: given[n % len(given)] for n, p in enumerate(places) if p is not None}
    else:
        looks = {**_usual([*firsts, *others], answered=counterparty), **given}
    return {
        p.id: Emblem(SIGNS[n % len(SIGNS)] * (1 + n // len(SIGNS)), looks[p.id], side(p))
        for n, p in enumerate([*firsts, *others])
        if p.id in used
    }


def side(p: Party) -> str:
    """With whom a party stands: its side, or else those of its role; alone if neither is known."""
    return p.side.strip() or p.role or f"\0{p.id}"


def _usual(parties: Sequence[Party], *, answered: Party | None) -> dict[str, PartyLook]:
    """A look for each party: the hue of its side, and the first shade of that side's that is the least used."""
    hues: dict[str, int] = {} if answered is None else {side(answered): 1}
    if parties and parties[0] is not answered:
        hues.setdefault(side(parties[0]), 0)
    for p in parties:
        if side(p) not in hues:
            hues[side(p)] = next(n for n in range(len(hues) + 1) if n not in hues.values())
    taken: Counter[int] = Counter()
    seen: set[tuple[int, int]] = set()
    looks = {}
    for p in parties:
        hue = hues[side(p)] % len(HUES)
        level = min(_SHADES[min(hue, 2)], key=lambda n: ((hue, n) in seen, taken[n]))
        taken[level] += 1
        seen.add((hue, level))
        looks[p.id] = shaded(hue, level)
    return looks


def shaded(hue: int, level: int) -> PartyLook:
    """The look of a hue at a level, by their positions in ``HUES`` and ``LEVELS``."""
    color, border = HUES[hue], shade(HUES[hue], min(_BORDER, LEVELS[level]))
    header = shade(color, LEVELS[level]) if level else WHITE
    if level >= _DARK:
        return PartyLook(header, header, WHITE, shade(color, _TINT))
    return PartyLook(border, header, shade(color, _INK) if level else border, shade(color, _TINT))
