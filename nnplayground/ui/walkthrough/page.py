"""The page of the walk-through: steps on the left, the network with its numbers, the formulas below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from nnplayground.train.commands import SetWeight
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.neuron.bars import SampleBar
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.neuron.sight import MAP_SIZE
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.listing import StepList
from nnplayground.ui.walkthrough.panel import WalkPanel
from nnplayground.ui.walkthrough.scene import WalkCanvas
from nnplayground.ui.walkthrough.steps import Kind, steps_of
from nnplayground.ui.walkthrough.transport import Transport
from nnplayground.ui.walkthrough.words import Mark, Sight, head_of
from nnplayground.ui.widgets import IconButton, PrimaryButton, Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from nnplayground.app.document import Document
    from nnplayground.app.samples import SampleChoice
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.train.traces import Trace

__all__ = ["WalkPage"]

_LEFT = 292


class WalkPage(QWidget):
    """Walks through one sample of the paused network.

    Attributes
    ----------
    closed : Signal
        The person goes back to the playground.
    probesChanged : Signal
        :meth:`wanted_probes` returns something else.
    """

    closed = Signal()
    probesChanged = Signal()  # noqa: N815

    def __init__(self, document: Document, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._samples = document, samples
        self._trace: Trace | None = None
        self._maps: dict[str, Any] = {}
        self._at = 0
        self._follows = True
        self.mark = Mark(self)
        self.canvas = WalkCanvas(self.mark)
        self.panel = WalkPanel(self.mark)
        self.list = StepList()
        self.transport = Transport()
        self._make_choices()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Walk-through"))
        self._connect()

    def _make_choices(self) -> None:
        self.digits = Segmented(self.tr("Digits"), [(n, str(n)) for n in (2, 3, 4, 6)])
        self.digits.setValue(3)
        self.notation = Segmented(
            self.tr("Notation"), [(False, self.tr("Numbers")), (True, self.tr("Symbols"))]
        )
        self.edges = Segmented(self.tr("On edges"), [(False, self.tr("Weight")), (True, "∂L/∂w")])
        self.apply = PrimaryButton(self.tr("Apply this step"), small=True)
        self.apply.setToolTip(self.tr("Give the network the new weights; undo brings the old ones back"))

    def _connect(self) -> None:
        self._samples.changed.connect(self._sample_changed)
        self.list.chosen.connect(self._go_by_hand)
        self.transport.chosen.connect(self.go)
        self.digits.changed.connect(self._refresh)
        self.notation.changed.connect(self._refresh)
        self.edges.changed.connect(self._choose_edges)
        self.apply.clicked.connect(self._apply)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_left())
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._make_upper())
        self._split.addWidget(self.panel)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([560, 284])
        row.addWidget(self._split, 1)

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setProperty("panel", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(_LEFT)
        close = IconButton("close", self.tr("Close the walk-through"), shortcut="Esc")
        close.clicked.connect(self.closed)
        title = QLabel(self.tr("Walk-through"))
        title.setStyleSheet("font-weight: 600")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addLayout(_row(title, close))
        bar = SampleBar(self._samples)
        bar.setMaximumWidth(_LEFT - 16)
        around = QHBoxLayout()
        around.setContentsMargins(8, 0, 8, 0)
        around.addWidget(bar)
        column.addLayout(around)
        column.addWidget(_line())
        column.addWidget(self.list, 1)
        column.addWidget(_line())
        column.addLayout(_row(QLabel(self.tr("Digits")), self.digits))
        column.addLayout(_row(QLabel(self.tr("Notation")), self.notation))
        return left

    def _make_upper(self) -> QWidget:
        upper = QWidget()
        self._part, self._sentence = QLabel(), QLabel()
        set_role(self._sentence, "secondary")
        self._sentence.setMinimumWidth(40)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 4)
        head.setSpacing(8)
        head.addWidget(self._part)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.apply)
        label = QLabel(self.tr("On edges"))
        set_role(label, "caption")
        head.addWidget(label)
        head.addWidget(self.edges)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 12)
        foot.addWidget(self.transport)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)
        return upper

    # -- the run ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start at the first step."""
        self._at, self._follows = 0, True
        self._trace = None
        self.transport.stop()
        self._show_waiting(self.tr("The numbers of the sample are being computed."))

    def end(self) -> None:
        """Stand still: the playground is shown again."""
        self.transport.stop()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots."""
        return frozenset({ProbeRequest("trace", sample=self._samples.sample), ProbeRequest("maps", MAP_SIZE)})

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of the chosen sample, or say why there are none."""
        trace = snapshot.traces.get(self._samples.sample)
        graph = self._document.experiment.graph
        if snapshot.refusal:  # the numbers would be of another network than the one that is drawn
            self._trace = None
            self._show_waiting(snapshot.refusal)
            return
        if trace is None or any(id not in graph for id in trace.nodes):
            if self._trace is None:
                self._show_waiting(
                    snapshot.message or self.tr("The numbers of the sample are being computed.")
                )
            return
        self._trace = trace
        self._maps = dict(snapshot.probes.get(ProbeRequest("maps", MAP_SIZE)) or {})
        self._refresh()

    def _show_waiting(self, why: str) -> None:
        self._part.setText("")
        self._sentence.setText(why)
        for part in (self.canvas, self.transport, self.panel, self.list):
            part.setVisible(False)
        self.apply.hide()

    def _sample_changed(self) -> None:
        self.probesChanged.emit()

    @property
    def says(self) -> str:
        """The sentence above the network."""
        return self._sentence.text()

    # -- steps -----------------------------------------------------------------------------------------

    @property
    def sight(self) -> Sight | None:
        """What is shown, once there are numbers."""
        if self._trace is None:
            return None
        steps = steps_of(self._trace)
        return Sight(
            experiment=self._document.experiment,
            trace=self._trace,
            steps=steps,
            at=min(self._at, len(steps) - 1),
            maps=self._maps,
            digits=int(str(self.digits.value())),
            symbols=bool(self.notation.value()),
            gradients=bool(self.edges.value()),
        )

    def go(self, at: int) -> None:
        """Show another step."""
        self._at = at
        sight = self.sight
        if sight is not None and self._follows:
            kinds = (Kind.BACKWARD, Kind.SUBTRACT, Kind.AFTER)
            self.edges.setValue(sight.step.kind in kinds)
        self._refresh()

    def _go_by_hand(self, at: int) -> None:
        self.transport.stop()
        self.go(at)

    def _choose_edges(self) -> None:
        """Keep what a person chose, whichever way the numbers go."""
        self._follows = False
        self._refresh()

    def _refresh(self, *_: object) -> None:
        sight = self.sight
        if sight is None:
            return
        self._at = sight.at
        part, sentence = head_of(sight)
        self._part.setText(f'<span style="color:{theme().tokens.accent};font-weight:600">{part}</span>')
        if sight.step.kind is Kind.AFTER:
            before, after = (
                figure(loss, sight.digits) for loss in (sight.trace.loss, sight.trace.loss_after)
            )
            sentence += f": L {before} → {after}"
        self._sentence.setText(sentence)
        self._sentence.setToolTip(sentence)
        self.apply.setVisible(sight.step.kind in (Kind.SUBTRACT, Kind.AFTER))
        for shown in (self.canvas, self.transport, self.panel, self.list):
            shown.setVisible(True)
        self.list.show_sight(sight)
        self.canvas.show_sight(sight)
        self.transport.show_step(sight.at, len(sight.steps))
        self.panel.show_sight(sight)

    def _apply(self) -> None:
        """Let the step take effect, and begin again with the new weights."""
        if self._trace is None:
            return
        old, new = _changes(self._trace)
        if new:
            self._document.set_weights(self.tr("Apply the step of a sample"), old, new)
        self._at = 0
        self.go(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        transport, samples = self.transport, self._samples
        ways = {
            Qt.Key.Key_Space: transport.toggle,
            Qt.Key.Key_Left: transport.back,
            Qt.Key.Key_Right: transport.forward,
            Qt.Key.Key_Home: transport.first,
            Qt.Key.Key_End: transport.last,
            Qt.Key.Key_PageUp: samples.previous,
            Qt.Key.Key_PageDown: samples.next,
            Qt.Key.Key_Escape: self.closed.emit,
        }
        way = ways.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_PageDown and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            way = samples.random
        if way is None:
            super().keyPressEvent(event)
        else:
            way()


def _changes(trace: Trace) -> tuple[list[SetWeight], list[SetWeight]]:
    """Return every weight that the step changes, as it is and as it becomes."""
    old, new = [], []
    for node in trace:
        for name, parameter in node.parameters.items():
            if parameter.updated is None:
                continue
            for index in np.argwhere(parameter.updated != parameter.value):
                place = tuple(int(i) for i in index)
                old.append(SetWeight(node.node, name, place, float(parameter.value[place])))
                new.append(SetWeight(node.node, name, place, float(parameter.updated[place])))
    return old, new


def _row(label: QLabel, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 2, 10, 2)
    row.addWidget(label)
    row.addStretch()
    row.addWidget(widget)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
