"""How many of the computer's cores this process may use."""

from __future__ import annotations

import os

__all__ = ["cores", "has_window", "share_cores", "spare_cores"]

_sharing = 1
_windows = 0


def cores() -> int:
    """Return how many cores are this process's: those it may run on, divided by who shares them with it."""
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, known // _sharing)


def share_cores(processes: int) -> None:
    """Leave the other ones of so many processes that compute at once their share, from now on."""
    global _sharing
    _sharing = max(1, processes)


def spare_cores() -> int:
    """Return how many are left beside a thread that trains, and a window if there is one."""
    return max(0, cores() - 1 - _windows)


def has_window() -> None:
    """Leave a core to the window of this process, from now on."""
    global _windows
    _windows = 1
