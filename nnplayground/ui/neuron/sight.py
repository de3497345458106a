"""All that a panel of the neuron level shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

from nnplayground.train.snapshot import ProbeRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Node
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.train.snapshot import Array, Snapshot
    from nnplayground.train.traces import Sample, Trace

__all__ = [
    "MAP_SIZE",
    "PICTURE_SIZE",
    "Drawn",
    "Sight",
    "curve_reach",
    "drawn_request",
    "probes_for",
    "sight_of",
]

MAP_SIZE, PICTURE_SIZE = 40, 100
_REACHES = (3, 6, 12, 25, 50, 100, 1000)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a training step drew for the sample at a node that disturbs numbers: a = factor · x + addend.

    Attributes
    ----------
    step : int or None
        The number of the step, from 1; None if none has taken the sample.
    to_come : bool
        Whether it is the next step.
    factor, addend : ndarray
        Of the shape of the node's output; empty without a step.
    """

    step: int | None
    to_come: bool
    factor: Array
    addend: Array


@dataclass(frozen=True)
class Sight:
    """A node's unit, the sample's trace, and pictures around it.

    Attributes
    ----------
    maps : Mapping[str, Array]
        The small map of every neuron, by node; empty where the data is no plane.
    curve : tuple of Array, optional
        x and y of the activation.
    picture : Array, optional
        The neuron's output over the plane, or along the line.
    place : QPointF, optional
        Where the sample lies in a picture, from (0, 0) at the top left to (1, 1).
    backward : bool
        Whether gradients are shown.
    drawn : Drawn, optional
        What training drew here for the sample.
    at : (int, int), optional
        The row and column of the unit's map that a person chose; the middle without.
    """

    experiment: Experiment
    report: ShapeReport
    node: str
    unit: int
    trace: Trace
    maps: Mapping[str, Array] = field(default_factory=dict)
    curve: tuple[Array, Array] | None = None
    picture: Array | None = None
    place: QPointF | None = None
    backward: bool = True
    drawn: Drawn | None = None
    at: tuple[int, int] | None = None

    @property
    def here(self) -> Node:
        """The node looked into."""
        return self.experiment.graph.node(self.node)

    @property
    def source(self) -> Node | None:
        """The node its first wire comes from."""
        incoming = self.experiment.graph.incoming(self.node)
        return self.experiment.graph.node(incoming[0].source) if incoming else None


def curve_reach(z: float | None) -> int:
    """Return how far the axis of an activation goes so that ``z`` stands on it, in few steps."""
    if z is None or not np.isfinite(z):
        return _REACHES[0]
    return next((reach for reach in _REACHES if abs(z) <= 0.95 * reach), _REACHES[-1])


def drawn_request(sample: Sample, node: str, *, to_come: bool) -> ProbeRequest:
    """Return how to ask what a step drew for a sample at a node, the step to come if it takes it."""
    return ProbeRequest("drawn", int(to_come), node, sample=sample)


def probes_for(sample: Sample, node: str, unit: int, z: float | None) -> frozenset[ProbeRequest]:
    """Return what the worker must compute for :func:`sight_of`."""
    return frozenset(
        {
            ProbeRequest("trace", sample=sample),
            ProbeRequest("maps", MAP_SIZE),
            ProbeRequest("unit", PICTURE_SIZE, node, unit),
            ProbeRequest("curve", curve_reach(z), node, unit),
        }
    )


def sight_of(
    experiment: Experiment,
    report: ShapeReport,
    snapshot: Snapshot,
    focus: tuple[str, int],
    sample: Sample,
    *,
    backward: bool,
) -> Sight | None:
    """Gather what a snapshot says about a unit, or return None if it says nothing about the sample."""
    trace, (node, unit) = snapshot.traces.get(sample), focus
    if trace is None or node not in experiment.graph:
        return None
    curves = [a for r, a in snapshot.probes.items() if r.probe == "curve" and (r.node, r.unit) == focus and a]
    pictures = snapshot.probes.get(ProbeRequest("unit", PICTURE_SIZE, node, unit)) or {}
    return Sight(
        experiment=experiment,
        report=report,
        node=node,
        unit=unit,
        trace=trace,
        maps=snapshot.probes.get(ProbeRequest("maps", MAP_SIZE)) or {},
        curve=(curves[0]["x"], curves[0]["y"]) if curves else None,
        picture=pictures.get("unit"),
        place=_place(experiment, trace),
        backward=backward and trace.loss is not None,
        drawn=_drawn(snapshot, node, sample),
    )


def _drawn(snapshot: Snapshot, node: str, sample: Sample) -> Drawn | None:
    """Return what a step drew, of the step to come if that is there."""
    requests = [drawn_request(sample, node, to_come=to_come) for to_come in (True, False)]
    answer = next((found for r in requests if (found := snapshot.probes.get(r))), None)
    if answer is None:
        return None
    ago = int(answer["ago"][0])
    nothing = answer["ago"][:0]
    step = snapshot.step - ago + 1 if ago >= 0 else None
    return Drawn(step, ago == 0, answer.get("factor", nothing), answer.get("addend", nothing))


def _place(experiment: Experiment, trace: Trace) -> QPointF | None:
    bounds = experiment.data.spec().bounds
    if not bounds or trace.raw.shape != (len(bounds),):
        return None
    unit = [(float(v) - low) / (high - low) for v, (low, high) in zip(trace.raw, bounds, strict=True)]
    return QPointF(unit[0], 1 - unit[1] if len(unit) > 1 else 0.5)
