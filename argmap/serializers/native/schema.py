"""The JSON Schema of the native format; run as a program, it prints the schema."""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from typing import Any

import msgspec

from argmap.serializers.native.document import document

SCHEMA_ID = "https://argmap.readthedocs.io/schema/argmap-1.json"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the format, made from the types that read and write it.

    ``argmap-1.schema.json`` next to this module is its text; ``python -m argmap.serializers.native.schema`` prints it.
    """
    (root,), components = msgspec.json.schema_components([document()], ref_template="#/$defs/{name}")
    for component in components.values():  # docstrings are indented in some versions of Python
        component["description"] = cleandoc(component["description"])
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **root}
    plain: dict[str, Any] = json.loads(json.dumps({**root, "$defs": components}))  # defaults are tuples
    return plain


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
