"""pyqtgraph without the copies it makes of every class of Qt, which would build each with all its enums."""

from __future__ import annotations

import sys
from functools import partial
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

__all__ = ["load_plots"]

_MODULES = (QtCore, QtGui, QtWidgets)


def load_plots() -> None:
    """Import pyqtgraph, whose mirrors of Qt's modules look up a class when it is first asked for.

    PySide builds a class when it is first used; pyqtgraph copies all 700 into mirrors of its own. It finds
    the mirrors made already, and during its import Qt's modules list nothing to copy.
    """
    listing = {module: vars(module).get("__dir__") for module in _MODULES}
    for module in _MODULES:
        mirror = ModuleType(f"pyqtgraph.Qt.{module.__name__.rpartition('.')[2]}")
        vars(mirror)["__getattr__"] = partial(getattr, module)
        sys.modules.setdefault(mirror.__name__, mirror)
        vars(module)["__dir__"] = list
    import pyqtgraph  # noqa: F401

    for module, names in listing.items():
        del vars(module)["__dir__"]
        if names is not None:
            vars(module)["__dir__"] = names
