"""What names an experiment: a file, a preset, a link, a shared text, or ``-`` for standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.registry import suggestion
from nnplayground.core.text import translatable as _
from nnplayground.projects import backups, files, presets, share, tf_playground
from nnplayground.projects.kinds import PROJECTS

__all__ = ["file_of", "open_source", "open_text", "short_name"]

_STDIN = "-"


def open_source(source: str) -> Experiment:
    """Return the experiment that ``source`` names.

    Parameters
    ----------
    source : str
        A preset's name, a TensorFlow Playground link, a shared text (``nnp1:…``), the path of a project
        file, or ``-`` for JSON on standard input. A file that is called like a preset is reached as
        ``./spiral``.

    Raises
    ------
    FileError
        With one sentence about why it cannot be read.
    """
    if source == _STDIN:
        return _standard_input()
    if share.looks_like_text(source):
        return open_text(source)
    path = file_of(source)
    if path is not None:
        return _load(path)
    if source in presets.names():
        return presets.load(source)
    if tf_playground.looks_like_link(source):
        return open_text(source)
    sentence = _("core", "“{source}” is neither a file, a preset nor a link.").format(source=source)
    raise FileError(sentence, remedy=suggestion(source, presets.names()))


def _load(path: Path) -> Experiment:
    try:
        return files.load(path)
    except FileError as error:
        earlier = backups.last_good(path)
        if earlier is None:
            raise
        when = earlier.saved.strftime("%Y-%m-%d %H:%M")
        remedy = _("core", "The version of {time} was kept and can be read: {path}")
        said = remedy.format(time=when, path=earlier.path)
        raise FileError(error.sentence, place=error.place, remedy=said) from error


def open_text(text: str) -> Experiment:
    """Return the experiment of a shared text or of a TensorFlow Playground link.

    Raises
    ------
    FileError
        If it is neither, or damaged.
    """
    return share.from_text(text) if share.looks_like_text(text) else tf_playground.from_link(text)


def file_of(source: str) -> Path | None:
    """Return the project file that ``source`` names; None if it names something else."""
    other = source == _STDIN or source in presets.names() or _is_text(source)
    return Path(source) if not other and _is_path(source) else None


def short_name(source: str) -> str:
    """Return what the files made from ``source`` are called."""
    if source in presets.names():
        return source
    if source == _STDIN or _is_text(source):
        return "experiment"
    return Path(source).stem


def _is_text(source: str) -> bool:
    return tf_playground.looks_like_link(source) or share.looks_like_text(source)


def _standard_input() -> Experiment:
    text = sys.stdin.buffer.read(files.MAX_JSON + 1)
    try:
        if len(text) > files.MAX_JSON:
            sentence = _("core", "It holds more than {limit} MB, the most that is read.")
            raise FileError(sentence.format(limit=files.MAX_JSON // 2**20))
        return files.parse(text)
    except FileError as error:
        place = f"standard input: {error.place}" if error.place else "standard input"
        raise FileError(error.sentence, place=place, remedy=error.remedy) from error


def _is_path(source: str) -> bool:
    """Tell a path, existing or mistyped, from a mistyped preset."""
    try:
        exists = Path(source).exists()
    except (OSError, ValueError):  # a null character, or a name longer than the system allows
        exists = False
    return exists or "/" in source or "\\" in source or Path(source).suffix.lower() in PROJECTS
