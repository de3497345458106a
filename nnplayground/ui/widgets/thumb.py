"""A picture with a name under it, to be chosen from a gallery."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["Thumb"]

Draw = Callable[[QPainter, QRectF], None]
_SIDE = 50
_LINE = 13
_SIZES = (11, 10.5, 10, 9.5, 9)  # of a name; a word that is too long gets smaller rather than cut
_BREAK = re.compile(r"(?<=[\s-])")


class Thumb(PaintedButton):
    """A 50 px box and its name; the chosen one wears a 2 px ring.

    Parameters
    ----------
    text : str
        Name below the box.
    draw : callable, optional
        Called as ``draw(painter, rect)``, in the theme's colours of the moment, to fill the box.
    """

    def __init__(self, text: str, draw: Draw | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_image(self, image: QImage) -> None:
        """Fill the box with a picture, one colour per pixel, without smoothing."""
        self._draw = lambda painter, rect: painter.drawImage(rect, image)
        self.update()

    def set_draw(self, draw: Draw) -> None:
        """Fill the box by calling ``draw(painter, rect)``."""
        self._draw = draw
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE + 2, _SIDE + 6 + _LINE * len(self._lines()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        box = QRectF(1, 1, _SIDE, _SIDE)
        draw_box(painter, box, 6, colour("field"))
        self._draw_content(painter, box)
        draw_box(painter, box, 6, None, colour(self._border()))
        if self.isChecked():
            draw_box(painter, box.adjusted(-1, -1, 1, 1), 7, None, colour("accent"), 2)
        elif self.shows_focus:
            draw_box(painter, box, 6, None, colour("accent"))
        self._draw_name(painter)

    def _border(self) -> str:
        return "text3" if self.underMouse() and self.isEnabled() else "separator"

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        if self._draw is None:
            return
        inner = box.adjusted(1, 1, -1, -1)
        clip = QPainterPath()
        clip.addRoundedRect(inner, 5, 5)
        painter.save()
        painter.setClipPath(clip)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        self._draw(painter, inner)
        painter.restore()

    def _lines(self) -> list[str]:
        """Return the name in one line, or in two where it is too long and has a place to part it."""
        name, room = self.text(), _SIDE + 2
        parts = _BREAK.split(name)
        if len(parts) < 2 or text_width(name, ui_font(_SIZES[0], QFont.Weight.Medium)) <= room:
            return [name]
        ways = [("".join(parts[:at]).rstrip(), "".join(parts[at:])) for at in range(1, len(parts))]
        return list(min(ways, key=lambda way: max(map(len, way))))

    def _draw_name(self, painter: QPainter) -> None:
        weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
        ink = theme().colour("text1" if self.isChecked() else "text2")
        lines, width = self._lines(), self.width()
        fonts = [ui_font(px, weight) for px in _SIZES]
        font = next((f for f in fonts if all(text_width(line, f) <= width for line in lines)), fonts[-1])
        for number, line in enumerate(lines):
            row = QRectF(0, _SIDE + 4 + number * _LINE, width, _LINE + 1)
            draw_text(painter, row, line, font, ink, Qt.AlignmentFlag.AlignCenter)
