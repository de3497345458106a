"""A word that another thread sets to end a call of machine code between two steps."""

from __future__ import annotations

import ctypes

__all__ = ["NEVER", "Interrupt"]


class Interrupt:
    """Set by whoever has something to say, looked at by machine code after every step.

    Machine code holds no lock of Python's, and Python's threads cannot reach it; so it is a number in memory.

    Attributes
    ----------
    address : int
        Of a 64-bit word that is not 0 while the interrupt is set.
    """

    def __init__(self) -> None:
        self._word = ctypes.c_int64(0)
        self.address = ctypes.addressof(self._word)

    def set(self) -> None:
        """Ask for the end of the call that runs, and of every one to come, until :meth:`clear`."""
        self._word.value = 1

    def clear(self) -> None:
        """Ask for nothing more."""
        self._word.value = 0


NEVER = Interrupt()
"""One that nobody sets."""
