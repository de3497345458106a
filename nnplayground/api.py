"""The Python interface: what a notebook needs, in one class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from nnplayground.core import experiment as core
from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from nnplayground.core.shapes import ShapeReport
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.many import ManyRuns
    from nnplayground.train.measures import Measures
    from nnplayground.train.run import Run

__all__ = ["Experiment"]


class Experiment(core.Experiment):
    """Everything that fixes a run: data, graph, training.

    It is a frozen value; :meth:`set` and :meth:`replace` return changed copies.

    Examples
    --------
    >>> from nnplayground import Experiment
    >>> experiment = Experiment.from_preset("circle").set("training.learning_rate", 0.1)
    >>> experiment.check().parameters
    25
    >>> run = experiment.train(epochs=5)
    >>> run.epochs, len(run.history)
    (5, 6)
    """

    @classmethod
    def from_preset(cls, name: str) -> Self:
        """Return a preset by its name; ``nnplayground list presets`` shows them."""
        from nnplayground.projects import presets

        return cls._of(presets.load(name))

    @classmethod
    def from_link(cls, link: str) -> Self:
        """Return the experiment that replays a TensorFlow Playground link."""
        from nnplayground.projects import tf_playground

        return cls._of(tf_playground.from_link(link))

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Read a project file, ``.nnp`` or ``.json``."""
        from nnplayground.projects import files

        return cls._of(files.load(path))

    @classmethod
    def _of(cls, experiment: core.Experiment) -> Self:
        return cls(**{name: getattr(experiment, name) for name in core.Experiment.model_fields})

    def save(self, path: Path | str) -> None:
        """Write a project file, ``.nnp`` or ``.json``; an old one is replaced only when all is written."""
        from nnplayground.projects import files

        files.save(path, self)

    def to_link(self) -> str:
        """Return the TensorFlow Playground link that shows the same run, or raise why there is none."""
        from nnplayground.projects import tf_playground

        return tf_playground.to_link(self)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the experiment of a shared text, ``nnp1:…``."""
        from nnplayground.projects import share

        return cls._of(share.from_text(text))

    def to_text(self) -> str:
        """Return the whole experiment as one word that opens by pasting."""
        from nnplayground.projects import share

        return share.to_text(self)

    def code(self) -> str:
        """Return a PyTorch script that needs nothing of this program and repeats the run's losses."""
        from nnplayground.exports.numbers import script

        return script(self)

    # -- the parts of a run, for scripts that write their own loop -------------------------------------

    def samples(self) -> PreparedData:
        """Return the samples with features, split and standardised."""
        from nnplayground.data.prepare import prepare

        return prepare(self.data)

    def initial_weights(self) -> dict[str, Tensor]:
        """Return the weights a run begins with, by ``<node>.<parameter>``."""
        import torch

        from nnplayground.train.program import build_program

        program = build_program(self, torch.device("cpu"), self.samples().stream)
        return {name: value.detach() for name, value in program.state_dict().items()}

    def batches(self, epochs: int) -> Iterator[list[Tensor]]:
        """Yield for each epoch the indices of the training samples in each of its batches."""
        import torch

        from nnplayground.train.batches import Batches

        count = self.data.dataset.counts(self.data.split)[0]
        batches = Batches(count, self.training, self.seed, torch.device("cpu"))
        for _epoch in range(epochs):
            epoch: list[Tensor] = []
            ends = False
            while not ends:
                indices, ends = batches.next()
                epoch.append(indices)
            yield epoch

    # -- changing and running --------------------------------------------------------------------------

    def set(self, path: str, value: Any) -> Self:
        """Return the experiment with one value changed, e.g. ``"nodes.dense1.units", 16``."""
        return self.with_value(path, value)

    def check(self) -> ShapeReport:
        """Work out shapes, parameters and problems, instantly and without torch."""
        return self.report()

    def train(
        self,
        epochs: int | None = None,
        *,
        steps: int | None = None,
        seconds: float | None = None,
        until: str | None = None,
        progress: bool | Callable[[Measures], None] = False,
        history_every: int | None = None,
    ) -> Run:
        """Train from the initial weights until the first stop rule holds.

        Parameters
        ----------
        epochs, steps, seconds, until
            They take the place of the experiment's own rules of that name; ``until`` is a condition such as
            ``"test_loss<0.05"``.
        progress : bool or callable
            True shows a bar on standard error; a callable gets the measures of every recorded epoch.
        history_every : int, optional
            Epochs between two records. Without it, every epoch is recorded up to the 1,000th, then the next
            one follows after 1 % more epochs; if a stop rule has to see every epoch, all are recorded.

        Returns
        -------
        Run
            With ``history``, ``scores``, ``predict`` and ``module``.

        Raises
        ------
        PlaygroundError
            If there is no stop rule, something does not fit, or training diverges.
        """
        from nnplayground.train.run import run_experiment

        changed = self._stopping(epochs=epochs, steps=steps, seconds=seconds, until=until)
        _require_records(history_every)
        if progress is not True:
            return run_experiment(changed, progress=progress or None, history_every=history_every)
        from nnplayground.cli.progress import Progress

        with Progress(changed.training.stop.epochs) as bar:
            return run_experiment(changed, progress=bar.show, history_every=history_every)

    def train_many(
        self,
        seeds: int | Sequence[int],
        epochs: int | None = None,
        *,
        steps: int | None = None,
        seconds: float | None = None,
        until: str | None = None,
        progress: Callable[[int, Measures], None] | None = None,
        history_every: int | None = None,
    ) -> ManyRuns:
        """Train from many seeds side by side, each as :meth:`train` would train it alone.

        Parameters
        ----------
        seeds : int or sequence of int
            How many, counted up from the experiment's own, or which. They give weights, order of batches and
            noise; the samples are the same.
        epochs, steps, seconds, until, history_every
            As for :meth:`train`.
        progress : callable, optional
            Gets the number of a run, from 0, and its measures at every recorded epoch.

        Returns
        -------
        ManyRuns
            With ``runs``, ``scores``, ``curves``, ``weights()`` and ``failures``.

        Examples
        --------
        >>> from nnplayground import Experiment
        >>> many = Experiment.from_preset("circle").train_many(4, epochs=5)
        >>> many.seeds, many.curves["test_loss"].each.shape
        ((0, 1, 2, 3), (4, 6))
        """
        from nnplayground.train.many import train_many, with_seeds

        changed = self._stopping(epochs=epochs, steps=steps, seconds=seconds, until=until)
        _require_records(history_every)
        return train_many(with_seeds(changed, seeds), progress=progress, history_every=history_every)

    def _stopping(self, **rules: Any) -> Self:
        changed = self
        for name, value in rules.items():
            if value is not None:
                changed = changed.with_value(f"training.stop.{name}", value)
        return changed


def _require_records(history_every: int | None) -> None:
    if history_every is not None and history_every < 1:
        raise PlaygroundError(f"history_every must be at least 1, not {history_every}.")
