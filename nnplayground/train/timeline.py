"""The moments of a run that can be gone back to, thinned so that they fit a budget of memory.

Nothing here knows torch or what a moment's state consists of: the training thread brings it, the window reads
the rest.
"""

from __future__ import annotations

import json
import math
import threading
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.text import from_json, to_json
from nnplayground.core.text import translatable as _
from nnplayground.train.checkpoint import Checkpoint
from nnplayground.train.timeline_check import MOST, require_order, require_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.snapshot import Array

__all__ = ["BUDGET", "Moment", "Segment", "Timeline"]

BUDGET = 64 * 2**20
_FEWEST = 2  # moments
"""Bytes that moments may take unless the person says otherwise."""

_EVENT = 8.0  # so many times as dear as any other moment is one where something was changed
_VERSION = 1  # of the arrays in a file
_PICTURE = "picture"
_SAID: dict[str, type] = {
    "number": int,
    "segment": int,
    "step": int,
    "epoch": int,
    "seconds": float,
    "train_loss": float,
    "test_loss": float,
    "bytes": int,
}
_EVEN = 4.0  # share of moments spread evenly over the run, against one each for its start and its end


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A step of a run that can be shown again at once.

    Attributes
    ----------
    number : int
        Its own; greater than those of all earlier moments.
    segment : int
        The number of the segment it lies in.
    step, epoch : int
        Finished ones, counted through all segments.
    seconds : float
        Training time without pauses.
    train_loss, test_loss : float
        NaN if they were not measured at this step.
    picture : ndarray or None
        The prediction over the plane as the probe ``"boundary"`` draws it: (n, n) of one output, (outputs,
        n, n) of several; None where there is no plane.
    bytes : int
        Memory that it takes.
    event : str
        What was changed here, e.g. “Learning rate 0.03 → 0.1”; empty if nothing.
    """

    number: int
    segment: int
    step: int
    epoch: int
    seconds: float
    train_loss: float
    test_loss: float
    picture: Array | None
    bytes: int
    event: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of a run with one network and one set of data.

    Attributes
    ----------
    number : int
    experiment : Experiment
        As it was when the segment began.
    began_step : int
    parent : int or None
        The number of the moment that it continues; None for the first.
    """

    number: int
    experiment: Experiment
    began_step: int
    parent: int | None


class Timeline:
    """The moments kept of one run, written by the training thread and read by any other.

    When they take more memory than the budget, the moment goes that is missed least: they become sparse in
    the middle of a long run and stay dense near its beginning, near the present, and where something was
    changed.

    Parameters
    ----------
    budget : int
        Bytes.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._lock = threading.RLock()
        self._budget = budget
        self._revision = 0
        self._numbers = 0
        self._needs = 0
        self._start()

    def _start(self) -> None:
        self._moments: list[Moment] = []
        self._segments: list[Segment] = []
        self._states: dict[int, Checkpoint] = {}
        self._breaks: list[int] = []
        self._stretches: dict[int, int] = {}
        self._used = 0

    # -- reading ---------------------------------------------------------------------------------------

    def moments(self) -> tuple[Moment, ...]:
        """Return the kept moments, oldest first."""
        with self._lock:
            return tuple(self._moments)

    def segments(self) -> tuple[Segment, ...]:
        """Return the segments, oldest first."""
        with self._lock:
            return tuple(self._segments)

    @property
    def revision(self) -> int:
        """A number that grows with every change."""
        return self._revision

    @property
    def used(self) -> int:
        """Bytes taken."""
        return self._used

    @property
    def needs(self) -> int:
        """Bytes that one moment of the present network takes; 0 if that is not known yet."""
        return self._needs

    @property
    def least(self) -> int:
        """Bytes below which a budget keeps no moment of the present network: one alone leads nowhere."""
        return _FEWEST * self._needs

    @property
    def budget(self) -> int:
        """Bytes that moments may take; set by the training thread."""
        return self._budget

    @budget.setter
    def budget(self, wanted: int) -> None:
        with self._lock:
            self._budget = wanted
            self._thin()
            self._revision += 1

    def good(self) -> Moment | None:
        """Return the last moment of the present segment before the loss rose away.

        That is the newest whose loss is nearer to the lowest than to the first, or equally near.
        """
        with self._lock:
            own = [m for m in self._moments if m.segment == self._segments[-1].number]
            known = [moment for moment in own if math.isfinite(moment.train_loss)]
            if not known:
                return own[0] if own else None
            low = min(moment.train_loss for moment in known)
            limit = low + max(0.0, known[0].train_loss - low) / 2
            return next(moment for moment in reversed(known) if moment.train_loss <= limit)

    def at(self, step: int) -> Moment | None:
        """Return the newest moment not behind ``step``."""
        with self._lock:
            return next((m for m in reversed(self._moments) if m.step <= step), None)

    def after(self, step: int) -> Moment | None:
        """Return the oldest moment behind ``step``."""
        with self._lock:
            return next((m for m in self._moments if m.step > step), None)

    # -- writing ---------------------------------------------------------------------------------------

    def fits(self, size: int) -> bool:
        """Tell whether moments of ``size`` bytes are worth taking: whether two of them have room."""
        self._needs = size
        return self.least <= self._budget

    def begin(self, experiment: Experiment, step: int) -> None:
        """Begin a segment; one in which nothing was trained is replaced."""
        with self._lock:
            self.interrupt(step)
            last = self._segments[-1] if self._segments else None
            if last is not None and last.began_step == step:
                self._forget(m for m in list(self._moments) if m.segment == last.number)
                self._segments.pop()
            parent = self._moments[-1].number if self._moments else None
            self._segments.append(Segment(self._next(), experiment, step, parent))
            self._revision += 1

    def interrupt(self, step: int) -> None:
        """Note that at ``step`` the run was changed by other means than training."""
        with self._lock:
            self._breaks.append(step)

    def keep(self, moment: Moment, state: Checkpoint) -> None:
        """Add a moment of the newest segment; its numbers are given here.

        One of the same step and segment is replaced: nothing was trained in between.
        """
        with self._lock:
            kept = replace(moment, number=self._next(), segment=self._segments[-1].number)
            last = self._moments[-1] if self._moments else None
            if last is not None and (last.segment, last.step) == (kept.segment, kept.step):
                kept = replace(kept, event=kept.event or last.event)
                self._forget([last])
            self._moments.append(kept)
            self._states[kept.number] = state
            self._stretches[kept.number] = len(self._breaks)
            self._used += kept.bytes
            self._thin()
            self._revision += 1

    def copy(self) -> Timeline:
        """Return a timeline of its own that shares the moments, which do not change."""
        other = Timeline(self._budget)
        with self._lock:
            other._moments, other._segments = list(self._moments), list(self._segments)
            other._states, other._stretches = dict(self._states), dict(self._stretches)
            other._breaks, other._used = list(self._breaks), self._used
            other._numbers, other._needs = self._numbers, self._needs
        return other

    def cut(self, moment: Moment) -> None:
        """Forget everything after ``moment``, from which, or from a step soon after, the run goes on."""
        with self._lock:
            self._forget([m for m in self._moments if m.number > moment.number])
            self._segments = [s for s in self._segments if s.number <= moment.segment]
            self._breaks = self._breaks[: self._stretches[moment.number]]
            self._revision += 1

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._start()
            self._revision += 1

    # -- for going back --------------------------------------------------------------------------------

    def state(self, moment: Moment) -> Checkpoint:
        """Return what brings a moment back that is kept."""
        with self._lock:
            return self._states[moment.number]

    def newest(self) -> Checkpoint:
        """Return what brings the newest moment back; there must be one."""
        return self.state(self._moments[-1])

    def stretch(self, moment: Moment) -> tuple[int, int]:
        """Return how often the run had been changed before a moment, and up to which step it was not again.

        Within a stretch, training on from a moment gives every later step exactly.
        """
        with self._lock:
            place = self._stretches[moment.number]
            return place, self._breaks[place] if place < len(self._breaks) else 2**62

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what its segments and moments were made with, each once."""
        with self._lock:
            states = (self._states[moment.number].experiment for moment in self._moments)
            made = [*(segment.experiment for segment in self._segments), *states]
        return tuple({id(experiment): experiment for experiment in made}.values())

    # -- files -----------------------------------------------------------------------------------------

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return everything as plain arrays; ``json`` is UTF-8 and says what they are."""
        with self._lock:
            experiments: list[Experiment] = []
            arrays: dict[str, NDArray[Any]] = {}
            for moment in self._moments:
                own = self._states[moment.number].arrays
                arrays.update({f"{moment.number}/{name}": array for name, array in own.items()})
                if moment.picture is not None:
                    arrays[f"{moment.number}/{_PICTURE}"] = moment.picture
            said = {
                "version": _VERSION,
                "segments": [_segment_said(segment, experiments) for segment in self._segments],
                "moments": [self._moment_said(moment, experiments) for moment in self._moments],
                "breaks": self._breaks,
                "numbers": self._numbers,
                "experiments": [experiment.to_dict() for experiment in experiments],
            }
        return {**arrays, "json": np.frombuffer(json.dumps(said).encode(), np.uint8)}

    def _moment_said(self, moment: Moment, experiments: list[Experiment]) -> dict[str, Any]:
        state = self._states[moment.number]
        said = {name: getattr(moment, name) for name in _SAID}
        return {
            **said,
            "event": to_json(moment.event),
            "stretch": self._stretches[moment.number],
            "experiment": _place(state.experiment, experiments),
            "facts": state.facts,
        }

    def take_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> Checkpoint:
        """Become what :meth:`to_arrays` was made of, as far as the budget, which stays, has room.

        Returns
        -------
        Checkpoint
            The state of the newest moment, whether or not there was room to keep it.

        Raises
        ------
        FileError
            If the arrays are not those of a timeline; nothing has changed then.
        """
        try:
            said = json.loads(bytes(arrays["json"]))
            if said["version"] != _VERSION:
                raise ValueError(said["version"])
            known = [Experiment.from_dict(tree) for tree in said["experiments"]]
            segments = [
                Segment(int(s["number"]), known[s["experiment"]], int(s["began_step"]), s["parent"])
                for s in said["segments"]
            ]
            kept = _by_moment(arrays)
            moments = [_moment_read(own, kept[str(own["number"])]) for own in said["moments"]]
            states = {m["number"]: _state_read(m, known, kept[str(m["number"])]) for m in said["moments"]}
            stretches = {m["number"]: int(m["stretch"]) for m in said["moments"]}
            breaks, numbers = [int(step) for step in said["breaks"]], int(said["numbers"])
            require_order(segments, moments, [stretches[m.number] for m in moments], breaks, numbers)
            require_states(moments, states)
        except (LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise FileError(_("core", "The timeline of this file cannot be read.")) from error
        with self._lock:
            self._moments, self._segments, self._states = moments, segments, states
            self._stretches, self._breaks, self._numbers = stretches, breaks, numbers
            newest, self._used = self.newest(), sum(moment.bytes for moment in moments)
            self._thin()
            self._revision += 1
        return newest

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], budget: int = BUDGET) -> Timeline:
        """Return a timeline that took :meth:`take_arrays`."""
        timeline = cls(budget)
        timeline.take_arrays(arrays)
        return timeline

    # -- inside ----------------------------------------------------------------------------------------

    def _next(self) -> int:
        self._numbers += 1
        return self._numbers

    def _forget(self, moments: Iterable[Moment]) -> None:
        gone = {moment.number for moment in moments}
        for number in gone:
            del self._states[number], self._stretches[number]
        self._used -= sum(m.bytes for m in self._moments if m.number in gone)
        self._moments = [m for m in self._moments if m.number not in gone]

    def _thin(self) -> None:
        while len(self._moments) > 2 and (self._used > self._budget or len(self._moments) > MOST):
            self._forget([self._moments[_least_missed(self._moments)]])
        if self._used > self._budget:
            self._forget(self._moments)


def _least_missed(moments: list[Moment]) -> int:
    """Return the place of the moment, neither the first nor the last, that leaves the smallest gap.

    Gaps are measured against the distance from the start and from the present, so that what stays is spread
    logarithmically from both ends, and some of it evenly.
    """
    steps = np.array([moment.step for moment in moments], np.float64)
    length = steps[-1] - steps[0] + 1
    density = 1 / (steps - steps[0] + 1) + 1 / (steps[-1] - steps + 1) + _EVEN / length
    worth = np.where([bool(moment.event) for moment in moments], _EVENT, 1.0)
    missed = (steps[2:] - steps[:-2] + 1e-3) * density[1:-1] * worth[1:-1]
    return 1 + int(np.argmin(missed))


# -- files ---------------------------------------------------------------------------------------------


def _place(experiment: Experiment, experiments: list[Experiment]) -> int:
    """Return where an experiment stands in a list, to which it is added if it is new."""
    for place, known in enumerate(experiments):
        if known is experiment:
            return place
    experiments.append(experiment)
    return len(experiments) - 1


def _segment_said(segment: Segment, experiments: list[Experiment]) -> dict[str, Any]:
    return {
        "number": segment.number,
        "experiment": _place(segment.experiment, experiments),
        "began_step": segment.began_step,
        "parent": segment.parent,
    }


def _by_moment(arrays: Mapping[str, Array]) -> dict[str, dict[str, Array]]:
    found: dict[str, dict[str, Array]] = defaultdict(dict)
    for name, array in arrays.items():
        number, _slash, own = name.partition("/")
        found[number][own] = array
    return found


def _moment_read(said: Mapping[str, Any], arrays: Mapping[str, Array]) -> Moment:
    values = {name: kind(said[name]) for name, kind in _SAID.items()}
    return Moment(**values, picture=arrays.get(_PICTURE), event=from_json(said["event"]))


def _state_read(
    said: Mapping[str, Any], experiments: Sequence[Experiment], arrays: Mapping[str, Array]
) -> Checkpoint:
    own = {name: array for name, array in arrays.items() if name != _PICTURE}
    return Checkpoint(experiments[said["experiment"]], own, said["facts"])
