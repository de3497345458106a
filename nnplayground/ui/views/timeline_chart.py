"""The strip and the curves on one time axis, with the playhead that can be dragged through the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF

from nnplayground.ui.theme import theme
from nnplayground.ui.views.chart import LEFT, Chart
from nnplayground.ui.views.plots import pen
from nnplayground.ui.views.readout import draw_readout
from nnplayground.ui.views.timeline_callout import TimelineCallout
from nnplayground.ui.views.timeline_strip import Strip

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from nnplayground.train.timeline import Moment
    from nnplayground.ui.views.curves import Curve

__all__ = ["TimelineChart"]

_ABOVE, _BELOW = 10, 10  # pixels around the strip
_STRIP = (30, 64)
_SHARE = 0.28  # of the height that the strip gets


class TimelineChart(Chart):
    """Shows where in time the person looks, and lets them drag it.

    Attributes
    ----------
    sought : Signal(float)
        The time, in the unit of the axis, that the person wants to see.
    grabbed, released : Signal
        They took hold of the playhead, or of the place where they want it; they let go of it.
    reverted : Signal
        A press turned out to be the first of a double click, which shows the whole run again.
    keyed : Signal(str)
        ``"first"`` or ``"present"``: a key of this widget was pressed.
    callout : TimelineCallout
        Beside the playhead while the past is shown.
    """

    grabbed = Signal()
    sought = Signal(float)
    released = Signal()
    reverted = Signal()
    keyed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.strip = Strip()
        self._places: NDArray[Any] = np.empty(0)
        self._breaks: tuple[float, ...] = ()
        self._present = 0.0
        self._playhead: float | None = None
        self._dragging = False
        self.callout = TimelineCallout(self)
        theme().themeChanged.connect(self.strip.pictures.clear)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_moments(
        self,
        moments: Sequence[Moment],
        places: NDArray[Any],
        losses: NDArray[Any],
        breaks: Sequence[float] = (),
        matrices: Container[int] = (),
    ) -> None:
        """Show what can be gone back to.

        Parameters
        ----------
        moments : sequence of Moment
        places : ndarray
            Shape (n,): their times in the unit of the axis.
        losses : ndarray
            Shape (n, 2): train and test loss.
        breaks : sequence of float
            When the network or the data became another.
        matrices : container of int
            The segments whose pictures are confusion matrices.
        """
        self.strip.show_moments(moments, losses, matrices)
        self._places, self._breaks = places, tuple(breaks)
        self.redraw()

    def show_time(self, present: float, playhead: float | None) -> None:
        """Show how far the run has come, and which earlier time is looked at; None for the present."""
        moved = present != self._present
        self._present, self._playhead = present, playhead
        if moved:
            self.redraw()
        self._place_callout()
        self.update()

    @property
    def playhead(self) -> float | None:
        """The earlier time that is looked at."""
        return self._playhead

    @property
    def is_dragging(self) -> bool:
        """Whether the person holds the playhead."""
        return self._dragging

    def read_curves(self) -> tuple[Curve, ...]:
        return tuple(curve for curve in self.curves if curve.opacity == 1)

    # -- places ----------------------------------------------------------------------------------------

    def strip_area(self) -> QRectF:
        """Return where the pictures are."""
        area = self.area()
        return QRectF(area.left(), _ABOVE, area.width(), self.top - _ABOVE - _BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        least, most = _STRIP
        strip = min(most, max(least, round(_SHARE * self.height())))
        self.top = _ABOVE + strip + _BELOW
        super().resizeEvent(event)
        self._place_callout()

    def _place_callout(self) -> None:
        if self._playhead is None:
            self.callout.hide()
            return
        area, x = self.area(), round(self.place(self._playhead))
        before, behind = x - 8 - area.left() + LEFT, self.width() - x - 12
        room = max(before, behind)
        self.callout.set_compact(self.callout.full_width() > room)
        width = min(self.callout.sizeHint().width(), self.width())
        left = x + 8 if width <= behind or behind >= before else x - 8 - width
        self.callout.setGeometry(max(0, left), round(area.top()) + 2, width, 32)
        self.callout.show()

    # -- painting --------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter) -> None:
        super().paint_ground(painter)
        area = self.strip_area()
        fractions = self.axis.fractions(self._places)
        painter.save()
        painter.setClipRect(area.adjusted(0, -3, 0, 3))
        self.strip.paint(painter, area, fractions, float(self.axis.fractions(self._present)))
        for time in self._breaks:
            self.strip.paint_break(painter, area, self.place(time))
        painter.restore()

    def paint_above(self, painter: QPainter) -> None:
        area = self.area()
        found = self.reading() if not self._dragging else None
        if found is not None:
            x = round(self.place(found.x)) + 0.5
            painter.setPen(pen("text3", 1))
            painter.drawLine(QPointF(x, self.strip_area().top()), QPointF(x, area.bottom()))
        self._paint_present(painter, area)
        if self._playhead is not None:
            self._paint_playhead(painter, area, self._playhead)
        if found is not None:
            taken = QRectF(self.callout.geometry()) if self.callout.isVisible() else None
            draw_readout(painter, self._frame(), area.top() + 4, self.place(found.x), found, taken)

    def _inside(self, x: float) -> bool:
        area = self.area()
        return area.left() - 1 <= x <= area.right() + 1

    def _paint_present(self, painter: QPainter, area: QRectF) -> None:
        x = self.place(self._present)
        if not self._inside(x):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen("accent", 1.5))
        painter.drawLine(QPointF(x, 6), QPointF(x, area.bottom()))
        _paint_flag(painter, x, "accent")

    def _paint_playhead(self, painter: QPainter, area: QRectF, time: float) -> None:
        x = self.place(time)
        if not self._inside(x):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen("warning", 1.5))
        painter.drawLine(QPointF(x, 6), QPointF(x, area.bottom()))
        _paint_flag(painter, x, "warning")
        for curve in self.curves[:2]:
            if not curve.right and curve.opacity == 1 and len(curve.x):
                known = np.isfinite(curve.mean)
                line = curve.mean if curve.smooth is None else curve.smooth
                value = float(np.interp(time, curve.x[known], line[known])) if known.any() else np.nan
                if np.isfinite(value):
                    y = self.height_of(curve, value)
                    painter.setPen(pen("surface", 1))
                    painter.setBrush(theme().colour(curve.role))
                    painter.drawEllipse(QPointF(x, y), 3.5, 3.5)

    # -- mouse and keys --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._is_inside(event.position()):
            self._dragging = True
            self.grabbed.emit()
            self._seek(event.position().x())
        else:
            super().mousePressEvent(event)

    def _is_inside(self, position: QPointF) -> bool:
        return self.area().adjusted(-6, -self.top, 6, 0).contains(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._seek(event.position().x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.released.emit()
            self.update()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.axis.is_zoomed:
            self.reverted.emit()
        super().mouseDoubleClickEvent(event)

    def _seek(self, pixel: float) -> None:
        area = self.area()
        time = self.time(min(area.right(), max(area.left(), pixel)))
        self.sought.emit(max(0.0, time))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.keyed.emit("first" if key is Qt.Key.Key_Home else "present")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (found := self.reading()) is not None:
            self.sought.emit(found.x)
        else:
            super().keyPressEvent(event)


def _paint_flag(painter: QPainter, x: float, role: str) -> None:
    """Paint the handle on top of a line through time."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(role))
    shape = [QPointF(x - 5, 1), QPointF(x + 5, 1), QPointF(x + 5, 6), QPointF(x, 11), QPointF(x - 5, 6)]
    painter.drawPolygon(QPolygonF(shape))
