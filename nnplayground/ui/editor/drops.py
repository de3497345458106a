"""What is dragged from the palette onto the canvas, and where it would go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF

from nnplayground.ui.editor.card import PortRef
from nnplayground.ui.editor.joins import Spot

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from nnplayground.ui.editor.view import CanvasView

__all__ = ["BLOCK_MIME", "LAYER_MIME", "Dragged", "dragged", "spot_at"]

LAYER_MIME = "application/x-nnplayground-layer"
BLOCK_MIME = "application/x-nnplayground-block"
_GRID = 8
_CORNER = QPointF(56.0, 40.0)  # where the hand holds the new card
_WIRE, _PORT, _BESIDE = 12.0, 28.0, 40.0  # how near is near


@dataclass(frozen=True)
class Dragged:
    """A layer on its way from the palette."""

    kind: str
    fields: dict[str, Any]


def dragged(mime: QMimeData) -> Dragged | None:
    """Read what is dragged; None if it is no layer."""
    try:
        value = json.loads(bytes(mime.data(LAYER_MIME).data()))
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return None
    fields = value.get("fields", {})
    return Dragged(value["kind"], fields) if isinstance(fields, dict) else None


def spot_at(view: CanvasView, point: QPointF) -> Spot:
    """Return what a new node at ``point`` would join: a wire, a port, or the card beside it."""
    corner = point - _CORNER
    place = (round(corner.x() / _GRID) * _GRID, round(corner.y() / _GRID) * _GRID)
    edge = view.canvas_scene.edge_at(point, _WIRE / view.zoom)
    if edge is not None:
        return Spot(into=edge, place=place)
    mark = view.canvas_scene.port_at(point, _PORT)
    return Spot(port=mark.ref if mark is not None else _beside(view, point), place=place)


def _beside(view: CanvasView, point: QPointF) -> PortRef | None:
    """Return the output of the card to the left of a point, or the free input of the one to its right."""
    graph = view.joiner.experiment.graph
    near: list[tuple[float, PortRef]] = []
    for id, card in view.canvas_scene.cards.items():
        rect = card.scene_rect
        if id not in graph or not rect.top() <= point.y() <= rect.bottom():
            continue
        layer = graph.node(id).layer
        after, before = point.x() - rect.right(), rect.left() - point.x()
        if layer.outputs and 0 <= after <= _BESIDE:
            near.append((after, PortRef(id, layer.outputs[0].name, True)))
        free = next((port for port in layer.inputs if port.many or not graph.incoming(id, port.name)), None)
        if free is not None and not free.optional and 0 <= before <= _BESIDE:
            near.append((before, PortRef(id, free.name, False)))
    return min(near, key=lambda pair: pair[0])[1] if near else None
