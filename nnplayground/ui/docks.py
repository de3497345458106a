"""How panels share the docks: what scrolls, what is a tab, what collapses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnplayground.ui.widgets import IconButton, ScrollColumn, Section, TabBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

__all__ = ["Dock", "LeftDock", "RightDock"]

_TALL = 1000
# Of a tall dock: the output needs its picture and the curve, the inspector a layer's first two sections.
_SHARES = (61, 39)


class Dock(QDockWidget):
    """A dock without a title bar: its panel has its own headings."""

    def __init__(self, name: str, title: str, panel: QWidget, width: int = 0, height: int = 0) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        # An empty widget takes the place of Qt's title bar.
        self.setTitleBarWidget(QWidget())
        self.setWidget(_Sized(panel, QSize(width, height)))


class _Sized(QWidget):
    """Gives a panel its size of the design as a hint; the person may drag the separator."""

    def __init__(self, panel: QWidget, hint: QSize) -> None:
        super().__init__()
        self._hint = hint
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def sizeHint(self) -> QSize:
        own = super().sizeHint()
        return QSize(self._hint.width() or own.width(), self._hint.height() or own.height())


class LeftDock(ScrollColumn):
    """Data above layers, scrolled together when the window is low."""

    def __init__(self, data: QWidget, layers: QWidget) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(data)
        column.addWidget(_line())
        column.addWidget(layers)
        column.addStretch(1)
        super().__init__(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of what is in it
        self.setMinimumWidth(248)


class RightDock(QWidget):
    """Output and inspector: stacked in a tall window, tabs in a low one.

    Attributes
    ----------
    shown_changed : Signal
        Another tab is in front.
    popOutWanted : Signal
        The output is to have a window of its own.
    """

    shown_changed = Signal()
    popOutWanted = Signal()  # noqa: N815

    def __init__(self, output: QWidget, inspector: QWidget) -> None:
        super().__init__()
        self.setMinimumWidth(300)
        self._output, self._inspector = output, inspector
        self._tabs = TabBar()
        self._tabs.setAccessibleName(self.tr("Output and inspector"))
        self._tabs.addTab(self.tr("Output"))
        self._tabs.addTab(self.tr("Inspector"))
        self._tabs.currentChanged.connect(self._show_tab)
        self._stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._tall = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_header())
        column.addWidget(_line())
        column.addWidget(self._stack, 1)
        column.addWidget(self._split, 1)
        self._split.hide()
        self._titled = [_titled(self.tr("Output")), _titled(self.tr("Inspector"))]
        for pane, share in zip(self._titled, _SHARES, strict=True):
            self._split.addWidget(pane)
            self._split.setStretchFactor(self._split.count() - 1, share)
        pop_out = self._titled[0].add_action("pop-out", self._pop_out.accessibleName())
        pop_out.clicked.connect(self.popOutWanted)
        self._stack.addWidget(output)
        self._stack.addWidget(inspector)

    def _make_header(self) -> QWidget:
        tip = self.tr("Output in a window of its own")
        self._pop_out = IconButton("pop-out", tip)
        self._pop_out.clicked.connect(self.popOutWanted)
        self._header = QWidget()
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 8, 0)
        row.addWidget(self._tabs)
        row.addStretch()
        row.addWidget(self._pop_out)
        return self._header

    def show_inspector(self) -> None:
        """Bring the inspector to the front."""
        self._tabs.setCurrentIndex(1)

    def show_output(self) -> None:
        """Bring the output to the front."""
        self._tabs.setCurrentIndex(0)

    @property
    def prefers_inspector(self) -> bool:
        """Whether the inspector's tab is in front, or would be in a low window."""
        return self._tabs.currentIndex() == 1

    @property
    def is_output_shown(self) -> bool:
        """Whether the output can be seen."""
        return self.isVisible() and (self._tall or self._tabs.currentIndex() == 0)

    @property
    def is_inspector_shown(self) -> bool:
        """Whether the inspector can be seen."""
        return self.isVisible() and (self._tall or self._tabs.currentIndex() == 1)

    def _show_tab(self, index: int) -> None:
        if not self._tall:
            self._stack.setCurrentIndex(index)
        self._pop_out.setVisible(index == 0)
        self.shown_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = self.window().height() > _TALL
        if tall != self._tall:
            self._tall = tall
            self._arrange()

    def _arrange(self) -> None:
        for panel, pane in zip((self._output, self._inspector), self._titled, strict=True):
            if self._tall:
                pane.body.addWidget(panel, 1)
            else:
                self._stack.addWidget(panel)
            panel.show()
        self._split.setVisible(self._tall)
        self._split.setSizes([self.height() * share // sum(_SHARES) for share in _SHARES])
        self._stack.setVisible(not self._tall)
        self._header.setVisible(not self._tall)
        if not self._tall:
            self._stack.setCurrentIndex(self._tabs.currentIndex())
        self.shown_changed.emit()


def _titled(title: str) -> Section:
    section = Section(title, margin=16)
    section.body.setContentsMargins(0, 0, 0, 0)
    return section


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
