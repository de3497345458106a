"""Write what PySide otherwise unpacks from its library and compiles at each start: ``unpacked.py FOLDER``."""

from __future__ import annotations

import compileall
import importlib
import shutil
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

importlib.import_module("PySide6.QtCore")


def write(folder: Path) -> None:
    """Write the sources with their bytecode, which is used whatever the files' dates become."""
    shutil.rmtree(folder, ignore_errors=True)
    _places, finder = sys.modules["signature_bootstrap"].prepare_zipfile()
    names = [name for name in finder.zfile.namelist() if name.startswith("shibokensupport/")]
    finder.zfile.extractall(folder, names)
    compileall.compile_dir(
        folder, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH, stripdir=folder
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
