"""The two fields that nearly every made data set has."""

from __future__ import annotations

from typing import Any

from nnplayground.core.component import param
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["MAX_SAMPLES", "noise_field", "samples_field"]

MAX_SAMPLES = 1_000_000


def samples_field(default: int) -> Any:
    """Declare how many samples are made."""
    return param(
        default,
        _("core", "Samples"),
        _("core", "How many samples are made, for training and judging together."),
        ge=2,
        le=MAX_SAMPLES,
        effect=_("core", "More: overfitting gets harder and an epoch takes longer."),
        why=_("core", "Enough to see the shape, few enough to be quick."),
    )


def noise_field(default: float, help: Text, *, most: float = 1.0) -> Any:
    """Declare the amount of noise, from 0 (none) to ``most``; ``help`` says what it does."""
    return param(
        default,
        _("core", "Noise"),
        help,
        ge=0,
        le=most,
        effect=_("core", "Higher: the classes or values blur, and a perfect score becomes overfitting."),
        why=_("core", "Little or none, so that the task itself can be seen first."),
    )
