"""Work counted in lines of Python, which are the same on every machine, as seconds are not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def work(call: Callable[[], Any]) -> int:
    """How many lines of Python a call runs; each item that a generator gives is one at least."""
    lines = 0

    def traced(_: Any, event: str, __: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines
