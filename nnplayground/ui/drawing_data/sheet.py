"""The sheet that is drawn on: the network's answer, the points over it, and the tool in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.data import strokes
from nnplayground.data.sketch import MAX_POINTS, DrawnClasses, DrawnCurve
from nnplayground.ui.colormap import class_colour, diverging_colour, point_colour
from nnplayground.ui.drawing_data.brush import RADII, Brush, Tool
from nnplayground.ui.drawing_data.gestures import begin
from nnplayground.ui.drawing_data.ground import Frame, draw_axes, draw_curve, draw_surface
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from nnplayground.data.sketch import Drawn
    from nnplayground.ui.drawing_data.gestures import Gesture
    from nnplayground.ui.views.ways import Surface

__all__ = ["Sheet", "label_colour"]

_DOT = 7.0
_SHADES = 16
_TELL_MS = 150  # between two looks of the network at a stroke that is being made
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def label_colour(label: float, classes: int, scale: float) -> QColor:
    """Return the colour of a point's class, or of its value where ``classes`` is 0."""
    if classes == 2:
        return point_colour(label)
    if classes:
        return class_colour(int(label))
    return diverging_colour(round(max(-1.0, min(1.0, label / scale)) * _SHADES) / _SHADES)


class Sheet(QWidget):
    """Points under tools.

    Attributes
    ----------
    stroking : Signal(object)
        The points while a stroke is made, a few times a second.
    dropped : Signal
        A stroke that was told of by ``stroking`` has come to nothing.
    stroked : Signal(object)
        The points, shape (n, width), after a stroke that changed them.
    selected : Signal
        Other points are selected.
    radius_changed : Signal(float)
        The wheel gave the brush another size.
    """

    stroking = Signal(object)
    dropped = Signal()
    stroked = Signal(object)
    selected = Signal()
    radius_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: Drawn = DrawnClasses(points=())
        self._rows = self._drawn.rows()
        self._surface: Surface | None = None
        self._curve: NDArray[Any] | None = None
        self._hidden: frozenset[float] = frozenset()
        self.brush = Brush()
        self.chosen = np.empty(0, np.int64)
        self._gesture: Gesture | None = None
        self._told: NDArray[np.float64] | None = None  # of the stroke that is being made
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TELL_MS)
        self._telling.timeout.connect(self._tell)
        self._erases = False
        self._at: QPointF | None = None
        self._ground: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 220)
        self.setAccessibleName(self.tr("Drawing sheet"))
        theme().themeChanged.connect(self._renew)

    def sizeHint(self) -> QSize:
        return QSize(640, 560)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_drawn(self, drawn: Drawn) -> None:
        """Show the points of a drawing."""
        if drawn.kind != self._drawn.kind:
            self._surface = self._curve = None
        if len(drawn.points) != len(self._rows):
            self.chosen = np.empty(0, np.int64)
        self._drawn, self._rows = drawn, drawn.rows()
        self._renew()

    def show_answer(self, surface: Surface | None, curve: NDArray[Any] | None) -> None:
        """Show what the network says, over the plane or over the line."""
        self._surface, self._curve = surface, curve
        self._renew()

    def hide_labels(self, labels: frozenset[float]) -> None:
        """Do not show the points of these classes."""
        self._hidden = labels
        self._renew()

    def set_brush(self, brush: Brush) -> None:
        """Take another tool, or give it another size."""
        self.brush = brush
        self.setCursor(Qt.CursorShape.ArrowCursor if brush.tool is Tool.MOVE else Qt.CursorShape.BlankCursor)
        self.update()

    def choose(self, chosen: NDArray[np.int64]) -> None:
        """Select points by their numbers."""
        self.chosen = chosen
        self._renew()

    @property
    def rows(self) -> NDArray[np.float64]:
        """The points as they are shown, a stroke that is being made included."""
        return self._rows if self._gesture is None else self._gesture.rows

    @property
    def frame(self) -> Frame:
        """Where the shown range lies."""
        square = not isinstance(self._drawn, DrawnCurve)
        return Frame.within(self.width(), self.height(), self._drawn.bounds, square=square)

    def _renew(self) -> None:
        self._ground = None
        self.update()

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.size() != self.size() * ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            self._draw_ground(QPainter(self._ground))
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._gesture is not None:
            self._draw_gesture(painter, self._gesture)
        if not len(self.rows):
            self._draw_hint(painter)
        if self._at is not None:
            self._draw_cursor(painter, self._at)

    def _draw_ground(self, painter: QPainter) -> None:
        frame = self.frame
        curve = isinstance(self._drawn, DrawnCurve)
        draw_axes(painter, frame, ("x", "y") if curve else ("x₁", "x₂"))
        if self._surface is not None and not curve:
            draw_surface(painter, frame, self._surface)
        elif self._curve is not None and curve:
            draw_curve(painter, frame, self._curve)
        else:
            draw_box(painter, frame.box, 4, None, theme().colour("separator"))
        if self._gesture is None or self._gesture.adds:
            self._draw_points(painter, self._rows, self.chosen)
        if self.hasFocus():
            draw_box(painter, frame.box.adjusted(-2, -2, 2, 2), 5, None, theme().colour("accent"))
        painter.end()

    def _draw_points(self, painter: QPainter, rows: NDArray[np.float64], chosen: NDArray[np.int64]) -> None:
        at, shown = self.frame.pixels(rows[:, :2]), self._shown_labels(rows)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = theme().colour("point_outline")
        for label in np.unique(shown).tolist():
            if label in self._hidden:
                continue
            places = at[shown == label]
            points = pg.functions.arrayToQPolygonF(places[:, 0], places[:, 1])
            for colour, width in ((outline, _DOT + 2), (self._colour(label), _DOT)):
                pen = QPen(colour, width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPoints(points)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("text1"), 1.5))
        for x, y in at[chosen[chosen < len(at)]].tolist():
            painter.drawEllipse(QPointF(x, y), 6.5, 6.5)

    def _shown_labels(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what points are grouped by: their class, or a shade of their value."""
        if rows.shape[1] < 3:
            return np.zeros(len(rows))
        if isinstance(self._drawn, DrawnClasses):
            return rows[:, 2]
        return np.round(np.clip(rows[:, 2] / self.scale, -1, 1) * _SHADES) / _SHADES * self.scale

    @property
    def scale(self) -> float:
        """The value at the ends of the colours."""
        rows = self._rows
        most = float(np.abs(rows[:, 2]).max()) if rows.shape[1] > 2 and len(rows) else 1.0
        return max(1.0, most, self._surface.scale if self._surface is not None else 0.0)

    def _colour(self, label: float) -> QColor:
        if isinstance(self._drawn, DrawnCurve):
            return theme().colour("text2")
        classes = self._drawn.classes if isinstance(self._drawn, DrawnClasses) else 0
        return label_colour(label, classes, self.scale)

    def _draw_gesture(self, painter: QPainter, gesture: Gesture) -> None:
        new = gesture.rows[len(self._rows) :] if gesture.adds else gesture.rows
        self._draw_points(painter, new, gesture.chosen)
        if gesture.band is None:
            return
        (x1, y1), (x2, y2) = self.frame.pixels(np.stack(gesture.band)).tolist()
        painter.setPen(QPen(theme().colour("accent"), 1, Qt.PenStyle.DashLine))
        if self.brush.tool is Tool.MOVE:
            fill = QColor(theme().colour("accent"))
            fill.setAlphaF(0.12)
            painter.setBrush(fill)
            painter.drawRect(QRectF(QPointF(x1, y1), QPointF(x2, y2)).normalized())
        else:
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _draw_hint(self, painter: QPainter) -> None:
        text = self.tr("Draw at least two points: press and drag.")
        font = ui_font(13)
        box = QRectF(0, 0, text_width(text, font) + 28, 34)
        box.moveCenter(self.frame.box.center())
        draw_box(painter, box, 8, theme().colour("overlay"), theme().colour("border"))
        draw_text(painter, box, text, font, theme().colour("text1"), Qt.AlignmentFlag.AlignCenter)

    def _draw_cursor(self, painter: QPainter, at: QPointF) -> None:
        if self.brush.tool is Tool.MOVE or not self.frame.box.adjusted(-4, -4, 4, 4).contains(at):
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wide = self.brush.tool is Tool.BRUSH or self.brush.tool is Tool.ERASER or self._erases
        radius = self.brush.radius * self.frame.unit if wide else 5.0
        for colour, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("white"), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, radius, radius)
            painter.drawLine(at - QPointF(3, 0), at + QPointF(3, 0))
            painter.drawLine(at - QPointF(0, 3), at + QPointF(0, 3))
        if self._gesture is not None:
            self._draw_count(painter, at + QPointF(radius + 8, radius + 4))

    def _draw_count(self, painter: QPainter, at: QPointF) -> None:
        """Say beside the cursor what the stroke has done so far."""
        change = len(self.rows) - len(self._rows)
        if not change:
            return
        text = self.tr("Points {change}").format(change=format_number(change, signed=True))
        font = ui_font(11.5)
        box = QRectF(at.x(), at.y(), text_width(text, font) + 18, 24)
        box.moveRight(min(box.right(), self.width() - 4))
        box.moveBottom(min(box.bottom(), self.height() - 4))
        draw_box(painter, box, 6, theme().colour("overlay"), theme().colour("border"))
        draw_text(painter, box, text, font, theme().colour("text1"), Qt.AlignmentFlag.AlignCenter)

    # -- the mouse -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if event.button() not in buttons or not self.frame.box.contains(event.position()):
            return
        right = event.button() is Qt.MouseButton.RightButton
        self._erases = right or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._begin(event.position(), straight)

    def _begin(self, at: QPointF, straight: bool) -> None:
        tool = Tool.ERASER if self._erases else self.brush.tool
        if straight and tool in (Tool.BRUSH, Tool.POINT):
            tool = Tool.LINE
        brush = Brush(tool, self.brush.label, self.brush.radius, self.brush.density)
        self._gesture = begin(self.frame.place(at), self._rows, self.chosen, brush, self.frame)
        self._renew()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        if self._gesture is not None and len(self._gesture.rows) <= MAX_POINTS:
            self._gesture.move(self.frame.place(self._at))
            if not self._telling.isActive():
                self._telling.start()
        self.update()

    def _tell(self) -> None:
        """Let others see the stroke while it is made, if it has changed anything."""
        known = self._rows if self._told is None else self._told
        if self._gesture is not None and not np.array_equal(self._gesture.rows, known):
            self._told = self._gesture.rows
            self.stroking.emit(self._told[:MAX_POINTS])

    def _take_back(self) -> None:
        """Let what was seen of a stroke that comes to nothing be forgotten."""
        told, self._told = self._told, None
        if told is not None:
            self.dropped.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._end()

    def _end(self) -> None:
        gesture, self._gesture, self._erases = self._gesture, None, False
        self._telling.stop()
        if gesture is None:
            return
        rows = gesture.rows[:MAX_POINTS]
        if not np.array_equal(gesture.chosen, self.chosen):
            self.chosen = gesture.chosen
            self.selected.emit()
        if not np.array_equal(rows, self._rows):
            self._rows, self._told = rows, None
            self.stroked.emit(rows)
        self._take_back()
        self._renew()

    def give_up(self) -> None:
        """Drop the stroke that is being made, else the selection."""
        if self._gesture is None:
            self.choose(np.empty(0, np.int64))
            self.selected.emit()
        self._gesture, self._erases = None, False
        self._telling.stop()
        self._take_back()
        self._renew()

    @property
    def is_busy(self) -> bool:
        """Whether a stroke is being made."""
        return self._gesture is not None

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.0015 ** event.angleDelta().y()
        self.radius_changed.emit(min(RADII[1], max(RADII[0], round(self.brush.radius * factor, 2))))
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._at = event.position()
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._at = None
        self.update()

    # -- keys ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            coarse = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(_ARROWS[key], 20.0 if coarse else 4.0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin(self._cursor(), straight=False)
            self._end()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and len(self.chosen):
            self._rows, self.chosen = np.delete(self._rows, self.chosen, axis=0), np.empty(0, np.int64)
            self.stroked.emit(self._rows)
            self._renew()
        elif key == Qt.Key.Key_Escape and (self.is_busy or len(self.chosen)):
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _cursor(self) -> QPointF:
        return self._at if self._at is not None else self.frame.box.center()

    def _step(self, way: tuple[int, int], pixels: float) -> None:
        """Move the selected points, or the cursor where there are none."""
        frame = self.frame
        if self.brush.tool is Tool.MOVE and len(self.chosen):
            by = np.array(way) * pixels / frame.unit / np.array([1.0, frame.aspect])
            self._rows = strokes.moved(self._rows, self.chosen, by, frame.bounds)
            self.stroked.emit(self._rows)
            self._renew()
            return
        at = self._cursor() + QPointF(way[0] * pixels, -way[1] * pixels)
        box = frame.box
        self._at = QPointF(
            min(box.right(), max(box.left(), at.x())), min(box.bottom(), max(box.top(), at.y()))
        )
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._renew()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._renew()
