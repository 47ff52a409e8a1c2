"""Drawing: map and style -> picture -> DOT text -> engine -> SVG, PNG, PDF; and the outline in text."""

from argmap.rendering.diagram import Diagram, SmallTextWarning, draw, render
from argmap.rendering.dot import to_dot
from argmap.rendering.outline import outline
from argmap.rendering.style import Page, Style

__all__ = ["Diagram", "Page", "SmallTextWarning", "Style", "draw", "outline", "render", "to_dot"]
