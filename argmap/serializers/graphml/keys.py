"""The attributes that GraphML declares by ``key``: names, types and defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from argmap.messages import shown
from argmap.serializers.common.property_graph.graph import Value, typed
from argmap.syntax.xml import local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from argmap.serializers.common.property_graph.foreign import Noticed

OWNERS: Final = ("graphml", "graph", "node", "edge")
_ALL: Final = "all"
NameAndType = tuple[str, str]


class Keys:
    """The attributes that a document declares.

    Attributes:
        defaults: The values of attributes that an element does not state, by what it is.
        of: The name and the type of each attribute by the id of its key, by the elements that have it.
    """

    def __init__(self, root: Element, lines: Mapping[Element, int], noticed: Noticed) -> None:
        """Read what a document declares; what cannot be used of it is noticed."""
        self.defaults: dict[str, dict[str, Value]] = {owner: {} for owner in OWNERS}
        self.of: dict[str, dict[str, NameAndType]] = {owner: {} for owner in OWNERS}
        anywhere: dict[str, NameAndType] = {}
        for key in root:
            if local(key.tag) == "key":
                anywhere.setdefault(key.get("id", ""), self._declare(key, lines, noticed))
        for known in self.of.values():  # a key of other elements is better than none
            known |= {i: found for i, found in anywhere.items() if i not in known}

    def _declare(self, key: Element, lines: Mapping[Element, int], noticed: Noticed) -> NameAndType:
        i, of = key.get("id", ""), key.get("for", _ALL).strip().lower()
        found = (key.get("attr.name", "") or i, key.get("attr.type", "string").strip().lower())
        owners = [owner for owner in OWNERS if of in (owner, _ALL)]
        if any(i in self.of[owner] and self.of[owner][i][0] != found[0] for owner in owners):
            message = "a key is declared a second time with another name, which is not used: "
            noticed.add("key-doubled", "warning", message, lines[key], example=shown(found[0]))
        owners = [owner for owner in owners if i not in self.of[owner]]
        for owner in owners:
            self.of[owner][i] = found
        default = next((part for part in key if local(part.tag) == "default"), None)
        for part in key:
            if part is not default:
                message = f"the element {shown(local(part.tag))} of a key is left out"
                noticed.add("element-dropped", "info", message, lines[part])
        if default is not None and not len(default) and default.text:
            for owner in owners:
                self.defaults[owner][found[0]] = typed(default.text, found[1])
        return found
