"""Frozen results that cross from the training thread to whoever looks: plain values and read-only arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.traces import Sample, Trace

__all__ = [
    "LARGEST",
    "LARGEST_STATE",
    "NO_SCORES",
    "Array",
    "Plane",
    "ProbeRequest",
    "RunState",
    "Scores",
    "Snapshot",
    "empty_snapshot",
]

Array = NDArray[np.float32]

LARGEST = 65_536
"""Numbers in a parameter that is copied for views as it is."""

LARGEST_STATE = 2_000_000
"""Numbers in a network that is copied as a whole."""


class RunState(StrEnum):
    """What the worker is doing."""

    STARTING = "starting"  # torch is being loaded, or the program built
    PAUSED = "paused"
    PLAYING = "playing"
    FINISHED = "finished"  # a stop rule was met
    DIVERGED = "diverged"  # a loss is no longer finite; reset or change something to go on
    BROKEN = "broken"  # there is nothing that can be trained


@dataclass(frozen=True, slots=True)
class Plane:
    """A piece of a plane in the space of the raw columns.

    Attributes
    ----------
    origin : tuple of float
        Its lower left corner.
    across, up : tuple of float
        From there to the lower right and to the upper left one.
    """

    origin: tuple[float, ...]
    across: tuple[float, ...]
    up: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ProbeRequest:
    """What a view wants to see of the program.

    Attributes
    ----------
    probe : str
        The kind: ``"maps"``, ``"boundary"``, ``"weights"``, ``"gradients"``, ``"sample"``, ``"predictions"``,
        ``"trace"``.
    size : int
        Side of the grid for maps and boundaries.
    node, unit : str, int
        For a probe of one neuron; ``node=""`` is the prediction.
    sample : Sample, optional
        For ``"trace"``, which is answered in :attr:`Snapshot.traces`, and other probes of one sample.
    part : str
        ``"train"``, ``"validation"`` or ``"test"``, for a probe over samples.
    units : tuple of int
        For a probe of several units.
    point : tuple of float
        For a probe of one place of a plane.
    plane : Plane, optional
        For ``"slice"``.
    """

    probe: str
    size: int = 0
    node: str = ""
    unit: int = 0
    sample: Sample | None = None
    part: str = ""
    units: tuple[int, ...] = ()
    point: tuple[float, ...] = ()
    plane: Plane | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures of one part of the data; NaN where there is none.

    Attributes
    ----------
    loss : float
        Mean loss without penalty.
    metrics : Mapping[str, float]
        ``accuracy``, ``precision``, ``recall`` (macro averages for more than two classes) or ``r2``, ``mae``;
        of masks ``accuracy`` and ``iou``, of boxes ``iou`` beside ``r2`` and ``mae``.
    confusion : NDArray[int64] or None
        Rows are true classes, columns predictions.
    """

    loss: float
    metrics: Mapping[str, float] = field(default_factory=dict)
    confusion: NDArray[np.int64] | None = None


NO_SCORES = Scores(math.nan)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a run between two steps; everything in it belongs to the same step.

    Attributes
    ----------
    run : int
        Grows with every reset, re-seed and change of data; older snapshots are stale.
    step, epoch : int
        Finished ones.
    seconds : float
        Training time without pauses.
    epochs_per_second : float
        Recent speed, 0 while paused.
    train, validation, test : Scores
    penalty : float
        What regularization adds to the training loss.
    learning_rate : float
        After the schedule.
    gradient_norms : Mapping[str, float]
        Norm of the loss's gradient with respect to each weighted node's parameters at the last step.
    probes : Mapping[ProbeRequest, Mapping[str, ndarray]]
        The answers, e.g. ``{"dense1": array (units, size, size)}`` for maps; empty for a request that does
        not fit the data or the graph.
    engine, device : str
        What the last steps of the present were done by, ``"eager"``, ``"captured"`` or ``"native"``, empty
        before the first; ``"cpu"`` or ``"cuda:0"``.
    device_memory : int
        Bytes that the program holds on a GPU; 0 on the processor.
    engine_note : str
        Why steps do not run in a faster way, in a sentence; empty if there is nothing to say.
    message : str
        One sentence in states that need it.
    refusal : str
        Why the experiment as edited cannot be trained; the rest is of the last valid one. Empty if it can.
    traces : Mapping[Sample, Trace]
        The samples that are followed number by number.
    past : bool
        Whether this is an earlier moment of the run; everything in it is of that moment.
    present : tuple of (int, int)
        Finished epochs and steps of the newest state.
    branch : int
        How often an earlier moment was made the present; grows with each time.
    experiment : Experiment or None
        What was trained at this step: in the past the network may have been another one.
    failed_node : str
        Whose numbers made the loss of a diverged run; empty otherwise.
    """

    run: int
    state: RunState
    step: int
    epoch: int
    seconds: float
    epochs_per_second: float
    train: Scores
    validation: Scores
    test: Scores
    penalty: float
    learning_rate: float
    gradient_norms: Mapping[str, float]
    probes: Mapping[ProbeRequest, Mapping[str, Array]]
    engine: str
    device: str
    message: str = ""
    refusal: str = ""
    engine_note: str = ""
    device_memory: int = 0
    traces: Mapping[Sample, Trace] = field(default_factory=dict)
    past: bool = False
    present: tuple[int, int] = (0, 0)
    branch: int = 0
    experiment: Experiment | None = None
    failed_node: str = ""


def empty_snapshot(state: RunState, message: str = "") -> Snapshot:
    """Return a snapshot of a run that has nothing to show yet."""
    return Snapshot(
        run=0,
        state=state,
        step=0,
        epoch=0,
        seconds=0.0,
        epochs_per_second=0.0,
        train=NO_SCORES,
        validation=NO_SCORES,
        test=NO_SCORES,
        penalty=0.0,
        learning_rate=math.nan,
        gradient_norms={},
        probes={},
        engine="",
        device="cpu",
        message=message,
    )
