"""Pictures of a run on white paper: curves, the boundary or the fit, what is mistaken for what."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy import ndarray

from nnplayground.core.experiment import Experiment
from nnplayground.core.loss import Link
from nnplayground.core.resources import resource
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Formatter

    from nnplayground.data.prepare import PreparedData

__all__ = [
    "GRID",
    "HIGH",
    "INK",
    "LOW",
    "MUTED",
    "Result",
    "draw_curves",
    "draw_output",
    "figure",
    "has_output",
    "png",
    "single",
    "use_fonts",
]

# The light theme's colours, so that pictures look like the window's.
INK, MUTED, GRID = "#1f2328", "#667085", "#e4e7ec"
LOW, _MIDDLE, HIGH = "#e0791f", "#eef0f3", "#2f7ecb"
_CLASSES = ("#e0791f", "#2f7ecb", "#2a9d6a", "#c2568f", "#b8901d", "#7a6ad0")
_GRID_SIDE = 300
_PART_STYLES = {"train": "-", "validation": ":", "test": "--"}
_PARTS = {"train": _("core", "train"), "validation": _("core", "validation"), "test": _("core", "test")}
_DPI = 160
_MOST_CLASSES = 20  # in a confusion matrix that can be read

Say = Callable[[str], str]


class Predict(Protocol):
    """Maps raw samples (n, columns) to probabilities or values (n, outputs)."""

    def __call__(self, raw: ndarray, /) -> ndarray:
        """Return one row of outputs for each sample."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What is known at the end of a run.

    Attributes
    ----------
    experiment : Experiment
    prepared : PreparedData
    history : sequence of Mapping[str, float]
        One row per recorded epoch, with ``epoch``, ``train_loss``, …
    weights : Mapping[str, ndarray]
        By ``node.parameter``.
    predict : callable or None
        None if no loss compares with the data's target, so that there is no prediction to draw.
    link : Link
        How the prediction is read.
    """

    experiment: Experiment
    prepared: PreparedData
    history: Sequence[Mapping[str, float]]
    weights: Mapping[str, ndarray]
    predict: Predict | None = None
    link: Link = Link.IDENTITY


# -- paper ---------------------------------------------------------------------------------------------


@cache
def use_fonts() -> None:
    """Let matplotlib know the program's own typeface."""
    from matplotlib import font_manager

    for name in ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "JetBrainsMono-Regular"):
        font_manager.fontManager.addfont(str(resource("fonts", f"{name}.ttf")))
    # The typeface behind it, for letters it lacks, has no medium weight, which nobody needs to hear.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def figure(width: float, height: float, **options: Any) -> Figure:
    """Return a figure of some inches that needs no screen."""
    # Not pyplot, which keeps figures alive and may ask for a screen.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    use_fonts()
    made = Figure(figsize=(width, height), dpi=_DPI, facecolor="white", **options)
    FigureCanvasAgg(made)
    return made


def single(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure of one picture."""
    made = figure(width, height, layout="constrained")
    return made, made.add_subplot()


def png(made: Figure) -> bytes:
    """Return a figure's file."""
    data = io.BytesIO()
    made.savefig(data, format="png", metadata={"Software": "NN Playground"})
    return data.getvalue()


def _prepare(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GRID)
    axes.tick_params(colors=MUTED, labelsize=8)


# -- pictures ------------------------------------------------------------------------------------------


def draw_curves(axes: Axes, history: Sequence[Mapping[str, float]], say: Say = str) -> None:
    """Draw the losses of every part over the epochs."""
    _prepare(axes)
    epochs = [row["epoch"] for row in history]
    for part, style in _PART_STYLES.items():
        losses = [row.get(f"{part}_loss", np.nan) for row in history]
        if np.isfinite(losses).any():
            axes.plot(epochs, losses, style, color=INK, linewidth=1.3, label=say(_PARTS[part]))
    losses = [row[key] for row in history for key in row if key.endswith("_loss")]
    if all(loss > 0 for loss in losses if np.isfinite(loss)):
        _scale_by_powers(axes)
    axes.xaxis.set_major_locator(_whole_numbers())
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_xlabel(say(_("core", "Epoch")), color=MUTED, fontsize=9)
    axes.set_ylabel(say(_("core", "Loss")), color=MUTED, fontsize=9)
    if axes.lines:
        axes.legend(frameon=False, fontsize=8, labelcolor=INK)
    _say_numbers(axes, say)


def _scale_by_powers(axes: Axes) -> None:
    """Use a logarithmic axis with plain numbers on it."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set_yscale("log")
    low, high = axes.get_ylim()
    few = high / low < 30  # less than two powers of ten: those in between have to be named as well
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,)))
    axes.yaxis.set_major_formatter(FuncFormatter(_plain))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(which="minor", left=False)


def _say_numbers(axes: Axes, say: Say) -> None:
    """Write the numbers of both axes with the decimal mark of the language."""
    from matplotlib.ticker import FixedFormatter

    if say(_("core", "en")) != "ru":
        return
    for axis in (axes.xaxis, axes.yaxis):
        if not isinstance(axis.get_major_formatter(), FixedFormatter):  # those are names
            axis.set_major_formatter(_with_comma(axis.get_major_formatter()))


def _with_comma(plain: Formatter) -> Formatter:
    from matplotlib import ticker

    class Comma(ticker.Formatter):
        """Writes what another formatter writes, with decimal commas."""

        def __call__(self, value: float, place: int | None = None) -> str:
            return str(plain(value, place)).replace(".", ",")

        def set_axis(self, axis: Any) -> None:
            super().set_axis(axis)
            plain.set_axis(axis)

        def set_locs(self, locs: Any) -> None:
            plain.set_locs(locs)

        def get_offset(self) -> str:
            return str(plain.get_offset()).replace(".", ",")

    return Comma()


def _plain(value: float, _place: object) -> str:
    return f"{value:g}"


def _whole_numbers() -> Any:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(6, integer=True)


def has_output(result: Result) -> bool:
    """Tell whether there is a picture of what the network says."""
    spec = result.prepared.spec
    few = 2 <= len(spec.class_names) <= _MOST_CLASSES and not spec.target.shape
    return result.predict is not None and (spec.is_plane or spec.is_line or few)


def draw_output(axes: Axes, result: Result, say: Say = str) -> None:
    """Draw the boundary over the plane, the fit over the line, or what was mistaken for what."""
    assert result.predict is not None
    _prepare(axes)
    if result.prepared.spec.is_plane:
        _draw_plane(axes, result, result.predict)
    elif result.prepared.spec.is_line:
        _draw_line(axes, result, result.predict, say)
    else:
        _draw_confusion(axes, result, result.predict, say)
    _say_numbers(axes, say)


def _draw_confusion(axes: Axes, result: Result, predict: Predict, say: Say) -> None:
    data, names = result.prepared, result.prepared.spec.class_names
    raw, y = (data.raw_test, data.y_test) if len(data.raw_test) else (data.raw_train, data.y_train)
    found = predict(raw)
    chosen = np.argmax(found, axis=1) if found.shape[1] > 1 else (found[:, 0] > _border(result)).astype(int)
    counts = np.zeros((len(names), len(names)), int)
    np.add.at(counts, (y.astype(int), chosen), 1)
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    axes.imshow(shares, cmap=_blues(), vmin=0, vmax=1)
    if len(names) <= 12:
        for (row, column), count in np.ndenumerate(counts):
            ink = "white" if shares[row, column] > 0.6 else (INK if count else GRID)
            axes.text(column, row, str(count), ha="center", va="center", fontsize=7, color=ink)
    axes.set_xticks(range(len(names)), names, fontsize=7, rotation=0 if len(names[0]) < 4 else 30)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel(say(_("core", "Predicted")), color=MUTED, fontsize=9)
    axes.set_ylabel(say(_("core", "True class")), color=MUTED, fontsize=9)
    axes.tick_params(length=0)


def _border(result: Result) -> float:
    return 0.5 if result.link is Link.SIGMOID else 0.0


def _blues() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("share", ["#ffffff", HIGH])


def _draw_plane(axes: Axes, result: Result, predict: Predict) -> None:
    from matplotlib.colors import ListedColormap

    spec, data = result.prepared.spec, result.prepared
    (left, right), (bottom, top) = spec.bounds
    across, up = np.linspace(left, right, _GRID_SIDE), np.linspace(bottom, top, _GRID_SIDE)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    outputs = predict(grid).reshape(_GRID_SIDE, _GRID_SIDE, -1)
    extent = (left, right, bottom, top)
    colours = _blend(outputs, result.link)
    axes.imshow(colours, extent=extent, origin="lower", interpolation="bilinear", alpha=0.6)
    points: dict[str, Any] = {"s": 13, "linewidths": 0.6, "edgecolors": "white"}
    if spec.class_names:
        points |= {"cmap": ListedColormap(_palette(len(spec.class_names))), "vmin": 0}
        points["vmax"] = len(spec.class_names) - 1
    else:
        points |= {"cmap": _diverging(), "vmin": -1, "vmax": 1}
    for raw, y, mark in ((data.raw_train, data.y_train, "o"), (data.raw_test, data.y_test, "D")):
        if len(raw):
            axes.scatter(raw[:, 0], raw[:, 1], c=np.ravel(y), marker=mark, **points)
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")


def _palette(classes: int) -> tuple[str, ...]:
    return tuple(_CLASSES[i % len(_CLASSES)] for i in range(classes))


def _diverging() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("playground", [LOW, _MIDDLE, HIGH])


def _blend(outputs: ndarray, link: Link) -> ndarray:
    """Colour each place by what the network says there, paler the less sure it is."""
    from matplotlib.colors import to_rgb

    if outputs.shape[-1] == 1:
        values = outputs[..., 0]
        sure = 2 * values - 1 if link is Link.SIGMOID else values
        painted: ndarray = _diverging()(np.clip((sure + 1) / 2, 0, 1))[..., :3]
        return painted
    palette = np.array([to_rgb(colour) for colour in _palette(outputs.shape[-1])])
    winner = np.argmax(outputs, axis=-1)
    low = 1 / outputs.shape[-1]
    certainty = np.clip((np.max(outputs, axis=-1, keepdims=True) - low) / (1 - low), 0, 1)
    mixed: ndarray = certainty * palette[winner] + (1 - certainty) * np.array(to_rgb(_MIDDLE))
    return mixed


def _draw_line(axes: Axes, result: Result, predict: Predict, say: Say) -> None:
    data = result.prepared
    left, right = data.spec.bounds[0]
    places = np.linspace(left, right, 4 * _GRID_SIDE)[:, np.newaxis]
    for raw, y, colour, label in (
        (data.raw_train, data.y_train, HIGH, "train"),
        (data.raw_test, data.y_test, LOW, "test"),
    ):
        if len(raw):
            axes.scatter(raw[:, 0], y[:, 0], s=11, color=colour, linewidths=0, label=say(_PARTS[label]))
    axes.plot(places[:, 0], predict(places)[:, 0], color=INK, linewidth=1.6, label=say(_("core", "network")))
    axes.set_xlim(left, right)
    low, high = _spread(np.concatenate([data.y_train, data.y_test]))
    axes.set_ylim(low, high)
    axes.grid(color=GRID, linewidth=0.6)
    axes.legend(frameon=False, fontsize=8, labelcolor=INK)


def _spread(values: ndarray) -> tuple[float, float]:
    """Return limits around the points, so that a fit that shoots off does not squash them."""
    low, high = float(values.min()), float(values.max())
    margin = 0.25 * (high - low) or 1.0
    return low - margin, high + margin
