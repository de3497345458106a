"""Which part of the data one number of a layer can see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

__all__ = ["Axes", "ReceptiveField", "Window", "joined"]

Axes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The places of its input that one output of a layer reads, along each axis of space.

    Attributes
    ----------
    kernel : tuple of int
        How many places; none at all stands for the one place of an elementwise layer.
    stride : tuple of Fraction or int
        How far the window moves from one output to the next; below 1 where the output is finer.
    dilation : tuple of int
        How far the places lie apart.
    before : tuple of Fraction or int
        How far before the input's first place the first output begins to read: its padding. None at all
        stands for 0.
    """

    kernel: Axes = ()
    stride: tuple[Fraction | int, ...] = ()
    dilation: Axes = ()
    before: tuple[Fraction | int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """The part of the data's picture that one number depends on.

    Attributes
    ----------
    size : tuple of int
        Its extent along each axis, borders not counted.
    step : tuple of Fraction
        How far the parts of two neighbouring numbers lie apart, on average.
    grain : tuple of Fraction
        In which steps they really move: after an enlargement several neighbours share one part.
    start : tuple of Fraction
        Where the part of the first number begins, from the first pixel; below 0 in the padding.
    """

    size: Axes
    step: tuple[Fraction, ...]
    grain: tuple[Fraction, ...]
    start: tuple[Fraction, ...] = ()

    @classmethod
    def of_point(cls, axes: int) -> ReceptiveField:
        """Return the field of a number of the data itself."""
        return cls((1,) * axes, (Fraction(1),) * axes, (Fraction(1),) * axes, (Fraction(0),) * axes)

    def through(self, window: Window) -> ReceptiveField:
        """Return the field behind a layer with ``window`` (Araujo, Norris and Sim 2019)."""
        if not window.kernel:
            return self
        reach = [d * (k - 1) for k, d in zip(window.kernel, window.dilation, strict=True)]
        parts = list(zip(self.size, reach, self.step, self.grain, strict=True))
        size = tuple(int(n + ceil(r * step / grain) * grain) for n, r, step, grain in parts)
        steps = tuple(s * Fraction(stride) for s, stride in zip(self.step, window.stride, strict=True))
        grains = zip(steps, self.grain, strict=True)
        before = window.before or (0,) * len(size)
        shifts = zip(self.start, before, self.step, strict=True)
        start = tuple(at - Fraction(more) * step for at, more, step in shifts)
        return ReceptiveField(size, steps, tuple(s if s % g == 0 else g for s, g in grains), start)

    def part(self, place: tuple[int, ...]) -> tuple[slice, ...]:
        """Return which pixels one number sees, those beyond the picture's edges included."""
        axes = zip(self.start, place, self.step, strict=True)
        starts = (floor(at + number * step) for at, number, step in axes)
        return tuple(slice(start, start + size) for start, size in zip(starts, self.size, strict=True))

    def __str__(self) -> str:
        return "×".join(map(str, self.size))


def joined(fields: Iterable[ReceptiveField | None]) -> ReceptiveField | None:
    """Return the field of a layer that joins several: the largest, if they lie alike."""
    known = list(fields)
    first = known[0] if known else None
    if first is None or any(field is None or field.step != first.step for field in known):
        return None
    sizes = zip(*(field.size for field in known if field is not None), strict=True)
    starts = zip(*(field.start for field in known if field is not None), strict=True)
    return ReceptiveField(tuple(map(max, sizes)), first.step, first.grain, tuple(map(min, starts)))
