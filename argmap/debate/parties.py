"""The part of a map that concerns a party, and the part in which two parties meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.debate.responses import responses
from argmap.model import Claim, Evidence
from argmap.model.map import must_be_map
from argmap.viewing import view
from argmap.viewing.selecting import party_id

if TYPE_CHECKING:
    from argmap.model import ArgumentMap
    from argmap.model.fields import HasId


def about(m: ArgumentMap, party: str | HasId) -> ArgumentMap:
    """The part of a map that concerns a party: what it holds, what is said of it or to it, and what answers it.

    What is said of it names it in ``mentions``, what is said to it in ``to``. What answers it is what ``responses``
    lists. Relations are part of it where all that they join is.

    Args:
        m: The map.
        party: The party, or its id.

    Raises:
        UnknownIdError: The party is not in the map.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> council, owners = Party("council"), Party("owners")
    >>> exempt, shrink = Claim("exempt", by=council), Claim("shrink", by=owners)
    >>> greed, cap = Claim("greed", by=council, mentions=owners), Claim("cap", by=council)
    >>> m = ArgumentMap.of(council, owners, exempt, shrink, greed, cap, exempt.attacks(shrink))
    >>> [claim.id for claim in about(m, "owners").claims]
    ['exempt', 'shrink', 'greed']
    """
    must_be_map(m)
    who = party_id(m, party)
    held = {n.id for n in m.nodes if n.by == who}
    said = {n.id for n in m.nodes if who in n.to or (isinstance(n, (Claim, Evidence)) and who in n.mentions)}
    answers = {
        i for response in responses(m, who) for a in response.answers for i in (*a.given, a.to, a.relation)
    }
    return m.subset(held | said | answers)


def dispute(m: ArgumentMap, a: str | HasId, b: str | HasId) -> ArgumentMap:
    """The part of a map in which two parties meet: ``view(m, between=(a, b)).map``.

    It has what one of them holds that bears on what the other holds, what that is about, and the reasons for it.
    ``view`` gives the same with what is left out, as pictures show it.

    Args:
        m: The map.
        a: A party, or its id.
        b: Another.

    Raises:
        UnknownIdError: A party is not in the map.
        ArgmapError: Both are the same.

    >>> from argmap import ArgumentMap, Claim, Party
    >>> council, owners = Party("council"), Party("owners")
    >>> exempt, shrink = Claim("exempt", by=council), Claim("shrink", by=owners)
    >>> m = ArgumentMap.of(council, owners, exempt, shrink, Claim("cap", by=council), exempt.attacks(shrink))
    >>> [claim.id for claim in dispute(m, council, owners).claims]
    ['exempt', 'shrink']
    """
    return view(m, between=(a, b)).map
