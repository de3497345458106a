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
        effect=_("core", "More: more patterns, more weights and more time."),
        why=_("core", "8 is enough for small pictures, and can still be watched."),
    )


def kernel_field(default: Any, **limits: Any) -> Any:
    """Declare ``kernel_size``."""
    return param(
        default,
        _("core", "Kernel"),
        _("core", "The size of the window; 3 is usual, larger windows see more at once and cost more."),
        **limits,
        effect=_("core", "Larger: sees more at once; the cost grows with its square."),
        why=_("core", "3 is the smallest that has a middle; two of them see as much as a 5."),
    )


def stride_field(default: Any, **limits: Any) -> Any:
    """Declare ``stride``."""
    return param(
        default,
        _("core", "Stride"),
        _("core", "How far the window moves each time; 2 halves every side of the output."),
        **limits,
        effect=_("core", "Larger: smaller output, and less work for all that follows."),
        why=_("core", "1 looks at every place."),
    )


def padding_field(default: Any = "same") -> Any:
    """Declare ``padding`` of a convolution."""
    return param(
        default,
        _("core", "Padding"),
        _("core", "What is added around: “same” keeps the size, “valid” adds nothing, a number that many."),
        effect=_("core", "Less: the picture shrinks with every layer. More: zeros leak in."),
        why=_("core", "“same” lets layers be stacked without counting."),
    )


def dilation_field(default: Any, **limits: Any) -> Any:
    """Declare ``dilation``."""
    return param(
        default,
        _("core", "Dilation"),
        _("core", "The distance between the window's taps; 2 leaves one value out between two of them."),
        **limits,
        effect=_("core", "Larger: sees further for the same weights, but skips what lies between."),
        why=_("core", "1 leaves nothing out."),
    )


def groups_field() -> Any:
    """Declare ``groups``."""
    return param(
        1,
        _("core", "Groups"),
        _("core", "Into how many parts the channels are divided; a filter sees one part. 1 sees them all."),
        ge=1,
        le=MAX_CHANNELS,
        effect=_("core", "More: fewer weights, but groups do not know of each other."),
        why=_("core", "1, so that every filter sees every channel."),
    )


def bias_field() -> Any:
    """Declare ``bias``."""
    return param(
        True,
        _("core", "Bias"),
        _("core", "A number every filter adds to its sums; not needed right before a normalization."),
        effect=_("core", "Off: an empty place always gives 0."),
        why=_("core", "On; only right before a normalization is it without effect."),
    )


def padding_mode_field() -> Any:
    """Declare ``padding_mode``."""
    return param(
        "zeros",
        _("core", "Padding mode"),
        _("core", "What is added around: zeros, the mirrored picture, its edge, or the opposite side."),
        effect=_("core", "Zeros make a dark frame that filters can learn to see; the others hide the edge."),
        why=_("core", "Zeros, the usual and quickest choice."),
    )


def activation_field() -> Any:
    """Declare ``activation``."""
    return param(
        ReLU(),
        _("core", "Activation"),
        _("core", "Bends every sum; without one the network stays linear."),
        live=True,
        choices="activation",
        effect=_("core", "Decides what a filter can express and how well gradients flow back."),
        why=_("core", "ReLU is quick and keeps gradients alive in deep networks."),
    )
