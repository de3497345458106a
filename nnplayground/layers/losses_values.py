"""The losses of values: how far from the target. Classes count as numbers here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Encoding, Link, Loss, Task
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.targets import column_encoding, encoded, require_match
from nnplayground.layers.torch_parts import expression, make

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["AbsoluteError", "HalfSquaredError", "Huber", "SquaredError"]


class ValueLoss(Loss):
    """A loss of the difference between prediction and target; two classes are −1 and +1, more are one-hot.

    Attributes
    ----------
    torch_name : str
        The class in ``torch.nn``, which has the fields as arguments.
    """

    tasks: ClassVar[frozenset[Task]] = frozenset(Task)
    torch_name: ClassVar[str]

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
        return make(self.torch_name, self)

    def code(self) -> str:
        """Return the call of PyTorch's class."""
        return expression(self.torch_name, self)


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


class SquaredError(ValueLoss):
    """The mean squared error."""

    kind: ClassVar[str] = "squared_error"
    title: ClassVar[Text] = _("core", "Squared error")
    help: ClassVar[Text] = _(
        "core",
        "The squared distance to the target, averaged over the outputs: the usual loss for values. A few far "
        "outliers count for much.",
    )
    formula: ClassVar[str] = r"\ell = \frac{1}{n} \sum_i (y_i - t_i)^2"
    torch_name: ClassVar[str] = "MSELoss"


class AbsoluteError(ValueLoss):
    """The mean absolute error."""

    kind: ClassVar[str] = "absolute_error"
    title: ClassVar[Text] = _("core", "Absolute error")
    help: ClassVar[Text] = _(
        "core",
        "The distance to the target, averaged over the outputs. Outliers count for less than with squares; "
        "it finds the median instead of the mean.",
    )
    formula: ClassVar[str] = r"\ell = \frac{1}{n} \sum_i |y_i - t_i|"
    torch_name: ClassVar[str] = "L1Loss"


class Huber(ValueLoss):
    """Squared near the target, absolute far from it (Huber 1964)."""

    kind: ClassVar[str] = "huber"
    title: ClassVar[Text] = _("core", "Huber")
    help: ClassVar[Text] = _(
        "core",
        "Half squared error up to δ, then a straight line: smooth at the target, and calm about outliers.",
    )
    formula: ClassVar[str] = (
        r"\ell = \frac{1}{n} \sum_i \begin{cases} \frac{1}{2} d_i^2 & |d_i| \le \delta \\ "
        r"\delta (|d_i| - \frac{\delta}{2}) & |d_i| > \delta \end{cases},\quad d_i = y_i - t_i"
    )
    torch_name: ClassVar[str] = "HuberLoss"

    delta: float = param(
        1.0,
        _("core", "δ"),
        _("core", "The distance at which squares give way to a straight line."),
        gt=0,
        le=1e6,
        effect=_("core", "Higher: more like squared error. Lower: outliers count less."),
        why=_("core", "1 fits targets of about that spread."),
    )


@cache
def _half_squared_error() -> type[nn.Module]:
    from torch import nn

    class HalfSquaredError(nn.Module):
        def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
            return 0.5 * nn.functional.mse_loss(prediction, target)

    return HalfSquaredError
