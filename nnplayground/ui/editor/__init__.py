"""The canvas: cards, wires and weights of the open experiment, and the gestures that edit it."""

from nnplayground.ui.editor.canvas import Canvas
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.live import Show
from nnplayground.ui.editor.view import LAYER_MIME

__all__ = ["LAYER_MIME", "Canvas", "Level", "Show"]
