"""What the answer listens to, read from its derivative with respect to the pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.explaining.subject import Subject

__all__ = ["gradient_times_input", "input_gradient", "integrated_gradients", "smooth_grad"]

_BATCH = 32
SMOOTH_SAMPLES = 24
SMOOTH_NOISE = 0.15
PATH_STEPS = 48


def input_gradient(subject: Subject, raw: Tensor, output: int) -> Tensor:
    r"""Return :math:`\partial z_c / \partial x` (Simonyan, Vedaldi and Zisserman 2013).

    Parameters
    ----------
    raw : Tensor
        Pictures (n, channels, height, width) in pixels as they are, or rows (n, columns).
    output : int
        The class c, or the value, whose score is explained: the number before the softmax, which a rise of
        the other classes cannot lower.

    Returns
    -------
    Tensor
        Shape of ``raw``, in score per unit of a pixel.
    """
    x = raw.detach().requires_grad_()
    total = subject.scores(x)[:, output].sum()  # samples do not mix
    (gradient,) = torch.autograd.grad(total, x)
    return gradient


def gradient_times_input(subject: Subject, raw: Tensor, output: int) -> Tensor:
    r"""Return :math:`(x - x')\, \partial z_c / \partial x` (Shrikumar et al. 2016).

    x' is black, or the mean of each column. Of a linear model these are the exact contributions.
    """
    return (raw - subject.nothing) * input_gradient(subject, raw, output)


def smooth_grad(
    subject: Subject,
    raw: Tensor,
    output: int,
    *,
    samples: int = SMOOTH_SAMPLES,
    noise: float = SMOOTH_NOISE,
    seed: int = 0,
) -> Tensor:
    """Return the mean gradient over noisy copies of one picture (Smilkov et al. 2017).

    Parameters
    ----------
    noise : float
        Standard deviation, as a share of the range of pixels, or of each column.
    seed : int
        Of a random stream of its own: the same picture always gets the same noise.
    """
    numbers = torch.Generator().manual_seed(seed)
    spread = noise * subject.width
    noisy = raw + spread * torch.randn((samples, *raw.shape[1:]), generator=numbers, dtype=torch.float32).to(
        raw.dtype
    )
    found = [input_gradient(subject, some, output) for some in torch.split(noisy, _BATCH)]
    return torch.cat(found).mean(dim=0, keepdim=True)


def integrated_gradients(
    subject: Subject, raw: Tensor, output: int, *, baseline: Tensor | None = None, steps: int = PATH_STEPS
) -> Tensor:
    r"""Return the gradient gathered on the straight way from a baseline (Sundararajan, Taly and Yan 2017).

    .. math:: (x_i - x'_i) \int_0^1 \frac{\partial z_c(x' + t (x - x'))}{\partial x_i} dt

    The sum over all pixels is :math:`z_c(x) - z_c(x')` (completeness), up to the error of the midpoint rule.

    Parameters
    ----------
    baseline : Tensor, optional
        x′, shape of ``raw``; black by default, or the mean of each column.
    steps : int
        Points of the midpoint rule.
    """
    start = subject.nothing.expand_as(raw) if baseline is None else baseline
    along = (torch.arange(steps, dtype=raw.dtype) + 0.5) / steps
    places = start + along.reshape(-1, *(1,) * (raw.dim() - 1)) * (raw - start)
    found = [input_gradient(subject, some, output) for some in torch.split(places, _BATCH)]
    return (raw - start) * torch.cat(found).mean(dim=0, keepdim=True)
