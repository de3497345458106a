"""Where a code puts the samples, and what the rest of the network paints from any place of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import torch

from nnplayground.core.codes import code_nodes
from nnplayground.train.metrics import linked
from nnplayground.train.probes import probe
from nnplayground.train.probing.images import as_drawn
from nnplayground.train.probing.space import Frame, frame_of
from nnplayground.train.program import TARGET, X

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import Call, LossTerm
    from nnplayground.train.snapshot import ProbeRequest

__all__ = ["MOST_CODES"]

MOST_CODES = 1_000
"""Samples of a part: the first ones, which the split has shuffled."""
_FINEST = 32
_STEPS = 8  # of the bounds, over the spread of the codes
_EDGE = 0.005  # of the codes that may lie outside at each end


class _Code(NamedTuple):
    """The codes (n, d) of samples, a plane in their space, and the way from there to pictures."""

    values: Tensor
    frame: Frame
    slot: int
    calls: tuple[Call, ...]
    mirror: LossTerm

    def at(self, places: Tensor) -> Tensor:
        """Return the codes (n, d) at places (n, 2): the plane through the mean of all samples."""
        middle = self.values.mean(dim=0)
        here = self.frame.place(middle)
        return middle + (places - here) @ self.frame.base.T


@probe
def _codes(look: Look, request: ProbeRequest) -> Answer:
    """Place the first samples of ``part`` by their code in ``node``, and paint a grid of the plane.

    The plane is that of the probe ``space``: the code's own numbers if there are at most two, the two
    ``units`` asked for, else the principal components.

    Returns
    -------
    Mapping
        ``points`` (n, 2); ``bounds`` (4,): left, bottom, right, top of the grid, which change in steps;
        ``pictures`` (size, size, channels, height, width): what the network paints from the middles of the
        cells, rows from the top, with the other numbers of the code at their means; of components ``share``
        (2,), the parts of the variance that they explain.
    """
    code, size = _code(look, request), min(request.size, _FINEST)
    if code is None or size < 1:
        return {}
    points = code.frame.place(code.values)
    low, high = _bounds(points)
    share = (torch.arange(size, dtype=points.dtype, device=points.device) + 0.5) / size
    u, v = (low + (high - low) * share[:, None]).T
    places = torch.stack([u.expand(size, size), v.flip(0)[:, None].expand(size, size)], dim=-1)
    painted = _painted(look, code, places.reshape(-1, 2))
    answer = {"points": points, "bounds": torch.cat([low, high])}
    if code.frame.share is not None:
        answer["share"] = code.frame.share
    answer["pictures"] = painted.reshape(size, size, *painted.shape[1:])
    return {name: look.frozen(values) for name, values in answer.items()}


@probe
def _decoded(look: Look, request: ProbeRequest) -> Answer:
    """Paint ``picture`` (channels, height, width) from the place ``point`` of the plane of ``codes``.

    Besides the ``code`` (d,) there, and ``nearest`` (1,), the number of the sample that lies nearest.
    """
    code = _code(look, request)
    if code is None or len(request.point) != 2 or not all(map(math.isfinite, request.point)):
        return {}
    place = code.values.new_tensor([request.point])
    distance = (code.frame.place(code.values) - place).square().sum(dim=1)
    found = {
        "picture": _painted(look, code, place)[0],
        "code": code.at(place)[0],
        "nearest": distance.argmin()[None],
    }
    return {name: look.frozen(values) for name, values in found.items()}


def _code(look: Look, request: ProbeRequest) -> _Code | None:
    """Return the codes of a part, run once per look."""
    key = ("code", request.node, request.part, request.units)
    found: _Code | None = look.once(key, lambda: _encoded(look, request))
    return found


def _encoded(look: Look, request: ProbeRequest) -> _Code | None:
    program, part = look.program, look.trainer.parts.get(request.part)
    mirror = program.mirror
    if mirror is None or part is None or not len(part) or len(mirror.prediction_spec.shape) != 3:
        return None
    if request.node not in code_nodes(program.graph, program.report):
        return None
    slot = program.slots[request.node, program.graph.node(request.node).layer.outputs[0].name]
    x = part.x[:MOST_CODES]
    values = program.run(x, None, program.leading_to([slot]))[slot].double()
    if not bool(torch.isfinite(values).all()):
        return None
    return _Code(values, frame_of(values, request.units), slot, _behind(look, slot, mirror), mirror)


def _behind(look: Look, slot: int, mirror: LossTerm) -> tuple[Call, ...]:
    """Return the calls between a code and the reconstruction."""
    needed, chosen = {mirror.prediction}, []
    for call in reversed(look.program.calls):
        if needed.intersection(call.writes) and slot not in call.writes:
            chosen.append(call)
            needed.update(call.reads)
    assert not needed & {X, TARGET}
    return tuple(reversed(chosen))


def _bounds(points: Tensor) -> tuple[Tensor, Tensor]:
    """Return the lower and the upper corner of nearly all points; they jump in steps, so that they rest."""
    ends = torch.tensor([_EDGE, 1 - _EDGE], dtype=points.dtype, device=points.device)
    low, high = torch.quantile(points, ends, dim=0)
    spread = (high - low).clamp(min=1e-6)
    step = torch.exp2((spread / _STEPS).log2().floor())
    return (low / step).floor() * step, (high / step).ceil() * step


def _painted(look: Look, code: _Code, places: Tensor) -> Tensor:
    given = {code.slot: code.at(places).to(look.program.dtype)}
    raw = look.program.go_on(given, code.calls)[code.mirror.prediction]
    return as_drawn(look, linked(raw, code.mirror.link))
