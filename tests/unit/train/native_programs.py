"""Small programs that run both by PyTorch and as machine code."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from nnplayground.train.engine.native.assembly import assemble
from nnplayground.train.engine.native.compiler import Functions, has_fma
from nnplayground.train.engine.native.runner import NativeProgram, Work
from nnplayground.train.engine.record import record

Function = Callable[[dict[str, Tensor]], Mapping[str, Tensor]]


class Machine:
    """A function, which reads a batch ``x`` (and ``target``), as machine code."""

    def __init__(self, function: Function, tensors: dict[str, Tensor]) -> None:
        self.tensors, self.recorded = tensors, record(function, tensors)
        self.program = NativeProgram(self.recorded, frozenset())
        with torch.no_grad():
            self.like = function({name: tensor.clone() for name, tensor in tensors.items()})

    def outputs(self) -> dict[str, Tensor]:
        """Return what it computes."""
        places = {name: torch.full_like(tensor, 7.0).contiguous() for name, tensor in self.like.items()}
        x, target = self.tensors["x"], self.tensors.get("target", self.tensors["x"])
        work = Work(x, target, torch.arange(len(x)).reshape(1, -1), {})
        self.program.bind({**self.tensors, **places}).run(work)
        return places

    def outputs_written(self, written_out: int) -> dict[str, Tensor]:
        """Return what it computes with loops of other lengths written out."""
        code = self.program.code  # of all programs with this text, so it gets its own functions back
        text = assemble(self.recorded, frozenset(), fma=has_fma(), tile=16, written_out=written_out).text
        own, code.functions = code.functions, Functions(text, optimized=False)
        try:
            return self.outputs()
        finally:
            code.functions = own


def outputs(function: Function, tensors: dict[str, Tensor], optimize: bool = False) -> dict[str, Tensor]:
    """Return what machine code computes of ``function``."""
    machine = Machine(function, tensors)
    if optimize:
        machine.program.code.improve(wait=True)
    return machine.outputs()


def assert_same(
    function: Function, tensors: dict[str, Tensor], *, relative: float | None = None, floor: float = 1.0
) -> None:
    """Compare machine code with PyTorch's float64.

    ``relative`` is the error allowed of numbers larger than ``floor``, and of ``floor`` for smaller ones.
    """
    exact = {n: t.double() if t.is_floating_point() else t for n, t in tensors.items()}
    with torch.no_grad():
        expected = function(exact)
    single = any(t.dtype == torch.float32 for t in tensors.values())
    allowed = relative if relative is not None else 2e-6 if single else 1e-13
    machine = Machine(function, tensors)
    others = [machine.outputs_written(written_out) for written_out in (1, 160)]
    for name, found in machine.outputs().items():
        assert all(torch.equal(bits(found), bits(other[name])) for other in others), name
        truth = expected[name].to(torch.float64)
        assert found.shape == truth.shape
        same = (found.double() == truth) | (found.isnan() & truth.isnan())
        error = (found.double() - truth).abs() / truth.abs().clamp_min(floor)
        assert bool((same | (error <= allowed)).all()), (name, found, truth)


def bits(tensor: Tensor) -> Tensor:
    """Return a tensor's bytes; all numbers that are none count as the same one."""
    plain = torch.where(tensor.isnan(), torch.nan, tensor) if tensor.is_floating_point() else tensor
    return plain.reshape(-1).view(torch.uint8)


def with_gradients(function: Callable[..., Tensor], *names: str) -> Function:
    """Return a function of named tensors with its value and the gradients of ``names``."""

    def apply(t: dict[str, Tensor]) -> dict[str, Tensor]:
        with torch.enable_grad():
            leaves = {n: t[n].detach().requires_grad_(n in names) for n in t}
            value = function(leaves)
            # Every number counts for something else, so that a gradient in the wrong place is seen.
            weights = torch.arange(1, value.numel() + 1, dtype=value.dtype).view(value.shape).cos()
            total = (value * t.get("p:weights", weights)).sum()
        found = torch.autograd.grad(total, [leaves[n] for n in names])
        return {"o:value": value.detach(), **{f"o:{n}": g for n, g in zip(names, found, strict=True)}}

    return apply
