"""The parts of an argument graph in Carneades, and what can name a statement."""

from __future__ import annotations

from typing import Any, Final

NAME: Final = "carneades"
PARTS: Final = (
    *("meta", "statements", "issues", "arguments", "assumptions", "tests"),
    *("language", "argument_schemes", "issue_schemes", "weighing_functions", "references"),
)
STATEMENT: Final = frozenset({"text", "label", "assumed", "meta", "atom"})
ARGUMENT: Final = frozenset(
    {"conclusion", "premises", "scheme", "weight", "undercutter", "parameters", "meta"}
)
NAMING: Final = ("issues", "assumptions", "tests")  # parts that name statements
EVIDENCE: Final = "evidence"  # in the metadata of a statement, which knows no kinds

# Notes next to the residue of the document, of a statement, of an argument.
DOCUMENT_NOTES: Final = ("outside", "statement_order", "typed_keys", "bare")
STATEMENT_NOTES: Final = ("implied", "mapping")
ARGUMENT_NOTES: Final = ("id", "roles")


def is_id(value: Any) -> bool:
    """Whether a value can name a statement."""
    return value is not None and not isinstance(value, (dict, list, tuple, bool))
