"""What views may ask of a program: each probe turns a look and a request into named arrays.

A probe is a function decorated with :func:`probe` in a module of ``train/probing``; one that is asked for
with every picture of a run and only computes tensors, with :func:`steady_probe`.

All pictures of one size share one forward pass without gradient and without noise; looking leaves no trace
in weights, running statistics or random streams.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.registry import discover, suggestion
from nnplayground.core.text import translatable as _
from nnplayground.train.evaluation import looking
from nnplayground.train.passage import Passage
from nnplayground.train.snapshot import Array, ProbeRequest
from nnplayground.train.trace import has_sample, trace
from nnplayground.train.transfers import Transfers, read_only

if TYPE_CHECKING:
    from collections.abc import Collection

    from torch import Tensor

    from nnplayground.core.dataset import DataSpec
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.program import Program
    from nnplayground.train.traces import Sample, Trace
    from nnplayground.train.trainer import Trainer

__all__ = [
    "SHOWN_SAMPLES",
    "Answer",
    "Look",
    "Prober",
    "Tensors",
    "even",
    "grid_points",
    "probe",
    "steady_probe",
]

SHOWN_SAMPLES = 5_000
"""Samples that a probe of many samples looks at: the head of a part, which is in random order."""
_SIDE = 2_000

Answer = Mapping[str, Array]
Tensors = Mapping[str, "Tensor"]
Probe = Callable[["Look", ProbeRequest], Answer]
SteadyProbe = Callable[["Look", ProbeRequest], Tensors]
_HOME = "nnplayground.train.probing"
_PROBES: dict[str, Probe] = {}
_STEADY: dict[str, SteadyProbe] = {}


def probe(function: Probe) -> Probe:
    """Offer ``function`` under its own name."""
    _PROBES[function.__name__.strip("_")] = function
    return function


def steady_probe(function: SteadyProbe) -> SteadyProbe:
    """Offer ``function`` under its own name: all such ones are answered in one recorded call.

    It reads nothing but parameters, buffers, masks, the last gradients and grids.
    """
    _STEADY[function.__name__.strip("_")] = function
    return function


def even(bins: int) -> int:
    """Return a number of bins within bounds, of which two meet at zero."""
    return max(2, min(1000, bins)) // 2 * 2


def grid_points(spec: DataSpec, size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the raw samples behind the pixels of a picture.

    Parameters
    ----------
    spec : DataSpec
        Of data with one or two raw columns and bounds.
    size : int
        Pixels per side.

    Returns
    -------
    ndarray
        (size, 1) for a line, else (size·size, 2) row by row from the top, where x₂ is highest. Points lie
        in the middles of pixels, so that a picture drawn over the bounds is true.
    """
    steps = (np.arange(size) + 0.5) / size
    axes = [low + steps * (high - low) for low, high in spec.bounds]
    if len(axes) == 1:
        return axes[0][:, np.newaxis]
    x1, x2 = np.meshgrid(axes[0], axes[1][::-1])
    return np.column_stack([x1.ravel(), x2.ravel()])


class Prober:
    """Answers requests about one trainer; keeps the grids, which cost more than the forward pass."""

    def __init__(self) -> None:
        self._grids: dict[int, Tensor] = {}
        self._made_for: tuple[object, ...] = ()
        self._passage = Passage()

    def answer(
        self, trainer: Trainer, requests: Collection[ProbeRequest]
    ) -> dict[ProbeRequest, Mapping[str, Array]]:
        """Return the arrays for every request; none for one that does not fit the data or the graph.

        Raises
        ------
        TrainingError
            If there is no such probe.
        """
        look = Look(trainer, self, {r.size for r in requests if r.probe in ("maps", "unit")})
        with looking(trainer.program):
            answers = self._steady(look, tuple(r for r in requests if _is_steady(r.probe)))
            other = {r: _PROBES[r.probe](look, r) for r in requests if r not in answers}
        look.transfers.wait()
        return {**answers, **other}

    def _steady(self, look: Look, requests: tuple[ProbeRequest, ...]) -> dict[ProbeRequest, dict[str, Array]]:
        """Answer what is asked for with every picture: in one call, once it is known to come again."""
        if not requests:
            return {}

        def compute() -> dict[tuple[ProbeRequest, str], Tensor]:
            found = ((r, name, t) for r in requests for name, t in _STEADY[r.probe](look, r).items())
            return {(request, name): look.transfers.copied(values) for request, name, values in found}

        gradients = look.trainer.engine.gradients()
        of = (look.trainer.engine, look.data, *gradients, *requests)
        reads = (*gradients.values(), *self._grids.values())
        samples = sum(len(look.grid(r.size)) for r in requests if look.can_draw(r.size))
        copies = self._passage.run(of, compute, look.program, reads, samples=samples)
        answers: dict[ProbeRequest, dict[str, Array]] = {request: {} for request in requests}
        for (request, name), copy in copies.items():
            answers[request][name] = read_only(copy)
        return answers

    def traces(self, trainer: Trainer, requests: Collection[ProbeRequest]) -> dict[Sample, Trace]:
        """Follow every requested sample that there is."""
        samples = {r.sample for r in requests if r.probe == "trace" and r.sample is not None}
        return {sample: trace(trainer, sample) for sample in samples if has_sample(trainer, sample)}

    def grid(self, data: PreparedData, program: Program, size: int) -> Tensor:
        """Return the features of a grid's points on the program's device."""
        made_for = (data, program.device, program.dtype)
        if made_for != self._made_for:
            self._grids, self._made_for = {}, made_for
        if size not in self._grids:
            features = data.transform(grid_points(data.spec, size))
            self._grids[size] = torch.from_numpy(features).to(program.device, program.dtype)
        return self._grids[size]


def _is_steady(name: str) -> bool:
    discover(_HOME)
    if name not in _STEADY and name not in _PROBES:
        sentence = _("core", "There is no probe called “{name}”.").format(name=name)
        raise TrainingError(sentence, remedy=suggestion(name, [*_PROBES, *_STEADY]))
    return name in _STEADY


class Look:
    """One look at a trainer: what several requests need is computed once."""

    def __init__(self, trainer: Trainer, prober: Prober, everything: set[int]) -> None:
        self.trainer, self.program, self.data = trainer, trainer.program, trainer.prepared
        self._prober, self._everything = prober, everything
        self._outputs: dict[int, dict[str, Tensor]] = {}
        self._predictions: dict[int, Tensor] = {}
        self._kept: dict[object, Any] = {}
        self.transfers = Transfers(trainer.device)
        self.frozen = self.transfers.frozen

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """Return what ``make`` made at the first call with this key, for requests that share it."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def can_draw(self, size: int) -> bool:
        """Tell whether the data lies on a line or a plane and the size is one of a picture."""
        return bool(self.data.spec.bounds) and 1 <= size <= _SIDE

    def grid(self, size: int) -> Tensor:
        """Return the features of the points behind the pixels of a picture."""
        return self._prober.grid(self.data, self.program, size)

    def shaped(self, values: Tensor, size: int) -> Tensor:
        """Turn (points, …) into (…, size, size), or (…, size) on a line."""
        side = (size,) * len(self.data.spec.bounds)
        return values.movedim(0, -1).reshape(*values.shape[1:], *side)

    def outputs(self, size: int) -> dict[str, Tensor]:
        """Return every node's output on the grid."""
        if size not in self._outputs:
            self._outputs[size] = self.program.outputs(self.grid(size))
        return self._outputs[size]

    def prediction(self, size: int) -> Tensor | None:
        """Return the raw prediction on the grid, (points, outputs)."""
        main = self.program.main
        if main is None or len(main.prediction_spec.shape) != 1:
            return None
        if size not in self._predictions:
            node, port = self._place(main.prediction)
            shared = size in self._everything and port == self.program.graph.node(node).layer.outputs[0].name
            self._predictions[size] = self.outputs(size)[node] if shared else self.program(self.grid(size))
        return self._predictions[size]

    def _place(self, slot: int) -> tuple[str, str]:
        return next(place for place, number in self.program.slots.items() if number == slot)
