"""``open`` and ``screenshot``: the only commands that load the window."""

from __future__ import annotations

import argparse
import gc
import re
from pathlib import Path
from typing import TYPE_CHECKING

from nnplayground.cli.arguments import SOURCE, add_source, picture_size, whole
from nnplayground.cli.libraries import require_libraries
from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.projects import presets
from nnplayground.projects.film import FILM_KINDS, require_ffmpeg
from nnplayground.projects.folders import recovery_folder

if TYPE_CHECKING:
    from nnplayground.cli.arguments import Commands
    from nnplayground.core.experiment import Experiment

__all__ = ["add_to", "open_window"]

_PICTURES = (".png", ".svg", ".pdf")


def add_to(commands: Commands) -> None:
    """Declare both commands."""
    opener = commands.add_parser("open", help="open the window on an experiment")
    opener.add_argument("source", metavar="SOURCE", nargs="?", help=SOURCE)
    opener.add_argument("--recover", metavar="NAME", help=argparse.SUPPRESS)
    opener.set_defaults(run=open_window)
    _add_camera(commands)


def _add_camera(commands: Commands) -> None:
    camera = commands.add_parser(
        "screenshot", help="save a picture of the window or of one view, or a film of the training"
    )
    add_source(camera)
    out = "the picture's file: .png, .svg or .pdf; .gif or .mp4 for a film"
    camera.add_argument("--out", type=Path, required=True, metavar="FILE", help=out)
    camera.add_argument("--epochs", type=whole(), default=0, metavar="N", help="train so long before")
    camera.add_argument(
        "--size", type=picture_size, default=(1440, 900), metavar="1440x900", help="of the window"
    )
    camera.add_argument("--scale", type=int, choices=(1, 2, 4), default=1, help="pixels per logical pixel")
    camera.add_argument("--theme", choices=("dark", "light"), default="dark")
    camera.add_argument("--language", choices=("en", "ru"), default="en")
    camera.add_argument("--page", choices=("welcome", "playground"), default="playground")
    view = "window, network, output, or a page of the run: timeline, gradients, weights, …"
    camera.add_argument("--view", default="window", help=view)
    grounds = ("shown", "white", "none")
    camera.add_argument("--background", choices=grounds, default="shown", help="of the picture")
    camera.add_argument("--frames", type=whole(1), default=60, metavar="N", help="pictures of a film")
    camera.add_argument(
        "--rate", type=whole(1), default=15, metavar="N", help="pictures per second of a film"
    )
    camera.set_defaults(run=_screenshot)


def open_window(options: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    # What is there is read by the window, which can say what is wrong where a double-click is answered.
    path = _existing(options.source)
    experiment = _opened(options.source) if path is None and options.source is not None else None
    require_libraries()
    gc.disable()  # for good: the window has its own collector (app/garbage.py)
    try:
        from nnplayground.ui.application import run_window
    except ImportError as error:
        raise _no_window(error) from error
    gc.freeze()
    return run_window(experiment, path, _recovered(getattr(options, "recover", None)))


def _opened(source: str) -> Experiment:
    from nnplayground.projects.source import open_source  # with all that reads tables and pictures

    return open_source(source)


def _recovered(name: str | None) -> Path | None:
    """Return the folder of unsaved work of this name; nothing outside the recovery's own is ever named."""
    return recovery_folder() / name if name and re.fullmatch(r"[0-9A-Za-z-]+", name) else None


def _existing(source: str | None) -> Path | None:
    """Return the file or folder that is named; None if there is no such thing, or a preset is meant."""
    if source is None or source in presets.names():
        return None
    try:
        return Path(source).absolute() if source and Path(source).exists() else None
    except (OSError, ValueError):  # a null character, or a name longer than the system allows
        return None


def _screenshot(options: argparse.Namespace) -> int:
    experiment = _opened(options.source)
    _require_folder(options.out)
    _require_ending(options.out)
    try:
        from nnplayground.ui.camera import Ground, Shot, take_film, take_picture
    except ImportError as error:
        raise _no_window(error) from error
    shot = Shot(
        epochs=options.epochs,
        size=options.size,
        scale=options.scale,
        theme=options.theme,
        language=options.language,
        page=options.page,
        view=options.view,
        ground=Ground(options.background),
    )
    if options.out.suffix.lower() in FILM_KINDS:
        take_film(experiment, options.out, shot, options.frames, float(options.rate))
    else:
        take_picture(experiment, options.out, shot)
    return 0


def _require_ending(path: Path) -> None:
    """Refuse before training what could not be encoded after it."""
    ending = path.suffix.lower()
    if ending not in (*_PICTURES, *FILM_KINDS):
        sentence = f"A picture is not saved as “{ending}”."
        raise FileError(
            sentence, place=str(path), remedy="Use .png, .svg or .pdf, or .gif or .mp4 for a film."
        )
    if ending == ".mp4":
        require_ffmpeg(path)


def _require_folder(path: Path) -> None:
    """Refuse before training what could not be written after it."""
    if path.is_dir():
        raise FileError("This is a folder and not a file.", place=str(path))
    if not path.parent.is_dir():
        raise FileError("There is no such folder.", place=str(path.parent))


def _no_window(error: ImportError) -> PlaygroundError:
    remedy = "Run “make run” once, or train without a window: nnplayground train --help."
    return PlaygroundError(f"The window cannot be loaded: {error}.", remedy=remedy)
