"""The trained network as one module from inputs to predictions, as other runtimes want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.core.loss import Link

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.exports.trained import Trained
    from nnplayground.train.program import Program

__all__ = ["example", "predictor"]

_EXAMPLES = 5  # neither 0 nor 1, which exporters take for constants


def predictor(program: Program) -> Any:
    """Return a module that gives the raw prediction, and the probabilities where there are any.

    Its attribute ``names`` says what it returns.
    """
    from torch import nn

    from nnplayground.train.metrics import linked

    assert program.main is not None
    link = program.main.link
    has_probabilities = link in (Link.SIGMOID, Link.SOFTMAX)

    class Predictor(nn.Module):
        names = ("prediction", "probability") if has_probabilities else ("prediction",)

        def __init__(self) -> None:
            super().__init__()
            self.network = program

        def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
            raw = self.network(x)
            return (raw, linked(raw, link)) if has_probabilities else raw

    return Predictor().eval()


def example(trained: Trained, program: Program) -> Tensor:
    """Return a few samples as the network reads them."""
    import torch

    x = trained.prepared.x_train
    rows = [i % len(x) for i in range(_EXAMPLES)]
    return torch.tensor(x[rows]).to(program.dtype)
