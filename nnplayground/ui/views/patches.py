"""The parts of pictures that excite a unit most, as tiles to choose the sample by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnplayground.train.traces import Sample
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.pad.surface import unit_image
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sample_gallery import target_words
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent

    from nnplayground.app.picture_form import PictureForm
    from nnplayground.app.points import Points
    from nnplayground.core.receptive import ReceptiveField

__all__ = ["PATCHES", "Patches", "cut"]

PATCHES = 9
_COLUMNS, _GAP, _HEAD, _CAPTION = 3, 8, 20, 14
_LEAST, _MOST = 24, 72
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}


def cut(picture: NDArray[Any], field: ReceptiveField | None, place: tuple[int, int]) -> NDArray[Any]:
    """Return the part of a picture (channels, height, width) that one number of a map sees.

    What lies beyond the edges is 0; without a field, or where it is larger than the picture, that is all.
    """
    _channels, height, width = picture.shape
    if field is None or len(field.size) != 2 or field.size[0] >= height or field.size[1] >= width:
        return picture
    down, right = field.part(place)
    whole = np.zeros((len(picture), *field.size), picture.dtype)
    rows, columns = (slice(max(0, s.start), min(n, s.stop)) for s, n in ((down, height), (right, width)))
    inside = picture[:, rows, columns]
    top, left = rows.start - down.start, columns.start - right.start
    whole[:, top : top + inside.shape[1], left : left + inside.shape[2]] = inside
    return whole


class Patches(QWidget):
    """Up to nine tiles, the most exciting first; by a click or the arrow keys their sample is looked at.

    Attributes
    ----------
    sampleChosen : Signal(object)
        The :class:`Sample`.
    """

    sampleChosen = Signal(object)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: list[Sample] = []
        self._values: list[float] = []
        self._places: list[tuple[int, int]] = []
        self._units: list[NDArray[Any]] = []
        self._images: list[QImage] = []
        self._points: Points | None = None
        self._looked, self._at = 0, -1
        self.setAccessibleName(self.tr("What excites the unit most"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self._recolour)

    def show_patches(
        self,
        answer: Mapping[str, NDArray[Any]],
        points: Points | None,
        form: PictureForm | None,
        field: ReceptiveField | None,
    ) -> None:
        """Show an answer of the probe ``patches``; its pictures are those of ``points``."""
        if points is None or form is None or "samples" not in answer:
            self._samples = []
            self.update()
            return
        self._points = points
        numbers = [int(number) for number in answer["samples"] if number < len(points.train_x)]
        self._samples = [Sample("train", number) for number in numbers]
        self._values = [float(value) for value in answer["values"]]
        self._places = [(int(row), int(column)) for row, column in answer["places"]]
        self._looked = int(answer["looked"][0])
        found = zip(numbers, self._places, strict=False)
        self._units = [form.unit(cut(points.train_x[number], field, place)) for number, place in found]
        self._recolour()

    def _recolour(self) -> None:
        self._images = [unit_image(unit) for unit in self._units]
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def _rows(self) -> int:
        """Return how many rows of tiles there is room for."""
        return min(-(-PATCHES // _COLUMNS), max(1, (self.height() - _HEAD) // (_LEAST + _CAPTION + 4)))

    def _side(self) -> int:
        return min(_MOST, max(_LEAST, (self.height() - _HEAD) // self._rows() - _CAPTION - 4))

    @property
    def _shown(self) -> int:
        """How many tiles are drawn."""
        return min(len(self._samples), self._rows() * _COLUMNS)

    def fit_into(self, height: int) -> None:
        """Be as wide as the tiles get in this height."""
        self.resize(self.width(), height)
        self.setFixedWidth(_COLUMNS * (self._side() + _GAP))

    def rect_of(self, number: int) -> QRectF:
        """Return where a tile is drawn, without its caption."""
        row, column = divmod(number, _COLUMNS)
        side = self._side()
        return QRectF(column * (side + _GAP) + 1, _HEAD + row * (side + _CAPTION + 4) + 1, side, side)

    def sizeHint(self) -> QSize:
        return QSize(_COLUMNS * (_LEAST + _GAP), 140)

    def _number_at(self, point: QPointF) -> int:
        numbers = range(self._shown)
        tall = (self.rect_of(number).adjusted(0, 0, 0, _CAPTION) for number in numbers)
        return next((number for number, rect in enumerate(tall) if rect.contains(point)), -1)

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._samples:
            super().keyPressEvent(event)
            return
        self._choose(min(self._shown - 1, max(0, self._at + step)))

    def _choose(self, number: int) -> None:
        self._at = number
        self.sampleChosen.emit(self._samples[number])
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._at = -1
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.said(number), self)
            return True
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def said(self, number: int) -> str:
        """Return the sentence of a tile; below 0, of all together."""
        if not 0 <= number < len(self._samples):
            text = self.tr("The parts of {count} training samples that excite it most")
            return text.format(count=format_number(self._looked))
        sample, (row, column) = self._samples[number], self._places[number]
        which = self.tr("Training sample {number}").format(number=format_number(sample.index + 1))
        what = target_words(self._points, sample) if self._points is not None else ""
        text = self.tr("{value} at row {row}, column {column}")
        value = format_number(self._values[number], 3)
        where = text.format(value=value, row=row + 1, column=column + 1)
        return "\n".join(filter(None, (f"{which} · {what}" if what else which, where)))

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        title, bold = self.tr("Excited most by"), ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, QRectF(0, 0, self.width(), 16), title, bold, colour("text1"))
        under = self._number_at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else -1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        for number, image in enumerate(self._images[: self._shown]):
            tile = self.rect_of(number)
            painter.drawImage(tile, image)
            chosen = number == self._at and self.hasFocus()
            edge = "accent" if chosen else "text3" if number == under else "separator"
            draw_box(painter, tile.adjusted(-1, -1, 1, 1), 2, None, colour(edge), 2 if chosen else 1)
            caption = QRectF(tile.left(), tile.bottom() + 1, tile.width() + _GAP, _CAPTION)
            name = format_number(self._samples[number].index + 1)
            draw_text(painter, caption, name, mono_font(10.5), colour("text3"))
