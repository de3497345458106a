"""Looking in one call: what reads a network again and again is recorded, and runs without Python.

PyTorch gives Python's lock away in every operation. A look at a small network is a hundred of them, each of
which takes microseconds; beside a window that draws, getting the lock back a hundred times takes milliseconds
of training. A recorded look gives it away once. It runs the same kernels, so the numbers are the same bit for
bit.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from nnplayground.train.engine import torchscript
from nnplayground.train.engine.record import Unsupported, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from torch import Tensor

    from nnplayground.train.program import Program

__all__ = ["Passage"]

Name = TypeVar("Name")

_MOST = 4  # computations
_AFTER = 20  # calls: what is looked at less often is not worth the milliseconds of recording
_LARGEST = 100_000_000  # multiply-adds: the more there are, the less the lock matters
_as_written: Any = torch.jit.optimized_execution  # type: ignore[attr-defined] # not in its __all__


@dataclass(slots=True)
class _Known:
    """One computation; ``function`` does it in one go."""

    calls: int = 0
    function: Callable[..., list[Tensor]] | None = None
    arguments: Sequence[Tensor] = ()
    names: Sequence[Any] = ()


class Passage:
    """Computations that only read a program, recorded when they come again and again.

    Some are remembered, all of one program.
    """

    def __init__(self) -> None:
        self._program: Program | None = None
        self._known: OrderedDict[tuple[object, ...], _Known] = OrderedDict()

    def run(
        self,
        of: tuple[object, ...],
        compute: Callable[[], dict[Name, Tensor]],
        program: Program,
        reads: Iterable[Tensor] = (),
        *,
        samples: int,
    ) -> dict[Name, Tensor]:
        """Return what ``compute`` returns.

        Parameters
        ----------
        of : tuple
            Everything but the values of tensors that the computation depends on.
        compute : callable
            From nothing to tensors by whatever names; those that it reads are ``program``'s parameters,
            buffers and masks and ``reads``, and it changes none of them.
        program : Program
            Its modules run as they do while :func:`nnplayground.train.evaluation.looking`.
        reads : iterable of Tensor
        samples : int
            How many pass through the program, about.
        """
        known = self._remembered(program, (*program.masks, *of))
        known.calls += 1
        if known.calls == _AFTER and _is_worth_it(program, samples):
            with suppress(Unsupported, RuntimeError):  # as before, then
                _record(known, compute, program, reads)
        if known.function is None:
            return compute()
        with torch.no_grad(), _as_written(False):
            return dict(zip(known.names, known.function(*known.arguments), strict=True))

    def _remembered(self, program: Program, of: tuple[object, ...]) -> _Known:
        if program is not self._program:
            self._program = program
            self._known.clear()
        known = self._known.setdefault(of, _Known())
        self._known.move_to_end(of)
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        return known


def _is_worth_it(program: Program, samples: int) -> bool:
    work = samples * program.report.multiply_adds
    return program.device.type == "cpu" and work <= _LARGEST and torchscript.available()


def _record(
    known: _Known, compute: Callable[[], dict[Any, Tensor]], program: Program, reads: Iterable[Tensor]
) -> None:
    """Record a computation, and trust it if it says here what eager says."""
    parts = (program.parameters(), program.buffers(), program.masks.values(), reads)
    living = {f"l:{n}": tensor for n, tensor in enumerate(chain.from_iterable(parts))}

    def results(_none: Any) -> dict[str, Tensor]:
        return {str(number): tensor for number, tensor in enumerate(compute().values())}

    recorded = record(results, {}, living)
    script = torchscript.write_passage(recorded, {**living, **recorded.constants})
    function = script.compiled()
    with torch.no_grad(), _as_written(False):
        found = function(*script.arguments)
    expected = compute()
    if all(map(_same, found, expected.values())):
        known.function, known.arguments, known.names = function, script.arguments, tuple(expected)


def _same(one: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors are the same, bit for bit."""
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return torch.equal(*(tensor.reshape(-1).view(torch.uint8) for tensor in (one, other)))
