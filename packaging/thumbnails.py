"""Draw the presets' thumbnails: what each network has learned, dark and light.

Over a plane or a line that is its output, of pictures its masks, boxes and reconstructions, and the map of a
code of two numbers. Of networks that only name pictures or rows of a table the samples are drawn.

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

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from nnplayground.app.settings import Settings
from nnplayground.core.codes import code_nodes
from nnplayground.core.layer import TensorSpec
from nnplayground.projects import presets
from nnplayground.ui import application, staging
from nnplayground.ui.theme import theme
from nnplayground.ui.views.pages.codes import CodesPage
from nnplayground.ui.views.pictured import Answers, answers_of
from nnplayground.ui.welcome.entries import picture_of_samples

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.views.answer_board import AnswerBoard
    from nnplayground.ui.views.plots import Plot

FOLDER = Path(__file__).parents[1] / "resources" / "presets" / "thumbnails"
SIZE = 88  # of the welcome page's cards, in logical pixels
DOT = 3.0
EPOCHS = 400
WAIT = 800  # ms, until probes are answered
SMOOTH = Qt.TransformationMode.SmoothTransformation


def main(names: list[str]) -> None:
    """Draw the named presets, or all."""
    FOLDER.mkdir(exist_ok=True)
    application.make_application("dark", "en")
    for name in names or presets.names():
        experiment = presets.load(name)
        has_answers = answers_of(experiment, experiment.report()) is not None
        if experiment.data.spec().bounds or has_answers:
            _draw_learned(name, experiment)
        else:
            _draw_samples(name, experiment)
        print(name)


def _draw_samples(name: str, experiment: Experiment) -> None:
    samples = picture_of_samples(experiment)
    for mode in ("dark", "light"):
        theme().set_mode(mode)
        picture = QPixmap(2 * SIZE, 2 * SIZE)
        picture.fill(theme().colour("field"))
        picture.setDevicePixelRatio(2)
        painter = QPainter(picture)
        samples.draw(painter, QRectF(0, 0, SIZE, SIZE))
        painter.end()
        _save(picture, name, mode)


def _save(picture: QPixmap, name: str, mode: str) -> None:
    # Qt reads 0 not as bad, but as small: a PNG loses nothing.
    picture.save(str(FOLDER / f"{name}-{mode}.png"), "PNG", 0)


def _draw_learned(name: str, experiment: Experiment) -> None:
    stop = experiment.training.stop
    program = application.Program(experiment, Settings())
    try:
        program.window.show()
        program.session.start()
        staging.train_until(program.session, min(stop.epochs or EPOCHS, EPOCHS))
        for mode in ("dark", "light"):
            theme().set_mode(mode)
            _save(_pictured(program), name, mode)
    finally:
        program.close()


def _pictured(program: application.Program) -> QPixmap:
    experiment, output = program.document.experiment, program.window.output
    if experiment.data.spec().bounds:
        return _picture(
            output.boundary if experiment.data.spec().is_plane else output.picture.pictures.fitted
        )
    report = experiment.report()
    codes = code_nodes(experiment.graph, report)
    if codes and report.nodes[codes[0]].output == TensorSpec((2,)):
        return _code_map(program)
    return _answers(output.picture.board)


def _code_map(program: application.Program) -> QPixmap:
    """Return what the decoder paints over the plane of its code."""
    program.window.bottom.show_page("codes")
    staging.wait(WAIT)
    plot = next(page.plot for page in program.window.findChildren(CodesPage))
    plot.show_parts(pictures=True, samples=False)
    plot.place = None
    plane = plot.grab(plot.plane().toAlignedRect())
    return plane.scaled(2 * SIZE, 2 * SIZE, Qt.AspectRatioMode.IgnoreAspectRatio, SMOOTH)


def _answers(board: AnswerBoard) -> QPixmap:
    """Return four pictures: answers, or two inputs above their reconstructions."""
    picture = QPixmap(2 * SIZE, 2 * SIZE)
    painter = QPainter(picture)
    staging.wait(WAIT)
    for number in range(4):
        row, column = divmod(number, 2)
        of = board.answered(column if board.kind is Answers.PICTURE else number)
        panels = [] if of is None else board._panels_of(number, of)
        place = -3 + row if board.kind is Answers.PICTURE else 2 if board.kind is Answers.MASK else 1
        if panels and (panel := panels[place]) is not None:
            panel.draw(painter, QRectF(column * SIZE, row * SIZE, SIZE, SIZE))
    painter.end()
    return picture


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
