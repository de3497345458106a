"""Blocks kept as files: those that come with the program, and a person's own.

A file is a fragment (:mod:`nnplayground.core.fragment`); a shipped one is called ``NUMBER-NAME.json``, the
number being its place in the palette.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nnplayground.core import fragment as fragments
from nnplayground.core.errors import FileError
from nnplayground.core.fragment import Fragment
from nnplayground.core.resources import resource
from nnplayground.core.text import translatable as _
from nnplayground.projects.files import replace_file

__all__ = ["SavedBlock", "own", "remove", "save", "shipped"]

_MOST = 500
# What blocks of shipped files are named by, so that the names can be translated where they stand.
_NAMES = (
    _("core", "Bottleneck"),
    _("core", "Dense block"),
    _("core", "Dense skip"),
    _("core", "Inception"),
    _("core", "Mlpconv"),
    _("core", "Residual"),
    _("core", "SE residual"),
    _("core", "Xception"),
)


@dataclass(frozen=True, slots=True)
class SavedBlock:
    """A fragment and the file it stands in.

    Attributes
    ----------
    path : Path
    fragment : Fragment
    is_own : bool
        Whether the person has saved it, and may remove it.
    """

    path: Path
    fragment: Fragment
    is_own: bool


def shipped() -> tuple[SavedBlock, ...]:
    """Return the blocks that come with the program, in the palette's order."""
    return tuple(SavedBlock(path, _read(path), False) for path in sorted(resource("blocks").glob("*.json")))


def own(folder: Path) -> tuple[tuple[SavedBlock, ...], tuple[FileError, ...]]:
    """Return the blocks saved in a folder by name, and why others there cannot be read."""
    blocks: list[SavedBlock] = []
    unreadable: list[FileError] = []
    for path in sorted(folder.glob("*.json"))[:_MOST]:
        try:
            blocks.append(SavedBlock(path, _read(path), True))
        except FileError as error:
            unreadable.append(error)
    blocks.sort(key=lambda block: block.fragment.name().casefold())
    return tuple(blocks), tuple(unreadable)


def save(folder: Path, part: Fragment) -> Path:
    """Write a block into a folder, under a file name that is free; return its path.

    Raises
    ------
    FileError
        If the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = _("core", "It cannot be written: {reason}.").format(reason=error.strerror or str(error))
        raise FileError(sentence, place=str(folder)) from error
    stem = re.sub(r"\W+", "-", part.name().casefold()).strip("-")[:60] or "block"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, _MOST + 2))
    path = next(path for name in names if not (path := folder / f"{name}.json").exists())
    with replace_file(path) as file:
        file.write(part.to_json().encode() + b"\n")
    return path


def remove(block: SavedBlock) -> None:
    """Delete a person's own block; a shipped one is left alone.

    Raises
    ------
    FileError
        If the file cannot be deleted.
    """
    if not block.is_own:
        return
    try:
        block.path.unlink(missing_ok=True)
    except OSError as error:
        sentence = _("core", "It cannot be removed: {reason}.").format(reason=error.strerror or str(error))
        raise FileError(sentence, place=str(block.path)) from error


def _read(path: Path) -> Fragment:
    try:
        with path.open("rb") as file:
            data = file.read(fragments.MAX_TEXT + 1)
        return fragments.parse(data.decode("utf-8-sig"))
    except FileError as error:
        raise FileError(error.sentence, place=str(path), remedy=error.remedy) from error
    except UnicodeDecodeError as error:
        sentence = _("core", "Byte {position} is not UTF-8 text.").format(position=error.start + 1)
        raise FileError(sentence, place=str(path)) from error
    except OSError as error:
        sentence = _("core", "It cannot be read: {reason}.").format(reason=error.strerror or str(error))
        raise FileError(sentence, place=str(path)) from error
