"""What a setting could be varied over, for who has no wish of their own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.knobs import knobs
from nnplayground.sweeps.axes import NO_KNOBS, Axis, parse_axis

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.knobs import Knob

__all__ = ["first_axes", "suggested_axis", "sweep_knobs"]

_AROUND = 2  # round values on each side
_WHOLE_FACTORS = (0.25, 0.5, 1.0, 2.0)
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.5)
_RATES = (0.0001, 0.001, 0.01, 0.1)  # of what is 0 now
_CHOICES = 4


def sweep_knobs(experiment: Experiment) -> tuple[Knob, ...]:
    """Return the settings that a sweep can vary, those that people turn most first."""
    return tuple(knob for knob in knobs(experiment) if knob.path not in NO_KNOBS)


def suggested_axis(experiment: Experiment, path: str) -> Axis | None:
    """Return values around the present one that fit the experiment; None if there are not two."""
    knob = next((knob for knob in sweep_knobs(experiment) if knob.path == path), None)
    if knob is None:
        return None
    values = [value for value in _values(knob) if _fits(experiment, path, value)]
    return Axis(path, tuple(values)) if len(values) > 1 else None


def first_axes(experiment: Experiment) -> tuple[Axis, ...]:
    """Return what most sweeps are about: the learning rate, and the width of the first layer that has one."""
    paths = [knob.path for knob in sweep_knobs(experiment)]
    widths = [path for path in paths if path.endswith((".units", ".channels"))]
    wanted = [*[path for path in paths if path == "training.learning_rate"], *widths[:1]]
    return tuple(axis for path in wanted if (axis := suggested_axis(experiment, path)) is not None)


def _values(knob: Knob) -> list[Any]:
    """Return candidates, numbers from the smallest on, of words the present one first."""
    if not knob.is_number:
        return _of_choice([knob.value, *(value for value, _text in knob.options)])
    if knob.whole:
        first = [round(knob.value * factor) for factor in _WHOLE_FACTORS]
    elif knob.high <= 1:
        first = [*_SHARES, knob.value]
    else:
        first = [knob.value, *(_around(knob.value) if knob.value > 0 else _RATES)]
    return sorted({value for value in first if knob.low <= value <= knob.high})


def _of_choice(values: list[Any]) -> list[Any]:
    """Return some of the values that can be chosen: of numbers the neighbours of the present one."""
    numbers = sorted(value for value in values if type(value) is int)
    if len(numbers) < _CHOICES or values[0] not in numbers:
        return values[:_CHOICES]
    start = numbers.index(values[0]) - _CHOICES // 2
    start = max(0, min(start, len(numbers) - _CHOICES))
    return numbers[start : start + _CHOICES]


def _around(value: float) -> list[float]:
    """Return the round numbers 1 · 10ⁿ and 3 · 10ⁿ nearest below and above."""
    decade = math.floor(math.log10(value))
    round_ = [float(f"{digit}e{decade + shift}") for shift in (-2, -1, 0, 1, 2) for digit in (1, 3)]
    below = [number for number in round_ if number < value * 0.999]
    above = [number for number in round_ if number > value * 1.001]
    return [*below[-_AROUND:], *above[:_AROUND]]


def _fits(experiment: Experiment, path: str, value: Any) -> bool:
    try:
        parse_axis(Axis(path, (value,)).text(), experiment)
    except PlaygroundError:
        return False
    return True
