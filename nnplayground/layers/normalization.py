"""Layers that keep values at mean 0 and variance 1."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import (
    Advice,
    Group,
    Inputs,
    InsertBefore,
    Layer,
    Remove,
    Replace,
    ShapeError,
    Surroundings,
    TensorSpec,
    Window,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn

__all__ = ["BatchNorm", "LayerNorm"]

_EPS_TITLE = _("core", "ε")
_EPS_HELP = _("core", "Added to the variance, so that a constant feature is not divided by 0.")


class BatchNorm(Layer):
    """Every feature is normalized over the batch (Ioffe and Szegedy 2015)."""

    kind: ClassVar[str] = "batch_norm"
    title: ClassVar[Text] = _("core", "Batch norm")
    help: ClassVar[Text] = _(
        "core",
        "Shifts and scales every feature, or every channel of an image, to mean 0 and variance 1 over the "
        "batch, then by two learned numbers. Allows higher learning rates. Outside training, and for a batch "
        "of one number per feature, it uses the running mean and variance.",
    )
    formula: ClassVar[str] = r"y = \gamma \frac{x - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}} + \beta"
    group: ClassVar[Group] = Group.NORMALIZE
    icon: ClassVar[str] = "normalize"
    weighted: ClassVar[bool] = True

    momentum: float = param(
        0.1,
        _("core", "Momentum"),
        _("core", "The share of the newest batch in the running mean and variance."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "Higher: the running statistics follow sooner and jump more."),
        why=_("core", "0.1 is PyTorch's default: a mean over about ten batches."),
    )
    eps: float = param(
        1e-5,
        _EPS_TITLE,
        _EPS_HELP,
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Higher: features of small variance are stretched less."),
        why=_("core", "Small enough not to be seen in usual features."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        if len(x.shape) > 4:
            sentence = _("core", "{node} normalizes features with up to 3 more axes, gets {shape}.")
            raise ShapeError(sentence.format(shape=str(x)), InsertBefore("flatten"))
        return x

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return γ as ``weight`` and β as ``bias``."""
        features = inputs.one().shape[:1]
        return {"weight": features, "bias": features}

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return one per value: the running statistics, γ and β make one factor and one summand."""
        return inputs.one().size

    def window(self, inputs: Inputs) -> Window:
        """Return the same place: in prediction the statistics are constants."""
        del inputs
        return Window()

    def advice(self, around: Surroundings) -> Iterator[Advice]:
        """Warn of batches that have no variance."""
        x = around.inputs.one()
        if around.run.batch == 1 and x.size == x.shape[0]:
            sentence = _("core", "{node} gets batches of one sample, which have no variance.")
            reason = _("core", "Its statistics never learn; Layer norm looks at one sample at a time.")
            yield Advice(sentence, reason, (Replace("layer_norm"), Remove()))

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.BatchNorm1d``, ``2d`` or ``3d``."""
        x = inputs.one()
        axes = max(1, len(x.shape) - 1)
        return f"nn.BatchNorm{axes}d({x.shape[0]}, eps={self.eps!r}, momentum={self.momentum!r})"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.BatchNorm1d``, ``2d`` or ``3d``."""
        x = inputs.one()
        kind = _batch_norm(max(1, len(x.shape) - 1))
        return kind(x.shape[0], eps=self.eps, momentum=self.momentum)

    def apply_live(self, module: nn.Module) -> None:
        """Set the momentum and ε."""
        norm: Any = module
        norm.momentum, norm.eps = self.momentum, self.eps


class LayerNorm(Layer):
    """Every sample is normalized by itself (Ba, Kiros and Hinton 2016)."""

    kind: ClassVar[str] = "layer_norm"
    title: ClassVar[Text] = _("core", "Layer norm")
    help: ClassVar[Text] = _(
        "core",
        "Shifts and scales the values of every sample to mean 0 and variance 1, then each by two learned "
        "numbers. Works alike in training and outside, whatever the batch.",
    )
    formula: ClassVar[str] = r"y_i = \gamma_i \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta_i"
    group: ClassVar[Group] = Group.NORMALIZE
    icon: ClassVar[str] = "normalize"
    weighted: ClassVar[bool] = True

    eps: float = param(
        1e-5,
        _EPS_TITLE,
        _EPS_HELP,
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Higher: samples of small variance are stretched less."),
        why=_("core", "Small enough not to be seen in usual values."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        return x

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return γ as ``weight`` and β as ``bias``, one per value."""
        shape = inputs.one().shape
        return {"weight": shape, "bias": shape}

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return two per value: its square in the variance, and its scaling."""
        return 2 * inputs.one().size

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.LayerNorm`` over all axes of a sample."""
        return f"nn.LayerNorm({inputs.one().shape}, eps={self.eps!r})"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.LayerNorm`` over all axes of a sample."""
        from torch import nn

        return nn.LayerNorm(inputs.one().shape, eps=self.eps)

    def apply_live(self, module: nn.Module) -> None:
        """Set ε."""
        norm: Any = module
        norm.eps = self.eps


@cache
def _batch_norm(axes: int) -> type[nn.Module]:
    from torch import nn

    base: Any = {1: nn.BatchNorm1d, 2: nn.BatchNorm2d, 3: nn.BatchNorm3d}[axes]

    class BatchNormOfAny(base):  # type: ignore[misc] # the base is chosen when torch is loaded
        """PyTorch's, but a batch that has no variance does not stop the training."""

        def forward(self, x: Tensor) -> Tensor:
            if not (self.training and x.numel() == x.shape[1]):
                y: Tensor = super().forward(x)
                return y
            statistics = (self.running_mean, self.running_var, self.weight, self.bias)
            return nn.functional.batch_norm(x, *statistics, training=False, eps=self.eps)

    return BatchNormOfAny
