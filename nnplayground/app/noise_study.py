"""The study of noise that belongs to a document: which networks take part, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.long_task import LongTask
from nnplayground.app.runs import experiment_name
from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import presets
from nnplayground.projects.rivals import RIVALS, on_data_of, rival
from nnplayground.train.noise_study import Contestant, NoiseCurve, can_be_studied, study_noise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.long_task import Progress, ShouldStop
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.picture_noise import NoiseKind

__all__ = ["OWN", "Candidate", "NoiseStudy"]

OWN = "own"
_USUAL = (OWN, "perceptron", "deep", "residual")
_EPOCHS = 15
_STEP = 1000  # parts of a network's training that progress is told in


@dataclass(frozen=True, slots=True)
class Candidate:
    """A network that can take part.

    Attributes
    ----------
    key : str
        ``"own"``, the name of a rival, ``"preset:lenet5"`` or ``"run:3"``.
    title : str
        In the person's language.
    """

    key: str
    title: str


class NoiseStudy(QObject):
    """Trains the chosen networks one after the other and judges them.

    Attributes
    ----------
    changed : Signal
        Other networks are chosen, or there is more to be seen.
    kind : str
        Of the noise that they are judged by.
    epochs : int
        That each of them is trained for.
    curves : tuple of NoiseCurve
        Of the newest study, as far as it is.
    error : PlaygroundError or None
        Why there is nothing.
    """

    changed = Signal()

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._runs = document, session.runs
        self._chosen = list(_USUAL)
        self._found: list[NoiseCurve] = []  # filled by the thread; only read here
        self._presets: dict[str, Experiment] | None = None  # on pictures, once they are loaded
        self._added: list[str] = []
        self._names: tuple[str, ...] = ()
        self._of: tuple[object, ...] = ()
        self.kind: NoiseKind = "gaussian"
        self.epochs = _EPOCHS
        self.curves: tuple[NoiseCurve, ...] = ()
        self.error: PlaygroundError | None = None
        self._task = LongTask(self)
        self._task.progressed.connect(self._on_progress)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self._on_progress)
        self._runs.changed.connect(self.changed)
        document.replaced.connect(self._on_replaced)

    # -- who takes part --------------------------------------------------------------------------------

    def candidates(self) -> tuple[Candidate, ...]:
        """Return the document's network, the well-known forms, and kept runs on such pictures."""
        spec = self._document.experiment.data.spec()
        own = Candidate(OWN, self.tr("This network"))
        rivals = (Candidate(name, say(title)) for name, title in RIVALS.items())
        runs = (
            Candidate(f"run:{run.number}", say(run.name))
            for run in self._runs.runs
            if run.experiment.data.spec().x == spec.x and can_be_studied(run.experiment)
        )
        added = (Candidate(f"preset:{name}", experiment_name(self.presets[name])) for name in self._added)
        return (own, *rivals, *added, *runs)

    @property
    def presets(self) -> Mapping[str, Experiment]:
        """The presets that tell pictures apart, once :meth:`load_presets` has found them."""
        return self._presets or {}

    def load_presets(self) -> None:
        """Look for presets beside the window, once."""
        if self._presets is None:
            self._presets = {}
            in_background(self, _picture_presets, self._on_presets)

    def _on_presets(self, found: dict[str, Experiment]) -> None:
        self._presets = found
        self.changed.emit()

    def add_preset(self, name: str) -> None:
        """Let a preset's network take part."""
        if name in self.presets and name not in self._added:
            self._added.append(name)
            self.choose(f"preset:{name}", True)

    def is_chosen(self, key: str) -> bool:
        """Tell whether a network takes part."""
        return key in self._chosen

    def choose(self, key: str, chosen: bool) -> None:
        """Let a network take part, or not."""
        if chosen != (key in self._chosen):
            self._chosen = [*self._chosen, key] if chosen else [k for k in self._chosen if k != key]
            self.changed.emit()

    def set_kind(self, kind: NoiseKind) -> None:
        """Judge by another noise."""
        self.kind = kind
        self.changed.emit()

    def set_epochs(self, epochs: int) -> None:
        """Train longer or shorter."""
        self.epochs = epochs
        self.changed.emit()

    # -- the work --------------------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether networks are being trained."""
        return self._task.is_running

    @property
    def progress(self) -> float:
        """The share that is done."""
        done, of = self._task.progress
        return done / of if of else 0.0

    @property
    def current(self) -> str:
        """The network that is being trained."""
        number = int(self.progress * len(self._names))
        return self._names[min(number, len(self._names) - 1)] if self._names else ""

    @property
    def is_stale(self) -> bool:
        """Whether what is shown is of another network or other data than the document has now."""
        return bool(self.curves) and self._of != self._key()

    def can_start(self) -> bool:
        """Tell whether there is something to be studied."""
        known = {candidate.key for candidate in self.candidates()}
        report = self._document.report
        return bool(known & set(self._chosen)) and (report.ok or OWN not in self._chosen)

    def start(self) -> None:
        """Train and judge all that take part."""
        contestants, self.error = self._contestants(), None
        self.curves, self._found = (), []
        self._names, self._of = tuple(c.name for c in contestants), self._key()
        if contestants:
            self._task.start(partial(_studied, tuple(contestants), self.kind, self.epochs, self._found))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; what is done stays."""
        self._task.cancel()

    def _contestants(self) -> list[Contestant]:
        found: list[Contestant] = []
        for candidate in self.candidates():
            if candidate.key in self._chosen:
                try:
                    found.append(Contestant(candidate.title, self._experiment(candidate.key)))
                except PlaygroundError as error:
                    self.error = error
        return found

    def _experiment(self, key: str) -> Experiment:
        own = self._document.experiment
        if key == OWN:
            return own
        if key in RIVALS:
            return rival(key, own)
        if key.startswith("preset:"):
            return on_data_of(own, self.presets[key.removeprefix("preset:")])
        run = self._runs.run(int(key.removeprefix("run:")))
        return on_data_of(own, run.experiment if run is not None else own)

    def _key(self) -> tuple[object, ...]:
        own = self._document.experiment
        return own.data, own.graph.structure

    def _on_progress(self) -> None:
        self.curves = tuple(self._found)
        self.changed.emit()

    def _on_failed(self, error: PlaygroundError) -> None:
        self.error = error
        self.changed.emit()

    def _on_replaced(self) -> None:
        self._task.cancel()
        self.curves, self._found, self.error = (), [], None
        self.changed.emit()


def _picture_presets() -> dict[str, Experiment]:
    loaded = {name: presets.load(name) for name in presets.names()}
    return {name: experiment for name, experiment in loaded.items() if can_be_studied(experiment)}


def _studied(
    contestants: tuple[Contestant, ...],
    kind: NoiseKind,
    epochs: int,
    found: list[NoiseCurve],
    progress: Progress,
    should_stop: ShouldStop,
) -> None:
    def tell(number: int, epoch: int, of: int) -> None:
        share = epoch / of if of else 0.0
        progress(round(_STEP * (number + min(1.0, share))), _STEP * len(contestants))

    study_noise(contestants, kind, epochs=epochs, progress=tell, done=found.append, should_stop=should_stop)
