"""How a picture is to be saved: format, size, ground, and what it will look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.drawing import Ground, as_image
from nnplayground.ui.widgets import Button, PrimaryButton, Segmented
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.ui.views.drawing import Drawing

__all__ = ["Choice", "PictureDialog"]

_PREVIEW = QSize(416, 220)
_SQUARE = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose last.

    Attributes
    ----------
    format : str
        ``"png"``, ``"svg"`` or ``"pdf"``.
    scale : int
        Pixels of a PNG for each pixel of the view.
    ground : Ground
    """

    format: str = "png"
    scale: int = 2
    ground: Ground = Ground.SHOWN


class PictureDialog(QDialog):
    """Asks how to save a picture.

    Attributes
    ----------
    saveWanted, copyWanted : Signal(Choice)
        The person decided, and the dialog is closed.
    """

    saveWanted = Signal(object)  # noqa: N815
    copyWanted = Signal(object)  # noqa: N815

    def __init__(self, title: str, drawing: Drawing, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._drawing = drawing
        self.preview = _Preview()
        self._make_choices(choice)
        self._size = QLabel()
        set_role(self._size, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(14)
        column.addWidget(self.preview)
        column.addLayout(self._form())
        column.addWidget(self._size)
        column.addLayout(self._buttons())
        self._refresh()

    def _make_choices(self, choice: Choice) -> None:
        self.format = Segmented(self.tr("Format"), [("png", "PNG"), ("svg", "SVG"), ("pdf", "PDF")])
        self.scale = Segmented(self.tr("Size"), [(1, "1×"), (2, "2×"), (4, "4×")])
        grounds = [
            (Ground.SHOWN, self.tr("As shown")),
            (Ground.WHITE, self.tr("White")),
            (Ground.NONE, self.tr("Transparent")),
        ]
        self.ground = Segmented(self.tr("Background"), grounds)
        self.format.setValue(choice.format)
        self.scale.setValue(choice.scale)
        self.ground.setValue(choice.ground)
        for control in (self.format, self.scale, self.ground):
            control.changed.connect(self._refresh)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for control in (self.format, self.scale, self.ground):
            form.addRow(control.accessibleName(), control)
        return form

    def _buttons(self) -> QHBoxLayout:
        self.copy = Button(self.tr("Copy"), "copy")
        self.copy.clicked.connect(self._on_copy)
        self.save = PrimaryButton(self.tr("Save…"))
        self.save.clicked.connect(self._on_save)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.save)
        return row

    def _on_copy(self) -> None:
        self.accept()
        self.copyWanted.emit(self.choice())

    def _on_save(self) -> None:
        self.accept()
        self.saveWanted.emit(self.choice())

    def choice(self) -> Choice:
        """Return what is chosen."""
        scale = self.scale.value()
        return Choice(
            str(self.format.value()), scale if isinstance(scale, int) else 1, Ground(str(self.ground.value()))
        )

    def _refresh(self) -> None:
        choice = self.choice()
        for scale in (1, 2, 4):
            self.scale.set_enabled(scale, choice.format == "png", self.tr("Lines have no pixels"))
        self._size.setText(self._describe(choice))
        fitted = self._drawing.size().scaled(_PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        least = fitted.width() / max(1, self._drawing.size().width())
        image = as_image(self._drawing, max(1.0, least * ratio), choice.ground)
        image = image.scaled(fitted * ratio, mode=Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        self.preview.show_picture(QPixmap.fromImage(image))

    def _describe(self, choice: Choice) -> str:
        if choice.format != "png":
            return self.tr("Lines and text stay sharp at every size; heat maps are embedded as pictures.")
        size = self._drawing.size() * choice.scale
        sentence = self.tr("{width} × {height} pixels")
        return sentence.format(width=format_number(size.width()), height=format_number(size.height()))


class _Preview(QWidget):
    """The picture, on the pattern that stands for nothing where it is transparent."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setFixedSize(_PREVIEW)
        self.setAccessibleName(self.tr("Preview"))

    def show_picture(self, picture: QPixmap) -> None:
        """Show this picture."""
        self._picture = picture
        self.update()

    def picture(self) -> QPixmap:
        """Return what is shown."""
        return self._picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 6, theme().colour("field"))
        place = QRectF(QPoint(), self._picture.deviceIndependentSize())
        place.moveCenter(QRectF(self.rect()).center())
        painter.setClipRect(place)
        self._draw_pattern(painter, place)
        painter.drawPixmap(place.topLeft(), self._picture)

    def _draw_pattern(self, painter: QPainter, place: QRectF) -> None:
        painter.fillRect(place, theme().colour("hover"))
        for row in range(int(place.height()) // _SQUARE + 1):
            for column in range(row % 2, int(place.width()) // _SQUARE + 1, 2):
                at = place.topLeft()
                square = QRectF(at.x() + column * _SQUARE, at.y() + row * _SQUARE, _SQUARE, _SQUARE)
                painter.fillRect(square, theme().colour("press"))
