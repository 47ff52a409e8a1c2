"""The document that a map is on the wire, and its version."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any

import msgspec

from argmap.errors import FormatError
from argmap.messages import shown
from argmap.model import AcceptedFinding, ArgumentMap
from argmap.model.records import COLLECTIONS
from argmap.serializers.common.wire import wire

VERSION = "1.0"


@cache
def document() -> type[msgspec.Struct]:
    """The struct of a whole document: the version, then a list for each type of record."""
    version = Annotated[str, msgspec.Meta(description="Version of the format.", examples=[VERSION])]
    free = dict[str, Any] | None
    lists: list[Any] = [(n, tuple[wire(kind), ...], ()) for kind, n in COLLECTIONS.items()]  # type: ignore[misc]
    return msgspec.defstruct(
        "ArgumentMap",
        [
            *(("argmap", version), ("title", str, ""), ("metadata", free, None)),
            *lists,
            ("accepted_findings", tuple[wire(AcceptedFinding), ...], ()),  # type: ignore[misc]
            ("data", free, None),
        ],
        omit_defaults=True,
        forbid_unknown_fields=True,
        kw_only=True,
        namespace={"__doc__": (ArgumentMap.__doc__ or "").partition("\n")[0]},
    )


def refuse_newer(version: str) -> None:
    """Refuse a document of a newer major version, or of none."""
    number = re.fullmatch(r"([0-9]{1,9})\.[0-9]{1,9}", version)
    if number is None:
        raise FormatError(
            f"unknown version {shown(version)}", path="$.argmap", found=version, expected=f"{VERSION!r}"
        )
    if int(number[1]) > int(VERSION.partition(".")[0]):
        raise FormatError(
            f"written by a newer argmap as version {version}, this one reads up to {VERSION}",
            path="$.argmap",
            found=version,
            expected=VERSION,
            hint="pip install --upgrade argmap",
        )
