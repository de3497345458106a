"""Where the line between two classes is drawn: a slider, precision and recall, and the ROC curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.core.loss import Link
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.plots import pen
from nnplayground.ui.views.ways import main_link
from nnplayground.ui.widgets import IconButton, Scale, Segmented, Slider
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from nnplayground.app.document import Document
    from nnplayground.train.snapshot import Array, Snapshot

__all__ = ["OutputThreshold", "Split", "split_at"]

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter
_MOST_CORNERS = 400


@dataclass(frozen=True, slots=True)
class Split:
    """What a threshold makes of samples of two classes.

    Attributes
    ----------
    hits, misses, alarms, rejections : int
        True positives, false negatives, false positives, true negatives; the second class is positive.
    """

    hits: int
    misses: int
    alarms: int
    rejections: int

    @property
    def precision(self) -> float:
        """The share of those called positive that are; NaN if none is called so."""
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else math.nan

    @property
    def recall(self) -> float:
        """The share of the positive that are found."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        called = 2 * self.hits + self.alarms + self.misses
        return 2 * self.hits / called if called else math.nan

    @property
    def accuracy(self) -> float:
        """The share of samples on their own side."""
        total = self.hits + self.misses + self.alarms + self.rejections
        return (self.hits + self.rejections) / total if total else math.nan


def split_at(answer: Mapping[str, Array], threshold: float) -> Split:
    """Read the answer of the probe ``ranking`` at one threshold: scores that reach it count as positive."""
    # Thresholds fall, so their negatives grow.
    at = int(np.searchsorted(-answer["threshold"], -threshold, side="right")) - 1
    hits, alarms = int(answer["hits"][at]), int(answer["alarms"][at])
    positives, negatives = (int(total) for total in answer["totals"])
    return Split(hits, positives - hits, alarms, negatives - alarms)


class OutputThreshold(QWidget):
    """Moves the threshold between two classes.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    moved : Signal(float)
        The threshold, in the numbers of the boundary's picture: 2p − 1, or a score.
    """

    changed = Signal()
    moved = Signal(float)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._snapshot: Snapshot | None = None
        self._chances = True
        self.curve, self.table = RankingCurve(), SplitTable()
        self.part = Segmented(
            self.tr("Part of the data"), [("test", self.tr("Test")), ("train", self.tr("Train"))]
        )
        self.part.changed.connect(self._choose_part)
        self.kind = Segmented(self.tr("Curve"), [("roc", "ROC"), ("pr", "PR")])
        self.kind.changed.connect(self._choose_kind)
        self.slider = Slider(self.tr("Threshold"), Scale(0.0, 1.0, 0.01), value=0.5)
        self.slider.changing.connect(self._move)
        self.slider.changed.connect(self._move)
        self.curve.thresholdChosen.connect(self._jump)
        self._lay_out()
        document.changed.connect(self._on_changed)
        self._sync_scale()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Threshold"))
        set_role(label, "secondary")
        back = IconButton("reset", self.tr("Put the threshold in the middle"))
        back.clicked.connect(self._middle)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label)
        top.addWidget(self.slider, 1)
        top.addWidget(back)
        choices = QHBoxLayout()
        choices.setSpacing(6)
        choices.addWidget(self.part)
        choices.addStretch()
        choices.addWidget(self.kind)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.table, 1)
        body.addWidget(self.curve, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(body, 1)
        column.addLayout(choices)

    # -- the threshold ---------------------------------------------------------------------------------

    @property
    def level(self) -> float:
        """The threshold in the numbers of the boundary's picture."""
        value = self.slider.value()
        return 2 * value - 1 if self._chances else value

    def _sync_scale(self) -> None:
        link = main_link(self._document.experiment, self._document.report)
        chances = link in (Link.SIGMOID, Link.SOFTMAX)
        if chances != self._chances:
            self._chances = chances
            self.slider.set_scale(Scale(0.0, 1.0, 0.01) if chances else Scale(-1.0, 1.0, 0.02))
            self._middle()

    def _middle(self) -> None:
        self._jump(0.5 if self._chances else 0.0)

    def _jump(self, value: float) -> None:
        self.slider.setValue(value)
        self._move()

    def _move(self) -> None:
        self.moved.emit(self.level)
        self._show()

    def _on_changed(self) -> None:
        self._sync_scale()

    # -- the run ---------------------------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs."""
        return frozenset({self._request()})

    def _request(self) -> ProbeRequest:
        return ProbeRequest("ranking", part=str(self.part.value()))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how well the threshold parts the classes now."""
        self._snapshot = snapshot
        self._show()

    def clear(self) -> None:
        """Forget the run."""
        self._snapshot = None
        self.table.show_split(None)
        self.curve.show_ranking(None, 0.0)

    def _show(self) -> None:
        answer = {} if self._snapshot is None else self._snapshot.probes.get(self._request(), {})
        if "threshold" not in answer:
            return
        threshold = self.slider.value()
        self.table.show_split(split_at(answer, threshold), float(answer["auc"][0]))
        self.curve.show_ranking(answer, threshold)

    def _choose_part(self) -> None:
        self._show()
        self.changed.emit()

    def _choose_kind(self) -> None:
        self.curve.set_kind(str(self.kind.value()))


class SplitTable(QWidget):
    """Precision, recall, F1 and accuracy, and the four counts behind them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split: Split | None = None
        self._area = math.nan
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_split(self, split: Split | None, area: float = math.nan) -> None:
        """Show a split and the area under the ROC curve, or dashes."""
        self._split, self._area = split, area
        self.setAccessibleName("; ".join(f"{name} {value}" for name, value in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, str]]:
        """Return names and numbers."""
        split = self._split
        shares = (
            [math.nan] * 4 if split is None else [split.precision, split.recall, split.f1, split.accuracy]
        )
        counts = [math.nan] * 3 if split is None else [split.hits, split.alarms, split.misses]
        names = self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("Accuracy")
        more = self.tr("True positives"), self.tr("False positives"), self.tr("False negatives")
        found = [(name, percent(share)) for name, share in zip(names, shares, strict=True)]
        found.append(("AUC", format_number(self._area, 3)))
        return found + [(name, format_number(count)) for name, count in zip(more, counts, strict=True)]

    def sizeHint(self) -> QSize:
        return QSize(150, 118)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 70)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, rows = theme().colour, self.rows()
        shown = rows[: max(4, min(len(rows), int(self.height() // 16)))]
        high = min(22.0, self.height() / len(shown))
        for number, (name, value) in enumerate(shown):
            row = QRectF(0, number * high, self.width(), high)
            draw_text(painter, row, name, ui_font(12), colour("text2"))
            draw_text(painter, row, value, mono_font(12), colour("text1"), _RIGHT)


class RankingCurve(QWidget):
    """The ROC or the precision-recall curve with the threshold on it.

    Attributes
    ----------
    thresholdChosen : Signal(float)
        The threshold of the place of the curve nearest to a click.
    """

    thresholdChosen = Signal(float)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Mapping[str, Array] | None = None
        self._threshold = 0.5
        self._kind = "roc"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("ROC curve"))
        theme().themeChanged.connect(self.update)

    def show_ranking(self, answer: Mapping[str, Array] | None, threshold: float) -> None:
        """Show the answer of the probe ``ranking``."""
        self._answer, self._threshold = answer, threshold
        self.setAccessibleDescription(self.caption())
        self.update()

    def set_kind(self, kind: str) -> None:
        """Show ``"roc"``: hits over false alarms; or ``"pr"``: precision over recall."""
        self._kind = kind
        self.setAccessibleName(self.tr("ROC curve") if kind == "roc" else self.tr("Precision-recall curve"))
        self.update()

    def caption(self) -> str:
        """Return the area under the curve in words."""
        if self._answer is None:
            return ""
        if self._kind == "roc":
            return self.tr("AUC {value}").format(value=format_number(float(self._answer["auc"][0]), 3))
        return self.tr("AP {value}").format(value=format_number(float(self._answer["precision"][0]), 3))

    def sizeHint(self) -> QSize:
        return QSize(130, 130)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, 80)

    def _square(self) -> QRectF:
        side = max(40.0, min(self.width() - 16.0, self.height() - 18.0))
        return QRectF(self.width() - side - 2, 2, side, side)

    def places(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the corners of the curve, x and y from 0 to 1, in the order of falling thresholds."""
        assert self._answer is not None
        hits, alarms = self._answer["hits"].astype(float), self._answer["alarms"].astype(float)
        positives, negatives = np.maximum(1.0, self._answer["totals"])
        if self._kind == "roc":
            return alarms / negatives, hits / positives
        precision = hits / np.maximum(1.0, hits + alarms)
        precision[0] = precision[1] if len(precision) > 1 else 1.0
        return hits / positives, precision

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._answer is None:
            return
        square, at = self._square(), event.position()
        x, y = self.places()
        away = np.hypot(
            square.left() + x * square.width() - at.x(), square.bottom() - y * square.height() - at.y()
        )
        threshold = float(self._answer["threshold"][int(away[1:].argmin()) + 1])
        self.thresholdChosen.emit(round(threshold, 3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        square, colour = self._square(), theme().colour
        draw_box(painter, square, 3, colour("field"))
        foot = QRectF(0, square.bottom() + 2, self.width() - 2, 15)
        names = ("FPR", "TPR")
        if self._kind == "pr":
            names = (self.tr("recall"), self.tr("precision"))
        draw_text(painter, foot, f"{names[0]} →", ui_font(10.5), colour("text3"), _RIGHT)
        painter.save()
        painter.translate(square.left() - 8, square.bottom())
        painter.rotate(-90)
        up = QRectF(0, -7, square.height(), 14)
        draw_text(painter, up, f"{names[1]} →", ui_font(10.5), colour("text3"), _RIGHT)
        painter.restore()
        if self._answer is not None and min(self._answer["totals"]) > 0:
            self._draw_curve(painter, square)

    def _draw_curve(self, painter: QPainter, square: QRectF) -> None:
        assert self._answer is not None
        x, y = self.places()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == "roc":
            painter.setPen(pen("text3", 1.0, dashes=(2, 3)))
            painter.drawLine(square.bottomLeft(), square.topRight())
        every = max(1, len(x) // _MOST_CORNERS)
        kept = [*range(0, len(x) - 1, every), len(x) - 1]
        line = [self._at(square, x[n], y[n]) for n in kept]
        painter.setPen(pen("text1", 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        here = int(np.searchsorted(-self._answer["threshold"], -self._threshold, side="right")) - 1
        dot = self._at(square, x[here], y[here])
        draw_box(painter, QRectF(dot.x() - 4, dot.y() - 4, 8, 8), 4, theme().colour("accent"))
        box = QRectF(square.left(), square.center().y() - 2, square.width() - 6, 18)
        if text_width(self.caption(), mono_font(12)) < box.width():
            draw_text(painter, box, self.caption(), mono_font(12), theme().colour("text1"), _RIGHT)

    @staticmethod
    def _at(square: QRectF, x: float, y: float) -> QPointF:
        return QPointF(
            square.left() + float(x) * square.width(), square.bottom() - float(y) * square.height()
        )
