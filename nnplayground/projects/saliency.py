"""Explanations of a picture as files: the maps side by side as a PNG, or their numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = [
    "ENDINGS",
    "HIGH",
    "INK",
    "LOW",
    "MUTED",
    "Panel",
    "as_csv",
    "as_npz",
    "as_png",
    "empty_figure",
    "write_explanation",
    "write_panels",
]

ENDINGS = (".png", ".npz", ".csv")
_SIDE = 2.2  # inches, of one picture
_DPI = 150
LOW, _MIDDLE, HIGH = "#D9730D", "#F6F7F9", "#1B76CC"
INK, MUTED = "#191C22", "#636C7C"

Panel = tuple["NDArray[Any]", str]
"""Values (channels, height, width), and how they are drawn: ``"picture"`` or ``"map"``."""


def write_panels(panels: Mapping[str, Panel], file: Path, heading: str) -> None:
    """Write pictures and maps by title.

    Parameters
    ----------
    panels : Mapping[str, Panel]
    file : Path
        Its ending, one of :data:`ENDINGS`, says how.
    heading : str
        Stands above the picture.

    Raises
    ------
    PlaygroundError
        If the file cannot be written.
    """
    write_explanation({".png": _png, ".npz": _npz, ".csv": _csv}[file.suffix](panels, heading), file)


def write_explanation(data: bytes, file: Path) -> None:
    """Write the bytes of an explanation.

    Raises
    ------
    PlaygroundError
        If the file cannot be written.
    """
    try:
        with replace_file(file) as out:
            out.write(data)
    except OSError as error:
        sentence = f"The explanation could not be written: {error.strerror}."
        raise PlaygroundError(sentence, place=str(file), remedy="Choose another folder.") from error


def empty_figure(size: tuple[float, float], heading: str) -> Figure:
    """Return a white figure of ``size`` inches under a heading."""
    # Not pyplot, which keeps figures alive and may ask for a screen.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, dpi=_DPI, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    figure.suptitle(heading, fontsize=9, color=MUTED)
    return figure


def as_png(figure: Figure) -> bytes:
    """Return a figure as the bytes of a file."""
    data = io.BytesIO()
    figure.savefig(data, format="png", metadata={"Software": "NN Playground"})
    return data.getvalue()


def as_npz(heading: str, arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return arrays and their heading as the bytes of a file."""
    data = io.BytesIO()
    named: dict[str, Any] = dict(arrays)
    np.savez_compressed(data, heading=np.array(heading), **named)
    return data.getvalue()


def as_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows, the first of them of names, as the bytes of a file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _png(panels: Mapping[str, Panel], heading: str) -> bytes:
    from matplotlib.ticker import MaxNLocator

    figure = empty_figure((_SIDE * len(panels), _SIDE + 0.7), heading)
    for axes, (title, (values, kind)) in zip(
        figure.subplots(1, len(panels), squeeze=False)[0], panels.items(), strict=True
    ):
        axes.set_title(title, fontsize=9, color=INK)
        axes.set_axis_off()
        drawn = _draw_picture(axes, values) if kind == "picture" else _draw_map(axes, values)
        if kind == "map":
            bar = figure.colorbar(drawn, ax=axes, orientation="horizontal", shrink=0.9, pad=0.02)
            bar.locator = MaxNLocator(3)
            bar.ax.tick_params(labelsize=7, colors=MUTED)
            bar.outline.set_visible(False)
    return as_png(figure)


def _draw_picture(axes: Any, values: NDArray[Any]) -> Any:
    if len(values) == 3:
        return axes.imshow(np.clip(values.transpose(1, 2, 0), 0, 1), interpolation="nearest")
    return axes.imshow(values.mean(axis=0), cmap="gray", interpolation="nearest")


def _draw_map(axes: Any, values: NDArray[Any]) -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    flat = values.sum(axis=0)
    most = max(float(np.abs(flat).max()), 1e-12)
    colours = LinearSegmentedColormap.from_list("playground", [LOW, _MIDDLE, HIGH])
    return axes.imshow(flat, cmap=colours, vmin=-most, vmax=most, interpolation="nearest")


def _npz(panels: Mapping[str, Panel], heading: str) -> bytes:
    return as_npz(heading, {title: values for title, (values, _kind) in panels.items()})


def _csv(panels: Mapping[str, Panel], heading: str) -> bytes:
    del heading
    maps = [values.sum(axis=0) for values, _kind in panels.values()]
    places = (
        (row + 1, column + 1, *(float(values[row, column]) for values in maps))
        for row, column in np.ndindex(maps[0].shape)
    )
    return as_csv([("row", "column", *panels), *places])
