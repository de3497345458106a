"""Which window a project file belongs to, and whether it is still the one that was read."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from nnplayground.projects.fingerprint import changed_since, fingerprint

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from nnplayground.projects.fingerprint import Fingerprint

__all__ = ["Claim", "Holder", "claim"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open.

    Attributes
    ----------
    host : str
        Name of the computer.
    here : bool
        Whether that is this one.
    """

    host: str
    here: bool


class Claim:
    """A project file that is open in this window.

    The lock is a small file beside the project, so that it is seen from other computers, too, where a folder
    is shared; Qt finds out whether its program still runs. Where nothing can be written there is none.

    Parameters
    ----------
    path : Path
    lock : QLockFile or None
        None where there is none, or another window has it.
    holder : Holder or None
        Who has the project open besides.
    known : Fingerprint or None
        What the file was like when it was read or written last.
    """

    def __init__(
        self, path: Path, lock: QLockFile | None, holder: Holder | None, known: Fingerprint | None
    ) -> None:
        self.path, self.holder = path, holder
        self._lock, self._known = lock, known

    def is_of(self, path: Path) -> bool:
        """Tell whether it is the claim of this file."""
        return self.path == path

    def changed(self) -> datetime | None:
        """Return when somebody else has written the file; None if nobody has. It reads the file."""
        return changed_since(self.path, self._known) if self._known is not None else None

    def share(self) -> None:
        """Take note that the person wants the file although another window has it."""
        self.holder = None

    def renew(self) -> None:
        """Take the file as it is now for the one that is known. It reads the file."""
        self._known = fingerprint(self.path)

    def is_free(self) -> bool:
        """Tell whether whoever had the file besides has closed it. It looks into the file's folder."""
        lock = _lock_of(self.path)
        free = lock.tryLock(0)
        lock.unlock()
        return free

    def take_over(self) -> bool:
        """Have the file alone from now on, unless somebody else has it again; return whether it is so."""
        lock = _lock_of(self.path)
        if not lock.tryLock(0):
            return False
        self._lock, self.holder = lock, None
        return True

    def release(self) -> None:
        """Let other windows have it."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def claim(path: Path) -> Claim:
    """Claim a project; it reads and writes its folder, so it is no work for the window's thread."""
    known = fingerprint(path)
    lock = _lock_of(path)
    if lock.tryLock(0):
        return Claim(path, lock, None, known)
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return Claim(path, None, None, known)
    return Claim(path, None, _holder(lock), known)


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_name(f".~{path.name}.lock")))
    lock.setStaleLockTime(0)  # a window may be open for days; what is gone is told by its process
    return lock


def _holder(lock: QLockFile) -> Holder:
    _pid, host, _program = lock.getLockInfo()
    return Holder(str(host), host in ("", socket.gethostname()))
