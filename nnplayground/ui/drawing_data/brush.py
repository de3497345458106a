"""What is drawn with: the tool, its size, and the class or value of what it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["RADII", "Brush", "Tool"]

RADII = (0.1, 3.0)
"""The smallest and the largest radius, in units of the plane."""


class Tool(StrEnum):
    """What the pointer does."""

    POINT = "point"
    BRUSH = "brush"
    LINE = "line"
    ERASER = "eraser"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Brush:
    """The tool in hand.

    Attributes
    ----------
    tool : Tool
    label : float
        The class or the value of new points.
    radius : float
        In units of the plane.
    density : float
        Points per unit of the way.
    """

    tool: Tool = Tool.BRUSH
    label: float = 0.0
    radius: float = 0.6
    density: float = 6.0
