"""Drawing: map and style -> scene -> DOT text -> engine -> SVG, PNG, PDF, HTML."""

from argmap.rendering.diagram import Diagram, SmallTextWarning, draw
from argmap.rendering.files import render
from argmap.rendering.notations import to_dot, to_graphviz
from argmap.rendering.numbered.figure import Figure, figures
from argmap.rendering.style import Page, Style

__all__ = [
    "Diagram",
    "Figure",
    "Page",
    "SmallTextWarning",
    "Style",
    "draw",
    "figures",
    "render",
    "to_dot",
    "to_graphviz",
]
