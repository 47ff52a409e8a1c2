"""Words as messages of rules show them."""

from __future__ import annotations

LONGEST = 60  # code points of a quote in a message


def short(words: str) -> str:
    """Words in quotation marks, in one line, cut where they are long."""
    words = " ".join(words.split())
    return repr(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…")
