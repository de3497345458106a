"""One row of a form: the label that drags a number, the control, and the way back to the global value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticUndefined
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from nnplayground.ui.forms.words import value_text
from nnplayground.ui.widgets import IconButton, Menu
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic.fields import FieldInfo
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from nnplayground.ui.forms.editors import Editor
    from nnplayground.ui.widgets import NumberField

__all__ = ["Common", "Row"]

_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Common:
    """What holds for a field that does not say otherwise.

    Attributes
    ----------
    value : Any
        The field's value that follows it: None, or a factor of 1.
    words : str
        What then holds, in words; by default the value itself.
    start : float, optional
        The number behind it, where the arrows of an empty field begin.
    is_global : bool
        Whether it is a setting of the whole network, so that another value is marked as an exception.
    """

    value: Any
    words: str = ""
    start: float | None = None
    is_global: bool = True

    @property
    def text(self) -> str:
        """What holds, in words."""
        return self.words or value_text(self.value)


class DragLabel(QLabel):
    """The name of a number; dragging it sideways changes the number, Esc gives the drag up."""

    def __init__(self, text: str, field: NumberField) -> None:
        super().__init__(text)
        self._field = field
        self._start: int | None = None
        self._before: QWidget | None = None
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._start = round(event.globalPosition().x())
        self._before = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # so that Esc comes here

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None:
            self._field.drag_by(round(event.globalPosition().x()) - self._start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._end(keep=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end(keep=True)

    def _end(self, *, keep: bool) -> None:
        if self._start is None:
            return
        self._start, before, self._before = None, self._before, None
        self._field.end_drag(keep=keep)
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()


class Row(QObject):
    """A field's label, control and way back.

    Attributes
    ----------
    committed, typing, dragging : Signal(str, object)
        The field's name and a value: done, being typed, being dragged.
    reverted : Signal
        A drag was given up.
    refused : Signal(str, str)
        The field's name, and why what was typed cannot be read.
    """

    committed = Signal(str, object)
    refused = Signal(str, str)
    typing = Signal(str, object)
    dragging = Signal(str, object)
    reverted = Signal()

    def __init__(self, parent: QWidget, name: str, title: str, info: FieldInfo, editor: Editor) -> None:
        super().__init__(parent)
        self.name, self.editor = name, editor
        self.back: IconButton | None = None
        self._default = info.get_default(call_default_factory=True)
        self._common: Common | None = None
        self._values: Sequence[Any] = ()
        self.label = QLabel(title) if editor.number is None else DragLabel(title, editor.number)
        self.label.setMinimumHeight(_HEIGHT)
        set_role(self.label, "secondary")
        editor.changed.connect(self._commit)
        editor.changing.connect(self._type)
        editor.dragged.connect(self._drag)
        editor.reverted.connect(self.reverted)
        editor.refused.connect(self._refuse)
        for widget in (self.label, editor):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            widget.customContextMenuRequested.connect(self._open_menu)

    def set_tip(self, tip: str) -> None:
        """Explain the field."""
        self.label.setToolTip(tip)
        self.editor.set_tip(tip)

    def set_common(self, common: Common) -> None:
        """Take what holds where the field does not say otherwise."""
        if common == self._common:
            return
        self._common = common
        if self.back is None:
            self.back = IconButton("reset", "", size=20)
            self.back.hide()
            self.back.clicked.connect(self._go_back)
            self.editor.set_back(self.back)
        words = self.tr("Back to the global value: {value}") if common.is_global else self.tr("Clear")
        self.back.describe(words.format(value=common.text))
        self.editor.set_instead(common.text, common.start)
        self._mark()

    def show_values(self, values: Sequence[Any]) -> None:
        """Show the field's value in one or several models."""
        self._values = values
        self.editor.show_values(values)
        self._mark()

    def _mark(self) -> None:
        if self._common is None or self.back is None:
            return
        differs = any(value != self._common.value for value in self._values)
        self.editor.show_back(differs)
        self.editor.set_overridden(differs and self._common.is_global)

    # -- what a person does ----------------------------------------------------------------------------

    def _commit(self, value: Any) -> None:
        self.committed.emit(self.name, value)

    def _refuse(self, problem: str) -> None:
        self.refused.emit(self.name, problem)

    def _type(self, value: Any) -> None:
        self.typing.emit(self.name, value)

    def _drag(self, value: Any) -> None:
        self.dragging.emit(self.name, value)

    def _go_back(self) -> None:
        if self._common is not None:
            self.committed.emit(self.name, self._common.value)

    def _go_default(self) -> None:
        self.committed.emit(self.name, self._default)

    def menu(self) -> Menu:
        """Make the menu of the row: back to the global value, back to the default."""
        menu = Menu(parent=self.label)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._common is not None and self._common.is_global:
            text = self.tr("Back to the global value: {value}").format(value=self._common.text)
            back = menu.addAction(text, self._go_back)
            back.setEnabled(any(value != self._common.value for value in self._values))
        if self._default is not PydanticUndefined:
            text = self.tr("Reset to the default: {value}").format(value=value_text(self._default))
            default = menu.addAction(text, self._go_default)
            default.setEnabled(any(value != self._default for value in self._values))
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu, sender = self.menu(), self.sender()
        if menu.actions() and isinstance(sender, QWidget):
            menu.popup(sender.mapToGlobal(at))
