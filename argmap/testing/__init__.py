"""Hypothesis strategies for argument maps: for the tests of argmap, and of what is built on it.

Needs ``pip install 'argmap[testing]'``. Where argmap is installed, hypothesis finds ``register`` by itself,
so that ``st.from_type(ArgumentMap)`` and ``st.builds`` know the records as well.

>>> import argmap
>>> from argmap.testing import maps
>>> from hypothesis import given
>>> @given(maps(max_claims=3))
... def test_nothing_is_lost(m):
...     assert argmap.loads(argmap.dumps(m)) == m
"""

from __future__ import annotations

from argmap.errors import MissingExtraError
from argmap.model import ArgumentMap, Claim, Data, Evidence, Party, Quantity, Source


def register() -> None:
    """Teach ``st.from_type`` to make maps and records; hypothesis calls it when it is imported."""
    from hypothesis import strategies  # noqa: PLC0415 - see below

    register_type = strategies.register_type_strategy
    register_type(ArgumentMap, lambda _: maps())
    register_type(Party, lambda _: parties())
    register_type(Source, lambda _: sources())
    register_type(Claim, lambda _: claims())
    register_type(Evidence, lambda _: evidence())
    register_type(Quantity, lambda _: quantities())
    register_type(Data, lambda _: data())


# Below register, because importing hypothesis first imports this package by its entry point, to call register.
try:
    from argmap.testing.assembling import maps
    from argmap.testing.records import claims, evidence, parties, quantities, quotes, relations, sources
    from argmap.testing.texts import HOSTILE, data, hostile_text, identifiers, texts
except ModuleNotFoundError:
    raise MissingExtraError("argmap.testing needs hypothesis", hint="pip install 'argmap[testing]'") from None

__all__ = [
    "HOSTILE",
    "claims",
    "data",
    "evidence",
    "hostile_text",
    "identifiers",
    "maps",
    "parties",
    "quantities",
    "quotes",
    "register",
    "relations",
    "sources",
    "texts",
]
