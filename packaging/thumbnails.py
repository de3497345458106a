"""Draw the presets' thumbnails: what each network over a plane or a line has learned, dark and light.

    python packaging/thumbnails.py [NAME…]

writes ``resources/presets/thumbnails/NAME-dark.png`` and ``NAME-light.png``. Training is deterministic, so
that only a changed preset changes its pictures.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "2"

from PySide6.QtCore import QCoreApplication, QRect

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui import application
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from nnplayground.ui.views.plots import Plot

FOLDER = Path(__file__).parents[1] / "resources" / "presets" / "thumbnails"
SIZE = 88  # of the welcome page's cards, in logical pixels
DOT = 3.0
EPOCHS = 400


def main(names: list[str]) -> None:
    """Draw the named presets, or all whose data lie in a plane or on a line."""
    FOLDER.mkdir(exist_ok=True)
    application._application("dark", "en")
    for name in names or presets.names():
        if presets.load(name).data.spec().bounds:
            _draw(name)
            print(name)


def _draw(name: str) -> None:
    experiment = presets.load(name)
    stop = experiment.training.stop
    program = application.Program(experiment, Settings())
    try:
        program.window.show()
        program.session.start()
        application._train(program.session, min(stop.epochs or EPOCHS, EPOCHS))
        output = program.window.output
        plot = output.boundary if experiment.data.spec().is_plane else output.fitted
        for mode in ("dark", "light"):
            theme().set_mode(mode)
            _picture(plot).save(str(FOLDER / f"{name}-{mode}.png"))
    finally:
        program.close()


def _picture(plot: Plot) -> QPixmap:
    """Return the plot without axes, its dots as small as the picture."""
    for axis in ("left", "bottom"):
        plot.hideAxis(axis)
    plot.train.setSize(DOT)
    plot.train.setPen(None)
    plot.test.clear()
    plot.setMinimumSize(0, 0)
    plot.setFixedSize(SIZE, SIZE)
    inside = _inside(plot)
    plot.setFixedSize(2 * SIZE - inside.width(), 2 * SIZE - inside.height())
    picture: QPixmap = plot.grab(_inside(plot))
    return picture


def _inside(plot: Plot) -> QRect:
    QCoreApplication.processEvents()
    inside: QRect = plot.getViewBox().sceneBoundingRect().toAlignedRect()
    return inside


if __name__ == "__main__":
    main(sys.argv[1:])
