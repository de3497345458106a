"""Parallel coordinates: every trial a line through its settings and measures; parts of axes filter them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from nnplayground.core.quality import quality_of
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sweep_parts import SweepPanel
from nnplayground.ui.views.sweep_words import measure_name, measure_text
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from nnplayground.sweeps.study import TrialResult
    from nnplayground.ui.views.sweep_parts import Shown

__all__ = ["Coordinate", "ParallelPanel", "coordinates_of", "passes"]

_HEAD, _TITLES, _FOOT = 26.0, 20.0, 12.0
_NEAR, _REACH = 14.0, 8.0  # pixels from an axis, from a line
_DECADES = 30.0  # from this ratio on, an axis of positive numbers is logarithmic
_NUDGE = 0.05
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT_ALIGN, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One upright axis.

    Attributes
    ----------
    key : str
        The path of a setting, or a measure.
    places : dict
        By trial number: where it lies, from 0 at the bottom to 1.
    ticks : tuple of (float, str)
        Places and what is written there.
    """

    key: str
    title: str
    places: dict[int, float]
    ticks: tuple[tuple[float, str], ...]


def coordinates_of(shown: Shown) -> list[Coordinate]:
    """Return the axes: the settings first, then the measures, the one that is compared last but one."""
    found = []
    for axis in shown.plan.axes:
        values = {
            r.number: axis.value(r.parameters[axis.path]) for r in shown.done if axis.path in r.parameters
        }
        whole = [axis.value(value) for value in axis.grid()]
        path = axis.path
        digits = 3 if axis.choices else 2
        texts = {_key(value): shown.words.value(path, value, digits) for value in whole}
        found.append(_coordinate(path, shown.words.title(path), values, whole, texts, axis.logarithmic))
    for measure in _measures(shown):
        measured = {r.number: r.measures[measure] for r in shown.done if r.measures.get(measure) is not None}
        finite = {n: value for n, value in measured.items() if math.isfinite(value)}
        ends = [min(finite.values(), default=0.0), max(finite.values(), default=1.0)]
        texts = {_key(end): measure_text(measure, end) for end in ends}
        found.append(_coordinate(measure, measure_name(measure), finite, ends, texts, False))
    return found


def _measures(shown: Shown) -> tuple[str, ...]:
    part = shown.plan.measure.partition("_")[0]
    part = part if part in ("train", "validation", "test") else "train"
    quality = f"{part}_{quality_of(shown.plan.experiment)}"
    names = dict.fromkeys(("train_loss", shown.plan.measure, quality))
    known = {name for result in shown.done for name in result.measures}
    return tuple(name for name in names if name in known)


def _coordinate(
    key: str, title: str, values: dict[int, Any], whole: Sequence[Any], texts: dict[str, str], grows: bool
) -> Coordinate:
    if not all(_is_number(value) for value in (*values.values(), *whole)):
        order = [_key(value) for value in whole]
        step = 1 / max(1, len(order) - 1)
        at = {name: (number * step if len(order) > 1 else 0.5) for number, name in enumerate(order)}
        places = {number: at[_key(value)] for number, value in values.items() if _key(value) in at}
        return Coordinate(key, title, places, tuple((place, texts[name]) for name, place in at.items()))
    low, high = min(whole), max(whole)
    bend = math.log if low > 0 and (grows or high / low >= _DECADES or _is_geometric(whole)) else float
    span = bend(high) - bend(low)

    def place(value: float) -> float:
        return min(1.0, max(0.0, (bend(max(value, low)) - bend(low)) / span)) if span else 0.5

    ticks = tuple((place(value), texts[_key(value)]) for value in whole)
    return Coordinate(key, title, {n: place(value) for n, value in values.items()}, ticks)


def _is_geometric(values: Sequence[float]) -> bool:
    """Tell whether numbers grow by about equal factors: these are told apart on a logarithmic axis only."""
    ordered = sorted(values)
    if len(ordered) < 3 or ordered[0] <= 0:
        return False
    return ordered[-1] / ordered[-2] > 1.5 and ordered[1] / ordered[0] > 1.5


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _key(value: Any) -> str:
    return repr(float(value)) if _is_number(value) else repr(value)


def passes(coordinates: Sequence[Coordinate], shown: Shown, number: int) -> bool:
    """Tell whether a trial lies within the chosen parts of all axes."""
    for coordinate in coordinates:
        brush, place = shown.brushes.get(coordinate.key), coordinate.places.get(number)
        if brush is not None and (place is None or not brush[0] - 1e-9 <= place <= brush[1] + 1e-9):
            return False
    return True


class ParallelPanel(SweepPanel):
    """All finished trials.

    Attributes
    ----------
    brushed : Signal(str, object)
        A part of an axis is looked at, as (low, high); None for all of it.
    """

    brushed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("All finished trials, by settings and measures"))
        self.setToolTip(
            self.tr("Drag on an axis to filter, click it to see all again. Click a line to choose it.")
        )
        self._drag: tuple[str, float] | None = None
        self._axis = 0  # that the keys move

    # -- places ----------------------------------------------------------------------------------------

    def _frame(self) -> QRectF:
        top = _HEAD + _TITLES
        return QRectF(52, top, max(10, self.width() - 104), max(10, self.height() - top - _FOOT))

    def _xs(self, count: int) -> list[float]:
        frame = self._frame()
        step = frame.width() / max(1, count - 1)
        return [frame.left() + number * step for number in range(count)]

    def _y(self, place: float) -> float:
        frame = self._frame()
        return frame.bottom() - place * frame.height()

    # -- painting --------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, shown: Shown) -> None:
        coordinates = coordinates_of(shown)
        xs = self._xs(len(coordinates))
        kept = [r for r in shown.done if passes(coordinates, shown, r.number)]
        self._draw_head(painter, shown, len(kept))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        numbers = {result.number for result in kept}
        faint, plain = QColor(theme().colour("text3")), QColor(theme().colour("text1"))
        faint.setAlphaF(0.28)
        plain.setAlphaF(0.75 if shown.brushes else 0.45)
        for result in reversed(shown.done):
            ink = plain if result.number in numbers else faint
            self._draw_line(painter, coordinates, xs, result, QPen(ink, 1.2))
        chosen = shown.trial(shown.chosen)
        if chosen is not None and chosen.state == "done":
            self._draw_line(painter, coordinates, xs, chosen, QPen(theme().colour("accent"), 2.5))
        for number, (coordinate, x) in enumerate(zip(coordinates, xs, strict=True)):
            self._draw_axis(painter, coordinate, x, shown.brushes.get(coordinate.key), number, len(xs))

    def _draw_head(self, painter: QPainter, shown: Shown, kept: int) -> None:
        line = QRectF(0, 0, self.width(), 20)
        title = self.tr("All finished trials")
        font = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, line, title, font, theme().colour("text1"))
        note = self.tr("drag on an axis to filter")
        if shown.brushes:
            note = self.tr("{count} of {all} within the filter").format(count=kept, all=len(shown.done))
        rest = line.adjusted(text_width(title, font) + 10, 0, 0, 0)
        draw_text(painter, rest, note, ui_font(11.5), theme().colour("text3"))

    def _draw_line(
        self, painter: QPainter, axes: list[Coordinate], xs: list[float], result: TrialResult, pen: QPen
    ) -> None:
        points = [
            QPointF(x, self._y(axis.places[result.number]))
            for axis, x in zip(axes, xs, strict=True)
            if result.number in axis.places
        ]
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))

    def _draw_axis(
        self,
        painter: QPainter,
        coordinate: Coordinate,
        x: float,
        brush: tuple[float, float] | None,
        number: int,
        count: int,
    ) -> None:
        frame, colour = self._frame(), theme().colour
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
        align = _LEFT_ALIGN if number == 0 else _RIGHT if number == count - 1 else _CENTRE
        wide = frame.width() / max(1, count - 1) - 12
        left = {_LEFT_ALIGN: 0.0, _RIGHT: self.width() - wide, _CENTRE: x - wide / 2}[align]
        is_current = self.shows_focus and number == self._axis
        title = QRectF(left, _HEAD - 4, wide, _TITLES)
        draw_text(
            painter, title, coordinate.title, ui_font(11), colour("accent" if is_current else "text2"), align
        )
        self._draw_ticks(painter, coordinate, x)
        if brush is not None:
            ground = QColor(colour("accent"))
            ground.setAlphaF(0.28)
            top, bottom = self._y(brush[1]), self._y(brush[0])
            box = QRectF(x - 6, top - 2, 12, max(4.0, bottom - top + 4))
            draw_box(painter, box, 3, ground, colour("accent"))

    def _draw_ticks(self, painter: QPainter, coordinate: Coordinate, x: float) -> None:
        last: float | None = None
        for place, text in sorted(coordinate.ticks, reverse=True):
            y = self._y(place)
            if last is not None and y - last < 13:
                continue
            last = y
            rect = QRectF(x - 50, y - 8, 44, 16)
            font = mono_font(10.5)
            width = min(44.0, text_width(text, font)) + 4
            ground = QColor(theme().colour("surface"))
            ground.setAlphaF(0.8)
            draw_box(painter, QRectF(rect.right() - width + 2, y - 7, width, 14), 3, ground)
            draw_text(painter, rect, text, font, theme().colour("text3"), _RIGHT)

    # -- the mouse -------------------------------------------------------------------------------------

    def _axis_at(self, shown: Shown, x: float) -> Coordinate | None:
        coordinates = coordinates_of(shown)
        near = [(abs(x - at), axis) for axis, at in zip(coordinates, self._xs(len(coordinates)), strict=True)]
        distance, axis = min(near, key=lambda pair: pair[0])
        return axis if distance <= _NEAR else None

    def _share(self, y: float) -> float:
        frame = self._frame()
        return min(1.0, max(0.0, (frame.bottom() - y) / frame.height()))

    def trial_at(self, at: QPointF) -> int | None:
        shown = self.shown
        return self._line_at(shown, at) if shown is not None and shown.done and at.y() >= _HEAD else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.shown is None or not self.shown.done or event.position().y() < _HEAD:
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        axis = self._axis_at(self.shown, event.position().x())
        if axis is not None:
            self._drag = axis.key, self._share(event.position().y())
        else:
            number = self._line_at(self.shown, event.position())
            if number is not None:
                self.chosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        key, start = self._drag
        low, high = sorted((start, self._share(event.position().y())))
        if (high - low) * self._frame().height() >= 3:
            self.brushed.emit(key, (low, high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        key, start = self._drag
        self._drag = None
        if abs(self._share(event.position().y()) - start) * self._frame().height() < 3:
            self.brushed.emit(key, None)

    def _line_at(self, shown: Shown, at: QPointF) -> int | None:
        coordinates = coordinates_of(shown)
        xs = self._xs(len(coordinates))
        right = next((number for number, x in enumerate(xs) if x > at.x()), None)
        if not right:
            return None
        share = (at.x() - xs[right - 1]) / (xs[right] - xs[right - 1])
        one, other = coordinates[right - 1].places, coordinates[right].places
        near = [
            (abs(self._y(one[n] + share * (other[n] - one[n])) - at.y()), n)
            for n in (result.number for result in shown.done)
            if n in one and n in other and passes(coordinates, shown, n)
        ]
        distance, number = min(near, default=(math.inf, -1))
        return number if distance <= _REACH else None

    # -- the keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = event.key(), self.shown
        if shown is None or not shown.done:
            super().keyPressEvent(event)
            return
        coordinates = coordinates_of(shown)
        self._axis = min(self._axis, len(coordinates) - 1)
        name = coordinates[self._axis].key
        low, high = shown.brushes.get(name, (0.0, 1.0))
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._axis = max(
                0, min(len(coordinates) - 1, self._axis + (1 if key == Qt.Key.Key_Right else -1))
            )
            self.update()
        elif key == Qt.Key.Key_Up:
            self.brushed.emit(name, (min(low + _NUDGE, high), high))
        elif key == Qt.Key.Key_Down:
            self.brushed.emit(name, (low, max(high - _NUDGE, low)))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.brushed.emit(name, None)
        else:
            super().keyPressEvent(event)
