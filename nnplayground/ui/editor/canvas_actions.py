"""Every action of the canvas once: name and keys; menus and the list of shortcuts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from nnplayground.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

__all__ = ["CanvasActions"]

_PLAIN = ~Qt.KeyboardModifier.KeypadModifier


class CanvasActions(QObject):
    """The canvas's actions by name, as attributes, unconnected.

    They belong to no widget, so that a window may have actions with the same keys: the canvas asks
    :meth:`of_key` for what the window leaves to it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._nodes()
        self._selection()
        self._view()

    def _nodes(self) -> None:
        self.add = self._action(self.tr("Add layer…"), "plus", "/", "Tab")
        self.wire = self._action(self.tr("Draw wire"), "link", "W")
        self.open = self._action(self.tr("Open"), "", "Return", "Enter")
        self.fields = self._action(self.tr("Edit fields"), "pencil", "Ctrl+Return", "Ctrl+Enter")
        self.widen = self._action(self.tr("Add a unit"), "", "+", "=")
        self.narrow = self._action(self.tr("Remove a unit"), "", "-")
        self.duplicate = self._action(self.tr("Duplicate"), "copy", "Ctrl+D")
        self.delete = self._action(self.tr("Delete"), "trash", "Del", "Backspace")
        self.delete_apart = self._action(self.tr("Delete with wires"), "", "Shift+Del", "Shift+Backspace")
        self.apply_fix = self._action(self.tr("Apply first fix"), "wand", "Ctrl+.")
        self.move_left = self._action(self.tr("Move left"), "", "Ctrl+Left")
        self.move_right = self._action(self.tr("Move right"), "", "Ctrl+Right")
        self.move_up = self._action(self.tr("Move up"), "", "Ctrl+Up")
        self.move_down = self._action(self.tr("Move down"), "", "Ctrl+Down")

    def _selection(self) -> None:
        self.go_left = self._action(self.tr("Go to the source"), "", "Left")
        self.go_right = self._action(self.tr("Go to the target"), "", "Right")
        self.go_up = self._action(self.tr("Go to the lane above"), "", "Up")
        self.go_down = self._action(self.tr("Go to the lane below"), "", "Down")
        self.extend_left = self._action(self.tr("Select the source too"), "", "Shift+Left")
        self.extend_right = self._action(self.tr("Select the target too"), "", "Shift+Right")
        self.extend_up = self._action(self.tr("Select the lane above too"), "", "Shift+Up")
        self.extend_down = self._action(self.tr("Select the lane below too"), "", "Shift+Down")
        self.go_first = self._action(self.tr("Go to the first node"), "", "Home")
        self.go_last = self._action(self.tr("Go to the last node"), "", "End")
        self.select_all = self._action(self.tr("Select all"), "", "Ctrl+A")
        self.leave = self._action(self.tr("Leave, or select nothing"), "", "Esc")

    def _view(self) -> None:
        self.menu = self._action(self.tr("Context menu"), "", "Shift+F10", "Menu")
        self.fit = self._action(self.tr("Fit"), "fit", "F")
        self.blocks = self._action(self.tr("Blocks"), "", "1")
        self.cards = self._action(self.tr("Cards"), "", "2")
        self.neuron = self._action(self.tr("Neuron"), "", "3")
        self.show_activation = self._action(self.tr("Show activations"), "", "Alt+1")
        self.show_gradient = self._action(self.tr("Show gradients"), "", "Alt+2")
        self.show_weights = self._action(self.tr("Show weights"), "", "Alt+3")
        self.zoom_in = self._action(self.tr("Zoom in"), "", "Ctrl++", "Ctrl+=")
        self.zoom_out = self._action(self.tr("Zoom out"), "", "Ctrl+-")
        self.full_size = self._action(self.tr("Zoom to 100 %"), "", "Ctrl+0")
        self.arrange = self._action(self.tr("Arrange nodes"), "arrange")

    def _action(self, text: str, name: str, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        if name:
            action.setIcon(icon(name))
        return action

    def connect_all(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Connect actions by attribute name."""
        for name, handler in handlers.items():
            getattr(self, name).triggered.connect(handler)

    def all(self) -> list[QAction]:
        """Return every action, in the order a list shows them."""
        return list(self.findChildren(QAction))

    def of_key(self, event: QKeyEvent) -> QAction | None:
        """Return the action that a pressed key means."""
        modifiers = event.modifiers() & _PLAIN
        sequences = [QKeySequence(event.keyCombination())]
        if event.text() in ("+", "/", "="):  # on some keyboards these need Shift
            sequences.append(QKeySequence(event.text()))
        if modifiers != event.modifiers():  # on the number pad
            sequences.append(QKeySequence(int(event.key()) | int(modifiers.value)))
        return next((a for a in self.all() if any(s in a.shortcuts() for s in sequences)), None)
