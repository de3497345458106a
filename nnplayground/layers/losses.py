"""The losses of classes: cross-entropies and hinges."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Encoding, Link, Loss, Task
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.targets import (
    column_encoding,
    encoded,
    require_classes,
    require_match,
    require_scores,
)
from nnplayground.layers.torch_parts import expression, make

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["BinaryCrossEntropy", "CrossEntropy", "MulticlassHinge", "SquaredHinge"]


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
        "activation. Of a mask it is the mean over the pixels.",
    )
    formula: ClassVar[str] = r"\ell = -\log \frac{e^{y_t}}{\sum_c e^{y_c}}"
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.BINARY, Task.MULTICLASS})

    label_smoothing: float = param(
        0.0,
        _("core", "Label smoothing"),
        _("core", "Gives the wrong classes this share of the truth, so that scores need not grow for ever."),
        formula=r"t_c = (1 - \varepsilon) \, [c = t] + \frac{\varepsilon}{C}",
        ge=0,
        le=1,
        effect=_(
            "core", "Higher: less sure of itself and often better on new data; the loss cannot reach 0."
        ),
        why=_("core", "0 counts plain cross-entropy; 0.1 is usual for large networks."),
    )

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for one score per class, of a mask for a map of them."""
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
        return make("CrossEntropyLoss", self)

    def code(self) -> str:
        """Return ``nn.CrossEntropyLoss()`` with its smoothing."""
        return expression("CrossEntropyLoss", self)


class MulticlassHinge(Loss):
    """The hinge of Weston and Watkins (1999), as ``nn.MultiMarginLoss``; one output takes the classic hinge.

    It sums over every wrong class that comes within the margin, divided by the number of classes; Crammer
    and Singer (2001) would take the worst one only.
    """

    kind: ClassVar[str] = "multiclass_hinge"
    title: ClassVar[Text] = _("core", "Hinge")
    help: ClassVar[Text] = _(
        "core",
        "The loss of support vector machines: the right class must win by a margin of 1, and whoever is "
        "right by more costs nothing. One output for two classes must reach −1 or +1.",
    )
    formula: ClassVar[str] = r"\ell = \frac{1}{C} \sum_{c \ne t} \max(0, 1 - y_t + y_c)"
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.BINARY, Task.MULTICLASS})
    power: ClassVar[int] = 1

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for one score per class, or one for two."""
        require_classes(target)
        require_match(prediction, target)

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return signs for one column, else the class index."""
        del target
        return Encoding.SIGN if prediction.shape == (1,) else Encoding.INDEX

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return the sign for one column; several are compared as they are."""
        is_sign = self.encoding(prediction, target) is Encoding.SIGN
        return Link.SIGN if is_sign else Link.IDENTITY

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return the hinge to its power, behind the encoding of the target."""
        return encoded(_hinge()(self.power), self.encoding(prediction, target), target.classes)

    def code(self) -> str:
        """Return the helper's call."""
        return f"Hinge({self.power})"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return (
            "class Hinge(nn.Module):\n"
            "    def __init__(self, power):\n"
            "        super().__init__()\n"
            "        self.power = power\n"
            "\n"
            "    def forward(self, prediction, target):\n"
            "        if prediction.shape[1] == 1:\n"
            "            return torch.relu(1 - target * prediction).pow(self.power).mean()\n"
            "        return nn.functional.multi_margin_loss(prediction, target, p=self.power)\n"
        )


class SquaredHinge(MulticlassHinge):
    """The hinge with every violation squared."""

    kind: ClassVar[str] = "squared_hinge"
    title: ClassVar[Text] = _("core", "Squared hinge")
    help: ClassVar[Text] = _(
        "core",
        "As hinge, but every violation of the margin is squared: smooth, and stricter with large ones.",
    )
    formula: ClassVar[str] = r"\ell = \frac{1}{C} \sum_{c \ne t} \max(0, 1 - y_t + y_c)^2"
    power: ClassVar[int] = 2


@cache
def _hinge() -> type[nn.Module]:
    import torch
    from torch import nn

    class Hinge(nn.Module):
        def __init__(self, power: int) -> None:
            super().__init__()
            self.power = power

        def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
            if prediction.shape[1] == 1:
                return torch.relu(1 - target * prediction).pow(self.power).mean()
            return nn.functional.multi_margin_loss(prediction, target, p=self.power)

    return Hinge
