"""The output dock: what the network says, how good it is, and how the loss went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.app.attention import Attention
from nnplayground.core.looking import TOPICS
from nnplayground.ui.help.explain import explain
from nnplayground.ui.views.log import LogCopy
from nnplayground.ui.views.loss_curve import LossCurve
from nnplayground.ui.views.numbers_row import NumbersRow
from nnplayground.ui.views.output_mistakes import OutputMistakes
from nnplayground.ui.views.output_picture import BOUNDARY_SIZE, OutputPicture
from nnplayground.ui.views.output_sample import OutputSample
from nnplayground.ui.views.output_threshold import OutputThreshold
from nnplayground.ui.views.pictured import answers_of
from nnplayground.ui.widgets import TabBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.train.history import History
    from nnplayground.train.snapshot import ProbeRequest, Snapshot

__all__ = ["BOUNDARY_SIZE", "OutputView"]

_CURVE_PERIOD = 60
_MARGIN = 16
_REST, _LEAST_REST = 278, 260
"""What the numbers and the tabs below the picture need, and with what they can do, in pixels."""
_WIDE = 720
_TABS = ("loss", "sample", "mistakes", "threshold")
_LOSS, _SAMPLE, _MISTAKES, _THRESHOLD = range(4)


class _Detail(Protocol):
    """What a tab other than that of the loss can do."""

    def wanted_probes(self) -> frozenset[ProbeRequest]: ...

    def show_snapshot(self, snapshot: Snapshot) -> None: ...

    def clear(self) -> None: ...


class OutputView(QWidget):
    """Shows the newest snapshot of the document's run; it asks only for what it shows.

    It speaks the language it was made in: make it anew after the language changed.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    """

    changed = Signal()

    def __init__(
        self, document: Document, attention: Attention | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._attention = attention or Attention(self)
        self._history: History | None = None
        self._snapshot: Snapshot | None = None
        self._log, self._seen = LogCopy(), (-1, -1)
        self._curve_timer = QTimer(self)
        self._curve_timer.setSingleShot(True)
        self._curve_timer.timeout.connect(self._draw_history)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._offer_tabs(document.experiment)

    # -- making ----------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.picture = OutputPicture(self._document, self._attention)
        self.boundary, self.fitted = self.picture.boundary, self.picture.fitted
        self.scatter, self.confusion = self.picture.scatter, self.picture.confusion
        self.numbers = NumbersRow()
        self.numbers.show_snapshot(None)
        self.curve = LossCurve(titled=False)
        self.sample = OutputSample(self._document, self._attention.samples)
        self.mistakes = OutputMistakes(self._attention)
        self.threshold = OutputThreshold(self._document)
        explain(self.threshold.slider, TOPICS["output.threshold"])
        explain(self.threshold.table, TOPICS["output.threshold"])
        self.tabs = TabBar()
        self.tabs.setAccessibleName(self.tr("Details of the output"))
        self._stack = QStackedWidget()
        for title, part in (
            (self.tr("Loss"), self.curve),
            (self.tr("Sample"), self.sample),
            (self.tr("Mistakes"), self.mistakes),
            (self.tr("Threshold"), self.threshold),
        ):
            self.tabs.addTab(title)
            self._stack.addWidget(part)

    def _lay_out(self) -> None:
        first = QVBoxLayout()
        self._details = QWidget()
        second = QVBoxLayout(self._details)
        second.setContentsMargins(0, 0, 0, 0)
        first.setContentsMargins(_MARGIN, 10, _MARGIN, 8)
        first.addWidget(self.picture)
        first.addStretch(1)
        middle = QVBoxLayout()
        middle.setContentsMargins(_MARGIN, 8, _MARGIN, 6)
        middle.addWidget(self.numbers)
        second.setSpacing(0)
        second.addWidget(_line())
        second.addLayout(middle)
        second.addWidget(_line())
        tabs = QVBoxLayout()
        tabs.setContentsMargins(8, 0, 8, 0)
        tabs.addWidget(self.tabs)
        second.addLayout(tabs)
        second.addWidget(self._stack, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addLayout(first)
        self._columns.addWidget(self._details, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.picture.changed.connect(self.changed)
        self.picture.resized.connect(self._fit_picture)
        for part in (self.sample, self.mistakes, self.threshold):
            part.changed.connect(self.changed)
        self.confusion.cellChosen.connect(self._show_cell)
        self.threshold.moved.connect(self.boundary.set_threshold)
        self._attention.marked_changed.connect(self._ring)
        self._document.changed.connect(self._on_changed)

    # -- size ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_picture()

    def _fit_picture(self) -> None:
        wide = self.width() >= _WIDE
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        width = round(0.55 * self.width()) if wide else self.width()
        # In a low window the picture is better whole than cut by what stands below it.
        alone = not wide and self.height() < OutputPicture.least_height() + _LEAST_REST
        if alone != self._details.isHidden():
            self._details.setVisible(not alone)
            self.changed.emit()
        height = self.height() - (18 if wide or alone else _REST)
        self.picture.fit_into(width - 2 * _MARGIN, height)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the smallest picture: a large one must not keep the view from shrinking."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), 300), OutputPicture.least_height() + _LEAST_REST)

    # -- tabs ------------------------------------------------------------------------------------------

    def _offer_tabs(self, experiment: Experiment) -> None:
        spec = experiment.data.spec()
        # Where pictures answer pictures, the sample stands among them already.
        self.tabs.setTabVisible(_SAMPLE, answers_of(experiment, self._document.report) is None)
        self.tabs.setTabVisible(_THRESHOLD, spec.target.classes == 2)
        self.tabs.setTabVisible(_MISTAKES, True)
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(_LOSS)
        self._apply_threshold()

    def show_tab(self, name: str) -> None:
        """Bring ``"loss"``, ``"sample"``, ``"mistakes"`` or ``"threshold"`` to the front."""
        index = _TABS.index(name)
        if self.tabs.isTabVisible(index):
            self.tabs.setCurrentIndex(index)

    def show_pad(self) -> bool:
        """Bring the drawing pad to the front, if the data is pictures; return whether it is."""
        return self.picture.show_pad()

    def topic(self) -> Topic | None:
        """Return what help says about the tab in front, else about the picture."""
        return TOPICS.get(f"output.{_TABS[self._stack.currentIndex()]}") or self.picture.topic()

    def state(self) -> dict[str, object]:
        """Return what was chosen, for the same view in another language."""
        tab = _TABS[self.tabs.currentIndex()]
        return {"way": self.picture.way.value(), "tab": tab, "cell": self.confusion.chosen}

    def restore(self, state: Mapping[str, object]) -> None:
        """Choose what was chosen before."""
        self.picture.choose_way(state["way"])
        if isinstance(cell := state.get("cell"), tuple):
            self.confusion.choose(cell)
        self.show_tab(str(state["tab"]))

    def _show_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._apply_threshold()
        if self._snapshot is not None and (detail := self._detail()) is not None:
            detail.show_snapshot(self._snapshot)
        self.changed.emit()

    def _show_cell(self, true: int, read: int) -> None:
        """List the samples of a cell of the confusion matrix."""
        if true >= 0:
            self.show_tab("mistakes")
        self.mistakes.show_cell(true, read)

    def _apply_threshold(self) -> None:
        """Move the boundary while the threshold is looked at; else it is where training puts it."""
        at_front = self._stack.currentIndex() == _THRESHOLD
        self.boundary.set_threshold(self.threshold.level if at_front else 0.0)

    def _detail(self) -> _Detail | None:
        if self._details.isHidden():
            return None
        details: dict[int, _Detail] = {
            _SAMPLE: self.sample,
            _MISTAKES: self.mistakes,
            _THRESHOLD: self.threshold,
        }
        return details.get(self._stack.currentIndex())

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.data != after.data or before.graph != after.graph:
            self._offer_tabs(after)

    # -- what comes from the run -----------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what is needed for what can be seen."""
        detail = self._detail()
        return self.picture.wanted_probes() | (frozenset() if detail is None else detail.wanted_probes())

    def show_points(self, points: Points) -> None:
        """Show the samples of the data."""
        if self._attention.samples.points is not points:
            self._attention.samples.show_points(points)
        self.picture.show_points(points)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the state of the run."""
        self._snapshot = snapshot
        self.numbers.show_snapshot(snapshot)
        self.curve.show_past(snapshot.epoch if snapshot.past else None)
        self.picture.show_snapshot(snapshot)
        if (detail := self._detail()) is not None:
            detail.show_snapshot(snapshot)

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
        self._snapshot, self._history = None, None
        self._log, self._seen = LogCopy(), (-1, -1)
        self._curve_timer.stop()
        self.numbers.show_snapshot(None)
        self.curve.clear()
        self.picture.clear()
        for part in (self.sample, self.mistakes, self.threshold):
            part.clear()

    # -- what is looked at -----------------------------------------------------------------------------

    def hover_neuron(self, node: str, unit: int) -> None:
        """Show one neuron's output in the large map until :meth:`leave_neuron`."""
        self.picture.hover_neuron(node, unit)

    def leave_neuron(self) -> None:
        """Show the prediction again."""
        self.picture.leave_neuron()

    def _ring(self) -> None:
        """Ring the marked samples on the plane."""
        points = self._attention.samples.points
        if points is None or not points.spec.is_plane:
            return
        parts = [(getattr(points, f"{sample.part}_x"), sample.index) for sample in self._attention.marked]
        places = [values[index] for values, index in parts if index < len(values)]
        self.boundary.ring(np.array(places, np.float64).reshape(-1, 2))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
