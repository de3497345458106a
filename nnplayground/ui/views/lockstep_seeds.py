"""All seeds of a comparison, small; one of them can be chosen to be shown large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter

from nnplayground.core.quality import quality_of
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_parts import CENTRE, Panel, draw_letter, draw_title, quality_text, winners
from nnplayground.ui.views.run_pictures import draw_line, draw_picture, is_plane, output_image
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from nnplayground.train.lockstep_view import LockstepView, Side

__all__ = ["SeedsPanel"]


class SeedsPanel(Panel):
    """All seeds, small: the brighter one of a pair has the lower test loss.

    Attributes
    ----------
    chosen : Signal(int)
        A seed is to be shown large.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("All seeds"))

    def wanted_height(self, width: int, sides: int, seeds: int) -> int:
        """Return how high it wants to be at a width: pictures are at most 46 pixels."""
        left = 28 if sides == 2 else 0
        side = min(46, (width - left - 6 * (seeds - 1)) // max(1, seeds))
        return 24 + sides * side + 6 * (sides - 1) + 18

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        count = len(view.sides[0].epochs)
        title = self.tr("All %n seeds", "", count)
        head = QRectF(0, 0, self.width(), 20)
        note = self.tr("a check marks the lower test loss") if len(view.sides) == 2 else ""
        draw_title(painter, head, title, note)
        best = winners(view) if len(view.sides) == 2 else None
        for number, side in enumerate(view.sides):
            self._draw_row(painter, view, number, side, best)
        for seed in range(count):
            cell = self._cell(view, 0, seed)
            label = QRectF(
                cell.left(), self._cell(view, len(view.sides) - 1, seed).bottom() + 2, cell.width(), 15
            )
            bold = QFont.Weight.Bold if seed == view.shown else QFont.Weight.Normal
            role = "text1" if seed == view.shown else "text3"
            draw_text(painter, label, str(seed + 1), mono_font(10.5, bold), theme().colour(role), CENTRE)
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 4, None, theme().colour("accent"))

    def _cell(self, view: LockstepView, side: int, seed: int) -> QRectF:
        count = max(1, len(view.sides[0].epochs))
        left = 28 if len(view.sides) == 2 else 0
        high = (self.height() - 24 - 18 - 6 * (len(view.sides) - 1)) / len(view.sides)
        size = max(8.0, min(high, (self.width() - left - 6 * (count - 1)) / count, 64.0))
        pitch = min(size + 12, (self.width() - left - size) / max(1, count - 1)) if count > 1 else 0
        return QRectF(left + seed * pitch, 24 + side * (size + 6), size, size)

    def _draw_row(
        self, painter: QPainter, view: LockstepView, number: int, side: Side, best: NDArray[Any] | None
    ) -> None:
        classes = side.experiment.data.spec().target.classes
        if len(view.sides) == 2:
            draw_letter(painter, 0, self._cell(view, number, 0).center().y(), number)
        for seed in range(len(side.epochs)):
            cell = self._cell(view, number, seed)
            wins = best is None or best[seed] == number
            opacity = 1.0 if wins else 0.45
            self._draw_thumb(painter, cell, side, seed, classes, opacity)
            if best is not None and best[seed] == number:
                mark = QRectF(cell.right() - 13, cell.bottom() - 13, 13, 13)
                draw_box(painter, mark, 6.5, theme().colour("window"))
                draw_icon(painter, "check", mark.adjusted(2, 2, -2, -2), theme().colour("text1"))
            if seed == view.shown:
                ring = cell.adjusted(-3, -3, 3, 3)
                draw_box(painter, ring, 6, None, theme().colour("accent"), 2)

    def _draw_thumb(
        self, painter: QPainter, cell: QRectF, side: Side, seed: int, classes: int, opacity: float
    ) -> None:
        draw_box(painter, cell, 4, theme().colour("field"))
        if seed in side.failures:
            draw_icon(painter, "warning", cell.adjusted(*_middle(cell, 14)), theme().colour("warning"))
        elif seed < len(side.thumbs) and is_plane(side.thumbs[seed]):
            draw_picture(painter, cell, output_image(side.thumbs[seed], classes), opacity=opacity)
        elif seed < len(side.thumbs):
            thumb = side.thumbs[seed]
            finite = thumb[np.isfinite(thumb)]
            span = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
            painter.setOpacity(opacity)
            draw_line(painter, cell.adjusted(2, 4, -2, -4), thumb, span, theme().colour("text1"))
            painter.setOpacity(1.0)
        else:
            self._draw_loss(painter, cell, side, seed, opacity)

    def _draw_loss(self, painter: QPainter, cell: QRectF, side: Side, seed: int, opacity: float) -> None:
        painter.setOpacity(opacity)
        value = float(side.newest["quality"][seed])
        text = quality_text(quality_of(side.experiment), value)
        draw_text(painter, cell, text.replace(" %", ""), mono_font(10.5), theme().colour("text1"), CENTRE)
        painter.setOpacity(1.0)

    # -- choosing --------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        view = self._view
        if view is None or not view.sides:
            return
        for number in range(len(view.sides)):
            for seed in range(len(view.sides[0].epochs)):
                if self._cell(view, number, seed).adjusted(-3, -3, 3, 3).contains(event.position()):
                    self.chosen.emit(seed)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._view is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(self._view.shown + step)


def _middle(cell: QRectF, size: float) -> tuple[float, float, float, float]:
    inset = (cell.width() - size) / 2
    return inset, inset, -inset, -inset
