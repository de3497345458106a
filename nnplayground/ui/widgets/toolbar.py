"""What stands in the toolbar: settings as caption over value, and the epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QFont, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget, QWidgetAction

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.fields import NumberField
from nnplayground.ui.widgets.menu import Menu
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent

    from nnplayground.ui.widgets.scale import Scale

__all__ = ["EpochDisplay", "ToolbarCell"]


class ToolbarCell(PaintedButton):
    """A setting of the toolbar: its caption over its value; a click opens the choices.

    The wheel changes nothing: a setting of a running training must not move by accident.

    Parameters
    ----------
    caption : str
        Name of the setting.
    choices : sequence of (value, text)
        What the menu offers.
    mono : bool
        Whether the value is a number.
    custom : Scale, optional
        Allow any number of this range, typed into the menu.
    integer : bool
        Whether a typed number must be whole.

    Attributes
    ----------
    changed : Signal(object)
        A person chose another value.
    """

    changed = Signal(object)

    def __init__(
        self,
        caption: str,
        choices: Sequence[tuple[object, str]],
        *,
        mono: bool = True,
        custom: Scale | None = None,
        integer: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption = caption
        self._choices = list(choices)
        self._mono = mono
        self._custom = custom
        self._integer = integer
        self._value: object = self._choices[0][0] if self._choices else None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self._announce()

    def value(self) -> object:
        """Return the value."""
        return self._value

    def setValue(self, value: object) -> None:
        """Show ``value`` without telling anyone; it need not be one of the choices."""
        self._value = value
        self._announce()

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the value stays."""
        self._choices = list(choices)
        self._announce()

    def value_text(self) -> str:
        """Return the value as it is shown."""
        for value, text in self._choices:
            if value == self._value:
                return text
        if isinstance(self._value, int | float):
            return format_compact(self._value)
        return str(self._value)

    def _announce(self) -> None:
        self.setAccessibleName(self._caption)
        self.setAccessibleDescription(self.value_text())
        self.updateGeometry()
        self.update()

    def _value_font(self) -> QFont:
        return mono_font(12) if self._mono else ui_font(12)

    def sizeHint(self) -> QSize:
        value = text_width(self.value_text(), self._value_font()) + 16
        return QSize(round(max(text_width(self._caption, ui_font(11)), value)) + 21, 40)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ring = theme().colour("accent") if self.shows_focus else None
        fill = self._state_fill()
        if fill is not None or ring is not None:
            draw_box(painter, QRectF(self.rect()), 6, fill, ring)
        quiet, plain = ("text3", "text1") if self.isEnabled() else ("text4", "text4")
        title = QRectF(10, 3, self.width() - 12, 15)
        draw_text(painter, title, self._caption, ui_font(11), theme().colour(quiet))
        text = self.value_text()
        width = text_width(text, self._value_font())
        draw_text(painter, QRectF(10, 18, width + 1, 18), text, self._value_font(), theme().colour(plain))
        draw_icon(painter, "chevron-down", QRectF(14 + width, 21, 12, 12), theme().colour(quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def build_menu(self) -> Menu:
        """Return the menu of choices, the current one checked."""
        # Bound methods only: a closure over a widget would be released while that widget is destroyed.
        menu = Menu(parent=self)
        group = QActionGroup(menu)
        group.triggered.connect(self._picked)
        for number, (value, text) in enumerate(self._choices):
            action = menu.addAction(text)
            action.setData(number)
            action.setCheckable(True)
            action.setChecked(value == self._value)
            group.addAction(action)
        if self._custom is not None:
            menu.addSeparator()
            menu.addAction(self._custom_action(menu, self._custom))
        return menu

    def _custom_action(self, menu: Menu, scale: Scale) -> QWidgetAction:
        field = NumberField(self._caption, scale, value=self._number(), integer=self._integer)
        field.changed.connect(self._choose)
        field.accepted.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(_CustomValue(field))
        return action

    def _picked(self, action: QAction) -> None:
        self._choose(self._choices[action.data()][0])

    def _number(self) -> float:
        return float(self._value) if isinstance(self._value, int | float) else 0.0

    def open_menu(self) -> None:
        """Open the menu of choices below the cell."""
        menu = self.build_menu()
        menu.setMinimumWidth(self.width())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        # The arrow keys go on from what is chosen now.
        chosen = next((action for action in menu.actions() if action.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def _choose(self, value: object) -> None:
        if self._integer and isinstance(value, float):
            value = int(value)
        if value == self._value:
            return
        self.setValue(value)
        self.changed.emit(value)


class _CustomValue(QWidget):
    """The last row of a cell's menu: a field, and below it its range or what is wrong with its input.

    A menu does not grow while it is open, so the room of the longest sentence is taken from the start.
    """

    def __init__(self, field: NumberField) -> None:
        super().__init__()
        self._hint = QLabel(field.range_hint())
        self._hint.setFont(ui_font(11))
        self._hint.setMinimumWidth(round(max(text_width(text, ui_font(11)) for text in field.hints())) + 2)
        self._hint.setProperty("role", "caption")
        self._field = field
        field.problem_changed.connect(self._show_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(field)
        column.addWidget(self._hint)
        # A menu gives the focus only to what asks for it; the arrow keys reach the field this way.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(field)

    def _show_problem(self, problem: str) -> None:
        self._hint.setText(problem or self._field.range_hint())
        set_role(self._hint, "error" if problem else "caption")


class EpochDisplay(QWidget):
    """The epoch in large digits, and beside it the steps, the time and the rate."""

    _DIGITS = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epoch = 0
        self._steps = 0
        self._elapsed = 0.0
        self._rate = 0.0
        self._past = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)
        self.show_progress(0, 0, 0.0, 0.0)

    def show_progress(self, epoch: int, steps: int, elapsed: float, rate: float) -> None:
        """Show where the training is.

        Parameters
        ----------
        epoch, steps : int
            Finished epochs and parameter updates.
        elapsed : float
            Seconds of training, pauses left out.
        rate : float
            Epochs per second; 0 while paused.
        """
        width = self.sizeHint().width()
        self._epoch, self._steps, self._elapsed, self._rate = epoch, steps, elapsed, rate
        self.setAccessibleName(self.tr("Epoch {epoch}").format(epoch=format_number(epoch)))
        self.setAccessibleDescription(f"{format_number(steps)} {self._unit()}")
        if self.sizeHint().width() != width:
            self.updateGeometry()
        self.update()

    def show_past(self, past: bool) -> None:
        """Show that this is an earlier moment of the run, or the present again."""
        if past != self._past:
            self._past = past
            self.setToolTip(self.tr("An earlier moment of the run is shown everywhere.") if past else "")
            self.update()

    def _unit(self) -> str:
        return self.tr("step") if self._steps == 1 else self.tr("steps")

    def _time_text(self) -> str:
        minutes, seconds = divmod(int(self._elapsed), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"

    def _rate_text(self) -> str:
        digits = 1 if self._rate < 1000 else 0
        return self.tr("{rate} ep/s").format(rate=format_number(self._rate, digits))

    def _epoch_parts(self) -> tuple[str, str]:
        # A leading 1 makes the formatter write the groups of the padding zeros too.
        digits = max(self._DIGITS, len(str(self._epoch)))
        padded = format_number(10**digits + self._epoch)[1:].lstrip("\u00a0\u202f,. ")
        shown = format_number(self._epoch)
        return padded[: len(padded) - len(shown)], shown

    def _big_font(self) -> QFont:
        return mono_font(22, QFont.Weight.Medium, tracking=-0.03)

    def _caption(self) -> str:
        return self.tr("Epoch")

    def _epoch_width(self) -> float:
        number = text_width("".join(self._epoch_parts()), self._big_font())
        return max(number, text_width(self._caption(), ui_font(11)))

    def _lines(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        steps = [(format_number(self._steps), "text2"), (" " + self._unit(), "text3")]
        time = [(self._time_text() + " · ", "text3"), (self._rate_text(), "text2")]
        return steps, time

    def sizeHint(self) -> QSize:
        font = mono_font(11)
        lines = max(text_width("".join(text for text, _ in line), font) for line in self._lines())
        # Whole steps of 16 px: a width that follows each digit would make the toolbar tremble.
        beside = 16 * (int(max(lines, text_width("00:00 · 000.0 ep/s", font))) // 16 + 1)
        return QSize(round(self._epoch_width()) + 20 + beside, 44)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        caption = QRectF(4, 3, self._epoch_width() + 4, 13)
        draw_text(painter, caption, self._caption(), ui_font(11), theme().colour("text3"))
        if self._past:
            self._draw_badge(painter, caption.left() + text_width(self._caption(), ui_font(11)) + 6)
        zeros, digits = self._epoch_parts()
        big = self._big_font()
        left = 4.0
        for text, role in ((zeros, "text4"), (digits, "warning" if self._past else "text1")):
            width = text_width(text, big)
            draw_text(painter, QRectF(left, 16, width + 2, 25), text, big, theme().colour(role))
            left += width
        left = 4 + self._epoch_width() + 12
        for number, line in enumerate(self._lines()):
            self._draw_line(painter, left, 8 + 15 * number, line)

    def _draw_badge(self, painter: QPainter, left: float) -> None:
        text, font = self.tr("Past"), ui_font(10, QFont.Weight.DemiBold)
        pill = QRectF(left, 3, text_width(text, font) + 10, 14)
        draw_box(painter, pill, 7, theme().colour("warning_soft"))
        draw_text(painter, pill, text, font, theme().colour("warning"), Qt.AlignmentFlag.AlignCenter)

    def _draw_line(self, painter: QPainter, left: float, top: float, line: list[tuple[str, str]]) -> None:
        font = mono_font(11)
        for text, role in line:
            width = text_width(text, font)
            draw_text(painter, QRectF(left, top, width + 2, 15), text, font, theme().colour(role))
            left += width
