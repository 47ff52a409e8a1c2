"""The info string of a fence: which language is in it, and what the fence is called."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

LANGUAGES: Final = ("argdown", "argdown-map", "argdown-source", "argdown-cheatsheet", "argdown-live")
"""What fences of Argdown are called: how they are shown differs, and what they hold does not."""

_WORD: Final = re.compile(r"[^\s{},]+")
_BRACES: Final = re.compile(r"\{([^}]*)\}?")
_ATTRIBUTE: Final = re.compile(r"""[^\s,="']+=(?:"[^"]*"|'[^']*'|[^\s,]*)|[^\s,]+""")


class Info(NamedTuple):
    """What an info string states.

    Attributes:
        language: The language in small letters; "" if it names none.
        id: The identifier in braces, without its number sign, or the label of a cell; or "".
        runs: Whether the fence is a cell for an engine to run, with options of that in its first lines.
    """

    language: str
    id: str
    runs: bool


def read_info(text: str) -> Info:
    """Read an info string, as CommonMark, Pandoc, Quarto and R Markdown write them.

    >>> read_info("argdown-map {#fig:rent}")
    Info(language='argdown-map', id='fig:rent', runs=False)
    >>> read_info("{#rent .argdown caption='Rent cap'}").language
    'argdown'
    >>> read_info("{argdown rent, echo=FALSE}")
    Info(language='argdown', id='rent', runs=True)
    """
    word = _WORD.match(text.strip())
    braces = _BRACES.search(text)
    attributes: list[str] = _ATTRIBUTE.findall(braces[1]) if braces else []
    name = next((each[1:] for each in attributes if each[0] == "#"), "")
    if word is not None:
        return Info(word[0].lower(), name, runs=False)
    plain = attributes[0] if attributes and attributes[0][0] not in "#." and "=" not in attributes[0] else ""
    classes = [each[1:] for each in attributes if each[0] == "."]
    listed = [plain, *classes] if plain else classes
    known = next((each for each in listed if each.lower() in LANGUAGES), next(iter(listed), ""))
    runs = bool(plain) and known == plain
    if runs and not name:
        labels = [each.removeprefix("label=") for each in attributes[1:]]
        name = next((each.strip("\"'") for each in labels if each[0] not in "#." and "=" not in each), "")
    return Info(known.lower(), name, runs)
