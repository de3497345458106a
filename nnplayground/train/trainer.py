"""One run: a program, its data, an engine, and how far it has come."""

from __future__ import annotations

import copy
import math
import time
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch

from nnplayground.core.ablation import only_ablates
from nnplayground.core.condition import parse_condition
from nnplayground.core.errors import TrainingError
from nnplayground.core.text import number
from nnplayground.core.text import translatable as _
from nnplayground.data.prepare import prepare
from nnplayground.train.batches import Batches
from nnplayground.train.changes import describe_changes
from nnplayground.train.device import choose_device, choose_threads, use_threads, within_memory
from nnplayground.train.divergence import divergence
from nnplayground.train.engine.engine import Engine
from nnplayground.train.evaluation import evaluate, parts_on
from nnplayground.train.history import History
from nnplayground.train.interrupt import NEVER
from nnplayground.train.measures import Measures
from nnplayground.train.passage import Passage
from nnplayground.train.patience import Patience
from nnplayground.train.precision import stored_dtype
from nnplayground.train.program import build_program, carry_over
from nnplayground.train.redraw import Redraws
from nnplayground.train.snapshot import NO_SCORES
from nnplayground.train.spread import Spread
from nnplayground.train.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.text import Text
    from nnplayground.core.training import Training
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.batches import Plan
    from nnplayground.train.interrupt import Interrupt
    from nnplayground.train.program import Program

    Index = tuple[int, ...]

__all__ = ["Trainer"]

Value = TypeVar("Value")

# What a trainer counts, by attribute.
_COUNTED = (
    "step",
    "epoch",
    "seconds",
    "last_loss",
    "_epoch_loss",
    "_epoch_samples",
)


class Trainer:
    """Trains one experiment step by step; between any two steps it can be looked at and edited.

    Parameters
    ----------
    experiment : Experiment
    prepared : PreparedData, optional
        Its data, if made already.
    history : History, optional
        Where measures go.

    Attributes
    ----------
    step, epoch : int
        Finished ones.
    seconds : float
        Spent in steps.
    last_loss : float
        Of the last batch, before its update.
    taken : Taken
        Which samples the last steps of this program took.

    Raises
    ------
    PlaygroundError
        If the graph, the data or the device is not right.
    """

    def __init__(
        self,
        experiment: Experiment,
        prepared: PreparedData | None = None,
        history: History | None = None,
    ) -> None:
        require_trainable(experiment)
        self.experiment = experiment
        self.history = history if history is not None else History()
        self.prepared = prepared or prepare(experiment.data)
        self._settle(experiment)
        self.reset()

    def _settle(self, experiment: Experiment) -> None:
        report, training = experiment.report(), experiment.training
        self.device = choose_device(training.device, report.parameters)
        self._precision = training.precision
        with within_memory(self.device):
            self.parts = parts_on(self.prepared, stored_dtype(self._precision), self.device)
        samples = len(self.parts["train"])
        batch = samples if training.batch_size == "full" else min(int(training.batch_size), samples)
        self._threads = choose_threads(training.threads, report.multiply_adds * batch)
        self.take_threads()

    def take_threads(self) -> None:
        """Compute with as many threads as this experiment asks for, after another trainer was at work."""
        use_threads(self._threads)

    def reset(self) -> None:
        """Start again: the same seed gives the same weights, order and noise."""
        with within_memory(self.device):
            program = self._built(self.experiment)
            engine = Engine(program, self.experiment.training)
        self.program: Program = program
        self.engine = engine
        self._redraws, self._passage = Redraws(), Passage()
        self._begin_batches()
        self._tracker = self.experiment.training.schedule.tracker()
        self.step = self.epoch = 0
        self.seconds = 0.0
        self.last_loss = math.nan
        self._losses = Spread()
        self.watch_best()
        self.history.clear()

    def _built(self, experiment: Experiment) -> Program:
        self.taken = Taken(len(self.parts["train"]))  # none by the new program
        return build_program(experiment, self.device, self.prepared.stream)

    def _begin_batches(self) -> None:
        samples = len(self.parts["train"])
        self._batches = Batches(samples, self.experiment.training, self.experiment.seed, self.device)
        self._epoch_loss, self._epoch_samples = 0.0, 0

    def watch_best(self) -> None:
        """Let early stopping begin to wait from here."""
        self._patience = Patience(self.epoch)

    # -- stepping --------------------------------------------------------------------------------------

    def advance(self, steps: int = 1, epochs: int = 1, interrupt: Interrupt = NEVER) -> int:
        """Do one step, or several in one call, and return how many epochs they finished.

        The numbers are the same however many are done at once. Never goes beyond what the stop rules allow
        without looking, and ends with an epoch where a schedule or a stop rule has to see its loss.

        Parameters
        ----------
        steps, epochs : int
            At most so many steps, and none behind the end of so many epochs.
        interrupt : Interrupt, optional
            Ends the call after a step, if the engine can.

        Raises
        ------
        TrainingError
            If the loss is no longer finite; the weights are those before that step.
        """
        started = time.perf_counter()
        mark = self._batches.mark()
        plan = self._batches.take(*self._allowed(steps, epochs))
        try:
            with within_memory(self.device):
                own = plan.indices, self.step, self._factors(plan), interrupt
                losses = self.engine.run(self.parts["train"], *own)
        except TrainingError:
            self._batches.rewind(mark)
            raise
        self.last_loss = float(losses[-1])
        if not math.isfinite(self.last_loss):
            self._batches.rewind(mark)
            self._recount(losses[:-1])
            self._batches.next()
            raise divergence(self, plan.indices[len(losses) - 1])
        if len(losses) < len(plan.indices):
            self._batches.rewind(mark)
            finished = self._recount(losses)
        else:
            finished = plan.finished
            self._count(plan, losses)
        self.seconds += time.perf_counter() - started
        return finished

    def next_batch(self) -> torch.Tensor:
        """Return the indices of the samples that the next step will take, without taking them."""
        return self._batches.peek()

    def _allowed(self, steps: int, epochs: int) -> tuple[int, int]:
        stop = self.experiment.training.stop
        if self._tracker is not None or self.needs_every_epoch:
            epochs = 1
        if stop.steps is not None:
            steps = min(steps, stop.steps - self.step)
        if stop.epochs is not None:
            epochs = min(epochs, stop.epochs - self.epoch)
        return max(1, steps), max(1, epochs)

    def _factors(self, plan: Plan) -> NDArray[np.float64]:
        """Return what the schedule multiplies the learning rate by at each step."""
        factors = np.array(self.experiment.training.schedule.factors(self.step, plan.counts, self.epoch))
        return factors if self._tracker is None else factors * self._tracker.factor

    def _count(self, plan: Plan, losses: NDArray[np.float64]) -> None:
        self.taken.add(self.step, plan.indices[: len(losses)])
        self.step += len(losses)
        self._losses.add(losses)
        if self._tracker is not None:
            for loss in losses.tolist():
                self._epoch_loss += loss * plan.indices.shape[1]
            self._epoch_samples += len(losses) * plan.indices.shape[1]
        if plan.finished:
            self._end_epochs(plan.finished)

    def _recount(self, losses: NDArray[np.float64]) -> int:
        """Count the steps of a plan that came to no end; return how many epochs they finish."""
        finished = 0
        while len(losses):
            plan = self._batches.take(len(losses), len(losses))
            self._count(plan, losses[: len(plan.indices)])
            losses, finished = losses[len(plan.indices) :], finished + plan.finished
        return finished

    def prepare(self) -> None:
        """Begin in the background what the first step would have to wait for."""
        self.engine.prepare(self.parts["train"], self._batches.sizes)

    def is_preparing(self) -> bool:
        """Tell whether that has not come to its end."""
        return self.engine.is_preparing(self.parts["train"], self._batches.sizes)

    def _end_epochs(self, count: int) -> None:
        """Count finished epochs; a tracker sees each by itself, because :meth:`_allowed` sees to that."""
        self.epoch += count
        if self._tracker is not None and self._epoch_samples:
            self._tracker.observe(self._epoch_loss / self._epoch_samples)
        self._epoch_loss, self._epoch_samples = 0.0, 0

    @property
    def position(self) -> float:
        """Finished epochs, the begun one as a fraction."""
        return self.epoch + self._batches.fraction

    @property
    def schedule_factor(self) -> float:
        """What the schedule multiplies the learning rate by at the next step."""
        factor = self.experiment.training.schedule.factor(self.step, self.epoch)
        return factor if self._tracker is None else factor * self._tracker.factor

    @property
    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        return self.experiment.training.learning_rate * self.schedule_factor

    # -- measuring -------------------------------------------------------------------------------------

    def measure(self) -> Measures:
        """Evaluate every part of the data; training is not touched."""
        with within_memory(self.device):
            scores, penalty = evaluate(self.program, self.parts, self.engine.penalties, self._passage)
        train, validation, test = (scores.get(name, NO_SCORES) for name in ("train", "validation", "test"))
        place = self.epoch, self.step, self.seconds
        return Measures(*place, train, validation, test, penalty, self.learning_rate)

    def record(self, more: Mapping[str, float] | None = None) -> Measures:
        """Measure, and add the result, with ``more`` of the same step, to the history."""
        measures = self.measure()
        batches = {"batch_loss": self._losses.taken()} if self._losses.count else {}
        self.history.append({**measures.flat(), **(more or {})}, batches)
        return measures

    @property
    def needs_every_epoch(self) -> bool:
        """Whether a stop rule has to see measures after every epoch."""
        stop = self.experiment.training.stop
        return stop.patience is not None or stop.until is not None

    def stop_reason(self, measures: Measures | None = None) -> Text | None:
        """Return why the run ends here, or None if it goes on.

        Parameters
        ----------
        measures : Measures, optional
            Those of an epoch that has just ended; without them only counts and time are looked at.
        """
        stop = self.experiment.training.stop
        if stop.epochs is not None and self.epoch >= stop.epochs:
            return _("core", "{count} epochs are done.").format(count=self.epoch)
        if stop.steps is not None and self.step >= stop.steps:
            return _("core", "{count} steps are done.").format(count=self.step)
        if stop.seconds is not None and self.seconds >= stop.seconds:
            return _("core", "{count} seconds have passed.").format(count=number(stop.seconds))
        if measures is None:
            return None
        if stop.until is not None and parse_condition(stop.until).holds(measures.flat()):
            return _("core", "{condition} holds.").format(condition=stop.until)
        if stop.patience is None:
            return None
        return self._patience.ends(measures, stop.patience, self.program)

    # -- going back ------------------------------------------------------------------------------------

    def second(self) -> Trainer:
        """Return another trainer of the same experiment at its first step; they share the data only."""
        other = copy.copy(self)
        other.history = History()
        other.reset()
        other._redraws = self._redraws  # what was replaced can be put back after a branch, too
        return other

    def memory(self) -> tuple[dict[str, Tensor | NDArray[Any]], dict[str, Any]]:
        """Return everything that going on from here depends on.

        Returns
        -------
        dict
            Tensors, which are those in use, and arrays, which never change.
        dict
            Plain numbers, words and lists of them, as JSON has them; but floats may be infinite or NaN.
        """
        tensors, engine = self.engine.memory()
        orders, batches = self._batches.memory()
        best, patience = self._patience.memory()
        kept = {"best": best, "parked": self.program.parked}  # replaced as a whole, never written into
        fixed = {f"{kind}:{n}": t.cpu().numpy() for kind, own in kept.items() for n, t in own.items()}
        facts = {
            **{name: getattr(self, name) for name in _COUNTED},
            "engine": engine,
            "batches": batches,
            "patience": patience,
            "streams": {name: part.stream for name, part in self.program.noisy().items()},
            "tracker": self._tracker.memory() if self._tracker is not None else None,
        }
        return {**tensors, **{f"batches:{n}": a for n, a in orders.items()}, **fixed}, facts

    def remember(self, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
        """Go on from copies of what :meth:`memory` returned, for the same experiment."""
        for name in _COUNTED:
            setattr(self, name, facts[name])
        self.taken.clear()
        tensors = {name: torch.tensor(array, device=self.device) for name, array in arrays.items()}
        self.engine.remember(tensors, facts["engine"])
        self._batches.remember(_named(arrays, "batches"), facts["batches"])
        self._patience.remember(_named(tensors, "best"), facts["patience"])
        self.program.parked = _named(tensors, "parked")
        for name, part in self.program.noisy().items():
            part.stream = facts["streams"][name]
        self._tracker = self.experiment.training.schedule.tracker()
        if self._tracker is not None:
            self._tracker.remember(facts["tracker"])

    # -- editing ---------------------------------------------------------------------------------------

    def update(self, experiment: Experiment) -> bool:
        """Go on with an edited experiment; return whether the data changed.

        Weights, optimizer state, noise and order of batches are kept as far as they still fit. If the new
        experiment cannot be trained nothing changes.

        Raises
        ------
        PlaygroundError
            With the first thing that is wrong.
        """
        before = self.experiment
        self.become(experiment)
        for text in describe_changes(before, experiment):
            self.history.note(self.epoch, text)
        return experiment.data != before.data

    def become(self, experiment: Experiment) -> None:
        """As :meth:`update`, without a word in the history."""
        require_trainable(experiment)
        before = self.experiment
        prepared = self.prepared if experiment.data == before.data else prepare(experiment.data)
        device = choose_device(experiment.training.device, experiment.report().parameters)
        kept = dict(vars(self))
        self.experiment, self.prepared = experiment, prepared
        try:
            with within_memory(device):
                self._exchange(before)
        except TrainingError:
            vars(self).update(kept)
            self.engine.hold()
            raise

    def _exchange(self, before: Experiment) -> None:
        """Replace what the edit touched."""
        now = self.experiment
        if only_ablates(before.graph, now.graph) and before.replace(graph=now.graph) == now:
            self.program.ablate(now.graph)
            return
        new_data = now.data != before.data
        old_place = self.device, self._precision
        edited = now.graph.structure != before.graph.structure
        if new_data or _place(now.training) != _place(before.training) or edited:
            self._settle(now)
        old = self.program, self.engine
        if new_data or edited or (self.device, self._precision) != old_place:
            self.program = self._built(now)
            carry_over(old[0], self.program)
        if self.program is not old[0] or now.training != before.training:
            self.engine = Engine(self.program, now.training)
            self.engine.adopt(old[1])
            self.watch_best()
        if new_data:
            self._begin_batches()
        self._batches.configure(now.training)
        if now.training.schedule != before.training.schedule:
            self._tracker = now.training.schedule.tracker()

    @torch.no_grad()
    def set_weight(self, node: str, parameter: str, index: Index, value: float | tuple[float, ...]) -> None:
        """Set one number of one parameter by hand, or all that stand below ``index``, flattened.

        Raises
        ------
        TrainingError
            If there are no such numbers.
        """
        found = dict(self.program.parameters_of(node)).get(f"{node}.{parameter}")
        inside = found is not None and all(0 <= i < n for i, n in zip(index, found.shape, strict=False))
        if found is None or not inside or found.shape[len(index) :].numel() != np.size(value):
            sentence = _("core", "There is no weight {node}.{parameter}{index}.")
            raise TrainingError(sentence.format(node=node, parameter=parameter, index=list(index)))
        found[index] = found.new_tensor(value).reshape(found.shape[len(index) :])

    @torch.no_grad()
    def load_weights(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        """Take weights and running statistics by ``<node>.<parameter>``, those whose shapes fit."""
        for name, value in self.program.state_dict().items():
            given = weights.get(name)
            if given is not None and given.shape == tuple(value.shape):
                value.copy_(torch.from_numpy(given.copy()))

    def reinitialize(self, node: str, number: int, *, undo: bool = False) -> None:
        """Draw a node's weights anew, or put back those that this draw replaced.

        Raises
        ------
        TrainingError
            If the node has no weights, or the earlier ones are no longer kept.
        """
        if next(self.program.parameters_of(node), None) is None:
            raise TrainingError(_("core", "{node} has no weights to initialize.").format(node=node))
        if undo:
            self._redraws.undo(self.program, node, number)
        else:
            replays = self.prepared.stream is not None
            self._redraws.draw(self.program, node, self.experiment.seed, number, as_playground=replays)
        self.engine.forget(node)


def require_trainable(experiment: Experiment) -> None:
    """Raise the first reason why an experiment cannot be trained."""
    experiment.report().require_ok()
    stop, data = experiment.training.stop, experiment.data
    if stop.patience is not None and not data.dataset.counts(data.split)[1]:
        sentence = _("core", "Early stopping needs validation data, of which there is none.")
        remedy = _("core", "Set data.split.validation above 0, for example 0.2.")
        raise TrainingError(sentence, place="training.stop.patience", remedy=remedy)


def _named(tensors: Mapping[str, Value], kind: str) -> dict[str, Value]:
    """Return what is called ``kind:NAME`` by the name."""
    prefix = f"{kind}:"
    return {name.removeprefix(prefix): t for name, t in tensors.items() if name.startswith(prefix)}


def _place(training: Training) -> tuple[str, str, int]:
    return training.device, training.precision, training.threads
