"""Steps per second without a window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 3.0
_RARELY = 10**9  # epochs: measuring after each would take longer than training it


def report() -> Iterator[str]:
    from nnplayground import Experiment

    for name in ("spiral", "lecture-demo", "digits"):
        experiment = Experiment.from_preset(name)
        experiment.train(epochs=1)
        start = time.perf_counter()
        run = experiment.train(seconds=_SECONDS, history_every=_RARELY)
        took = time.perf_counter() - start
        rate, epochs = run.steps / run.seconds, run.epochs / run.seconds
        yield f"{name}: {rate:,.0f} steps/s, {epochs:,.1f} epochs/s ({run.engine}, {took:.1f} s)"
