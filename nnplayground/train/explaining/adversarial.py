"""Pictures that are changed so little that an eye hardly sees it, and so that the network errs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from nnplayground.train.explaining.subject import Subject

__all__ = ["Attack", "attacked", "fgsm", "lost", "pgd", "smallest_epsilon"]

METHODS = ("fgsm", "pgd")
_LEAST = 1e-25  # gradients below lose pixels to what single precision cannot hold
_REACH = 2.5  # steps of PGD lead so many times as far as ε, so that the border can be reached from within


@dataclass(frozen=True, slots=True)
class Attack:
    """How a picture is attacked.

    Attributes
    ----------
    method : str
        ``"fgsm"`` or ``"pgd"``.
    epsilon : float
        The most that any pixel changes, as a share of the range of pixels.
    steps : int
        Of PGD.
    step_size : float, optional
        Of PGD, as a share of the range; 2.5 ε / steps by default (Madry et al. 2018).
    targeted : bool
        Whether the labels are what the network is to say, rather than what it is not to say.
    random_start : bool
        Whether PGD begins anywhere within ε.
    seed : int
        Of the random start.
    """

    method: str = "fgsm"
    epsilon: float = 0.1
    steps: int = 20
    step_size: float | None = None
    targeted: bool = False
    random_start: bool = False
    seed: int = 0


def attacked(subject: Subject, raw: Tensor, labels: Tensor, attack: Attack) -> Tensor:
    """Return pictures changed by ``attack``.

    Parameters
    ----------
    raw : Tensor
        (n, channels, height, width) in pixels as they are, or rows (n, columns).
    labels : Tensor
        int64, (n,): the true classes, or for a targeted attack the wished ones.
    """
    return pgd(subject, raw, labels, attack) if attack.method == "pgd" else fgsm(subject, raw, labels, attack)


def fgsm(subject: Subject, raw: Tensor, labels: Tensor, attack: Attack) -> Tensor:
    r"""Return :math:`x + \varepsilon\, \mathrm{sign}(\nabla_x L)` (Goodfellow, Shlens and Szegedy 2015).

    A targeted attack goes down the loss of the wished class. Pixels stay within their range.
    """
    most = attack.epsilon * subject.width
    return _kept(subject, raw + most * _uphill(subject, raw, labels, attack))


def pgd(
    subject: Subject,
    raw: Tensor,
    labels: Tensor,
    attack: Attack,
    stopped: Callable[[], bool] = lambda: False,
) -> Tensor:
    r"""Return the end of several small steps, each brought back within ε (Madry et al. 2018).

    .. math:: x_{t+1} = \Pi_{\|x' - x\|_\infty \le \varepsilon}
              \big(x_t + \alpha\, \mathrm{sign}(\nabla_x L(x_t))\big)
    """
    width = subject.width
    most = attack.epsilon * width
    size = attack.step_size * width if attack.step_size is not None else _REACH * most / max(1, attack.steps)
    x = raw
    if attack.random_start:
        numbers = torch.Generator().manual_seed(attack.seed)
        x = _kept(subject, raw + most * (2 * torch.rand(raw.shape, generator=numbers).to(raw.dtype) - 1))
    for _step in range(attack.steps):
        if stopped():
            break
        x = x + size * _uphill(subject, x, labels, attack)
        x = _kept(subject, torch.clamp(x, raw - most, raw + most))
    return x


def smallest_epsilon(
    subject: Subject, raw: Tensor, labels: Tensor, attack: Attack, epsilons: Sequence[float]
) -> float | None:
    """Return the first of ``epsilons`` at which FGSM turns the answer for one picture; None if none does.

    One gradient is enough for all: its sign does not depend on ε.
    """
    sizes = torch.tensor(epsilons, dtype=raw.dtype).reshape(-1, *(1,) * (raw.dim() - 1)) * subject.width
    changed = _kept(subject, raw + sizes * _uphill(subject, raw, labels, attack))
    with torch.no_grad():
        said = subject.scores(changed).argmax(dim=1)
    turned = said == labels if attack.targeted else said != labels
    return float(epsilons[int(turned.int().argmax())]) if bool(turned.any()) else None


def lost(subject: Subject, raw: Tensor, labels: Tensor) -> Tensor:
    """Tell for which pictures the loss has no gradient left: the network is too sure for its numbers.

    Returns
    -------
    Tensor
        bool, (n,).
    """
    x = raw.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(subject.losses(x, labels), x)
    return _is_lost(gradient)


def _uphill(subject: Subject, raw: Tensor, labels: Tensor, attack: Attack) -> Tensor:
    """Return the signs along which the loss grows, or where it has no gradient left, the margin shrinks."""
    x = raw.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(subject.losses(x, labels), x)
    gone = _is_lost(gradient)
    if bool(gone.any()):
        gradient[gone] = -_margin_gradient(subject, raw[gone], labels[gone])
    return -gradient.sign() if attack.targeted else gradient.sign()


def _is_lost(gradient: Tensor) -> Tensor:
    return gradient.flatten(1).abs().amax(dim=1) < _LEAST


def _margin_gradient(subject: Subject, raw: Tensor, labels: Tensor) -> Tensor:
    r"""Return the gradient of :math:`z_y - \max_{c \ne y} z_c`, which no softmax flattens.

    It is the loss of Carlini and Wagner (2017), and with two classes it has the sign of cross-entropy's.
    """
    x = raw.detach().requires_grad_()
    scores, chosen = subject.scores(x), labels[:, None]
    others = scores.scatter(1, chosen, -torch.inf)
    margin = scores.gather(1, chosen).sum() - others.amax(dim=1).sum()
    (gradient,) = torch.autograd.grad(margin, x)
    return gradient


def _kept(subject: Subject, x: Tensor) -> Tensor:
    """Return pixels, or columns, within their range."""
    return torch.clamp(x, subject.low, subject.high)
