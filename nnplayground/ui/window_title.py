"""The ends of the menu bar: the program's mark, and the experiment's name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLabel

from nnplayground.app.translation import current_language
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import logo
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import text_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from nnplayground.app.document import Document

__all__ = ["WindowTitle", "document_name"]

_HEIGHT = 28
_LEAST, _SPARE, _MENU = 60, 40, 24  # pixels of the name, beside it, and around the word of a menu


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
        window.installEventFilter(self)
        theme().themeChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Show the name, and whether there is something to save."""
        document = self._document
        name = document_name(document)
        self._window.setWindowTitle(f"{name} — NN Playground")
        marks = [self.tr("Read-only")] if document.read_only else []
        marks += [self.tr("Edited")] if document.is_modified else []
        self._name.setFont(ui_font(12, QFont.Weight.Medium))
        self._write(name, " · ".join(marks))
        self._mark.setPixmap(logo(18, self._window.devicePixelRatioF()))

    def _write(self, name: str, marks: str) -> None:
        """Put the name into the corner, cut in its middle where there is no room for all of it."""
        metrics = QFontMetricsF(self._name.font())
        room = self._window.width() - self._menus() - metrics.horizontalAdvance(f"   {marks}") - _SPARE
        short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(_LEAST, room))
        tint = theme().tokens.text3
        text = f'{escape(short)} <span style="color:{tint};font-weight:400">&nbsp;{marks}</span>'
        if text != self._name.text():
            self._name.setText(text)
            self._name.setToolTip(name if short != name else "")
            # A menu bar asks its corner for its size only when it is given one.
            shown = not self._name.isHidden()
            self._window.menuBar().setCornerWidget(self._name, Qt.Corner.TopRightCorner)
            self._name.setVisible(shown)

    def _menus(self) -> float:
        """Return the width of the mark and the menus, which a long name must not push away."""
        font = self._window.menuBar().font()
        texts = (action.text().replace("&", "") for action in self._window.menuBar().actions())
        return self._mark.sizeHint().width() + sum(text_width(text, font) + _MENU for text in texts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.refresh()
        return super().eventFilter(watched, event)

    def set_visible(self, shown: bool) -> None:
        """Show the name only beside what it names."""
        self._name.setVisible(shown)

    def retire(self) -> None:
        """Ask nothing more of a document that may be gone before the window is."""
        self._window.removeEventFilter(self)
        self._document.saved_changed.disconnect(self.refresh)
        theme().themeChanged.disconnect(self.refresh)


def _corner(left: int, right: int) -> QLabel:
    label = QLabel()
    label.setContentsMargins(left, 0, right, 0)
    label.setFixedHeight(_HEIGHT)
    return label
