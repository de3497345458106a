"""Moving the view along while something is dragged to its border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnplayground.ui.editor.view import CanvasView

__all__ = ["EdgeScroll"]

_BORDER = 28.0
_FASTEST = 18.0  # pixels a tick
_TICK_MS = 16


class EdgeScroll(QObject):
    """Pans the faster the nearer the hand is to the border, and tells what is dragged."""

    def __init__(self, view: CanvasView, follow: Callable[[QPointF], None]) -> None:
        super().__init__(view)
        self._view, self._follow = view, follow
        self._at = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def watch(self, at: QPointF) -> None:
        """Take where the hand is in the viewport; scroll as long as that is near the border."""
        self._at = at
        if self._speed().isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Let the view stand still."""
        self._timer.stop()

    def _speed(self) -> QPointF:
        area = self._view.viewport().rect()
        return QPointF(_pull(self._at.x(), area.width()), _pull(self._at.y(), area.height()))

    def tick(self) -> None:
        """Pan once."""
        self._view.pan(-self._speed())
        self._follow(self._at)


def _pull(at: float, size: float) -> float:
    """Return the speed along one axis: negative near its start, positive near its end."""
    depth = max(0.0, _BORDER - at) - max(0.0, _BORDER - (size - at))
    return -min(1.0, max(-1.0, depth / _BORDER)) * _FASTEST
