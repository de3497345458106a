"""What the network says over two inputs of a table, the others held where sliders stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.boundary import BoundaryPlot
from nnplayground.ui.views.legend import ClassKeys
from nnplayground.ui.views.slices import COMPONENTS, Inputs, inputs_of
from nnplayground.ui.views.ways import PLAIN, surface_of
from nnplayground.ui.widgets import Button, ColorBar, ComboField, IconButton, Scale, ScrollColumn, Slider
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.points import Points
    from nnplayground.train.snapshot import Snapshot

__all__ = ["SliceView"]

_SIZE = 80
_MOST_SLIDERS = 60
_POPUP = (300, 420)
_LATER = 40  # milliseconds: a dragged slider asks for no more pictures than can be seen


class SliceView(QWidget):
    """A cut through the space of the inputs.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Points | None = None
        self._inputs: Inputs | None = None
        self._held: NDArray[np.float64] = np.empty(0)
        self._axes = (0, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self.changed)
        self.plot = BoundaryPlot()
        self.across = ComboField(self.tr("Across"), small=True)
        self.up = ComboField(self.tr("Up"), small=True)
        self.others = IconButton("settings", self.tr("Values of the other inputs"))
        self.others.clicked.connect(self.open_sliders)
        self._popup: _Sliders | None = None
        head = QHBoxLayout()
        head.setSpacing(6)
        for combo in (self.across, self.up):
            combo.setMinimumWidth(70)
            combo.chosen.connect(self._choose)
            head.addWidget(combo, 1)
        head.addWidget(self.others)
        self._note = QLabel()
        set_role(self._note, "caption")
        self.keys, self.bar = ClassKeys(), ColorBar()
        self.bar.setMaximumWidth(164)
        legend = QHBoxLayout()
        for widget in (self.keys, self.bar):
            legend.addWidget(widget)
        legend.addStretch(1)
        legend.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        column.addLayout(legend)

    # -- the data --------------------------------------------------------------------------------------

    def show_points(self, points: Points) -> None:
        """Take the samples of a table; anything else is passed over."""
        self._points, self._inputs = points, None
        self.plot.clear_values()
        if not points.spec.bounds and len(points.spec.input_names) >= 2:
            in_background(self, lambda: (points, inputs_of(points)), self._on_inputs)

    def _on_inputs(self, answer: tuple[Points, Inputs]) -> None:
        points, inputs = answer
        if points is not self._points:  # other data came meanwhile
            return
        self._inputs, self._held = inputs, inputs.middle.copy()
        self._offer(points, inputs)
        self._place()
        self.changed.emit()

    def _offer(self, points: Points, inputs: Inputs) -> None:
        names: list[tuple[object, str]] = list(enumerate(points.spec.input_names))
        components: list[tuple[object, str]] = []
        if inputs.ways is not None:
            components = [(COMPONENTS, self.tr("Principal components"))]
        for combo, axis in ((self.across, 0), (self.up, 1)):
            before = combo.value()
            combo.set_choices([*components, *names])
            if before is None or combo.value() is None:
                combo.setValue(COMPONENTS if components and len(names) > 2 else axis)
        self._axes = self._chosen()
        classes = points.spec.target.classes
        self.keys.show_names(tuple(say(name) for name in points.spec.class_names) if classes > 2 else ())
        self.keys.setVisible(classes > 2)
        self.bar.setVisible(classes <= 2)

    def _chosen(self) -> tuple[int, int]:
        across, up = self.across.value(), self.up.value()
        first, second = int(str(across or 0)), int(str(up or 0))
        return (COMPONENTS, COMPONENTS) if COMPONENTS in (first, second) else (first, second)

    def _choose(self, value: object) -> None:
        """Take another axis; components come and go in pairs, and no column is on both axes."""
        other = self.up if self.sender() is self.across else self.across
        if value == COMPONENTS:
            other.setValue(COMPONENTS)
        elif other.value() in (COMPONENTS, value):
            other.setValue(1 if value == 0 else 0)
        self._axes = self._chosen()
        self._place()
        self.changed.emit()

    def _place(self) -> None:
        if self._points is None or self._inputs is None:
            return
        components = COMPONENTS in self._axes
        self.plot.clear_values()
        self.plot.show_points(self._inputs.shown(self._points, self._axes))
        self.others.setEnabled(not components and len(self._held) > 2)
        share = format_number(100 * self._inputs.share, 0)
        self._note.setText(self.tr("{share} % of the variance").format(share=share) if components else "")

    def show_test(self, shown: bool) -> None:
        """Show the samples of the test part."""
        self.plot.show_test(shown)

    def clear(self) -> None:
        """Forget the run."""
        self._points = self._inputs = None
        self.plot.clear_values()

    # -- the run ---------------------------------------------------------------------------------------

    def _request(self) -> ProbeRequest | None:
        if self._inputs is None:
            return None
        return ProbeRequest("slice", _SIZE, plane=self._inputs.plane(self._axes, self._held))

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return the slice that is looked at."""
        request = self._request()
        return frozenset() if request is None else frozenset({request})

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the network says now."""
        request, points = self._request(), self._points
        if request is None or points is None:
            return
        values: Any = snapshot.probes.get(request, {}).get("boundary")
        if values is None:
            return
        values = np.asarray(values)
        if values.ndim == 3 and (len(values) == 1 or not points.spec.target.classes):
            values = values[0]
        surface = surface_of(values, PLAIN, points.spec)
        if len(surface.ends) == 2:
            self.bar.set_ends(*surface.ends)
        self.plot.show_values(surface.values, scale=surface.scale, edge=surface.edge, levels=surface.levels)

    # -- the others ------------------------------------------------------------------------------------

    def open_sliders(self) -> None:
        """Show a slider for every input that is on no axis."""
        if self._inputs is None or self._points is None:
            return
        names = self._points.spec.input_names
        others = [at for at in range(len(names)) if at not in self._axes][:_MOST_SLIDERS]
        self._popup = _Sliders(self._inputs, self._held, [(at, names[at]) for at in others], self)
        self._popup.moved.connect(self._hold)
        corner = self.others.mapToGlobal(QPoint(self.others.width() - _POPUP[0], self.others.height() + 2))
        self._popup.move(corner)
        self._popup.show()

    def _hold(self, column: int, value: float) -> None:
        self._held = self._held.copy()
        self._held[column] = value
        self._later.start()


class _Sliders(QFrame):
    """The values at which the other inputs are held."""

    moved = Signal(int, float)

    def __init__(
        self,
        inputs: Inputs,
        held: NDArray[np.float64],
        columns: list[tuple[int, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("panel", "overlay")
        self._inputs = inputs
        self._sliders: dict[Slider, int] = {}
        content = QWidget()
        list_ = QVBoxLayout(content)
        list_.setContentsMargins(12, 10, 12, 10)
        list_.setSpacing(2)
        for at, name in columns:
            low, high = float(inputs.low[at]), float(inputs.high[at])
            label = QLabel(name)
            set_role(label, "secondary")
            slider = Slider(name, Scale(low, high if high > low else low + 1, (high - low) / 100 or 0.01))
            slider.setValue(float(held[at]))
            slider.changing.connect(self._move)
            self._sliders[slider] = at
            list_.addWidget(label)
            list_.addWidget(slider)
        middle = Button(self.tr("All to the middle"), "reset", small=True)
        middle.clicked.connect(self._reset)
        list_.addWidget(middle, 0, Qt.AlignmentFlag.AlignLeft)
        list_.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScrollColumn(content))
        self.resize(_POPUP[0], min(_POPUP[1], 60 + 48 * len(columns)))

    def _move(self, value: float) -> None:
        slider = self.sender()
        if isinstance(slider, Slider):
            self.moved.emit(self._sliders[slider], value)

    def _reset(self) -> None:
        for slider, at in self._sliders.items():
            slider.setValue(float(self._inputs.middle[at]))
            self.moved.emit(at, float(self._inputs.middle[at]))
