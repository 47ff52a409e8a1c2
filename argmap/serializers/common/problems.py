"""What is wrong with a file, raised all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import InvalidFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from argmap.errors import ArgmapError


def raise_all(problems: Sequence[ArgmapError], what: str) -> None:
    """Raise one problem as itself, several as a group.

    Args:
        problems: The problems; if there are none, nothing happens.
        what: What the file is because of them, such as "not a safety case".

    Raises:
        ArgmapError: The problem, if there is one.
        InvalidFileError: All of them, if there are several.
    """
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise InvalidFileError(f"{what}: {len(problems)} problems", problems)
