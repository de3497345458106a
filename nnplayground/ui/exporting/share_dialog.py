"""The experiment as a text, a QR code and, where there is one, a TensorFlow Playground link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.share import qr_code, to_text
from nnplayground.projects.tf_playground import to_link
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.experiment import Experiment

__all__ = ["ShareDialog", "qr_image"]

_SIDE = 280  # at most
_WIDTH = 780
_QUIET = 4  # squares of white around, which readers need
_LONGEST = 20_000  # characters that are shown; all are copied


def qr_image(squares: tuple[tuple[bool, ...], ...], scale: int = 1) -> QImage:
    """Return a QR code as a picture, always dark on white, with the quiet zone around it."""
    side = len(squares) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    dark = QColor(Qt.GlobalColor.black).rgb()
    for y, row in enumerate(squares):
        for x, square in enumerate(row):
            if square:
                image.setPixel(x + _QUIET, y + _QUIET, dark)
    return image.scaled(side * scale, side * scale)


class _Code(QWidget):
    """A QR code on white paper."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(name)

    def show_image(self, image: QImage) -> None:
        """Show one square per pixel of ``image``."""
        self._image = image
        # Whole pixels per square: readers stumble over squares of two sizes.
        side = max(1, _SIDE // image.width()) * image.width()
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawImage(QRectF(self.rect()), self._image)


class ShareDialog(QDialog):
    """Shows how an experiment can be handed to others.

    Attributes
    ----------
    copied : Signal(str)
        Something is on the clipboard: the sentence that says so.
    saveWanted : Signal(object)
        The picture of the QR code is to be saved.
    """

    copied = Signal(str)
    saveWanted = Signal(object)  # noqa: N815

    def __init__(self, experiment: Experiment, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Share"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text, problem = _tried(to_text, experiment)
        self.link, _no_link = _tried(to_link, experiment)
        self._squares: tuple[tuple[bool, ...], ...] = ()
        self.code = _Code(self.tr("QR code"))
        self._said = QLabel(problem or self._read_code())
        self._lay_out()
        self.resize(_WIDTH, self.sizeHint().height())

    def _read_code(self) -> str:
        try:
            self._squares = qr_code(self.text)
        except PlaygroundError as error:
            return say(error)
        self.code.show_image(qr_image(self._squares))
        return self.tr("Scan it, then paste the text into NN Playground.")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.code)
        left.addWidget(self._said)
        left.addStretch()
        self._said.setWordWrap(True)
        set_role(self._said, "caption")
        self.code.setVisible(bool(self._squares))
        body = QHBoxLayout()
        body.setContentsMargins(16, 16, 16, 12)
        body.setSpacing(20)
        body.addLayout(self._texts(), 1)
        body.addLayout(left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addLayout(self._buttons())

    def _texts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(_heading(self.tr("Text")))
        about = self.tr("The whole experiment in {count} characters. It opens by pasting it into the window.")
        column.addWidget(_sentence(about.format(count=format_number(len(self.text)))))
        self.field = _field(self.tr("Text"), self.text)
        column.addWidget(self.field, 1)
        if self.link:
            column.addSpacing(8)
            column.addWidget(_heading(self.tr("TensorFlow Playground link")))
            column.addWidget(_sentence(self.tr("Opens the same run in a browser.")))
            self.link_field = _field(self.tr("TensorFlow Playground link"), self.link)
            self.link_field.setFixedHeight(58)
            column.addWidget(self.link_field)
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 14)
        row.setSpacing(8)
        self.save_code = Button(self.tr("Save QR code…"), "image")
        self.save_code.clicked.connect(self._on_save)
        self.save_code.setEnabled(bool(self._squares))
        row.addWidget(self.save_code)
        row.addStretch()
        close = Button(self.tr("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        if self.link:
            self.copy_link = Button(self.tr("Copy link"), "link")
            self.copy_link.clicked.connect(self._on_copy_link)
            row.addWidget(self.copy_link)
        self.copy = PrimaryButton(self.tr("Copy text"), "copy")
        self.copy.clicked.connect(self._on_copy)
        self.copy.setEnabled(bool(self.text))
        row.addWidget(self.copy)
        return row

    def _on_copy(self) -> None:
        self._copy(self.text, self.tr("The text is on the clipboard."))

    def _on_copy_link(self) -> None:
        self._copy(self.link, self.tr("The link is on the clipboard."))

    def _copy(self, text: str, sentence: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(sentence)

    def _on_save(self) -> None:
        self.saveWanted.emit(qr_image(self._squares, 10))


def _tried(make: object, experiment: Experiment) -> tuple[str, str]:
    """Return the text, or nothing and why there is none."""
    assert callable(make)
    try:
        return make(experiment), ""
    except PlaygroundError as error:
        return "", say(error)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(ui_font(13, QFont.Weight.DemiBold))
    return label


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_role(label, "secondary")
    return label


def _field(name: str, text: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text[:_LONGEST])
    field.setReadOnly(True)
    field.setAccessibleName(name)
    field.setFont(mono_font(11))
    field.setTabChangesFocus(True)
    field.setWordWrapMode(field.wordWrapMode().WrapAnywhere)
    field.setMinimumHeight(110 if text and not text.startswith("http") else 40)
    return field
