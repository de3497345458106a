"""Which part of a training step is seen in slow motion, in words over the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from nnplayground.ui.editor.flow import Passing
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["FlowCaption"]

_HEIGHT, _LEFT, _TOP, _PADDING, _GAP = 32, 8, 8, 8, 4
_EDGE, _MAP = 12, 132  # below a control at the bottom; what the map of the network takes at the right
_TAKEN = 316  # pixels at the right of the view that belong to what the curves show
_DOT = 14
_ORDER = (Passing.FORWARD, Passing.NOTHING, Passing.BACKWARD, Passing.UPDATE)


class FlowCaption(QWidget):
    """The four parts of a step in a row, the present one marked: forward, loss, backward, update.

    Parameters
    ----------
    view : QWidget
        It lies at the top left of it, over what is said there of the network, or beside a control at the
        bottom; where there is no room for all words, the other parts are dots.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._part = Passing.FORWARD
        self._step, self._loss = 0, 0.0
        self._beside: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.installEventFilter(self)
        theme().themeChanged.connect(self.update)
        self.hide()

    @property
    def part(self) -> Passing:
        """What is marked."""
        return self._part

    def show_batch(self, step: int, loss: float) -> None:
        """Name the step that is seen, and the loss of its batch."""
        self._step, self._loss = step, loss
        self._place()

    def stand_beside(self, control: QWidget | None) -> None:
        """Stand at the right of a control at the bottom edge, or at the top left again."""
        if control is not self._beside:
            self._beside = control
            self._place()

    def show_part(self, part: Passing) -> None:
        """Mark a part of the step."""
        if part is not self._part or self.isHidden():
            self._part = part
            self.setAccessibleName(self._words()[part])
            self._place()
            self.show()
            self.update()
        self.raise_()  # a neuron may have been opened over it

    def _words(self) -> dict[Passing, str]:
        return {
            Passing.FORWARD: self.tr("Samples forward"),
            Passing.NOTHING: self.tr("Loss {value}").format(value=format_loss(self._loss)),
            Passing.BACKWARD: self.tr("Gradients back"),
            Passing.UPDATE: self.tr("Weights change"),
        }

    def _title(self) -> str:
        return self.tr("Step {n}").format(n=format_number(self._step))

    def _font(self) -> QFont:
        return ui_font(12, QFont.Weight.Medium)

    def sizeHint(self) -> QSize:
        fixed = self._width(self._title()) + 2 * _GAP
        widths = [self._width(text) for text in self._words().values()]
        # Room for the longest words, so that it does not breathe from part to part.
        return QSize(round(fixed + (max(widths) + 3 * _DOT if self._is_short() else sum(widths))), _HEIGHT)

    def _width(self, text: str) -> float:
        return text_width(text, self._font()) + 2 * _PADDING

    def _is_short(self) -> bool:
        whole = sum(self._width(text) for text in (self._title(), *self._words().values()))
        taken = _TAKEN if self._beside is None else self._left() + _MAP
        return whole + 2 * _GAP + _LEFT > self._view.width() - taken

    def _left(self) -> int:
        return _LEFT if self._beside is None else self._beside.geometry().right() + 1 + _LEFT

    def _place(self) -> None:
        size, view, left = self.sizeHint(), self._view, self._left()
        top = _TOP
        if self._beside is not None:  # which may not have followed its edge yet
            top = view.height() - _EDGE - (self._beside.height() + size.height()) // 2
        self.setGeometry(left, top, min(size.width(), view.width() - left - _LEFT), size.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme().colour
        draw_box(painter, QRectF(self.rect()), 8, colour("overlay"), colour("border"))
        title = QRectF(_GAP, _GAP, self._width(self._title()), _HEIGHT - 2 * _GAP)
        centre = Qt.AlignmentFlag.AlignCenter
        draw_text(painter, title, self._title(), self._font(), colour("text3"), centre)
        left, words, short = title.right(), self._words(), self._is_short()
        for part in _ORDER:
            present = part is self._part
            width = self._width(words[part]) if present or not short else _DOT
            box = QRectF(left, _GAP, width, title.height())
            if present:
                draw_box(painter, box, 5, colour("accent_soft"))
            if present or not short:
                role = "accent" if present else "text2"
                draw_text(painter, box, words[part], self._font(), colour(role), centre)
            else:
                dot = QRectF(box.center().x() - 2.5, box.center().y() - 2.5, 5, 5)
                draw_box(painter, dot, 2.5, colour("text4"))
            left = box.right()
