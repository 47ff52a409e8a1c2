"""Parts of a map that remember the whole: what is in them, and how much is left out behind what."""

from argmap.viewing.selecting import view
from argmap.viewing.view import View, as_view

__all__ = ["View", "as_view", "view"]
