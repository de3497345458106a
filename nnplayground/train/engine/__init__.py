"""How a step runs. Every engine gives the same numbers; they differ in speed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.penalties import Penalties

__all__ = ["Engine"]


class Engine(Protocol):
    """Runs training steps of one program on one set of training settings.

    Attributes
    ----------
    name : str
        As shown, e.g. ``"eager"``.
    penalties : Penalties
        What the weights pay.
    """

    name: str
    penalties: Penalties

    def step(self, x: Tensor, target: Tensor, number: int, factor: float) -> float:
        """Do one step.

        Parameters
        ----------
        x, target : Tensor
            One batch.
        number : int
            Steps done before it, which say whose turn it is among phases.
        factor : float
            What the schedule multiplies the learning rate by.

        Returns
        -------
        float
            The batch's loss before the update, penalties left out. If it is not finite there was no update.
        """
        ...

    def gradients(self) -> dict[str, Tensor]:
        """Return the last step's gradients of the loss (penalties and clipping left out) by name."""
        ...

    def adopt(self, other: Engine) -> None:
        """Go on with the momenta of an engine whose settings, or whose program, have been edited."""
        ...

    def forget(self, node: str) -> None:
        """Begin the optimizer's state of a node afresh, because its weights were drawn anew."""
        ...
