"""Fields: validated numbers, choices, search."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QSizePolicy, QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, parse_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.buttons import IconButton
from nnplayground.ui.widgets.labels import draw_key_hint
from nnplayground.ui.widgets.menu import round_corners
from nnplayground.ui.widgets.painting import set_flag
from nnplayground.ui.widgets.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent

__all__ = ["ComboField", "NumberField", "OptionalNumberField", "SearchField", "leaves_space"]

_NOTCH = 120
_DRAG_STEP = 6  # pixels of a drag that count as one step
_TRAILING = 20  # the room of a button inside a field


def leaves_space(field: QLineEdit, event: QEvent, shown: str) -> bool:
    """Leave Space to the window as long as nothing but ``shown`` stands in a field; return whether it is.

    No number begins with a space, and who has entered one wants to see it at work.
    """
    keys = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    is_space = isinstance(event, QKeyEvent) and event.type() in keys and event.key() == Qt.Key.Key_Space
    if is_space and field.text() == shown:
        event.ignore()
        return True
    return False


class NumberField(QLineEdit):
    """A field for one number.

    Enter or leaving the field commits, Esc reverts, arrows and (while focused) the wheel step. Until
    something is typed Space is the window's, which plays by it. Bad input turns the border rose and says why;
    the last good value stays in force. A *blank* field shows a few words instead of a number (several nodes
    with different values, say), and any number typed into it counts.

    Parameters
    ----------
    name : str
        Accessible name.
    scale : Scale
        Range and steps; unbounded by default.
    integer : bool
        Whether only whole numbers are taken.
    small : bool
        24 px high instead of 28.

    Attributes
    ----------
    changing : Signal(float)
        A good value differing from the last one is being typed.
    changed : Signal(float)
        A new value was committed.
    problem_changed : Signal(str)
        The reason why the input is bad, or an empty text.
    accepted : Signal
        Enter was pressed on a good value, new or not.
    dragged : Signal(float)
        The value while it is dragged; ``changed`` or ``reverted`` follow.
    reverted : Signal
        A drag was given up.
    """

    changing = Signal(float)
    changed = Signal(float)
    problem_changed = Signal(str)
    accepted = Signal()
    dragged = Signal(float)
    reverted = Signal()

    def __init__(
        self,
        name: str,
        scale: Scale | None = None,
        *,
        value: float = 0.0,
        integer: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale = scale or Scale(-math.inf, math.inf, 1.0)
        self._integer = integer
        self._problem = ""
        self._tip = ""
        self._value = value
        self._blank = False
        self._pulled = 0
        self._trailing: QWidget | None = None
        self.setAccessibleName(name)
        self.setProperty("small", small)
        self.setFont(mono_font(12))
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._entered)
        self.setValue(value)

    def value(self) -> float:
        """Return the last good value."""
        return self._value

    def setValue(self, value: float) -> None:
        """Show ``value`` without telling anyone."""
        self._value = int(value) if self._integer else value
        self._blank = False
        self.setText(format_compact(self._value, 9))
        self._set_problem("")

    def set_blank(self, words: str, start: float | None = None) -> None:
        """Show no number but ``words``; arrows then step from ``start``."""
        if start is not None:
            self._value = start
        self._blank = True
        self.setPlaceholderText(words)
        self.setText("")
        self._set_problem("")

    def is_blank(self) -> bool:
        """Return whether there is no number."""
        return self._blank

    def set_scale(self, scale: Scale) -> None:
        """Set another range; what is typed is judged anew."""
        self._scale = scale
        self._set_problem(self._judge(self.text()))

    def problem(self) -> str:
        """Return why the input is bad, or an empty text."""
        return self._problem

    def set_trailing(self, button: QWidget) -> None:
        """Keep a small button at the right end, inside the field."""
        button.setParent(self)
        self._trailing = button
        self._place_trailing()

    def _place_trailing(self) -> None:
        shown = self._trailing is not None and not self._trailing.isHidden()
        self.setTextMargins(0, 0, (18 if self._problem else 0) + (_TRAILING if shown else 0), 0)
        if self._trailing is not None:
            self._trailing.move(self.width() - _TRAILING - 3, (self.height() - self._trailing.height()) // 2)

    def show_trailing(self, shown: bool) -> None:
        """Show or hide the button inside the field."""
        if self._trailing is not None:
            self._trailing.setVisible(shown)
            self._place_trailing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_trailing()

    def set_tip(self, tip: str) -> None:
        """Set the tooltip that is shown while there is no problem."""
        self._tip = tip
        self.setToolTip(self._problem or tip)

    def commit(self) -> None:
        """Take what is typed, if it is good."""
        value = self._read(self.text())
        if value is None:
            return
        before = None if self._blank else self._value
        self.setValue(value)
        if self._value != before:
            self.changed.emit(self._value)

    def _entered(self) -> None:
        if not self._problem:
            self.commit()
            self.accepted.emit()

    def revert(self) -> None:
        """Show the last good value again."""
        if self._blank:
            self.set_blank(self.placeholderText())
        else:
            self.setValue(self._value)

    def _shown(self) -> str:
        return "" if self._blank else format_compact(self._value, 9)

    def _typed(self, text: str) -> None:
        self._set_problem(self._judge(text))
        value = self._read(text)
        if value is not None and (self._blank or value != self._value):
            self.changing.emit(value)

    def _read(self, text: str) -> float | None:
        return None if self._judge(text) else parse_number(text)

    def _judge(self, text: str) -> str:
        if self._blank and not text.strip():
            return ""
        value = parse_number(text)
        if value is None:
            return self._form_hint()
        if self._integer and value != int(value):
            return self.tr("Enter a whole number.")
        return "" if value == self._scale.clamp(value) else self.range_hint()

    def hints(self) -> tuple[str, ...]:
        """Return the sentences the field may say, so that room can be kept for them."""
        return self.range_hint(), self._form_hint()

    def _form_hint(self) -> str:
        return self.tr("Enter a number, for example 0.03 or 1e-3.")

    def range_hint(self) -> str:
        """Return the sentence that asks for a number of the range."""
        low, high = format_compact(self._scale.minimum), format_compact(self._scale.maximum)
        if math.isinf(self._scale.maximum):
            return self.tr("Enter a number of at least {low}.").format(low=low)
        if math.isinf(self._scale.minimum):
            return self.tr("Enter a number of at most {high}.").format(high=high)
        return self.tr("Enter a number from {low} to {high}.").format(low=low, high=high)

    def _set_problem(self, problem: str) -> None:
        set_flag(self, "bad", bool(problem))
        if problem == self._problem:
            return
        self._problem = problem
        self._place_trailing()
        self.setToolTip(problem or self._tip)
        self.setAccessibleDescription(problem)
        self.problem_changed.emit(problem)

    def _step(self, steps: int) -> None:
        self.setText(format_compact(self._stepped(steps), 9))
        self.commit()
        self.selectAll()

    def _stepped(self, steps: int) -> float:
        start = self._read(self.text())
        return self._scale.stepped(self._value if start is None else start, steps)

    # -- dragging, from the label beside it --------------------------------------------------------------

    def drag_by(self, pixels: int) -> None:
        """Show the value that a drag of so many pixels from its start leads to."""
        steps = round(pixels / _DRAG_STEP)
        if steps == self._pulled:
            return
        self._pulled = steps
        value = self._scale.stepped(self._value, steps)
        self.setText(format_compact(value, 9))
        self.dragged.emit(value)

    def end_drag(self, *, keep: bool) -> None:
        """Take the dragged value, or the one before."""
        moved, self._pulled = bool(self._pulled), 0
        if keep:
            self.commit()
        else:
            self.revert()
        if moved and not keep:
            self.reverted.emit()

    def event(self, event: QEvent) -> bool:
        return leaves_space(self, event, self._shown()) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._shown():
            self.revert()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            self._step(round(event.angleDelta().y() / _NOTCH))
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._problem:
            painter = QPainter(self)
            taken = _TRAILING if self._trailing is not None and self._trailing.isVisible() else 0
            box = QRectF(self.width() - 22 - taken, (self.height() - 14) / 2, 14, 14)
            draw_icon(painter, "error", box, theme().colour("error"))


class OptionalNumberField(NumberField):
    """A number that need not be there: an empty field says in grey what holds instead.

    Attributes
    ----------
    cleared : Signal
        The number was taken away.
    """

    cleared = Signal()

    def __init__(self, name: str, scale: Scale, *, integer: bool = False, small: bool = False) -> None:
        super().__init__(name, scale, integer=integer, small=small)
        self._instead, self._start = "", max(0.0, scale.minimum)
        self.set_blank("")

    def set_instead(self, words: str, start: float | None = None) -> None:
        """Say what holds without a number, and where arrows then begin."""
        is_shown = self.is_blank() and self.placeholderText() == self._instead
        self._instead = words
        self._start = self._start if start is None else start
        if is_shown:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Show that there is no number, without telling anyone."""
        self.set_blank(self._instead, self._start)

    def commit(self) -> None:
        """Take what is typed; nothing typed takes the number away."""
        if self.text().strip():
            super().commit()
        elif not self.is_blank():
            self.show_nothing()
            self.cleared.emit()

    def _judge(self, text: str) -> str:
        return super()._judge(text) if text.strip() else ""


class ComboField(QComboBox):
    """A choice of one among several; ``chosen(value)`` when a person picks another.

    The wheel changes nothing unless the field has the focus.
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[object, str]] = (),
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # Kept here, because Qt would hand back a tuple as a list and an enumeration as its text.
        self._values: list[object] = []
        self._trailing: QWidget | None = None
        self.setAccessibleName(name)
        self.setProperty("small", small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The plain list view is the one that style sheets reach.
        self.setView(QListView(self))
        round_corners(self.view().window())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.activated.connect(self._picked)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer ``(value, text)`` pairs, keeping the choice if it is still among them."""
        before = self.value()
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([text for _, text in choices])
        self.setValue(before)

    def _picked(self, number: int) -> None:
        self.chosen.emit(self._values[number])

    def value(self) -> object:
        """Return the chosen value, None while nothing is offered."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def set_trailing(self, button: QWidget) -> None:
        """Keep a small button before the arrow, inside the field."""
        button.setParent(self)
        self._trailing = button
        self._place_trailing()

    def show_trailing(self, shown: bool) -> None:
        """Show or hide the button inside the field."""
        if self._trailing is not None:
            self._trailing.setVisible(shown)

    def _place_trailing(self) -> None:
        if self._trailing is not None:
            x = self.width() - 2 * _TRAILING - 3
            self._trailing.move(x, (self.height() - self._trailing.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_trailing()

    def set_blank(self, words: str) -> None:
        """Show ``words`` and no choice: several values at once."""
        self.setPlaceholderText(words)
        self.setCurrentIndex(-1)

    def setValue(self, value: object) -> None:
        """Choose ``value`` without telling anyone; what is not offered leaves the choice as it is."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SearchField(QLineEdit):
    """A search box with icon, clear button and the key that leads to it."""

    def __init__(self, placeholder: str, key: str = "/", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(20, 0, 26, 0)
        self._clear = IconButton("close", self.tr("Clear search"), parent=self)
        self._clear.setFixedSize(20, 20)
        self._clear.hide()
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._show_clear)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - 25, (self.height() - 20) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        draw_icon(painter, "search", QRectF(8, middle - 7, 14, 14), theme().colour("text3"))
        if self._key and not self.text() and not self.hasFocus():
            draw_key_hint(painter, self.width() - 8, middle, self._key)
