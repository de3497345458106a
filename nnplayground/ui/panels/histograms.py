"""How numbers are distributed, as bars: by sign, or by class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.ui.colormap import class_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

__all__ = ["BINS", "ClassHistogram", "SignHistogram"]

BINS = 40
_HEADER, _BARS, _AXIS, _LINE = 20, 52, 16, 15
_MOST_CLASSES = 8
_RIGHT = Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class _Histogram(QWidget):
    """A title, bars over −reach … reach, the ends of the axis, and lines of words."""

    LINES = 0

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._counts: NDArray[Any] | None = None
        self._reach = 1.0
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, _HEADER + _BARS + _AXIS + self.LINES * _LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, colour = self.width(), theme().colour
        head = QRectF(0, 0, width, 16)
        draw_text(painter, head, self._title, ui_font(12, QFont.Weight.DemiBold), colour("text1"))
        area = QRectF(0, _HEADER, width, _BARS)
        painter.fillRect(QRectF(0, area.bottom(), width, 1), colour("separator"))
        if self._counts is None:
            text = QCoreApplication.translate("Histogram", "After the next step")
            draw_text(painter, area, text, ui_font(11), colour("text3"), _CENTRE)
            return
        self.paint_head(painter, head)
        self._paint_bars(painter, area)
        axis, font = QRectF(0, area.bottom() + 2, width, _AXIS - 2), mono_font(10.5)
        for value, align in (
            (-self._reach, Qt.AlignmentFlag.AlignLeft),
            (0.0, _CENTRE),
            (self._reach, _RIGHT),
        ):
            draw_text(painter, axis, format_compact(value, 2, signed=True), font, colour("text3"), align)
        self.paint_lines(painter, QRectF(0, axis.bottom() + 2, width, self.LINES * _LINE))

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        assert self._counts is not None
        most = float(self._counts.sum(axis=0).max()) or 1.0
        pitch = area.width() / self._counts.shape[1]
        for number, column in enumerate(self._counts.T):
            bottom = area.bottom()
            for part, count in enumerate(column):
                if count:
                    high = max(1.0, float(count) / most * area.height())  # one number can be seen too
                    bar = QRectF(area.left() + number * pitch, bottom - high, pitch - 1, high)
                    painter.fillRect(bar, self.bar_colour(part, number))
                    bottom -= high

    def bar_colour(self, part: int, number: int) -> QColor:
        """Return the colour of a bar's part: by sign."""
        assert self._counts is not None
        del part
        return theme().colour("negative" if number < self._counts.shape[1] / 2 else "positive")

    def paint_head(self, painter: QPainter, head: QRectF) -> None:
        """Write beside the title."""

    def paint_lines(self, painter: QPainter, area: QRectF) -> None:
        """Write below the axis."""


class SignHistogram(_Histogram):
    """Numbers of a parameter: bars coloured by sign, and what sums them up."""

    LINES = 2

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._words: tuple[str, str, str, str, str] = ("", "", "", "", "")

    @property
    def words(self) -> tuple[str, ...]:
        """What stands beside and below the bars."""
        return self._words

    def show_counts(self, answer: Mapping[str, NDArray[Any]], kind: str) -> None:
        """Show a ``histogram`` answer's ``kind`` (see :mod:`nnplayground.train.distributions`)."""
        counts = answer.get(f"{kind}.counts")
        if counts is None:
            self._counts, self._words = None, ("", "", "", "", "")
            self.update()
            return
        self._counts, self._reach = counts[np.newaxis], float(answer[f"{kind}.reach"][0])
        _count, zeros, lost, low, mean, deviation, high = (float(v) for v in answer[f"{kind}.summary"])
        apart = self.tr("zeros: {count}").format(count=format_number(zeros)) if zeros else ""
        if lost:
            apart = self.tr("not finite: {count}").format(count=format_number(lost))
        self._words = (
            f"σ {format_compact(deviation, 3)}",
            self.tr("min {value}").format(value=format_compact(low, 3)),
            self.tr("max {value}").format(value=format_compact(high, 3)),
            self.tr("mean {value}").format(value=format_compact(mean, 3)),
            apart,
        )
        self.setAccessibleDescription(", ".join(word for word in self._words if word))
        self.setToolTip(self.accessibleDescription())
        self.update()

    def paint_head(self, painter: QPainter, head: QRectF) -> None:
        draw_text(painter, head, self._words[0], mono_font(11), theme().colour("text3"), _RIGHT)

    def paint_lines(self, painter: QPainter, area: QRectF) -> None:
        ink, font = theme().colour("text3"), ui_font(11)
        for line in (0, 1):
            room = QRectF(area.left(), area.top() + line * _LINE, area.width(), _LINE)
            left, right = self._words[1 + 2 * line : 3 + 2 * line]
            draw_text(painter, room, left, font, ink)
            draw_text(painter, room, right, font, ink, _RIGHT)


class ClassHistogram(_Histogram):
    """One unit's outputs on the training set, the classes piled upon each other."""

    LINES = 1

    def __init__(self, title: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._names = tuple(names)
        self._note = ""

    @property
    def note(self) -> str:
        """What is said of outputs that are zero."""
        return self._note

    @property
    def counts(self) -> NDArray[Any] | None:
        """The shown counts, (classes, bins); one row where there are no colours for the classes."""
        return self._counts

    def show_counts(self, answer: Mapping[str, NDArray[Any]]) -> None:
        """Show an ``activations`` answer."""
        counts = answer.get("counts")
        if counts is not None and len(counts) > _MOST_CLASSES:
            counts = counts.sum(axis=0, keepdims=True)
        self._counts = counts
        if counts is not None:
            self._reach = float(answer["reach"][0])
            self._note = self._said_of_zeros(*answer["summary"][:2])
            totals = zip(self._names, counts.sum(axis=1), strict=False)
            said = [f"{name}: {format_number(total)}" for name, total in totals] if len(counts) > 1 else []
            self.setAccessibleDescription(", ".join([*said, self._note] if self._note else said))
        self.update()

    def _said_of_zeros(self, count: float, zeros: float) -> str:
        if not zeros:
            return ""
        if zeros == count:
            return self.tr("The unit is dead: it gives out zero for every sample.")
        text = self.tr("{zeros} of {count} samples give zero.")
        return text.format(zeros=format_number(zeros), count=format_number(count))

    def paint_lines(self, painter: QPainter, area: QRectF) -> None:
        draw_text(painter, area, self._note, ui_font(11), theme().colour("text3"))

    def bar_colour(self, part: int, number: int) -> QColor:
        assert self._counts is not None
        if len(self._counts) == 1:
            return super().bar_colour(part, number)
        return self._class_colour(part)

    def _class_colour(self, index: int) -> QColor:
        if len(self._names) == 2:  # two classes are the two signs, everywhere
            return theme().colour("positive" if index else "negative")
        return class_colour(index)

    def paint_head(self, painter: QPainter, head: QRectF) -> None:
        """Name the classes in their colours, as far as there is room."""
        if self._counts is None or len(self._counts) == 1:
            return
        font = ui_font(11, QFont.Weight.Medium)
        room = head.width() - text_width(self._title, ui_font(12, QFont.Weight.DemiBold)) - 12
        if sum(text_width(name, font) + 8 for name in self._names) > room:
            return
        right = head.right()
        for index in reversed(range(len(self._names))):
            width = text_width(self._names[index], font)
            where = QRectF(right - width, head.top(), width + 1, head.height())
            draw_text(painter, where, self._names[index], font, self._class_colour(index))
            right -= width + 8
