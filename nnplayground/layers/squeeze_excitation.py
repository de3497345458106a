"""Channels that are weighed by what the whole picture shows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, Layer, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.windows import called, require_axes

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["SqueezeExcitation"]

_SOURCE = """\
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.fc1 = nn.Linear(channels, squeezed)
        self.fc2 = nn.Linear(squeezed, channels)

    def forward(self, x):
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))))
        return x * gate[:, :, None, None]
"""


class SqueezeExcitation(Layer):
    """A gate for every channel (Hu, Shen and Sun 2018)."""

    kind: ClassVar[str] = "squeeze_excitation"
    title: ClassVar[Text] = _("core", "SE block")
    help: ClassVar[Text] = _(
        "core",
        "Squeeze and excitation: squeezes every channel into its mean, lets two small dense layers decide "
        "which channels matter for this picture, and multiplies each channel by a number between 0 and 1.",
    )
    formula: ClassVar[str] = r"y_c = x_c \cdot \sigma\left(W_2 \, \mathrm{ReLU}(W_1 \bar{x})\right)_c"
    group: ClassVar[Group] = Group.CONVOLUTION
    icon: ClassVar[str] = "conv"
    weighted: ClassVar[bool] = True

    reduction: int = param(
        4,
        _("core", "Reduction"),
        _("core", "How many times fewer units than channels decide; more is cheaper and coarser."),
        ge=1,
        le=65_536,
        effect=_("core", "Higher: a narrower bottleneck with fewer weights."),
        why=_("core", "4 suits narrow networks; the paper's 16 is meant for wide ones."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_axes(x, 2)
        return x

    def _sizes(self, inputs: Inputs) -> tuple[int, int]:
        channels = inputs.one().shape[0]
        return channels, max(1, channels // self.reduction)

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return weights and biases of ``fc1`` and ``fc2``."""
        channels, squeezed = self._sizes(inputs)
        return {
            "fc1.weight": (squeezed, channels),
            "fc1.bias": (squeezed,),
            "fc2.weight": (channels, squeezed),
            "fc2.bias": (channels,),
        }

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return those of both dense layers, and one per value for the gate."""
        channels, squeezed = self._sizes(inputs)
        return 2 * channels * squeezed + inputs.one().size

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``fc1`` and ``fc2``."""
        return _squeeze_excitation()(*self._sizes(inputs))

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        return called("SqueezeExcitation", *self._sizes(inputs))

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _SOURCE

    def subtitle(self) -> str:
        """Return the reduction."""
        return f"÷ {self.reduction}"


@cache
def _squeeze_excitation() -> type[nn.Module]:
    import torch
    from torch import nn

    class SqueezeExcitation(nn.Module):
        def __init__(self, channels: int, squeezed: int) -> None:
            super().__init__()
            self.fc1 = nn.Linear(channels, squeezed)
            self.fc2 = nn.Linear(squeezed, channels)

        def forward(self, x: Tensor) -> Tensor:
            gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))))
            return x * gate[:, :, None, None]

    return SqueezeExcitation
