"""The toolbar: transport, epoch, the global settings of training, the device."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from nnplayground.app.session import FRAME_PACE
from nnplayground.app.translation import say
from nnplayground.core.activation import Activation
from nnplayground.core.edits import hidden_activation, with_hidden_activation
from nnplayground.core.help import field_topic, penalty_topic, topic
from nnplayground.core.looking import TOPICS
from nnplayground.core.training import Optimizer, Regularization, Training
from nnplayground.ui.help import explain
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Device, DeviceChip, EpochDisplay, IconButton, Scale, ToolbarCell

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.actions import Actions

__all__ = ["SLOW", "Toolbar"]

SLOW = "slow"
"""The speed at which every batch is seen to pass."""

_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_PENALTIES = (0.0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_BATCHES = (1, 5, 10, 15, 20, 30, 64, 128)
_PACES = (1.0, 5.0, FRAME_PACE, 100.0, 1000.0)

# TensorFlow Playground's names of controls that a link can hide.
_HIDDEN = {
    "learningRate": "learning_rate",
    "activation": "activation",
    "regularization": "regularization",
    "regularizationRate": "penalty_rate",
    "batchSize": "batch_size",
}


class Toolbar(QWidget):
    """Settings act at once, each as one entry of the undo history.

    Attributes
    ----------
    pace_chosen : Signal(object)
        Epochs per second, None for as fast as possible, or :data:`SLOW`.
    """

    pace_chosen = Signal(object)

    def __init__(self, document: Document, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setFixedHeight(48)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 12, 0)
        self._row.setSpacing(0)
        self._add_transport(actions)
        self.epoch = EpochDisplay()
        self._row.addWidget(self.epoch)
        self._past = [self._button("branch", actions.branch, primary=True)]
        self._past.append(self._button("step-last", actions.present))
        for button in self._past:
            button.hide()
            self._row.addWidget(button)
        self._separate()
        self._cells: dict[str, ToolbarCell] = {}
        self._add_settings()
        self._row.addStretch(1)
        self._devices: tuple[tuple[str, str], ...] = (("cpu", ""),)
        self._busy = (0.0, 0.0)
        self.device = DeviceChip([Device("cpu", "CPU")])
        self._row.addWidget(self.device)
        self.device.changed.connect(self._choose_device)
        document.changed.connect(self._refresh)
        theme().themeChanged.connect(self.update)
        self._refresh()

    # -- building --------------------------------------------------------------------------------------

    def _add_transport(self, actions: Actions) -> None:
        for name, action in (("undo", actions.undo), ("redo", actions.redo)):
            self._row.addWidget(self._button(name, action))
        self._separate()
        self.reset_button = self._button("reset", actions.reset)
        self._play = self._button("play", actions.play, primary=True)
        self.step_button = self._button("step", actions.step)
        epoch = self._button("step-epoch", actions.step_epoch)
        self._row.addWidget(self.reset_button)
        self._row.addSpacing(4)
        self._row.addWidget(self._play)
        self._row.addSpacing(4)
        self._row.addWidget(self.step_button)
        self._row.addWidget(epoch)
        self._pace = ToolbarCell(
            self.tr("Speed"), [(pace, self._pace_text(pace)) for pace in (SLOW, *_PACES, None)]
        )
        self._pace.setValue(FRAME_PACE)
        self._pace.setToolTip(self.tr("How many epochs a second are trained while playing"))
        self._pace.changed.connect(self.pace_chosen)
        explain(self._pace, self._topic_of_pace)
        self._row.addWidget(self._pace)
        self._separate()

    def _button(self, icon: str, action: Any, *, primary: bool = False) -> IconButton:
        button = IconButton(icon, "", size=32, primary=primary)
        button.set_action(action)
        return button

    def _topic_of_pace(self) -> Topic | None:
        return TOPICS["time.slow"] if self._pace.value() == SLOW else None

    def _pace_text(self, pace: float | str | None) -> str:
        if isinstance(pace, str):
            return self.tr("Slow motion")
        if pace is None:
            return self.tr("Max")
        return self.tr("{rate} ep/s").format(rate=format_compact(pace))

    def _separate(self) -> None:
        line = QFrame()
        line.setFixedSize(1, 24)
        line.setProperty("role", "toolbar-line")
        self._row.addSpacing(8)
        self._row.addWidget(line)
        self._row.addSpacing(8)

    def _add_settings(self) -> None:
        numbers = [(rate, format_compact(rate)) for rate in _RATES]
        penalties = [(rate, format_compact(rate)) for rate in _PENALTIES]
        sizes: list[tuple[object, str]] = [(size, str(size)) for size in _BATCHES]
        free = Scale(1e-6, 10.0, logarithmic=True)
        self._cell("learning_rate", self.tr("Learning rate"), numbers, self._set_rate, custom=free)
        self._cell("optimizer", self.tr("Optimizer"), _kinds(Optimizer), self._set_optimizer, mono=False)
        self._cell("activation", self.tr("Activation"), _kinds(Activation), self._set_activation, mono=False)
        kinds = [
            ("none", self.tr("None")),
            ("l1", "L1"),
            ("l2", "L2"),
            ("elimination", self.tr("Elimination")),
        ]
        self._cell("regularization", self.tr("Regularization"), kinds, self._set_penalty, mono=False)
        self._cell("penalty_rate", self.tr("Rate"), penalties, self._set_penalty_rate, custom=free)
        sizes.append(("full", self.tr("All")))
        whole = Scale(1, 100_000, logarithmic=True)
        self._cell("batch_size", self.tr("Batch"), sizes, self._set_batch, custom=whole, integer=True)

    def _cell(
        self,
        name: str,
        caption: str,
        choices: Any,
        chosen: Callable[[Any], None],
        *,
        mono: bool = True,
        custom: Scale | None = None,
        integer: bool = False,
    ) -> None:
        cell = ToolbarCell(caption, choices, mono=mono, custom=custom, integer=integer)
        cell.changed.connect(chosen)
        explain(cell, partial(self._topic, name))
        self._cells[name] = cell
        self._row.addWidget(cell)

    def _topic(self, name: str) -> Topic | None:
        """Return what help says about a setting as it is chosen now."""
        training = self._document.experiment.training
        if name == "optimizer":
            return topic(training.optimizer)
        if name == "regularization":
            return penalty_topic(training.regularization.kind)
        if name == "penalty_rate":
            return field_topic(Regularization, "rate")
        if name == "activation":
            kind = hidden_activation(self._document.experiment.graph)
            return topic(Activation.named(kind)) if kind else None
        return field_topic(Training, name)

    # -- showing ---------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        experiment = self._document.experiment
        training = experiment.training
        activation = hidden_activation(experiment.graph)
        cells = self._cells
        cells["learning_rate"].setValue(training.learning_rate)
        cells["optimizer"].setValue(training.optimizer.kind)
        cells["activation"].setValue(activation or "–")
        cells["regularization"].setValue(training.regularization.kind)
        cells["penalty_rate"].setValue(training.regularization.rate)
        cells["batch_size"].setValue(training.batch_size)
        hidden = experiment.view.hidden
        for control, name in _HIDDEN.items():
            cells[name].setVisible(control not in hidden)
        self._play.setVisible("playButton" not in hidden)
        self.step_button.setVisible("stepButton" not in hidden)
        self.reset_button.setVisible("resetButton" not in hidden)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show where the training is."""
        self.epoch.show_progress(snapshot.epoch, snapshot.step, snapshot.seconds, snapshot.epochs_per_second)
        self.epoch.show_past(snapshot.past)
        for button in self._past:
            button.setVisible(snapshot.past)
        self._show_load(snapshot)
        if snapshot.device in (key for key, _name in self._devices):
            self.device.setValue(snapshot.device)

    def show_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        """Offer the devices that were found once torch was loaded."""
        if devices != self._devices:
            self._devices = devices
            self.device.set_devices([Device(key, key.upper(), note=name) for key, name in devices])

    def _show_load(self, snapshot: Snapshot) -> None:
        """Show which share of the time since the last picture went into training."""
        now, (then, before) = time.perf_counter(), self._busy
        self._busy = (now, snapshot.seconds)
        for key, _name in self._devices:
            share = (snapshot.seconds - before) / max(now - then, 1e-3) if key == snapshot.device else 0.0
            self.device.set_load(key, share)

    def show_playing(self, playing: bool) -> None:
        """Show pause instead of play."""
        self._play.set_icon("pause" if playing else "play")

    def set_pace(self, pace: float | str | None) -> None:
        """Show the speed chosen elsewhere."""
        self._pace.setValue(pace)

    def paces(self) -> tuple[float | None, ...]:
        """Return the speeds on offer, slowest first."""
        return (*_PACES, None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("window"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("separator"))

    # -- editing ---------------------------------------------------------------------------------------

    def _apply(self, text: str, experiment: Experiment, key: str) -> None:
        self._document.apply(text, experiment, merge_key=key)

    def _train(self, text: str, **changes: Any) -> None:
        experiment = self._document.experiment
        self._apply(text, experiment.replace(training=experiment.training.replace(**changes)), "")

    def _set_rate(self, rate: float) -> None:
        self._train(
            self.tr("Change learning rate to {rate}").format(rate=format_compact(rate)), learning_rate=rate
        )

    def _set_optimizer(self, kind: str) -> None:
        optimizer = Optimizer.named(kind)()
        title = say(optimizer.title)
        self._train(self.tr("Change optimizer to {name}").format(name=title), optimizer=optimizer)

    def _set_activation(self, kind: str) -> None:
        name = say(Activation.named(kind).title)
        text = self.tr("Change activation to {name}").format(name=name)
        self._apply(text, with_hidden_activation(self._document.experiment, kind), "")

    def _set_penalty(self, kind: str) -> None:
        old = self._document.experiment.training.regularization
        # A first penalty with rate 0 would do nothing, which looks like a defect.
        rate = 0.001 if kind != "none" and old.rate == 0 else old.rate
        self._train(self.tr("Change regularization"), regularization=old.replace(kind=kind, rate=rate))

    def _set_penalty_rate(self, rate: float) -> None:
        old = self._document.experiment.training.regularization
        self._train(self.tr("Change regularization rate"), regularization=old.replace(rate=rate))

    def _set_batch(self, size: int | str) -> None:
        self._train(self.tr("Change batch size"), batch_size=size)

    def _choose_device(self, key: str) -> None:
        self._train(self.tr("Change device"), device=key)


def _kinds(family: Any) -> list[tuple[object, str]]:
    return [(kind, say(member.title)) for kind, member in family.kinds().items()]
