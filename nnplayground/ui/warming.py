"""What dialogs and pages are made of is imported after the start, while nothing else is to be done."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from nnplayground import ui

if TYPE_CHECKING:
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Warming"]

_INTERVAL = 40  # milliseconds: a module takes two of them


class Warming(QObject):
    """Imports one module of the window at a time, from the first picture of the run on.

    Parameters
    ----------
    session : Session
    parent : QObject
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._modules = walk_packages(ui.__path__, f"{ui.__name__}.")
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._go_on)
        session.snapshot_taken.connect(self._begin)

    def _begin(self, snapshot: Snapshot) -> None:
        if snapshot.probes:
            self._session.snapshot_taken.disconnect(self._begin)
            self._timer.start()

    def _go_on(self) -> None:
        for module in self._modules:
            if module.name not in sys.modules:
                import_module(module.name)
                return
        self._timer.stop()
