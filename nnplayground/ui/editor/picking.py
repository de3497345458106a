"""Which gesture a pressed button begins, by what is under the mouse and which keys are held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from nnplayground.ui.editor.box_gestures import gesture_on_backdrop
from nnplayground.ui.editor.cutting import Cut
from nnplayground.ui.editor.gestures import Click, Gesture, Pan, RubberBand
from nnplayground.ui.editor.moving import MoveNodes
from nnplayground.ui.editor.wiring import GrabWire, Wiring

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent

    from nnplayground.ui.editor.card import Card
    from nnplayground.ui.editor.view import CanvasView
    from nnplayground.ui.editor.weights import WeightSheet, WeightSpot

__all__ = ["gesture_at"]

_PORT = 9.0
_EXTENDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_WEIGHT, _WIRE = 5.0, 8.0  # pixels of the viewport


def gesture_at(view: CanvasView, event: QMouseEvent, *, pans: bool = False) -> Gesture:
    """Return what a press begins; with ``pans`` every button moves the canvas."""
    if event.button() is Qt.MouseButton.RightButton:
        return Pan(view, event.position(), view.open_menu)
    if pans or event.button() is Qt.MouseButton.MiddleButton:
        return Pan(view, event.position())
    point = view.to_scene(event.position())
    change = view.hovering.buttons.change_at(point)
    if change:
        return Click(view, point, partial(view.editor.resize, view.hovering.buttons.node, change))
    mark = view.canvas_scene.port_at(point, _PORT)
    if mark is not None:
        return Wiring.from_port(view, point, mark.ref)
    card = _card_at(view, point)
    if card is not None:
        extends = bool(view.modifiers & _EXTENDING)
        return MoveNodes(view, point, card.id, extends, _click_inside(view, card, point))
    if view.modifiers & Qt.KeyboardModifier.ControlModifier:
        return Cut(view, point)
    behind = gesture_on_backdrop(view, point, extending=bool(view.modifiers & _EXTENDING))
    if behind is not None:
        return behind
    return _on_wires(view, point) or _band(view, point)


def _card_at(view: CanvasView, point: QPointF) -> Card | None:
    """Return the topmost card, but a selected one below it first: it is the one that is meant."""
    scene = view.canvas_scene
    selected = (scene.cards[id] for id in reversed(scene.selected))
    return next((c for c in selected if c.scene_rect.contains(point)), scene.card_at(point))


def _click_inside(view: CanvasView, card: Card, point: QPointF) -> Callable[[], None]:
    """Return what a click means on a card besides selecting it: a bias, a unit, or none of its units."""
    bias, unit = card.bias_at(point), card.unit_at(point)
    if bias is not None:
        at = view.from_scene(card.bias_rect(bias).bottomLeft())
        return partial(view.weightClicked.emit, card.id, "bias", (bias,), at)
    return partial(view.unitSelected.emit, card.id, -1 if unit is None else unit)


def _on_wires(view: CanvasView, point: QPointF) -> Gesture | None:
    scene = view.canvas_scene
    found = scene.weight_at(point, _WEIGHT / view.zoom)
    if found is not None:
        return GrabWire(view, point, found[0].edge, partial(_click_weight, view, *found, point))
    wire = scene.wire_at(point, _WIRE / view.zoom)
    if wire is not None and wire.edge is not None:
        return GrabWire(view, point, wire.edge, partial(scene.select, [], wire.edge))
    return None


def _click_weight(view: CanvasView, sheet: WeightSheet, spot: WeightSpot, point: QPointF) -> None:
    index, at = (spot.row, spot.column), view.from_scene(point)
    view.weightClicked.emit(sheet.edge.target, "weight", index, at)


def _band(view: CanvasView, point: QPointF) -> Gesture:
    adds = bool(view.modifiers & Qt.KeyboardModifier.ShiftModifier)
    subtracts = bool(view.modifiers & Qt.KeyboardModifier.AltModifier)
    return RubberBand(view, point, adds=adds, subtracts=subtracts)
