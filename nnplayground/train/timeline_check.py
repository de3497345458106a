"""Whether moments that were read from a file can be those of a run."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.checkpoint import Checkpoint
    from nnplayground.train.timeline import Moment, Segment

__all__ = ["MOST", "require_order", "require_states"]

MOST = 600
"""Moments of a run: more than a strip of pictures is wide."""
_COUNTED = ("step", "epoch", "seconds")
_SIDE = 256  # points of a picture's side, and outputs of it


def require_order(
    segments: Sequence[Segment],
    moments: Sequence[Moment],
    stretches: Sequence[int],
    breaks: Sequence[int],
    numbers: int,
) -> None:
    """Raise unless numbers and steps grow and everything refers to what is there.

    Raises
    ------
    ValueError
        With what is wrong, in a word.
    """
    _require(0 < len(moments) <= MOST and len(segments) > 0, "count")
    known = [segment.number for segment in segments]
    _require(_grow(known) and _grow([moment.number for moment in moments]), "numbers")
    _require(moments[-1].number <= numbers and known[-1] <= numbers, "last number")
    _require(moments[-1].segment == known[-1], "newest")
    _require(all(moment.segment in known for moment in moments), "segments")
    _require(all(s.parent is None or isinstance(s.parent, int) for s in segments), "parents")
    for counts in ([m.step for m in moments], [m.epoch for m in moments], breaks, stretches):
        _require(all(0 <= one <= other for one, other in pairwise([0, *counts])), "order")
    _require(all(place <= len(breaks) for place in stretches), "stretches")


def require_states(moments: Sequence[Moment], states: Mapping[int, Checkpoint]) -> None:
    """Raise unless states are those of their moments, of no greater size, and pictures can be drawn.

    Raises
    ------
    ValueError
        With what is wrong, in a word.
    """
    for moment in moments:
        state = states[moment.number]
        _require(moment.bytes >= sum(array.nbytes for array in state.arrays.values()), "bytes")
        _require(all(state.facts[name] == getattr(moment, name) for name in _COUNTED), "counts")
        _require(math.isfinite(moment.seconds) and isinstance(moment.event, str), "words")
        _require(moment.picture is None or _can_be_drawn(moment.picture), "picture")


def _can_be_drawn(picture: NDArray[Any]) -> bool:
    is_small = picture.ndim in (1, 2, 3) and all(0 < side <= _SIDE for side in picture.shape)
    return is_small and picture.dtype.kind == "f"


def _grow(numbers: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"{what} of moments")
