"""Noise that is put on pictures, as it stands in a file."""

from __future__ import annotations

from typing import Literal

from nnplayground.core.component import Frozen, param
from nnplayground.core.text import translatable as _

__all__ = ["MOST_NOISE", "NoiseKind", "PictureNoise"]

MOST_NOISE = 0.5
NoiseKind = Literal["gaussian", "salt-and-pepper"]


class PictureNoise(Frozen):
    """What is done to the pixels of pictures, once, before training begins.

    A layer can put other noise on every batch; this is part of the data, so that every network is judged by
    the same noisy pictures.
    """

    kind: NoiseKind = param(
        "gaussian",
        _("core", "Kind of noise"),
        _(
            "core",
            "Gaussian adds a normal number to every pixel; salt-and-pepper makes some pixels black or white.",
        ),
        effect=_("core", "Salt-and-pepper spoils few pixels wholly, Gaussian all of them a little."),
        why=_("core", "Gaussian, as the noise of a camera."),
    )
    train: float = param(
        0.0,
        _("core", "Noise in training"),
        _(
            "core",
            "The standard deviation, or the share of spoilt pixels, of the pictures that are learned from.",
        ),
        ge=0,
        le=MOST_NOISE,
        effect=_("core", "Higher: slower to learn, but noisy pictures are recognised better later."),
        why=_("core", "None, so that the task itself can be seen first."),
    )
    test: float = param(
        0.0,
        _("core", "Noise in testing"),
        _(
            "core",
            "The same of the pictures for validation and test, which the network is judged by.",
        ),
        ge=0,
        le=MOST_NOISE,
        effect=_("core", "Higher: shows how well the network holds out against what it did not train for."),
        why=_("core", "None, so that the task itself can be seen first."),
    )
