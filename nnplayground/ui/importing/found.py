"""The list of what was found in a table, and a picture of two of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.data.table.build import most_telling
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.plots import pen, round_step
from nnplayground.ui.widgets import Button, ComboField, ScrollColumn, Section
from nnplayground.ui.widgets.painting import draw_text, set_role

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.data.table.findings import Finding
    from nnplayground.ui.importing.state import ImportState

__all__ = ["FoundList", "ScatterPanel"]

_MOST_POINTS = 1500
_MOST_COLUMNS = 200


class _Sign(QWidget):
    """The icon of a finding."""

    def __init__(self, warns: bool) -> None:
        super().__init__()
        self._warns = warns
        self.setFixedSize(16, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        name, role = ("warning", "warning") if self._warns else ("info", "text2")
        draw_icon(QPainter(self), name, QRectF(0, 0, 16, 16), theme().colour(role))


class _Row(QWidget):
    """One finding and its button."""

    planned = Signal(object)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._plan = finding.plan
        sentence, consequence = QLabel(say(finding.sentence)), QLabel(say(finding.consequence))
        sentence.setFont(ui_font(12, QFont.Weight.Medium))
        set_role(consequence, "caption")
        for label in (sentence, consequence):
            label.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(sentence)
        texts.addWidget(consequence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(12)
        row.addWidget(_Sign(finding.warns), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        if finding.plan is not None:
            button = Button(say(finding.action), small=True)
            button.clicked.connect(self._press)
            row.addWidget(button)

    def _press(self) -> None:
        self.planned.emit(self._plan)


class FoundList(Section):
    """Findings, each with its consequence.

    Attributes
    ----------
    planned : Signal(object)
        A button chose another plan.
    """

    planned = Signal(object)

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__("", 16, parent)
        self.set_title(self.tr("What was found"))
        self._state = state
        self._shown: tuple[Finding, ...] | None = None
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        self.body.addWidget(ScrollColumn(content), 1)
        state.built.connect(self._show)

    def _show(self) -> None:
        if self._state.found == self._shown:
            return
        self._shown = self._state.found
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not self._state.found:
            nothing = QLabel(self.tr("Nothing stands in the way."))
            set_role(nothing, "secondary")
            self._list.insertWidget(0, nothing)
        for number, finding in enumerate(self._state.found):
            row = _Row(finding)
            row.planned.connect(self.planned)
            self._list.insertWidget(number, row)


class _Scatter(QWidget):
    """Rows as points over two inputs, in the colours of the target."""

    def __init__(self, state: ImportState) -> None:
        super().__init__()
        self._state = state
        self.axes = (0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 120)
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    def paintEvent(self, _event: QPaintEvent) -> None:
        numbers = self._state.numbers
        if numbers is None or not len(numbers.x):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = np.linspace(0, len(numbers.x) - 1, min(_MOST_POINTS, len(numbers.x))).astype(int)
        places = numbers.x[chosen][:, list(self.axes)]
        box = QRectF(44, 6, self.width() - 54, self.height() - 28)
        low, high = places.min(axis=0), places.max(axis=0)
        margin = np.where(high > low, 0.05 * (high - low), 0.5)
        low, high = low - margin, high + margin
        self._draw_axes(painter, box, low, high)
        unit = (places - low) / (high - low)
        x, y = box.left() + unit[:, 0] * box.width(), box.bottom() - unit[:, 1] * box.height()
        groups: dict[int, list[QPointF]] = {}
        colours = target_colours(numbers.y[chosen], len(numbers.classes))
        for across, down, colour in zip(x.tolist(), y.tolist(), colours, strict=True):
            groups.setdefault(colour.rgb(), []).append(QPointF(across, down))
        for rgb, points in groups.items():
            stroke = QPen(QColor.fromRgb(rgb), 5.0)
            stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(stroke)
            painter.drawPoints(points)

    def _draw_axes(
        self, painter: QPainter, box: QRectF, low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> None:
        font, ink = mono_font(10.5), theme().colour("text3")
        for axis in (0, 1):
            step = round_step(float(high[axis] - low[axis]) / 5)
            for value in np.arange(np.ceil(low[axis] / step), np.floor(high[axis] / step) + 1) * step:
                share = float((value - low[axis]) / (high[axis] - low[axis]))
                text = format_compact(float(value) + 0.0, 4)
                painter.setPen(pen("plot_grid", 1))
                if axis == 0:
                    at = box.left() + share * box.width()
                    painter.drawLine(QPointF(at, box.top()), QPointF(at, box.bottom()))
                    place = QRectF(at - 30, box.bottom() + 4, 60, 14)
                    draw_text(painter, place, text, font, ink, Qt.AlignmentFlag.AlignCenter)
                else:
                    at = box.bottom() - share * box.height()
                    painter.drawLine(QPointF(box.left(), at), QPointF(box.right(), at))
                    place = QRectF(0, at - 7, box.left() - 6, 14)
                    draw_text(painter, place, text, font, ink, Qt.AlignmentFlag.AlignRight)


class ScatterPanel(Section):
    """Two inputs against each other."""

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__("", 16, parent)
        self.set_title(self.tr("Scatter"))
        self._state = state
        self._names: tuple[str, ...] = ()
        self.across = ComboField(self.tr("Across"), small=True)
        self.up = ComboField(self.tr("Up"), small=True)
        for combo in (self.across, self.up):
            combo.setMinimumWidth(110)
            combo.setMaximumWidth(180)
            combo.chosen.connect(self._choose)
            self.add_header_widget(combo)
        self.scatter = _Scatter(state)
        self.body.addWidget(self.scatter, 1)
        state.built.connect(self._show)

    def _show(self) -> None:
        numbers = self._state.numbers
        names = numbers.inputs[:_MOST_COLUMNS] if numbers is not None else ()
        if numbers is not None and names != self._names:
            self._names = names
            choices: list[tuple[Any, str]] = list(enumerate(names))
            shown = most_telling(numbers.x, numbers.y)
            for combo, chosen in zip((self.across, self.up), shown, strict=True):
                combo.set_choices(choices)
                combo.setValue(min(chosen, len(names) - 1))
            self._choose(None)
        self.scatter.update()

    def _choose(self, _value: object) -> None:
        across, up = self.across.value(), self.up.value()
        if isinstance(across, int) and isinstance(up, int):
            self.scatter.axes = across, up
            self.scatter.update()
