"""Drawing one node's weights anew in the middle of a run, and putting the earlier ones back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.core.errors import TrainingError
from nnplayground.core.text import translatable as _
from nnplayground.train.program import fresh_state

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.program import Program

__all__ = ["Redraws"]

_MOST_NUMBERS = 50_000_000  # 200 MB of float32
State = dict[str, "Tensor"]


class Redraws:
    """Remembers what was replaced, the newest up to a limit of memory."""

    def __init__(self) -> None:
        self._replaced: dict[tuple[str, int], State] = {}

    def draw(self, program: Program, node: str, seed: int, number: int, *, as_playground: bool) -> None:
        """Replace parameters and running statistics of a node by those of another draw.

        Parameters
        ----------
        number : int
            Which draw; 0 would be that of the run's beginning.
        as_playground : bool
            Draw as TensorFlow Playground does where the node has no initialization of its own.
        """
        module = program.module(node)
        fresh = fresh_state(program, node, seed, number, as_playground=as_playground)
        self._keep((node, number), {name: value.clone() for name, value in module.state_dict().items()})
        _fill(module.state_dict(), fresh)

    def undo(self, program: Program, node: str, number: int) -> None:
        """Put back what :meth:`draw` replaced, as far as it still fits.

        Raises
        ------
        TrainingError
            If it is no longer kept, for example because training began anew since.
        """
        state = self._replaced.pop((node, number), None)
        if state is None:
            title = program.graph.node(node).title
            sentence = _("core", "The earlier weights of {node} are no longer kept.").format(node=title)
            raise TrainingError(sentence)
        _fill(program.module(node).state_dict(), state)

    def _keep(self, key: tuple[str, int], state: State) -> None:
        self._replaced[key] = state
        sizes = {key: sum(value.numel() for value in kept.values()) for key, kept in self._replaced.items()}
        for oldest in list(sizes)[:-1]:
            if sum(sizes.values()) <= _MOST_NUMBERS:
                return
            del self._replaced[oldest], sizes[oldest]


@torch.no_grad()
def _fill(now: State, state: State) -> None:
    """Copy ``state`` in place, the overlapping corner where a shape has changed."""
    for name, value in state.items():
        if name in now and now[name].ndim == value.ndim:
            corner = tuple(slice(min(a, b)) for a, b in zip(now[name].shape, value.shape, strict=True))
            now[name][corner] = value[corner].to(now[name])
