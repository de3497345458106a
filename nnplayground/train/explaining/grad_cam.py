"""Where a layer found what speaks for a class."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.explaining.subject import Subject

__all__ = ["cam_layers", "enlarged", "grad_cam"]


def cam_layers(subject: Subject) -> tuple[str, ...]:
    """Return the nodes with maps on the way to the prediction, in order; the last one is the usual choice.

    Maps of one pixel are left out: they cannot say where.
    """
    program = subject.program
    calls = program.leading_to([subject.main.prediction])
    found = []
    for call in calls:
        spec = program.report.nodes[call.node].output
        has_places = spec is not None and len(spec.shape) == 3 and math.prod(spec.shape[1:]) > 1
        if has_places and program.graph.node(call.node).layer.weighted:
            found.append(call.node)
    return tuple(found)


def grad_cam(subject: Subject, raw: Tensor, output: int, node: str) -> Tensor:
    r"""Return the class activation map of one picture, weighted by gradients (Selvaraju et al. 2017).

    .. math:: L = \mathrm{ReLU}\Big(\sum_k \alpha_k A^k\Big), \qquad
              \alpha_k = \frac{1}{Z} \sum_{i,j} \frac{\partial z_c}{\partial A^k_{ij}}

    Parameters
    ----------
    raw : Tensor
        One picture, (1, channels, height, width).
    output : int
        The class c.
    node : str
        The layer whose maps :math:`A^k`, after its activation, are summed.

    Returns
    -------
    Tensor
        (height, width) of the layer's maps, never negative; :func:`enlarged` brings it to the picture's size.
    """
    slots = subject.slots(raw.detach().requires_grad_())
    maps: Tensor = slots[subject.output_of(node)]
    (gradient,) = torch.autograd.grad(subject.read(slots)[:, output].sum(), maps)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return (weights * maps).sum(dim=1).relu().detach()[0]


def enlarged(values: Tensor, size: tuple[int, int]) -> Tensor:
    """Return a map (height, width) at another size, between its places by linear blending."""
    found: Tensor = functional.interpolate(
        values[None, None], size=size, mode="bilinear", align_corners=False
    )
    return found[0, 0]
