"""Argument maps whose every box is traced to the words it came from: model, check, convert, draw.

The records, the map and the errors are loaded at once; everything else on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from argmap.errors import (
    ArgdownError,
    ArgmapError,
    ArgmapErrorGroup,
    DuplicateIdError,
    FileError,
    FormatError,
    InUseError,
    InvalidFileError,
    InvalidMapError,
    LossyError,
    MissingExtraError,
    QuoteError,
    RecordError,
    RenderError,
    StyleError,
    UnknownFormatError,
    UnknownIdError,
)
from argmap.model import (
    Argument,
    ArgumentMap,
    Claim,
    ClaimKind,
    Data,
    Evidence,
    EvidenceKind,
    Fidelity,
    Party,
    Qualifier,
    Quantity,
    Quote,
    Relation,
    RelationKind,
    Role,
    Section,
    Source,
    Statement,
    Utterance,
    Wording,
)

if TYPE_CHECKING:
    from argmap.checks import Finding, Severity, check
    from argmap.diagnostics import Diagnostic, ReadWarning
    from argmap.exchange import Loss, LossWarning, Recovered, dump, dumps, load, loads, losses
    from argmap.graph import (
        ancestors,
        components,
        descendants,
        from_networkx,
        to_networkx,
        topological_order,
    )
    from argmap.implication import implied
    from argmap.outlining import outline
    from argmap.quoting.anchoring import reanchor, update_source, verify
    from argmap.quoting.coverage import Coverage, coverage
    from argmap.quoting.matching import Match, Passage, Verdict
    from argmap.rendering import Diagram, Page, SmallTextWarning, Style, draw, render, to_dot, to_graphviz

_ON_FIRST_USE = {
    "Coverage": "quoting.coverage",
    "Match": "quoting.matching",
    "Passage": "quoting.matching",
    "Verdict": "quoting.matching",
    "coverage": "quoting.coverage",
    "reanchor": "quoting.anchoring",
    "update_source": "quoting.anchoring",
    "verify": "quoting.anchoring",
    "Finding": "checks",
    "Severity": "checks",
    "check": "checks",
    "Diagnostic": "diagnostics",
    "ReadWarning": "diagnostics",
    "ancestors": "graph",
    "components": "graph",
    "descendants": "graph",
    "from_networkx": "graph",
    "to_networkx": "graph",
    "topological_order": "graph",
    "Diagram": "rendering",
    "Page": "rendering",
    "SmallTextWarning": "rendering",
    "Style": "rendering",
    "draw": "rendering",
    "outline": "outlining",
    "render": "rendering",
    "to_dot": "rendering",
    "to_graphviz": "rendering",
    "Loss": "exchange",
    "LossWarning": "exchange",
    "Recovered": "exchange",
    "dump": "exchange",
    "dumps": "exchange",
    "load": "exchange",
    "loads": "exchange",
    "losses": "exchange",
    "implied": "implication",
}

__all__ = [
    "ArgdownError",
    "ArgmapError",
    "ArgmapErrorGroup",
    "Argument",
    "ArgumentMap",
    "Claim",
    "ClaimKind",
    "Coverage",
    "Data",
    "Diagnostic",
    "Diagram",
    "DuplicateIdError",
    "Evidence",
    "EvidenceKind",
    "Fidelity",
    "FileError",
    "Finding",
    "FormatError",
    "InUseError",
    "InvalidFileError",
    "InvalidMapError",
    "Loss",
    "LossWarning",
    "LossyError",
    "Match",
    "MissingExtraError",
    "Page",
    "Party",
    "Passage",
    "Qualifier",
    "Quantity",
    "Quote",
    "QuoteError",
    "ReadWarning",
    "RecordError",
    "Recovered",
    "Relation",
    "RelationKind",
    "RenderError",
    "Role",
    "Section",
    "Severity",
    "SmallTextWarning",
    "Source",
    "Statement",
    "Style",
    "StyleError",
    "UnknownFormatError",
    "UnknownIdError",
    "Utterance",
    "Verdict",
    "Wording",
    "__version__",
    "ancestors",
    "check",
    "components",
    "coverage",
    "descendants",
    "draw",
    "dump",
    "dumps",
    "from_networkx",
    "implied",
    "load",
    "loads",
    "losses",
    "outline",
    "reanchor",
    "render",
    "to_dot",
    "to_graphviz",
    "to_networkx",
    "topological_order",
    "update_source",
    "verify",
]


__version__: str

if not TYPE_CHECKING:  # type checkers know every name, and report the others

    def __getattr__(name: str) -> Any:
        if name in _ON_FIRST_USE:
            value = getattr(import_module(f"argmap.{_ON_FIRST_USE[name]}"), name)
        elif name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415 - costs more than the rest of the import

            value = version("argmap")
        else:
            raise AttributeError(f"module 'argmap' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
