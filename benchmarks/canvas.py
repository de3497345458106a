"""What one repaint of the canvas costs, for the spiral and for a wide network."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAINTS = 30


def report() -> Iterator[str]:
    from nnplayground.app.settings import Settings
    from nnplayground.projects import presets
    from nnplayground.train.commands import Step
    from nnplayground.ui import application

    app = application._application("dark", "en")
    spiral = presets.load("spiral")
    for label, width in (("spiral 8-6", 8), ("spiral with 64 units in the first layer", 64)):
        experiment = spiral.with_value("nodes.dense1.units", width)
        program = application.Program(experiment, Settings())
        program.window.show()
        program.session.start()
        program.session.send(Step(epochs=1))
        while program.session.snapshot is None or program.session.snapshot.epoch < 1:
            app.processEvents()
        times = []
        for _paint in range(_PAINTS):
            start = time.perf_counter()
            program.window.canvas.grab()
            times.append(1000 * (time.perf_counter() - start))
        program.close()
        yield f"{label}: {median(times):.1f} ms a repaint"
