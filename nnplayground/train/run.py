"""Training from the first step to the last, without a window."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.train.history import History
from nnplayground.train.parallel import team
from nnplayground.train.stride import EvenStride, Stride

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.text import Text
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.history import Curves
    from nnplayground.train.measures import Measures
    from nnplayground.train.program import Program
    from nnplayground.train.snapshot import Scores
    from nnplayground.train.trainer import Trainer

    Pace = Callable[[Trainer, float], int]

__all__ = ["Run", "require_end", "run_experiment"]

_CALL = 0.03  # seconds between two looks at the clock and at whoever may want to stop
_EXACT = 1_000_000  # rows of a headless history, which is written to a file
_EACH = 1_000  # epochs that are all recorded unless something else is wished
_RATIO = 100  # thereafter an epoch is recorded when its number has grown by one part in so many


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A finished run.

    Attributes
    ----------
    experiment : Experiment
    prepared : PreparedData
        The samples, split and standardised.
    module : Program
        An ``nn.Module`` from features to the raw prediction.
    measures : Measures
        At the end.
    history : Curves
        Every recorded epoch; ``history.mean["test_loss"]`` and so on.
    reason : str
        Why it ended.
    device_memory : int
        Bytes held on a GPU at the end; 0 on the processor.
    """

    experiment: Experiment
    prepared: PreparedData
    module: Program
    measures: Measures
    history: Curves
    reason: Text
    device: str
    engine: str
    engine_note: str
    device_memory: int

    @property
    def scores(self) -> Mapping[str, Scores]:
        """The final scores by part; parts without samples are left out."""
        parts = {name: getattr(self.measures, name) for name in ("train", "validation", "test")}
        return {name: scores for name, scores in parts.items() if not np.isnan(scores.loss)}

    @property
    def epochs(self) -> int:
        """Finished epochs."""
        return self.measures.epoch

    @property
    def steps(self) -> int:
        """Finished steps."""
        return self.measures.step

    @property
    def seconds(self) -> float:
        """Time spent in steps."""
        return self.measures.seconds

    @property
    def precision(self) -> str:
        """``"float32"``, ``"tf32"``, ``"bfloat16"`` or ``"float64"``."""
        return self.experiment.training.precision

    def state_dict(self) -> dict[str, Any]:
        """Return the weights by ``<node>.<parameter>``."""
        return self.module.state_dict()

    def predict(self, raw: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """Return probabilities or values for raw samples.

        Parameters
        ----------
        raw : ndarray
            Shape (n, columns) or of pictures, before features and standardisation.

        Returns
        -------
        ndarray
            (n, outputs). Probabilities of a sigmoid or a softmax, otherwise the network's own values.
        """
        import torch

        from nnplayground.train.evaluation import looking
        from nnplayground.train.metrics import linked

        features = self.prepared.transform(np.asarray(raw, np.float64))
        x = torch.tensor(features).to(self.module.device, self.module.dtype)
        with looking(self.module):
            scores = self.module(x)
            link = self.module.main.link if self.module.main else None
            result: NDArray[np.floating[Any]] = (linked(scores, link) if link else scores).cpu().numpy()
        return result


def run_experiment(
    experiment: Experiment,
    *,
    progress: Callable[[Measures], None] | None = None,
    history_every: int | Pace | None = None,
    should_stop: Callable[[], bool] | None = None,
    watch: Callable[[Trainer], None] | None = None,
    prepared: PreparedData | None = None,
    saved: Mapping[str, NDArray[Any]] | None = None,
) -> Run:
    """Train until a stop rule of ``experiment.training.stop`` holds.

    Parameters
    ----------
    experiment : Experiment
    progress : callable, optional
        Gets the measures of every recorded epoch, epoch 0 included.
    history_every : int or callable, optional
        Epochs between two records, or who says which epoch is the next one to be recorded, from the trainer
        and the seconds that its last record took; the last epoch is always recorded. Without it, every epoch
        is recorded up to the 1,000th, then the next one follows after 1 % more epochs, since measuring a
        small network takes as long as training it for a hundred epochs; if a stop rule has to see every
        epoch, all are recorded.
        It does not change the result.
    should_stop : callable, optional
        Asked between steps; True ends the run in order.
    watch : callable, optional
        May look at the network, but change nothing, many times a second between steps.
    prepared : PreparedData, optional
        The data, if made already.
    saved : Mapping[str, ndarray], optional
        The training of a project, which is gone on with instead of starting anew; it counts for stop rules.

    Raises
    ------
    PlaygroundError
        If the experiment cannot be trained, has no stop rule, or diverges.
    """
    from nnplayground.train.device import memory_held
    from nnplayground.train.saved import resume
    from nnplayground.train.trainer import Trainer

    require_end(experiment, should_stop is not None)
    trainer = Trainer(experiment, prepared, History(_EXACT))
    if saved is not None:
        resume(trainer, saved)
    last, reason = _trained(
        trainer, history_every, progress or _quiet, should_stop or _never, watch or _quiet
    )
    return Run(
        trainer.experiment,
        trainer.prepared,
        trainer.program,
        last,
        trainer.history.arrays(),
        reason,
        str(trainer.device),
        trainer.engine.name,
        trainer.engine.note,
        memory_held(trainer.device),
    )


def _trained(
    trainer: Trainer,
    every: int | Pace | None,
    progress: Callable[[Measures], None],
    should_stop: Callable[[], bool],
    watch: Callable[[Trainer], None],
) -> tuple[Measures, Text]:
    first, took = _recorded(trainer, again=not _is_recorded(trainer))
    progress(first)
    measures: Measures | None = first
    reason = trainer.stop_reason(first)
    stride, due = Stride(_CALL) if team() is None else EvenStride(), _next_record(trainer, every, took)
    while reason is None:
        ends = _advanced(trainer, stride, due - trainer.epoch)
        watch(trainer)
        measures = None
        if ends and trainer.epoch == due:
            measures, took = _recorded(trainer)
            due = _next_record(trainer, every, took)
            progress(measures)
        elif ends and trainer.needs_every_epoch:
            measures = trainer.measure()
        reason = trainer.stop_reason(measures)
        if reason is None and _any_wants(should_stop):
            reason = _("core", "Interrupted.")
    return _final(trainer, measures, progress), reason


def _recorded(trainer: Trainer, *, again: bool = True) -> tuple[Measures, float]:
    """Measure, and record it unless that was done; return the seconds it took as well."""
    started = time.perf_counter()
    measures = trainer.record() if again else trainer.measure()
    return measures, time.perf_counter() - started


def _next_record(trainer: Trainer, every: int | Pace | None, took: float) -> int:
    """Return the epoch to be recorded next.

    It is counted, never timed, unless somebody else paces it, so that equal runs have equal histories.
    """
    if callable(every):
        return every(trainer, took)
    epoch = trainer.epoch
    if every is not None:
        return epoch - epoch % every + every
    if trainer.needs_every_epoch or epoch < _EACH:
        return epoch + 1
    return epoch + epoch // _RATIO


def _advanced(trainer: Trainer, stride: Stride, epochs: int) -> int:
    """Do a call's worth of steps; return how many epochs they finished."""
    step, seconds = trainer.step, trainer.seconds
    ends = trainer.advance(stride.steps, epochs)
    stride.took(trainer.step - step, trainer.seconds - seconds)
    together = team()
    if together is not None:  # one clock for all, or some would stop before others
        trainer.seconds = together.most(trainer.seconds)
    return ends


def _any_wants(should_stop: Callable[[], bool]) -> bool:
    together = team()
    return should_stop() if together is None else together.most(float(should_stop())) > 0


def _is_recorded(trainer: Trainer) -> bool:
    """Tell whether the newest row of the history is of this step."""
    return len(trainer.history) > 0 and bool(trainer.history.arrays().mean["step"][-1] == trainer.step)


def _final(trainer: Trainer, measures: Measures | None, progress: Callable[[Measures], None]) -> Measures:
    """Return the measures at the end, measured again if early stopping has put back other weights."""
    recorded = _is_recorded(trainer)
    if measures is not None and recorded and trainer.experiment.training.stop.patience is None:
        return measures
    if recorded:
        return trainer.measure()
    last = trainer.record()
    progress(last)
    return last


def _quiet(_seen: object) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


def require_end(experiment: Experiment, interruptible: bool) -> None:
    """Raise if nothing would ever end a run."""
    stop = experiment.training.stop
    rules = (stop.epochs, stop.steps, stop.seconds, stop.until, stop.patience)
    if interruptible or any(rule is not None for rule in rules):
        return
    sentence = _("core", "The run has no end.")
    remedy = _("core", "Say after how many epochs, steps or seconds it stops, or until what.")
    raise TrainingError(sentence, place="training.stop", remedy=remedy)
