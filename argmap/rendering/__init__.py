"""Drawing: map and style -> scene -> DOT text -> engine -> SVG, PNG, PDF, HTML."""

from argmap.rendering.diagram import Diagram, SmallTextWarning, draw, render
from argmap.rendering.notations import to_dot, to_graphviz
from argmap.rendering.style import Page, Style

__all__ = ["Diagram", "Page", "SmallTextWarning", "Style", "draw", "render", "to_dot", "to_graphviz"]
