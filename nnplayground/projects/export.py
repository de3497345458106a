"""What a run leaves behind: measures, weights, the project, and pictures of the boundary and the curves.

Everything here takes plain values, so that this room needs no torch.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy import ndarray

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.loss import Link
from nnplayground.core.text import translatable as _
from nnplayground.projects import files

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from nnplayground.data.prepare import PreparedData

__all__ = ["Result", "export", "make_folder", "rows_of", "table", "tensors", "write"]

# The light theme's colours, so that a report's pictures look like the window's.
_INK, _MUTED, _GRID = "#1f2328", "#667085", "#e4e7ec"
_LOW, _MIDDLE, _HIGH = "#e0791f", "#eef0f3", "#2f7ecb"
_CLASSES = ("#e0791f", "#2f7ecb", "#2a9d6a", "#c2568f", "#b8901d", "#7a6ad0")
_GRID_SIDE = 300
_PART_STYLES = {"train": "-", "validation": ":", "test": "--"}
_DPI = 160


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


def make_folder(folder: Path) -> None:
    """Make ``folder`` and prove that it can be written to, before anything is computed for it.

    Raises
    ------
    FileError
        If it cannot.
    """
    probe = folder / ".nnplayground-probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        sentence = _("core", "The folder cannot be written to: {reason}.")
        said = sentence.format(reason=error.strerror or str(error))
        remedy = _("core", "Choose another folder.")
        raise FileError(said, place=str(folder), remedy=remedy) from error


def export(result: Result, folder: Path, name: str = "experiment") -> list[Path]:
    """Write everything a run can leave into ``folder`` and return the files.

    These are ``metrics.csv``, ``model.safetensors``, the project ``<name>.nnp``, ``curves.png``, and
    ``boundary.png`` for data of a plane or a line.

    Raises
    ------
    FileError
        If the folder cannot be written to.
    """
    make_folder(folder)
    text = table(result.history)
    written = [write(folder / "metrics.csv", text.encode())]
    written.append(write(folder / "model.safetensors", tensors(result.weights)))
    project = folder / f"{name}.nnp"
    files.save(project, result.experiment, weights=result.weights, history=text)
    written.append(project)
    written.append(write(folder / "curves.png", _png(_curves(result))))
    boundary = _boundary(result)
    if boundary is not None:
        written.append(write(folder / "boundary.png", _png(boundary)))
    return written


def table(rows: Sequence[Mapping[str, float]]) -> str:
    """Return the rows as CSV; a number that is not finite is an empty cell."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue()


def _cell(value: float | None) -> str:
    if value is None or not np.isfinite(value):
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def write(path: Path, data: bytes) -> Path:
    """Write a file; an old one is replaced only when all is written."""
    with files.replace_file(path) as file:
        file.write(data)
    return path


def tensors(weights: Mapping[str, ndarray]) -> bytes:
    """Return arrays in the format of safetensors."""
    from safetensors.numpy import save

    return save({name: np.ascontiguousarray(array) for name, array in weights.items()})


# -- pictures ------------------------------------------------------------------------------------------


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    # Not pyplot, which keeps figures alive and may ask for a screen.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=_DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(_GRID)
    axes.tick_params(colors=_MUTED, labelsize=8)
    return figure, axes


def _png(figure: Figure) -> bytes:
    data = io.BytesIO()
    figure.savefig(data, format="png", metadata={"Software": "NN Playground"})
    return data.getvalue()


def _curves(result: Result) -> Figure:
    figure, axes = _figure(6.4, 3.6)
    epochs = [row["epoch"] for row in result.history]
    for part, style in _PART_STYLES.items():
        losses = [row.get(f"{part}_loss", np.nan) for row in result.history]
        if np.isfinite(losses).any():
            axes.plot(epochs, losses, style, color=_INK, linewidth=1.3, label=part)
    if all(row["train_loss"] > 0 for row in result.history if "train_loss" in row):
        axes.set_yscale("log")
    axes.grid(color=_GRID, linewidth=0.6)
    axes.set_xlabel("Epoch", color=_MUTED, fontsize=9)
    axes.set_ylabel("Loss", color=_MUTED, fontsize=9)
    axes.legend(frameon=False, fontsize=8, labelcolor=_INK)
    return figure


def _boundary(result: Result) -> Figure | None:
    if result.predict is None:
        return None
    if result.prepared.spec.is_plane:
        return _plane(result, result.predict)
    return _line(result, result.predict) if result.prepared.spec.is_line else None


def _plane(result: Result, predict: Predict) -> Figure:
    from matplotlib.colors import ListedColormap

    spec, data = result.prepared.spec, result.prepared
    (left, right), (bottom, top) = spec.bounds
    across, up = np.linspace(left, right, _GRID_SIDE), np.linspace(bottom, top, _GRID_SIDE)
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    outputs = predict(grid).reshape(_GRID_SIDE, _GRID_SIDE, -1)
    figure, axes = _figure(4.6, 4.6)
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
    return figure


def _palette(classes: int) -> tuple[str, ...]:
    return tuple(_CLASSES[i % len(_CLASSES)] for i in range(classes))


def _diverging() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("playground", [_LOW, _MIDDLE, _HIGH])


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


def _line(result: Result, predict: Predict) -> Figure:
    data = result.prepared
    left, right = data.spec.bounds[0]
    places = np.linspace(left, right, 4 * _GRID_SIDE)[:, np.newaxis]
    figure, axes = _figure(6.4, 3.6)
    for raw, y, colour, label in (
        (data.raw_train, data.y_train, _HIGH, "train"),
        (data.raw_test, data.y_test, _LOW, "test"),
    ):
        if len(raw):
            axes.scatter(raw[:, 0], y[:, 0], s=11, color=colour, linewidths=0, label=label)
    axes.plot(places[:, 0], predict(places)[:, 0], color=_INK, linewidth=1.6, label="network")
    axes.set_xlim(left, right)
    low, high = _spread(np.concatenate([data.y_train, data.y_test]))
    axes.set_ylim(low, high)
    axes.grid(color=_GRID, linewidth=0.6)
    axes.legend(frameon=False, fontsize=8, labelcolor=_INK)
    return figure


def _spread(values: ndarray) -> tuple[float, float]:
    """Return limits around the points, so that a fit that shoots off does not squash them."""
    low, high = float(values.min()), float(values.max())
    margin = 0.25 * (high - low) or 1.0
    return low - margin, high + margin


def rows_of(columns: Mapping[str, Iterable[float]]) -> list[dict[str, float]]:
    """Turn columns of equal length into rows."""
    lists = {name: list(values) for name, values in columns.items()}
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
