"""Regularization: penalties on weights, in the gradient or after the step; never on biases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch

from nnplayground.train.program import is_weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn

    from nnplayground.core.layer import NodeOptions
    from nnplayground.core.training import Regularization
    from nnplayground.train.program import Program

__all__ = ["Penalties", "Penalty"]


@dataclass(frozen=True, slots=True)
class Penalty:
    """What one node's weights pay (see :class:`nnplayground.core.training.Regularization`)."""

    l1: float = 0.0
    l2: float = 0.0
    elimination: float = 0.0
    scale: float = 1.0

    @classmethod
    def of(cls, rule: Regularization, options: NodeOptions) -> Penalty:
        """Return the global rule with a node's own rates in the place of the global ones."""
        common = {kind: rule.rate if rule.kind == kind else 0.0 for kind in ("l1", "l2", "elimination")}
        return cls(
            common["l1"] if options.l1 is None else options.l1,
            common["l2"] if options.l2 is None else options.l2,
            common["elimination"],
            rule.scale,
        )

    def __bool__(self) -> bool:
        return any((self.l1, self.l2, self.elimination))

    def value(self, weight: Tensor) -> Tensor:
        """Return λ₁Σ|w| + λ₂/2·Σw² + λₑΣ(w/w₀)² / (1 + (w/w₀)²)."""
        total = weight.new_zeros(())
        if self.l1:
            total = total + self.l1 * weight.abs().sum()
        if self.l2:
            total = total + self.l2 / 2 * weight.square().sum()
        if self.elimination:
            ratio = (weight / self.scale).square()
            total = total + self.elimination * (ratio / (1 + ratio)).sum()
        return total

    def gradient(self, weight: Tensor) -> Tensor:
        """Return the derivative of :meth:`value`; at 0 that of |w| counts as 0."""
        slope = torch.zeros_like(weight)
        if self.l1:
            slope.add_(weight.sign(), alpha=self.l1)
        if self.l2:
            slope.add_(weight, alpha=self.l2)
        if self.elimination:
            ratio = weight / self.scale
            slope.add_(ratio / (1 + ratio.square()).square(), alpha=2 * self.elimination / self.scale)
        return slope


@dataclass(slots=True)
class _Taxed:
    """A weight matrix, what it pays, and which of its numbers are dead."""

    name: str
    weight: nn.Parameter
    penalty: Penalty
    factor: float
    trained: bool
    dead: Tensor | None = field(default=None)


class Penalties:
    """The penalties of a whole program.

    Parameters
    ----------
    program : Program
    rule : Regularization
        The global rule.
    dead : Mapping[str, Tensor], optional
        Weights that are dead already, by parameter name.
    """

    def __init__(self, program: Program, rule: Regularization, dead: dict[str, Tensor] | None = None) -> None:
        self.after_step = rule.after_step
        self._kills = rule.after_step and rule.dead_at_zero
        self._taxed = [taxed for id in program.trained_nodes for taxed in _taxed(program, id, rule)]
        for taxed in self._taxed:
            mask = (dead or {}).get(taxed.name)
            if mask is not None and mask.shape == taxed.weight.shape:
                taxed.dead = mask
        self._paying = [taxed for taxed in self._taxed if taxed.penalty]
        self.in_gradient = bool(self._paying) and not rule.after_step

    @property
    def dead(self) -> dict[str, Tensor]:
        """The dead weights by parameter name."""
        return {taxed.name: taxed.dead for taxed in self._taxed if taxed.dead is not None}

    def revive(self, node: str) -> None:
        """Let the dead weights of a node live again."""
        for taxed in self._taxed:
            if taxed.name.startswith(f"{node}."):
                taxed.dead = None

    @torch.no_grad()
    def total(self) -> float:
        """Return what all weights pay together."""
        return float(sum(taxed.penalty.value(taxed.weight) for taxed in self._paying))

    @torch.no_grad()
    def add_to_gradients(self) -> None:
        """Add the penalties' gradients to those of the loss."""
        for taxed in self._paying:
            if taxed.weight.grad is not None:
                taxed.weight.grad.add_(taxed.penalty.gradient(taxed.weight))

    @torch.no_grad()
    def slopes(self) -> list[Tensor]:
        """Return the penalties' gradients before a step, for :meth:`shrink` after it."""
        return [taxed.penalty.gradient(taxed.weight) for taxed in self._paying]

    @torch.no_grad()
    def shrink(self, slopes: list[Tensor], learning_rate: float) -> None:
        """Apply the penalties to the updated weights, w ← w − η·slope, as TensorFlow Playground does.

        Its slope is that of the weight before the step (``updateWeights`` in ``nn.ts``). With
        ``dead_at_zero`` a weight that L1 would push through zero becomes zero and stays there.
        """
        for taxed in self._taxed:
            if taxed.dead is not None:
                taxed.weight[taxed.dead] = 0.0
        for taxed, slope in zip(self._paying, slopes, strict=True):
            if taxed.trained:
                self._shrink(taxed, slope, learning_rate * taxed.factor)

    def _shrink(self, taxed: _Taxed, slope: Tensor, learning_rate: float) -> None:
        before = taxed.weight.clone()
        taxed.weight.sub_(slope, alpha=learning_rate)
        if self._kills and taxed.penalty.l1:
            crossed = before * taxed.weight < 0
            taxed.weight[crossed] = 0.0
            taxed.dead = crossed if taxed.dead is None else taxed.dead | crossed


def _taxed(program: Program, id: str, rule: Regularization) -> Iterator[_Taxed]:
    options = program.graph.node(id).options
    penalty = Penalty.of(rule, options)
    for name, parameter in program.parameters_of(id):
        if is_weight(parameter):
            yield _Taxed(name, parameter, penalty, options.learning_rate_factor, not options.frozen)
