"""Experiments that somebody shared as a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.projects.share import looks_like_text
from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["SharedText"]

translate = QCoreApplication.translate


class SharedText(Receiver):
    """Opens an experiment that was copied as one word."""

    name = "shared-text"
    order = 190

    def takes(self, given: Given) -> bool:
        return not given.paths and looks_like_text(given.text)

    def what(self) -> str:
        return translate("Receivers", "shared experiments (nnp1:…)")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Open this shared experiment")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.files.open_shared(given.text)
