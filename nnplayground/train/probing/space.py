"""How a layer bends the plane or the data: its units as coordinates, or their two main directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import nn

from nnplayground.train.metrics import shown
from nnplayground.train.probes import probe

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.core.dataset import DataSpec
    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

MOST_POINTS = 400
"""Samples of a part: the first ones, which the split has shuffled."""

_WIDE = 256
"""In wider layers so many samples tell the components, which takes some 3 ms however wide they are."""

_FINEST = 129


@probe
def _space(look: Look, request: ProbeRequest) -> Answer:
    """Place the first samples of ``part``, and the plane's grid lines, in two coordinates of ``node``.

    The coordinates are its units if there are at most two, the two ``units`` asked for, else the principal
    components of the samples (Pearson 1901).

    Returns
    -------
    Mapping
        ``points`` (n, 2); on a plane ``grid`` (size, size, 2), its rows from the lowest x₂; of components
        ``share`` (2,), the parts of the variance they explain; ``lines`` (k, 3): where a·u + b·v + c = 0, a
        unit of the linear layers that read the node gets a sum of 0 (on the plane of the components, if
        those are the coordinates), and ``readers`` (k,): the number of that layer among the nodes in order.
        A node that is the prediction has itself for a reader: there its outputs are 0.
    """
    points, grid = _outputs(look, request)
    if points is None or points.ndim < 2 or not bool(torch.isfinite(points).all()):
        return {}
    flat = points.flatten(1).double()
    frame = frame_of(flat, request.units)
    answer = {"points": frame.place(flat)}
    if frame.share is not None:
        answer["share"] = frame.share
    if grid is not None:
        answer["grid"] = frame.place(grid.flatten(1).double()).reshape(request.size, request.size, 2)
    if frame.spans:
        answer |= _lines(look, request.node, frame)
    return {name: look.frozen(values) for name, values in answer.items()}


@probe
def _sheet(look: Look, request: ProbeRequest) -> Answer:
    """Copy what the network says where ``size`` lines each way cross over the plane.

    Answers ``sheet`` as ``boundary`` does: (size, size), or (outputs, size, size); rows from the lowest x₂.
    """
    main, size = look.program.main, request.size
    if main is None or not look.data.spec.is_plane or not 2 <= size <= _FINEST:
        return {}
    raw = look.program(_plane(look, size))
    values = shown(raw, main.link, main.target_spec.classes)
    return {"sheet": look.frozen(values.movedim(0, -1).reshape(*values.shape[1:], size, size))}


class Frame(NamedTuple):
    """A plane in the space of a layer: origin (d,), base (d, 2)."""

    origin: Tensor
    base: Tensor
    share: Tensor | None
    spans: bool  # so that lines of the next layer can be drawn on it

    def place(self, values: Tensor) -> Tensor:
        """Return the two coordinates of values (n, d)."""
        return (values - self.origin) @ self.base


def frame_of(values: Tensor, units: tuple[int, ...]) -> Frame:
    """Return the plane of values (n, d): their own two numbers, two chosen ones, or the main directions."""
    width = values.shape[1]
    chosen = tuple(unit for unit in units if 0 <= unit < width)
    if width <= 2 or len(chosen) == 2:
        base = values.new_zeros(width, 2)
        for column, unit in enumerate(chosen if len(chosen) == 2 else range(width)):
            base[unit, column] = 1
        return Frame(values.new_zeros(width), base, None, width <= 2)
    return _components(values)


def _components(values: Tensor) -> Frame:
    """Return the plane of the two principal components, from whichever of X·Xᵀ and Xᵀ·X is smaller."""
    if values.shape[1] > _WIDE:
        values = values[:_WIDE]
    origin = values.mean(dim=0)
    centred = values - origin
    samples, width = centred.shape
    wide = width > samples
    spread, vectors = torch.linalg.eigh(centred @ centred.T if wide else centred.T @ centred)
    spread, vectors = spread.flip(0).clamp(min=0), vectors.flip(1)[:, :2]
    base = nn.functional.normalize(centred.T @ vectors, dim=0) if wide else vectors
    # The sign is free: the largest part of a direction is taken as positive.
    base = base * base.gather(0, base.abs().argmax(0, keepdim=True)).sign()
    share = spread[:2] / spread.sum().clamp(min=1e-300)
    return Frame(origin, base, share, True)


def _outputs(look: Look, request: ProbeRequest) -> tuple[Tensor | None, Tensor | None]:
    """Return the node's output for the samples and for the crossings of the grid, run once per look."""
    part = look.trainer.parts.get(request.part)
    if part is None or not len(part):
        return None, None
    shown = look.once(
        ("outputs", request.part),
        lambda: look.program.outputs(part.x[:MOST_POINTS], part.target[:MOST_POINTS]),
    )
    if not look.data.spec.is_plane or not 2 <= request.size <= _FINEST:
        return shown.get(request.node), None
    crossings = look.once(("crossings", request.size), lambda: _crossings(look, request.size))
    return shown.get(request.node), crossings.get(request.node)


def _crossings(look: Look, size: int) -> dict[str, Tensor]:
    return look.program.outputs(_plane(look, size))


def _plane(look: Look, size: int) -> Tensor:
    """Return the features of the crossings on the program's device."""

    def made() -> Tensor:
        features = look.data.transform(crossings_of(look.data.spec, size))
        return torch.from_numpy(features).to(look.program.device, look.program.dtype)

    plane: Tensor = look.once(("plane", size), made)
    return plane


def crossings_of(spec: DataSpec, size: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return where ``size`` lines each way cross over a plane, row by row from the lowest x₂."""
    axes = [np.linspace(low, high, size) for low, high in spec.bounds]
    x1, x2 = np.meshgrid(*axes)
    return np.column_stack([x1.ravel(), x2.ravel()])


def _lines(look: Look, node: str, frame: Frame) -> dict[str, Tensor]:
    program = look.program
    width = len(frame.origin)
    first = program.graph.node(node).layer.outputs[0].name
    slot = program.slots.get((node, first))
    order = list(program.report.order)
    lines, readers = [], []
    if program.main is not None and slot == program.main.prediction:
        lines.append(torch.cat([frame.base, frame.origin[:, None]], dim=1))
        readers.append(torch.full((width,), order.index(node)))
    for call in program.calls:
        named = dict(program.parameters_of(call.node))
        weight, bias = (named.get(f"{call.node}.{name}") for name in ("weight", "bias"))
        if call.reads != (slot,) or weight is None or weight.ndim != 2 or weight.shape[1] != width:
            continue
        w = weight.double()
        shift = w @ frame.origin + (0 if bias is None else bias.double())
        lines.append(torch.cat([w @ frame.base, shift[:, None]], dim=1))
        readers.append(torch.full((len(w),), order.index(call.node)))
    return {"lines": torch.cat(lines), "readers": torch.cat(readers)} if lines else {}
