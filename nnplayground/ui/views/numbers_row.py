"""The measures of the moment in large digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.train.snapshot import Scores, Snapshot

__all__ = ["Measure", "NumbersRow", "percent"]


@dataclass(frozen=True)
class Measure:
    """One column: a caption with the key of its curve, a number, and what belongs beside it."""

    caption: str
    value: str
    note: str = ""
    line: str = ""
    """``"solid"``, ``"dashed"`` or nothing."""


def percent(share: float) -> str:
    """Write a share as percent with one decimal; a dash for NaN."""
    return format_number(share) if math.isnan(share) else f"{format_number(100 * share, 1)}\u2009%"


class NumbersRow(QWidget):
    """Three measures side by side, 20 px digits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures: tuple[Measure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is shown."""
        return self._measures

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """Show the scores of a snapshot, or dashes."""
        measures = self._of(snapshot) if snapshot else self._none()
        if measures == self._measures:
            return
        self._measures = measures
        said = (f"{measure.caption} {measure.value}" for measure in measures)
        self.setAccessibleName(", ".join(said))
        self.update()

    def _none(self) -> tuple[Measure, ...]:
        nothing = format_number(math.nan)
        return (
            Measure(self.tr("Train loss"), nothing, line="solid"),
            Measure(self.tr("Test loss"), nothing, line="dashed"),
        )

    def _of(self, snapshot: Snapshot) -> tuple[Measure, ...]:
        validation = snapshot.validation
        val_loss = "" if math.isnan(validation.loss) else self._val(format_loss(validation.loss))
        train_note = self._beside_train(snapshot.train)
        return (
            Measure(self.tr("Train loss"), format_loss(snapshot.train.loss), train_note, "solid"),
            Measure(self.tr("Test loss"), format_loss(snapshot.test.loss), val_loss, "dashed"),
            *self._quality(snapshot),
        )

    def _beside_train(self, scores: Scores) -> str:
        if "iou" in scores.metrics:
            return f"IoU {percent(scores.metrics['iou'])}"
        if "accuracy" in scores.metrics:
            return self.tr("acc {value}").format(value=percent(scores.metrics["accuracy"]))
        if "r2" in scores.metrics:
            return f"R² {format_number(scores.metrics['r2'], 3)}"
        return ""

    def _quality(self, snapshot: Snapshot) -> tuple[Measure, ...]:
        test, validation = snapshot.test.metrics, snapshot.validation.metrics
        if "iou" in test:
            pixels = test.get("accuracy", math.nan)
            note = "" if math.isnan(pixels) else self.tr("pixels {value}").format(value=percent(pixels))
            return (Measure(self.tr("Test IoU"), percent(test["iou"]), note),)
        if "accuracy" in test:
            note = self._val(percent(validation["accuracy"])) if "accuracy" in validation else ""
            return (Measure(self.tr("Test accuracy"), percent(test["accuracy"]), note),)
        if "r2" in test:
            note = self.tr("MAE {value}").format(value=format_compact(test.get("mae", math.nan), 3))
            return (Measure(self.tr("Test R²"), format_number(test["r2"], 3), note),)
        return ()

    def _val(self, text: str) -> str:
        return self.tr("val {value}").format(value=text)

    def sizeHint(self) -> QSize:
        return QSize(300, 58)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / max(3, len(self._measures))
        for number, measure in enumerate(self._measures):
            self._draw(painter, QRectF(number * width, 0, width - 8, self.height()), measure)

    def _draw(self, painter: QPainter, rect: QRectF, measure: Measure) -> None:
        colour = theme().colour
        caption = QRectF(rect.left(), 0, rect.width(), 16)
        draw_text(painter, caption, measure.caption, ui_font(11), colour("text2"))
        after = rect.left() + text_width(measure.caption, ui_font(11)) + 6
        if measure.line and after + 18 <= rect.right() + 8:
            dashes = (4.0, 3.0) if measure.line == "dashed" else ()
            painter.setPen(pen("text1", 1.6, dashes=dashes))
            painter.drawLine(QPointF(after, 8), QPointF(after + 18, 8))
        big = mono_font(20, QFont.Weight.Medium, tracking=-0.03)
        draw_text(painter, QRectF(rect.left(), 17, rect.width() + 8, 24), measure.value, big, colour("text1"))
        note = QRectF(rect.left(), 42, rect.width() + 8, 14)
        draw_text(painter, note, measure.note, mono_font(11), colour("text3"))
