"""Dropout of whole channels, since neighbouring pixels of one say nearly the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Inputs, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.dropout import Noise, dropout_source, seeded_dropout
from nnplayground.layers.windows import require_axes

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Dropout2d"]


class Dropout2d(Noise):
    """Whole channels are dropped at random (Tompson et al. 2015)."""

    kind: ClassVar[str] = "dropout2d"
    title: ClassVar[Text] = _("core", "Dropout 2-D")
    help: ClassVar[Text] = _(
        "core",
        "In training, sets whole channels to 0 at random and scales up the rest. Dropping single pixels of a "
        "feature map hides little, because their neighbours tell the same.",
    )
    formula: ClassVar[str] = r"y_c = \frac{m_c}{1 - p} x_c,\quad P(m_c = 0) = p"

    p: float = param(
        0.2,
        _("core", "Probability"),
        _("core", "How likely a channel is dropped; 0 drops none. 0.1 to 0.3 is usual."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "Higher: less overfitting and slower learning. Too high: it underfits."),
        why=_("core", "0.2 hides some channels without starving what follows."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_axes(x, 2)
        return x

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Dropout2d``, which draws from PyTorch's global stream."""
        del inputs
        return f"nn.Dropout2d({self.p!r})"

    def replay_code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return f"Dropout2d({self.p!r})"

    @classmethod
    def replay_helpers(cls) -> str:
        """Return the helper's source."""
        return dropout_source("Dropout2d", "*x.shape[:2], 1, 1")

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``p`` and a stream of its own."""
        del inputs
        return _dropout()(self.p)

    def apply_live(self, module: nn.Module) -> None:
        """Set the probability."""
        dropout: Any = module
        dropout.p.fill_(self.p)

    def subtitle(self) -> str:
        """Return the probability."""
        return f"p = {self.p:g}"


@cache
def _dropout() -> type[nn.Module]:
    seeded: Any = seeded_dropout()

    class SeededChannelDropout(seeded):  # type: ignore[misc] # the base is made when torch is there
        """``nn.Dropout2d`` that draws from a stream of its own, so that nothing else can move it."""

        def places(self, x: Tensor) -> Tensor:
            return x[:, :, :1, :1]

    return SeededChannelDropout
