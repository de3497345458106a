"""Taking turns in Python while machine code runs beside.

PyTorch gives Python's lock away in every operation. Threads that all call it would spend most of their time
handing it to each other, so those that train many networks hold one lock of their own whenever they are in
Python, and lend it only while something long runs without Python.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

__all__ = ["lent", "takes_turns", "taking_turns"]

_WORTH = 2e-4  # seconds: waking another thread and being woken takes a good part of it
_mine = threading.local()


@contextmanager
def taking_turns(lock: threading.Lock) -> Iterator[None]:
    """Hold ``lock`` in this thread, save while it is lent."""
    with lock:
        _mine.lock = lock
        try:
            yield
        finally:
            del _mine.lock


def takes_turns() -> bool:
    """Tell whether this thread is one of several that train."""
    return hasattr(_mine, "lock")


def lent(seconds: float) -> AbstractContextManager[None]:
    """Return a context in which others have the lock that this thread takes turns by, if there is one.

    Parameters
    ----------
    seconds : float
        How long it will be about; it is not lent for less than is worth it.
    """
    lock: threading.Lock | None = getattr(_mine, "lock", None)
    return nullcontext() if lock is None or seconds < _WORTH else _lent(lock)


@contextmanager
def _lent(lock: threading.Lock) -> Iterator[None]:
    lock.release()
    try:
        yield
    finally:
        lock.acquire()
