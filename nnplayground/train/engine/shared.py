"""Eager steps whose batches are shared by the processes of a team."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.modules.batchnorm import _BatchNorm

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.train.engine.eager import Eager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn
    from nnplayground.train.parallel import Team

__all__ = ["SharedEager"]

_EXACT = {torch.float32: 1e-3, torch.float64: 1e-9}  # of the largest gradient


class SharedEager(Eager):
    """Eager steps of which each process of a team does its part.

    A batch with fewer samples than there are processes is done by all of them, each for an equal part of the
    result.

    Parameters
    ----------
    turn : Turn
    team : Team
    """

    def __init__(self, turn: Turn, team: Team) -> None:
        super().__init__(turn)
        self._team, self._is_checked = team, False
        self._samples = 0  # of the whole batch, or 0 if it is not shared
        self._weight = 1.0  # of this process's mean in that of the batch
        for module in turn.program.modules():
            if isinstance(module, _BatchNorm):
                vars(module)["forward"] = self._over_batch(module)

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps; see :class:`nnplayground.train.engine.Way`."""
        if not self._is_checked:
            self._check(chunk)
            self._is_checked = True
        return super().run(turn, chunk)

    def _batches(self, chunk: Chunk) -> Iterator[tuple[Tensor, Tensor]]:
        for x, target in super()._batches(chunk):
            with self._shared(len(x)) as mine:
                yield x[mine], target[mine]

    @contextmanager
    def _shared(self, count: int) -> Iterator[slice]:
        """Let this process's samples of a batch draw the random numbers that are theirs in the whole one."""
        mine = self._team.share(count) if count >= self._team.size else slice(0, count)
        is_part = count >= self._team.size
        self._samples = count if is_part else 0
        self._weight = (mine.stop - mine.start) / count if is_part else 1 / self._team.size
        noisy = self._turn.program.noisy().values()
        for module in noisy:
            module.first = mine.start
        try:
            yield mine
        finally:
            self._samples, self._weight = 0, 1.0
            for module in noisy:
                module.first = 0

    def _loss(self, x: Tensor, target: Tensor) -> Tensor:
        return super()._loss(x, target) * self._weight

    def _said(self, loss: Tensor) -> Tensor:
        return self._team.total(loss.detach().clone())

    def _derive(self, loss: Tensor, going: Tensor | None = None) -> None:
        # Not even a place that this process's samples never reach keeps the gradient of an earlier step.
        self._turn.state.gradients.zero_()
        super()._derive(loss, going)
        self._team.total(self._turn.state.gradients)

    def _sum(self, values: Tensor) -> Tensor:
        """Return the sum over all processes, through which gradients pass to all of them."""
        total: Tensor = _Sum.apply(values, self._team)  # type: ignore[no-untyped-call]
        return total

    def _over_batch(self, norm: _BatchNorm) -> Callable[[Tensor], Tensor]:
        """Return a batch norm's forward with the statistics of the whole batch (as ``nn.SyncBatchNorm``)."""
        alone: Callable[[Tensor], Tensor] = type(norm).forward.__get__(norm)

        def forward(x: Tensor) -> Tensor:
            if not (norm.training and self._samples):
                return alone(x)
            axes = [0, *range(2, x.ndim)]
            count = self._samples * x[0, 0].numel() if len(x) else self._samples
            shape = [1, -1, *[1] * (x.ndim - 2)]
            mean = self._sum(x.sum(axes)) / count
            centred = x - mean.view(shape)
            variance = self._sum((centred * centred).sum(axes)) / count
            if count > 1:
                _follow(norm, mean.detach(), variance.detach() * (count / (count - 1)))
            y = centred * (variance.view(shape) + norm.eps).rsqrt()
            scaled: Tensor = y * norm.weight.view(shape) + norm.bias.view(shape)
            return scaled

        return forward

    # -- is it right? ----------------------------------------------------------------------------------

    def _check(self, chunk: Chunk) -> None:
        """Compare the team's gradient of a batch with that of the whole batch.

        Raises
        ------
        TrainingError
            If the loss is no mean over samples, so that sharing its batches gives something else.
        """
        if not self._moving:
            return
        buffers = {name: buffer.clone() for name, buffer in self._buffers.items()}
        x, target = next(super()._batches(chunk))
        whole = self._flat_gradient(x, target)
        self._restore(buffers)
        with self._shared(len(x)) as mine:
            shared = self._team.total(self._flat_gradient(x[mine], target[mine]))
        self._restore(buffers)
        scale = max(whole.abs().max().item(), 1e-12)
        difference = (shared - whole).abs().max().item() / scale
        # One that is not a number is the trouble of the step itself, and told there.
        if self._team.most(difference) > _EXACT[whole.dtype]:
            sentence = _(
                "core", "The loss is no mean over samples, so several processes cannot share its batches."
            )
            remedy = _("core", "Train it in one process, without torchrun.")
            raise TrainingError(sentence, place="torchrun", remedy=remedy)

    def _flat_gradient(self, x: Tensor, target: Tensor) -> Tensor:
        moving = list(self._moving.values())
        found = torch.autograd.grad(self._loss(x, target), moving, allow_unused=True)
        parts = [torch.zeros_like(p) if g is None else g for p, g in zip(moving, found, strict=True)]
        return torch.cat([part.reshape(-1) for part in parts])

    def _restore(self, buffers: dict[str, Tensor]) -> None:
        for name, buffer in self._buffers.items():
            buffer.copy_(buffers[name])


class _Sum(torch.autograd.Function):
    """The sum over all processes; what each lost by it is the sum of what all lost."""

    @staticmethod
    def forward(ctx: Any, values: Tensor, team: Team) -> Tensor:
        """Return the sum."""
        ctx.team = team
        return team.total(values.clone())

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        """Return the gradient of the sum, and nothing for the team."""
        return ctx.team.total(gradients[0].clone()), None


@torch.no_grad()
def _follow(norm: _BatchNorm, mean: Tensor, variance: Tensor) -> None:
    """Move the running statistics as PyTorch's batch norm does."""
    if norm.running_mean is None or norm.running_var is None or norm.num_batches_tracked is None:
        return
    norm.num_batches_tracked.add_(1)
    share = 1 / norm.num_batches_tracked.item() if norm.momentum is None else norm.momentum
    norm.running_mean.lerp_(mean, share)
    norm.running_var.lerp_(variance, share)
