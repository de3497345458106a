"""A picture, what is added to it, and the sum; and how the answer shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.saliency_ink import flattened, picture_image, signed_image
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from nnplayground.train.explaining.questions import Attacked
    from nnplayground.ui.views.chance_bars import Verdict

__all__ = ["AttackPictures", "ShiftBars", "rounded", "said_of"]

_HEAD, _FOOT, _SIGN = 20.0, 20.0, 26.0
_MOST = 420.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


class AttackPictures(QWidget):
    """Draws picture + noise = changed picture, and under each what the network says of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Attacked | None = None
        self._images: list[QImage] = []
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 80)
        self.setAccessibleName(self.tr("Picture, noise, and the changed picture"))
        theme().themeChanged.connect(self._draw_anew)

    def show_attack(self, found: Attacked, before: str, after: str) -> None:
        """Show an attack, and what the network says before and after it."""
        self._found, self._words = found, (before, after)
        self.setAccessibleDescription(f"{before}; {after}")
        self._draw_anew()

    def _draw_anew(self) -> None:
        found = self._found
        if found is not None:
            low, high = self._range(found)
            noise = flattened(found.changed - found.picture, magnitude=False)
            most = max(found.epsilon * found.width * len(found.picture), 1e-12)
            self._images = [
                picture_image(found.picture, low, high),
                signed_image(noise, most),
                picture_image(found.changed, low, high),
            ]
        self.update()

    @staticmethod
    def _range(found: Attacked) -> tuple[float, float]:
        """Return one scale of ink for both pictures."""
        both = np.stack([found.picture, found.changed])
        low, high = float(both.min()), float(both.max())
        return low, high if high > low else low + 1

    def sizeHint(self) -> QSize:
        return QSize(420, 150)

    def boxes(self) -> list[QRectF]:
        """Return where the three pictures lie."""
        if self._found is None:
            return []
        high, wide = self._found.picture.shape[1:]
        side = min((self.width() - 2 * _SIGN) / 3 * high / wide, self.height() - _HEAD - _FOOT, _MOST)
        side = max(24.0, side)
        across = side * wide / high
        return [QRectF(number * (across + _SIGN), _HEAD, across, side) for number in range(3)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        found = self._found
        if found is None:
            return
        painter, colour = QPainter(self), theme().colour
        boxes = self.boxes()
        for box, image in zip(boxes, self._images, strict=True):
            painter.drawImage(box, image)
            draw_box(painter, box.adjusted(-1, -1, 1, 1), 3, None, colour("separator"))
        for box, sign in zip(boxes, "+=", strict=False):
            place = QRectF(box.right(), box.top(), _SIGN, box.height())
            draw_text(painter, place, sign, ui_font(14), colour("text2"), _CENTRE)
        self._draw_words(painter, found, boxes)

    def _draw_words(self, painter: QPainter, found: Attacked, boxes: list[QRectF]) -> None:
        colour, bold = theme().colour, ui_font(12, QFont.Weight.DemiBold)
        noise = self.tr("No noise")
        if found.epsilon:
            noise = self.tr("Noise × {times}").format(times=format_compact(1 / found.epsilon, 2))
        heads = (self.tr("Picture"), noise, self.tr("Changed"))
        edge = format_compact(found.epsilon, 2)
        feet = (self._words[0], f"± {edge}", self._words[1])
        turned = found.before.winner != found.after.winner
        for number, (box, head, foot) in enumerate(zip(boxes, heads, feet, strict=True)):
            wide = box.width() + (0 if number == 2 else _SIGN - 6)
            draw_text(painter, QRectF(box.left(), 0, wide, 16), head, bold, colour("text1"))
            font = mono_font(11) if number == 1 else ui_font(12)
            ink = colour("error" if number == 2 and turned else "text3" if number == 1 else "text2")
            place = QRectF(box.left(), box.bottom() + 3, wide + 4, _FOOT - 3)
            draw_text(painter, place, foot, font, ink)


class ShiftBars(QWidget):
    """Two bars for every class: before above, after below; the true class has a check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: tuple[Verdict, Verdict] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(130)
        self.setAccessibleName(self.tr("What the network says before and after"))
        theme().themeChanged.connect(self.update)

    def show_pair(self, before: Verdict, after: Verdict) -> None:
        """Show two verdicts on the same classes."""
        self._pair = before, after
        said = [f"{old[0]} {old[2]} → {new[2]}" for old, new in zip(before.rows, after.rows, strict=True)]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, 150)

    def shown(self) -> list[int]:
        """Return the rows that are drawn: all, or the longest where not all fit."""
        if self._pair is None:
            return []
        before, after = self._pair
        rows = range(len(before.rows))
        room = max(2, int((self.height() - _HEAD) // 13))
        if len(rows) <= room:
            return list(rows)
        lengths = [max(before.rows[row][1], after.rows[row][1]) for row in rows]
        best = sorted(rows, key=lambda row: -lengths[row])[:room]
        return sorted(best)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pair is None:
            return
        painter, rows = QPainter(self), self.shown()
        before, after = self._pair
        self._draw_key(painter)
        high = min(26.0, (self.height() - _HEAD) / max(1, len(rows)))
        bold = ui_font(12, QFont.Weight.DemiBold)
        label = min(84.0, max(text_width(before.rows[row][0], bold) for row in rows)) + 22
        number = max(text_width(percent(1.0), mono_font(11)), 30.0) + 6
        for place, row in enumerate(rows):
            box = QRectF(0, _HEAD + place * high, self.width(), high)
            self._draw_row(painter, box, (label, number), row, before, after)

    def _draw_key(self, painter: QPainter) -> None:
        left = 0.0
        for text, role in ((self.tr("before"), "text4"), (self.tr("after"), "text1")):
            draw_box(painter, QRectF(left, 6, 12, 4), 2, theme().colour(role))
            width = text_width(text, ui_font(11)) + 2
            draw_text(painter, QRectF(left + 17, 0, width, 16), text, ui_font(11), theme().colour("text2"))
            left += width + 30

    def _draw_row(
        self,
        painter: QPainter,
        box: QRectF,
        widths: tuple[float, float],
        row: int,
        before: Verdict,
        after: Verdict,
    ) -> None:
        colour, (label, number) = theme().colour, widths
        wins = row == after.winner
        weight = QFont.Weight.DemiBold if wins else QFont.Weight.Normal
        ink = colour("text1" if wins else "text2")
        if row == before.truth:
            draw_icon(painter, "check", QRectF(0, box.center().y() - 6, 12, 12), colour("text2"))
        name = QRectF(15, box.top(), label - 20, box.height())
        draw_text(painter, name, before.rows[row][0], ui_font(12, weight), ink)
        bar = QRectF(label, box.center().y() - 3.5, max(6.0, box.width() - label - number), 3)
        for verdict, top, role in ((before, bar.top(), "text4"), (after, bar.top() + 4, "text1")):
            length = verdict.rows[row][1]
            draw_box(painter, QRectF(bar.left(), top, bar.width(), 3), 1.5, colour("field"))
            if np.isfinite(length) and length > 0:
                full = max(1.5, bar.width() * min(1.0, length))
                draw_box(painter, QRectF(bar.left(), top, full, 3), min(1.5, full / 2), colour(role))
        place = QRectF(box.right() - number, box.top(), number, box.height())
        draw_text(painter, place, after.rows[row][2], mono_font(11, weight), ink, _RIGHT)


def said_of(verdict: Verdict) -> str:
    """Return the class that wins and how sure the network is."""
    name, _length, text = verdict.rows[max(0, verdict.winner)]
    return f"{name} · {text}"


def rounded(epsilon: float) -> str:
    """Write an ε."""
    return format_number(epsilon, 3)
