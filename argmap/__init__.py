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
    LimitError,
    LossyError,
    MissingExtraError,
    NoMapError,
    QuoteError,
    ReadOnlyError,
    RecordError,
    RenderError,
    ReportError,
    StyleError,
    UnknownFormatError,
    UnknownIdError,
)
from argmap.model import (
    AcceptedFinding,
    Argument,
    ArgumentMap,
    Claim,
    ClaimKind,
    Data,
    Evidence,
    EvidenceKind,
    Fidelity,
    Party,
    Provenance,
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
    from argmap.change import Diff, Merge, Pairing, diff, match, merge, union
    from argmap.checks import Finding, Severity, check
    from argmap.citing.library import bibliography
    from argmap.debate import Response, about, dispute, quantities, responses, unsupported
    from argmap.diagnostics import Diagnostic, ReadWarning
    from argmap.evaluation import (
        Acceptance,
        Explanation,
        Strength,
        evaluate,
        extensions,
        hinges,
        strength,
        whatif,
        why,
    )
    from argmap.exchange import Recovered, dump, dumps, load, loads
    from argmap.exchange.losses import Loss, LossWarning, losses
    from argmap.graph import (
        ancestors,
        components,
        descendants,
        from_networkx,
        to_networkx,
        topological_order,
    )
    from argmap.implication import implied
    from argmap.limits import Limits
    from argmap.outlining import outline
    from argmap.overlay import Mark, Overlay
    from argmap.quoting.anchoring import reanchor, update_source, verify
    from argmap.quoting.coverage import Coverage, coverage
    from argmap.quoting.matching import Match, Passage, Verdict
    from argmap.rendering import (
        Diagram,
        Figure,
        Page,
        SmallTextWarning,
        Style,
        draw,
        figures,
        render,
        to_dot,
        to_graphviz,
    )
    from argmap.reporting.report import report
    from argmap.tables import Table
    from argmap.viewing import View, view

_ON_FIRST_USE = {
    "change": ("Diff", "Merge", "Pairing", "diff", "match", "merge", "union"),
    "checks": ("Finding", "Severity", "check"),
    "citing.library": ("bibliography",),
    "debate": ("Response", "about", "dispute", "quantities", "responses", "unsupported"),
    "diagnostics": ("Diagnostic", "ReadWarning"),
    "evaluation": (
        *("Acceptance", "Explanation", "Strength"),
        *("evaluate", "extensions", "hinges", "strength", "whatif", "why"),
    ),
    "exchange": ("Loss", "LossWarning", "Recovered", "dump", "dumps", "load", "loads", "losses"),
    "graph": (
        *("ancestors", "components", "descendants"),
        *("from_networkx", "to_networkx", "topological_order"),
    ),
    "implication": ("implied",),
    "limits": ("Limits",),
    "outlining": ("outline",),
    "overlay": ("Mark", "Overlay"),
    "quoting.anchoring": ("reanchor", "update_source", "verify"),
    "quoting.coverage": ("Coverage", "coverage"),
    "quoting.matching": ("Match", "Passage", "Verdict"),
    "rendering": (
        *("Diagram", "Figure", "Page", "SmallTextWarning", "Style"),
        *("draw", "figures", "render", "to_dot", "to_graphviz"),
    ),
    "tables": ("Table",),
    "reporting.report": ("report",),
    "viewing": ("View", "view"),
}

__all__ = [
    "Acceptance",
    "AcceptedFinding",
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
    "Diff",
    "DuplicateIdError",
    "Evidence",
    "EvidenceKind",
    "Explanation",
    "Fidelity",
    "Figure",
    "FileError",
    "Finding",
    "FormatError",
    "InUseError",
    "InvalidFileError",
    "InvalidMapError",
    "LimitError",
    "Limits",
    "Loss",
    "LossWarning",
    "LossyError",
    "Mark",
    "Match",
    "Merge",
    "MissingExtraError",
    "NoMapError",
    "Overlay",
    "Page",
    "Pairing",
    "Party",
    "Passage",
    "Provenance",
    "Qualifier",
    "Quantity",
    "Quote",
    "QuoteError",
    "ReadOnlyError",
    "ReadWarning",
    "RecordError",
    "Recovered",
    "Relation",
    "RelationKind",
    "RenderError",
    "ReportError",
    "Response",
    "Role",
    "Section",
    "Severity",
    "SmallTextWarning",
    "Source",
    "Statement",
    "Strength",
    "Style",
    "StyleError",
    "Table",
    "UnknownFormatError",
    "UnknownIdError",
    "Utterance",
    "Verdict",
    "View",
    "Wording",
    "__version__",
    "about",
    "ancestors",
    "bibliography",
    "check",
    "components",
    "coverage",
    "descendants",
    "diff",
    "dispute",
    "draw",
    "dump",
    "dumps",
    "evaluate",
    "extensions",
    "figures",
    "from_networkx",
    "hinges",
    "implied",
    "load",
    "loads",
    "losses",
    "match",
    "merge",
    "outline",
    "quantities",
    "reanchor",
    "render",
    "report",
    "responses",
    "strength",
    "to_dot",
    "to_graphviz",
    "to_networkx",
    "topological_order",
    "union",
    "unsupported",
    "update_source",
    "verify",
    "view",
    "whatif",
    "why",
]  # fmt: skip


__version__: str

if not TYPE_CHECKING:  # type checkers know every name, and report the others

    def __getattr__(name: str) -> Any:
        module = next((module for module, names in _ON_FIRST_USE.items() if name in names), None)
        if module is not None:
            value = getattr(import_module(f"argmap.{module}"), name)
        elif name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415 - costs more than the rest of the import

            value = version("argmap")
        else:
            raise AttributeError(f"module 'argmap' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
