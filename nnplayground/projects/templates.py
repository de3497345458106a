"""A person's own beginnings: experiments kept by name, opened as often as they are wanted."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.core.errors import FileError
from nnplayground.projects import files
from nnplayground.projects.folders import template_folder

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.core.experiment import Experiment

__all__ = ["Template", "save_template", "templates"]

_MOST = 200


@dataclass(frozen=True, slots=True)
class Template:
    """An experiment and the file it stands in."""

    path: Path
    experiment: Experiment


def templates() -> tuple[Template, ...]:
    """Return the templates by name; what cannot be read is left out."""
    found = []
    with suppress(OSError):
        for path in sorted(template_folder().glob("*.nnp"))[:_MOST]:
            with suppress(FileError):
                found.append(Template(path, files.load(path)))
    return tuple(sorted(found, key=lambda one: one.experiment.name().casefold()))


def save_template(name: str, experiment: Experiment, language: str, thumbnail: bytes | None = None) -> Path:
    """Keep an experiment under a name; one of the same name is replaced.

    Parameters
    ----------
    name : str
    experiment : Experiment
    language : str
        Of the name.
    thumbnail : bytes, optional
        A small PNG.

    Returns
    -------
    Path
        Where it lies.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    path = template_folder() / f"{_file_name(name)}.nnp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(str(error.strerror or error), place=str(path.parent)) from error
    files.save(path, experiment.replace(title={"en": name, language: name}), thumbnail=thumbnail)
    return path


def _file_name(name: str) -> str:
    """Return a name that every system takes for a file."""
    plain = re.sub(r"[^\w -]", "_", name).strip(" .")[:80]
    return plain or "template"
