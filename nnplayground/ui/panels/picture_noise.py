"""Noise on pictures: its kind, and how much of it in training and in testing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnplayground.app.translation import say
from nnplayground.core.picture_noise import MOST_NOISE, PictureNoise
from nnplayground.ui.widgets import ComboField, Scale, Slider
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.core.data_config import DataConfig

__all__ = ["NoiseControls"]


class NoiseControls(QWidget):
    """A choice and two sliders, in percent.

    Attributes
    ----------
    changing, changed : Signal(PictureNoise)
        While a slider is dragged, and once it is let go.
    """

    changing = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noise = PictureNoise()
        kinds: list[tuple[object, str]] = [
            ("gaussian", self.tr("Gaussian")),
            ("salt-and-pepper", self.tr("Salt and pepper")),
        ]
        fields = PictureNoise.model_fields
        self.kind = ComboField(self.tr("Kind of noise"), kinds)
        self.kind.setToolTip(say(fields["kind"].description or ""))
        self.kind.chosen.connect(self._on_kind)
        self.sliders: dict[str, Slider] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(_label(self.tr("Pixel noise")), 0, 0)
        self._grid.addWidget(self.kind, 0, 1)
        for name, label, title in (
            ("train", self.tr("In training"), self.tr("Noise in training")),
            ("test", self.tr("In testing"), self.tr("Noise in testing")),
        ):
            slider = Slider(title, Scale(0, 100 * MOST_NOISE, 1), digits=0, unit=" %")
            slider.setToolTip(say(fields[name].description or ""))
            slider.changing.connect(self._on_changing)
            slider.changed.connect(self._on_changed)
            row = self._grid.rowCount()
            self._grid.addWidget(_label(label), row, 0)
            self._grid.addWidget(slider, row, 1)
            self.sliders[name] = slider

    def show_data(self, data: DataConfig) -> None:
        """Show the noise of pictures; nothing for other data."""
        self._noise = data.picture_noise
        self.kind.setValue(self._noise.kind)
        for name, slider in self.sliders.items():
            slider.setValue(100 * getattr(self._noise, name))
        spec = data.spec()
        self.setVisible(len(spec.x.shape) == 3 and not spec.input_names)

    def _chosen(self) -> PictureNoise:
        amounts = {name: slider.value() / 100 for name, slider in self.sliders.items()}
        return self._noise.replace(kind=self.kind.value(), **amounts)

    def _on_kind(self, _kind: object) -> None:
        self.changed.emit(self._chosen())

    def _on_changing(self, _value: float) -> None:
        self.changing.emit(self._chosen())

    def _on_changed(self, _value: float) -> None:
        self.changed.emit(self._chosen())


def _label(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "secondary")
    return label
