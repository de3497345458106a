"""``open`` and ``screenshot``: the only commands that load the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nnplayground.cli.arguments import add_source, picture_size, whole
from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.projects.source import open_source

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands

__all__ = ["add_to", "open_window"]


def add_to(commands: Commands) -> None:
    """Declare both commands."""
    opener = commands.add_parser("open", help="open the window on an experiment")
    add_source(opener)
    opener.set_defaults(run=open_window)
    camera = commands.add_parser("screenshot", help="save a picture of the window")
    add_source(camera)
    camera.add_argument("--out", type=Path, required=True, metavar="PNG", help="the picture's file")
    camera.add_argument("--epochs", type=whole(), default=0, metavar="N", help="train so long before")
    camera.add_argument(
        "--size", type=picture_size, default=(1440, 900), metavar="1440x900", help="of the window"
    )
    camera.add_argument("--scale", type=int, choices=(1, 2), default=1, help="pixels per logical pixel")
    camera.add_argument("--theme", choices=("dark", "light"), default="dark")
    camera.add_argument("--language", choices=("en", "ru"), default="en")
    camera.add_argument("--page", choices=("welcome", "playground"), default="playground")
    camera.set_defaults(run=_screenshot)


def open_window(options: argparse.Namespace) -> int:
    """Show the window until it is closed."""
    experiment = open_source(options.source) if options.source is not None else None
    try:
        from nnplayground.ui.application import run_window
    except ImportError as error:
        raise _no_window(error) from error
    return run_window(experiment)


def _screenshot(options: argparse.Namespace) -> int:
    experiment = open_source(options.source)
    _require_folder(options.out)
    try:
        from nnplayground.ui.application import take_screenshot
    except ImportError as error:
        raise _no_window(error) from error
    take_screenshot(
        experiment,
        options.out,
        epochs=options.epochs,
        size=options.size,
        scale=options.scale,
        theme=options.theme,
        language=options.language,
        page=options.page,
    )
    return 0


def _require_folder(path: Path) -> None:
    """Refuse before training what could not be written after it."""
    if path.is_dir():
        raise FileError("This is a folder and not a file.", place=str(path))
    if not path.parent.is_dir():
        raise FileError("There is no such folder.", place=str(path.parent))


def _no_window(error: ImportError) -> PlaygroundError:
    remedy = "Run “make run” once, or train without a window: nnplayground train --help."
    return PlaygroundError(f"The window cannot be loaded: {error}.", remedy=remedy)
