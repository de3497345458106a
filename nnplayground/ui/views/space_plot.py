"""One layer's space: the bent plane, the samples and the next layer's lines in two coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sample_gallery import sample_image
from nnplayground.ui.views.space_frame import Range, turned
from nnplayground.ui.views.space_ink import (
    cell_colours,
    draw_dots,
    draw_line,
    draw_threads,
    point_colours,
    sheet_image,
    sides_image,
)
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QImage, QMouseEvent, QPaintEvent

    from nnplayground.app.points import Points
    from nnplayground.ui.views.space_frame import SpaceFrame

__all__ = ["SpacePlot"]

_HEAD = 20.0
_THREADS = 16
_NEAR = 9.0
_PICTURES, _LARGE = 110, 300.0
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter


class SpacePlot(QWidget):
    """Draws frames of one layer; points can be hovered and clicked.

    Attributes
    ----------
    hovered : Signal(int)
        The sample under the mouse, −1 for none.
    clicked : Signal(int)
        The sample that was clicked, −1 beside all of them.
    """

    hovered = Signal(int)
    clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node = ""
        self._frame: SpaceFrame | None = None
        self._points: Points | None = None
        self._labels: NDArray[Any] = np.empty(0)
        self._sheet: NDArray[Any] | None = None
        self._cloth: QImage | None = None
        self._final = -1
        self._title, self._captions = "", tuple[str, ...]()
        self._selected = False
        self._range = Range()
        self._rings: tuple[int, ...] = ()
        self._under = -1
        self._images: dict[int, QImage] = {}
        self._colours: list[QColor] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self._restyle)

    def _restyle(self) -> None:
        self._images, self._cloth, self._colours = {}, None, []
        self.update()

    # -- what is shown ---------------------------------------------------------------------------------

    def show_layer(self, node: str, title: str, final: int, points: Points, labels: NDArray[Any]) -> None:
        """Show another layer.

        Parameters
        ----------
        final : int
            The place in the order of nodes of the reader whose sums are the prediction; −1 for none.
        labels : ndarray
            The targets of the samples.
        """
        if node != self.node or points is not self._points:
            self._frame, self._range, self._images, self._colours = None, Range(), {}, []
        self.node, self._title, self._final = node, title, final
        self._points, self._labels = points, labels
        self.setAccessibleName(title)
        self.update()

    def show_frame(
        self, frame: SpaceFrame, sheet: NDArray[Any] | None, captions: tuple[str, ...] = ()
    ) -> None:
        """Show a moment.

        Parameters
        ----------
        sheet : ndarray or None
            What the network says at the crossings of the grid.
        captions : tuple of str
            How it is shown; the first that fits is written.
        """
        before = self._frame.points if self._frame is not None else self._first_view()
        self._frame = turned(frame, before)
        self._sheet, self._cloth = sheet, None
        self._captions = captions
        places = [self._placed(self._frame)]
        if self._frame.grid is not None and not self.is_line:
            # Corners of the plane without samples may lie far away; they need not be in the picture.
            edge = np.percentile(self._frame.grid.reshape(-1, 2), (4, 96), axis=0)
            places.append(edge)
        self._range.fit(np.concatenate(places))
        self.update()

    def _first_view(self) -> NDArray[np.float64] | None:
        """Turn the first frame towards where the samples lie on the plane."""
        points = self._points
        if points is None or not points.spec.is_plane:
            return None
        return np.asarray(points.train_x[: len(self._labels)], np.float64)

    @staticmethod
    def _scale(sheet: NDArray[Any]) -> float:
        finite = np.abs(sheet[np.isfinite(sheet)])
        return max(1.0, float(finite.max())) if finite.size and sheet.ndim == 2 else 1.0

    def set_selected(self, selected: bool) -> None:
        """Show whether the layer is selected on the canvas."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def ring(self, samples: tuple[int, ...]) -> None:
        """Ring samples by their numbers."""
        if samples != self._rings:
            self._rings = samples
            self.update()

    @property
    def frame(self) -> SpaceFrame | None:
        """What is shown."""
        return self._frame

    @property
    def is_line(self) -> bool:
        """Whether the layer has one unit only, so that samples lie on a line of numbers."""
        frame = self._frame
        return frame is not None and not frame.share and not np.any(frame.points[:, 1])

    # -- geometry --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(160, 170)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 100)

    def _square(self) -> QRectF:
        side = min(self.width(), self.height() - _HEAD) - 2.0
        return QRectF((self.width() - side) / 2, _HEAD, side, side)

    def _placed(self, frame: SpaceFrame) -> NDArray[np.float64]:
        """Return the points; on a line of numbers spread up and down, apart by class."""
        if not self.is_line:
            return frame.points
        places = frame.points.copy()
        count = len(places)
        # A low-discrepancy sequence (the golden ratio) spreads points evenly and always the same way.
        spread = (np.arange(count) * 0.6180339887) % 1.0 - 0.5
        half = max(float(np.abs(places[:, 0]).max()), 1e-9)
        classes = self._points.spec.target.classes if self._points is not None else 0
        if classes:
            labels = np.asarray(self._labels[:count], np.float64)
            band = 1.6 / classes
            places[:, 1] = half * ((labels + 0.5) * band - 0.8 + 0.8 * band * spread)
        else:
            places[:, 1] = np.asarray(self._labels[:count], np.float64).reshape(count, -1)[:, 0]
        return places

    def _to_pixels(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        square, view = self._square(), self._range
        scale = square.width() / view.side
        moved = (np.nan_to_num(places) - view.low) * scale
        x, y = square.left() + moved[..., 0], square.bottom() - moved[..., 1]
        # Qt's painter works with whole numbers of limited size.
        pixels: NDArray[np.float64] = np.clip(np.stack([x, y], axis=-1), -1e5, 1e5)
        return pixels

    def _line_in_pixels(self, line: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn a·u + b·v + c into the same line of pixels."""
        square, view = self._square(), self._range
        scale = square.width() / view.side
        a, b, c = line
        origin = np.array([square.left() - view.low[0] * scale, square.bottom() + view.low[1] * scale])
        return np.array([a / scale, -b / scale, c - a * origin[0] / scale + b * origin[1] / scale])

    def _nearest(self, at: QPointF) -> int:
        if self._frame is None or not self._square().contains(at):
            return -1
        places = self._to_pixels(self._placed(self._frame))
        distance = np.hypot(places[:, 0] - at.x(), places[:, 1] - at.y())
        number = int(distance.argmin())
        return number if distance[number] <= _NEAR else -1

    # -- hands -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.hovered.emit(number)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._nearest(event.position()))

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, square = theme().colour, self._square()
        self._draw_head(painter, square)
        draw_box(painter, square, 4, colour("field"))
        if self._frame is not None:
            painter.save()
            clip = QPainterPath()
            clip.addRoundedRect(square, 4, 4)
            painter.setClipPath(clip)
            self._draw_frame(painter, square, self._frame)
            painter.restore()
        border = "accent" if self._selected else "separator"
        draw_box(painter, square, 4, None, colour(border), 2 if self._selected else 1)

    def _draw_head(self, painter: QPainter, square: QRectF) -> None:
        colour = theme().colour
        room = square.width()
        bold, plain = ui_font(12, QFont.Weight.DemiBold), ui_font(11)
        free = room - text_width(self._title, bold) - 8
        caption = next((text for text in self._captions if text_width(text, plain) <= free), "")
        if caption:
            wide = text_width(caption, plain)
            place = QRectF(square.right() - wide - 1, 0, wide + 2, 16)
            draw_text(painter, place, caption, plain, colour("text3"), _RIGHT)
            room -= wide + 8
        draw_name(painter, QRectF(square.left(), 0, room, 16), self._title, bold, colour("text1"))

    def _draw_frame(self, painter: QPainter, square: QRectF, frame: SpaceFrame) -> None:
        if self.is_line:
            self._draw_number_line(painter, square)
        elif frame.grid is not None:
            grid = self._to_pixels(frame.grid)
            self._draw_cloth(painter, square, frame.grid)
            draw_threads(painter, grid, max(1, (len(grid) - 1) // _THREADS))
        self._draw_lines(painter, square, frame)
        self._draw_points(painter, frame)

    def _draw_cloth(self, painter: QPainter, square: QRectF, grid: NDArray[np.float64]) -> None:
        sheet = self._sheet
        if sheet is None or sheet.shape[-2:] != grid.shape[:2]:
            return
        if self._cloth is None:
            colours = cell_colours(sheet, self._scale(sheet))
            fine = square.width() > 220
            self._cloth = sheet_image(grid, colours, self._range.low, self._range.side, fine=fine)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(square, self._cloth)

    def _draw_number_line(self, painter: QPainter, square: QRectF) -> None:
        """Mark 0, where two classes part."""
        view = self._range
        two = self._points is not None and self._points.spec.target.classes == 2
        if two and view.low[0] < 0 < view.low[0] + view.side:
            line = self._line_in_pixels(np.array([1.0, 0.0, 0.0]))
            draw_line(painter, line, square, strong=True)

    def _draw_lines(self, painter: QPainter, square: QRectF, frame: SpaceFrame) -> None:
        final = frame.lines[frame.readers == self._final]
        classes = 0 if self._points is None else self._points.spec.target.classes
        if len(final) and classes and frame.grid is None and not self.is_line:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(square, sides_image(final, self._range.low, self._range.side))
        for line in frame.lines[frame.readers != self._final]:
            draw_line(painter, self._line_in_pixels(line), square, strong=False)
        if 0 < len(final) <= 2 and not self.is_line:
            # Two scores are equal where their difference is 0.
            line = final[0] if len(final) == 1 else final[1] - final[0]
            draw_line(painter, self._line_in_pixels(line), square, strong=True)

    def _draw_points(self, painter: QPainter, frame: SpaceFrame) -> None:
        if self._points is None or len(self._labels) < len(frame.points):
            return
        places = self._to_pixels(self._placed(frame))
        side = self._square().width()
        if self._points.train_x.ndim == 4 and side >= _LARGE:
            self._draw_pictures(painter, places, side)
        else:
            radius = 3.0 if side >= 200 else 2.0 if len(places) <= 300 else 1.6
            if len(self._colours) != len(self._labels):
                self._colours = point_colours(self._labels, self._points.spec)
            draw_dots(painter, places, self._colours, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in {*self._rings, self._under}:
            if 0 <= number < len(places):
                x, y = places[number]
                ring = QRectF(x - 6.5, y - 6.5, 13, 13)
                draw_box(painter, ring, 6.5, None, theme().colour("text1"), 2)

    def _draw_pictures(self, painter: QPainter, places: NDArray[np.float64], side: float) -> None:
        """Draw samples of images as small pictures in a frame of their class's colour."""
        assert self._points is not None
        half = 8.0 if side < 480 else 10.0
        classes = self._points.spec.target.classes
        for number in range(min(_PICTURES, len(places))):
            x, y = places[number]
            box = QRectF(x - half, y - half, 2 * half, 2 * half)
            if number not in self._images:
                self._images[number] = sample_image(self._points.train_x[number])
            painter.drawImage(box, self._images[number])
            label = int(self._labels[number]) if classes and self._labels.ndim == 1 else 0
            draw_box(painter, box.adjusted(-1, -1, 1, 1), 2, None, class_colour(label), 1.5)
