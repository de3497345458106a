"""The engine that is always right: PyTorch's own forward, backward and optimizers."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from nnplayground.core.training import Phase
from nnplayground.train.penalties import Penalties
from nnplayground.train.program import fit_into

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from nnplayground.core.training import Optimizer, Training
    from nnplayground.train.engine import Engine
    from nnplayground.train.program import Program

__all__ = ["EagerEngine"]


class EagerEngine:
    """Runs steps by ``torch.optim``.

    Parameters
    ----------
    program : Program
        Its frozen nodes stop requiring gradients.
    training : Training
    dead : dict of str to Tensor, optional
        Weights that regularization has killed already.
    """

    name = "eager"

    def __init__(self, program: Program, training: Training, dead: dict[str, Tensor] | None = None) -> None:
        _freeze(program)
        self.penalties = Penalties(program, training.regularization, dead)
        phases = training.phases or (Phase(),)
        self._turns = [_Turn(program, training, phase, self.penalties) for phase in phases]
        self._cycle = sum(turn.repeats for turn in self._turns)
        self._last: _Turn = self._turns[0]

    def step(self, x: Tensor, target: Tensor, number: int, factor: float) -> float:
        """Do one step; see :class:`nnplayground.train.engine.Engine`."""
        self._last = self._turn(number)
        return self._last.step(x, target, factor)

    def _turn(self, number: int) -> _Turn:
        if len(self._turns) == 1:
            return self._turns[0]
        place = number % self._cycle
        for turn in self._turns:
            if place < turn.repeats:
                break
            place -= turn.repeats
        return turn

    def gradients(self) -> dict[str, Tensor]:
        """Return the last step's gradients of the loss by parameter name."""
        return self._last.gradients()

    def adopt(self, other: Engine) -> None:
        """Take over optimizer state by parameter name, cut or left fresh where shapes changed."""
        if isinstance(other, EagerEngine):
            for mine, theirs in zip(self._turns, other._turns, strict=False):
                mine.adopt(theirs)

    def forget(self, node: str) -> None:
        """Drop momenta and dead weights of a node."""
        self.penalties.revive(node)
        for turn in self._turns:
            turn.forget(node)


def _freeze(program: Program) -> None:
    for node in program.graph.nodes:
        for _name, parameter in program.parameters_of(node.id):
            parameter.requires_grad_(not node.options.frozen)


class _Turn:
    """One phase: its losses, its parameters, its optimizer."""

    def __init__(self, program: Program, training: Training, phase: Phase, penalties: Penalties) -> None:
        self.repeats = phase.repeats
        self._program = program
        self._terms = [t for t in program.terms if not phase.losses or t.node in phase.losses]
        self._calls = program.leading_to(slot for t in self._terms for slot in (t.prediction, t.target))
        self._named = _trainable(program, phase)
        self._parameters = list(self._named.values())
        self._clip, self._penalties = training.clip, penalties
        rate = training.learning_rate if phase.learning_rate is None else phase.learning_rate
        self._rate = rate
        self._kind: Optimizer = phase.optimizer or training.optimizer
        groups = _groups(program, self._named, rate)
        self.optimizer = self._kind.build(groups, rate) if groups else None
        self._factors = [group.get("factor", 1.0) for group in groups]
        self._searches = isinstance(self.optimizer, torch.optim.LBFGS)
        self._raw: dict[str, Tensor] | None = None

    def step(self, x: Tensor, target: Tensor, factor: float) -> float:
        if self.optimizer is None:
            with torch.no_grad():
                return self._loss(x, target).item()
        for group, own in zip(self.optimizer.param_groups, self._factors, strict=False):
            group["lr"] = self._rate * factor * own
        if self._searches:
            return self._search(x, target)
        self.optimizer.zero_grad()
        loss = self._loss(x, target)
        value = loss.item()
        if math.isfinite(value):
            torch.autograd.backward(loss, inputs=self._parameters)
            self._adjust()
            self._move(self._rate * factor)
        return value

    def _move(self, learning_rate: float, closure: Callable[[], float] | None = None) -> None:
        assert self.optimizer is not None
        if not self._penalties.after_step:
            self.optimizer.step(closure)
            return
        slopes = self._penalties.slopes()
        self.optimizer.step(closure)
        self._penalties.shrink(slopes, learning_rate)

    def _search(self, x: Tensor, target: Tensor) -> float:
        """Step by an optimizer that asks for the loss and its gradient as often as it likes."""
        assert self.optimizer is not None
        optimizer, first = self.optimizer, list[float]()

        def closure() -> float:
            optimizer.zero_grad()
            loss = self._loss(x, target)
            first.append(loss.item())
            torch.autograd.backward(loss, inputs=self._parameters)
            self._adjust()
            return first[-1] + (self._penalties.total() if self._penalties.in_gradient else 0.0)

        self._move(self.optimizer.param_groups[0]["lr"], closure)
        return first[0]

    def _loss(self, x: Tensor, target: Tensor) -> Tensor:
        slots = self._program.run(x, target, self._calls)
        total = self._terms[0].value(slots)
        for term in self._terms[1:]:
            total = total + term.value(slots)
        return total

    def _adjust(self) -> None:
        """Add penalties and clip; the loss's own gradients are kept aside for whoever looks."""
        clips = self._clip.kind != "none"
        self._raw = None
        if not (clips or self._penalties.in_gradient):
            return
        self._raw = {n: p.grad.clone() for n, p in self._named.items() if p.grad is not None}
        self._penalties.add_to_gradients()
        if self._clip.kind == "norm":
            nn.utils.clip_grad_norm_(self._parameters, self._clip.limit)
        elif clips:
            nn.utils.clip_grad_value_(self._parameters, self._clip.limit)

    def gradients(self) -> dict[str, Tensor]:
        if self._raw is not None:
            return self._raw
        return {name: p.grad for name, p in self._named.items() if p.grad is not None}

    def forget(self, node: str) -> None:
        if self.optimizer is None:
            return
        if self._searches:
            self.optimizer.state.clear()  # L-BFGS remembers all parameters as one long vector
        for name, parameter in self._named.items():
            if name.startswith(f"{node}."):
                self.optimizer.state.pop(parameter, None)

    def adopt(self, other: _Turn) -> None:
        if self.optimizer is None or other.optimizer is None or self._kind.kind != other._kind.kind:
            return
        if self._searches and [p.shape for p in self._parameters] != [p.shape for p in other._parameters]:
            return  # L-BFGS remembers all parameters as one long vector
        for name, parameter in self._named.items():
            past = other._named.get(name)
            if past is not None and past.ndim == parameter.ndim and other.optimizer.state.get(past):
                self.optimizer.state[parameter] = {
                    key: self._adopted(value, name, other)
                    for key, value in other.optimizer.state[past].items()
                }

    @torch.no_grad()
    def _adopted(self, value: Any, name: str, other: _Turn) -> Any:
        """Return a piece of optimizer state for a parameter that may have another shape or precision."""
        past, now = other._named[name], self._named[name]
        if not isinstance(value, torch.Tensor):
            return copy.deepcopy(value)  # L-BFGS appends to its lists
        if value.shape != past.shape or value.ndim == 0:
            return value.clone()
        fitted = torch.zeros_like(now)
        fit_into(fitted, value, name, other._program, self._program)
        return fitted


def _trainable(program: Program, phase: Phase) -> dict[str, nn.Parameter]:
    ids = [id for id in program.trained_nodes if not phase.nodes or id in phase.nodes]
    return {name: p for id in ids for name, p in program.parameters_of(id) if p.requires_grad}


def _groups(program: Program, named: dict[str, nn.Parameter], rate: float) -> list[dict[str, Any]]:
    """Gather parameters by their node's learning-rate factor."""
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in named.items():
        factor = program.graph.node(name.partition(".")[0]).options.learning_rate_factor
        groups.setdefault(factor, []).append(parameter)
    return [{"params": ps, "lr": rate * factor, "factor": factor} for factor, ps in groups.items()]
