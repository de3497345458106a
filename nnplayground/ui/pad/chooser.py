"""Which picture is looked at: the drawing, or a sample of a part of the data by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnplayground.train.traces import Sample
from nnplayground.ui.views.sample_card import SampleButtons
from nnplayground.ui.widgets import ComboField, NumberField, Scale

if TYPE_CHECKING:
    from nnplayground.app.attention import Attention

__all__ = ["Chooser"]


class Chooser(QWidget):
    """A choice of the part, a field for the number, and buttons to the neighbours."""

    def __init__(self, attention: Attention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples, self._drawing = attention.samples, attention.drawing
        self._parts: list[tuple[object, str]] = []
        self.part = ComboField(self.tr("Which picture"), small=True)
        self.part.setMinimumWidth(72)
        self.number = NumberField(self.tr("Number of the sample"), Scale(1, 1, 1), integer=True, small=True)
        self.number.setFixedWidth(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.part, 1)
        row.addWidget(self.number)
        row.addWidget(SampleButtons(self._samples))
        self.part.chosen.connect(self._choose_part)
        self.number.changed.connect(self._choose_number)
        self._samples.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        points, sample = self._samples.points, self._samples.sample
        names = {
            "train": self.tr("Training"),
            "validation": self.tr("Validation"),
            "test": self.tr("Test"),
        }
        parts: list[tuple[object, str]] = [("", self.tr("Drawing"))]
        for part, name in names.items():
            if points is not None and len(getattr(points, f"{part}_y")):
                parts.append((part, name))
        if parts != self._parts:
            self._parts = parts
            self.part.set_choices(parts)
        self.part.setValue(sample.part)
        self.number.setVisible(bool(sample.part))
        if sample.part:
            self.number.set_scale(Scale(1, max(1, self._samples.count()), 1))
            if not self.number.hasFocus() or self.number.value() != sample.index + 1:
                self.number.setValue(sample.index + 1)

    def _choose_part(self, part: object) -> None:
        if part:
            self._samples.choose(Sample(str(part)))
        else:
            self._drawing.choose()

    def _choose_number(self, number: float) -> None:
        if self._samples.sample.part:
            self._samples.choose(Sample(self._samples.sample.part, int(number) - 1))
