"""Histograms by layer: bars coloured by sign, a second kind of numbers hanging below the axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.layers.cells import CellPicture
from nnplayground.ui.views.layers.densities import merged
from nnplayground.ui.views.plots import pen
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from nnplayground.ui.views.layers.cells import Cell

__all__ = ["BarCell", "Bars"]

_AXIS, _LINE, _STRIP = 16.0, 15.0, 8.0
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_MOST_MARKS = 64


@dataclass(frozen=True, slots=True, eq=False)
class BarCell:
    """One layer's numbers.

    Attributes
    ----------
    counts, reach : ndarray, float
        Bars over −reach … reach.
    below, below_reach, below_name : ndarray or None, float, str
        Numbers of another kind (biases), on the same axis.
    line, role : str
        What sums them up, or what to try, and its colour.
    marks : sequence of str
        A colour's role per unit, drawn as a strip; empty for none.
    """

    counts: NDArray[Any]
    reach: float
    line: str
    below: NDArray[Any] | None = None
    below_reach: float = 1.0
    below_name: str = ""
    marks: Sequence[str] = ()
    role: str = "text3"


class Bars(CellPicture):
    """A histogram per layer."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._bars: Sequence[BarCell] = ()

    def show_bars(self, cells: Sequence[Cell], bars: Sequence[BarCell], empty: str) -> None:
        """Show one histogram for each of ``cells``."""
        self._bars = bars
        self.set_cells(cells, empty)

    def paint_cell(self, painter: QPainter, number: int, area: QRectF) -> None:
        bars = self._bars[number]
        line = QRectF(area.left(), area.bottom() - _LINE, area.width(), _LINE)
        draw_text(painter, line, bars.line, ui_font(11), theme().colour(bars.role))
        area = area.adjusted(0, 0, 0, -_LINE)
        if bars.marks:
            self._paint_marks(
                painter, bars, QRectF(area.left(), area.bottom() - _STRIP, area.width(), _STRIP)
            )
            area = area.adjusted(0, 0, 0, -_STRIP - 4)
        area = area.adjusted(0, 0, 0, -_AXIS)
        below = 0.0 if bars.below is None else 0.24 * area.height()
        reach = max(bars.reach, bars.below_reach if bars.below is not None else 0.0)
        upper = area.adjusted(0, 0, 0, -below)
        self._paint_bars(painter, merged(bars.counts), bars.reach / reach, upper, up=True)
        if bars.below is not None:
            lower = QRectF(area.left(), upper.bottom() + 1, area.width(), below - 1)
            self._paint_bars(painter, merged(bars.below), bars.below_reach / reach, lower, up=False)
            self._paint_below_name(painter, bars.below_name, lower)
        self._paint_axis(painter, area, upper.bottom(), reach)

    def _paint_bars(
        self, painter: QPainter, counts: NDArray[Any], share: float, area: QRectF, *, up: bool
    ) -> None:
        most, bins = float(counts.max()) or 1.0, len(counts)
        width = area.width() * share / bins
        left = area.center().x() - area.width() * share / 2
        painter.setRenderHint(painter.RenderHint.Antialiasing, width < 2.5)
        for place, count in enumerate(counts.tolist()):
            if count:
                high = max(1.0, count / most * (area.height() - 2))  # one number can be seen too
                top = area.bottom() - high if up else area.top()
                colour = theme().colour("negative" if place < bins / 2 else "positive")
                colour.setAlphaF(0.9 if up else 0.55)
                painter.fillRect(
                    QRectF(left + place * width, top, max(1.0, width - (0.6 if width > 3 else 0)), high),
                    colour,
                )
        painter.setRenderHint(painter.RenderHint.Antialiasing, True)

    def _paint_below_name(self, painter: QPainter, name: str, area: QRectF) -> None:
        """Write it on a ground of its own, because bars may hang where it stands."""
        font, ground = ui_font(10.5), theme().colour("surface")
        box = QRectF(area.left(), area.bottom() - 13, text_width(name, font) + 6, 13)
        ground.setAlphaF(0.8)
        painter.fillRect(box, ground)
        draw_text(painter, box, name, font, theme().colour("text3"))

    def _paint_axis(self, painter: QPainter, area: QRectF, zero: float, reach: float) -> None:
        painter.setPen(pen("border"))
        painter.drawLine(QPointF(area.left(), round(zero) + 0.5), QPointF(area.right(), round(zero) + 0.5))
        box = QRectF(area.left(), area.bottom() + 2, area.width(), 13)
        left = Qt.AlignmentFlag.AlignLeft
        for value, align in ((-reach, left), (0.0, _CENTRE), (reach, _RIGHT)):
            said = format_compact(value, 2, signed=True)
            draw_text(painter, box, said, mono_font(10.5), theme().colour("text3"), align)

    def _paint_marks(self, painter: QPainter, bars: BarCell, strip: QRectF) -> None:
        """Draw a square per unit; of too many, one for each group shows the worst of it."""
        count = len(bars.marks)
        groups = min(count, _MOST_MARKS, max(1, int(strip.width() // 5)))
        width = min(14.0, strip.width() / groups)
        for group in range(groups):
            roles = bars.marks[group * count // groups : (group + 1) * count // groups]
            role = next((r for r in ("error", "warning") if r in roles), roles[0])
            box = QRectF(strip.left() + group * width, strip.top(), width - 1.5, strip.height())
            draw_box(painter, box, 1.5, theme().colour(role))
