"""Ready-made experiments: every file in ``resources/presets`` is one.

A file is called ``NUMBER-NAME.json``; the number is its place in the gallery. Title and commentary stand in
the file, in each language.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.registry import suggestion
from nnplayground.core.resources import resource
from nnplayground.core.text import translatable as _
from nnplayground.projects import files
from nnplayground.projects.chains import dense_chain

__all__ = ["DEFAULT", "blank", "load", "names"]

DEFAULT = "spiral"
_FILE = re.compile(r"\d+-(.+)\.json")


@cache
def _paths() -> dict[str, Path]:
    found = sorted(resource("presets").glob("*.json"))
    return {match[1]: path for path in found if (match := _FILE.fullmatch(path.name))}


def names() -> tuple[str, ...]:
    """Return the names of all presets in the gallery's order."""
    return tuple(_paths())


@cache
def load(name: str) -> Experiment:
    """Return the preset called ``name``.

    Raises
    ------
    FileError
        If there is none; the remedy offers the nearest names.
    """
    if name not in _paths():
        sentence = _("core", "There is no preset called “{name}”.").format(name=name)
        raise FileError(sentence, remedy=suggestion(name, names()))
    return files.load(_paths()[name])


def blank() -> Experiment:
    """Return what *New* opens: data and a loss, and nothing between them yet."""
    chain = dense_chain((), "tanh", 1)
    data = load(DEFAULT).data.replace(features=("x1", "x2"))
    return Experiment(data=data, graph=chain.remove(["output"], reconnect=False))
