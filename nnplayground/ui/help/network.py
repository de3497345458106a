"""Help on the canvas: long hover over a card, and F1 on the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect

from nnplayground.app.translation import say
from nnplayground.core.help import topic
from nnplayground.ui.help.explain import Help, show_help
from nnplayground.ui.numbers import format_number

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent

    from nnplayground.core.graph import Node
    from nnplayground.core.shapes import NodeReport
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["CanvasHelp", "node_help"]

translate = QCoreApplication.translate


def node_help(node: Node, report: NodeReport) -> Help:
    """Return what there is to say of a node: its kind, and what it costs and sees."""
    facts = [(translate("CanvasHelp", "Output"), str(report.output) if report.output is not None else "")]
    if report.parameters:
        facts.append((translate("CanvasHelp", "Parameters"), format_number(report.parameters)))
    if report.multiply_adds:
        facts.append((translate("CanvasHelp", "Multiply-adds"), format_number(report.multiply_adds)))
    if report.receptive is not None and node.layer.inputs:
        facts.append((translate("CanvasHelp", "Sees of the picture"), str(report.receptive)))
    return Help(topic(node.layer), say(node.title), tuple(fact for fact in facts if fact[1]))


class CanvasHelp(QObject):
    """Watches a view for a mouse at rest."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return False
        view = self._view
        place = cast("QHelpEvent", event).pos()
        card = view.canvas_scene.card_at(view.mapToScene(place))
        if card is None:
            return False
        self._show(card.id, pinned=False)
        return True

    def explain_selected(self) -> bool:
        """Explain the selected node; return whether there is just one."""
        selected = self._view.canvas_scene.selected
        if len(selected) != 1:
            return False
        self._show(selected[0], pinned=True)
        return True

    def _show(self, id: str, *, pinned: bool) -> None:
        card = self._view.canvas_scene.cards[id]
        shown = self._view.to_viewport(card.scene_rect).toAlignedRect()
        about = QRect(self._view.viewport().mapToGlobal(shown.topLeft()), shown.size())
        show_help(self._view, node_help(card.node, card.report), about, pinned=pinned)
