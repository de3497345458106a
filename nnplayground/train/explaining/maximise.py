"""Pictures that a unit answers to the most, made by climbing from noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from nnplayground.train.trace import Bends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.subject import Subject

__all__ = ["Climb", "Maximised", "first_pictures", "maximised", "seen", "unit_values"]

_RATE = 0.03  # of the range of pixels, that a step changes the average pixel by
_BLUR_EVERY = 4


@dataclass(frozen=True, slots=True)
class Climb:
    """How pictures are made.

    Attributes
    ----------
    steps : int
    decay : float
        The share of a pixel's distance from its rest that every step takes away (L2 decay).
    jitter : int
        By how many pixels at most the picture is shifted before each step, so that no pixel counts alone.
    blur : float
        Standard deviation in pixels of the blur after every fourth step.
    seed : int
        Of the noise at the start and of the shifts.
    """

    steps: int = 160
    decay: float = 0.05
    jitter: int = 1
    blur: float = 0.9
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Maximised:
    """Pictures after some steps.

    Attributes
    ----------
    pictures : Tensor
        (units, channels, height, width), pixels within their range.
    values : Tensor
        (units,): what each unit says of its own.
    step : int
        Finished ones.
    """

    pictures: Tensor
    values: Tensor
    step: int


def first_pictures(subject: Subject, node: str, units: int, seed: int) -> Tensor:
    """Return rest with a little noise: the mean of known pictures, or grey for what sees only a part."""
    about = subject.pictures
    numbers = torch.Generator().manual_seed(seed)
    noise = torch.randn((units, *about.spec.x.shape), generator=numbers).to(subject.program.dtype)
    return torch.clamp(_rest(subject, node) + 0.1 * about.width * noise, about.low, about.high)


def maximised(
    subject: Subject, node: str, units: Sequence[int], climb: Climb, start: Tensor | None = None
) -> Iterator[Maximised]:
    r"""Climb :math:`z_k(x) - \lambda \|x - x_0\|^2` for several units at once.

    After Erhan et al. (2009) and Simonyan et al. (2013), with the jitter and blur of Yosinski et al. (2015).
    Every picture takes steps of one length along its gradient; all units share one pass, since samples do
    not mix.

    Parameters
    ----------
    node : str
        The layer; empty for the prediction's scores.
    units : sequence of int
        Units, classes or channels. Of a channel the place in the middle of its map is climbed, always
        before the activation: behind a ReLU there may be nothing to climb.
    start : Tensor, optional
        Pictures to go on from instead of noise.

    Yields
    ------
    Maximised
        Before the first step and after each.
    """
    x = first_pictures(subject, node, len(units), climb.seed) if start is None else start
    rest = _rest(subject, node)
    numbers = torch.Generator().manual_seed(climb.seed + 1)
    for step in range(climb.steps + 1):
        shift = torch.randint(-climb.jitter, climb.jitter + 1, (2,), generator=numbers).tolist()
        moved = torch.roll(x, shift, dims=(2, 3)).detach().requires_grad_()
        values = unit_values(subject, moved, node, units)
        yield Maximised(x, values.detach(), step)
        (gradient,) = torch.autograd.grad(values.sum(), moved)
        back = torch.roll(gradient, [-s for s in shift], dims=(2, 3))
        x = _stepped(subject.pictures, x, back, rest, climb, step)


def unit_values(subject: Subject, raw: Tensor, node: str, units: Sequence[int]) -> Tensor:
    """Return (n,): of picture i what unit ``units[i]`` says, before its activation."""
    if not node:
        found = subject.scores(raw)
    else:
        bends = Bends(subject.program)
        try:
            slots = subject.program.run(
                subject.standardized(raw), None, subject.program.leading_to([subject.output_of(node)])
            )
        finally:
            bends.leave()
        output: Tensor = bends.sums.get(node, slots[subject.output_of(node)])
        found = output[:, :, output.shape[2] // 2, output.shape[3] // 2] if output.ndim == 4 else output
    return found[torch.arange(len(units)), torch.tensor(units)]


def _stepped(about: Pictures, x: Tensor, gradient: Tensor, rest: Tensor, climb: Climb, step: int) -> Tensor:
    length = gradient.flatten(1).square().mean(dim=1).sqrt().clamp(min=1e-12).reshape(-1, 1, 1, 1)
    x = x + _RATE * about.width * gradient / length
    x = rest + (1 - climb.decay) * (x - rest)
    if climb.blur > 0 and step % _BLUR_EVERY == _BLUR_EVERY - 1:
        x = _blurred(x, climb.blur)
    return torch.clamp(x, about.low, about.high).detach()


def seen(subject: Subject, node: str) -> tuple[slice, slice]:
    """Return the rows and columns of a picture that the middle of a layer's maps can see; all for others."""
    high, wide = subject.pictures.spec.x.shape[1:]
    if not _has_maps(subject, node):
        return slice(0, high), slice(0, wide)
    x = first_pictures(subject, node, 1, 0).requires_grad_()
    units = subject.program.report.nodes[node].outputs["output"].shape[0]
    values = unit_values(subject, x.expand(units, -1, -1, -1), node, range(units))
    (gradient,) = torch.autograd.grad(values.sum(), x)
    listens = gradient[0].abs().sum(dim=0) > 0
    return _extent(listens.any(dim=1)), _extent(listens.any(dim=0))


def _extent(listens: Tensor) -> slice:
    places = listens.nonzero().flatten().tolist()
    return slice(places[0], places[-1] + 1) if places else slice(0, len(listens))


def _has_maps(subject: Subject, node: str) -> bool:
    spec = subject.program.report.nodes[node].output if node else None
    return spec is not None and len(spec.shape) == 3


def _rest(subject: Subject, node: str) -> Tensor:
    about = subject.pictures
    mean = subject.tensor(about.x.mean(axis=0))
    return torch.full_like(mean, (about.low + about.high) / 2) if _has_maps(subject, node) else mean


def _blurred(x: Tensor, sigma: float) -> Tensor:
    reach = max(1, round(2 * sigma))
    places = torch.arange(-reach, reach + 1, dtype=x.dtype)
    row = torch.exp(-(places**2) / (2 * sigma**2))
    row = (row / row.sum()).expand(x.shape[1], 1, 1, -1)
    wide = functional.pad(x, (reach, reach, reach, reach), mode="replicate")
    wide = functional.conv2d(wide, row, groups=x.shape[1])
    found: Tensor = functional.conv2d(wide, row.transpose(2, 3), groups=x.shape[1])
    return found
