"""The field in which a name, a title or a note is written where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from nnplayground.ui.fonts import ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

__all__ = ["WritingField"]

_LEAST_WIDTH, _LEAST_HEIGHT, _LINE = 140, 64, 28


class WritingField(QPlainTextEdit):
    """Opens over what is to be written. Leaving it takes the words, Esc does not.

    Enter takes a name; in a note it begins a new line, and Ctrl+Enter takes it.

    Attributes
    ----------
    written : Signal(str, object)
        The id it was opened for, and the words; None if it was left with Esc.
    """

    written = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._id = ""
        self._is_note = False
        self.setAccessibleName(self.tr("Text"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.hide()

    def open(self, id: str, words: str, over: QRectF, *, is_note: bool) -> None:
        """Ask for words over a part of the parent.

        Parameters
        ----------
        id : str
            What they belong to.
        words : str
            Those it has now.
        over : QRectF
            In the parent's coordinates.
        is_note : bool
            Many lines, as large as the note; else one line.
        """
        self._id, self._is_note = id, is_note
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_note else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        wraps = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(wraps.WidgetWidth if is_note else wraps.NoWrap)
        self.setFont(ui_font(12, QFont.Weight.Normal if is_note else QFont.Weight.DemiBold))
        self.setPlainText(words)
        height = max(_LEAST_HEIGHT, round(over.height())) if is_note else _LINE
        self.resize(max(_LEAST_WIDTH, round(over.width())), height)
        room = self._room.rect()
        x = min(max(4, round(over.left())), max(4, room.right() - self.width() - 4))
        y = min(max(4, round(over.top())), max(4, room.bottom() - self.height() - 4))
        self.move(x, y)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if is_note:
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self.selectAll()

    def close_(self, *, taking: bool) -> None:
        """Close, and take the words or not."""
        id, self._id = self._id, ""
        if not id:
            return
        self.hide()
        self._room.setFocus()
        self.written.emit(id, self.toPlainText() if taking else None)

    def event(self, event: QEvent) -> bool:
        # While one writes, no letter is a shortcut of the window.
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        by_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_(taking=False)
        elif enter and (by_control or not self._is_note):
            self.close_(taking=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_(taking=True)
