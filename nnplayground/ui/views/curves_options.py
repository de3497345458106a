"""What the curves show: a small panel that opens from a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.views.measures import PARTS, Choice, part_name, quantity_name
from nnplayground.ui.widgets import Scale, Segmented, Slider, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CurvesOptions"]

_MOST = 0.999


class CurvesOptions(QFrame):
    """A popup with all choices at once; it stays open while they are tried.

    Attributes
    ----------
    changed : Signal(object)
        The person made another :class:`Choice`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("panel", "overlay")
        self.setAccessibleName(self.tr("What the curves show"))
        self._choice = Choice()
        self._quantities: dict[str, Switch] = {}
        self._parts = {part: Switch(part_name(part)) for part in PARTS}
        for switch in self._parts.values():
            switch.clicked.connect(self._read)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(6)
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(24)
        self._columns.setVerticalSpacing(4)
        self._columns.addWidget(self._heading(self.tr("Measure")), 0, 0)
        self._columns.addWidget(self._heading(self.tr("Part of the data")), 0, 1)
        for row, switch in enumerate(self._parts.values(), 1):
            self._columns.addWidget(switch, row, 1)
        self._column.addLayout(self._columns)
        self._add_axes()

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(ui_font(11, QFont.Weight.DemiBold))
        set_role(label, "secondary")
        return label

    def _add_axes(self) -> None:
        self.unit = Segmented(
            self.tr("Time"),
            [
                ("epoch", self.tr("Epochs")),
                ("step", self.tr("Steps")),
                ("seconds", self.tr("Seconds")),
            ],
        )
        scales: list[tuple[object, str]] = [(False, self.tr("Linear")), (True, self.tr("Log"))]
        self.time_scale = Segmented(self.tr("Scale of time"), scales)
        self.value_scale = Segmented(self.tr("Scale of values"), scales)
        self.smoothing = Slider(self.tr("Smoothing"), Scale(0.0, _MOST, 0.001), digits=3)
        tip = self.tr(
            "Exponential moving average s = w·s + (1 − w)·y over the rows of the log, divided by 1 − wᵗ so "
            "that its start is not pulled towards zero. The raw values stay visible behind it."
        )
        self.smoothing.setToolTip(tip)
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(6)
        for number, (text, widget) in enumerate(
            (
                (self.tr("Time"), self.unit),
                (self.tr("Scale of time"), self.time_scale),
                (self.tr("Scale of values"), self.value_scale),
                (self.tr("Smoothing"), self.smoothing),
            )
        ):
            rows.addWidget(self._heading(text), number, 0)
            rows.addWidget(widget, number, 1)
        self._column.addSpacing(4)
        self._column.addLayout(rows)
        for segmented in (self.unit, self.time_scale, self.value_scale):
            segmented.changed.connect(self._read)
        self.smoothing.changing.connect(self._read)

    # -- showing ---------------------------------------------------------------------------------------

    def offer(self, quantities: Sequence[str]) -> None:
        """Offer these quantities."""
        if list(quantities) == list(self._quantities):
            return
        for switch in self._quantities.values():
            self._columns.removeWidget(switch)
            switch.hide()
            switch.deleteLater()
        self._quantities = {name: Switch(quantity_name(name)) for name in quantities}
        for row, (name, switch) in enumerate(self._quantities.items(), 1):
            switch.setProperty("quantity", name)
            switch.clicked.connect(self._toggle)
            self._columns.addWidget(switch, row, 0)
        self.show_choice(self._choice)
        self.adjustSize()

    def show_choice(self, choice: Choice) -> None:
        """Show a choice without telling anyone."""
        self._choice = choice
        for name, switch in self._quantities.items():
            switch.setChecked(name in choice.quantities)
        for part, switch in self._parts.items():
            switch.setChecked(part in choice.parts)
        self.unit.setValue(choice.unit)
        self.time_scale.setValue(choice.time_log)
        self.value_scale.setValue(choice.value_log)
        self.smoothing.setValue(choice.smoothing)

    def open_at(self, button: QWidget) -> None:
        """Open above or below a button, wherever there is room."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width(), 0))
        left, top = corner.x() - self.width(), corner.y() - self.height() - 4
        screen = button.screen().availableGeometry()
        if top < screen.top():
            top = corner.y() + button.height() + 4
        left = max(screen.left(), min(left, screen.right() - self.width()))
        self.move(left, max(screen.top(), min(top, screen.bottom() - self.height())))
        self.show()

    # -- choosing --------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        switch = self.sender()
        if isinstance(switch, Switch):
            self._choose(self._choice.with_quantity(switch.property("quantity"), switch.isChecked()))

    def _read(self) -> None:
        self._choose(
            replace(
                self._choice,
                parts=frozenset(part for part, switch in self._parts.items() if switch.isChecked()),
                smoothing=round(self.smoothing.value(), 3),
                unit=str(self.unit.value()),
                time_log=bool(self.time_scale.value()),
                value_log=bool(self.value_scale.value()),
            )
        )

    def _choose(self, choice: Choice) -> None:
        self.show_choice(choice)
        self.changed.emit(choice)
