"""What the network says on any plane through the space of its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.train.metrics import shown
from nnplayground.train.probes import probe

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.snapshot import Plane, ProbeRequest

_FINEST = 300


@probe
def _slice(look: Look, request: ProbeRequest) -> Answer:
    """Draw the prediction over ``plane`` as ``boundary``: as the probe of that name does over its bounds."""
    main, plane, size = look.program.main, request.plane, request.size
    columns = len(look.data.spec.input_names)
    if main is None or plane is None or len(plane.origin) != columns or not 1 <= size <= _FINEST:
        return {}
    if len(main.prediction_spec.shape) != 1:
        return {}

    def made() -> torch.Tensor:
        features = look.data.transform(plane_points(plane, size))
        return torch.from_numpy(features).to(look.program.device, look.program.dtype)

    raw = look.program(look.once(("slice", plane, size), made))
    values = shown(raw, main.link, main.target_spec.classes)
    return {"boundary": look.frozen(values.movedim(0, -1).reshape(*values.shape[1:], size, size))}


def plane_points(plane: Plane, size: int) -> NDArray[np.float64]:
    """Return the raw samples behind the pixels of a picture, row by row from the top."""
    steps = (np.arange(size) + 0.5) / size
    across, up = np.meshgrid(steps, steps[::-1])
    ways = np.array([plane.across, plane.up])
    points: NDArray[np.float64] = (
        np.array(plane.origin) + np.column_stack([across.ravel(), up.ravel()]) @ ways
    )
    return points
