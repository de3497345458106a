"""The node where a prediction meets its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Group, Inputs, Layer, Port, TensorSpec
from nnplayground.core.loss import Link
from nnplayground.core.loss import Loss as LossFunction
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Loss"]

_APPLIED = {Link.SIGMOID: frozenset({"sigmoid"}), Link.SOFTMAX: frozenset({"softmax"})}


class Loss(Layer):
    """How wrong the prediction is, as one number to be minimized."""

    kind: ClassVar[str] = "loss"
    title: ClassVar[Text] = _("core", "Loss")
    help: ClassVar[Text] = _(
        "core",
        "Measures how far the prediction is from the target; training makes this number small. Without a "
        "wire at “target” it compares with the data's own target. Several losses add up by their weights.",
    )
    formula: ClassVar[str] = r"L = \lambda \cdot \ell(y, t)"
    group: ClassVar[Group] = Group.LOSS
    icon: ClassVar[str] = "loss"
    inputs: ClassVar[tuple[Port, ...]] = (Port("prediction"), Port("target", optional=True))
    outputs: ClassVar[tuple[Port, ...]] = ()

    loss: LossFunction | None = param(
        None,
        _("core", "Loss"),
        _(
            "core",
            "How errors are counted. Empty chooses for the data: binary cross-entropy for one output and two "
            "classes, cross-entropy for one output per class, squared error for values.",
        ),
        choices="loss",
    )
    weight: float = param(
        1.0,
        _("core", "Weight"),
        _("core", "Multiplies this loss in the sum of all losses."),
        live=True,
        unit="×",
        ge=0,
        le=1e6,
    )

    def target(self, inputs: Inputs) -> TensorSpec:
        """Return what the prediction is compared with: the wire's target, else the data's."""
        wired = inputs.all("target")
        return wired[0] if wired else inputs.source.target

    def resolved(self, inputs: Inputs) -> LossFunction:
        """Return the loss function in use: the chosen one, else the one that suits the target."""
        if self.loss is not None:
            return self.loss
        target = self.target(inputs)
        if not target.classes:
            return LossFunction.named("squared_error")()
        one_output = target.classes == 2 and inputs.one("prediction").shape == (1,)
        return LossFunction.named("binary_cross_entropy" if one_output else "cross_entropy")()

    def output_specs(self, inputs: Inputs) -> dict[str, TensorSpec]:
        """Check that the two fit; a loss leads nowhere."""
        prediction = inputs.one("prediction")
        require_numbers(prediction)
        self.resolved(inputs).check(prediction, self.target(inputs))
        return {}

    def link(self, inputs: Inputs) -> Link:
        """Return how the raw prediction is read."""
        return self.resolved(inputs).link(inputs.one("prediction"), self.target(inputs))

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module (prediction, target) → mean loss, not yet weighted."""
        return self.resolved(inputs).build(inputs.one("prediction"), self.target(inputs))

    def clashes_with(self, inputs: Inputs) -> frozenset[str]:
        """Return the activation that the loss applies itself."""
        return _APPLIED.get(self.link(inputs), frozenset())

    def subtitle(self) -> str:
        """Return the loss function's name, if one is chosen."""
        return type(self.loss).title if self.loss else ""
