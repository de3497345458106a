"""The workloads as a careful person writes them in plain PyTorch: what the engines are measured against.

Nothing here is shared with the engines: modules, losses and optimizers are PyTorch's own, the data lies in
memory, batches are picked by a permutation of its rows (a DataLoader would be slower), and no loss is read
out that nobody looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from torch import Tensor, nn
    from torch.optim import Optimizer

__all__ = ["Loop"]


class Loop:
    """A training loop.

    Parameters
    ----------
    name : str
        Of the workload.
    x, target : Tensor
        The training set.
    weights : iterable of Tensor
        What to begin with, in the order of the module's parameters.
    dropout : float
        Of W6; 0 lets its losses be compared with those of other random numbers.
    """

    def __init__(
        self, name: str, x: Tensor, target: Tensor, weights: Iterable[Tensor], dropout: float
    ) -> None:
        import torch
        from torch.nn import functional

        kind = name.partition(" ")[0]
        self.module = _MODULES[kind](dropout).to(x.dtype)
        with torch.no_grad():
            for own, given in zip(self.module.parameters(), weights, strict=True):
                own.copy_(given)
        binary = kind in ("W1", "W2")
        self._loss = functional.binary_cross_entropy_with_logits if binary else functional.cross_entropy
        self._x, self._target = x, target.to(x.dtype).unsqueeze(1) if binary else target
        self._optimizer = _optimizer(kind, self.module)
        self._batch = {"W1": 10, "W2": 10, "W3": 32, "W4": 64, "W5": 128, "W6": 32}[kind]
        self._left: list[Tensor] = []

    def step(self, indices: Tensor) -> Tensor:
        """Do one step and return the loss before it."""
        import torch

        self._optimizer.zero_grad()
        loss = self._loss(self.module(self._x[indices]), self._target[indices])
        torch.autograd.backward(loss)
        self._optimizer.step()
        return loss

    def next(self) -> int:
        """Do the next step, in an order drawn anew every epoch, and return that it was one."""
        import torch

        if not self._left:
            self._left = list(torch.split(torch.randperm(len(self._x)), self._batch))
        self.step(self._left.pop())
        return 1


def _optimizer(kind: str, module: nn.Module) -> Optimizer:
    import torch

    if kind in ("W3", "W6"):
        return torch.optim.Adam(module.parameters(), lr=0.001)
    if kind == "W2":
        weights = [p for p in module.parameters() if p.ndim > 1]
        biases = [p for p in module.parameters() if p.ndim == 1]
        groups: list[dict[str, Any]] = [{"params": weights, "weight_decay": 0.001}, {"params": biases}]
        return torch.optim.SGD(groups, lr=0.03)
    if kind == "W4":
        return torch.optim.SGD(module.parameters(), lr=0.02, momentum=0.9)
    return torch.optim.SGD(module.parameters(), lr=0.05 if kind == "W5" else 0.03)


def _circle(_dropout: float) -> nn.Module:
    from torch import nn

    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 2), nn.Tanh(), nn.Linear(2, 1))


def _spiral(_dropout: float) -> nn.Module:
    from torch import nn

    first, second = (nn.Linear(7, 8), nn.ReLU()), (nn.Linear(8, 8), nn.ReLU())
    return nn.Sequential(*first, *second, nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 1))


def _convolutional(_dropout: float) -> nn.Module:
    from torch import nn

    first = nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)
    second = nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)
    return nn.Sequential(*first, *second, nn.Flatten(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))


def _lenet(_dropout: float) -> nn.Module:
    from torch import nn

    first = nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2)
    second = nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2)
    third = nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten()
    return nn.Sequential(*first, *second, *third, nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def _wide(_dropout: float) -> nn.Module:
    from torch import nn

    hidden = nn.Linear(64, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU()
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(512, 10))


def _residual(dropout: float) -> nn.Module:
    import torch
    from torch import nn
    from torch.nn import functional

    class Residual(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem = nn.Conv2d(1, 16, 3, padding=1)
            self.first = nn.Conv2d(16, 16, 3, padding=1, bias=False)
            self.first_norm = nn.BatchNorm2d(16)
            self.second = nn.Conv2d(16, 16, 3, padding=1, bias=False)
            self.second_norm = nn.BatchNorm2d(16)
            self.head = nn.Linear(256, 10)

        def forward(self, x: Tensor) -> Tensor:
            x = torch.relu(self.stem(x))
            inner = torch.relu(self.first_norm(self.first(x)))
            x = torch.relu(x + self.second_norm(self.second(inner)))
            x = functional.max_pool2d(x, 2).flatten(1)
            scores: Tensor = self.head(functional.dropout(x, dropout, self.training))
            return scores

    return Residual()


_MODULES: dict[str, Callable[[float], Any]] = {
    "W1": _circle,
    "W2": _spiral,
    "W3": _convolutional,
    "W4": _lenet,
    "W5": _wide,
    "W6": _residual,
}
