"""Files, whole or not at all: what is read is read to the end, what is written replaces in one step.

No error of the system leaves this package as it is, and no other part of argmap asks the system about files.
"""

from argmap.filesystem.paths import (
    changed_at,
    exists,
    files_below,
    identity,
    is_below,
    is_folder,
    is_there,
    leads_out,
    real,
    reason,
    with_suffix,
)
from argmap.filesystem.reading import CHUNK, read_bytes
from argmap.filesystem.writing import FileWarning, make_folder, write_bytes, write_text

__all__ = [
    "CHUNK",
    "FileWarning",
    "changed_at",
    "exists",
    "files_below",
    "identity",
    "is_below",
    "is_folder",
    "is_there",
    "leads_out",
    "make_folder",
    "read_bytes",
    "real",
    "reason",
    "with_suffix",
    "write_bytes",
    "write_text",
]
