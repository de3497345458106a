"""Links, layers and experiments as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.core import fragment
from nnplayground.projects import tf_playground
from nnplayground.ui.receiving import Given, Receiver

if TYPE_CHECKING:
    from nnplayground.ui.main_window import MainWindow

__all__ = ["ExperimentText", "Layers", "PlaygroundLink"]

translate = QCoreApplication.translate
_FORMAT = re.compile(r'"format"\s*:\s*"([a-z-]{1,40})"')
_HEAD = 4_000  # characters in which a text says what it is


def _format_of(given: Given) -> str:
    """Return the format that a JSON text names; empty if it is none of ours."""
    text = given.text.lstrip("\ufeff \t\r\n")
    found = _FORMAT.search(text[:_HEAD]) if text.startswith("{") else None
    return found[1] if found else ""


class PlaygroundLink(Receiver):
    """Opens a link to TensorFlow Playground."""

    name = "tf-playground-link"
    order = 200

    def takes(self, given: Given) -> bool:
        return not given.paths and tf_playground.is_link(given.text.strip())

    def what(self) -> str:
        return translate("Receivers", "TensorFlow Playground links")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Open this TensorFlow Playground link")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.files.open_link(given.text.strip())


class Layers(Receiver):
    """Puts copied layers into the network."""

    name = "layers"
    order = 50

    def takes(self, given: Given) -> bool:
        return not given.paths and _format_of(given) == fragment.FORMAT

    def what(self) -> str:
        return translate("Receivers", "copied layers")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Put these layers into the network")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.show_playground()
        clipboard = window.canvas.editor.clipboard
        part = clipboard.read(given.text)
        if part is not None:
            clipboard.insert(part, window.canvas.view.visible_scene_rect().center())


class ExperimentText(Receiver):
    """Opens an experiment that was copied as JSON."""

    name = "experiment-text"
    order = 210

    def takes(self, given: Given) -> bool:
        return not given.paths and _format_of(given) == "nnplayground"

    def what(self) -> str:
        return translate("Receivers", "experiments as JSON")

    def offer(self, given: Given) -> str:
        del given
        return translate("Receivers", "Open this experiment")

    def receive(self, given: Given, window: MainWindow) -> None:
        window.files.open_text(given.text)
