"""Ctrl+C while something trains."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Flag", "interruptible"]


class Flag:
    """Whether the end has been asked for."""

    def __init__(self) -> None:
        self.raised = False

    def is_set(self) -> bool:
        """Tell whether it has."""
        return self.raised


@contextmanager
def interruptible() -> Iterator[Flag]:
    """Let the first Ctrl+C end the run in order, and a second one at once."""
    flag = Flag()

    def stop(_signal: int, _frame: object) -> None:
        flag.raised = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield flag
    finally:
        signal.signal(signal.SIGINT, before)
