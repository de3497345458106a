"""The paper of the pad: what is looked at, large, and the pen on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.projects.picture_file import SUFFIXES
from nnplayground.ui.colormap import colour_image, ink_image
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDropEvent,
        QFocusEvent,
        QImage,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from nnplayground.app.drawing import Drawing
    from nnplayground.app.samples import SampleChoice

__all__ = ["Surface", "unit_image"]

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEAST_CELL = 5.0  # of the network's pixels: smaller ones get no lines between them
_GRID_OPACITY = 0.35
_STEP = 1 / 28
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def unit_image(unit: NDArray[Any]) -> QImage:
    """Return a picture (channels, height, width) of values from 0 to 1 in its colours, or as ink."""
    return colour_image(unit) if len(unit) == 3 else ink_image(unit[0])


class Surface(QWidget):
    """Draws with the mouse; or by keys: arrows move the pen, Enter puts it down and lifts it.

    Attributes
    ----------
    cleared : Signal
        Delete was pressed.
    pasted : Signal
        The picture of the clipboard is wanted.
    dropped : Signal(object)
        The path of a picture file that was dropped here.
    """

    cleared = Signal()
    pasted = Signal()
    dropped = Signal(object)

    def __init__(self, drawing: Drawing, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._samples = drawing, samples
        self._last: QPointF | None = None
        self._pen: QPointF | None = None  # where the keys or the mouse hold it
        self._is_down = False
        self._ring = False
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move the pen, Enter puts it down or lifts it, Delete clears.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        drawing.changed.connect(self.update)
        drawing.brush_changed.connect(self.update)
        samples.changed.connect(self.update)
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(180, 180)

    # -- geometry --------------------------------------------------------------------------------------

    def paper(self) -> QRectF:
        """Return where the picture is drawn: the largest part of the widget with its proportions."""
        form = self._drawing.form
        high, wide = (1, 1) if form is None else form.shape[1:]
        scale = min(self.width() / wide, self.height() / high)
        size = QSize(round(wide * scale), round(high * scale))
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def _place(self, point: QPointF) -> tuple[float, float]:
        paper = self.paper()
        return (point.x() - paper.left()) / paper.width(), (point.y() - paper.top()) / paper.height()

    # -- the mouse -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._drawing.form is not None:
            self._is_down = False
            self._last = self._pen = event.position()
            self._drawing.press(self._place(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pen = event.position()
        if self._last is not None:
            self._drawing.move(self._place(self._last), self._place(event.position()))
            self._last = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._last is not None:
            self._last = None
            self._drawing.release()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pen = None if self._last is None and not self.hasFocus() else self._pen
        self.update()

    # -- keys ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # While the pad has the focus, undo and paste mean the drawing and not the network.
        if event.type() == QEvent.Type.ShortcutOverride and self._command(cast("QKeyEvent", event)):
            event.accept()
            return True
        return super().event(event)

    def _command(self, event: QKeyEvent) -> Callable[[], object] | None:
        keys = QKeySequence.StandardKey
        for key, command in (
            (keys.Undo, self._drawing.undo),
            (keys.Redo, self._drawing.redo),
            (keys.Paste, self.pasted.emit),
        ):
            if event.matches(key):
                return command
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, command = Qt.Key(event.key()), self._command(event)
        if command is not None:
            command()
        elif key in _ARROWS:
            self._move_pen(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put_down(not self._is_down)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _move_pen(self, dx: int, dy: int) -> None:
        paper = self.paper()
        before = self._pen or paper.center()
        step = _STEP * max(paper.width(), paper.height())
        x = min(paper.right(), max(paper.left(), before.x() + dx * step))
        y = min(paper.bottom(), max(paper.top(), before.y() + dy * step))
        self._pen = QPointF(x, y)
        if self._is_down:
            self._drawing.move(self._place(before), self._place(self._pen))
        self.update()

    def _put_down(self, down: bool) -> None:
        if self._drawing.form is None or down == self._is_down:
            return
        self._is_down = down
        if down:
            self._pen = self._pen or self.paper().center()
            self._drawing.press(self._place(self._pen))
        else:
            self._drawing.release()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = by_keyboard(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._put_down(False)
        self._pen = None
        self.update()

    # -- files -----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        form = self._drawing.form
        if form is None:
            return
        painter, paper = QPainter(self), self.paper()
        own = self._drawing.is_chosen
        unit = self._drawing.pixels if own else self._sample()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, own)
        if unit is not None:
            painter.drawImage(paper, unit_image(unit))
        if not form.is_colour:
            self._draw_grid(painter, paper, form.shape[1:])
        ring = "accent" if self.hasFocus() and self._ring else "border"
        draw_box(painter, paper, 2, None, theme().colour(ring))
        if not own and self._last is None:
            self._draw_hint(painter, paper)
        if self._pen is not None:
            self._draw_pen(painter, paper, self._pen)

    def _sample(self) -> NDArray[np.float32] | None:
        form, raw = self._drawing.form, self._samples.raw()
        return form.unit(raw) if form is not None and raw is not None and raw.shape == form.shape else None

    @staticmethod
    def _draw_grid(painter: QPainter, paper: QRectF, sizes: tuple[int, int]) -> None:
        cell = paper.width() / sizes[1]
        if cell < _LEAST_CELL:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setOpacity(_GRID_OPACITY)
        painter.setPen(theme().colour("plot_grid"))
        for column in range(1, sizes[1]):
            x = paper.left() + column * cell
            painter.drawLine(QPointF(x, paper.top()), QPointF(x, paper.bottom()))
        for row in range(1, sizes[0]):
            y = paper.top() + row * cell
            painter.drawLine(QPointF(paper.left(), y), QPointF(paper.right(), y))
        painter.setOpacity(1.0)

    def _draw_hint(self, painter: QPainter, paper: QRectF) -> None:
        text, font = self.tr("Draw here"), ui_font(11)
        wide = min(paper.width() - 8, text_width(text, font) + 14)
        box = QRectF(paper.center().x() - wide / 2, paper.bottom() - 25, wide, 20)
        draw_box(painter, box, 4, theme().colour("overlay"), theme().colour("border"))
        draw_text(painter, box, text, font, theme().colour("text2"), _CENTRE)

    def _draw_pen(self, painter: QPainter, paper: QRectF, at: QPointF) -> None:
        radius = max(2.0, self._drawing.brush.size * max(paper.width(), paper.height()) / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("accent") if self._is_down else Qt.BrushStyle.NoBrush)
        for width, colour in ((3.0, QColor(0, 0, 0, 150)), (1.5, QColor(255, 255, 255, 230))):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, radius, radius)


def _file_of(data: QMimeData) -> Path | None:
    """Return the picture file that is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in SUFFIXES), None)
