"""The bar that goes through the steps: buttons, a dot for each step, the speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton, Scale, Slider
from nnplayground.ui.widgets.painting import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

__all__ = ["Transport"]


class _Dots(QWidget):
    """One dot per step; a click goes there."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count, self._at = 1, 0
        self.setMinimumSize(80, 24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Steps"))
        theme().themeChanged.connect(self.update)

    def show_step(self, at: int, count: int) -> None:
        """Show which of how many."""
        self._at, self._count = at, count
        self.update()

    def place(self, number: int) -> QPointF:
        """Return where a step's dot is."""
        width = self.width() - 16
        return QPointF(8 + width * number / max(1, self._count - 1), self.height() / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        share = (event.position().x() - 8) / max(1, self.width() - 16)
        self.chosen.emit(min(self._count - 1, max(0, round(share * (self._count - 1)))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.place(self._at)
        painter.setPen(QPen(theme().colour("border"), 1.5))
        painter.drawLine(here, self.place(self._count - 1))
        painter.setPen(QPen(theme().colour("text2"), 1.5))
        painter.drawLine(self.place(0), here)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._count):
            painter.setBrush(theme().colour("text2" if number < self._at else "border"))
            painter.drawEllipse(self.place(number), 3, 3)
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(here, 6, 6)


class Transport(QWidget):
    """Where the walk is, and how it goes on.

    Attributes
    ----------
    chosen : Signal(int)
        Another step.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._count = 0, 1
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self._first = self._button("step-first", self.tr("First step"), "Home", self.first)
        self._back = self._button("step-back", self.tr("One step back"), "Left", self.back)
        self.play_button = IconButton(
            "play", self.tr("Play the walk"), shortcut="Space", size=28, primary=True
        )
        self.play_button.clicked.connect(self.toggle)
        self._next = self._button("step", self.tr("One step on"), "Right", self.forward)
        self._last = self._button("step-epoch", self.tr("Last step"), "End", self.last)
        self._label = QLabel()
        self._dots = _Dots()
        self._dots.chosen.connect(self._go)
        self.speed = Slider(
            self.tr("Speed"), Scale(0.5, 5.0, 0.5), value=1.0, digits=1, unit=" " + self.tr("step/s")
        )
        self.speed.changed.connect(self._set_speed)
        self.speed.setMaximumWidth(190)
        self._lay_out()
        theme().themeChanged.connect(self.update)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(4)
        for button in (self._first, self._back, self.play_button, self._next, self._last):
            row.addWidget(button)
        row.addSpacing(10)
        row.addWidget(self._label)
        row.addSpacing(8)
        row.addWidget(self._dots, 1)
        row.addSpacing(12)
        row.addWidget(QLabel(self.tr("Speed")))
        row.addWidget(self.speed)
        self.setFixedHeight(40)

    @staticmethod
    def _button(icon: str, tip: str, key: str, slot: object) -> IconButton:
        button = IconButton(icon, tip, shortcut=key, size=28)
        button.clicked.connect(slot)
        return button

    def show_step(self, at: int, count: int) -> None:
        """Show which step of how many it is."""
        self._at, self._count = at, count
        self._label.setText(self.tr("Step {number} of {count}").format(number=at + 1, count=count))
        self._dots.show_step(at, count)
        for button in (self._first, self._back):
            button.setEnabled(at > 0)
        for button in (self._next, self._last):
            button.setEnabled(at < count - 1)
        if at == count - 1:
            self.stop()

    @property
    def is_playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def toggle(self) -> None:
        """Go on by itself, or stop; from the last step it starts again."""
        if self.is_playing:
            self.stop()
            return
        if self._at == self._count - 1:
            self._go(0)
        self._set_speed(self.speed.value())
        self._timer.start()
        self._show_playing()

    def stop(self) -> None:
        """Stay at this step."""
        self._timer.stop()
        self._show_playing()

    def _show_playing(self) -> None:
        self.play_button.set_icon("pause" if self.is_playing else "play")
        tip = self.tr("Pause the walk") if self.is_playing else self.tr("Play the walk")
        self.play_button.describe(tip, "Space")

    def _set_speed(self, steps_per_second: float) -> None:
        self._timer.setInterval(round(1000 / steps_per_second))

    def _advance(self) -> None:
        self._go(self._at + 1)

    def first(self) -> None:
        """Go to the first step."""
        self._go_by_hand(0)

    def back(self) -> None:
        """Go one step back."""
        self._go_by_hand(self._at - 1)

    def forward(self) -> None:
        """Go one step on."""
        self._go_by_hand(self._at + 1)

    def last(self) -> None:
        """Go to the last step."""
        self._go_by_hand(self._count - 1)

    def _go_by_hand(self, at: int) -> None:
        self.stop()
        self._go(at)

    def _go(self, at: int) -> None:
        at = min(self._count - 1, max(0, at))
        if at != self._at:
            self.chosen.emit(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("surface"), theme().colour("separator"))
