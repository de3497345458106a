"""What a run leaves behind: measures, weights, the project, and pictures of the boundary and the curves.

Everything here takes plain values, so that this room needs no torch.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy import ndarray

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _
from nnplayground.projects import files, plots
from nnplayground.projects.plots import Result

if TYPE_CHECKING:
    pass

__all__ = ["Result", "export", "make_folder", "rows_of", "table", "tensors", "write"]


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
    curves, axes = plots.single(6.4, 3.6)
    plots.draw_curves(axes, result.history)
    written.append(write(folder / "curves.png", plots.png(curves)))
    spec = result.prepared.spec
    if result.predict is not None and (spec.is_plane or spec.is_line):
        boundary, axes = plots.single(*((4.6, 4.6) if spec.is_plane else (6.4, 3.6)))
        plots.draw_output(axes, result)
        written.append(write(folder / "boundary.png", plots.png(boundary)))
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


def rows_of(columns: Mapping[str, Iterable[float]]) -> list[dict[str, float]]:
    """Turn columns of equal length into rows."""
    lists = {name: list(values) for name, values in columns.items()}
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
