"""The dense layer: every output sees every input."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.activation import Activation
from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, InsertBefore, Layer, SetField, ShapeError, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.activation_node import activated, exchange
from nnplayground.layers.activations import Tanh
from nnplayground.layers.rules import require_flat

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

__all__ = ["Linear"]

MAX_UNITS = 65_536


class Linear(Layer):
    """A weighted sum of all inputs per unit, then an activation."""

    kind: ClassVar[str] = "linear"
    title: ClassVar[Text] = _("core", "Dense")
    help: ClassVar[Text] = _(
        "core",
        "Every unit adds up all inputs, each times a weight of its own, and a bias; the activation bends the "
        "sum. Without an activation, two dense layers can do no more than one.",
    )
    formula: ClassVar[str] = r"y = \varphi(W x + b)"
    group: ClassVar[Group] = Group.DENSE
    icon: ClassVar[str] = "dense"
    weighted: ClassVar[bool] = True
    width: ClassVar[str] = "units"

    units: int = param(
        4,
        _("core", "Units"),
        _("core", "How many neurons stand side by side. More can draw finer shapes and overfit sooner."),
        ge=1,
        le=MAX_UNITS,
        effect=_("core", "More: finer shapes, more weights, sooner overfitting. Fewer: a simpler result."),
        why=_("core", "4 is enough for most figures in the plane, and can still be watched."),
    )
    activation: Activation = param(
        Tanh(),
        _("core", "Activation"),
        _("core", "Bends every unit's sum; without one the network stays a straight line."),
        live=True,
        choices="activation",
        effect=_("core", "Decides what a unit can express and how well gradients flow back."),
        why=_("core", "Tanh is smooth and centred, which suits small networks."),
    )
    bias: bool = param(
        True,
        _("core", "Bias"),
        _("core", "A number every unit adds to its sum, so that it need not pass through the origin."),
        effect=_("core", "Off: every unit's border must pass through the origin."),
        why=_("core", "On; only right before a normalization is it without effect."),
    )
    in_features: int | None = param(
        None,
        _("core", "Inputs"),
        _("core", "How many inputs are expected; empty takes whatever comes."),
        ge=1,
        le=10**9,
        effect=_("core", "A number refuses any other shape, as nn.Linear does."),
        why=_("core", "Empty, so that the layer fits whatever comes."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one value per unit."""
        if self.in_features is not None and (self.in_features,) != x.shape:
            raise self._mismatch(x)
        require_flat(x)
        return TensorSpec((self.units,))

    def _mismatch(self, x: TensorSpec) -> ShapeError:
        sentence = _("core", "{node} expects {count} inputs, gets {shape}.")
        flatten = InsertBefore("flatten")
        free = SetField("in_features", None)
        fits = x.size == self.in_features
        suggestions = (flatten,) if fits else (free,) if len(x.shape) == 1 else (flatten, free)
        return ShapeError(
            sentence.format(count=self.in_features, shape=str(x)),
            *suggestions,
            remedy=_("core", "A dense layer reads a flat list of numbers.") if len(x.shape) != 1 else "",
        )

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return ``weight``, ``bias`` and what the activation learns."""
        rows = self.units * self.activation.inputs_per_unit()
        shapes: dict[str, tuple[int, ...]] = {"weight": (rows, inputs.one().size)}
        if self.bias:
            shapes["bias"] = (rows,)
        learned = self.activation.parameter_shapes(self.units)
        return shapes | {f"activation.{name}": shape for name, shape in learned.items()}

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``weight`` of shape (units·k, in), ``bias`` and ``activation``."""
        rows = self.units * self.activation.inputs_per_unit()
        return _dense()(inputs.one().size, rows, self.bias, self.activation)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Linear`` with its sizes."""
        rows = self.units * self.activation.inputs_per_unit()
        return f"nn.Linear({inputs.one().size}, {rows}{'' if self.bias else ', bias=False'})"

    def apply_live(self, module: nn.Module) -> None:
        """Exchange the activation, unless it is the same and may have learned something."""
        exchange(module, self.activation)

    def subtitle(self) -> str:
        """Return how many units, and how they bend."""
        values = {"units": self.units, "activation": type(self.activation).title}
        return Text("{units} · {activation}", values)


@cache
def _dense() -> type[nn.Module]:
    import torch
    from torch import nn

    activated_module: Any = activated()

    class Dense(activated_module):  # type: ignore[misc] # the base is made when torch is
        """``nn.Linear`` and an activation, with the names of ``nn.Linear`` for its parameters."""

        def __init__(self, inputs: int, rows: int, bias: bool, activation: Activation) -> None:
            super().__init__(activation)
            self.weight = nn.Parameter(torch.empty(rows, inputs))
            self.bias = nn.Parameter(torch.empty(rows)) if bias else None
            self.reset_parameters()

        def reset_parameters(self, generator: torch.Generator | None = None) -> None:
            """Draw weight and bias as ``nn.Linear`` does: uniform in ±1/√inputs."""
            limit = 1 / math.sqrt(self.weight.shape[1])
            for parameter in (self.weight, self.bias):
                if parameter is not None:
                    nn.init.uniform_(parameter, -limit, limit, generator=generator)

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.activation(nn.functional.linear(x, self.weight, self.bias))
            return y

    return Dense
