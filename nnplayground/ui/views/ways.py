"""Ways to look at what the network says over the plane: probability, one class, uncertainty, residuals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.looking import TOPICS
from nnplayground.core.loss import Link
from nnplayground.core.shapes import Status
from nnplayground.ui.numbers import format_compact

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.core.shapes import ShapeReport

__all__ = [
    "Surface",
    "entropy",
    "is_sliced",
    "main_link",
    "margin",
    "round_scale",
    "surface_of",
    "topic_of",
    "ways_to_look",
]

translate = QCoreApplication.translate

ENTROPY, MARGIN, RESIDUALS, PLAIN, PAD, SLICE = "entropy", "margin", "residuals", "plain", "pad", "slice"
_CLASS = "class:"


def main_link(experiment: Experiment, report: ShapeReport) -> Link | None:
    """Return how the first loss that compares with the data's target reads the prediction."""
    for node in experiment.graph.nodes:
        known = report.nodes.get(node.id)
        wired = any(edge.target_port == "target" for edge in experiment.graph.incoming(node.id))
        if node.layer.outputs or node.muted or wired or known is None or known.inputs is None:
            continue
        if known.status is not Status.OK:
            continue
        link: Link = getattr(node.layer, "link")(known.inputs)  # noqa: B009 — losses only
        return link
    return None


def ways_to_look(spec: DataSpec, link: Link | None, pictured: bool = False) -> list[tuple[str, str]]:
    """Return the values and names of what can be shown, the usual one first; a single one needs no menu.

    Parameters
    ----------
    pictured : bool
        Whether the network answers a picture with a picture.
    """
    pad = (PAD, translate("Surface", "Drawing pad"))
    if pictured:
        return [(PLAIN, translate("Surface", "Samples")), pad]
    slices = [(SLICE, translate("Surface", "Two inputs"))] if is_sliced(spec) else []
    if not spec.target.classes:
        return [
            (PLAIN, translate("Surface", "Prediction")),
            (RESIDUALS, translate("Surface", "Residuals")),
            *slices,
        ]
    if slices:
        return [(PLAIN, translate("Surface", "Confusion matrix")), *slices]
    if len(spec.x.shape) == 3 and spec.x.shape[0] in (1, 3):
        return [pad, (PLAIN, translate("Surface", "Confusion matrix"))]
    if not spec.is_plane:
        return [(PLAIN, "")]
    chances = link in (Link.SIGMOID, Link.SOFTMAX)
    ways = [(PLAIN, translate("Surface", "Probability") if chances else translate("Surface", "Score"))]
    if spec.target.classes > 2:
        text = translate("Surface", "Class {name}")
        names = [say(name) for name in spec.class_names]
        ways += [(f"{_CLASS}{index}", text.format(name=name)) for index, name in enumerate(names)]
    if chances:
        ways.append((ENTROPY, translate("Surface", "Entropy")))
    ways.append((MARGIN, translate("Surface", "Margin")))
    return ways


def is_sliced(spec: DataSpec) -> bool:
    """Tell whether there are more inputs than a plane has, two of which can be looked at."""
    return not spec.bounds and len(spec.input_names) >= 2


def topic_of(way: str) -> Topic:
    """Return what help says about a way to look."""
    return TOPICS.get(f"output.{way}", TOPICS[f"output.{PLAIN}"])


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What the boundary is to draw.

    Attributes
    ----------
    values : ndarray
        Shape (size, size), signed or from 0 to 1; or (classes, size, size).
    scale : float
        The magnitude at the ends of the colour map.
    edge : ndarray or None
        Shape (size, size): whose zero line is drawn; None for that of ``values``.
    ends : (str, str)
        What the ends of the colour bar say; empty for no bar.
    is_half : bool
        Whether no value is below 0, so that only half the colours are used.
    levels : tuple of float
        Values whose lines are drawn besides.
    """

    values: NDArray[Any]
    scale: float = 1.0
    edge: NDArray[Any] | None = None
    ends: tuple[str, str] | tuple[()] = ()
    is_half: bool = False
    levels: tuple[float, ...] = ()


def surface_of(values: NDArray[Any], way: str, spec: DataSpec) -> Surface:
    """Return what is drawn of a prediction over the plane.

    Parameters
    ----------
    values : ndarray
        Shape (size, size): 2p − 1 or a value; or (classes, size, size): probabilities.
    way : str
        One of those of :func:`ways_to_look`.
    """
    classes = spec.target.classes
    if not classes:
        scale = round_scale(values)
        ends = format_compact(-scale, 2), format_compact(scale, 2, signed=True)
        return Surface(values, scale, None, ends, levels=_levels(values))
    signed = values[1] - values[0] if values.ndim == 3 and len(values) == 2 else values
    edge = signed if signed.ndim == 2 else None
    if way.startswith(_CLASS) and values.ndim == 3:
        chance = values[min(int(way.removeprefix(_CLASS)), len(values) - 1)]
        return Surface(chance, 1.0, 2 * chance - 1, ("0", "1"), True)
    if way == ENTROPY:
        return Surface(entropy(values), 1.0, edge, ("0", "1"), True)
    if way == MARGIN:
        lead = margin(values)
        scale = round_scale(lead)
        return Surface(lead, scale, edge, ("0", format_compact(scale, 2)), True)
    if signed.ndim == 3:
        return Surface(signed)
    return Surface(signed, 1.0, None, (say(spec.class_names[0]), say(spec.class_names[1])))


def _levels(values: NDArray[Any]) -> tuple[float, ...]:
    """Return round values about every twelfth of the range, as on a map of heights."""
    finite = values[np.isfinite(values)]
    extent = float(np.ptp(finite)) if finite.size else 0.0
    if extent < 1e-9:
        return ()
    power = 10.0 ** np.floor(np.log10(extent / 12))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= extent / 12)
    first, last = np.ceil(finite.min() / step), np.floor(finite.max() / step)
    return tuple(float(number * step) for number in np.arange(first, last + 1) if number)


def entropy(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return −Σ p·log p / log C of probabilities (classes, …), or of 2p − 1 of the second of two classes."""
    given = np.asarray(values, np.float64)
    chances = given if given.ndim == 3 else np.stack([(1 - given) / 2, (1 + given) / 2])
    chances = np.clip(np.nan_to_num(chances), 1e-12, 1.0)
    spread: NDArray[np.float64] = -(chances * np.log(chances)).sum(axis=0) / np.log(len(chances))
    return spread


def margin(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return the lead of the first class over the second, of the same values as :func:`entropy`."""
    given = np.asarray(values, np.float64)
    if given.ndim == 2:
        return np.abs(given)
    first = np.sort(given, axis=0)
    lead: NDArray[np.float64] = first[-1] - first[-2]
    return lead


def round_scale(values: NDArray[Any]) -> float:
    """Return the magnitude at the ends of the map: 1 as long as that is enough, then rounded up."""
    finite = np.abs(values[np.isfinite(values)])
    most = float(finite.max()) if finite.size else 1.0
    if most <= 1.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * next(step for step in (1, 2, 5, 10) if step * power >= most))
