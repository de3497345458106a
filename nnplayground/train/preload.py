"""Bring torch's largest library into memory while the window goes on."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["preload"]

_NAMES = {"linux": "libtorch_cpu.so", "darwin": "libtorch_cpu.dylib"}
"""Windows needs torch's own preparations before it finds what the library asks for."""


def preload() -> bool:
    """Load the library, and return whether there is one to load.

    It takes a third of a second and needs no lock of Python's, which ``import torch`` holds meanwhile and so
    would hold up the window. That import then finds it there; if anything fails here, it says so. Other
    libraries wait meanwhile, since the system loads one at a time: begin when the window has its own.
    """
    library = _library()
    if library is None:
        return False
    with suppress(OSError):
        ctypes.CDLL(str(library))
    return True


def _library() -> Path | None:
    name, spec = _NAMES.get(sys.platform), importlib.util.find_spec("torch")
    for folder in (spec.submodule_search_locations or ()) if spec is not None and name else ():
        path = Path(folder) / "lib" / str(name)
        if path.is_file():
            return path
    return None
