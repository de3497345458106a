"""The form of a model, and the control of a field that is itself a model."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.component import Component, Frozen
from nnplayground.core.errors import explain_validation
from nnplayground.core.help import field_topic, topic
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.forms.editors import (
    ChoiceEditor,
    Editor,
    NumberEditor,
    OptionalNumberEditor,
    SwitchEditor,
    TextEditor,
)
from nnplayground.ui.forms.rows import Common, Row
from nnplayground.ui.forms.word_or_number import WordOrNumberEditor, words_beside_number
from nnplayground.ui.forms.words import MIXED, without_none
from nnplayground.ui.help import explain
from nnplayground.ui.widgets import ComboField
from nnplayground.ui.widgets.painting import set_flag, set_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic.fields import FieldInfo

    from nnplayground.core.help import Topic
    from nnplayground.ui.widgets import IconButton

__all__ = ["Form", "make_editor"]

_LABEL_WIDTH = 92


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
    dragging : Signal(str, object)
        The same while it is dragged; ``changed`` or ``reverted`` follow.
    reverted : Signal
        A drag was given up.
    """

    changed = Signal(str, object)
    changing = Signal(str, object)
    dragging = Signal(str, object)
    reverted = Signal()

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
        self._values: Sequence[Frozen] = ()
        self._titles, self._empties = titles or {}, empties or {}
        self._rows: dict[str, Row] = {}
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
        return tuple(self._rows)

    def editor(self, name: str) -> Editor:
        """Return the control of a field."""
        return self._rows[name].editor

    def row(self, name: str) -> Row:
        """Return a field's row."""
        return self._rows[name]

    def show_value(self, value: Frozen) -> None:
        """Show a model without telling anyone."""
        self.show_values([value])

    def show_values(self, values: Sequence[Frozen]) -> None:
        """Show what several models have in common; where they differ stands a dash."""
        self._values = values
        self._problem.hide()
        for name in self._rows:
            self._show(name)

    def _show(self, name: str) -> None:
        self._rows[name].show_values([getattr(value, name) for value in self._values])

    def set_commons(self, commons: Mapping[str, Common]) -> None:
        """Say what holds globally, by field; other values are marked and can be taken back."""
        for name, common in commons.items():
            if name in self._rows:
                self._rows[name].set_common(common)

    def _add(self, model: type[Frozen], name: str) -> None:
        info = model.model_fields[name]
        title = self._titles.get(name) or say(info.title or "")
        if not title:
            return
        row = Row(self, name, title, info, make_editor(title, info))
        row.set_tip(say(info.description or ""))
        row.committed.connect(self._commit)
        row.typing.connect(self._preview)
        row.dragging.connect(self._drag)
        row.reverted.connect(self.reverted)
        row.refused.connect(self._refuse)
        at = self._grid.rowCount()
        self._grid.addWidget(row.label, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.editor, at, 1)
        for part in (row.label, row.editor):
            explain(part, field_topic(model, name))
        self._rows[name] = row
        is_optional = without_none(info.annotation)[1]
        if is_optional and isinstance(row.editor, OptionalNumberEditor | TextEditor):
            words = self._empties.get(name) or self.tr("Automatic")
            self.set_commons({name: Common(None, words, is_global=False)})

    # -- what a person does ----------------------------------------------------------------------------

    def _replaced(self, name: str, value: Any) -> list[Frozen] | None:
        """Return the models with another value, or None and a sentence if one of them refuses it."""
        try:
            values = [shown.replace(**{name: value}) for shown in self._values]
        except ValidationError as error:
            self._say(say(explain_validation(error)))
            return None
        self._problem.hide()
        return values

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.show()

    def _refuse(self, name: str, problem: str) -> None:
        self._say(problem)
        self._show(name)

    def _commit(self, name: str, value: Any) -> None:
        values = self._replaced(name, value)
        if values is None:
            self._show(name)
            return
        self._values = values
        self._show(name)
        self.changed.emit(name, value)

    def _preview(self, name: str, value: Any) -> None:
        if self._replaced(name, value) is not None:
            self.changing.emit(name, value)

    def _drag(self, name: str, value: Any) -> None:
        if self._replaced(name, value) is not None:
            self.dragging.emit(name, value)


class ComponentEditor(Editor):
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

    def show_mixed(self) -> None:
        self._rebuild(None)
        self._value = None
        self._kind.set_blank(MIXED)

    def set_overridden(self, overridden: bool) -> None:
        set_flag(self._kind, "overridden", overridden)

    def set_back(self, button: IconButton) -> None:
        self._kind.set_trailing(button)

    def show_back(self, shown: bool) -> None:
        self._kind.show_trailing(shown)

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
            self._nested.dragging.connect(self._drag)
            self._nested.reverted.connect(self.reverted)
            self._column.addWidget(self._nested)

    def _edited(self, name: str, value: Any) -> Component | None:
        return None if self._value is None else self._value.replace(**{name: value})

    def _edit(self, name: str, value: Any) -> None:
        self._value = self._edited(name, value)
        self.changed.emit(self._value)

    def _preview(self, name: str, value: Any) -> None:
        self.changing.emit(self._edited(name, value))

    def _drag(self, name: str, value: Any) -> None:
        self.dragged.emit(self._edited(name, value))


def make_editor(name: str, info: FieldInfo) -> Editor:
    """Return the control that fits a field's type."""
    mixed = words_beside_number(info.annotation)
    if mixed is not None:
        return WordOrNumberEditor(name, *mixed)
    plain, optional = without_none(info.annotation)
    if isinstance(plain, type) and issubclass(plain, Component):
        return ComponentEditor(name, plain, optional=optional)
    if plain is bool:
        return SwitchEditor(name)
    if plain in (int, float):
        kind = OptionalNumberEditor if optional else NumberEditor
        return kind(name, info, integer=plain is int)
    if typing.get_origin(plain) is Literal:
        values = typing.get_args(plain)
        return ChoiceEditor(name, (None, *values) if optional else values)
    return TextEditor(name, numbers=typing.get_origin(plain) is tuple, optional=optional)
