"""A page in a window of its own, and what stands in its place in the dock meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.widgets import Button
from nnplayground.ui.widgets.painting import set_role
from nnplayground.ui.window_title import document_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QCloseEvent, QContextMenuEvent

    from nnplayground.app.document import Document
    from nnplayground.ui.views.page import Page

__all__ = ["PageElsewhere", "PageWindow"]

_SIZE = QSize(960, 560)


class PageWindow(QWidget):
    """Shows one page, with its controls above it.

    Parameters
    ----------
    page : Page
        Taken from where it was until :meth:`release`.
    document : Document
        Names the window.
    actions : sequence of QAction
        Commands whose shortcuts work here as well.

    Attributes
    ----------
    closed : Signal(Page)
        The person closed the window of this page.
    menuWanted : Signal(Page, QPoint)
        The page's menu is asked for at this place of the screen.
    """

    closed = Signal(object)
    menuWanted = Signal(object, object)  # noqa: N815

    def __init__(self, page: Page, document: Document, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._page, self._document = page, document
        self._retired = False
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(320, 200)
        self.addActions(list(actions))
        close = QShortcut(QKeySequence("Ctrl+W"), self)
        close.activated.connect(self.close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_head()
        self._column.addWidget(page, 1)
        page.show()
        document.saved_changed.connect(self.retitle)
        self.retitle()

    def _add_head(self) -> None:
        controls = self._page.controls()
        head, line = QWidget(), QFrame()
        line.setProperty("role", "line")
        self._row = QHBoxLayout(head)
        self._row.setContentsMargins(16, 4, 16, 4)
        if controls is not None:
            self._row.addWidget(controls)
            controls.show()
        self._row.addStretch()
        for part in (head, line):
            self._column.addWidget(part)
            part.setVisible(controls is not None)

    def sizeHint(self) -> QSize:
        return _SIZE

    def retitle(self) -> None:
        """Name the window after the page and the document."""
        self.setWindowTitle(f"{self._page.caption()} \N{EN DASH} {document_name(self._document)}")

    def release(self) -> Page:
        """Let go of the page and its controls."""
        controls = self._page.controls()
        if controls is not None:
            self._row.removeWidget(controls)
            controls.setParent(self._page)
        self._column.removeWidget(self._page)
        return self._page

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menuWanted.emit(self._page, event.globalPos())

    def retire(self) -> None:
        """Close without telling anyone."""
        self._retired = True
        self._document.saved_changed.disconnect(self.retitle)
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._retired:
            self.closed.emit(self._page)


class PageElsewhere(QWidget):
    """Says that the page of the tab in front is in a window of its own.

    Attributes
    ----------
    raised : Signal
        That window is to come to the front.
    returned : Signal(str)
        The page is to come back.
    """

    raised = Signal()
    returned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.sentence = QLabel()
        self.sentence.setFont(ui_font(12))
        set_role(self.sentence, "secondary")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.raise_button = Button(self.tr("Show the window"), "pop-out", small=True)
        self.raise_button.clicked.connect(self.raised)
        self.return_button = Button(self.tr("Bring it back"), small=True)
        self.return_button.clicked.connect(self._return)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.raise_button)
        row.addWidget(self.return_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addStretch()

    def show_name(self, name: str, title: str) -> None:
        """Speak of this page."""
        self._name = name
        self.sentence.setText(self.tr("“{page}” is in a window of its own.").format(page=title))

    def _return(self) -> None:
        self.returned.emit(self._name)
