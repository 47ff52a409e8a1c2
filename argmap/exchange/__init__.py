"""Reading and writing maps: load and dump, what a format cannot hold, and the table of formats."""

from argmap.exchange.dumping import dump, dumps
from argmap.exchange.format import Format
from argmap.exchange.loading import Recovered, load, loads
from argmap.exchange.losses import Loss, LossWarning, losses
from argmap.exchange.registry import FORMATS

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
