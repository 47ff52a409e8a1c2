"""Diagrams of draw.io (diagrams.net): boxes are claims, lines are relations; only read.

Source: https://www.drawio.com/doc/faq/save-file-formats
"""

from argmap.serializers.drawio.reading import loads

__all__ = ["loads"]
