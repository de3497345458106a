"""A view on a real run without a thread: its probes are answered by a trainer that the test holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nnplayground.app.document import Document
from nnplayground.app.points import load_points
from nnplayground.app.session import Session
from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import RunState, empty_snapshot
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot


@dataclass
class Stage:
    """A document, its session and a trainer of the same experiment."""

    document: Document
    session: Session
    trainer: Trainer
    prober: Prober

    @classmethod
    def of(cls, preset: str | Experiment, epochs: int = 1) -> Stage:
        """Load a preset and train it a little."""
        experiment = presets.load(preset) if isinstance(preset, str) else preset
        document = Document(experiment)
        session = Session(document, document)
        session.points = load_points(experiment.data)
        session.attention.samples.show_points(session.points)
        trainer = Trainer(experiment)
        for _epoch in range(epochs):
            trainer.advance(steps=10**9, epochs=1)
        return cls(document, session, trainer, Prober())

    def snapshot(self, view: Any) -> Snapshot:
        """Answer what ``view`` wants."""
        found = self.trainer.measure()
        parts: Any = {name: getattr(found, name) for name in ("train", "validation", "test")}
        probes = self.prober.answer(self.trainer, view.wanted_probes())
        return replace(empty_snapshot(RunState.PAUSED), run=1, probes=probes, **parts)

    def show(self, view: Any) -> Snapshot:
        """Answer what ``view`` wants and show it."""
        snapshot = self.snapshot(view)
        view.show_snapshot(snapshot)
        return snapshot


def place(qtbot: Any, widget: QWidget, width: int, height: int) -> None:
    """Put a widget on the screen."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
