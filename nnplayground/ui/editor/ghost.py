"""The layer that a fix would put on a wire, drawn where it would stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.app.translation import say
from nnplayground.core.graph import Edge
from nnplayground.core.shapes import infer
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.shapes import Problem
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["Ghost", "insertion"]

_HEIGHT = 44.0
_RISE = 12.0  # above the cards, where there is no room between them
_CENTRE = Qt.AlignmentFlag.AlignHCenter


def insertion(before: Graph, after: Graph) -> tuple[Node, Edge] | None:
    """Return the one node that an edit puts on a wire, and that wire; None if the edit is another."""
    new = [node for node in after.nodes if node.id not in before]
    if len(new) != 1:
        return None
    into, out = after.incoming(new[0].id), after.outgoing(new[0].id)
    if len(into) != 1 or len(out) != 1:
        return None
    wire = Edge(
        source=into[0].source,
        source_port=into[0].source_port,
        target=out[0].target,
        target_port=out[0].target_port,
    )
    return (new[0], wire) if wire in before.edges else None


class Ghost(QGraphicsItem):
    """Shows icon, name and shape of a suggested layer; hidden where there is nothing to suggest."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__()
        self._scene = scene
        self._edge: Edge | None = None
        self._icon = self._title = self._shape = ""
        self._box = QRectF()
        self._foot = QPointF()
        self.setZValue(3.5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        scene.addItem(self)
        scene.laidOut.connect(self.place)
        self.hide()

    @property
    def title(self) -> str:
        """What is suggested; empty if nothing is."""
        return self._title if self.isVisible() else ""

    def show_problem(self, problem: Problem | None, experiment: Experiment) -> None:
        """Show what the first fix of a problem would insert."""
        found = insertion(experiment.graph, problem.fixes[0].graph) if problem and problem.fixes else None
        if found is None or problem is None:
            self._edge = None
            self.hide()
            return
        node, self._edge = found
        report = infer(problem.fixes[0].graph, experiment.data.spec())
        self._icon, self._title = type(node.layer).icon, say(type(node.layer).title)
        self._shape = str(report.nodes[node.id].output or "?")
        self.place()

    def place(self) -> None:
        """Stand on the wire, or above it where the cards leave no room."""
        wire = self._scene.wires.get(self._edge.key) if self._edge is not None else None
        if self._edge is None or wire is None or self._scene.level is not Level.CARDS:
            self.hide()
            return
        width = (
            14 + 6 + max(text_width(self._title, ui_font(12)), text_width(self._shape, mono_font(11))) + 18
        )
        self._foot = wire.path.pointAtPercent(0.5)
        box = QRectF(self._foot.x() - width / 2, self._foot.y() - _HEIGHT / 2, width, _HEIGHT)
        near = [card.scene_rect for card in self._scene.cards.values()]
        blocked = [rect for rect in near if rect.intersects(box.adjusted(-4, 0, 4, 0))]
        if blocked:
            box.moveBottom(min(rect.top() for rect in blocked) - _RISE)
        self.prepareGeometryChange()
        self._box = box
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box.united(QRectF(self._foot, self._foot)).adjusted(-3, -3, 3, 3)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour, box = theme().colour, self._box
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent"), 1.5, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([3 / 1.5, 3 / 1.5])
        painter.setPen(pen)
        if not box.contains(self._foot):
            painter.drawLine(QPointF(self._foot.x(), box.bottom()), self._foot)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(box, 6, 6)
        draw_icon(painter, self._icon, QRectF(box.left() + 9, box.top() + 7, 14, 14), colour("accent"))
        name = QRectF(box.left() + 28, box.top() + 5, box.width() - 34, 18)
        draw_text(painter, name, self._title, ui_font(12, QFont.Weight.DemiBold), colour("accent"))
        shape = QRectF(box.left(), box.top() + 23, box.width(), 16)
        draw_text(painter, shape, self._shape, mono_font(11), colour("accent"), _CENTRE)
