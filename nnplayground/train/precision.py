"""In which numbers a program computes: those that are stored, and those of its matrix products.

``tf32`` and ``bfloat16`` store everything in float32 and give up digits inside of a step only. TF32 is a
switch of PyTorch for the whole process, heeded by CUDA devices alone; bfloat16 is ``torch.autocast`` around
every node, which hands its result on in float32, so that losses, gradients of parameters and what optimizers
remember are float32. Evaluation and views run the same forward pass as training; only a trace of one sample
is in float32, so that the formulas beside its numbers hold.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

import torch

from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.core.text import Text

__all__ = ["Switch", "autocasting", "multiplying", "stored_dtype", "why_plain"]

_FIRST_WITH_TF32 = 8  # compute capability, Ampere


def stored_dtype(precision: str) -> torch.dtype:
    """Return the type of parameters, data, losses and what optimizers remember."""
    return torch.float64 if precision == "float64" else torch.float32


def autocasting(precision: str, device: torch.device) -> AbstractContextManager[object]:
    """Run the forward pass inside in bfloat16, if that is the precision, wherever autocast holds it safe."""
    if precision != "bfloat16":
        return nullcontext()
    # Its cache belongs to the whole process, and a step reads most weights once.
    return torch.autocast(device.type, torch.bfloat16, cache_enabled=False)


def why_plain(precision: str, device: torch.device) -> Text | None:
    """Return in a sentence why TF32 makes no difference on a device, if it does not."""
    if precision != "tf32":
        return None
    if device.type != "cuda":
        return _("core", "TF32 is for CUDA devices; the processor computes in plain float32.")
    if torch.cuda.get_device_capability(device)[0] < _FIRST_WITH_TF32:
        sentence = _("core", "{device} has no TF32 and computes in plain float32.")
        return sentence.format(device=torch.cuda.get_device_name(device))
    return None


class Switch:
    """PyTorch's two switches of TF32, of which a process has one pair, held by one wish at a time.

    Several trainers that wish the same compute side by side. One that wishes otherwise waits until none of
    them is within a step, so that float32 never loses digits because of a neighbour. A thread that is inside
    must not ask for the other wish.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._allowed = False
        self._before = False, False

    @contextmanager
    def held(self, *, allowed: bool) -> Iterator[None]:
        """Set both switches; the last who leaves puts them back as they were."""
        self._enter(allowed)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, allowed: bool) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._inside or self._allowed == allowed)
            if not self._inside:
                self._before = torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32
                _turn(allowed, allowed)
            self._allowed = allowed
            self._inside += 1

    def _leave(self) -> None:
        with self._changed:
            self._inside -= 1
            if not self._inside:
                _turn(*self._before)
                self._changed.notify_all()


def _turn(products: bool, convolutions: bool) -> None:
    torch.backends.cuda.matmul.allow_tf32 = products
    torch.backends.cudnn.allow_tf32 = convolutions  # PyTorch's own default rounds to ten bits, unasked


_switch = Switch()


def multiplying(precision: str, device: torch.device) -> AbstractContextManager[None]:
    """Let a CUDA device round the factors of products to TF32 inside if that is the precision, else not."""
    if device.type != "cuda":
        return nullcontext()
    return _switch.held(allowed=precision == "tf32")
