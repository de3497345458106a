"""What a sweep varies: a setting, and the values that it takes, as ``--vary`` writes them."""

from __future__ import annotations

import difflib
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.knobs import knobs
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution

    from nnplayground.core.experiment import Experiment

__all__ = ["NO_KNOBS", "Axis", "parse_axis"]

_POINTS = 5  # of a range, in a grid
_MOST_POINTS = 1000
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})(:log)?(?::(\d{{1,6}}))?")
NO_KNOBS = ("activation", "add", "feature")  # turns that are no single value


@dataclass(frozen=True, slots=True)
class Axis:
    """One setting and its values.

    Attributes
    ----------
    path : str
        As ``--set`` takes it.
    choices : tuple
        JSON values; empty for a range.
    low, high : float
        The ends of a range, both included.
    logarithmic : bool
        Whether equal factors are equally far apart.
    whole : bool
        Whether only whole numbers are drawn.
    points : int
        How many values of a range make a grid.
    """

    path: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    logarithmic: bool = False
    whole: bool = False
    points: int = _POINTS

    def grid(self) -> tuple[Any, ...]:
        """Return the values of a grid, the smallest first."""
        if self.choices:
            return tuple(_stored(choice) for choice in self.choices)
        if self.whole and self.high - self.low < self.points:
            return tuple(range(int(self.low), int(self.high) + 1))
        steps = (number / max(1, self.points - 1) for number in range(self.points))
        values = [self._at(step) for step in steps]
        return tuple(dict.fromkeys(round(v) if self.whole else float(f"{v:.6g}") for v in values))

    def _at(self, share: float) -> float:
        if self.logarithmic:
            return self.low * math.exp(share * math.log(self.high / self.low))
        return self.low + share * (self.high - self.low)

    def text(self) -> str:
        """Return it as ``--vary`` takes it."""
        if self.choices:
            return f"{self.path}={json.dumps(list(self.choices))[1:-1]}"
        form = "{:d}" if self.whole else "{:.12g}"
        low, high = (form.format(int(end) if self.whole else end) for end in (self.low, self.high))
        return f"{self.path}={low}..{high}{':log' if self.logarithmic else ''}:{self.points}"

    def distribution(self) -> BaseDistribution:
        """Return what Optuna draws from."""
        from optuna import distributions

        if self.choices:
            return distributions.CategoricalDistribution(self.grid())
        if self.whole:
            return distributions.IntDistribution(int(self.low), int(self.high), log=self.logarithmic)
        return distributions.FloatDistribution(self.low, self.high, log=self.logarithmic)

    def value(self, stored: Any) -> Any:
        """Return the JSON value for what Optuna has stored."""
        return next((choice for choice in self.choices if _stored(choice) == stored), stored)


def _stored(choice: Any) -> Any:
    """Return a value that a study can hold: lists and objects stand in it as text."""
    return json.dumps(choice) if isinstance(choice, list | dict) else choice


def parse_axis(text: str, experiment: Experiment) -> Axis:
    """Read ``PATH=A..B``, ``PATH=A..B:log``, ``PATH=A..B:POINTS`` or ``PATH=VALUE,VALUE,…``.

    Raises
    ------
    PlaygroundError
        If it is written otherwise, there is no such setting, or a value does not fit; the remedy says what
        can be varied.
    """
    path, equals, values = (part.strip() for part in text.partition("="))
    if not (path and equals and values):
        sentence = _("core", "“{text}” does not say which values a setting takes.").format(text=text)
        raise PlaygroundError(sentence, place="--vary", remedy=_how())
    range_ = _RANGE.fullmatch(values.replace(" ", ""))
    axis = _range(path, range_, experiment) if range_ else Axis(path, _listed(values))
    _require_fit(axis, experiment)
    return axis


def _how() -> str:
    return _("core", "Write training.learning_rate=0.001..1:log or nodes.dense1.units=2,4,8.")


def _listed(text: str) -> tuple[Any, ...]:
    """Read values between commas: JSON, and what is none as words."""
    try:
        values = json.loads(f"[{text}]")
    except (ValueError, RecursionError):
        values = [_word(part.strip()) for part in text.split(",") if part.strip()]
    distinct = {json.dumps(value, sort_keys=True): value for value in values}
    return tuple(distinct.values())


def _word(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _range(path: str, match: re.Match[str], experiment: Experiment) -> Axis:
    low, high, points = float(match[1]), float(match[2]), int(match[4] or _POINTS)
    if not low < high < math.inf:
        sentence = _("core", "A range goes up from one number to a larger one, not from {low} to {high}.")
        raise PlaygroundError(sentence.format(low=match[1], high=match[2]), place=path, remedy=_how())
    if match[3] and low <= 0:
        sentence = _("core", "A range by factors must begin above 0, not at {low}.").format(low=match[1])
        raise PlaygroundError(sentence, place=path, remedy=_how())
    if not 2 <= points <= _MOST_POINTS:
        sentence = _("core", "A range has from 2 to {most} points, not {points}.")
        raise PlaygroundError(sentence.format(most=f"{_MOST_POINTS:,}", points=points), place=path)
    written_whole = not re.search(r"[.eE]", match[1] + match[2])
    whole = written_whole and not _takes(experiment, path, low + 0.5)
    return Axis(path, (), low, high, bool(match[3]), whole, points)


def _takes(experiment: Experiment, path: str, value: float) -> bool:
    try:
        experiment.with_value(path, value)
    except PlaygroundError:
        return False
    return True


def _require_fit(axis: Axis, experiment: Experiment) -> None:
    """Try every choice, or both ends, by itself."""
    ends = (axis.low, axis.high)
    for value in axis.choices or tuple(int(end) if axis.whole else end for end in ends):
        try:
            changed = experiment.with_value(axis.path, value)
        except FileError as error:
            raise _unfit(error, axis.path, experiment) from error
        problem = next((p for p in changed.report().problems if p.severity == "error"), None)
        if problem is not None:
            raise PlaygroundError(problem.message, place=f"{axis.path}={value}")


def _unfit(error: FileError, path: str, experiment: Experiment) -> PlaygroundError:
    """Return an error about the setting, if there is none of that name, or else about its value."""
    if path not in str(error.sentence):
        return PlaygroundError(error.sentence, place=path, remedy=error.remedy)
    sentence = _("core", "There is no “{path}” to vary.").format(path=path)
    return PlaygroundError(sentence, place="--vary", remedy=_known(path, experiment))


def _known(path: str, experiment: Experiment) -> str:
    known = [knob.path for knob in knobs(experiment) if knob.path not in NO_KNOBS]
    near = difflib.get_close_matches(path, known, n=1)
    first = _("core", "Did you mean {names}?").format(names=near[0]) + " " if near else ""
    paths = ", ".join(dict.fromkeys(known))
    return first + _("core", "Settings that can be varied: {paths}.").format(paths=paths)
