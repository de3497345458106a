"""Curves over time: a grid, up to two vertical scales, what was changed when, and a read-out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.curves import per_column
from nnplayground.ui.views.keeping import is_kept
from nnplayground.ui.views.plots import pen, short, stroke
from nnplayground.ui.views.readout import draw_readout, reading
from nnplayground.ui.views.time_axis import TimeAxis
from nnplayground.ui.views.value_axis import ValueAxis
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from nnplayground.ui.views.curves import Curve, Drawn
    from nnplayground.ui.views.readout import Reading

__all__ = ["LEFT", "RIGHT_ROLE", "Chart", "Mark", "Scale"]

LEFT, RIGHT, BOTTOM = 42, 16, 20
_RIGHT_AXIS = 44
RIGHT_ROLE = "violet"
"""The colour of what belongs to the axis on the right."""
_NEAR = 5  # pixels from a mark within which the mouse reads it
_FAINT = 0.28
_VEIL = 0.75  # of what words lie on
_NOTCH = 120.0
_ZOOMS = {"+": 0.8, "=": 0.8, "-": 1.25, "0": 0.0}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened to the run at a time.

    Attributes
    ----------
    x : float
        In the unit of the time axis.
    strong : bool
        Whether the run is another one from here on.
    """

    x: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How a vertical axis is chosen for its curves: logarithmic, and whether it holds shares."""

    is_log: bool = False
    share: bool = False


class Chart(QWidget):
    """Paints curves; what does not move with the mouse is painted once and kept.

    Attributes
    ----------
    axis : TimeAxis
    top : int
        Pixels above the curves for whatever a subclass paints there.
    cursorMoved : Signal
        Another row is read out, or none.
    """

    cursorMoved = Signal()  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = TimeAxis(self)
        self.axis.changed.connect(self.redraw)
        self.top = 6
        self.zooms = True
        self._curves: tuple[Curve, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._scales = (Scale(), Scale())
        self._values = (ValueAxis(0, 1), ValueAxis(0, 1))
        self._stretch = 1.0  # of the values, by Ctrl and the wheel
        self._ground: QPixmap | None = None
        self._rows: NDArray[Any] = np.empty(0)
        self._cursor: int | None = None
        self._mouse: QPointF | None = None
        self._pan: float | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(90)
        theme().themeChanged.connect(self.redraw)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_curves(
        self,
        rows: NDArray[Any],
        curves: Sequence[Curve],
        marks: Sequence[Mark] = (),
        scales: tuple[Scale, Scale] = (Scale(), Scale()),
    ) -> None:
        """Show curves.

        Parameters
        ----------
        rows : ndarray
            Shape (n,): the times that can be read out.
        curves : sequence of Curve
            The first is painted last, above the others.
        marks : sequence of Mark
        scales : (Scale, Scale)
            Left and right.
        """
        self._rows, self._curves, self._marks = rows, tuple(curves), tuple(marks)
        self._scales = scales
        if self._cursor is not None:
            self._cursor = min(self._cursor, len(rows) - 1) if len(rows) else None
        self.redraw()

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is shown."""
        return self._curves

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What happened to the run."""
        return self._marks

    def redraw(self) -> None:
        """Paint everything anew, after new values, another stretch of time or another theme."""
        self._ground = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(256, 192)

    # -- places ----------------------------------------------------------------------------------------

    def area(self) -> QRectF:
        """Return where the curves are."""
        right = _RIGHT_AXIS if any(curve.right for curve in self._curves) else RIGHT
        size = self.size()
        wide, high = size.width() - LEFT - right, size.height() - self.top - BOTTOM
        return QRectF(LEFT, self.top, max(10, wide), max(10, high))

    def place(self, x: float) -> float:
        """Return the horizontal pixel of a time."""
        area = self.area()
        return area.left() + float(self.axis.fractions(x)) * area.width()

    def time(self, pixel: float) -> float:
        """Return the time at a horizontal pixel."""
        area = self.area()
        return self.axis.value((pixel - area.left()) / area.width())

    def height_of(self, curve: Curve, value: float) -> float:
        """Return the vertical pixel of a value of a curve."""
        area = self.area()
        fraction = float(self._values[curve.right].fractions(np.asarray(value)))
        return area.bottom() - fraction * area.height()

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if is_kept():
            with QPainter(self) as painter:
                self.paint_ground(painter)
                self.paint_above(painter)
            return
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatio() != ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(theme().colour("surface"))
            with QPainter(self._ground) as painter:
                self.paint_ground(painter)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ground)
            self.paint_above(painter)

    def paint_ground(self, painter: QPainter) -> None:
        """Paint what stays while the mouse moves."""
        drawn = [self._columns(curve) for curve in self._curves]
        self._values = (self._fitted(drawn, right=False), self._fitted(drawn, right=True))
        self._paint_axes(painter)
        painter.save()
        area = self.area()
        painter.setClipRect(area.adjusted(-1, -4, 2, 1))
        self._paint_marks(painter, area)
        for curve, columns in reversed(list(zip(self._curves, drawn, strict=True))):
            self._paint_curve(painter, area, curve, columns)
        self._paint_signs(painter, area)
        painter.restore()

    def _columns(self, curve: Curve) -> Drawn:
        """Bring the rows that are in sight, and one on either side, to columns of pixels."""
        low, high = self.axis.range
        first = max(0, int(np.searchsorted(curve.x, low)) - 1)
        last = int(np.searchsorted(curve.x, high)) + 1
        area, part = self.area(), slice(first, last)
        pixels = area.left() + self.axis.fractions(curve.x[part]) * area.width()
        values = self._scales[curve.right]
        line = curve.mean if curve.smooth is None else curve.smooth
        ends = (line[part], curve.low[part], curve.high[part])
        if values.is_log:
            axis = ValueAxis(0, 1, is_log=True)
            ends = tuple(axis.scaled(end) for end in ends)
        return per_column(pixels, *ends)

    def _fitted(self, drawn: list[Drawn], *, right: bool) -> ValueAxis:
        scale = self._scales[right]
        own = [d for c, d in zip(self._curves, drawn, strict=True) if c.right == right and len(d.x)]
        bounds = [(float(d.low.min()), float(d.high.max())) for d in own]
        if scale.is_log:
            bounds = [(10**low, 10**high) for low, high in bounds]
        return ValueAxis.around(bounds, is_log=scale.is_log, share=scale.share, factor=self._stretch)

    def _paint_axes(self, painter: QPainter) -> None:
        area, font = self.area(), mono_font(10.5)
        colour = theme().colour("text3")
        grid = pen("plot_grid")
        centre, right = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
        end = -1e9
        for value in self.axis.ticks(area.width()):
            x, text = round(self.place(value)) + 0.5, short(value)
            painter.setPen(grid)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            half = text_width(text, font) / 2 + 2
            if x - half > end:
                draw_text(painter, QRectF(x - 40, area.bottom() + 4, 80, 14), text, font, colour, centre)
                end = x + half + 6
        for fraction, value in self._values[0].ticks(area.height()):
            y = round(area.bottom() - fraction * area.height()) + 0.5
            painter.setPen(grid)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            draw_text(painter, QRectF(0, y - 8, LEFT - 6, 16), short(value), font, colour, right)
        if any(curve.right for curve in self._curves):
            for fraction, value in self._values[1].ticks(area.height()):
                y = area.bottom() - fraction * area.height()
                box = QRectF(area.right() + 6, y - 8, 40, 16)
                draw_text(painter, box, short(value), font, theme().colour(RIGHT_ROLE))

    def _paint_curve(self, painter: QPainter, area: QRectF, curve: Curve, drawn: Drawn) -> None:
        axis = self._values[curve.right]

        def line(x: NDArray[Any], values: NDArray[Any]) -> QPolygonF:
            up = (values - axis.low) / (axis.high - axis.low)
            y = np.clip(area.bottom() - up * area.height(), -1e4, 1e4)
            polygon: QPolygonF = arrayToQPolygonF(x, y)
            return polygon

        if np.any(drawn.high - drawn.low > 1e-9) or curve.smooth is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(pen(curve.role, 1, opacity=_FAINT * curve.opacity))
            painter.drawPolyline(line(*drawn.zigzag()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = pen(curve.role, 1.5, dashes=curve.dashes, opacity=curve.opacity)
        stroke(painter, line(drawn.x, drawn.line), style)

    def _shown_marks(self, area: QRectF) -> list[tuple[float, Mark]]:
        places = [(round(self.place(mark.x)) + 0.5, mark) for mark in self._marks]
        return [(x, mark) for x, mark in places if area.left() <= x <= area.right()]

    def _paint_marks(self, painter: QPainter, area: QRectF) -> None:
        """Paint events as dashed lines behind the curves."""
        for x, mark in self._shown_marks(area):
            painter.setPen(pen("text3", 1, dashes=() if mark.strong else (2, 3)))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_signs(self, painter: QPainter, area: QRectF) -> None:
        """Paint a diamond at every event, and its words where there is room, before the curves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        free = area.left()
        for x, mark in self._shown_marks(area):
            free = self._paint_words(painter, area, x, mark.text, free)
            _paint_diamond(painter, QPointF(x, area.bottom() - 10))

    def _paint_words(self, painter: QPainter, area: QRectF, x: float, text: str, free: float) -> float:
        font = ui_font(11)
        width = text_width(text, font)
        if area.height() < 60 or width > 260:
            return free
        left = x - 10 - width if x - 10 - width > free + 8 else x + 10
        following = [self.place(mark.x) for mark in self._marks if self.place(mark.x) > x + 1]
        if left > x and left + width > min([area.right(), *following]) - 4:
            return max(free, x + 6)
        box = QRectF(left, area.bottom() - 18, width + 1, 16)
        ground = theme().colour("surface")
        ground.setAlphaF(_VEIL)
        painter.fillRect(box.adjusted(-3, 1, 3, -1), ground)
        draw_text(painter, box, text, font, theme().colour("text3"))
        return max(x + 6, left + width)

    def paint_above(self, painter: QPainter) -> None:
        """Paint what follows the mouse."""
        found = self.reading()
        if found is None:
            return
        area, x = self.area(), round(self.place(found.x)) + 0.5
        painter.setPen(pen("text2", 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        draw_readout(painter, self._frame(), area.top() + 4, x, found)

    def _frame(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 2, -2, -2)

    # -- reading ---------------------------------------------------------------------------------------

    def reading(self) -> Reading | None:
        """Return what is under the cursor; None without one."""
        if self._cursor is None or not len(self._rows):
            return None
        x = float(self._rows[self._cursor])
        near = [mark.text for mark in self._marks if abs(self.place(mark.x) - self.place(x)) <= _NEAR]
        return reading(x, self.axis.unit, self.read_curves(), near)

    def read_curves(self) -> tuple[Curve, ...]:
        """Return the curves that are read out, from top to bottom."""
        return self._curves

    def readout(self) -> str:
        """Return what stands under the cursor, in lines; nothing without a cursor."""
        found = self.reading()
        return found.text() if found else ""

    def read(self, x: float) -> None:
        """Read out the row nearest to a time."""
        if not len(self._rows):
            return
        after = int(np.searchsorted(self._rows, x).clip(0, len(self._rows) - 1))
        before = max(0, after - 1)
        self._read_row(before if x - self._rows[before] < self._rows[after] - x else after)

    def _read_row(self, row: int | None) -> None:
        if row != self._cursor:
            self._cursor = row
            self.setAccessibleDescription(self.readout())
            self.cursorMoved.emit()
            self.update()

    # -- mouse and keys --------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._pan is not None:
            self.axis.pan((self._pan - position.x()) / self.area().width())
            self._pan = position.x()
        elif self.area().adjusted(-4, -self.top, 4, 0).contains(position):
            self.read(self.time(position.x()))
        else:
            self._read_row(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.zooms and event.button() is not Qt.MouseButton.LeftButton:
            self._pan = event.position().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            self._pan = None
            self.unsetCursor()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.reset_zoom()

    def reset_zoom(self) -> None:
        """Show the whole run again."""
        self._stretch = 1.0
        self.axis.reset()
        self.redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.zooms:
            event.ignore()  # the wheel belongs to whatever scrolls around it
            return
        turns = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._stretch = min(20.0, max(0.05, self._stretch * 0.8 ** (turns.y() / _NOTCH)))
            self.redraw()
        elif turns.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.axis.pan(-(turns.x() or turns.y()) / _NOTCH / 10)
        else:
            area = self.area()
            fraction = (event.position().x() - area.left()) / area.width()
            self.axis.zoom(min(1.0, max(0.0, fraction)), 0.8 ** (turns.y() / _NOTCH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, count = _STEPS.get(Qt.Key(event.key())), len(self._rows)
        if self.zooms and event.text() in _ZOOMS:
            self._zoom_by_key(_ZOOMS[event.text()])
        elif step is None or not count:
            super().keyPressEvent(event)
        else:
            start = count - 1 if self._cursor is None else self._cursor
            self._read_row(max(0, min(count - 1, start + step)))

    def _zoom_by_key(self, factor: float) -> None:
        """Zoom around the cursor, or around the middle; 0 shows everything."""
        if not factor:
            self.reset_zoom()
            return
        found = self.reading()
        self.axis.zoom(0.5 if found is None else float(self.axis.fractions(found.x)), factor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._read_row(None)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._read_row(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()


def _paint_diamond(painter: QPainter, at: QPointF) -> None:
    painter.save()
    painter.translate(at)
    painter.rotate(45)
    painter.fillRect(QRectF(-3, -3, 6, 6), theme().colour("text2"))
    painter.restore()
