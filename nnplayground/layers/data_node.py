"""Where the data enters the graph."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.layer import Group, Inputs, Layer, Port, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Data"]


class Data(Layer):
    """The samples and what is wanted for them."""

    kind: ClassVar[str] = "data"
    title: ClassVar[Text] = _("core", "Input")
    help: ClassVar[Text] = _(
        "core", "Gives the features of every sample as “x”, and what is wanted for it as “target”."
    )
    formula: ClassVar[str] = r"(x, t)"
    group: ClassVar[Group] = Group.INPUT
    icon: ClassVar[str] = "input"
    inputs: ClassVar[tuple[Port, ...]] = ()
    outputs: ClassVar[tuple[Port, ...]] = (Port("x"), Port("target"))

    def output_specs(self, inputs: Inputs) -> dict[str, TensorSpec]:
        """Pass on what the experiment's data gives."""
        return {"x": inputs.source.x, "target": inputs.source.target}

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (x, target) → (x, target)."""
        del inputs
        return _source()()


@cache
def _source() -> type[nn.Module]:
    from torch import nn

    class Source(nn.Module):
        def forward(self, x: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
            return x, target

    return Source
