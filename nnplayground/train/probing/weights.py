"""The weights of all layers at once: how they are distributed, and as small pictures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch

from nnplayground.train.distributions import histogram, largest_of_blocks
from nnplayground.train.probes import even, probe
from nnplayground.train.probing.layers import weighted_nodes, weights_and_biases
from nnplayground.train.program import is_weight
from nnplayground.train.snapshot import LARGEST

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import ProbeRequest

_BAND = 16  # inputs that are drawn as bands, one below the other; more are folded into a square


@probe
def _spread(look: Look, request: ProbeRequest) -> Answer:
    """Count the weights of every layer in ``size`` bins: ``<node>.counts``, ``.reach``, ``.summary``.

    Its biases are counted apart, as ``<node>.bias_counts`` and so on.
    """
    found = {}
    for node in weighted_nodes(look):
        for prefix, tensors in zip(("", "bias_"), weights_and_biases(look, node), strict=True):
            if tensors:
                counted = histogram(torch.cat([t.flatten() for t in tensors]), even(request.size))
                named = {f"{node}.{prefix}{name}": values for name, values in counted.items()}
                found.update({name: look.frozen(values) for name, values in named.items()})
    return found


@probe
def _matrices(look: Look, request: ProbeRequest) -> Answer:
    """Copy every layer's weights as a matrix of at most ``size`` rows and columns, the units first.

    Of a block of a larger matrix the number of the largest magnitude stays: a mean would hide it.
    """
    if request.size < 1:
        return {}
    found = {}
    for node in weighted_nodes(look):
        weights = [w for w in weights_and_biases(look, node)[0] if is_weight(w)]
        if weights:
            found[node] = look.frozen(largest_of_blocks(weights[0].flatten(1), request.size))
    return found


@probe
def _incoming(look: Look, request: ProbeRequest) -> Answer:
    """Draw what comes into every unit: (units, height, width) of its weights, no side above ``size``.

    A kernel is drawn as it is, those of several channels side by side; weights of an image in its shape; of
    a few inputs as bands, the first on top; of many, row by row in a square.
    """
    found = {}
    for node in weighted_nodes(look):
        weight = dict(look.program.parameters_of(node)).get(f"{node}.weight")
        if weight is not None and is_weight(weight) and weight.numel() and request.size >= 1:
            pictures = _unfolded(look, node, weight.detach())
            height, width = (min(side, request.size) for side in pictures.shape[1:])
            pictures = pictures[: max(1, LARGEST // (height * width))]
            found[node] = look.frozen(_reduced(pictures, request.size))
    return found


def _unfolded(look: Look, node: str, weight: Tensor) -> Tensor:
    """Return (units, height, width)."""
    if weight.ndim >= 4:
        units, channels, height, width = weight.shape[:4]
        columns = math.ceil(math.sqrt(channels))
        tiles = _padded(weight.reshape(units, channels, -1), columns * math.ceil(channels / columns))
        tiles = tiles.reshape(units, -1, columns, height, width)
        return tiles.transpose(2, 3).reshape(units, -1, columns * width)
    flat = weight.flatten(1)
    height, width = _form(look, node, flat.shape[1])
    return _padded(flat[:, :, None], height * width).reshape(len(flat), height, width)


def _form(look: Look, node: str, inputs: int) -> tuple[int, int]:
    """Return how weights of one unit are laid out: like the image they look at, if it is one."""
    image = _image_before(look, node)
    if len(image) == 3 and image[0] == 1 and inputs == math.prod(image):
        return image[1], image[2]
    if inputs <= _BAND:
        return inputs, 1
    side = math.ceil(math.sqrt(inputs))
    return math.ceil(inputs / side), side


def _image_before(look: Look, node: str) -> tuple[int, ...]:
    """Return the shape of the data if nothing but its form is changed before a node, else nothing."""
    graph, report = look.program.graph, look.program.report
    while edges := graph.feeds(node):
        node = edges[0].source
        layer = graph.node(node).layer
        if not layer.inputs:
            output = report.nodes[node].output
            return output.shape if output is not None else ()
        if layer.weighted or layer.kind != "flatten":
            return ()
    return ()


def _padded(values: Tensor, count: int) -> Tensor:
    """Fill up the second axis with zeros."""
    missing = count - values.shape[1]
    return torch.cat([values, values.new_zeros(len(values), missing, values.shape[2])], 1)


def _reduced(pictures: Tensor, most: int) -> Tensor:
    if max(pictures.shape[1:]) <= most:
        return pictures
    return torch.stack([largest_of_blocks(picture, most) for picture in pictures])
