"""Reading and writing maps: one module a format, and the table that names them."""

from argmap.serializers.formats import FORMATS
from argmap.serializers.losses import Loss, LossWarning, losses
from argmap.serializers.reading import Recovered, load, loads
from argmap.serializers.row import Format
from argmap.serializers.writing import dump, dumps

__all__ = [
    "FORMATS",
    "Format",
    "Loss",
    "LossWarning",
    "Recovered",
    "dump",
    "dumps",
    "load",
    "loads",
    "losses",
]
