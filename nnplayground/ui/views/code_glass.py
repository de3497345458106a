"""What the decoder paints from the place that is walked to, beside the sample whose code lies nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QPaintEvent

__all__ = ["CodeGlass"]

_HEAD, _FOOT, _GAP = 18.0, 18.0, 14.0
_LARGEST = 260.0
_SHOWN = 8
_CENTRE = Qt.AlignmentFlag.AlignCenter


class CodeGlass(QWidget):
    """Two pictures: painted, and the nearest sample; side by side, or one over the other where it is tall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted: QImage | None = None
        self._nearest: QImage | None = None
        self.code: tuple[float, ...] = ()
        self.nearest_words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_place(
        self, painted: QImage | None, code: Sequence[float], nearest: QImage | None, words: str
    ) -> None:
        """Show what is painted from a code, and the nearest sample with what it is."""
        self._painted, self.code = painted, tuple(code)
        self._nearest, self.nearest_words = nearest, words
        self.setAccessibleName(self.tr("Painted from the code {code}").format(code=self.code_text()))
        self.update()

    def code_text(self) -> str:
        """Return the numbers of the code, as many as can be read."""
        between = "; " if QLocale().decimalPoint() == "," else ", "
        more = "…" if len(self.code) > _SHOWN else ""
        return between.join(format_number(value, 2) for value in self.code[:_SHOWN]) + more

    def _places(self) -> tuple[QRectF, QRectF]:
        wide, high = float(self.width()), float(self.height())
        rest = _HEAD + _FOOT
        if high > 1.1 * wide:
            side = min(_LARGEST, wide, (high - 2 * rest - _GAP) / 2)
            return QRectF(0, _HEAD, side, side), QRectF(0, side + rest + _GAP + _HEAD, side, side)
        side = max(20.0, min(_LARGEST, high - rest, (wide - _GAP) / 2))
        return QRectF(0, _HEAD, side, side), QRectF(side + _GAP, _HEAD, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        first, second = self._places()
        self._draw(painter, first, self.tr("Decoder paints"), self._painted, self.code_text(), mono=True)
        self._draw(painter, second, self.tr("Nearest sample"), self._nearest, self.nearest_words, mono=False)

    def _draw(
        self, painter: QPainter, place: QRectF, title: str, image: QImage | None, words: str, *, mono: bool
    ) -> None:
        colour = theme().colour
        head = QRectF(place.left(), place.top() - _HEAD, place.width(), _HEAD - 3)
        draw_text(painter, head, title, ui_font(11), colour("text3"))
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(place, image)
        draw_box(painter, place, 2, None, colour("separator"))
        foot = QRectF(place.left(), place.bottom() + 3, place.width(), _FOOT - 3)
        font = mono_font(11) if mono else ui_font(12)
        draw_text(painter, foot, words, font, colour("text2"))
