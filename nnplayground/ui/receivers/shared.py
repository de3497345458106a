"""Experiments shared as one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.projects import share
from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["SharedText"]

translate = QCoreApplication.translate


class SharedText(Receiver):
    """Opens the text that stands for an experiment."""

    name = "shared-text"
    order = 205

    def takes(self, given: Given) -> bool:
        return not given.paths and share.looks_like_text(given.text[:100])

    def what(self) -> str:
        return translate("Receivers", "shared texts (nnp1:…)")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Open this shared experiment")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.files.open_text(given.text)
