"""Several samples at once: pictures as tiles, points and rows of tables as lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.colormap import class_colour, colour_image, ink_image, point_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.app.points import Points
    from nnplayground.train.traces import Sample

__all__ = ["Entry", "SampleGallery", "sample_image", "sample_words", "target_colour", "target_words"]

_ROW, _GAP, _CAPTION = 24, 8, 16
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One sample of a gallery.

    Attributes
    ----------
    sample : Sample
    verdict : str
        What the network says of it, in a few letters.
    loss : float
        Of this sample alone.
    """

    sample: Sample
    verdict: str
    loss: float = math.nan


class SampleGallery(ScrollColumn):
    """Samples to choose from, by mouse and arrow keys.

    Attributes
    ----------
    sampleChosen : Signal(object)
        The :class:`Sample` that was picked.
    """

    sampleChosen = Signal(object)  # noqa: N815

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.tiles = _Tiles(name)
        super().__init__(self.tiles, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tiles.picked.connect(self.sampleChosen)
        self.tiles.reached.connect(self._reveal)

    def show_entries(self, entries: Sequence[Entry], points: Points | None, *, side: int = 48) -> None:
        """Show these samples of ``points``; pictures as tiles of ``side`` pixels."""
        self.tiles.show_entries(entries, points, side)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self.tiles.entries

    def _reveal(self, top: int, bottom: int) -> None:
        self.ensureVisible(0, (top + bottom) // 2, 0, (bottom - top) // 2 + _GAP)


class _Tiles(QWidget):
    """The content, drawn as far as it can be seen."""

    picked = Signal(object)
    reached = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()
        self._points: Points | None = None
        self._side = 48
        self._at = -1
        self._images: dict[Sample, QImage] = {}
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().themeChanged.connect(self._forget)

    def show_entries(self, entries: Sequence[Entry], points: Points | None, side: int) -> None:
        if points is not self._points:
            self._images, self._at = {}, -1
        chosen = self.entries[self._at].sample if 0 <= self._at < len(self.entries) else None
        self.entries, self._points, self._side = tuple(entries), points, side
        self._at = next((n for n, entry in enumerate(self.entries) if entry.sample == chosen), -1)
        self.setMinimumHeight(self._height())
        self.update()

    def _forget(self) -> None:
        self._images = {}
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    @property
    def _shows_pictures(self) -> bool:
        return self._points is not None and self._points.train_x.ndim == 4

    def _columns(self) -> int:
        if not self._shows_pictures:
            return 1
        return max(1, (self.width() + _GAP) // (self._side + _GAP))

    def _height(self) -> int:
        rows = -(-len(self.entries) // self._columns())
        return rows * (self._side + _CAPTION + _GAP) if self._shows_pictures else rows * _ROW

    def sizeHint(self) -> QSize:
        return QSize(160, self._height())

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._height())

    def rect_of(self, number: int) -> QRectF:
        """Return where an entry is drawn."""
        if not self._shows_pictures:
            return QRectF(0, number * _ROW, self.width(), _ROW)
        row, column = divmod(number, self._columns())
        wide, high = self._side + _GAP, self._side + _CAPTION + _GAP
        return QRectF(column * wide, row * high, self._side, self._side + _CAPTION)

    def _number_at(self, point: QPointF) -> int:
        return next((n for n in range(len(self.entries)) if self.rect_of(n).contains(point)), -1)

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in _STEPS or not self.entries:
            super().keyPressEvent(event)
            return
        right, down = _STEPS[key]
        step = right + down * self._columns()
        self._choose(min(len(self.entries) - 1, max(0, self._at + step)))

    def _choose(self, number: int) -> None:
        self._at = number
        box = self.rect_of(number)
        self.reached.emit(round(box.top()), round(box.bottom()))
        self.picked.emit(self.entries[number].sample)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.said(number) if number >= 0 else "", self)
            return True
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def said(self, number: int) -> str:
        """Return the sentence of an entry."""
        entry = self.entries[number]
        where = sample_words(self._points, entry.sample) if not self._shows_pictures else ""
        number_words = {
            "train": self.tr("Training sample {number}"),
            "validation": self.tr("Validation sample {number}"),
            "test": self.tr("Test sample {number}"),
        }[entry.sample.part].format(number=format_number(entry.sample.index + 1))
        loss = "" if math.isnan(entry.loss) else self.tr("Loss {loss}").format(loss=format_loss(entry.loss))
        return "\n".join(part for part in (number_words, where, entry.verdict, loss) if part)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._points is None:
            return
        shown = QRectF(event.rect())
        under = self._number_at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else -1
        draw = self._draw_picture if self._shows_pictures else self._draw_row
        for number, entry in enumerate(self.entries):
            box = self.rect_of(number)
            if box.intersects(shown):
                draw(painter, box, entry, number == under)
                if number == self._at:
                    ring = QRectF(
                        box.left(), box.top(), box.width(), self._side if self._shows_pictures else _ROW
                    )
                    draw_box(painter, ring, 4, None, theme().colour("accent"), 2)

    def _draw_picture(self, painter: QPainter, box: QRectF, entry: Entry, hovered: bool) -> None:
        tile = QRectF(box.left(), box.top(), self._side, self._side)
        image = self._images.get(entry.sample)
        if image is None and self._points is not None:
            image = self._images[entry.sample] = sample_image(_raw(self._points, entry.sample))
        if image is not None:
            painter.drawImage(tile, image)
        draw_box(painter, tile, 3, None, theme().colour("text3" if hovered else "separator"))
        caption = QRectF(box.left() - 3, tile.bottom() + 1, box.width() + 6, _CAPTION)
        draw_text(painter, caption, entry.verdict, mono_font(10.5), theme().colour("text2"), _CENTRE)

    def _draw_row(self, painter: QPainter, box: QRectF, entry: Entry, hovered: bool) -> None:
        if hovered:
            draw_box(painter, box, 4, theme().colour("hover"))
        colour = target_colour(self._points, entry.sample)
        draw_box(painter, QRectF(8, box.center().y() - 4, 8, 8), 4, colour, theme().colour("point_outline"))
        right = box.right() - 10
        loss = "" if math.isnan(entry.loss) else format_loss(entry.loss)
        for text, font, ink in ((loss, mono_font(11.5), "text1"), (entry.verdict, ui_font(11.5), "text2")):
            width = text_width(text, font)
            place = QRectF(right - width - 1, box.top(), width + 2, _ROW)
            draw_text(painter, place, text, font, theme().colour(ink), _RIGHT)
            right -= (max(width, 40) if text == loss else width) + 14
        room = QRectF(24, box.top(), max(0.0, right - 24), _ROW)
        words = sample_words(self._points, entry.sample)
        draw_text(painter, room, words, mono_font(11.5), theme().colour("text2"))


def _raw(points: Points, sample: Sample) -> NDArray[Any]:
    values: NDArray[Any] = getattr(points, f"{sample.part}_x")
    return np.asarray(values[sample.index])


def sample_image(raw: NDArray[Any]) -> QImage:
    """Return a sample (channels, height, width) as it is looked at: in colour, or as ink."""
    if len(raw) == 3:
        return colour_image(raw)
    values = raw.mean(axis=0)
    low, high = float(values.min()), float(values.max())
    return ink_image(values, low, high if high > low else low + 1)


def sample_words(points: Points | None, sample: Sample) -> str:
    """Return where a sample lies, or its columns, in one line."""
    if points is None or points.train_x.ndim != 2:
        return ""
    values = _raw(points, sample)
    if points.spec.bounds:
        between = "; " if QLocale().decimalPoint() == "," else ", "
        return f"({between.join(format_number(float(value), 2) for value in values)})"
    return "  ".join(format_compact(float(value), 3) for value in values)


def target_words(points: Points, sample: Sample) -> str:
    """Return the class or the value of a sample."""
    target = np.asarray(getattr(points, f"{sample.part}_y")[sample.index])
    if points.spec.class_names and target.ndim == 0:
        return say(points.spec.class_names[int(target)])
    if points.spec.class_names:  # a mask: what is on it
        return ", ".join(say(points.spec.class_names[kind]) for kind in np.unique(target) if kind)
    return ", ".join(format_compact(float(value), 4) for value in target.reshape(-1)[:3])


def target_colour(points: Points | None, sample: Sample) -> QColor:
    """Return the colour of a sample's class; values have none."""
    classes = 0 if points is None else points.spec.target.classes
    if points is None or not classes or points.spec.target.shape:
        return theme().colour("text2")
    label = int(getattr(points, f"{sample.part}_y")[sample.index])
    return point_colour(label) if classes == 2 else class_colour(label)
