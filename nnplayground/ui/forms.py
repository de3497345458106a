"""Forms made from the fields that a pydantic model declares.

A field's title, help, limits, unit and choices are written once, in ``core``, ``layers`` or ``data``; what
stands here only knows which control fits which kind of value.
"""

from __future__ import annotations

import math
import types
import typing
from typing import TYPE_CHECKING, Any, Literal

import annotated_types
from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.component import Component, Frozen
from nnplayground.core.errors import explain_validation
from nnplayground.core.help import field_topic, topic
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.help import explain
from nnplayground.ui.widgets import ComboField, NumberField, Scale, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic.fields import FieldInfo

    from nnplayground.core.help import Topic

__all__ = ["Form", "literal_text"]

_LABEL_WIDTH = 92
_NARROW = 10.0


class Editor(QWidget):
    """The control of one field; ``changed`` carries a value as it would stand in a file."""

    changed = Signal(object)
    changing = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_value(self, value: Any) -> None:
        """Show ``value`` without telling anyone."""
        raise TypeError(f"{type(self).__name__} does not show {value!r}")

    def set_tip(self, tip: str) -> None:
        """Explain the field to the mouse."""
        self.setToolTip(tip)


class _SwitchEditor(Editor):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._switch = Switch(name=name)
        self._switch.clicked.connect(self._commit)
        self._row.addWidget(self._switch)
        self._row.addStretch()

    def _commit(self, on: bool) -> None:
        self.changed.emit(on)

    def show_value(self, value: Any) -> None:
        self._switch.setChecked(bool(value))


class _NumberEditor(Editor):
    def __init__(self, name: str, info: FieldInfo, *, integer: bool) -> None:
        super().__init__()
        self._integer = integer
        self.field = NumberField(name, field_scale(info, integer=integer), integer=integer, small=True)
        self.field.changed.connect(self._commit)
        self.field.changing.connect(self._preview)
        self._row.addWidget(self.field, 1)
        unit = str(_extra(info).get("unit", ""))
        if unit:
            self._row.addWidget(_quiet(unit))

    def _typed(self, value: float) -> float | int:
        return int(value) if self._integer else value

    def _commit(self, value: float) -> None:
        self.changed.emit(self._typed(value))

    def _preview(self, value: float) -> None:
        self.changing.emit(self._typed(value))

    def show_value(self, value: Any) -> None:
        if not (self.field.hasFocus() and self.field.value() == value):
            self.field.setValue(value)

    def set_tip(self, tip: str) -> None:
        self.field.set_tip(tip)


class _OptionalNumberEditor(_NumberEditor):
    """A number that need not be set: off says what happens then, on shows the number."""

    def __init__(self, name: str, info: FieldInfo, *, integer: bool) -> None:
        super().__init__(name, info, integer=integer)
        self._switch = Switch(name=self.tr("{field}: own value").format(field=name))
        self._switch.clicked.connect(self._toggle)
        self._default = _quiet(self.tr("Automatic"))
        self._row.insertWidget(0, self._switch)
        self._row.addWidget(self._default, 1)
        self._show_own(False)

    def set_empty_text(self, text: str) -> None:
        """Say what happens without a number."""
        self._default.setText(text)

    def _toggle(self, own: bool) -> None:
        self._show_own(own)
        self.changed.emit(self._typed(self.field.value()) if own else None)

    def _show_own(self, own: bool) -> None:
        self.field.setVisible(own)
        self._default.setVisible(not own)

    def show_value(self, value: Any) -> None:
        self._switch.setChecked(value is not None)
        self._show_own(value is not None)
        if value is not None:
            super().show_value(value)


class _ChoiceEditor(Editor):
    def __init__(self, name: str, values: Iterable[Any]) -> None:
        super().__init__()
        self._field = ComboField(name, [(value, literal_text(value)) for value in values], small=True)
        self._field.chosen.connect(self.changed.emit)
        self._row.addWidget(self._field, 1)

    def show_value(self, value: Any) -> None:
        self._field.setValue(value)

    def set_tip(self, tip: str) -> None:
        self._field.setToolTip(tip)


class _TextEditor(Editor):
    """Text, or a row of whole numbers such as ``16, 4``."""

    def __init__(self, name: str, *, numbers: bool) -> None:
        super().__init__()
        self._numbers = numbers
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
        self._shown = self._field.text()
        self.changed.emit(self._read(self._shown))

    def _read(self, text: str) -> Any:
        if not self._numbers:
            return text
        # What is no number goes on as it is, so that the model's own sentence names it.
        parts = text.replace("×", " ").replace(",", " ").replace("−", "-").split()
        return tuple(int(part) if part.lstrip("-").isdigit() else part for part in parts)

    def show_value(self, value: Any) -> None:
        self._shown = ", ".join(map(str, value)) if self._numbers else str(value or "")
        self._field.setText(self._shown)

    def set_tip(self, tip: str) -> None:
        self._field.setToolTip(tip)


class _ComponentEditor(Editor):
    """One kind of a family, and below it the fields of that kind."""

    def __init__(self, name: str, family: type[Component], *, optional: bool) -> None:
        super().__init__()
        self._family = family
        self._value: Component | None = None
        self._kind = ComboField(name, self._choices(optional), small=True)
        self._kind.chosen.connect(self._choose)
        explain(self._kind, self._topic)
        self._nested: Form | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.addWidget(self._kind)
        self._row.addLayout(self._column, 1)

    def _choices(self, optional: bool) -> list[tuple[object, str]]:
        kinds: list[tuple[object, str]] = [
            (kind, say(member.title)) for kind, member in self._family.kinds().items()
        ]
        return [(None, self.tr("Default")), *kinds] if optional else kinds

    def _topic(self) -> Topic | None:
        """Return what there is to say of the chosen kind."""
        return topic(self._value) if self._value is not None else None

    def _choose(self, kind: str | None) -> None:
        value = None if kind is None else self._family.named(kind)()
        self.show_value(value)
        self.changed.emit(value)

    def show_value(self, value: Any) -> None:
        if type(value) is not type(self._value):
            self._rebuild(value)
        self._value = value
        self._kind.setValue(None if value is None else value.kind)
        self._kind.setToolTip("" if value is None else say(type(value).help))
        if self._nested is not None:
            self._nested.show_value(value)

    def _rebuild(self, value: Component | None) -> None:
        if self._nested is not None:
            self._column.removeWidget(self._nested)
            self._nested.hide()
            self._nested.deleteLater()
            self._nested = None
        if value is not None and type(value).model_fields:
            self._nested = Form(type(value), label_width=0)
            self._nested.changed.connect(self._edit)
            self._nested.changing.connect(self._preview)
            self._column.addWidget(self._nested)

    def _edited(self, name: str, value: Any) -> Component | None:
        return None if self._value is None else self._value.replace(**{name: value})

    def _edit(self, name: str, value: Any) -> None:
        self._value = self._edited(name, value)
        self.changed.emit(self._value)

    def _preview(self, name: str, value: Any) -> None:
        self.changing.emit(self._edited(name, value))


class Form(QWidget):
    """Labels and controls for the fields of a model.

    Parameters
    ----------
    model : type[Frozen]
        Its declared fields with a title become rows.
    fields : iterable of str, optional
        Which ones, in this order; by default all.
    titles : Mapping[str, str], optional
        Labels of fields that declare none, as they stand in the window.
    empties : Mapping[str, str], optional
        What stands in the place of a number that is not set.
    label_width : int
        The least width of the labels, so that several forms below each other align.

    Attributes
    ----------
    changed : Signal(str, object)
        A field and its new, valid value.
    changing : Signal(str, object)
        The same while it is being typed.
    """

    changed = Signal(str, object)
    changing = Signal(str, object)

    def __init__(
        self,
        model: type[Frozen],
        fields: Iterable[str] | None = None,
        *,
        titles: Mapping[str, str] | None = None,
        empties: Mapping[str, str] | None = None,
        label_width: int = _LABEL_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value: Frozen | None = None
        self._titles, self._empties = titles or {}, empties or {}
        self._editors: dict[str, Editor] = {}
        self._problem = QLabel()
        self._problem.setFont(ui_font(11))
        self._problem.setWordWrap(True)
        self._problem.hide()
        set_role(self._problem, "error")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        for name in model.model_fields if fields is None else fields:
            self._add(model, name)
        self._grid.addWidget(self._problem, self._grid.rowCount(), 0, 1, 2)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that have a row."""
        return tuple(self._editors)

    def editor(self, name: str) -> Editor:
        """Return the control of a field."""
        return self._editors[name]

    def show_value(self, value: Frozen) -> None:
        """Show a model without telling anyone."""
        self._value = value
        self._problem.hide()
        for name, editor in self._editors.items():
            editor.show_value(getattr(value, name))

    def _add(self, model: type[Frozen], name: str) -> None:
        info = model.model_fields[name]
        title, tip = self._titles.get(name) or say(info.title or ""), say(info.description or "")
        if not title:
            return
        editor = make_editor(title, info)
        if name in self._empties and isinstance(editor, _OptionalNumberEditor):
            editor.set_empty_text(self._empties[name])
        editor.set_tip(tip)
        editor.changed.connect(_Relay(self, name).commit)
        editor.changing.connect(_Relay(self, name).preview)
        label = QLabel(title)
        label.setToolTip(tip)
        label.setMinimumHeight(24)
        set_role(label, "secondary")
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(editor, row, 1)
        for part in (label, editor):
            explain(part, field_topic(model, name))
        self._editors[name] = editor

    def _valid(self, name: str, value: Any) -> bool:
        if self._value is None:
            return True
        try:
            self._value = self._value.replace(**{name: value})
        except ValidationError as error:
            self._problem.setText(say(explain_validation(error)))
            self._problem.show()
            return False
        self._problem.hide()
        return True

    def commit(self, name: str, value: Any) -> None:
        """Tell of a valid value; show why another is not."""
        if self._valid(name, value):
            self.changed.emit(name, value)
        elif self._value is not None:
            self._editors[name].show_value(getattr(self._value, name))

    def preview(self, name: str, value: Any) -> None:
        """Tell of a value that is being typed."""
        before = self._value
        if self._valid(name, value):
            self.changing.emit(name, value)
        self._value = before


class _Relay(QWidget):
    """Carries the name of a field; a child of the form, so that both go together."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(form)
        self.hide()
        self._form, self._name = form, name

    def commit(self, value: Any) -> None:
        self._form.commit(self._name, value)

    def preview(self, value: Any) -> None:
        self._form.preview(self._name, value)


def make_editor(name: str, info: FieldInfo) -> Editor:
    """Return the control that fits a field's type."""
    plain, optional = _without_none(info.annotation)
    if isinstance(plain, type) and issubclass(plain, Component):
        return _ComponentEditor(name, plain, optional=optional)
    if plain is bool:
        return _SwitchEditor(name)
    if plain in (int, float):
        kind = _OptionalNumberEditor if optional else _NumberEditor
        return kind(name, info, integer=plain is int)
    if typing.get_origin(plain) is Literal:
        values = typing.get_args(plain)
        return _ChoiceEditor(name, (None, *values) if optional else values)
    return _TextEditor(name, numbers=typing.get_origin(plain) is tuple)


def field_scale(info: FieldInfo, *, integer: bool) -> Scale:
    """Return the range a field declares; wide ranges step through 1, 2, 5, 10."""
    low, high = -math.inf, math.inf
    for rule in info.metadata:
        if isinstance(rule, annotated_types.Ge | annotated_types.Gt):
            low = float(getattr(rule, "ge", getattr(rule, "gt", low)))
        elif isinstance(rule, annotated_types.Le | annotated_types.Lt):
            high = float(getattr(rule, "le", getattr(rule, "lt", high)))
    if integer:
        return Scale(low, high, 1.0)
    wide = low >= 0 and high > _NARROW
    return Scale(low, high, 0.01 if high - low <= _NARROW else 0.1, logarithmic=wide)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """Split ``X | None`` into X and whether None is allowed."""
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return annotation, False
    rest = [part for part in typing.get_args(annotation) if part is not type(None)]
    return rest[0], len(rest) < len(typing.get_args(annotation))


def _extra(info: FieldInfo) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "caption")
    return label


def literal_text(value: Any) -> str:
    """Return a literal of a file as a word: ``"full"`` is “Full”."""
    if value is None:
        return QCoreApplication.translate("Form", "Default")
    words = {
        "none": QCoreApplication.translate("Form", "None"),
        "l1": "L1",
        "l2": "L2",
        "elimination": QCoreApplication.translate("Form", "Weight elimination"),
        "norm": QCoreApplication.translate("Form", "By norm"),
        "value": QCoreApplication.translate("Form", "By value"),
        "own": QCoreApplication.translate("Form", "Make it smaller"),
        "carry": QCoreApplication.translate("Form", "Carry over"),
        "drop": QCoreApplication.translate("Form", "Leave out"),
        "full": QCoreApplication.translate("Form", "Full"),
        "line": QCoreApplication.translate("Form", "Line"),
        "parabola": QCoreApplication.translate("Form", "Parabola"),
        "cubic": QCoreApplication.translate("Form", "Cubic"),
        "sine": QCoreApplication.translate("Form", "Sine"),
        "absolute": QCoreApplication.translate("Form", "Absolute value"),
        "step": QCoreApplication.translate("Form", "Step"),
        "exponential": QCoreApplication.translate("Form", "Exponential"),
    }
    return words.get(str(value), str(value).replace("_", " "))
