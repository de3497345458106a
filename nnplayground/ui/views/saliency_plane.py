"""A point of the plane and its adversarial twin, over what the network says there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.run_pictures import draw_contour, draw_picture, output_image
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage, QPaintEvent

    from nnplayground.train.explaining.questions import Attacked

__all__ = ["PlaneAttack"]

_WORDS, _GAP = 132.0, 12.0
_HEAD, _DOT = 7.0, 4.5  # of the arrow
_LINE = 18.0


class PlaneAttack(QWidget):
    """Draws the boundary, the point, the square that it may move in, and an arrow to its twin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Attacked | None = None
        self._words = ("", "")
        self._bounds: Sequence[tuple[float, float]] = ()
        self._values: NDArray[Any] | None = None
        self._image: QImage | None = None
        self._classes = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 80)
        self.setAccessibleName(self.tr("The point and its adversarial twin"))
        theme().themeChanged.connect(self._draw_anew)

    def show_plane(
        self, values: NDArray[Any] | None, classes: int, bounds: Sequence[tuple[float, float]]
    ) -> None:
        """Show what the network says over the plane, as the probe ``boundary`` gives it."""
        self._values, self._classes, self._bounds = values, classes, bounds
        self._draw_anew()

    def show_attack(self, found: Attacked, before: str, after: str) -> None:
        """Show an attack, and what the network says before and after it."""
        self._found, self._words = found, (before, after)
        self.setAccessibleDescription(f"{before}; {after}")
        self.update()

    def _draw_anew(self) -> None:
        values = self._values
        self._image = None if values is None else output_image(values, self._classes)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    def box(self) -> QRectF:
        """Return where the plane lies."""
        side = max(24.0, min(self.width() - _WORDS - _GAP, self.height() - 2.0))
        return QRectF(1, 1, side, side)

    def place(self, point: NDArray[Any]) -> QPointF:
        """Return where a point of the plane lies."""
        box, shares = self.box(), []
        for value, (low, high) in zip(point, self._bounds, strict=True):
            shares.append((float(value) - low) / (high - low))
        return QPointF(box.left() + shares[0] * box.width(), box.bottom() - shares[1] * box.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour, box = QPainter(self), theme().colour, self.box()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image is not None and self._values is not None:
            draw_picture(painter, box, self._image)
            draw_contour(painter, box, self._values, colour("text1"), 1.25)
        draw_box(painter, box, 4, None, colour("separator"))
        found = self._found
        if found is None or len(self._bounds) != 2 or found.picture.shape != (2,):
            return
        painter.setClipRect(box)
        self._draw_reach(painter, found)
        self._draw_arrow(painter, self.place(found.picture), self.place(found.changed))
        painter.setClipping(False)
        self._draw_words(painter, found, box)

    def _draw_reach(self, painter: QPainter, found: Attacked) -> None:
        """Draw the square of all points within ε."""
        box, middle = self.box(), self.place(found.picture)
        half = found.epsilon * box.width()
        square = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("text1"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(square)

    def _draw_arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        ink, paper = theme().colour("text1"), QColor(theme().colour("canvas"))
        way = end - start
        length = math.hypot(way.x(), way.y())
        for pen in (QPen(paper, 4), QPen(ink, 2)):  # light below dark, to be seen on any ground
            painter.setPen(pen)
            painter.drawLine(start, end)
        if length > _HEAD:
            along = way / length
            across = QPointF(-along.y(), along.x())
            back = end - along * _HEAD
            painter.setPen(QPen(paper, 1))
            painter.setBrush(ink)
            painter.drawPolygon(QPolygonF([end, back + across * _HEAD / 2, back - across * _HEAD / 2]))
        painter.setPen(QPen(paper, 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(start, _DOT, _DOT)

    def _draw_words(self, painter: QPainter, found: Attacked, box: QRectF) -> None:
        colour = theme().colour
        turned = found.before.winner != found.after.winner
        rows = (
            (self.tr("Sample"), "text3"),
            (self._words[0], "text1"),
            (self.tr("Moved by at most ε"), "text3"),
            (self._words[1], "error" if turned else "text1"),
        )
        y = box.top()
        for text, role in rows:
            line = QRectF(box.right() + _GAP, y, _WORDS, _LINE)
            draw_text(painter, line, text, ui_font(12), colour(role))
            y += _LINE + (4 if role != "text3" else 0)
