"""What forms and dialogs are put together of: a labelled field, a line between parts."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nnplayground.ui.widgets.painting import set_role

__all__ = ["labelled", "parting_line"]


def labelled(text: str, widget: QWidget, width: int) -> QWidget:
    """Return a row of a label, at least ``width`` pixels wide so that fields stand below each other."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    label = QLabel(text)
    label.setMinimumWidth(width)
    set_role(label, "secondary")
    layout.addWidget(label)
    layout.addWidget(widget, 1)
    return row


def parting_line() -> QFrame:
    """Return a line across, between two parts."""
    line = QFrame()
    line.setProperty("role", "line")
    return line
