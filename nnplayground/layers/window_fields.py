"""The fields that layers with a window share, each declared once; the names are PyTorch's."""

from __future__ import annotations

from typing import Any

from nnplayground.core.component import param
from nnplayground.core.text import translatable as _
from nnplayground.layers.activations_rectified import ReLU

__all__ = [
    "MAX_CHANNELS",
    "activation_field",
    "bias_field",
    "dilation_field",
    "filters_field",
    "groups_field",
    "kernel_field",
    "padding_field",
    "padding_mode_field",
    "stride_field",
]

MAX_CHANNELS = 65_536


def filters_field() -> Any:
    """Declare ``out_channels``."""
    return param(
        8,
        _("core", "Filters"),
        _("core", "How many different patterns are looked for; each gives one channel of the output."),
        ge=1,
        le=MAX_CHANNELS,
    )


def kernel_field(default: Any, **limits: Any) -> Any:
    """Declare ``kernel_size``."""
    return param(
        default,
        _("core", "Kernel"),
        _("core", "The size of the window; 3 is usual, larger windows see more at once and cost more."),
        **limits,
    )


def stride_field(default: Any, **limits: Any) -> Any:
    """Declare ``stride``."""
    return param(
        default,
        _("core", "Stride"),
        _("core", "How far the window moves each time; 2 halves every side of the output."),
        **limits,
    )


def padding_field(default: Any = "same") -> Any:
    """Declare ``padding`` of a convolution."""
    return param(
        default,
        _("core", "Padding"),
        _("core", "What is added around: “same” keeps the size, “valid” adds nothing, a number that many."),
    )


def dilation_field(default: Any, **limits: Any) -> Any:
    """Declare ``dilation``."""
    return param(
        default,
        _("core", "Dilation"),
        _("core", "The distance between the window's taps; 2 leaves one value out between two of them."),
        **limits,
    )


def groups_field() -> Any:
    """Declare ``groups``."""
    return param(
        1,
        _("core", "Groups"),
        _("core", "Into how many parts the channels are divided; a filter sees one part. 1 sees them all."),
        ge=1,
        le=MAX_CHANNELS,
    )


def bias_field() -> Any:
    """Declare ``bias``."""
    return param(
        True,
        _("core", "Bias"),
        _("core", "A number every filter adds to its sums; not needed right before a normalization."),
    )


def padding_mode_field() -> Any:
    """Declare ``padding_mode``."""
    return param(
        "zeros",
        _("core", "Padding mode"),
        _("core", "What is added around: zeros, the mirrored picture, its edge, or the opposite side."),
    )


def activation_field() -> Any:
    """Declare ``activation``."""
    return param(
        ReLU(),
        _("core", "Activation"),
        _("core", "Bends every sum; without one the network stays linear."),
        live=True,
        choices="activation",
    )
