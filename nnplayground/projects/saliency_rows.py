"""Explanations of a row of numbers as files: a bar for every input, or their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.projects.saliency import (
    HIGH,
    INK,
    LOW,
    MUTED,
    as_csv,
    as_npz,
    as_png,
    empty_figure,
    write_explanation,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    Values = NDArray[Any]

__all__ = ["RowExplained", "write_row"]

_MOST = 24  # inputs of a picture: more cannot be read
_WIDE, _NAMES, _LINE, _HEAD = 1.9, 2.6, 0.26, 1.0  # inches
_LONGEST = 28  # letters of a name in a picture


@dataclass(frozen=True, slots=True, eq=False)
class RowExplained:
    """What is said of a row.

    Attributes
    ----------
    names : tuple of str
        The inputs.
    values : ndarray
        (inputs,): the row as it is.
    columns : Mapping[str, ndarray]
        By title, (inputs,) each: what every input counts, or by how much it was changed.
    changed : ndarray or None
        (inputs,): the adversarial row, if it is one.
    """

    names: tuple[str, ...]
    values: Values
    columns: Mapping[str, Values]
    changed: Values | None = None

    def shown(self) -> list[int]:
        """Return the inputs that are drawn: all, or of many those that count the most, in their order."""
        if len(self.names) <= _MOST:
            return list(range(len(self.names)))
        weight = sum(np.abs(column) / (np.abs(column).max() or 1.0) for column in self.columns.values())
        return sorted(np.argsort(-np.asarray(weight), kind="stable")[:_MOST].tolist())

    def label(self, number: int) -> str:
        """Return an input with its value, and with what became of it."""
        name, before = self.names[number][:_LONGEST], f"{self.values[number]:.4g}"
        return f"{name}  {before}" + (f" → {self.changed[number]:.4g}" if self.changed is not None else "")


def write_row(row: RowExplained, file: Path, heading: str) -> None:
    """Write an explanation; the ending of ``file`` says how.

    Raises
    ------
    PlaygroundError
        If the file cannot be written.
    """
    write_explanation({".png": _png, ".npz": _npz, ".csv": _csv}[file.suffix](row, heading), file)


def _png(row: RowExplained, heading: str) -> bytes:
    shown = row.shown()
    size = (_NAMES + _WIDE * max(2, len(row.columns)), _HEAD + _LINE * len(shown))
    left_out = len(row.names) - len(shown)
    more = f"\nthe {len(shown)} inputs that count the most; {left_out} are left out" if left_out else ""
    figure = empty_figure(size, heading + more)
    axes = figure.subplots(1, len(row.columns), squeeze=False, sharey=True)[0]
    for place, (title, values) in zip(axes, row.columns.items(), strict=True):
        _draw_bars(place, title, values[shown])
    axes[0].set_yticks(range(len(shown)), [row.label(number) for number in shown], fontsize=8, color=INK)
    axes[0].invert_yaxis()
    return as_png(figure)


def _draw_bars(axes: Axes, title: str, values: Values) -> None:
    """Draw one method on its own scale, zero in the middle."""
    from matplotlib.ticker import MaxNLocator

    most = max(float(np.abs(values).max(initial=0.0)), 1e-12)
    axes.barh(range(len(values)), values, height=0.6, color=[LOW if v < 0 else HIGH for v in values])
    axes.axvline(0, color=MUTED, linewidth=0.6)
    axes.set_xlim(-1.08 * most, 1.08 * most)
    axes.set_title(title, fontsize=9, color=INK)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.tick_params(labelsize=7, colors=MUTED, length=0)
    axes.spines[:].set_visible(False)


def _npz(row: RowExplained, heading: str) -> bytes:
    arrays: dict[str, Values] = {"inputs": np.array(row.names), "row": row.values, **row.columns}
    if row.changed is not None:
        arrays["changed"] = row.changed
    return as_npz(heading, arrays)


def _csv(row: RowExplained, heading: str) -> bytes:
    del heading
    columns = {"value": row.values, **({"changed": row.changed} if row.changed is not None else {})}
    columns |= row.columns
    lines = zip(row.names, *(values.tolist() for values in columns.values()), strict=True)
    return as_csv([("input", *columns), *lines])
