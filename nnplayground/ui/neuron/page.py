"""The page of the neuron level: the way here, the sample, and the panel of what is looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnplayground.ui.neuron.bars import Crumbs, SampleBar
from nnplayground.ui.neuron.panels import new_panel, panel_kind
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from nnplayground.app.samples import SampleChoice
    from nnplayground.ui.neuron.panel import Panel
    from nnplayground.ui.neuron.reached import Reached
    from nnplayground.ui.neuron.sight import Sight

__all__ = ["NeuronPage"]

_FOOT = 54  # what the zoom control and the map of the network cover
_DOTS = 32
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NeuronPage(QWidget):
    """Lies over the canvas.

    Attributes
    ----------
    wayChosen : Signal(int)
        A step back: 0 is the graph, 1 the node.
    moved : Signal(int, int)
        The next neuron down, or the next layer to the right, is wanted.
    zoomed : Signal(float)
        The wheel or a key zooms by so many steps.
    panelMade : Signal(object)
        Another kind of panel is shown.
    """

    wayChosen = Signal(int)  # noqa: N815
    moved = Signal(int, int)
    zoomed = Signal(float)
    panelMade = Signal(object)  # noqa: N815

    def __init__(self, samples: SampleChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self._samples = samples
        self.panel: Panel | None = None
        self._kind: type[Panel] | None = None
        self._reached: Reached | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Neuron"))
        self.crumbs = Crumbs()
        self.crumbs.chosen.connect(self.wayChosen)
        self.bar = SampleBar(samples)
        self._wait = QLabel(self.tr("The numbers appear as soon as the sample has passed the network."))
        self._wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._wait.setWordWrap(True)
        set_role(self._wait, "secondary")
        self._scroll = _Scroll()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.hide()
        self._lay_out()
        theme().themeChanged.connect(self.update)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 12, 4)
        top.addWidget(self.crumbs)
        top.addStretch()
        top.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, _FOOT)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._wait, 1)
        column.addWidget(self._scroll, 1)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_way(self, node: str, unit: str) -> None:
        """Say where this is."""
        self.crumbs.show_way([self.tr("Graph"), node, *([unit] if unit else [])])
        self.setAccessibleDescription(f"{node}, {unit}" if unit else node)

    def show_sight(self, sight: Sight | None) -> None:
        """Show the newest numbers; None while they are not there yet."""
        if sight is None:
            return
        kind = panel_kind(sight.here)
        if kind is None:
            return
        if kind is not self._kind or self.panel is None:
            self._renew(kind)
        assert self.panel is not None
        self._wait.hide()
        self._scroll.show()
        self.panel.show_sight(sight)

    def _renew(self, kind: type[Panel]) -> None:
        self._kind = kind
        self.panel = new_panel(kind)
        self._scroll.setWidget(self.panel)
        self.panel.setAutoFillBackground(False)  # or it hides the dots of the canvas
        self.panel.show_reached(self._reached)
        self.panelMade.emit(self.panel)

    def show_reached(self, reached: Reached | None) -> None:
        """Show of a step what has come to the neuron by now; None shows all of it."""
        self._reached = reached
        if self.panel is not None:
            self.panel.show_reached(reached)

    def covers(self, rect: QRect) -> bool:
        """Tell whether the panel's plate reaches into a part of the page."""
        if self.panel is None or not self._scroll.isVisible():
            return False
        corner = self.panel.mapTo(self, QPoint(0, 0))
        return self.panel.plate_rect().translated(corner).intersects(QRectF(rect))

    def clear(self) -> None:
        """Forget the numbers of another network."""
        self._scroll.hide()
        self._wait.show()

    # -- events ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        samples, shift = self._samples, event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and not control and self.panel is not None and self.panel.step(*arrow):
            return
        actions = {
            Qt.Key.Key_Escape: (self.wayChosen.emit, (0,)),
            Qt.Key.Key_PageUp: (samples.previous, ()),
            Qt.Key.Key_PageDown: (samples.random if shift else samples.next, ()),
            Qt.Key.Key_Up: (self.moved.emit, (-1, 0)),
            Qt.Key.Key_Down: (self.moved.emit, (1, 0)),
            Qt.Key.Key_Left: (self.moved.emit, (0, -1)),
            Qt.Key.Key_Right: (self.moved.emit, (0, 1)),
            Qt.Key.Key_Plus: (self.zoomed.emit, (1.0,)),
            Qt.Key.Key_Equal: (self.zoomed.emit, (1.0,)),
            Qt.Key.Key_Minus: (self.zoomed.emit, (-1.0,)),
        }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            event.ignore()
        else:
            action[0](*action[1])

    def wheelEvent(self, event: QWheelEvent) -> None:
        # What a panel that is higher than the window does not take for scrolling, zooms.
        self.zoomed.emit(event.angleDelta().y() / 120)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("dot_grid"))
        for x in range(_DOTS // 2, self.width(), _DOTS):
            for y in range(_DOTS // 2, self.height(), _DOTS):
                painter.drawEllipse(QPointF(x, y), 1.0, 1.0)


class _Scroll(QScrollArea):
    """Scrolls by the wheel where there is more to see; else the wheel zooms. Keys go through samples."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        zooms = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if zooms or not self.verticalScrollBar().maximum():
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
