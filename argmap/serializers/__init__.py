"""Reading and writing maps: one module a format, and the table that names them."""

from argmap.serializers.files import dump, load
from argmap.serializers.formats import FORMATS, Format, dumps, loads

__all__ = ["FORMATS", "Format", "dump", "dumps", "load", "loads"]
