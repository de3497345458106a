"""The numbers a script needs to repeat a run: its samples and its initial weights."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.data.prepare import prepare
from nnplayground.projects.code import Numbers, code
from nnplayground.projects.code_net import NetCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.data.prepare import PreparedData

__all__ = ["INLINE", "initial_weights", "script", "script_files", "script_numbers"]

INLINE = 192 * 1024
"""Bytes of packed numbers that stand in the script itself; more come in a file beside it."""
_PARTS = ("train", "validation", "test")


def script(experiment: Experiment, epochs: int | None = None) -> str:
    """Return the script as one text, however many numbers it holds.

    Raises
    ------
    PlaygroundError
        If there is no script of the experiment.
    """
    return code(experiment, Numbers(_text(script_numbers(experiment))), epochs).text


def script_files(experiment: Experiment, name: str, epochs: int | None = None) -> dict[str, bytes]:
    """Return the script as files by name: the second, if there are many numbers, holds them.

    Parameters
    ----------
    experiment : Experiment
    name : str
        Of the script, ending in ``.py``.
    epochs : int, optional
        How many are trained.
    """
    packed = script_numbers(experiment)
    if len(packed) <= INLINE:
        return {name: code(experiment, Numbers(_text(packed)), epochs).text.encode()}
    beside = f"{name.removesuffix('.py')}.npz"
    return {name: code(experiment, Numbers(file=beside), epochs).text.encode(), beside: packed}


def script_numbers(experiment: Experiment) -> bytes:
    """Return samples and initial weights as an ``.npz``; equal experiments give equal bytes."""
    net = NetCode(experiment, replays=True)  # first, because it says what is wrong
    data = prepare(experiment.data)
    weights = initial_weights(experiment, data)
    arrays = {f"net.{net.weight_name(name)}": value for name, value in weights.items()}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **_samples(experiment, data), **arrays)
    return file.getvalue()


def initial_weights(experiment: Experiment, data: PreparedData) -> Mapping[str, NDArray[Any]]:
    """Return the weights that a run begins with, by ``<node>.<parameter>``; those that are run only."""
    import torch

    from nnplayground.train.program import build_program

    program = build_program(experiment, torch.device("cpu"), data.stream)
    used = experiment.report().used
    state = program.state_dict()
    return {name: value.detach().numpy() for name, value in state.items() if name.partition(".")[0] in used}


def _samples(experiment: Experiment, data: PreparedData) -> dict[str, NDArray[Any]]:
    real = np.float64 if experiment.training.precision == "float64" else np.float32
    found: dict[str, NDArray[Any]] = {}
    for part in _PARTS:
        x, y = getattr(data, f"x_{part}"), getattr(data, f"y_{part}")
        if len(x):
            found[f"x_{part}"] = x.astype(real)
            found[f"y_{part}"] = y.astype(real) if y.dtype.kind == "f" else y.astype(np.int64)
    return found


def _text(packed: bytes) -> str:
    return base64.b85encode(packed).decode("ascii")
