"""Schedules of the learning rate: pure functions of the step and the epoch, or trackers of the loss."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from typing import ClassVar

from nnplayground.core.component import param
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.core.training import Schedule

__all__ = ["Constant", "Cosine", "Exponential", "Plateau", "PlateauTracker", "StepDecay", "Warmup"]


class Constant(Schedule):
    """No schedule."""

    kind: ClassVar[str] = "constant"
    title: ClassVar[Text] = _("core", "Constant")
    help: ClassVar[Text] = _("core", "The learning rate stays as it is set.")
    formula: ClassVar[str] = r"\eta_t = \eta"

    def code(self) -> str:
        """Return ``1.0``."""
        return "1.0"

    def factor(self, step: int, epoch: int) -> float:
        """Return 1."""
        del step, epoch
        return 1.0

    def factors(self, step: int, counts: Iterable[int], epoch: int) -> Sequence[float]:
        """Return 1 for every step."""
        del step, epoch
        return array("d", [1.0]) * sum(counts)  # numpy copies it as it is, a list number by number


class Exponential(Schedule):
    """The same factor after every step."""

    kind: ClassVar[str] = "exponential"
    title: ClassVar[Text] = _("core", "Exponential")
    help: ClassVar[Text] = _("core", "Every step multiplies the learning rate by the factor.")
    formula: ClassVar[str] = r"\eta_t = \eta\,\gamma^t"

    gamma: float = param(
        0.99998,
        _("core", "Factor γ"),
        _("core", "The default halves the rate in about 35,000 steps."),
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Nearer 1: the rate falls more slowly."),
        why=_("core", "It is counted per step, so it must be very near 1."),
    )

    def code(self) -> str:
        """Return the power of ``step``."""
        return f"{self.gamma!r} ** step"

    def factor(self, step: int, epoch: int) -> float:
        """Return γ^step."""
        del epoch
        return self.gamma**step


class StepDecay(Schedule):
    """A factor after every so many epochs."""

    kind: ClassVar[str] = "step"
    title: ClassVar[Text] = _("core", "Step decay")
    help: ClassVar[Text] = _("core", "Every so many epochs the learning rate is multiplied by the factor.")
    formula: ClassVar[str] = r"\eta_e = \eta\,\gamma^{\lfloor e / n \rfloor}"

    epochs: int = param(
        100,
        _("core", "Every"),
        _("core", "Epochs between two drops."),
        live=True,
        unit=_("core", "epochs"),
        ge=1,
        le=10**9,
        effect=_("core", "More: fewer drops."),
        why=_("core", "100 lets the loss settle before each drop."),
    )
    gamma: float = param(
        0.5,
        _("core", "Factor γ"),
        _("core", "What the rate is multiplied by."),
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Lower: each drop is deeper; too deep stops learning."),
        why=_("core", "Halving is gentle enough to be repeated."),
    )

    def code(self) -> str:
        """Return the power of the drops up to ``epoch``."""
        return f"{self.gamma!r} ** (epoch // {self.epochs})"

    def factor(self, step: int, epoch: int) -> float:
        """Return γ to the number of drops so far."""
        del step
        return self.gamma ** (epoch // self.epochs)

    def factors(self, step: int, counts: Iterable[int], epoch: int) -> list[float]:
        """Return the factor of each epoch for all its steps."""
        own = [[self.factor(step, number)] * count for number, count in enumerate(counts, epoch)]
        return [factor for factors in own for factor in factors]


class Cosine(Schedule):
    """Half a cosine from the full rate to nothing (Loshchilov and Hutter 2017, without restarts)."""

    kind: ClassVar[str] = "cosine"
    title: ClassVar[Text] = _("core", "Cosine")
    help: ClassVar[Text] = _("core", "Falls along half a cosine wave, slowly at both ends.")
    formula: ClassVar[str] = r"\eta_e = \eta\,\tfrac{1}{2}(1 + \cos(\pi e / N))"

    epochs: int = param(
        200,
        _("core", "Over"),
        _("core", "Epochs until the end of the wave."),
        live=True,
        unit=_("core", "epochs"),
        ge=1,
        le=10**9,
        effect=_("core", "More: the fall is stretched over a longer run."),
        why=_("core", "200 suits the length of a run you would watch."),
    )
    floor: float = param(
        0.0,
        _("core", "Floor"),
        _("core", "The share of the rate that remains."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "Higher: it never stops learning. 0: it comes to rest."),
        why=_("core", "0 ends at rest, as in the paper."),
    )

    def code(self) -> str:
        """Return the cosine at ``epoch``."""
        cosine = f"(1 + math.cos(math.pi * min(epoch, {self.epochs}) / {self.epochs})) / 2"
        return f"{self.floor!r} + {1 - self.floor!r} * {cosine}" if self.floor else cosine

    def factor(self, step: int, epoch: int) -> float:
        """Return the cosine at ``epoch``; after the end, the floor."""
        del step
        phase = min(epoch, self.epochs) / self.epochs
        return self.floor + (1 - self.floor) * (1 + math.cos(math.pi * phase)) / 2

    def factors(self, step: int, counts: Iterable[int], epoch: int) -> list[float]:
        """Return the factor of each epoch for all its steps."""
        own = [[self.factor(step, number)] * count for number, count in enumerate(counts, epoch)]
        return [factor for factors in own for factor in factors]


class Warmup(Schedule):
    """A linear start."""

    kind: ClassVar[str] = "warmup"
    title: ClassVar[Text] = _("core", "Warm-up")
    help: ClassVar[Text] = _("core", "Grows evenly to the full learning rate, then stays there.")
    formula: ClassVar[str] = r"\eta_t = \eta \, \min(1, (t + 1) / n)"

    steps: int = param(
        500,
        _("core", "Over"),
        _("core", "Steps until the full rate."),
        live=True,
        unit=_("core", "steps"),
        ge=1,
        le=10**9,
        effect=_("core", "More: a gentler start. Fewer: nearly none."),
        why=_("core", "500 steps let Adam's averages settle."),
    )

    def code(self) -> str:
        """Return the share at ``step``."""
        return f"min(1.0, (step + 1) / {self.steps})"

    def factor(self, step: int, epoch: int) -> float:
        """Return the share reached at ``step``."""
        del epoch
        return min(1.0, (step + 1) / self.steps)


class Plateau(Schedule):
    """A drop whenever the loss stops falling."""

    kind: ClassVar[str] = "plateau"
    title: ClassVar[Text] = _("core", "On a plateau")
    help: ClassVar[Text] = _(
        "core", "When the training loss has not fallen for some epochs, the rate is multiplied by the factor."
    )
    formula: ClassVar[str] = r"\eta \leftarrow \gamma \eta"
    watches_loss: ClassVar[bool] = True

    gamma: float = param(
        0.1,
        _("core", "Factor γ"),
        _("core", "What the rate is multiplied by."),
        live=True,
        gt=0,
        lt=1,
        effect=_("core", "Lower: each drop is deeper."),
        why=_("core", "A tenth is PyTorch's default."),
    )
    patience: int = param(
        10,
        _("core", "Patience"),
        _("core", "Epochs without a lower loss before the drop."),
        live=True,
        unit=_("core", "epochs"),
        ge=0,
        le=10**9,
        effect=_("core", "Higher: waits out longer pauses. Lower: drops sooner."),
        why=_("core", "10 epochs tell a pause from an end."),
    )
    threshold: float = param(
        1e-4,
        _("core", "Threshold"),
        _("core", "The relative fall that counts as lower."),
        live=True,
        ge=0,
        lt=1,
        effect=_("core", "Higher: slow progress counts as none."),
        why=_("core", "One part in ten thousand is PyTorch's default."),
    )

    def code(self) -> str:
        """Return the arguments of PyTorch's ``ReduceLROnPlateau``."""
        return f"factor={self.gamma!r}, patience={self.patience}, threshold={self.threshold!r}, eps=0"

    def factor(self, step: int, epoch: int) -> float:
        """Return 1; what the losses call for is in the tracker."""
        del step, epoch
        return 1.0

    def factors(self, step: int, counts: Iterable[int], epoch: int) -> Sequence[float]:
        """Return 1 for every step."""
        del step, epoch
        return array("d", [1.0]) * sum(counts)  # numpy copies it as it is, a list number by number

    def tracker(self) -> PlateauTracker:
        """Return a tracker that has seen no loss yet."""
        return PlateauTracker(self)


class PlateauTracker:
    """Counts epochs without progress as ``torch.optim.lr_scheduler.ReduceLROnPlateau`` does."""

    def __init__(self, schedule: Plateau) -> None:
        self._schedule = schedule
        self._best = math.inf
        self._waited = 0
        self.factor = 1.0

    def observe(self, loss: float) -> None:
        """Take in the mean training loss of a finished epoch."""
        if loss < self._best * (1 - self._schedule.threshold):
            self._best, self._waited = loss, 0
            return
        self._waited += 1
        if self._waited > self._schedule.patience:
            self.factor, self._waited = self.factor * self._schedule.gamma, 0

    def memory(self) -> list[float]:
        """Return what was seen so far as plain numbers."""
        return [self._best, self._waited, self.factor]

    def remember(self, seen: Sequence[float]) -> None:
        """Go on from what :meth:`memory` returned."""
        self._best, self.factor, self._waited = seen[0], seen[2], int(seen[1])
