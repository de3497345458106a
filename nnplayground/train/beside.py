"""Work in a thread of its own beside training, on one core: what it finds is read while it goes on."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.loading import LOADING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Beside"]

Found = TypeVar("Found")


class Beside(Generic[Found]):
    """Computes something once, in a thread; subclasses say what by :meth:`findings`.

    Parameters
    ----------
    name : str
        Of the thread.

    Attributes
    ----------
    error : PlaygroundError or None
        Why there is no more.
    seconds : float
        How long it took, once it is done.
    """

    def __init__(self, name: str) -> None:
        self.error: PlaygroundError | None = None
        self.seconds = 0.0
        self._found: Found | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def findings(self) -> Iterator[Found]:
        """Yield what is found as far as it is known, the whole of it last; called in the thread."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; what is known stays."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    @property
    def running(self) -> bool:
        """Whether its thread is at work."""
        return self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped.is_set()

    @property
    def found(self) -> Found | None:
        """The newest state, None before the first; may be read from any thread."""
        return self._found

    # -- inside the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        started = time.perf_counter()
        try:
            self._compute()
        except PlaygroundError as error:
            self.error = error
        except Exception:
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
        self.seconds = time.perf_counter() - started

    def _compute(self) -> None:
        with LOADING:
            import torch

        # This thread's own number: PyTorch keeps one for every thread that has computed already.
        torch.set_num_threads(1)
        for found in self.findings():
            if self.stopped:
                return
            self._found = found
