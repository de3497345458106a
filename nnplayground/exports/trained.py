"""A run as exports read it: the experiment, its weights and its measures, however they came about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.data.prepare import prepare
from nnplayground.projects.export import rows_of
from nnplayground.projects.plots import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.program import Program
    from nnplayground.train.run import Run
    from nnplayground.train.saved import SavedTraining

    Array = NDArray[Any]

__all__ = ["Trained"]


@dataclass(frozen=True, eq=False)
class Trained:
    """What there is to export.

    Attributes
    ----------
    experiment : Experiment
    weights : Mapping[str, ndarray]
        By ``<node>.<parameter>``; empty stands for the initial ones.
    history : Sequence of Mapping[str, float]
        A row for each recorded epoch: ``epoch``, ``step``, ``train_loss``, …
    """

    experiment: Experiment
    weights: Mapping[str, Array] = field(default_factory=dict)
    history: Sequence[Mapping[str, float]] = ()

    @classmethod
    def of_run(cls, run: Run) -> Trained:
        """Return a run that was trained without a window."""
        weights = {name: tensor.cpu().numpy() for name, tensor in run.state_dict().items()}
        return cls(run.experiment, weights, rows_of(run.history.mean))

    @classmethod
    def of_saved(cls, saved: SavedTraining) -> Trained:
        """Return a run that was copied while it went on."""
        from nnplayground.train.history import History

        history = History()
        history.take_arrays(saved.arrays)
        return cls(saved.experiment, saved.weights, rows_of(history.arrays().mean))

    @property
    def epochs(self) -> int:
        """How many were trained."""
        return int(self.history[-1]["epoch"]) if self.history else 0

    @cached_property
    def prepared(self) -> PreparedData:
        """The samples."""
        return prepare(self.experiment.data)

    def program(self) -> Program:
        """Return the network on the processor, ready to predict.

        It computes in float32 or float64: tf32 and bfloat16 are ways of one machine, and not of a model.

        Raises
        ------
        PlaygroundError
            If there is no prediction.
        """
        import torch

        from nnplayground.train.program import build_program

        exact = "float64" if self.experiment.training.precision == "float64" else "float32"
        plain = self.experiment.replace(training=self.experiment.training.replace(precision=exact))
        program = build_program(plain, torch.device("cpu"), self.prepared.stream)
        if program.main is None:
            sentence = _("core", "No loss compares with the data's target, so that nothing is predicted.")
            raise PlaygroundError(sentence, place="graph", remedy=_("core", "Wire a loss to the target."))
        with torch.no_grad():
            for name, value in program.state_dict().items():
                if name in self.weights:
                    value.copy_(torch.from_numpy(np.array(self.weights[name])))
        return program.eval()

    def result(self) -> Result:
        """Return the run as reports draw it."""
        try:
            program = self.program()
        except PlaygroundError:  # nothing is predicted, so that there is nothing to draw of it
            return Result(self.experiment, self.prepared, self.history, self.weights)
        assert program.main is not None
        link = program.main.link

        def predict(raw: Array) -> Array:
            import torch

            from nnplayground.train.metrics import linked

            x = torch.tensor(self.prepared.transform(np.asarray(raw, np.float64))).to(program.dtype)
            with torch.no_grad():
                return linked(program(x), link).numpy()

        return Result(self.experiment, self.prepared, self.history, self.weights, predict, link)

    def state(self) -> dict[str, Array]:
        """Return the weights that are in use, those of muted nodes left out."""
        program = self.program()
        used = self.experiment.report().used
        state = program.state_dict()
        return {n: value.detach().numpy() for n, value in state.items() if n.partition(".")[0] in used}
