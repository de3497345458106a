"""The notice: one sentence for the person, with one or two things to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.buttons import Button, IconButton
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

__all__ = ["Notice", "NoticeKind"]


class NoticeKind(StrEnum):
    """How grave a notice is; each has its icon and colour."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_GROUND = {NoticeKind.INFO: "overlay", NoticeKind.WARNING: "warning_soft", NoticeKind.ERROR: "error_soft"}
_INK = {NoticeKind.INFO: "accent", NoticeKind.WARNING: "warning", NoticeKind.ERROR: "error"}


class Notice(QWidget):
    """A bar with icon, sentence, buttons and close button; hidden until it has something to say.

    Attributes
    ----------
    triggered : Signal
        The action button was pressed; the notice is gone by then.
    declined : Signal
        The other button was; the notice is gone by then.
    dismissed : Signal
        It was closed, or its time was over.
    """

    triggered = Signal()
    declined = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = NoticeKind.INFO
        self._text = QLabel()
        self._text.setFont(ui_font(12))
        self._text.setWordWrap(True)
        self._action, self._other = Button("", small=True), Button("", small=True)
        self._close = IconButton("close", self.tr("Close"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._action.clicked.connect(self._act)
        self._other.clicked.connect(self._decline)
        self._close.clicked.connect(self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.hide()
        theme().themeChanged.connect(self.update)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._other)
        row.addWidget(self._close)
        self.setMinimumHeight(36)

    def say(
        self,
        text: str,
        kind: NoticeKind | str = NoticeKind.INFO,
        *,
        action: str = "",
        other: str = "",
        seconds: float = 0,
    ) -> None:
        """Show one sentence.

        Parameters
        ----------
        text : str
            A plain sentence.
        kind : NoticeKind
            Information, warning or error.
        action : str
            Text of the button, verb plus object; none if empty.
        other : str
            Text of a button for the other way to deal with it; none if empty.
        seconds : float
            How long it stays; 0 until it is closed.
        """
        self._kind = NoticeKind(kind)
        self._text.setText(text)
        self.setAccessibleName(text)
        for button, word in ((self._action, action), (self._other, other)):
            button.setText(word)
            button.setVisible(bool(word))
            button.updateGeometry()
        self._timer.stop()
        if seconds:
            self._timer.start(round(seconds * 1000))
        self.show()
        self.raise_()
        self.update()

    def text(self) -> str:
        """Return the sentence."""
        return self._text.text()

    def dismiss(self) -> None:
        """Close it."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        self.triggered.emit()

    def _decline(self) -> None:
        self._timer.stop()
        self.hide()
        self.declined.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = theme().colour(_INK[self._kind])
        border = theme().colour("border") if self._kind is NoticeKind.INFO else ink
        draw_box(painter, QRectF(self.rect()), 8, theme().colour(_GROUND[self._kind]), border)
        draw_icon(painter, self._kind.value, QRectF(12, (self.height() - 16) / 2, 16, 16), ink)
