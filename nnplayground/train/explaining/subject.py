"""The network that is asked: a copy on the processor that no run ever sees, reading pixels as they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.features import parse_feature
from nnplayground.core.text import translatable as _
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.metrics import linked
from nnplayground.train.program import TARGET, Program, build_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.features import Feature
    from nnplayground.core.loss import Link
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.program import LossTerm

__all__ = ["Subject"]


class Subject:
    """A network with its standardization in front, outside of training: no dropout, no noise.

    Everything is a function of raw pixels, or of the raw columns of a row, so that ε, occluding patches and
    ranges are those of the sample that is seen. It is a copy: asking it leaves no trace in weights,
    statistics and random streams of a run.

    Parameters
    ----------
    experiment : Experiment
        It must be trainable.
    pictures : Pictures
        Of its data.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained, or its answer is not one row of numbers.
    """

    def __init__(self, experiment: Experiment, pictures: Pictures) -> None:
        if experiment.training.precision != "float64":
            experiment = experiment.with_value("training.precision", "float32")
        self.pictures = pictures
        self.program: Program = build_program(experiment, torch.device("cpu")).eval().requires_grad_(False)
        main = self.program.main
        if main is None or len(main.prediction_spec.shape) != 1:
            sentence = _("core", "This network gives no class and no value that could be explained.")
            remedy = _("core", "It must end in one row of numbers that a loss compares with the target.")
            raise PlaygroundError(sentence, place="graph", remedy=remedy)
        self.main: LossTerm = main
        self._mean, self._std = (self.tensor(values) for values in (pictures.mean, pictures.std))
        self.low, self.high = (self.tensor(values) for values in pictures.edges)
        self.nothing = self.tensor(pictures.nothing)
        spec = pictures.spec
        self._features = tuple(map(parse_feature, spec.feature_names)) if spec.input_names else ()

    # -- weights ---------------------------------------------------------------------------------------

    def load(self, arrays: Mapping[str, NDArray[Any]]) -> bool:
        """Take the numbers of a run's ``state_dict``; False if they are of another network."""
        state = self.program.state_dict()
        wanted = {name: value for name, value in state.items() if value.is_floating_point()}
        if any(name not in arrays or arrays[name].shape != value.shape for name, value in wanted.items()):
            return False
        with torch.no_grad():
            for name, value in wanted.items():
                value.copy_(torch.tensor(arrays[name]))
        return True

    # -- asking ----------------------------------------------------------------------------------------

    def tensor(self, values: NDArray[Any]) -> Tensor:
        """Copy an array in the network's precision."""
        return torch.tensor(values).to(self.program.dtype)

    def picture(self, raw: NDArray[Any]) -> Tensor:
        """Return one raw sample as a batch, (1, channels, height, width) or (1, columns)."""
        return self.tensor(self.pictures.shaped(raw))[None]

    def standardized(self, raw: Tensor) -> Tensor:
        """Return what the network reads of raw pixels, or of raw columns with their features."""
        read = torch.stack([_feature(raw, one) for one in self._features], 1) if self._features else raw
        return (read - self._mean) / self._std

    def standardized_as_large(self, raw: Tensor) -> Tensor:
        """Return the same of a picture of another size; pixels of a channel share their mean."""
        return (raw - self._mean[:, :1, :1]) / self._std[:, :1, :1]

    def slots(self, raw: Tensor, target: Tensor | None = None) -> list[Any]:
        """Run the network on raw pixels (n, channels, height, width), as far as the prediction needs."""
        return self.program.run(
            self.standardized(raw), target, self.program.leading_to([self.main.prediction])
        )

    def scores(self, raw: Tensor) -> Tensor:
        """Return what speaks for each class, or the values: raw outputs before softmax or sigmoid.

        Returns
        -------
        Tensor
            (n, classes), or (n, outputs) of a regression. One output for two classes becomes −z and z.
        """
        return self.read(self.slots(raw))

    def read(self, slots: list[Any]) -> Tensor:
        """Return the scores in ``slots``."""
        raw: Tensor = slots[self.main.prediction]
        return torch.cat([-raw, raw], dim=1) if self.is_single else raw

    def losses(self, raw: Tensor, labels: Tensor) -> Tensor:
        """Return the sum of the loss over samples, as training measures it."""
        slots = self.slots(raw)
        # A network that is sure to seven digits has no gradient left in single precision.
        slots[self.main.prediction] = slots[self.main.prediction].double()
        slots[TARGET] = labels
        return self.main.value(slots) * len(raw)

    def says(self, raw: Tensor) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the raw outputs for one picture and their probabilities or values, both (outputs,)."""
        with torch.no_grad():
            outputs: Tensor = self.slots(raw)[self.main.prediction]
            said = linked(outputs, self.main.link)
        return outputs[0].float().numpy(), said[0].float().numpy()

    # -- what it is ------------------------------------------------------------------------------------

    @property
    def width(self) -> Tensor:
        """The range that ε is a share of: of pixels, or of each column."""
        return self.high - self.low

    @property
    def classes(self) -> int:
        """How many classes are told apart; 0 of a regression."""
        return self.main.target_spec.classes

    @property
    def answers(self) -> int:
        """How many scores there are: of classes, or values."""
        return 2 if self.is_single else self.main.prediction_spec.shape[0]

    @property
    def link(self) -> Link:
        """How raw outputs are read."""
        return self.main.link

    @property
    def is_single(self) -> bool:
        """Whether one output tells two classes."""
        return self.main.prediction_spec.shape == (1,) and self.classes == 2

    def output_of(self, node: str) -> int:
        """Return the slot of a node's first output."""
        return next(call.writes[0] for call in self.program.calls if call.node == node)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Compute as the run does with tiny numbers, and on one core, which leaves the others to training."""
        with torch.enable_grad(), flushing():
            yield


def _feature(raw: Tensor, feature: Feature) -> Tensor:
    """Return a feature (n,) of raw columns, as :func:`~nnplayground.data.features.compute_features` does."""
    if feature.wave:
        x = raw[:, feature.powers[0][0]]
        return x.sin() if feature.wave == "sin" else x.cos()
    found = torch.ones_like(raw[:, 0])
    for column, power in feature.powers:
        found = found * raw[:, column] ** power
    return found
