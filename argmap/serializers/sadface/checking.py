"""Checks of a SADFace document before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import FormatError, raise_all, unknown_name
from argmap.messages import nearest, shown
from argmap.model.fields import CONTROL
from argmap.serializers.sadface.vocabulary import NODES, Json

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = {"resources": ("id",), "nodes": ("id", "type"), "edges": ("id", "source_id", "target_id")}


def checked(document: Any) -> Json:
    """The document with its four parts, checked."""
    if not isinstance(document, dict) or "nodes" not in document:
        raise FormatError(
            "not a SADFace document: the key 'nodes' is missing",
            path="$",
            found=type(document).__name__,
            expected='an object {"metadata": …, "resources": …, "nodes": …, "edges": …}',
        )
    whole: Json = {**document}
    for key, kind in (("edges", list), ("metadata", dict), ("nodes", list), ("resources", list)):
        if whole.get(key) is None:
            whole[key] = kind()
        elif not isinstance(whole[key], kind):
            raise _problem(f"$.{key}", whole[key], "an object" if kind is dict else "an array")
    problems = list(_shape_problems(whole)) or [*_id_problems(whole), *_content_problems(whole)]
    raise_all(problems, "not a valid SADFace document")
    return whole


def _shape_problems(whole: Json) -> Iterable[FormatError]:
    for part, keys in _PARTS.items():
        for n, row in enumerate(whole[part]):
            path = f"$.{part}[{n}]"
            if not isinstance(row, dict):
                yield _problem(path, row, "an object")
                continue
            for key in keys:
                if not isinstance(row.get(key), str) or not row[key]:
                    yield _problem(f"{path}.{key}", row.get(key), "a string")


def _id_problems(whole: Json) -> Iterable[FormatError]:
    seen: dict[str, str] = {}
    for part in ("resources", "nodes"):
        for n, row in enumerate(whole[part]):
            path = f"$.{part}[{n}].id"
            if row["id"] in seen:
                yield _problem(path, row["id"], f"another id than that of {seen[row['id']]}")
            if CONTROL.search(row["id"]):
                yield _problem(path, row["id"], "an id without control characters")
            seen[row["id"]] = path
    nodes = {row["id"] for row in whole["nodes"]}
    for n, row in enumerate(whole["edges"]):
        for key in ("source_id", "target_id"):
            if row[key] not in nodes:
                problem = _problem(f"$.edges[{n}].{key}", row[key], "the id of a node")
                problem.nearest = nearest(row[key], nodes)
                yield problem


def _content_problems(whole: Json) -> Iterable[FormatError]:
    for n, row in enumerate(whole["nodes"]):
        path = f"$.nodes[{n}]"
        if row["type"] not in NODES:
            yield unknown_name("type", row["type"], NODES, FormatError, path=f"{path}.type")
        elif row["type"] != "atom":
            if not isinstance(row.get("name"), str):
                yield _problem(f"{path}.name", row.get("name"), "the name of a scheme")
        else:
            if not isinstance(row.get("text", ""), str):
                yield _problem(f"{path}.text", row["text"], "a string")
            if not isinstance(row.get("sources") or [], list):
                yield _problem(f"{path}.sources", row["sources"], "an array")
    for n, row in enumerate(whole["resources"]):
        if not isinstance(row.get("content", ""), str):
            yield _problem(f"$.resources[{n}].content", row["content"], "a string")


def _problem(path: str, found: Any, expected: str) -> FormatError:
    message = f"found {shown(found)}, expected {expected}"
    return FormatError(message, path=path, found=found, expected=expected)
