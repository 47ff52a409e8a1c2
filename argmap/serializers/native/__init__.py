"""The native format, ``.argmap.json``: everything a map holds, readable and stable, in JSON."""

from argmap.serializers.native.places import places
from argmap.serializers.native.reading import loads
from argmap.serializers.native.schema import schema
from argmap.serializers.native.writing import dumps

__all__ = ["dumps", "loads", "places", "schema"]
