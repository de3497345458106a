"""What a file is, told by its name: the window and the command line ask here."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _
from nnplayground.data.images.sources import holds_pictures
from nnplayground.data.table.reading import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PROJECTS", "TABLES", "Kind", "kind_of", "not_a_project"]

PROJECTS = (".nnp", ".json")
TABLES = (*SUFFIXES, ".xls")
"""Endings of what the import of tables takes; it says itself what is to be done with an old .xls."""


class Kind(StrEnum):
    """What can be done with a file."""

    PROJECT = "project"
    TABLE = "table"
    PICTURES = "pictures"


def kind_of(path: Path) -> Kind | None:
    """Tell what a file is by its name alone: the disk is not asked.

    Returns
    -------
    Kind or None
        None for what is not known, and for a name without an ending, which may be a folder's.
    """
    ending = path.suffix.lower()
    if ending in PROJECTS:
        return Kind.PROJECT
    if ending in TABLES:
        return Kind.TABLE
    return Kind.PICTURES if holds_pictures(path) else None


def not_a_project(path: Path) -> FileError | None:
    """Return what to say of one's own data where a project is wanted; None if it is nothing of that kind."""
    kind = Kind.PICTURES if path.is_dir() else kind_of(path)
    if kind not in (Kind.TABLE, Kind.PICTURES):
        return None
    sentence = _("core", "This is a table and no project.")
    if kind is Kind.PICTURES:
        sentence = _("core", "These are pictures and no project.")
    if path.is_dir():
        sentence = _("core", "This is a folder and not a file.")
    remedy = _(
        "core", "Make a project of it: nnplayground import {path} --out {out}; or drop it on the window."
    )
    out = f"{path.stem or 'mine'}.nnp"
    return FileError(sentence, place=str(path), remedy=remedy.format(path=_quoted(path), out=_quoted(out)))


def _quoted(path: object) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
