"""The small picture that is kept with a trial: what the network says over the plane, in a few kilobytes."""

from __future__ import annotations

import base64
import binascii
import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.data.prepare import PreparedData
    from nnplayground.train.program import Program

    Picture = NDArray[np.float32]

__all__ = ["packed", "picture_of", "unpacked"]

_SIDE, _SMALL_SIDE = 40, 24
_MANY = 4  # outputs from which the smaller side is taken
_STEPS = 127  # of a signed byte
_MOST = 200_000  # numbers in a picture; more are no picture of ours


def picture_of(prepared: PreparedData, module: Program, side: int | None = None) -> Picture | None:
    """Return what a picture of the prediction shows, as the probe ``boundary`` draws it.

    Parameters
    ----------
    prepared : PreparedData
    module : Program
    side : int, optional
        Points from edge to edge; few by default, and fewer of many outputs.

    Returns
    -------
    ndarray or None
        (side, side) of one output, (outputs, side, side) of several, without the last axis on a line; None
        where the data lies on neither.
    """
    import torch

    from nnplayground.train.evaluation import looking
    from nnplayground.train.metrics import shown
    from nnplayground.train.probes import grid_points

    spec, main = prepared.spec, module.main
    if not spec.bounds or main is None or len(main.prediction_spec.shape) != 1:
        return None
    side = side or (_SIDE if main.prediction_spec.shape[0] < _MANY else _SMALL_SIDE)
    features = torch.from_numpy(prepared.transform(grid_points(spec, side)))
    with looking(module):
        raw = module(features.to(module.device, module.dtype))
        values = shown(raw, main.link, main.target_spec.classes).float().cpu()
    picture: Picture = values.movedim(0, -1).reshape(*values.shape[1:], *(side,) * len(spec.bounds)).numpy()
    return picture


def packed(picture: Picture) -> dict[str, Any]:
    """Return a picture as JSON: a byte for each number, and what the largest of them stands for."""
    finite = np.nan_to_num(picture, posinf=0.0, neginf=0.0)
    scale = max(float(np.abs(finite).max(initial=0.0)), 1e-12)
    data = np.rint(finite / scale * _STEPS).astype(np.int8)
    text = base64.b64encode(data.tobytes()).decode("ascii")
    return {"shape": list(picture.shape), "scale": scale, "int8": text}


def unpacked(stored: Mapping[str, Any] | None) -> Picture | None:
    """Return the picture that :func:`packed` has packed; None for what is none, as others write there too."""
    if stored is None:
        return None
    try:
        shape = tuple(int(size) for size in stored["shape"])
        scale, data = float(stored["scale"]), base64.b64decode(stored["int8"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
    count = math.prod(shape) if shape and min(shape) > 0 else 0
    if not 0 < count <= _MOST or len(data) != count or not math.isfinite(scale):
        return None
    return np.frombuffer(data, np.int8).reshape(shape).astype(np.float32) * np.float32(scale / _STEPS)
