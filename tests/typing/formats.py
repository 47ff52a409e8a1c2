"""The modules of the formats as a type checker sees them: their functions keep the contract of ``FormatModule``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from argmap.serializers import (
    aba,
    aif,
    aml,
    apx,
    argdown,
    argdown_json,
    arggraph,
    axl,
    brat,
    carneades,
    certware,
    claimreview,
    d2,
    drawio,
    gexf,
    graphml,
    gsn,
    iccma,
    kialo,
    lkif,
    markdown,
    mermaid,
    native,
    rationale,
    sacm,
    sadface,
    tea,
    tgf,
    web_annotation,
)
from argmap.serializers.aif import ova, rdf, xaif

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from argmap.exchange.format import FormatModule
    from argmap.model import ArgumentMap

    Loads = Callable[[str], ArgumentMap]
    Dumps = Callable[[ArgumentMap], str]
    Ids = Callable[[ArgumentMap], dict[str, str]]
    Companions = Callable[[ArgumentMap], dict[str, tuple[str, str]]]
    Omits = Callable[[ArgumentMap], set[str]]


class Edit(Protocol):
    """The type of ``edit``."""

    def __call__(self, text: str, map: ArgumentMap, /, *, path: Path | None = None) -> str:
        """The text with what has been changed in the map."""


class Places(Protocol):
    """The type of ``places``."""

    def __call__(self, text: str, /, *, path: Path | None = None) -> dict[str, tuple[int, int]]:
        """Line and column of each record of a text."""


LOADS: Final[tuple[Loads, ...]] = (
    *(native.loads, argdown.loads, argdown_json.loads, aif.loads, xaif.loads, ova.loads, rdf.loads),
    *(sadface.loads, arggraph.loads, brat.loads, kialo.loads, gsn.loads, tea.loads, carneades.loads),
    *(apx.loads, tgf.loads, iccma.loads, aba.loads, graphml.loads, gexf.loads, aml.loads, sacm.loads),
    *(claimreview.loads, markdown.loads, rationale.loads, axl.loads, lkif.loads, certware.loads),
    drawio.loads,
)
DUMPS: Final[tuple[Dumps, ...]] = (
    *(native.dumps, argdown.dumps, argdown_json.dumps, aif.dumps, xaif.dumps, ova.dumps, rdf.dumps),
    *(sadface.dumps, arggraph.dumps, brat.dumps, kialo.dumps, gsn.dumps, tea.dumps, carneades.dumps),
    *(apx.dumps, tgf.dumps, iccma.dumps, aba.dumps, graphml.dumps, gexf.dumps, aml.dumps, sacm.dumps),
    *(claimreview.dumps, markdown.dumps, mermaid.dumps, d2.dumps, web_annotation.dumps),
)
IDS: Final[tuple[Ids, ...]] = (
    *(aif.ids, xaif.ids, ova.ids, arggraph.ids, brat.ids, kialo.ids, gsn.ids, tea.ids, carneades.ids),
    *(apx.ids, tgf.ids, iccma.ids, aba.ids, aml.ids, sacm.ids),
)
PLACES: Final[tuple[Places, ...]] = (argdown.places, markdown.places, native.places)
EDITS: Final[tuple[Edit, ...]] = (argdown.edit, markdown.edit)
COMPANIONS: Final[tuple[Companions, ...]] = (brat.companions,)
OMITS: Final[tuple[Omits, ...]] = (web_annotation.omits,)


def contract(module: FormatModule) -> tuple[Loads, Dumps, Ids, Places, Companions, Omits, Edit]:
    """The functions of ``FormatModule`` have the types by which the modules are checked."""
    return module.loads, module.dumps, module.ids, module.places, module.companions, module.omits, module.edit
