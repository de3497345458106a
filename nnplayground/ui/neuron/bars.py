"""What stands above a neuron: where one is in the network, and which sample is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.colormap import point_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.sample_gallery import sample_image
from nnplayground.ui.widgets import IconButton
from nnplayground.ui.widgets.labels import draw_key_hint
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.samples import SampleChoice

__all__ = ["Crumbs", "SampleBar"]

_CHEVRON = 18.0


class _Crumb(PaintedButton):
    """One step of the way; the last is where one is."""

    def __init__(self, text: str, *, last: bool) -> None:
        super().__init__()
        self._last = last
        self.setText(text)
        self.setAccessibleName(text)
        self.setEnabled(not last)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        return ui_font(12, QFont.Weight.DemiBold if self._last else QFont.Weight.Normal)

    def sizeHint(self) -> QSize:
        arrow = 0 if self._last else _CHEVRON
        return QSize(round(min(180.0, text_width(self.text(), self._font())) + 4 + arrow), 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self._last or self.underMouse()
        room = QRectF(2, 0, self.width() - 4 - (0 if self._last else _CHEVRON), self.height())
        if self.shows_focus:
            draw_box(painter, room.adjusted(-2, 2, 2, -2), 4, None, theme().colour("accent"))
        draw_text(painter, room, self.text(), self._font(), theme().colour("text1" if lit else "text2"))
        if not self._last:
            arrow = QRectF(self.width() - 15, (self.height() - 12) / 2, 12, 12)
            draw_icon(painter, "chevron-right", arrow, theme().colour("text3"))


class Crumbs(QWidget):
    """The way from the graph to the neuron; ``chosen(number)`` when a person goes back to a step."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 44, 0)
        self._row.setSpacing(4)
        self._steps: list[_Crumb] = []
        self.setAccessibleName(self.tr("Where this is in the network"))
        theme().themeChanged.connect(self.update)

    def show_way(self, names: Sequence[str]) -> None:
        """Show the steps from the graph to here."""
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        for step in self._steps:
            self._row.removeWidget(step)
            step.hide()
            step.deleteLater()
        self._steps = [_Crumb(name, last=number == len(names) - 1) for number, name in enumerate(names)]
        for step in self._steps:
            step.clicked.connect(self._choose)
            self._row.addWidget(step)

    def _choose(self) -> None:
        self.chosen.emit(next(i for i, step in enumerate(self._steps) if step is self.sender()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_key_hint(QPainter(self), self.width() - 4, self.height() / 2, "Esc")


class SampleBar(QWidget):
    """Names the chosen sample, and goes to the next, the previous or any other."""

    def __init__(self, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 5, 2)
        self._row.setSpacing(2)
        self._row.addStretch()
        self._add("chevron-left", self.tr("Previous sample"), "PgUp", samples.previous)
        self._add("chevron-right", self.tr("Next sample"), "PgDown", samples.next)
        self._add("dice", self.tr("Any other sample"), "Shift+PgDown", samples.random)
        samples.changed.connect(self._refresh)
        theme().themeChanged.connect(self.update)
        self.setFixedHeight(32)
        self._refresh()

    def _add(self, icon: str, tip: str, key: str, slot: object) -> None:
        button = IconButton(icon, tip, shortcut=key)
        button.clicked.connect(slot)
        self._row.addWidget(button)

    def _refresh(self) -> None:
        head, rest = self._words()
        self.setAccessibleName(f"{head} {rest}".strip())
        self.updateGeometry()
        self.adjustSize()
        self.update()

    def text(self) -> str:
        """Return what it says of the sample."""
        return self.accessibleName()

    # -- words -----------------------------------------------------------------------------------------

    def _words(self) -> tuple[str, str]:
        """Return which sample, and where it lies or what it is."""
        sample = self._samples.sample
        if not sample.part:
            points = self._samples.points
            pictured = points is not None and points.train_x.ndim == 4
            return self.tr("Own picture") if pictured else self.tr("Chosen point"), self._where()
        count = format_number(self._samples.count())
        number = format_number(sample.index + 1)
        names = {
            "train": self.tr("Sample {number} of {count}"),
            "validation": self.tr("Validation sample {number} of {count}"),
            "test": self.tr("Test sample {number} of {count}"),
        }
        return names[sample.part].format(number=number, count=count), self._where()

    def _where(self) -> str:
        raw, points = self._samples.raw(), self._samples.points
        if raw is None or points is None:
            return ""
        if points.spec.bounds:
            return f"({', '.join(format_number(float(value), 2) for value in raw)})"
        return self._label()

    def _label(self) -> str:
        target, points = self._samples.target(), self._samples.points
        if target is None or points is None:
            return ""
        names = points.spec.class_names
        if names and target.ndim == 0:
            return say(names[int(target)])
        return ", ".join(format_compact(float(value), 4) for value in target.reshape(-1)[:3])

    # -- painting --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        head, rest = self._words()
        words = text_width(head, self._font()) + text_width(rest, mono_font(12))
        return QSize(round(30 + words + 12 + 3 * 26 + 12), 32)

    @staticmethod
    def _font() -> QFont:
        return ui_font(12, QFont.Weight.DemiBold)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("surface"), theme().colour("separator"))
        self._paint_sign(painter)
        head, rest = self._words()
        width = text_width(head, self._font())
        draw_text(painter, QRectF(30, 0, width + 1, 32), head, self._font(), theme().colour("text1"))
        room = QRectF(30 + width + 8, 0, max(0.0, self.width() - width - 38 - 84), 32)
        draw_text(painter, room, rest, mono_font(12), theme().colour("text2"))

    def _paint_sign(self, painter: QPainter) -> None:
        """Draw an image sample itself, any other as a dot in its target's colour."""
        raw, points, target = self._samples.raw(), self._samples.points, self._samples.target()
        if raw is not None and raw.ndim == 3:
            painter.drawImage(QRectF(7, 7, 18, 18), sample_image(raw))
            return
        ink = theme().colour("text1")
        if target is not None and not target.ndim and points is not None:
            classes = points.spec.target.classes
            ink = (
                point_colour(float(target))
                if classes == 2
                else target_colours(np.array([target]), classes)[0]
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QRectF(12, 12, 8, 8))
