"""The controls of single fields: switch, number, choice, text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.forms.words import MIXED, extra, field_scale, literal_text, value_text
from nnplayground.ui.widgets import ComboField, NumberField, OptionalNumberField, Switch
from nnplayground.ui.widgets.painting import set_flag, set_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic.fields import FieldInfo

    from nnplayground.ui.widgets import IconButton

__all__ = ["ChoiceEditor", "Editor", "NumberEditor", "OptionalNumberEditor", "SwitchEditor", "TextEditor"]


_WHOLE = re.compile(r"-?\d{1,18}")


class Editor(QWidget):
    """The control of one field.

    Attributes
    ----------
    changed : Signal(object)
        A value as it would stand in a file.
    changing : Signal(object)
        The same while it is typed.
    dragged : Signal(object)
        The same while it is dragged by its label; ``changed`` or ``reverted`` follow.
    refused : Signal(str)
        What was typed cannot be read; the sentence says what can.
    """

    changed = Signal(object)
    refused = Signal(str)
    changing = Signal(object)
    dragged = Signal(object)
    reverted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._back: IconButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    @property
    def number(self) -> NumberField | None:
        """The field of a number, which a label can drag."""
        return None

    def show_values(self, values: Sequence[Any]) -> None:
        """Show what several nodes have in common, or that they differ; tell nobody."""
        if all(value == values[0] for value in values[1:]):
            self.show_value(values[0])
        else:
            self.show_mixed()

    def show_value(self, value: Any) -> None:
        """Show ``value``."""
        raise TypeError(f"{type(self).__name__} does not show {value!r}")

    def show_mixed(self) -> None:
        """Show that there are several values."""
        raise TypeError(f"{type(self).__name__} does not show several values")

    def set_overridden(self, overridden: bool) -> None:
        """Mark a value that differs from the global one."""

    def set_back(self, button: IconButton) -> None:
        """Take the button that leads back to the global value."""
        self._back = button
        self._row.addWidget(button)

    def show_back(self, shown: bool) -> None:
        """Show or hide the button that leads back."""
        if self._back is not None:
            self._back.setVisible(shown)

    def set_instead(self, words: str, start: float | None) -> None:
        """Say what holds where there is no value."""

    def set_tip(self, tip: str) -> None:
        """Explain the field to the mouse."""
        self.setToolTip(tip)


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._switch = Switch(name=name)
        self._switch.clicked.connect(self._commit)
        self._row.addWidget(self._switch)
        self._row.addStretch()
        self.setMinimumHeight(24)

    def _commit(self, on: bool) -> None:
        self._switch.set_mixed(False)
        self.changed.emit(on)

    def show_value(self, value: Any) -> None:
        self._switch.set_mixed(False)
        self._switch.setChecked(bool(value))

    def show_mixed(self) -> None:
        self._switch.set_mixed(True)


class NumberEditor(Editor):
    """A number with its unit."""

    def __init__(self, name: str, info: FieldInfo, *, integer: bool) -> None:
        super().__init__()
        self._integer = integer
        self.field = self._make_field(name, info)
        self.field.changed.connect(self._commit)
        self.field.changing.connect(self._preview)
        self.field.dragged.connect(self._drag)
        self.field.reverted.connect(self.reverted)
        self._row.addWidget(self.field, 1)
        unit = say(extra(info, "unit") or "")
        if unit:
            label = QLabel(unit)
            set_role(label, "caption")
            self._row.addWidget(label)

    def _make_field(self, name: str, info: FieldInfo) -> NumberField:
        scale = field_scale(info, integer=self._integer)
        return NumberField(name, scale, integer=self._integer, small=True)

    @property
    def number(self) -> NumberField | None:
        return self.field

    def _typed(self, value: float) -> float | int:
        return int(value) if self._integer else value

    def _commit(self, value: float) -> None:
        self.changed.emit(self._typed(value))

    def _preview(self, value: float) -> None:
        self.changing.emit(self._typed(value))

    def _drag(self, value: float) -> None:
        self.dragged.emit(self._typed(value))

    def show_value(self, value: Any) -> None:
        shown = self.field.hasFocus() and not self.field.is_blank() and self.field.value() == value
        if not shown:  # what is being typed stays
            self.field.setValue(value)

    def show_mixed(self) -> None:
        self.field.set_blank(MIXED)

    def set_overridden(self, overridden: bool) -> None:
        set_flag(self.field, "overridden", overridden)

    def set_back(self, button: IconButton) -> None:
        self.field.set_trailing(button)

    def show_back(self, shown: bool) -> None:
        self.field.show_trailing(shown)

    def set_tip(self, tip: str) -> None:
        self.field.set_tip(tip)


class OptionalNumberEditor(NumberEditor):
    """A number that need not be set; its empty field says in grey what holds then."""

    field: OptionalNumberField

    def __init__(self, name: str, info: FieldInfo, *, integer: bool) -> None:
        super().__init__(name, info, integer=integer)
        self.field.cleared.connect(self._clear)

    def _make_field(self, name: str, info: FieldInfo) -> NumberField:
        scale = field_scale(info, integer=self._integer)
        return OptionalNumberField(name, scale, integer=self._integer, small=True)

    def _clear(self) -> None:
        self.changed.emit(None)

    def set_instead(self, words: str, start: float | None) -> None:
        self.field.set_instead(words, start)

    def show_value(self, value: Any) -> None:
        if value is not None:
            super().show_value(value)
        elif not (self.field.hasFocus() and self.field.is_blank()):
            self.field.show_nothing()


class ChoiceEditor(Editor):
    """One of several words."""

    def __init__(self, name: str, values: Iterable[Any]) -> None:
        super().__init__()
        self._field = ComboField(name, [(value, literal_text(value)) for value in values], small=True)
        self._field.chosen.connect(self.changed)
        self._row.addWidget(self._field, 1)

    def show_value(self, value: Any) -> None:
        self._field.setValue(value)

    def show_mixed(self) -> None:
        self._field.set_blank(MIXED)

    def set_overridden(self, overridden: bool) -> None:
        set_flag(self._field, "overridden", overridden)

    def set_back(self, button: IconButton) -> None:
        self._field.set_trailing(button)

    def show_back(self, shown: bool) -> None:
        self._field.show_trailing(shown)

    def set_tip(self, tip: str) -> None:
        self._field.setToolTip(tip)


class TextEditor(Editor):
    """Text, or a row of whole numbers such as ``16, 4``, which need not be there if ``optional``."""

    def __init__(self, name: str, *, numbers: bool, optional: bool = False) -> None:
        super().__init__()
        self._numbers, self._optional, self._instead = numbers, optional, ""
        self._shown = ""
        self._field = QLineEdit()
        self._field.setProperty("small", True)
        self._field.setAccessibleName(name)
        self._field.setFont(mono_font(12))
        self._field.editingFinished.connect(self._commit)
        self._row.addWidget(self._field, 1)

    def _commit(self) -> None:
        if self._field.text() == self._shown:
            return
        text = self._shown = self._field.text()
        if not self._numbers:
            self.changed.emit(text)
        elif self._optional and not text.strip():
            self.changed.emit(None)
        else:
            self._commit_numbers(text.replace("×", " ").replace(",", " ").replace("−", "-").split())

    def _commit_numbers(self, parts: Sequence[str]) -> None:
        if parts and all(_WHOLE.fullmatch(part) for part in parts):
            self.changed.emit(tuple(map(int, parts)))
        else:
            self.refused.emit(self.tr("Enter whole numbers with commas between them, for example 16, 4."))

    def show_value(self, value: Any) -> None:
        self._shown = value_text(value) if self._numbers and value is not None else str(value or "")
        self._field.setText(self._shown)
        self._field.setCursorPosition(0)  # of a long text the beginning is what tells it
        self._field.setPlaceholderText(self._instead)

    def show_mixed(self) -> None:
        self._shown = ""
        self._field.setText("")
        self._field.setPlaceholderText(MIXED)

    def set_instead(self, words: str, start: float | None) -> None:
        del start
        self._instead = words
        self._field.setPlaceholderText(words)

    def set_tip(self, tip: str) -> None:
        self._field.setToolTip(tip)
