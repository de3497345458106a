"""Exclusive choices shown side by side: the segmented control and the device chip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

__all__ = ["Device", "DeviceChip", "Segmented"]

_CENTRE = Qt.AlignmentFlag.AlignCenter


class _Segment(PaintedButton):
    """One of several; arrow keys go to the neighbours as among radio buttons."""

    _WEIGHT = QFont.Weight.Medium

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self.text(), ui_font(11.5, self._WEIGHT))) + 17, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.shows_focus:
            self._draw_ground(painter, 4)
        draw_text(painter, QRectF(self.rect()), self.text(), self._text_font(), self._ink(), _CENTRE)

    def _text_font(self) -> QFont:
        return ui_font(11.5, self._WEIGHT if self.isChecked() else QFont.Weight.Normal)

    def _ink(self, rest: str = "text2") -> QColor:
        if not self.isEnabled():
            return theme().colour("text4")
        return theme().colour("text1" if self.isChecked() or self.underMouse() else rest)

    def _draw_ground(self, painter: QPainter, radius: float) -> None:
        tokens = theme().tokens
        fill = theme().colour("selected_segment") if self.isChecked() else None
        border = None if tokens.is_dark or not self.isChecked() else theme().colour("border")
        if self.shows_focus:
            border = theme().colour("accent")
        draw_box(painter, QRectF(self.rect()), radius, fill, border)


class _Row(QWidget):
    """A sunken row of segments, one of them chosen."""

    changed = Signal(object)

    def __init__(self, name: str, radius: float, boxed: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._radius = radius
        self._boxed = boxed
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.setContentsMargins(3, 3, 3, 3)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(self._clicked)
        theme().themeChanged.connect(self.update)

    def value(self) -> object:
        """Return the chosen value, None if there is none."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def setValue(self, value: object) -> None:
        """Choose ``value`` without telling anyone; ValueError if it is not offered."""
        self._group.button(self._values.index(value)).setChecked(True)

    def _add(self, value: object, segment: _Segment) -> None:
        self._group.addButton(segment, len(self._values))
        self._values.append(value)
        self._row.addWidget(segment)

    def _clear(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._values.clear()

    def _clicked(self, number: int) -> None:
        self.changed.emit(self._values[number])

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._boxed:
            painter = QPainter(self)
            fill, border = theme().colour("field"), theme().colour("separator")
            draw_box(painter, QRectF(self.rect()), self._radius, fill, border)


class Segmented(_Row):
    """A segmented control; ``changed(value)`` when a person chooses another.

    Parameters
    ----------
    name : str
        Accessible name of the whole.
    choices : sequence of (value, text)
        What is offered, from left to right; the first is chosen.
    boxed : bool
        Whether it has a ground of its own; overlays already have one.
    """

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[object, str]],
        *,
        boxed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, 6, boxed, parent)
        for value, text in choices:
            self._add(value, _Segment(text))
        self.setValue(choices[0][0])

    def set_enabled(self, value: object, enabled: bool, reason: str = "") -> None:
        """Offer or withdraw one choice; the tooltip gives the reason."""
        segment = self._group.button(self._values.index(value))
        segment.setEnabled(enabled)
        segment.setToolTip("" if enabled else reason)


@dataclass(frozen=True)
class Device:
    """A place to train on.

    Attributes
    ----------
    key : str
        What the trainer calls it, for example ``"cuda:0"``.
    name : str
        What is shown.
    available : bool
        Whether it can be chosen.
    note : str
        Tooltip: the full name of the device, or why it cannot be chosen.
    """

    key: str
    name: str
    available: bool = True
    note: str = ""


class _DeviceSegment(_Segment):
    _WEIGHT = QFont.Weight.DemiBold

    def __init__(self, device: Device) -> None:
        super().__init__(device.name)
        self._load = 0.0
        self.setEnabled(device.available)
        self.setToolTip(device.note)

    def set_load(self, load: float) -> None:
        self._load = min(1.0, max(0.0, load))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(52, round(text_width(self.text(), ui_font(11.5, self._WEIGHT))) + 20), 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.shows_focus:
            self._draw_device_ground(painter)
        title = QRectF(0, 4, self.width(), 15)
        draw_text(painter, title, self.text(), self._text_font(), self._ink("text3"), _CENTRE)
        bar = QRectF(10, self.height() - 9, self.width() - 20, 3)
        draw_box(painter, bar, 1.5, theme().colour("border"))
        bar.setWidth(bar.width() * self._load)
        if bar.width() >= 1:
            draw_box(painter, bar, 1.5, theme().colour("accent" if self.isChecked() else "text4"))

    def _draw_device_ground(self, painter: QPainter) -> None:
        fill = theme().colour("press") if self.isChecked() else None
        border = theme().colour("accent") if self.shows_focus else None
        draw_box(painter, QRectF(self.rect()), 5, fill, border)


class DeviceChip(_Row):
    """The devices one can train on, with the load of each; ``changed(key)`` when a person chooses."""

    def __init__(self, devices: Sequence[Device] = (), parent: QWidget | None = None) -> None:
        super().__init__("", 7, True, parent)
        self.setAccessibleName(self.tr("Device"))
        self.set_devices(devices)

    def set_devices(self, devices: Sequence[Device]) -> None:
        """Offer ``devices``, keeping the choice if it is still among them."""
        chosen = self.value()
        self._clear()
        for device in devices:
            self._add(device.key, _DeviceSegment(device))
        if devices:
            self.setValue(chosen if chosen in self._values else devices[0].key)

    def set_load(self, key: str, load: float) -> None:
        """Show how busy a device is, from 0 to 1."""
        segment = self._group.button(self._values.index(key))
        if isinstance(segment, _DeviceSegment):
            segment.set_load(load)
