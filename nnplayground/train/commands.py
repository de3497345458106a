"""What the window, or a script, may tell a running worker; applied between two steps, in order."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.attachments import Hold
    from nnplayground.train.saved import RunCopy, SavedTraining
    from nnplayground.train.snapshot import Array, ProbeRequest

__all__ = [
    "Abandon",
    "BackToGood",
    "Branch",
    "BranchFrom",
    "Capture",
    "Command",
    "CopyRun",
    "KeepWithin",
    "Pace",
    "Pause",
    "Play",
    "Recall",
    "Reinitialize",
    "Reset",
    "Restart",
    "Seek",
    "SetWeight",
    "Step",
    "TooLarge",
    "Update",
    "Watch",
]


@dataclass(frozen=True, slots=True)
class Play:
    """Train on."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop after the current step."""


@dataclass(frozen=True, slots=True)
class Step:
    """Do ``steps`` batches, or ``epochs`` up to the end of an epoch, then pause."""

    steps: int = 0
    epochs: int = 0


@dataclass(frozen=True, slots=True)
class Reset:
    """Start again from the same initial weights, or new ones after an update with another seed."""


@dataclass(frozen=True, slots=True, eq=False)
class Restart:
    """Start again from given weights, as far as they fit; the rest as after a reset.

    Attributes
    ----------
    weights : Mapping[str, ndarray]
        By ``<node>.<parameter>``.
    """

    weights: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Abandon:
    """Let go of the last valid program if the last update was refused: it belongs to something else."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Epochs per second to keep to; None is as fast as possible."""

    epochs_per_second: float | None


@dataclass(frozen=True, slots=True)
class Update:
    """Go on with an edited experiment.

    The worker compares it with the one it has: training settings apply live; other data keeps the weights; a
    structural edit rebuilds the program and carries over every weight that still fits; an experiment that
    cannot be trained leaves the last valid program at work.
    """

    experiment: Experiment


@dataclass(frozen=True, slots=True)
class SetWeight:
    """Set one number of one parameter (``"weight"``, ``"bias"``) by hand, or a whole part of it.

    Attributes
    ----------
    index : tuple of int
        Where; with the last axes left out, everything below is meant, a filter of a convolution for example.
    value : float or tuple of float
        The number, or all those of the part, flattened.
    """

    node: str
    parameter: str
    index: tuple[int, ...]
    value: float | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reinitialize:
    """Draw one node's parameters anew, or put back those that the same draw replaced.

    Attributes
    ----------
    draw : int
        Which draw; the same number gives the same weights, so that an undone one can be done again.
    undo : bool
        Put the earlier parameters back.
    """

    node: str
    draw: int
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """Compute these probes from now on, at most ``rate`` times a second."""

    requests: frozenset[ProbeRequest]
    rate: float = 30.0


@dataclass(frozen=True, slots=True)
class Seek:
    """Show the run as it was after ``step`` steps, or as near as can be gone at once; None is the present."""

    step: int | None


@dataclass(frozen=True, slots=True)
class Branch:
    """Make the moment shown the present: the run goes on from there, and what came after it is let go."""


@dataclass(frozen=True, slots=True)
class BranchFrom:
    """Make the state after ``step`` steps, or near it, the present, with the settings of now."""

    step: int


@dataclass(frozen=True, slots=True)
class BackToGood:
    """Go back to the last moment before the loss rose away, with the settings of now."""


@dataclass(frozen=True, slots=True)
class KeepWithin:
    """Let the moments that can be gone back to take at most so many bytes."""

    bytes: int


@dataclass(frozen=True, slots=True, eq=False)
class Capture:
    """Copy the run as it stands, to be kept in a file.

    Attributes
    ----------
    answer : Future
        Gets the copy, or None if nothing can be trained.
    """

    answer: Future[SavedTraining | None] = field(default_factory=Future)


class TooLarge(Exception):
    """A moment takes more bytes than are wanted.

    Parameters
    ----------
    size : int
        What it takes.
    """

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


@dataclass(frozen=True, slots=True, eq=False)
class CopyRun:
    """Copy as much of the run as takes no time; what is written of it is made in another thread.

    Attributes
    ----------
    most : int
        Bytes of a moment above which it is left.
    answer : Future
        Gets the copy, or None if nothing is trained; :class:`TooLarge` if a moment is.
    """

    most: int
    answer: Future[RunCopy | None] = field(default_factory=Future)


@dataclass(frozen=True, slots=True, eq=False)
class Recall:
    """Take over moments and curves that were kept in a file, and go on from the newest of them."""

    arrays: Mapping[str, NDArray[Any]]
    holds: tuple[Hold, ...] = ()
    """On the own data of the moments, until those are made."""


Command = (
    Play
    | Pause
    | Step
    | Reset
    | Restart
    | Abandon
    | Pace
    | Update
    | SetWeight
    | Reinitialize
    | Watch
    | Seek
    | Branch
    | BranchFrom
    | BackToGood
    | KeepWithin
    | Capture
    | CopyRun
    | Recall
)
