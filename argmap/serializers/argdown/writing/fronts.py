"""Front matter of a text that is edited: each entry changes where it is, also where the text is in parts."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from argmap.errors import FormatError
from argmap.serializers.argdown.text.yaml_edits import edited as edited_yaml
from argmap.serializers.argdown.writing.writing import yaml_text
from argmap.syntax import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from argmap.serializers.argdown.writing.tree import Tree

_FRONT: Final = re.compile(r"(===+[ \t]*(?:\r\n|\n|\r))((?:[\s\S]*?(?:\r\n|\n|\r))??)(===+[ \t]*)\Z")


@frozen
class _Front:
    """A front matter: its first line, what is between, its last line, and what it states."""

    begin: str
    inner: str
    end: str
    states: Mapping[str, Any]

    @classmethod
    def of(cls, text: str) -> _Front:
        """That of a text, or an empty one."""
        match = _FRONT.match(text)
        begin, inner, end = match.groups() if match else ("===\n", "", "===" if text else "===\n")
        states: Any = None
        with suppress(FormatError):
            states = yaml.loads(inner)
        return cls(begin, inner, end, states if isinstance(states, dict) else {})

    def revised(self, old: dict[str, Any], new: dict[str, Any], dates: Mapping[str, str]) -> str:
        """With the entries changed that must be; written again if its lines are in another style."""
        changed = yaml_text(new, dates) if new else ""
        if self.inner:
            with suppress(FormatError):
                changed = edited_yaml(self.inner, old, new)
        return f"{self.begin}{changed}{self.end}" if changed.strip() else ""


def revise(tree: Tree, old: dict[str, Any], new: dict[str, Any], dates: Mapping[str, str]) -> None:
    """Change the front matter of a text, which states something, so that it states something else.

    What is new is next to what is in the same mapping, or else at the top. Dates and times that the text has without
    quotes, given by value, stay so.
    """
    if old == new:
        return
    others = tree.fronts
    texts = [tree.head, *(front.text for front in others)]
    fronts = [_Front.of(text) for text in texts]
    home = 1 if others and not tree.head else 0
    states = [front.states for front in fronts]
    before, after = _shared(old, states, home), _shared(new, states, home)
    revised = [
        text if old == new else front.revised(old, new, dates)
        for front, text, old, new in zip(fronts, texts, before, after, strict=True)
    ]
    tree.head = revised[0]
    for other, text in zip(others, revised[1:], strict=True):
        other.text = text


def _shared(whole: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], home: int) -> list[dict[str, Any]]:
    """What of a mapping each of its parts states; what none does is stated by the one at ``home``."""
    shares: list[dict[str, Any]] = [{} for _ in parts]
    for key, value in whole.items():
        owners = [n for n, part in enumerate(parts) if key in part] or [home]
        for kind, share in ((dict, _shared), (list, _listed)):
            within = [n for n in owners if isinstance(value, kind) and isinstance(parts[n].get(key), kind)]
            if not within:
                continue
            for n, own in zip(within, share(value, [parts[n][key] for n in within], -1), strict=True):
                if own or not value:
                    shares[n][key] = own
            break
        else:
            for n in owners:
                shares[n][key] = value
    return shares


def _listed(whole: Sequence[Any], parts: Sequence[Sequence[Any]], home: int) -> list[list[Any]]:
    """What of a list each of its parts has, records by their ids; what none has is in the one at ``home``."""
    shares: list[list[Any]] = [[] for _ in parts]
    owners = {_name(item): n for n, part in reversed([*enumerate(parts)]) for item in part}
    for item in whole:
        shares[owners.get(_name(item), home)].append(item)
    return shares


def _name(item: Any) -> str:
    """What an item of a list is known by: its id if it has one."""
    return repr(item.get("id", item) if isinstance(item, dict) else item)
