"""The object that a file is: its lists, and what it has beyond them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import ArgmapError, FormatError, raise_all
from argmap.messages import shown
from argmap.model import Data
from argmap.serializers.aif.rows import UNREADABLE
from argmap.serializers.common.residue import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.serializers.aif.rows import Row
    from argmap.serializers.aif.variant import Variant


def object_of(value: object, key: str) -> Row:
    """The object that a file is.

    Raises:
        FormatError: It is something else, or has not the key that tells the format.
    """
    if isinstance(value, dict) and key in value:
        return value
    found = f"an object without the key {key!r}" if isinstance(value, dict) else f"a {type(value).__name__}"
    raise FormatError(
        f"found {found}, expected an object with {key!r}", path="$", expected=f"the key {key!r}"
    )


def lists_of(
    document: Row, path: str, *, required: Iterable[str] = ("nodes", "edges"), optional: Iterable[str] = ()
) -> dict[str, list[Row]]:
    """The lists of objects in a document by name; empty where an optional one is missing or null.

    Raises:
        FormatError: A list that is missing, or is something else; several are an InvalidFileError.
    """
    needed = tuple(required)
    lists: dict[str, list[Row]] = {}
    problems: list[ArgmapError] = []
    for name in (*needed, *optional):
        value = document.get(name)
        lists[name] = value if isinstance(value, list) else []
        if isinstance(value, list):
            problems += [
                FormatError(
                    f"found {shown(row)} where an object is expected", path=f"{path}.{name}[{n}]", found=row
                )
                for n, row in enumerate(value)
                if type(row) is not dict
            ]
        elif value is not None or name in needed:
            found = f"found {shown(value)}" if name in document else "the key is missing"
            problems.append(
                FormatError(f"{found}, expected a list of objects", path=f"{path}.{name}", found=value)
            )
    raise_all(problems, UNREADABLE)
    return lists


def left_over(found: Row, made: Row) -> Row:
    """What an object has beyond the lists that are made of records: other keys, null for a list, another order.

    Args:
        found: The object in the file.
        made: The object that would be written, in the usual order; of its values only the types matter.
    """
    rest = {key: value for key, value in found.items() if key not in made}
    nulls = [key for key in made if key in found and found[key] is None]
    kept: Row = {"rest": rest} if rest else {}
    if nulls:
        kept["null"] = nulls
    if list(found) != [*made, *rest]:
        kept["keys"] = list(found)
    return kept


def put_back(made: Row, kept: Mapping[str, Any]) -> Row:
    """The object with what it had beyond the lists; a list that was null or missing is so as long as it is empty."""
    rest, nulls, keys = kept.get("rest"), kept.get("null"), kept.get("keys")
    whole = {**(rest.thaw() if isinstance(rest, Data) else {}), **made}
    for key in nulls if isinstance(nulls, tuple) else ():
        if key in made and not made[key]:
            whole[key] = None
    order = [*made, *(key for key in whole if key not in made)]
    if isinstance(keys, tuple):
        order = [
            *(key for key in keys if key in whole),
            *(key for key in order if key not in keys and whole[key]),
        ]
    return {key: whole[key] for key in order}


def kept_of(data: Mapping[str, Any], variant: Variant) -> Mapping[str, Any]:
    """What a reader left, or whatever else stands under the variant's name."""
    return table(data, variant.name)
