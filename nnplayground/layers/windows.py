"""What layers share that slide a window over pictures and sequences: sizes, counting, and what to say."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from nnplayground.core.layer import InsertBefore, SetField, ShapeError, Suggestion, TensorSpec
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

__all__ = [
    "MAX_SIDE",
    "Border",
    "Edge",
    "Mode",
    "Pair",
    "Pixels",
    "Side",
    "called",
    "each_axis",
    "plain",
    "require_axes",
    "require_fit",
    "require_groups",
    "spans",
    "times",
]

MAX_SIDE = 1024


def _pair(value: Any) -> Any:
    """Take one number for both height and width, as PyTorch does."""
    if isinstance(value, int):
        return (value, value)
    return (*value, *value) if isinstance(value, list | tuple) and len(value) == 1 else value


Side = Annotated[int, Field(ge=1, le=MAX_SIDE)]
Edge = Annotated[int, Field(ge=0, le=MAX_SIDE)]
Pair = Annotated[tuple[Side, Side], BeforeValidator(_pair, json_schema_input_type=Side | tuple[Side, Side])]
Pixels = Annotated[tuple[Edge, Edge], BeforeValidator(_pair, json_schema_input_type=Edge | tuple[Edge, Edge])]
Border = Edge | Literal["same", "valid"]
Mode = Literal["zeros", "reflect", "replicate", "circular"]


def each_axis(value: int | tuple[int, ...], axes: int) -> tuple[int, ...]:
    """Return ``value`` once per axis; a tuple says it already."""
    return value if isinstance(value, tuple) else (value,) * axes


def plain(value: Any) -> Any:
    """Return equal numbers as one, as a person would write them."""
    return value[0] if isinstance(value, tuple) and len(set(value)) == 1 else value


def times(sizes: tuple[int, ...]) -> str:
    """Write sizes as “3×3”."""
    return "×".join(map(str, sizes))


def called(name: str, *arguments: Any, **options: Any) -> str:
    """Write a call with positional and named arguments: ``nn.Conv2d(1, 16, 3, padding='same')``."""
    words = [repr(plain(argument)) for argument in arguments]
    words += [f"{key}={plain(value)!r}" for key, value in options.items()]
    return f"{name}({', '.join(words)})"


def spans(kernel: tuple[int, ...], dilation: tuple[int, ...]) -> tuple[int, ...]:
    """Return how far a window reaches along each axis, the gaps between its taps included."""
    return tuple(step * (taps - 1) + 1 for taps, step in zip(kernel, dilation, strict=True))


def require_axes(x: TensorSpec, axes: int) -> None:
    """Refuse what has not one axis of channels and ``axes`` more.

    Raises
    ------
    ShapeError
        With the suggestion to arrange the numbers in a sensible shape.
    """
    require_numbers(x)
    if len(x.shape) == axes + 1:
        return
    picture = _("core", "{node} expects a picture of channels × height × width, gets {shape}.")
    sequence = _("core", "{node} expects a sequence of channels × length, gets {shape}.")
    sentence = picture if axes == 2 else sequence
    arrange = InsertBefore("reshape", {"sizes": _arranged(x, axes)})
    raise ShapeError(sentence.format(shape=str(x)), arrange)


def _arranged(x: TensorSpec, axes: int) -> tuple[int, ...]:
    """Return the most sensible shape for the same numbers with ``axes`` axes behind the channels."""
    if axes == 1:
        return (x.shape[0], x.size // x.shape[0]) if len(x.shape) > 1 else (1, x.size)
    if len(x.shape) == 2:
        return (1, *x.shape)
    if len(x.shape) > 2:
        return (*x.shape[:2], x.size // math.prod(x.shape[:2]))
    for channels in (1, 3):
        side = math.isqrt(x.size // channels)
        if channels * side * side == x.size:
            return (channels, side, side)
    height = max(h for h in range(1, math.isqrt(x.size) + 1) if x.size % h == 0)
    return (1, height, x.size // height)


def require_fit(
    x: TensorSpec,
    kernel: tuple[int, ...],
    dilation: tuple[int, ...],
    added: tuple[int, ...],
    *suggestions: Suggestion,
) -> None:
    """Refuse a window that is larger than what it slides over.

    Parameters
    ----------
    x : TensorSpec
        A picture or a sequence.
    kernel, dilation : tuple of int
        The window's taps along each axis, and their distance.
    added : tuple of int
        The padding along each axis, both ends together.
    *suggestions : Suggestion
        What helps better than a smaller window, which is offered after them.
    """
    rooms = [size + more for size, more in zip(x.shape[1:], added, strict=True)]
    reach = spans(kernel, dilation)
    if all(span <= room for span, room in zip(reach, rooms, strict=True)):
        return
    fitting = zip(kernel, dilation, rooms, strict=True)
    smaller = tuple(min(taps, (room - 1) // step + 1) for taps, step, room in fitting)
    sentence = _("core", "{node} slides a window of {window} over {shape}, which is smaller.")
    raise ShapeError(
        sentence.format(window=times(reach), shape=str(x)),
        *suggestions,
        SetField("kernel_size", plain(smaller) if len(smaller) == 1 else smaller),
        remedy=_("core", "The window must fit into its input together with the padding around it."),
    )


def require_groups(channels: int, rows: int, groups: int) -> None:
    """Refuse groups that do not divide the channels of the input and of the output."""
    for count in (channels, rows):
        if count % groups:
            sentence = _("core", "{node} cannot divide {count} channels into {groups} equal groups.")
            fits = SetField("groups", math.gcd(channels, rows, groups))
            raise ShapeError(sentence.format(count=count, groups=groups), fits)
