"""The update after a batch in parts: what moves the weights by the mean of the parts' gradients.

Large parameters are cut into shares that several threads can take. An update is elementwise, so that how it
is cut changes no number, unless it asks for the norm of all gradients.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from nnplayground.train.engine.native.later import BACK, FRONT
from nnplayground.train.engine.native.runner import NativeProgram
from nnplayground.train.engine.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from torch import Tensor

    from nnplayground.train.engine.native.runner import Instance
    from nnplayground.train.engine.step import Turn

    Tensors = dict[str, Tensor]

__all__ = ["PARTS", "Share", "Shares", "rows_of"]

PARTS = 4
_LARGE = 2**15  # numbers of a parameter that is cut
_NEAR = 64 * 1024  # bytes of a matrix's gradient that stay in a near cache until they are used
_LINE = 64  # bytes: no two threads write the same


@dataclass(frozen=True, slots=True)
class Share:
    """What one thread moves.

    Attributes
    ----------
    parts : dict of str to slice
        Where it lies in the flat buffers: stretches, or a part of one parameter, called like it.
    piece : int or None
        Which of the pieces of a matrix it is whose gradient is still a product of two factors.
    """

    parts: dict[str, slice]
    piece: int | None = None

    @property
    def form(self) -> tuple[tuple[str, int], ...]:
        """The same for shares that are moved by the same program."""
        return tuple((name, run.stop - run.start) for name, run in self.parts.items())


def rows_of(turn: Turn) -> dict[str, list[slice]]:
    """Return the large matrices and by which rows they are cut."""
    large = {name: turn.state.places[name][1:] for name in _large(turn)}
    size = turn.state.weights.element_size()
    return {
        name: _cut(0, shape[0], max(_NEAR // (shape[1] * size), 1))
        for name, shape in large.items()
        if len(shape) == 2
    }


def _large(turn: Turn) -> list[str]:
    whole = turn.clip.kind == "norm"
    return [name for name in turn.names if not whole and _numbers(turn, name) >= _LARGE]


def _numbers(turn: Turn, name: str) -> int:
    return turn.state.view(turn.state.weights, name).numel()


def _cut(start: int, numbers: int, longest: int) -> list[slice]:
    stop = start + numbers
    return [slice(at, min(at + longest, stop)) for at in range(start, stop, longest)]


class Shares:
    """The update of a turn in shares, and the memory that parts leave their gradients in.

    Parameters
    ----------
    turn : Turn
    batch : int
        Samples of a whole batch.
    later : collection of str
        The matrices whose gradients come as factors; see :mod:`nnplayground.train.engine.native.later`.

    Attributes
    ----------
    shares : list of Share
    """

    def __init__(self, turn: Turn, batch: int, later: Collection[str]) -> None:
        self._turn, self._batch = turn, batch
        self._gradients = [turn.state.new() for _part in range(PARTS)]
        self._factors: Tensors = {}
        self.shares: list[Share] = []
        for name in _large(turn):
            self.shares += self._of_matrix(name) if name in later else self._of_parameter(name)
        small = [name for name in turn.names if name not in _large(turn)]
        runs = turn.state.runs(small)
        if runs:
            self.shares.append(Share({str(number): run for number, run in enumerate(runs)}))

    def _of_parameter(self, name: str) -> list[Share]:
        line, numbers = _LINE // self._gradients[0].element_size(), _numbers(self._turn, name)
        cuts = _cut(self._turn.state.places[name][0], numbers, -(-numbers // (PARTS * line)) * line)
        return [Share({name: run}) for run in cuts]

    def _of_matrix(self, name: str) -> list[Share]:
        start, _height, width = self._turn.state.places[name]
        cuts = rows_of(self._turn)[name]
        self._factors[FRONT + name] = self._memory(width)
        for piece, cut in enumerate(cuts):
            self._factors[f"{BACK}{name}:{piece}"] = self._memory(cut.stop - cut.start)
        places = [slice(start + cut.start * width, start + cut.stop * width) for cut in cuts]
        return [Share({name: run}, piece) for piece, run in enumerate(places)]

    def _memory(self, width: int) -> Tensor:
        return torch.zeros(self._batch, width, dtype=self._gradients[0].dtype)

    def left_by(self, part: int) -> Tensors:
        """Return where a part of the batch leaves its gradients and factors, by the names of outputs."""
        views = self._turn.state.views(self._gradients[part])
        own = slice(part * self._batch // PARTS, (part + 1) * self._batch // PARTS)
        factors = {name: memory[own] for name, memory in self._factors.items()}
        return {**{f"g:{name}": view for name, view in views.items()}, **factors}

    def programs(self, stepwise: Collection[str]) -> tuple[NativeProgram, ...]:
        """Return a program for every share; equal ones are the same machine code.

        Parameters
        ----------
        stepwise : collection of str
            The live numbers that change from step to step.

        Raises
        ------
        Unsupported
            If there is no machine code for it.
        """
        known: dict[object, NativeProgram] = {}
        for share in self.shares:
            if share.form not in known:
                known[share.form] = self._program(share, stepwise)
        return tuple(known[share.form] for share in self.shares)

    def _program(self, share: Share, stepwise: Collection[str]) -> NativeProgram:
        def update(t: Tensors) -> Tensors:
            means = {f"g:{part}": _gradient(t, part, share) for part in share.parts}
            return {**means, **self._turn.update({**t, **means}, share.parts)}

        inputs = {name: tensor for name, tensor in self._inputs(share).items() if not name.startswith("g:")}
        return NativeProgram(record(update, inputs), frozenset(name for name in stepwise if name in inputs))

    def bind(self, programs: Sequence[NativeProgram]) -> list[Instance]:
        """Return the programs on the tensors of the turn."""
        shares = zip(programs, self.shares, strict=True)
        return [program.bind(self._inputs(share)) for program, share in shares]

    def _inputs(self, share: Share) -> Tensors:
        inputs = self._turn.update_inputs(share.parts)
        if share.piece is not None:
            [name] = share.parts
            factors = {"front": FRONT + name, "back": f"{BACK}{name}:{share.piece}"}
            return {**inputs, **{place: self._factors[factor] for place, factor in factors.items()}}
        for number, buffer in enumerate(self._gradients):
            inputs.update({f"g{number}:{part}": buffer[run] for part, run in share.parts.items()})
        return inputs


def _gradient(t: Mapping[str, Tensor], part: str, share: Share) -> Tensor:
    """Return a share's gradient: the product of its factors, or the mean of what parts of a batch found."""
    if share.piece is not None:
        return (t["back"].t() @ t["front"]).view(-1) * (1 / PARTS)
    total = t[f"g0:{part}"]
    for number in range(1, PARTS):
        total = total + t[f"g{number}:{part}"]
    return total * (1 / PARTS)
