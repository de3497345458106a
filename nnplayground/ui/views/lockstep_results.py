"""What a comparison comes to: the settings, the numbers, seed by seed, and how sure it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from nnplayground.app.translation import say
from nnplayground.core.differences import differences
from nnplayground.train.lockstep_view import band
from nnplayground.train.significance import sign_test
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_parts import (
    CENTRE,
    LETTERS,
    RIGHT,
    Panel,
    draw_letter,
    draw_title,
    quality_name,
    quality_text,
    side_colour,
    winners,
)
from nnplayground.ui.views.plots import decade_ticks
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from nnplayground.train.lockstep_view import LockstepView, Side

__all__ = ["ResultsPanel", "SlopePanel", "VerdictPanel"]

_ROW = 24
_SURE = 0.05
_FLOOR = 1e-9


class ResultsPanel(Panel):
    """Two small tables: what differs, and how the sides stand."""

    with_settings = True

    def wanted_height(self) -> int:
        """Return how high the tables are."""
        rows = self._result_rows()
        settings = self._setting_rows() if self.with_settings else []
        return _ROW * (len(rows) + 1) + (_ROW * (len(settings) + 1) + 14 if settings else 0)

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        y = 0.0
        settings = self._setting_rows() if self.with_settings else []
        if settings and self.height() >= self.wanted_height():
            y = self._draw_table(painter, y, self.tr("Settings that differ"), settings, strong=True) + 14
        title = self.tr("Result at epoch {epoch}").format(epoch=format_number(self._epoch(view)))
        self._draw_table(painter, y, title, self._result_rows(), strong=False)

    def _epoch(self, view: LockstepView) -> int:
        rows = view.sides[0].rows["epoch"]
        return int(rows[-1]) if len(rows) else 0

    def _setting_rows(self) -> list[tuple[str, list[str]]]:
        view = self._view
        if view is None or len(view.sides) < 2:
            return []
        found = differences(view.sides[0].experiment, view.sides[1].experiment)
        return [(say(d.title), [say(d.before), say(d.after)]) for d in found[:6]]

    def _result_rows(self) -> list[tuple[str, list[str]]]:
        view = self._view
        if view is None or not view.sides:
            return []
        name, many = quality_name(view), len(view.sides[0].epochs) > 1
        names = {"accuracy": self.tr("Test accuracy"), "iou": self.tr("Test IoU"), "r2": self.tr("Test R²")}
        quality = names[name]
        rows = [(self._word(self.tr("Test loss"), many), [self._median(s, "test_loss") for s in view.sides])]
        if many:
            rows.append((self.tr("10 to 90 %"), [self._range(s) for s in view.sides]))
        values = [quality_text(name, self._middle(s, "quality")) for s in view.sides]
        rows.append((self._word(quality, many), values))
        loss = self._word(self.tr("Train loss"), many)
        rows.append((loss, [self._median(s, "train_loss") for s in view.sides]))
        if len({s.parameters for s in view.sides}) > 1 or len(view.sides) == 1:
            rows.append((self.tr("Parameters"), [format_number(s.parameters) for s in view.sides]))
        rows.append((self.tr("Time of a step"), [self._step_time(s.step_seconds) for s in view.sides]))
        failed = [len(side.failures) for side in view.sides]
        if any(failed):
            rows.append((self.tr("Diverged seeds"), [format_number(count) for count in failed]))
        return rows

    def _word(self, measure: str, many: bool) -> str:
        return self.tr("{measure}, median").format(measure=measure) if many else measure

    def _middle(self, side: Side, name: str) -> float:
        values = side.newest[name]
        return float(band(values[:, None])[1][0])

    def _median(self, side: Side, name: str) -> str:
        return format_loss(self._middle(side, name))

    def _range(self, side: Side) -> str:
        values = side.newest["test_loss"]
        low, _median, high = band(values[:, None])
        return f"{format_compact(float(low[0]), 2)}–{format_compact(float(high[0]), 2)}"

    def _step_time(self, seconds: float) -> str:
        if not math.isfinite(seconds):
            return "–"
        if seconds < 1e-3:
            micro = seconds * 1e6
            return self.tr("{time} µs").format(time=format_number(micro, 0 if micro >= 10 else 1))
        return self.tr("{time} ms").format(time=format_number(seconds * 1e3, 1))

    def _draw_table(
        self, painter: QPainter, y: float, title: str, rows: list[tuple[str, list[str]]], *, strong: bool
    ) -> float:
        count = len(rows[0][1])
        column = min(86.0, self.width() * 0.31)
        first = self.width() - count * column
        draw_title(painter, QRectF(0, y, first, _ROW), title)
        for number in range(count if count > 1 else 0):
            draw_letter(painter, first + (number + 1) * column - 16, y + _ROW / 2, number)
        for place, (name, values) in enumerate(rows):
            line = QRectF(0, y + (place + 1) * _ROW, self.width(), _ROW)
            if strong:
                draw_box(painter, line.adjusted(-6, 1, 0, -1), 4, theme().colour("accent_soft"))
            role = "text1" if strong else "text2"
            head = QRectF(0, line.top(), first, _ROW)
            draw_text(painter, head, name, ui_font(12), theme().colour(role))
            for number, value in enumerate(values):
                cell = QRectF(first + number * column, line.top(), column - (4 if strong else 0), _ROW)
                font = mono_font(11.5, QFont.Weight.DemiBold if place == 0 else QFont.Weight.Normal)
                ink = side_colour(number) if strong else theme().colour("text1")
                draw_text(painter, cell, value, font, ink, RIGHT)
        return y + (len(rows) + 1) * _ROW


class SlopePanel(Panel):
    """Each seed's test losses as a line from A to B."""

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        draw_title(
            painter, QRectF(0, 0, self.width(), 20), self.tr("Test loss, seed by seed"), self.tr("log")
        )
        if len(view.sides) < 2:
            return
        plot = QRectF(self.width() * 0.3, 30, self.width() * 0.4, self.height() - 30 - 24)
        one, other = (np.log10(np.maximum(s.newest["test_loss"], _FLOOR)) for s in view.sides)
        finite = np.concatenate([one, other])
        finite = finite[np.isfinite(finite)]
        if plot.height() < 30 or not len(finite):
            return
        low, high = float(finite.min()) - 0.05, float(finite.max()) + 0.05
        self._draw_axis(painter, plot, low, high)
        best = winners(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        order = [seed for seed in range(len(one)) if seed != view.shown] + [view.shown]
        for seed in order:
            if seed < len(one):
                ends = [_clipped(value, low, high) for value in (one[seed], other[seed])]
                self._draw_pair(painter, plot, ends, int(best[seed]), seed == view.shown)
        if view.shown < len(other):
            y = plot.bottom() - _clipped(other[view.shown], low, high) * plot.height()
            label = QRectF(plot.right() + 10, y - 8, self.width() - plot.right() - 10, 16)
            seed_text = self.tr("seed {number}").format(number=view.shown + 1)
            draw_text(painter, label, seed_text, ui_font(11), theme().colour("accent"))
        for number, x in enumerate((plot.left(), plot.right())):
            label = QRectF(x - self.width() * 0.25, plot.bottom() + 6, self.width() * 0.5, 16)
            text = f"{LETTERS[number]} {self._names[number]}"
            draw_text(painter, label, text, ui_font(11, QFont.Weight.DemiBold), side_colour(number), CENTRE)

    def _draw_axis(self, painter: QPainter, plot: QRectF, low: float, high: float) -> None:
        ticks = decade_ticks(low, high)
        for tick in ticks[:: max(1, math.ceil(len(ticks) * 20 / plot.height()))]:
            y = plot.bottom() - (tick - low) / (high - low) * plot.height()
            painter.setPen(QPen(theme().colour("plot_grid"), 1))
            painter.drawLine(QPointF(36, y), QPointF(self.width(), y))
            text = format_compact(float(f"{10**tick:.3g}"), 3)
            draw_text(painter, QRectF(0, y - 8, 34, 16), text, mono_font(10.5), theme().colour("text3"))

    def _draw_pair(self, painter: QPainter, plot: QRectF, ends: list[float], best: int, shown: bool) -> None:
        places = [
            QPointF(x, plot.bottom() - end * plot.height())
            for x, end in zip((plot.left(), plot.right()), ends, strict=True)
        ]
        colour = theme().colour("accent") if shown else side_colour(max(best, 0))
        line = QPen(colour, 2.0 if shown else 1.0)
        painter.setOpacity(1.0 if shown else 0.45)
        painter.setPen(line)
        painter.drawLine(*places)
        painter.setOpacity(1.0)
        for number, place in enumerate(places):
            painter.setPen(QPen(theme().colour("accent" if shown else "surface"), 1.0))
            painter.setBrush(side_colour(number))
            painter.drawEllipse(place, 4.0 if shown else 3.2, 4.0 if shown else 3.2)


class VerdictPanel(Panel):
    """One sentence on who wins, and one on how much that says."""

    def wanted_height(self, width: float) -> int:
        """Return how high the sentences are at a width."""
        if self._view is None or not self._view.sides:
            return 0
        first, second = self.sentences(self._view)
        room = max(40.0, width - 46)
        return round(_lines_height(first, _strong(), room) + _lines_height(second, ui_font(12), room)) + 20

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        first, second = self.sentences(view)
        self.setAccessibleName(f"{first} {second}")
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("card"), theme().colour("separator"))
        draw_icon(painter, "info", QRectF(12, 11, 14, 14), theme().colour("text2"))
        room = QRectF(34, 9, self.width() - 46, self.height())
        used = _draw_wrapped(painter, room, first, _strong(), "text1")
        _draw_wrapped(painter, room.adjusted(0, used, 0, 0), second, ui_font(12), "text2")

    def sentences(self, view: LockstepView) -> tuple[str, str]:
        """Say who has the lower test loss on how many seeds, and what chance alone would give."""
        if len(view.sides) < 2:
            return self._spread(view)
        count, best = len(view.sides[0].epochs), winners(view)
        won = [int((best == side).sum()) for side in range(2)]
        side = 0 if won[0] >= won[1] else 1
        if won[0] == won[1]:
            claim = self.tr("Neither side is ahead: {won} of {count} seeds each.")
            return claim.format(won=won[0], count=count), self._doubt(won, count)
        claim = self.tr("{name} has the lower test loss on {won} of {count} seeds.")
        name = f"{LETTERS[side]} ({self._names[side]})"
        return claim.format(name=name, won=won[side], count=count), self._doubt(won, count)

    def _doubt(self, won: list[int], count: int) -> str:
        if count < 2:
            return self.tr("One seed says little. Train from several to know more.")
        chance = sign_test(*won)
        percent = format_number(100 * chance, 0 if chance >= 0.1 else 1 if chance >= 0.001 else 3)
        if chance <= _SURE:
            return self.tr("Chance alone would give this in only {percent} % of cases.").format(
                percent=percent
            )
        text = self.tr(
            "Not sure: chance alone would give this in {percent} % of cases. More seeds would tell."
        )
        return text.format(percent=percent)

    def _spread(self, view: LockstepView) -> tuple[str, str]:
        losses = view.sides[0].newest["test_loss"]
        finite = losses[np.isfinite(losses)]
        if len(finite) < 2:
            return self.tr("One seed says little. Train from several to know more."), ""
        mean, deviation = format_loss(float(finite.mean())), format_loss(float(finite.std(ddof=1)))
        claim = self.tr("The test loss is {mean} ± {deviation} over {count} seeds.")
        doubt = self.tr("The best seed reaches {best}, the worst {worst}.")
        best, worst = format_loss(float(finite.min())), format_loss(float(losses.max()))
        said = claim.format(mean=mean, deviation=deviation, count=len(finite))
        return said, doubt.format(best=best, worst=worst)


def _strong() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)


def _clipped(value: float, low: float, high: float) -> float:
    unit = (value - low) / (high - low) if not math.isnan(value) else 0.0
    return min(1.0, max(0.0, unit))


def _lines(text: str, font: QFont, width: float) -> list[str]:
    """Break a sentence into lines."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _lines_height(text: str, font: QFont, width: float) -> float:
    return len(_lines(text, font, width)) * (QFontMetricsF(font).height() + 2)


def _draw_wrapped(painter: QPainter, rect: QRectF, text: str, font: QFont, role: str) -> float:
    step = QFontMetricsF(font).height() + 2
    lines = _lines(text, font, rect.width())
    for number, line in enumerate(lines):
        place = QRectF(rect.left(), rect.top() + number * step, rect.width(), step)
        draw_text(painter, place, line, font, theme().colour(role))
    return len(lines) * step
