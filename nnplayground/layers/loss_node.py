"""The node where a prediction meets its target."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import (
    Advice,
    Group,
    Inputs,
    Layer,
    Port,
    RemoveBefore,
    SetBefore,
    SetField,
    Suggestion,
    Surroundings,
    TensorSpec,
)
from nnplayground.core.loss import Link, Task
from nnplayground.core.loss import Loss as LossFunction
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import nn

    from nnplayground.core.activation import Activation

__all__ = ["Loss"]

_APPLIED = {Link.SIGMOID: "sigmoid", Link.SOFTMAX: "softmax"}


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
        effect=_("core", "Cross-entropies ask for the right class, squared error for the right number."),
        why=_("core", "Empty takes what suits the target."),
    )
    weight: float = param(
        1.0,
        _("core", "Weight"),
        _("core", "Multiplies this loss in the sum of all losses."),
        live=True,
        unit="×",
        ge=0,
        le=1e6,
        effect=_("core", "Higher: this loss wins where losses disagree. 0: it is only watched."),
        why=_("core", "1; with one loss, it only scales the steps."),
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

    def advice(self, around: Surroundings) -> Iterator[Advice]:
        """Warn of an activation that spoils raw scores, and of a loss that is meant for fewer classes."""
        yield from self._advice_on_activation(around)
        target, loss = self.target(around.inputs), self.resolved(around.inputs)
        if target.classes > 2 and Task.MULTICLASS not in type(loss).tasks:
            sentence = _("core", "{loss} asks yes or no, but a sample is one of {classes} classes.")
            reason = _("core", "Its outputs would be independent answers; only one of them can be right.")
            sentence = sentence.format(loss=loss.title, classes=target.classes)
            yield Advice(sentence, reason, (SetField("loss", None),))

    def _advice_on_activation(self, around: Surroundings) -> Iterator[Advice]:
        before, link = around.before[0], self.link(around.inputs)
        activation: Activation | None = getattr(before.layer, "activation", None)
        if activation is None or link not in _APPLIED:
            return
        low, high = activation.bounds
        values: dict[str, str] = {"activation": activation.title, "before": before.title}
        if activation.kind == _APPLIED[link]:
            sentence = _("core", "{activation} in {before} comes before a loss that applies it again.")
            reason = _(
                "core", "The loss takes raw scores; applied twice, gradients shrink and learning is slow."
            )
        elif math.isfinite(low) and math.isfinite(high):
            sentence = _("core", "{activation} in {before} keeps all scores between {low} and {high}.")
            values |= {"low": f"{low:.3g}".replace("-", "−"), "high": f"{high:.3g}"}
            reason = _("core", "The loss makes probabilities of free scores; bounded ones can never be sure.")
        elif low == 0:
            sentence = _("core", "{activation} in {before} lets no score fall below 0.")
            reason = _("core", "The loss makes probabilities of free scores; one stuck at 0 learns nothing.")
        else:
            return
        yield Advice(sentence.format(**values), reason, (_unbent(before.layer),))

    def subtitle(self) -> str:
        """Return the loss function's name, if one is chosen."""
        return type(self.loss).title if self.loss else ""


def _unbent(layer: Layer) -> Suggestion:
    """Suggest to take away an activation that stands by itself, else to make its layer linear."""
    if layer.group is Group.ACTIVATION:
        return RemoveBefore()
    return SetBefore("activation", "identity", label=_("core", "Make {node} linear"))
