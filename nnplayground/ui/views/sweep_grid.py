"""Small multiples: the picture of every trial where its values of two settings meet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sweep_parts import SweepPanel, merit_colour
from nnplayground.ui.views.sweep_words import measure_name, measure_text, short_value
from nnplayground.ui.widgets import ComboField
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from nnplayground.sweeps.axes import Axis
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.ui.views.sweep_parts import Shown

__all__ = ["GridPanel"]

_HEAD, _LABELS, _FOOT = 28.0, 18.0, 20.0
_GAP, _LARGEST = 6.0, 176.0
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignRight
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class _Ticks:
    """The columns or rows along one setting: single values, or pieces of a range."""

    axis: Axis
    values: tuple[Any, ...]
    is_range: bool

    @classmethod
    def of(cls, axis: Axis, sampler: str) -> _Ticks:
        return cls(axis, axis.grid(), not axis.choices and sampler != "grid")

    def place(self, stored: Any) -> int | None:
        """Return the column of a trial's value."""
        if not self.is_range:
            return self.values.index(stored) if stored in self.values else None
        bend = math.log if self.axis.logarithmic else float
        return min(range(len(self.values)), key=lambda n: abs(bend(self.values[n]) - bend(stored)))


class GridPanel(SweepPanel):
    """Shows the trials over two of the varied settings; of several in one cell, the best."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Trials over two settings"))
        self._across, self._up = "", ""
        self.across = ComboField(self.tr("Setting from left to right"), small=True, parent=self)
        self.up = ComboField(self.tr("Setting from bottom to top"), small=True, parent=self)
        self.across.chosen.connect(self._choose_across)
        self.up.chosen.connect(self._choose_up)
        self._offered: tuple[str, ...] = ()

    # -- which two -------------------------------------------------------------------------------------

    def show_moment(self, shown: Shown | None) -> None:
        paths = tuple(axis.path for axis in shown.plan.axes) if shown is not None else ()
        if shown is not None and paths != self._offered:
            self._offered = paths
            self._across, self._up = paths[0], paths[1] if len(paths) > 1 else ""
            choices: list[tuple[object, str]] = [(path, shown.words.title(path)) for path in paths]
            for field, value in ((self.across, self._across), (self.up, self._up)):
                field.set_choices(choices)
                field.setValue(value)
        for field in (self.across, self.up):
            field.setVisible(len(paths) > 2)
        super().show_moment(shown)

    def _choose_across(self, path: str) -> None:
        self._choose(path, self._across if path == self._up else self._up)

    def _choose_up(self, path: str) -> None:
        self._choose(self._up if path == self._across else self._across, path)

    def _choose(self, across: str, up: str) -> None:
        self._across, self._up = across, up
        self.across.setValue(across)
        self.up.setValue(up)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(190, max(60, (self.width() - 120) // 2))
        self.across.setGeometry(self.width() - 2 * width - 22, 0, width, 24)
        self.up.setGeometry(self.width() - width, 0, width, 24)

    def _ticks(self, shown: Shown) -> tuple[_Ticks, _Ticks | None]:
        axes = {axis.path: axis for axis in shown.plan.axes}
        across = _Ticks.of(axes[self._across], shown.plan.sampler)
        return across, _Ticks.of(axes[self._up], shown.plan.sampler) if self._up in axes else None

    # -- places ----------------------------------------------------------------------------------------

    def cells(self, shown: Shown) -> dict[tuple[int, int], tuple[QRectF, TrialResult | None]]:
        """Return the place of every cell by column and row, and its best trial."""
        across, up = self._ticks(shown)
        columns, rows = len(across.values), len(up.values) if up is not None else 1
        left, side = self._left(shown, up), self._side(shown, columns, rows)
        top = _HEAD + _LABELS
        best: dict[tuple[int, int], TrialResult] = {}
        for result in shown.results:
            place = self._place(across, up, result, rows)
            if place is not None:
                best.setdefault(place, result)
        return {
            (x, y): (
                QRectF(left + x * (side + _GAP), top + y * (side + _GAP), side, side),
                best.get((x, y)),
            )
            for x in range(columns)
            for y in range(rows)
        }

    def _place(
        self, across: _Ticks, up: _Ticks | None, result: TrialResult, rows: int
    ) -> tuple[int, int] | None:
        x = across.place(result.parameters.get(across.axis.path))
        y = up.place(result.parameters.get(up.axis.path)) if up is not None else 0
        return None if x is None or y is None else (x, rows - 1 - y)

    def _left(self, shown: Shown, up: _Ticks | None) -> float:
        if up is None:
            return 0.0
        widest = max(text_width(self._label(shown, up, n), mono_font(11)) for n in range(len(up.values)))
        return min(90.0, widest + 10)

    def _side(self, shown: Shown, columns: int, rows: int) -> float:
        left = self._left(shown, self._ticks(shown)[1])
        wide = (self.width() - left - (columns - 1) * _GAP) / columns
        high = (self.height() - _HEAD - _LABELS - self._foot() - (rows - 1) * _GAP) / rows
        return max(8.0, min(_LARGEST, wide, high))

    def _foot(self) -> float:
        return _FOOT if self.height() >= 220 else 4.0

    def _label(self, shown: Shown, ticks: _Ticks, number: int) -> str:
        digits = 2 if ticks.is_range else 3
        text = shown.words.value(ticks.axis.path, ticks.axis.value(ticks.values[number]), digits)
        return f"≈ {text}" if ticks.is_range else text

    # -- painting --------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, shown: Shown) -> None:
        across, up = self._ticks(shown)
        self._draw_head(painter, shown, across, up)
        cells = self.cells(shown)
        for (x, y), (rect, result) in cells.items():
            if y == 0:
                label = QRectF(rect.left() - 3, _HEAD, rect.width() + 6, _LABELS)
                text = self._label(shown, across, x)
                # Beside narrow cells only whole labels are of use; the tooltip has the others.
                if text_width(text, mono_font(11)) <= label.width() or rect.width() >= 40:
                    self._draw_label(painter, label, text, _CENTRE)
            if x == 0 and up is not None:
                label = QRectF(0, rect.top(), rect.left() - 7, rect.height())
                self._draw_label(painter, label, self._label(shown, up, len(up.values) - 1 - y), _RIGHT)
            self._draw_cell(painter, rect, result, shown)
        if self._foot() == _FOOT:
            self._draw_foot(painter, shown, max(rect.bottom() for rect, _result in cells.values()))

    def _draw_head(self, painter: QPainter, shown: Shown, across: _Ticks, up: _Ticks | None) -> None:
        line = QRectF(0, 2, self.width(), 20)
        title = self._title(shown)
        font = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, line, title, font, theme().colour("text1"))
        left = text_width(title, font) + 10
        if self.across.isHidden():
            note = shown.words.title(across.axis.path)
            note += f" × {shown.words.title(up.axis.path)}" if up is not None else ""
            draw_text(painter, line.adjusted(left, 0, 0, 0), note, ui_font(11.5), theme().colour("text3"))
        else:
            between = QRectF(self.across.geometry().right(), 2, 24, 20)
            draw_text(painter, between, "×", ui_font(12), theme().colour("text3"), _CENTRE)

    def _title(self, shown: Shown) -> str:
        if not shown.pictures.has_any:
            return self.tr("Results")
        return self.tr("Boundaries") if shown.pictures.are_boundaries else self.tr("Predictions")

    def _draw_label(self, painter: QPainter, rect: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
        draw_text(painter, rect, text, mono_font(11), theme().colour("text3"), align)

    def _draw_foot(self, painter: QPainter, shown: Shown, bottom: float) -> None:
        words = self.tr("Number: {measure}.").format(measure=measure_name(shown.plan.measure))
        if len(shown.plan.axes) > 2 or shown.plan.sampler != "grid":
            words += " " + self.tr("Each cell shows its best trial.")
        rect = QRectF(0, bottom + 3, self.width(), _FOOT)
        draw_text(painter, rect, words, ui_font(11), theme().colour("text3"))

    def _draw_cell(self, painter: QPainter, rect: QRectF, result: TrialResult | None, shown: Shown) -> None:
        if result is None:
            waits = shown.plan.sampler == "grid" and len(shown.results) < shown.wanted
            self._draw_empty(painter, rect, "clock" if waits else "")
            return
        if result.state == "failed":
            self._draw_empty(painter, rect, "error")
        elif not shown.pictures.draw(painter, rect, result):
            self._draw_plain(painter, rect, result, shown)
        if result.value is not None and rect.width() >= 34:
            self._draw_chip(painter, rect, measure_text(shown.plan.measure, result.value))
        if result.state == "running":
            self._draw_running(painter, rect, shown.share(result))
        if result.number == shown.chosen:
            ring = rect.adjusted(-2.5, -2.5, 2.5, 2.5)
            draw_box(painter, ring, 6, None, theme().colour("accent"), 2)
        elif shown.done and result.number == shown.done[0].number:
            draw_box(painter, rect.adjusted(-1, -1, 1, 1), 5, None, theme().colour("text1"), 1.5)

    def _draw_plain(self, painter: QPainter, rect: QRectF, result: TrialResult, shown: Shown) -> None:
        """Draw a cell without a picture: the better, the more of the accent."""
        draw_box(painter, rect, 4, merit_colour(shown, result), theme().colour("separator"))

    def _draw_empty(self, painter: QPainter, rect: QRectF, icon: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("border"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if icon and rect.width() >= 22:
            box = QRectF(rect.center().x() - 7, rect.center().y() - 7, 14, 14)
            draw_icon(painter, icon, box, theme().colour("error" if icon == "error" else "text4"))

    def _draw_running(self, painter: QPainter, rect: QRectF, share: float) -> None:
        bar = QRectF(rect.left(), rect.bottom() + 1, rect.width() * share, 2)
        painter.fillRect(bar, theme().colour("accent"))
        if rect.width() >= 48:
            self._draw_chip(painter, rect, f"{round(100 * share)} %", "accent", at_top=True)

    def _draw_chip(
        self, painter: QPainter, rect: QRectF, text: str, ink: str = "text1", *, at_top: bool = False
    ) -> None:
        """Write into a corner of a cell: the lower left one, or the upper right one."""
        font = mono_font(10.5)
        width = min(rect.width() - 6, text_width(text, font) + 8)
        chip = QRectF(rect.left() + 3, rect.bottom() - 19, width, 16)
        if at_top:
            chip.moveTopRight(QPointF(rect.right() - 3, rect.top() + 3))
        ground = QColor(theme().colour("canvas"))
        ground.setAlphaF(0.85)
        draw_box(painter, chip, 4, ground)
        draw_text(painter, chip, text, font, theme().colour(ink), _CENTRE)

    # -- choosing --------------------------------------------------------------------------------------

    def _at(self, x: float, y: float) -> TrialResult | None:
        if self.shown is None:
            return None
        found = (result for rect, result in self.cells(self.shown).values() if rect.contains(x, y))
        return next(found, None)

    def trial_at(self, at: QPointF) -> int | None:
        result = self._at(at.x(), at.y())
        return None if result is None else result.number

    def mousePressEvent(self, event: QMouseEvent) -> None:
        result = self._at(event.position().x(), event.position().y())
        if result is not None:
            self.chosen.emit(result.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        result = self._at(event.position().x(), event.position().y())
        if result is not None:
            self.accepted.emit(result.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.shown is None or (key not in _KEYS and key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)
        elif key in _KEYS:
            self._move(self.shown, *_KEYS[key])
        elif self.shown.chosen is not None:
            self.accepted.emit(self.shown.chosen)

    def _move(self, shown: Shown, across: int, down: int) -> None:
        """Choose the next trial in a direction."""
        cells = {place: result for place, (_rect, result) in self.cells(shown).items() if result is not None}
        here = next((place for place, result in cells.items() if result.number == shown.chosen), None)
        if here is None:
            near = cells
        elif across:
            near = {p: r for p, r in cells.items() if p[1] == here[1] and (p[0] - here[0]) * across > 0}
        else:
            near = {p: r for p, r in cells.items() if p[0] == here[0] and (p[1] - here[1]) * down > 0}
        if near:
            start = here or (0, 0)
            place = min(near, key=lambda p: abs(p[0] - start[0]) + abs(p[1] - start[1]))
            self.chosen.emit(near[place].number)

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip or self.shown is None:
            return super().event(event)
        help_: QHelpEvent = event  # type: ignore[assignment] # by its type
        result = self._at(help_.pos().x(), help_.pos().y())
        words = "" if result is None else self._tip(self.shown, result)
        QToolTip.showText(help_.globalPos(), words, self)
        return True

    def _tip(self, shown: Shown, result: TrialResult) -> str:
        lines = [f"#{result.number}", short_value(shown.plan, shown.words, result.parameters), result.error]
        return "\n".join(line for line in lines if line)
