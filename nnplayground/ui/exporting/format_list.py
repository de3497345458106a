"""The list of export formats: a picture, a name, the endings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from nnplayground.exports.format import Format

__all__ = ["FormatList"]

_HEIGHT = 42
_LEFT = 36
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class _FormatButton(PaintedButton):
    moved = Signal(int)

    def __init__(self, shown: Format, endings: str) -> None:
        super().__init__()
        self.format, self._endings = shown, endings
        self.setText(say(shown.title))
        self.setCheckable(True)
        self.setAccessibleDescription(say(shown.help))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = max(text_width(self.text(), self._font(bold=True)), text_width(self._endings, mono_font(11)))
        return QSize(round(width) + _LEFT + 14, _HEIGHT)

    def _font(self, *, bold: bool) -> QFont:
        return ui_font(12, QFont.Weight.DemiBold if bold else QFont.Weight.Medium)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme().colour
        border = colour("accent") if self.shows_focus else None
        draw_box(painter, QRectF(self.rect()), 6, self._state_fill(), border)
        box = QRectF(12, (_HEIGHT - 14) / 2, 14, 14)
        draw_icon(painter, self.format.icon, box, colour("accent" if self.isChecked() else "text2"))
        width = self.width() - _LEFT - 8
        ink = colour("text1")
        draw_text(painter, QRectF(_LEFT, 5, width, 16), self.text(), self._font(bold=self.isChecked()), ink)
        draw_text(painter, QRectF(_LEFT, 22, width, 14), self._endings, mono_font(11), colour("text3"))


class FormatList(QWidget):
    """One of several formats is chosen, by the mouse or by the arrow keys.

    Attributes
    ----------
    changed : Signal
    """

    changed = Signal()

    def __init__(self, formats: Iterable[Format], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Format"))
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(2)
        for each in formats:
            button = _FormatButton(each, " ".join(each.suffixes) or self.tr("folder"))
            button.moved.connect(self._move)
            self._group.addButton(button)
            column.addWidget(button)
        column.addStretch()
        self._group.buttons()[0].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)

    def _on_toggled(self, _button: object, checked: bool) -> None:
        if checked:
            self.changed.emit()

    def _move(self, by: int) -> None:
        buttons = self._group.buttons()
        button = buttons[(buttons.index(self._chosen()) + by) % len(buttons)]
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def format(self) -> Format:
        """Return the chosen one."""
        return self._chosen().format

    def _chosen(self) -> _FormatButton:
        button = self._group.checkedButton()
        assert isinstance(button, _FormatButton)
        return button

    def choose(self, kind: str) -> None:
        """Choose a format."""
        for button in self._group.buttons():
            if isinstance(button, _FormatButton) and button.format.kind == kind:
                button.setChecked(True)

    def focus(self) -> None:
        """Bring the keyboard to the chosen one."""
        self._chosen().setFocus()
