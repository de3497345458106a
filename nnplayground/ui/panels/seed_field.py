"""The seed of the data: typed, and refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.widgets.fields import leaves_space
from nnplayground.ui.widgets.painting import set_flag, set_role

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

__all__ = ["SHORT", "SeedField"]

SHORT = 5
"""Letters of a seed that have room beside the button with its text."""
_MAX_SEED = 2**63 - 1


class SeedField(QLineEdit):
    """A whole number, or any text where the data follow TensorFlow Playground's generator.

    What is no seed turns the border rose and is refused in a sentence, while the last seed stays in force;
    Esc shows that again.

    Attributes
    ----------
    committed : Signal(str)
        A new seed was entered.
    problem_line : QLabel
        The sentence, to be put below the field; hidden while there is none.
    """

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self._tip = ""
        self._any_text = False
        self.setAccessibleName(name)
        self.setProperty("small", True)
        self.setFont(mono_font(12))
        self.setMinimumWidth(40)
        self.problem_line = QLabel()
        self.problem_line.setFont(ui_font(11))
        self.problem_line.setWordWrap(True)
        self.problem_line.hide()
        set_role(self.problem_line, "error")
        self.textEdited.connect(self._judge)
        self.editingFinished.connect(self._commit)

    def show_seed(self, text: str, *, any_text: bool) -> None:
        """Show the seed without telling anyone."""
        self._shown, self._any_text = text, any_text
        self.setText(text)
        self.setCursorPosition(0)  # its beginning is what tells a long seed from another
        self._tip = text if len(text) > SHORT else ""
        self._judge(text)

    def problem(self) -> str:
        """Return why what is typed is no seed, or an empty text."""
        return self.problem_line.text()

    def _judge(self, text: str) -> None:
        text = text.strip()
        good = self._any_text or text == self._shown or _is_seed(text)
        problem = "" if good else self.tr("Enter a whole number from 0 to 2⁶³ − 1.")
        set_flag(self, "bad", bool(problem))
        self.setToolTip(problem or self._tip)
        self.setAccessibleDescription(problem)
        self.problem_line.setText(problem)
        self.problem_line.setVisible(bool(problem))

    def _commit(self) -> None:
        text = self.text().strip()
        if text != self._shown and not self.problem():
            self._shown = text
            self.committed.emit(text)

    def event(self, event: QEvent) -> bool:
        return leaves_space(self, event, self._shown) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.show_seed(self._shown, any_text=self._any_text)
        else:
            super().keyPressEvent(event)


def _is_seed(text: str) -> bool:
    # The length first: Python refuses to read a number of thousands of digits.
    return text.isdecimal() and len(text) < 20 and int(text) <= _MAX_SEED
