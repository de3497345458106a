"""The picture of the output: boundary, fitted curve, predictions and truth, or confusion; its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.app.attention import Attention
from nnplayground.app.translation import say
from nnplayground.core.dataset import TargetForm
from nnplayground.core.looking import TOPICS
from nnplayground.core.loss import Task
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.help.explain import explain
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.pad import Pad
from nnplayground.ui.views.answer_board import AnswerBoard
from nnplayground.ui.views.boundary import BoundaryPlot
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.fit import FittedCurve, PredictionScatter
from nnplayground.ui.views.legend import ClassKeys, PointKeys
from nnplayground.ui.views.pictured import Answers, answers_of
from nnplayground.ui.views.slice_view import SliceView
from nnplayground.ui.views.ways import (
    PAD,
    PLAIN,
    RESIDUALS,
    SLICE,
    Surface,
    is_sliced,
    main_link,
    round_scale,
    surface_of,
    topic_of,
    ways_to_look,
)
from nnplayground.ui.widgets import ColorBar, ComboField, Slider, Switch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.train.snapshot import Snapshot

__all__ = ["BOUNDARY_SIZE", "OutputPicture"]

BOUNDARY_SIZE = 100
_LEAST_HEIGHT, _LOWEST = 170, 96
"""How high a picture is at least beside other things, and in a window of its own, in pixels."""
_AXIS = 8
"""How much wider than high a picture is, axes included, whose plane is square."""
_ROWS = 66
"""What legend and switches below the picture need, in pixels."""
_PAD_SHARE, _PAD_ROWS, _PAD_MARGIN = 0.54, 106, 8
"""How much of its width the pad's paper takes at most, what is below it, and below the pad."""


class OutputPicture(QWidget):
    """Shows what the network says of everything at once.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    resized : Signal
        It has another shape now: :meth:`fit_into` is to be called again.
    """

    changed = Signal()
    resized = Signal()

    def __init__(
        self, document: Document, attention: Attention | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, attention = document, attention or Attention(self)
        self._followed = attention.samples
        self.pad = Pad(document, attention)
        self.pad.changed.connect(self.changed)
        self.pad.left.connect(self._leave_pad)
        self._points: Points | None = None
        self._snapshot: Snapshot | None = None
        self._hovered: tuple[str, int] | None = None
        self._make_pictures()
        self._make_legend()
        self._make_switches()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.pictures, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._legend)
        column.addWidget(self._switches)
        self.title.hide()
        document.changed.connect(self._on_changed)
        self._show_view(document.experiment)
        self._show_kind(document.experiment.data.spec())

    # -- making ----------------------------------------------------------------------------------------

    def _make_pictures(self) -> None:
        self.title = QLabel()
        self.title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self.title.setProperty("panel", "overlay")
        self.title.setContentsMargins(8, 4, 8, 4)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.boundary, self.fitted = BoundaryPlot(), FittedCurve()
        self.scatter, self.confusion = PredictionScatter(), ConfusionMatrix()
        self.board = AnswerBoard(self._followed)
        self.board.changed.connect(self.changed)
        self.pictures = QStackedWidget()
        self.slices = SliceView()
        self.slices.changed.connect(self.changed)
        plots = (self.boundary, self.fitted, self.scatter, self.confusion)
        for picture in (*plots, self.board, self.pad, self.slices):
            self.pictures.addWidget(picture)
        # It lies on the picture: a row of its own would move everything at each hover.
        self.title.setParent(self.pictures)
        self.title.move(36, 12)

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
        self.way = ComboField(self.tr("What is shown"), small=True)
        self.way.setMinimumWidth(96)
        self.way.setMaximumWidth(190)
        self.way.chosen.connect(self._choose_way)
        explain(self.way, self.topic)
        self.opacity = Slider(self.tr("Opacity of masks"), value=0.6, digits=1)
        self.opacity.setToolTip(self.tr("How much masks cover the picture"))
        self.opacity.setMaximumWidth(140)
        self.opacity.changing.connect(self.board.set_opacity)
        self._switches = QWidget()
        row = QHBoxLayout(self._switches)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.test_switch)
        row.addWidget(self.discretize_switch)
        row.addStretch(1)
        row.addWidget(self.opacity)
        row.addWidget(self.way, 3)

    # -- size ------------------------------------------------------------------------------------------

    @staticmethod
    def least_height() -> int:
        """Return the height at which the picture can still be read."""
        return _LEAST_HEIGHT + _ROWS

    def fit_into(self, width: int, height: int) -> None:
        """Keep the plane square within this room, the rows below it included."""
        if self._shows_pad:
            high = max(_LOWEST, min(round(_PAD_SHARE * width) + _PAD_ROWS, height - _PAD_MARGIN))
            self.pictures.setFixedSize(width, high)
            return
        high = max(_LOWEST, min(width - _AXIS, height - _ROWS))
        if self.pictures.currentWidget() is self.board:
            high = max(_LOWEST, min(round(1.4 * width), height - _ROWS))
        square = self.pictures.currentWidget() in (self.boundary, self.scatter)
        self.pictures.setFixedSize(min(width, high + _AXIS) if square else width, high)

    # -- the document ----------------------------------------------------------------------------------

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        self._show_view(after)
        if (before.data, before.graph) != (after.data, after.graph):
            self._show_kind(after.data.spec())
            if self._points is not None and self._shows_answers:  # an edit may have made it a mirror
                self.board.show_points(self._points)
        if before.view.discretize != after.view.discretize:
            self.draw()
        if self._hovered and self._hovered[0] not in after.graph:
            self.leave_neuron()

    def _show_view(self, experiment: Experiment) -> None:
        view = experiment.view
        self.test_switch.setChecked(view.show_test)
        self.discretize_switch.setChecked(view.discretize)
        spec = experiment.data.spec()
        answers = answers_of(experiment, self._document.report)
        drawn = spec.is_plane or spec.is_line or spec.task is Task.REGRESSION or answers is not None
        self.test_switch.setVisible(drawn and "showTestData" not in view.hidden)
        self.discretize_switch.setVisible(spec.is_plane and "discretize" not in view.hidden)
        for plot in (self.boundary, self.fitted, self.scatter, self.board, self.slices):
            plot.show_test(view.show_test)

    def _show_kind(self, spec: DataSpec) -> None:
        """Bring the picture for this kind of data to the front, with its legend."""
        experiment = self._document.experiment
        answers = answers_of(experiment, self._document.report)
        ways = ways_to_look(spec, main_link(experiment, self._document.report), answers is not None)
        if [self.way.itemText(number) for number in range(self.way.count())] != [text for _way, text in ways]:
            self.way.set_choices(ways)
            self.way.setValue(ways[0][0])
        self.way.setVisible(len(ways) > 1)
        self._bring(spec, answers)
        names = _class_names(spec) if spec.target.classes > 2 else ()
        self.class_keys.show_names(names[1:] if spec.form is TargetForm.MASK else names)
        self._show_bar(spec, None)

    @property
    def _shows_pad(self) -> bool:
        return self.pictures.currentWidget() is self.pad

    def _bring(self, spec: DataSpec, answers: Answers | None) -> None:
        """Bring the picture to the front that the data and the chosen way ask for."""
        picture: QWidget = self.scatter if spec.task is Task.REGRESSION else self.confusion
        if Pad.fits(spec) and self.way.value() == PAD:
            picture = self.pad
        if is_sliced(spec) and self.way.value() == SLICE:
            picture = self.slices
        if spec.is_plane:
            picture = self.boundary
        elif spec.is_line:
            picture = self.fitted
        if answers is not None:
            self.board.show_kind(answers)
            picture = self.pad if self.way.value() == PAD else self.board
        self._legend.setVisible(picture not in (self.pad, self.slices))
        self._switches.setVisible(picture is not self.pad)
        self.opacity.setVisible(picture is self.board and answers is Answers.MASK)
        if picture is not self.pictures.currentWidget():
            self.pictures.setCurrentWidget(picture)
            self.resized.emit()

    def _show_bar(self, spec: DataSpec, surface: Surface | None) -> None:
        """Show the colour bar, or the classes where colours are theirs."""
        ends = surface.ends if surface is not None else ()
        if surface is None and len(spec.class_names) == 2:
            ends = (say(spec.class_names[0]), say(spec.class_names[1]))
        many = spec.target.classes > 2 and not ends
        if len(ends) == 2:
            self.colour_bar.set_ends(*ends, is_half=surface is not None and surface.is_half)
        self.colour_bar.setVisible(spec.is_plane and not many)
        masks = self._shows_answers and spec.form is TargetForm.MASK
        self.class_keys.setVisible((spec.is_plane and many) or masks)
        self.point_keys.setVisible(not masks)

    def _set_view(self, text: str, **changes: bool) -> None:
        experiment = self._document.experiment
        self._document.apply(text, experiment.replace(view=experiment.view.replace(**changes)))

    def _choose_test(self, shown: bool) -> None:
        self._set_view(self.tr("Show test data") if shown else self.tr("Hide test data"), show_test=shown)

    def _choose_discretize(self, on: bool) -> None:
        self._set_view(self.tr("Discretize output"), discretize=on)

    def topic(self) -> Topic:
        """Return what help says about the picture that is shown."""
        if self._shows_pad:
            return TOPICS["output.pad"]
        if self._shows_answers:
            return TOPICS[f"output.{self.board.kind}"]
        if self.pictures.currentWidget() is self.confusion:
            return TOPICS["confusion"]
        if self.pictures.currentWidget() is self.slices:
            return TOPICS["output.slice"]
        return topic_of(str(self.way.value()))

    def choose_way(self, way: object) -> None:
        """Look at the prediction in another way, if it is offered."""
        self.way.setValue(way)
        self._choose_way()

    def show_pad(self) -> bool:
        """Bring the pad to the front and the keyboard to it, if it fits the data; return whether it does."""
        self.choose_way(PAD)
        if self._shows_pad:
            self.pad.surface.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._shows_pad

    def _leave_pad(self) -> None:
        self.choose_way(PLAIN)

    def _choose_way(self) -> None:
        residuals = self.way.value() == RESIDUALS
        self.fitted.show_residuals(residuals)
        self.scatter.show_residuals(residuals)
        experiment = self._document.experiment
        self._bring(experiment.data.spec(), answers_of(experiment, self._document.report))
        self.draw()
        self.changed.emit()

    # -- what comes from the run -----------------------------------------------------------------------

    def show_points(self, points: Points) -> None:
        """Show the samples of the data."""
        self._points = points
        spec = points.spec
        self.point_keys.show_counts(len(points.train_y), len(points.test_y))
        self.slices.show_points(points)
        self._show_kind(spec)
        if self._shows_answers:
            self.board.show_points(points)
        elif spec.is_plane:
            self.boundary.show_points(points)
        elif spec.is_line:
            self.fitted.show_points(points)
        elif spec.task is Task.REGRESSION:
            self.scatter.show_points(points)
        else:
            self.confusion.show_counts(None, _class_names(spec))
        self.draw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the state of the run."""
        self._snapshot = snapshot
        self.draw()

    def clear(self) -> None:
        """Forget the run: another experiment was opened."""
        self._snapshot, self._points = None, None
        self.leave_neuron()
        self.boundary.clear_values()
        self.boundary.show_residuals(None, None, 1.0)
        self.fitted.clear_values()
        self.scatter.clear_values()
        self.pad.clear()
        self.slices.clear()
        self.board.clear()
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
        self.title.setText(title)
        self.title.adjustSize()
        self.title.show()
        self.title.raise_()
        self.draw()

    def leave_neuron(self) -> None:
        """Show the prediction again."""
        self._hovered = None
        self.title.hide()
        self.draw()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the picture needs."""
        spec = self._document.experiment.data.spec()
        if self._shows_answers:
            return self.board.wanted_probes()
        if not spec.bounds:
            own = self.pictures.currentWidget()
            if isinstance(own, Pad | SliceView):
                return own.wanted_probes()
            return frozenset({ProbeRequest("predictions")} if spec.task is Task.REGRESSION else ())
        wanted = {ProbeRequest("boundary", BOUNDARY_SIZE)}
        if self._hovered:
            wanted.add(ProbeRequest("unit", BOUNDARY_SIZE, *self._hovered))
        if spec.is_plane and self.way.value() == RESIDUALS:
            wanted.add(ProbeRequest("predictions"))
        return frozenset(wanted)

    @property
    def _shows_answers(self) -> bool:
        return self.pictures.currentWidget() is self.board

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the newest state."""
        snapshot, points = self._snapshot, self._points
        if snapshot is None or points is None:
            return
        spec = points.spec
        if self._shows_answers:
            self.board.show_snapshot(snapshot)
        elif spec.bounds:
            self._draw_surface(snapshot, spec)
        elif isinstance(own := self.pictures.currentWidget(), Pad | SliceView):
            own.show_snapshot(snapshot)
        elif spec.task is Task.REGRESSION:
            said = snapshot.probes.get(ProbeRequest("predictions"), {})
            self.scatter.show_predictions(said.get("train"), said.get("test"))
        else:
            self.confusion.show_counts(snapshot.test.confusion, _class_names(spec))

    def _draw_surface(self, snapshot: Snapshot, spec: DataSpec) -> None:
        neuron = self._hovered_values(snapshot) if self._hovered else None
        values = _only(snapshot, ProbeRequest("boundary", BOUNDARY_SIZE)) if neuron is None else neuron
        if values is None or _is_plane(values) == spec.is_line:  # other data's may still arrive
            return
        if spec.is_line:
            self.fitted.show_values(values)
            return
        surface = _neuron_surface(values) if neuron is not None else self._surface(values, spec)
        self._show_bar(spec, surface)
        discrete = self._document.experiment.view.discretize
        self.boundary.show_values(
            surface.values,
            scale=surface.scale,
            discrete=discrete,
            edge=surface.edge,
            levels=() if discrete else surface.levels,
        )
        self._draw_residuals(snapshot, spec)

    def _surface(self, values: NDArray[Any], spec: DataSpec) -> Surface:
        classes = spec.target.classes
        if not classes and values.ndim == 3:  # several values: the first
            values = values[0]
        return surface_of(values, str(self.way.value() or PLAIN), spec)

    def _draw_residuals(self, snapshot: Snapshot, spec: DataSpec) -> None:
        said = snapshot.probes.get(ProbeRequest("predictions"), {})
        points, wanted = self._points, self.way.value() == RESIDUALS and not spec.target.classes
        if points is None or not wanted or "train" not in said:
            self.boundary.show_residuals(None, None, 1.0)
            return
        train, test = (_residuals(said.get(part), getattr(points, f"{part}_y")) for part in ("train", "test"))
        scale = float(np.nanpercentile(np.abs(train), 95)) if len(train) else 1.0
        self.boundary.show_residuals(train, test, round_scale(np.array([scale])) if scale > 1 else scale)

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


def _class_names(spec: DataSpec) -> tuple[str, ...]:
    return tuple(say(name) for name in spec.class_names)


def _residuals(said: NDArray[Any] | None, truth: NDArray[Any]) -> NDArray[Any]:
    if said is None:
        return np.empty(0)
    values = np.asarray(said, np.float64).reshape(len(said), -1)[:, 0]
    residuals: NDArray[Any] = values - np.asarray(truth).reshape(len(truth), -1)[: len(values), 0]
    return residuals


def _neuron_surface(values: NDArray[Any]) -> Surface:
    scale = round_scale(values)
    ends = format_compact(-scale, 2), format_compact(scale, 2, signed=True)
    return Surface(values, scale, None, ends)


def _only(snapshot: Snapshot, request: ProbeRequest) -> NDArray[Any] | None:
    """Return the one array of a probe's answer."""
    answer = snapshot.probes.get(request)
    if not answer:
        return None
    values = np.asarray(next(iter(answer.values())))
    return values[0] if values.ndim == 3 and len(values) == 1 else values


def _is_plane(values: NDArray[Any]) -> bool:
    return values.ndim >= 2 and values.shape[-2] == values.shape[-1]
