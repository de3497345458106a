"""Regularization: penalties on weights, in the gradient or after the step; never on biases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from nnplayground.train.program import is_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from torch import Tensor, nn

    from nnplayground.core.layer import NodeOptions
    from nnplayground.core.training import Regularization
    from nnplayground.train.program import Program

    Rates = Mapping[str, Tensor] | Mapping[str, float]

__all__ = ["Penalties", "Penalty", "slope"]


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

    def rates(self) -> dict[str, float]:
        """Return the factors in the derivative of :meth:`value`, by the names that :func:`slope` uses."""
        return {"l1": self.l1, "l2": self.l2, "elimination": 2 * self.elimination / self.scale}

    def gradient(self, weight: Tensor) -> Tensor:
        """Return the derivative of :meth:`value`."""
        used = {kind: rate for kind, rate in self.rates().items() if rate}
        found = slope(weight, used, self.scale)
        return torch.zeros_like(weight) if found is None else found


def slope(weight: Tensor, rates: Rates, scale: Tensor | float | None) -> Tensor | None:
    """Return the derivative of all penalties that ``rates`` names; at 0 that of |w| counts as 0."""
    terms: list[Tensor] = []
    if "l1" in rates:
        terms.append(rates["l1"] * weight.sign())
    if "l2" in rates:
        terms.append(rates["l2"] * weight)
    if "elimination" in rates and scale is not None:
        ratio = weight / scale
        share = 1 + ratio * ratio
        terms.append(rates["elimination"] * ratio / (share * share))
    return sum(terms[1:], terms[0]) if terms else None


class Penalties:
    """The penalties of a whole program.

    Parameters
    ----------
    program : Program
    rule : Regularization
        The global rule.

    Attributes
    ----------
    rule : Regularization
    kinds : tuple of str
        Which of ``l1``, ``l2`` and ``elimination`` are in use anywhere, even at rate 0 for now.
    kills : bool
        Whether weights that L1 pushes through zero stay there.
    """

    def __init__(self, program: Program, rule: Regularization) -> None:
        self.rule = rule
        self.kills = rule.after_step and rule.dead_at_zero
        self._penalties = {name: (p, penalty) for name, p, penalty in _penalties(program, rule)}
        used = {kind for _p, penalty in self._penalties.values() for kind, v in penalty.rates().items() if v}
        order = ("l1", "l2", "elimination")
        self.kinds = tuple(kind for kind in order if kind in used | {rule.kind})

    def rates(self, name: str) -> dict[str, float]:
        """Return what one parameter pays, by kind; biases pay nothing."""
        found = self._penalties.get(name)
        rates = (found[1] if found else Penalty()).rates()
        return {kind: rates[kind] for kind in self.kinds}

    def pays(self, name: str) -> bool:
        """Tell whether a parameter can be penalized."""
        return name in self._penalties

    @torch.no_grad()
    def total(self) -> float:
        """Return what all weights pay together."""
        found = self.sum()
        return 0.0 if found is None else float(found)

    def sum(self) -> Tensor | None:
        """Return what all weights pay together, 0-d, if any of them pays something."""
        each = [penalty.value(weight) for weight, penalty in self._penalties.values() if penalty]
        return sum(each[1:], each[0]) if each else None


def _penalties(program: Program, rule: Regularization) -> Iterator[tuple[str, nn.Parameter, Penalty]]:
    for id in program.trained_nodes:
        penalty = Penalty.of(rule, program.graph.node(id).options)
        for name, parameter in program.parameters_of(id):
            if is_weight(parameter):
                yield name, parameter, penalty
