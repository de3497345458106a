"""Whether a file is still the one that was read or written last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

__all__ = ["Fingerprint", "changed_since", "fingerprint"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file was like.

    Attributes
    ----------
    changed : int
        When it was changed last, in nanoseconds.
    size : int
        Bytes.
    content : str
        SHA-256 of what it holds.
    """

    changed: int
    size: int
    content: str


def fingerprint(path: Path) -> Fingerprint | None:
    """Return what a file is like; None if it cannot be read."""
    try:
        status = path.stat()
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
    return Fingerprint(status.st_mtime_ns, status.st_size, content)


def changed_since(path: Path, known: Fingerprint) -> datetime | None:
    """Return when somebody else has written a file; None if it is the same, or is not there.

    A date alone is no change: clouds and backups touch files without writing anything else into them.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if (status.st_mtime_ns, status.st_size) == (known.changed, known.size):
        return None
    now = fingerprint(path)
    if now is None or now.content == known.content:
        return None
    return datetime.fromtimestamp(status.st_mtime).astimezone()
