"""The status bar: what the trainer does, and what the document holds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnplayground.app.translation import say
from nnplayground.core.shapes import Severity
from nnplayground.train.snapshot import RunState
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.points import Points
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Motion", "StatusBar"]

_COLOURS = {
    RunState.PLAYING: "accent",
    RunState.DIVERGED: "error",
    RunState.BROKEN: "error",
}


class Motion(StrEnum):
    """What moves while the trainer itself stands still."""

    NONE = "none"
    SLOW = "slow"
    HELD = "held"  # slow motion that stands still
    RECORD = "record"
    RECORD_BACK = "record-back"


class StatusBar(QWidget):
    """Plain words left and right, 24 px high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(24)
        self._snapshot: Snapshot | None = None
        self._motion = Motion.NONE
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 12, 0)
        row.setSpacing(16)
        self._doing, self._engine = self._label(), self._label(mono=True)
        self._rate = self._label(mono=True)
        self._problems, self._samples = self._label(), self._label(mono=True)
        for label in (self._doing, self._rate, self._engine):
            row.addWidget(label)
        row.addStretch(1)
        for label in (self._problems, self._samples):
            row.addWidget(label)
        self._doing.setText(self.tr("Loading PyTorch"))
        theme().themeChanged.connect(self.update)

    def _label(self, *, mono: bool = False) -> QLabel:
        label = QLabel()
        label.setFont(mono_font(11) if mono else ui_font(11))
        label.setProperty("role", "caption")
        return label

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say what the trainer does."""
        before, self._snapshot = self._snapshot, snapshot
        if before is None or snapshot.state is not before.state:
            self.update()
        self._doing.setText(self._sentence(snapshot))
        playing = snapshot.state is RunState.PLAYING
        rate = format_number(snapshot.epochs_per_second, 1 if snapshot.epochs_per_second < 1000 else 0)
        self._rate.setText(self.tr("{rate} epochs/s").format(rate=rate) if playing else "")
        self._engine.setText(snapshot.engine)
        self._engine.setToolTip(self._engine_notes(snapshot))

    def show_motion(self, motion: Motion) -> None:
        """Say what moves."""
        self._motion = motion
        if self._snapshot is not None:
            self._doing.setText(self._sentence(self._snapshot))
        self.update()

    def _engine_notes(self, snapshot: Snapshot) -> str:
        """Return why steps run this way, and what a GPU's memory holds."""
        notes = [say(snapshot.engine_note)]
        if snapshot.device_memory:
            held = format_number(snapshot.device_memory / 2**20)
            notes.append(self.tr("{held} MiB held on {device}").format(held=held, device=snapshot.device))
        return "\n".join(note for note in notes if note)

    def _sentence(self, snapshot: Snapshot) -> str:
        device = snapshot.device.upper()
        epoch = format_number(snapshot.epoch)
        match snapshot.state:
            case RunState.STARTING:
                return self.tr("Loading PyTorch")
            case RunState.PLAYING if snapshot.refusal:
                return self.tr("Training the last valid network on {device}").format(device=device)
            case RunState.PLAYING:
                return self.tr("Training on {device}").format(device=device)
            case RunState.PAUSED:
                said = self._moment() if snapshot.past else self._pause(snapshot)
                step, present = format_number(snapshot.step), format_number(snapshot.present[0])
                return said.format(epoch=epoch, step=step, present=present)
            case RunState.FINISHED:
                return say(snapshot.message) or self.tr("Finished at epoch {epoch}").format(epoch=epoch)
            case RunState.DIVERGED:
                return self.tr("Diverged at epoch {epoch}").format(epoch=epoch)
            case RunState.BROKEN:
                return self.tr("Cannot train this graph")

    def _moment(self) -> str:
        """Return what is said of an earlier moment."""
        if self._motion is Motion.RECORD:
            return self.tr("Playing the record: epoch {epoch} of {present}")
        if self._motion is Motion.RECORD_BACK:
            return self.tr("Playing the record backwards: epoch {epoch} of {present}")
        return self.tr("Earlier moment: epoch {epoch} of {present}")

    def _pause(self, snapshot: Snapshot) -> str:
        """Return what is said of a present that the trainer leaves as it is."""
        if self._motion is Motion.SLOW:
            return self.tr("Slow motion at epoch {epoch}, step {step}")
        if self._motion is Motion.HELD:
            return self.tr("Slow motion held at epoch {epoch}, step {step}")
        if snapshot.refusal:
            return self.tr("The last valid network is paused at epoch {epoch}")
        return self.tr("Paused at epoch {epoch}")

    def _colour(self) -> str:
        if self._motion in (Motion.NONE, Motion.HELD):
            return _COLOURS.get(self._snapshot.state, "text3") if self._snapshot is not None else "text3"
        return "accent"

    def show_report(self, report: ShapeReport) -> None:
        """Count the problems."""
        errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
        warnings = len(report.problems) - errors
        if not report.problems:
            self._problems.setText(self.tr("No problems"))
            return
        # A count after a colon needs no plural forms, of which Russian has three.
        parts = [self.tr("Problems: {count}").format(count=errors)] if errors else []
        parts += [self.tr("Warnings: {count}").format(count=warnings)] if warnings else []
        self._problems.setText(", ".join(parts))

    def show_points(self, points: Points) -> None:
        """Count the samples."""
        counts = (len(points.train_x), len(points.validation_x), len(points.test_x))
        numbers = [format_number(count) for count in counts]
        text = self.tr("{train} train {validation} val {test} test")
        self._samples.setText(text.format(train=numbers[0], validation=numbers[1], test=numbers[2]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("window"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("separator"))
        colour = theme().colour(self._colour())
        draw_box(painter, QRectF(12, (self.height() - 6) / 2 + 0.5, 6, 6), 3, colour)
