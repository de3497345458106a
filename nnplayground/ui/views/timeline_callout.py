"""What stands beside the playhead in the past: where it is, and the way on from there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton, PrimaryButton
from nnplayground.ui.widgets.painting import draw_box, set_role

__all__ = ["TimelineCallout"]


class TimelineCallout(QWidget):
    """Epoch and loss of an earlier moment, and buttons to branch from it or to leave it.

    Attributes
    ----------
    branch, present : Signal
        A button was pressed.
    """

    branch = Signal()
    present = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self._caption, self._value = QLabel(), QLabel()
        self._loss_caption, self._loss = QLabel(), QLabel()
        button = PrimaryButton(self.tr("Branch from here"), "branch", small=True)
        button.setToolTip(self.tr("Train on from this moment; what came after it is let go (B)"))
        button.clicked.connect(self.branch)
        back = IconButton("step-last", self.tr("Back to the present"), shortcut="Alt+End")
        back.clicked.connect(self.present)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.setSpacing(5)
        for label, bold in (
            (self._caption, False),
            (self._value, True),
            (self._loss_caption, False),
            (self._loss, True),
        ):
            label.setFont(mono_font(11.5, QFont.Weight.Medium) if bold else ui_font(11.5))
            set_role(label, "" if bold else "secondary")
            row.addWidget(label)
        row.insertSpacing(2, 6)
        row.addSpacing(4)
        row.addWidget(button)
        row.addWidget(back)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme().themeChanged.connect(self.update)
        self.hide()

    def show_moment(self, time: tuple[str, str], loss: tuple[str, str]) -> None:
        """Show a time and a loss, each as caption and number; an empty number is left out."""
        for label, text in zip((self._caption, self._value), time, strict=True):
            label.setText(text)
        for label, text in zip((self._loss_caption, self._loss), loss, strict=True):
            label.setText(text)
        self.setAccessibleName(" ".join((*time, *loss)))
        self._show_parts()

    def set_compact(self, compact: bool) -> None:
        """Leave the loss out where there is no room for it."""
        if compact != self._compact:
            self._compact = compact
            self._show_parts()

    def _show_parts(self) -> None:
        shown = bool(self._loss.text()) and not self._compact
        self._loss_caption.setVisible(shown)
        self._loss.setVisible(shown)

    def full_width(self) -> int:
        """Return the width with everything in it."""
        hidden = self._compact and bool(self._loss.text())
        loss = self._loss_caption.sizeHint().width() + self._loss.sizeHint().width() + 16 if hidden else 0
        return self.sizeHint().width() + loss

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 7, theme().colour("overlay"), theme().colour("border"))
