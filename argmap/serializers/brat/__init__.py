"""BRAT stand-off annotation: spans of a text, relations between them, attributes and notes, one a line.

Source: https://brat.nlplab.org/standoff.html; the labels of the corpora of persuasive essays (Stab and Gurevych
2017) and of online debates.
"""

from __future__ import annotations

from argmap.serializers.brat.reading import loads
from argmap.serializers.brat.renaming import ids
from argmap.serializers.brat.writing import companions, dumps, source_text

__all__ = ["companions", "dumps", "ids", "loads", "source_text"]
