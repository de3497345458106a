"""The field for a shared text or a TensorFlow Playground link, and what was recognized in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import share
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.welcome.cards import draw_picture
from nnplayground.ui.welcome.entries import Picture, load_picture
from nnplayground.ui.widgets import PrimaryButton
from nnplayground.ui.widgets.painting import draw_box, set_flag, set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.experiment import Experiment

__all__ = ["LinkCard"]


class _Thumb(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self.setFixedSize(48, 48)
        theme().themeChanged.connect(self.update)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a thumbnail."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_picture(QPainter(self), QRectF(self.rect()), self._picture)


class _LinkField(QLineEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(mono_font(12))
        self.setTextMargins(20, 0, 0, 0)
        self.setMaxLength(share.LONGEST)
        self.setPlaceholderText("playground.tensorflow.org/#activation=tanh&networkShape=4,2&…")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        role = "accent" if self.text() else "text3"
        box = QRectF(8, (self.height() - 14) / 2, 14, 14)
        draw_icon(QPainter(self), "link", box, theme().colour(role))


class LinkCard(QWidget):
    """A card that reads a link while it is typed or pasted.

    Parameters
    ----------
    parser : callable
        Makes an experiment of a link; raises PlaygroundError.

    Attributes
    ----------
    chosen : Signal(str)
        A link that was recognized is to be opened.
    """

    chosen = Signal(str)

    def __init__(self, parser: Callable[[str], Experiment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parser = parser
        self._experiment: Experiment | None = None
        self.field = _LinkField(self.tr("Text or link"))
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._open)
        self.open = PrimaryButton(self.tr("Open"))
        self.open.clicked.connect(self._open)
        self._thumb = _Thumb()
        self._title, self._note = QLabel(), QLabel()
        self._title.setFont(ui_font(12, QFont.Weight.DemiBold))
        for label in (self._title, self._note):
            label.setWordWrap(True)
        set_role(self._note, "secondary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        theme().themeChanged.connect(self.update)
        self._read("")

    @property
    def message(self) -> str:
        """What is said about the link."""
        return f"{self._title.text()} {self._note.text()}".strip()

    def _lay_out(self) -> None:
        caption = QLabel(self.tr("Shared text or TensorFlow Playground link"))
        caption.setFont(ui_font(12, QFont.Weight.Medium))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(caption)
        left.addWidget(self.field)
        right.setSpacing(2)
        right.addStretch()
        right.addWidget(self._title)
        right.addWidget(self._note)
        right.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(16)
        row.addLayout(left, 3)
        row.addWidget(self._thumb)
        row.addLayout(right, 2)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignVCenter)

    def _read(self, text: str) -> None:
        self._experiment, problem = None, ""
        if text.strip():
            try:
                self._experiment = self._parser(text.strip())
            except PlaygroundError as error:
                problem = say(error)
        set_flag(self.field, "bad", bool(problem))
        self._thumb.show_picture(None)
        self._thumb.setVisible(self._experiment is not None)
        self.open.setEnabled(self._experiment is not None)
        if self._experiment is None:
            self._say_nothing(problem)
        else:
            self._say(self._experiment)

    def _say_nothing(self, problem: str) -> None:
        self._title.setText("")
        self._title.hide()
        hint = self.tr("Paste a link or a shared text to repeat that run exactly.")
        self._note.setText(problem or hint)
        set_role(self._note, "error" if problem else "caption")

    def _say(self, experiment: Experiment) -> None:
        dataset = say(type(experiment.data.dataset).title)
        self._title.setText(self.tr("Recognized: {dataset}").format(dataset=dataset))
        self._title.show()
        self._note.setText(self._summary(experiment))
        set_role(self._note, "secondary")
        text = self.field.text()
        in_background(self, partial(load_picture, text, experiment), self._show_picture)

    def _show_picture(self, answer: tuple[str, Picture]) -> None:
        text, picture = answer
        if text == self.field.text():
            self._thumb.show_picture(picture)

    def _summary(self, experiment: Experiment) -> str:
        hidden = [str(getattr(node.layer, "units", "")) for node in experiment.graph.of_kind("linear")][:-1]
        rate = format_compact(experiment.training.learning_rate)
        if not hidden:
            return self.tr("no hidden layer, learning rate {rate}").format(rate=rate)
        return self.tr("hidden layers {layers}, learning rate {rate}").format(
            layers="–".join(hidden), rate=rate
        )

    def _open(self) -> None:
        if self._experiment is not None:
            self.chosen.emit(self.field.text().strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("surface"), theme().colour("separator"))
