"""Kialo's text export: a numbered tree of claims for and against, in the old style and in the new one.

There is no specification; what is known comes from exports (2018 to 2024).
"""

from __future__ import annotations

from argmap.serializers.kialo.reading import loads
from argmap.serializers.kialo.renaming import ids
from argmap.serializers.kialo.writing import dumps

__all__ = ["dumps", "ids", "loads"]
