"""An activation as a node of its own, and the module whose activation can be exchanged while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.component import param
from nnplayground.core.layer import (
    Advice,
    Group,
    Inputs,
    Layer,
    Remove,
    SetBefore,
    SetField,
    ShapeError,
    Surroundings,
    TensorSpec,
    Window,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activations_rectified import ReLU
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["ActivationNode", "activated", "exchange"]


class ActivationNode(Layer):
    """An activation behind any layer."""

    kind: ClassVar[str] = "activation"
    title: ClassVar[Text] = _("core", "Activation")
    help: ClassVar[Text] = _(
        "core",
        "Bends every number that passes. It stands by itself where something comes between a layer and its "
        "activation, such as a normalization or an Add.",
    )
    formula: ClassVar[str] = r"y = \varphi(x)"
    group: ClassVar[Group] = Group.ACTIVATION
    icon: ClassVar[str] = "activation"
    weighted: ClassVar[bool] = True

    activation: Activation = param(
        ReLU(),
        _("core", "Activation"),
        _("core", "The function applied to every number."),
        live=True,
        choices="activation",
        effect=_("core", "Decides what passes and how steep it is, and so how well gradients flow back."),
        why=_("core", "ReLU is quick and keeps gradients alive in deep networks."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the shape of ``x``, with fewer features if several share a unit."""
        require_numbers(x)
        pieces = self.activation.inputs_per_unit()
        features, *rest = x.shape
        if features % pieces:
            sentence = _("core", "{node} takes the largest of every {pieces} features, gets {shape}.")
            even = SetBefore("units", features + pieces - features % pieces)
            raise ShapeError(
                sentence.format(pieces=pieces, shape=str(x)), even, SetField("activation", "relu")
            )
        return TensorSpec((features // pieces, *rest))

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return what the activation learns."""
        learned = self.activation.parameter_shapes(inputs.one().shape[0])
        return {f"activation.{name}": shape for name, shape in learned.items()}

    def window(self, inputs: Inputs) -> Window:
        """Return the same place: what is not elementwise looks across channels only."""
        del inputs
        return Window()

    def advice(self, around: Surroundings) -> Iterator[Advice]:
        """Warn of a second activation right behind a first one."""
        before = around.before[0]
        first: Activation | None = getattr(before.layer, "activation", None)
        if first is None or first.kind == "identity" or self.activation.kind == "identity":
            return
        sentence = _("core", "{node} bends once more what {activation} in {before} has bent.")
        reason = _("core", "Two activations in a row only narrow what can pass; one is meant.")
        linear = SetBefore("activation", "identity", label=_("core", "Make {node} linear"))
        same = first.kind == self.activation.kind or before.layer.group is Group.ACTIVATION
        suggestions = (Remove(), linear) if same else (linear, Remove())
        yield Advice(sentence.format(activation=first.title, before=before.title), reason, suggestions)

    def code(self, inputs: Inputs) -> str:
        """Return nothing: the activation is all there is."""
        del inputs
        return ""

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return the value that the activation is applied to."""
        del module
        return arguments[0]

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with the attribute ``activation``."""
        del inputs
        return activated()(self.activation)

    def apply_live(self, module: nn.Module) -> None:
        """Exchange the activation."""
        exchange(module, self.activation)

    def subtitle(self) -> str:
        """Return the activation's name."""
        return type(self.activation).title


def exchange(module: nn.Module, activation: Activation) -> None:
    """Give a module of :func:`activated` another activation, unless it would lose what it learned."""
    held: Any = module
    if held.made_from != activation and not activation.parameter_shapes(1):
        held.set_activation(activation)


@cache
def activated(name: str = "Module") -> type[nn.Module]:
    """Return ``nn.<name>`` that ends in an exchangeable ``activation``, its first argument."""
    from torch import nn

    base: Any = getattr(nn, name)

    class Activated(base):  # type: ignore[misc] # the base is chosen when torch is loaded
        def __init__(self, activation: Activation, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.set_activation(activation)

        def set_activation(self, activation: Activation) -> None:
            self.made_from = activation
            self.activation = activation.build()

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.activation(x if base is nn.Module else super().forward(x))
            return y

    return Activated
