"""Optimizers that ask for the loss as often as they like within one step: L-BFGS."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from torch import Tensor, nn

    from nnplayground.train.engine.step import Turn

__all__ = ["Search"]

_SCRATCH = ("al",)  # lists that L-BFGS fills anew in every step


class Search:
    """PyTorch's own optimizer over the parameters of one phase.

    Parameters
    ----------
    turn : Turn
    parameters : Mapping[str, Parameter]
        Those that are not frozen.
    evaluate : callable
        Returns a batch's loss and leaves its gradients in the state's buffer.
    """

    def __init__(
        self,
        turn: Turn,
        parameters: Mapping[str, nn.Parameter],
        evaluate: Callable[[Tensor, Tensor], float],
    ) -> None:
        self._turn, self._evaluate, self._parameters = turn, evaluate, dict(parameters)
        self._parts = turn.flat_parts()
        self._directions = turn.state.new()
        made = getattr(torch.optim, type(turn.rule).__name__)
        weights = list(self._parameters.values())
        self.optimizer: Any = made(weights, turn.rate, **turn.rule.arguments()) if weights else None

    def step(self, x: Tensor, target: Tensor, t: Mapping[str, Tensor]) -> float:
        """Do one step and return the loss before it; if that is not finite nothing has moved."""
        assert self.optimizer is not None
        turn, losses = self._turn, list[float]()
        for name, parameter in self._parameters.items():
            parameter.grad = turn.state.view(self._directions, name)
        self.optimizer.param_groups[0]["lr"] = t["k:learning_rate"].item()

        def closure() -> float:
            losses.append(self._evaluate(x, target))
            gradients, _slopes = turn.adjusted(t, self._parts)
            for part, run in self._parts.items():
                self._directions[run].copy_(gradients[part])
            return losses[-1] + (0.0 if turn.penalties.rule.after_step else turn.penalties.total())

        before = turn.state.weights.clone()
        _gradients, slopes = turn.adjusted(t, self._parts)
        with torch.enable_grad():
            self.optimizer.step(closure)
        if not math.isfinite(losses[0]):
            turn.state.weights.copy_(before)
        elif turn.penalties.rule.after_step:
            self._shrink(t, slopes)
        return losses[0]

    def _shrink(self, t: Mapping[str, Tensor], slopes: Mapping[str, Tensor | None]) -> None:
        for part, run in self._parts.items():
            extra = slopes[part]
            rate = t["k:learning_rate"] * t[f"k:factor:{part}"]
            step = None if extra is None else rate * extra
            weight, alive = self._turn.shrunk(t, part, t[f"p:{part}"], step)
            self._turn.state.weights[run].copy_(weight)
            if alive is not None:
                t[f"s:alive:{part}"].copy_(alive)

    def forget(self) -> None:
        """Drop the curvature learned so far."""
        if self.optimizer is not None:
            self.optimizer.state.clear()

    def adopt(self, other: Search) -> None:
        """Go on with what another search has learned of the curvature, if its parameters are alike."""
        mine, theirs = list(self._parameters.values()), list(other._parameters.values())
        same = [p.shape for p in mine] == [p.shape for p in theirs]
        if same and mine and self.optimizer is not None and other.optimizer is not None:
            # It remembers all parameters as one long vector, under the first, in lists it appends to.
            self.optimizer.state[mine[0]] = copy.deepcopy(other.optimizer.state[theirs[0]])

    def memory(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Return the curvature learned so far: tensors by name, and plain numbers."""
        tensors, numbers = dict[str, "Tensor"](), dict[str, Any]()
        for name, value in self._known().items():
            if isinstance(value, torch.Tensor):
                tensors[name] = value
            elif not isinstance(value, list):
                numbers[name] = value
            elif name not in _SCRATCH:
                numbers[f"{name}[]"] = len(value)
                tensors.update({f"{name}[{place}]": item for place, item in enumerate(value)})
        return tensors, numbers

    def remember(self, tensors: Mapping[str, Tensor], numbers: Mapping[str, Any]) -> None:
        """Go on from what :meth:`memory` returned."""
        self.forget()
        if self.optimizer is None or not self._parameters or not numbers:
            return
        known: dict[str, Any] = {name: value for name, value in tensors.items() if "[" not in name}
        for name, value in numbers.items():
            listed = name.removesuffix("[]")
            known[listed] = value if listed == name else [tensors[f"{listed}[{i}]"] for i in range(value)]
        self.optimizer.state[next(iter(self._parameters.values()))] = known

    def _known(self) -> dict[str, Any]:
        first = next(iter(self._parameters.values()), None)
        state = self.optimizer.state if self.optimizer is not None else {}
        return dict(state[first]) if first in state else {}
