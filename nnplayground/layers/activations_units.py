"""Activations that look at several units at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.component import param
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Maxout", "Softmax"]


class Softmax(Activation):
    """Numbers become shares of one."""

    kind: ClassVar[str] = "softmax"
    title: ClassVar[Text] = _("core", "Softmax")
    help: ClassVar[Text] = _(
        "core",
        "Turns the units' numbers into probabilities that add up to 1. Cross-entropy does this itself and "
        "wants the numbers before it. On images it compares the channels at every pixel.",
    )
    bounds: ClassVar[tuple[float, float]] = (0.0, 1.0)
    formula: ClassVar[str] = r"f(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}"
    elementwise: ClassVar[bool] = False
    nonnegative: ClassVar[bool] = True

    def build(self) -> nn.Module:
        """Return ``nn.Softmax`` over the features."""
        from torch import nn

        return nn.Softmax(dim=1)

    def code(self) -> str:
        """Return ``nn.Softmax(dim=1)``."""
        return "nn.Softmax(dim=1)"


class Maxout(Activation):
    """The largest of several sums (Goodfellow et al. 2013)."""

    kind: ClassVar[str] = "maxout"
    title: ClassVar[Text] = _("core", "Maxout")
    help: ClassVar[Text] = _(
        "core",
        "Every unit makes several sums and passes the largest, so that it learns its own bend out of "
        "straight pieces. It takes as many times more weights.",
    )
    formula: ClassVar[str] = r"f(x)_i = \max_{j < k} x_{k i + j}"
    elementwise: ClassVar[bool] = False

    pieces: int = param(
        2,
        _("core", "Pieces"),
        _("core", "How many sums a unit chooses from; 2 can already make a ReLU or an absolute value."),
        ge=2,
        le=64,
        effect=_("core", "More: finer shapes per unit, and as many times the weights."),
        why=_("core", "2 is the least, and already makes ReLU and |x|."),
    )

    def inputs_per_unit(self) -> int:
        """Return the number of pieces."""
        return self.pieces

    def build(self) -> nn.Module:
        """Return a module (batch, features·pieces, …) → (batch, features, …); neighbours compete."""
        return _maxout()(self.pieces)

    def code(self) -> str:
        """Return the helper's call."""
        return f"Maxout({self.pieces})"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return (
            "class Maxout(nn.Module):\n"
            "    def __init__(self, pieces):\n"
            "        super().__init__()\n"
            "        self.pieces = pieces\n"
            "\n"
            "    def forward(self, x):\n"
            "        return x.unflatten(1, (-1, self.pieces)).amax(2)\n"
        )


@cache
def _maxout() -> type[nn.Module]:
    from torch import nn

    class Maxout(nn.Module):
        def __init__(self, pieces: int) -> None:
            super().__init__()
            self.pieces = pieces

        def forward(self, x: Tensor) -> Tensor:
            batch, features, *rest = x.shape
            return x.reshape(batch, features // self.pieces, self.pieces, *rest).amax(2)

        def extra_repr(self) -> str:
            return str(self.pieces)

    return Maxout
