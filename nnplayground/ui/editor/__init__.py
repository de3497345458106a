"""The canvas: cards, wires and weights of the open experiment, and the gestures that edit it."""

from nnplayground.ui.editor.canvas import Canvas
from nnplayground.ui.editor.levels import Level

__all__ = ["Canvas", "Level"]
