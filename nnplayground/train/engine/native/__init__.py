"""Machine code for small networks on the processor.

A recorded step (:mod:`nnplayground.train.engine.record`) becomes LLVM's assembly, then machine code.
:class:`Native` is the way to run steps by it, :class:`SplitNative` that of several threads; what the engine
does not know raises ``Unsupported``.
"""

from nnplayground.train.engine.native.split import SplitNative
from nnplayground.train.engine.native.way import Native, warm_up

__all__ = ["Native", "SplitNative", "warm_up"]
