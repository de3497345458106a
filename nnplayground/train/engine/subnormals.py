"""Arithmetic in which numbers too small to be normal are zero.

Penalties let weights of dead units shrink for ever. Below 2⁻¹²⁶ (float32) numbers become subnormal, over
which processors take a hundred times as long, and nothing is left of their meaning. Every way of running
steps, and whoever looks at the result, therefore computes with them flushed to zero: all alike, because
otherwise ways would differ in the last bits.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["flushed", "flushing"]

_SMALLEST, _ONE = 5e-324, 1.0


@contextmanager
def flushing() -> Iterator[None]:
    """Flush subnormal numbers to zero in this thread; afterwards all is as before.

    The threads that PyTorch shares an operation with keep the mode in which they were started
    (:func:`nnplayground.train.device.use_threads`). A processor without such a mode computes on as it does.
    """
    before = flushed()
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(before)


def flushed() -> bool:
    """Tell whether this thread computes so now. PyTorch can only set the mode, not tell it."""
    return _SMALLEST * _ONE == 0.0
