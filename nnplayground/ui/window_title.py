"""The ends of the menu bar: the program's mark, and the experiment's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from nnplayground.app.translation import current_language
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import logo
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from nnplayground.app.document import Document

__all__ = ["WindowTitle", "document_name"]

_HEIGHT = 28


def document_name(document: Document) -> str:
    """Return what windows call a document: the name of its file, or of its experiment."""
    name = document.path.stem if document.path else document.experiment.name(current_language())
    return name or QCoreApplication.translate("WindowTitle", "Untitled")


class WindowTitle(QObject):
    """Keeps the window's title and the corners of its menu bar true to the document."""

    def __init__(self, document: Document, window: QMainWindow) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._mark = _corner(13, 3)
        self._name = _corner(0, 14)
        window.menuBar().setFixedHeight(_HEIGHT)
        window.menuBar().setCornerWidget(self._mark, Qt.Corner.TopLeftCorner)
        window.menuBar().setCornerWidget(self._name, Qt.Corner.TopRightCorner)
        document.saved_changed.connect(self.refresh)
        theme().themeChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Show the name, and whether there is something to save."""
        document = self._document
        name = document_name(document)
        self._window.setWindowTitle(f"{name} — NN Playground")
        marks = [self.tr("Read-only")] if document.read_only else []
        marks += [self.tr("Edited")] if document.is_modified else []
        edited = " · ".join(marks)
        self._name.setFont(ui_font(12, QFont.Weight.Medium))
        tint = theme().tokens.text3
        self._name.setText(f'{name} <span style="color:{tint};font-weight:400">&nbsp;{edited}</span>')
        # A menu bar asks its corner for its size only when it is given one.
        shown = not self._name.isHidden()
        self._window.menuBar().setCornerWidget(self._name, Qt.Corner.TopRightCorner)
        self._name.setVisible(shown)
        self._mark.setPixmap(logo(18, self._window.devicePixelRatioF()))

    def set_visible(self, shown: bool) -> None:
        """Show the name only beside what it names."""
        self._name.setVisible(shown)

    def retire(self) -> None:
        """Ask nothing more of a document that may be gone before the window is."""
        self._document.saved_changed.disconnect(self.refresh)
        theme().themeChanged.disconnect(self.refresh)


def _corner(left: int, right: int) -> QLabel:
    label = QLabel()
    label.setContentsMargins(left, 0, right, 0)
    label.setFixedHeight(_HEIGHT)
    return label
