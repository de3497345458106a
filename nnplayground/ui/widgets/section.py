"""Parts of docks: the section with its header, and tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.buttons import IconButton
from nnplayground.ui.widgets.labels import badge_size, draw_badge
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["Section", "TabBar"]


class Section(QWidget):
    """A titled part of a dock: a header 32 px high, then whatever is put into ``body``.

    Parameters
    ----------
    title : str
        Sentence case.
    margin : int
        Left and right padding: 12 in the left dock, 16 in the right one.
    """

    def __init__(self, title: str, margin: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self._header = QHBoxLayout()
        self._header.setContentsMargins(margin, 0, max(4, margin - 5), 0)
        self._header.setSpacing(2)
        self._header.addWidget(self._title)
        self._header.addStretch()
        head = QWidget()
        head.setFixedHeight(32)
        head.setLayout(self._header)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(margin, 0, margin, 12)
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(self.body)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Name the section."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_action(self, icon: str, tip: str, shortcut: str = "") -> IconButton:
        """Put an icon button at the right end of the header and return it."""
        button = IconButton(icon, tip, shortcut=shortcut)
        self.add_header_widget(button)
        return button

    def add_header_widget(self, widget: QWidget) -> None:
        """Put a widget at the right end of the header."""
        self._header.addWidget(widget)


class TabBar(QTabBar):
    """Tabs 32 px high, the chosen one underlined; a tab may carry a count.

    Tabs that do not fit are cut with "…" and say their whole name in the tooltip.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def set_badge(self, index: int, text: str = "", *, error: bool = False) -> None:
        """Show a count on a tab; an empty text removes it."""
        # Data moves with its tab, unlike anything kept by index here.
        self.setTabData(index, (text, error) if text else None)
        # A no-op change of the text is the only way to make QTabBar measure a tab again.
        self.setTabText(index, self.tabText(index))
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        width = 17 + text_width(self.tabText(index), ui_font(12, QFont.Weight.Medium))
        return QSize(round(width) + self._badge_width(index), 32)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(56 + self._badge_width(index), self.tabSizeHint(index).width()), 32)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        if not self.tabToolTip(index):
            self.setTabToolTip(index, self.tabText(index))

    def _badge_width(self, index: int) -> int:
        badge = self.tabData(index)
        return badge_size(badge[0]).width() + 6 if badge else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._draw_tab(painter, index)

    def _draw_tab(self, painter: QPainter, index: int) -> None:
        rect = QRectF(self.tabRect(index))
        inner = rect.adjusted(8, 0, -8, 0)
        chosen = index == self.currentIndex()
        text = QRectF(inner)
        if self.tabData(index):
            label, error = self.tabData(index)
            size = badge_size(label)
            badge = QRectF(inner.right() - size.width(), (rect.height() - 16) / 2, size.width(), 16)
            draw_badge(painter, badge, label, error=error)
            text.setRight(badge.left() - 6)
        draw_text(painter, text, self.tabText(index), ui_font(12, QFont.Weight.Medium), self._ink(index))
        if chosen:
            draw_box(
                painter,
                QRectF(inner.left(), rect.bottom() - 2, inner.width(), 2),
                1,
                theme().colour("accent"),
            )
        if chosen and self.hasFocus():
            draw_box(painter, rect.adjusted(2, 4, -2, -4), 5, None, theme().colour("accent"))

    def _ink(self, index: int) -> QColor:
        if not self.isTabEnabled(index):
            return theme().colour("text4")
        return theme().colour("text1" if index == self.currentIndex() else "text2")
