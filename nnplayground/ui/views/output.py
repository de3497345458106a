"""The output dock: what the network says, how good it is, and how the loss went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.core.loss import Task
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.views.boundary import BoundaryPlot
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.fit import FittedCurve, PredictionScatter
from nnplayground.ui.views.legend import ClassKeys, PointKeys
from nnplayground.ui.views.log import LogCopy
from nnplayground.ui.views.loss_curve import LossCurve
from nnplayground.ui.views.numbers_row import NumbersRow
from nnplayground.ui.widgets import ColorBar, Switch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.history import History
    from nnplayground.train.snapshot import Snapshot

__all__ = ["BOUNDARY_SIZE", "OutputView"]

BOUNDARY_SIZE = 100
_CURVE_PERIOD = 60
_MARGIN = 16
_LEAST_PICTURE = 170
_AXIS = 8
"""How much wider than high a picture is, axes included, whose plane is square."""
_REST = 330
"""What the rows and the loss curve below the picture need, in pixels."""


class OutputView(QWidget):
    """Shows the newest snapshot of the document's run; it asks only for what it shows.

    It speaks the language it was made in: make it anew after the language changed.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._points: Points | None = None
        self._snapshot: Snapshot | None = None
        self._hovered: tuple[str, int] | None = None
        self._log = LogCopy()
        self._history: History | None = None
        self._seen = (-1, -1)
        self._curve_timer = QTimer(self)
        self._curve_timer.setSingleShot(True)
        self._curve_timer.timeout.connect(self._draw_history)
        self._make_pictures()
        self._make_legend()
        self._make_switches()
        self.numbers = NumbersRow()
        self.numbers.show_snapshot(None)
        self.curve = LossCurve()
        self._lay_out()
        document.changed.connect(self._on_changed)
        self._show_view(document.experiment)
        self._show_kind(document.experiment.data.spec())

    # -- making ----------------------------------------------------------------------------------------

    def _make_pictures(self) -> None:
        self._title = QLabel()
        self._title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self._title.setProperty("panel", "overlay")
        self._title.setContentsMargins(8, 4, 8, 4)
        self._title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.boundary, self.fitted = BoundaryPlot(), FittedCurve()
        self.scatter, self.confusion = PredictionScatter(), ConfusionMatrix()
        self._pictures = QStackedWidget()
        for picture in (self.boundary, self.fitted, self.scatter, self.confusion):
            self._pictures.addWidget(picture)
        # It lies on the picture: a row of its own would move everything at each hover.
        self._title.setParent(self._pictures)
        self._title.move(36, 12)

    def _make_legend(self) -> None:
        self._legend = QWidget()
        self.colour_bar, self.class_keys, self.point_keys = ColorBar(), ClassKeys(), PointKeys()
        self.colour_bar.setMaximumWidth(164)
        row = QHBoxLayout(self._legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.colour_bar)
        row.addWidget(self.class_keys)
        row.addStretch()
        row.addWidget(self.point_keys)

    def _make_switches(self) -> None:
        self.test_switch = Switch(self.tr("Test data"))
        self.test_switch.setToolTip(self.tr("Show test data (T)"))
        self.test_switch.clicked.connect(self._choose_test)
        self.discretize_switch = Switch(self.tr("Discretize"))
        self.discretize_switch.setToolTip(self.tr("Show only which side wins (D)"))
        self.discretize_switch.clicked.connect(self._choose_discretize)
        self._switches = QWidget()
        row = QHBoxLayout(self._switches)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.test_switch)
        row.addWidget(self.discretize_switch)
        row.addStretch()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        top.setSpacing(10)
        top.addWidget(self._pictures, 0, Qt.AlignmentFlag.AlignHCenter)
        top.addWidget(self._legend)
        top.addWidget(self._switches)
        middle = QVBoxLayout()
        middle.setContentsMargins(_MARGIN, 10, _MARGIN, 8)
        middle.addWidget(self.numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(_line())
        column.addLayout(middle)
        column.addWidget(_line())
        column.addWidget(self.curve, 1)
        self._title.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_picture()

    def minimumSizeHint(self) -> QSize:
        """Return the room for the smallest picture: a large one must not keep the view from shrinking."""
        least = super().minimumSizeHint()
        return QSize(least.width(), least.height() - self._pictures.height() + _LEAST_PICTURE)

    def _size_picture(self) -> None:
        """Keep the plane square while there is room, and the loss curve readable."""
        free = self.height() - _REST
        square = self.width() - 2 * _MARGIN - _AXIS
        height = max(_LEAST_PICTURE, min(square, free))
        room = self.width() - 2 * _MARGIN
        is_square = self._pictures.currentWidget() in (self.boundary, self.scatter)
        self._pictures.setFixedSize(min(room, height + _AXIS) if is_square else room, height)

    # -- the document ----------------------------------------------------------------------------------

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        self._show_view(after)
        if before.data != after.data:
            self._show_kind(after.data.spec())
        if before.view.discretize != after.view.discretize:
            self._draw_picture()
        if self._hovered and self._hovered[0] not in after.graph:
            self.leave_neuron()

    def _show_view(self, experiment: Experiment) -> None:
        view = experiment.view
        self.test_switch.setChecked(view.show_test)
        self.discretize_switch.setChecked(view.discretize)
        spec = experiment.data.spec()
        drawn = spec.is_plane or spec.is_line or spec.task is Task.REGRESSION
        self.test_switch.setVisible(drawn and "showTestData" not in view.hidden)
        self.discretize_switch.setVisible(spec.is_plane and "discretize" not in view.hidden)
        for plot in (self.boundary, self.fitted, self.scatter):
            plot.show_test(view.show_test)

    def _show_kind(self, spec: DataSpec) -> None:
        """Bring the picture for this kind of data to the front, with its legend."""
        picture: QWidget = self.scatter if spec.task is Task.REGRESSION else self.confusion
        if spec.is_plane:
            picture = self.boundary
        elif spec.is_line:
            picture = self.fitted
        self._pictures.setCurrentWidget(picture)
        self._size_picture()
        many = spec.target.classes > 2
        self.colour_bar.setVisible(spec.is_plane and not many)
        self.class_keys.setVisible(spec.is_plane and many)
        self.class_keys.show_names(spec.class_names if many else ())
        if spec.class_names and not many:
            self.colour_bar.set_ends(*spec.class_names[:2])

    def _set_view(self, text: str, **changes: bool) -> None:
        experiment = self._document.experiment
        self._document.apply(text, experiment.replace(view=experiment.view.replace(**changes)))

    def _choose_test(self, shown: bool) -> None:
        self._set_view(self.tr("Show test data") if shown else self.tr("Hide test data"), show_test=shown)

    def _choose_discretize(self, on: bool) -> None:
        self._set_view(self.tr("Discretize output"), discretize=on)

    # -- what comes from the run -----------------------------------------------------------------------

    def show_points(self, points: Points) -> None:
        """Show the samples of the data."""
        self._points = points
        spec = points.spec
        self.point_keys.show_counts(len(points.train_y), len(points.test_y))
        self._show_kind(spec)
        if spec.is_plane:
            self.boundary.show_points(points)
        elif spec.is_line:
            self.fitted.show_points(points)
        elif spec.task is Task.REGRESSION:
            self.scatter.show_points(points)
        else:
            self.confusion.show_counts(None, spec.class_names)
        self._draw_picture()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the state of the run."""
        self._snapshot = snapshot
        self.numbers.show_snapshot(snapshot)
        self._draw_picture()

    def show_history(self, history: History) -> None:
        """Show the log, at most some sixteen times a second."""
        self._history = history
        if not self._curve_timer.isActive() and self._seen != (history.revision, len(history)):
            self._curve_timer.start(_CURVE_PERIOD)

    def _draw_history(self) -> None:
        history = self._history
        if history is None:
            return
        self._seen = (history.revision, len(history))
        self._log.update(history)
        self.curve.show_log(self._log)

    def clear(self) -> None:
        """Forget the run: another experiment was opened."""
        self._snapshot, self._points, self._history = None, None, None
        self._log, self._seen = LogCopy(), (-1, -1)
        self._curve_timer.stop()
        self.leave_neuron()
        self.numbers.show_snapshot(None)
        self.curve.clear()
        self.boundary.clear_values()
        self.fitted.clear_values()
        self.scatter.clear_values()
        self._show_kind(self._document.experiment.data.spec())

    # -- neurons ---------------------------------------------------------------------------------------

    def hover_neuron(self, node: str, unit: int) -> None:
        """Show one neuron's output in the large map until :meth:`leave_neuron`."""
        graph = self._document.experiment.graph
        if not node or node not in graph:
            self.leave_neuron()
            return
        self._hovered = (node, unit)
        title = self.tr("{layer}, neuron {number}").format(layer=graph.node(node).title, number=unit + 1)
        self._title.setText(title)
        self._title.adjustSize()
        self._title.show()
        self._title.raise_()
        self._draw_picture()

    def leave_neuron(self) -> None:
        """Show the prediction again."""
        self._hovered = None
        self._title.hide()
        self._draw_picture()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the visible picture needs."""
        spec = self._document.experiment.data.spec()
        if not spec.bounds:
            return frozenset({ProbeRequest("predictions")} if spec.task is Task.REGRESSION else ())
        wanted = {ProbeRequest("boundary", BOUNDARY_SIZE)}
        if self._hovered:
            wanted.add(ProbeRequest("unit", BOUNDARY_SIZE, *self._hovered))
        return frozenset(wanted)

    # -- drawing ---------------------------------------------------------------------------------------

    def _draw_picture(self) -> None:
        snapshot, points = self._snapshot, self._points
        if snapshot is None or points is None:
            return
        spec = points.spec
        if spec.bounds:
            self._draw_surface(snapshot, spec)
        elif spec.task is Task.REGRESSION:
            said = snapshot.probes.get(ProbeRequest("predictions"), {})
            self.scatter.show_predictions(said.get("train"), said.get("test"))
        else:
            self.confusion.show_counts(snapshot.test.confusion, spec.class_names)

    def _draw_surface(self, snapshot: Snapshot, spec: DataSpec) -> None:
        values = self._hovered_values(snapshot) if self._hovered else None
        one_neuron = values is not None
        if values is None:
            values = _only(snapshot, ProbeRequest("boundary", BOUNDARY_SIZE))
        if values is None or _is_plane(values) == spec.is_line:  # other data's may still arrive
            return
        if spec.is_line:
            self.fitted.show_values(values)
            return
        scale = _scale(values) if one_neuron or spec.task is Task.REGRESSION else 1.0
        if one_neuron or spec.task is Task.REGRESSION:
            self.colour_bar.set_ends(format_compact(-scale, 2), format_compact(scale, 2, signed=True))
        elif spec.target.classes == 2:
            self.colour_bar.set_ends(*spec.class_names[:2])
        self.colour_bar.setVisible(one_neuron or spec.target.classes <= 2)
        self.class_keys.setVisible(not one_neuron and spec.target.classes > 2)
        discrete = self._document.experiment.view.discretize
        self.boundary.show_values(values, scale=scale, discrete=discrete)

    def _hovered_values(self, snapshot: Snapshot) -> NDArray[Any] | None:
        """Return the large map of the hovered neuron, or its tile until that has come."""
        if self._hovered is None:
            return None
        node, unit = self._hovered
        large = _only(snapshot, ProbeRequest("unit", BOUNDARY_SIZE, node, unit))
        if large is not None:
            return large
        for request, arrays in snapshot.probes.items():
            if request.probe == "maps" and node in arrays and unit < len(arrays[node]):
                return np.asarray(arrays[node][unit])
        return None


def _only(snapshot: Snapshot, request: ProbeRequest) -> NDArray[Any] | None:
    """Return the one array of a probe's answer, two classes as one signed surface."""
    answer = snapshot.probes.get(request)
    if not answer:
        return None
    values = np.asarray(next(iter(answer.values())))
    if values.ndim == 3 and len(values) == 1:
        return np.asarray(values[0])
    if values.ndim == 3 and len(values) == 2:
        return np.asarray(values[1] - values[0])
    return values


def _is_plane(values: NDArray[Any]) -> bool:
    return values.ndim >= 2 and values.shape[-2] == values.shape[-1]


def _scale(values: NDArray[Any]) -> float:
    """Return the magnitude at the ends of the map: 1 as long as that is enough, then rounded up."""
    finite = np.abs(values[np.isfinite(values)])
    most = float(finite.max()) if finite.size else 1.0
    if most <= 1.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * next(step for step in (1, 2, 5, 10) if step * power >= most))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
