"""Machine code for small networks on the processor.

A recorded step (:mod:`nnplayground.train.engine.record`) becomes LLVM's assembly, then machine code.
:class:`Native` is the way to run steps by it; what the engine does not know raises ``Unsupported``.
"""

from nnplayground.train.engine.native.way import Native, warm_up

__all__ = ["Native", "warm_up"]
