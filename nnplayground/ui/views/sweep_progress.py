"""How far a sweep is: a segment for every trial, and what is said of the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from nnplayground.app.sweeping import Phase
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sweep_parts import SweepPanel
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from nnplayground.app.sweeping import Sweeping
    from nnplayground.ui.views.sweep_parts import Shown

__all__ = ["ProgressPanel", "clock_text"]

_SEGMENT = 5.0  # pixels below which trials share one bar
_COLOURS = {"done": "accent", "pruned": "accent_line", "failed": "error"}


class ProgressPanel(SweepPanel):
    """One segment a trial: done, given up, failed, running in part, waiting."""

    def __init__(self, sweeping: Sweeping) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Progress of the sweep"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sweeping = sweeping

    def paint(self, painter: QPainter, shown: Shown) -> None:
        said, time = self.words(shown), self.time_words(shown)
        self.setAccessibleDescription(f"{said} {time}")
        line = QRectF(0, 0, self.width(), 18)
        font = ui_font(12, QFont.Weight.DemiBold)
        needed = text_width(time, ui_font(11.5)) + 14
        fits = text_width(said, font) + needed <= self.width()
        draw_text(
            painter, line.adjusted(0, 0, -needed if fits else 0, 0), said, font, theme().colour("text1")
        )
        if fits:
            right = Qt.AlignmentFlag.AlignRight
            draw_text(painter, line, time, ui_font(11.5), theme().colour("text2"), right)
        self._draw_bar(painter, QRectF(0, 23, self.width(), 8), shown)

    def words(self, shown: Shown) -> str:
        """Return how many trials are done, running and waiting."""
        counts = {
            s: sum(r.state == s for r in shown.results) for s in ("done", "pruned", "failed", "running")
        }
        parts = [
            self.tr("{done} of {all} trials done").format(
                done=format_number(counts["done"]), all=format_number(shown.wanted)
            )
        ]
        if counts["pruned"]:
            parts.append(self.tr("{count} given up").format(count=counts["pruned"]))
        if counts["failed"]:
            parts.append(self.tr("{count} failed").format(count=counts["failed"]))
        if counts["running"]:
            parts.append(self.tr("{count} running").format(count=counts["running"]))
        waiting = shown.wanted - sum(counts.values())
        if waiting > 0:
            parts.append(self.tr("{count} waiting").format(count=format_number(waiting)))
        return " · ".join(parts)

    def time_words(self, shown: Shown) -> str:
        """Return what the sweep is doing, and how long it takes."""
        phase = self._sweeping.phase
        if phase is Phase.STOPPED:
            return self.tr("stopped")
        if phase is Phase.DONE:
            return self.tr("all done")
        if phase is Phase.PAUSING:
            return self.tr("ends with the trials under way")
        if phase is Phase.STOPPING:
            return self.tr("stopping")
        words = self.tr("elapsed {time}").format(time=clock_text(self._sweeping.seconds))
        left = self._left(shown)
        return words if left is None else words + self.tr(", about {time} left").format(time=clock_text(left))

    def _left(self, shown: Shown) -> float | None:
        over = [r for r in shown.results if r.state in ("done", "pruned")]
        if not over:
            return None
        mean = sum(r.seconds for r in over) / len(over)
        ahead = shown.wanted - sum(r.state != "running" for r in shown.results)
        begun = sum(shown.share(r) for r in shown.results if r.state == "running")
        return max(0.0, mean * (ahead - begun) / max(1, min(self._sweeping.setup.jobs, ahead)))

    def _draw_bar(self, painter: QPainter, bar: QRectF, shown: Shown) -> None:
        order = ("done", "pruned", "failed", "running")
        trials = sorted(shown.results, key=lambda r: (order.index(r.state), r.number))
        count = max(1, shown.wanted, len(trials))
        step = bar.width() / count
        gap = 2.0 if step >= _SEGMENT else 0.0
        draw_box(painter, bar, 2, None if gap else theme().colour("border"))
        for place in range(count) if gap else range(len(trials)):
            box = QRectF(bar.left() + place * step, bar.top(), step - gap, bar.height())
            radius = min(2.0, box.width() / 2)
            result = trials[place] if place < len(trials) else None
            if result is None or result.state == "running":
                draw_box(painter, box, radius, theme().colour("press"))
            if result is not None:
                share = shown.share(result) if result.state == "running" else 1.0
                box.setWidth(box.width() * share)
                colour = theme().colour(_COLOURS.get(result.state, "accent"))
                draw_box(painter, box, min(radius, box.width() / 2), colour)


def clock_text(seconds: float) -> str:
    """Return a time as a clock counts it: ``02:05``, ``1:02:05``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"
