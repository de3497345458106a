"""The small field in which a weight is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal

from nnplayground.ui.widgets import NumberField, Scale

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

__all__ = ["WeightField"]

_LIMIT = 1e6


class WeightField(NumberField):
    """Opens over a weight; Enter takes the number, Esc and leaving do not.

    Attributes
    ----------
    weightTyped : Signal(str, str, tuple, float)
        Node, parameter, index and value.
    """

    weightTyped = Signal(str, str, tuple, float)  # noqa: N815

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", Scale(-_LIMIT, _LIMIT, 0.1), small=True, parent=parent)
        self.setAccessibleName(self.tr("Value of the weight"))
        self._target: tuple[str, str, tuple[int, ...]] | None = None
        self._before = 0.0
        self._room = parent
        self.accepted.connect(self._take)
        self.setFixedWidth(96)
        self.hide()

    def open(self, node: str, parameter: str, index: tuple[int, ...], value: float, at: QPointF) -> None:
        """Ask for a number above a point of the parent; below it stands what the weight was."""
        self._target = node, parameter, index
        self._before = value
        self.setValue(float(f"{value:.6g}"))
        room = self._room.rect()
        x = min(max(4.0, at.x() - 48), room.right() - self.width() - 4)
        y = min(max(4.0, at.y() - 6 - self.height()), room.bottom() - self.height() - 4)
        self.move(round(x), round(y))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()

    def _take(self) -> None:
        target, self._target = self._target, None
        self._leave()
        if target is not None and self.value() != float(f"{self._before:.6g}"):
            self.weightTyped.emit(*target, self.value())

    def _leave(self) -> None:
        self._target = None
        self.hide()
        self._room.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._target = None
        self.hide()
