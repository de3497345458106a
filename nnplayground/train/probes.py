"""What views may ask of a program: each probe turns a trainer and a request into named arrays.

All pictures of one size share one forward pass without gradient and without noise; looking leaves no trace
in weights, running statistics or random streams.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.registry import suggestion
from nnplayground.core.text import translatable as _
from nnplayground.train.distributions import by_class, histogram, largest_of_blocks
from nnplayground.train.evaluation import looking
from nnplayground.train.metrics import linked, shown
from nnplayground.train.program import is_weight
from nnplayground.train.snapshot import LARGEST, LARGEST_STATE, Array, ProbeRequest
from nnplayground.train.trace import has_sample, trace
from nnplayground.train.transfers import Transfers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from torch import Tensor

    from nnplayground.core.dataset import DataSpec
    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.program import Program
    from nnplayground.train.traces import Sample, Trace
    from nnplayground.train.trainer import Trainer

__all__ = ["LARGEST", "Prober", "grid_points"]

_SHOWN_SAMPLES = 5_000
_SIDE = 2_000
_CURVE = 241  # points of an activation

Answer = Mapping[str, Array]
Probe = Callable[["_Look", ProbeRequest], Answer]
_PROBES: dict[str, Probe] = {}


def _probe(function: Probe) -> Probe:
    """Offer ``function`` under its own name."""
    _PROBES[function.__name__.strip("_")] = function
    return function


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

    def answer(
        self, trainer: Trainer, requests: Iterable[ProbeRequest]
    ) -> dict[ProbeRequest, Mapping[str, Array]]:
        """Return the arrays for every request; none for one that does not fit the data or the graph.

        Raises
        ------
        TrainingError
            If there is no such probe.
        """
        look = _Look(trainer, self, {r.size for r in requests if r.probe in ("maps", "unit")})
        with looking(trainer.program):
            answers = {request: _probe_named(request.probe)(look, request) for request in requests}
        look.transfers.wait()
        return answers

    def traces(self, trainer: Trainer, requests: Iterable[ProbeRequest]) -> dict[Sample, Trace]:
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


def _probe_named(name: str) -> Probe:
    if name in _PROBES:
        return _PROBES[name]
    sentence = _("core", "There is no probe called “{name}”.").format(name=name)
    raise TrainingError(sentence, remedy=suggestion(name, _PROBES))


class _Look:
    """One look at a trainer: what several requests need is computed once."""

    def __init__(self, trainer: Trainer, prober: Prober, everything: set[int]) -> None:
        self.trainer, self.program, self.data = trainer, trainer.program, trainer.prepared
        self._prober, self._everything = prober, everything
        self._outputs: dict[int, dict[str, Tensor]] = {}
        self._predictions: dict[int, Tensor] = {}
        self.transfers = Transfers(trainer.device)
        self.frozen = self.transfers.frozen

    def can_draw(self, size: int) -> bool:
        """Tell whether the data lies on a line or a plane and the size is one of a picture."""
        return bool(self.data.spec.bounds) and 1 <= size <= _SIDE

    def shaped(self, values: Tensor, size: int) -> Array:
        """Turn (points, …) into (…, size, size), or (…, size) on a line."""
        side = (size,) * len(self.data.spec.bounds)
        return self.frozen(values.movedim(0, -1).reshape(*values.shape[1:], *side))

    def outputs(self, size: int) -> dict[str, Tensor]:
        """Return every node's output on the grid."""
        if size not in self._outputs:
            grid = self._prober.grid(self.data, self.program, size)
            self._outputs[size] = self.program.outputs(grid)
        return self._outputs[size]

    def prediction(self, size: int) -> Tensor | None:
        """Return the raw prediction on the grid, (points, outputs)."""
        main = self.program.main
        if main is None or len(main.prediction_spec.shape) != 1:
            return None
        if size not in self._predictions:
            node, port = self._place(main.prediction)
            shared = size in self._everything and port == self.program.graph.node(node).layer.outputs[0].name
            grid = self._prober.grid(self.data, self.program, size)
            self._predictions[size] = self.outputs(size)[node] if shared else self.program(grid)
        return self._predictions[size]

    def _place(self, slot: int) -> tuple[str, str]:
        return next(place for place, number in self.program.slots.items() if number == slot)


# -- the probes ----------------------------------------------------------------------------------------


@_probe
def _maps(look: _Look, request: ProbeRequest) -> Answer:
    """Draw every node with a flat output over the plane: (units, size, size), or (units, size) on a line."""
    if not look.can_draw(request.size):
        return {}
    outputs = look.outputs(request.size)
    return {id: look.shaped(values, request.size) for id, values in outputs.items() if values.ndim == 2}


@_probe
def _unit(look: _Look, request: ProbeRequest) -> Answer:
    """Draw one neuron's map as ``unit``; without a node, one output of the prediction."""
    if not look.can_draw(request.size):
        return {}
    if not request.node:
        values = _shown_prediction(look, request.size)
    else:
        values = look.outputs(request.size).get(request.node)
    if values is None or values.ndim > 2:
        return {}
    columns = values.reshape(len(values), -1)
    if not 0 <= request.unit < columns.shape[1]:
        return {}
    return {"unit": look.shaped(columns[:, request.unit], request.size)}


@_probe
def _boundary(look: _Look, request: ProbeRequest) -> Answer:
    """Draw the prediction as ``boundary``: (size, size) of one output, (outputs, size, size) of several."""
    values = _shown_prediction(look, request.size) if look.can_draw(request.size) else None
    return {} if values is None else {"boundary": look.shaped(values, request.size)}


def _shown_prediction(look: _Look, size: int) -> Tensor | None:
    raw, main = look.prediction(size), look.program.main
    return None if raw is None or main is None else shown(raw, main.link, main.target_spec.classes)


@_probe
def _weights(look: _Look, request: ProbeRequest) -> Answer:
    """Copy every parameter that is not too large, by ``<node>.<parameter>``."""
    del request
    named = look.program.named_parameters()
    return {name: look.frozen(p) for name, p in named if p.numel() <= LARGEST}


@_probe
def _gradients(look: _Look, request: ProbeRequest) -> Answer:
    """Copy the last step's gradients of the loss, like the weights."""
    del request
    gradients = look.trainer.engine.gradients()
    return {name: look.frozen(g) for name, g in gradients.items() if g.numel() <= LARGEST}


@_probe
def _sample(look: _Look, request: ProbeRequest) -> Answer:
    """Copy every node's output for the test sample number ``unit``, or for a training sample if none is."""
    parts = look.trainer.parts
    part = parts["test"] if len(parts["test"]) else parts["train"]
    if not 0 <= request.unit < len(part):
        return {}
    one = slice(request.unit, request.unit + 1)
    outputs = look.program.outputs(part.x[one], part.target[one])
    return {id: look.frozen(values[0]) for id, values in outputs.items()}


@_probe
def _predictions(look: _Look, request: ProbeRequest) -> Answer:
    """Copy probabilities or values for the first samples of ``train``, ``validation`` and ``test``."""
    del request
    main = look.program.main
    if main is None:
        return {}
    return {
        name: look.frozen(linked(look.program(part.x[:_SHOWN_SAMPLES]), main.link))
        for name, part in look.trainer.parts.items()
        if len(part)
    }


@_probe
def _matrix(look: _Look, request: ProbeRequest) -> Answer:
    """Copy a node's ``weight`` made smaller to at most ``size`` rows and columns, and its ``bias``."""
    parameters: dict[str, Tensor] = dict(look.program.parameters_of(request.node))
    weight, bias = (parameters.get(f"{request.node}.{name}") for name in ("weight", "bias"))
    if weight is None or not is_weight(weight) or request.size < 1:
        return {}
    found = {"weight": look.frozen(largest_of_blocks(weight.flatten(1), request.size))}
    return found if bias is None else {**found, "bias": look.frozen(bias)}


@_probe
def _histogram(look: _Look, request: ProbeRequest) -> Answer:
    """Count a node's ``weights.…`` and last ``gradients.…`` in ``size`` bins (see ``distributions``).

    Biases are left out, unless there is nothing else.
    """
    parameters: dict[str, Tensor] = dict(look.program.parameters_of(request.node))
    matrices = {name: p for name, p in parameters.items() if is_weight(p)} or parameters
    gradients = look.trainer.engine.gradients()
    moving = [gradients[name] for name in matrices if name in gradients]
    found: dict[str, Array] = {}
    for kind, tensors in (("weights", list(matrices.values())), ("gradients", moving)):
        if tensors:
            counted = histogram(torch.cat([t.flatten() for t in tensors]), _even(request.size))
            found |= {f"{kind}.{name}": look.frozen(values) for name, values in counted.items()}
    return found


@_probe
def _activations(look: _Look, request: ProbeRequest) -> Answer:
    """Count one unit's outputs on the first training samples in ``size`` bins, by class if there are any.

    An output with more than one number per unit (a feature map) is averaged.
    """
    part = look.trainer.parts["train"]
    x, target = part.x[:_SHOWN_SAMPLES], part.target[:_SHOWN_SAMPLES]
    outputs = look.program.outputs(x, target).get(request.node)
    if outputs is None or outputs.ndim < 2 or not 0 <= request.unit < outputs.shape[1]:
        return {}
    values = outputs[:, request.unit].flatten(1).mean(1) if outputs.ndim > 2 else outputs[:, request.unit]
    classes = look.data.spec.target.classes
    labels = target if classes and target.ndim == 1 else torch.zeros_like(values)
    named = by_class(values, labels, max(1, classes), _even(request.size))
    return {name: look.frozen(value) for name, value in named.items()}


def _even(bins: int) -> int:
    return max(2, min(1000, bins)) // 2 * 2


@_probe
def _trace(look: _Look, request: ProbeRequest) -> Answer:
    """Nothing here: a followed sample is no picture; see :meth:`Prober.traces`."""
    del look, request
    return {}


@_probe
def _curve(look: _Look, request: ProbeRequest) -> Answer:
    """Sample a node's activation: ``x`` from −size to size, and ``y`` for neuron ``unit``.

    Nothing for a node without one, or one that compares neurons (softmax).
    """
    call = next((call for call in look.program.calls if call.node == request.node), None)
    made_from: Any = getattr(call.module, "made_from", None) if call is not None else None
    spec = look.program.report.nodes[request.node].output if call is not None else None
    if call is None or made_from is None or not made_from.elementwise or spec is None or not spec.shape:
        return {}
    x = torch.linspace(-request.size, request.size, _CURVE, dtype=look.program.dtype)
    activation: Any = call.module.activation
    columns = x[:, None].expand(-1, spec.shape[0]).to(look.program.device)
    y = activation(columns)[:, min(request.unit, spec.shape[0] - 1)]
    return {"x": look.frozen(x), "y": look.frozen(y)}


@_probe
def _state(look: _Look, request: ProbeRequest) -> Answer:
    """Copy all numbers of the network, running statistics included, in the order of its ``state_dict``.

    Nothing of a network with more than :data:`LARGEST_STATE` numbers.
    """
    del request
    state = {name: v for name, v in look.program.state_dict().items() if v.is_floating_point()}
    if sum(value.numel() for value in state.values()) > LARGEST_STATE:
        return {}
    return {name: look.frozen(value) for name, value in state.items()}
