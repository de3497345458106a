"""A lock that ends with its program, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

__all__ = ["ProgramLock"]


class ProgramLock:
    """Holds a file on this computer for as long as the program runs.

    The system itself lets go of it when the program is killed: no number of a process has to be believed.

    Parameters
    ----------
    path : Path
        Made if it is not there; its folder must be.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._file is not None

    def take(self) -> bool:
        """Take it unless another program, or another part of this one, has it; return whether it is ours."""
        if self._file is not None:
            return True
        try:
            file = self._path.open("ab")
        except OSError:
            return False
        if not _lock(file):
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let go of it; the file stays."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> bool:
        import msvcrt

        with suppress(OSError):
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False
else:

    def _lock(file: IO[bytes]) -> bool:
        import fcntl

        with suppress(OSError):
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.set_inheritable(file.fileno(), False)
            return True
        return False
