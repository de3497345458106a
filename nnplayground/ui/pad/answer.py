"""The answer of a network that speaks in pictures, beside the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.answer_panels import Answered, panel_names, panels_of
from nnplayground.ui.views.pictured import Answers
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.picture_form import PictureForm

__all__ = ["PictureAnswer"]

_HEAD = 18.0
_OPACITY = 0.6
_SHOWN = {Answers.MASK: -2, Answers.BOX: -1, Answers.PICTURE: -2}
"""Which of the panels of a picture is the network's."""


class PictureAnswer(QWidget):
    """Shows a mask or a box on the drawing, or what the network makes of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Answers.PICTURE
        self._of: Answered | None = None
        self._scale = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("What the network answers"))
        theme().themeChanged.connect(self.update)

    def show_answer(
        self,
        kind: Answers,
        raw: NDArray[Any],
        form: PictureForm,
        answer: Mapping[str, NDArray[Any]],
    ) -> None:
        """Show an answer of the probe ``pictures`` to one picture (channels, height, width)."""
        first = {name: values[0] for name, values in answer.items() if len(values)}
        sized = (first[name].shape[-2:] == raw.shape[-2:] for name in ("mask", "rebuilt") if name in first)
        self._kind, self._scale = kind, (form.low, form.high)
        self._of = Answered(raw, None, first if all(sized) else {})
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._of = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._of is None:
            return
        number = _SHOWN[self._kind]
        panel = panels_of(self._kind, self._of, self._scale, _OPACITY)[number]
        if panel is None:
            return
        painter, side = QPainter(self), min(float(self.width()), self.height() - _HEAD)
        name = panel_names(self._kind, noisy="seen" in self._of.answer)[number]
        place = QRectF(0, self.height() - side, side, side)
        draw_text(painter, QRectF(0, 0, self.width(), 16), name, ui_font(11), theme().colour("text3"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        panel.draw(painter, place)
        draw_box(painter, place, 2, None, theme().colour("border"))
