"""The update after a batch in parts: what moves the weights by the mean of the parts' gradients.

Large parameters are cut into shares that several threads can take. An update is elementwise, so that how it
is cut changes no number, unless it asks for the norm of all gradients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.engine.native.runner import NativeProgram
from nnplayground.train.engine.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from torch import Tensor

    from nnplayground.train.engine.native.runner import Instance
    from nnplayground.train.engine.step import Turn

    Share = Mapping[str, slice]
    Tensors = dict[str, Tensor]

__all__ = ["bind_shares", "programs_of", "shares_of"]

_LARGE = 2**13  # numbers of a parameter that is cut
_LINE = 64  # bytes: no two threads write the same


def shares_of(turn: Turn, count: int) -> list[Share]:
    """Return the shares of an update: parts of the flat buffers by name.

    A large parameter gives up to ``count`` shares called like it; the last share is all that is small.

    Parameters
    ----------
    turn : Turn
    count : int
    """
    large = [] if turn.clip.kind == "norm" else [name for name in turn.names if _numbers(turn, name) >= _LARGE]
    shares: list[Share] = [{name: run} for name in large for run in _cut(turn, name, count)]
    runs = turn.state.runs(name for name in turn.names if name not in large)
    return [*shares, {str(number): run for number, run in enumerate(runs)}] if runs else shares


def _numbers(turn: Turn, name: str) -> int:
    return turn.state.view(turn.state.weights, name).numel()


def _cut(turn: Turn, name: str, count: int) -> list[slice]:
    start, numbers = turn.state.places[name][0], _numbers(turn, name)
    line = _LINE // turn.state.weights.element_size()
    longest, stop = -(-numbers // (count * line)) * line, start + numbers
    return [slice(at, min(at + longest, stop)) for at in range(start, stop, longest)]


def programs_of(
    turn: Turn, shares: Sequence[Share], buffers: Sequence[Tensor], stepwise: Collection[str]
) -> tuple[NativeProgram, ...]:
    """Return a program for every share; equal ones are the same machine code.

    Parameters
    ----------
    turn : Turn
    shares : sequence of Mapping[str, slice]
    buffers : sequence of Tensor
        The parts' gradients, flat.
    stepwise : collection of str
        The live numbers that change from step to step.

    Raises
    ------
    Unsupported
        If there is no machine code for it.
    """
    known: dict[tuple[tuple[str, int], ...], NativeProgram] = {}
    found = []
    for share in shares:
        form = tuple((name, run.stop - run.start) for name, run in share.items())
        if form not in known:
            known[form] = _program(turn, share, buffers, stepwise)
        found.append(known[form])
    return tuple(found)


def _program(
    turn: Turn, share: Share, buffers: Sequence[Tensor], stepwise: Collection[str]
) -> NativeProgram:
    def update(t: Tensors) -> Tensors:
        means = {f"g:{part}": _mean([t[f"g{n}:{part}"] for n in range(len(buffers))]) for part in share}
        return {**means, **turn.update({**t, **means}, share)}

    inputs = {n: t for n, t in _inputs(turn, share, buffers).items() if not n.startswith("g:")}
    return NativeProgram(record(update, inputs), frozenset(name for name in stepwise if name in inputs))


def _mean(gradients: Sequence[Tensor]) -> Tensor:
    total = gradients[0]
    for gradient in gradients[1:]:
        total = total + gradient
    return total * (1 / len(gradients))


def bind_shares(
    programs: Sequence[NativeProgram], turn: Turn, shares: Sequence[Share], buffers: Sequence[Tensor]
) -> list[Instance]:
    """Return the programs on the tensors of a turn; see :func:`programs_of`."""
    bound = zip(programs, shares, strict=True)
    return [program.bind(_inputs(turn, share, buffers)) for program, share in bound]


def _inputs(turn: Turn, share: Share, buffers: Sequence[Tensor]) -> Tensors:
    parts = {f"g{n}:{part}": buffer[run] for n, buffer in enumerate(buffers) for part, run in share.items()}
    return {**turn.update_inputs(share), **parts}
