"""The loss of masks that counts what two areas share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Encoding, Link, Loss, Task
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.targets import require_mask

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Dice"]


class Dice(Loss):
    """One minus the soft Dice coefficient (Milletari, Navab and Ahmadi 2016), the mean over the classes.

    It is taken of every sample by itself, so that its mean over a part of the data does not depend on how
    the part is cut into batches.
    """

    kind: ClassVar[str] = "dice"
    title: ClassVar[Text] = _("core", "Dice")
    help: ClassVar[Text] = _(
        "core",
        "For masks: how little the area found for a class and its true area overlap. A small shape counts as "
        "much as a large ground, which cross-entropy lets win. Takes raw scores and applies softmax itself.",
    )
    formula: ClassVar[str] = (
        r"\ell = 1 - \frac{1}{C} \sum_c \frac{2 \sum_i p_{c,i} \, t_{c,i} + s}"
        r"{\sum_i p_{c,i} + \sum_i t_{c,i} + s}"
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.BINARY, Task.MULTICLASS})

    smooth: float = param(
        1.0,
        _("core", "Smoothing"),
        _("core", "Pixels that are added to every overlap and every area."),
        gt=0,
        le=1e6,
        effect=_("core", "Higher: a class that is not in the picture costs less, and so do small mistakes."),
        why=_("core", "1 pixel keeps the fraction finite for a class that a picture does not have."),
    )

    def check(self, prediction: TensorSpec, target: TensorSpec) -> None:
        """Ask for a map of scores per class over a mask."""
        require_mask(prediction, target)

    def encoding(self, prediction: TensorSpec, target: TensorSpec) -> Encoding:
        """Return the class index."""
        del prediction, target
        return Encoding.INDEX

    def link(self, prediction: TensorSpec, target: TensorSpec) -> Link:
        """Return softmax."""
        del prediction, target
        return Link.SOFTMAX

    def build(self, prediction: TensorSpec, target: TensorSpec) -> nn.Module:
        """Return the module (scores, mask) → loss."""
        del prediction, target
        return _dice()(self.smooth)

    def code(self) -> str:
        """Return the helper's call."""
        return f"Dice({self.smooth!r})"

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return (
            "class Dice(nn.Module):\n"
            "    def __init__(self, smooth):\n"
            "        super().__init__()\n"
            "        self.smooth = smooth\n"
            "\n"
            "    def forward(self, prediction, target):\n"
            "        p = prediction.softmax(dim=1).flatten(2)\n"
            "        classes = torch.arange(p.shape[1], device=p.device)[:, None]\n"
            "        t = (target.flatten(1)[:, None] == classes).to(p.dtype)\n"
            "        shared = 2 * (p * t).sum(dim=2) + self.smooth\n"
            "        return 1 - (shared / (p.sum(dim=2) + t.sum(dim=2) + self.smooth)).mean()\n"
        )


@cache
def _dice() -> type[nn.Module]:
    import torch
    from torch import nn

    class Dice(nn.Module):
        def __init__(self, smooth: float) -> None:
            super().__init__()
            self.smooth = smooth

        def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
            p = prediction.softmax(dim=1).flatten(2)
            classes = torch.arange(p.shape[1], device=p.device)[:, None]
            t = (target.flatten(1)[:, None] == classes).to(p.dtype)
            shared = 2 * (p * t).sum(dim=2) + self.smooth
            return 1 - (shared / (p.sum(dim=2) + t.sum(dim=2) + self.smooth)).mean()

    return Dice
