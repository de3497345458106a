"""Items that are kept as a picture of themselves, because many of them are costly to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

__all__ = ["StillItem", "StillScene"]

_COARSEST, _FINEST = 0.4, 2.5  # how far a picture may be stretched in a moving view


class StillScene(QGraphicsScene):
    """The base of scenes whose items may be kept as pictures.

    Attributes
    ----------
    keeps_stills : bool
        There are so many items that pictures pay.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeps_stills = False
        self._is_moving = False
        self._stills: set[StillItem] = set()

    @property
    def is_moving(self) -> bool:
        """Whether pictures may be stretched, because the view moves."""
        return self._is_moving

    def set_moving(self, moving: bool) -> None:
        """Let pictures be stretched, or have them taken anew; those out of view give their memory back."""
        moving = moving and self.keeps_stills
        if moving == self._is_moving:
            return
        self._is_moving = moving
        if moving:
            return
        for item in list(self._stills):
            if not self._is_in_view(item):
                item.forget()
            item.update()

    def _is_in_view(self, item: QGraphicsItem) -> bool:
        shown = (view.mapToScene(view.viewport().rect()).boundingRect() for view in self.views())
        return any(rect.intersects(item.sceneBoundingRect()) for rect in shown)

    def note_still(self, item: StillItem, *, has_one: bool) -> None:
        """Remember which items have a picture."""
        if has_one:
            self._stills.add(item)
        else:
            self._stills.discard(item)


class StillItem(QGraphicsItem):
    """The base of items that are drawn by :meth:`draw`, or by a picture of that."""

    def __init__(self) -> None:
        super().__init__()
        self._still: tuple[float, QRectF, QPixmap] | None = None

    def draw(self, painter: QPainter) -> None:
        """Draw the item afresh."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop the picture, because the item looks different now."""
        scene = self.scene()
        if self._still is not None and isinstance(scene, StillScene):
            scene.note_still(self, has_one=False)
        self._still = None

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        scene = self.scene()
        if not isinstance(scene, StillScene) or not scene.keeps_stills:
            self.draw(painter)
            return
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        still = self._still
        if still is None or not self._serves(still[0], scale, scene.is_moving):
            still = self._still = self._taken(scale)
            scene.note_still(self, has_one=True)
        painter.drawPixmap(still[1], still[2], QRectF(still[2].rect()))

    @staticmethod
    def _serves(taken: float, wanted: float, is_moving: bool) -> bool:
        """Tell whether a picture taken at one scale will do at another."""
        return _COARSEST <= wanted / taken <= _FINEST if is_moving else abs(wanted - taken) < 1e-6

    def _taken(self, scale: float) -> tuple[float, QRectF, QPixmap]:
        bounds = self.boundingRect()
        picture = QPixmap((bounds.size() * scale).toSize())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.scale(scale, scale)
        painter.translate(-bounds.topLeft())
        self.draw(painter)
        painter.end()
        return scale, bounds, picture
