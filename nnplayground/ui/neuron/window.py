"""What a trace says about one place of a convolution: the window, the kernel, their products and sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.graph import Node
    from nnplayground.train.traces import NodeTrace, ParameterTrace

__all__ = ["Window", "is_convolution", "padded_input", "places_of", "read_window", "winning_row"]

_PAD = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@dataclass(frozen=True, eq=False)
class Window:
    """One filter of a convolution of pictures at one place of its output.

    Attributes
    ----------
    row : int
        The filter's sum; with maxout the one that wins at this place.
    channel, first : int
        Which input channel is shown, and which is the first that the filter reads.
    place : (int, int)
        Row and column of the output.
    image : ndarray
        The shown input channel with its padding, (height, width).
    padding : (int, int)
        How much of it is above and to the left.
    rows, columns : tuple of int
        Where the window's taps lie in ``image``.
    pixels, weights, gradients : ndarray
        (kernel height, kernel width); gradients are None without a target.
    rest : float
        The products of the other channels together.
    bias : float or None
    z, output : float
    slope, delta : float or None
    outputs : ndarray
        The filter's whole map a, (height, width).
    """

    row: int
    channel: int
    first: int
    place: tuple[int, int]
    image: NDArray[Any]
    padding: tuple[int, int]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    pixels: NDArray[Any]
    weights: NDArray[Any]
    gradients: NDArray[Any] | None
    rest: float
    channels: int
    bias: float | None
    z: float
    output: float
    slope: float | None
    delta: float | None
    outputs: NDArray[Any]

    @property
    def products(self) -> NDArray[Any]:
        """W · x of every tap."""
        products: NDArray[Any] = self.pixels * self.weights
        return products


def is_convolution(node: Node) -> bool:
    """Tell whether a node slides filters over pictures."""
    return type(node.layer).kind == "conv2d"


def places_of(node: NodeTrace) -> tuple[int, int]:
    """Return the height and width of a convolution's output."""
    return int(node.output.shape[1]), int(node.output.shape[2])


def read_window(
    node: Node, trace: NodeTrace, unit: int, place: tuple[int, int], channel: int
) -> Window | None:
    """Return a filter's window at a place of its output, or None if the trace is of another network.

    Parameters
    ----------
    node : Node
        A two-dimensional convolution.
    trace : NodeTrace
    unit : int
        The output channel.
    place : (int, int)
        Kept inside the output.
    channel : int
        Which of the channels that the filter reads, kept inside them.
    """
    weight, bias = trace.parameters.get("weight"), trace.parameters.get("bias")
    if weight is None or weight.value.ndim != 4 or trace.z is None or not 0 <= unit < len(trace.output):
        return None
    layer: Any = node.layer
    height, width = places_of(trace)
    place = min(max(0, place[0]), height - 1), min(max(0, place[1]), width - 1)
    row = winning_row(trace, unit, place)
    channels = weight.value.shape[1]
    channel = min(max(0, channel), channels - 1)
    first = row // (len(weight.value) // layer.groups) * channels
    padded, (above, left) = padded_input(layer, trace.inputs[0], weight.value.shape[2:])
    rows, columns = (_taps(layer, axis, place[axis], weight.value.shape[2 + axis]) for axis in (0, 1))
    taps = padded[first : first + channels][:, rows][:, :, columns]
    products = taps * weight.value[row]
    return Window(
        row=row,
        channel=channel,
        first=first,
        place=place,
        image=padded[first + channel],
        padding=(above, left),
        rows=rows,
        columns=columns,
        pixels=taps[channel],
        weights=weight.value[row, channel],
        gradients=_slice(weight, row, channel),
        rest=float(products.sum() - products[channel].sum()),
        channels=channels,
        bias=None if bias is None else float(bias.value[row]),
        z=float(trace.z[(row, *place)]),
        output=float(trace.output[(unit, *place)]),
        slope=_pick(trace.slope, (row, *place)),
        delta=_pick(trace.delta, (row, *place)),
        outputs=trace.output[unit],
    )


def winning_row(trace: NodeTrace, unit: int, place: tuple[int, ...]) -> int:
    """Return the row of weights behind a unit at a place; of several (maxout) the one that wins."""
    assert trace.z is not None
    pieces = len(trace.z) // len(trace.output)
    compared = [float(trace.z[(row, *place)]) for row in range(unit * pieces, (unit + 1) * pieces)]
    return unit * pieces + int(np.argmax(compared))


def padded_input(
    layer: Any, x: NDArray[Any], kernel: tuple[int, ...]
) -> tuple[NDArray[Any], tuple[int, ...]]:
    """Return the input with its padding, and how much of it comes first along each axis."""
    sides = []
    for size, dilation in zip(kernel, layer.per_axis("dilation"), strict=True):
        if layer.padding == "same":
            total = dilation * (size - 1)
            sides.append((total // 2, total - total // 2))  # PyTorch puts the odd one behind
        else:
            same = 0 if layer.padding == "valid" else int(layer.padding)
            sides.append((same, same))
    mode: Any = _PAD[layer.padding_mode]
    return np.pad(x, ((0, 0), *sides), mode=mode), tuple(before for before, _after in sides)


def _taps(layer: Any, axis: int, place: int, size: int) -> tuple[int, ...]:
    start = place * layer.per_axis("stride")[axis]
    return tuple(start + tap * layer.per_axis("dilation")[axis] for tap in range(size))


def _slice(weight: ParameterTrace, row: int, channel: int) -> NDArray[Any] | None:
    return None if weight.gradient is None else weight.gradient[row, channel]


def _pick(values: Any, place: tuple[int, ...]) -> float | None:
    return None if values is None else float(values[place])
