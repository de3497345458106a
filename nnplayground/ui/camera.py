"""Pictures and films of the window without anybody before it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.app.settings import Settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.registry import suggestion
from nnplayground.core.text import translatable as _
from nnplayground.projects.files import replace_file
from nnplayground.projects.film import pack, write_film
from nnplayground.ui.application import Program, make_application
from nnplayground.ui.staging import train_until, wait
from nnplayground.ui.views.drawing import (
    Ground,
    SceneDrawing,
    WidgetDrawing,
    as_image,
    as_pdf,
    as_png,
    as_svg,
)
from nnplayground.ui.views.filming import pixels
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.main_window import MainWindow
    from nnplayground.ui.views.drawing import Drawing

__all__ = ["Ground", "Shot", "take_film", "take_picture"]

_SETTLE_MS = 250
_LONGEST = 30.0  # seconds that a picture waits for what is still being computed
_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Shot:
    """How a picture is taken.

    Attributes
    ----------
    epochs : int
        Trained before the picture, or during the film.
    size : (int, int)
        Width and height of the window in logical pixels.
    scale : int
        Physical pixels per logical pixel.
    theme, language : str
    page : str
        ``"playground"`` or ``"welcome"``.
    view : str
        ``"window"``, ``"network"``, ``"output"``, or the name of a page of the run, which is enlarged.
    ground : Ground
        Behind it.
    """

    epochs: int = 0
    size: tuple[int, int] = (1440, 900)
    scale: int = 1
    theme: str = "dark"
    language: str = "en"
    page: str = "playground"
    view: str = "window"
    ground: Ground = Ground.SHOWN


def take_picture(experiment: Experiment, out: Path, shot: Shot) -> None:
    """Train, render a view and save the picture; the ending of ``out`` says whether PNG, SVG or PDF.

    Raises
    ------
    PlaygroundError
        If training diverges, the view does not fit the data, or the picture cannot be written.
    """
    program = _program(experiment, shot)
    try:
        drawing = _show(program.window, shot)
        program.session.start()
        train_until(program.session, shot.epochs)
        _settle(program.window)
        data = _encoded(drawing, out.suffix.lower(), shot)
    finally:
        program.close()
    with replace_file(out) as file:
        file.write(data)


def take_film(experiment: Experiment, out: Path, shot: Shot, frames: int, rate: float) -> None:
    """Train ``shot.epochs`` epochs and film a view at ``frames`` of them, at equal distances.

    Raises
    ------
    PlaygroundError
        As :func:`take_picture`, and without ffmpeg for an MP4.
    """
    program = _program(experiment, shot)
    try:
        drawing = _show(program.window, shot)
        program.session.start()
        packed = []
        for epoch in np.unique(np.linspace(0, shot.epochs, frames).round()).astype(int).tolist():
            train_until(program.session, epoch)
            _settle(program.window)
            packed.append(pack(pixels(as_image(drawing, shot.scale, shot.ground))))
    finally:
        program.close()
    write_film(out, packed, rate)


def _settle(window: MainWindow) -> None:
    """Wait until everything in sight is computed and drawn."""
    end = time.monotonic() + _LONGEST
    wait(_SETTLE_MS)
    while any(page.is_busy() for page in window.bottom.visible_pages()) and time.monotonic() < end:
        wait(_SETTLE_MS)


def _program(experiment: Experiment, shot: Shot) -> Program:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(shot.scale)
    make_application(shot.theme, shot.language)
    return Program(experiment, Settings())


def _show(window: MainWindow, shot: Shot) -> Drawing:
    """Bring a view to the front, and return it."""
    window.resize(*shot.size)
    window.bottom.show_page(window.bottom.names()[0])  # whichever page the person looked at last
    window.show()
    if shot.page == "welcome":
        window.show_welcome()
    if shot.view == "window":
        return WidgetDrawing(window, "window")
    if shot.view == "output":
        return WidgetDrawing(window.output)
    if shot.view == "network":
        scene = window.canvas.scene
        return SceneDrawing(scene, scene.bounds().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
    _require_view(window, shot.view)
    window.place.show_large(shot.view)
    return WidgetDrawing(window.bottom.current.picture())


def _require_view(window: MainWindow, view: str) -> None:
    names = [kind.name for kind in Page.kinds()]
    if view not in names:
        sentence = _("core", "There is no view “{view}”.").format(view=view)
        raise PlaygroundError(sentence, remedy=suggestion(view, ["window", "network", *names]))
    if not window.bottom.offers(view):
        sentence = _("core", "The view “{view}” has nothing to show for this experiment.").format(view=view)
        raise PlaygroundError(sentence)


def _encoded(drawing: Drawing, ending: str, shot: Shot) -> bytes:
    if ending == ".svg":
        return as_svg(drawing, shot.ground)
    if ending == ".pdf":
        return as_pdf(drawing, shot.ground)
    return as_png(as_image(drawing, shot.scale, shot.ground))
