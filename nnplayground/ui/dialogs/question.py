"""A question with its answers: one bold sentence, what it means, and buttons that say what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

__all__ = ["CANCEL", "Answer", "Question", "Sign", "footer"]

CANCEL = ""
"""The answer of who closes the question."""

_WIDTH = 460
_SOFT = {"accent": "accent_soft", "error": "error_soft", "warning": "warning_soft"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A button.

    Attributes
    ----------
    key : str
        What is reported; :data:`CANCEL` closes the question as Escape does.
    text : str
        Verb plus object.
    """

    key: str
    text: str


class Question(QDialog):
    """Asks without keeping the window waiting: training goes on behind it.

    Parameters
    ----------
    parent : QWidget
    title : str
        Of the window.
    headline, text : str
        What happened or is asked, in a sentence; what it means.
    answers : sequence of Answer
        From left to right; the last one is what most people want, and what Enter chooses.
    sign : (str, str)
        Name of an icon, and of its colour: accent, warning, error.
    aside : Answer, optional
        A button at the left, for another way out.

    Attributes
    ----------
    answered : Signal(str)
        Once, with the key of the answer.
    """

    answered = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        headline: str,
        text: str,
        answers: Sequence[Answer],
        *,
        sign: tuple[str, str] = ("help", "accent"),
        aside: Answer | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then: Callable[[str], None] | None = None
        self._answer = CANCEL
        self.buttons: dict[str, Button] = {}
        self._main = answers[-1].key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head(headline, text, sign))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 0, 16, 0)
        self.body.setSpacing(6)
        column.addLayout(self.body)
        column.addSpacing(16)
        column.addWidget(footer(self._make_buttons(answers, aside)))
        self.finished.connect(self._report)

    def ask(self, then: Callable[[str], None]) -> None:
        """Show it, and call ``then`` with the answer's key."""
        self._then = then
        self._fit()
        self.open()
        self.buttons[self._main].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Be as wide as the buttons need, and as high as lines that wrap then ask for."""
        layout = self.layout()
        if layout is not None:
            width = max(_WIDTH, layout.minimumSize().width())
            self.setFixedSize(width, layout.heightForWidth(width))

    def give(self, key: str) -> None:
        """Answer."""
        self._answer = key
        self.done(QDialog.DialogCode.Accepted if key else QDialog.DialogCode.Rejected)

    # -- making ----------------------------------------------------------------------------------------

    def _make_head(self, headline: str, text: str, sign: tuple[str, str]) -> QHBoxLayout:
        bold, plain = QLabel(headline), QLabel(text)
        bold.setFont(ui_font(13, QFont.Weight.DemiBold))
        plain.setFont(ui_font(12))
        set_role(plain, "secondary")
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (bold, plain):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
            words.addWidget(label)
        plain.setVisible(bool(text))
        words.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(16, 16, 16, 0)
        row.setSpacing(12)
        row.addWidget(Sign(*sign), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(text)
        return row

    def _make_buttons(self, answers: Sequence[Answer], aside: Answer | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if aside is not None:
            row.addWidget(self._button(aside, primary=False))
        row.addStretch()
        for answer in answers:
            row.addWidget(self._button(answer, primary=answer is answers[-1]))
        return row

    def _button(self, answer: Answer, *, primary: bool) -> Button:
        button = PrimaryButton(answer.text) if primary else Button(answer.text)
        button.setProperty("answer", answer.key)
        button.clicked.connect(self._on_clicked)
        self.buttons[answer.key] = button
        return button

    # -- answering -------------------------------------------------------------------------------------

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.give(str(sender.property("answer")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            key = focused.property("answer") if isinstance(focused, Button) else self._main
            if self.buttons[str(key)].isEnabled():
                self.give(str(key))
        else:
            super().keyPressEvent(event)

    def _report(self) -> None:
        then, self._then = self._then, None
        self.answered.emit(self._answer)
        if then is not None:
            then(self._answer)


class Sign(QWidget):
    """An icon on its soft ground."""

    def __init__(self, icon: str, ink: str) -> None:
        super().__init__()
        self._icon, self._ink = icon, ink
        self.setFixedSize(QSize(32, 32))
        theme().themeChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 6, theme().colour(_SOFT[self._ink]))
        draw_icon(painter, self._icon, QRectF(8, 8, 16, 16), theme().colour(self._ink))


def footer(buttons: QHBoxLayout) -> QWidget:
    """Return the row of buttons below its line."""
    line = QFrame()
    line.setProperty("role", "line")
    buttons.setContentsMargins(16, 12, 16, 12)
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(line)
    column.addLayout(buttons)
    return widget
