"""The short names of signs in Argdown texts, each between dots or colons: ``.->.`` is an arrow."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = {
    "A": "∀", "E": "∃", "O": "\U0001d5e2", "P": "\U0001d5e3", "->": "→", "<->": "↔", "~": "¬",
    "^": "∧", "v": "∨", "v_": "⊻", "<>": "◇", "[]": "◻", "happy": "😀", "smile": "☺", "smiley": "☺",
    "laugh": "😆", "lol": "😆", "rofl": "🤣", "joy": "😂", "heart": "❤", "?": "❓", "question": "❓",
    "love": "😍", "wink": "😉", "shush": "🤫", "meh": "😐", "eye-roll": "🙄", "sad": "😢",
    "disappointed": "😞", "scream": "😱", "+1": "👍", "up": "👍", "-1": "👎", "down": "👎", "think": "🤔",
    "star": "⭐", "y": "✔", "agree": "✔", "n": "❌", "disagree": "❌",
}  # fmt: skip
SHORTCODES: Final[dict[str, str]] = {
    f"{mark}{name}{mark}": sign for name, sign in _SIGNS.items() for mark in ".:"
}
SHORTCODES[":smile:"] += "\ufe0f"  # as the reference parser has it: the coloured variant, between colons only
