"""The log file: what the program says of itself, kept small, in the platform's own place."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

import platformdirs

__all__ = ["LOGGER", "log_file", "log_folder", "start_log", "stop_log"]

LOGGER = logging.getLogger("nnplayground")

_NAME = "nnplayground.log"
_CRASHES = "crash.txt"
_BYTES, _FILES = 1_000_000, 3

_crash_file: IO[str] | None = None  # faulthandler writes to it until the end of the program


def log_folder() -> Path:
    """Return where logs lie, whether or not there are any."""
    return platformdirs.user_log_path("nnplayground", appauthor=False)


def log_file() -> Path:
    """Return the file that is written to now, whether or not it is there."""
    return log_folder() / _NAME


def start_log(version: str) -> Path | None:
    """Write a log from now on, and what is known of a crash of the interpreter beside it.

    Parameters
    ----------
    version : str
        Of the program, for the first line.

    Returns
    -------
    pathlib.Path or None
        The log file; None where nothing can be written, which is no reason not to start.
    """
    global _crash_file
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / _NAME, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=False
        )
        _crash_file = (folder / _CRASHES).open("a", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    faulthandler.enable(_crash_file)
    python = sys.version.split()[0]
    LOGGER.info("NN Playground %s on %s, Python %s", version, platform.platform(), python)
    return folder / _NAME


def stop_log() -> None:
    """Write nothing more and let go of the files."""
    global _crash_file
    for handler in [h for h in LOGGER.handlers if isinstance(h, RotatingFileHandler)]:
        LOGGER.removeHandler(handler)
        handler.close()
    if _crash_file is not None:
        faulthandler.disable()
        _crash_file.close()
        _crash_file = None
