"""The loss surface from above: level lines, the path of training, and what is under the mouse."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.keeping import is_kept
from nnplayground.ui.views.landscape_ground import Ground
from nnplayground.ui.views.landscape_path import Path, draw_path
from nnplayground.ui.views.landscape_scale import Form, LossScale, band_colour
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.app.landscape import Here
    from nnplayground.train.landscape import Landscape

__all__ = ["LandscapeMap"]

_NEAR = 22.0  # pixels from which the path is read out
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight
_LINE = 16
_KEY = 16 * 7 + 3 * 8 + 24  # pixels of the colours and of what keeps them apart from words


class LandscapeMap(QWidget):
    """A landscape of two directions as a map, of one direction as a curve.

    Attributes
    ----------
    pointed : Signal(int)
        The place in the path that is read out, −1 for none.
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._landscape: Landscape | None = None
        self._scale: LossScale | None = None
        self._path: Path | None = None
        self._here: Here | None = None
        self._names = ("", "")
        self._exact = self._is_stacked = False
        self._cache: QPixmap | None = None
        self._cached_for: tuple[object, ...] = ()
        self._ring = False
        self._progress = 0.0
        self._pointer: QPointF | None = None
        self._chosen = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Loss around the path of training"))
        theme().themeChanged.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 100)

    # -- showing ---------------------------------------------------------------------------------------

    def show_landscape(
        self,
        landscape: Landscape | None,
        scale: LossScale | None,
        path: Path | None,
        here: Here | None,
        names: tuple[str, str],
        *,
        exact: bool,
    ) -> None:
        """Show a surface.

        Parameters
        ----------
        landscape, scale
            None for nothing.
        path, here
            The run on it.
        names : (str, str)
            Of the two directions, for the axes.
        exact : bool
            Whether each step is marked, and counted instead of epochs.
        """
        self._landscape, self._scale, self._path, self._here = landscape, scale, path, here
        self._names, self._exact = names, exact
        self._is_stacked = self._stacks()
        if path is None or self._chosen >= len(path):
            self._choose(-1)
        self.update()

    def show_progress(self, share: float) -> None:
        """Show how far a finer picture is, 0 for none."""
        if share != self._progress:
            self._progress = share
            self.update()

    def point_at(self, place: int) -> None:
        """Read out a point of the path, −1 for none."""
        if place != self._chosen:
            self._chosen = place
            self.update()

    @property
    def box(self) -> QRectF:
        """Where the surface is, without its axes."""
        roomy = self.height() >= 260
        left, bottom = (46, 40 + (_LINE if self._is_stacked else 0)) if roomy else (40, 18)
        return QRectF(left, 6, max(1, self.width() - left - 10), max(1, self.height() - bottom - 6))

    # -- where things are ------------------------------------------------------------------------------

    def _pixels(self, places: NDArray[Any], losses: NDArray[Any]) -> NDArray[Any]:
        """Return where points of the plane are drawn, shape (n, 2)."""
        assert self._landscape is not None
        found, box = self._landscape, self.box
        x = box.left() + (places[:, 0] - found.x[0]) / _span(found.x) * box.width()
        if found.is_curve:
            low, high = self._range()
            return np.column_stack([x, box.bottom() - (losses - low) / (high - low) * box.height()])
        y = box.bottom() - (places[:, 1] - found.y[0]) / _span(found.y) * box.height()
        return np.column_stack([x, y])

    def _range(self) -> tuple[float, float]:
        """Return the losses at the bottom and the top of a curve."""
        assert self._scale is not None
        room = 0.06 * (self._scale.high - self._scale.low) or 1.0
        return self._scale.low - room, self._scale.high + room

    def _path_pixels(self, path: Path) -> NDArray[Any]:
        return self._pixels(path.places, np.where(np.isfinite(path.plane), path.plane, path.real))

    def _now(self) -> tuple[QPointF, Here] | None:
        if self._here is None or self._landscape is None:
            return None
        at = self._pixels(self._here.place[np.newaxis], np.array([self._here.loss]))[0]
        return (QPointF(*at.tolist()), self._here) if np.isfinite(at).all() else None

    def _place_at(self, pixel: QPointF) -> tuple[float, float]:
        assert self._landscape is not None
        found, box = self._landscape, self.box
        x = found.x[0] + (pixel.x() - box.left()) / box.width() * _span(found.x)
        y = found.y[0] + (box.bottom() - pixel.y()) / box.height() * _span(found.y)
        return float(x), float(y)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._landscape is None or self._scale is None:
            return
        # A file gets lines, the screen a picture of them that is drawn once.
        if is_kept():
            self._draw_ground(painter)
        else:
            painter.drawPixmap(0, 0, self._ground_pixmap())
        self._draw_run(painter)
        self._draw_axes(painter)
        if self._progress:
            done = QRectF(self.box.left(), self.box.bottom() - 2, self.box.width() * self._progress, 2)
            painter.fillRect(done, theme().colour("accent"))
        self._draw_reading(painter)
        if self._ring and self.hasFocus():
            draw_box(painter, self.box, 4, None, theme().colour("accent"))

    def _ground_pixmap(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = (self._landscape, self._scale, self.size(), ratio, theme().tokens.name)
        known = len(self._cached_for) == len(wanted) and all(
            a is b or a == b for a, b in zip(self._cached_for[1:], wanted[1:], strict=True)
        )
        values = None if self._landscape is None else self._landscape.values
        if self._cache is None or not known or self._cached_for[0] is not values:
            self._cache = QPixmap(self.size() * ratio)
            self._cache.setDevicePixelRatio(ratio)
            self._cache.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._cache)
            self._draw_ground(painter)
            painter.end()
            self._cached_for = (values, *wanted[1:])
        return self._cache

    def _draw_ground(self, painter: QPainter) -> None:
        assert self._landscape is not None
        assert self._scale is not None
        if self._landscape.is_curve:
            self._draw_curve(painter)
            return
        avoid = []
        if self._path is not None:
            pixels = self._path_pixels(self._path)
            avoid = [QPointF(x, y) for x, y in pixels[:: max(1, len(pixels) // 60)].tolist()]
            named = (pixels[0], pixels[-1])  # what is written below them
            avoid += [QPointF(x + dx, y + 18) for x, y in np.array(named).tolist() for dx in (-12, 12)]
        labelled = self.box.width() > 260 and self.box.height() > 110
        Ground(self._landscape, self._scale).draw(painter, self.box, avoid, labelled=labelled)

    def _draw_curve(self, painter: QPainter) -> None:
        assert self._landscape is not None
        found = self._landscape
        pixels = self._pixels(found.x[:, np.newaxis], found.values[0])
        line = [QPointF(x, y) for x, y in pixels.tolist() if math.isfinite(y)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("positive"), 2))
        painter.drawPolyline(QPolygonF(line))

    def _draw_run(self, painter: QPainter) -> None:
        if self._path is None:
            return
        painter.save()
        painter.setClipRect(self.box)
        roomy = self.box.height() > 110
        draw_path(
            painter, self._path, self._path_pixels(self._path), self._now(), each=self._exact, labels=roomy
        )
        painter.restore()

    def _draw_axes(self, painter: QPainter) -> None:
        assert self._landscape is not None
        found, box = self._landscape, self.box
        font, ink = mono_font(10.5), theme().colour("text3")
        for value in _ticks(float(found.x[0]), float(found.x[-1]), box.width() / 70):
            x = box.left() + (value - float(found.x[0])) / _span(found.x) * box.width()
            draw_text(
                painter,
                QRectF(x - 30, box.bottom() + 3, 60, 14),
                format_compact(value, 4),
                font,
                ink,
                _CENTRE,
            )
        low, high = self._range() if found.is_curve else (float(found.y[0]), float(found.y[-1]))
        for value in _ticks(low, high, box.height() / 45):
            y = box.bottom() - (value - low) / (high - low) * box.height()
            draw_text(
                painter, QRectF(0, y - 7, box.left() - 6, 14), format_compact(value, 4), font, ink, _RIGHT
            )
        if self.height() >= 260:
            self._draw_captions(painter)

    def _draw_captions(self, painter: QPainter) -> None:
        box, font, ink = self.box, ui_font(11), theme().colour("text2")
        below = QRectF(box.left(), box.bottom() + 19, box.width(), 16)
        draw_text(painter, below, self._names[0], font, ink, _RIGHT)
        upright = (
            self.tr("loss") if self._landscape is not None and self._landscape.is_curve else self._names[1]
        )
        painter.save()
        painter.translate(11, box.top())
        painter.rotate(-90)
        draw_text(painter, QRectF(-box.height(), -9, box.height(), 16), upright, font, ink, _RIGHT)
        painter.restore()
        if self._landscape is not None and not self._landscape.is_curve:
            self._draw_key(painter, below.translated(0, _LINE if self._is_stacked else 0))

    def _stacks(self) -> bool:
        """Tell whether the name of the axis and what the colours mean need a line each."""
        if self._scale is None or self._landscape is None or self._landscape.is_curve:
            return False
        ends = sum(text_width(end, mono_font(10.5)) for end in self._ends(self._scale))
        key = ends + _KEY + text_width(self._words(self._scale), ui_font(11))
        return key + text_width(self._names[0], ui_font(11)) > self.width() - 56

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_stacked = self._stacks()

    def _draw_key(self, painter: QPainter, row: QRectF) -> None:
        """Draw what the colours mean."""
        assert self._scale is not None
        font, ink = mono_font(10.5), theme().colour("text3")
        low, high = self._ends(self._scale)
        left = row.left()
        draw_text(painter, QRectF(left, row.top(), 80, 16), low, font, ink)
        left += text_width(low, font) + 8
        for number in range(16):
            painter.fillRect(QRectF(left + number * 7, row.top() + 5, 7.5, 6), band_colour(number / 15))
        left += 16 * 7 + 8
        draw_text(painter, QRectF(left, row.top(), 80, 16), high, font, ink)
        left += text_width(high, font) + 8
        words = self._words(self._scale)
        room = text_width(words, ui_font(11)) + 2
        draw_text(painter, QRectF(left, row.top(), room, 16), words, ui_font(11), ink)

    @staticmethod
    def _ends(scale: LossScale) -> tuple[str, str]:
        low, high = (format_compact(float(f"{end:.2g}")) for end in (scale.low, scale.high))
        return low, high

    def _words(self, scale: LossScale) -> str:
        return self.tr("loss, log") if scale.form is Form.LOGARITHM else self.tr("loss")

    # -- reading ---------------------------------------------------------------------------------------

    def _draw_reading(self, painter: QPainter) -> None:
        if self._path is not None and 0 <= self._chosen < len(self._path):
            x, y = self._path_pixels(self._path)[self._chosen].tolist()
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), 6, 6)
            self._draw_box_of(painter, QPointF(x, y), self._read_path(self._path, self._chosen))
        elif self._pointer is not None:
            self._draw_box_of(painter, self._pointer, self._read_ground(self._pointer))

    def _read_path(self, path: Path, at: int) -> list[tuple[str, str]]:
        first = (
            (self.tr("Step"), format_number(int(path.steps[at])))
            if self._exact
            else (self.tr("Epoch"), format_number(int(path.epochs[at])))
        )
        rows = [first, (self.tr("Loss"), format_loss(float(path.real[at])))]
        if not self._exact:
            rows.append((self.tr("On plane"), format_loss(float(path.plane[at]))))
        return rows

    def _read_ground(self, pixel: QPointF) -> list[tuple[str, str]]:
        assert self._landscape is not None
        found = self._landscape
        x, y = self._place_at(pixel)
        loss = float(found.at(np.array([[x, y]]))[0])
        return [(self.tr("Loss here"), format_loss(loss) if math.isfinite(loss) else self.tr("not finite"))]

    def _draw_box_of(self, painter: QPainter, at: QPointF, rows: list[tuple[str, str]]) -> None:
        names, numbers = ui_font(11), mono_font(11)
        wide = max(text_width(name, names) for name, _n in rows)
        width = wide + max(text_width(number, numbers) for _n, number in rows) + 30
        box = QRectF(at.x() + 12, at.y() + 12, width, 12 + 18 * len(rows))
        if box.right() > self.width() - 4:
            box.moveRight(at.x() - 12)
        if box.bottom() > self.height() - 4:
            box.moveBottom(at.y() - 12)
        box.moveTop(max(2.0, box.top()))
        draw_box(painter, box, 6, theme().colour("overlay"), theme().colour("border"))
        for number, (name, value) in enumerate(rows):
            line = QRectF(box.left() + 9, box.top() + 6 + 18 * number, width - 18, 18)
            draw_text(painter, line, name, names, theme().colour("text2"))
            draw_text(painter, line, value, numbers, theme().colour("text1"), _RIGHT)

    def _choose(self, place: int) -> None:
        if place != self._chosen:
            self._chosen = place
            self.pointed.emit(place)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pixel = event.position()
        if self._landscape is None or not self.box.contains(pixel):
            self._pointer = None
            self._choose(-1)
            self.update()
            return
        self._pointer = pixel
        self._choose(self._nearest(pixel))
        self.update()

    def _nearest(self, pixel: QPointF) -> int:
        if self._path is None or not len(self._path):
            return -1
        gaps = np.hypot(*(self._path_pixels(self._path) - [pixel.x(), pixel.y()]).T)
        gaps = np.where(np.isfinite(gaps), gaps, np.inf)
        nearest = int(np.argmin(gaps))
        return nearest if gaps[nearest] <= _NEAR else -1

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self._choose(-1)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = by_keyboard(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the path by the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        count = len(self._path) if self._path is not None else 0
        if event.key() not in steps or not count:
            super().keyPressEvent(event)
            return
        here = self._chosen if self._chosen >= 0 else count - 1 - steps[Qt.Key(event.key())]
        self._choose(max(0, min(count - 1, here + steps[Qt.Key(event.key())])))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(-1)


def _span(axis: NDArray[Any]) -> float:
    return float(axis[-1] - axis[0]) or 1.0


def _ticks(low: float, high: float, most: float) -> list[float]:
    """Return round numbers between two ends, at most about so many."""
    rough = (high - low) / max(2.0, min(8.0, most))
    if not rough > 0 or not math.isfinite(rough):
        return []
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]
