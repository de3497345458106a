"""The control of a field that takes one of a few words, or a number."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication

from nnplayground.ui.forms.editors import Editor
from nnplayground.ui.forms.words import MIXED, field_scale, literal_text
from nnplayground.ui.widgets import ComboField, NumberField
from nnplayground.ui.widgets.painting import set_flag

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WordOrNumberEditor", "words_beside_number"]

_NUMBER = object()
"""What the choice holds while the number counts."""


def words_beside_number(annotation: Any) -> tuple[Any, Sequence[str]] | None:
    """Split ``int | Literal[…]`` into the number's type and the words; None for anything else."""
    parts = typing.get_args(annotation)
    words = [word for part in parts if typing.get_origin(part) is Literal for word in typing.get_args(part)]
    numbers = [part for part in parts if part is int or typing.get_args(part)[:1] == (int,)]
    return (numbers[0], words) if words and len(numbers) == 1 else None


class WordOrNumberEditor(Editor):
    """A choice of words, of which the last is “Number” and shows a field for it."""

    def __init__(self, name: str, number: Any, words: Sequence[str]) -> None:
        super().__init__()
        number_text = QCoreApplication.translate("Form", "Number")
        choices: list[tuple[object, str]] = [(word, literal_text(word)) for word in words]
        self.choice = ComboField(name, [*choices, (_NUMBER, number_text)], small=True)
        self.choice.chosen.connect(self._choose)
        limits = FieldInfo(annotation=int, default=0)
        if typing.get_origin(number) is Annotated:
            limits = FieldInfo.from_annotation(number)
        self.field = NumberField(name, field_scale(limits, integer=True), integer=True, small=True)
        self.field.changed.connect(self._commit)
        self.field.changing.connect(self._preview)
        self._row.addWidget(self.choice, 1)
        self._row.addWidget(self.field, 1)
        self.field.hide()

    def _choose(self, chosen: object) -> None:
        self.field.setVisible(chosen is _NUMBER)
        self.changed.emit(int(self.field.value()) if chosen is _NUMBER else chosen)

    def _commit(self, value: float) -> None:
        self.changed.emit(int(value))

    def _preview(self, value: float) -> None:
        self.changing.emit(int(value))

    def show_value(self, value: Any) -> None:
        is_number = isinstance(value, int)
        self.choice.setValue(_NUMBER if is_number else value)
        self.field.setVisible(is_number)
        if is_number and not (self.field.hasFocus() and self.field.value() == value):
            self.field.setValue(value)

    def show_mixed(self) -> None:
        self.field.hide()
        self.choice.set_blank(MIXED)

    def set_overridden(self, overridden: bool) -> None:
        set_flag(self.choice, "overridden", overridden)

    def set_tip(self, tip: str) -> None:
        self.choice.setToolTip(tip)
        self.field.set_tip(tip)
