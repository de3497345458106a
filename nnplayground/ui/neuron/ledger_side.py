"""The right part of an account: an activation, the unit's map with the place looked at, and facts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.curve import draw_curve
from nnplayground.ui.neuron.grids import Grid, Strip, draw_grid, ring
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.neuron.ledger import place_of
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.ui.neuron.ledger import Ledger
    from nnplayground.ui.neuron.sight import Sight

__all__ = ["SIDE", "Side", "channel_of", "has_side", "side_height"]

translate = QCoreApplication.translate
SIDE = 190.0
_FACT, _HEAD, _GAP = 21.0, 20.0, 10.0
_CURVE = 84.0, 170.0
_MAP = 166.0


def channel_of(sight: Sight) -> NDArray[Any] | None:
    """Return the unit's map as (height, width), or None where a unit is one number."""
    node = sight.trace.nodes.get(sight.node)
    if node is None or node.output.ndim not in (2, 3):
        return None
    channel = np.atleast_2d(node.output[min(sight.unit, len(node.output) - 1)])
    return channel if channel.size > 1 else None


def has_side(ledger: Ledger, channel: NDArray[Any] | None) -> bool:
    """Tell whether there is anything to show at the right."""
    return bool(ledger.facts or ledger.curve) or channel is not None


def side_height(ledger: Ledger, channel: NDArray[Any] | None) -> float:
    """Return how high all of it would like to be."""
    curve = _CURVE[1] + 30 if ledger.curve is not None else 0.0
    map_ = 0.0
    if channel is not None:
        map_ = _HEAD + _grid(QRectF(0, 0, _MAP, _MAP), channel).outline.height() + _GAP
    return len(ledger.facts) * _FACT + curve + map_


def _grid(room: QRectF, channel: NDArray[Any]) -> Grid:
    return Strip(room, channel) if len(channel) == 1 else Grid(room, channel)


class Side:
    """Where it all stands within ``rect``, and its painting."""

    def __init__(self, rect: QRectF, ledger: Ledger, sight: Sight) -> None:
        self._rect, self._ledger, self._sight = rect, ledger, sight
        self._channel = channel_of(sight)

    @cached_property
    def curve(self) -> QRectF:
        """The activation; empty without one."""
        if self._ledger.curve is None:
            return QRectF(self._rect.topLeft(), self._rect.topLeft())
        free = self._rect.height() - len(self._ledger.facts) * _FACT
        height = _CURVE[1] if self._channel is None else max(_CURVE[0], min(_CURVE[1], free / 2))
        return QRectF(self._rect.left(), self._rect.top(), self._rect.width(), height)

    @cached_property
    def map(self) -> Grid | None:
        """The unit's map, if there are places to choose from."""
        if self._channel is None:
            return None
        top = self.curve.bottom() + (_GAP + 6 if self.curve.height() else 0.0) + _HEAD
        facts = len(self._ledger.facts) * _FACT
        height = max(24.0, min(_MAP, self._rect.bottom() - facts - _GAP - top))
        return _grid(QRectF(self._rect.left(), top, min(_MAP, self._rect.width()), height), self._channel)

    @property
    def place(self) -> tuple[int, int]:
        """The row and the column that are looked at."""
        at = place_of(self._sight, self._sight.trace[self._sight.node].output)[1:]
        return (0, at[0]) if len(at) == 1 else (at[0], at[1])

    def draw(self, painter: QPainter, *, with_gradients: bool) -> None:
        """Draw everything; gradients as dashes where they have not come."""
        ledger, top, left = self._ledger, self._rect.top(), self._rect.left() - 12
        painter.setPen(QPen(theme().colour("separator"), 1))
        painter.drawLine(QPointF(left, top - 16), QPointF(left, self._rect.bottom()))
        if ledger.curve is not None and self._sight.curve is not None:
            z, output, slope = ledger.curve
            draw_curve(painter, self.curve, self._sight.curve, (z, output), slope)
            top = self.curve.bottom() + 16
        if self.map is not None:
            self._draw_map(painter, self.map)
            top = self.map.outline.bottom() + _GAP
        for number, (words, value) in enumerate(ledger.facts):
            line = QRectF(self._rect.left(), top + number * _FACT, self._rect.width(), _FACT)
            said = value if with_gradients or not words.startswith("∂") else figure(None)
            ink, right = theme().colour("text1"), Qt.AlignmentFlag.AlignRight
            draw_text(painter, line, words, ui_font(12), theme().colour("text2"))
            draw_text(painter, line, said, mono_font(12), ink, right)

    def _draw_map(self, painter: QPainter, grid: Grid) -> None:
        height, width = grid.values.shape
        shape = f"{height}×{width}" if height > 1 else str(width)
        words = translate("NeuronLevel", "output a, {shape}").format(shape=shape)
        head = QRectF(grid.rect.left(), grid.rect.top() - _HEAD, self._rect.width(), 16)
        draw_text(painter, head, words, ui_font(11), theme().colour("text3"))
        draw_grid(painter, grid, numbered=[self.place])
        ring(painter, grid.cell(*self.place), "accent", 2.5 if grid.side > 8 else 2.0)
