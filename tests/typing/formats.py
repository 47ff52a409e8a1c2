"""The modules of the formats as a type checker sees them: each keeps the contract of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.serializers import (
    aif,
    aml,
    apx,
    argdown,
    argdown_json,
    arggraph,
    brat,
    carneades,
    claimreview,
    d2,
    gexf,
    graphml,
    gsn,
    iccma,
    kialo,
    mermaid,
    native,
    sacm,
    sadface,
    tea,
    tgf,
)
from argmap.serializers.aif import ova, rdf, xaif

if TYPE_CHECKING:
    from argmap.exchange.format import Accompanies, Locates, Reads, Renames, Writes

READ: Final[tuple[Reads, ...]] = (
    *(native, argdown, argdown_json, aif, xaif, ova, rdf, sadface, arggraph, brat, kialo, gsn, tea),
    *(carneades, apx, tgf, iccma, graphml, gexf, aml, sacm, claimreview),
)
WRITTEN: Final[tuple[Writes, ...]] = (
    *(native, argdown, argdown_json, aif, xaif, ova, rdf, sadface, arggraph, brat, kialo, gsn, tea),
    *(carneades, apx, tgf, iccma, graphml, gexf, aml, sacm, claimreview, mermaid, d2),
)
RENAMING: Final[tuple[Renames, ...]] = (
    *(aif, xaif, ova, arggraph, brat, kialo, gsn, tea, carneades, apx, tgf, iccma, aml, sacm),
)
LOCATING: Final[tuple[Locates, ...]] = (argdown,)
ACCOMPANIED: Final[tuple[Accompanies, ...]] = (brat,)
