"""Where the tags of a document are written: in its texts, or apart from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.serializers.argdown.text.tags import tags_in
from argmap.serializers.common.residue import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argmap.model import Argument, Claim, Evidence


def tags_apart(settings: Mapping[str, Any], nodes: Iterable[Claim | Evidence | Argument]) -> bool:
    """Whether tags are apart from the texts: the settings state it, or a tag is not in its text."""
    model = mapping(settings, "model")
    if "removeTagsFromText" in model:
        return model["removeTagsFromText"] is True
    if "model" in settings and not model:
        return False  # it holds what no setting can be added to
    return any(
        tag not in within
        for node in nodes
        if node.text and node.tags
        for within in (tags_in(node.text),)
        for tag in node.tags
    )
