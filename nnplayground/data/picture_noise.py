"""Noise on pictures: Gaussian, or salt and pepper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.picture_noise import NoiseKind

    Floats = NDArray[np.float64]

__all__ = ["with_picture_noise"]

_BATCH = 1000


def with_picture_noise(pictures: Floats, kind: NoiseKind, amount: float, rng: Generator) -> Floats:
    """Return noisy pictures with values from 0 to 1.

    The same random numbers are drawn whatever the amount is: more noise spoils the same pixels further, so
    that a slider changes the pictures smoothly and a curve over the amount is smooth too.

    Parameters
    ----------
    pictures : ndarray
        Shape (n, channels, height, width), values from 0 to 1.
    kind : str
        ``"gaussian"`` or ``"salt-and-pepper"``.
    amount : float
        The standard deviation, or the probability that a pixel becomes black or white in all channels.
    rng : Generator
    """
    if not amount:
        return pictures
    noisy = np.empty_like(pictures)
    for start in range(0, len(pictures), _BATCH):  # random numbers need as much memory as the pictures
        part = slice(start, start + _BATCH)
        spoil = _gaussian if kind == "gaussian" else _salt_and_pepper
        noisy[part] = spoil(pictures[part], amount, rng)
    return noisy


def _gaussian(pictures: Floats, amount: float, rng: Generator) -> Floats:
    noise = rng.standard_normal(pictures.shape, np.float32)
    return np.clip(pictures + amount * noise, 0.0, 1.0)


def _salt_and_pepper(pictures: Floats, amount: float, rng: Generator) -> Floats:
    count, _channels, height, width = pictures.shape
    chance = rng.random((2, count, 1, height, width), np.float32)
    return np.where(chance[0] < amount, np.round(chance[1]), pictures)
