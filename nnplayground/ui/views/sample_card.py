"""The sample that is followed: its picture or its numbers, what it is, what the network says, and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sample_gallery import sample_image
from nnplayground.ui.widgets import IconButton
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.samples import SampleChoice

__all__ = ["SampleButtons", "SampleCard", "predicted_class"]

_CENTRE = Qt.AlignmentFlag.AlignCenter
_WIDEST = 160


def predicted_class(raw: NDArray[Any]) -> int:
    """Return the class that the raw outputs for one sample, shape (outputs,), speak for."""
    return int(raw[0] > 0) if len(raw) == 1 else int(np.argmax(raw))


class SampleButtons(QWidget):
    """Goes to the previous, the next or any other sample."""

    def __init__(self, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for icon, tip, slot in (
            ("chevron-left", self.tr("Previous sample"), samples.previous),
            ("chevron-right", self.tr("Next sample"), samples.next),
            ("dice", self.tr("Any other sample"), samples.random),
        ):
            button = IconButton(icon, tip)
            button.clicked.connect(slot)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class SampleCard(QWidget):
    """A picture sample with its class and the network's word, and buttons below."""

    def __init__(self, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self._said: NDArray[Any] | None = None
        self._face = _Face(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._face)
        column.addWidget(SampleButtons(samples), 0, Qt.AlignmentFlag.AlignHCenter)
        self.set_side(96)
        samples.changed.connect(self._on_sample)

    def set_side(self, side: int) -> None:
        """Draw the picture this large."""
        self._face.side = side
        self._fit()

    def _fit(self) -> None:
        """Make room for the picture and, if they are not too long, for the words below it."""
        wide = round(text_width(self.words()[1], ui_font(12, QFont.Weight.DemiBold))) + 2
        self._face.setFixedSize(max(80, self._face.side, min(_WIDEST, wide)), self._face.side + 38)
        self._face.update()

    def show_said(self, raw: NDArray[Any] | None) -> None:
        """Show how the network reads the sample, from its raw outputs; None until it has said anything."""
        self._said = raw
        self._fit()

    def _on_sample(self) -> None:
        self._said = None
        self._fit()

    def words(self) -> tuple[str, str]:
        """Return which sample it is, and what it is and is read as."""
        sample, points = self._samples.sample, self._samples.points
        names = {
            "train": self.tr("Training {number}"),
            "validation": self.tr("Validation {number}"),
            "test": self.tr("Test {number}"),
        }
        own = self.tr("Own picture")
        which = names.get(sample.part, own).format(number=format_number(sample.index + 1))
        target = self._samples.target()
        if points is None or not points.spec.class_names or points.spec.target.shape:
            return which, ""
        names_of = points.spec.class_names
        true = "" if target is None else say(names_of[int(target)])
        if self._said is None:
            return which, true
        read = say(names_of[predicted_class(self._said)])
        text = self.tr("{true} read as {read}") if true else self.tr("read as {read}")
        return which, text.format(true=true, read=read)

    @property
    def picture(self) -> NDArray[Any] | None:
        """The pixels of the sample."""
        raw = self._samples.raw()
        return raw if raw is not None and raw.ndim == 3 else None


class _Face(QWidget):
    """The picture and two lines below it."""

    def __init__(self, card: SampleCard) -> None:
        super().__init__(card)
        self._card = card
        self.side = 96
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side + 38)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, picture = theme().colour, self._card.picture
        box = QRectF((self.width() - self.side) / 2, 0, self.side, self.side)
        if picture is not None:
            painter.drawImage(box, sample_image(picture))
        draw_box(painter, box, 3, None, colour("separator"))
        which, what = self._card.words()
        bold = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, QRectF(0, self.side + 4, self.width(), 16), what, bold, colour("text1"), _CENTRE)
        draw_text(
            painter, QRectF(0, self.side + 20, self.width(), 15), which, ui_font(11), colour("text3"), _CENTRE
        )
