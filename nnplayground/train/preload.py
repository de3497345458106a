"""Bring torch's largest library into memory while the window is being made."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

__all__ = ["preload"]

_NAMES = {"linux": "libtorch_cpu.so", "darwin": "libtorch_cpu.dylib"}
"""Windows needs torch's own preparations before it finds what the library asks for."""


def preload() -> threading.Thread | None:
    """Start loading the library; None where there is nothing to load.

    Loading needs no lock of Python's, so that it costs the window nothing on a second core. ``import torch``,
    in the training's thread, then finds it there; if anything fails here, that import says so.
    """
    library = _library()
    if library is None or (os.cpu_count() or 1) < 2:
        return None
    thread = threading.Thread(target=_load, args=(library,), name="torch library", daemon=True)
    thread.start()
    return thread


def _library() -> Path | None:
    name, spec = _NAMES.get(sys.platform), importlib.util.find_spec("torch")
    for folder in (spec.submodule_search_locations or ()) if spec is not None and name else ():
        path = Path(folder) / "lib" / str(name)
        if path.is_file():
            return path
    return None


def _load(library: Path) -> None:
    with suppress(OSError):
        ctypes.CDLL(str(library))
