"""What several twins are made of: activations, padding, options, the order of axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nnplayground.core.activation import Activation
from nnplayground.core.layer import Inputs
from nnplayground.core.text import translatable as _
from nnplayground.layers.windows import plain
from nnplayground.projects.keras_twins.twin import NoTwinError, Twin, Weight

__all__ = [
    "Bent",
    "channels_first",
    "channels_last",
    "each",
    "kernel",
    "options",
    "require_order",
    "slides",
    "zeros",
]

_ACTIVATIONS = {
    "identity": "",
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "softsign": '"softsign"',
    "softmax": '"softmax"',
    "relu": '"relu"',
    "selu": '"selu"',
    "silu": '"silu"',
    "mish": '"mish"',
    "softplus": '"softplus"',
    "sine": "keras.ops.sin",
    "arctan": "keras.ops.arctan",
    "step": "lambda x: keras.ops.sign(keras.ops.relu(x))",
    "hard_tanh": '"hard_tanh"',
    "gelu": "lambda x: keras.ops.gelu(x, approximate=False)",
}
_USUAL = {
    "use_bias": True,
    "strides": ("1", "(1,)", "(1, 1)"),
    "dilation_rate": ("1", "(1,)", "(1, 1)"),
    "groups": 1,
    "depth_multiplier": 1,
    "activation": "",
}


@dataclass(frozen=True, slots=True)
class Bent:
    """An activation: an option of the layer before it, or a layer of its own where it learns."""

    option: str
    calls: tuple[str, ...] = ()
    weights: tuple[Weight, ...] = ()

    @classmethod
    def of(cls, activation: Activation, rank: int) -> Bent:
        """Return what stands for an activation behind a layer of so many axes."""
        if activation.kind == "prelu":  # PyTorch has one slope for all
            call = f"layers.PReLU(shared_axes={[*range(1, rank + 1)]}, name={{name+slope}})"
            return cls("", (call,), (Weight("activation.weight", shape=(1,) * rank, part="slope"),))
        return cls(_function(activation))

    def behind(self, calls: tuple[str, ...], weights: tuple[Weight, ...]) -> Twin:
        """Return a layer with this activation."""
        return Twin((*calls, *self.calls), (*weights, *self.weights))


def _function(activation: Activation) -> str:
    known: Any = activation
    if activation.kind == "leaky_relu":
        return f"lambda x: keras.ops.leaky_relu(x, {known.negative_slope!r})"
    if activation.kind == "elu":
        return f"lambda x: keras.ops.elu(x, {known.alpha!r})"
    if activation.kind not in _ACTIVATIONS:
        sentence = _("core", "Keras has no twin of “{title}”.")
        raise NoTwinError(sentence.format(title=type(activation).title))
    return _ACTIVATIONS[activation.kind]


def slides(layer: Any, *, squarely: bool = False) -> tuple[str, tuple[str, ...], Bent]:
    """Return the padding as an option, what pads before, and the activation.

    Parameters
    ----------
    squarely : bool
        Whether Keras has only strides that are the same along both axes.
    """
    if layer.padding_mode != "zeros":
        raise NoTwinError(_("core", "Keras pads convolutions with zeros only."))
    stride, dilation = layer.per_axis("stride"), layer.per_axis("dilation")
    if max(stride) > 1 and max(dilation) > 1:
        raise NoTwinError(_("core", "Keras's convolutions have either strides or gaps."))
    if squarely and len(set(stride)) > 1:
        raise NoTwinError(_("core", "Keras moves windows of single channels equally far along both axes."))
    bent = Bent.of(layer.activation, layer.axes + 1)
    if isinstance(layer.padding, str):
        return f'"{layer.padding}"', (), bent
    return '"valid"', zeros(layer.per_axis("padding")), bent


def zeros(padding: tuple[int, ...]) -> tuple[str, ...]:
    """Return the layer that adds zeros around, if there are any."""
    return (f"layers.ZeroPadding{len(padding)}D({plain(padding)})",) if any(padding) else ()


def kernel(bias: bool, axes: tuple[int, ...]) -> tuple[Weight, ...]:
    """Return ``weight`` with its axes in Keras's order, and ``bias`` if there is one."""
    return (Weight("weight", axes), Weight("bias"))[: 1 + bias]


def options(**options: Any) -> str:
    """Write the options that differ from what Keras does anyway."""
    chosen = {name: value for name, value in options.items() if not _is_usual(name, value)}
    return "".join(f", {name}={value}" for name, value in chosen.items())


def _is_usual(name: str, value: Any) -> bool:
    usual = _USUAL.get(name)
    return value in usual if isinstance(usual, tuple) else value == usual


def each(layer: Any, name: str) -> str:
    """Write a field with one number for each axis."""
    pair = layer.per_axis(name)
    return repr(pair if len(pair) > 1 else pair[0])


def require_order(inputs: Inputs) -> int:
    """Return how many axes a sample has, whose order Keras knows."""
    rank = len(inputs.one().shape)
    if rank > 3:
        raise NoTwinError(_("core", "Keras reads pictures and sequences only."))
    return rank


def channels_first(rank: int) -> tuple[str, ...]:
    """Return the layer that puts channels first."""
    return (f"layers.Permute({(rank, *range(1, rank))})",) if rank > 1 else ()


def channels_last(rank: int) -> tuple[str, ...]:
    """Return the layer that puts channels last."""
    return (f"layers.Permute({(*range(2, rank + 1), 1)})",) if rank > 1 else ()
