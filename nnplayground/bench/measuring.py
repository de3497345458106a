"""Turns in random order, medians and quartiles, and the name of the machine."""

from __future__ import annotations

import os
import platform
import random
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["in_turns", "machine", "per_second", "ratios", "summary"]


def in_turns(ways: Mapping[str, Callable[[], float]], turns: int) -> dict[str, list[float]]:
    """Measure every way once a turn, in an order drawn anew, and return its figures turn by turn."""
    order, figures = random.Random(0), {name: [0.0] * turns for name in ways}
    for turn in range(turns):
        for name in order.sample(list(ways), len(ways)):
            figures[name][turn] = ways[name]()
    return figures


def per_second(work: Callable[[], int], seconds: float) -> float:
    """Return how much ``work`` does per second, which returns how much it did in a call."""
    started, done = time.perf_counter(), 0
    while True:
        done += work()
        took = time.perf_counter() - started
        if took >= seconds:
            return done / took


def ratios(figures: Sequence[float], to: Sequence[float]) -> list[float]:
    """Divide turn by turn: what slows one turn slows both."""
    return [one / other for one, other in zip(figures, to, strict=True)]


def summary(figures: Sequence[float]) -> dict[str, float]:
    """Return the median and the quartiles."""
    low, middle, high = np.percentile(figures, [25, 50, 75]).tolist()
    return {"median": middle, "lower_quartile": low, "upper_quartile": high}


def machine() -> dict[str, Any]:
    """Return what the figures depend on besides the program."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "torch": version("torch"),
    }


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        asked = subprocess.run(
            ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True
        )
        return asked.stdout.strip() or platform.processor()
    return platform.processor() or platform.machine()
