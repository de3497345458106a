"""Where the program keeps what must outlast it, in each platform's own place."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

__all__ = ["backup_folder", "own_folder", "path_key", "recovery_folder", "sweep_folder", "template_folder"]


def own_folder() -> Path:
    """Return the folder of states: not settings, not documents, not to be thrown away as a cache is."""
    return platformdirs.user_state_path("nnplayground", appauthor=False)


def recovery_folder() -> Path:
    """Return where unsaved work is written while it is made."""
    return own_folder() / "recovery"


def backup_folder() -> Path:
    """Return where earlier versions of saved projects lie."""
    return own_folder() / "backups"


def sweep_folder() -> Path:
    """Return where the studies of sweeps lie."""
    return platformdirs.user_data_path("nnplayground", appauthor=False) / "sweeps"


def template_folder() -> Path:
    """Return where a person's templates lie."""
    return platformdirs.user_data_path("nnplayground", appauthor=False) / "templates"


def path_key(path: Path) -> str:
    """Return a short name for a path: the same for the same file, however it is written."""
    whole = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:20]
