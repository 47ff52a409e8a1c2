"""The words of the platform's JSON: keys, types, ids, and the case as a whole."""

from __future__ import annotations

import re
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from argmap.serializers.common.residue import residue_of

NAME: Final = "tea"
VERSION: Final = "1.0"
UNTITLED: Final = "Untitled"  # a case must have a name
NO_DATE: Final = "1970-01-01T00:00:00.000Z"  # and a date, which maps do not have
LEVELS: Final = 400  # of a tree; JSON parsers go little deeper
TYPES: Final = ("GOAL", "STRATEGY", "PROPERTY_CLAIM", "EVIDENCE", "MODULE", "CONTRACT")
KEYS: Final = (
    *("id", "type", "name", "description", "inSandbox", "role", "context", "assumption", "justification"),
    *("level", "url", "moduleReferenceId", "moduleEmbedType", "modulePublicSummary", "comments"),
    *("fromPattern", "modifiedFromPattern", "isDefeater", "defeatsElementId", "children"),
)
# Types with a shape of their own, and texts around an element.
DRAWN: Final = {"STRATEGY": "Strategy", "MODULE": "Module", "CONTRACT": "Contract"}
AROUND: Final = {"context": "Context", "assumption": "Assumption", "justification": "Justification"}
HEADS: Final = ("version", "exportedAt", "case", "tree")
_UUID: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NOTES: Final = ("id", "type", "children")  # next to the residue of an element
NOTHING: Final = str(uuid5(NAMESPACE_URL, "argmap:nothing"))  # the root of a tree of nothing


def is_verbatim(record: Any) -> bool:
    """Whether the id was read from a file, or is a UUID."""
    return str(residue_of(record, NAME).get("id", "")) == record.id or _UUID.fullmatch(record.id) is not None


def uuid_of(id: str) -> str:
    """An id as the format wants it."""
    return id if _UUID.fullmatch(id) else made_of(id)


def made_of(id: str) -> str:
    """The UUID that is made of an id."""
    return str(uuid5(NAMESPACE_URL, f"argmap:{id}"))


def title_and_description(case: Any) -> tuple[str, str]:
    """Title and description of a case."""
    values = [case.get(key) if isinstance(case, dict) else "" for key in ("name", "description")]
    name, about = (value if isinstance(value, str) else "" for value in values)
    return "" if name == UNTITLED else name, about
