"""What many runs leave behind: scores by seed, curves with their spread, all weights, the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from numpy import ndarray

from nnplayground.core.experiment import Experiment
from nnplayground.projects import files
from nnplayground.projects.export import make_folder, rows_of, table, tensors, write

__all__ = ["ManyResult", "export"]


@dataclass(frozen=True, slots=True, eq=False)
class ManyResult:
    """What is known at the end of many runs.

    Attributes
    ----------
    experiment : Experiment
    seeds : sequence of int
        Of each run.
    scores : sequence of Mapping[str, float]
        One row for each run.
    epochs : ndarray
        The recorded ones.
    curves : Mapping[str, tuple of three ndarrays]
        By measure its mean and standard deviation, (epochs,), and those of each run, (runs, epochs).
    weights : Mapping[str, ndarray]
        By ``node.parameter``, runs first.
    """

    experiment: Experiment
    seeds: Sequence[int]
    scores: Sequence[Mapping[str, float]]
    epochs: ndarray
    curves: Mapping[str, tuple[ndarray, ndarray, ndarray]]
    weights: Mapping[str, ndarray]


def export(result: ManyResult, folder: Path, name: str = "experiment") -> list[Path]:
    """Write ``scores.csv``, ``curves.csv``, ``models.safetensors`` and the project; return the files.

    Raises
    ------
    FileError
        If the folder cannot be written to.
    """
    make_folder(folder)
    columns: dict[str, ndarray] = {"epoch": result.epochs}
    for measure, (mean, deviation, each) in result.curves.items():
        columns |= {f"{measure}_mean": mean, f"{measure}_deviation": deviation}
        columns |= {f"{measure}_seed_{seed}": run for seed, run in zip(result.seeds, each, strict=True)}
    written = [write(folder / "scores.csv", table(result.scores).encode())]
    written.append(write(folder / "curves.csv", table(rows_of(columns)).encode()))
    written.append(write(folder / "models.safetensors", tensors(result.weights)))
    project = folder / f"{name}.nnp"
    files.save(project, result.experiment)
    return [*written, project]
