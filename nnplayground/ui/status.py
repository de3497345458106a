"""The status bar: what the trainer does, and what the document holds."""

from __future__ import annotations

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

__all__ = ["StatusBar"]

_COLOURS = {
    RunState.PLAYING: "accent",
    RunState.DIVERGED: "error",
    RunState.BROKEN: "error",
}


class StatusBar(QWidget):
    """Plain words left and right, 24 px high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(24)
        self._state = RunState.STARTING
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
        if snapshot.state is not self._state:
            self._state = snapshot.state
            self.update()
        self._doing.setText(self._sentence(snapshot))
        playing = snapshot.state is RunState.PLAYING
        rate = format_number(snapshot.epochs_per_second, 1 if snapshot.epochs_per_second < 1000 else 0)
        self._rate.setText(self.tr("{rate} epochs/s").format(rate=rate) if playing else "")
        self._engine.setText(snapshot.engine)
        self._engine.setToolTip(self._engine_notes(snapshot))

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
            case RunState.PAUSED if snapshot.past:
                present = format_number(snapshot.present[0])
                return self.tr("Earlier moment: epoch {epoch} of {present}").format(
                    epoch=epoch, present=present
                )
            case RunState.STARTING:
                return self.tr("Loading PyTorch")
            case RunState.PLAYING if snapshot.refusal:
                return self.tr("Training the last valid network on {device}").format(device=device)
            case RunState.PLAYING:
                return self.tr("Training on {device}").format(device=device)
            case RunState.PAUSED if snapshot.refusal:
                return self.tr("The last valid network is paused at epoch {epoch}").format(epoch=epoch)
            case RunState.PAUSED:
                return self.tr("Paused at epoch {epoch}").format(epoch=epoch)
            case RunState.FINISHED:
                return say(snapshot.message) or self.tr("Finished at epoch {epoch}").format(epoch=epoch)
            case RunState.DIVERGED:
                return self.tr("Diverged at epoch {epoch}").format(epoch=epoch)
            case RunState.BROKEN:
                return self.tr("Cannot train this graph")

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
        colour = theme().colour(_COLOURS.get(self._state, "text3"))
        draw_box(painter, QRectF(12, (self.height() - 6) / 2 + 0.5, 6, 6), 3, colour)
