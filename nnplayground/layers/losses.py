"""The losses of values, and the cross-entropies."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Encoding, Link, Loss, Task
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.targets import column_encoding, encoded, require_match, require_scores

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["BinaryCrossEntropy", "CrossEntropy", "HalfSquaredError"]


class ValueLoss(Loss):
    """A loss of the difference between prediction and target; two classes are −1 and +1, more are one-hot."""

    tasks: ClassVar[frozenset[Task]] = frozenset(Task)

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for the target's shape, or for a column per class (one is enough for two classes)."""
        require_match(prediction, target)

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return signs for one column, one-hot for several."""
        return column_encoding(prediction, target, Encoding.SIGN)

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return the sign for one column that tells two classes, else the value itself."""
        is_sign = self.encoding(prediction, target) is Encoding.SIGN
        return Link.SIGN if is_sign else Link.IDENTITY

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return the criterion behind the encoding of the target."""
        return encoded(self.criterion(), self.encoding(prediction, target), target.classes)

    def criterion(self) -> nn.Module:
        """Return the module (prediction, encoded target) → mean loss."""
        raise TypeError(f"{type(self).__name__} has no criterion")


class HalfSquaredError(ValueLoss):
    """TensorFlow Playground's loss."""

    kind: ClassVar[str] = "half_squared_error"
    title: ClassVar[Text] = _("core", "Half squared error")
    help: ClassVar[Text] = _(
        "core",
        "Half the squared distance to the target, as in TensorFlow Playground; the half makes the gradient "
        "simply the difference. Two classes count as −1 and +1.",
    )
    formula: ClassVar[str] = r"\ell = \frac{1}{2n} \sum_i (y_i - t_i)^2"

    def criterion(self) -> nn.Module:
        """Return half the mean squared difference."""
        return _half_squared_error()()

    def code(self) -> str:
        """Return the helper's call."""
        return "HalfSquaredError()"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return (
            "class HalfSquaredError(nn.Module):\n"
            "    def forward(self, prediction, target):\n"
            "        return 0.5 * nn.functional.mse_loss(prediction, target)\n"
        )


@cache
def _half_squared_error() -> type[nn.Module]:
    from torch import nn

    class HalfSquaredError(nn.Module):
        def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
            return 0.5 * nn.functional.mse_loss(prediction, target)

    return HalfSquaredError


class BinaryCrossEntropy(Loss):
    """Cross-entropy of yes-or-no questions."""

    kind: ClassVar[str] = "binary_cross_entropy"
    title: ClassVar[Text] = _("core", "Binary cross-entropy")
    help: ClassVar[Text] = _(
        "core",
        "For yes-or-no answers: the surprise at the truth, −log of the probability given to it. Takes a raw "
        "score and applies the sigmoid itself, so the layer before needs no activation. Several outputs are "
        "independent questions.",
    )
    formula: ClassVar[str] = (
        r"\ell = -\frac{1}{n} \sum_i \left[ t_i \log \sigma(y_i) + (1 - t_i) \log(1 - \sigma(y_i)) \right]"
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.BINARY})

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for the target's shape, or for a column per class (one is enough for two classes)."""
        require_match(prediction, target)

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return 0 and 1 for one column, one-hot for several."""
        return column_encoding(prediction, target, Encoding.BIT)

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return the sigmoid."""
        del prediction, target
        return Link.SIGMOID

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return ``nn.BCEWithLogitsLoss()`` behind the encoding of the target."""
        from torch import nn

        return encoded(nn.BCEWithLogitsLoss(), self.encoding(prediction, target), target.classes)

    def code(self) -> str:
        """Return ``nn.BCEWithLogitsLoss()``."""
        return "nn.BCEWithLogitsLoss()"


class CrossEntropy(Loss):
    """Cross-entropy of one choice among several."""

    kind: ClassVar[str] = "cross_entropy"
    title: ClassVar[Text] = _("core", "Cross-entropy")
    help: ClassVar[Text] = _(
        "core",
        "For one choice among several classes: the surprise at the truth, −log of the probability given to "
        "it. Takes one raw score per class and applies softmax itself, so the layer before needs no "
        "activation.",
    )
    formula: ClassVar[str] = r"\ell = -\log \frac{e^{y_t}}{\sum_c e^{y_c}}"
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.BINARY, Task.MULTICLASS})

    label_smoothing: float = param(
        0.0,
        _("core", "Label smoothing"),
        _("core", "Gives the wrong classes this share of the truth, so that scores need not grow for ever."),
        ge=0,
        le=1,
    )

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for one score per class."""
        require_scores(prediction, target)

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return the class index."""
        del prediction, target
        return Encoding.INDEX

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return softmax."""
        del prediction, target
        return Link.SOFTMAX

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return ``nn.CrossEntropyLoss()``."""
        del prediction, target
        from torch import nn

        return nn.CrossEntropyLoss(label_smoothing=self.label_smoothing)

    def code(self) -> str:
        """Return ``nn.CrossEntropyLoss()`` with its smoothing."""
        smoothing = f"label_smoothing={self.label_smoothing}" if self.label_smoothing else ""
        return f"nn.CrossEntropyLoss({smoothing})"
