"""What is dragged from the palette onto the canvas, and where it would go."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF

from nnplayground.core.fragment import parse
from nnplayground.ui.editor.clipboard import BLOCK_MIME
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.layout import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QMimeData

    from nnplayground.core.fragment import Fragment
    from nnplayground.ui.editor.ports import PortRef
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["LAYER_MIME", "MIMES", "Dragged", "dragged", "settled", "spot_at"]

LAYER_MIME = "application/x-nnplayground-layer"
MIMES = (LAYER_MIME, BLOCK_MIME)
_GRID = 8
_CORNER = QPointF(56.0, 40.0)  # where the hand holds the new card
_WIRE, _PORT, _BESIDE = 12.0, 28.0, 40.0  # how near is near


@dataclass(frozen=True)
class Dragged:
    """A layer or a block on its way from the palette.

    Attributes
    ----------
    kind, fields : str, dict
        Of a layer.
    part : Fragment or None
        A block.
    """

    kind: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    part: Fragment | None = None


def dragged(mime: QMimeData) -> Dragged | None:
    """Read what is dragged; None if it can be no part of a network.

    Raises
    ------
    PlaygroundError
        If it is a block that cannot be read.
    """
    if mime.hasFormat(BLOCK_MIME):
        return Dragged(part=parse(_text(mime, BLOCK_MIME)))
    try:
        value = json.loads(_text(mime, LAYER_MIME))
    except ValueError:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return None
    fields = value.get("fields", {})
    return Dragged(value["kind"], fields) if isinstance(fields, dict) else None


def _text(mime: QMimeData, format_: str) -> str:
    return bytes(mime.data(format_).data()).decode(errors="replace")


def settled(view: CanvasView, spot: Spot) -> Spot:
    """Return where a drop at ``spot`` puts a node: what joins an arranged network is left to the layout."""
    if spot.place is None or (spot.into is None and spot.port is None):
        return spot
    if not view.editor.experiment.layout.positions:
        return replace(spot, place=None)
    source = view.canvas_scene.card_of(spot.into.source) if spot.into is not None else None
    if source is None:
        return spot
    left = source.scene_rect.right() + GAP  # it must not cover what feeds it
    return replace(spot, place=(max(spot.place[0], round(left)), spot.place[1]))


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
    near: list[tuple[float, PortRef]] = []
    for card in view.canvas_scene.cards.values():
        rect = card.scene_rect
        if not rect.top() <= point.y() <= rect.bottom():
            continue
        after, before = point.x() - rect.right(), rect.left() - point.x()
        output = next((ref for ref in card.ports if ref.is_output), None)
        if output is not None and 0 <= after <= _BESIDE:
            near.append((after, output))
        free = next((ref for ref in card.ports if _is_free(view, ref)), None)
        if free is not None and 0 <= before <= _BESIDE:
            near.append((before, free))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_free(view: CanvasView, ref: PortRef) -> bool:
    """Tell whether an input needs a wire, or takes one more."""
    graph = view.editor.experiment.graph
    port = None if ref.is_output else graph.node(ref.node).layer.input_port(ref.port)
    return port is not None and not port.optional and (port.many or not graph.incoming(ref.node, ref.port))
