"""The popup that explains what the mouse rests on, or what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nnplayground.ui.help.topic_view import Help, TopicView
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["HelpPopup"]

_WIDTH = 380
_GAP = 8
_CLOSING = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.DragEnter,
}


class HelpPopup(QWidget):
    """Stands beside what it explains, takes no focus, and goes as soon as something else is done."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self.view: TopicView | None = None
        self._about = QRect()
        self._pinned = False
        theme().themeChanged.connect(self.update)

    def show_help(self, shown: Help, about: QRect, *, pinned: bool) -> None:
        """Explain what lies in ``about``.

        Parameters
        ----------
        shown : Help
        about : QRect
            On the screen; the popup goes when the mouse leaves it.
        pinned : bool
            Asked for by key: it stays wherever the mouse is.
        """
        self._drop_view()
        self.view = TopicView(shown)
        self._column.addWidget(self.view)
        self._about, self._pinned = about, pinned
        self.setAccessibleName(self.view.spoken())
        self._fit()
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr] # there is one by now

    def close_help(self) -> None:
        """Go away."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr] # there is one by now
        self.hide()

    def _drop_view(self) -> None:
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a formula has come, and is larger than its words
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Take the size that the text needs, and stand below, else above, within the screen."""
        if self.view is None:
            return
        self.setFixedWidth(_WIDTH)
        self._column.invalidate()
        self._column.activate()
        height = max(self._column.totalHeightForWidth(_WIDTH), self._column.totalMinimumSize().height())
        self.resize(_WIDTH, height)
        screen = QGuiApplication.screenAt(self._about.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().adjusted(4, 4, -4, -4)
        y = self._about.bottom() + _GAP
        if y + height > room.bottom():
            y = max(room.top(), self._about.top() - _GAP - height)
        x = min(max(room.left(), self._about.left()), max(room.left(), room.right() - _WIDTH))
        self.move(QPoint(x, y))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        moved = event.type() == QEvent.Type.MouseMove and not self._pinned
        if event.type() in _CLOSING or (moved and not self._about.contains(QCursor.pos())):
            self.close_help()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("overlay"), theme().colour("border"))
