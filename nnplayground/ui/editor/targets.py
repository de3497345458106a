"""Which ports a wire may end at, and what the node there would make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.graph import Edge
from nnplayground.ui.editor import edits
from nnplayground.ui.editor.joins import inputs_with
from nnplayground.ui.editor.ports import PortRef

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from nnplayground.ui.editor.ports import PortMark
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Targets"]

translate = QCoreApplication.translate

_MAGNET = 24.0  # pixels of the viewport
_NEAR = 12.0


class Targets:
    """Judges every port once, when a wire is taken in hand.

    Parameters
    ----------
    view : CanvasView
        Where the ports are.
    fixed : PortRef
        The end of the wire that stays.
    replacing : Edge, optional
        The wire whose other end is in the hand.

    Attributes
    ----------
    states : dict of PortRef to str
        ``"fits"``, or ``"doubtful"`` where a wire may end but the shape is wrong; other ports are refused.
    """

    def __init__(self, view: CanvasView, fixed: PortRef, replacing: Edge | None = None) -> None:
        self.fixed, self.replacing = fixed, replacing
        self._scene, self._editor = view.canvas_scene, view.editor
        self._view = view
        graph = self._editor.experiment.graph
        self._graph = graph.disconnect(replacing) if replacing else graph
        self._source = self._editor.experiment.data.spec()
        self.states: dict[PortRef, str] = {}
        for card in self._scene.cards.values():
            for ref in card.ports:
                edge = self.edge_to(ref)
                if edge is not None and edits.why_not(self._graph, edge) is None:
                    self.states[ref] = "fits" if self._suits(edge) else "doubtful"

    def edge_to(self, ref: PortRef) -> Edge | None:
        """Return the wire that would end at ``ref``; None if both ends were of one kind."""
        if ref.is_output == self.fixed.is_output:
            return None
        source, target = (self.fixed, ref) if self.fixed.is_output else (ref, self.fixed)
        return Edge(source=source.node, source_port=source.port, target=target.node, target_port=target.port)

    def _suits(self, edge: Edge) -> bool:
        report = self._editor.report
        spec = report.nodes[edge.source].outputs.get(edge.source_port)
        if spec is None:
            return True
        end = PortRef(edge.target, edge.target_port, False)
        inputs = inputs_with(self._graph, report, end, spec, self._source)
        if inputs is None:
            return True
        try:
            self._graph.node(edge.target).layer.output_specs(inputs)
        except PlaygroundError:
            return False
        return True

    def near(self, point: QPointF) -> PortMark | None:
        """Return the port that draws the wire to itself: a fitting one from afar, any other from close by."""
        reach = {True: _MAGNET / self._view.zoom, False: _NEAR / self._view.zoom}
        found: list[tuple[float, int, PortMark]] = []
        for card in self._scene.cards.values():
            for ref, mark in card.ports.items():
                apart = mark.pos() - point
                distance = (apart.x() ** 2 + apart.y() ** 2) ** 0.5
                fits = ref in self.states
                if ref != self.fixed and distance <= reach[fits] and mark.isVisible():
                    found.append((distance if fits else distance + reach[True], len(found), mark))
        return min(found)[2] if found else None

    def say(self, ref: PortRef) -> tuple[str, bool]:
        """Return what is to be said of a port, and whether it is an objection."""
        edge = self.edge_to(ref)
        if edge is None:
            return self._same_side(), True
        if ref not in self.states:
            return self._editor.joining.why_not(edge, self.replacing), True
        return self._editor.joining.outlook(edge, self.replacing)

    def _same_side(self) -> str:
        if self.fixed.is_output:
            return translate("CanvasView", "A wire leads from an output to an input; this is an output too.")
        return translate("CanvasView", "A wire leads from an output to an input; this is an input too.")
