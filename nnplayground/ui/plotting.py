"""pyqtgraph without what nothing here draws with, and without its copies of every class of Qt."""

from __future__ import annotations

import sys
from functools import partial
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

__all__ = ["load_plots"]

_QT = (QtCore, QtGui, QtWidgets)
_UNUSED = ["imageview"]
_UNUSED += [f"widgets.{name}" for name in ("DataTreeWidget", "DiffTreeWidget", "TableWidget")]
# These bring along forms of parameters and processes of their own.
_UNUSED += [f"widgets.{name}" for name in ("ColorMapWidget", "DataFilterWidget", "ScatterPlotWidget")]
_UNUSED += ["widgets.RemoteGraphicsView"]


def load_plots() -> None:
    """Import pyqtgraph; a third of its modules are left out, and can be imported later.

    PySide builds a class, with all its enums, when it is first used; pyqtgraph copies all 700 into mirrors of
    its own. It finds mirrors made already, which look up what they are asked for, and during its import Qt's
    modules list nothing to copy.
    """
    if "pyqtgraph" in sys.modules:
        return
    listings = {module: vars(module)["__dir__"] for module in _QT}
    for module in _QT:
        mirror = _placed(module.__name__.replace("PySide6", "Qt"))
        vars(mirror)["__getattr__"] = partial(getattr, module)
        vars(module)["__dir__"] = list
    absent = [_placed(name) for name in _UNUSED]
    for module in absent:
        vars(module)[module.__name__.rpartition(".")[2]] = None  # some are imported from by that name
    import pyqtgraph  # noqa: F401

    for module in absent:
        del sys.modules[module.__name__]
    for module, listing in listings.items():
        vars(module)["__dir__"] = listing


def _placed(name: str) -> ModuleType:
    """Put an empty module where pyqtgraph's own would be imported from."""
    module = ModuleType(f"pyqtgraph.{name}")
    sys.modules[module.__name__] = module
    return module
