"""Keys of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from nnplayground.ui.editor.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from nnplayground.ui.editor.scene import CanvasScene
    from nnplayground.ui.editor.view import CanvasView

    Action = Callable[[], object]

__all__ = ["handle_key"]

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ALONG, _ASIDE = 1.0, 2.5  # a node aside of the arrow's line counts as farther away


def handle_key(view: CanvasView, event: QKeyEvent) -> bool:
    """Do what a key means; return whether it means anything here."""
    key = Qt.Key(event.key())
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if key in _ARROWS:
        _arrow(view, key, event.modifiers())
        return True
    action = _control_action(view, key) if control else _plain_action(view, key)
    if action is None:
        return False
    action()
    return True


def _control_action(view: CanvasView, key: Qt.Key) -> Action | None:
    scene, editor = view.canvas_scene, view.editor
    actions: dict[Qt.Key, Action] = {
        Qt.Key.Key_A: lambda: scene.select(list(scene.cards)),
        Qt.Key.Key_D: editor.duplicate,
        Qt.Key.Key_Period: editor.apply_fix,
        Qt.Key.Key_Plus: lambda: view.zoom_by(1),
        Qt.Key.Key_Equal: lambda: view.zoom_by(1),
        Qt.Key.Key_Minus: lambda: view.zoom_by(-1),
        Qt.Key.Key_0: lambda: view.set_zoom(1.0),
    }
    return actions.get(key)


def _plain_action(view: CanvasView, key: Qt.Key) -> Action | None:
    editor = view.editor
    actions: dict[Qt.Key, Action] = {
        Qt.Key.Key_Delete: editor.delete,
        Qt.Key.Key_Backspace: editor.delete,
        Qt.Key.Key_Escape: lambda: _escape(view),
        Qt.Key.Key_Return: editor.grouping.open_selected,
        Qt.Key.Key_Enter: editor.grouping.open_selected,
        Qt.Key.Key_F: view.fit,
        Qt.Key.Key_1: lambda: view.set_level(Level.BLOCKS),
        Qt.Key.Key_2: lambda: view.set_level(Level.CARDS),
        Qt.Key.Key_Plus: lambda: editor.resize_selected(1),
        Qt.Key.Key_Equal: lambda: editor.resize_selected(1),
        Qt.Key.Key_Minus: lambda: editor.resize_selected(-1),
    }
    return actions.get(key)


def _escape(view: CanvasView) -> None:
    if not (view.cancel_gesture() or view.editor.grouping.up()):
        view.canvas_scene.select([])
        view.canvas_scene.backdrop.select([])


def _arrow(view: CanvasView, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Go to the next node that way; with Shift keep the others selected, with Alt move the nodes."""
    dx, dy = _ARROWS[key]
    if modifiers & Qt.KeyboardModifier.AltModifier:
        view.editor.nudge(dx, dy)
        return
    scene = view.canvas_scene
    found = _next(scene, dx, dy)
    if found is None:
        return
    keep = scene.selected if modifiers & Qt.KeyboardModifier.ShiftModifier else []
    scene.select([*(id for id in keep if id != found), found])
    view.reveal(found)


def _next(scene: CanvasScene, dx: int, dy: int) -> str | None:
    middles = {id: card.scene_rect.center() for id, card in scene.cards.items()}
    if not scene.selected:
        return min(middles, key=lambda id: (middles[id].x(), middles[id].y()), default=None)
    here = middles[scene.selected[-1]]

    def cost(apart: QPointF) -> float:
        along, aside = apart.x() * dx + apart.y() * dy, abs(apart.x() * dy) + abs(apart.y() * dx)
        return _ALONG * along + _ASIDE * aside

    apart = {id: middle - here for id, middle in middles.items()}
    ahead = {id: step for id, step in apart.items() if step.x() * dx + step.y() * dy > 1}
    return min(ahead, key=lambda id: cost(ahead[id]), default=None)
