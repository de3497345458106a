"""A scrolled column whose scroll bar lies on it instead of taking room from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

__all__ = ["ScrollColumn"]

_BAR = 10


class ScrollColumn(QScrollArea):
    """Scrolls up and down; the content is always as wide as the area, whether or not it is too high."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(content)
        # Qt fills both with the window's colour, over the ground of the dock.
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        hidden = self.verticalScrollBar()
        hidden.rangeChanged.connect(self._follow_range)
        hidden.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(hidden.setValue)
        self._follow_range(hidden.minimum(), hidden.maximum())

    def _follow_range(self, low: int, high: int) -> None:
        self._bar.setRange(low, high)
        self._bar.setPageStep(self.verticalScrollBar().pageStep())
        self._bar.setSingleStep(self.verticalScrollBar().singleStep())
        self._bar.setVisible(high > low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(self.width() - _BAR, 0, _BAR, self.height())
        self._bar.setPageStep(self.height())
        self._bar.raise_()
