"""Where own data came from: on this computer, or beside the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.app.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.app.document import Document

__all__ = ["found_places"]


def found_places(document: Document, key: str, source: str) -> tuple[Path, ...]:
    """Return the files or the folder that own data was imported from; nothing unless all are still there.

    ``key`` is what the settings know them by, ``source`` what they are called.
    A project that was handed on does not tell where its data lay; of a file that lies beside it, it tells
    the name.
    """
    known = Settings().import_places(key)
    if known and all(place.exists() for place in known):
        return known
    beside = document.path.parent / source if document.path is not None else None
    is_plain = source not in ("", ".", "..") and not set(source) & set("/\\")
    return (beside,) if beside is not None and is_plain and beside.exists() else ()
