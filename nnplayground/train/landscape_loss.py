"""The loss of a network as a function of all its numbers, at many points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.data.prepare import prepare
from nnplayground.train.engine.state import places_of
from nnplayground.train.evaluation import Part, parts_on
from nnplayground.train.landscape_plane import Numbers
from nnplayground.train.landscape_track import TrackPoint, point_of
from nnplayground.train.program import build_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData

    Floats = NDArray[np.float64]

__all__ = ["LossField"]

_ELEMENTS = 2**20  # numbers that one batch of points has in all its layers: stays near the processor's cache
_MOST_POINTS = 512
_MOST_WORK = 2_000_000_000  # multiply-adds of one point; of larger data only the first samples are used
_FEWEST = 256  # samples that are used all the same


class LossField:
    """Evaluates the loss, without penalties, dropout and noise, of an experiment's network.

    It has a program of its own on the processor, which no run ever sees.

    Parameters
    ----------
    experiment : Experiment
        It must be trainable.
    part : str
        ``"train"``, ``"validation"`` or ``"test"``.
    prepared : PreparedData, optional
        Its data, if made already.
    precision : str, optional
        In the place of the experiment's.

    Attributes
    ----------
    numbers : tuple of Numbers
        What a row of numbers consists of, in the order of the program's ``state_dict``.
    samples, of : int
        How many samples are used, and how many there are.
    start : ndarray
        The numbers that a run begins with.
    batch : int
        How many points are evaluated at once.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained or the part has no samples.
    """

    def __init__(
        self,
        experiment: Experiment,
        part: str = "train",
        prepared: PreparedData | None = None,
        precision: str | None = None,
    ) -> None:
        if precision is not None:
            experiment = experiment.with_value("training.precision", precision)
        data = prepared or prepare(experiment.data)
        cpu = torch.device("cpu")
        self._program = build_program(experiment, cpu, data.stream).eval().requires_grad_(False)
        whole = parts_on(data, self._program.dtype, cpu)[part]
        if not len(whole):
            sentence = _("core", "There are no samples to take the loss of.")
            raise PlaygroundError(sentence, place=f"data.split.{part}")
        self.of = len(whole)
        work = max(1, experiment.report().multiply_adds)
        self.samples = min(self.of, max(_FEWEST, _MOST_WORK // work))
        self._part = Part(whole.x[: self.samples], whole.target[: self.samples])
        self._homes = tuple(_homes(self._program))
        self.numbers = tuple(number for _home, _key, number in self._homes)
        self.start: Floats = torch.cat([v.flatten().double() for _n, v in _state(self._program)]).numpy()
        program = self._program
        self._trained = {n: p.shape for id in program.trained_nodes for n, p in program.parameters_of(id)}
        self.batch = self._points_at_once()

    def losses(self, rows: NDArray[Any]) -> Floats:
        """Return the loss at points.

        Parameters
        ----------
        rows : ndarray
            Shape (points, numbers).

        Returns
        -------
        ndarray
            Shape (points,); not finite where the network overflows.
        """
        with torch.no_grad():
            points = torch.from_numpy(np.array(rows, np.float64)).to(self._program.dtype)
            found = [self._together(some) for some in torch.split(points, self.batch)]
            return torch.cat(found).double().numpy()

    def point(self, step: int, epoch: int, arrays: Mapping[str, NDArray[Any]]) -> TrackPoint | None:
        """Return the weights of a checkpoint; None if it is of another network.

        Parameters
        ----------
        step, epoch : int
        arrays : Mapping[str, ndarray]
            Of a :class:`~nnplayground.train.checkpoint.Checkpoint`.
        """
        flat = arrays["weights"]
        places, size = places_of(self._trained, flat.itemsize)
        if len(flat) != size:
            return None
        found: dict[str, NDArray[Any]] = {}
        for number in self.numbers:
            values = arrays.get(f"program:{number.name}")
            if number.name in places:
                start, shape = places[number.name]
                values = flat[start : start + shape.numel()].reshape(shape)
            if values is None or values.shape != number.shape:
                return None
            found[number.name] = values
        return point_of(step, epoch, found)

    # -- inside ----------------------------------------------------------------------------------------

    def _points_at_once(self) -> int:
        """Return how many points fit; 1 where one keeps the processor busy, or cannot be batched."""
        with torch.no_grad():
            one = self._part.x[:1]
            width = sum(value.numel() for value in self._program.outputs(one).values())
            batch = min(_MOST_POINTS, _ELEMENTS // max(1, width * self.samples + len(self.start)))
            if batch <= 1:
                return 1
            try:
                torch.func.vmap(self._one)(torch.from_numpy(self.start).to(self._program.dtype)[None])
            except (RuntimeError, ValueError, NotImplementedError):
                return 1  # some layer or loss cannot be batched over weights
        return batch

    def _together(self, points: Tensor) -> Tensor:
        if self.batch > 1:
            return torch.func.vmap(self._one)(points)
        return torch.stack([self._one(point) for point in points])

    def _one(self, point: Tensor) -> Tensor:
        """Return the mean loss of the samples with the numbers of ``point``, a scalar."""
        for home, key, number in self._homes:
            # Straight into the module's own dictionary: nodes may be called like methods, which
            # functional_call cannot find, and a tensor in the place of a parameter is what is wanted.
            home[key] = point[number.place].view(number.shape)
        total = point.new_zeros(())
        for chunk in self._part.chunks():
            slots = self._program.run(chunk.x, chunk.target, self._program.training_calls)
            for term in self._program.terms:
                total = total + term.value(slots) * (len(chunk) / self.samples)
        return total


def _state(program: nn.Module) -> list[tuple[str, Tensor]]:
    return [(name, value) for name, value in program.state_dict().items() if value.is_floating_point()]


def _homes(program: nn.Module) -> Iterator[tuple[dict[str, Any], str, Numbers]]:
    """Yield where each tensor of the state lives: the dictionary of its module, and its key there."""
    holders: dict[str, tuple[dict[str, Any], str, bool]] = {}
    for prefix, module in program.named_modules(remove_duplicate=False):
        lead = f"{prefix}." if prefix else ""
        for held, trained in ((module._parameters, True), (module._buffers, False)):
            holders.update({lead + key: (held, key, trained) for key in held})
    start = 0
    for name, value in _state(program):
        held, key, trained = holders[name]
        number = Numbers(name, start, tuple(value.shape), trained)
        start += number.count
        yield held, key, number
